//! `claims`: which are meant, and what stands behind one.

use sayso_core::link::{Claim, ClaimId, Conflict, Disputed, ReportIndex, Telling};

use super::words::{holds_words, words_of};
use crate::evidence;
use crate::pile::{Pile, narrow};
use crate::wire::{self, Card, Shelf};

/// Returns the claims that some telling puts into all of these words, each with its place; all if no
/// words are given.
pub(crate) fn chosen<'p>(pile: &'p Pile, words: &str) -> Vec<(usize, &'p Claim)> {
    let wanted = words_of(words);
    let text = |telling: &Telling| telling.span.of(pile.report(telling.report).text());
    let told = |claim: &Claim| {
        claim
            .tellings
            .iter()
            .any(|telling| holds_words(text(telling), &wanted))
    };
    pile.links()
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| wanted.is_empty() || told(claim))
        .collect()
}

/// Returns where the tellings of the claim at `position` differ.
pub(crate) fn conflicts(pile: &Pile, position: usize) -> impl Iterator<Item = &Conflict> {
    let of = Disputed::Claim(ClaimId(narrow(position)));
    let conflicts = pile.links().conflicts.iter();
    conflicts.filter(move |conflict| conflict.of == of)
}

/// Returns the claim that most reports of a pile share, if two do, with its place.
pub(crate) fn shared(pile: &Pile) -> Option<(usize, &Claim)> {
    // The most told stands first.
    let first = pile.links().claims.iter().enumerate().next();
    first.filter(|(_, claim)| {
        let report = claim.tellings.first().map(|telling| telling.report);
        claim
            .tellings
            .iter()
            .any(|telling| Some(telling.report) != report)
    })
}

/// Returns the reports of a pile that do not tell a claim.
pub(crate) fn silent(pile: &Pile, claim: &Claim) -> Vec<ReportIndex> {
    let tells = |report: &ReportIndex| claim.tellings.iter().any(|t| t.report == *report);
    let reports = (0..pile.entries().count()).map(|at| ReportIndex(narrow(at)));
    reports.filter(|report| !tells(report)).collect()
}

/// Makes the JSON of the claim that reports share, and of those that do not tell it.
pub(crate) fn independence<'a>(
    shelf: &Shelf<'a>,
    shared: Option<(usize, &'a Claim)>,
) -> wire::Independence<'a> {
    let silent = shared.map(|(_, claim)| silent(shelf.pile(), claim));
    wire::Independence {
        claim: shared.map(|(position, claim)| wire::Claim::of(position, claim, shelf)),
        silent: silent
            .unwrap_or_default()
            .into_iter()
            .map(|report| shelf.id(report))
            .collect(),
        reports: Card::all(shelf),
    }
}

/// Makes the JSON of a claim and everything that stands behind it.
pub(crate) fn trace<'a>(shelf: &Shelf<'a>, position: usize, claim: &'a Claim) -> wire::Trace<'a> {
    let pile = shelf.pile();
    wire::Trace {
        claim: wire::Claim::of(position, claim, shelf),
        evidence: evidence::of_claim(pile, claim)
            .iter()
            .map(|evidence| wire::Evidence::of(evidence, shelf))
            .collect(),
        conflicts: conflicts(pile, position)
            .map(|conflict| wire::Conflict::of(conflict, shelf))
            .collect(),
        knew: pile
            .ledger(ClaimId(narrow(position)))
            .map(|(report, knew)| shelf.knew(report, knew))
            .collect(),
        reports: Card::all(shelf),
    }
}
