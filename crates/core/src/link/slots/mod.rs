//! Slots: what several reports give one thing, be it a figure, a date or a place.
//!
//! Values of one story are held against each other by what they are said of (`score`); those of one
//! thing that cannot all hold are a conflict. What a value is said of is the reading's to say,
//! what it comes to `filled`'s.

mod denied;
mod filled;
mod score;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::link) use filled::stems;
use filled::{Content, Filled, of_report};
use score::Shared;

use super::blocking::{Index, pairs};
use super::linker::Sets;
use super::pile::Pile;
use super::{Claim, ClaimId, Conflict, ConflictKind, Disputed, ReportIndex, Side, voices};

/// Values with one key that are compared.
const WIDEST: usize = 200;

/// Two values of one slot.
struct Edge {
    one: usize,
    other: usize,
    strength: f32,
    agrees: bool,
}

/// Finds the values of one thing that cannot all hold.
pub(super) fn find(pile: &Pile, claims: &[Claim]) -> Vec<Conflict> {
    let filled: Vec<Filled> = pile.reports().flat_map(|r| of_report(pile, r)).collect();
    let edges = edges(pile, &filled);
    let mut sets = Sets::of(filled.len());
    let apart = |edge: &&Edge| !edge.agrees;
    for edge in edges.iter().filter(apart) {
        sets.join(edge.one, edge.other);
    }
    let mut at_odds: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in edges.iter().filter(apart) {
        let of = at_odds.entry(sets.set(edge.one)).or_default();
        of.extend([edge.one, edge.other]);
    }
    let conflict = |places: BTreeSet<usize>| {
        let mut sides: Vec<&Filled> = places.iter().filter_map(|at| filled.get(*at)).collect();
        sides.sort_by_key(|one| (pile.appeared(one.side.report), one.side.span));
        let kind = match sides.first()?.content {
            Content::Amount(_) => ConflictKind::Quantity,
            Content::Days(..) => ConflictKind::Date,
            Content::Place(..) => ConflictKind::Place,
            Content::No | Content::Yes => return None,
        };
        let tellings: Vec<Side> = sides.iter().map(|one| one.side.clone()).collect();
        Some(Conflict {
            kind,
            thing: sides.first()?.thing_in_words(pile),
            of: claim_of(claims, &tellings),
            tellings,
        })
    };
    let mut found: Vec<Conflict> = at_odds.into_values().filter_map(conflict).collect();
    for mut conflict in denied::find(pile, &filled) {
        let sides = &mut conflict.tellings;
        sides.sort_by_key(|side| (pile.appeared(side.report), side.span));
        conflict.of = claim_of(claims, &conflict.tellings);
        found.push(conflict);
    }
    found
}

/// Returns the claim in whose tellings most sides stand, two at least.
fn claim_of(claims: &[Claim], sides: &[Side]) -> Disputed {
    let holds = |claim: &Claim, side: &Side| {
        let mut tellings = claim.tellings.iter();
        tellings.any(|t| t.report == side.report && t.span.overlaps(side.span))
    };
    let held = |claim: &Claim| sides.iter().filter(|side| holds(claim, side)).count();
    let best = claims
        .iter()
        .enumerate()
        .max_by_key(|(at, claim)| (held(claim), std::cmp::Reverse(*at)));
    let best = best.filter(|(_, claim)| held(claim) > 1);
    best.and_then(|(at, _)| u32::try_from(at).ok())
        .map_or(Disputed::Thing, |at| Disputed::Claim(ClaimId(at)))
}

/// Returns the pairs of values that are of one slot, each value with its best in every sentence.
fn edges(pile: &Pile, filled: &[Filled]) -> Vec<Edge> {
    let keys: Vec<_> = filled.iter().map(Filled::keys).collect();
    let mut index = Index::default();
    for (at, keys) in (0u32..).zip(&keys) {
        for key in keys {
            index.insert(*key, at);
        }
    }
    let mut edges = Vec::new();
    for (a, b, _) in pairs(&keys, &index, WIDEST) {
        let (a, b) = (a as usize, b as usize);
        let (Some(one), Some(other)) = (filled.get(a), filled.get(b)) else {
            continue;
        };
        let is_same = match (&one.side.voice, &other.side.voice) {
            (Some(one), Some(other)) => voices::same(one, other),
            _ => one.attribution == other.attribution,
        };
        // Of its own two figures a report is at odds with itself only where two people give them.
        let is_one_report = one.side.report == other.side.report;
        let two_said = one.attribution.is_some() && other.attribution.is_some();
        let same_voice = is_one_report
            && (is_same || !two_said || sentence(pile, &one.side) == sentence(pile, &other.side));
        let Some(agrees) = one.content.agrees(&other.content).filter(|_| !same_voice) else {
            continue;
        };
        let shared = Shared::of(one, other);
        if shared.is_near() || shared.is_one() {
            let strength = shared.strength();
            edges.push(Edge {
                one: a,
                other: b,
                strength,
                agrees,
            });
        }
    }
    best(pile, filled, edges)
}

/// Returns the report in which a side stands, and the place of its sentence there.
fn sentence(pile: &Pile, side: &Side) -> Option<(ReportIndex, usize)> {
    let sentences = &pile.entry(side.report)?.reading.sentences;
    let place = sentences.partition_point(|s| s.end() <= side.span.start());
    Some((side.report, place))
}

/// Leaves of each value its strongest tie to each other sentence, if it is that one's as well.
fn best(pile: &Pile, filled: &[Filled], mut edges: Vec<Edge>) -> Vec<Edge> {
    let sentence = |at: usize| sentence(pile, &filled.get(at)?.side);
    // What agrees goes before what does not, where they are tied as closely.
    edges.sort_by(|a, b| {
        let by_strength = b.strength.total_cmp(&a.strength);
        by_strength
            .then(b.agrees.cmp(&a.agrees))
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    let mut beside: BTreeMap<_, Vec<&Filled>> = BTreeMap::new();
    for (at, one) in filled.iter().enumerate() {
        beside.entry(sentence(at)).or_default().push(one);
    }
    let words = |at: usize| {
        let found = filled.get(at).zip(sentence(at));
        let words = found.and_then(|(one, (report, place))| {
            let entry = pile.entry(report)?;
            let around = entry.reading.sentences.get(place)?;
            Some(around.cover(one.side.span).of(entry.report.text()))
        });
        words.unwrap_or("")
    };
    // What the other's sentence says as well it says of something.
    let says = |at: usize, value: usize| {
        let others = beside.get(&sentence(at)).into_iter().flatten();
        filled.get(value).is_some_and(|value| {
            let mut agree = others.filter_map(|other| value.content.agrees(&other.content));
            let is_named = match &value.content {
                // "Pyongyang, the North Korean capital"; "West London" and "London".
                Content::Place(_, name) => words(at).contains(name.as_str()),
                _ => false,
            };
            is_named || agree.any(|agrees| agrees)
        })
    };
    let mut taken = BTreeSet::new();
    edges.retain(|edge| {
        if !edge.agrees && (says(edge.one, edge.other) || says(edge.other, edge.one)) {
            return false;
        }
        let one = (edge.one, sentence(edge.other));
        let other = (edge.other, sentence(edge.one));
        let is_free = !taken.contains(&one) && !taken.contains(&other);
        taken.extend([one, other]);
        is_free
    });
    edges
}
