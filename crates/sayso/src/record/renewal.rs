//! Renewal: what has to be linked anew since it was read or judged otherwise, or since the linkers are
//! others.
//!
//! A story that is to be linked anew goes, and its reports are marked; `links` links what is marked.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sayso_core::link;

use super::cast::{self, Touched};
use super::problem::Problem;
use super::stored::{self, Which, number};
use super::{Record, furniture, judgements, near, search};
use crate::judged::{self, Judgement};

/// Reports that are entered anew in one transaction.
const BATCH: usize = 500;

/// What stands in place of a version while what it makes is not all there.
const UNDER_WAY: i64 = -(link::VERSION as i64);

/// Has the stories of reports linked anew, since what was read or judged of them changed. What other
/// linkers made is no story to this one: it goes as a whole.
pub(super) fn renew(db: &Connection, numbers: &[i64]) -> Result<(), Problem> {
    if !is_current(db)? {
        return Ok(());
    }
    let mut touched = Touched::default();
    for number in numbers {
        let story: Option<Option<i64>> = db
            .prepare_cached("SELECT story FROM linked WHERE report = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        if let Some(story) = story.flatten() {
            cast::leave(db, story, &mut touched)?;
            db.prepare_cached("UPDATE linked SET story = NULL, is_new = 1 WHERE story = ?1")?
                .execute([story])?;
            db.prepare_cached("DELETE FROM story WHERE number = ?1")?
                .execute([story])?;
        }
        db.prepare_cached("UPDATE linked SET is_new = 1 WHERE report = ?1")?
            .execute([number])?;
    }
    let judgements = judged::of_names(&judgements::all(db)?);
    cast::settle(db, touched, &judgements)
}

/// Has everything linked anew that a judgement is about, which was just made or taken back.
pub(super) fn renew_judged(db: &Connection, judgement: &Judgement) -> Result<(), Problem> {
    if let Judgement::Names { one, other, .. } = judgement {
        for judged in judged::of_names(std::slice::from_ref(judgement)) {
            cast::renew_judged(db, judged)?;
        }
        return renew_named(db, [one, other]);
    }
    let mut numbers = Vec::new();
    for key in judgement.keys() {
        numbers.extend(number(db, &key.report)?);
    }
    if let Judgement::Furniture(_) = judgement {
        return numbers
            .into_iter()
            .try_for_each(|number| furniture::renew(db, number));
    }
    renew(db, &numbers)
}

/// Has the stories linked anew in which two names are that were judged: one alone is not joined with
/// or parted from another there. What else was judged of either may hold or fall with it.
fn renew_named(db: &Connection, judged: [&String; 2]) -> Result<(), Problem> {
    let pairs: Vec<[String; 2]> = judgements::all(db)?
        .into_iter()
        .filter_map(|judgement| match judgement {
            Judgement::Names { one, other, .. } => Some([one, other]),
            _ => None,
        })
        .collect();
    let folded = |name: &String| link::names::fold(name);
    let mut names: BTreeMap<String, &String> = BTreeMap::new();
    let mut next: Vec<&String> = judged.to_vec();
    while let Some(name) = next.pop() {
        if names.insert(folded(name), name).is_none() {
            let with = pairs
                .iter()
                .filter(|pair| pair.iter().any(|one| folded(one) == folded(name)));
            next.extend(with.flatten());
        }
    }
    let stories = "SELECT story, min(report) FROM linked
        WHERE story IS NOT NULL AND report IN (SELECT value FROM json_each(?1)) GROUP BY story";
    let mut stories = db.prepare_cached(stories)?;
    let mut found: BTreeMap<i64, (i64, usize)> = BTreeMap::new();
    for name in names.into_values() {
        let holding = search::numbers(db, name, 0, usize::MAX >> 1)?;
        let holding = serde_json::to_string(&holding).unwrap_or_default();
        let rows = stories.query_map([holding], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (story, report) = row?;
            found.entry(story).or_insert((report, 0)).1 += 1;
        }
    }
    let both = found.into_values().filter(|(_, names)| *names > 1);
    renew(db, &both.map(|(report, _)| report).collect::<Vec<_>>())
}

impl Record {
    /// Counts the reports that [`Record::catch_up`] has to enter.
    pub(crate) fn behind(&self) -> Result<usize, Problem> {
        let missing = "SELECT count(*) FROM report LEFT JOIN linked ON report = number
            WHERE report IS NULL";
        match version(&self.db)? {
            found if found == i64::from(link::VERSION) => Ok(0),
            UNDER_WAY => {
                let count: i64 = self.db.query_row(missing, [], |row| row.get(0))?;
                Ok(usize::try_from(count).unwrap_or(0))
            }
            _ => self.reports(),
        }
    }

    /// Enters everything anew if another version of the linkers made what is there, a batch a
    /// transaction; tells how many each time. What a killed run has entered need not be entered
    /// again.
    pub(crate) fn catch_up(&mut self, mut tell: impl FnMut(usize)) -> Result<(), Problem> {
        if is_current(&self.db)? {
            return Ok(());
        }
        let begin = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&begin)? != UNDER_WAY {
            begin.execute_batch(
                "DELETE FROM near; DELETE FROM story_key; DELETE FROM linked; DELETE FROM story;
                 DELETE FROM paragraph; DELETE FROM furniture; DELETE FROM bearer_key;
                 DELETE FROM bearer; DELETE FROM loose; DELETE FROM cast_of; DELETE FROM person;
                 DELETE FROM contact; DELETE FROM tied; DELETE FROM tie",
            )?;
            begin.execute("UPDATE linker SET version = ?1", [UNDER_WAY])?;
        }
        begin.commit()?;
        while !is_current(&self.db)? {
            let missing = "SELECT number FROM report LEFT JOIN linked ON report = number
                WHERE report IS NULL ORDER BY number LIMIT ?1";
            let numbers: Vec<i64> = self
                .db
                .prepare_cached(missing)?
                .query_map([i64::try_from(BATCH).unwrap_or(i64::MAX)], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let rows = stored::rows(&self.db, &Which::Numbers(&numbers))?;
            let entered = rows.len();
            let transaction = self
                .db
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            for row in rows {
                near::enter(&transaction, row.number, &row.report)?;
            }
            if entered == 0 {
                transaction.execute("UPDATE linker SET version = ?1", [link::VERSION])?;
            }
            transaction.commit()?;
            tell(entered);
        }
        Ok(())
    }
}

/// Says whether this version of the linkers made what is kept.
pub(super) fn is_current(db: &Connection) -> Result<bool, Problem> {
    Ok(version(db)? == i64::from(link::VERSION))
}

/// Returns the version of the linkers by which what is kept was made.
fn version(db: &Connection) -> Result<i64, Problem> {
    Ok(db.query_row("SELECT version FROM linker", [], |row| row.get(0))?)
}
