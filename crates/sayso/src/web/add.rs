//! Adding from the browser: files, or a text that is pasted; what becomes of them is told on a page
//! of its own.
//!
//! What was sent is read behind the page, one lot at a time, since reading takes longer than a page
//! may.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Extension;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::response::Response;
use maud::html;
use sayso_containers::Part;

use super::ask::Ask;
use super::desk::Desk;
use super::frame::{self, Head};
use super::pages::check::stale;
use super::reply::{Answer, Form, Wrong, json, onward, page};
use super::route::blocking;
use crate::error::Error;
use crate::ingest::{self, Taker};
use crate::pile::Item;
use crate::record::{Kept, Record};
use crate::show;
use crate::wire;

/// Bytes that may be sent at once; larger piles are added with `sayso add`, which does not hold
/// them in memory.
pub(super) const MOST_AT_ONCE: usize = 96 << 20;

/// Lots that are remembered, and of those so many may wait to be read.
const REMEMBERED: usize = 32;
const MOST_WAITING: usize = 4;

/// Everything that was sent since the desk was opened.
#[derive(Default)]
pub(super) struct Adding {
    lots: Mutex<VecDeque<Arc<Lot>>>,
    /// Held by the lot that is being read.
    turn: Mutex<()>,
}

/// What was sent at once.
struct Lot {
    number: u64,
    state: Mutex<Standing>,
}

/// How far a lot has come.
#[derive(Default)]
struct Standing {
    files: usize,
    read: usize,
    is_over: bool,
    added: Vec<wire::Kept>,
    already: Vec<wire::Kept>,
    failed: Vec<Error>,
}

impl Lot {
    fn state(&self) -> MutexGuard<'_, Standing> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Adding {
    fn lots(&self) -> MutexGuard<'_, VecDeque<Arc<Lot>>> {
        self.lots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a lot in, unless too many wait.
    fn begin(&self, files: usize) -> Result<Arc<Lot>, Error> {
        let mut lots = self.lots();
        if lots.iter().filter(|lot| !lot.state().is_over).count() >= MOST_WAITING {
            return Err(Error::usage("Enough is being added already.")
                .hint("Wait until it is done, then send this again."));
        }
        let number = lots.back().map_or(1, |last| last.number + 1);
        let lot = Arc::new(Lot {
            number,
            state: Mutex::new(Standing {
                files,
                ..Standing::default()
            }),
        });
        lots.push_back(Arc::clone(&lot));
        if lots.len() > REMEMBERED {
            lots.pop_front();
        }
        Ok(lot)
    }
}

/// Answers with the form.
pub(super) fn form(desk: &Desk, _: &Ask) -> Answer {
    let secret = desk.gate.form_secret();
    let body = html! {
        h1 { "Add reports" }
        p class="lead" { "What you add is kept in the record. Adding a report again changes nothing." }
        section {
            h2 { "Files" }
            form method="post" action="/add" enctype="multipart/form-data" class="paste" data-drop {
                input type="hidden" name="secret" value=(secret);
                label for="files" { "Texts, web pages, feeds, mails, archives, PDF, DOCX: choose them, or drop them or their folder here" }
                input type="file" id="files" name="files" multiple required;
                button { "Add the files" }
            }
        }
        section {
            h2 { "A folder" }
            form method="post" action="/add" enctype="multipart/form-data" class="paste" {
                input type="hidden" name="secret" value=(secret);
                label for="folder" { "All files in a folder and in the folders in it" }
                input type="file" id="folder" name="files" webkitdirectory multiple required;
                button { "Add the folder" }
            }
        }
        section {
            h2 { "A text" }
            form method="post" action="/add" enctype="multipart/form-data" class="paste" {
                input type="hidden" name="secret" value=(secret);
                label for="text" { "A report, as text or as HTML" }
                textarea id="text" name="text" rows="12" required {}
                button { "Add the text" }
            }
        }
        p class="faint" { "Addresses of the web, and more than " (MOST_AT_ONCE >> 20) " MB at once, are added on the command line: sayso add PATH… --record " (frame::line(&show::typed(&desk.file().to_string_lossy()))) }
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "Add",
            here: "/add",
            ..Head::default()
        },
        body,
    )?))
}

/// Takes what was sent, and leads to the page that tells what becomes of it.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    Extension(form): Extension<Form>,
    sent: Result<Multipart, MultipartRejection>,
) -> Response {
    let files = match sent.map_err(|error| unreadable(&error.body_text())) {
        Ok(sent) => gather(&desk, sent).await,
        Err(wrong) => Err(wrong),
    };
    blocking(desk, form, move |desk| {
        let files = files?;
        if files.is_empty() {
            return Err(Error::usage("Nothing was sent.")
                .hint("Choose files, or paste a text.")
                .into());
        }
        let lot = desk.adding.begin(files.len())?;
        let (behind, number) = (Arc::clone(desk), lot.number);
        std::thread::spawn(move || read(&behind, &lot, files));
        Ok(onward(&format!("/add/{number}")))
    })
    .await
}

fn unreadable(why: &str) -> Wrong {
    Error::usage(format!("What was sent cannot be read: {why}."))
        .hint(format!(
            "Send at most {} MB at once; add larger piles with `sayso add`.",
            MOST_AT_ONCE >> 20
        ))
        .into()
}

/// Reads the parts of the form into memory; the secret comes first, so that nothing of a stranger's
/// form is held.
async fn gather(desk: &Desk, mut sent: Multipart) -> Result<Vec<(String, Vec<u8>)>, Wrong> {
    let wrong = |error: MultipartError| unreadable(&error.body_text());
    let mut files = Vec::new();
    let mut is_ours = false;
    while let Some(field) = sent.next_field().await.map_err(wrong)? {
        let (name, file) = (
            field.name().unwrap_or_default().to_owned(),
            field.file_name().map(str::to_owned),
        );
        if !is_ours {
            is_ours =
                name == "secret" && desk.gate.is_own_form(&field.text().await.map_err(wrong)?);
            if !is_ours {
                return Err(stale());
            }
            continue;
        }
        let bytes = field.bytes().await.map_err(wrong)?.to_vec();
        match (name.as_str(), file) {
            // A form without files still sends one without name.
            ("files", Some(file)) if !file.is_empty() || !bytes.is_empty() => {
                files.push((file, bytes));
            }
            ("text", _) if !bytes.trim_ascii().is_empty() => {
                files.push(("a pasted text".to_owned(), bytes));
            }
            _ => {}
        }
    }
    if is_ours { Ok(files) } else { Err(stale()) }
}

/// Reads a lot and keeps it, when it is its turn.
fn read(desk: &Desk, lot: &Lot, files: Vec<(String, Vec<u8>)>) {
    let _turn = desk
        .adding
        .turn
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    match Record::open_or_make(desk.file()).map_err(|problem| problem.at(desk.file())) {
        Err(error) => lot.state().failed.push(error),
        Ok(record) => {
            let mut keeper = Keeper { record, desk, lot };
            for (name, bytes) in files {
                if let Err(error) = ingest::in_memory(&name, &bytes, &mut keeper) {
                    lot.state().failed.push(error);
                }
                lot.state().read += 1;
            }
            keeper.join();
        }
    }
    // What was just added is to be seen; if even this fails, the next page says why.
    drop(desk.outdate());
    lot.state().is_over = true;
}

/// Keeps what was read.
struct Keeper<'a> {
    record: Record,
    desk: &'a Desk,
    lot: &'a Lot,
}

impl Keeper<'_> {
    /// Joins what is new to the others.
    fn join(&mut self) {
        if let Err(problem) = self.record.bring_links_up_to_date(|_| {}) {
            let error = problem.at(self.desk.file());
            self.lot.state().failed.push(error);
        }
    }
}

impl Taker<Item> for Keeper<'_> {
    /// What is there already need not be read again.
    fn wants(&mut self, part: &Part) -> Result<bool, Error> {
        let Some(id) = &part.options.id else {
            return Ok(true);
        };
        let there = self
            .record
            .path_of(id)
            .map_err(|problem| problem.at(self.desk.file()))?;
        if there.is_some() {
            self.lot.state().already.push(wire::Kept {
                id: id.to_string(),
                path: part.name.clone(),
            });
        }
        Ok(there.is_none())
    }

    fn take(&mut self, item: Result<Item, Error>) -> Result<(), Error> {
        let item = match item {
            Ok(item) => item,
            Err(error) => {
                self.lot.state().failed.push(error);
                return Ok(());
            }
        };
        let kept = wire::Kept {
            id: item.entry.report.id().to_string(),
            path: item.path.clone(),
        };
        match self
            .record
            .keep(&item)
            .map_err(|problem| problem.at(self.desk.file()))?
        {
            Kept::Added => self.lot.state().added.push(kept),
            Kept::Already(_) => self.lot.state().already.push(kept),
        }
        Ok(())
    }
}

/// Answers with what becomes of a lot.
pub(super) fn progress(desk: &Desk, ask: &Ask) -> Answer {
    let number: Option<u64> = ask.part(0).parse().ok();
    let lot = desk
        .adding
        .lots()
        .iter()
        .find(|lot| Some(lot.number) == number)
        .map(Arc::clone);
    let lot = lot.ok_or_else(|| {
        Wrong::missing(
            "Nothing was sent under this number.",
            "See /reports for what the record holds.",
        )
    })?;
    let state = lot.state();
    if ask.form == Form::Json {
        let failed = state.failed.iter().map(wire::Failed::of).collect();
        return json(&wire::Added {
            added: &state.added,
            already: &state.already,
            failed,
            reports: desk.reports()?,
        });
    }
    let body = html! {
        h1 { @if state.is_over { "Added" } @else { "Adding" } }
        p class="lead" role="status" {
            (show::count(state.added.len(), "report")) " added"
            @if !state.already.is_empty() { ", " (state.already.len()) " held already" }
            @if !state.failed.is_empty() { ", " (state.failed.len()) " failed" }
            "."
        }
        @if !state.is_over {
            label for="read" { "Files read: " (state.read) " of " (state.files) }
            " " progress id="read" max=(state.files) value=(state.read) {}
            p class="faint" { "This page loads itself again. You may leave it." }
        } @else {
            p { a href="/" { "See the pile" } " · " a href="/add" { "Add more" } }
        }
        @if !state.failed.is_empty() {
            section {
                h2 { "Failed" }
                ul { @for error in &state.failed { li { (frame::words(error.message())) @if let Some(hint) = error.remedy() { " " (frame::words(hint)) } } } }
            }
        }
        @if !state.added.is_empty() {
            section {
                h2 { "New" }
                ul { @for kept in &state.added { li { a href={ "/reports/" (kept.id) } { (frame::line(&kept.path)) } } } }
            }
        }
    };
    let head = Head {
        title: "Added",
        here: "/add",
        again: !state.is_over,
        ..Head::default()
    };
    Ok(page(frame::page(desk, &head, body)?))
}
