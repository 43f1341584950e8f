//! What people judged of the names in a record: kept as it was said, listed, taken back.

use sayso_core::link::Judgement;

use super::Record;
use super::problem::Problem;

impl Record {
    /// Keeps a judgement; returns its number.
    pub(crate) fn judge(&mut self, judgement: &Judgement) -> Result<i64, Problem> {
        let Judgement { one, other, same } = judgement;
        let mut insert = self.db.prepare("INSERT INTO judgement (one, other, same) VALUES (?1, ?2, ?3)")?;
        insert.insert((one, other, same)).map_err(Problem::from)
    }

    /// Returns all judgements with their numbers, in the order in which they were made.
    pub(crate) fn judgements(&self) -> Result<Vec<(i64, Judgement)>, Problem> {
        let mut select = self.db.prepare_cached("SELECT number, one, other, same FROM judgement ORDER BY number")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, Judgement { one: row.get(1)?, other: row.get(2)?, same: row.get(3)? })))?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Takes a judgement back; says whether there was one with this number.
    pub(crate) fn unjudge(&mut self, number: i64) -> Result<bool, Problem> {
        Ok(self.db.execute("DELETE FROM judgement WHERE number = ?1", [number])? > 0)
    }
}
