//! What is dated in a report: when it appeared, and what was told, known and said in it at a time.
//!
//! Who is meant by a name, and which claim is told there, is known to a pile alone.

use sayso_core::language::TimeId;
use sayso_core::link::Entry;
use sayso_core::report::BlockKind;
use sayso_core::span::{Span, hull};

use crate::dates::Days;

/// The kinds of what is dated, in the words of the contract.
pub(crate) const KINDS: [&str; 4] = ["report", "told", "knew", "attribution"];

/// Something dated.
pub(crate) struct Dated {
    /// When, in ISO 8601.
    pub(crate) date: String,
    /// The days that this may mean.
    pub(crate) days: Days,
    /// What is dated.
    pub(crate) what: What,
    /// Where it stands.
    pub(crate) span: Span,
}

/// What is dated: the report itself, or the finding at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    Report,
    Told(usize),
    Knew(usize),
    Said(usize),
}

impl What {
    /// Returns the place of its kind among [`KINDS`].
    pub(crate) fn kind(self) -> usize {
        match self {
            What::Report => 0,
            What::Told(_) => 1,
            What::Knew(_) => 2,
            What::Said(_) => 3,
        }
    }
}

/// Returns what is dated in a report, what stands first there first.
pub(crate) fn of_entry(entry: &Entry) -> Vec<Dated> {
    let mut all = Vec::new();
    if let Some(published) = entry.report.about.published {
        let day = published.date;
        all.push(Dated {
            date: published.to_string(),
            days: Days {
                first: day,
                last: day,
            },
            what: What::Report,
            span: head(entry),
        });
    }
    let mut add = |what, when: Option<TimeId>, span: Span| {
        if let Some((date, days)) = when.and_then(|when| value(entry, when)) {
            all.push(Dated {
                date,
                days,
                what,
                span,
            });
        }
    };
    let reading = &entry.reading;
    for (at, told) in reading.told.iter().enumerate() {
        add(What::Told(at), told.when, told.evidence);
    }
    for (at, knew) in reading.knew.iter().enumerate() {
        add(What::Knew(at), knew.when, knew.evidence);
    }
    for (at, found) in reading.attributions.iter().enumerate() {
        let span = hull(&found.content).unwrap_or(Span::new(0, 0));
        add(What::Said(at), found.when, span);
    }
    all
}

/// Returns the value of a time and its days, if it is a date and no duration or unknown year.
fn value(entry: &Entry, when: TimeId) -> Option<(String, Days)> {
    let value = entry.reading.times.get(when.0 as usize)?.value.clone()?;
    let days = Days::of(&value)?;
    Some((value, days))
}

/// Returns the headline of a report, or else its first sentence.
fn head(entry: &Entry) -> Span {
    let headline = entry
        .report
        .blocks()
        .iter()
        .find(|block| block.kind == BlockKind::Headline)
        .map(|block| block.span);
    headline
        .or_else(|| entry.reading.sentences.first().copied())
        .unwrap_or(Span::new(0, 0))
}
