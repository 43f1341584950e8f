//! Names in one report, and which of them mean the same person, organisation, place or group.
//!
//! In order: [`words`](Words) classes every token, `names` cuts runs of capitals, `unnamed` finds
//! descriptions of people without a name, `coreference` joins all of them and the pronouns into
//! entities. Entities of different reports are `link`'s.

mod casing;
mod coreference;
mod described;
mod gender;
mod lexicon;
mod names;
mod unnamed;
mod words;

use serde::{Deserialize, Serialize};

pub(crate) use casing::{Shape, running};
pub(crate) use gender::Gender;
pub(crate) use lexicon::{Classes, lower_into};
pub(crate) use words::Words;

use super::syntax::Relation;
use super::{Language, TokenKind};
use crate::report::Report;
use crate::span::{Span, Tokens};

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

/// A pronoun and those whom it may mean, for whoever trains the weights.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The pronoun.
    pub pronoun: Span,
    /// Each candidate with the numbers that describe it, in the order of [`choice_names`].
    pub candidates: Vec<(EntityId, Vec<f32>)>,
    /// The numbers that describe that nobody is meant.
    pub nobody: Vec<f32>,
    /// Those who would be candidates if gender were not asked for, and whether theirs is the
    /// pronoun's, as far as it is known.
    pub regardless: Vec<(EntityId, Option<bool>, Vec<f32>)>,
}

/// Returns what the numbers of a [`Choice`] say, in their order.
pub fn choice_names() -> &'static [&'static str] {
    &coreference::NAMES
}

/// Returns the choices that the pronouns of a report leave, with the entities among which they
/// leave them.
pub fn choices(report: &Report, language: &Language) -> (Vec<Entity>, Vec<Choice>) {
    read(report, language, true)
}

/// Finds the entities of a report.
pub(super) fn find(report: &Report, language: &Language) -> Vec<Entity> {
    read(report, language, false).0
}

fn read(report: &Report, language: &Language, choices: bool) -> (Vec<Entity>, Vec<Choice>) {
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
    coreference::entities(&words, &found, &descriptions, choices)
}

impl Language {
    /// Returns the entity that a noun phrase means: of "Foreign Minister Lane" the person, of "a
    /// spokesman for the ministry" the spokesman; nobody where the phrase only holds a name, as in
    /// "Lane’s decision".
    ///
    /// Every entity is looked at; whoever asks for many phrases pays for each.
    pub fn entity_in(&self, span: Span) -> Option<EntityId> {
        let mut best: Option<(Fit, EntityId)> = None;
        let tokens = self.tokens_in(span);
        for (number, entity) in self.entities.iter().enumerate() {
            let first = entity.mentions.partition_point(|m| m.end() <= span.start());
            for mention in entity
                .mentions
                .iter()
                .skip(first)
                .take_while(|m| m.start() < span.end())
            {
                if let Some(fit) = self.fit(span, tokens, *mention, entity.kind)
                    && best.is_none_or(|(highest, _)| fit > highest)
                {
                    best = Some((fit, EntityId(u32::try_from(number).unwrap_or(u32::MAX))));
                }
            }
        }
        best.map(|(_, id)| id)
    }

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

    /// Says how well a mention is the head of a phrase, whose tokens are `inner`; `None` if it is
    /// not.
    fn fit(
        &self,
        phrase: Span,
        inner: Span<Tokens>,
        mention: Span,
        kind: EntityKind,
    ) -> Option<Fit> {
        if mention.contains(phrase) {
            return Some(Fit {
                covers: true,
                rank: 0,
                size: usize::MAX - mention.len(),
            });
        }
        let tokens = self.tokens_in(mention);
        if self.in_clause(tokens, inner) {
            return None;
        }
        let goes_on = mention.end() < phrase.end();
        let behind = self.tokens.get(tokens.end());
        // "’s" touches its word: what follows is the head.
        let possessive = goes_on
            && behind.is_some_and(|t| t.kind == TokenKind::Word && t.span.start() == mention.end());
        let describes = goes_on && matches!(kind, EntityKind::Group | EntityKind::Place);
        let rank = match kind {
            EntityKind::Person | EntityKind::Unnamed => 2,
            EntityKind::Organisation | EntityKind::Outlet | EntityKind::Work => 1,
            EntityKind::Group | EntityKind::Place => 0,
        };
        (!possessive && !describes).then_some(Fit {
            covers: false,
            rank,
            size: mention.len(),
        })
    }

    /// Says whether a mention stands in a clause of a phrase and so is not what the phrase means:
    /// "he" in "a man who says he was there".
    fn in_clause(&self, mention: Span<Tokens>, phrase: Span<Tokens>) -> bool {
        let mut at = self.head_of(mention);
        // The root of a sentence hangs on itself, and nobody nests deeper than this.
        for _ in 0..DEEPEST {
            let Some(word) = at
                .and_then(|at| self.syntax.get(at))
                .filter(|word| phrase.holds(word.head as usize))
            else {
                return false;
            };
            if matches!(
                word.relation,
                Relation::RelativeClause | Relation::Acl | Relation::Advcl | Relation::Ccomp
            ) {
                return true;
            }
            at = Some(word.head as usize);
        }
        false
    }
}

/// Words between a word and the head of its phrase.
const DEEPEST: usize = 24;

/// How well a mention is the head of a phrase, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Whether the mention is or holds the whole phrase.
    covers: bool,
    /// People before bodies before places.
    rank: u8,
    /// The smallest of those that cover, the longest of those inside.
    size: usize,
}
