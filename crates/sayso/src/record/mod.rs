//! The record: one SQLite file that keeps reports and everything read from them.
//!
//! Owns the file, its shape and its transactions. A report is ground and never changes; a reading is
//! derived and is made again when another version of Sayso made it. What joins the reports is linked
//! in memory by [`Pile::link`](crate::pile::Pile::link).

mod fetched;
mod judgements;
mod listed;
mod migrations;
mod near;
mod problem;
mod search;
mod stored;

use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use sayso_core::link::Entry;
use sayso_core::reading::{Reading, VERSION};
use sayso_core::report::ReportId;

pub(crate) use listed::Listed;
pub(crate) use near::{About, Chosen, WHOLE};
pub(crate) use problem::Problem;
pub(crate) use search::Hit;
use stored::{Stored, Which};

use crate::fetch::Fetched;
use crate::ingest;
use crate::pile::Item;

/// How long to wait for another program that is writing; one report is written in milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// An open record.
pub(crate) struct Record {
    db: Connection,
}

/// What became of a report that was to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    /// It is new.
    Added,
    /// The record has held it since it was added from this path.
    Already(String),
}

impl Record {
    /// Opens the record, and makes it if there is none.
    pub(crate) fn open_or_make(path: &Path) -> Result<Self, Problem> {
        Record::open_within(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, PATIENCE)
    }

    /// Opens a record that is there.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        if !path.exists() {
            return Err(Problem::Missing);
        }
        Record::open_within(path, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)
    }

    /// Opens a record that is there and in its newest shape, to read it and nothing else.
    pub(crate) fn open_to_read(path: &Path) -> Result<Self, Problem> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.busy_timeout(PATIENCE)?;
        migrations::check(&db)?;
        Ok(Record { db })
    }

    /// Returns a number that changes whenever somebody else has written to the record; it says nothing by itself.
    pub(crate) fn data_version(&self) -> Result<i64, Problem> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Makes a record that is gone with the program.
    pub(crate) fn in_memory() -> Result<Self, Problem> {
        Record::prepare(Connection::open_in_memory()?, PATIENCE)
    }

    fn open_within(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Self, Problem> {
        Record::prepare(Connection::open_with_flags(path, flags)?, patience)
    }

    fn prepare(mut db: Connection, patience: Duration) -> Result<Self, Problem> {
        db.busy_timeout(patience)?;
        // Nothing is written before it is clear whose file it is.
        migrations::check(&db)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // A report that was confirmed outlives even a power cut.
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        migrations::apply(&mut db)?;
        near::catch_up(&mut db)?;
        Ok(Record { db })
    }

    /// Returns the path that a report was added from, if the record holds it.
    pub(crate) fn path_of(&self, id: &ReportId) -> Result<Option<String>, Problem> {
        let path = self.db.query_row("SELECT path FROM report WHERE id = ?1", [id.as_str()], |row| row.get(0)).optional()?;
        Ok(path)
    }

    /// Counts the reports.
    pub(crate) fn reports(&self) -> Result<usize, Problem> {
        let count: i64 = self.db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Keeps a report and its reading, in one transaction. A report that is there stays as it is.
    pub(crate) fn keep(&mut self, item: &Item) -> Result<Kept, Problem> {
        self.keep_from(item, None)
    }

    /// Keeps a report, its reading and what was fetched for it, in one transaction. Several reports may come from
    /// one that was fetched, as from a feed; it is kept once.
    pub(crate) fn keep_fetched(&mut self, item: &Item, fetched: &Fetched) -> Result<Kept, Problem> {
        self.keep_from(item, Some(fetched))
    }

    fn keep_from(&mut self, item: &Item, fetched: Option<&Fetched>) -> Result<Kept, Problem> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there = "SELECT path FROM report WHERE id = ?1";
        let there = transaction.query_row(there, [item.entry.report.id().as_str()], |row| row.get(0)).optional()?;
        if let Some(path) = there {
            return Ok(Kept::Already(path));
        }
        let number = stored::put_report(&transaction, item)?;
        stored::put_reading(&transaction, number, &item.entry.reading)?;
        near::enter(&transaction, number, &item.entry.report)?;
        if let Some(fetched) = fetched {
            fetched::put(&transaction, number, fetched)?;
        }
        transaction.commit()?;
        Ok(Kept::Added)
    }

    /// Returns every report with its reading, in the order of adding. What the reports together show to be furniture is
    /// made so; readings that another version made are made again. Both is kept if the record can be written.
    pub(crate) fn items(&mut self) -> Result<Vec<Item>, Problem> {
        let (numbers, mut items, fresh) = understood(stored::rows(&self.db, &Which::All)?);
        let settled = ingest::settle(&mut items);
        self.keep_derived(&numbers, &items, fresh.iter().chain(&settled));
        Ok(items)
    }

    /// Returns one report with its reading.
    pub(crate) fn item(&mut self, id: &ReportId) -> Result<Option<Item>, Problem> {
        let (numbers, mut items, fresh) = understood(stored::rows(&self.db, &Which::Id(id))?);
        self.keep_derived(&numbers, &items, fresh.iter());
        Ok(items.pop())
    }

    /// Keeps what was made again. Derived: whether it can be kept decides only how fast the next question is answered.
    fn keep_derived<'i>(&mut self, numbers: &[i64], items: &[Item], places: impl Iterator<Item = &'i usize>) {
        let made: Vec<(i64, &Item)> = places.filter_map(|place| Some((*numbers.get(*place)?, items.get(*place)?))).collect();
        if !made.is_empty() {
            drop(self.write_derived(&made));
        }
    }

    fn write_derived(&mut self, made: &[(i64, &Item)]) -> Result<(), Problem> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (number, item) in made {
            stored::put_blocks(&transaction, *number, &item.entry.report)?;
            stored::put_reading(&transaction, *number, &item.entry.reading)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Returns the numbers of rows, the reports with their readings, and the places of those whose reading had to be made again.
fn understood(rows: Vec<Stored>) -> (Vec<i64>, Vec<Item>, Vec<usize>) {
    let read: Vec<(i64, Item, bool)> = rows
        .into_par_iter()
        .map(|row| {
            let current = row.found.filter(|(version, _)| *version == VERSION);
            let kept = current.and_then(|(_, found)| postcard::from_bytes::<Reading>(&found).ok());
            let fresh = kept.is_none();
            let entry = match kept {
                Some(reading) => Entry { report: row.report, reading },
                None => ingest::read(vec![(row.report, row.notes.as_slice())]).remove(0),
            };
            (row.number, Item { path: row.path, page_notes: row.notes, entry }, fresh)
        })
        .collect();
    let fresh = read.iter().enumerate().filter(|(_, (_, _, fresh))| *fresh).map(|(place, _)| place).collect();
    let (numbers, items) = read.into_iter().map(|(number, item, _)| (number, item)).unzip();
    (numbers, items, fresh)
}

#[cfg(test)]
mod tests;
