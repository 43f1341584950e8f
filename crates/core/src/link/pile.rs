//! The pile while its claims are linked: who is meant where, and who published what.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::names;
use super::origins::{is_called_outlet, names_page};
use super::{Copy, Entry, LinkedEntity, LinkedEntityId, ReportIndex};
use crate::language::{EntityId, EntityKind};
use crate::outlets::agency;
use crate::report::{Moment, ReportId};
use crate::span::{Span, hull};

/// The pile with what has been linked so far, ready to be asked.
pub(super) struct Pile<'p> {
    /// The reports and their readings.
    pub(super) entries: &'p [&'p Entry],
    /// The copies found.
    pub(super) copies: &'p [Copy],
    /// The entities of the pile.
    pub(super) entities: &'p [LinkedEntity],
    /// For each report its entities' numbers in the pile.
    linked: Vec<Vec<Option<LinkedEntityId>>>,
    /// For each report the mentions of its entities, in the order of the text.
    mentions: Vec<Vec<(Span, LinkedEntityId)>>,
    /// For each report the folded name of its outlet.
    outlets: Vec<Option<String>>,
    /// Reports by the folded name of their outlet.
    published: BTreeMap<String, Vec<ReportIndex>>,
    /// For each entity the folded name under which it published reports of the pile.
    publishes: Vec<Option<String>>,
    /// Entities whose articles or pages the reports speak of.
    behaves: BTreeSet<LinkedEntityId>,
    /// For each person the words that reports use for who he is, lower-cased; none for others.
    called: Vec<BTreeSet<String>>,
    /// For each person the bodies to which reports say that he belongs.
    belongs: Vec<BTreeSet<LinkedEntityId>>,
    /// Of how many people a word is used so.
    called_so: BTreeMap<String, usize>,
    /// Entities that may publish, by the folded forms of their names.
    publishers: BTreeMap<String, LinkedEntityId>,
    /// For each report the mentions of outlets other than its own, in the order of the text.
    cited: Vec<Vec<(Span, LinkedEntityId)>>,
    /// For each report the folded names of those of them of which the pile has reports.
    named: Vec<BTreeSet<String>>,
}

/// Folds an outlet's name: "The Harbour Post" and "Harbour Post" are one, and so are an agency and
/// its letters.
pub(super) fn fold_outlet(name: &str) -> String {
    without_article(agency(name).unwrap_or(name))
}

fn without_article(name: &str) -> String {
    let folded = names::fold(name);
    folded
        .strip_prefix("the ")
        .map_or(folded.clone(), str::to_owned)
}

/// Returns the folded forms of an entity's name. Letters that name a place are a place's: "Pa." is
/// no agency.
fn folded(entity: &LinkedEntity) -> impl Iterator<Item = String> {
    let may_be_agency = matches!(entity.kind, EntityKind::Outlet | EntityKind::Organisation);
    let fold = move |name: &String| {
        if may_be_agency {
            fold_outlet(name)
        } else {
            without_article(name)
        }
    };
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(fold)
}

impl<'p> Pile<'p> {
    /// Prepares a pile.
    pub(super) fn new(
        entries: &'p [&'p Entry],
        copies: &'p [Copy],
        entities: &'p [LinkedEntity],
    ) -> Self {
        let mut linked: Vec<Vec<Option<LinkedEntityId>>> = entries
            .iter()
            .map(|entry| vec![None; entry.reading.entities.len()])
            .collect();
        for (id, entity) in (0u32..).map(LinkedEntityId).zip(entities) {
            for (report, own) in &entity.mentions {
                if let Some(place) = linked
                    .get_mut(report.0 as usize)
                    .and_then(|report| report.get_mut(own.0 as usize))
                {
                    *place = Some(id);
                }
            }
        }
        let mentions: Vec<_> = entries
            .iter()
            .zip(&linked)
            .map(|(entry, linked)| mentions(entry, linked))
            .collect();
        let outlets: Vec<Option<String>> = entries
            .iter()
            .map(|entry| {
                entry
                    .report
                    .about
                    .outlet
                    .as_deref()
                    .map(fold_outlet)
                    .filter(|name| !name.is_empty())
            })
            .collect();
        let mut published: BTreeMap<String, Vec<ReportIndex>> = BTreeMap::new();
        for (report, outlet) in (0u32..).map(ReportIndex).zip(&outlets) {
            if let Some(outlet) = outlet {
                published.entry(outlet.clone()).or_default().push(report);
            }
        }
        let publishes: Vec<Option<String>> = entities
            .iter()
            .map(|entity| folded(entity).find(|name| published.contains_key(name)))
            .collect();
        let described: Vec<_> = entities
            .iter()
            .map(|entity| descriptions(entries, entity))
            .collect();
        let mut pile = Pile {
            entries,
            copies,
            entities,
            linked,
            outlets,
            published,
            publishes,
            behaves: BTreeSet::new(),
            called: described.iter().map(|all| called(entries, all)).collect(),
            belongs: described
                .iter()
                .map(|all| belongs(entries, &mentions, all))
                .collect(),
            mentions,
            called_so: BTreeMap::new(),
            publishers: publishers(entities),
            cited: Vec::new(),
            named: Vec::new(),
        };
        for word in pile.called.iter().flatten() {
            *pile.called_so.entry(word.clone()).or_insert(0) += 1;
        }
        pile.behaves = pile.reports().flat_map(|r| pile.have_pages(r)).collect();
        pile.cited = pile
            .reports()
            .map(|report| pile.outlets_in(report))
            .collect();
        let names = |cited: &Vec<(Span, LinkedEntityId)>| {
            cited
                .iter()
                .filter_map(|(_, id)| pile.outlet_of_entity(*id))
                .map(str::to_owned)
                .collect()
        };
        pile.named = pile.cited.iter().map(names).collect();
        pile
    }

    /// Returns the reports, in the order in which they were handed over.
    pub(super) fn reports(&self) -> impl Iterator<Item = ReportIndex> + use<> {
        (0u32..).map(ReportIndex).take(self.entries.len())
    }

    /// Returns a report and its reading.
    pub(super) fn entry(&self, report: ReportIndex) -> Option<&'p Entry> {
        self.entries.get(report.0 as usize).copied()
    }

    /// Returns the entity of the pile that an entity of a report is.
    pub(super) fn linked(&self, report: ReportIndex, entity: EntityId) -> Option<LinkedEntityId> {
        self.linked
            .get(report.0 as usize)?
            .get(entity.0 as usize)
            .copied()
            .flatten()
    }

    /// Returns an entity of the pile.
    pub(super) fn entity(&self, id: LinkedEntityId) -> Option<&'p LinkedEntity> {
        self.entities.get(id.0 as usize)
    }

    /// Returns whom a word means, if it stands in a mention.
    pub(super) fn meant(&self, report: ReportIndex, word: Span) -> Option<LinkedEntityId> {
        /// Mentions nest ("the mayor of Varn"), hardly ever deeper than this.
        const DEEPEST: usize = 3;
        let mentions = self.mentions.get(report.0 as usize)?;
        let after = mentions.partition_point(|(span, _)| span.start() <= word.start());
        mentions
            .get(..after)?
            .iter()
            .rev()
            .take(DEEPEST)
            .find(|(span, _)| span.contains(word))
            .map(|(_, id)| *id)
    }

    /// Returns the mentions that stand inside a stretch of a report.
    pub(super) fn mentions_in(
        &self,
        report: ReportIndex,
        within: Span,
    ) -> impl Iterator<Item = (Span, LinkedEntityId)> {
        let mentions = self
            .mentions
            .get(report.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        let first = mentions.partition_point(|(span, _)| span.start() < within.start());
        let inside = mentions
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .take_while(move |(span, _)| span.start() < within.end());
        inside
            .filter(move |(span, _)| within.contains(*span))
            .copied()
    }

    /// Returns the folded name of a report's outlet.
    pub(super) fn outlet(&self, report: ReportIndex) -> Option<&str> {
        self.outlets.get(report.0 as usize)?.as_deref()
    }

    /// Returns the reports of an outlet, given its folded name.
    pub(super) fn reports_of(&self, outlet: &str) -> &[ReportIndex] {
        self.published.get(outlet).map_or(&[], Vec::as_slice)
    }

    /// Returns the entity that bears an outlet's folded name.
    pub(super) fn publisher(&self, outlet: &str) -> Option<LinkedEntityId> {
        self.publishers.get(outlet).copied()
    }

    /// Returns the folded name under which an entity published reports of the pile.
    pub(super) fn outlet_of_entity(&self, id: LinkedEntityId) -> Option<&str> {
        self.publishes.get(id.0 as usize)?.as_deref()
    }

    /// Says whether an entity is an outlet, by its kind or because the pile has its reports.
    pub(super) fn is_outlet(&self, id: LinkedEntityId) -> bool {
        self.outlet_of_entity(id).is_some()
            || self.behaves.contains(&id)
            || self.entity(id).is_some_and(is_called_outlet)
    }

    /// Returns the words that reports use for who somebody is, lower-cased, without a plural's "s".
    pub(super) fn called(&self, person: LinkedEntityId) -> &BTreeSet<String> {
        static NOTHING: BTreeSet<String> = BTreeSet::new();
        self.called.get(person.0 as usize).unwrap_or(&NOTHING)
    }

    /// Says whether reports take somebody for one of a body: "Moll of \[Reed Line\]".
    pub(super) fn belongs(&self, person: LinkedEntityId, body: LinkedEntityId) -> bool {
        let bodies = self.belongs.get(person.0 as usize);
        bodies.is_some_and(|bodies| bodies.contains(&body))
    }

    /// Says whether a word is used for who one person is, and for no other.
    pub(super) fn is_only_one_called(&self, word: &str) -> bool {
        self.called_so.get(word) == Some(&1)
    }

    /// Finds the bodies of which a report cites an article, a page, a programme: "the Orsa Line article".
    fn have_pages(&self, report: ReportIndex) -> Vec<LinkedEntityId> {
        let Some(entry) = self.entry(report) else {
            return Vec::new();
        };
        let text = entry.report.text();
        let sources = entry.reading.attributions.iter().map(|found| &found.source);
        let pages = sources
            .filter_map(|source| hull(&source.spans))
            .filter(|span| names_page(span.of(text)));
        let bodies = pages
            .flat_map(|span| self.mentions_in(report, span))
            .map(|(_, id)| id);
        bodies
            .filter(|id| {
                self.entity(*id)
                    .is_some_and(|entity| entity.kind == EntityKind::Organisation)
            })
            .collect()
    }

    /// Finds the mentions of outlets in a report, other than its own.
    fn outlets_in(&self, report: ReportIndex) -> Vec<(Span, LinkedEntityId)> {
        let own = self.outlet(report);
        let is_own = |id: LinkedEntityId| own.is_some() && self.outlet_of_entity(id) == own;
        let all = self
            .mentions
            .get(report.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(|(_, id)| self.is_outlet(*id) && !is_own(*id))
            .copied()
            .collect()
    }

    /// Returns the last outlet that a report names before a place, other than its own.
    pub(super) fn outlet_before(
        &self,
        report: ReportIndex,
        place: usize,
    ) -> Option<LinkedEntityId> {
        let cited = self.cited.get(report.0 as usize)?;
        let before = cited.partition_point(|(span, _)| span.start() < place);
        cited
            .get(..before)?
            .iter()
            .rev()
            .find(|(span, _)| span.end() <= place)
            .map(|(_, id)| *id)
    }

    /// Says whether a report names an outlet other than its own, given that one's folded name.
    pub(super) fn names_outlet(&self, report: ReportIndex, outlet: &str) -> bool {
        self.named
            .get(report.0 as usize)
            .is_some_and(|named| named.contains(outlet))
    }

    /// Returns what orders reports as they appeared.
    pub(super) fn appeared(
        &self,
        report: ReportIndex,
    ) -> Option<(bool, Option<Moment>, &'p ReportId)> {
        self.entry(report).map(Entry::appeared)
    }
}

/// Collects the mentions of a report's entities that have names, in the order of the text.
fn mentions(entry: &Entry, linked: &[Option<LinkedEntityId>]) -> Vec<(Span, LinkedEntityId)> {
    let named = entry
        .reading
        .entities
        .iter()
        .zip(linked)
        .filter(|(entity, _)| !entity.names.is_empty());
    let mut all: Vec<(Span, LinkedEntityId)> = named
        .filter_map(|(entity, id)| Some((entity, (*id)?)))
        .flat_map(|(entity, id)| entity.mentions.iter().map(move |span| (*span, id)))
        .collect();
    all.sort_unstable();
    all
}

/// Finds for each folded name the entity that publishes under it: of several the one that is named
/// most.
fn publishers(entities: &[LinkedEntity]) -> BTreeMap<String, LinkedEntityId> {
    let mut found: BTreeMap<String, (Reverse<usize>, &str, LinkedEntityId)> = BTreeMap::new();
    for (id, entity) in (0u32..).map(LinkedEntityId).zip(entities) {
        if matches!(
            entity.kind,
            EntityKind::Outlet | EntityKind::Organisation | EntityKind::Place
        ) {
            let rank = (Reverse(entity.mentions.len()), entity.name.as_str(), id);
            for name in folded(entity) {
                found
                    .entry(name)
                    .and_modify(|best| *best = rank.min(*best))
                    .or_insert(rank);
            }
        }
    }
    found
        .into_iter()
        .map(|(name, (.., id))| (name, id))
        .collect()
}

/// Behind a name so many bytes may say who somebody is.
const APPOSITION: usize = 90;

/// Finds where reports say who a person is: his role, and what stands behind his name.
fn descriptions(entries: &[&Entry], linked: &LinkedEntity) -> Vec<(ReportIndex, Span)> {
    let mut found = Vec::new();
    if linked.kind != EntityKind::Person {
        return found;
    }
    for (report, own) in &linked.mentions {
        let Some(entry) = entries.get(report.0 as usize) else {
            continue;
        };
        let Some(entity) = entry.reading.entities.get(own.0 as usize) else {
            continue;
        };
        let text = entry.report.text();
        found.extend(entity.role.map(|role| (*report, role)));
        for name in &entity.names {
            let end = text.floor_char_boundary(name.end() + APPOSITION);
            let behind = text.get(name.end()..end).unwrap_or("");
            let opens = [", a ", ", an ", ", the "]
                .iter()
                .find(|opens| behind.starts_with(**opens));
            if let Some(opens) = opens {
                let words = behind.get(opens.len()..).unwrap_or("");
                let words = words.split([',', '.', ';', '\n']).next().unwrap_or("");
                let start = name.end() + opens.len();
                found.push((*report, Span::new(start, start + words.len())));
            }
        }
    }
    found
}

/// Collects the words that stand in descriptions, without a plural's "s".
fn called(entries: &[&Entry], descriptions: &[(ReportIndex, Span)]) -> BTreeSet<String> {
    let words = |(report, span): &(ReportIndex, Span)| {
        let entry = entries.get(report.0 as usize);
        let words = entry.map_or("", |entry| span.of(entry.report.text()));
        words.split(|c: char| !c.is_alphanumeric() && c != '-')
    };
    let all = descriptions.iter().flat_map(words);
    all.filter(|word| !word.is_empty())
        .map(|word| {
            let lower = word.to_lowercase();
            lower.strip_suffix('s').map_or(lower.clone(), str::to_owned)
        })
        .collect()
}

/// Finds the bodies to which descriptions say that somebody belongs: "a clerk at \[Reed Line\]",
/// "\[Reed Line\] clerk", and not "who watches \[Reed Line\]".
fn belongs(
    entries: &[&Entry],
    mentions: &[Vec<(Span, LinkedEntityId)>],
    descriptions: &[(ReportIndex, Span)],
) -> BTreeSet<LinkedEntityId> {
    /// What stands between somebody's role and where he has it.
    const TIES: &[&str] = &["of", "at", "from", "with", "for"];
    let mut found = BTreeSet::new();
    for (report, span) in descriptions {
        let text = entries
            .get(report.0 as usize)
            .map_or("", |entry| entry.report.text());
        let all = mentions
            .get(report.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        let first = all.partition_point(|(mention, _)| mention.start() < span.start());
        let inside = all.iter().skip(first);
        for (mention, id) in inside.take_while(|(mention, _)| mention.start() < span.end()) {
            let before = text.get(span.start()..mention.start()).unwrap_or("");
            let before = before.strip_suffix("the ").unwrap_or(before);
            let last = before.split_whitespace().last();
            if last.is_none_or(|word| TIES.contains(&word)) {
                found.insert(*id);
            }
        }
    }
    found
}
