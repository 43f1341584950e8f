//! `features FILE`: what the network is told of every token, for the trainer.

use std::io::{BufWriter, Write};

use sayso_core::language::features::{features, normalise};
use sayso_core::language::{Language, Token};
use sayso_core::report::Report;
use sayso_core::span::CodePoints;
use serde::{Deserialize, Serialize};

use crate::{corpus, syntax};

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
    print(corpus::rows::<Row>(path)?.map(|row| {
        let row = row?;
        let report = Report::plain(row.text);
        Ok(see(row.id, report.text(), &Language::of(&report)))
    }))
}

/// Prints one JSON line per document of a treebank.
pub(crate) fn treebank(path: &str) -> Result<(), String> {
    print(
        syntax::texts(path)?
            .into_iter()
            .map(|(text, language)| Ok(see(String::new(), &text, &language))),
    )
}

fn print(all: impl Iterator<Item = Result<Seen, String>>) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for seen in all {
        serde_json::to_writer(&mut out, &seen?).map_err(|error| error.to_string())?;
        out.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

fn see(id: String, text: &str, language: &Language) -> Seen {
    let points = CodePoints::new(text);
    let sentences: Vec<_> = language.sentences.iter().map(|s| s.tokens).collect();
    let mut found = Vec::new();
    features(language, &sentences, false, &mut found);
    let mut word = String::new();
    let mut normal = |token: &Token| {
        normalise(token.of(text), &mut word);
        word.clone()
    };
    Seen {
        id,
        spans: language
            .tokens
            .iter()
            .map(|t| points.pair(t.span))
            .collect(),
        words: language.tokens.iter().map(&mut normal).collect(),
        hashes: found.iter().map(|f| f.word).collect(),
        rows: found.iter().map(|f| f.rows.to_vec()).collect(),
        sentences: sentences.iter().map(|s| [s.start(), s.end()]).collect(),
    }
}
