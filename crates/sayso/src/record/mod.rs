//! The record: one SQLite file that keeps reports and everything read from them.
//!
//! Owns the file, its shape and its transactions. A report is ground and never changes, and so is
//! what people judged; a reading is derived and is made again when another version of Sayso made
//! it. What joins the reports is derived too, kept by stories, and grows with each report.
//!
//! Whoever asks a question opens the record to read, and gets one snapshot of it; what has to be
//! read anew for an answer is read in memory. Only who opens it to write keeps anything.

mod cast;
mod chosen;
mod fetched;
mod furniture;
mod judgements;
mod known;
mod links;
mod listed;
mod migrations;
mod near;
mod open;
mod people;
mod placed;
mod problem;
mod ranks;
mod readings;
mod removal;
mod renewal;
mod search;
mod stored;
mod ties;

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sayso_core::report::ReportId;

pub(crate) use chosen::{About, Chosen, WHOLE};
pub(crate) use listed::Listed;
pub(crate) use problem::Problem;
pub(crate) use search::Hit;

use crate::fetch::Fetched;
use crate::pile::Item;

/// An open record.
pub(crate) struct Record {
    db: Connection,
    /// Of a record that is only read, the file of what was written lately.
    log: Option<PathBuf>,
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

    /// Makes a record of some reports that is gone with the program. It is for searching: what is
    /// near what is not worked out.
    pub(crate) fn of_items(items: &[Item]) -> Result<Self, Problem> {
        let mut record = Record::in_memory()?;
        let transaction = record.db.transaction()?;
        for item in items {
            let number = stored::put_report(&transaction, item)?;
            stored::put_reading(&transaction, number, &item.entry.reading, &[])?;
        }
        transaction.commit()?;
        Ok(record)
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
}

#[cfg(test)]
mod links_laws;
#[cfg(test)]
mod made;
#[cfg(test)]
mod ranks_laws;
#[cfg(test)]
mod tests;
