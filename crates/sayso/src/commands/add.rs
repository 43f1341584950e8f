//! `add`: reports into the record.

use std::path::{Path, PathBuf};

use sayso_core::report::ReportId;

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::ingest::{self, How, Taker};
use crate::pile::Item;
use crate::record::{Kept, Record};
use crate::show::{clean, count};
use crate::ui::Ui;
use crate::wire;

/// Put reports into the record
///
/// Each report is kept as soon as it is read, and named once it is safe. Adding a report again
/// changes nothing, so an interrupted run is finished by running it again.
///
/// Example: sayso add reports/ --record affair.db
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Add these files and folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    record: RecordArgs,
}

/// What has been done so far.
#[derive(Default)]
struct Done {
    added: Vec<wire::Kept>,
    already: Vec<wire::Kept>,
    failed: Vec<Error>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let file = &args.record.record;
    let (places, failed) = ingest::places(&args.paths);
    let record = Record::open_or_make(file).map_err(|problem| problem.at(file))?;
    let progress = ui.progress("Adding", places.len());
    let done = Done { failed, ..Done::default() };
    let mut keeper = Keeper { record, file, done, ui };
    ingest::each(&places, How::Opened, &progress, Ok, &mut keeper)?;
    let Keeper { record, done, .. } = keeper;
    ui.end_progress();
    end(&record.reports().map_err(|problem| problem.at(file))?, &done, args, ui)
}

/// Keeps what was read.
struct Keeper<'a> {
    record: Record,
    file: &'a Path,
    done: Done,
    ui: &'a mut Ui,
}

impl Taker<Item> for Keeper<'_> {
    /// What is there already need not be read again.
    fn wants(&mut self, id: &ReportId, path: &str) -> Result<bool, Error> {
        let there = self.record.path_of(id).map_err(|problem| problem.at(self.file))?;
        if there.is_some() {
            self.done.already.push(wire::Kept { id: id.to_string(), path: path.to_owned() });
        }
        Ok(there.is_none())
    }

    /// Keeps a report and names it once it is safe.
    fn take(&mut self, item: Result<Item, Error>) -> Result<(), Error> {
        let item = match item {
            Ok(item) => item,
            Err(error) => {
                self.done.failed.push(error);
                return Ok(());
            }
        };
        let kept = wire::Kept { id: item.entry.report.id().to_string(), path: item.path.clone() };
        match self.record.keep(&item).map_err(|problem| problem.at(self.file))? {
            Kept::Already(_) => self.done.already.push(kept),
            Kept::Added => {
                let line = format!("added {} {}", kept.id, clean(&kept.path));
                self.done.added.push(kept);
                if !self.ui.json() {
                    self.ui.line(&line)?;
                }
            }
        }
        Ok(())
    }
}

fn end(reports: &usize, done: &Done, args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    if ui.json() {
        let failed = done.failed.iter().map(wire::Failed::of).collect();
        ui.value(&wire::Added { added: &done.added, already: &done.already, failed, reports: *reports })?;
    }
    ui.finish()?;
    if !ui.json() {
        let already = if done.already.is_empty() { String::new() } else { format!(", {} it held already", done.already.len()) };
        let file = args.record.record.display();
        ui.note(&format!("{} added{already}. The record {file} holds {}.", count(done.added.len(), "report"), count(*reports, "report")));
    }
    done.failed.iter().for_each(|error| ui.error(error));
    Ok(Outcome::of(&done.failed))
}
