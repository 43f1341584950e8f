//! Ledgers: who knew of a claim, who did not, who learned of it, over all reports that tell it.
//!
//! A state of knowledge belongs to a claim if it stands in a telling of it, or if what was known
//! shares the claim's words. States are the reading's; here they are only brought to their claims.

use std::collections::BTreeSet;

use super::pile::Pile;
use super::words::{Class, words};
use super::{Claim, ClaimId, Ledger, ReportIndex};
use crate::knew::Knew;
use crate::span::Span;

/// The share of its words that what was known has in common with a telling: half, as one clause of
/// the telling may say it.
const SHARED: f64 = 0.5;

/// Words that must be shared at the least; one alone is a coincidence.
const LEAST: usize = 2;

/// Finds the ledger of each claim that has one.
pub(super) fn find(pile: &Pile, claims: &[Claim]) -> Vec<Ledger> {
    let states = |report: ReportIndex| {
        pile.entry(report)
            .map_or(&[][..], |entry| entry.reading.knew.as_slice())
            .iter()
            .enumerate()
    };
    // What each state was about is looked at once, and not for every claim.
    let known: Vec<Vec<BTreeSet<u64>>> = pile
        .reports()
        .map(|report| {
            states(report)
                .map(|(_, knew)| {
                    knew.about
                        .map_or_else(BTreeSet::new, |about| stems(pile, report, about))
                })
                .collect()
        })
        .collect();
    let mut ledgers = Vec::new();
    for (claim, tellings) in (0u32..)
        .map(ClaimId)
        .zip(claims.iter().map(|claim| &claim.tellings))
    {
        let told: Vec<BTreeSet<u64>> = tellings
            .iter()
            .map(|telling| stems(pile, telling.report, telling.span))
            .collect();
        let reports: BTreeSet<ReportIndex> =
            tellings.iter().map(|telling| telling.report).collect();
        let mut found: Vec<(ReportIndex, usize)> = Vec::new();
        for report in reports {
            let belongs = |at: usize, knew: &Knew| {
                let within = tellings
                    .iter()
                    .any(|telling| telling.report == report && holds(telling.span, knew));
                within
                    || known
                        .get(report.0 as usize)
                        .and_then(|known| known.get(at))
                        .is_some_and(|about| told.iter().any(|told| tells(told, about)))
            };
            found.extend(
                states(report)
                    .filter(|(at, knew)| belongs(*at, knew))
                    .map(|(at, _)| (report, at)),
            );
        }
        if !found.is_empty() {
            found.sort_by_cached_key(|(report, at)| {
                (date(pile, *report, *at), pile.appeared(*report), *at)
            });
            ledgers.push(Ledger {
                claim,
                entries: found,
            });
        }
    }
    ledgers
}

/// Says whether a telling holds a state, or what was known holds the telling: "had told Mora that
/// the port was sold".
fn holds(telling: Span, knew: &Knew) -> bool {
    telling.contains(knew.cue)
        || knew
            .about
            .is_some_and(|about| telling.overlaps(about) && 2 * about.len() >= telling.len())
}

/// Says whether what was known is what is told.
fn tells(told: &BTreeSet<u64>, about: &BTreeSet<u64>) -> bool {
    let shared = told.intersection(about).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let share = shared as f64 / about.len().max(1) as f64;
    shared >= LEAST && share >= SHARED
}

fn stems(pile: &Pile, report: ReportIndex, span: Span) -> BTreeSet<u64> {
    let text = pile.entry(report).map_or("", |entry| entry.report.text());
    words(text, span)
        .into_iter()
        .filter(|word| word.class > Class::Everyday)
        .map(|word| word.stem)
        .collect()
}

/// Returns when somebody knew, as far as it is told; states without a date come last.
fn date(pile: &Pile, report: ReportIndex, at: usize) -> (bool, Option<String>) {
    let entry = pile.entry(report);
    let value = entry.and_then(|entry| {
        entry
            .reading
            .times
            .get(entry.reading.knew.get(at)?.when?.0 as usize)?
            .value
            .clone()
    });
    (value.is_none(), value)
}
