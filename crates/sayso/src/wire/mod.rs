//! The JSON that Sayso prints, apart from what it means inside. The contract is `docs/json.md`.
//!
//! Fields may be added and none renamed; every field is always there, `null` where there is nothing
//! to say. Offsets are half-open pairs of code points, made by [`CodePoints`] and nothing else.
//! Ids inside one report are positions from 0; what people may type, the numbers of claims and
//! entities of a pile, counts from 1.

mod answers;
mod links;
mod list;
mod reading;
mod shelf;
mod words;

pub(crate) use answers::{
    Added, Brief, Card, Contact, Evidence, Failed, Found, Independence, Judged, Kept, Moment,
    Passage, Removed, ReportTrace, Role, Serving, Tie, Trace, Who,
};
pub(crate) use links::{Claim, Conflict, Copy, LinkedEntity};
pub(crate) use list::{Asked, Page, Scope};
pub(crate) use reading::{InReport, Read, Said};
pub(crate) use shelf::Shelf;
pub(crate) use words::{Word, counting};

use sayso_core::language::{TimeExpression, TimeId};
use sayso_core::link::LinkedEntityId;
use sayso_core::reading::Reading;
use sayso_core::span::{CodePoints, Span};

/// A half-open pair of code-point offsets.
pub(crate) type Pair = [usize; 2];

/// What stands between two stretches of one finding when its words are shown in one line.
const GAP: &str = " … ";

/// Cuts the words of a finding out of its text.
pub(crate) fn cut(text: &str, spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| span.of(text))
        .collect::<Vec<_>>()
        .join(GAP)
}

fn pairs(points: &CodePoints<'_>, spans: &[Span]) -> Vec<Pair> {
    spans.iter().map(|span| points.pair(*span)).collect()
}

fn time(reading: &Reading, when: Option<TimeId>) -> Option<&TimeExpression> {
    reading.times.get(when?.0 as usize)
}

pub(crate) fn entity_number(entity: LinkedEntityId) -> u32 {
    entity.0 + 1
}

#[cfg(test)]
mod contract;
