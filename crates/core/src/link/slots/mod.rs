//! Slots: what several reports give one thing, be it a figure, a date or a place.
//!
//! Values of one story are held against each other by what they are said of (`score`); those of one
//! thing that cannot all hold are a conflict. What a value is said of is the reading's to say,
//! what it comes to `filled`'s.

mod contrast;
mod denied;
mod filled;
mod said;
mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(in crate::link) use filled::stems;
use filled::{Content, Filled, of_report};
use said::Said;
use score::Shared;

use super::blocking::{Index, pairs};
use super::linker::Sets;
use super::pile::Pile;
use super::{Claim, ClaimId, Conflict, ConflictKind, Disputed, Entry, ReportIndex, Side, voices};
use crate::span::Span;
use crate::values::{Value, ValueKind};

/// Values with one key that are compared.
const WIDEST: usize = 200;

/// Two values of one slot.
struct Edge {
    one: usize,
    other: usize,
    strength: f32,
    agrees: bool,
    /// The words tell by themselves that it is one thing.
    says_no_more: bool,
}

/// Finds the values of one thing that cannot all hold.
pub(super) fn find(pile: &Pile, claims: &[Claim]) -> Vec<Conflict> {
    let said: Vec<Said> = pile.reports().filter_map(|r| Said::of(pile, r)).collect();
    let is_no_yes = |value: &Value| value.kind != ValueKind::Yes;
    let of_reports = said
        .iter()
        .flat_map(|said| of_report(pile, said, is_no_yes));
    let mut filled: Vec<Filled> = of_reports.collect();
    // A yes is looked at where something with its verb is denied.
    let denied = filled.iter().filter(|one| one.content == Content::No);
    let denied: BTreeSet<u64> = denied.filter_map(|no| no.verb).collect();
    for said in &said {
        filled.extend(of_report(pile, said, |value| {
            let verb = value.verb.and_then(|verb| said.stem(verb));
            value.kind == ValueKind::Yes && verb.is_some_and(|verb| denied.contains(&verb))
        }));
    }
    let (ruled_out, filled): (Vec<Filled>, Vec<Filled>) =
        filled.into_iter().partition(|one| one.is_ruled_out);
    let told = Told::of(pile, claims);
    let mut edges = edges(pile, &filled);
    // The words that both hang on may be said of other things. Where the reports tell one claim they
    // are not, nor where the clauses say nothing else.
    edges.retain(|edge| {
        let sides = filled.get(edge.one).zip(filled.get(edge.other));
        sides.is_some_and(|(one, other)| {
            edge.says_no_more || told.is_one(pile, &one.side, &other.side)
        })
    });
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
            of: told.most(pile, &tellings),
            tellings,
        })
    };
    let mut found: Vec<Conflict> = at_odds.into_values().filter_map(conflict).collect();
    found.extend(contrast::find(pile, &said, &ruled_out, &filled, &told));
    for mut conflict in denied::find(pile, &said, &filled, &told) {
        let sides = &mut conflict.tellings;
        sides.sort_by_key(|side| (pile.appeared(side.report), side.span));
        conflict.of = told.most(pile, &conflict.tellings);
        found.push(conflict);
    }
    found
}

/// The claims that are told in each sentence.
struct Told {
    at: BTreeMap<(ReportIndex, usize), Vec<ClaimId>>,
    /// Of each claim, the sentences that tell it.
    of: BTreeMap<ClaimId, Vec<(ReportIndex, usize)>>,
}

impl Told {
    fn of(pile: &Pile, claims: &[Claim]) -> Self {
        let mut told = Told {
            at: BTreeMap::new(),
            of: BTreeMap::new(),
        };
        for (id, claim) in (0u32..).map(ClaimId).zip(claims) {
            for telling in &claim.tellings {
                let entry = pile.entry(telling.report);
                let places = entry.map_or(0..0, |entry| sentences(entry, telling.span));
                for place in places {
                    let place = (telling.report, place);
                    let here = told.at.entry(place).or_default();
                    if here.last() != Some(&id) {
                        here.push(id);
                        told.of.entry(id).or_default().push(place);
                    }
                }
            }
        }
        told
    }

    /// Returns the sentences that tell a claim which is told where a side stands.
    fn beside(&self, pile: &Pile, side: &Side) -> impl Iterator<Item = (ReportIndex, usize)> {
        let claims = self.at(pile, side).iter();
        claims
            .filter_map(|claim| self.of.get(claim))
            .flatten()
            .copied()
    }

    /// Returns the claims that are told where a side stands, in their order.
    fn at(&self, pile: &Pile, side: &Side) -> &[ClaimId] {
        let here = self.at.get(&sentence(pile, side));
        here.map_or(&[], Vec::as_slice)
    }

    /// Says whether some claim is told where two sides stand.
    fn is_one(&self, pile: &Pile, one: &Side, other: &Side) -> bool {
        let [one, other] = [one, other].map(|side| self.at(pile, side));
        one.iter().any(|claim| other.binary_search(claim).is_ok())
    }

    /// Returns the claim that is told where most sides stand, two at least.
    fn most(&self, pile: &Pile, sides: &[Side]) -> Disputed {
        let mut counts: BTreeMap<ClaimId, usize> = BTreeMap::new();
        for claim in sides.iter().flat_map(|side| self.at(pile, side)) {
            *counts.entry(*claim).or_default() += 1;
        }
        let several = counts.into_iter().filter(|(_, count)| *count > 1);
        let best = several.max_by_key(|(claim, count)| (*count, std::cmp::Reverse(*claim)));
        best.map_or(Disputed::Thing, |(claim, _)| Disputed::Claim(claim))
    }
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
        // Of its own two figures a report is at odds with itself only where two people give them.
        let same_voice = one.side.report == other.side.report
            && (sentence(pile, &one.side) == sentence(pile, &other.side)
                || [one, other].iter().any(|value| value.attribution.is_none())
                || match (&one.side.voice, &other.side.voice) {
                    (Some(one), Some(other)) => voices::same(one, other),
                    _ => true,
                });
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
                says_no_more: shared.says_no_more(),
            });
        }
    }
    best(pile, filled, edges)
}

/// Returns the report in which a side stands, and the place of its sentence there.
fn sentence(pile: &Pile, side: &Side) -> (ReportIndex, usize) {
    let entry = pile.entry(side.report);
    let place = entry.map_or(0, |entry| sentences(entry, side.span).start);
    (side.report, place)
}

/// Returns the words of the sentence in which a stretch begins, and of the stretch.
pub(in crate::link) fn sentence_of<'p>(
    pile: &Pile<'p>,
    report: ReportIndex,
    stretch: Span,
) -> &'p str {
    let found = pile.entry(report).and_then(|entry| {
        let place = sentences(entry, stretch).start;
        let sentence = entry.reading.sentences.get(place)?;
        Some(sentence.cover(stretch).of(entry.report.text()))
    });
    found.unwrap_or("")
}

/// Returns the places of the sentences into which a stretch reaches.
fn sentences(entry: &Entry, stretch: Span) -> Range<usize> {
    let all = &entry.reading.sentences;
    let first = all.partition_point(|sentence| sentence.end() <= stretch.start());
    let behind = all.partition_point(|sentence| sentence.start() < stretch.end());
    first..behind.max(first)
}

/// Leaves of each value its strongest tie to each other sentence, if it is that one's as well.
fn best(pile: &Pile, filled: &[Filled], mut edges: Vec<Edge>) -> Vec<Edge> {
    let sentence = |at: usize| Some(sentence(pile, &filled.get(at)?.side));
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
        let side = filled.get(at).map(|one| &one.side);
        side.map_or("", |side| sentence_of(pile, side.report, side.span))
    };
    // What the other's sentence says as well it says of something.
    let says = |at: usize, value: usize| {
        let mut others = beside.get(&sentence(at)).into_iter().flatten();
        filled.get(value).is_some_and(|value| {
            let is_said = match &value.content {
                // "Pyongyang, the North Korean capital"; "West London" and "London".
                Content::Place(_, name, _) => words(at).contains(name.as_str()),
                // "Lane, 32, a father of five", whatever is read of either.
                Content::Amount(amount) => amount.is_in(words(at)),
                _ => false,
            };
            is_said || others.any(|other| value.content.agrees(&other.content) == Some(true))
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
