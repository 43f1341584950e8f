//! The commands, one file each with its arguments on top, and what the questions among them share.

pub(crate) mod add;
pub(crate) mod brief;
pub(crate) mod claims;
pub(crate) mod conflicts;
pub(crate) mod contacts;
pub(crate) mod copies;
pub(crate) mod judge;
pub(crate) mod knew;
pub(crate) mod mcp;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod timeline;
pub(crate) mod told;
pub(crate) mod trace;
pub(crate) mod who;

use serde::Serialize;

use crate::args::{Asked, Reports};
use crate::error::{Error, Outcome};
use crate::ingest;
use crate::pile::Pile;
use crate::record::{About, Chosen, Record};
use crate::show::{Screen, clean, count};
use crate::ui::Ui;
use crate::wire::{self, Card, Shelf};

/// A pile that a question is asked of, and what could not be read of it.
struct Question {
    pile: Pile,
    failed: Vec<Error>,
    notes: Vec<String>,
    /// What to type after a command to ask of the same reports again.
    asked: String,
}

impl Question {
    /// Reads or loads the reports that are meant, and links them. Of a large record those are taken
    /// that the question is about.
    fn of(reports: Reports<'_>, about: About<'_>, ui: &mut Ui) -> Result<Self, Error> {
        let asked = asked_again(reports);
        match reports {
            Reports::Record(path) => {
                let chosen = Record::open(path)
                    .and_then(|mut record| record.about(about))
                    .map_err(|problem| problem.at(path))?;
                let notes = note(about, &chosen).into_iter().collect();
                Ok(Question {
                    pile: Pile::link(chosen.items, &chosen.judgements),
                    failed: Vec::new(),
                    notes,
                    asked,
                })
            }
            Reports::Paths(paths) => {
                let gathered = ingest::gather(paths, ui);
                Ok(Question {
                    pile: Pile::link(gathered.items, &[]),
                    failed: gathered.failed,
                    notes: gathered.notes,
                    asked,
                })
            }
        }
    }

    /// Tells what came up on the way, after the answer.
    fn end(&self, ui: &mut Ui) -> Result<Outcome, Error> {
        ui.finish()?;
        self.notes.iter().for_each(|note| ui.note(note));
        self.failed.iter().for_each(|error| ui.error(error));
        Ok(Outcome::of(&self.failed))
    }

    /// Answers with a list: as JSON under its name, or as a screen, or with a sentence if it is
    /// empty.
    fn answer<'a, Item: Serialize>(
        &'a self,
        ui: &mut Ui,
        name: &'static str,
        list: impl FnOnce(&Shelf<'a>) -> Vec<Item>,
        write: impl FnOnce(&mut Screen),
        nothing: &str,
    ) -> Result<Outcome, Error> {
        if ui.json() {
            let shelf = Shelf::new(&self.pile);
            ui.value(&wire::Asked {
                name,
                list: list(&shelf),
                reports: Card::all(&shelf),
            })?;
        } else {
            let mut screen = Screen::new(ui.look());
            write(&mut screen);
            let text = screen.into_text();
            ui.answer(text.as_bytes())?;
            if text.is_empty() && self.failed.is_empty() {
                ui.note(nothing);
            }
        }
        self.end(ui)
    }
}

/// Returns what of a large record a question is about, which itself asks for some words.
fn about<'w>(asked: &'w Asked, words: &'w str) -> About<'w> {
    match (asked.about.as_deref(), words) {
        (Some(about), _) => About::Only(about),
        (None, "") => About::MostRetold,
        (None, words) => About::Words(words),
    }
}

/// Says of how much of a large record an answer is.
fn note(about: About<'_>, chosen: &Chosen) -> Option<String> {
    let (some, of) = (count(chosen.items.len(), "report"), chosen.of);
    (chosen.items.len() < of).then(|| match about {
        About::MostRetold => {
            format!("The record holds {of} reports; this is from {some} that retell each other most. Name words to ask about others.")
        }
        About::Words(words) | About::Only(words) => format!(
            "The record holds {of} reports; this is from {some} that hold “{}” or are near them. Its claims: sayso trace N --about '{}'.",
            clean(words),
            clean(words)
        ),
        About::Report(id) | About::Near(id, _) => format!("The record holds {of} reports; this is from {some} around {}.", clean(id)),
    })
}

/// Returns what to type after a command to ask of the same reports again.
fn asked_again(reports: Reports<'_>) -> String {
    let typed = |path: &std::path::Path| {
        let path = path.to_string_lossy();
        let plain = path
            .chars()
            .all(|letter| letter.is_alphanumeric() || "/._-".contains(letter));
        if plain {
            path.into_owned()
        } else {
            format!("'{}'", path.replace('\'', r"'\''"))
        }
    };
    match reports {
        Reports::Record(path) if path == std::path::Path::new(crate::args::RECORD) => String::new(),
        Reports::Record(path) => format!(" --record {}", typed(path)),
        Reports::Paths(paths) => paths
            .iter()
            .fold(" --pile".to_owned(), |line, path| line + " " + &typed(path)),
    }
}

/// Says whether words hold all words of a query, whatever their case.
pub(crate) fn holds_words(words: &str, query: &[String]) -> bool {
    let words: Vec<String> = words_of(words);
    query.iter().all(|wanted| words.contains(wanted))
}

/// Returns the words of a text in lower case.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_to_type_again_can_be_pasted() {
        assert_eq!(asked_again(Reports::Record(Path::new("./sayso.db"))), "");
        assert_eq!(
            asked_again(Reports::Record(Path::new("a.db"))),
            " --record a.db"
        );
        assert_eq!(
            asked_again(Reports::Paths(&["a b".into(), "c/d.txt".into()])),
            " --pile 'a b' c/d.txt"
        );
    }

    #[test]
    fn words_are_matched_whole() {
        let query = words_of("Ana duarte");
        assert!(holds_words("Minister Ana Duarte’s", &query));
        assert!(!holds_words("Anastasia Duarte", &query));
    }
}
