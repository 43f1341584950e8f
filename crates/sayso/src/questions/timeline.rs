//! `timeline`: what is dated, in the order of its dates.

use sayso_core::link::{ClaimId, Entry, ReportIndex};
use sayso_core::span::Span;
use sayso_core::told::Status;

use super::words::{holds_words, words_of};
use crate::dated::{self, KINDS, What};
use crate::dates::Days;
use crate::pile::Pile;
use crate::show;
use crate::wire::{Moment, Shelf};

/// Something dated.
pub(crate) struct Dated {
    /// When, in ISO 8601.
    pub(crate) date: String,
    /// The days that this may mean.
    pub(crate) days: Days,
    /// What is dated: the word of the contract.
    pub(crate) kind: &'static str,
    /// What a line of it begins with.
    pub(crate) lead: String,
    /// The report.
    pub(crate) report: ReportIndex,
    /// Where it stands.
    pub(crate) span: Span,
    /// The claims that are told there.
    pub(crate) claims: Vec<ClaimId>,
}

/// Makes the JSON of something dated.
pub(crate) fn moment<'a>(dated: &'a Dated, shelf: &Shelf<'a>) -> Moment<'a> {
    let claim_key = |id: ClaimId| shelf.claim_key(shelf.pile().links().claims.get(id.0 as usize)?);
    // In the order of their numbers: a page of a large record knows its claims in another.
    let mut claims = dated.claims.clone();
    claims.sort_by_key(|id| shelf.pile().claim_number(*id));
    Moment {
        date: &dated.date,
        kind: dated.kind,
        report: shelf.id(dated.report),
        span: shelf.points(dated.report).pair(dated.span),
        text: dated.span.of(shelf.pile().report(dated.report).text()),
        claims: claims
            .iter()
            .map(|id| shelf.pile().claim_number(*id))
            .collect(),
        claim_keys: claims.iter().filter_map(|id| claim_key(*id)).collect(),
    }
}

/// Returns what is dated and holds all of these words, earliest first; everything if no words are
/// given.
pub(crate) fn chosen(pile: &Pile, words: &str) -> Vec<Dated> {
    let wanted = words_of(words);
    let mut dated = all(pile);
    if !wanted.is_empty() {
        dated.retain(|dated| {
            let words = dated.span.of(pile.report(dated.report).text());
            holds_words(&format!("{} {words}", dated.lead), &wanted)
        });
    }
    dated
}

fn all(pile: &Pile) -> Vec<Dated> {
    let mut told: Vec<Vec<(ClaimId, Span)>> = Vec::new();
    told.resize_with(pile.entries().count(), Vec::new);
    for (id, claim) in (0u32..).map(ClaimId).zip(&pile.links().claims) {
        for telling in &claim.tellings {
            if let Some(told) = told.get_mut(telling.report.0 as usize) {
                told.push((id, telling.span));
            }
        }
    }
    let claims = |report: ReportIndex, place: Option<Span>| {
        let told = told.get(report.0 as usize).into_iter().flatten();
        let here = told.filter(|(_, span)| place.is_none_or(|place| place.overlaps(*span)));
        let mut claims: Vec<ClaimId> = here.map(|(id, _)| *id).collect();
        claims.dedup();
        claims
    };
    let mut all = Vec::new();
    for (report, entry) in pile.entries() {
        for found in dated::of_entry(entry) {
            let place = (found.what != What::Report).then_some(found.span);
            all.push(Dated {
                kind: KINDS[found.what.kind()],
                lead: lead(pile, report, entry, found.what),
                claims: claims(report, place),
                date: found.date,
                days: found.days,
                span: found.span,
                report,
            });
        }
    }
    // Of one day what has an hour goes by it.
    let order = |a: &Dated, b: &Dated| {
        let days = a.days.order().cmp(&b.days.order());
        days.then_with(|| (&a.date, a.report).cmp(&(&b.date, b.report)))
    };
    all.sort_by(order);
    all
}

/// Returns what a line of something dated begins with.
fn lead(pile: &Pile, report: ReportIndex, entry: &Entry, what: What) -> String {
    match what {
        What::Report => "appears: ".to_owned(),
        What::Told(at) => match entry.reading.told.get(at).map(|told| told.status) {
            Some(Status::Planned) => "planned: ".to_owned(),
            Some(Status::Refused) => "refused: ".to_owned(),
            Some(Status::Denied) => "denied: ".to_owned(),
            Some(Status::Happened) | None => "told: ".to_owned(),
        },
        What::Knew(_) => "knew: ".to_owned(),
        What::Said(at) => {
            let Some(found) = entry.reading.attributions.get(at) else {
                return String::new();
            };
            let source = show::source(pile, report, found);
            show::manner(found).map_or_else(
                || format!("{source}: "),
                |stance| format!("{source} {stance}: "),
            )
        }
    }
}
