#!/usr/bin/env python3
"""train_copies.py WORKSHOP PAIRS.jsonl[.gz] INDEPENDENT.jsonl[.gz] TOPICS.jsonl[.gz] [--out WEIGHTS.rs]      learns what tells a rewritten copy

PAIRS is {original: [sentence…], rewritten: [sentence…]}, a report and its rewrite; TOPICS is {topic, subtopic, tokens}, short reports of which a topic
has twenty, several on each event (ECB+, training part). Nobody has said that none of these is a copy, so a pair of them weighs little. INDEPENDENT is
{triplet, paragraphs}, reports of several outlets, those of one triplet on one event, none a copy: its licence allows measuring, so it judges and
teaches nothing. `WORKSHOP copy-measures` lays all in one pile, tells the event of each report, and measures every pair that the linker would look at.

Two logistic regressions with an L2 penalty, by Newton's method from zero, so that a second run gives the same. The first weighs the measures
alone. The second weighs them again together with the pair's lead, in the first's score, over the best other pair that either report is in; it
learns in the whole pile and in random parts of it, since a smaller pile has fewer rivals.

Prints precision, recall and F1 by cross-validation: the events fall into halves, one half teaches, pairs within the other and INDEPENDENT are
judged, in the whole and in random parts of it. Of all copies of those events those that the linker never measures count as missed. `alone` is without
rivals. One thing the linker does is left out: reports that repeat each other word by word are no rivals to it, and here they are; the corpora
have hardly any. Then writes the Rust table.
"""
import argparse, collections, json, subprocess

import numpy as np

PENALTY = 1.0           # of the squared weights of standardised measures, against the sum of log losses
SURE = 3.0              # these four stand in crates/core/src/link/copies/rewritten.rs too
MOST_LEAD = 6.0
NO_RIVAL = -12.0
LEAST = -2.0
# What a pair of TOPICS weighs. More costs recall of copies (at 1 six points), less precision among independent reports (at 0.05 one to three).
TOPIC = 0.1
PARTS = (1, .5, .2, .08)


def measured(workshop, *files):
    """Returns reports, their events, pairs of reports, measures, whether each pair is a copy, and its weight."""
    done = subprocess.run([workshop, 'copy-measures', *files], stdout=subprocess.PIPE, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    event, at = [], []
    for row in rows:
        if 'event' in row:
            event.append(row['event'])
        else:
            at.append(row)
    ends = np.array([(row['a'], row['b']) for row in at])
    right = np.array([event[a] == event[b] and event[a].startswith('pair') for a, b in ends])
    weight = np.array([TOPIC if event[a].startswith('topic') else 1 for a, b in ends])
    return event, ends, np.array([row['measures'] for row in at]), right, weight


def fit(x, y, weight):
    """Returns the start and the weights of a logistic regression."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = PENALTY * np.eye(z.shape[1])
    penalty[0, 0] = 0
    beta = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        step = np.linalg.solve((z * (weight * p * (1 - p) + 1e-6)[:, None]).T @ z + penalty, z.T @ (weight * (p - y)) + penalty @ beta)
        beta -= step
        if abs(step).max() < 1e-8:
            break
    weights = beta[1:] / spread
    return beta[0] - weights @ mean, weights


def leads(ends, score):
    """Returns for each pair its smaller and its larger lead over the best other pair of either report."""
    of = collections.defaultdict(list)
    for k, (a, b) in enumerate(ends):
        if score[k] < SURE:
            of[a].append(k)
            of[b].append(k)
    rivals = [[max((score[q] for q in of[end] if q != k), default=NO_RIVAL) for end in pair] for k, pair in enumerate(ends)]
    lead = np.clip(score[:, None] - np.maximum(np.array(rivals).reshape(-1, 2), NO_RIVAL), -MOST_LEAD, MOST_LEAD)
    return np.sort(lead, axis=1)


def part(names, share, seed):
    """Returns a random share of the events."""
    random = np.random.default_rng(seed)
    return {name for name in sorted(names) if random.random() < share}


def within(kept, event, ends):
    """Returns which pairs lie in some events."""
    return np.array([event[a] in kept and event[b] in kept for a, b in ends], dtype=bool)


def fewer(event, ends, seed):
    """Returns which pairs are left when half the reports that no pair is copied from are gone: two outlets on an event then have no third as rival."""
    random = np.random.default_rng(500 + seed)
    kept = np.array([name.startswith('pair') or seed == 0 or random.random() < .5 for name in event])
    return kept[ends].all(axis=1)


def learn(event, ends, x, right, weight):
    """Returns both regressions, of the pairs that may teach."""
    teach = within({name for name in event if not name.startswith('triplet')}, event, ends)
    ends, x, right, weight = ends[teach], x[teach], right[teach], weight[teach]
    alone = fit(x, right, weight)
    score = alone[0] + x @ alone[1]
    xs, ys, weights = [], [], []
    for seed in range(4):
        for share in PARTS if seed else (1,):
            names = set(event)
            inside = within(part(names, share, seed) if share < 1 else names, event, ends)
            inside &= fewer(event, ends, seed)
            xs.append(np.c_[x[inside], leads(ends[inside], score[inside])])
            ys.append(right[inside])
            weights.append(weight[inside])
    return alone, fit(np.vstack(xs), np.concatenate(ys), np.concatenate(weights))


def judge(model, ends, x):
    """Returns what a model makes of the pairs of a pile: without rivals, and with them."""
    (start, weights), (against, all_weights) = model
    score = start + x @ weights
    return score > 0, (score > LEAST) & (against + np.c_[x, leads(ends, score)] @ all_weights > 0)


def cross_validate(event, ends, x, right, weight):
    """Prints how well it does on events that taught nothing."""
    found = collections.defaultdict(lambda: np.zeros(3))
    for seed in range(6):
        half = part(set(event), .5, 100 + seed)
        measuring = {name for name in event if name.startswith('triplet')}
        for teachers, held in ((half, set(event) - half | measuring), (set(event) - half, half | measuring)):
            teach = within(teachers, event, ends)
            model = learn(event, ends[teach], x[teach], right[teach], weight[teach])
            for share in PARTS:
                for again in range(1 if share == 1 else 8):
                    kept = part(held, share, 1000 * seed + again) if share < 1 else held
                    copies = sum(name.startswith('pair') for name in kept)
                    inside = within(kept, event, ends) & fewer(event, ends, again)
                    reports = len(set(ends[inside].flatten()))
                    counted = weight[inside] == 1
                    for name, answer in zip(('alone', 'against rivals'), judge(model, ends[inside], x[inside])):
                        found[name, share] += (answer & right[inside]).sum(), (answer & counted).sum(), copies
                        found[name, 'topics', share] += (answer & ~counted).sum(), 1, 0
                    found['reports', share] += reports, 1, 0
    for name in ('alone', 'against rivals'):
        for share in PARTS:
            hits, said, there = found[name, share]
            topics = found[name, 'topics', share][0] / found[name, 'topics', share][1]
            about = found['reports', share][0] / found['reports', share][1]
            print(f'{name:15} piles of {about:3.0f} reports: P {100 * hits / said:.1f}  R {100 * hits / there:.1f}  F1 {200 * hits / (said + there):.1f}  of TOPICS {topics:.1f}')


def rust(model):
    numbers = lambda values: ', '.join(f'{value:.3f}' for value in values)
    (start, weights), (against, rest) = model
    return f'''//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py`; models/copies.md says from what.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how
/// much one pair leads another.
pub(super) const ALONE: (f32, Measures) = ({start:.3f}, [{numbers(weights)}]);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) = ({against:.3f}, [{numbers(rest[:-2])}]);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = ({rest[-2]:.3f}, {rest[-1]:.3f});
'''


if __name__ == '__main__':
    arguments = argparse.ArgumentParser()
    arguments.add_argument('workshop')
    arguments.add_argument('pairs')
    arguments.add_argument('independent')
    arguments.add_argument('topics')
    arguments.add_argument('--out')
    given = arguments.parse_args()
    event, ends, x, right, weight = measured(given.workshop, given.pairs, given.independent, given.topics)
    print(f'{len(event)} reports, {len(ends)} pairs, {right.sum()} of them copies')
    cross_validate(event, ends, x, right, weight)
    model = learn(event, ends, x, right, weight)
    if given.out:
        with open(given.out, 'w', encoding='utf-8') as f:
            f.write(rust(model))
