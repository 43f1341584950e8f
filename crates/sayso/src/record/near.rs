//! Nearness: which reports of a record share rare names and words, so that a question need not look
//! at all of them.
//!
//! A report is entered when it is kept, and only what shares a rare key with it is looked at: that
//! takes a moment however large the record is. What is near is linked when it is asked about. All
//! of this is derived; another version of the keys makes it anew.

use std::collections::{BinaryHeap, HashMap, HashSet};

use rusqlite::{Connection, TransactionBehavior};
use sayso_core::link::{self, KEYS_VERSION};
use sayso_core::report::{Report, ReportId};

use super::problem::Problem;
use super::stored::{self, Which};
use super::{Record, search};
use crate::judged::Judgement;
use crate::pile::Item;

/// A key that so many reports have says nothing, and is not stored for further ones.
const WIDEST: usize = 64;

/// Two reports are near each other if their shared keys weigh at least so much: three that nobody
/// else has. A key that `n` others have weighs ln([`WIDEST`] / n).
const LEAST: f64 = 12.0;

/// A report is put near at most so many that were there before it: the nearest.
const NEAREST: usize = 24;

/// A record of so many reports is asked as a whole.
pub(crate) const WHOLE: usize = 500;

/// Of a larger one so many reports answer a question, and of those so many were found by their
/// words.
const MOST: usize = 300;
const MOST_FOUND: usize = 100;

/// Around each of the most retold reports so many others are taken before the next most retold.
const AROUND_ONE: usize = 100;

/// Reports that are entered anew in one transaction.
const BATCH: usize = 500;

/// What of a record a question is asked of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum About<'w> {
    /// What is told most.
    MostRetold,
    /// The reports that hold all of these words, and what is near them; a small record is asked as
    /// a whole.
    Words(&'w str),
    /// The reports that hold all of these words and no others, whatever the size of the record:
    /// somebody narrowed the question to them.
    Only(&'w str),
    /// This report, and what is near it; a small record is asked as a whole.
    Report(&'w ReportId),
    /// This report, and so many that are near it, whatever the size of the record.
    Near(&'w ReportId, usize),
}

/// The reports that answer a question.
#[derive(PartialEq, Debug)]
pub(crate) struct Chosen {
    /// The reports, in the order of adding.
    pub(crate) items: Vec<Item>,
    /// How many the record holds.
    pub(crate) of: usize,
    /// What people judged, in the order in which they did.
    pub(crate) judgements: Vec<Judgement>,
}

/// Enters a report.
pub(super) fn enter(db: &Connection, number: i64, report: &Report) -> Result<(), Problem> {
    let mut carry =
        db.prepare_cached("INSERT OR IGNORE INTO near_key (key, report) VALUES (?1, ?2)")?;
    let near = nearest(db, report, Some(number), |key| {
        carry.execute((key, number)).map(drop)
    })?;
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO near (report, other, weight) VALUES (?1, ?2, ?3), (?2, ?1, ?3)",
    )?;
    let mut count = db.prepare_cached(
        "INSERT INTO retold (report, others) VALUES (?1, ?2) ON CONFLICT (report) DO UPDATE SET others = others + excluded.others",
    )?;
    for (other, weight) in &near {
        put.execute((number, other, weight))?;
        count.execute((other, 1))?;
    }
    count.execute((number, to_sql(near.len())))?;
    db.prepare_cached("UPDATE near_state SET through = max(through, ?1)")?
        .execute([number])?;
    Ok(())
}

/// Counts a report off at all that it is near to, before it goes.
pub(super) fn leave(db: &Connection, number: i64) -> Result<(), Problem> {
    let others = "UPDATE retold SET others = others - 1 WHERE report IN (SELECT other FROM near WHERE report = ?1)";
    db.prepare_cached(others)?.execute([number])?;
    Ok(())
}

/// Returns the reports nearest to one that is entered under `number`, or is not in the record;
/// `rare` takes each key that says something.
fn nearest(
    db: &Connection,
    report: &Report,
    number: Option<i64>,
    mut rare: impl FnMut(i64) -> rusqlite::Result<()>,
) -> Result<Vec<(i64, f64)>, Problem> {
    let mut carriers = db.prepare_cached("SELECT report FROM near_key WHERE key = ?1 LIMIT ?2")?;
    let mut weights: HashMap<i64, f64> = HashMap::new();
    for key in link::keys(report) {
        let key = key.0.cast_signed();
        let held = carriers
            .query_map((key, to_sql(WIDEST)), |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        if held.len() >= WIDEST {
            continue;
        }
        let weight = (WIDEST as f64 / held.len().max(1) as f64).ln();
        held.iter()
            .filter(|other| Some(**other) != number)
            .for_each(|other| *weights.entry(*other).or_default() += weight);
        rare(key)?;
    }
    let mut near: Vec<(i64, f64)> = weights
        .into_iter()
        .filter(|(_, weight)| *weight >= LEAST)
        .collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    near.truncate(NEAREST);
    Ok(near)
}

/// Enters what is not entered yet, and everything anew if another version of the keys is known.
pub(super) fn catch_up(db: &mut Connection) -> Result<(), Problem> {
    let version: u32 = db.query_row("SELECT version FROM near_state", [], |row| row.get(0))?;
    if version != KEYS_VERSION {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch("DELETE FROM near_key; DELETE FROM near; DELETE FROM retold; UPDATE near_state SET through = 0")?;
        transaction.execute("UPDATE near_state SET version = ?1", [KEYS_VERSION])?;
        transaction.commit()?;
    }
    loop {
        let missing = "SELECT number FROM report WHERE number > (SELECT through FROM near_state) ORDER BY number LIMIT ?1";
        let numbers: Vec<i64> = db
            .prepare_cached(missing)?
            .query_map([to_sql(BATCH)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if numbers.is_empty() {
            return Ok(());
        }
        let rows = stored::rows(db, &Which::Numbers(&numbers))?;
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for row in rows {
            enter(&transaction, row.number, &row.report)?;
        }
        transaction.commit()?;
    }
}

impl Record {
    /// Returns the reports that a question is to be asked of: all of a small record, of a large one
    /// those that it is about.
    pub(crate) fn about(&self, about: About<'_>) -> Result<Chosen, Problem> {
        let of = self.reports()?;
        let judgements = self.judgements()?;
        if of <= WHOLE && !matches!(about, About::Only(_) | About::Near(..)) {
            return Ok(Chosen {
                items: self.items()?,
                of,
                judgements,
            });
        }
        let mut numbers = match about {
            About::MostRetold => self.most_retold()?,
            About::Only(words) => search::numbers(&self.db, words, 0, WHOLE)?,
            About::Words(words) => {
                self.around(&search::numbers(&self.db, words, 0, MOST_FOUND)?, MOST)?
            }
            About::Report(id) => {
                self.around(&self.number(id)?.into_iter().collect::<Vec<_>>(), MOST)?
            }
            About::Near(id, most) => {
                self.around(&self.number(id)?.into_iter().collect::<Vec<_>>(), most)?
            }
        };
        if !matches!(about, About::Only(_)) {
            self.add_joined(&judgements, &mut numbers)?;
        }
        numbers.sort_unstable();
        let items = self.understood(&Which::Numbers(&numbers))?;
        Ok(Chosen {
            items,
            of,
            judgements,
        })
    }

    /// Returns what a report that the record need not hold is to be compared with: what is near it,
    /// and near that.
    pub(crate) fn like(&self, report: &Report, most: usize) -> Result<Chosen, Problem> {
        let of = self.reports()?;
        let judgements = self.judgements()?;
        let near: Vec<i64> = nearest(&self.db, report, None, |_| Ok(()))?
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        let mut numbers = self.around(&near, most)?;
        numbers.sort_unstable();
        let items = self.understood(&Which::Numbers(&numbers))?;
        Ok(Chosen {
            items,
            of,
            judgements,
        })
    }

    /// Returns the most retold reports, each with what is near it.
    fn most_retold(&self) -> Result<Vec<i64>, Problem> {
        let mut select = self
            .db
            .prepare_cached("SELECT report FROM retold ORDER BY others DESC, report LIMIT ?1")?;
        let first = select
            .query_map([to_sql(MOST)], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let mut taken: HashSet<i64> = HashSet::new();
        for report in first {
            if taken.len() >= MOST {
                break;
            }
            if !taken.contains(&report) {
                taken.extend(self.around(&[report], AROUND_ONE.min(MOST - taken.len()))?);
            }
        }
        Ok(taken.into_iter().collect())
    }

    /// Returns these reports and what is near them, the nearest first, at most so many.
    fn around(&self, seeds: &[i64], most: usize) -> Result<Vec<i64>, Problem> {
        let mut near = self
            .db
            .prepare_cached("SELECT other, weight FROM near WHERE report = ?1")?;
        let mut taken: Vec<i64> = Vec::new();
        let mut seen: HashSet<i64> = HashSet::new();
        // Bits of a positive float sort as the float does; of equally near ones the older comes
        // first.
        let mut next: BinaryHeap<(u64, std::cmp::Reverse<i64>)> = seeds
            .iter()
            .map(|seed| (f64::INFINITY.to_bits(), std::cmp::Reverse(*seed)))
            .collect();
        while let Some((_, std::cmp::Reverse(report))) = next.pop() {
            if taken.len() >= most {
                break;
            }
            if !seen.insert(report) {
                continue;
            }
            taken.push(report);
            let others = near.query_map([report], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, f64>(1)?))
            })?;
            for other in others {
                let (other, weight) = other?;
                if !seen.contains(&other) {
                    next.push((weight.max(0.0).to_bits(), std::cmp::Reverse(other)));
                }
            }
        }
        Ok(taken)
    }
}

fn to_sql(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
