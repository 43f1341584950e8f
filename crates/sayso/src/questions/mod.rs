//! What each question means: which reports it is asked of, what it selects of them, in which order,
//! and how it is narrowed.
//!
//! Commands, the pages of the desk and the tools of `mcp` ask here, and say in their own ways what
//! comes back. Nothing here knows how an answer looks, who asked, or whether he may.

pub(crate) mod claims;
pub(crate) mod conflicts;
pub(crate) mod contacts;
pub(crate) mod judging;
pub(crate) mod knew;
mod leaf;
pub(crate) mod named;
pub(crate) mod pointing;
pub(crate) mod reports;
mod scope;
pub(crate) mod search;
pub(crate) mod timeline;
pub(crate) mod told;
pub(crate) mod who;
mod words;

use std::path::Path;

use sayso_core::report::ReportId;

pub(crate) use leaf::Leaf;
pub(crate) use scope::Scope;

use crate::error::Error;
use crate::key::ReportName;
use crate::pile::{Item, Pile};
use crate::record::{About, Chosen, Record};
use crate::show::typed;
pub(crate) use crate::wire::Page;

/// Reports that a question is asked of, linked, and of how much they are.
pub(crate) struct Asked {
    /// The reports.
    pub(crate) pile: Pile,
    /// Of how much they are.
    pub(crate) scope: Scope,
}

impl Asked {
    /// Takes what a record holds that a question is about, as it stands at one moment. Changes
    /// nothing there.
    pub(crate) fn of_record(file: &Path, about: About<'_>) -> Result<Self, Error> {
        Record::open_to_read(file)
            .and_then(|mut record| record.at_once(|record| record.about(about)))
            .map(|chosen| Asked::of_chosen(chosen, about))
            .map_err(|problem| problem.at(file))
    }

    /// Takes the one report of a record that a name means, and what is near it; returns its id too.
    pub(crate) fn of_report(file: &Path, name: &ReportName) -> Result<(Self, ReportId), Error> {
        let chosen = |record: &mut Record| {
            let ids = record.named(name)?;
            let chosen = match ids.as_slice() {
                [one] => Some(record.about(About::Report(one))?),
                _ => None,
            };
            Ok((ids, chosen))
        };
        let (ids, chosen) = Record::open_to_read(file)
            .and_then(|mut record| record.at_once(chosen))
            .map_err(|problem| problem.at(file))?;
        let id = named::only(name, &ids.iter().collect::<Vec<_>>())?;
        let chosen = chosen.ok_or_else(|| named::missing(name))?;
        let asked = Asked::of_chosen(chosen, About::Report(id));
        Ok((asked, id.clone()))
    }

    /// Links what was chosen of a record.
    pub(crate) fn of_chosen(chosen: Chosen, about: About<'_>) -> Self {
        let some = match (about, &chosen.whole) {
            (About::Lists(_), Some(whole)) => whole.joined,
            _ => chosen.items.len(),
        };
        let scope = Scope::new(about, some, chosen.of);
        Asked {
            pile: linked(chosen),
            scope,
        }
    }

    /// Takes reports that were read and are not kept, only those that hold all of some words if any
    /// were given: the same that a record of them would find.
    pub(crate) fn of_items(mut items: Vec<Item>, only: Option<&str>) -> Result<Self, Error> {
        let of = items.len();
        let about = only.map_or(About::Everything, About::Only);
        if let Some(words) = only {
            let holding = search::in_memory(&items, |record| record.holding(words))?;
            items.retain(|item| holding.contains(item.entry.report.id()));
        }
        let some = items.len();
        Ok(Asked {
            pile: Pile::link(items, &[]),
            scope: Scope::new(about, some, of),
        })
    }
}

/// Returns what to type after a command to ask the same record again.
pub(crate) fn again(file: &Path) -> String {
    match file == Path::new(crate::args::RECORD) {
        true => String::new(),
        false => format!(" --record {}", typed(&file.to_string_lossy())),
    }
}

/// Links what was chosen of a record, as far as it is not linked there.
pub(crate) fn linked(chosen: Chosen) -> Pile {
    match chosen.stories {
        Some(stories) => {
            let Chosen {
                items,
                cast,
                whole,
                judgements,
                ..
            } = chosen;
            Pile::of_stories(items, stories, cast, &judgements).part_of(whole)
        }
        None => Pile::link(chosen.items, &chosen.judgements),
    }
}

/// Returns what of a record a question is about: what it was narrowed to, or else the words that it
/// asks for itself.
pub(crate) fn about<'w>(only: Option<&'w str>, words: &'w str) -> About<'w> {
    match (only, words) {
        (Some(only), _) => About::Only(only),
        (None, "") => About::Everything,
        (None, words) => About::Words(words),
    }
}
