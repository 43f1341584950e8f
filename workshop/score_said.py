"""score_said.py SAYSO INDEPENDENT.jsonl[.gz] [--second] [--judge]     of attributions drawn at random, how many have the right speaker

INDEPENDENT is {triplet, outlet, title, published, paragraphs}, a report a line. Each attribution of something said, thought or known (what only
shows an act is no statement) has a number that its place in the text decides (a digest of report and first word of the content); the hundred with the lowest are the sample, so that it stays the same while
what is found elsewhere changes; --second takes the hundred with the highest. `workshop/said-verdicts.jsonl` holds what a person judged of them one by one, and no word of the reports:
an attribution is known by its report, the place of its content, and a digest of whom Sayso calls the speaker. One that has changed since,
or is new, has no verdict and counts as wrong; --judge prints it with its words, to be judged and added.

The speaker is the entity's name, or the source's words where there is no entity. Right is who a careful reader would name: a pronoun left
open and a name that is only near the speaker ("the lawyer of Lane" for Lane) are wrong."""
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

VERDICTS = pathlib.Path(__file__).with_name("said-verdicts.jsonl")
SAMPLE = 100


def digest(*parts):
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:12]


def reports(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for row in map(json.loads, lines):
            yield f"{row['triplet']}-{row['outlet']}", "\n\n".join([row["title"], *row["paragraphs"]])


def readings(sayso, path):
    """Yields the key, the text and the reading of every report."""
    with tempfile.TemporaryDirectory() as folder:
        rows = list(reports(path))
        for number, (_, text) in enumerate(rows):
            pathlib.Path(folder, f"{number:04}.txt").write_text(text, encoding="utf-8")
        files = [f"{number:04}.txt" for number in range(len(rows))]
        done = subprocess.run([sayso, "read", "--plain", "--json", *files], cwd=folder, capture_output=True, text=True, check=True)
        read = {reading["report"]["path"]: reading for reading in map(json.loads, done.stdout.splitlines())}
        for file, (key, _) in zip(files, rows):
            if reading := read.get(file):
                yield key, reading["report"]["text"], reading


def speaker(reading, attribution):
    source = attribution["source"]
    if source["entity"] is not None:
        return reading["entities"][source["entity"]]["name"]
    return source["text"] or "nobody"


def main(sayso, path, second=False, judge=False):
    verdicts = {}
    if VERDICTS.exists():
        for row in map(json.loads, VERDICTS.read_text().splitlines()):
            verdicts[row["report"], row["content"], row["speaker"]] = row["right"]
    found = []
    for key, text, reading in readings(sayso, path):
        for attribution in reading["attributions"]:
            if attribution["mode"] == "acts":
                continue
            start = attribution["content"]["spans"][0][0]
            found.append((digest(key, start), key, start, text, reading, attribution))
    found.sort(key=lambda row: row[:3], reverse=second)
    tally = {True: 0, False: 0, None: 0}
    for _, key, start, text, reading, attribution in found[:SAMPLE]:
        who = speaker(reading, attribution)
        right = verdicts.get((key, start, digest(who)))
        tally[right] += 1
        if judge and right is None:
            spans = [span for part in ("source", "cue", "content") for span in attribution[part]["spans"]]
            low, high = min(s for s, _ in spans), max(e for _, e in spans)
            print(json.dumps({"report": key, "content": start, "speaker": digest(who), "right": None}))
            print(f"    SPEAKER {who!r}  SOURCE {attribution['source']['text']!r}  CUE {attribution['cue']['text']!r}")
            print(f"    …{text[max(0, low - 300):low]}⟦{text[low:high]}⟧{text[high:high + 120]}…".replace("\n", " "))
    share = 100 * tally[True] / max(1, sum(tally.values()))
    print(f"speakers{' of the second hundred' if second else ''}: {tally[True]} right, {tally[False]} wrong, {tally[None]} not judged ({share:.1f} %)")


if __name__ == "__main__":
    program, pile = (a for a in sys.argv[1:] if not a.startswith("--"))
    main(str(pathlib.Path(program).resolve()), pile, second="--second" in sys.argv, judge="--judge" in sys.argv)
