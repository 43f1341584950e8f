//! Conflicts: tellings of one claim that cannot all hold, by quantity, date or polarity; those of
//! communications are `communications`'.
//!
//! Shows the pair and rules on nothing. Quantities are `quantities`', dates come resolved from the
//! reading.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::pile::Pile;
use super::quantities::{Quantity, quantities};
use super::words::{Class, words};
use super::{
    Claim, ClaimId, Communication, Conflict, ConflictKind, Disputed, ReportIndex, Side, Telling,
    communications, measured, voices,
};
use crate::attribution::Stance;
use crate::language::TimeKind;
use crate::span::Span;

/// Tellings of one claim that are compared with each other; beyond the first 200 a difference has
/// been seen.
const COMPARED: usize = 200;

/// Finds the conflicts between the tellings of each claim.
pub(super) fn find(
    pile: &Pile,
    claims: &[Claim],
    communications: &[Communication],
) -> Vec<Conflict> {
    let mut out = Vec::new();
    for (id, claim) in (0u32..).map(ClaimId).zip(claims) {
        let found = [
            (ConflictKind::Quantity, quantity(pile, claim)),
            (ConflictKind::Date, date(pile, claim)),
            (ConflictKind::Polarity, polarity(pile, claim)),
        ];
        for (kind, conflicts) in found {
            let sided = conflicts.into_iter().filter(|sides| sides.len() > 1);
            out.extend(sided.map(|tellings| Conflict {
                kind,
                of: Disputed::Claim(id),
                tellings,
            }));
        }
    }
    // What a claim's own tellings differ in need not be shown again.
    let known = |conflict: &Conflict, out: &[Conflict]| {
        out.iter().any(|other| {
            conflict
                .tellings
                .iter()
                .all(|side| other.tellings.contains(side))
        })
    };
    for conflict in measured::find(pile, claims) {
        if !known(&conflict, &out) {
            out.push(conflict);
        }
    }
    for conflict in communications::conflicts(pile, communications) {
        if !known(&conflict, &out) {
            out.push(conflict);
        }
    }
    // Values side by side say more at a glance than a yes against a no.
    out.sort_by_key(|conflict| (conflict.kind == ConflictKind::Polarity, conflict.of));
    out
}

/// One value that a telling gives.
struct Given<T> {
    telling: usize,
    side: Side,
    value: T,
}

/// Finds the groups of values that count the same and of which two tellings' cannot both hold.
///
/// A telling may give several values ("12 killed and 30 hurt"): two tellings conflict only if none
/// of the one's agrees with any of the other's.
fn at_odds<T>(
    given: &[Given<T>],
    comparable: impl Fn(&T, &T) -> bool,
    agrees: impl Fn(&T, &T) -> bool,
) -> Vec<Vec<Side>> {
    let mut group_of: Vec<usize> = Vec::with_capacity(given.len());
    for (at, one) in given.iter().enumerate() {
        let known = given
            .iter()
            .take(at)
            .position(|other| comparable(&one.value, &other.value))
            .and_then(|other| group_of.get(other).copied());
        group_of.push(known.unwrap_or(at));
    }
    let mut groups: BTreeMap<usize, Vec<&Given<T>>> = BTreeMap::new();
    for (one, group) in given.iter().zip(&group_of) {
        groups.entry(*group).or_default().push(one);
    }
    let mut out = Vec::new();
    for group in groups.values() {
        let mut by_telling: BTreeMap<usize, Vec<&Given<T>>> = BTreeMap::new();
        for one in group {
            by_telling.entry(one.telling).or_default().push(one);
        }
        let tellings: Vec<&Vec<&Given<T>>> = by_telling.values().collect();
        let agree = |a: &[&Given<T>], b: &[&Given<T>]| {
            a.iter()
                .any(|x| b.iter().any(|y| agrees(&x.value, &y.value)))
        };
        let mut sides: Vec<Side> = Vec::new();
        for (at, a) in tellings.iter().enumerate() {
            if tellings
                .iter()
                .enumerate()
                .any(|(other, b)| other != at && !agree(a, b))
            {
                sides.extend(a.iter().map(|one| one.side.clone()));
            }
        }
        // Copies repeat a side; the same words of the same report are shown once.
        sides.dedup();
        out.push(sides);
    }
    out
}

fn quantity(pile: &Pile, claim: &Claim) -> Vec<Vec<Side>> {
    let mut given: Vec<Given<Quantity>> = Vec::new();
    for (at, telling) in claim.tellings.iter().take(COMPARED).enumerate() {
        let Some(entry) = pile.entry(telling.report) else {
            continue;
        };
        for found in quantities(entry.report.text(), telling.span) {
            let side = Side {
                report: telling.report,
                span: found.span,
                value: found.value.clone(),
            };
            given.push(Given {
                telling: at,
                side,
                value: found,
            });
        }
    }
    at_odds(&given, Quantity::comparable, Quantity::agrees)
}

fn date(pile: &Pile, claim: &Claim) -> Vec<Vec<Side>> {
    let mut given: Vec<Given<(Date, Date)>> = Vec::new();
    for (at, telling) in claim.tellings.iter().take(COMPARED).enumerate() {
        let Some(entry) = pile.entry(telling.report) else {
            continue;
        };
        let dates = entry
            .reading
            .times
            .iter()
            .filter(|time| time.kind == TimeKind::Date && telling.span.contains(time.span));
        for time in dates {
            let Some((value, days)) = time
                .value
                .as_deref()
                .and_then(|value| Some((value, days(value)?)))
            else {
                continue;
            };
            given.push(Given {
                telling: at,
                side: Side {
                    report: telling.report,
                    span: time.span,
                    value: value.to_owned(),
                },
                value: days,
            });
        }
    }
    at_odds(&given, |_, _| true, |a, b| a.0 <= b.1 && b.0 <= a.1)
}

/// Reads an ISO 8601 date, month, year or interval as its first and last day.
pub(super) fn days(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        return Some((days(from)?.0, days(to)?.1));
    }
    let value = value.split('T').next()?;
    let mut parts = value.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let Ok(month) = month.parse::<i8>() else {
        return None;
    };
    let first = Date::new(year, month, 1).ok()?;
    match parts.next() {
        Some(day) => Date::new(year, month, day.parse().ok()?)
            .ok()
            .map(|day| (day, day)),
        None => Some((first, first.last_of_month())),
    }
}

/// Says whether two stretches share a word that is neither small nor in every other report.
fn share_a_word(pile: &Pile, a: (ReportIndex, Span), b: (ReportIndex, Span)) -> bool {
    let stems = |(report, span): (ReportIndex, Span)| -> Vec<u64> {
        let text = pile.entry(report).map_or("", |entry| entry.report.text());
        words(text, span)
            .into_iter()
            .filter(|word| word.class > Class::Everyday)
            .map(|word| word.stem)
            .collect()
    };
    let theirs = stems(b);
    stems(a).iter().any(|stem| theirs.contains(stem))
}

/// Finds those who say yes and those who say no.
fn polarity(pile: &Pile, claim: &Claim) -> Vec<Vec<Side>> {
    let said = |telling: &Telling| match telling.stance {
        Stance::Denies => Some(false),
        Stance::Asserts | Stance::Confirms => Some(true),
        _ => None,
    };
    let side = |report: ReportIndex, span: Span, yes: bool| Side {
        report,
        span,
        value: if yes { "yes" } else { "no" }.to_owned(),
    };
    let mut sides = Vec::new();
    for telling in claim.tellings.iter().take(COMPARED) {
        let Some(yes) = said(telling) else { continue };
        // Yes and no from one voice is a change of mind or a mistake of the reading, not two
        // accounts.
        let contradicted = claim.tellings.iter().take(COMPARED).any(|other| {
            said(other).is_some_and(|said| said != yes)
                && telling
                    .chain
                    .last()
                    .zip(other.chain.last())
                    .is_some_and(|(a, b)| !voices::same(a, b))
        });
        if contradicted {
            sides.push(side(telling.report, telling.span, yes));
        }
    }
    // A denial that tells nothing itself contradicts whoever tells it.
    for response in claim
        .responses
        .iter()
        .filter(|response| response.stance == Stance::Denies)
    {
        let Some(attribution) = pile.entry(response.report).and_then(|entry| {
            entry
                .reading
                .attributions
                .get(response.attribution.0 as usize)
        }) else {
            continue;
        };
        let Some(span) = attribution.content.first().copied() else {
            continue;
        };
        let denial = side(response.report, span, false);
        let asserted = claim.tellings.iter().find(|telling| {
            said(telling) == Some(true)
                && telling
                    .chain
                    .last()
                    .is_some_and(|voice| !voices::same(voice, &response.voice))
        });
        // Who denies "the report" denies something, but the words do not say that it is this.
        let asserted = asserted.filter(|telling| {
            share_a_word(
                pile,
                (telling.report, telling.span),
                (response.report, span),
            )
        });
        if let Some(telling) = asserted.filter(|_| {
            !claim
                .tellings
                .iter()
                .any(|t| t.attribution == Some(response.attribution) && t.report == response.report)
        }) {
            let assertion = side(telling.report, telling.span, true);
            for side in [assertion, denial] {
                if !sides.contains(&side) {
                    sides.push(side);
                }
            }
        }
    }
    vec![sides]
}
