//! What people judged of a pile. It is ground, and wins over every score: over names' in
//! `entities`, over tellings' in `claims`.

use crate::report::ReportId;
use crate::span::Span;

/// Words of a report, named so that they are found again when the report is read anew.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Passage {
    /// The report.
    pub report: ReportId,
    /// Where the words stand.
    pub span: Span,
}

/// A person's judgement on two findings of a pile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// On two names.
    Names {
        /// The one name, in any of its spellings.
        one: String,
        /// The other.
        other: String,
        /// Whether they are one person or body.
        same: bool,
    },
    /// On two tellings.
    Tellings {
        /// The words of the one.
        one: Passage,
        /// The words of the other.
        other: Passage,
        /// Whether they tell the same.
        same: bool,
    },
}
