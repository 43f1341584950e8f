"""Makes the table of word vectors: what MiniLM-L6 knows of each word by itself, in 64 numbers.

    python workshop/word_vectors.py OUT.npz MODEL.safetensors FEATURES.jsonl … [--every FEATURES.jsonl …]
    python workshop/word_vectors.py --vocabulary OUT.conllu

A network trained on 840 articles has never seen most words. MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0) has: every word that stands at
least twice in the texts (once in those behind --every) is encoded alone, its token states averaged, and the 384 numbers reduced to 64 by
principal components. The table is looked up by the hash that `sayso-workshop features` gives, so no word list is shipped. The second form writes
the whole words of MiniLM's own vocabulary, to be hashed likewise.
"""
import argparse, collections, json

import numpy as np
import torch

from export import save_vectors
from minilm import MiniLM

SIZE, LEAST = 64, 2


def count(paths, every):
    seen, hashes = collections.Counter(), {}
    for path in [*paths, *every]:
        for line in open(path, encoding='utf-8'):
            row = json.loads(line)
            for word in row['words']:
                seen[word] += LEAST if path in every else 1
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


def vocabulary(out):
    words = sorted(w for w in MiniLM().tokenizer.get_vocab() if w.isalpha() and w.isascii() and len(w) > 1)
    with open(out, 'w') as f:
        f.writelines('\t'.join(['1', w, *'_' * 8]) + '\n\n' for w in words)


def main():
    a = argparse.ArgumentParser()
    a.add_argument('out', nargs='?'), a.add_argument('model', nargs='?'), a.add_argument('features', nargs='*')
    a.add_argument('--every', nargs='*', default=[]), a.add_argument('--vocabulary')
    o = a.parse_args()
    if o.vocabulary:
        return vocabulary(o.vocabulary)
    words, hashes = count(o.features, o.every)
    full = encode(words)
    full -= full.mean(0)
    _, values, axes = np.linalg.svd(full, full_matrices=False)
    small = full @ axes[:SIZE].T
    small /= small.std(0)
    print(f'{len(words)} words; {100 * (values[:SIZE] ** 2).sum() / (values ** 2).sum():.1f} % of the variance kept')
    hashes, small = np.array(hashes, np.uint64), small.astype(np.float32)
    np.savez(o.out, hashes=hashes, vectors=small)
    save_vectors(hashes, small, o.model)


if __name__ == '__main__':
    main()
