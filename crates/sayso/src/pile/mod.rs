//! A pile: reports that were read, and what joins them. What `brief` and every question work on.
//!
//! Knows neither where the reports were kept nor how the answer will look.

mod whole;

use std::collections::HashMap;

use sayso_core::attribution::Party;
use sayso_core::knew::Knew;
use sayso_core::language::EntityId;
use sayso_core::link::{
    self, ClaimId, Communication, CommunicationId, Entry, Forms, LinkedEntityId, Links,
    ReportIndex, Voice,
};
use sayso_core::report::{Report, ReportId};
use sayso_core::told::Told;

use crate::judged::{self, Judgement};
use crate::key::{ReportName, SHORTEST_HANDLE};
use crate::lists::Whole;
use crate::worth;

/// A report that was read, and where it came from.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Item {
    /// The path as it was named; `-` for standard input.
    pub(crate) path: String,
    /// What was to be said about the page; the reading's notes begin with it.
    pub(crate) page_notes: Vec<String>,
    /// The report and its reading.
    pub(crate) entry: Entry,
}

/// Who is one over stories: by the places of stories and the places in their casts, with what all
/// reports call him.
pub(crate) type Cast = Vec<(Vec<(usize, usize)>, Forms)>;

/// Reports that were read and linked. Every index in `links` counts into `entries`.
#[derive(Debug)]
pub(crate) struct Pile {
    paths: Vec<String>,
    entries: Vec<Entry>,
    links: Links,
    linked: HashMap<(ReportIndex, EntityId), LinkedEntityId>,
    /// Communications by the reports that tell of them and the first byte of the words on which
    /// each hangs.
    communications: HashMap<(ReportIndex, usize), CommunicationId>,
    places: HashMap<ReportId, ReportIndex>,
    handle_length: usize,
    one_year: bool,
    /// What all reports come to, where these are a part of them.
    whole: Option<Whole>,
}

impl Pile {
    /// Links what was read, as people judged it.
    pub(crate) fn link(mut items: Vec<Item>, judgements: &[Judgement]) -> Self {
        // So that no answer depends on what was read first.
        items.sort_by(|one, other| one.entry.appeared().cmp(&other.entry.appeared()));
        let (paths, entries) = parted(items);
        let links = link::link_judged(&entries, &judged::for_links(judgements, &entries));
        Pile::new(paths, entries, links)
    }

    /// Puts the stories of reports together that are linked already: each with the places of its
    /// reports, and if that is known who is one over them.
    pub(crate) fn of_stories(
        items: Vec<Item>,
        stories: Vec<(Vec<ReportIndex>, Links)>,
        cast: Option<Cast>,
        judgements: &[Judgement],
    ) -> Self {
        let (paths, entries) = parted(items);
        let links = match cast {
            Some(cast) => link::link_cast(&entries, stories, cast),
            None => {
                let judged = judged::for_links(judgements, &entries);
                link::link_known(&entries, stories, &judged)
            }
        };
        Pile::new(paths, entries, links)
    }

    /// Joins reports and links that belong together.
    pub(crate) fn new(paths: Vec<String>, entries: Vec<Entry>, links: Links) -> Self {
        let mut linked = HashMap::new();
        for (i, entity) in links.entities.iter().enumerate() {
            linked.extend(
                entity
                    .mentions
                    .iter()
                    .map(|mention| (*mention, LinkedEntityId(narrow(i)))),
            );
        }
        let mut communications = HashMap::new();
        for (i, communication) in links.communications.iter().enumerate() {
            let cue = |(report, at): &(ReportIndex, usize)| {
                Some((
                    *report,
                    entries
                        .get(report.0 as usize)?
                        .reading
                        .told
                        .get(*at)?
                        .cue
                        .start(),
                ))
            };
            communications.extend(
                communication
                    .tellings
                    .iter()
                    .filter_map(cue)
                    .map(|cue| (cue, CommunicationId(narrow(i)))),
            );
        }
        let places = entries
            .iter()
            .enumerate()
            .map(|(i, entry)| (entry.report.id().clone(), ReportIndex(narrow(i))))
            .collect();
        let handle_length = handle_length(&entries);
        let mut years = entries
            .iter()
            .filter_map(|entry| entry.report.about.published)
            .map(|moment| moment.date.year());
        let first = years.next();
        let one_year = years.all(|year| Some(year) == first);
        Pile {
            paths,
            entries,
            links,
            linked,
            communications,
            places,
            handle_length,
            one_year,
            whole: None,
        }
    }

    /// Returns everything that joins the reports.
    pub(crate) fn links(&self) -> &Links {
        &self.links
    }

    /// Returns every report with its index, in the order of the pile.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (ReportIndex, &Entry)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(i, entry)| (ReportIndex(narrow(i)), entry))
    }

    /// Returns the report and its reading.
    pub(crate) fn entry(&self, report: ReportIndex) -> &Entry {
        &self.entries[report.0 as usize]
    }

    /// Returns the report.
    pub(crate) fn report(&self, report: ReportIndex) -> &Report {
        &self.entry(report).report
    }

    /// Returns the path that the report was read from.
    pub(crate) fn path(&self, report: ReportIndex) -> &str {
        &self.paths[report.0 as usize]
    }

    /// Returns the first digits of the report's id, as many as this pile needs to tell its reports
    /// apart.
    pub(crate) fn handle(&self, report: ReportIndex) -> &str {
        let id = self.report(report).id().as_str();
        id.get(..self.handle_length).unwrap_or(id)
    }

    /// Returns the reports that a name means.
    pub(crate) fn named(&self, name: &ReportName) -> Vec<ReportIndex> {
        let is_meant = |(report, entry): &(ReportIndex, &Entry)| match name {
            ReportName::Handle(digits) => entry.report.id().as_str().starts_with(digits),
            ReportName::Place(place) => {
                self.path(*report) == place || entry.report.about.url.as_ref() == Some(place)
            }
        };
        self.entries()
            .filter(is_meant)
            .map(|(report, _)| report)
            .collect()
    }

    /// Returns where a report stands in the pile, if it is there.
    pub(crate) fn place(&self, id: &ReportId) -> Option<ReportIndex> {
        self.places.get(id).copied()
    }

    /// Returns the name to call a report's outlet by: the outlet, or else the end of its path.
    pub(crate) fn outlet(&self, report: ReportIndex) -> &str {
        let path = self.path(report);
        self.report(report)
            .about
            .outlet
            .as_deref()
            .unwrap_or_else(|| path.rsplit(['/', '\\']).next().unwrap_or(path))
    }

    /// Says whether all reports that have a date are of one year, so that the year need not be
    /// repeated.
    pub(crate) fn one_year(&self) -> bool {
        self.one_year
    }

    /// Returns the entity of the pile that an entity of one report is.
    pub(crate) fn linked(&self, report: ReportIndex, entity: EntityId) -> Option<LinkedEntityId> {
        self.linked.get(&(report, entity)).copied()
    }

    /// Returns the communication of the pile that a finding tells of.
    pub(crate) fn communication(
        &self,
        report: ReportIndex,
        told: &Told,
    ) -> Option<CommunicationId> {
        self.communications
            .get(&(report, told.cue.start()))
            .copied()
    }

    /// Returns what the reports tell of a communication, earliest first.
    pub(crate) fn tellings<'a>(
        &'a self,
        communication: &'a Communication,
    ) -> impl Iterator<Item = (ReportIndex, &'a Told)> {
        communication
            .tellings
            .iter()
            .filter_map(|(report, at)| Some((*report, self.entry(*report).reading.told.get(*at)?)))
    }

    /// Returns who knew of a claim: states of knowledge with their reports, by their dates.
    pub(crate) fn ledger(&self, claim: ClaimId) -> impl Iterator<Item = (ReportIndex, &Knew)> {
        let entries = self
            .links
            .ledgers
            .iter()
            .find(|ledger| ledger.claim == claim)
            .map_or(&[][..], |ledger| ledger.entries.as_slice());
        entries
            .iter()
            .filter_map(|(report, at)| Some((*report, self.entry(*report).reading.knew.get(*at)?)))
    }

    /// Returns the best name of somebody in a finding: the pile's, the report's, or the bare words.
    pub(crate) fn party_name(&self, report: ReportIndex, party: &Party) -> &str {
        let words = party.span.of(self.report(report).text());
        party
            .entity
            .and_then(|entity| self.entity_name(report, entity))
            .unwrap_or(words)
    }

    /// Says whether somebody in a finding is known by a name, and not only by a pronoun or a
    /// description.
    pub(crate) fn is_named(&self, report: ReportIndex, party: &Party) -> bool {
        worth::is_named(self.entry(report), party)
    }

    /// Returns the best name of an entity of one report.
    pub(crate) fn entity_name(&self, report: ReportIndex, entity: EntityId) -> Option<&str> {
        if let Some(linked) = self.linked(report, entity) {
            return self.linked_name(linked);
        }
        let entry = self.entry(report);
        entry
            .reading
            .entities
            .get(entity.0 as usize)
            .map(|entity| entity.name.of(entry.report.text()))
    }

    /// Returns the best name of a voice.
    pub(crate) fn voice_name<'a>(&'a self, voice: &'a Voice) -> &'a str {
        voice
            .entity
            .and_then(|entity| self.linked_name(entity))
            .unwrap_or(&voice.name)
    }

    /// Returns the name of an entity of the pile.
    pub(crate) fn linked_name(&self, entity: LinkedEntityId) -> Option<&str> {
        self.links
            .entities
            .get(entity.0 as usize)
            .map(|entity| entity.name.as_str())
    }
}

/// Returns the paths of reports, and the reports with their readings.
fn parted(items: Vec<Item>) -> (Vec<String>, Vec<Entry>) {
    items
        .into_iter()
        .map(|item| (item.path, item.entry))
        .unzip()
}

/// Narrows a position to the width that core's ids have; a pile never comes near four billion.
pub(crate) fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Returns how many digits of their ids tell all reports apart: four do on a desk, and each further
/// one for sixteen times as many.
fn handle_length(entries: &[Entry]) -> usize {
    let mut ids: Vec<&str> = entries
        .iter()
        .map(|entry| entry.report.id().as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    ids.windows(2)
        .map(|pair| shared(pair[0], pair[1]) + 1)
        .max()
        .unwrap_or(0)
        .max(SHORTEST_HANDLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn handles_tell_reports_apart() {
        let pile = fixture::pile();
        for (report, _) in pile.entries() {
            let handle = ReportName::read(pile.handle(report));
            assert_eq!(pile.named(&handle), [report]);
            let path = ReportName::read(pile.path(report));
            assert_eq!(pile.named(&path), [report]);
        }
    }

    #[test]
    fn the_name_is_the_fullest_that_the_pile_knows() {
        let pile = fixture::pile();
        let entry = pile.entry(ReportIndex(1));
        let told = &entry.reading.told[0];
        assert_eq!(told.from[0].span.of(entry.report.text()), "Duarte");
        assert_eq!(pile.party_name(ReportIndex(1), &told.from[0]), "Ana Duarte");
    }

    #[test]
    fn a_report_without_outlet_is_called_by_its_file() {
        let pile = fixture::pile();
        assert_eq!(pile.outlet(ReportIndex(2)), "notes.txt");
    }
}
