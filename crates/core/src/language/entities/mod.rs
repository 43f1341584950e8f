//! Names in one report, and which of them mean the same person, organisation, place or group.
//!
//! In order: [`words`](Words) classes every token, `names` cuts runs of capitals, `unnamed` finds
//! descriptions of people without a name by their words and `phrases` off the tree, `coreference`
//! joins all of them and the pronouns into entities. `meant` then says whom a phrase means, `ties`
//! whom it only names. Entities of different reports are `link`'s.

mod author;
mod casing;
mod coreference;
mod described;
mod gender;
mod lexicon;
mod meant;
mod names;
mod phrases;
mod ties;
mod unnamed;
mod words;

use serde::{Deserialize, Serialize};

pub(crate) use author::author;
pub(crate) use casing::{Shape, is_title_case, running};
pub(crate) use coreference::BELOW;
pub(crate) use gender::Gender;
pub(crate) use lexicon::{Classes, is_country, is_document, lexicon, lower_into};
pub(crate) use names::generation;
pub(crate) use words::Words;

use super::Language;
use crate::report::Report;
use crate::span::Span;

/// An entity of one reading, counted from 0 in the order of its first mention other than "I" and
/// "you".
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
    /// Where it is called by a name, without the role, in the order of the text; none for somebody
    /// unnamed.
    pub names: Vec<Span>,
    /// How many they are, of somebody unnamed, where the words say so: 2 for "two officials", 1 for
    /// "an official".
    pub count: Option<u32>,
    /// The words for those whom somebody unnamed belongs to: "the Brenn administration".
    pub group: Option<Span>,
    /// The entity that these words name.
    pub group_entity: Option<EntityId>,
}

impl Entity {
    /// Makes an entity that is mentioned once, by its name.
    pub fn new(kind: EntityKind, name: Span) -> Self {
        Entity {
            kind,
            name,
            role: None,
            mentions: vec![name],
            names: vec![name],
            count: None,
            group: None,
            group_entity: None,
        }
    }
}

/// A pronoun and those whom it may mean, for whoever trains the network that chooses.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The pronoun.
    pub pronoun: Span,
    /// Those whom it may mean.
    pub candidates: Vec<Considered>,
    /// The numbers that describe that nobody is meant.
    pub nobody: Vec<f32>,
}

/// Somebody whom a pronoun may mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Considered {
    /// Who it is.
    pub who: EntityId,
    /// Whether the gender is the pronoun's, as far as it is known.
    pub agrees: Option<bool>,
    /// The numbers that describe it, in the order of [`choice_names`].
    pub row: Vec<f32>,
}

/// What the candidates of a [`Choice`] have to agree with the pronoun in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// Number and gender, as in reading.
    Gender,
    /// Number alone, so that a known gender tells who is meant.
    Nothing,
}

/// Returns what the numbers of a [`Choice`] say, in their order.
pub fn choice_names() -> impl Iterator<Item = &'static str> {
    coreference::names()
}

/// Returns the choices that the pronouns of a report leave while each means nobody, with the
/// entities among which they leave them.
pub fn choices(report: &Report, language: &Language, asks: Asks) -> (Vec<Entity>, Vec<Choice>) {
    read(report, language, Some(asks))
}

/// Finds the entities of a report.
pub(super) fn find(report: &Report, language: &Language) -> Vec<Entity> {
    let mut found = read(report, language, None).0;
    found.extend(author::unnamed(report, language, &found));
    found
}

fn read(report: &Report, language: &Language, asks: Option<Asks>) -> (Vec<Entity>, Vec<Choice>) {
    let mut words = Words::of(report, language);
    words.survey();
    let outlet = report.about.outlet.as_deref().map(str::to_lowercase);
    let outlet = outlet
        .as_deref()
        .map(|outlet| outlet.strip_prefix("the ").unwrap_or(outlet));
    let found = names::names(&words, outlet);
    let mut taken = vec![false; language.tokens.len()];
    for one in &found {
        let span = match one {
            names::Found::Name(name) => name.mention,
            names::Found::Office(office) => *office,
        };
        if let Some(taken) = taken.get_mut(span.range()) {
            taken.fill(true);
        }
        if let names::Found::Name(name) = one
            && let Some(taken) = name.role.and_then(|role| taken.get_mut(role.range()))
        {
            taken.fill(true);
        }
    }
    let descriptions = unnamed::descriptions(&words, &taken);
    coreference::entities(&words, &found, &descriptions, asks)
}

impl Language {
    /// Adds mentions that only later stages can resolve; one that overlaps another of its entity is
    /// left out.
    pub(crate) fn mention(&mut self, found: &[(Span, EntityId)]) {
        for (span, entity) in found {
            if let Some(entity) = self.entities.get_mut(entity.0 as usize) {
                entity.mentions.push(*span);
            }
        }
        for entity in &mut self.entities {
            entity.mentions.sort_unstable();
            entity.mentions.dedup_by(|next, last| next.overlaps(*last));
        }
    }
}
