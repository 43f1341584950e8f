//! Rewritten copies: the same report sentence by sentence, in other words.
//!
//! Two outlets that report one event share its names and figures too. A rewrite differs in that it
//! brings hardly a name or figure of its own, and tells in the original's order.

use std::collections::HashSet;

use super::Pair;
use super::align::Sentence;
use super::body::Body;
use super::measures::{Measures, Side, measure};
use super::shingles::HALF;
use super::weights::{AGAINST_RIVALS, ALONE, LEADS};
use crate::link::CopyKind;
use crate::link::blocking::{Index, Key, pairs};
use crate::link::linker::Sets;
use crate::link::words::Class;

/// A stem in more reports than this pairs nobody: it belongs to the topic, not to a text.
const WIDEST: usize = 40;

/// For each report at most so many others are measured, those that share most rare words.
const CANDIDATES: usize = 12;

/// A pair shares at least so many rare words.
const LEAST_SHARED: u32 = 3;

/// A rewrite shorter than this is a headline or a caption, and shares its names with everything on
/// the event.
const LEAST_SENTENCES: usize = 3;

/// From this score on a pair is a copy whatever its rivals are; two rewrites of one report must not
/// hide each other.
const SURE: f32 = 3.0;

/// A lead is counted to this, in either direction: how far ahead a pair is beyond that says nothing
/// more.
const MOST_LEAD: f32 = 6.0;

/// Below this score no lead makes a pair a copy: two reports of one event that no third comes near
/// are still two reports.
///
/// By cross-validation (`workshop/train_copies.py`): without it precision in piles of 36 reports is
/// 95.3 instead of 98.8, with -4 97.2; in piles of 663 it costs a copy in a hundred.
const LEAST: f32 = -2.0;

/// The score of a rival where there is none.
const NO_RIVAL: f32 = -12.0;

/// A pair that was measured.
pub(super) struct Scored {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) measures: Measures,
    alone: f32,
    sentences: Vec<(usize, usize)>,
}

/// Finds the pairs of reports of which one is the other in other words, `known` copies aside.
pub(super) fn find(bodies: &[Body], known: &[Pair]) -> Vec<Pair> {
    let sides: Vec<Side> = bodies.iter().map(Side::of).collect();
    let scored = scored(bodies, &sides, known);
    let families = families(known, bodies.len());
    let rivals = rivals(&scored, &families, bodies.len());
    let copies = scored
        .iter()
        .filter(|pair| pair.alone > LEAST && against_rivals(pair, &rivals, &families) > 0.0);
    copies
        .filter_map(|pair| {
            shown(
                pair,
                &sides.get(pair.a as usize)?.sentences,
                &sides.get(pair.b as usize)?.sentences,
            )
        })
        .collect()
}

/// Measures every pair of reports that share rare words.
pub(super) fn scored(bodies: &[Body], sides: &[Side], known: &[Pair]) -> Vec<Scored> {
    let known: HashSet<(u32, u32)> = known
        .iter()
        .map(|pair| (pair.a.min(pair.b), pair.a.max(pair.b)))
        .collect();
    let keys: Vec<Vec<Key>> = bodies.iter().map(keys).collect();
    let mut index = Index::default();
    for (report, keys) in (0u32..).zip(&keys) {
        for key in keys {
            index.insert(*key, report);
        }
    }
    let mut out = Vec::new();
    for (a, b) in nearest(pairs(&keys, &index, WIDEST), bodies) {
        let (Some(x), Some(y)) = (sides.get(a as usize), sides.get(b as usize)) else {
            continue;
        };
        if known.contains(&(a.min(b), a.max(b)))
            || x.sentences.len().min(y.sentences.len()) < LEAST_SENTENCES
        {
            continue;
        }
        let (measures, sentences) = measure(x, y);
        out.push(Scored {
            a,
            b,
            measures,
            alone: ALONE.0 + dot(&ALONE.1, &measures),
            sentences,
        });
    }
    out
}

fn dot(weights: &[f32], values: &[f32]) -> f32 {
    weights
        .iter()
        .zip(values)
        .map(|(weight, value)| weight * value)
        .sum()
}

/// The highest scores among the pairs that a report is in: the best, the family of its holder, and
/// the best of another family. What is surely a copy is nobody's rival.
type Rivals = Vec<(f32, usize, f32)>;

fn rivals(scored: &[Scored], families: &Sets, reports: usize) -> Rivals {
    let mut out: Rivals = vec![(NO_RIVAL, usize::MAX, NO_RIVAL); reports];
    for pair in scored.iter().filter(|pair| pair.alone < SURE) {
        for (report, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let family = families.set(other as usize);
            let Some(best) = out.get_mut(report as usize) else {
                continue;
            };
            if pair.alone > best.0 {
                let second = if best.1 == family { best.2 } else { best.0 };
                *best = (pair.alone, family, second);
            } else if pair.alone > best.2 && family != best.1 {
                best.2 = pair.alone;
            }
        }
    }
    out
}

/// Gives every report the number of its family: reports of which one is mostly the other word by
/// word are as good as one, and none is a rival to a rewrite of another.
fn families(known: &[Pair], reports: usize) -> Sets {
    let mut families = Sets::of(reports);
    for Pair { a, b, .. } in known
        .iter()
        .filter(|pair| pair.shares.0.max(pair.shares.1) >= HALF)
    {
        families.join(*a as usize, *b as usize);
    }
    families
}

/// Scores a pair by its measures and by its lead over the best other pair that the one report is
/// in, and over that of the other.
fn against_rivals(pair: &Scored, rivals: &Rivals, families: &Sets) -> f32 {
    let [x, y] = [(pair.a, pair.b), (pair.b, pair.a)].map(|(report, other)| {
        let (first, holder, second) =
            rivals
                .get(report as usize)
                .copied()
                .unwrap_or((NO_RIVAL, usize::MAX, NO_RIVAL));
        let is_own = families.set(other as usize) == holder;
        (pair.alone - if is_own { second } else { first }).clamp(-MOST_LEAD, MOST_LEAD)
    });
    AGAINST_RIVALS.0
        + dot(&AGAINST_RIVALS.1, &pair.measures)
        + LEADS.0 * x.min(y)
        + LEADS.1 * x.max(y)
}

/// Turns a scored pair into passages: the sentences that tell the same.
fn shown(pair: &Scored, a: &[Sentence], b: &[Sentence]) -> Option<Pair> {
    let passages: Vec<_> = pair
        .sentences
        .iter()
        .filter_map(|(i, j)| Some((a.get(*i)?.span, b.get(*j)?.span)))
        .collect();
    let share = |lines: &[Sentence]| passages.len() as f32 / lines.len().max(1) as f32;
    let shares = (share(a), share(b));
    (!passages.is_empty()).then_some(Pair {
        a: pair.a,
        b: pair.b,
        kind: CopyKind::Rewritten,
        passages,
        shares,
    })
}

/// Keeps for each report the candidates that share most keys with it; of each pair the report that
/// appeared first comes first.
fn nearest(pairs: Vec<(u32, u32, u32)>, bodies: &[Body]) -> Vec<(u32, u32)> {
    let place = |report: u32| bodies.get(report as usize).map(|body| body.place);
    let turned = |(a, b, shared)| {
        if place(a) <= place(b) {
            (a, b, shared)
        } else {
            (b, a, shared)
        }
    };
    let mut pairs: Vec<(u32, u32, u32)> = pairs.into_iter().map(turned).collect();
    pairs.sort_by_key(|(a, b, shared)| (std::cmp::Reverse(*shared), place(*a), place(*b)));
    let mut taken = vec![0usize; bodies.len()];
    pairs.retain(|(a, b, shared)| {
        let mut room = false;
        for end in [a, b] {
            if let Some(taken) = taken.get_mut(*end as usize) {
                room |= *taken < CANDIDATES;
                *taken += 1;
            }
        }
        room && *shared >= LEAST_SHARED
    });
    pairs.into_iter().map(|(a, b, _)| (a, b)).collect()
}

fn keys(body: &Body) -> Vec<Key> {
    let telling = body
        .stems
        .iter()
        .filter(|(_, class)| *class > Class::Everyday);
    telling
        .map(|(stem, _)| Key::of("rewritten", &[*stem]))
        .collect()
}
