//! `timeline`: what is dated, in the order of its dates.

use sayso_core::language::TimeId;
use sayso_core::link::{ClaimId, Entry, ReportIndex};
use sayso_core::report::BlockKind;
use sayso_core::span::{Span, hull};
use sayso_core::told::Status;

use super::dates::Days;
use super::words::{holds_words, words_of};
use crate::pile::{Pile, narrow};
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
    Moment {
        date: &dated.date,
        kind: dated.kind,
        report: shelf.id(dated.report),
        span: shelf.points(dated.report).pair(dated.span),
        text: dated.span.of(shelf.pile().report(dated.report).text()),
        claims: dated
            .claims
            .iter()
            .map(|id| shelf.pile().claim_number(*id))
            .collect(),
        claim_keys: dated
            .claims
            .iter()
            .filter_map(|id| claim_key(*id))
            .collect(),
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
    let mut all = Vec::new();
    for (report, entry) in pile.entries() {
        if let Some(published) = entry.report.about.published {
            let (lead, claims) = ("appears: ".to_owned(), told_in(pile, report, None));
            let day = published.date;
            all.push(Dated {
                date: published.to_string(),
                days: Days {
                    first: day,
                    last: day,
                },
                kind: "report",
                lead,
                report,
                span: head(entry),
                claims,
            });
        }
        let mut add = |kind, lead: String, when: Option<TimeId>, span: Span| {
            if let Some((date, days)) = when.and_then(|when| value(entry, when)) {
                all.push(Dated {
                    date,
                    days,
                    kind,
                    lead,
                    report,
                    span,
                    claims: told_in(pile, report, Some(span)),
                });
            }
        };
        for told in &entry.reading.told {
            let lead = match told.status {
                Status::Happened => "told: ",
                Status::Planned => "planned: ",
                Status::Refused => "refused: ",
                Status::Denied => "denied: ",
            };
            add("told", lead.to_owned(), told.when, told.evidence);
        }
        entry
            .reading
            .knew
            .iter()
            .for_each(|knew| add("knew", "knew: ".to_owned(), knew.when, knew.evidence));
        for found in &entry.reading.attributions {
            let source = show::source(pile, report, found);
            let lead = show::manner(found).map_or_else(
                || format!("{source}: "),
                |stance| format!("{source} {stance}: "),
            );
            add(
                "attribution",
                lead,
                found.when,
                hull(&found.content).unwrap_or(Span::new(0, 0)),
            );
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

/// Returns the claims that a report tells, there if a place is given.
fn told_in(pile: &Pile, report: ReportIndex, place: Option<Span>) -> Vec<ClaimId> {
    let here = |span: Span| place.is_none_or(|place| place.overlaps(span));
    let claims = pile.links().claims.iter().enumerate();
    let told = claims.filter(|(_, claim)| {
        claim
            .tellings
            .iter()
            .any(|telling| telling.report == report && here(telling.span))
    });
    told.map(|(position, _)| ClaimId(narrow(position)))
        .collect()
}
