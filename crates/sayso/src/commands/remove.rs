//! `remove`: reports out of the record, with all that was derived from them.

use std::path::Path;

use sayso_core::report::ReportId;

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::key::ReportName;
use crate::questions::named;
use crate::record::Record;
use crate::show::{clean, count, typed};
use crate::ui::Ui;
use crate::wire;

/// Take reports out of the record, with all that was derived from them
///
/// A report goes for good: its text, its words in the search, what was found in it, what was fetched
/// for it, and what people judged of its words. A handle, an id, a path or an address names it; a
/// path or an address names every report that came from there. Nothing is asked, and nothing is
/// removed if one of the names is wrong.
///
/// With --vacuum the file is written anew besides, so that no byte of them stays in it; that takes as
/// long as copying it. Without, what is deleted is overwritten, but copies that the database made
/// when it grew may lie in unused parts of the file.
///
/// Examples:
///   sayso remove 3f2a
///   sayso remove reports/story.html --vacuum
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Remove these reports: handles, ids, paths or addresses
    #[arg(value_name = "REPORT", required_unless_present = "vacuum")]
    reports: Vec<String>,
    /// Write the file anew, so that no byte of what has gone stays
    #[arg(long)]
    vacuum: bool,
    #[command(flatten)]
    record: RecordArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let file = args.record.record.as_path();
    let mut record = Record::open(file).map_err(|problem| problem.at(file))?;
    let ids = meant(&record, file, &args.reports)?;
    let kept = ids
        .iter()
        .map(|id| {
            Ok(wire::Kept {
                id: id.to_string(),
                path: record.path_of(id)?.unwrap_or_default(),
            })
        })
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem: crate::record::Problem| problem.at(file))?;
    let removed = record.remove(&ids).map_err(|problem| problem.at(file))?;
    if args.vacuum {
        record.vacuum().map_err(|problem| problem.at(file))?;
    }
    let is_log_empty = record.empty_log().map_err(|problem| problem.at(file))?;
    let reports = record.reports().map_err(|problem| problem.at(file))?;
    if ui.json() {
        ui.value(&wire::Removed {
            removed: &kept,
            judgements: removed.judgements,
            fetched: removed.fetched,
            without_page: removed.without_page,
            vacuumed: args.vacuum,
            log_emptied: is_log_empty,
            reports,
        })?;
    } else {
        for report in &kept {
            ui.line(&format!("removed {} {}", report.id, clean(&report.path)))?;
        }
    }
    ui.finish()?;
    if !ui.json() {
        let mut went = vec![format!("{} removed", count(kept.len(), "report"))];
        if removed.judgements > 0 {
            went.push(count(removed.judgements, "judgement"));
        }
        if removed.fetched > 0 {
            went.push(count(removed.fetched, "fetched page"));
        }
        ui.note(&format!(
            "{}. The record {} holds {}.",
            went.join(", "),
            file.display(),
            count(reports, "report")
        ));
        if removed.without_page > 0 {
            ui.note(&format!(
                "A page that was fetched held {} that stay, and is gone with the others.",
                count(removed.without_page, "more report")
            ));
        }
    }
    if !is_log_empty {
        let log = format!("{}-wal", file.display());
        ui.error(
            &Error::record(format!(
                "Another program reads the record, so what was removed may still lie in {log}."
            ))
            .hint(format!(
                "Close it, such as an open desk, and run: sayso remove --vacuum --record {}",
                typed(&file.to_string_lossy())
            )),
        );
        return Ok(Outcome::SomeFailed);
    }
    Ok(Outcome::Done)
}

/// Finds the reports that names mean, each once; fails if one of them means none, or a handle
/// several.
fn meant(record: &Record, file: &Path, names: &[String]) -> Result<Vec<ReportId>, Error> {
    let mut ids: Vec<ReportId> = Vec::new();
    for typed in names {
        let name = ReportName::read(typed);
        let found = record.named(&name).map_err(|problem| problem.at(file))?;
        match name {
            ReportName::Handle(_) => {
                named::only(&name, &found.iter().collect::<Vec<_>>())?;
            }
            ReportName::Place(_) if found.is_empty() => return Err(named::missing(&name)),
            ReportName::Place(_) => {}
        }
        for id in found {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    Ok(ids)
}
