//! `add`: reports into the record, from files and from addresses.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use sayso_containers::Part;
use sayso_core::page::Form;

use super::{bring_up_to_date, join_what_is_new};
use crate::args::{KnownArgs, RecordArgs};
use crate::error::{Error, Outcome};
use crate::fetch::{Address, Fetched, Fetcher, Limits, Reach};
use crate::ingest::{self, How, Place, Taker};
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
/// An address is fetched, and kept as it came besides the report. Nothing else in Sayso uses the
/// network.
///
/// What another version of Sayso has read is read anew first. Without PATH nothing else is done.
///
/// Example: sayso add reports/ --record affair.db
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Add these files, folders and addresses (https://…); `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also fetch from this machine and from private networks
    #[arg(long)]
    allow_private: bool,
    /// Where an address gives a feed, fetch the pages that its entries link to, in place of the
    /// entries
    #[arg(long)]
    follow: bool,
    #[command(flatten)]
    known: KnownArgs,
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
    let known = args.known.about()?;
    let (places, failed) = ingest::places(&args.paths);
    let (addresses, places): (Vec<Place>, Vec<Place>) = places
        .into_iter()
        .partition(|place| matches!(place, Place::Address(_)));
    let mut record = if args.paths.is_empty() {
        Record::open(file)
    } else {
        Record::open_or_make(file)
    }
    .map_err(|problem| problem.at(file))?;
    bring_up_to_date(&mut record, file, ui)?;
    let done = Done {
        failed,
        ..Done::default()
    };
    let progress = ui.progress("Adding", places.len());
    let mut keeper = Keeper {
        record,
        file,
        done,
        fetched: None,
        links: args.follow.then(Vec::new),
        ui,
    };
    if !places.is_empty() {
        ingest::each(&places, How::Opened, &known, &progress, Ok, &mut keeper)?;
    }
    keeper.ui.end_progress();
    let typed: Vec<Address> = addresses
        .iter()
        .filter_map(|place| keeper.address(&place.name()))
        .collect();
    if !typed.is_empty() {
        let fetcher = Fetcher::new(
            Limits::default(),
            if args.allow_private {
                Reach::Anywhere
            } else {
                Reach::Public
            },
        );
        keeper.fetch(&fetcher, typed)?;
        let links = keeper.links.take().unwrap_or_default();
        keeper.fetch(&fetcher, links)?;
    }
    let Keeper {
        mut record,
        done,
        ui,
        ..
    } = keeper;
    join_what_is_new(&mut record, file, ui)?;
    end(
        &record.reports().map_err(|problem| problem.at(file))?,
        &done,
        args,
        ui,
    )
}

/// Keeps what was read.
struct Keeper<'a> {
    record: Record,
    file: &'a Path,
    done: Done,
    /// What was fetched and is being read; it is kept beside its reports.
    fetched: Option<Rc<Fetched>>,
    /// The pages that fetched feeds link to, if they are wanted in place of the entries.
    links: Option<Vec<Address>>,
    ui: &'a mut Ui,
}

impl Keeper<'_> {
    /// Takes an address; one that is none, or that may not be fetched, is told at the end.
    fn address(&mut self, typed: &str) -> Option<Address> {
        Address::of(typed)
            .map_err(|problem| self.done.failed.push(problem.at(typed)))
            .ok()
    }

    /// Fetches addresses and keeps what each gives as soon as it is there.
    fn fetch(&mut self, fetcher: &Fetcher, addresses: Vec<Address>) -> Result<(), Error> {
        let progress = self.ui.progress("Fetching", addresses.len());
        let all = fetcher.all::<Error>(addresses, &mut |address, fetched| {
            progress.step();
            match fetched {
                Err(problem) => self.done.failed.push(problem.at(address.as_str())),
                Ok(fetched) => {
                    let fetched = Rc::new(fetched);
                    self.fetched = Some(Rc::clone(&fetched));
                    ingest::fetched(&fetched, self)?;
                }
            }
            Ok(())
        });
        self.fetched = None;
        self.ui.end_progress();
        all
    }
}

impl Taker<Item> for Keeper<'_> {
    /// What is there already need not be read again; an entry whose page is wanted is passed over
    /// for it.
    fn wants(&mut self, part: &Part) -> Result<bool, Error> {
        if let (Some(links), Some(_), Form::Article, Some(link)) = (
            &mut self.links,
            &self.fetched,
            part.options.form,
            &part.options.known.url,
        ) {
            match Address::of(link) {
                Ok(link) if links.contains(&link) => {}
                Ok(link) => links.push(link),
                Err(problem) => self.done.failed.push(problem.at(link)),
            }
            return Ok(false);
        }
        let Some(id) = &part.options.id else {
            return Ok(true);
        };
        let there = self
            .record
            .path_of(id)
            .map_err(|problem| problem.at(self.file))?;
        if there.is_some() {
            self.done.already.push(wire::Kept {
                id: id.to_string(),
                path: part.name.clone(),
            });
        }
        Ok(there.is_none())
    }

    /// Keeps a report, with what was fetched for it, and names it once it is safe.
    fn take(&mut self, item: Result<Item, Error>) -> Result<(), Error> {
        let item = match item {
            Ok(item) => item,
            Err(error) => {
                self.done.failed.push(error);
                return Ok(());
            }
        };
        let kept = wire::Kept {
            id: item.entry.report.id().to_string(),
            path: item.path.clone(),
        };
        let became = match &self.fetched {
            Some(fetched) => self.record.keep_fetched(&item, fetched),
            None => self.record.keep(&item),
        };
        match became.map_err(|problem| problem.at(self.file))? {
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
        ui.value(&wire::Added {
            added: &done.added,
            already: &done.already,
            failed,
            reports: *reports,
        })?;
    }
    ui.finish()?;
    if !ui.json() {
        let already = if done.already.is_empty() {
            String::new()
        } else {
            format!(", {} it held already", done.already.len())
        };
        let file = args.record.record.display();
        ui.note(&format!(
            "{} added{already}. The record {file} holds {}.",
            count(done.added.len(), "report"),
            count(*reports, "report")
        ));
    }
    done.failed.iter().for_each(|error| ui.error(error));
    Ok(Outcome::of(&done.failed))
}
