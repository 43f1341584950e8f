//! From paths to reports that were read: the way in.
//!
//! Owns files, folders and standard input, and what bad input is told. Which pages a file holds is
//! the business of `sayso-containers`, what bytes mean that of the core.

mod language;
mod parts;
mod places;

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;
use sayso_containers::Part;
use sayso_core::link::Entry;
use sayso_core::page::{self, Page, PageError, PageOptions};
use sayso_core::reading::{self, Reading};
use sayso_core::report::{About, Report, ReportId};

pub(crate) use places::{Place, places};

use crate::error::Error;
use crate::fetch::Fetched;
use crate::pile::Item;
use crate::ui::{Progress, Ui};

/// Reports that are read together: enough to keep the network's matrix products large, few enough
/// to share out over the cores.
const TOGETHER: usize = 12;

/// Groups of reports that each core is given before their answers are handed on. More would keep no
/// core busier; what was not handed on is lost if the program is killed.
const GROUPS: usize = 2;

/// The bytes of pages that are held before they are read. Bounds the memory that a long list of
/// large pages takes.
const MOST_HELD: usize = 16 << 20;

/// How files are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum How {
    /// As what they are: pages, or many pages in one file.
    Opened,
    /// Each file as one text that stays as it stands.
    Plain,
}

/// Who wants the reports. Reports that are not wanted are not read.
pub(crate) trait Taker<Made> {
    /// Says whether a report is to be read, by the part that it is; its id is known by now.
    fn wants(&mut self, _part: &Part) -> Result<bool, Error> {
        Ok(true)
    }

    /// Takes what became of a report, in the order of the places.
    fn take(&mut self, made: Result<Made, Error>) -> Result<(), Error>;
}

impl<Made, Take: FnMut(Result<Made, Error>) -> Result<(), Error>> Taker<Made> for Take {
    fn take(&mut self, made: Result<Made, Error>) -> Result<(), Error> {
        self(made)
    }
}

/// Reads every report of these places and hands it on, in their order. The one way from places to
/// readings.
///
/// `known` counts where a report says nothing of its outlet or day. `make` lays out what is wanted
/// of a report; here, so that this too happens in parallel. Only an error of `taker` ends the
/// reading: a report that could not be read is one that the others do not wait for.
pub(crate) fn each<Made: Send>(
    places: &[Place],
    how: How,
    known: &About,
    progress: &Progress,
    make: impl Fn(Item) -> Result<Made, Error> + Sync,
    taker: &mut impl Taker<Made>,
) -> Result<(), Error> {
    let mut held = Held::default();
    for place in places {
        parts::of(place, how, known, &mut |part| held.hold(part, &make, taker))?;
        progress.step();
    }
    if let Some(place) = places.first().filter(|_| held.is_untouched) {
        // Folders pass over in silence what is no report; if that was all, silence would be no
        // answer.
        let error = Error::input(
            &place.name(),
            format!(
                "{} and whatever else was looked at is no report.",
                place.name()
            ),
        );
        held.parts
            .push(Err(error.hint("Name the file itself to hear what it is.")));
    }
    held.hand_on(&make, taker)
}

/// Reads every report of what was fetched, a page or a feed, and hands it on.
pub(crate) fn fetched(fetched: &Fetched, taker: &mut impl Taker<Item>) -> Result<(), Error> {
    let mut held = Held::default();
    parts::of_bytes(
        &fetched.address,
        &fetched.bytes,
        &fetched.options(),
        &mut |part| held.hold(part, &Ok, taker),
    )?;
    held.hand_on(&Ok, taker)
}

/// Reads every report of a file that is in memory, and hands it on.
pub(crate) fn in_memory(
    name: &str,
    bytes: &[u8],
    taker: &mut impl Taker<Item>,
) -> Result<(), Error> {
    let mut held = Held::default();
    parts::of_bytes(name, bytes, &PageOptions::default(), &mut |part| {
        held.hold(part, &Ok, taker)
    })?;
    held.hand_on(&Ok, taker)
}

/// Parts that wait until it is worth reading them together.
struct Held {
    parts: Vec<Result<Part, Error>>,
    bytes: usize,
    /// Nothing came yet, not even a part that nobody wanted.
    is_untouched: bool,
}

impl Default for Held {
    fn default() -> Self {
        Held {
            parts: Vec::new(),
            bytes: 0,
            is_untouched: true,
        }
    }
}

impl Held {
    /// Takes a part, and reads what is held once it is enough.
    fn hold<Made: Send>(
        &mut self,
        mut part: Result<Part, Error>,
        make: &(impl Fn(Item) -> Result<Made, Error> + Sync),
        taker: &mut impl Taker<Made>,
    ) -> Result<(), Error> {
        self.is_untouched = false;
        if let Ok(part) = &mut part {
            part.options
                .id
                .get_or_insert_with(|| ReportId::of(&part.bytes));
            if !taker.wants(part)? {
                return Ok(());
            }
            self.bytes += part.bytes.len();
        }
        self.parts.push(part);
        if self.parts.len() >= TOGETHER * GROUPS * rayon::current_num_threads()
            || self.bytes >= MOST_HELD
        {
            self.hand_on(make, taker)?;
        }
        Ok(())
    }

    /// Reads what is held and hands it on.
    fn hand_on<Made: Send>(
        &mut self,
        make: &(impl Fn(Item) -> Result<Made, Error> + Sync),
        taker: &mut impl Taker<Made>,
    ) -> Result<(), Error> {
        let mut groups: Vec<Vec<Result<Part, Error>>> = Vec::new();
        for part in self.parts.drain(..) {
            match groups.last_mut().filter(|group| group.len() < TOGETHER) {
                Some(group) => group.push(part),
                None => groups.push(vec![part]),
            }
        }
        self.bytes = 0;
        let made: Vec<Result<Made, Error>> = groups
            .into_par_iter()
            .flat_map_iter(|group| {
                items(group)
                    .into_iter()
                    .map(move |item| item.and_then(make))
            })
            .collect();
        made.into_iter().try_for_each(|made| taker.take(made))
    }
}

/// Reads parts as reports; the answers come in their order.
fn items(parts: Vec<Result<Part, Error>>) -> Vec<Result<Item, Error>> {
    let pages: Vec<Result<(String, Page), Error>> = parts
        .into_iter()
        .map(|part| {
            let part = part?;
            let page = page(&part)?;
            Ok((part.name, page))
        })
        .collect();
    let reports = pages
        .iter()
        .flatten()
        .map(|(_, page)| (page.report.clone(), page.notes.as_slice()))
        .collect();
    let mut entries = read(reports).into_iter();
    pages
        .into_iter()
        .filter_map(|page| match page {
            Err(error) => Some(Err(error)),
            Ok((path, page)) => entries.next().map(|entry| {
                Ok(Item {
                    path,
                    entry,
                    page_notes: page.notes,
                })
            }),
        })
        .collect()
}

fn page(part: &Part) -> Result<Page, Error> {
    let name = &part.name;
    page::page(&part.bytes, &part.options).map_err(|error| match error {
        PageError::Empty => Error::input(name, format!("{name} holds no text."))
            .hint("Save the report again, or leave it out."),
        PageError::Binary(what) => {
            Error::input(name, format!("{name} is not a text: it looks like {what}."))
                .hint("Save the report as text or HTML and name that file.")
        }
    })
}

/// Reads reports, each with the notes of its page. A reading that is made again this way says the
/// same.
pub(crate) fn read(reports: Vec<(Report, &[String])>) -> Vec<Entry> {
    let languages: Vec<Option<String>> = reports
        .iter()
        .map(|(report, _)| language::foreign(report))
        .collect();
    let understood: Vec<Report> = reports
        .iter()
        .zip(&languages)
        .filter(|(_, foreign)| foreign.is_none())
        .map(|((report, _), _)| report.clone())
        .collect();
    let mut readings = reading::read_all(&understood).into_iter();
    reports
        .into_iter()
        .zip(languages)
        .map(|((mut report, page_notes), foreign)| {
            // Where Sayso does not understand the language, nothing is found and nothing guessed.
            let found = if foreign.is_none() {
                readings.next()
            } else {
                None
            };
            let mut reading = found.unwrap_or_else(|| Reading::empty(&report));
            reading.notes.splice(0..0, page_notes.iter().cloned());
            if let Some(code) = foreign {
                reading.notes.push(format!(
                    "The report was read as text, not understood: language {code}."
                ));
                report.about.language.get_or_insert(code);
            }
            Entry { report, reading }
        })
        .collect()
}

/// Reads many reports, each with the notes of its page, in groups and in parallel.
pub(crate) fn read_again(reports: &[(Report, &[String])]) -> Vec<Entry> {
    reports
        .par_chunks(TOGETHER)
        .flat_map_iter(|some| read(some.to_vec()))
        .collect()
}

/// Makes furniture of what many reports of one outlet repeat, and reads those anew in which that
/// was found.
fn settle(items: &mut [Item]) {
    let repeated = page::repeated::repeated(
        &items
            .iter()
            .map(|item| &item.entry.report)
            .collect::<Vec<_>>(),
    );
    let changed: Vec<usize> = repeated
        .iter()
        .enumerate()
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(place, _)| place)
        .collect();
    let settled = |place: &usize| {
        let item = &items[*place];
        (
            item.entry.report.clone().with_furniture(&repeated[*place]),
            item.page_notes.as_slice(),
        )
    };
    let anew = read_again(&changed.iter().map(settled).collect::<Vec<_>>());
    for (place, entry) in changed.iter().zip(anew) {
        items[*place].entry = entry;
    }
}

/// What came of a pile of paths.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// What could be read, in the order of the paths, each report once.
    pub(crate) items: Vec<Item>,
    /// What could not, each with its remedy.
    pub(crate) failed: Vec<Error>,
    /// What the user should know: reports that came twice.
    pub(crate) notes: Vec<String>,
}

/// Reads everything at these paths, in parallel.
pub(crate) fn gather(paths: &[PathBuf], ui: &mut Ui) -> Gathered {
    let (places, failed) = places(paths);
    let progress = ui.progress("Reading", places.len());
    let mut gathered = Gathered {
        failed,
        ..Gathered::default()
    };
    let mut seen: HashMap<ReportId, String> = HashMap::new();
    let mut take = |item: Result<Item, Error>| {
        match item {
            Err(error) => gathered.failed.push(error),
            Ok(item) => match seen.get(item.entry.report.id()) {
                Some(first) => gathered.notes.push(format!(
                    "{} is the same file as {first}; it counts once.",
                    item.path
                )),
                None => {
                    seen.insert(item.entry.report.id().clone(), item.path.clone());
                    gathered.items.push(item);
                }
            },
        }
        Ok(())
    };
    let known = About::default();
    if let Err(error) = each(&places, How::Opened, &known, &progress, Ok, &mut take) {
        gathered.failed.push(error);
    }
    settle(&mut gathered.items);
    ui.end_progress();
    gathered
}
