//! The history of a claim: first told, told on another's word, confirmed, denied, not denied, declined, withdrawn, corrected, in the order of the reports.
//!
//! Goes by when reports appeared: that is when readers could know.

use std::collections::BTreeSet;

use super::pile::Pile;
use super::words::{Class, words};
use super::{Claim, ReportIndex, Response, Telling, Turn, TurnKind};
use crate::attribution::{AttributionId, Stance};
use crate::span::{Span, hull};

/// Words by which a voice takes back what was told.
const TAKES_BACK: [&str; 12] = [
    "withdrew",
    "withdraw",
    "withdrawn",
    "withdraws",
    "retracted",
    "retracts",
    "retract",
    "retracting",
    "recanted",
    "recants",
    "disavowed",
    "disowned",
];

/// How a paragraph begins in which an outlet corrects its report.
const CORRECTS: [&str; 6] = ["correction", "corrections", "corrected", "clarification", "clarifications", "erratum"];

/// A correction that shares so many words with a telling is about it.
const SHARED: usize = 2;

/// Returns the turns of a claim, earliest first.
pub(super) fn of(pile: &Pile, claim: &Claim) -> Vec<Turn> {
    let mut turns = told(claim);
    turns.extend(claim.responses.iter().filter_map(|response| answered(pile, response)));
    let mut seen: Vec<ReportIndex> = Vec::new();
    for telling in &claim.tellings {
        if !seen.contains(&telling.report) {
            turns.extend(corrected(pile, claim, telling.report));
            seen.push(telling.report);
        }
    }
    // What stands in one report stays in the order of its text; the first telling comes before everything.
    turns.sort_by_key(|turn| (turn.kind != TurnKind::FirstTold, pile.appeared(turn.report), turn.span));
    // Who denies a thing three times in one report has denied it there.
    let mut known: BTreeSet<(TurnKind, ReportIndex, Option<String>)> = BTreeSet::new();
    turns.retain(|turn| known.insert((turn.kind, turn.report, turn.voice.as_ref().map(|voice| voice.name.clone()))));
    turns
}

/// Returns the first telling, and the first telling of each further origin.
fn told(claim: &Claim) -> Vec<Turn> {
    let turn = |kind, telling: &Telling| {
        let voice = telling.vouches().and_then(|at| telling.chain.get(at)).cloned();
        Turn { kind, report: telling.report, attribution: telling.attribution, span: telling.span, voice }
    };
    let mut firsts: Vec<usize> = claim.origins.iter().filter_map(|origin| origin.tellings.iter().min().copied()).collect();
    firsts.sort_unstable();
    let first = claim.tellings.first().map(|telling| turn(TurnKind::FirstTold, telling));
    let others = firsts.into_iter().filter(|at| *at > 0).filter_map(|at| claim.tellings.get(at));
    first.into_iter().chain(others.map(|telling| turn(TurnKind::NewOrigin, telling))).collect()
}

fn answered(pile: &Pile, response: &Response) -> Option<Turn> {
    let entry = pile.entry(response.report)?;
    let attribution = entry.reading.attributions.get(response.attribution.0 as usize)?;
    let text = entry.report.text();
    let takes_back = attribution.cue.iter().flat_map(|span| span.of(text).split_whitespace()).any(|word| TAKES_BACK.contains(&word));
    let kind = match response.stance {
        _ if takes_back => TurnKind::Withdrawn,
        Stance::Confirms => TurnKind::Confirmed,
        Stance::Denies => TurnKind::Denied,
        Stance::DoesNotDeny => TurnKind::NotDenied,
        Stance::Declines => TurnKind::Declined,
        Stance::Asserts | Stance::Doubts | Stance::Predicts => return None,
    };
    let span = hull(&attribution.content)?;
    Some(Turn { kind, report: response.report, attribution: Some(response.attribution), span, voice: Some(response.voice.clone()) })
}

/// Returns the first correction in a report that is about what it tells of the claim.
fn corrected(pile: &Pile, claim: &Claim, report: ReportIndex) -> Option<Turn> {
    let entry = pile.entry(report)?;
    let text = entry.report.text();
    let stems = |span: Span| -> Vec<u64> {
        let mut stems: Vec<u64> = words(text, span).into_iter().filter(|word| word.class > Class::Everyday).map(|word| word.stem).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    let opens = |block: &str| {
        let first = block.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
        CORRECTS.iter().any(|word| first.eq_ignore_ascii_case(word))
    };
    let tellings: Vec<Vec<u64>> =
        claim.tellings.iter().filter(|telling| telling.report == report).map(|telling| stems(telling.span)).collect();
    let is_about = |span: Span| {
        let said = stems(span);
        tellings.iter().any(|told| told.iter().filter(|stem| said.binary_search(stem).is_ok()).count() >= SHARED)
    };
    let corrections = entry.report.blocks().iter().map(|block| block.span).filter(|span| opens(span.of(text)));
    let span = corrections.into_iter().find(|span| is_about(*span))?;
    Some(Turn { kind: TurnKind::Corrected, report, attribution: None::<AttributionId>, span, voice: None })
}
