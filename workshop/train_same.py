#!/usr/bin/env python3
"""train_same.py WORKSHOP SHARED/data [--out WEIGHTS.rs]      learns how much each sign weighs in whether two sentences tell the same

Makes the pairs (same_fact.py) in a temporary folder, asks `WORKSHOP same-signs` what is seen of each, and learns a logistic regression in which both
sets of pairs weigh the same. Prints F1 at one half in topics kept apart, fold by fold, and beside it that of the cosine of TF-IDF with the
threshold that is best on the other folds. Without --out nothing is written, and nothing but Python is needed.
"""
import argparse, collections, json, math, os, re, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logistic
import same_fact

PENALTY = 1.0
SETS = ('ecb', 'headlines')


def tfidf(pairs):
    """The cosine of each pair, words counted over all sentences of the pairs."""
    words = {s: collections.Counter(re.findall(r'\w\w+', s.lower())) for p in pairs for s in (p['a'], p['b'])}
    count = collections.Counter(w for found in words.values() for w in found)
    vectors = {}
    for sentence, found in words.items():
        v = {w: (1 + math.log(n)) * (1 + math.log((1 + len(words)) / (1 + count[w]))) for w, n in found.items()}
        length = math.sqrt(sum(x * x for x in v.values())) or 1
        vectors[sentence] = {w: x / length for w, x in v.items()}
    return [sum(x * vectors[p['b']].get(w, 0) for w, x in vectors[p['a']].items()) for p in pairs]


def best_threshold(scores, gold):
    """The threshold with the best F1: one walk down the scores."""
    order = sorted(zip(scores, gold), reverse=True)
    right, wanted, best = 0, sum(gold), (0, 1)
    for said, (score, is_same) in enumerate(order, 1):
        right += is_same
        best = max(best, (2 * right / (said + wanted), score))
    return best[1]


def main():
    a = argparse.ArgumentParser()
    a.add_argument('workshop')
    a.add_argument('data')
    a.add_argument('--out', default='')
    o = a.parse_args()
    pairs = [row for name in SETS for row in same_fact.SETS[name][0](os.path.join(o.data, same_fact.SETS[name][1]))]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'pairs.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            f.writelines(json.dumps(p) + '\n' for p in pairs)
        done = subprocess.run([o.workshop, 'same-signs', path], stdout=subprocess.PIPE, text=True, check=True)
    signs = [json.loads(line) for line in done.stdout.splitlines()]
    names = subprocess.run([o.workshop, 'same-sign-names'], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    plain = tfidf(pairs)
    # A pair of which nothing is seen has the score 0 and teaches nothing.
    kept = [i for i, s in enumerate(signs) if s]
    sizes = collections.Counter(pairs[i]['set'] for i in kept)
    weigh = [len(kept) / len(SETS) / sizes[p['set']] for p in pairs]
    learn = lambda places: logistic.learn([signs[i] for i in places], [float(pairs[i]['same']) for i in places], [weigh[i] for i in places], PENALTY)
    figures = collections.defaultdict(list)
    for fold in range(same_fact.FOLDS):
        learned = learn([i for i in kept if pairs[i]['fold'] != fold])
        for name in SETS:
            here = [i for i, p in enumerate(pairs) if p['set'] == name]
            test, train = [i for i in here if pairs[i]['fold'] == fold], [i for i in here if pairs[i]['fold'] != fold]
            gold = [pairs[i]['same'] for i in test]
            threshold = best_threshold([plain[i] for i in train], [pairs[i]['same'] for i in train])
            figures[name, 'same'].append(logistic.f1([bool(signs[i]) and logistic.score(signs[i], learned) >= 0 for i in test], gold))
            figures[name, 'TF-IDF'].append(logistic.f1([plain[i] >= threshold for i in test], gold))
    mean = {key: sum(values) / len(values) for key, values in figures.items()}
    for (name, what), values in sorted(figures.items()):
        print(f'{name:10}{what:8}', ' '.join(f'{v:5.1f}' for v in values), f'  mean {mean[name, what]:.1f}')
    print(f'same-fact F1 {sum(mean[name, "same"] for name in SETS) / len(SETS):.1f}')
    if o.out:
        text = '//! What each sign of two sentences weighs in whether they tell the same.\n//!\n//! Written by `workshop/train_same.py`; models/claims.md says from what.\n\nuse super::alike::SIGNS;\n'
        with open(o.out, 'w', encoding='utf-8') as f:
            f.write(text + logistic.table('SAME', 'The weights, and what stands without any sign.', learn(kept), names, 'SIGNS'))


if __name__ == '__main__':
    main()
