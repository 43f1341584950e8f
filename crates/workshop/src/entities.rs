//! `predict entities FILE` and `choices FILE [--regardless]`: the entities of every document of a
//! file, read as a report.
//!
//! The file is CoNLL-U, or JSON Lines of texts that stand as they are ("id", "text").
//!
//! The text of a document is made of its words, so that a reader of the published page would know
//! it: paragraphs stand apart, and a turn of an interview begins with the name of its speaker. Gold
//! columns other than the words themselves are not read. `choices` tells besides what was seen of
//! each candidate for each pronoun, for the trainer; `--regardless` as if gender were not asked
//! for, of pronouns between people of known and unlike gender.

use std::io::{BufWriter, Write};

use sayso_core::language::{self, Asks, Choice, EntityKind, Language, choices};
use sayso_core::read;
use sayso_core::report::Report;
use sayso_core::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};

use crate::corpus;

/// One document as it was read. Offsets are code points.
#[derive(Serialize)]
struct Answer {
    id: String,
    text: String,
    /// Where each word of the file stands, over all sentences of the document.
    words: Vec<[usize; 2]>,
    entities: Vec<Found>,
    /// Each pronoun with its candidates.
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Pronoun>>,
}

#[derive(Serialize)]
struct Pronoun {
    span: [usize; 2],
    /// The position of an entity in `entities`, whether its gender is the pronoun's, and the
    /// numbers that describe it.
    candidates: Vec<(u32, Option<bool>, Vec<f32>)>,
    /// The numbers of nobody.
    nobody: Vec<f32>,
}

#[derive(Serialize)]
struct Found {
    kind: EntityKind,
    name: [usize; 2],
    /// Where it is called by its name, without the role.
    names: Vec<[usize; 2]>,
    /// Where it is mentioned in any way.
    mentions: Vec<[usize; 2]>,
}

/// Prints one JSON line per document of the file.
pub(crate) fn run(path: &str, asks: Option<Asks>) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for document in texts(path)? {
        serde_json::to_writer(&mut out, &answer(document, asks))
            .map_err(|error| error.to_string())?;
        out.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

/// Prints what the numbers of a choice say, one a line.
pub(crate) fn choice_names() -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    language::choice_names()
        .try_for_each(|name| writeln!(out, "{name}"))
        .map_err(|error| error.to_string())
}

fn answer(document: Document, asks: Option<Asks>) -> Answer {
    let report = Report::plain(document.text);
    // What is chosen among does not wait for who says what.
    let (found, chosen) = if let Some(asks) = asks {
        let (found, chosen) = choices(&report, &Language::of(&report), asks);
        (found, Some(chosen))
    } else {
        (read(&report).entities, None)
    };
    let points = CodePoints::new(report.text());
    let entities = found
        .iter()
        .map(|entity| Found {
            kind: entity.kind,
            name: points.pair(entity.name),
            names: entity.names.iter().map(|name| points.pair(*name)).collect(),
            mentions: entity
                .mentions
                .iter()
                .map(|mention| points.pair(*mention))
                .collect(),
        })
        .collect();
    let words = document
        .words
        .iter()
        .map(|word| points.pair(*word))
        .collect();
    let pronoun = |choice: &Choice| Pronoun {
        span: points.pair(choice.pronoun),
        candidates: choice
            .candidates
            .iter()
            .map(|one| (one.who.0, one.agrees, one.row.clone()))
            .collect(),
        nobody: choice.nobody.clone(),
    };
    let choices = chosen.map(|chosen| {
        let tells = |choice: &&Choice| {
            let agrees = |what: bool| choice.candidates.iter().any(|c| c.agrees == Some(what));
            asks == Some(Asks::Gender) || agrees(true) && agrees(false)
        };
        chosen.iter().filter(tells).map(pronoun).collect()
    });
    Answer {
        id: document.id,
        text: report.text().to_owned(),
        words,
        entities,
        choices,
    }
}

/// A document of a CoNLL-U file as a text, and where its words stand in it.
#[derive(Default)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) words: Vec<Span>,
    /// Whether the last word takes a space behind it.
    spaced: bool,
    speaker: String,
    /// Sentences that the paragraph still takes, where the file says how many it has.
    left: Option<usize>,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// Reads the documents of a CoNLL-U file or of one of JSON Lines.
fn texts(path: &str) -> Result<Vec<Document>, String> {
    if !path.contains(".jsonl") {
        return documents(path);
    }
    let document = |row: Text| Document {
        id: row.id,
        text: row.text,
        ..Document::default()
    };
    corpus::rows(path)?.map(|row| row.map(document)).collect()
}

/// Reads the documents of a CoNLL-U file.
pub(crate) fn documents(path: &str) -> Result<Vec<Document>, String> {
    let mut documents: Vec<Document> = Vec::new();
    let (mut opens, mut speaker) = (false, String::new());
    let mut sentence: Vec<(String, bool)> = Vec::new();
    for line in corpus::lines(path)? {
        let line = line?;
        if let Some(comment) = line.strip_prefix("# ") {
            let (key, value) = comment.split_once(" = ").unwrap_or((comment, ""));
            match (key, documents.last_mut()) {
                ("newdoc id", _) => documents.push(Document {
                    id: value.to_owned(),
                    ..Document::default()
                }),
                ("newpar", _) => opens = true,
                ("newpar_block", Some(document)) => document.left = sentences(value),
                ("speaker", _) => value.clone_into(&mut speaker),
                _ => {}
            }
        } else if line.is_empty() {
            if let Some(document) = documents.last_mut().filter(|_| !sentence.is_empty()) {
                document.add(&sentence, opens, &speaker);
            }
            sentence.clear();
            speaker.clear();
            opens = false;
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            if let [id, word, .., misc] = columns.as_slice()
                && id.bytes().all(|b| b.is_ascii_digit())
            {
                sentence.push((
                    (*word).to_owned(),
                    !misc.split('|').any(|m| m == "SpaceAfter=No"),
                ));
            }
        }
    }
    Ok(documents)
}

/// Reads how many sentences a paragraph has: "figure (2 s) | caption (2 s)".
fn sentences(block: &str) -> Option<usize> {
    block.split_once('(')?.1.split_once(" s)")?.0.parse().ok()
}

impl Document {
    /// Adds a sentence: behind a blank line where a paragraph begins or the last one is full, and
    /// behind its speaker's name where a turn begins.
    fn add(&mut self, sentence: &[(String, bool)], opens: bool, speaker: &str) {
        let turn = speaker != self.speaker;
        if opens || turn || self.left == Some(0) {
            self.text.truncate(self.text.trim_end().len());
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
        } else if self.spaced {
            self.text.push(' ');
        }
        if turn {
            speaker.clone_into(&mut self.speaker);
            let name = spaced(speaker);
            if !name.is_empty() && !leads(sentence, &name) {
                self.text.push_str(&name);
                self.text.push_str(": ");
            }
        }
        self.spaced = false;
        for (word, space) in sentence {
            if self.spaced {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(word);
            self.words.push(Span::new(start, self.text.len()));
            self.spaced = *space;
        }
        // A sentence ends a word, whatever the last one says of the space behind it.
        self.spaced = true;
        self.left = self.left.map(|left| left.saturating_sub(1));
    }
}

/// Says whether the words begin with the speaker's name and a colon already.
fn leads(sentence: &[(String, bool)], name: &str) -> bool {
    let colon = sentence.iter().take(6).position(|(word, _)| word == ":");
    colon.is_some_and(|colon| {
        sentence
            .iter()
            .take(colon)
            .any(|(word, _)| name.split(' ').any(|part| part.eq_ignore_ascii_case(word)))
    })
}

/// Parts a name that is written without spaces: `AnnBLane` is Ann B Lane.
fn spaced(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let small = |i: usize| letters.get(i).is_some_and(|c| c.is_lowercase());
        let begins = letter.is_uppercase() && at > 0 && (small(at - 1) || small(at + 1));
        // "McGuire" and "MacLane" are one word.
        let scottish = out.ends_with("Mc") || out.ends_with("Mac");
        if begins && !scottish {
            out.push(' ');
        }
        out.push(*letter);
    }
    out
}
