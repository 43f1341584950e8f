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

# Attributions.
"$python" workshop/train_attribution.py models/attribution.safetensors "$work/vectors.npz" \
  "$data/polnear/train.jsonl.gz" "$work/polnear-train.jsonl" --dev "$data/polnear/dev.jsonl.gz" "$work/polnear-dev.jsonl"

# Syntax and names: a teacher, what it says of news, and the small network that learns from both.
"$python" workshop/syntax_teacher.py train "$work/teacher.pt" "$data"
"$python" workshop/syntax_teacher.py label "$work/teacher.pt" "$work/labelled.npz" "$data" "$work/polnear-train.jsonl" "$work/news.jsonl"
"$python" workshop/train_syntax.py models/syntax.safetensors "$work/vectors.npz" "$data" "$work" --labelled "$work/labelled.npz"
"$python" workshop/lemmas.py models/lemmas.txt "$data"

for model in attribution syntax; do
  "$python" workshop/forward.py "models/$model.safetensors" models/words.safetensors "$work/check.jsonl" "crates/core/tests/fixtures/$model-scores.json"
done
