#!/usr/bin/env python3
"""train_position.py WORKSHOP FILE [--out WEIGHTS.rs]      learns how much each sign weighs in how a headline stands to a claim

FILE is JSON Lines of {claim, headline, stance}; `WORKSHOP position-signs FILE` tells what is seen of each. Learns for each of the three positions how likely it
is against the other two, all three weighing the same, and takes the likeliest. Prints precision, recall and F1 of each in claims kept apart: no
claim stands in two of the five parts, and neither do claims that are one in other words or share a headline. Without --out nothing is written, and nothing but Python is needed.
"""
import argparse, collections, json, os, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logistic
from same_fact import FOLDS, folds, kin, rows as read

PENALTY = 3.0
POSITIONS = ('for', 'against', 'observing')


def main():
    a = argparse.ArgumentParser()
    a.add_argument('workshop')
    a.add_argument('file')
    a.add_argument('--out', default='')
    o = a.parse_args()
    rows = list(read(o.file))
    done = subprocess.run([o.workshop, 'position-signs', o.file], stdout=subprocess.PIPE, text=True, check=True)
    signs = [json.loads(line) for line in done.stdout.splitlines()]
    names = subprocess.run([o.workshop, 'position-sign-names'], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    topic_of = kin((r['claim'], r['headline']) for r in rows)
    by_topic = folds(topic_of)
    fold_of = {claim: by_topic[topic] for claim, topic in topic_of.items()}

    def learn(places):
        count = collections.Counter(rows[i]['stance'] for i in places)
        weigh = [len(places) / len(POSITIONS) / count[rows[i]['stance']] for i in places]
        return {p: logistic.learn([signs[i] for i in places], [float(rows[i]['stance'] == p) for i in places], weigh, PENALTY) for p in POSITIONS}

    said = [None] * len(rows)
    for fold in range(FOLDS):
        learned = learn([i for i, r in enumerate(rows) if fold_of[r['claim']] != fold])
        for i, r in enumerate(rows):
            if fold_of[r['claim']] == fold:
                said[i] = max(POSITIONS, key=lambda p: logistic.score(signs[i], learned[p]))
    figures = []
    for p in POSITIONS:
        right = sum(s == p == r['stance'] for s, r in zip(said, rows))
        found, wanted = said.count(p), sum(r['stance'] == p for r in rows)
        figures.append(logistic.f1([s == p for s in said], [r['stance'] == p for r in rows]))
        print(f'{p:10} precision {100 * right / max(1, found):.1f} recall {100 * right / wanted:.1f} F1 {figures[-1]:.1f}')
    print(f'accuracy {100 * sum(s == r["stance"] for s, r in zip(said, rows)) / len(rows):.1f}')
    print(f'claim-stance macro F1 {sum(figures) / len(figures):.1f}')
    if o.out:
        learned = learn(range(len(rows)))
        text = '//! What each sign of a claim and a headline weighs in how the headline stands to the claim.\n//!\n//! Written by `workshop/train_position.py`; models/claims.md says from what.\n\nuse super::position::SIGNS;\n'
        for p in POSITIONS:
            text += logistic.table(p.upper(), f'For "{p}".', learned[p], names, 'SIGNS')
        with open(o.out, 'w', encoding='utf-8') as f:
            f.write(text)


if __name__ == '__main__':
    main()
