//! The commands, one file each with its arguments on top, and how the questions among them answer.
//!
//! What a question means is decided in `questions`.

pub(crate) mod add;
pub(crate) mod brief;
pub(crate) mod claims;
pub(crate) mod conflicts;
pub(crate) mod contacts;
pub(crate) mod copies;
pub(crate) mod independence;
pub(crate) mod judge;
pub(crate) mod knew;
pub(crate) mod mcp;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod timeline;
pub(crate) mod told;
pub(crate) mod trace;
pub(crate) mod who;

use std::path::Path;

use sayso_core::report::ReportId;
use serde::Serialize;

use crate::args::{Asked, Narrowed, Paging, Reports};
use crate::error::{Error, Outcome};
use crate::ingest;
use crate::key::ReportName;
use crate::lists::{List, Wanted};
use crate::pile::Pile;
use crate::questions::{self, Leaf, Scope};
use crate::record::{About, Record};
use crate::show::{Screen, Tone, count, typed};
use crate::ui::Ui;
use crate::wire::Shelf;

/// Entries of a long list that come at once unless another number is asked for.
const AT_ONCE: usize = 40;

/// A list of so many entries is read whole.
const LONG: usize = 200;

/// A pile that a question is asked of, and what could not be read of it.
struct Question {
    pile: Pile,
    scope: Scope,
    failed: Vec<Error>,
    notes: Vec<String>,
    /// What to type after a command to ask of the same reports again.
    asked: String,
}

impl Question {
    /// Asks the reports that are meant, or of a large record those that hold the words of the
    /// question itself.
    fn of(asked: &Asked, words: &str, ui: &mut Ui) -> Result<Self, Error> {
        let only = asked.narrowed.words();
        Question::about(
            asked.reports(),
            &asked.narrowed,
            questions::about(only, words),
            ui,
        )
    }

    /// Asks for a part of a list: of a large record for what stands on it alone.
    fn listed(asked: &Asked, list: List, paging: &Paging, ui: &mut Ui) -> Result<Self, Error> {
        let page = paging.page(Some(AT_ONCE));
        let wanted = Wanted {
            list,
            offset: page.offset,
            limit: page.limit.unwrap_or(AT_ONCE),
        };
        Question::parts(asked, &[wanted], ui)
    }

    /// Asks for a list, all of it.
    fn all(asked: &Asked, list: List, ui: &mut Ui) -> Result<Self, Error> {
        Question::parts(asked, &[Wanted::first(list, usize::MAX)], ui)
    }

    fn parts(asked: &Asked, wanted: &[Wanted], ui: &mut Ui) -> Result<Self, Error> {
        let about = match asked.narrowed.words() {
            Some(only) => About::Only(only),
            None => About::Lists(wanted),
        };
        Question::about(asked.reports(), &asked.narrowed, about, ui)
    }

    /// Takes the part of a list that is wanted: on a screen a long list comes in parts.
    fn leaf<Item>(&self, list: List, found: Vec<Item>, paging: &Paging, ui: &Ui) -> Leaf<Item> {
        match self.pile.places(list) {
            Some(_) => Leaf::listed(&self.pile, list, found, paging.page(Some(AT_ONCE))),
            None => in_parts(found, paging, ui),
        }
    }

    /// Reads or loads the reports that are meant, and links them. Of a large record those are taken
    /// that the question is about.
    fn about(
        reports: Reports<'_>,
        narrowed: &Narrowed,
        about: About<'_>,
        ui: &mut Ui,
    ) -> Result<Self, Error> {
        let asked = asked_again(reports, narrowed.words());
        let (of, failed, notes) = match reports {
            Reports::Record(path) => {
                let of = questions::Asked::of_record(path, about)?;
                (of, Vec::new(), Vec::new())
            }
            Reports::Paths(paths) => {
                let gathered = ingest::gather(paths, ui);
                let of = questions::Asked::of_items(gathered.items, narrowed.words())?;
                (of, gathered.failed, gathered.notes)
            }
        };
        Ok(Question {
            pile: of.pile,
            scope: of.scope,
            failed,
            notes,
            asked,
        })
    }

    /// Asks one report of a record and what is near it; returns its id too.
    fn of_report(file: &Path, name: &ReportName) -> Result<(Self, ReportId), Error> {
        let (of, id) = questions::Asked::of_report(file, name)?;
        let question = Question {
            pile: of.pile,
            scope: of.scope,
            failed: Vec::new(),
            notes: Vec::new(),
            asked: asked_again(Reports::Record(file), None),
        };
        Ok((question, id))
    }

    /// Tells what came up on the way, after the answer.
    fn end(&self, ui: &mut Ui) -> Result<Outcome, Error> {
        ui.finish()?;
        self.notes.iter().for_each(|note| ui.note(note));
        self.failed.iter().for_each(|error| ui.error(error));
        Ok(Outcome::of(&self.failed))
    }

    /// Begins a screen, whose first line says of how many reports it is if it is not of all.
    fn screen(&self, ui: &Ui) -> Screen {
        let mut screen = Screen::new(ui.look());
        scope_line(&mut screen, Some(&self.scope));
        screen
    }

    /// Answers with a part of a list: as JSON under its name, or as a screen, or with a sentence if
    /// there is nothing.
    fn answer<'a, Item, Made: Serialize>(
        &'a self,
        ui: &mut Ui,
        name: &'static str,
        leaf: &'a Leaf<Item>,
        make: impl Fn(&Shelf<'a>, &'a Item) -> Made,
        write: impl FnOnce(&mut Screen, &'a [Item]),
        nothing: &str,
    ) -> Result<Outcome, Error> {
        answer(ui, name, &self.pile, Some(&self.scope), leaf, make, write)?;
        if !ui.json() && leaf.total == 0 && self.failed.is_empty() {
            ui.note(nothing);
        }
        self.end(ui)
    }
}

/// Takes the part of a list that is wanted: on a screen a long list comes in parts.
fn in_parts<Item>(found: Vec<Item>, paging: &Paging, ui: &Ui) -> Leaf<Item> {
    let is_long = found.len() > LONG && !ui.json();
    Leaf::of(found, paging.page(is_long.then_some(AT_ONCE)))
}

/// Answers with a part of a list: as JSON under its name, or as a screen.
fn answer<'a, Item, Made: Serialize>(
    ui: &mut Ui,
    name: &'static str,
    pile: &'a Pile,
    scope: Option<&'a Scope>,
    leaf: &'a Leaf<Item>,
    make: impl Fn(&Shelf<'a>, &'a Item) -> Made,
    write: impl FnOnce(&mut Screen, &'a [Item]),
) -> Result<(), Error> {
    if ui.json() {
        let shelf = Shelf::new(pile);
        return ui.value(&leaf.wire(name, scope, &shelf, |item| make(&shelf, item)));
    }
    let mut screen = Screen::new(ui.look());
    scope_line(&mut screen, scope);
    write(&mut screen, &leaf.list);
    if leaf.is_part() {
        screen.paragraph(0, Tone::Faint, &standing(leaf));
    }
    ui.answer(screen.into_text().as_bytes())
}

/// Says of how many reports an answer is, if it is not of all.
fn scope_line(screen: &mut Screen, scope: Option<&Scope>) {
    if let Some(sentence) = scope.and_then(Scope::sentence) {
        screen.paragraph(0, Tone::Faint, &sentence);
    }
}

/// Says where a part of a list stands in the whole.
fn standing<Item>(leaf: &Leaf<Item>) -> String {
    let (first, end, total) = (leaf.page.offset + 1, leaf.end(), leaf.total);
    if first > total {
        format!("There are {total}, and --offset leaves all of them out.")
    } else if first > end {
        format!("There are {total}, and --limit leaves all of them out.")
    } else if end < total {
        format!("{first} to {end} of {total}; those behind them with --offset {end}.")
    } else {
        format!("{first} to {end} of {total}.")
    }
}

/// Joins what is new in a record to what it holds.
fn join_what_is_new(record: &mut Record, file: &Path, ui: &mut Ui) -> Result<(), Error> {
    let new = record.unlinked().map_err(|problem| problem.at(file))?;
    if new == 0 {
        return Ok(());
    }
    let progress = ui.progress("Joining", new);
    let done = record.bring_links_up_to_date(|some| progress.steps(some));
    ui.end_progress();
    done.map_err(|problem| problem.at(file))
}

/// Enters and reads anew what another version of Sayso has, and joins it anew.
fn bring_up_to_date(record: &mut Record, file: &Path, ui: &mut Ui) -> Result<(), Error> {
    let behind = record.behind().map_err(|problem| problem.at(file))?;
    let progress = ui.progress("Entering anew", behind);
    let done = record.catch_up(|some| progress.steps(some));
    ui.end_progress();
    done.map_err(|problem| problem.at(file))?;
    let outdated = record.outdated().map_err(|problem| problem.at(file))?;
    if outdated > 0 {
        let progress = ui.progress("Reading anew", outdated);
        let done = record.bring_up_to_date(|some| progress.steps(some));
        ui.end_progress();
        done.map_err(|problem| problem.at(file))?;
        ui.note(&format!(
            "{} read anew, which another version of Sayso had read.",
            count(outdated, "report")
        ));
    }
    join_what_is_new(record, file, ui)
}

/// Returns what to type after a command to ask of the same reports again.
fn asked_again(reports: Reports<'_>, only: Option<&str>) -> String {
    let path = |path: &Path| typed(&path.to_string_lossy());
    let asked = match reports {
        Reports::Record(file) => questions::again(file),
        Reports::Paths(paths) => paths
            .iter()
            .fold(" --pile".to_owned(), |line, one| line + " " + &path(one)),
    };
    match only {
        Some(words) => format!("{asked} --about {}", typed(words)),
        None => asked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::Page;

    #[test]
    fn what_to_type_again_can_be_pasted() {
        let record = |path| asked_again(Reports::Record(Path::new(path)), None);
        assert_eq!(record("./sayso.db"), "");
        assert_eq!(record("a.db"), " --record a.db");
        assert_eq!(
            asked_again(Reports::Paths(&["a b".into(), "c/d.txt".into()]), None),
            " --pile 'a b' c/d.txt"
        );
        assert_eq!(
            asked_again(Reports::Record(Path::new("./sayso.db")), Some("O'Brien")),
            r" --about 'O'\''Brien'"
        );
    }

    #[test]
    fn a_part_of_a_list_says_where_it_stands() {
        let said = |offset, limit| standing(&Leaf::of(vec![(); 5], Page { offset, limit }));
        assert_eq!(
            said(0, Some(2)),
            "1 to 2 of 5; those behind them with --offset 2."
        );
        assert_eq!(said(3, Some(2)), "4 to 5 of 5.");
        assert_eq!(
            said(9, None),
            "There are 5, and --offset leaves all of them out."
        );
        assert_eq!(
            said(0, Some(0)),
            "There are 5, and --limit leaves all of them out."
        );
    }
}
