# Everything that CI runs, and nothing else. `just` alone lists the recipes.

set shell := ["bash", "-euo", "pipefail", "-c"]

shared := env_var_or_default("SAYSO_SHARED", "")

_default:
    @just --list

# What must pass before a commit: format, lints, tests, documentation, licences.
check: fmt clippy test doc deny

fmt:
    cargo fmt --all --check

clippy:
    cargo clippy --workspace --all-targets --locked -- -D warnings

test:
    cargo test --workspace --locked

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --document-private-items

deny:
    cargo deny --all-features check

# Quality floors (floors.toml) against the corpora that SAYSO_SHARED names; says so where there are none.
eval:
    cargo build --release --locked
    python3 workshop/floors.py "{{shared}}"

# Where the time goes, stage by stage: words per second and core.
bench *FILES:
    cargo bench -p sayso-core --bench stages -- {{FILES}}

# The record as pages in a browser, built as it ships.
serve *ARGS:
    cargo run --release --locked -- serve {{ARGS}}

# Pages of HTML per second and core, the page stage alone.
bench-pages *FILES:
    cargo bench -p sayso-core --bench pages -- {{FILES}}

# Reads random bytes for SECONDS; TARGET is page, containers or read (pages and everything found in them). Needs cargo-fuzz; the compiler's switches
# for coverage are stable in fact and not yet by name, hence RUSTC_BOOTSTRAP.
fuzz SECONDS="60" TARGET="page":
    mkdir -p fuzz/corpus/{{TARGET}}
    # Where real pages are at hand, the smallest forty are what it begins with.
    ls -Sr {{shared}}/data/pages/html/*.gz 2>/dev/null | head -40 | while read -r page; do gunzip -c "$page" > "fuzz/corpus/{{TARGET}}/$(basename "$page" .gz)"; done || true
    RUSTC_BOOTSTRAP=1 cargo fuzz run --dev --sanitizer none {{TARGET}} -- -max_total_time={{SECONDS}} -rss_limit_mb=2048 -timeout=25

# Rebuilds models/ from the corpora; about an hour and a half on two cores. See the cards in models/
train DATA="":
    bash workshop/train.sh "{{DATA}}"

# Learns anew whom pronouns mean, from DATA/gum, litbank, unlabelled and polnear. A few minutes after the build. See models/antecedents.md.
train-antecedents DATA="":
    cargo build --release --locked -p sayso-workshop
    ${PYTHON:-.venv/bin/python} workshop/train_antecedents.py "${CARGO_TARGET_DIR:-target}/release/sayso-workshop" "{{DATA}}" --out models/antecedents.safetensors

# Learns anew what tells that two sentences say the same, from DATA/same-fact and DATA/claim-stance. See models/claims.md.
train-claims DATA="":
    cargo build --release --locked -p sayso-workshop
    python3 workshop/train_same.py "${CARGO_TARGET_DIR:-target}/release/sayso-workshop" "{{DATA}}" --out crates/core/src/link/claims/weights.rs
    cargo fmt -p sayso-core

# Learns anew what tells a rewritten copy, from DATA/rewritten and DATA/ecbplus; DATA/independent only judges. A minute after the build.
train-copies DATA="":
    cargo build --release --locked -p sayso-workshop
    ${PYTHON:-.venv/bin/python} workshop/train_copies.py "${CARGO_TARGET_DIR:-target}/release/sayso-workshop" "{{DATA}}/rewritten/dev.jsonl.gz" "{{DATA}}/independent/dev.jsonl.gz" "{{DATA}}/ecbplus/train.jsonl.gz" --out crates/core/src/link/copies/weights.rs
    cargo fmt -p sayso-core
