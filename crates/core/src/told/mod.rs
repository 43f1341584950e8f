//! Communications: who told whom, by which channel, when, in secret or in public.
//!
//! Reads attributions and language; states of knowledge that follow from a communication are
//! `knew`'s. `rules` is the table of verbs and nouns, `parties` reads who stands around them, `find`
//! goes through the report.

mod find;
pub(crate) mod parties;
pub(crate) mod rules;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, AttributionId, Channel, Party};
use crate::language::{Language, TimeId};
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

/// One communication, as one report tells it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Who told.
    pub from: Vec<Party>,
    /// Who was told.
    pub to: Vec<Party>,
    /// By which way.
    pub channel: Option<Channel>,
    /// In secret or in public, if the words or the channel tell.
    pub secrecy: Option<Secrecy>,
    /// When.
    pub when: Option<TimeId>,
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

/// Tells attributions to whom, by which way and when they were said, where a communication hangs on the same words.
pub fn address(attributions: &mut [Attribution], told: &[Told]) {
    for attribution in attributions {
        let Some(told) = told.iter().find(|told| attribution.cue.iter().any(|cue| cue.overlaps(told.cue))) else { continue };
        attribution.addressees.clone_from(&told.to);
        attribution.channel = told.channel;
        attribution.when = told.when.or(attribution.when);
    }
}
