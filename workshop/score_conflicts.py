#!/usr/bin/env python3
"""score_conflicts.py PROGRAM SHARED [--draw FILE]     are the conflicts that are shown real?

Asks `PROGRAM conflicts --json` of three piles: the independent reports, the rumours, and 5,119 unlabelled texts, each in one pile, and draws forty of each
by the hash of where their sides stand. conflicts-verdicts.jsonl says what a reader judged of each, a line each: {"pile", "kind", "sides": [[report, start]…], "right"}: whether the
sides are of one thing and cannot all hold. What nobody judged counts as wrong.
The verdicts steered the rules, so that the figure flatters a little. `--draw` writes what is not judged yet, each side with its sentence."""
import collections, gzip, hashlib, json, os, subprocess, sys, tempfile

DRAWN = 40
PILES = {'independent': 'data/independent/dev.jsonl.gz', 'rumours': 'data/rumours/dev.jsonl.gz', 'unlabelled': 'data/unlabelled/news.jsonl.gz'}
VERDICTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'conflicts-verdicts.jsonl')


def reports(path):
    with gzip.open(path, 'rt', encoding='utf-8') as lines:
        for i, r in enumerate(map(json.loads, lines)):
            text = r.get('text') or '\n\n'.join(p for p in r['paragraphs'] if p.strip())
            kept = {k: r[k] for k in ('title', 'outlet', 'published') if r.get(k)}
            yield {'id': f'r{i}', 'text': text, **kept}


def conflicts(program, path):
    """The conflicts of a pile, each side as (report, start, value, context)."""
    with tempfile.TemporaryDirectory() as folder:
        pile = os.path.join(folder, 'pile.jsonl')
        with open(pile, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps(r) + '\n' for r in reports(path))
        # All of them: a list shows the first hundred otherwise.
        line = [program, 'conflicts', '--json', '-q', '--limit', '1000000', '--pile', pile]
        found = json.loads(subprocess.run(line, stdout=subprocess.PIPE, check=True).stdout)
    for c in found['conflicts']:
        sides = [(t['report'][:12], t['span'][0], t['value'], t['origin'] or '', t['sentence']) for t in c['tellings']]
        yield c['kind'], sides


def main(program, shared, draw=None):
    judged = {}
    if os.path.exists(VERDICTS):
        for v in map(json.loads, open(VERDICTS, encoding='utf-8')):
            judged[(v['pile'], v['kind'], json.dumps(v['sides']))] = v['right']
    missing, right, of = [], collections.Counter(), collections.Counter()
    for name, path in PILES.items():
        found = [(kind, sides, (name, kind, json.dumps([s[:2] for s in sides]))) for kind, sides in conflicts(program, os.path.join(shared, path))]
        drawn = sorted(found, key=lambda c: hashlib.sha256(repr(c[2]).encode()).hexdigest())[:DRAWN]
        for kind, sides, key in drawn:
            of.update([name, kind])
            right.update([name, kind] if judged.get(key) else [])
            if key not in judged:
                missing.append({'pile': name, 'kind': kind, 'sides': [list(s[:2]) for s in sides], 'told': [f'{s[0]}: {s[2]} | {s[3]} | {s[4]}' for s in sides[:12]]})
        kinds = collections.Counter(kind for kind, *_ in found)
        print(f'{name}: {len(found)} conflicts ({", ".join(f"{k} {n}" for k, n in sorted(kinds.items()))}), drawn {len(drawn)}, judged {sum(key in judged for *_, key in drawn)}, right {right[name]}')
    print('right by kind: ' + ', '.join(f'{k} {right[k]} of {of[k]}' for k in ('quantity', 'date', 'place', 'polarity') if of[k]))
    drawn, good = (sum(c[name] for name in PILES) for c in (of, right))
    print(f'conflicts right {100 * good / max(drawn, 1):.1f} ({good} of {drawn})')
    if draw:
        with open(draw, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps(m, ensure_ascii=False) + '\n' for m in missing)


if __name__ == '__main__':
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[4] if len(sys.argv) == 5 else None)
