//! `predict attributions FILE` and `gold-links FILE`: attributions of every text of a corpus file.
//!
//! The second takes the labels from the gold annotation instead of the network, and so tells the
//! linker's mistakes from the network's.

use std::io::{BufWriter, Write};

use sayso_core::attribution::{Attribution, find, from_labels};
use sayso_core::language::Language;
use sayso_core::report::Report;
use sayso_core::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};

use crate::corpus;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    attributions: Vec<Parts>,
}

/// The three parts as code-point spans, in the corpus and in the answer.
#[derive(Serialize, Deserialize)]
struct Parts {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    #[serde(default, skip_deserializing)]
    inside: Option<u32>,
    #[serde(default, skip_deserializing)]
    confidence: f32,
}

#[derive(Serialize)]
struct Answer {
    id: String,
    attributions: Vec<Parts>,
}

/// Prints one JSON line per text of the file.
pub(crate) fn run(path: &str, gold: bool) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in corpus::rows::<Row>(path)? {
        let row = row?;
        let report = Report::plain(row.text);
        let language = Language::of(&report);
        let points = CodePoints::new(report.text());
        let found = if gold {
            from_labels(
                &report,
                &language,
                &labels(&language, &points, &row.attributions),
            )
        } else {
            find(&report, &language)
        };
        let attributions = found.iter().map(|a| parts(&points, a)).collect();
        serde_json::to_writer(
            &mut out,
            &Answer {
                id: row.id,
                attributions,
            },
        )
        .map_err(|error| error.to_string())?;
        out.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

fn parts(points: &CodePoints<'_>, a: &Attribution) -> Parts {
    let pairs = |spans: &[Span]| spans.iter().map(|s| points.pair(*s)).collect();
    Parts {
        source: pairs(&a.source.spans),
        cue: pairs(&a.cue),
        content: pairs(&a.content),
        inside: a.inside.map(|id| id.0),
        confidence: a.confidence,
    }
}

/// Gold annotation as label numbers, in the order of `workshop/labels.py`: the cue wins over the
/// source, the source over the content.
fn labels(language: &Language, points: &CodePoints<'_>, gold: &[Parts]) -> Vec<usize> {
    let tokens: Vec<[usize; 2]> = language
        .tokens
        .iter()
        .map(|t| points.pair(t.span))
        .collect();
    let mut labels = vec![0; tokens.len()];
    for role in [5, 1, 3] {
        for parts in gold {
            let spans = match role {
                1 => &parts.source,
                3 => &parts.cue,
                _ => &parts.content,
            };
            for [start, end] in spans {
                let first = tokens.partition_point(|t| t[1] <= *start);
                let last = tokens.partition_point(|t| t[0] < *end);
                for (i, label) in labels.iter_mut().enumerate().take(last).skip(first) {
                    *label = role + usize::from(i > first);
                }
            }
        }
    }
    labels
}
