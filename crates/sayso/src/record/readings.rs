//! Readings: taken out of the record as they lie there, made anew where they have to be, and kept
//! anew by whoever writes.
//!
//! A reading is made anew where another version of Sayso made it, where reports together show that
//! a block of theirs is furniture, and where people judged so. A question does that in memory; what
//! is added, judged or brought up to date keeps it.

use rayon::prelude::*;
use rusqlite::TransactionBehavior;
use sayso_core::link::Entry;
use sayso_core::page;
use sayso_core::reading::{Reading, VERSION};
use sayso_core::report::{Block, Report, ReportId};

use super::problem::Problem;
use super::stored::{self, Stored, Which};
use super::{Record, near};
use crate::ingest;
use crate::judged::{self, Judgement};
use crate::pile::Item;

/// Readings that are made anew and kept in one transaction.
const BATCH: i64 = 64;

/// A record of so many reports is compared whole to learn what outlets repeat; of a larger one so
/// many of the latest reports of each outlet that has a new one.
const FEW: usize = 500;
const COMPARED: i64 = 100;

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

    /// Returns reports with everything that was found in them. What people judged to be furniture is
    /// made so; readings that this changes or that another version made are made again, in memory.
    pub(super) fn whole(&self, which: &Which<'_>) -> Result<Vec<Read>, Problem> {
        self.read(which, false)
    }

    /// The same; where it is learned, what the reports together show to be furniture is made so too.
    fn read(&self, which: &Which<'_>, learns: bool) -> Result<Vec<Read>, Problem> {
        let rows = stored::rows(&self.db, which)?;
        let judgements = self.judgements()?;
        let reports: Vec<&Report> = rows.iter().map(|row| &row.report).collect();
        let repeated = match learns {
            true => page::repeated(&reports),
            false => vec![Vec::new(); rows.len()],
        };
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
                .query_map((VERSION, BATCH), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if numbers.is_empty() {
                return Ok(());
            }
            self.keep_anew(&Which::Numbers(&numbers))?;
            tell(numbers.len());
        }
    }

    /// Learns what outlets repeat on unrelated pages, of which these reports are some that are new.
    pub(crate) fn learn_furniture(&mut self, new: &[ReportId]) -> Result<(), Problem> {
        if new.is_empty() {
            return Ok(());
        }
        if self.reports()? <= FEW {
            return self.keep_anew(&Which::All);
        }
        let ids = serde_json::to_string(&new.iter().map(ReportId::as_str).collect::<Vec<_>>())
            .unwrap_or_default();
        let outlets: Vec<String> = self
            .db
            .prepare("SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL AND id IN (SELECT value FROM json_each(?1))")?
            .query_map([ids], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for outlet in outlets {
            let latest =
                "SELECT number FROM report WHERE outlet = ?1 ORDER BY number DESC LIMIT ?2";
            let numbers: Vec<i64> = self
                .db
                .prepare_cached(latest)?
                .query_map((outlet, COMPARED), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            self.keep_anew(&Which::Numbers(&numbers))?;
        }
        Ok(())
    }

    /// Reads anew what of these reports has to be, and keeps it.
    pub(super) fn keep_anew(&mut self, which: &Which<'_>) -> Result<(), Problem> {
        let read = self.read(which, true)?;
        let fresh: Vec<&Read> = read.iter().filter(|read| read.is_fresh).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for Read {
            number,
            item,
            blocks,
            furniture,
            ..
        } in fresh
        {
            // Somebody may have removed it while it was read.
            if !stored::is_there(&transaction, *number, item.entry.report.id())? {
                continue;
            }
            if let Some(blocks) = blocks {
                stored::put_blocks(&transaction, *number, blocks)?;
            }
            stored::put_reading(&transaction, *number, &item.entry.reading, furniture)?;
            near::enter_anew(&transaction, *number, &item.entry.report)?;
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
