//! `brief`: the whole pile on one screen.

use std::path::PathBuf;

use super::Question;
use crate::args::{Narrowed, RecordArgs, Reports};
use crate::error::{Error, Outcome};
use crate::record::About;
use crate::show;
use crate::ui::Ui;
use crate::wire::{Brief, Shelf};

/// Print on one screen what a pile of reports comes to
///
/// Reads files and folders and keeps nothing. Without PATH, briefs on the record. Opens texts and
/// web pages, feeds, mails, exports of Nexis, Factiva and the like, tables (CSV), web archives
/// (WARC), JSON and JSON Lines, PDF, DOCX, RTF, ZIP and gzip.
///
/// Example: sayso brief reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Read these files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    narrowed: Narrowed,
    #[command(flatten)]
    record: RecordArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let reports = if args.paths.is_empty() {
        Reports::Record(&args.record.record)
    } else {
        Reports::Paths(&args.paths)
    };
    // The JSON of a brief has all that was found in the reports that it is of.
    let of = match args.narrowed.words() {
        Some(only) => About::Only(only),
        None if ui.json() => About::Everything,
        None => About::Lists(&show::BRIEFLY),
    };
    let question = Question::about(reports, &args.narrowed, of, ui)?;
    if ui.json() {
        ui.value(&Brief::of(
            &Shelf::new(&question.pile),
            &question.failed,
            &question.notes,
            question.scope.wire(),
        ))?;
    } else if question.pile.entries().next().is_some() {
        let mut screen = question.screen(ui);
        show::brief(&mut screen, &question.pile, &question.asked);
        ui.answer(screen.into_text().as_bytes())?;
    } else if question.failed.is_empty() {
        ui.note("There is no report to brief on.");
    }
    question.end(ui)
}
