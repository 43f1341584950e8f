//! How long a thing is said to last, wherever it stands: "the 47-minute recording", "the tape lasts
//! three hours".
//!
//! Tellings of one claim are compared whole by `conflicts`; a length is often told in passing, in
//! sentences that tell different claims. Finds such lengths; whether two are of one thing is
//! decided by the noun and by what the reports share.

use std::collections::{BTreeMap, BTreeSet};

use super::pile::Pile;
use super::quantities::{Quantity, Unit, quantities};
use super::words::{Class, words};
use super::{Claim, ClaimId, Conflict, ConflictKind, Disputed, ReportIndex, Side};
use crate::span::Span;

/// Words that are recordings or talks: things of which one affair has one, and whose length drifts
/// as it is retold.
const LASTING: &[&str] = &[
    "recording",
    "interview",
    "video",
    "call",
    "speech",
    "meeting",
];

/// Sides that one conflict shows.
const MOST_SIDES: usize = 40;

/// A length that a report gives a thing.
struct Length {
    report: ReportIndex,
    noun: u64,
    quantity: Quantity,
}

/// Finds lengths of one thing that cannot both hold, between reports that tell a claim in common.
pub(super) fn find(pile: &Pile, claims: &[Claim]) -> Vec<Conflict> {
    let mut by_noun: BTreeMap<u64, Vec<Length>> = BTreeMap::new();
    for report in pile.reports() {
        for length in lengths(pile, report) {
            by_noun.entry(length.noun).or_default().push(length);
        }
    }
    let mut out = Vec::new();
    for lengths in by_noun.values() {
        // Only a claim with both reports says that they are about one affair; the most told stands
        // first.
        let shared = |a: ReportIndex, b: ReportIndex| {
            let tells = |claim: &Claim, report| {
                claim
                    .tellings
                    .iter()
                    .any(|telling| telling.report == report)
            };
            claims
                .iter()
                .position(|claim| tells(claim, a) && tells(claim, b))
        };
        let mut at_odds: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (i, a) in lengths.iter().enumerate().take(MOST_SIDES) {
            for (j, b) in lengths.iter().enumerate().take(MOST_SIDES).skip(i + 1) {
                let claim = if a.quantity.agrees(&b.quantity) {
                    None
                } else {
                    shared(a.report, b.report)
                };
                if let Some(claim) = claim {
                    at_odds.entry(claim).or_default().extend([i, j]);
                }
            }
        }
        // One difference over one thing is one conflict, whichever claims the pairs share.
        let Some(shared) = at_odds.keys().next().copied() else {
            continue;
        };
        let sides: BTreeSet<usize> = at_odds.into_values().flatten().collect();
        // Best a claim whose words give one of the lengths.
        let gives = |claim: &Claim| {
            claim.tellings.iter().any(|telling| {
                let mut here = sides
                    .iter()
                    .filter_map(|at| lengths.get(*at))
                    .filter(|length| length.report == telling.report);
                here.any(|length| telling.span.contains(length.quantity.span))
            })
        };
        let Ok(claim) = u32::try_from(claims.iter().position(gives).unwrap_or(shared)) else {
            continue;
        };
        let side = |length: &Length| Side {
            report: length.report,
            span: length.quantity.span,
            value: length.quantity.value.clone(),
        };
        let tellings = sides
            .into_iter()
            .filter_map(|at| lengths.get(at))
            .map(side)
            .collect();
        out.push(Conflict {
            kind: ConflictKind::Quantity,
            of: Disputed::Claim(ClaimId(claim)),
            tellings,
        });
    }
    out
}

/// Returns the lengths that a report gives.
fn lengths(pile: &Pile, report: ReportIndex) -> Vec<Length> {
    let Some(entry) = pile.entry(report) else {
        return Vec::new();
    };
    let text = entry.report.text();
    let lasting: BTreeSet<u64> = LASTING
        .iter()
        .flat_map(|noun| words(noun, Span::new(0, noun.len())))
        .map(|word| word.stem)
        .collect();
    let mut out: Vec<Length> = Vec::new();
    for sentence in entry.reading.sentences.iter().filter(|s| {
        entry
            .report
            .kind_at(s.start())
            .is_some_and(|kind| kind.is_told())
    }) {
        for quantity in quantities(text, *sentence)
            .into_iter()
            .filter(|quantity| quantity.unit == Unit::Time)
        {
            let behind = words(text, Span::new(quantity.span.end(), sentence.end()));
            let before = words(text, Span::new(sentence.start(), quantity.span.start()));
            // "The 47-minute secret recording": joined by a hyphen, so that "two hours of talks" on
            // the way there do not count.
            let joined = quantity
                .span
                .of(text)
                .contains(['-', '\u{2010}', '\u{2011}']);
            let attributive = behind
                .iter()
                .take(2)
                .find(|word| lasting.contains(&word.stem))
                .filter(|_| joined);
            let lasts = before.last().is_some_and(|word| {
                ["lasts", "lasted", "runs", "ran"]
                    .iter()
                    .any(|verb| word.span.of(text).eq_ignore_ascii_case(verb))
            });
            let subject = before
                .iter()
                .find(|word| word.class != Class::Empty && lasting.contains(&word.stem))
                .filter(|_| lasts);
            if let Some(noun) = attributive.or(subject) {
                out.push(Length {
                    report,
                    noun: noun.stem,
                    quantity,
                });
            }
        }
    }
    out
}
