//! Nearness: what each report is compared by, and what is near it.
//!
//! A report is entered in the transaction that keeps it, and only what shares keys with it is looked
//! at: that takes a moment however large the record is. What is near it is then to be linked anew,
//! which is `links`' business. All of this is derived.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use sayso_core::link::{self, Nearest, Print, SHARED_KEYS, WIDEST_KEY};
use sayso_core::report::Report;

use super::problem::Problem;
use super::renewal::renew;
use super::stored::{packed, unpacked};
use super::{Record, furniture};

/// Enters a report that is new, as it is furnished and judged.
pub(super) fn enter(db: &Connection, number: i64, report: &Report) -> Result<(), Problem> {
    furniture::enter(db, number, report)?;
    let furniture = furniture::of(db, number, report)?;
    enter_print(
        db,
        number,
        &Print::of(&report.clone().with_furniture(&furniture)),
    )
}

fn enter_print(db: &Connection, number: i64, print: &Print) -> Result<(), Problem> {
    db.prepare_cached(
        "INSERT INTO linked (report, print, story, is_new) VALUES (?1, ?2, NULL, 1)",
    )?
    .execute((number, packed(print)?))?;
    let mut carry = db.prepare_cached("INSERT OR IGNORE INTO story_key VALUES (?1, ?2)")?;
    for key in print.keys() {
        carry.execute((key.0.cast_signed(), number))?;
    }
    let mut overflowing = Vec::new();
    let others = sharing(db, print, |key, carriers| {
        overflowing.extend((carriers == WIDEST_KEY + 1).then_some(key));
    })?;
    put_near(db, number, print, others)?;
    overflowing
        .into_iter()
        .try_for_each(|key| part_carriers(db, key))
}

/// Takes a report out, before it goes: what is near it is to be linked anew.
pub(super) fn leave(db: &Connection, number: i64) -> Result<(), Problem> {
    furniture::leave(db, number)?;
    leave_near(db, number)
}

fn leave_near(db: &Connection, number: i64) -> Result<(), Problem> {
    renew(db, &[number])?;
    let mut keys = db.prepare_cached("SELECT key FROM story_key WHERE report = ?1")?;
    let keys = keys
        .query_map([number], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let others =
        "UPDATE linked SET is_new = 1 WHERE report IN (SELECT other FROM near WHERE report = ?1)";
    db.prepare_cached(others)?.execute([number])?;
    for table in ["linked", "story_key", "near"] {
        db.execute(&format!("DELETE FROM {table} WHERE report = ?1"), [number])?;
    }
    db.execute("DELETE FROM near WHERE other = ?1", [number])?;
    for key in keys {
        if carriers(db, key)? == WIDEST_KEY {
            near_anew(db, key)?;
        }
    }
    Ok(())
}

/// Has a report linked anew of which something is furniture now or is none any more, and compares it
/// anew.
pub(super) fn enter_anew(db: &Connection, number: i64, report: &Report) -> Result<(), Problem> {
    let new = Print::of(report);
    match print(db, number)? {
        // It is only being entered.
        None => Ok(()),
        Some(kept) if kept == new => renew(db, &[number]),
        Some(_) => {
            leave_near(db, number)?;
            enter_print(db, number, &new)
        }
    }
}

impl Record {
    /// Returns the reports that a report which the record need not hold is nearest to, the nearest
    /// first.
    pub(super) fn nearest(&self, report: &Report) -> Result<Vec<i64>, Problem> {
        let print = Print::of(report);
        let mut near = Vec::new();
        for other in sharing(&self.db, &print, |_, _| {})? {
            near.push((print.near(&self.print(other)?), other));
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(near.into_iter().map(|(_, number)| number).collect())
    }

    /// Returns the reports that a report is held together with.
    pub(super) fn held(&self, report: i64) -> Result<Vec<i64>, Problem> {
        let neighbours = self.neighbours(report)?;
        let lonely = match link::nearest(&neighbours) {
            Nearest::Lonely(other) => {
                link::nearest(&self.neighbours(other)?) == Nearest::Lonely(report)
            }
            Nearest::Held | Nearest::Alone => false,
        };
        Ok(link::held(&neighbours, |_| lonely))
    }

    /// Returns what is near a report; of those that are as near as another the first by its id first.
    fn neighbours(&self, report: i64) -> Result<Vec<(i64, f32)>, Problem> {
        let select = "SELECT other, nearness FROM near WHERE report = ?1";
        let mut select = self.db.prepare_cached(select)?;
        let rows = select.query_map([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut near = rows.collect::<Result<Vec<(i64, f32)>, _>>()?;
        near.sort_by(|a, b| b.1.total_cmp(&a.1));
        // To find their ids means to look at every one, and only where two are nearest does it matter.
        if let [(_, first), (_, second), ..] = near.as_slice()
            && first == second
        {
            let mut id = self
                .db
                .prepare_cached("SELECT id FROM report WHERE number = ?1")?;
            let mut ids: HashMap<i64, String> = HashMap::new();
            for (other, _) in near.iter().take_while(|(_, nearness)| nearness == first) {
                ids.insert(*other, id.query_row([other], |row| row.get(0))?);
            }
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(ids.get(&a.0).cmp(&ids.get(&b.0))));
        }
        Ok(near)
    }

    /// Returns what a report is compared by.
    pub(super) fn print(&self, number: i64) -> Result<Print, Problem> {
        Ok(print(&self.db, number)?.unwrap_or_default())
    }
}

fn print(db: &Connection, number: i64) -> Result<Option<Print>, Problem> {
    let print: Option<Vec<u8>> = db
        .prepare_cached("SELECT print FROM linked WHERE report = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()?;
    print.map(|print| unpacked(&print)).transpose()
}

/// Stores what is near a report, and has that linked anew.
fn put_near(db: &Connection, number: i64, own: &Print, others: Vec<i64>) -> Result<(), Problem> {
    let mut touch = db.prepare_cached("UPDATE linked SET is_new = 1 WHERE report = ?1")?;
    let mut put =
        db.prepare_cached("INSERT OR IGNORE INTO near VALUES (?1, ?2, ?3), (?2, ?1, ?3)")?;
    for report in others {
        if report == number {
            continue;
        }
        let near = print(db, report)?.and_then(|other| link::near(own, &other));
        if let Some(near) = near {
            put.execute((number, report, near))?;
            touch.execute([report])?;
        }
    }
    Ok(())
}

/// Parts those carriers of a key that has become too wide who share too few others. Nothing else
/// changes: to look at what is near each of them anew would take a second for every such key.
fn part_carriers(db: &Connection, key: i64) -> Result<(), Problem> {
    let near = "SELECT near.report, other FROM story_key AS own JOIN near USING (report)
        JOIN story_key AS its ON its.report = other AND its.key = own.key
        WHERE own.key = ?1 AND near.report < other";
    let mut near = db.prepare_cached(near)?;
    let pairs = near
        .query_map([key], |row| Ok([row.get(0)?, row.get(1)?]))?
        .collect::<Result<Vec<[i64; 2]>, _>>()?;
    let mut of = db.prepare_cached("SELECT key FROM story_key WHERE report = ?1")?;
    let mut part = db.prepare_cached(
        "DELETE FROM near WHERE report = ?1 AND other = ?2 OR report = ?2 AND other = ?1",
    )?;
    let mut touch = db.prepare_cached("UPDATE linked SET is_new = 1 WHERE report IN (?1, ?2)")?;
    // Most of them are in several pairs: each one's keys are taken once.
    let mut carried: HashMap<i64, HashSet<i64>> = HashMap::new();
    for report in pairs.iter().flatten() {
        if let Entry::Vacant(slot) = carried.entry(*report) {
            let keys = of.query_map([report], |row| row.get(0))?;
            slot.insert(keys.collect::<Result<_, _>>()?);
        }
    }
    let mut wide: HashMap<i64, bool> = HashMap::new();
    for pair in pairs {
        let [Some(one), Some(other)] = pair.map(|report| carried.get(&report)) else {
            continue;
        };
        let mut count = 0;
        for key in one.intersection(other) {
            let is_wide = match wide.get(key) {
                Some(is_wide) => *is_wide,
                None => carriers(db, *key)? > WIDEST_KEY,
            };
            wide.insert(*key, is_wide);
            count += usize::from(!is_wide);
            if count == SHARED_KEYS {
                break;
            }
        }
        if count < SHARED_KEYS {
            part.execute(pair)?;
            touch.execute(pair)?;
        }
    }
    Ok(())
}

/// Works out anew what is near the carriers of a key that is no longer too wide.
fn near_anew(db: &Connection, key: i64) -> Result<(), Problem> {
    let mut select = db.prepare_cached("SELECT report FROM story_key WHERE key = ?1")?;
    let reports = select
        .query_map([key], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    for report in reports {
        let Some(own) = print(db, report)? else {
            continue;
        };
        // Whatever held it may come apart.
        let others = "UPDATE linked SET is_new = 1 WHERE report = ?1
            OR report IN (SELECT other FROM near WHERE report = ?1)";
        db.prepare_cached(others)?.execute([report])?;
        db.prepare_cached("DELETE FROM near WHERE report = ?1 OR other = ?1")?
            .execute([report])?;
        let others = sharing(db, &own, |_, _| {})?;
        put_near(db, report, &own, others)?;
    }
    Ok(())
}

/// Returns the reports that share enough keys with a print, of those that are not too wide; tells how
/// many carry each key, as far as it matters.
fn sharing(
    db: &Connection,
    print: &Print,
    mut tell: impl FnMut(i64, usize),
) -> Result<Vec<i64>, Problem> {
    let mut select = db.prepare_cached("SELECT report FROM story_key WHERE key = ?1 LIMIT ?2")?;
    let most = i64::try_from(WIDEST_KEY + 2).unwrap_or(i64::MAX);
    let mut shared: HashMap<i64, usize> = HashMap::new();
    for key in print.keys() {
        let key = key.0.cast_signed();
        let reports = select
            .query_map((key, most), |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        tell(key, reports.len());
        if reports.len() <= WIDEST_KEY {
            reports
                .into_iter()
                .for_each(|report| *shared.entry(report).or_default() += 1);
        }
    }
    let mut enough: Vec<i64> = shared
        .into_iter()
        .filter(|(_, count)| *count >= SHARED_KEYS)
        .map(|(report, _)| report)
        .collect();
    enough.sort_unstable();
    Ok(enough)
}

/// Counts the carriers of a key, as far as it matters.
fn carriers(db: &Connection, key: i64) -> Result<usize, Problem> {
    let count = "SELECT count(*) FROM (SELECT 1 FROM story_key WHERE key = ?1 LIMIT ?2)";
    let most = i64::try_from(WIDEST_KEY + 2).unwrap_or(i64::MAX);
    let count: i64 = db
        .prepare_cached(count)?
        .query_row((key, most), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}
