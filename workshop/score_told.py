"""score_told.py SAYSO POLNEAR.jsonl[.gz] [--judge]     how many findings of who told whom and who knew are right

`workshop/told-verdicts.jsonl` holds what a person judged of them one by one, on the first 20 articles of PolNeAR's development set, all
of them. A finding is known by its article, the place of its cue, and a digest of what it says; it holds no word of the articles. One that
has changed since, or is new, has no verdict: it is counted apart, and printed with --judge, with its words, to be judged and added.

A finding is right if who told whom, the channel, and whether it took place are what the sentence says; a state of knowledge, if who and
the state are. Date, place and topic are not judged.

score_told.py SAYSO INDEPENDENT.jsonl[.gz] --drawn     the same of findings that were once drawn at random there

`workshop/told-drawn-verdicts.jsonl` holds what people who had not seen the code judged of three draws of 70 communications and 40 states of knowledge,
each before what it showed was mended; of the later two those that were found after that. A finding is known by a digest of what it says and of its
sentence. Those that are still found count; what is found since then is not among them."""
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

VERDICTS = pathlib.Path(__file__).with_name("told-verdicts.jsonl")
DRAWN = pathlib.Path(__file__).with_name("told-drawn-verdicts.jsonl")
ARTICLES = 20


def articles(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for _, line in zip(range(ARTICLES), lines)]


def read(sayso, row, folder):
    file = pathlib.Path(folder, "article.txt")
    file.write_text(row["text"], encoding="utf-8")
    out = subprocess.run([sayso, "read", "--plain", "--json", str(file)], capture_output=True, text=True, check=True).stdout
    return json.loads(out.splitlines()[0])


def findings(row, found):
    """Yields kind, cue, digest and a line to judge by."""
    text = row["text"]
    words = lambda parties: " + ".join(party["text"] for party in parties)
    for told in found["told"]:
        says = f"{words(told['from'])} -> {words(told['to'])} | {told['channel']} | {told['status']}"
        yield "told", told["cue"], says, text[slice(*told["evidence"])]
    for knew in found["knew"]:
        if not knew["derived"]:
            says = f"{knew['who']['text']} | {knew['state']}"
            yield "knew", knew["cue"], says, text[slice(*knew["evidence"])]


def drawn(sayso, path):
    """Prints how many of the findings that were drawn and are still found are right."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines, tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "reports.jsonl")
        rows = [json.loads(line) for line in lines]
        as_report = lambda number, row: {"id": str(number), "text": "\n\n".join(row["paragraphs"])} | {key: row[key] for key in ("title", "outlet", "published")}
        file.write_text("\n".join(json.dumps(as_report(number, row)) for number, row in enumerate(rows)))
        found = subprocess.run([sayso, "read", "--json", str(file)], capture_output=True, text=True, check=True).stdout
    digests = {digest for line in found.splitlines() for digest in said(json.loads(line))}
    verdicts = [json.loads(line) for line in DRAWN.read_text().splitlines()]
    still = [verdict for verdict in verdicts if verdict["finding"] in digests]
    for kind in ("told", "knew"):
        of_kind = [verdict["right"] for verdict in still if verdict["kind"] == kind]
        print(f"{kind}: {sum(of_kind)} of {len(of_kind)} that are still found are right ({100 * sum(of_kind) / max(len(of_kind), 1):.1f} %)")
    right = sum(verdict["right"] for verdict in still)
    print(f"drawn: {right} of {len(still)} right ({100 * right / max(len(still), 1):.1f} %)")


def said(found):
    """Yields a digest of each finding of a report."""
    text = found["report"]["text"]
    names = {entity["id"]: entity["name"] for entity in found["entities"]}
    whom = lambda party: f"{party['text']} ({names.get(party['entity'])})"
    for kind in ("told", "knew"):
        for one in found[kind]:
            what = [sorted(map(whom, one["from"])), sorted(map(whom, one["to"])), one["channel"], one["kind"], one["status"]] if kind == "told" else [whom(one["who"]), one["state"]]
            yield hashlib.sha256(json.dumps([kind, *what, text[slice(*one["evidence"])]]).encode()).hexdigest()[:16]


def main(sayso, path, judge=False):
    verdicts = {}
    if VERDICTS.exists():
        for line in VERDICTS.read_text().splitlines():
            row = json.loads(line)
            verdicts[row["article"], row["kind"], tuple(row["cue"]), row["says"]] = row["right"]
    count = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in articles(path):
            for kind, cue, says, evidence in findings(row, read(sayso, row, folder)):
                digest = hashlib.sha256(says.encode()).hexdigest()[:12]
                right = verdicts.get((row["id"], kind, tuple(cue), digest))
                tally = count.setdefault(kind, {True: 0, False: 0, None: 0})
                tally[right] += 1
                if judge and right is None:
                    # "right" is to be set by whoever judges.
                    print(json.dumps({"article": row["id"], "kind": kind, "cue": cue, "says": digest, "right": None}), says, "|", evidence, sep="\t")
    for kind, tally in count.items():
        judged = tally[True] + tally[False]
        print(f"{kind}: {tally[True]} of {judged} right ({100 * tally[True] / max(judged, 1):.1f} %), {tally[None]} not judged")
    found = sum(sum(tally.values()) for tally in count.values())
    right = sum(tally[True] for tally in count.values())
    # What nobody has judged may be wrong, so here it counts as that.
    print(f"told and knew: {right} of {found} are known to be right ({100 * right / max(found, 1):.1f} %)")
    return count


if __name__ == "__main__":
    if "--drawn" in sys.argv:
        drawn(sys.argv[1], sys.argv[2])
    else:
        main(sys.argv[1], sys.argv[2], "--judge" in sys.argv)
