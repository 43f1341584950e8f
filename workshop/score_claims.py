#!/usr/bin/env python3
"""score_claims.py PROGRAM TRIPLETS.jsonl.gz [--draw FILE]     are the most told claims one claim each, and do the answers answer them?

Puts the independent reports into one pile (`PROGRAM brief --json`) and looks at its twenty most told claims and at forty answers (confirmations, denials, non-denials,
refusals to comment), drawn by the hash of where they stand. claims-verdicts.jsonl says what a reader judged, a line each: of a telling, whether it tells its claim
({"report", "span", "tells"}); of an answer, whether it answers its claim ({"answer": kind, "report", "span", "claim": a hash of its summary, "right"}).
A claim is right if all its tellings are judged to tell it. What nobody judged counts as wrong. `--draw` writes what is to be judged, with its words."""
import gzip, hashlib, json, os, subprocess, sys, tempfile

ANSWERS = {'confirmed_by': 'confirms', 'denied_by': 'denies', 'did_not_deny': 'does-not-deny', 'no_comment': 'declines'}
CLAIMS, DRAWN = 20, 40


def brief(program, path):
    with tempfile.TemporaryDirectory() as folder, gzip.open(path, 'rt', encoding='utf-8') as lines:
        pile = os.path.join(folder, 'pile.jsonl')
        with open(pile, 'w', encoding='utf-8') as out:
            for i, line in enumerate(lines):
                r = json.loads(line)
                text = '\n\n'.join(p for p in r['paragraphs'] if p.strip())
                out.write(json.dumps({'id': f'r{i}', 'title': r['title'], 'outlet': r['outlet'], 'published': r['published'], 'text': text}) + '\n')
        return json.loads(subprocess.run([program, 'brief', '--json', pile], stdout=subprocess.PIPE, check=True).stdout)


def short(words):
    return hashlib.sha256(words.encode()).hexdigest()[:12]


VERDICTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'claims-verdicts.jsonl')


def main(program, path, draw=None):
    found = brief(program, path)
    of = {r['report']['id']: r['report']['path'].split('#')[-1] for r in found['reports']}
    reports = {of[r['report']['id']]: r for r in found['reports']}
    judged = {}
    if os.path.exists(VERDICTS):
        for v in map(json.loads, open(VERDICTS, encoding='utf-8')):
            key = (v.get('answer', 'tells'), v['report'], *v['span'], v['claim'] if 'answer' in v else '')
            judged[key] = v.get('right', v.get('tells'))
    top = found['claims'][:CLAIMS]
    tellings = [[('tells', of[t['report']], *t['span'], '') for t in claim['tellings']] for claim in top]
    right = sum(all(judged.get(t) for t in claim) for claim in tellings)
    told = [t for claim in tellings for t in claim]
    answers = []
    for claim in found['claims']:
        for kind, stance in ANSWERS.items():
            for x in claim[kind]:
                spans = sorted(x['spans']) or [[0, 0]]
                answers.append((stance, of[x['report']], spans[0][0], spans[-1][1], short(claim['summary']), x['name'], claim['summary']))
    answers.sort(key=lambda x: hashlib.sha256(repr(x[:4]).encode()).hexdigest())
    drawn = answers[:DRAWN]
    answered = sum(bool(judged.get(x[:5])) for x in drawn)
    print(f'tellings judged to tell their claim {sum(bool(judged.get(t)) for t in told)} of {len(told)}; judged at all {sum(t in judged for t in told)}')
    print(f'answers {len(answers)}, drawn {len(drawn)}, judged at all {sum(x[:5] in judged for x in drawn)}')
    print(f'claims right {100 * right / max(len(top), 1):.1f} ({right} of {len(top)})')
    print(f'answers right {100 * answered / max(len(drawn), 1):.1f} ({answered} of {len(drawn)})')
    if draw:
        with open(draw, 'w', encoding='utf-8') as out:
            for claim, spots in zip(top, tellings):
                for telling, (_, report, s, e, _) in zip(claim['tellings'], spots):
                    out.write(json.dumps({'claim': claim['summary'], 'report': report, 'span': [s, e], 'text': telling['text'], 'stance': telling['stance'],
                                          'tells': judged.get(('tells', report, s, e, ''))}) + '\n')
            for stance, report, s, e, claim, name, summary in drawn:
                text = reports[report]['report']['text']
                out.write(json.dumps({'answer': stance, 'by': name, 'report': report, 'span': [s, e], 'claim': claim, 'summary': summary,
                                      'around': text[max(0, s - 200):e + 100], 'right': judged.get((stance, report, s, e, claim))}) + '\n')


if __name__ == '__main__':
    given = [a for a in sys.argv[1:] if a != '--draw']
    main(*given)
