"""Writes model files: safetensors with matrices of 8 bits per weight and a scale per row (`sayso_core::model::file` describes them)."""
import numpy as np
from safetensors.numpy import save_file

# Small matrices that stay in full precision.
FULL = ('steps',)


def quantise(w):
    """Rows of 8 bits with a scale each."""
    scale = np.abs(w).max(1) / 127
    scale[scale == 0] = 1
    return np.round(w / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def save(net, path, more=None, about=None):
    """The weights of a network, without its word vectors: all networks share those."""
    out = dict(more or {})
    for name, p in net.named_parameters():
        w = p.detach().float().numpy()
        if name.startswith('vectors'):
            continue
        if w.ndim == 2 and name not in FULL:
            out[name], out[name + '.scale'] = quantise(w)
        else:
            out[name] = w.astype(np.float32)
    save_file(out, path, metadata=about)


def save_vectors(hashes, vectors, path):
    """The table of word vectors, in the order of the hashes by which words are found."""
    order = np.argsort(hashes)
    weight, scale = quantise(vectors[order])
    save_file({'vectors.hashes': hashes[order].view(np.int64), 'vectors.weight': weight, 'vectors.weight.scale': scale}, path)
