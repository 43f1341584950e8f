//! The history of a claim: first told, told on another's word, confirmed, denied, not denied,
//! declined, withdrawn, corrected, in the order of the reports.
//!
//! Goes by when reports appeared: that is when readers could know.

use std::collections::BTreeSet;

use super::pile::Pile;
use super::words::{Class, words};
use super::{Claim, Counts, Entry, Origin, ReportIndex, Response, Telling, Turn, TurnKind, voices};
use crate::attribution::{self, Stance};
use crate::span::{Span, hull};

/// How a paragraph begins in which an outlet corrects its report.
const CORRECTS: [&str; 6] = [
    "correction",
    "corrections",
    "corrected",
    "clarification",
    "clarifications",
    "erratum",
];

/// A correction that shares so many words with a telling is about it.
const SHARED: usize = 2;

/// A paragraph of a report in which its outlet corrects it.
pub(super) struct Correction {
    span: Span,
    /// The stems of its words that are not of every day, in order.
    stems: Vec<u64>,
}

/// Says whether words correct what was told: they say what was wrong and tell it no more.
pub(super) fn is_correction(words: &str) -> bool {
    let mut all = words.split(|c: char| !c.is_alphanumeric());
    let first = all.find(|word| !word.is_empty()).unwrap_or("");
    CORRECTS.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Finds the corrections in each report of a pile.
pub(super) fn corrections(pile: &Pile) -> Vec<Vec<Correction>> {
    let of = |entry: &Entry| {
        let text = entry.report.text();
        let spans = entry
            .report
            .blocks()
            .iter()
            .map(|block| block.span)
            .filter(|span| is_correction(span.of(text)));
        spans
            .map(|span| Correction {
                span,
                stems: stems(text, span),
            })
            .collect()
    };
    pile.entries.iter().map(|entry| of(entry)).collect()
}

fn stems(text: &str, span: Span) -> Vec<u64> {
    let mut stems: Vec<u64> = words(text, span)
        .into_iter()
        .filter(|word| word.class > Class::Everyday)
        .map(|word| word.stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Returns the turns of a claim, earliest first.
pub(super) fn of(pile: &Pile, claim: &Claim, corrections: &[Vec<Correction>]) -> Vec<Turn> {
    let mut turns = told(claim);
    turns.extend(
        claim
            .responses
            .iter()
            .filter_map(|response| answered(pile, claim, response)),
    );
    let reports: BTreeSet<ReportIndex> = claim
        .tellings
        .iter()
        .map(|telling| telling.report)
        .collect();
    turns.extend(
        reports.into_iter().filter_map(|report| {
            corrected(pile, claim, report, corrections.get(report.0 as usize)?)
        }),
    );
    // What stands in one report stays in the order of its text; the first telling comes before all
    // else of its date.
    turns.sort_by_key(|turn| {
        let appeared = pile.appeared(turn.report);
        (
            appeared.map(|(undated, date, _)| (undated, date)),
            turn.kind != TurnKind::FirstTold,
            appeared,
            turn.span,
        )
    });
    // Who denies a thing three times in one report has denied it there.
    let mut known: BTreeSet<(TurnKind, ReportIndex, Option<String>)> = BTreeSet::new();
    turns.retain(|turn| {
        known.insert((
            turn.kind,
            turn.report,
            turn.voice.as_ref().map(|voice| voice.name.clone()),
        ))
    });
    turns
}

/// Returns the first telling, and the first telling of each further origin.
///
/// Whoever denies a claim does not tell it first, unless nobody tells it.
fn told(claim: &Claim) -> Vec<Turn> {
    let turn = |kind, at: usize| {
        let telling = claim.tellings.get(at)?;
        let voice = telling
            .vouches()
            .and_then(|at| telling.chain.get(at))
            .cloned();
        Some(Turn {
            kind,
            report: telling.report,
            attribution: telling.attribution,
            span: telling.span,
            voice,
        })
    };
    let first = claim.tellings.iter().position(Telling::backs).unwrap_or(0);
    // Who is not sure to be an origin is no new one beside those who are.
    let counts = |origin: &&Origin| matches!(origin.counts, Counts::Own | Counts::Unnamed);
    let any_counts = claim.origins.iter().any(|origin| counts(&origin));
    let origins = claim
        .origins
        .iter()
        .filter(|origin| !origin.is_loop && (counts(origin) || !any_counts));
    let mut others: Vec<usize> = origins
        .filter_map(|origin| origin.tellings.iter().min().copied())
        .filter(|at| *at != first)
        .collect();
    others.sort_unstable();
    let others = others
        .into_iter()
        .filter_map(|at| turn(TurnKind::NewOrigin, at));
    turn(TurnKind::FirstTold, first)
        .into_iter()
        .chain(others)
        .collect()
}

fn answered(pile: &Pile, claim: &Claim, response: &Response) -> Option<Turn> {
    let attribution = pile
        .entry(response.report)?
        .reading
        .attributions
        .get(response.attribution.0 as usize)?;
    let kind = match response.stance {
        Stance::Denies if takes_back(pile, response) && has_spoken(pile, claim, response) => {
            TurnKind::Withdrawn
        }
        Stance::Confirms => TurnKind::Confirmed,
        Stance::Denies => TurnKind::Denied,
        Stance::DoesNotDeny => TurnKind::NotDenied,
        Stance::Declines => TurnKind::Declined,
        Stance::Asserts | Stance::Doubts | Stance::Predicts => return None,
    };
    let span = hull(&attribution.content)?;
    Some(Turn {
        kind,
        report: response.report,
        attribution: Some(response.attribution),
        span,
        voice: Some(response.voice.clone()),
    })
}

/// Says whether the words of an answer take back what was told.
pub(super) fn takes_back(pile: &Pile, response: &Response) -> bool {
    let found = pile.entry(response.report).and_then(|entry| {
        Some((
            entry,
            entry
                .reading
                .attributions
                .get(response.attribution.0 as usize)?,
        ))
    });
    found.is_some_and(|(entry, attribution)| {
        attribution::takes_back(entry.report.text(), &attribution.cue)
    })
}

/// Says whether who answers has told, confirmed or denied the claim before: nobody else has
/// anything to take back.
fn has_spoken(pile: &Pile, claim: &Claim, response: &Response) -> bool {
    let is_before = |report: ReportIndex| pile.appeared(report) <= pile.appeared(response.report);
    let vouched = claim.tellings.iter().filter(|telling| {
        telling.attribution != Some(response.attribution) || telling.report != response.report
    });
    let vouched = vouched
        .filter_map(|telling| Some((telling.report, telling.chain.get(telling.vouches()?)?)));
    let others = claim
        .responses
        .iter()
        .filter(|other| *other != response && !takes_back(pile, other));
    let answered = others.map(|other| (other.report, &other.voice));
    vouched
        .chain(answered)
        .any(|(report, voice)| is_before(report) && voices::same(voice, &response.voice))
}

/// Returns the first correction in a report that is about what it tells of the claim.
fn corrected(
    pile: &Pile,
    claim: &Claim,
    report: ReportIndex,
    corrections: &[Correction],
) -> Option<Turn> {
    if corrections.is_empty() {
        return None;
    }
    let text = pile.entry(report)?.report.text();
    let told = claim
        .tellings
        .iter()
        .filter(|telling| telling.report == report);
    let tellings: Vec<Vec<u64>> = told.map(|telling| stems(text, telling.span)).collect();
    let is_about = |correction: &&Correction| {
        let shared = |told: &Vec<u64>| {
            told.iter()
                .filter(|stem| correction.stems.binary_search(stem).is_ok())
                .count()
        };
        tellings.iter().any(|told| shared(told) >= SHARED)
    };
    let span = corrections.iter().find(is_about)?.span;
    Some(Turn {
        kind: TurnKind::Corrected,
        report,
        attribution: None,
        span,
        voice: None,
    })
}
