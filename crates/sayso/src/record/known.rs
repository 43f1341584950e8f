//! Who is known: whom the cast of some stories is, over all of the record, and pages of the lists of
//! people and of who was in contact with whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::OptionalExtension;
use sayso_core::language::EntityId;
use sayso_core::link::{Forms, Join, LinkedEntity, Links, ReportIndex};
use sayso_core::report::ReportId;

use super::Record;
use super::cast::Taken;
use super::chosen::Chosen;
use super::links::Part;
use super::placed::Placed;
use super::problem::Problem;
use super::ranks::APPEARED;
use super::stored::{self, unpacked};
use crate::key::Key;
use crate::lists::{List, Mention, Places, Tied, Wanted};
use crate::pile::narrow;

/// Somebody, with all who are he in some stories.
pub(super) struct Known {
    /// The stories, by their places among these, and the places in their casts.
    pub(super) members: Vec<(usize, usize)>,
    /// What all reports call him.
    pub(super) forms: Forms,
    /// His key, if he has one over stories.
    pub(super) key: Option<Key>,
}

/// A row of the list of people.
struct Person {
    forms: Forms,
    mentions: usize,
    first: First,
}

/// Where somebody is named first.
struct First {
    report: ReportId,
    entity: EntityId,
    key: Option<Key>,
}

impl First {
    /// Reads what people are ordered by.
    fn read(bytes: &[u8]) -> Option<Self> {
        let digits = bytes.get(APPEARED - 16..APPEARED)?;
        let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
        let report = ReportId::from_hex(&digits);
        let number = |at: usize| {
            let bytes = bytes.get(APPEARED + 4 * at..APPEARED + 4 * (at + 1))?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?))
        };
        let key = number(1).zip(number(2)).map(|(from, to)| Key {
            report: report.clone(),
            points: [from as usize, to as usize],
        });
        Some(First {
            report,
            entity: EntityId(number(0)?),
            key,
        })
    }
}

impl Record {
    /// Returns who is who in stories, over all of the record; `None` if some are not kept as they are.
    pub(super) fn cast(&self, parts: &[Part]) -> Result<Option<Vec<Known>>, Problem> {
        let mut select = self
            .db
            .prepare_cached("SELECT place, person FROM cast_of WHERE story = ?1")?;
        let mut known: Vec<Known> = Vec::new();
        let mut people: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, part) in parts.iter().enumerate() {
            let Some(story) = part.story else {
                return Ok(None);
            };
            let rows = select.query_map([story], |row| Ok((stored::size(row, 0)?, row.get(1)?)))?;
            let who: HashMap<usize, Option<i64>> = rows.collect::<Result<_, _>>()?;
            for (now, entity) in part.links.entities.iter().enumerate() {
                let place = part
                    .places
                    .as_ref()
                    .map_or(Some(now), |places| places.get(now).copied());
                match place.and_then(|place| who.get(&place).copied().flatten()) {
                    Some(person) => people.entry(person).or_default().push((at, now)),
                    None => known.push(Known {
                        members: vec![(at, now)],
                        forms: entity.forms.clone(),
                        key: None,
                    }),
                }
            }
        }
        for (number, members) in people {
            if let Some(person) = self.person(number)? {
                known.push(Known {
                    members,
                    forms: person.forms,
                    key: person.first.key,
                });
            }
        }
        Ok(Some(known))
    }

    fn person(&self, number: i64) -> Result<Option<Person>, Problem> {
        let select = "SELECT forms, rank, first FROM person WHERE number = ?1";
        let mut select = self.db.prepare_cached(select)?;
        let row: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> = select
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((forms, rank, first)) = row else {
            return Ok(None);
        };
        let forms = unpacked(&forms)?;
        let count = rank.get(..4).and_then(|bytes| bytes.try_into().ok());
        let mentions = count.map_or(0, |bytes| u32::MAX - u32::from_be_bytes(bytes)) as usize;
        Ok(First::read(&first).map(|first| Person {
            forms,
            mentions,
            first,
        }))
    }

    /// Returns the people, and who was in contact with whom, on parts of these lists.
    pub(super) fn of_people(&self, wanted: &[Wanted]) -> Result<Chosen, Problem> {
        let mut page = Page::default();
        let mut ties: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for part in wanted {
            match part.list {
                List::Contacts => {
                    let found = self.ties_at(part)?;
                    ties.extend((part.offset..).zip(found));
                }
                _ => {
                    for number in self.people_at(part)? {
                        self.put_on(&mut page, number, part.list == List::Mentioned)?;
                    }
                }
            }
        }
        for (one, other) in ties.values() {
            for number in [one, other] {
                self.put_on(&mut page, *number, false)?;
            }
        }
        let part = Part::of(page.reports, page.entities);
        let nobody = BTreeSet::new();
        let chosen = self.of_parts(vec![part], Some(&nobody), Some(page.known))?;
        let mut whole = Placed::default().among_all(self, &[])?;
        whole.keys.clone_from(&chosen.keys);
        for part in wanted {
            let total = self.entries(part.list)?;
            let places = match part.list {
                List::Contacts => ties.keys().copied().collect(),
                _ => (part.offset..total.min(part.offset.saturating_add(part.limit))).collect(),
            };
            whole.lists.insert(part.list, Places { places, total });
        }
        let place = |number: &i64| -> Option<Mention> {
            let (id, entity) = page.firsts.get(number)?;
            Some((chosen.place(id)?, *entity))
        };
        let mut numbers: HashMap<(i64, i64), u32> = HashMap::new();
        for (one, other) in ties.values() {
            if let Some(ends) = place(one).zip(place(other)) {
                let (communications, channels) = self.tied(*one, *other, &mut numbers)?;
                whole.ties.push(Tied {
                    ends,
                    communications,
                    channels,
                });
            }
        }
        Ok(Chosen {
            whole: Some(whole),
            ..chosen
        })
    }

    /// Puts somebody on a page, with all his mentions or their number.
    fn put_on(&self, page: &mut Page, number: i64, with_mentions: bool) -> Result<(), Problem> {
        if page.firsts.contains_key(&number) {
            return Ok(());
        }
        let Some(person) = self.person(number)? else {
            return Ok(());
        };
        let Some(report) = stored::number(&self.db, &person.first.report)? else {
            return Ok(());
        };
        let first = (page.place(report), person.first.entity);
        let mut mentions = vec![first; person.mentions];
        let mut joined = Vec::new();
        if with_mentions {
            mentions.clear();
            let select = "SELECT mentions FROM cast_of WHERE person = ?1";
            let mut select = self.db.prepare_cached(select)?;
            let mut rows = select.query([number])?;
            while let Some(row) = rows.next()? {
                let own: Vec<Taken> = unpacked(row.get_ref(0)?.as_blob().unwrap_or_default())?;
                for (report, id, why) in own {
                    let mention = (page.place(report), EntityId(id));
                    mentions.push(mention);
                    joined.extend(why.map(|why| Join { mention, why }));
                }
            }
        }
        let at = page.entities.len();
        page.entities.push(LinkedEntity {
            joined,
            kind: person.forms.kind(),
            name: String::new(),
            aliases: Vec::new(),
            mentions,
            forms: Forms::default(),
        });
        page.known.push(Known {
            members: vec![(0, at)],
            forms: person.forms,
            key: person.first.key,
        });
        page.firsts
            .insert(number, (person.first.report, person.first.entity));
        Ok(())
    }

    fn people_at(&self, part: &Wanted) -> Result<Vec<i64>, Problem> {
        let (head, before) = self.head_at(part.list, part.offset)?;
        let select = "SELECT number FROM person WHERE rank >= ?1 ORDER BY rank, number
            LIMIT ?2 OFFSET ?3";
        let mut select = self.db.prepare_cached(select)?;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let asked = (head, count(part.limit), count(part.offset - before));
        let rows = select.query_map(asked, |row| row.get(0))?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    fn ties_at(&self, part: &Wanted) -> Result<Vec<(i64, i64)>, Problem> {
        let (head, before) = self.head_at(part.list, part.offset)?;
        let select = "SELECT one, other FROM tie WHERE rank >= ?1 ORDER BY rank, one, other
            LIMIT ?2 OFFSET ?3";
        let mut select = self.db.prepare_cached(select)?;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let asked = (head, count(part.limit), count(part.offset - before));
        let rows = select.query_map(asked, |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Returns what went between two: communications, which get numbers, and by which ways.
    fn tied(
        &self,
        one: i64,
        other: i64,
        numbers: &mut HashMap<(i64, i64), u32>,
    ) -> Result<(Vec<(u32, bool)>, u32), Problem> {
        let select =
            "SELECT story, place, secret, channels FROM tied WHERE one = ?1 AND other = ?2";
        let mut select = self.db.prepare_cached(select)?;
        let mut rows = select.query([one, other])?;
        let (mut communications, mut channels) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let new = narrow(numbers.len());
            let number = *numbers.entry((row.get(0)?, row.get(1)?)).or_insert(new);
            communications.push((number, row.get(2)?));
            channels |= row.get::<_, u32>(3)?;
        }
        Ok((communications, channels))
    }
}

/// Who stands on a page, as if it were a story.
#[derive(Default)]
struct Page {
    reports: Vec<i64>,
    places: HashMap<i64, ReportIndex>,
    entities: Vec<LinkedEntity>,
    known: Vec<Known>,
    firsts: HashMap<i64, (ReportId, EntityId)>,
}

impl Page {
    fn place(&mut self, report: i64) -> ReportIndex {
        let new = ReportIndex(narrow(self.reports.len()));
        *self.places.entry(report).or_insert_with(|| {
            self.reports.push(report);
            new
        })
    }
}

impl Part {
    /// Makes a part of people alone.
    fn of(reports: Vec<i64>, entities: Vec<LinkedEntity>) -> Self {
        Part {
            reports,
            links: Links {
                entities,
                ..Links::default()
            },
            story: None,
            places: None,
            made: None,
        }
    }
}
