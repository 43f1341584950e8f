//! One report of a pile: what it tells, what it was taken from, what was taken from it.

use sayso_core::link::{Claim, ClaimId, Copy, ReportIndex};

use crate::pile::{Pile, narrow};
use crate::wire::{self, Card, ReportTrace, Shelf};

/// Returns the claims that a report tells, each with its place.
pub(crate) fn claims(pile: &Pile, report: ReportIndex) -> impl Iterator<Item = (usize, &Claim)> {
    let tells = move |claim: &Claim| {
        claim
            .tellings
            .iter()
            .any(|telling| telling.report == report)
    };
    let claims = pile.links().claims.iter().enumerate();
    claims.filter(move |(_, claim)| tells(claim))
}

/// Returns the copies that a report is, and those that were made of it.
pub(crate) fn copies(pile: &Pile, report: ReportIndex) -> impl Iterator<Item = &Copy> {
    let copies = pile.links().copies.iter();
    copies.filter(move |copy| copy.from == report || copy.to == report)
}

/// Makes the JSON of a report and everything that was found in it and joins it with others.
pub(crate) fn trace<'a>(shelf: &Shelf<'a>, report: ReportIndex) -> ReportTrace<'a> {
    let pile = shelf.pile();
    ReportTrace {
        read: shelf.read(report),
        copies: copies(pile, report)
            .map(|copy| wire::Copy::of(copy, shelf))
            .collect(),
        claims: claims(pile, report)
            .map(|(position, _)| pile.claim_number(ClaimId(narrow(position))))
            .collect(),
        claim_keys: claims(pile, report)
            .filter_map(|(_, claim)| shelf.claim_key(claim))
            .collect(),
        reports: Card::all(shelf),
    }
}
