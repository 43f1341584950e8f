#!/usr/bin/env bash
# Rebuilds models/ and the scores that the forward passes are held to. One argument: the folder with the corpora (polnear/, unlabelled/, ewt/,
# gum/). Python packages are pinned in workshop/requirements.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-${SAYSO_SHARED:-}/data}
if [ ! -f "$data/polnear/train.jsonl.gz" ]; then
  echo "No corpora in '$data'. Name the folder that holds polnear/train.jsonl.gz: just train FOLDER" >&2
  exit 2
fi
python=${PYTHON:-.venv/bin/python}
if [ "$python" = .venv/bin/python ] && [ ! -x "$python" ]; then
  python3 -m venv .venv
  # The processor-only build of PyTorch needs none of the CUDA packages that the one on PyPI asks for.
  .venv/bin/pip install -q -r workshop/requirements.txt --extra-index-url https://download.pytorch.org/whl/cpu
fi
cargo build --release --locked -p sayso-workshop
workshop=${CARGO_TARGET_DIR:-target}/release/sayso-workshop
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
see() { "$workshop" features "$1" > "$work/$2.jsonl"; }
for part in train dev; do
  see "$data/polnear/$part.jsonl.gz" "polnear-$part"
  for bank in ewt gum; do see "$data/$bank/$part.conllu.gz" "$bank-$part"; done
done
see "$data/unlabelled/news.jsonl.gz" news
see workshop/check.jsonl check

# What every network knows of words.
"$python" workshop/word_vectors.py --vocabulary "$work/vocabulary.conllu"
see "$work/vocabulary.conllu" vocabulary
"$python" workshop/word_vectors.py "$work/vectors.npz" models/words.safetensors "$work/polnear-train.jsonl" "$work/news.jsonl" \
  --every "$work/vocabulary.jsonl" "$work/ewt-train.jsonl" "$work/gum-train.jsonl"

# Syntax and names: a teacher, what it says of news, and the small network that learns from both.
"$python" workshop/syntax_teacher.py train "$work/teacher.pt" "$data"
"$python" workshop/syntax_teacher.py label "$work/teacher.pt" "$work/labelled.npz" "$data" "$work/polnear-train.jsonl" "$work/news.jsonl"
"$python" workshop/train_syntax.py models/syntax.safetensors "$work/vectors.npz" "$data" "$work" --labelled "$work/labelled.npz"
"$python" workshop/lemmas.py models/lemmas.txt "$data"

# Attributions, which read the parser's states: teachers, what they say of news and of the web, and the small network that learns from gold, from
# them, and from voices put into others' mouths.
python3 - "$work" <<'END'
import json, sys
# The treebanks' texts have no names of their own.
with open(f'{sys.argv[1]}/web.jsonl', 'w') as out:
    for bank in ('ewt', 'gum'):
        for number, line in enumerate(open(f'{sys.argv[1]}/{bank}-train.jsonl')):
            if (seen := json.loads(line))['words']:
                out.write(json.dumps({**seen, 'id': f'{bank}-{number}'}) + '\n')
END
gold=$data/polnear/train.jsonl.gz
"$python" workshop/nested.py "$work/nested.gold.jsonl" "$gold" "$work/polnear-train.jsonl"
see "$work/nested.gold.jsonl" nested
for part in polnear-train polnear-dev news web nested; do
  "$python" workshop/parser_states.py "$work/$part.npz" models/syntax.safetensors "$work/vectors.npz" "$work/$part.jsonl"
done
learn=("$work/vectors.npz" "$gold" "$work/polnear-train.jsonl" "$work/polnear-train.npz")
"$python" workshop/attribution_teacher.py train "$work/teacher.pt" "${learn[@]}"
"$python" workshop/train_attribution.py "$work/alone.safetensors" "${learn[@]}" --weights "$work/alone.pt"
# In a second round the network itself is one of its teachers.
round() {
  local out=$1; shift
  for part in news web; do
    "$python" workshop/attribution_teacher.py label "$work/$part.scores.npz" "$work/vectors.npz" "$work/polnear-train.jsonl" "$work/$part.jsonl" "$work/$part.npz" \
      "$work/teacher.pt" "$work/alone.pt" ${first:-}
  done
  "$python" workshop/train_attribution.py "$out" "${learn[@]}" --drop 0.2 "$@" \
    --nested "$work/nested.gold.jsonl" "$work/nested.jsonl" "$work/nested.npz" \
    --labelled "$work/news.scores.npz" "$work/news.jsonl" "$work/news.npz" --labelled "$work/web.scores.npz" "$work/web.jsonl" "$work/web.npz" \
    --dev "$data/polnear/dev.jsonl.gz" "$work/polnear-dev.jsonl" "$work/polnear-dev.npz"
}
round "$work/first.safetensors" --epochs 8 --weights "$work/first.pt"
first="$work/first.pt"
round models/attribution.safetensors --epochs 4 --rate 0.0015 --start "$first" --keep 0.55

for model in attribution syntax; do
  "$python" workshop/forward.py "models/$model.safetensors" models/words.safetensors "$work/check.jsonl" "crates/core/tests/fixtures/$model-scores.json"
done
