//! Ties: who was in contact with whom, over all of the record, in the order of their list.
//!
//! Of each story the contacts are kept by the places of its cast, and of the whole by persons. Who
//! somebody is may change; then the contacts of his stories are counted anew.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sayso_core::link::{Entry, LinkedEntityId, Links, ReportIndex};
use sayso_core::told::Secrecy;

use super::people::often;
use super::problem::Problem;
use super::stored;
use crate::ties;

/// A communication of a story that took place between two who are named.
pub(super) struct Contact {
    place: usize,
    one: u32,
    other: u32,
    is_secret: bool,
    /// A bit for each way that it is told to have gone.
    channels: u32,
}

/// Collects the contacts of a story.
pub(super) fn of_story(links: &Links, entries: &[Entry]) -> Vec<Contact> {
    let mut who = std::collections::HashMap::new();
    for (id, entity) in (0u32..).map(LinkedEntityId).zip(&links.entities) {
        who.extend(entity.mentions.iter().map(|mention| (*mention, id)));
    }
    let told = |(report, at): &(ReportIndex, usize)| {
        let entry = entries.get(report.0 as usize)?;
        Some((*report, entry, entry.reading.told.get(*at)?))
    };
    let mut contacts = Vec::new();
    for (place, found) in links.communications.iter().enumerate() {
        let tellings: Vec<_> = found.tellings.iter().filter_map(told).collect();
        let linked = |report, entity| who.get(&(report, entity)).copied();
        let ends = ties::between(tellings.iter().copied(), linked);
        let told = || tellings.iter().map(|(.., told)| told);
        let is_secret = told().any(|told| told.secrecy == Some(Secrecy::Secret));
        let channels = ties::as_bits(told().filter_map(|told| told.channel));
        contacts.extend(ends.into_iter().map(|(one, other)| Contact {
            place,
            one: one.0,
            other: other.0,
            is_secret,
            channels,
        }));
    }
    contacts
}

/// Enters the contacts of a story.
pub(super) fn enter(db: &Connection, story: i64, contacts: &[Contact]) -> Result<(), Problem> {
    let mut put =
        db.prepare_cached("INSERT OR IGNORE INTO contact VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for contact in contacts {
        let place = i64::try_from(contact.place).unwrap_or(i64::MAX);
        put.execute((
            story,
            place,
            contact.one,
            contact.other,
            contact.is_secret,
            contact.channels,
        ))?;
    }
    Ok(())
}

/// Takes out the contacts of a story.
pub(super) fn leave(db: &Connection, story: i64) -> Result<(), Problem> {
    untie(db, story)?;
    db.prepare_cached("DELETE FROM contact WHERE story = ?1")?
        .execute([story])?;
    Ok(())
}

/// Counts the contacts of a story no more.
pub(super) fn untie(db: &Connection, story: i64) -> Result<(), Problem> {
    let pairs = tied(db, story)?;
    db.prepare_cached("DELETE FROM tied WHERE story = ?1")?
        .execute([story])?;
    pairs
        .into_iter()
        .try_for_each(|(one, other)| refresh(db, one, other))
}

/// Counts the contacts of a story between those who they are now.
pub(super) fn count(db: &Connection, story: i64) -> Result<(), Problem> {
    let insert = "INSERT OR IGNORE INTO tied
        SELECT a.person, b.person, contact.story, contact.place, secret, channels FROM contact
            JOIN cast_of AS a ON a.story = contact.story AND a.place = one
            JOIN cast_of AS b ON b.story = contact.story AND b.place = other
        WHERE contact.story = ?1 AND a.person <> b.person";
    db.prepare_cached(insert)?.execute([story])?;
    tied(db, story)?
        .into_iter()
        .try_for_each(|(one, other)| refresh(db, one, other))
}

fn tied(db: &Connection, story: i64) -> Result<BTreeSet<(i64, i64)>, Problem> {
    let mut select = db.prepare_cached("SELECT one, other FROM tied WHERE story = ?1")?;
    let rows = select.query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

/// Brings up to date how often two were in contact.
fn refresh(db: &Connection, one: i64, other: i64) -> Result<(), Problem> {
    let count = "SELECT count(*) FROM tied WHERE one = ?1 AND other = ?2";
    let count = db
        .prepare_cached(count)?
        .query_row([one, other], |row| stored::size(row, 0))?;
    if count == 0 {
        db.prepare_cached("DELETE FROM tie WHERE one = ?1 AND other = ?2")?
            .execute([one, other])?;
        return Ok(());
    }
    let first = "SELECT (SELECT first FROM person WHERE number = ?1),
        (SELECT first FROM person WHERE number = ?2)";
    let firsts: (Option<Vec<u8>>, Option<Vec<u8>>) = db
        .prepare_cached(first)?
        .query_row([one, other], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut rank = often(count).to_vec();
    rank.extend(firsts.0.into_iter().flatten());
    rank.extend(firsts.1.into_iter().flatten());
    let put = "INSERT INTO tie VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET rank = excluded.rank";
    db.prepare_cached(put)?.execute((one, other, rank))?;
    Ok(())
}

/// Puts the ties of somebody into order who stands elsewhere among people now.
pub(super) fn moved(db: &Connection, person: i64) -> Result<(), Problem> {
    let select = "SELECT one, other FROM tie WHERE one = ?1
        UNION SELECT one, other FROM tie WHERE other = ?1";
    let pairs: Vec<(i64, i64)> = db
        .prepare_cached(select)?
        .query_map([person], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    pairs
        .into_iter()
        .try_for_each(|(one, other)| refresh(db, one, other))
}
