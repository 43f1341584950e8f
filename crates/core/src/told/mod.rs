//! Communications: who told whom, by which channel, when and where, in secret or in public.
//!
//! Reads attributions and language; states of knowledge that follow from a communication are
//! `knew`'s, and what several reports tell of one communication is joined in `link`. `rules` is the
//! table of verbs and nouns, `clause` reads what hangs on them, `find` goes through the report.

pub(crate) mod clause;
mod find;
pub(crate) mod rules;

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, AttributionId, Channel, Party};
use crate::language::{EntityId, Language, TimeId};
use crate::report::Report;
use crate::span::Span;

/// Whether a communication was meant to be heard by others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Secrecy {
    /// Said to be secret, private, confidential, or taken without leave.
    Secret,
    /// Made in public or to the press.
    Public,
}

/// What is done by telling, after the speech acts of Searle and the communication frames of PLOVER.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Act {
    /// Somebody is let know.
    Informs,
    /// Is asked something, or to do something.
    Asks,
    /// Is told to do something.
    Orders,
    /// Is warned.
    Warns,
    /// Is offered something.
    Offers,
    /// Is threatened.
    Threatens,
    /// Is promised something.
    Promises,
    /// Is given an answer.
    Answers,
    /// Is thanked.
    Thanks,
}

/// Whether a communication took place. Only what happened counts where communications are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Status {
    /// It did, as it is told.
    Happened,
    /// It is planned, expected or wished: "is to meet".
    Planned,
    /// Somebody would not: "refused to meet".
    Refused,
    /// It is said that it did not: "never met", "denied having met".
    Denied,
}

/// One communication, as one report tells it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Who told. Who met is here and in `to`, in the order of the words.
    pub from: Vec<Party>,
    /// Who was told; nobody where all the world was.
    pub to: Vec<Party>,
    /// What was done by it; nothing of which there is a word where people met or talked.
    pub act: Option<Act>,
    /// By which way.
    pub channel: Option<Channel>,
    /// Whether it took place.
    pub status: Status,
    /// In secret or in public, if the words or the channel tell.
    pub secrecy: Option<Secrecy>,
    /// When.
    pub when: Option<TimeId>,
    /// Where: a place, or a room or house by its description.
    pub place: Option<Party>,
    /// How often or how many, in the report's words: "at least twice".
    pub count: Option<Span>,
    /// What it was about.
    pub about: Option<Span>,
    /// The verb or noun on which it hangs.
    pub cue: Span,
    /// The sentence or clause that says so.
    pub evidence: Span,
    /// The attribution inside which it stands: on whose word it is told.
    pub attribution: Option<AttributionId>,
    /// Which rule found it.
    pub basis: Cow<'static, str>,
}

/// Finds the communications that a report tells of, in the order of the text.
pub fn find(report: &Report, language: &Language, attributions: &[Attribution]) -> Vec<Told> {
    find::find(report, language, attributions)
}

/// Tells attributions to whom, by which way and when they were said, where a communication hangs on
/// the same words.
pub fn address(attributions: &mut [Attribution], told: &[Told]) {
    for attribution in attributions {
        let Some(told) = told
            .iter()
            .find(|told| attribution.cue.iter().any(|cue| cue.overlaps(told.cue)))
        else {
            continue;
        };
        attribution.addressees.clone_from(&told.to);
        attribution.channel = told.channel;
        attribution.when = told.when.or(attribution.when);
    }
}

/// Says of "you" and the like whom they mean, once the report's addressees are known.
pub fn resolve(told: &mut [Told], language: &Language) {
    let mut meant = FxHashMap::default();
    for (number, entity) in language.entities.iter().enumerate() {
        let id = EntityId(u32::try_from(number).unwrap_or(u32::MAX));
        meant.extend(
            entity
                .mentions
                .iter()
                .map(|mention| ((mention.start(), mention.end()), id)),
        );
    }
    for party in told
        .iter_mut()
        .flat_map(|told| told.from.iter_mut().chain(&mut told.to))
    {
        party.entity = party
            .entity
            .or_else(|| meant.get(&(party.span.start(), party.span.end())).copied());
    }
}
