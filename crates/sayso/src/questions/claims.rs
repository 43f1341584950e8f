//! `claims`: which are meant, and what stands behind one.

use sayso_core::link::{Claim, ClaimId, Conflict, Disputed, Telling};

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
