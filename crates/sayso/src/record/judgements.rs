//! What people judged: kept as it was said, listed, taken back. It is ground, and outlives every
//! reading.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior};
use sayso_core::report::ReportId;

use super::problem::Problem;
use super::stored::{self, Which};
use super::{Record, renewal, search};
use crate::judged::{Judged, Judgement};
use crate::key::Key;

impl Record {
    /// Keeps a judgement; returns its number. The same said again counts as said now.
    pub(crate) fn judge(&mut self, judgement: &Judgement) -> Result<i64, Problem> {
        let ((one, other), kind, same) = (judgement.written(), judgement.kind(), judgement.same());
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let again =
            "DELETE FROM judgement WHERE kind = ?1 AND one = ?2 AND other IS ?3 AND same IS ?4";
        transaction.execute(again, (kind, &one, &other, same))?;
        transaction.execute(
            "INSERT INTO judgement (kind, one, other, same) VALUES (?1, ?2, ?3, ?4)",
            (kind, one, other, same),
        )?;
        let number = transaction.last_insert_rowid();
        renewal::renew_judged(&transaction, judgement)?;
        transaction.commit()?;
        self.bring_links_up_to_date(|_| {})?;
        Ok(number)
    }

    /// Returns all judgements, in the order in which they were made.
    pub(crate) fn judgements(&self) -> Result<Vec<Judgement>, Problem> {
        all(&self.db)
    }

    /// Takes a judgement back; says whether there was one with this number.
    pub(crate) fn unjudge(&mut self, number: i64) -> Result<bool, Problem> {
        // In a transaction of its own: a statement that is left after its first row would end
        // without a word where the change cannot be kept.
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let which = "DELETE FROM judgement WHERE number = ?1 RETURNING kind, one, other, same";
        let gone = transaction
            .query_row(which, [number], judgement)
            .optional()?;
        if let Some(gone) = &gone {
            renewal::renew_judged(&transaction, gone)?;
        }
        transaction.commit()?;
        if gone.is_some() {
            self.bring_links_up_to_date(|_| {})?;
        }
        Ok(gone.is_some())
    }

    /// Returns all judgements as they are listed, in the order in which they were made.
    pub(crate) fn judged(&self) -> Result<Vec<Judged>, Problem> {
        let all = {
            let mut select = self.db.prepare_cached(
                "SELECT kind, one, other, same, number, made FROM judgement ORDER BY number",
            )?;
            let rows = select.query_map([], |row| {
                Ok((judgement(row)?, row.get("number")?, row.get("made")?))
            })?;
            rows.collect::<Result<Vec<(Judgement, i64, String)>, _>>()?
        };
        let mut listed = Vec::with_capacity(all.len());
        for (judgement, number, made) in all {
            let words = judgement
                .keys()
                .into_iter()
                .map(|key| self.words(key))
                .collect::<Result<_, _>>()?;
            let fits = self.aimed(&judgement)?.is_some();
            listed.push(Judged {
                number,
                judgement,
                made,
                words,
                fits,
            });
        }
        Ok(listed)
    }

    /// Returns a judgement as it is to be kept, on the whole of what its key fits; `None` if there
    /// is nothing that it is about.
    pub(crate) fn aimed(&self, judgement: &Judgement) -> Result<Option<Judgement>, Problem> {
        let is_aimed = match judgement {
            Judgement::Names { one, other, .. } => self.is_named(one)? && self.is_named(other)?,
            Judgement::Tellings { one, other, .. } => self.is_told(one)? && self.is_told(other)?,
            Judgement::Attribution(key) => {
                // Among all that was found in it, what is judged already included.
                let found = self.whole(&Which::Id(&key.report))?.pop().and_then(|read| {
                    let entry = read.item.entry;
                    let id = entry.reading.attribution_at(key.span(&entry.report)?)?;
                    let whole = entry.reading.attributions.get(id.0 as usize)?.whole()?;
                    Some(Key::of(&entry.report, whole))
                });
                return Ok(found.map(Judgement::Attribution));
            }
            Judgement::Furniture(key) => {
                let found = self.whole(&Which::Id(&key.report))?.pop().and_then(|read| {
                    let report = read.item.entry.report;
                    let block = report.blocks().get(report.block_at(key.span(&report)?)?)?;
                    Some(Key::of(&report, block.span))
                });
                return Ok(found.map(Judgement::Furniture));
            }
        };
        Ok(is_aimed.then(|| judgement.clone()))
    }

    /// Returns the number of a report, if the record holds it.
    pub(super) fn number(&self, id: &ReportId) -> Result<Option<i64>, Problem> {
        stored::number(&self.db, id)
    }

    /// Says whether some report holds a name.
    fn is_named(&self, name: &str) -> Result<bool, Problem> {
        Ok(!search::numbers(&self.db, name, 0, 1)?.is_empty())
    }

    /// Says whether a report tells something in these words.
    fn is_told(&self, key: &Key) -> Result<bool, Problem> {
        let item = self.item(&key.report)?;
        Ok(item.is_some_and(|item| {
            key.span(&item.entry.report)
                .is_some_and(|span| item.entry.reading.tells_at(span))
        }))
    }

    fn words(&self, key: &Key) -> Result<Option<String>, Problem> {
        let item = self
            .whole(&Which::Id(&key.report))?
            .pop()
            .map(|read| read.item);
        Ok(item.and_then(|item| {
            Some(
                key.span(&item.entry.report)?
                    .of(item.entry.report.text())
                    .to_owned(),
            )
        }))
    }
}

/// Returns all judgements, in the order in which they were made.
pub(super) fn all(db: &Connection) -> Result<Vec<Judgement>, Problem> {
    let mut select =
        db.prepare_cached("SELECT kind, one, other, same FROM judgement ORDER BY number")?;
    let rows = select.query_map([], judgement)?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

fn judgement(row: &Row<'_>) -> rusqlite::Result<Judgement> {
    let kind: String = row.get("kind")?;
    let unknown =
        || rusqlite::Error::InvalidColumnType(0, "kind".to_owned(), rusqlite::types::Type::Text);
    Judgement::read(&kind, row.get("one")?, row.get("other")?, row.get("same")?).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn the_number_of_a_judgement_that_was_taken_back_is_not_given_to_another() {
        let (mut record, _) = read("Dara Velin said that the harbour would close.");
        let names = |other: &str| Judgement::Names {
            one: "Dara Velin".to_owned(),
            other: other.to_owned(),
            same: true,
        };
        let first = record.judge(&names("Rosa Amsel")).expect("kept");
        assert_eq!(record.unjudge(first), Ok(true));
        let second = record.judge(&names("Tom Velin")).expect("kept");
        assert!(
            second > first,
            "whoever still has the first number takes back nothing"
        );
        assert_eq!(record.unjudge(first), Ok(false));
    }

    #[test]
    fn a_judgement_that_cannot_be_taken_back_says_so() {
        let (mut record, _) = read("Dara Velin said that the harbour would close.");
        let names = Judgement::Names {
            one: "Dara Velin".to_owned(),
            other: "Rosa Amsel".to_owned(),
            same: true,
        };
        let number = record.judge(&names).expect("kept");
        // The change is refused only when it is to be kept.
        record
            .db
            .execute_batch(
                "CREATE TABLE one (x INTEGER PRIMARY KEY);
                 CREATE TABLE other (x REFERENCES one (x) DEFERRABLE INITIALLY DEFERRED);
                 CREATE TRIGGER refused AFTER DELETE ON judgement BEGIN INSERT INTO other VALUES (1); END",
            )
            .expect("a trap");
        assert!(record.unjudge(number).is_err());
        assert_eq!(record.judgements(), Ok(vec![names]));
    }
}
