"""How a record grows: adds made-up reports to it in steps and says how long each step took, then what questions take.

    python3 workshop/scale.py PROGRAM TEXTS.jsonl[.gz] [--reports 100000] [--step 1000] [--words 150] [--record FILE] [--out docs/scale.csv] [--asked 20]

The reports retell each other as real ones do: stories of 1 to 60 reports within some days, of which some copy another word by word and others take its sentences in other
company, the same number of reports each day. A story is made of a real text in which every name, figure and rare word was swapped for another, the same one throughout the
story, so that no two stories share more than plain words; one name in six is of a few hundred that all stories share. The reports measure time, memory and size, and nothing
else. Each step is one run of `PROGRAM add` on a file of JSON Lines. Prints, and writes to --out, one line a step: reports held, seconds, seconds of the processors (which
other programs do not lengthen), reports a second, megabytes of memory at most, megabytes of the record, and milliseconds that adding one further report by itself takes.
A record that is there is grown further. At the end asks each question --asked times, and prints its median, its 95th percentile and its memory.
"""
import argparse, collections, csv, gzip, itertools, json, os, random, re, subprocess, sys, tempfile, time

CAPITAL = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][a-z]{2,}\b", re.M)
NUMBER = re.compile(r'\b\d+\b')
WORD = re.compile(r'\b[a-z]{6,}\b')
SENTENCE = re.compile(r'(?<=[.!?”"])\s+(?=[A-Z“"])')
SYLLABLES = [c + v for c in 'bdfgklmnprstvz' for v in 'aeiou']
A_DAY = 20  # reports
OUTLETS = 211


def name(rng):
    return ''.join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


COMMON = [name(random.Random(f'common {i}')) for i in range(300)]


def texts(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [r['text'] for r in map(json.loads, f) if len(r.get('text') or '') > 400]


def rare_words(texts):
    """Words that some texts have and most have not."""
    held = collections.Counter(word for text in texts for word in set(WORD.findall(text)))
    return sorted(word for word, count in held.items() if 2 <= count <= 60)


class Story:
    """A story: how many reports tell it, and what they tell."""

    def __init__(self, number, texts, rare, words):
        self.number, self.words = number, words
        self.rng = rng = random.Random(f'story {number}')
        self.left = min(60, int(rng.paretovariate(1.1)))
        self.sentences = SENTENCE.split(self.swapped(texts[number * 7919 % len(texts)], rare, set(rare)))
        self.told = []

    def swapped(self, text, rare, is_rare):
        rng, known = self.rng, {}

        def swap(make):
            return lambda m: known.setdefault(m.group(), make(m.group()))

        text = CAPITAL.sub(swap(lambda _: rng.choice(COMMON) if rng.random() < 1 / 6 else name(rng)), text)
        text = NUMBER.sub(swap(lambda figure: str(rng.randint(2, 10 ** min(len(figure), 6)))), text)
        return WORD.sub(swap(lambda word: rng.choice(rare) if word in is_rare else word), text)

    def next(self):
        """The next report: its outlet and text."""
        rng, outlet = self.rng, self.rng.randrange(OUTLETS)
        self.left -= 1
        if self.told and rng.random() < .3:
            first, text = rng.choice(self.told)
            text = f'{text}\n\nThis story first appeared in Paper {first}.'
        else:
            first, rest = self.sentences[:2], self.sentences[2:]
            taken = [s for s in first if rng.random() < .8] + [s for s in rest if rng.random() < .6]
            text = ' '.join(' '.join(taken or first).split()[:self.words])
            self.told.append((outlet, text))
        return outlet, text


def reports(texts, rare, words):
    """All reports, for ever, each as it is added."""
    rng, open_stories, stories = random.Random('reports'), [], itertools.count()
    for number in itertools.count():
        if not open_stories or rng.random() < .25:
            open_stories.append(Story(next(stories), texts, rare, words))
        story = rng.choices(open_stories, [story.left for story in open_stories])[0]
        outlet, text = story.next()
        if not story.left:
            open_stories.remove(story)
        day = time.strftime('%Y-%m-%d', time.gmtime(86400 * (12000 + number // A_DAY)))
        yield {'id': f'scale-{number}', 'text': text, 'date_publish': day, 'outlet': f'Paper {outlet}'}


def write(path, made, count):
    with open(path, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(report) + '\n' for report in itertools.islice(made, count))


def run(line):
    """Seconds, seconds of the processors, megabytes and output of one run."""
    start = time.time()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(line, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.time() - start
        if status:
            sys.exit(f'{line} ended with {status}')
        out.seek(0)
        return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read()


def ask(program, record, times):
    """Asks each question some times; prints what it took."""
    rng = random.Random('asked')
    count = json.loads(run([program, 'claims', '--json', '--limit', '1', '--record', record])[3])['total']
    names = set()
    while len(names) < times:
        at = str(rng.randrange(count))
        told = json.loads(run([program, 'claims', '--json', '--limit', '1', '--offset', at, '--record', record])[3])
        names.update(voice['name'] for telling in told['claims'][0]['tellings'] for voice in telling['chain'] if voice['kind'] == 'named')
    names = sorted(names)
    common = [rng.choice(COMMON) for _ in range(times)]
    questions = {
        'brief': lambda i: ['brief'],
        'claims --limit 20': lambda i: ['claims', '--limit', '20'],
        'claims --limit 20 --offset N': lambda i: ['claims', '--limit', '20', '--offset', str(rng.randrange(count))],
        'conflicts --limit 20': lambda i: ['conflicts', '--limit', '20'],
        'copies --limit 20': lambda i: ['copies', '--limit', '20'],
        'told --limit 20': lambda i: ['told', '--limit', '20'],
        'trace N': lambda i: ['trace', f'n{1 + rng.randrange(count)}'],
        'trace N, of the hundred told most': lambda i: ['trace', f'n{1 + rng.randrange(100)}'],
        'who NAME': lambda i: ['who', names[i]],
        'who NAME, a common one': lambda i: ['who', common[i]],
    }
    print('question', 'median_ms', 'p95_ms', 'memory_mb', sep='\t')
    for question, line in questions.items():
        runs = [run([program, *line(i), '--record', record]) for i in range(times)]
        took = sorted(1000 * took for took, *_ in runs)
        print(question, round(took[len(took) // 2]), round(took[int(len(took) * .95)]), round(max(memory for *_, memory, _ in runs)), sep='\t', flush=True)


def main():
    a = argparse.ArgumentParser(description='How a record grows.')
    a.add_argument('program')
    a.add_argument('texts')
    a.add_argument('--reports', type=int, default=100_000)
    a.add_argument('--step', type=int, default=1000)
    a.add_argument('--words', type=int, default=150)
    a.add_argument('--record', default='')
    a.add_argument('--out', default='')
    a.add_argument('--asked', type=int, default=20)
    o = a.parse_args()
    known = texts(o.texts)
    made = reports(known, rare_words(known), o.words)
    with tempfile.TemporaryDirectory() as folder:
        record, path = o.record or os.path.join(folder, 'scale.db'), os.path.join(folder, 'step.jsonl')
        lines = [('reports', 'seconds', 'processor_seconds', 'reports_a_second', 'memory_mb', 'record_mb', 'one_more_ms')]
        print(*lines[0], sep='\t')
        held = json.loads(run([o.program, 'claims', '--json', '--limit', '1', '--record', record])[3])['scope']['of'] if os.path.exists(record) else 0
        collections.deque(itertools.islice(made, held), 0)
        for first in range(held, o.reports, o.step + 1):
            write(path, made, o.step)
            took, worked, memory, _ = run([o.program, 'add', '--json', path, '--record', record])
            write(path, made, 1)
            one, *_ = run([o.program, 'add', '--json', path, '--record', record])
            size = sum(os.path.getsize(record + end) for end in ('', '-wal') if os.path.exists(record + end)) / 1e6
            lines.append((first + o.step + 1, round(took, 2), round(worked, 2), round(o.step / took, 1), round(memory), round(size), round(1000 * one)))
            print(*lines[-1], sep='\t', flush=True)
        if o.out:
            with open(o.out, 'w', newline='') as f:
                csv.writer(f).writerows(lines)
        if o.asked:
            ask(o.program, record, o.asked)


if __name__ == '__main__':
    main()
