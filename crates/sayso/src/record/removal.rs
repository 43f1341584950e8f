//! Removal: a report that somebody asks to be erased is gone, with all that was derived from it.
//!
//! Its text, its words in the search, its reading, its part in what joins reports, what was fetched for it and the
//! judgements on words of it go in one transaction. What is deleted is overwritten, and the log of
//! what was written lately is emptied behind it. Copies that SQLite made when it moved rows about
//! may still lie in unused parts of pages: only `vacuum`, which writes the file anew, leaves no byte.

use rusqlite::{Connection, TransactionBehavior};
use sayso_core::report::ReportId;

use super::problem::Problem;
use super::{Record, near};

/// What went besides the reports.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Removed {
    /// Judgements on their words.
    pub(crate) judgements: usize,
    /// Pages that were fetched for them.
    pub(crate) fetched: usize,
    /// Reports that stay, and whose page as it was fetched went since it held removed ones too.
    pub(crate) without_page: usize,
}

impl Record {
    /// Removes reports, all or none of them.
    pub(crate) fn remove(&mut self, reports: &[ReportId]) -> Result<Removed, Problem> {
        self.db.pragma_update(None, "secure_delete", true)?;
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Without it the words of a report stay in the index until other reports push them out.
        transaction.execute_batch(
            "INSERT INTO report_text (report_text, rank) VALUES ('secure-delete', 1)",
        )?;
        let mut removed = Removed::default();
        for id in reports {
            remove(&transaction, id, &mut removed)?;
        }
        let removals: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        transaction.pragma_update(None, "user_version", removals + 1)?;
        transaction.commit()?;
        self.bring_links_up_to_date(|_| {})?;
        Ok(removed)
    }

    /// Empties the log of what was written lately, where what was removed still lies; says whether
    /// it could, which it cannot while another program reads.
    pub(crate) fn empty_log(&self) -> Result<bool, Problem> {
        let is_busy: i64 = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(is_busy == 0)
    }

    /// Writes the whole file anew, without what has gone.
    pub(crate) fn vacuum(&self) -> Result<(), Problem> {
        let merge = "INSERT INTO report_text (report_text) VALUES ('optimize')";
        self.db.execute_batch(&format!("{merge}; VACUUM"))?;
        Ok(())
    }

    /// Returns how often reports were removed.
    pub(crate) fn removals(&self) -> Result<i64, Problem> {
        Ok(self
            .db
            .pragma_query_value(None, "user_version", |row| row.get(0))?)
    }
}

fn remove(db: &Connection, id: &ReportId, removed: &mut Removed) -> Result<(), Problem> {
    let which = "SELECT number, fetched FROM report WHERE id = ?1";
    let (number, fetched): (i64, Option<i64>) =
        db.query_row(which, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    near::leave(db, number)?;
    let of_words = "DELETE FROM judgement WHERE kind <> 'names'
        AND (one LIKE ?1 || '-%' OR coalesce(other, '') LIKE ?1 || '-%')";
    removed.judgements += db.execute(of_words, [id.as_str()])?;
    if let Some(fetched) = fetched {
        let others = "UPDATE report SET fetched = NULL WHERE fetched = ?1";
        // The report itself is among them.
        removed.without_page += db.execute(others, [fetched])? - 1;
        removed.fetched += db.execute("DELETE FROM fetched WHERE number = ?1", [fetched])?;
    }
    // Everything else that was derived from it goes with it, by the shape of the record.
    db.execute("DELETE FROM report WHERE number = ?1", [number])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sayso_core::span::Span;

    use super::super::tests::article;
    use super::*;
    use crate::fetch::Fetched;
    use crate::judged::Judgement;
    use crate::key::Key;

    #[test]
    fn what_is_removed_is_as_if_it_had_never_been_added() {
        let tables = [
            "report",
            "reading",
            "linked",
            "story",
            "story_key",
            "near",
            "fetched",
            "judgement",
        ];
        let rows = |record: &Record| -> Vec<i64> {
            let count = |table: &&str| {
                let select = format!("SELECT count(*) FROM {table}");
                let row = record.db.query_row(&select, [], |row| row.get(0));
                row.expect("a count")
            };
            tables.iter().map(count).collect()
        };
        let affair = |day: usize| {
            article(&format!(
                "The Orsa lantern company of Varn sold 417 lamps to Tarsia, Velin said on day {day}."
            ))
        };
        let mut record = Record::in_memory().expect("a record in memory");
        for day in 0..3 {
            record.keep(&affair(day)).expect("kept");
        }
        record.bring_links_up_to_date(|_| {}).expect("joined");
        let before = rows(&record);
        let gone = affair(7);
        let page = Fetched {
            address: "https://a.example/x".to_owned(),
            final_address: "https://a.example/x".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            status: 200,
            headers: Vec::new(),
            charset: None,
            bytes: b"the page".to_vec(),
        };
        record.keep_fetched(&gone, &page).expect("kept");
        let key = Key::of(&gone.entry.report, Span::new(0, 10));
        let stays = Key::of(&affair(0).entry.report, Span::new(0, 10));
        let judgement = Judgement::Tellings {
            one: stays,
            other: key,
            same: true,
        };
        record.judge(&judgement).expect("kept");
        let removed = record
            .remove(&[gone.entry.report.id().clone()])
            .expect("removed");
        let went = Removed {
            judgements: 1,
            fetched: 1,
            without_page: 0,
        };
        assert_eq!(removed, went);
        record.bring_links_up_to_date(|_| {}).expect("joined");
        assert_eq!(rows(&record), before);
        assert_eq!(record.count("\"day 7\""), Ok(0));
        assert_eq!(record.removals(), Ok(1));
    }
}
