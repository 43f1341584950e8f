"""How often attributions of a given confidence are right, and the calibration that would make it so.

    python3 workshop/calibration.py SHARED PROGRAM GOLD.jsonl[.gz] [--fit]

Runs `PROGRAM read --plain --json` on the texts of GOLD and scores outermost attributions as SHARED/eval/attributions.py does: right is one whose content
overlaps a gold one's by half, with source and cue. Prints for each tenth of confidence how many there are and how many are right, and the expected
calibration error: the mean distance of the two, weighted. --fit prints what to set in `attribution::describe::CALIBRATION` instead of the slope and
shift that are there (Platt 1999), for a network that has not seen GOLD.
"""
import math, re, sys

shared, program, gold = sys.argv[1:4]
sys.path.insert(0, f'{shared}/eval')
from attributions import cover, match, same, sets  # noqa: E402
from common import read_texts, rows, tokens  # noqa: E402


def judged():
    """(confidence, whether right) of every outermost attribution."""
    texts = rows(gold)
    readings, _ = read_texts(program, {d['id']: d['text'] for d in texts})
    for d in texts:
        toks = tokens(d['text'])
        found = [a for a in readings[d['id']]['attributions'] if a.get('inside') is None]
        ours, right = sets(toks, found), set()
        for g, p, j in match(sets(toks, d['attributions']), ours):
            if j >= .5 and same(g['source'], p['source']) and same(g['cue'], p['cue']):
                right.add(id(p))
        yield from ((a['confidence'], id(p) in right) for a, p in zip(found, ours))


def fit(found):
    """Slope and shift on the log odds that the program computed before its own calibration."""
    source = open('crates/core/src/attribution/describe.rs').read()
    slope, shift = map(float, re.search(r'const CALIBRATION: \(f32, f32\) = \((-?[\d.]+), (-?[\d.]+)\)', source).groups())
    odds = [((math.log(c / (1 - c)) - shift) / slope, r) for c, r in found if 0 < c < 1]
    a, b = 1., 0.
    for _ in range(200):  # Newton's steps on the log likelihood.
        ga = gb = haa = hab = hbb = 0.
        for x, r in odds:
            p = 1 / (1 + math.exp(-max(-30, min(30, a * x + b))))
            w = p * (1 - p)
            ga, gb, haa, hab, hbb = ga + (r - p) * x, gb + (r - p), haa + w * x * x, hab + w * x, hbb + w
        det = haa * hbb - hab * hab
        a, b = a + (hbb * ga - hab * gb) / det, b + (haa * gb - hab * ga) / det
    return a, b


def main():
    found = list(judged())
    error = 0.
    print('confidence  attributions  mean  right')
    for tenth in range(10):
        part = [(c, r) for c, r in found if tenth / 10 <= c < tenth / 10 + .1 or tenth == 9 and c >= 1]
        if part:
            mean, right = sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part)
            error += abs(mean - right) * len(part) / len(found)
            print(f'{tenth / 10:.1f} to {tenth / 10 + .1:.1f} {len(part):12} {100 * mean:7.1f} {100 * right:6.1f}')
    print(f'expected calibration error {100 * error:.1f}')
    if '--fit' in sys.argv:
        print('CALIBRATION = (%.2f, %.2f)' % fit(found))


main()
