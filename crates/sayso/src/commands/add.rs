//! `add`: reports into the record, from files and from addresses.

use std::path::PathBuf;

use rayon::prelude::*;
use sayso_core::page::PageOptions;
use sayso_core::report::ReportId;

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::fetch::{Address, Fetched, Fetcher, Limits, Reach};
use crate::ingest::{self, Place};
use crate::pile::Item;
use crate::record::{Kept, Record};
use crate::show::{clean, count};
use crate::ui::Ui;
use crate::wire;

/// Reports that are read before they are kept. Few, so that a killed `add` has little to do again.
const AT_ONCE: usize = 32;

/// Put reports into the record
///
/// Each report is kept as soon as it is read, and named once it is safe. Adding a report again
/// changes nothing, so an interrupted run is finished by running it again.
///
/// An address is fetched, and kept as it came besides the report. Nothing else in Sayso uses the network.
///
/// Example: sayso add reports/ --record affair.db
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Add these files, folders and addresses (https://…); `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Also fetch from this machine and from private networks
    #[arg(long)]
    allow_private: bool,
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
    let mut done = Done { failed, ..Done::default() };
    let mut record = Record::open_or_make(file).map_err(|problem| problem.at(file))?;
    let (addresses, places): (Vec<Place>, Vec<Place>) = places.into_iter().partition(|place| matches!(place, Place::Address(_)));
    let progress = ui.progress("Adding", places.len());
    let options = PageOptions::default();
    for some in places.chunks(AT_ONCE) {
        let taken: Vec<_> = some.par_iter().map(|place| (place, ingest::bytes(place))).collect();
        let mut new = Vec::new();
        for (place, bytes) in taken {
            match bytes {
                Err(error) => done.failed.push(error),
                // What is there already need not be read again.
                Ok(bytes) => match record.path_of(&ReportId::of(&bytes)).map_err(|problem| problem.at(file))? {
                    Some(_) => done.already.push(wire::Kept { id: ReportId::of(&bytes).to_string(), path: place.name() }),
                    None => new.push((place, bytes)),
                },
            }
        }
        let read: Vec<Result<Item, Error>> = new
            .par_chunks_mut(ingest::TOGETHER)
            .flat_map_iter(|some| ingest::items(some.iter_mut().map(|(place, bytes)| (*place, Ok(std::mem::take(bytes)))), &options))
            .collect();
        for item in read {
            match item {
                Err(error) => done.failed.push(error),
                Ok(item) => keep(&mut record, &item, None, &mut done, ui).map_err(|problem| problem.at(file))??,
            }
        }
        some.iter().for_each(|_| progress.step());
    }
    ui.end_progress();
    let addresses = addresses.iter().filter_map(|typed| match Address::of(&typed.name()) {
        Ok(address) => Some(address),
        Err(problem) => {
            done.failed.push(problem.at(&typed.name()));
            None
        }
    });
    let addresses: Vec<Address> = addresses.collect();
    fetch(addresses, args, &mut record, &mut done, ui)?;
    end(&record.reports().map_err(|problem| problem.at(file))?, &done, args, ui)
}

/// Fetches addresses and keeps each page as soon as it is there.
fn fetch(addresses: Vec<Address>, args: &Args, record: &mut Record, done: &mut Done, ui: &mut Ui) -> Result<(), Error> {
    if addresses.is_empty() {
        return Ok(());
    }
    let file = &args.record.record;
    let reach = if args.allow_private { Reach::Anywhere } else { Reach::Public };
    let progress = ui.progress("Fetching", addresses.len());
    Fetcher::new(Limits::default(), reach).all::<Error>(addresses, &mut |address, fetched| {
        progress.step();
        let fetched = match fetched {
            Ok(fetched) => fetched,
            Err(problem) => {
                done.failed.push(problem.at(address.as_str()));
                return Ok(());
            }
        };
        let place = Place::Address(fetched.address.clone());
        let id = ReportId::of(&fetched.bytes);
        // What is there already need not be read again.
        if record.path_of(&id).map_err(|problem| problem.at(file))?.is_some() {
            done.already.push(wire::Kept { id: id.to_string(), path: place.name() });
            return Ok(());
        }
        for item in ingest::items([(&place, Ok(fetched.bytes.clone()))], &fetched.options()) {
            match item {
                Err(error) => done.failed.push(error),
                Ok(item) => keep(record, &item, Some(&fetched), done, ui).map_err(|problem| problem.at(file))??,
            }
        }
        Ok(())
    })?;
    ui.end_progress();
    Ok(())
}

/// Keeps a report, with what was fetched for it, and names it once it is safe.
fn keep(
    record: &mut Record,
    item: &Item,
    fetched: Option<&Fetched>,
    done: &mut Done,
    ui: &mut Ui,
) -> Result<Result<(), Error>, crate::record::Problem> {
    let kept = wire::Kept { id: item.entry.report.id().to_string(), path: item.path.clone() };
    let became = match fetched {
        Some(fetched) => record.keep_fetched(item, fetched)?,
        None => record.keep(item)?,
    };
    match became {
        Kept::Already(_) => done.already.push(kept),
        Kept::Added => {
            let line = format!("added {} {}", kept.id, clean(&kept.path));
            done.added.push(kept);
            if !ui.json() {
                return Ok(ui.line(&line));
            }
        }
    }
    Ok(Ok(()))
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
