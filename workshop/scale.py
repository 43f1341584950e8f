"""How a record grows: adds made-up reports to it in steps and says how long each step took.

    python3 workshop/scale.py PROGRAM TEXTS.jsonl[.gz] [--reports 100000] [--step 1000] [--words 150] [--record FILE] [--out docs/scale.csv]

The reports are the first --words words of real texts in which every name, figure and date was swapped for another, the same one throughout a report, so that each is a report
of its own that shares its plain words with some others. They measure time, memory and size, and nothing else. Each step is one run of
`PROGRAM add` on a file of JSON Lines. Prints, and writes to --out, one line a step: reports held, seconds, seconds of
the processors (which other programs do not lengthen), reports a second, megabytes of memory at
most, megabytes of the record, and milliseconds that adding one further report by itself takes.
"""
import argparse, csv, gzip, json, os, random, re, resource, subprocess, sys, tempfile, time

CAPITAL = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][a-z]{2,}\b", re.M)
NUMBER = re.compile(r'\b\d+\b')
SYLLABLES = [c + v for c in 'bdfgklmnprstvz' for v in 'aeiou']


def texts(path, words):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [first(r['text'], words) for r in map(json.loads, f) if len(r.get('text') or '') > 400]


def first(text, words):
    """The first words of a text, its paragraphs kept."""
    ends = [m.end() for m in re.finditer(r'\S+', text)]
    return text[:ends[min(words, len(ends)) - 1]]


def varied(text, seed):
    """The text with other names and figures."""
    rng, names = random.Random(seed), {}

    def name(m):
        return names.setdefault(m.group(), ''.join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize())

    return NUMBER.sub(lambda m: names.setdefault(m.group(), str(rng.randint(2, 10 ** len(m.group())))), CAPITAL.sub(name, text))


def write(path, texts, first, count):
    with open(path, 'w', encoding='utf-8') as f:
        for i in range(first, first + count):
            date = f'{2015 + i % 9}-{1 + i % 12:02}-{1 + i % 28:02}'
            f.write(json.dumps({'id': f'scale-{i}', 'text': varied(texts[i % len(texts)], i), 'date_publish': date, 'outlet': f'Paper {i % 211}'}) + '\n')


def add(program, record, path):
    """Seconds, seconds of the processors and megabytes of one run."""
    start = time.time()
    process = subprocess.Popen([program, 'add', '--json', path, '--record', record], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f'add ended with {status}')
    return time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    a = argparse.ArgumentParser(description='How a record grows.')
    a.add_argument('program')
    a.add_argument('texts')
    a.add_argument('--reports', type=int, default=100_000)
    a.add_argument('--step', type=int, default=1000)
    a.add_argument('--words', type=int, default=150)
    a.add_argument('--record', default='')
    a.add_argument('--out', default='')
    o = a.parse_args()
    known = texts(o.texts, o.words)
    with tempfile.TemporaryDirectory() as folder:
        record, path = o.record or os.path.join(folder, 'scale.db'), os.path.join(folder, 'step.jsonl')
        lines = [('reports', 'seconds', 'processor_seconds', 'reports_a_second', 'memory_mb', 'record_mb', 'one_more_ms')]
        print(*lines[0], sep='\t')
        for first in range(0, o.reports, o.step + 1):
            write(path, known, first, o.step)
            took, worked, memory = add(o.program, record, path)
            write(path, known, first + o.step, 1)
            one, _, _ = add(o.program, record, path)
            size = sum(os.path.getsize(record + end) for end in ('', '-wal') if os.path.exists(record + end)) / 1e6
            lines.append((first + o.step + 1, round(took, 2), round(worked, 2), round(o.step / took, 1), round(memory), round(size), round(1000 * one)))
            print(*lines[-1], sep='\t', flush=True)
        if o.out:
            with open(o.out, 'w', newline='') as f:
                csv.writer(f).writerows(lines)


if __name__ == '__main__':
    main()
