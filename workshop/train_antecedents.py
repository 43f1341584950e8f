#!/usr/bin/env python3
"""train_antecedents.py WORKSHOP FILE [FILE...] --out WEIGHTS.rs      learns how much each sign weighs in choosing whom a pronoun means

FILEs are training parts of GUM. `WORKSHOP choices FILE` reads each document and tells, for every "he", "she" and "they" in their forms, the
candidates and the numbers that describe them. A candidate is right if most of its names and descriptions stand, by their head words, in
the gold chain of the pronoun; if none is, nobody is. The weights are those of a softmax over the candidates and nobody, with an L2 penalty,
found by gradient descent from zero, so that a second run gives the same. Mentions so far depend on earlier choices: run it again with the
program built from its own weights until nothing moves (twice is enough).

Writes the Rust table and prints how often the first choice is right, in five parts that are each kept apart in turn.
"""
import argparse, collections, json, os, subprocess, sys

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from score_people import KIND_OF_PRONOUN, documents

PENALTY = 2.0   # of the squared weights against the sum of log losses
STEPS = 600
# What an example without a right candidate weighs: that one is missing is mostly the fault of the names stage, not the pronoun's.
NOBODY = 0.1


def examples(workshop, path):
    """Yields (document, plural, rows, right): a row of numbers per candidate, and whether each is right."""
    gold = documents(path)
    done = subprocess.run([workshop, 'choices', path], stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        document = gold[answer['id']]
        owner = [None] * (len(answer['text']) + 1)
        for number, (start, end) in enumerate(answer['words']):
            owner[start:end] = [number] * (end - start)
        chains_at = collections.defaultdict(set)
        for m in document.mentions:
            chains_at[m['head']].add(m['chain'])
        chain = []
        for entity in answer['entities']:
            votes = collections.Counter()
            for start, end in entity['mentions']:
                inside = [w for w in dict.fromkeys(owner[start:end]) if w is not None]
                if not inside or (len(inside) == 1 and document.tags[inside[0]].startswith('PRON')):
                    continue
                heads = [i for i in inside if not inside[0] <= document.heads[i] <= inside[-1]]
                votes.update(c for i in heads for c in chains_at[i])
            chain.append(votes.most_common(1)[0][0] if votes else None)
        for choice in answer['choices']:
            at = owner[choice['span'][0]]
            if at is None or not document.tags[at].startswith('PRON') or document.words[at].lower() not in KIND_OF_PRONOUN:
                continue
            meant = chains_at[at]
            rows = np.array([row for _, row in choice['candidates']], dtype=float)
            right = np.array([chain[who] is not None and chain[who] in meant for who, _ in choice['candidates']], dtype=bool)
            if len(rows):
                yield answer['id'], choice['plural'], rows, right


def learn(examples, size):
    """Weights and the score of nobody. Candidates of all examples in one matrix; nobody is a row with a bias of its own."""
    blocks, rights, owner = [], [], []
    for number, (_, _, rows, right) in enumerate(examples):
        blocks.append(np.hstack([rows, np.zeros((len(rows), 1))]))
        blocks.append(np.eye(1, size + 1, size))
        rights.extend([*right, not right.any()])
        owner.extend([number] * (len(rows) + 1))
    x, right, owner = np.vstack(blocks), np.array(rights), np.array(owner)
    n = len(examples)
    weigh = np.array([1.0 if right.any() else NOBODY for _, _, _, right in examples])[owner]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    weights, first, second = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        score = x @ weights
        score -= np.maximum.reduceat(score, starts)[owner]
        e = np.exp(score)
        p = e / np.add.reduceat(e, starts)[owner]
        good = np.where(right, e, 0)
        q = good / np.add.reduceat(good, starts)[owner]
        gradient = x.T @ ((p - q) * weigh) / n + PENALTY * weights / n
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient ** 2
        weights -= 0.05 * (first / (1 - 0.9 ** step)) / (np.sqrt(second / (1 - 0.999 ** step)) + 1e-8)
    return weights


def accuracy(weights, examples):
    """Candidates rightly chosen, candidates chosen, and pronouns that have a right candidate."""
    right = chosen = possible = 0
    for _, _, rows, good in examples:
        score = np.r_[rows @ weights[:-1], weights[-1]]
        best = score.argmax()
        right += best < len(good) and good[best]
        chosen += best < len(good)
        possible += good.any()
    return np.array([right, chosen, possible])


def table(name, what, weights, names):
    lines = ''.join(f'        {w:.2f}, // {n}\n' for w, n in zip(weights, names))
    return f'\n/// For {what}.\npub(super) const {name}: ([f32; FEATURES], f32) = (\n    [\n{lines}    ],\n    {weights[-1]:.2f}, // nobody\n);\n'


def main():
    a = argparse.ArgumentParser()
    a.add_argument('workshop')
    a.add_argument('files', nargs='+')
    a.add_argument('--out', required=True)
    o = a.parse_args()
    names = subprocess.run([o.workshop, 'choice-names'], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    found = [e for path in o.files for e in examples(o.workshop, path)]
    text = '''//! What each number that describes a candidate weighs, for pronouns of one and of several, and the score that nobody has.
//!
//! Written by `workshop/train_antecedents.py` from GUM's training part.

use super::antecedents::FEATURES;
'''
    for constant, what, plural in (('SINGULAR', '"he" and "she"', False), ('PLURAL', '"they"', True)):
        some = [e for e in found if e[1] == plural]
        ids = sorted({e[0] for e in some})
        total = np.zeros(3)
        for part in range(5):
            kept = set(ids[part::5])
            weights = learn([e for e in some if e[0] not in kept], len(names))
            total += accuracy(weights, [e for e in some if e[0] in kept])
        right, chosen, possible = total
        print(f'{constant}: {len(some)} pronouns; kept apart, precision {100 * right / chosen:.1f}, recall {100 * right / possible:.1f}')
        weights = learn(some, len(names))
        text += table(constant, what, weights, names)
    with open(o.out, 'w', encoding='utf-8') as f:
        f.write(text)


if __name__ == '__main__':
    main()
