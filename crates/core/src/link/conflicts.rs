//! Conflicts: what is told that cannot all hold, in one order; and the yes and no of claims.
//!
//! Shows the sides and rules on nothing. Figures, dates and places of things are `slots`', what
//! communications differ in `communications`'.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::claims::is_negative;
use super::pile::Pile;
use super::{
    Claim, ClaimId, Communication, Conflict, ConflictKind, Disputed, ReportIndex, Side, Telling,
    Voice, communications, slots, voices,
};
use crate::attribution::{self, Stance};
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
        let tellings = polarity(pile, claim);
        if tellings.len() > 1 {
            out.push(Conflict {
                kind: ConflictKind::Polarity,
                thing: String::new(),
                of: Disputed::Claim(id),
                tellings,
            });
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
    for conflict in slots::find(pile, claims) {
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

/// Says whether the shorter of two stretches has most of its words in the other.
fn are_near(pile: &Pile, a: (ReportIndex, Span), b: (ReportIndex, Span)) -> bool {
    /// How much the words that both have must weigh.
    const WEIGHT: f32 = 6.0;
    let [one, other] = [a, b].map(|(report, span)| slots::stems(pile, report, span));
    let weight = |words: &BTreeMap<u64, f32>| words.values().sum::<f32>();
    let both = one.iter().filter(|(word, _)| other.contains_key(word));
    let shared: f32 = both.map(|(_, weight)| weight).sum();
    shared >= WEIGHT && shared >= 0.65 * weight(&one).min(weight(&other))
}

/// Says whether some words of a report deny what somebody tells. Who turns down what was asked for
/// denies nothing: "rejected calls to scrap the scheme".
fn denies(pile: &Pile, report: ReportIndex, spans: &[Span]) -> bool {
    let text = text_of(pile, report);
    spans.iter().any(|span| {
        attribution::denies(span.of(text))
            && !attribution::turns_down(slots::sentence_of(pile, report, *span))
    })
}

/// Says whether a sentence denies something, whoever does.
fn tells_of_denial(sentence: &str) -> bool {
    attribution::denies(sentence) || attribution::has_denying_phrase(sentence)
}

/// Says whether a denial quotes the very words that another tells, with no word that denies them: a
/// misreading of the one or of the other.
fn quotes(pile: &Pile, no: (ReportIndex, Span), cue: &[Span], yes: (ReportIndex, Span)) -> bool {
    /// Bytes of letters and figures in common that are no accident.
    const LONG: usize = 30;
    let text = |report: ReportIndex, span: Span| span.of(text_of(pile, report));
    let plain = |(report, span): (ReportIndex, Span)| -> String {
        let letters = text(report, span).chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let [one, other] = [plain(no), plain(yes)];
    one.len().min(other.len()) >= LONG
        && (one.contains(&other) || other.contains(&one))
        && !cue.iter().any(|cue| is_negative(text(no.0, *cue)))
}

/// Returns the words that attribute a telling.
fn cue<'p>(pile: &Pile<'p>, telling: &Telling) -> &'p [Span] {
    let entry = pile.entry(telling.report);
    let of = |entry: &'p super::Entry| {
        let id = telling.attribution?;
        entry.reading.attributions.get(id.0 as usize)
    };
    entry.and_then(of).map_or(&[], |found| &found.cue)
}

fn text_of<'p>(pile: &Pile<'p>, report: ReportIndex) -> &'p str {
    pile.entry(report).map_or("", |entry| entry.report.text())
}

fn vouching(telling: &Telling) -> Option<&Voice> {
    telling.chain.get(telling.vouches()?)
}

/// Finds those who say yes and those who say no.
fn polarity(pile: &Pile, claim: &Claim) -> Vec<Side> {
    let said = |telling: &Telling| match telling.stance {
        Stance::Denies => {
            let denies = |spans: &[Span]| denies(pile, telling.report, spans);
            (denies(cue(pile, telling)) || denies(&[telling.span])).then_some(false)
        }
        // Who tells that a thing is not so, or that it is a hoax, says no yes, whatever verb leads to
        // it; nor does he whom the same sentence contradicts.
        Stance::Asserts | Stance::Confirms
            if !is_negative(telling.span.of(text_of(pile, telling.report)))
                && !tells_of_denial(slots::sentence_of(pile, telling.report, telling.span)) =>
        {
            Some(true)
        }
        _ => None,
    };
    let side = |report: ReportIndex, span: Span, yes: bool, voice: Option<&Voice>| Side {
        report,
        span,
        voice: voice.cloned(),
        value: if yes { "yes" } else { "no" }.to_owned(),
    };
    let mut sides = Vec::new();
    let answers = claim.responses.iter().map(|response| response.stance);
    let mut stances = claim
        .tellings
        .iter()
        .map(|telling| telling.stance)
        .chain(answers);
    if !stances.any(|stance| stance == Stance::Denies) {
        return sides;
    }
    let compared = claim.tellings.iter().take(COMPARED);
    let compared: Vec<(&Telling, bool)> = compared
        .filter_map(|telling| Some((telling, said(telling)?)))
        .collect();
    for (telling, yes) in compared.iter().copied() {
        // Yes and no from one voice is a change of mind or a mistake of the reading, not two
        // accounts.
        let is_contradicted = compared.iter().copied().any(|(other, said)| {
            let (no, affirms) = if yes {
                (other, telling)
            } else {
                (telling, other)
            };
            let ends = telling.chain.last().zip(other.chain.last());
            said != yes
                && ends.is_some_and(|(a, b)| !voices::same(a, b))
                && are_near(
                    pile,
                    (telling.report, telling.span),
                    (other.report, other.span),
                )
                && !quotes(
                    pile,
                    (no.report, no.span),
                    cue(pile, no),
                    (affirms.report, affirms.span),
                )
        });
        if is_contradicted && !telling.is_beside {
            sides.push(side(telling.report, telling.span, yes, vouching(telling)));
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
        let denies = |spans: &[Span]| denies(pile, response.report, spans);
        if !denies(&attribution.cue) && !denies(&attribution.content) {
            continue;
        }
        let denial = side(response.report, span, false, Some(&response.voice));
        let asserted = claim.tellings.iter().find(|telling| {
            said(telling) == Some(true)
                && telling
                    .chain
                    .last()
                    .is_some_and(|voice| !voices::same(voice, &response.voice))
                // Who denies "the report" denies something, but the words do not say that it is
                // this.
                && are_near(
                    pile,
                    (telling.report, telling.span),
                    (response.report, span),
                )
                && !quotes(
                    pile,
                    (response.report, span),
                    &attribution.cue,
                    (telling.report, telling.span),
                )
        });
        if let Some(telling) = asserted.filter(|_| {
            !claim
                .tellings
                .iter()
                .any(|t| t.attribution == Some(response.attribution) && t.report == response.report)
        }) {
            let assertion = side(telling.report, telling.span, true, vouching(telling));
            for side in [assertion, denial] {
                if !sides.contains(&side) {
                    sides.push(side);
                }
            }
        }
    }
    // Who denies does not tell, whatever his words are taken for.
    let deniers: Vec<Voice> = sides
        .iter()
        .filter(|side| side.value == "no")
        .filter_map(|side| side.voice.clone())
        .collect();
    sides.retain(|side| {
        let mut own = side.voice.iter();
        side.value == "no" || !own.any(|own| deniers.iter().any(|no| voices::same(own, no)))
    });
    let has = |value: &str| sides.iter().any(|side| side.value == value);
    if has("yes") && has("no") {
        sides
    } else {
        Vec::new()
    }
}
