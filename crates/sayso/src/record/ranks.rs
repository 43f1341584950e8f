//! Ranks: where what stands in a story comes in the lists of the whole record.
//!
//! Everything that lists show is joined within a story. So of each story small rows are kept by
//! which the lists sort, and a page of a list takes the stories of its own rows alone: it is exact
//! over everything however large the record is. The order is that of `link::whole` in the core, as
//! bytes that sort so.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use rusqlite::Connection;
use sayso_core::link::{Claim, Communication, ConflictKind, Disputed, Entry, Links, ReportIndex};
use sayso_core::report::{Moment, Report, ReportId};

use super::problem::Problem;
use super::{Record, stored};
use crate::dated;
use crate::dates::Days;
use crate::lists::{Head, List};
use crate::worth::{self, Worth};

/// Bytes of a rank by which entries are tallied; the shape of the record has this number too. They
/// hold the day.
const HEAD: usize = 9;

/// Bytes of what reports are sorted by: their time, and their id.
pub(super) const APPEARED: usize = 29;

/// Of so many entries one by one, it is quicker to go through the whole list.
const QUICKER: usize = 400;

/// An entry of a list. It sorts as the list does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Row {
    pub(super) list: List,
    pub(super) rank: Vec<u8>,
    /// In the story's own list, or of a report in the story.
    pub(super) place: usize,
}

/// Returns the rows of a story but for those of its readings.
pub(super) fn of_links(links: &Links, appeared: &impl Fn(ReportIndex) -> Vec<u8>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |list, rank, place| rows.push(Row { list, rank, place });
    let claims: Vec<Vec<u8>> = links
        .claims
        .iter()
        .map(|claim| of_claim(claim, appeared))
        .collect();
    let told: Vec<Vec<u8>> = links
        .communications
        .iter()
        .map(|found| of_communication(found, appeared))
        .collect();
    for (place, (claim, rank)) in links.claims.iter().zip(&claims).enumerate() {
        add(List::Claims, rank.clone(), place);
        for list in List::ANSWERED {
            if claim.responses.iter().any(|found| list.is_of(found.stance)) {
                add(list, rank.clone(), place);
            }
        }
    }
    for (place, rank) in told.iter().enumerate() {
        add(List::Told, rank.clone(), place);
    }
    for (place, conflict) in links.conflicts.iter().enumerate() {
        let mut rank = vec![u8::from(conflict.kind == ConflictKind::Polarity)];
        let (kind, disputed) = match conflict.of {
            Disputed::Claim(id) => (0, claims.get(id.0 as usize)),
            Disputed::Communication(id) => (1, told.get(id.0 as usize)),
            Disputed::Thing => (2, None),
        };
        rank.push(kind);
        rank.extend(disputed.into_iter().flatten());
        let first = conflict.tellings.first();
        if let Some(side) = first.filter(|_| conflict.of == Disputed::Thing) {
            let start = u32::try_from(side.span.start()).unwrap_or(u32::MAX);
            rank.extend(appeared(side.report));
            rank.extend(start.to_be_bytes());
        }
        add(List::Conflicts, rank, place);
    }
    for (place, copy) in links.copies.iter().enumerate() {
        add(List::Copies, appeared(copy.to), place);
    }
    rows
}

/// Returns all rows of a story.
pub(super) fn of_story(links: &Links, entries: &[Entry]) -> Vec<Row> {
    let entry = |report: ReportIndex| entries.get(report.0 as usize);
    let appeared = |report| entry(report).map_or_else(Vec::new, |entry| appeared(&entry.report));
    let mut rows = of_links(links, &appeared);
    for (place, found) in links.communications.iter().enumerate() {
        if let Some(worth) = Worth::of(found, entry) {
            let Worth {
                ends,
                reports,
                is_secret,
                says,
            } = worth;
            let mut rank = vec![u8::MAX - ends];
            rank.extend(most(reports));
            rank.extend([u8::from(!is_secret), u8::MAX - says]);
            rank.extend(of_communication(found, &appeared));
            let list = List::Worthiest;
            rows.push(Row { list, rank, place });
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        rows.extend(of_reading(entry, place));
    }
    rows
}

/// Returns the rows of a reading.
pub(super) fn of_reading(entry: &Entry, place: usize) -> Vec<Row> {
    let appeared = appeared(&entry.report);
    let mut rows = Vec::new();
    let mut add = |list, before: &[u8], at: usize| {
        let rank = [before, &appeared, &number(at)].concat();
        rows.push(Row { list, rank, place });
    };
    for (at, knew) in entry.reading.knew.iter().enumerate() {
        add(List::Knew, &[], at);
        if !knew.derived {
            // Whoever has a name comes first, as in a brief.
            let is_named = worth::is_named(entry, &knew.who);
            add(List::Known, &[u8::from(!is_named), knew.state as u8], at);
        }
    }
    for at in 0..entry.reading.notes.len() {
        add(List::Notes, &[], at);
    }
    for (at, dated) in dated::of_entry(entry).iter().enumerate() {
        let mut rank = of_days(dated.days);
        rank.extend(dated.date.as_bytes());
        rank.push(0);
        rank.extend(&appeared);
        rank.extend(number(at));
        // Last, so that the shape of the record finds it.
        rank.push(b'1' + u8::try_from(dated.what.kind()).unwrap_or(0));
        rows.push(Row {
            list: List::Timeline,
            rank,
            place,
        });
    }
    rows
}

/// Writes days so that they sort as [`Days::order`] has them.
fn of_days(days: Days) -> Vec<u8> {
    let last = as_day(days.last).map(|byte| u8::MAX - byte);
    [as_day(days.first), last].concat()
}

fn as_day(day: Date) -> [u8; 4] {
    let year = (i32::from(day.year()) + 0x8000).to_be_bytes();
    let [month, day] = [day.month(), day.day()].map(i8::cast_unsigned);
    [year[2], year[3], month, day]
}

/// Reads days that were written so.
fn days_of(bytes: &[u8]) -> Option<Days> {
    let day = |bytes: [u8; 4]| {
        let year = i32::from(u16::from_be_bytes([bytes[0], bytes[1]])) - 0x8000;
        Date::new(
            i16::try_from(year).ok()?,
            bytes[2].cast_signed(),
            bytes[3].cast_signed(),
        )
        .ok()
    };
    let first = bytes.get(..4)?.try_into().ok()?;
    let last: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    Some(Days {
        first: day(first)?,
        last: day(last.map(|byte| u8::MAX - byte))?,
    })
}

/// Writes rows under the number of their story.
pub(super) fn put(db: &Connection, story: i64, rows: &[Row]) -> Result<(), Problem> {
    let mut put = db.prepare_cached("INSERT INTO ranked VALUES (?1, ?2, ?3, ?4)")?;
    for Row { list, rank, place } in rows {
        let place = i64::try_from(*place).unwrap_or(i64::MAX);
        put.execute((*list as u8, rank, story, place))?;
    }
    Ok(())
}

/// Returns what a report is sorted by, as [`Entry::appeared`] has it.
pub(super) fn appeared(report: &Report) -> Vec<u8> {
    as_bytes(report.id(), report.about.published)
}

fn as_bytes(id: &ReportId, published: Option<Moment>) -> Vec<u8> {
    let mut rank = Vec::with_capacity(APPEARED);
    match published {
        None => rank.extend([1; 13]),
        Some(moment) => {
            rank.push(0);
            rank.extend(as_day(moment.date));
            rank.push(u8::from(moment.time.is_some()));
            let time = moment.time.unwrap_or(Time::midnight());
            rank.extend([time.hour(), time.minute(), time.second()].map(i8::cast_unsigned));
            rank.extend(time.subsec_nanosecond().to_be_bytes());
        }
    }
    // Two digits a byte sort as the digits do.
    let digits = id.as_str().as_bytes();
    let value = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0) as u8;
    rank.extend(
        digits
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | value(digit))),
    );
    rank
}

fn of_claim(claim: &Claim, appeared: &impl Fn(ReportIndex) -> Vec<u8>) -> Vec<u8> {
    let (reports, agreement) = claim.told();
    let mut rank = most(reports);
    rank.extend(most(usize::from(agreement)));
    if let Some(first) = claim.tellings.first() {
        rank.extend(appeared(first.report));
        rank.extend(number(first.span.start()));
        rank.extend(number(first.span.end()));
    }
    rank
}

fn of_communication(found: &Communication, appeared: &impl Fn(ReportIndex) -> Vec<u8>) -> Vec<u8> {
    let mut rank = most(distinct(found.tellings.iter().map(|(report, _)| *report)));
    // As claims have it, so that their days stand at the same place.
    rank.extend([0; 2]);
    if let Some((report, at)) = found.tellings.first() {
        rank.extend(appeared(*report));
        rank.extend(number(*at));
    }
    rank
}

fn distinct(reports: impl Iterator<Item = ReportIndex>) -> usize {
    let mut reports: Vec<ReportIndex> = reports.collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}

/// Writes a count so that the largest comes first; what is told oftener than it has room for comes
/// first alike.
fn most(count: usize) -> Vec<u8> {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    (u16::MAX - count).to_be_bytes().to_vec()
}

fn number(at: usize) -> [u8; 4] {
    u32::try_from(at).unwrap_or(u32::MAX).to_be_bytes()
}

impl Record {
    /// Returns what is said of all reports at the head of a brief.
    pub(super) fn head(&self) -> Result<Head, Problem> {
        let select = "SELECT (SELECT count(DISTINCT outlet) FROM report),
            (SELECT min(published) FROM report), (SELECT max(published) FROM report)";
        let (outlets, first, last) = self.db.query_row(select, [], |row| {
            Ok((stored::size(row, 0)?, row.get(1)?, row.get(2)?))
        })?;
        let day = |value: Option<String>| -> Option<Date> { Some(stored::moment(&value?)?.date) };
        Ok(Head {
            reports: self.reports()?,
            outlets,
            days: day(first).zip(day(last)),
        })
    }

    /// Returns what reports are sorted by.
    pub(super) fn appeared(&self, reports: &[i64]) -> Result<Vec<Vec<u8>>, Problem> {
        let select = "SELECT id, published FROM report WHERE number = ?1";
        let mut select = self.db.prepare_cached(select)?;
        let mut appeared = Vec::with_capacity(reports.len());
        for report in reports {
            let (id, published): (String, Option<String>) =
                select.query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let published = published.as_deref().and_then(stored::moment);
            appeared.push(as_bytes(&ReportId::from_hex(&id), published));
        }
        Ok(appeared)
    }

    /// Counts the entries of a list.
    pub(crate) fn entries(&self, list: List) -> Result<usize, Problem> {
        let count = "SELECT coalesce(sum(entries), 0) FROM tally WHERE list = ?1";
        let count: i64 = self
            .db
            .prepare_cached(count)?
            .query_row([list.kept()], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Counts what is dated, by days and kinds.
    pub(super) fn dated(&self) -> Result<Vec<(Days, usize, usize)>, Problem> {
        let select = "SELECT list - 21, head, entries FROM tally WHERE list BETWEEN 21 AND 24
            ORDER BY list, head";
        let mut select = self.db.prepare_cached(select)?;
        let rows = select.query_map([], |row| {
            let days = days_of(row.get_ref(1)?.as_blob().unwrap_or_default());
            Ok((days, stored::size(row, 0)?, stored::size(row, 2)?))
        })?;
        let mut dated = Vec::new();
        for row in rows {
            let (days, kind, entries) = row?;
            dated.extend(days.map(|days| (days, kind, entries)));
        }
        Ok(dated)
    }

    /// Returns the stories of entries of a list, and where these stand there.
    pub(super) fn entries_at(
        &self,
        list: List,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<(i64, Row)>, Problem> {
        let (head, before) = self.head_at(list, offset)?;
        let select = "SELECT rank, story, place FROM ranked
            WHERE list = ?1 AND rank >= ?2 ORDER BY list, rank, story, place LIMIT ?3 OFFSET ?4";
        let mut select = self.db.prepare_cached(select)?;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let asked = (list as u8, head, count(limit), count(offset - before));
        let rows = select.query_map(asked, |row| {
            let (rank, place) = (row.get(0)?, stored::size(row, 2)?);
            Ok((row.get(1)?, Row { list, rank, place }))
        })?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Returns where the entries of a list begin to be alike with the one at a place, and how many come
    /// before them.
    pub(super) fn head_at(&self, list: List, offset: usize) -> Result<(Vec<u8>, usize), Problem> {
        let select = "SELECT head, entries FROM tally WHERE list = ?1 ORDER BY head";
        let mut select = self.db.prepare_cached(select)?;
        let mut rows = select.query([list.kept()])?;
        let (mut head, mut before, mut next) = (Vec::new(), 0, 0);
        while let Some(row) = rows.next()? {
            (head, before) = (row.get(0)?, next);
            next += stored::size(row, 1)?;
            if next > offset {
                break;
            }
        }
        Ok((head, before))
    }

    /// Returns how many entries of a list come before each of these ranks, which ascend.
    pub(super) fn places(&self, list: List, ranks: &[&[u8]]) -> Result<Vec<usize>, Problem> {
        let heads = self.heads(list)?;
        let all: usize = heads.values().map(|(_, entries)| entries).sum();
        if ranks.len().saturating_mul(QUICKER) > all {
            return self.places_at_once(list, ranks);
        }
        let count = "SELECT count(*) FROM ranked WHERE list = ?1 AND rank >= ?2 AND rank < ?3";
        let mut count = self.db.prepare_cached(count)?;
        let mut places = Vec::with_capacity(ranks.len());
        for rank in ranks {
            let head = rank.get(..HEAD).unwrap_or(rank);
            let first =
                heads
                    .range(..=head.to_vec())
                    .next_back()
                    .map_or(0, |(found, (first, entries))| match found == head {
                        true => *first,
                        false => first + entries,
                    });
            let within: i64 = count.query_row((list as u8, head, rank), |row| row.get(0))?;
            places.push(first + usize::try_from(within).unwrap_or(0));
        }
        Ok(places)
    }

    fn places_at_once(&self, list: List, ranks: &[&[u8]]) -> Result<Vec<usize>, Problem> {
        let select = "SELECT rank FROM ranked WHERE list = ?1 ORDER BY rank";
        let mut select = self.db.prepare_cached(select)?;
        let mut rows = select.query([list as u8])?;
        let (mut places, mut before) = (Vec::with_capacity(ranks.len()), 0);
        while places.len() < ranks.len() {
            let Some(row) = rows.next()? else { break };
            let found = row.get_ref(0)?.as_blob().unwrap_or_default();
            while ranks.get(places.len()).is_some_and(|rank| *rank <= found) {
                places.push(before);
            }
            before += 1;
        }
        places.resize(ranks.len(), before);
        Ok(places)
    }

    /// Returns the heads of a list, each with how many entries come before it and how many it has.
    fn heads(&self, list: List) -> Result<BTreeMap<Vec<u8>, (usize, usize)>, Problem> {
        let select = "SELECT head, entries FROM tally WHERE list = ?1 ORDER BY head";
        let mut select = self.db.prepare_cached(select)?;
        let mut rows = select.query([list as u8])?;
        let (mut heads, mut before) = (BTreeMap::new(), 0);
        while let Some(row) = rows.next()? {
            let entries = stored::size(row, 1)?;
            heads.insert(row.get(0)?, (before, entries));
            before += entries;
        }
        Ok(heads)
    }
}
