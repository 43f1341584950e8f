//! The pile while its claims are linked: who is meant where, and who published what.

use std::collections::BTreeMap;

use super::names;
use super::{Copy, Entry, LinkedEntity, LinkedEntityId, ReportIndex};
use crate::language::{EntityId, EntityKind};
use crate::span::Span;

/// The pile with what has been linked so far, ready to be asked.
pub(super) struct Pile<'p> {
    /// The reports and their readings.
    pub(super) entries: &'p [Entry],
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
    /// Entities that may publish, by the folded forms of their names.
    publishers: BTreeMap<String, LinkedEntityId>,
}

/// Folds an outlet's name: "The Harbour Post" and "Harbour Post" are one.
pub(super) fn fold_outlet(name: &str) -> String {
    let folded = names::fold(name);
    folded.strip_prefix("the ").map_or(folded.clone(), str::to_owned)
}

impl<'p> Pile<'p> {
    /// Prepares a pile.
    pub(super) fn new(entries: &'p [Entry], copies: &'p [Copy], entities: &'p [LinkedEntity]) -> Self {
        let mut linked: Vec<Vec<Option<LinkedEntityId>>> = entries.iter().map(|entry| vec![None; entry.reading.entities.len()]).collect();
        let mut publishers = BTreeMap::new();
        for (id, entity) in (0u32..).map(LinkedEntityId).zip(entities) {
            for (report, own) in &entity.mentions {
                if let Some(place) = linked.get_mut(report.0 as usize).and_then(|report| report.get_mut(own.0 as usize)) {
                    *place = Some(id);
                }
            }
            if matches!(entity.kind, EntityKind::Outlet | EntityKind::Organisation | EntityKind::Place) {
                for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                    publishers.entry(fold_outlet(name)).or_insert(id);
                }
            }
        }
        let mentions = entries.iter().zip(&linked).map(|(entry, linked)| {
            let named = entry.reading.entities.iter().zip(linked).filter(|(entity, _)| entity.kind != EntityKind::Unnamed);
            let mut all: Vec<(Span, LinkedEntityId)> = named
                .filter_map(|(entity, id)| Some((entity, (*id)?)))
                .flat_map(|(entity, id)| entity.mentions.iter().map(move |span| (*span, id)))
                .collect();
            all.sort_unstable();
            all
        });
        let mentions = mentions.collect();
        let outlets: Vec<Option<String>> =
            entries.iter().map(|entry| entry.report.about.outlet.as_deref().map(fold_outlet).filter(|name| !name.is_empty())).collect();
        let mut published: BTreeMap<String, Vec<ReportIndex>> = BTreeMap::new();
        for (report, outlet) in (0u32..).map(ReportIndex).zip(&outlets) {
            if let Some(outlet) = outlet {
                published.entry(outlet.clone()).or_default().push(report);
            }
        }
        Pile { entries, copies, entities, linked, mentions, outlets, published, publishers }
    }

    /// Returns a report and its reading.
    pub(super) fn entry(&self, report: ReportIndex) -> Option<&'p Entry> {
        self.entries.get(report.0 as usize)
    }

    /// Returns the entity of the pile that an entity of a report is.
    pub(super) fn linked(&self, report: ReportIndex, entity: EntityId) -> Option<LinkedEntityId> {
        self.linked.get(report.0 as usize)?.get(entity.0 as usize).copied().flatten()
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
        mentions.get(..after)?.iter().rev().take(DEEPEST).find(|(span, _)| span.contains(word)).map(|(_, id)| *id)
    }

    /// Returns the mentions that stand inside a stretch of a report.
    pub(super) fn mentions_in(&self, report: ReportIndex, within: Span) -> impl Iterator<Item = (Span, LinkedEntityId)> {
        let mentions = self.mentions.get(report.0 as usize).map_or(&[][..], Vec::as_slice);
        let first = mentions.partition_point(|(span, _)| span.start() < within.start());
        let inside = mentions.get(first..).unwrap_or(&[]).iter().take_while(move |(span, _)| span.start() < within.end());
        inside.filter(move |(span, _)| within.contains(*span)).copied()
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
    pub(super) fn outlet_of_entity(&self, id: LinkedEntityId) -> Option<String> {
        let entity = self.entity(id)?;
        std::iter::once(&entity.name).chain(&entity.aliases).map(|name| fold_outlet(name)).find(|name| self.published.contains_key(name))
    }

    /// Orders reports as they appeared: by date, the undated last, then as the pile has them.
    pub(super) fn appeared(&self, report: ReportIndex) -> (bool, Option<crate::report::Moment>, ReportIndex) {
        let published = self.entry(report).and_then(|entry| entry.report.about.published);
        (published.is_none(), published, report)
    }
}
