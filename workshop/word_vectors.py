"""Makes the table of word vectors: what MiniLM-L6 knows of each word by itself, in 64 numbers.

    python workshop/word_vectors.py OUT.npz FEATURES.jsonl …

A network trained on 840 articles has never seen most words. MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0) has: every word that stands at
least twice in the texts is encoded alone, its token states averaged, and the 384 numbers reduced to 64 by principal components. The
table is looked up by the hash that `sayso-workshop features` gives, so no word list is shipped.
"""
import collections, json, sys

import numpy as np
import torch

from minilm import MiniLM

SIZE, LEAST = 64, 2


def count(paths):
    seen, hashes = collections.Counter(), {}
    for path in paths:
        for line in open(path, encoding='utf-8'):
            row = json.loads(line)
            seen.update(row['words'])
            hashes.update(zip(row['words'], row['hashes']))
    words = sorted(w for w, n in seen.items() if n >= LEAST and any(c.isalpha() for c in w) and len(w) <= 24)
    return words, [hashes[w] for w in words]


def encode(words, batch=512):
    model = MiniLM()
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    out = np.zeros((len(words), 384), np.float32)
    with torch.no_grad():
        for start in range(0, len(words), batch):
            part = order[start:start + batch]
            ids, mask = model.tokens([words[i] for i in part])
            states = model(ids, mask)
            inner = mask.clone().float()
            inner[:, 0] = 0                                      # [CLS]
            inner[torch.arange(len(part)), mask.sum(1) - 1] = 0  # [SEP]
            mean = (states * inner[..., None]).sum(1) / inner.sum(1, keepdim=True).clamp(min=1)
            out[part] = mean.float().numpy()
    return out


def main(out, *paths):
    words, hashes = count(paths)
    full = encode(words)
    full -= full.mean(0)
    _, values, axes = np.linalg.svd(full, full_matrices=False)
    small = full @ axes[:SIZE].T
    small /= small.std(0)
    print(f'{len(words)} words; {100 * (values[:SIZE] ** 2).sum() / (values ** 2).sum():.1f} % of the variance kept')
    np.savez(out, hashes=np.array(hashes, np.uint64), vectors=small.astype(np.float32), words=np.array(words))


if __name__ == '__main__':
    main(*sys.argv[1:])
