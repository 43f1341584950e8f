//! Names in one report, and which of them mean the same person, organisation, place or group.

use serde::{Deserialize, Serialize};

use super::Language;
use crate::report::Report;
use crate::span::Span;

/// An entity of one reading, counted from 0 in the order of its first mention.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// What kind of thing an entity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    /// A nationality, party or people: "Republicans", "Israeli".
    Group,
    /// One who publishes.
    Outlet,
    /// A book, film, programme, treaty.
    Work,
    /// Somebody described but not named: "two officials familiar with the talks".
    Unnamed,
}

/// Somebody or something that a report speaks of, with every mention.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entity {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// The words of its fullest mention, without the role.
    pub name: Span,
    /// Its title or office where the report gives one: "Foreign Minister".
    pub role: Option<Span>,
    /// Where it is mentioned, by name or role or pronoun, in the order of the text.
    pub mentions: Vec<Span>,
}

/// Finds the entities of a report.
pub(super) fn find(_report: &Report, _language: &Language) -> Vec<Entity> {
    Vec::new()
}

impl Language {
    /// Returns the entity that a noun phrase is about.
    pub fn entity_in(&self, _span: Span) -> Option<EntityId> {
        None
    }
}
