//! Walks each telling inwards to its origin: through the voices that a report names, into the reports
//! that it names, and through copies into their originals.
//!
//! Every telling has at most one step onwards, so a walk is a line that ends or comes back on itself.
//! What ends are merged into is `origins`'.

use std::collections::BTreeMap;

use super::pile::Pile;
use super::{Claim, Known, ReportIndex, Telling, Voice, VoiceKind, origins, voices};

/// Where a telling goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// Nowhere: its last voice is the origin.
    Ends,
    /// It names an outlet of which the pile holds this telling; so many of its own voices stand before, that outlet the last.
    Follows(usize, usize),
    /// Its passage was taken from the report with this telling.
    Copies(usize),
    /// The same report attributes the claim elsewhere, in this telling.
    SameReport(usize),
}

/// How a walk ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// At the last voice of its chain, which this telling's report names.
    At(usize),
    /// Nowhere: reports that cite each other. Holds the first telling of the circle.
    Loop(usize),
}

/// Fills in the chains of a claim's tellings, and its origins.
pub(super) fn walk(pile: &Pile, claim: &mut Claim) {
    let own: Vec<Vec<Voice>> = claim
        .tellings
        .iter()
        .map(|telling| telling.attribution.map_or_else(Vec::new, |id| voices::inwards(pile, telling.report, id)))
        .collect();
    let held = Held::new(&claim.tellings);
    let steps: Vec<Step> = (0..claim.tellings.len()).map(|at| step(pile, &claim.tellings, &own, &held, at)).collect();
    let mut ends = Vec::with_capacity(steps.len());
    let mut chains = Vec::with_capacity(steps.len());
    for at in 0..steps.len() {
        let (chain, end) = line(pile, &claim.tellings, &own, &steps, at);
        chains.push(chain);
        ends.push(end);
    }
    for (telling, chain) in claim.tellings.iter_mut().zip(chains) {
        telling.chain = chain;
    }
    (claim.origins, claim.independent_origins) = origins::of(pile, &claim.tellings, &ends);
}

/// The tellings of a claim by their report.
struct Held(BTreeMap<ReportIndex, Vec<usize>>);

impl Held {
    fn new(tellings: &[Telling]) -> Self {
        let mut by_report: BTreeMap<ReportIndex, Vec<usize>> = BTreeMap::new();
        for (at, telling) in tellings.iter().enumerate() {
            by_report.entry(telling.report).or_default().push(at);
        }
        Held(by_report)
    }

    fn of(&self, report: ReportIndex) -> &[usize] {
        self.0.get(&report).map_or(&[], Vec::as_slice)
    }
}

fn step(pile: &Pile, tellings: &[Telling], own: &[Vec<Voice>], held: &Held, at: usize) -> Step {
    let Some(telling) = tellings.get(at) else { return Step::Ends };
    let voices = own.get(at).map_or(&[][..], Vec::as_slice);
    if let Some(original) = original(pile, tellings, held, telling) {
        return Step::Copies(original);
    }
    if voices.is_empty() {
        // A headline leaves out who says so; the text below it does not.
        let elsewhere = held.of(telling.report).iter().copied().find(|other| own.get(*other).is_some_and(|voices| !voices.is_empty()));
        return elsewhere.map_or(Step::Ends, Step::SameReport);
    }
    // "The Post reported that she said": the Post's own report says how it knows.
    let Some(cited) = voices.iter().rposition(|voice| voice.kind == VoiceKind::Outlet) else { return Step::Ends };
    let outlet = voices.get(cited).and_then(|voice| voices::outlet_name(pile, voice));
    let reports = outlet.as_deref().map_or(&[][..], |outlet| pile.reports_of(outlet));
    let speaker = voices.get(cited + 1..).and_then(<[Voice]>::last);
    let has_speaker = |other: &usize| {
        let last = own.get(*other).and_then(|voices| voices.last());
        speaker.is_none_or(|speaker| last.is_some_and(|last| voices::same(speaker, last)))
    };
    let followed = reports.iter().filter(|report| **report != telling.report).flat_map(|report| held.of(*report)).copied();
    // What had appeared when the telling did comes first, of that what names a voice, then the earliest.
    let appeared = pile.appeared(telling.report);
    let rank = |other: &usize| {
        let report = tellings.get(*other).map(|telling| pile.appeared(telling.report));
        (report > Some(appeared), own.get(*other).is_none_or(Vec::is_empty), report, *other)
    };
    followed.filter(has_speaker).min_by_key(rank).map_or(Step::Ends, |next| Step::Follows(next, cited + 1))
}

/// Finds the telling of which this one was copied.
fn original(pile: &Pile, tellings: &[Telling], held: &Held, telling: &Telling) -> Option<usize> {
    // Copies stand in the order of the copy, and a report has few originals.
    let first = pile.copies.partition_point(|copy| copy.to < telling.report);
    let copies = pile.copies.get(first..)?.iter().take_while(|copy| copy.to == telling.report);
    for copy in copies {
        for (from, _) in copy.passages.iter().filter(|(_, to)| to.overlaps(telling.span)) {
            let found = held.of(copy.from).iter().copied().find(|other| {
                tellings
                    .get(*other)
                    .is_some_and(|other| from.overlaps(other.span) && other.attribution.is_some() == telling.attribution.is_some())
            });
            let found = found.or_else(|| {
                held.of(copy.from).iter().copied().find(|other| tellings.get(*other).is_some_and(|other| from.overlaps(other.span)))
            });
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Walks one telling to its end.
fn line(pile: &Pile, tellings: &[Telling], own: &[Vec<Voice>], steps: &[Step], start: usize) -> (Vec<Voice>, End) {
    /// Far longer than any chain that news tells; where a walk is cut off it ends.
    const LONGEST: usize = 64;
    let mut chain: Vec<Voice> = Vec::new();
    // Of the voices that a report names, those before the step onwards: what lies behind it is told there.
    let voices_of = |at: usize| {
        let all = own.get(at).map_or(&[][..], Vec::as_slice);
        let before = match steps.get(at) {
            Some(Step::Follows(_, cited)) => *cited,
            Some(Step::Copies(_)) => 0,
            _ => all.len(),
        };
        all.get(..before).unwrap_or(all).to_vec()
    };
    let outlet_of = |at: usize| tellings.get(at).and_then(|telling| voices::of_outlet(pile, telling.report));
    let add = |chain: &mut Vec<Voice>, voices: Vec<Voice>, known: Known| {
        for mut voice in voices {
            voice.known = known;
            if !chain.last().is_some_and(|last| voices::same(last, &voice)) {
                chain.push(voice);
            }
        }
    };
    add(&mut chain, outlet_of(start).into_iter().chain(voices_of(start)).collect(), Known::Read);
    let mut seen = vec![start];
    let mut at = start;
    // Once a walk has left the report, all that follows is known no better than by that step.
    let mut known = Known::Read;
    while let Some(Step::Follows(next, _) | Step::Copies(next) | Step::SameReport(next)) = steps.get(at) {
        let next = *next;
        if let Some(first) = seen.iter().position(|seen| *seen == next) {
            let circle = seen.get(first..).unwrap_or(&[]);
            return (chain, End::Loop(circle.iter().copied().min().unwrap_or(next)));
        }
        let outlet = match steps.get(at) {
            Some(Step::Copies(_)) => {
                known = Known::Copied;
                outlet_of(next)
            }
            Some(Step::Follows(..)) => {
                known = Known::Followed;
                None
            }
            _ => None,
        };
        add(&mut chain, outlet.into_iter().chain(voices_of(next)).collect(), known);
        seen.push(next);
        at = next;
        if seen.len() >= LONGEST {
            break;
        }
    }
    if chain.is_empty() {
        chain.extend(tellings.get(at).and_then(|telling| voices::of_report(pile, telling.report)));
    }
    (chain, End::At(at))
}
