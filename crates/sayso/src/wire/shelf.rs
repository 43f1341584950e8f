//! A pile on its way to JSON: its code points, and the keys of what is in it.

use std::cell::OnceCell;

use sayso_core::language::EntityId;
use sayso_core::link::{self, ReportIndex};
use sayso_core::span::{CodePoints, Span};

use super::reading::{InReport, Knew, Read, Told, ToldInPile};
use crate::key::Key;
use crate::pile::Pile;

/// A pile with the code points of each of its texts, counted once and only where somebody asks.
pub(crate) struct Shelf<'a> {
    pile: &'a Pile,
    points: Vec<OnceCell<CodePoints<'a>>>,
}

impl<'a> Shelf<'a> {
    /// Makes a shelf of a pile.
    pub(crate) fn new(pile: &'a Pile) -> Self {
        Shelf {
            pile,
            points: pile.entries().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Returns the pile.
    pub(crate) fn pile(&self) -> &'a Pile {
        self.pile
    }

    /// Returns the code points of a report's text.
    pub(crate) fn points(&self, report: ReportIndex) -> &CodePoints<'a> {
        self.points[report.0 as usize]
            .get_or_init(|| CodePoints::new(self.pile.report(report).text()))
    }

    /// Returns the name of a claim that lasts: the report that tells it first, and where its words
    /// stand there.
    pub(crate) fn claim_key(&self, claim: &link::Claim) -> Option<String> {
        claim
            .tellings
            .first()
            .map(|first| self.key(first.report, first.span).to_string())
    }

    /// Returns the name of words of a report, which lasts.
    pub(crate) fn key(&self, report: ReportIndex, span: Span) -> Key {
        Key {
            report: self.pile.report(report).id().clone(),
            points: self.points(report).pair(span),
        }
    }

    /// Returns the name of an entity that lasts: the report that names it first, and where it does.
    pub(crate) fn entity_key(&self, entity: &link::LinkedEntity) -> Option<String> {
        if let Some(key) = self.pile.known_key(entity) {
            return Some(key.to_string());
        }
        // Of a report that only heads a page nothing was read.
        let read = |(report, id): &(ReportIndex, EntityId)| {
            let entities = &self.pile.entry(*report).reading.entities;
            Some((*report, entities.get(id.0 as usize)?))
        };
        let (report, found) = entity.mentions.iter().find_map(read)?;
        let first = found.mentions.first().copied().unwrap_or(found.name);
        Some(self.key(report, first).to_string())
    }

    /// Returns the name of an entity of the pile that lasts.
    pub(crate) fn linked_key(&self, entity: link::LinkedEntityId) -> Option<String> {
        self.entity_key(self.pile.links().entities.get(entity.0 as usize)?)
    }

    /// Returns the id of a report.
    pub(crate) fn id(&self, report: ReportIndex) -> &'a str {
        self.pile.report(report).id().as_str()
    }

    /// Returns the JSON of a report as `read` gives it.
    pub(crate) fn read(&self, report: ReportIndex) -> Read<'a> {
        Read::of(
            self.pile.path(report),
            self.pile.entry(report),
            self.points(report),
        )
    }

    /// Returns the JSON of a communication under its report, with the number of the communication
    /// of the pile that it tells of.
    pub(crate) fn told(
        &self,
        report: ReportIndex,
        found: &'a sayso_core::told::Told,
    ) -> ToldInPile<'a> {
        let communication = self
            .pile
            .communication(report, found)
            .map(|id| self.pile.communication_number(id));
        ToldInPile {
            report: self.id(report),
            communication,
            finding: Told::of(found, self.pile.entry(report), self.points(report)),
        }
    }

    /// Returns the JSON of a state of knowledge under its report.
    pub(crate) fn knew(
        &self,
        report: ReportIndex,
        found: &'a sayso_core::knew::Knew,
    ) -> InReport<'a, Knew<'a>> {
        InReport {
            report: self.id(report),
            finding: Knew::of(found, self.pile.entry(report), self.points(report)),
        }
    }
}
