//! Furniture: what an outlet repeats on unrelated pages, kept as reports come and go.
//!
//! Which paragraphs are furniture depends on the reports that are held and on nothing else, so that
//! no order of adding and removing leaves other furniture than reading all at once would find. A
//! report that comes or goes has only its own paragraphs looked at. Where one becomes furniture, or
//! is none any more, every page that carries it is compared anew at once and read anew soon.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;
use sayso_core::page::repeated::{COMPARED, PAGES, Paragraph, Topic, is_furniture, paragraphs};
use sayso_core::report::{Report, ReportId};

use super::problem::Problem;
use super::stored::{self, Which};
use super::{judgements, near};
use crate::judged;

/// Enters the paragraphs of a report that is new.
pub(super) fn enter(db: &Connection, number: i64, report: &Report) -> Result<(), Problem> {
    let mut put = db.prepare_cached("INSERT INTO paragraph VALUES (?1, ?2, ?3)")?;
    let paragraphs = paragraphs(report);
    for paragraph in &paragraphs {
        let place = i64::try_from(paragraph.place).unwrap_or(i64::MAX);
        put.execute((hash(&paragraph.words), number, place))?;
    }
    settle(db, paragraphs, number)?;
    match repeated(db, number)?.is_empty() {
        true => Ok(()),
        false => to_be_read(db, number),
    }
}

/// Takes out the paragraphs of a report that goes.
pub(super) fn leave(db: &Connection, number: i64) -> Result<(), Problem> {
    let rows = stored::rows(db, &Which::Numbers(&[number]))?;
    for table in ["paragraph", "furniture", "refurnished"] {
        db.execute(&format!("DELETE FROM {table} WHERE report = ?1"), [number])?;
    }
    let reports = rows.iter().map(|row| &row.report);
    let paragraphs = reports.flat_map(paragraphs).collect();
    settle(db, paragraphs, number)
}

/// Has a report compared anew and read anew, since what is furniture of it has changed.
pub(super) fn renew(db: &Connection, number: i64) -> Result<(), Problem> {
    for row in stored::rows(db, &Which::Numbers(&[number]))? {
        let furniture = row.furniture(&judgements::all(db)?);
        near::enter_anew(db, number, &row.report.with_furniture(&furniture))?;
    }
    to_be_read(db, number)
}

/// Returns some of the reports that are to be read anew.
pub(super) fn unread(db: &Connection, most: usize) -> Result<Vec<i64>, Problem> {
    let mut select = db.prepare_cached("SELECT report FROM refurnished LIMIT ?1")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = select.query_map([most], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

/// Notes that a report was read as it is furnished now.
pub(super) fn was_read(db: &Connection, number: i64) -> Result<(), Problem> {
    db.prepare_cached("DELETE FROM refurnished WHERE report = ?1")?
        .execute([number])?;
    Ok(())
}

fn to_be_read(db: &Connection, number: i64) -> Result<(), Problem> {
    db.prepare_cached("INSERT OR IGNORE INTO refurnished VALUES (?1)")?
        .execute([number])?;
    Ok(())
}

/// A page that carries a paragraph.
struct Page {
    number: i64,
    place: usize,
    is_furniture: bool,
}

/// Decides anew of paragraphs whether they are furniture, since a report that carries them has come
/// or gone.
fn settle(db: &Connection, paragraphs: Vec<Paragraph>, changed: i64) -> Result<(), Problem> {
    let mut topics: HashMap<i64, Topic> = HashMap::new();
    let mut others: Vec<i64> = Vec::new();
    for Paragraph { words, .. } in paragraphs {
        let pages = pages(db, hash(&words))?;
        let compared = pages.get(..COMPARED).unwrap_or(&pages);
        let is_furniture = compared.len() >= PAGES && {
            for page in compared {
                if let Entry::Vacant(slot) = topics.entry(page.number) {
                    slot.insert(topic(db, page.number)?);
                }
            }
            let topics = compared.iter().filter_map(|page| topics.get(&page.number));
            is_furniture(&words, &topics.collect::<Vec<_>>())
        };
        for page in pages
            .iter()
            .filter(|page| page.is_furniture != is_furniture)
        {
            put(db, page, is_furniture)?;
            others.extend((page.number != changed).then_some(page.number));
        }
    }
    others.sort_unstable();
    others.dedup();
    others.into_iter().try_for_each(|number| renew(db, number))
}

fn put(db: &Connection, page: &Page, is_furniture: bool) -> Result<(), Problem> {
    let place = i64::try_from(page.place).unwrap_or(i64::MAX);
    let change = match is_furniture {
        true => "INSERT INTO furniture VALUES (?1, ?2)",
        false => "DELETE FROM furniture WHERE report = ?1 AND place = ?2",
    };
    db.prepare_cached(change)?.execute((page.number, place))?;
    Ok(())
}

/// Returns the pages that carry a paragraph, in the order of their ids.
fn pages(db: &Connection, words: i64) -> Result<Vec<Page>, Problem> {
    let select = "SELECT paragraph.report, paragraph.place, furniture.place IS NOT NULL
        FROM paragraph JOIN report ON number = paragraph.report
        LEFT JOIN furniture USING (report, place)
        WHERE words = ?1 ORDER BY report.id";
    let mut select = db.prepare_cached(select)?;
    let rows = select.query_map([words], |row| {
        Ok(Page {
            number: row.get(0)?,
            place: stored::size(row, 1)?,
            is_furniture: row.get(2)?,
        })
    })?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

fn topic(db: &Connection, number: i64) -> Result<Topic, Problem> {
    let rows = stored::rows(db, &Which::Numbers(&[number]))?;
    let report = rows.first().map(|row| &row.report);
    Ok(report.map_or_else(Topic::default, Topic::of))
}

/// Returns the places of the blocks of a report that are furniture by now, repeated or judged so.
pub(super) fn of(db: &Connection, number: i64, report: &Report) -> Result<Vec<usize>, Problem> {
    let judged = judged::furniture(&judgements::all(db)?, report);
    Ok(stored::both(&repeated(db, number)?, judged))
}

/// Returns the places of the blocks of a report that its outlet repeats.
fn repeated(db: &Connection, number: i64) -> Result<Vec<usize>, Problem> {
    let mut select =
        db.prepare_cached("SELECT place FROM furniture WHERE report = ?1 ORDER BY place")?;
    let rows = select.query_map([number], |row| stored::size(row, 0))?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

/// Returns what a paragraph is stored under; the words themselves stand in its reports.
fn hash(words: &str) -> i64 {
    let hash = ReportId::of(words.as_bytes());
    let digits = hash.as_str().get(..16).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or(0).cast_signed()
}
