//! From paths to reports that were read: the way in.
//!
//! Owns files, folders and standard input, and what bad input is told. What bytes mean is the
//! core's business.

mod language;
mod places;

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use rayon::prelude::*;
use sayso_core::link::Entry;
use sayso_core::page::{self, Page, PageError, PageOptions};
use sayso_core::reading::{self, Reading};
use sayso_core::report::{Report, ReportId};

pub(crate) use places::{Place, places};

use crate::error::{Error, reason};
use crate::pile::Item;
use crate::ui::Ui;

/// The largest report that is read. The longest articles have some hundred thousand bytes, and the
/// pages around them a few million; what is larger is an archive of many or no article at all.
const MOST_BYTES: u64 = 32 << 20;

/// Takes the bytes of one input.
pub(crate) fn bytes(place: &Place) -> Result<Vec<u8>, Error> {
    let name = place.name();
    let cannot = |error: &io::Error| {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "Look whether the name is spelled right.",
            io::ErrorKind::PermissionDenied => "Give yourself leave to read it, or leave it out.",
            _ => "Look whether it is a file and whole, or leave it out.",
        };
        Error::input(&name, format!("{name} could not be read: {}.", reason(error))).hint(remedy)
    };
    let mut bytes = Vec::new();
    // One byte more than the limit shows that there is more, whatever the file's length claims.
    let limit = MOST_BYTES + 1;
    match place {
        Place::Stdin => io::stdin().lock().take(limit).read_to_end(&mut bytes),
        Place::File(path) => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
        Place::Address(address) => {
            let message = format!("{address} is not fetched: Sayso fetches only when asked to add.");
            return Err(Error::input(&name, message).hint(format!("Type `sayso add {address}`; or save the page and name the file.")));
        }
    }
    .map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("{name} is too large: one report may have {} MB.", MOST_BYTES >> 20);
        return Err(Error::input(&name, message).hint("Split it into one file a report."));
    }
    Ok(bytes)
}

/// Reports that are read together: enough to keep the network's matrix products large, few enough to share out over the cores.
pub(crate) const TOGETHER: usize = 12;

/// Reads inputs as reports; the answers come in their order. The one way from bytes to readings.
pub(crate) fn items<'p>(
    inputs: impl IntoIterator<Item = (&'p Place, Result<Vec<u8>, Error>)>,
    options: &PageOptions,
) -> Vec<Result<Item, Error>> {
    let pages: Vec<Result<(String, Page), Error>> =
        inputs.into_iter().map(|(place, bytes)| Ok((place.name(), page(place, &bytes?, options)?))).collect();
    let reports = pages.iter().flatten().map(|(_, page)| (page.report.clone(), page.notes.as_slice())).collect();
    let mut entries = read(reports).into_iter();
    pages
        .into_iter()
        .filter_map(|page| match page {
            Err(error) => Some(Err(error)),
            Ok((path, page)) => entries.next().map(|entry| Ok(Item { path, entry, page_notes: page.notes })),
        })
        .collect()
}

fn page(place: &Place, bytes: &[u8], options: &PageOptions) -> Result<Page, Error> {
    let name = place.name();
    page::page(bytes, options).map_err(|error| match error {
        PageError::Empty => Error::input(&name, format!("{name} holds no text.")).hint("Save the report again, or leave it out."),
        PageError::Binary(what) => Error::input(&name, format!("{name} is not a text: it looks like {what}."))
            .hint("Save the report as text or HTML and name that file."),
    })
}

/// Reads reports, each with the notes of its page. A reading that is made again this way says the same.
pub(crate) fn read(reports: Vec<(Report, &[String])>) -> Vec<Entry> {
    let languages: Vec<Option<String>> = reports.iter().map(|(report, _)| language::foreign(report)).collect();
    let understood: Vec<Report> =
        reports.iter().zip(&languages).filter(|(_, foreign)| foreign.is_none()).map(|((report, _), _)| report.clone()).collect();
    let mut readings = reading::read_all(&understood).into_iter();
    reports
        .into_iter()
        .zip(languages)
        .map(|((mut report, page_notes), foreign)| {
            // Where Sayso does not understand the language, nothing is found and nothing guessed.
            let found = if foreign.is_none() { readings.next() } else { None };
            let mut reading = found.unwrap_or_else(|| Reading::empty(&report));
            reading.notes.splice(0..0, page_notes.iter().cloned());
            if let Some(code) = foreign {
                reading.notes.push(format!("The report was read as text, not understood: language {code}."));
                report.about.language.get_or_insert(code);
            }
            Entry { report, reading }
        })
        .collect()
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
    let (places, mut failed) = places(paths);
    let progress = ui.progress("Reading", places.len());
    let options = PageOptions::default();
    let read: Vec<Result<Item, Error>> = places
        .par_chunks(TOGETHER)
        .flat_map_iter(|some| {
            let items = items(some.iter().map(|place| (place, bytes(place))), &options);
            some.iter().for_each(|_| progress.step());
            items
        })
        .collect();
    ui.end_progress();
    let mut gathered = Gathered::default();
    let mut seen: HashMap<ReportId, String> = HashMap::new();
    for item in read {
        match item {
            Err(error) => failed.push(error),
            Ok(item) => match seen.get(item.entry.report.id()) {
                Some(first) => gathered.notes.push(format!("{} is the same file as {first}; it counts once.", item.path)),
                None => {
                    seen.insert(item.entry.report.id().clone(), item.path.clone());
                    gathered.items.push(item);
                }
            },
        }
    }
    gathered.failed = failed;
    gathered
}
