//! The open record behind the pages: readers, the one way to write, and the piles that are kept.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::response::Response;
use maud::Markup;
use sayso_core::report::{Report, ReportId};

use super::add::Adding;
use super::ask::Ask;
use super::gate::Gate;
use super::kept::Pages;
use super::piles::{Piles, Snapshot, Topic};
use super::reply::{self, Form};
use super::watch::{Look, Watch};
use crate::error::Error;
use crate::lists::{List, Wanted};
use crate::pile::Item;
use crate::questions::Asked;
use crate::record::{About, Chosen, Problem, Record, WHOLE};

/// How long a page waits for a pile without which it has nothing to say. Linking the largest part
/// of a record takes less than a second.
const WHOLE_PATIENCE: Duration = Duration::from_secs(20);

/// How long a page waits for what it can do without at first, so that it answers within a tenth of
/// a second.
pub(super) const SHORT_PATIENCE: Duration = Duration::from_millis(40);

/// So many reports around one are linked to say what it shares with others: linking them takes some
/// hundredths of a second.
const NEIGHBOURS: usize = 48;

/// Connections that are kept open between two pages: one for each thread that makes pages, since
/// opening one takes longer than a question.
const MOST_READERS: usize = super::listen::PAGE_THREADS;

/// Everything that the pages stand on.
pub(crate) struct Desk {
    file: PathBuf,
    /// Who may ask, and what every form must bring along.
    pub(super) gate: Gate,
    /// What is being added, and what was.
    pub(super) adding: Adding,
    readers: Mutex<Vec<Record>>,
    watch: Watch,
    piles: Piles,
    pages: Pages,
}

impl Desk {
    /// Opens a record that is there.
    pub(crate) fn open(file: &Path, gate: Gate) -> Result<Arc<Self>, Error> {
        let at = |problem: Problem| problem.at(file);
        let watch = Record::open_to_read(file)
            .and_then(Watch::new)
            .map_err(at)?;
        let of = file.to_owned();
        let piles = Piles::new(Box::new(move |topic| linked(&of, topic)));
        Ok(Arc::new(Desk {
            file: file.to_owned(),
            gate,
            adding: Adding::default(),
            readers: Mutex::default(),
            watch,
            piles,
            pages: Pages::default(),
        }))
    }

    /// Returns the path of the record.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Asks the record something, as it stands at one moment.
    pub(super) fn ask<Answer>(
        &self,
        question: impl FnOnce(&mut Record) -> Result<Answer, Problem>,
    ) -> Result<Answer, Error> {
        let kept = self.readers().pop();
        let record = kept.map_or_else(|| Record::open_to_read(&self.file), Ok);
        let (answer, record) = record
            .and_then(|mut record| Ok((record.at_once(question)?, record)))
            .map_err(|problem| problem.at(&self.file))?;
        let mut readers = self.readers();
        if readers.len() < MOST_READERS {
            readers.push(record);
        }
        Ok(answer)
    }

    /// Changes the record. The next page shows it.
    pub(super) fn write<Answer>(
        &self,
        change: impl FnOnce(&mut Record) -> Result<Answer, Problem>,
    ) -> Result<Answer, Error> {
        let answer = Record::open(&self.file)
            .and_then(|mut record| change(&mut record))
            .map_err(|problem| problem.at(&self.file))?;
        self.outdate()?;
        Ok(answer)
    }

    /// Shows nothing any more that was linked before now.
    pub(super) fn outdate(&self) -> Result<(), Error> {
        self.piles.outdate(self.look()?.edition);
        Ok(())
    }

    /// Looks whether the record has changed. What was removed is shown no more.
    fn look(&self) -> Result<Look, Error> {
        let look = self
            .watch
            .look()
            .map_err(|problem| problem.at(&self.file))?;
        self.piles.outdate(look.removed);
        Ok(look)
    }

    /// Returns the page at an address if it was made before and may be shown.
    pub(super) fn kept_page(&self, ask: &Ask) -> Result<Option<Response>, Error> {
        let look = self.look()?;
        let kept = match ask.form {
            Form::Page => self
                .pages
                .get(&ask.json(), look.edition, self.piles.least()),
            Form::Json => None,
        };
        Ok(kept.map(reply::made))
    }

    /// Answers with a page that was made of a pile, and keeps it for the next reader.
    pub(super) fn keep_page(&self, ask: &Ask, of: &Snapshot, made: Markup) -> Response {
        let made = Bytes::from(made.into_string());
        self.pages.keep(ask.json(), made.clone(), of.edition);
        reply::made(made)
    }

    /// Counts the reports.
    pub(super) fn reports(&self) -> Result<usize, Error> {
        Ok(self.look()?.reports)
    }

    /// Returns the pile that a question is asked of: the reports that hold some words, or
    /// everything.
    pub(super) fn pile(&self, about: Option<&str>) -> Result<Arc<Snapshot>, Error> {
        let topic = about.map_or(Topic::Most, |words| Topic::Words(words.to_owned()));
        self.patient(&topic)
    }

    /// Returns the pile that is asked for some words: of a large record the stories of the reports
    /// that hold them.
    pub(super) fn worded(&self, about: Option<&str>, words: &str) -> Result<Arc<Snapshot>, Error> {
        let is_whole = about.is_some() || words.is_empty() || self.reports()? <= WHOLE;
        match is_whole {
            true => self.pile(about),
            false => self.patient(&Topic::Asked(words.to_owned())),
        }
    }

    /// Returns the pile that has a part of a list: of a large record that and nothing else. Behind the
    /// last part of the list is the last.
    pub(super) fn listed(
        &self,
        about: Option<&str>,
        list: List,
        ask: &Ask,
    ) -> Result<Arc<Snapshot>, Error> {
        self.listed_from(about, list, 0, ask)
    }

    /// The same, with the beginning of the list.
    pub(super) fn listed_from(
        &self,
        about: Option<&str>,
        list: List,
        beginning: usize,
        ask: &Ask,
    ) -> Result<Arc<Snapshot>, Error> {
        if about.is_some() || self.reports()? <= WHOLE {
            return self.pile(about);
        }
        let page = ask.page_of(self.ask(|record| record.entries(list))?);
        let asked = Wanted {
            list,
            offset: page.offset,
            limit: page.limit.unwrap_or(usize::MAX),
        };
        match beginning {
            0 => self.parts(&[asked]),
            some => self.parts(&[Wanted::first(list, some), asked]),
        }
    }

    /// Returns the pile that has a list, all of it.
    pub(super) fn all(&self, about: Option<&str>, list: List) -> Result<Arc<Snapshot>, Error> {
        match about {
            Some(_) => self.pile(about),
            None => self.parts(&[Wanted::first(list, usize::MAX)]),
        }
    }

    /// Returns the pile that has parts of lists: of a small record the whole.
    pub(super) fn parts(&self, wanted: &[Wanted]) -> Result<Arc<Snapshot>, Error> {
        match self.reports()? > WHOLE {
            true => self.patient(&Topic::Lists(wanted.to_vec())),
            false => self.patient(&Topic::Most),
        }
    }

    /// Returns a pile that holds a report: one that is kept, or else its story.
    pub(super) fn around(&self, id: &ReportId) -> Result<Arc<Snapshot>, Error> {
        self.look()?;
        match self.piles.holding(id) {
            Some(kept) => Ok(kept),
            None => self.patient(&self.near(id)?),
        }
    }

    /// Returns the same if it is there in a moment; it is being made if it is not.
    pub(super) fn around_soon(&self, id: &ReportId) -> Result<Option<Arc<Snapshot>>, Error> {
        self.look()?;
        match self.piles.holding(id) {
            Some(kept) => Ok(Some(kept)),
            None => self.get(&self.near(id)?, SHORT_PATIENCE),
        }
    }

    /// Returns a pile of a report that the record need not hold, and of what is near it there.
    pub(super) fn with(&self, item: Item) -> Result<Snapshot, Error> {
        let chosen = self.ask(|record| record.like(&item.entry.report, NEIGHBOURS))?;
        let is_held = |report: &Report| report.id() == item.entry.report.id();
        let mut items = chosen.items;
        items.retain(|other| !is_held(&other.entry.report));
        let id = item.entry.report.id().clone();
        items.push(item);
        let about = About::Story(&id);
        Ok(Snapshot::new(Asked::of_chosen(
            Chosen { items, ..chosen },
            about,
        )))
    }

    /// A small record is one pile, whatever is asked of it.
    fn near(&self, id: &ReportId) -> Result<Topic, Error> {
        Ok(if self.reports()? <= WHOLE {
            Topic::Most
        } else {
            Topic::Near(id.clone())
        })
    }

    fn patient(&self, topic: &Topic) -> Result<Arc<Snapshot>, Error> {
        self.get(topic, WHOLE_PATIENCE)?.ok_or_else(|| {
            Error::record("These reports are still being joined.")
                .hint("Load the page again in a moment; nothing is lost.")
        })
    }

    fn get(&self, topic: &Topic, patience: Duration) -> Result<Option<Arc<Snapshot>>, Error> {
        let look = self.look()?;
        self.piles.get(topic, look.edition, patience)
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Record>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Links what a topic comes to.
fn linked(file: &Path, topic: &Topic) -> Result<Snapshot, Error> {
    let about = match topic {
        Topic::Most => About::Everything,
        Topic::Lists(wanted) => About::Lists(wanted),
        Topic::Words(words) => About::Only(words),
        Topic::Asked(words) => About::Words(words),
        Topic::Near(id) => About::Story(id),
    };
    Asked::of_record(file, about).map(Snapshot::new)
}
