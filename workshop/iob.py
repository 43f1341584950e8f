"""Makes texts with labelled runs of a file in IOB (token, tab, label), in two parts: one to learn from, one to measure on.

    python workshop/iob.py FIRST.jsonl SECOND.jsonl SENTENCES.iob[.gz]

Forty sentences are a text, a paragraph each, as SHARED/eval/iob.py puts them; the texts go to the two parts in turn. Nothing says which source
belongs to which content, so all runs of a text are one attribution: enough for labels, and for nothing else. How models/attribution.md got its
figures on another domain: `train_attribution.py --start … --also …` with the first part, `--dev` with the second.
"""
import gzip, json, sys

TOGETHER = 40


def main(first, second, path):
    raw = (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8').read().strip()
    sentences = [[line.rsplit('\t' if '\t' in line else ' ', 1) for line in s.split('\n') if line.strip()] for s in raw.split('\n\n')]
    with open(first, 'w') as a, open(second, 'w') as b:
        for number, start in enumerate(range(0, len(sentences), TOGETHER)):
            text, runs = '', {'source': [], 'cue': [], 'content': []}
            for sentence in sentences[start:start + TOGETHER]:
                before = None
                for word, label in sentence:
                    role = label[2:].lower()
                    if label.startswith('I') and role == before:
                        runs[role][-1][1] = len(text) + len(word)
                    elif role:
                        runs[role].append([len(text), len(text) + len(word)])
                    before = role
                    text += word + ' '
                text += '\n\n'
            (b if number % 2 else a).write(json.dumps({'id': f'text-{number}', 'text': text, 'attributions': [runs]}) + '\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
