//! The cast of the record: who of several stories is one, by name.
//!
//! What stories call the same is one bearer of a name, with the sum of what is said of it, and bearers
//! are joined by the core. A story that comes or goes changes the sums of its own bearers alone; those
//! that share keys with a name that is new or gone are joined anew. All of this is derived.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use sayso_core::language::EntityId;
use sayso_core::link::{self, Bearer, Called, Entry, Forms, Joined, Links, ReportIndex};
use sayso_core::span::CodePoints;

use super::problem::Problem;
use super::stored::{self, packed, unpacked};
use super::ties::{self, Contact};
use super::{people, ranks};

/// Who is in a story that was just linked.
pub(super) struct Cast {
    members: Vec<Member>,
    contacts: Vec<Contact>,
}

/// Somebody in a story who has a name.
struct Member {
    place: usize,
    /// What he is called over stories.
    called: Option<Called>,
    /// What he is ordered by.
    first: Vec<u8>,
}

/// What has to be brought up to date since stories came or went.
#[derive(Default)]
pub(super) struct Touched {
    persons: BTreeSet<i64>,
    /// Stories whose contacts are not counted yet.
    stories: BTreeSet<i64>,
}

/// Collects who is in a story.
pub(super) fn of_story(links: &Links, entries: &[Entry]) -> Cast {
    let called = link::called(&links.entities);
    let mut points: BTreeMap<ReportIndex, CodePoints<'_>> = BTreeMap::new();
    let mut members = Vec::new();
    for (place, (entity, called)) in links.entities.iter().zip(called).enumerate() {
        if entity.forms.kind() == sayso_core::language::EntityKind::Unnamed {
            continue;
        }
        let firsts = entity.mentions.iter().filter_map(|(report, id)| {
            let entry = entries.get(report.0 as usize)?;
            Some((ranks::appeared(&entry.report), *id, *report, entry))
        });
        let Some((mut first, id, report, entry)) =
            firsts.min_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)))
        else {
            continue;
        };
        first.extend(id.0.to_be_bytes());
        if let Some(found) = entry.reading.entities.get(id.0 as usize) {
            let span = found.mentions.first().copied().unwrap_or(found.name);
            let points = points
                .entry(report)
                .or_insert_with(|| CodePoints::new(entry.report.text()));
            let pair = points.pair(span);
            first.extend(
                pair.into_iter()
                    .flat_map(|at| u32::try_from(at).unwrap_or(u32::MAX).to_be_bytes()),
            );
        }
        members.push(Member {
            place,
            called,
            first,
        });
    }
    Cast {
        members,
        contacts: ties::of_story(links, entries),
    }
}

/// Enters who is in a story that was just written.
pub(super) fn enter(
    db: &Connection,
    story: i64,
    reports: &[i64],
    links: &Links,
    cast: &Cast,
    touched: &mut Touched,
) -> Result<(), Problem> {
    let named = cast.members.iter().filter_map(|member| {
        let forms = &links.entities.get(member.place)?.forms;
        Some((member.called.as_ref()?, forms))
    });
    let crowded = crowded(named);
    for member in &cast.members {
        let Some(entity) = links.entities.get(member.place) else {
            continue;
        };
        let mention = |mention: &(ReportIndex, EntityId)| {
            let report = reports.get(mention.0.0 as usize)?;
            Some((*report, mention.1.0, entity.why(*mention)))
        };
        let mentions: Vec<Taken> = entity.mentions.iter().filter_map(mention).collect();
        let bearer = match &member.called {
            Some(called) => Some(add(
                db,
                called,
                &entity.forms,
                mentions.len(),
                crowded.contains(called),
            )?),
            None => None,
        };
        let person = match bearer {
            Some((_, Some(person))) => person,
            _ => people::new(db)?,
        };
        let insert = "INSERT INTO cast_of VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        db.prepare_cached(insert)?.execute((
            story,
            i64::try_from(member.place).unwrap_or(i64::MAX),
            bearer.map(|(bearer, _)| bearer),
            person,
            &member.first,
            packed(&mentions)?,
        ))?;
        touched.persons.insert(person);
    }
    ties::enter(db, story, &cast.contacts)?;
    touched.stories.insert(story);
    Ok(())
}

/// Adds to a bearer what a story says of him; returns his number, and who he is unless each story's is
/// somebody else.
fn add(
    db: &Connection,
    called: &Called,
    forms: &Forms,
    mentions: usize,
    is_crowded: bool,
) -> Result<(i64, Option<i64>), Problem> {
    let name = packed(called)?;
    let select = "SELECT number, forms, mentions, person FROM bearer WHERE called = ?1";
    let found = db
        .prepare_cached(select)?
        .query_row([&name], |row| {
            let forms: Vec<u8> = row.get(1)?;
            Ok((
                row.get::<_, i64>(0)?,
                forms,
                stored::size(row, 2)?,
                row.get(3)?,
            ))
        })
        .optional()?;
    let Some((number, known, already, person)) = found else {
        let insert = "INSERT INTO bearer (called, ending, forms, mentions, person)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let ending = called.ending().0.cast_signed();
        let person = people::new(db)?;
        let number = db.prepare_cached(insert)?.insert((
            name,
            ending,
            packed(forms)?,
            i64::try_from(mentions).unwrap_or(i64::MAX),
            person,
        ))?;
        put_keys(db, number, called, forms)?;
        loosen(db, number)?;
        return Ok((number, Some(person)));
    };
    let mut sum: Forms = unpacked(&known)?;
    let before = called.keys(&sum);
    sum.add(forms.clone());
    write(db, number, &sum, already + mentions)?;
    if already == 0 || before != called.keys(&sum) || is_crowded || has_twin(db, called)? {
        loosen(db, number)?;
        put_keys(db, number, called, &sum)?;
        loosen(db, number)?;
    }
    Ok((number, person))
}

/// Takes what a story says of a bearer away.
fn subtract(
    db: &Connection,
    number: i64,
    forms: &Forms,
    mentions: usize,
    is_crowded: bool,
) -> Result<(), Problem> {
    let (called, sum, already) = bearer(db, number)?;
    let before = called.keys(&sum);
    let mut less = sum;
    less.take_away(forms);
    let left = already.saturating_sub(mentions);
    write(db, number, &less, left)?;
    if left == 0 || before != called.keys(&less) || is_crowded || has_twin(db, &called)? {
        loosen(db, number)?;
        if left > 0 {
            put_keys(db, number, &called, &less)?;
            loosen(db, number)?;
        }
    }
    Ok(())
}

fn bearer(db: &Connection, number: i64) -> Result<(Called, Forms, usize), Problem> {
    let select = "SELECT called, forms, mentions FROM bearer WHERE number = ?1";
    let (called, forms, mentions): (Vec<u8>, Vec<u8>, usize) =
        db.prepare_cached(select)?.query_row([number], |row| {
            Ok((row.get(0)?, row.get(1)?, stored::size(row, 2)?))
        })?;
    Ok((unpacked(&called)?, unpacked(&forms)?, mentions))
}

fn write(db: &Connection, number: i64, forms: &Forms, mentions: usize) -> Result<(), Problem> {
    let update = "UPDATE bearer SET forms = ?2, mentions = ?3 WHERE number = ?1";
    let mentions = i64::try_from(mentions).unwrap_or(i64::MAX);
    db.prepare_cached(update)?
        .execute((number, packed(forms)?, mentions))?;
    Ok(())
}

fn put_keys(db: &Connection, number: i64, called: &Called, forms: &Forms) -> Result<(), Problem> {
    db.prepare_cached("DELETE FROM bearer_key WHERE bearer = ?1")?
        .execute([number])?;
    let mut put = db.prepare_cached("INSERT INTO bearer_key VALUES (?1, ?2)")?;
    for key in called.keys(forms) {
        put.execute((key.0.cast_signed(), number))?;
    }
    Ok(())
}

/// Has all joined anew that share keys with a bearer.
fn loosen(db: &Connection, number: i64) -> Result<(), Problem> {
    let insert = "INSERT OR IGNORE INTO loose SELECT key FROM bearer_key WHERE bearer = ?1";
    db.prepare_cached(insert)?.execute([number])?;
    Ok(())
}

fn has_twin(db: &Connection, called: &Called) -> Result<bool, Problem> {
    let Some(twin) = called.twin() else {
        return Ok(false);
    };
    let select = "SELECT EXISTS (SELECT 1 FROM bearer WHERE called = ?1)";
    Ok(db
        .prepare_cached(select)?
        .query_row([packed(&twin)?], |row| row.get(0))?)
}

/// Returns those of a story who share a key with another of it: that the story tells them apart says
/// something of them.
fn crowded<'c>(named: impl Iterator<Item = (&'c Called, &'c Forms)>) -> BTreeSet<&'c Called> {
    let mut by_key: BTreeMap<link::Key, BTreeSet<&'c Called>> = BTreeMap::new();
    for (called, forms) in named {
        for key in called.keys(forms) {
            by_key.entry(key).or_default().insert(called);
        }
    }
    let several = by_key.into_values().filter(|all| all.len() > 1);
    several.flatten().collect()
}

/// A report's entity that is somebody of a story: the report, its number there, and why it was taken for
/// him, where its name does not tell.
pub(super) type Taken = (i64, u32, Option<Joined>);

/// Somebody in a story as he lies in the record: his place, the bearer, who he is, his mentions.
type Row = (usize, Option<i64>, Option<i64>, Vec<u8>);

/// Takes out who is in a story that is about to go.
pub(super) fn leave(db: &Connection, story: i64, touched: &mut Touched) -> Result<(), Problem> {
    let links: Vec<u8> = db
        .prepare_cached("SELECT links FROM story WHERE number = ?1")?
        .query_row([story], |row| row.get(0))?;
    let links: Links = unpacked(&links)?;
    ties::leave(db, story)?;
    touched.stories.remove(&story);
    let rows: Vec<Row> = db
        .prepare_cached("SELECT place, bearer, person, mentions FROM cast_of WHERE story = ?1")?
        .query_map([story], |row| {
            Ok((stored::size(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    db.prepare_cached("DELETE FROM cast_of WHERE story = ?1")?
        .execute([story])?;
    let forms = |place: usize| links.entities.get(place).map(|entity| &entity.forms);
    let mut named = Vec::new();
    for (place, number, person, mentions) in &rows {
        if let (Some(number), Some(forms)) = (number, forms(*place)) {
            let mentions: Vec<Taken> = unpacked(mentions)?;
            let called = bearer(db, *number)?.0;
            named.push((called, forms, *number, mentions.len()));
        }
        touched.persons.extend(person);
    }
    let crowded = crowded(named.iter().map(|(called, forms, ..)| (called, *forms)));
    for (called, forms, number, mentions) in &named {
        subtract(db, *number, forms, *mentions, crowded.contains(called))?;
    }
    Ok(())
}

/// Has everybody joined anew whom a judgement on names may be about.
pub(super) fn renew_judged(db: &Connection, judgement: link::Judgement) -> Result<(), Problem> {
    for ending in link::judged_endings(&[judgement]) {
        let insert = "INSERT OR IGNORE INTO loose SELECT key FROM bearer_key JOIN bearer
            ON number = bearer WHERE ending = ?1";
        db.prepare_cached(insert)?
            .execute([ending.0.cast_signed()])?;
    }
    Ok(())
}

/// Joins anew what came loose, and brings up to date who is who and who was in contact with whom.
pub(super) fn settle(
    db: &Connection,
    mut touched: Touched,
    judgements: &[link::Judgement],
) -> Result<(), Problem> {
    let endings = link::judged_endings(judgements);
    loop {
        let key: Option<i64> = db
            .prepare_cached("SELECT key FROM loose LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(key) = key else { break };
        let (bearers, keys) = held_together(db, key, &endings)?;
        join(db, bearers, judgements, &mut touched)?;
        let mut done = db.prepare_cached("DELETE FROM loose WHERE key = ?1")?;
        for key in keys {
            done.execute([key])?;
        }
    }
    for person in &touched.persons {
        people::refresh(db, *person)?;
    }
    for story in &touched.stories {
        ties::count(db, *story)?;
    }
    Ok(())
}

/// A bearer as he lies in the record: what he is called, his forms, his mentions, who he is.
type Held = (Vec<u8>, Vec<u8>, usize, Option<i64>);

/// Returns the bearers that chains of shared keys lead to, and the keys.
fn held_together(
    db: &Connection,
    first: i64,
    endings: &BTreeSet<link::Key>,
) -> Result<(BTreeMap<i64, Held>, BTreeSet<i64>), Problem> {
    let mut with = db.prepare_cached("SELECT bearer FROM bearer_key WHERE key = ?1")?;
    let mut of = db.prepare_cached("SELECT key FROM bearer_key WHERE bearer = ?1")?;
    let select = "SELECT ending, called, forms, mentions, person FROM bearer WHERE number = ?1";
    let mut known = db.prepare_cached(select)?;
    let mut judged = db.prepare_cached("SELECT number FROM bearer WHERE ending = ?1")?;
    let (mut bearers, mut keys) = (BTreeMap::new(), BTreeSet::from([first]));
    let (mut next, mut is_judged) = (vec![first], false);
    while let Some(key) = next.pop() {
        let mut found: Vec<i64> = with
            .query_map([key], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        while let Some(bearer) = found.pop() {
            let Slot::Vacant(slot) = bearers.entry(bearer) else {
                continue;
            };
            let (own_ending, held) = known.query_row([bearer], |row| {
                let held = (row.get(1)?, row.get(2)?, stored::size(row, 3)?, row.get(4)?);
                Ok((row.get::<_, i64>(0)?, held))
            })?;
            slot.insert(held);
            let own = of.query_map([bearer], |row| row.get(0))?;
            for key in own.collect::<Result<Vec<i64>, _>>()? {
                next.extend(keys.insert(key).then_some(key));
            }
            // Judgements may join any whom they may be about, and may not where several bear a name.
            if !is_judged && endings.contains(&link::Key(own_ending.cast_unsigned())) {
                is_judged = true;
                for ending in endings {
                    let all = judged.query_map([ending.0.cast_signed()], |row| row.get(0))?;
                    found.extend(all.collect::<Result<Vec<i64>, _>>()?);
                }
            }
        }
    }
    Ok((bearers, keys))
}

/// Joins bearers, and writes down who each of them is.
fn join(
    db: &Connection,
    held: BTreeMap<i64, Held>,
    judgements: &[link::Judgement],
    touched: &mut Touched,
) -> Result<(), Problem> {
    let mut all: Vec<(Bearer, i64, Option<i64>)> = Vec::new();
    let numbers: BTreeSet<i64> = held.keys().copied().collect();
    let mut stories = db.prepare_cached("SELECT story FROM cast_of WHERE bearer = ?1")?;
    for (number, (called, forms, mentions, person)) in held {
        if mentions == 0 {
            touched.persons.extend(person);
            db.prepare_cached("DELETE FROM bearer WHERE number = ?1")?
                .execute([number])?;
            continue;
        }
        let mut own = Bearer::new(unpacked(&called)?);
        let rows = stories.query_map([number], |row| row.get::<_, u32>(0))?;
        own.stories = rows.collect::<Result<_, _>>()?;
        (own.forms, own.mentions) = (unpacked(&forms)?, mentions);
        all.push((own, number, person));
    }
    all.sort_by(|(one, ..), (other, ..)| one.called.cmp(&other.called));
    let bearers: Vec<Bearer> = all.iter().map(|(bearer, ..)| bearer.clone()).collect();
    let mut taken = BTreeSet::new();
    for one in link::join_bearers(&bearers, judgements) {
        let own = || one.bearers.iter().filter_map(|at| all.get(*at));
        if one.is_apart {
            for (_, bearer, person) in own() {
                people::part(db, *bearer, *person, touched)?;
            }
            continue;
        }
        let mut known = None;
        for person in own().filter_map(|(.., person)| *person) {
            // Who was one with others that no chain of keys leads to any more is theirs.
            if known.is_none() && !taken.contains(&person) && !is_elsewhere(db, person, &numbers)? {
                known = Some(person);
            }
        }
        let person = match known {
            Some(person) => person,
            None => people::new(db)?,
        };
        taken.insert(person);
        for (_, bearer, was) in own() {
            if *was != Some(person) {
                people::give(db, *bearer, person, touched)?;
            }
        }
        touched.persons.insert(person);
    }
    Ok(())
}

/// Says whether somebody has bearers that are not among these.
fn is_elsewhere(db: &Connection, person: i64, numbers: &BTreeSet<i64>) -> Result<bool, Problem> {
    let mut of = db.prepare_cached("SELECT number FROM bearer WHERE person = ?1")?;
    let mut rows = of.query([person])?;
    while let Some(row) = rows.next()? {
        if !numbers.contains(&row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Touched {
    /// Notes that who somebody is has changed.
    pub(super) fn person(&mut self, person: i64) {
        self.persons.insert(person);
    }

    /// Notes that the contacts of a story are to be counted anew.
    pub(super) fn story(&mut self, story: i64) {
        self.stories.insert(story);
    }
}
