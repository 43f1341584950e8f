//! Expressions of time and what they mean against the report's date.

use serde::{Deserialize, Serialize};

use super::Language;
use crate::report::Report;
use crate::span::Span;

/// A time expression of one reading, counted from 0 in the order of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TimeId(pub u32);

/// What kind of time an expression gives, after TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "TIMEX3's own words")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// An expression of time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What kind of time.
    pub kind: TimeKind,
    /// ISO 8601, or an interval `a/b`; `None` where the report does not tell enough.
    pub value: Option<String>,
}

/// Finds the time expressions of a report.
pub(super) fn find(_report: &Report, _language: &Language) -> Vec<TimeExpression> {
    Vec::new()
}
