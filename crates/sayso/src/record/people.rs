//! People: everybody who has a name, over all of the record, in the order of their list.

use rusqlite::{Connection, OptionalExtension};
use sayso_core::link::{Forms, Links};

use super::cast::Touched;
use super::problem::Problem;
use super::stored::{self, packed, unpacked};
use super::ties;

/// Makes somebody of whom nothing is known yet.
pub(super) fn new(db: &Connection) -> Result<i64, Problem> {
    let insert = "INSERT INTO person (rank, first, forms) VALUES (x'00', x'', x'')";
    Ok(db.prepare_cached(insert)?.insert([])?)
}

/// Gives a bearer to somebody, with whoever is called so in each story.
pub(super) fn give(
    db: &Connection,
    bearer: i64,
    person: i64,
    touched: &mut Touched,
) -> Result<(), Problem> {
    move_out(db, bearer, touched)?;
    db.prepare_cached("UPDATE bearer SET person = ?2 WHERE number = ?1")?
        .execute((bearer, person))?;
    db.prepare_cached("UPDATE cast_of SET person = ?2 WHERE bearer = ?1")?
        .execute((bearer, person))?;
    touched.person(person);
    Ok(())
}

/// Makes each story's bearer somebody else.
pub(super) fn part(
    db: &Connection,
    bearer: i64,
    was: Option<i64>,
    touched: &mut Touched,
) -> Result<(), Problem> {
    // Those that came since have somebody of their own already.
    if was.is_none() {
        return Ok(());
    }
    move_out(db, bearer, touched)?;
    db.prepare_cached("UPDATE bearer SET person = NULL WHERE number = ?1")?
        .execute([bearer])?;
    let places: Vec<(i64, i64)> = db
        .prepare_cached("SELECT story, place FROM cast_of WHERE bearer = ?1")?
        .query_map([bearer], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut update =
        db.prepare_cached("UPDATE cast_of SET person = ?3 WHERE story = ?1 AND place = ?2")?;
    for (story, place) in places {
        let person = new(db)?;
        update.execute((story, place, person))?;
        touched.person(person);
    }
    Ok(())
}

/// Notes who has to be counted anew when a bearer is somebody else.
fn move_out(db: &Connection, bearer: i64, touched: &mut Touched) -> Result<(), Problem> {
    let select =
        "SELECT story, person, EXISTS (SELECT 1 FROM contact WHERE contact.story = cast_of.story)
        FROM cast_of WHERE bearer = ?1";
    let rows: Vec<(i64, Option<i64>, bool)> = db
        .prepare_cached(select)?
        .query_map([bearer], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (story, person, has_contacts) in rows {
        if has_contacts {
            ties::untie(db, story)?;
            touched.story(story);
        }
        if let Some(person) = person {
            touched.person(person);
        }
    }
    Ok(())
}

/// Brings up to date what is kept of somebody; who is nowhere any more goes.
pub(super) fn refresh(db: &Connection, person: i64) -> Result<(), Problem> {
    let select = "SELECT first, story, place, mentions FROM cast_of
        WHERE person = ?1 ORDER BY first LIMIT 1";
    let found = db
        .prepare_cached(select)?
        .query_row([person], |row| {
            let first: Vec<u8> = row.get(0)?;
            let mentions: Vec<u8> = row.get(3)?;
            Ok((
                first,
                row.get::<_, i64>(1)?,
                stored::size(row, 2)?,
                mentions,
            ))
        })
        .optional()?;
    let Some((first, story, place, own)) = found else {
        db.prepare_cached("DELETE FROM person WHERE number = ?1")?
            .execute([person])?;
        return Ok(());
    };
    let (mut forms, mut mentions) = (Forms::default(), 0);
    let mut bearers = db.prepare_cached("SELECT forms, mentions FROM bearer WHERE person = ?1")?;
    let rows = bearers.query_map([person], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, stored::size(row, 1)?))
    })?;
    for row in rows {
        let (packed, count) = row?;
        forms.add(unpacked(&packed)?);
        mentions += count;
    }
    if mentions == 0 {
        let links: Vec<u8> = db
            .prepare_cached("SELECT links FROM story WHERE number = ?1")?
            .query_row([story], |row| row.get(0))?;
        let links: Links = unpacked(&links)?;
        forms = links
            .entities
            .get(place)
            .map_or_else(Forms::default, |entity| entity.forms.clone());
        mentions = unpacked::<Vec<(i64, u32)>>(&own)?.len();
    }
    let (name, _) = forms.clone().named();
    let mut rank = often(mentions).to_vec();
    rank.extend(name.as_bytes());
    rank.push(0);
    rank.extend(&first);
    let select = "SELECT rank, first FROM person WHERE number = ?1";
    let was: Option<(Vec<u8>, Vec<u8>)> = db
        .prepare_cached(select)?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((old, old_first)) = was else {
        db.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3, ?4)")?
            .execute((person, rank, first, packed(&forms)?))?;
        return Ok(());
    };
    db.prepare_cached("UPDATE person SET first = ?2, forms = ?3 WHERE number = ?1")?
        .execute((person, &first, packed(&forms)?))?;
    if old != rank {
        db.prepare_cached("UPDATE person SET rank = ?2 WHERE number = ?1")?
            .execute((person, rank))?;
    }
    if old_first != first {
        ties::moved(db, person)?;
    }
    Ok(())
}

/// Writes a count so that the largest comes first.
pub(super) fn often(count: usize) -> [u8; 4] {
    (u32::MAX - u32::try_from(count).unwrap_or(u32::MAX)).to_be_bytes()
}
