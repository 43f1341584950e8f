//! Readings: taken out of the record as they lie there, made anew where they have to be, and kept
//! anew by whoever writes.
//!
//! A reading is made anew where another version of Sayso made it, and where a block became furniture
//! or is none any more. A question does that in memory; what is added, removed, judged or brought up
//! to date keeps it.

use rayon::prelude::*;
use rusqlite::TransactionBehavior;
use sayso_core::link::Entry;
use sayso_core::reading::{Reading, VERSION};
use sayso_core::report::ReportId;

use super::problem::Problem;
use super::stored::{self, Stored, Which};
use super::{Record, furniture, renewal};
use crate::ingest;
use crate::judged::{self, Judgement};
use crate::pile::Item;

/// Readings that are made anew and kept in one transaction.
const BATCH: usize = 64;

impl Record {
    /// Returns every report with its reading, in the order of adding.
    #[cfg(test)]
    pub(crate) fn items(&self) -> Result<Vec<Item>, Problem> {
        self.understood(&Which::All)
    }

    /// Returns one report with its reading.
    pub(crate) fn item(&self, id: &ReportId) -> Result<Option<Item>, Problem> {
        Ok(self.understood(&Which::Id(id))?.pop())
    }

    /// Returns reports with their readings, without what people judged to be wrong.
    pub(super) fn understood(&self, which: &Which<'_>) -> Result<Vec<Item>, Problem> {
        let numbered = self.understood_numbered(which)?;
        Ok(numbered.into_iter().map(|(_, item)| item).collect())
    }

    /// The same, each with its number.
    pub(super) fn understood_numbered(
        &self,
        which: &Which<'_>,
    ) -> Result<Vec<(i64, Item)>, Problem> {
        let judgements = self.judgements()?;
        let right = |Read { number, item, .. }: Read| {
            let Item {
                entry: Entry { report, reading },
                ..
            } = item;
            let item = Item {
                entry: Entry {
                    reading: judged::without_wrong(&judgements, &report, reading),
                    report,
                },
                ..item
            };
            (number, item)
        };
        Ok(self.whole(which)?.into_iter().map(right).collect())
    }

    /// Returns reports with everything that was found in them. What is furniture by now is made so;
    /// readings that this changes or that another version made are made again, in memory.
    pub(super) fn whole(&self, which: &Which<'_>) -> Result<Vec<Read>, Problem> {
        let rows = stored::rows(&self.db, which)?;
        let judgements = self.judgements()?;
        let mut read: Vec<Read> = rows
            .into_par_iter()
            .map(|row| Read::of(row, &judgements))
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
        Ok(read)
    }

    /// Counts the reports that another version of Sayso has read.
    pub(crate) fn outdated(&self) -> Result<usize, Problem> {
        let select = format!("SELECT count(*) {OUTDATED}");
        let count: i64 = self.db.query_row(&select, [VERSION], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Reads anew what another version of Sayso has read, and keeps it, a batch a transaction; tells
    /// how many each time. What a killed run has kept need not be read again.
    pub(crate) fn bring_up_to_date(&mut self, mut tell: impl FnMut(usize)) -> Result<(), Problem> {
        let select = format!("SELECT number {OUTDATED} ORDER BY number LIMIT ?2");
        loop {
            let numbers: Vec<i64> = self
                .db
                .prepare_cached(&select)?
                .query_map((VERSION, BATCH as i64), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if numbers.is_empty() {
                return Ok(());
            }
            self.keep_anew(&Which::Numbers(&numbers))?;
            tell(numbers.len());
        }
    }

    /// Reads anew and keeps what is furnished otherwise than when it was read.
    pub(super) fn read_refurnished(&mut self) -> Result<(), Problem> {
        loop {
            let numbers = furniture::unread(&self.db, BATCH)?;
            if numbers.is_empty() {
                return Ok(());
            }
            self.keep_anew(&Which::Numbers(&numbers))?;
        }
    }

    /// Reads anew what of these reports has to be, and keeps it.
    fn keep_anew(&mut self, which: &Which<'_>) -> Result<(), Problem> {
        let read = self.whole(which)?;
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for Read {
            number,
            item,
            is_fresh,
            furniture,
        } in read
        {
            // Somebody may have removed it while it was read, or what is furniture of it may have
            // changed again.
            let report = &item.entry.report;
            if !stored::is_there(&transaction, number, report.id())?
                || furniture::of(&transaction, number, report)? != furniture
            {
                continue;
            }
            if is_fresh {
                stored::put_reading(&transaction, number, &item.entry.reading, &furniture)?;
                renewal::renew(&transaction, &[number])?;
            }
            furniture::was_read(&transaction, number)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The reports whose reading another version made; one by one, so that an index answers.
const OUTDATED: &str =
    "FROM reading JOIN report ON report = number WHERE (version < ?1 OR version > ?1)";

/// A report of the record with everything that was found in it.
pub(super) struct Read {
    number: i64,
    pub(super) item: Item,
    /// The reading was not there and is made anew.
    is_fresh: bool,
    /// The places of the blocks that are furniture, repeated or judged so.
    furniture: Vec<usize>,
}

impl Read {
    /// Takes a row with its reading, if that is one of this report as it is furnished now, and of
    /// this version.
    fn of(row: Stored, judgements: &[Judgement]) -> Self {
        let furniture = row.furniture(judgements);
        let report = row.report.with_furniture(&furniture);
        let current = row
            .found
            .filter(|found| found.version == VERSION && found.furniture == furniture);
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
            furniture,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn a_reading_of_another_version_is_made_again() {
        let mut record = Record::in_memory().expect("a record in memory");
        let kept = Item {
            page_notes: vec!["The page was cut off.".to_owned()],
            ..article("One. Two.")
        };
        record.keep(&kept).expect("kept");
        record
            .db
            .execute(
                "UPDATE reading SET version = version + 1, found = x'00'",
                [],
            )
            .expect("aged");
        let version = |record: &Record| -> u32 {
            record
                .db
                .query_row("SELECT version FROM reading", [], |row| row.get(0))
                .expect("a version")
        };
        let read_anew = |record: &Record| {
            let items = record.items().expect("items");
            assert_eq!(
                items[0].entry.reading.sentences,
                kept.entry.reading.sentences
            );
            assert_eq!(items[0].entry.reading.notes, ["The page was cut off."]);
        };
        read_anew(&record);
        assert_eq!(version(&record), VERSION + 1, "a question keeps nothing");
        assert_eq!(record.outdated(), Ok(1));
        let mut told = Vec::new();
        record
            .bring_up_to_date(|some| told.push(some))
            .expect("brought up to date");
        assert_eq!((told, record.outdated()), (vec![1], Ok(0)));
        assert_eq!(version(&record), VERSION);
        read_anew(&record);
    }
}
