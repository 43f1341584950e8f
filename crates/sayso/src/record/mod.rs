//! The record: one SQLite file that keeps reports and everything read from them.
//!
//! Owns the file, its shape and its transactions. A report is ground and never changes, and so is
//! what people judged; a reading is derived and is made again when another version of Sayso made
//! it. What joins the reports is linked in memory by [`Pile::link`](crate::pile::Pile::link).

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
use sayso_core::page;
use sayso_core::reading::{Reading, VERSION};
use sayso_core::report::{Block, ReportId};

pub(crate) use listed::Listed;
pub(crate) use near::{About, Chosen, WHOLE};
pub(crate) use problem::Problem;
pub(crate) use search::Hit;
use stored::{Stored, Which};

use crate::fetch::Fetched;
use crate::ingest;
use crate::judged::{self, Judgement};
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
        Record::open_within(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            PATIENCE,
        )
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
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        db.busy_timeout(PATIENCE)?;
        migrations::check(&db)?;
        Ok(Record { db })
    }

    /// Returns a number that changes whenever somebody else has written to the record; it says
    /// nothing by itself.
    pub(crate) fn data_version(&self) -> Result<i64, Problem> {
        Ok(self
            .db
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
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
        let path = self
            .db
            .query_row(
                "SELECT path FROM report WHERE id = ?1",
                [id.as_str()],
                |row| row.get(0),
            )
            .optional()?;
        Ok(path)
    }

    /// Counts the reports.
    pub(crate) fn reports(&self) -> Result<usize, Problem> {
        let count: i64 = self
            .db
            .query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Keeps a report and its reading, in one transaction. A report that is there stays as it is.
    pub(crate) fn keep(&mut self, item: &Item) -> Result<Kept, Problem> {
        self.keep_from(item, None)
    }

    /// Keeps a report, its reading and what was fetched for it, in one transaction. Several reports
    /// may come from one that was fetched, as from a feed; it is kept once.
    pub(crate) fn keep_fetched(&mut self, item: &Item, fetched: &Fetched) -> Result<Kept, Problem> {
        self.keep_from(item, Some(fetched))
    }

    fn keep_from(&mut self, item: &Item, fetched: Option<&Fetched>) -> Result<Kept, Problem> {
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there = "SELECT path FROM report WHERE id = ?1";
        let there = transaction
            .query_row(there, [item.entry.report.id().as_str()], |row| row.get(0))
            .optional()?;
        if let Some(path) = there {
            return Ok(Kept::Already(path));
        }
        let number = stored::put_report(&transaction, item)?;
        stored::put_reading(&transaction, number, &item.entry.reading, &[])?;
        near::enter(&transaction, number, &item.entry.report)?;
        if let Some(fetched) = fetched {
            fetched::put(&transaction, number, fetched)?;
        }
        transaction.commit()?;
        Ok(Kept::Added)
    }

    /// Returns every report with its reading, in the order of adding.
    pub(crate) fn items(&mut self) -> Result<Vec<Item>, Problem> {
        self.understood(&Which::All)
    }

    /// Returns one report with its reading.
    pub(crate) fn item(&mut self, id: &ReportId) -> Result<Option<Item>, Problem> {
        Ok(self.understood(&Which::Id(id))?.pop())
    }

    /// Returns reports with their readings, without what people judged to be wrong.
    fn understood(&mut self, which: &Which<'_>) -> Result<Vec<Item>, Problem> {
        let judgements = self.judgements()?;
        let right = |Read { item, .. }: Read| {
            let Item {
                entry: Entry { report, reading },
                ..
            } = item;
            Item {
                entry: Entry {
                    reading: judged::without_wrong(&judgements, &report, reading),
                    report,
                },
                ..item
            }
        };
        Ok(self.whole(which)?.into_iter().map(right).collect())
    }

    /// Returns reports with everything that was found in them. What they together show to be
    /// furniture is made so, and what people judged to be; readings that this changes or that
    /// another version made are made again. Both is kept if the record can be written.
    fn whole(&mut self, which: &Which<'_>) -> Result<Vec<Read>, Problem> {
        let rows = stored::rows(&self.db, which)?;
        let judgements = self.judgements()?;
        let repeated = page::repeated(&rows.iter().map(|row| &row.report).collect::<Vec<_>>());
        let rows: Vec<(Stored, Vec<usize>)> = rows.into_iter().zip(repeated).collect();
        let mut read: Vec<Read> = rows
            .into_par_iter()
            .map(|(row, repeated)| Read::of(row, &repeated, &judgements))
            .collect();
        let missing: Vec<usize> = read
            .iter()
            .enumerate()
            .filter(|(_, read)| read.is_fresh)
            .map(|(place, _)| place)
            .collect();
        let unread = missing.iter().map(|place| &read[*place].item);
        let anew = ingest::read_again(
            &unread
                .map(|item| (item.entry.report.clone(), item.page_notes.as_slice()))
                .collect::<Vec<_>>(),
        );
        for (place, entry) in missing.into_iter().zip(anew) {
            read[place].item.entry = entry;
        }
        // Derived: whether it can be kept decides only how fast the next question is answered.
        if read.iter().any(|read| read.is_fresh) {
            drop(self.keep_derived(&read));
        }
        Ok(read)
    }

    fn keep_derived(&mut self, read: &[Read]) -> Result<(), Problem> {
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for Read {
            number,
            item,
            blocks,
            furniture,
            ..
        } in read.iter().filter(|read| read.is_fresh)
        {
            if let Some(blocks) = blocks {
                stored::put_blocks(&transaction, *number, blocks)?;
            }
            stored::put_reading(&transaction, *number, &item.entry.reading, furniture)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// A report of the record with everything that was found in it.
struct Read {
    number: i64,
    item: Item,
    /// The reading was not there and is made anew.
    is_fresh: bool,
    /// What its blocks are for if that is new, without what people judged of them: that can be
    /// taken back.
    blocks: Option<Vec<Block>>,
    /// The places of the blocks that people judged to be furniture.
    furniture: Vec<usize>,
}

impl Read {
    /// Takes a row with its reading, if that is one of this report as it is judged now, and of this
    /// version.
    fn of(row: Stored, repeated: &[usize], judgements: &[Judgement]) -> Self {
        let report = row.report.with_furniture(repeated);
        let blocks = (!repeated.is_empty()).then(|| report.blocks().to_vec());
        let furniture = judged::furniture(judgements, &report);
        let report = report.with_furniture(&furniture);
        let current = row.found.filter(|found| {
            found.version == VERSION && found.furniture == furniture && blocks.is_none()
        });
        let kept = current.and_then(|found| postcard::from_bytes::<Reading>(&found.packed).ok());
        let is_fresh = kept.is_none();
        let entry = Entry {
            reading: kept.unwrap_or_else(|| Reading::empty(&report)),
            report,
        };
        Read {
            number: row.number,
            item: Item {
                path: row.path,
                page_notes: row.notes,
                entry,
            },
            is_fresh,
            blocks,
            furniture,
        }
    }
}

#[cfg(test)]
mod tests;
