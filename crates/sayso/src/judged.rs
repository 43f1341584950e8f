//! What people judge, and what that does to reports and readings. Keeping it is the record's
//! business, joining and parting the core's.
//!
//! A judgement names what it is about by words of reports, which never change, and not by places in
//! lists, which do.

use sayso_core::attribution::AttributionId;
use sayso_core::link::{self, Entry};
use sayso_core::reading::Reading;
use sayso_core::report::{Report, ReportId};

use crate::key::Key;

/// What somebody judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Judgement {
    /// Two names are one person or body, or are not.
    Names {
        one: String,
        other: String,
        same: bool,
    },
    /// Two tellings tell the same, or do not.
    Tellings { one: Key, other: Key, same: bool },
    /// An attribution is wrong; the key has all of its words, source and cue included.
    Attribution(Key),
    /// A block is furniture.
    Furniture(Key),
}

/// The kinds of judgements, in the words of the contract and of the record.
pub(crate) const KINDS: [&str; 4] = ["names", "tellings", "attribution", "furniture"];

impl Judgement {
    /// Returns the word for its kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Judgement::Names { .. } => KINDS[0],
            Judgement::Tellings { .. } => KINDS[1],
            Judgement::Attribution(_) => KINDS[2],
            Judgement::Furniture(_) => KINDS[3],
        }
    }

    /// Returns what it is about as it is written down: a name or a key, and the other one if there
    /// are two.
    pub(crate) fn written(&self) -> (String, Option<String>) {
        match self {
            Judgement::Names { one, other, .. } => (one.clone(), Some(other.clone())),
            Judgement::Tellings { one, other, .. } => (one.to_string(), Some(other.to_string())),
            Judgement::Attribution(key) | Judgement::Furniture(key) => (key.to_string(), None),
        }
    }

    /// Returns whether the two that it is about are one; `None` if it is about one thing.
    pub(crate) fn same(&self) -> Option<bool> {
        match self {
            Judgement::Names { same, .. } | Judgement::Tellings { same, .. } => Some(*same),
            Judgement::Attribution(_) | Judgement::Furniture(_) => None,
        }
    }

    /// Reads a judgement as it was written down; `None` if it makes no sense.
    pub(crate) fn read(
        kind: &str,
        one: String,
        other: Option<String>,
        same: Option<bool>,
    ) -> Option<Self> {
        match KINDS.iter().position(|known| *known == kind)? {
            0 => Some(Judgement::Names {
                one,
                other: other?,
                same: same?,
            }),
            1 => Some(Judgement::Tellings {
                one: Key::read(&one)?,
                other: Key::read(&other?)?,
                same: same?,
            }),
            2 => Key::read(&one).map(Judgement::Attribution),
            _ => Key::read(&one).map(Judgement::Furniture),
        }
    }

    /// Returns the keys of what it is about.
    pub(crate) fn keys(&self) -> Vec<&Key> {
        match self {
            Judgement::Names { .. } => Vec::new(),
            Judgement::Tellings { one, other, .. } => vec![one, other],
            Judgement::Attribution(key) | Judgement::Furniture(key) => vec![key],
        }
    }
}

/// A judgement in the list of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Judged {
    /// Its number, by which it is taken back.
    pub(crate) number: i64,
    /// What was judged.
    pub(crate) judgement: Judgement,
    /// When: UTC, to the second.
    pub(crate) made: String,
    /// The words that its keys name, in their order; `None` where the record does not hold them.
    pub(crate) words: Vec<Option<String>>,
    /// Whether there is still something that it is about.
    pub(crate) fits: bool,
}

/// Says whether words can be a name: they hold a letter or a digit.
pub(crate) fn is_name(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// Returns the places of the blocks of a report that were judged to be furniture.
pub(crate) fn furniture(judgements: &[Judgement], report: &Report) -> Vec<usize> {
    let block = |judgement: &Judgement| match judgement {
        Judgement::Furniture(key) => report.block_at(key.span(report)?),
        _ => None,
    };
    let mut blocks: Vec<usize> = judgements.iter().filter_map(block).collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

/// Takes what was judged to be wrong out of a reading.
pub(crate) fn without_wrong(
    judgements: &[Judgement],
    report: &Report,
    reading: Reading,
) -> Reading {
    let found = |judgement: &Judgement| match judgement {
        Judgement::Attribution(key) => reading.attribution_at(key.span(report)?),
        _ => None,
    };
    let wrong: Vec<AttributionId> = judgements.iter().filter_map(found).collect();
    if wrong.is_empty() {
        reading
    } else {
        reading.without(&wrong)
    }
}

/// Returns what the linkers are to know. What was judged of a report that is not in the pile says
/// nothing there.
pub(crate) fn for_links(judgements: &[Judgement], pile: &[Entry]) -> Vec<link::Judgement> {
    let passage = |key: &Key| {
        let entry = pile.iter().find(|entry| *entry.report.id() == key.report)?;
        Some(link::Passage {
            report: key.report.clone(),
            span: key.span(&entry.report)?,
        })
    };
    let linked = |judgement: &Judgement| match judgement {
        // A name without a letter would be the end of every name.
        Judgement::Names { one, other, .. } if !is_name(one) || !is_name(other) => None,
        Judgement::Names { one, other, same } => Some(link::Judgement::Names {
            one: one.clone(),
            other: other.clone(),
            same: *same,
        }),
        Judgement::Tellings { one, other, same } => Some(link::Judgement::Tellings {
            one: passage(one)?,
            other: passage(other)?,
            same: *same,
        }),
        Judgement::Attribution(_) | Judgement::Furniture(_) => None,
    };
    judgements.iter().filter_map(linked).collect()
}

/// Returns what the linkers are to know of names.
pub(crate) fn of_names(judgements: &[Judgement]) -> Vec<link::Judgement> {
    let mut judged = for_links(judgements, &[]);
    judged.retain(|judgement| matches!(judgement, link::Judgement::Names { .. }));
    judged
}

/// Returns the pairs of reports that are of one story since what is told in both was judged to be
/// the same, unless a later judgement says otherwise.
pub(crate) fn joined(judgements: &[Judgement]) -> Vec<[ReportId; 2]> {
    let tellings = |judgement: &Judgement| match judgement {
        Judgement::Tellings { one, other, same } => Some((one.clone(), other.clone(), *same)),
        _ => None,
    };
    link::settled(judgements.iter().rev().filter_map(tellings))
        .into_iter()
        .filter(|(.., same)| *same)
        .map(|(one, other, _)| [one.report, other.report])
        .collect()
}
