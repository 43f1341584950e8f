//! Attributions: who is held to say what, in which words, and how they stand to it.
//!
//! Owns the way from a language-analysed text to [`Attribution`]s: labels from the network, the
//! linker that joins them, the voices inside a content, form, stance and the circumstances of the
//! saying. It knows one report at a time; voices across reports are `link`'s.

mod actors;
mod aside;
mod describe;
mod find;
mod floor;
pub(crate) mod join;
pub(crate) mod labeller;
mod layout;
mod mend;
mod mode;
mod named;
pub(crate) mod nobody;
mod plain;
pub(crate) mod speakers;
mod speech;
mod stance;
mod titles;
mod when;

pub(crate) use describe::head;
pub use find::{find, find_all, from_labels};
pub(crate) use stance::{
    calls_untrue, denies, has_denying_phrase, has_denying_verb, own as stance_of_outlet,
    takes_back, turns_down,
};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::language::{Entity, EntityId, EntityKind, TimeId};
use crate::span::{Span, hull};

/// An attribution of one reading, counted from 0 in the order of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct AttributionId(pub u32);

/// How the content is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Form {
    /// Inside quotation marks as a whole.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly inside quotation marks.
    Mixed,
}

/// What an attribution is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Mode {
    /// Words: said, written, shown by a document.
    Says,
    /// A thought, a feeling, a wish.
    Thinks,
    /// What somebody knows or comes to know.
    Knows,
    /// A deed that shows where somebody stands: "refused to go".
    Acts,
}

impl Mode {
    /// Says whether somebody's word or thought is given, so that others can repeat or answer it.
    pub fn is_told(self) -> bool {
        matches!(self, Mode::Says | Mode::Thinks)
    }
}

/// How a source stands to a content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Stance {
    /// Holds it to be so.
    Asserts,
    /// Holds it not to be so.
    Denies,
    /// Was asked, and did not deny it.
    DoesNotDeny,
    /// Bears out what another said.
    Confirms,
    /// Will not comment.
    Declines,
    /// Holds it to be uncertain.
    Doubts,
    /// Expects it.
    Predicts,
}

/// What kind of source stands behind an attribution.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum SourceKind {
    /// A person, organisation, place or outlet with a name.
    Named,
    /// Somebody described but not named: "two officials".
    Unnamed,
    /// A pronoun; `entity` says whose, where that is known.
    Pronoun,
    /// A report, letter, poll, recording.
    Document,
    /// Nobody is said: "reportedly".
    None,
}

/// The way by which something was communicated. A closed list: a new value is a documented
/// decision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the words of the contract and say it all"
)]
pub enum Channel {
    Letter,
    Memo,
    Email,
    Message,
    Call,
    Meeting,
    Negotiation,
    Interview,
    PressConference,
    Briefing,
    Speech,
    Statement,
    Testimony,
    Report,
    Tweet,
    Recording,
    Leak,
    Intercept,
}

impl Channel {
    /// Says whether it has no direction: who met whom is one.
    pub fn is_mutual(self) -> bool {
        matches!(
            self,
            Channel::Meeting | Channel::Negotiation | Channel::Call
        )
    }

    /// Says whether two channels may be one: talks are a meeting.
    pub fn agrees(self, other: Self) -> bool {
        let talks = |channel| matches!(channel, Channel::Meeting | Channel::Negotiation);
        self == other || talks(self) && talks(other)
    }
}

/// Who is held to say it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The words that name the source; none for "reportedly".
    pub spans: Vec<Span>,
    /// The entity meant, if it is one that the report names.
    pub entity: Option<EntityId>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The entity that the words name as the one the source belongs, is related or speaks to: Lane,
    /// of "a lawyer for Lane" and "the widow of Lane".
    pub of: Option<EntityId>,
    /// Whether the source speaks for that entity, as its lawyer does and its rival does not.
    pub speaks_for: bool,
}

/// Somebody in a finding: the words, and the entity they mean if that is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Party {
    /// The words in the report.
    pub span: Span,
    /// The entity meant.
    pub entity: Option<EntityId>,
}

/// Source + cue + content: one voice saying one thing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Attribution {
    /// Who is held to say it.
    pub source: Source,
    /// The words that attribute it; empty where only quotation marks or a colon do.
    pub cue: Vec<Span>,
    /// What is said; never empty.
    pub content: Vec<Span>,
    /// What it is of: words, a thought, knowledge, a deed.
    pub mode: Mode,
    /// How the content is given.
    pub form: Form,
    /// How the source stands to it.
    pub stance: Stance,
    /// The attribution whose content holds this one.
    pub inside: Option<AttributionId>,
    /// To whom it was said.
    pub addressees: Vec<Party>,
    /// By which way it was said, if the words tell.
    pub channel: Option<Channel>,
    /// When it was said, if the words tell.
    pub when: Option<TimeId>,
    /// How sure: of those given 0.9, nine in ten should be right.
    pub confidence: f32,
    /// Which model or rule made it.
    pub basis: Cow<'static, str>,
}

impl Attribution {
    /// Returns the stretch from the first to the last of its words, source and cue included; `None`
    /// if it has none.
    pub fn whole(&self) -> Option<Span> {
        [&self.source.spans, &self.cue, &self.content]
            .into_iter()
            .filter_map(|spans| hull(spans))
            .reduce(Span::cover)
    }

    /// Says whether somebody is its source, alone or as one of several who say it together: "Lane
    /// and Mora said".
    pub fn is_by(&self, text: &str, entities: &[Entity], id: EntityId) -> bool {
        self.source.entity == Some(id) || self.source.has_beside(text, entities, id)
    }
}

/// Words behind which a name belongs to the one before: "the brother of Lane".
const BELONGING: &[&str] = &[
    "of", "by", "for", "with", "to", "who", "whose", "in", "from", "at", "on", "about", "that",
];

impl Source {
    /// Says whether the words name a person beside the one that they mean.
    fn has_beside(&self, text: &str, entities: &[Entity], id: EntityId) -> bool {
        let person = |id: EntityId| {
            entities
                .get(id.0 as usize)
                .filter(|entity| entity.kind == EntityKind::Person)
        };
        let Some((meant, other)) = self.entity.and_then(person).zip(person(id)) else {
            return false;
        };
        self.spans.iter().any(|source| {
            let inside = |entity: &Entity| {
                let first = entity
                    .mentions
                    .partition_point(|m| m.start() < source.start());
                entity
                    .mentions
                    .get(first)
                    .copied()
                    .filter(|m| source.contains(*m))
            };
            let Some((meant, other)) = inside(meant).zip(inside(other)) else {
                return false;
            };
            let (first, second) = if meant < other {
                (meant, other)
            } else {
                (other, meant)
            };
            // Who is named behind "of" or "who" belongs to the name before it.
            let plain = |words: &str| {
                words
                    .split([' ', ','])
                    .all(|word| !BELONGING.contains(&word))
            };
            let joined = |words: &str| words.split([' ', ',']).any(|w| matches!(w, "and" | "&"));
            let between = text.get(first.end()..second.start()).unwrap_or_default();
            let before = text.get(source.start()..first.start()).unwrap_or_default();
            // "Lane, Mora and Oster": a list of names and nothing else.
            let listed = || {
                let is_name = |word: &str| {
                    word.is_empty() || word.starts_with(char::is_uppercase) || joined(word)
                };
                let whole = source.of(text);
                joined(whole) && whole.split([' ', ',']).all(is_name)
            };
            plain(before) && plain(between) && (joined(between) || listed())
        })
    }
}
