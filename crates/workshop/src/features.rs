//! `features FILE`: what the network is told of every token, for the trainer.

use std::io::{BufWriter, Write};

use sayso_core::language::Language;
use sayso_core::model::features::{features, normalise};
use sayso_core::report::Report;
use sayso_core::span::CodePoints;
use serde::{Deserialize, Serialize};

use crate::corpus;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
}

/// One text as the network sees it. Offsets are code points, as in the corpora.
#[derive(Serialize)]
struct Seen {
    id: String,
    /// Where each token stands.
    spans: Vec<[usize; 2]>,
    /// The normalised words, for building the table of word vectors.
    words: Vec<String>,
    /// The hash by which the table of word vectors is looked up.
    hashes: Vec<u64>,
    /// One row of feature numbers per token.
    rows: Vec<Vec<u32>>,
    /// Sentences, as half-open token ranges.
    sentences: Vec<[usize; 2]>,
}

/// Prints one JSON line per text of the file.
pub(crate) fn run(path: &str) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in corpus::rows::<Row>(path)? {
        let seen = see(row?);
        serde_json::to_writer(&mut out, &seen).map_err(|error| error.to_string())?;
        out.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

fn see(row: Row) -> Seen {
    let report = Report::plain(row.text);
    let language = Language::of(&report);
    let points = CodePoints::new(report.text());
    let sentences: Vec<_> = language.sentences.iter().map(|s| s.tokens).collect();
    let mut found = Vec::new();
    features(report.text(), &language, &sentences, false, &mut found);
    let mut word = String::new();
    Seen {
        id: row.id,
        spans: language.tokens.iter().map(|t| points.pair(t.span)).collect(),
        words: language
            .tokens
            .iter()
            .map(|t| {
                normalise(t.of(report.text()), &mut word);
                word.clone()
            })
            .collect(),
        hashes: found.iter().map(|f| f.word).collect(),
        rows: found.iter().map(|f| f.rows.to_vec()).collect(),
        sentences: sentences.iter().map(|s| [s.start(), s.end()]).collect(),
    }
}
