//! How a report and its reading lie in the record: rows out of values, values out of rows.

use jiff::civil::{Date, DateTime};
use rusqlite::{Connection, OptionalExtension, Row};
use sayso_core::link::Entry;
use sayso_core::reading::{Reading, VERSION};
use sayso_core::report::{
    About, Block, BlockKind, DatePlace, Event, Moment, Report, ReportId, Stated,
};
use sayso_core::span::Span;
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use crate::judged::{self, Judgement};
use crate::pile::Item;

/// A row of the record.
pub(super) struct Stored {
    pub(super) number: i64,
    pub(super) path: String,
    pub(super) report: Report,
    /// The places of the blocks that are furniture since their outlet repeats them.
    pub(super) repeated: Vec<usize>,
    /// What was to be said about the page.
    pub(super) notes: Vec<String>,
    /// The reading.
    pub(super) found: Option<Found>,
}

/// A reading as it lies in the record.
pub(super) struct Found {
    /// The version that made it.
    pub(super) version: u32,
    /// The places of the blocks that were furniture then, repeated or judged so.
    pub(super) furniture: Vec<usize>,
    /// The reading, packed.
    pub(super) packed: Vec<u8>,
}

impl Stored {
    /// Returns the places of the blocks that are furniture, repeated or judged so.
    pub(super) fn furniture(&self, judgements: &[Judgement]) -> Vec<usize> {
        both(&self.repeated, judged::furniture(judgements, &self.report))
    }
}

/// Returns the places of blocks that are furniture for one reason or another, ascending.
pub(super) fn both(repeated: &[usize], mut judged: Vec<usize>) -> Vec<usize> {
    judged.extend(repeated);
    judged.sort_unstable();
    judged.dedup();
    judged
}

#[derive(Serialize, Deserialize)]
struct StoredBlock {
    kind: String,
    start: usize,
    end: usize,
    author: Option<String>,
    replies_to: Option<String>,
    published: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredDate {
    event: String,
    date: String,
    place: String,
}

/// Writes a report; returns its number.
pub(super) fn put_report(db: &Connection, item: &Item) -> Result<i64, Problem> {
    let report = &item.entry.report;
    let about = &report.about;
    let blocks: Vec<StoredBlock> = report.blocks().iter().map(StoredBlock::of).collect();
    let mut insert = db.prepare_cached(
        "INSERT INTO report (id, path, url, title, outlet, bylines, credit, published, modified, dates, language, text, blocks, notes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    insert
        .insert((
            report.id().as_str(),
            &item.path,
            &about.url,
            &about.title,
            &about.outlet,
            json(&about.bylines)?,
            &about.credit,
            about.published.map(|moment| moment.to_string()),
            about.modified.map(|moment| moment.to_string()),
            json(&about.dates.iter().map(StoredDate::of).collect::<Vec<_>>())?,
            &about.language,
            report.text(),
            json(&blocks)?,
            json(&item.page_notes)?,
        ))
        .map_err(Problem::from)
}

/// Says whether the report with this number is still the one with this id.
pub(super) fn is_there(db: &Connection, number: i64, id: &ReportId) -> Result<bool, Problem> {
    let select = "SELECT EXISTS (SELECT 1 FROM report WHERE number = ?1 AND id = ?2)";
    let mut select = db.prepare_cached(select)?;
    Ok(select.query_row((number, id.as_str()), |row| row.get(0))?)
}

/// Writes the reading of the report with this number, in place of an older one; `furniture` are the
/// blocks that its outlet repeats or that people judged to be some.
pub(super) fn put_reading(
    db: &Connection,
    number: i64,
    reading: &Reading,
    furniture: &[usize],
) -> Result<(), Problem> {
    let found = packed(reading)?;
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO reading (report, version, found, furniture) VALUES (?1, ?2, ?3, ?4)")?;
    insert.execute((number, VERSION, found, json(&furniture)?))?;
    Ok(())
}

/// Packs what is derived.
pub(super) fn packed(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    postcard::to_stdvec(value).map_err(|error| Problem::Other(error.to_string()))
}

/// Unpacks what was packed.
pub(super) fn unpacked<Value: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<Value, Problem> {
    postcard::from_bytes(bytes).map_err(|error| Problem::Other(error.to_string()))
}

/// Returns the number of a report, if the record holds it.
pub(super) fn number(db: &Connection, id: &ReportId) -> Result<Option<i64>, Problem> {
    Ok(db
        .prepare_cached("SELECT number FROM report WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?)
}

/// Reads a count or a place.
pub(super) fn size(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// Which reports are meant.
pub(super) enum Which<'w> {
    /// Every one.
    All,
    /// The one with this id.
    Id(&'w ReportId),
    /// Those with these numbers.
    Numbers(&'w [i64]),
}

/// Returns reports in the order of adding.
pub(super) fn rows(db: &Connection, which: &Which<'_>) -> Result<Vec<Stored>, Problem> {
    let select = "SELECT number, id, path, url, title, outlet, bylines, credit, published, modified, dates, language, text, blocks, notes, version, found, furniture,
            (SELECT json_group_array(place) FROM furniture WHERE report = number) AS repeated
         FROM report LEFT JOIN reading ON reading.report = report.number";
    let rows = match which {
        Which::All => db
            .prepare(&format!("{select} ORDER BY number"))?
            .query_map([], stored)?
            .collect::<Result<_, _>>(),
        Which::Id(id) => db
            .prepare_cached(&format!("{select} WHERE id = ?1"))?
            .query_map([id.as_str()], stored)?
            .collect::<Result<_, _>>(),
        Which::Numbers(numbers) => {
            let list = serde_json::to_string(numbers).unwrap_or_default();
            let mut select = db.prepare(&format!(
                "{select} WHERE number IN (SELECT value FROM json_each(?1)) ORDER BY number"
            ))?;
            select.query_map([list], stored)?.collect::<Result<_, _>>()
        }
    };
    rows.map_err(Problem::from)
}

/// Returns what heads reports, each with its number, without their texts and readings.
pub(super) fn heads(db: &Connection, numbers: &[i64]) -> Result<Vec<(i64, Item)>, Problem> {
    let select = "SELECT id, path, url, title, outlet, published FROM report WHERE number = ?1";
    let mut select = db.prepare_cached(select)?;
    let mut heads = Vec::with_capacity(numbers.len());
    for number in numbers {
        let head = select.query_row([number], |row| {
            let (id, published): (String, Option<String>) = (row.get("id")?, row.get("published")?);
            let about = About {
                url: row.get("url")?,
                title: row.get("title")?,
                outlet: row.get("outlet")?,
                published: published.as_deref().and_then(moment),
                ..About::default()
            };
            let report = Report::new(ReportId::from_hex(&id), String::new(), Vec::new(), about);
            Ok(Item {
                path: row.get("path")?,
                page_notes: Vec::new(),
                entry: Entry {
                    reading: Reading::empty(&report),
                    report,
                },
            })
        })?;
        heads.push((*number, head));
    }
    Ok(heads)
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let day = |column| {
        row.get::<_, Option<String>>(column)
            .map(|value| value.as_deref().and_then(moment))
    };
    let dates: Vec<StoredDate> = list(row, "dates")?;
    let about = About {
        url: row.get("url")?,
        title: row.get("title")?,
        outlet: row.get("outlet")?,
        bylines: list(row, "bylines")?,
        credit: row.get("credit")?,
        published: day("published")?,
        modified: day("modified")?,
        dates: dates.iter().filter_map(StoredDate::date).collect(),
        language: row.get("language")?,
    };
    let blocks: Vec<StoredBlock> = list(row, "blocks")?;
    let id: String = row.get("id")?;
    let text: String = row.get("text")?;
    let version: Option<u32> = row.get("version")?;
    let found = match version {
        Some(version) => Some(Found {
            version,
            furniture: list(row, "furniture")?,
            packed: row.get("found")?,
        }),
        None => None,
    };
    Ok(Stored {
        number: row.get("number")?,
        path: row.get("path")?,
        report: Report::new(
            ReportId::from_hex(&id),
            text,
            blocks.into_iter().filter_map(StoredBlock::block).collect(),
            about,
        ),
        repeated: list(row, "repeated")?,
        notes: list(row, "notes")?,
        found,
    })
}

impl StoredBlock {
    fn of(block: &Block) -> Self {
        StoredBlock {
            kind: block.kind.as_str().to_owned(),
            start: block.span.start(),
            end: block.span.end(),
            author: block.author.clone(),
            replies_to: block.replies_to.clone(),
            published: block.published.map(|moment| moment.to_string()),
        }
    }

    /// Returns the block, or `None` if its kind is none that this Sayso knows.
    fn block(self) -> Option<Block> {
        let kind = BlockKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == self.kind)?;
        Some(Block {
            kind,
            span: Span::new(self.start, self.end),
            author: self.author,
            replies_to: self.replies_to,
            published: self.published.as_deref().and_then(moment),
        })
    }
}

impl StoredDate {
    fn of(stated: &Stated) -> Self {
        StoredDate {
            event: stated.event.as_str().to_owned(),
            date: stated.moment.to_string(),
            place: stated.place.as_str().to_owned(),
        }
    }

    /// Returns the date, or `None` if it is of a kind that this Sayso does not know.
    fn date(&self) -> Option<Stated> {
        let event = Event::ALL
            .into_iter()
            .find(|event| event.as_str() == self.event)?;
        let place = DatePlace::ALL
            .into_iter()
            .find(|place| place.as_str() == self.place)?;
        Some(Stated {
            event,
            moment: moment(&self.date)?,
            place,
        })
    }
}

/// Reads what [`Moment`] writes.
pub(super) fn moment(value: &str) -> Option<Moment> {
    if let Some((_, time)) = value.split_once('T')
        && !time.is_empty()
    {
        let found: DateTime = value.parse().ok()?;
        return Some(Moment {
            date: found.date(),
            time: Some(found.time()),
        });
    }
    Some(Moment::day(value.parse::<Date>().ok()?))
}

fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| Problem::Other(error.to_string()))
}

fn list<Item: for<'de> Deserialize<'de>>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<Vec<Item>> {
    let text: String = row.get(column)?;
    let wrong = |error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    };
    serde_json::from_str(&text).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_moment_comes_back_as_it_was() {
        for value in ["2014-11-07", "2014-11-07T09:30:00"] {
            assert_eq!(
                moment(value).map(|moment| moment.to_string()).as_deref(),
                Some(value)
            );
        }
        assert_eq!(moment("soon"), None);
    }

    #[test]
    fn the_layout_of_a_stored_reading_is_bound_to_the_version() {
        let packed: Vec<Vec<u8>> = fixture::items()
            .iter()
            .map(|item| postcard::to_stdvec(&item.entry.reading).expect("packed"))
            .collect();
        // A record with this version must be read as it was written: whoever changes what a reading is
        // made of, changes this hash, and then `VERSION` in the core goes up with it.
        let hash = ReportId::of(&packed.concat());
        assert_eq!(
            (VERSION, hash.as_str()),
            (13, "0583eb331d42a14855e4f441c3fe1c40")
        );
    }
}
