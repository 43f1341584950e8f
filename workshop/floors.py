"""Holds Sayso to its quality floors (floors.toml) with the outside scorers.

    python3 workshop/floors.py SHARED [--update]

Runs the scorers in SHARED/eval, and those of the workshop, on the corpora in SHARED/data with the release programs, which it does not build (`just eval` does), and
prints task, floor, measured, and "ok" or "below". Ends with 1 if a task is below its floor or its scorer fails. Without SHARED nothing is
measured, so that a machine without the corpora can run every recipe.

--update raises each floor that was passed to the figure measured, less MARGIN; it never lowers one.
"""
import argparse, os, re, subprocess, sys, tomllib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FLOORS = os.path.join(ROOT, 'floors.toml')
# Points below the figure measured at which --update sets a floor: another processor may round a sum otherwise.
MARGIN = 0.1

# A scorer's name below SHARED/eval (behind "=", below the workshop), whether it wants the program or the workshop, its arguments below SHARED or as they stand, and the figures to read
# from its output. Two tasks of one scorer share a run.
SCORERS = [
    ('attributions.py', 'sayso', ['data/polnear/dev.jsonl.gz'], {
        'attribution_full_f1': r'^full F1 ([\d.]+)',
        'attribution_direct': r'^direct:(?:.*\n)+?  full +[\d.]+ +[\d.]+ +([\d.]+)'}),
    ('pages.py', 'sayso', ['data/pages/html', 'data/pages/ground-truth.json.gz'], {'pages_f1': r'^page F1 ([\d.]+)'}),
    ('copies.py', 'sayso', ['data/rewritten/dev.jsonl.gz', 'data/independent/dev.jsonl.gz'], {'copies_f1': r'^copies F1 ([\d.]+)'}),
    ('facts.py', 'sayso', ['seeds', 'seeds/facts.jsonl'], {'facts': r'^facts ([\d.]+) %'}),
    ('facts.py', 'sayso', ['=examples/kestrel', '=workshop/kestrel-facts.jsonl'], {'facts_kestrel': r'^facts ([\d.]+) %'}),
    ('syntax.py', 'sayso-workshop', ['data/ewt/dev.conllu.gz'], {'tags_ewt': r'^UPOS ([\d.]+)', 'syntax_ewt': r'LAS ([\d.]+)'}),
    ('syntax.py', 'sayso-workshop', ['data/gum/dev.conllu.gz'], {'syntax_gum': r'LAS ([\d.]+)'}),
    ('pairs.py', 'sayso-workshop', ['=times', 'data/times/timenorm-train.tsv'], {'times': r'^times accuracy ([\d.]+)'}),
    ('=score_people.py', 'sayso-workshop', ['data/gum/dev.conllu.gz'], {
        'entities_f1': r'^names F1 +[\d.]+ +[\d.]+ +([\d.]+)',
        'speakers_recall': r'^speakers recall ([\d.]+)',
        'speakers_precision': r'^speakers recall [\d.]+ precision ([\d.]+)'}),
    ('=train_same.py', 'sayso-workshop', ['data'], {'same_fact': r'^same-fact F1 ([\d.]+)'}),
    ('=score_told.py', 'sayso', ['data/polnear/dev.jsonl.gz'], {'told_right': r'^told and knew: .*\(([\d.]+) %\)'}),
    ('=score_told.py', 'sayso', ['data/independent/dev.jsonl.gz', '--drawn'], {'told_drawn': r'^drawn: .*\(([\d.]+) %\)'}),
    ('=score_said.py', 'sayso', ['data/independent/dev.jsonl.gz'], {'speakers_right': r'^speakers: .*\(([\d.]+) %\)'}),
    ('=score_said.py', 'sayso', ['data/independent/dev.jsonl.gz', '--second'], {'speakers_right_second': r'^speakers of the second hundred: .*\(([\d.]+) %\)'}),
    ('=score_claims.py', 'sayso', ['data/independent/dev.jsonl.gz'], {
        'claims_right': r'^claims right ([\d.]+)', 'answers_right': r'^answers right ([\d.]+)'}),
    ('=score_conflicts.py', 'sayso', ['.'], {'conflicts_right': r'^conflicts right ([\d.]+)'}),
    ('=score_linked.py', 'sayso', ['data/ecbplus/train.jsonl.gz'], {'entities_linked': r'^mentions found B3 F1 ([\d.]+)'}),
    ('iob.py', 'sayso', ['data/vaccination/train.iob.gz'], {
        'attribution_elsewhere': r'^token micro F1 ([\d.]+)'}),
    ('cases.py', 'sayso', ['data/cases'], {'cases': r'^cases ([\d.]+) %'}),
    ('pronouns.py', 'sayso', ['data/pronouns/gap-dev.jsonl.gz'], {
        'pronouns': r'^pronouns F1 ([\d.]+)'}),
    ('contact.py', 'sayso', ['data/contact/rams-dev.jsonl.gz'], {
        'contact': r'^contact recall ([\d.]+)'}),
    ('facts.py', 'sayso', ['affairs/ward/reports', 'affairs/ward/gold.jsonl'], {
        'facts_ward': r'^facts ([\d.]+) %'}),
    ('facts.py', 'sayso', ['affairs/strait/reports', 'affairs/strait/gold.jsonl'], {
        'facts_strait': r'^facts ([\d.]+) %'}),
    ('origins.py', 'sayso', ['data/rumours/dev.jsonl.gz', 'data/rumours/dev.origins.jsonl'], {
        'origins': r'^origins score ([\d.]+)'}),
    ('events.py', 'sayso', ['data/independent/dev.jsonl.gz'], {'events': r'^events F1 ([\d.]+)'}),
    ('planted.py', 'sayso', ['data/planted/pairs.jsonl.gz', 'data/rewritten/dev.jsonl.gz'], {
        'planted': r'^planted recall ([\d.]+)'}),
    ('dates.py', 'sayso', ['data/dates/pages.jsonl.gz'], {'days': r'^days F1 ([\d.]+)'}),
    ('feeds.py', 'sayso', ['data/feeds/wellformed.jsonl.gz'], {'feeds': r'^feeds right ([\d.]+)'}),
    ('pairs.py', 'sayso-workshop', ['=names', 'data/names/name-pairs-dev.csv'], {'names': r'^names F1 ([\d.]+)'}),
]


def measure(shared):
    """Yields each task with its figure, or None where the scorer gave none."""
    programs = os.path.join(os.environ.get('CARGO_TARGET_DIR') or os.path.join(ROOT, 'target'), 'release')
    for scorer, program, arguments, figures in SCORERS:
        paths = [a.lstrip('=') if a.startswith(('=', '--')) else os.path.join(shared, a) for a in arguments]
        script = os.path.join(ROOT, 'workshop', scorer[1:]) if scorer.startswith('=') else os.path.join(shared, 'eval', scorer)
        command = [sys.executable, script, os.path.join(programs, program), *paths]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f'{scorer} ended with {done.returncode}:\n{(done.stderr or done.stdout).strip()}', file=sys.stderr)
        for task, pattern in figures.items():
            found = None if done.returncode else re.search(pattern, done.stdout, re.M)
            yield task, float(found.group(1)) if found else None


def raised(text, task, figure):
    """The text of floors.toml with one floor at `figure`, comments and order kept."""
    return re.sub(rf'^({re.escape(task)} *= *)[\d.]+', rf'\g<1>{figure:.1f}', text, flags=re.M)


def main():
    a = argparse.ArgumentParser(description='Holds Sayso to its quality floors.')
    a.add_argument('shared', nargs='?', default='', help='the folder with data/ and eval/')
    a.add_argument('--update', action='store_true', help='raise floors to what was measured; never lowers one')
    o = a.parse_args()
    if not o.shared or not os.path.isdir(os.path.join(o.shared, 'eval')):
        print('SAYSO_SHARED names no folder with corpora: floors not measured.')
        return 0
    with open(FLOORS, encoding='utf-8') as f:
        text = f.read()
    floors, below, seen = tomllib.loads(text), False, set()
    print(f'{"task":22}{"floor":>8}{"measured":>10}')
    for task, figure in measure(o.shared):
        seen.add(task)
        floor = floors.get(task)
        ok = figure is not None and floor is not None and figure >= floor
        below |= not ok
        word = 'ok' if ok else 'no floor' if floor is None else 'not measured' if figure is None else 'below'
        print(f'{task:22}{"-" if floor is None else f"{floor:.1f}":>8}{"-" if figure is None else f"{figure:.1f}":>10}  {word}', flush=True)
        if o.update and ok and figure - MARGIN > floor:
            text = raised(text, task, figure - MARGIN)
    for task in floors.keys() - seen:
        print(f'{task}: floors.toml has a floor for it, but nothing measures it.')
        below = True
    if o.update:
        with open(FLOORS, 'w', encoding='utf-8') as f:
            f.write(text)
    return int(below)


if __name__ == '__main__':
    sys.exit(main())
