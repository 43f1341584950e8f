//! `copy-measures PAIRS INDEPENDENT TOPICS`: what the linker measures of reports and their
//! rewrites, and of reports of several outlets on one event.
//!
//! `workshop/train_copies.py` learns the weights from it.

use std::io::{BufWriter, Write};

use sayso_core::link::{self, Entry};
use sayso_core::page::{PageOptions, page};
use sayso_core::read_all;
use serde::{Deserialize, Serialize};

use crate::corpus;

#[derive(Deserialize)]
struct Rewrite {
    original: Vec<String>,
    rewritten: Vec<String>,
}

#[derive(Deserialize)]
struct Independent {
    triplet: u32,
    paragraphs: Vec<String>,
}

#[derive(Deserialize)]
struct OfTopic {
    topic: u32,
    subtopic: String,
    tokens: Vec<String>,
}

/// A report of the pile; reports are counted from 0 in the order of their lines.
#[derive(Serialize)]
struct Told {
    event: String,
}

#[derive(Serialize)]
struct Measured {
    a: u32,
    b: u32,
    measures: Vec<f32>,
}

/// Prints one line per report with its event, then one per pair that the linker looks at.
pub(crate) fn measures(pairs: &str, independent: &str, topics: &str) -> Result<(), String> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (number, row) in corpus::rows::<Rewrite>(pairs)?.enumerate() {
        let row = row?;
        for sentences in [row.original, row.rewritten] {
            let lines: Vec<String> = sentences
                .iter()
                .map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            texts.push((format!("pair {number}"), lines.join("\n\n")));
        }
    }
    for row in corpus::rows::<Independent>(independent)? {
        let row = row?;
        texts.push((
            format!("triplet {}", row.triplet),
            row.paragraphs.join("\n\n"),
        ));
    }
    for row in corpus::rows::<OfTopic>(topics)? {
        let row = row?;
        texts.push((
            format!("topic {} {}", row.topic, row.subtopic),
            running(&row.tokens),
        ));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut line = |text: Result<String, serde_json::Error>| {
        writeln!(out, "{}", text.map_err(|e| e.to_string())?).map_err(|e| e.to_string())
    };
    let mut pile = Vec::new();
    for group in texts.chunks(TOGETHER) {
        let mut reports = Vec::new();
        for (_, text) in group {
            let page = page(format!("{text}\n").as_bytes(), &PageOptions::default())
                .map_err(|error| format!("{error:?}"))?;
            reports.push(page.report);
        }
        let readings = read_all(&reports);
        pile.extend(
            reports
                .into_iter()
                .zip(readings)
                .map(|(report, reading)| Entry { report, reading }),
        );
    }
    for (event, _) in texts {
        line(serde_json::to_string(&Told { event }))?;
    }
    for (a, b, measures) in link::copy_measures(&pile) {
        line(serde_json::to_string(&Measured {
            a: a.0,
            b: b.0,
            measures,
        }))?;
    }
    Ok(())
}

/// Reports that are read at once.
const TOGETHER: usize = 16;

/// Writes tokens as running text.
fn running(tokens: &[String]) -> String {
    let mut text = String::new();
    for token in tokens {
        let word = match token.as_str() {
            "``" | "''" => "\"",
            other => other,
        };
        if !(text.is_empty()
            || matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")")
            || word.starts_with('\'')
            || word == "n't")
        {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
