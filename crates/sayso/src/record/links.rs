//! Links, kept and grown: of each story what joins its reports.
//!
//! A report is entered in the transaction that keeps it: its print, its keys, what is near
//! it. That takes a moment however large the record is. The reports around it are then linked anew,
//! a component a transaction; a story that has the reports that it had keeps its links.
//! What is not linked yet is linked in memory by whoever asks, so that answers never lag.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use sayso_core::link::{self, Entry, Links, Print};

use super::cast::{self, Cast, Touched};
use super::problem::Problem;
use super::ranks::Row;
use super::renewal;
use super::stored::{Which, number, packed, unpacked};
use super::{Record, ranks};
use crate::judged::{self, Judgement};

/// The reports of a story, in the order of their ids, and what joins them.
pub(super) struct Part {
    pub(super) reports: Vec<i64>,
    pub(super) links: Links,
    /// The places of its people in the story's own list, where it is cut down to some.
    pub(super) places: Option<Vec<usize>>,
    /// The number of the story, if it is kept.
    pub(super) story: Option<i64>,
    /// Of a story that was just linked, where that comes in the lists of all, and who is in it.
    pub(super) made: Option<(Vec<Row>, Cast)>,
}

impl Record {
    /// Counts the reports around which is something to be linked.
    pub(crate) fn unlinked(&self) -> Result<usize, Problem> {
        Ok(new_reports(&self.db)?.len())
    }

    /// Links what is new, a component a transaction; tells each time of how many of the reports
    /// around which something was to be linked this was. What other linkers entered is not there to
    /// be linked before it is caught up.
    pub(crate) fn bring_links_up_to_date(
        &mut self,
        mut tell: impl FnMut(usize),
    ) -> Result<(), Problem> {
        if !renewal::is_current(&self.db)? {
            return Ok(());
        }
        self.read_refurnished()?;
        // Each within one transaction: what somebody removed meanwhile must not come back.
        loop {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            match self.link_next() {
                Ok(Some(new)) => {
                    self.db.execute_batch("COMMIT")?;
                    tell(new);
                }
                ended => {
                    // Some errors end it by themselves.
                    if !self.db.is_autocommit() {
                        self.db.execute_batch("ROLLBACK")?;
                    }
                    return ended.map(drop);
                }
            }
        }
    }

    /// Links one component in which something is new; returns of how many such reports it is. What
    /// comes apart asks for others to be linked.
    fn link_next(&self) -> Result<Option<usize>, Problem> {
        let first: Option<i64> = self
            .db
            .prepare_cached("SELECT report FROM linked WHERE is_new LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(first) = first else { return Ok(None) };
        let judgements = self.judgements()?;
        let joined = self.joined(&judgements)?;
        let component = self.component(first, &joined)?;
        let parts = self.link(&component, &judgements, &joined)?;
        let new = put(&self.db, &component, &parts, &judged::of_names(&judgements))?;
        Ok(Some(new))
    }

    /// Returns the stories that some reports are of, whole, those of most reports first; of all
    /// reports if none are named.
    pub(super) fn parts(&self, seeds: Option<&[i64]>) -> Result<Vec<Part>, Problem> {
        let judgements = self.judgements()?;
        let joined = self.joined(&judgements)?;
        let wanted: Option<BTreeSet<i64>> = seeds.map(|seeds| seeds.iter().copied().collect());
        let is_wanted = |part: &Part| {
            wanted
                .as_ref()
                .is_none_or(|wanted| part.reports.iter().any(|report| wanted.contains(report)))
        };
        let mut parts = Vec::new();
        let mut anew: BTreeSet<i64> = BTreeSet::new();
        let mut new = match seeds {
            Some(seeds) => self.new_around(seeds)?,
            None => new_reports(&self.db)?,
        };
        while let Some(number) = new.pop() {
            if anew.contains(&number) {
                continue;
            }
            let component = self.component(number, &joined)?;
            let linked = self.link(&component, &judgements, &joined)?;
            parts.extend(linked.into_iter().map(|(part, _)| part));
            // Of a story that is no more some reports may be elsewhere now.
            for story in self.stories_of(&component)? {
                new.extend(self.reports_of(story)?);
            }
            anew.extend(component);
        }
        parts.retain(is_wanted);
        let mut stories: BTreeSet<i64> = match seeds {
            Some(seeds) => self.stories_of(seeds)?,
            None => {
                let mut all = self.db.prepare_cached("SELECT number FROM story")?;
                let rows = all.query_map([], |row| row.get(0))?;
                rows.collect::<Result<_, _>>()?
            }
        };
        for story in self.stories_of(&anew.into_iter().collect::<Vec<_>>())? {
            stories.remove(&story);
        }
        for story in stories {
            parts.push(self.kept(story)?);
        }
        parts.sort_by_key(|part| {
            (
                std::cmp::Reverse(part.reports.len()),
                part.reports.first().copied(),
            )
        });
        Ok(parts)
    }

    /// Returns those of some reports in whose story something is to be linked anew.
    fn new_around(&self, seeds: &[i64]) -> Result<Vec<i64>, Problem> {
        let select = "SELECT EXISTS (SELECT 1 FROM linked AS own JOIN linked AS other
                ON other.report = own.report OR other.story = own.story
            WHERE own.report = ?1 AND other.is_new)";
        let mut select = self.db.prepare_cached(select)?;
        let mut new = Vec::new();
        for seed in seeds {
            if select.query_row([seed], |row| row.get(0))? {
                new.push(*seed);
            }
        }
        Ok(new)
    }

    /// Counts the reports that are joined with the others.
    pub(super) fn joined_reports(&self) -> Result<usize, Problem> {
        let count = "SELECT count(*) FROM linked WHERE story IS NOT NULL";
        let count: i64 = self.db.query_row(count, [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Returns the reports of the largest stories, at most so many and at least one story.
    pub(super) fn most_told(&self, most: usize) -> Result<Vec<i64>, Problem> {
        let mut stories = self
            .db
            .prepare_cached("SELECT number, reports FROM story ORDER BY reports DESC, number")?;
        let mut taken: Vec<i64> = Vec::new();
        let mut rows = stories.query([])?;
        while let Some(row) = rows.next()? {
            let reports: i64 = row.get(1)?;
            if !taken.is_empty() && taken.len() + usize::try_from(reports).unwrap_or(0) > most {
                break;
            }
            taken.extend(self.reports_of(row.get(0)?)?);
        }
        Ok(taken)
    }

    /// Says whether what is kept was made by this version of the linkers, of readings that this
    /// version made.
    pub(super) fn links_are_current(&self) -> Result<bool, Problem> {
        Ok(renewal::is_current(&self.db)? && self.outdated()? == 0)
    }

    /// Returns the pairs of reports in which people judged two tellings to tell the same.
    fn joined(&self, judgements: &[Judgement]) -> Result<Vec<[i64; 2]>, Problem> {
        let mut joined = Vec::new();
        for [one, other] in judged::joined(judgements) {
            let pair = number(&self.db, &one)?.zip(number(&self.db, &other)?);
            joined.extend(pair.map(|(one, other)| [one, other]));
        }
        Ok(joined)
    }

    /// Returns the reports that hold together with one, itself included, ascending.
    fn component(&self, first: i64, joined: &[[i64; 2]]) -> Result<Vec<i64>, Problem> {
        let mut found: BTreeSet<i64> = [first].into();
        let mut next = vec![first];
        while let Some(report) = next.pop() {
            let others = self.held(report)?;
            let judged = joined.iter().filter_map(|[one, other]| {
                if *one == report {
                    Some(*other)
                } else {
                    (*other == report).then_some(*one)
                }
            });
            let others = others.into_iter().chain(judged);
            next.extend(others.filter(|other| found.insert(*other)));
        }
        Ok(found.into_iter().collect())
    }

    /// Links a component; with each story comes its number if it is kept as it is.
    fn link(
        &self,
        component: &[i64],
        judgements: &[Judgement],
        joined: &[[i64; 2]],
    ) -> Result<Vec<(Part, Option<i64>)>, Problem> {
        let list = serde_json::to_string(component).unwrap_or_default();
        let select = "SELECT number FROM report
            WHERE number IN (SELECT value FROM json_each(?1)) ORDER BY id";
        let ordered = self
            .db
            .prepare_cached(select)?
            .query_map([list], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let prints: Vec<Print> = ordered
            .iter()
            .map(|number| self.print(*number))
            .collect::<Result<_, _>>()?;
        let place = |number: i64| ordered.iter().position(|own| *own == number);
        let together: Vec<(usize, usize)> = joined
            .iter()
            .filter_map(|[one, other]| place(*one).zip(place(*other)))
            .collect();
        let mut kept: HashMap<Vec<i64>, i64> = HashMap::new();
        for story in self.stories_of(component)? {
            kept.insert(self.reports_of(story)?, story);
        }
        let mut parts = Vec::new();
        for story in link::stories_of(&prints.iter().collect::<Vec<_>>(), &together) {
            let at = |at: &usize| ordered.get(*at).copied();
            let reports: Vec<i64> = story.iter().filter_map(at).collect();
            parts.push(match kept.get(&reports) {
                Some(story) => (self.kept(*story)?, Some(*story)),
                None => (self.link_story(reports, judgements)?, None),
            });
        }
        Ok(parts)
    }

    /// Links the reports of a story.
    fn link_story(&self, reports: Vec<i64>, judgements: &[Judgement]) -> Result<Part, Problem> {
        let mut items = self.understood(&Which::Numbers(&reports))?;
        items.sort_by(|a, b| a.entry.report.id().cmp(b.entry.report.id()));
        let entries: Vec<Entry> = items.into_iter().map(|item| item.entry).collect();
        let judged = judged::for_links(judgements, &entries);
        let links = link::link_story(&entries.iter().collect::<Vec<_>>(), &judged);
        let made = (
            ranks::of_story(&links, &entries),
            cast::of_story(&links, &entries),
        );
        Ok(Part {
            reports,
            links,
            places: None,
            story: None,
            made: Some(made),
        })
    }

    /// Returns the stories that reports are of.
    fn stories_of(&self, reports: &[i64]) -> Result<BTreeSet<i64>, Problem> {
        let mut of = self
            .db
            .prepare_cached("SELECT story FROM linked WHERE report = ?1 AND story IS NOT NULL")?;
        let mut stories = BTreeSet::new();
        for report in reports {
            stories.extend(
                of.query_row([report], |row| row.get::<_, i64>(0))
                    .optional()?,
            );
        }
        Ok(stories)
    }

    /// Returns the reports of a story, in the order of their ids.
    pub(super) fn reports_of(&self, story: i64) -> Result<Vec<i64>, Problem> {
        let select =
            "SELECT number FROM linked JOIN report ON report = number WHERE story = ?1 ORDER BY id";
        let mut select = self.db.prepare_cached(select)?;
        let rows = select.query_map([story], |row| row.get(0))?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Returns a story as it is kept.
    pub(super) fn kept(&self, story: i64) -> Result<Part, Problem> {
        let links: Vec<u8> = self
            .db
            .prepare_cached("SELECT links FROM story WHERE number = ?1")?
            .query_row([story], |row| row.get(0))?;
        Ok(Part {
            reports: self.reports_of(story)?,
            links: unpacked(&links)?,
            places: None,
            story: Some(story),
            made: None,
        })
    }
}

/// Writes the stories of a component in place of those that it had; returns how many of its reports
/// were to be linked anew.
fn put(
    db: &Connection,
    component: &[i64],
    parts: &[(Part, Option<i64>)],
    judgements: &[link::Judgement],
) -> Result<usize, Problem> {
    let mut left = BTreeSet::new();
    let keep: BTreeSet<i64> = parts.iter().filter_map(|(_, story)| *story).collect();
    for number in component {
        let old: Option<i64> = db
            .prepare_cached("SELECT story FROM linked WHERE report = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?
            .flatten();
        if let Some(old) = old.filter(|old| !keep.contains(old)) {
            // Its number may come to another story, and those of it that are elsewhere now too.
            db.prepare_cached("UPDATE linked SET story = NULL, is_new = 1 WHERE story = ?1")?
                .execute([old])?;
            left.insert(old);
        }
    }
    let mut was_new = db.prepare_cached("SELECT is_new FROM linked WHERE report = ?1")?;
    let mut new = 0;
    for report in component {
        let is_new: Option<bool> = was_new.query_row([report], |row| row.get(0)).optional()?;
        new += usize::from(is_new == Some(true));
    }
    let mut of = db.prepare_cached("UPDATE linked SET story = ?2, is_new = 0 WHERE report = ?1")?;
    let mut touched = Touched::default();
    let mut new_stories = Vec::new();
    for (part, story) in parts {
        let story = match story {
            Some(story) => *story,
            None => {
                let story = db
                    .prepare_cached("INSERT INTO story (reports, links) VALUES (?1, ?2)")?
                    .insert((
                        i64::try_from(part.reports.len()).unwrap_or(i64::MAX),
                        packed(&part.links)?,
                    ))?;
                if let Some((rows, cast)) = &part.made {
                    ranks::put(db, story, rows)?;
                    new_stories.push((story, part, cast));
                }
                story
            }
        };
        for report in &part.reports {
            of.execute((report, story))?;
        }
    }
    // Whoever is in the old and the new is not nobody meanwhile, whose name would be joined anew.
    for (story, part, cast) in new_stories {
        cast::enter(db, story, &part.reports, &part.links, cast, &mut touched)?;
    }
    for story in left {
        cast::leave(db, story, &mut touched)?;
        db.prepare_cached("DELETE FROM story WHERE number = ?1")?
            .execute([story])?;
    }
    cast::settle(db, touched, judgements)?;
    Ok(new)
}

fn new_reports(db: &Connection) -> Result<Vec<i64>, Problem> {
    let mut select = db.prepare_cached("SELECT report FROM linked WHERE is_new ORDER BY report")?;
    let rows = select.query_map([], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}
