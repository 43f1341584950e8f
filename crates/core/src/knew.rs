//! States of knowledge: who knew, who was kept in the dark, who learned it from whom.
//!
//! Reads attributions, communications and language of one report.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::attribution::{AttributionId, Party};
use crate::language::TimeId;
use crate::span::Span;

/// A state of knowledge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum KnewState {
    /// Knew already.
    Knew,
    /// Did not know, or was not told.
    DidNotKnow,
    /// Came to know.
    Learned,
}

/// Who knew what, as one report tells it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Knew {
    /// Whose knowledge.
    pub who: Party,
    /// Which state.
    pub state: KnewState,
    /// What was or was not known.
    pub about: Option<Span>,
    /// Since when, or when not.
    pub when: Option<TimeId>,
    /// From whom or what it was learned.
    pub from: Option<Party>,
    /// The sentence or clause that says so.
    pub evidence: Span,
    /// The attribution inside which it stands: on whose word it is told.
    pub attribution: Option<AttributionId>,
    /// Which rule found it.
    pub basis: Cow<'static, str>,
}

/// Finds the states of knowledge that a report tells of.
pub fn find(
    _report: &crate::report::Report,
    _language: &crate::language::Language,
    _attributions: &[crate::attribution::Attribution],
    _told: &[crate::told::Told],
) -> Vec<Knew> {
    Vec::new()
}
