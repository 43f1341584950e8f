#!/usr/bin/env bash
# Rebuilds models/attribution.safetensors and the scores that the Rust forward pass is held to. One argument: the folder with the corpora
# (polnear/train.jsonl.gz, polnear/dev.jsonl.gz, unlabelled/news.jsonl.gz). Python packages are pinned in workshop/requirements.txt.
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
for part in train dev; do "$workshop" features "$data/polnear/$part.jsonl.gz" > "$work/$part.jsonl"; done
"$workshop" features "$data/unlabelled/news.jsonl.gz" > "$work/news.jsonl"
"$workshop" features workshop/check.jsonl > "$work/check.jsonl"
"$python" workshop/word_vectors.py "$work/vectors.npz" "$work/train.jsonl" "$work/news.jsonl"
"$python" workshop/train_attribution.py models/attribution.safetensors "$work/vectors.npz" \
  "$data/polnear/train.jsonl.gz" "$work/train.jsonl" --dev "$data/polnear/dev.jsonl.gz" "$work/dev.jsonl" \
  --check "$work/check.jsonl" crates/core/tests/fixtures/attribution-scores.json
