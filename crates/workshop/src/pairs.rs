//! `predict names FILE`, `same-fact` and `times`: one answer per row of a table, in its order; and
//! the signs behind one of them.
//!
//! Only the scorer knows which answers are right; the columns that say so are not read here.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use jiff::civil::Date;
use sayso_core::language::{Entity, EntityKind, times};
use sayso_core::link::{self, Entry};
use sayso_core::reading::Reading;
use sayso_core::report::Report;
use sayso_core::span::Span;
use serde::{Deserialize, Serialize};

use crate::corpus;

#[derive(Serialize)]
struct Scored {
    score: f32,
}

#[derive(Serialize)]
struct Resolved {
    value: Option<String>,
}

#[derive(Deserialize)]
struct Names {
    schema: String,
    name1: String,
    name2: String,
}

/// Prints for each row of a CSV file with the columns schema, name1 and name2 whether the two are one
/// to the linker, if each is named once in a report of its own: 1 or 0.
pub(crate) fn names(path: &str) -> Result<(), String> {
    let mut table = csv::Reader::from_path(path).map_err(|error| format!("{path}: {error}"))?;
    answer(table.deserialize::<Names>().map(|row| {
        let row = row.map_err(|error| format!("{path}: {error}"))?;
        let kind = match row.schema.as_str() {
            "Person" => EntityKind::Person,
            _ => EntityKind::Organisation,
        };
        let reports = [(&row.name1, "One"), (&row.name2, "Other")];
        let pile = reports.map(|(name, outlet)| naming(name, outlet, kind));
        let links = link::link_story(&pile.each_ref(), &[]);
        let score = match links.entities.as_slice() {
            [_] => 1.0,
            _ => 0.0,
        };
        Ok(Scored { score })
    }))
}

/// Makes a report that names somebody and says nothing of him.
fn naming(name: &str, outlet: &str, kind: EntityKind) -> Entry {
    let report = Report::plain(format!("{name}\n{outlet}"));
    let mut reading = Reading::empty(&report);
    reading.entities = vec![Entity::new(kind, Span::new(0, name.len()))];
    Entry { report, reading }
}

#[derive(Deserialize)]
struct Sentences {
    a: String,
    b: String,
}

/// Prints for each pair of sentences of a JSON Lines file how surely both tell the same fact.
pub(crate) fn same_fact(path: &str) -> Result<(), String> {
    answer(corpus::rows::<Sentences>(path)?.map(|row| {
        row.map(|row| Scored {
            score: link::same(&row.a, &row.b),
        })
    }))
}

/// Prints for each such pair what is seen of it; nothing is a list without numbers.
pub(crate) fn same_signs(path: &str) -> Result<(), String> {
    answer(corpus::rows::<Sentences>(path)?.map(|row| {
        row.map(|row| link::same_signs(&row.a, &row.b).map_or_else(Vec::new, |s| s.to_vec()))
    }))
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Writes the table of how rare words are in the texts of JSON Lines files to standard output.
pub(crate) fn rarity(paths: &[&str]) -> Result<(), String> {
    let mut texts = Vec::new();
    for path in paths {
        for row in corpus::rows::<Text>(path)? {
            texts.push(row?.text);
        }
    }
    let table = link::rarity::count(texts.iter().map(String::as_str));
    std::io::stdout()
        .lock()
        .write_all(&table)
        .map_err(|error| error.to_string())
}

/// Prints names of signs, one a line.
pub(crate) fn sign_names(names: &[impl std::fmt::Display]) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    names
        .iter()
        .try_for_each(|name| writeln!(out, "{name}"))
        .map_err(|error| error.to_string())
}

/// Prints the TIMEX3 value of each row of a file of expression, type and value with tabs between.
///
/// A row whose expression is a date of its own sets the date on which what follows was published;
/// before the first nothing resolves.
pub(crate) fn times(path: &str) -> Result<(), String> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let mut report: Option<times::Resolver> = None;
    let lines = BufReader::new(file)
        .lines()
        .map(|line| line.map_err(|error| format!("{path}: {error}")));
    // The scorer passes over every line that has not three columns.
    let rows = lines.filter(|line| {
        line.as_ref()
            .map_or(true, |line| line.matches('\t').count() == 2)
    });
    answer(rows.map(|line| {
        let line = line?;
        let expression = line.split('\t').next().unwrap_or_default();
        if let Ok(published) = expression.parse::<Date>() {
            report = Some(times::Resolver::new(published));
        }
        Ok(Resolved {
            value: report
                .as_mut()
                .and_then(|report| report.resolve(expression)),
        })
    }))
}

/// Prints one JSON line per answer.
fn answer<A: Serialize>(answers: impl Iterator<Item = Result<A, String>>) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for answer in answers {
        serde_json::to_writer(&mut out, &answer?).map_err(|error| error.to_string())?;
        out.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}
