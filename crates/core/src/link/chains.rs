//! Walks each telling inwards to its origin: through the voices that a report names, into the
//! reports that it names, and through copies into their originals.
//!
//! Every telling has at most one step onwards, so a walk is a line that ends or comes back on
//! itself. What ends are merged into is `origins`'.

use std::collections::BTreeMap;

use super::pile::Pile;
use super::{Claim, Known, ReportIndex, Telling, Voice, VoiceKind, origins, voices};

/// Where a telling goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// Nowhere: its last voice is the origin.
    Ends,
    /// It names an outlet of which the pile holds this telling; so many of its own voices stand
    /// before, that outlet the last.
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
    let mut own: Vec<Vec<Voice>> = claim
        .tellings
        .iter()
        .map(|telling| {
            telling
                .attribution
                .map_or_else(Vec::new, |id| voices::inwards(pile, telling.report, id))
        })
        .collect();
    let held = Held::new(&claim.tellings);
    leave_to_text(pile, &claim.tellings, &held, &mut own);
    let onwards = |at: usize| step(pile, &claim.tellings, &own, &held, at);
    let copied = |telling| original(pile, &claim.tellings, &held, telling).map(Step::Copies);
    let mut steps: Vec<Step> = claim
        .tellings
        .iter()
        .enumerate()
        .map(|(at, telling)| copied(telling).unwrap_or_else(|| onwards(at)))
        .collect();
    open_circles(&mut steps, onwards);
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

/// Empties the voices of headlines where the text below names its own: a headline shortens who says
/// so, and a colon in it is often no attribution.
fn leave_to_text(pile: &Pile, tellings: &[Telling], held: &Held, own: &mut [Vec<Voice>]) {
    let is_headline = |telling: &Telling| voices::is_headline(pile, telling);
    for (at, telling) in tellings.iter().enumerate().filter(|(_, t)| is_headline(t)) {
        let in_text = held.of(telling.report).iter().any(|other| {
            tellings
                .get(*other)
                .is_some_and(|other| !is_headline(other) && other.backs() == telling.backs())
                && own.get(*other).is_some_and(|voices| !voices.is_empty())
        });
        if in_text && let Some(voices) = own.get_mut(at) {
            voices.clear();
        }
    }
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

/// Opens the circles that copies make: of three reports, some without a date, each may seem taken
/// from the next. The earliest telling of such a circle is then no copy; tellings stand in the
/// order of their reports.
fn open_circles(steps: &mut [Step], onwards: impl Fn(usize) -> Step) {
    loop {
        let earliest = |circle: Vec<usize>| {
            circle
                .into_iter()
                .filter(|at| matches!(steps.get(*at), Some(Step::Copies(_))))
                .min()
        };
        let opened: Vec<usize> = circles(steps).into_iter().filter_map(earliest).collect();
        if opened.is_empty() {
            return;
        }
        // Each turn leaves fewer copies, so this ends.
        for at in opened {
            if let Some(step) = steps.get_mut(at) {
                *step = onwards(at);
            }
        }
    }
}

/// Finds the circles among steps. A telling has one step, so no two circles share one.
fn circles(steps: &[Step]) -> Vec<Vec<usize>> {
    let next = |at: usize| match steps.get(at) {
        Some(Step::Follows(next, _) | Step::Copies(next) | Step::SameReport(next)) => Some(*next),
        Some(Step::Ends) | None => None,
    };
    let mut out = Vec::new();
    let mut walked = vec![false; steps.len()];
    for start in 0..steps.len() {
        let mut path = Vec::new();
        let mut here = Some(start);
        while let Some((at, walk)) = here
            .and_then(|at| Some((at, walked.get_mut(at)?)))
            .filter(|(_, walk)| !**walk)
        {
            *walk = true;
            path.push(at);
            here = next(at);
        }
        // A walk that ends on an earlier one has met no circle of its own.
        if let Some(first) = here.and_then(|at| path.iter().position(|seen| *seen == at)) {
            out.push(path.split_off(first));
        }
    }
    out
}

/// Returns where a telling goes on that was not copied.
fn step(pile: &Pile, tellings: &[Telling], own: &[Vec<Voice>], held: &Held, at: usize) -> Step {
    let Some(telling) = tellings.get(at) else {
        return Step::Ends;
    };
    let voices = own.get(at).map_or(&[][..], Vec::as_slice);
    // Who denies a thing is not on whose word it was told.
    let agrees = |other: &usize| {
        tellings
            .get(*other)
            .is_some_and(|other| other.backs() == telling.backs())
    };
    if voices.is_empty() {
        // A headline leaves out who says so; the text below it does not.
        let names_voice = |other: &usize| own.get(*other).is_some_and(|voices| !voices.is_empty());
        let elsewhere = held
            .of(telling.report)
            .iter()
            .copied()
            .find(|other| names_voice(other) && agrees(other));
        return elsewhere.map_or(Step::Ends, Step::SameReport);
    }
    // "The Post reported that she said": the Post's own report says how it knows.
    let Some(cited) = voices
        .iter()
        .rposition(|voice| voice.kind == VoiceKind::Outlet)
    else {
        return Step::Ends;
    };
    let outlet = voices
        .get(cited)
        .and_then(|voice| voices::outlet_name(pile, voice));
    let reports = outlet
        .as_deref()
        .map_or(&[][..], |outlet| pile.reports_of(outlet));
    let speaker = voices.get(cited + 1..).and_then(<[Voice]>::last);
    let has_speaker = |other: &usize| {
        let last = own.get(*other).and_then(|voices| voices.last());
        // Whom one report describes the other may name.
        speaker.is_none_or(|speaker| {
            speaker.kind == VoiceKind::Unnamed
                || last.is_some_and(|last| voices::same(speaker, last))
        })
    };
    let followed = reports
        .iter()
        .filter(|report| **report != telling.report)
        .flat_map(|report| held.of(*report))
        .copied();
    // What had appeared when the telling did comes first, of that what names a voice, then the
    // earliest.
    let appeared = pile.appeared(telling.report);
    let rank = |other: &usize| {
        let report = tellings
            .get(*other)
            .map(|telling| pile.appeared(telling.report));
        (
            report > Some(appeared),
            own.get(*other).is_none_or(Vec::is_empty),
            report,
            *other,
        )
    };
    // Nobody cites what is yet to appear.
    let day = |report| {
        pile.appeared(report)
            .and_then(|(_, published, _)| published)
    };
    let ahead = |other: &usize| {
        let later = tellings.get(*other).and_then(|other| day(other.report));
        later
            .zip(day(telling.report))
            .is_some_and(|(later, own)| later > own)
    };
    followed
        .filter(|other| has_speaker(other) && agrees(other) && !ahead(other))
        .min_by_key(rank)
        .map_or(Step::Ends, |next| Step::Follows(next, cited + 1))
}

/// Finds the telling of which this one was copied: of those in the passage's original the one that
/// stands where this one does.
fn original(pile: &Pile, tellings: &[Telling], held: &Held, telling: &Telling) -> Option<usize> {
    // Copies stand in the order of the copy, and a report has few originals.
    let first = pile.copies.partition_point(|copy| copy.to < telling.report);
    let mut copies = pile
        .copies
        .get(first..)?
        .iter()
        .take_while(|copy| copy.to == telling.report);
    copies.find_map(|copy| {
        let passages = copy
            .passages
            .iter()
            .filter(|(_, to)| to.overlaps(telling.span));
        let candidates = passages.flat_map(|(from, to)| {
            let place = (from.start() + telling.span.start()).saturating_sub(to.start());
            let others = held
                .of(copy.from)
                .iter()
                .filter_map(|other| Some((*other, tellings.get(*other)?)));
            let others = others
                .filter(|(_, other)| from.overlaps(other.span) && other.backs() == telling.backs());
            others.map(move |(at, other)| {
                let differs = other.attribution.is_some() != telling.attribution.is_some();
                (differs, other.span.start().abs_diff(place), at)
            })
        });
        candidates.min().map(|(.., at)| at)
    })
}

/// Walks one telling to its end.
fn line(
    pile: &Pile,
    tellings: &[Telling],
    own: &[Vec<Voice>],
    steps: &[Step],
    start: usize,
) -> (Vec<Voice>, End) {
    /// Far longer than any chain that news tells; where a walk is cut off it ends.
    const LONGEST: usize = 64;
    let mut chain: Vec<Voice> = Vec::new();
    // Of the voices that a report names, those before the step onwards: what lies behind it is told
    // there.
    let voices_of = |at: usize| {
        let all = own.get(at).map_or(&[][..], Vec::as_slice);
        let before = match steps.get(at) {
            Some(Step::Follows(_, cited)) => *cited,
            Some(Step::Copies(_)) => 0,
            _ => all.len(),
        };
        all.get(..before).unwrap_or(all).to_vec()
    };
    let outlet_of = |at: usize| {
        tellings
            .get(at)
            .and_then(|telling| voices::of_outlet(pile, telling.report))
    };
    let add = |chain: &mut Vec<Voice>, voices: Vec<Voice>, known: Known| {
        for mut voice in voices {
            voice.known = known;
            if !chain.last().is_some_and(|last| voices::same(last, &voice)) {
                chain.push(voice);
            }
        }
    };
    add(
        &mut chain,
        outlet_of(start)
            .into_iter()
            .chain(voices_of(start))
            .collect(),
        Known::Read,
    );
    let mut seen = vec![start];
    let mut at = start;
    // Once a walk has left the report, all that follows is known no better than by that step.
    let mut known = Known::Read;
    while let Some(Step::Follows(next, _) | Step::Copies(next) | Step::SameReport(next)) =
        steps.get(at)
    {
        let next = *next;
        if let Some(first) = seen.iter().position(|seen| *seen == next) {
            let circle = seen.get(first..).unwrap_or(&[]);
            return (
                chain,
                End::Loop(circle.iter().copied().min().unwrap_or(next)),
            );
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
        add(
            &mut chain,
            outlet.into_iter().chain(voices_of(next)).collect(),
            known,
        );
        seen.push(next);
        at = next;
        if seen.len() >= LONGEST {
            break;
        }
    }
    if chain.is_empty() {
        chain.extend(
            tellings
                .get(at)
                .and_then(|telling| voices::of_report(pile, telling.report)),
        );
    }
    (chain, End::At(at))
}
