"""The forward pass as the program runs it, in plain NumPy: weights of 8 bits, inputs rounded row by row to 7.

    python workshop/forward.py MODEL.safetensors WORDS.safetensors FEATURES.jsonl OUT.json

Writes what a model says of fixed sentences; a test holds `sayso_core::model` to it. Written from the formulas and not from the Rust code, so that
the two can disagree.
"""
import json, sys

import numpy as np
from safetensors.numpy import load_file

LARGEST = 63


class Model:
    def __init__(self, path, words):
        self.w = load_file(path)
        vectors = load_file(words)
        self.vectors = self.matrix('vectors.weight', vectors)
        self.place = {int(h): i for i, h in enumerate(vectors['vectors.hashes'].view(np.uint64))}

    def matrix(self, name, among=None):
        among = among or self.w
        return among[name].astype(np.float32) * among[name + '.scale'][:, None]

    def linear(self, name, x):
        return x @ self.matrix(name + '.weight').T + self.w[name + '.bias']

    def states(self, rows, hashes):
        parts = []
        for i in range(sum(k.startswith('tables.') and not k.endswith('.scale') for k in self.w)):
            table = self.matrix(f'tables.{i}.weight')
            parts.append(table[rows[:, 0]] + table[rows[:, 1]] if i == 0 else table[rows[:, i + 1]])
        parts.append(np.stack([self.vectors[self.place[h]] if h in self.place else np.zeros(self.vectors.shape[1], np.float32) for h in hashes]))
        x = self.linear('gate', rounded(np.concatenate(parts, 1)))
        if 'below.weight' in self.w:
            # States of the parser as good as any: every value comes, and the test in Rust makes the same.
            words, columns = np.indices((len(rows), self.w['below.weight'].shape[1]))
            x = x + ((words * 31 + columns * 17) % 127 - 63) / LARGEST @ self.matrix('below.weight').T
        a, g = np.split(x, 2, 1)
        x = a * sigmoid(g)
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5) * self.w['norm.weight'] + self.w['norm.bias']
        x, layer = rounded(x), 0
        while f'forwards.{layer}.weight_ih_l0' in self.w:
            x = np.concatenate([self.lstm(f'forwards.{layer}', x), self.lstm(f'backwards.{layer}', x[::-1])[::-1]], 1)
            layer += 1
        return x

    def lstm(self, name, x):
        gates = x @ self.matrix(f'{name}.weight_ih_l0').T + self.w[f'{name}.bias_ih_l0'] + self.w[f'{name}.bias_hh_l0']
        hidden = self.matrix(f'{name}.weight_hh_l0')
        h, c, out = np.zeros(hidden.shape[1], np.float32), np.zeros(hidden.shape[1], np.float32), []
        for g in gates:
            i, f, n, o = np.split(g + hidden @ h, 4)
            c = sigmoid(f) * c + sigmoid(i) * tanh(n)
            h = np.round(sigmoid(o) * tanh(c) * LARGEST) / LARGEST
            out.append(h)
        return np.stack(out)


def tanh(x):
    """Lambert's continued fraction, seven terms deep, flat behind 4.97: a state that lies half way between two steps would else be rounded otherwise."""
    x = np.clip(x, -4.97, 4.97)
    q = x * x
    return x * (135135 + q * (17325 + q * (378 + q))) / (135135 + q * (62370 + q * (3150 + q * 28)))


def sigmoid(x):
    return (1 + tanh(x / 2)) / 2


def rounded(x):
    """Every row in steps of a 63rd of its largest number."""
    step = np.abs(x).max(1, keepdims=True) / LARGEST
    return np.round(x / np.maximum(step, 1e-30)) * step


def main(model, words, features, out):
    net, found = Model(model, words), []
    for line in open(features):
        seen = json.loads(line)
        rows = np.array(seen['rows'])
        states = net.states(rows, seen['hashes'])
        name = 'out' if 'out.weight' in net.w else 'views'
        found.append({'rows': seen['rows'], 'words': seen['hashes'], 'scores': [[round(float(x), 4) for x in r] for r in net.linear(name, states)]})
    json.dump(found, open(out, 'w'))


if __name__ == '__main__':
    main(*sys.argv[1:])
