//! What of a record a question is asked of: all of it, or the stories of the reports that it is
//! about.
//!
//! What joins the reports is taken as it is kept (`links`). Of a record that is too large to be held
//! in memory whole, a page of a list takes the stories of its own entries (`ranks`), and is the same
//! as of all; what is asked by words takes the stories of the reports that hold them. What needs
//! everything and has no order that is kept takes the largest stories, and says so.

use std::collections::{BTreeSet, HashMap};

use sayso_core::language::EntityId;
use sayso_core::link::{Links, ReportIndex};
use sayso_core::report::{Report, ReportId};

use super::known::Known;
use super::links::Part;
use super::placed::{self, Placed};
use super::problem::Problem;
use super::stored::{self, Which};
use super::{Record, search};
use crate::judged::Judgement;
use crate::key::Key;
use crate::lists::{List, Mention, Wanted, Whole};
use crate::pile::{Cast, Item, narrow};

/// Reports that are held in memory for one answer: some hundreds of megabytes.
pub(crate) const WHOLE: usize = 6000;

/// Reports that are read or linked anew in memory while somebody waits: some seconds.
pub(super) const ANEW: usize = 500;

/// What of a record a question is asked of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum About<'w> {
    /// All of it; of a record that is too large the largest stories.
    Everything,
    /// All of it; of a record that is too large what stands on these parts of lists.
    Lists(&'w [Wanted]),
    /// The same, and of a record that is too large the stories of the reports that hold all of these
    /// words.
    Words(&'w str),
    /// The reports that hold all of these words and no others, whatever the size of the record:
    /// somebody narrowed the question to them.
    Only(&'w str),
    /// The same, and of a record that is too large the stories of the claims that have these numbers
    /// among all, from 1.
    Claims(&'w [usize]),
    /// The same as everything, and of a record that is too large the story of this report.
    Report(&'w ReportId),
    /// The story of this report, whatever the size of the record.
    Story(&'w ReportId),
}

/// The reports that answer a question.
#[derive(PartialEq, Debug)]
pub(crate) struct Chosen {
    /// The reports, as they appeared where they come with their stories.
    pub(crate) items: Vec<Item>,
    /// Their stories, each with the places of its reports and what joins them; `None` where these
    /// reports are to be linked by themselves.
    pub(crate) stories: Option<Vec<(Vec<ReportIndex>, Links)>>,
    /// Who is one over these stories, by the stories' places here and in their casts, and what all
    /// reports call him; `None` where it is to be found.
    pub(crate) cast: Option<Cast>,
    /// The keys of whoever is known over all stories, by his first mention here.
    pub(crate) keys: HashMap<Mention, Key>,
    /// Where what joins them stands among everything; `None` where this is everything that they
    /// come to.
    pub(crate) whole: Option<Whole>,
    /// How many the record holds.
    pub(crate) of: usize,
    /// What people judged, in the order in which they did.
    pub(crate) judgements: Vec<Judgement>,
}

impl Record {
    /// Returns the reports that a question is to be asked of, with what joins them.
    pub(crate) fn about(&self, about: About<'_>) -> Result<Chosen, Problem> {
        self.about_within(about, WHOLE)
    }

    /// The same, of at most so many reports.
    pub(super) fn about_within(&self, about: About<'_>, most: usize) -> Result<Chosen, Problem> {
        let whole = self.reports()? <= most;
        let seeds = match about {
            About::Only(words) => {
                let numbers = search::numbers(&self.db, words, 0, most)?;
                return self.alone(&Which::Numbers(&numbers));
            }
            About::Story(id) => self.number(id)?.into_iter().collect(),
            _ if whole => return self.chosen(None, most),
            About::Lists(wanted) if self.links_are_current()? => {
                return match wanted.iter().any(|part| part.list.is_of_people()) {
                    true => self.of_people(wanted),
                    false => self.listed(wanted),
                };
            }
            About::Lists(_) => return self.anew(most),
            About::Everything => self.most_told(most)?,
            About::Claims(numbers) => self.reports_of_claims(numbers)?,
            About::Words(words) => search::numbers(&self.db, words, 0, most)?,
            About::Report(id) => self.number(id)?.into_iter().collect(),
        };
        let mut chosen = self.chosen(Some(&seeds), most)?;
        if !whole && let Some(stories) = &chosen.stories {
            let mut placed = Placed::default();
            for (reports, links) in stories {
                placed.take_all(links, |report| {
                    let place = reports.get(report.0 as usize)?;
                    Some(&chosen.items.get(place.0 as usize)?.entry.report)
                });
            }
            let mut among = placed.among_all(self, &[])?;
            among.keys.clone_from(&chosen.keys);
            chosen.whole = Some(among);
        }
        Ok(chosen)
    }

    /// Returns the reports of the stories of the claims that have these numbers.
    fn reports_of_claims(&self, numbers: &[usize]) -> Result<Vec<i64>, Problem> {
        let mut reports = Vec::new();
        for number in numbers {
            let Some(place) = number.checked_sub(1) else {
                continue;
            };
            for (story, _) in self.entries_at(List::Claims, place, 1)? {
                reports.extend(self.reports_of(story)?);
            }
        }
        Ok(reports)
    }

    /// Returns the stories of what stands on parts of lists, and nothing else that is joined there.
    fn listed(&self, wanted: &[Wanted]) -> Result<Chosen, Problem> {
        let mut parts = Vec::new();
        let mut placed = Placed::default();
        let mut named: BTreeSet<i64> = BTreeSet::new();
        for (story, rows) in placed.rows_by_story(self, wanted)? {
            let mut part = self.kept(story)?;
            part.links = placed.take(self, &part.reports, part.links, &rows)?;
            let rows = rows.iter().filter(|row| row.list.is_of_readings());
            let mut here = placed::named(&part.links);
            here.extend(rows.map(|row| ReportIndex(narrow(row.place))));
            let (links, places) = placed::without_others(part.links, &here);
            (part.links, part.places) = (links, Some(places));
            let number = |at: &ReportIndex| part.reports.get(at.0 as usize);
            named.extend(here.iter().filter_map(number));
            parts.push(part);
        }
        let known = self.cast(&parts)?;
        let chosen = self.of_parts(parts, Some(&named), known)?;
        placed.take_readings(chosen.items.iter());
        let mut whole = placed.among_all(self, wanted)?;
        whole.keys.clone_from(&chosen.keys);
        Ok(Chosen {
            of: self.reports()?,
            whole: Some(whole),
            ..chosen
        })
    }

    /// Returns what a report that the record need not hold is to be compared with: the stories of
    /// what is nearest to it.
    pub(crate) fn like(&self, report: &Report, most: usize) -> Result<Chosen, Problem> {
        let chosen = self.chosen(Some(&self.nearest(report)?), most)?;
        Ok(Chosen {
            stories: None,
            ..chosen
        })
    }

    /// Returns all reports, to be read and linked by whoever asks, if that takes moments.
    fn anew(&self, most: usize) -> Result<Chosen, Problem> {
        if self.reports()? > most.min(ANEW) {
            return Err(Problem::Older);
        }
        self.alone(&Which::All)
    }

    /// Returns reports that are to be linked by themselves.
    fn alone(&self, which: &Which<'_>) -> Result<Chosen, Problem> {
        Ok(Chosen {
            items: self.understood(which)?,
            stories: None,
            cast: None,
            keys: HashMap::new(),
            whole: None,
            of: self.reports()?,
            judgements: self.judgements()?,
        })
    }

    /// Returns the stories that some reports are of, whole, as many as fit.
    fn chosen(&self, seeds: Option<&[i64]>, most: usize) -> Result<Chosen, Problem> {
        if !self.links_are_current()? {
            return self.anew(most);
        }
        let mut taken = 0;
        let fits = |part: &Part| {
            let first = taken == 0;
            taken += part.reports.len();
            first || taken <= most
        };
        let parts: Vec<Part> = self.parts(seeds)?.into_iter().take_while(fits).collect();
        // Of everything it is found anew, which costs no more.
        let known = match seeds {
            Some(_) => self.cast(&parts)?,
            None => None,
        };
        self.of_parts(parts, None, known)
    }

    /// Puts stories together, and who is known over them; of reports that nothing names, if it is said
    /// which are named, there is only what heads them.
    pub(super) fn of_parts(
        &self,
        parts: Vec<Part>,
        named: Option<&BTreeSet<i64>>,
        known: Option<Vec<Known>>,
    ) -> Result<Chosen, Problem> {
        let numbers: BTreeSet<i64> = parts
            .iter()
            .flat_map(|part| &part.reports)
            .copied()
            .collect();
        let is_named = |number: &i64| named.is_none_or(|named| named.contains(number));
        let (whole, heads): (Vec<i64>, Vec<i64>) = numbers.into_iter().partition(is_named);
        let mut items = self.understood_numbered(&Which::Numbers(&whole))?;
        items.extend(stored::heads(&self.db, &heads)?);
        items.sort_by(|(_, one), (_, other)| one.entry.appeared().cmp(&other.entry.appeared()));
        let places: HashMap<i64, ReportIndex> = items
            .iter()
            .enumerate()
            .map(|(place, (number, _))| (*number, ReportIndex(narrow(place))))
            .collect();
        let mut keys = HashMap::new();
        for one in known.iter().flatten() {
            let mentions = one.members.iter().filter_map(|(at, place)| {
                let part = parts.get(*at)?;
                let mention = |(report, id): &(ReportIndex, EntityId)| {
                    let number = part.reports.get(report.0 as usize)?;
                    Some((*places.get(number)?, *id))
                };
                let entity = part.links.entities.get(*place)?;
                entity.mentions.iter().filter_map(mention).min()
            });
            keys.extend(mentions.min().zip(one.key.clone()));
        }
        let story = |part: Part| {
            let reports = part
                .reports
                .iter()
                .filter_map(|number| places.get(number).copied());
            (reports.collect(), part.links)
        };
        let cast = known.map(|known| {
            let one = |one: Known| (one.members, one.forms);
            known.into_iter().map(one).collect()
        });
        Ok(Chosen {
            stories: Some(parts.into_iter().map(story).collect()),
            cast,
            keys,
            whole: None,
            items: items.into_iter().map(|(_, item)| item).collect(),
            of: self.reports()?,
            judgements: self.judgements()?,
        })
    }
}

impl Chosen {
    /// Returns where a report stands among these.
    pub(super) fn place(&self, id: &ReportId) -> Option<ReportIndex> {
        let at = self
            .items
            .iter()
            .position(|item| item.entry.report.id() == id)?;
        Some(ReportIndex(narrow(at)))
    }
}
