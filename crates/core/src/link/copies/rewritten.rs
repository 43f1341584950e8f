//! Rewritten copies: the same report sentence by sentence, in other words.
//!
//! Two outlets that report one event share its names and figures too. A rewrite differs in that it
//! brings hardly a name or figure of its own, and tells in the original's order.

use std::collections::HashSet;

use super::Pair;
use super::align::{Alignment, Sentence, align};
use super::body::Body;
use crate::link::CopyKind;
use crate::link::blocking::{Index, Key, pairs};
use crate::link::words::{Class, Rarity};

/// A stem in more reports than this pairs nobody: it belongs to the topic, not to a text.
const WIDEST: usize = 40;

/// For each report at most so many others are aligned, those that share most rare words.
const CANDIDATES: usize = 12;

/// Sentences of a report that are aligned; longer reports are compared by their beginnings.
const MOST_SENTENCES: usize = 100;

/// A rewrite shorter than this is a headline or a caption, and shares its names with everything on the event.
const LEAST_SENTENCES: usize = 5;

/// Pairs below this cosine, or of which neither holds this share of the other's names, are not aligned: hardly one in a
/// hundred rewrites is among them, and nine in ten of the other pairs are.
const LEAST_COSINE: f32 = 0.07;
const LEAST_NAMES: f32 = 0.2;

/// How many things are measured of a pair, before it is held against its rivals.
const MEASURES: usize = 7;

/// What is measured of a pair: the reasons of its score. In order: the cosine of the two texts; the
/// share of one that the other holds; the share of one's names and figures that the other holds,
/// from the side that is held more and less; the likeness of the sentences in order, per sentence of the shorter
/// text and of both; and how much of the likeness in free order the given order keeps.
type Measures = [f32; MEASURES];

/// Positions in [`Measures`] of those that are held against the pair's rivals.
const RIVALLED: [usize; 3] = [0, 2, 5];

/// A logistic regression over the measures alone: it says which pairs are so surely copies that they are nobody's rivals.
///
/// Fitted, like [`AGAINST_RIVALS`], on 181 pairs of reports and machine-made rewrites together with 276
/// reports by three outlets each on some hundred events, in piles of 640, 107, 21 and 7 reports, so that neither the
/// size of the pile nor its topic matters much. Held-out F1 there 94 in the largest piles and 97 in the smallest.
const ALONE: (f32, Measures) = (-14.36, [3.26, -4.56, 10.82, 8.98, -60.4, 68.69, 8.25]);

/// The regression that decides: the measures again, then the lead in cosine, names held and
/// sentences in order over the next best pair that either report is in.
const AGAINST_RIVALS: (f32, Measures, [f32; 3]) = (-8.78, [8.58, -10.85, 6.38, 2.3, -34.37, 23.95, 5.76], [11.99, 4.66, 27.57]);

/// From this value of [`ALONE`] on a pair is a copy whatever its rivals are; two rewrites of one report must not hide each other.
const SURE: f32 = 2.0;

/// A pair that was aligned and measured.
struct Scored {
    a: u32,
    b: u32,
    measures: Measures,
    alone: f32,
    sentences: Vec<(usize, usize)>,
}

/// Finds the pairs of reports of which one is the other in other words, `known` copies aside.
pub(super) fn find(bodies: &[Body], known: &[(u32, u32)]) -> Vec<Pair> {
    let known: HashSet<(u32, u32)> = known.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
    let stems: Vec<Vec<u64>> = bodies.iter().map(|body| body.stems.iter().map(|(stem, _)| *stem).collect()).collect();
    let rarity = Rarity::of(stems.iter().map(Vec::as_slice));
    let keys: Vec<Vec<Key>> = bodies.iter().map(|body| keys(body, &rarity)).collect();
    let mut index = Index::default();
    for (report, keys) in (0u32..).zip(&keys) {
        for key in keys {
            index.insert(*key, report);
        }
    }
    let sentences: Vec<Vec<Sentence>> = bodies.iter().map(|body| weigh(body, &rarity)).collect();
    let mut scored = Vec::new();
    for (a, b, _) in nearest(pairs(&keys, &index, WIDEST), bodies.len()) {
        let (x, y) = (a as usize, b as usize);
        let (Some(body_a), Some(body_b), Some(lines_a), Some(lines_b)) = (bodies.get(x), bodies.get(y), sentences.get(x), sentences.get(y))
        else {
            continue;
        };
        if known.contains(&(a, b)) || lines_a.len().min(lines_b.len()) < LEAST_SENTENCES {
            continue;
        }
        let words = measure_words(body_a, body_b, &rarity);
        if words[0] < LEAST_COSINE || words[2] < LEAST_NAMES {
            continue;
        }
        let alignment = align(lines_a, lines_b);
        let measures = measure(words, lines_a.len(), lines_b.len(), &alignment);
        let alone = ALONE.0 + dot(&ALONE.1, &measures);
        scored.push(Scored { a, b, measures, alone, sentences: alignment.pairs });
    }
    let rivals = rivals(&scored, bodies.len());
    let copies = scored.iter().filter(|pair| against_rivals(pair, &rivals) > 0.0);
    copies.filter_map(|pair| shown(pair, sentences.get(pair.a as usize)?, sentences.get(pair.b as usize)?)).collect()
}

fn dot(weights: &[f32], values: &[f32]) -> f32 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

/// The highest measures among the other pairs that a report is in: the best, its holder, and the second best.
type Rivals = Vec<[(f32, u32, f32); RIVALLED.len()]>;

fn rivals(scored: &[Scored], reports: usize) -> Rivals {
    let mut out: Rivals = vec![[(0.0, u32::MAX, 0.0); RIVALLED.len()]; reports];
    for pair in scored.iter().filter(|pair| pair.alone < SURE) {
        for (report, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let Some(best) = out.get_mut(report as usize) else { continue };
            for (best, at) in best.iter_mut().zip(RIVALLED) {
                let value = pair.measures[at];
                if value > best.0 {
                    *best = (value, other, best.0);
                } else if value > best.2 {
                    best.2 = value;
                }
            }
        }
    }
    out
}

fn against_rivals(pair: &Scored, rivals: &Rivals) -> f32 {
    let (start, weights, lead_weights) = AGAINST_RIVALS;
    let mut leads = [0.0; RIVALLED.len()];
    for (i, at) in RIVALLED.into_iter().enumerate() {
        let best = [(pair.a, pair.b), (pair.b, pair.a)].into_iter().filter_map(|(report, other)| {
            let (first, holder, second) = rivals.get(report as usize)?[i];
            Some(if holder == other { second } else { first })
        });
        leads[i] = pair.measures[at] - best.fold(0.0, f32::max);
    }
    start + dot(&weights, &pair.measures) + dot(&lead_weights, &leads)
}

/// Turns a scored pair into passages: the sentences that tell the same.
fn shown(pair: &Scored, a: &[Sentence], b: &[Sentence]) -> Option<Pair> {
    let passages: Vec<_> = pair.sentences.iter().filter_map(|(i, j)| Some((a.get(*i)?.span, b.get(*j)?.span))).collect();
    let share = |lines: &[Sentence]| passages.len() as f32 / lines.len().max(1) as f32;
    let shares = (share(a), share(b));
    (!passages.is_empty()).then_some(Pair { a: pair.a, b: pair.b, kind: CopyKind::Rewritten, passages, shares })
}

/// Keeps for each report the candidates that share most keys with it.
fn nearest(mut pairs: Vec<(u32, u32, u32)>, reports: usize) -> Vec<(u32, u32, u32)> {
    // Equal counts are told apart by nothing but the pile's order; both ends may keep a pair, so few are lost to it.
    pairs.sort_by_key(|(a, b, shared)| (std::cmp::Reverse(*shared), *a, *b));
    let mut taken = vec![0usize; reports];
    pairs.retain(|(a, b, shared)| {
        let mut room = false;
        for end in [a, b] {
            if let Some(taken) = taken.get_mut(*end as usize) {
                room |= *taken < CANDIDATES;
                *taken += 1;
            }
        }
        room && *shared >= 3
    });
    pairs
}

fn keys(body: &Body, rarity: &Rarity) -> Vec<Key> {
    let rare = |(stem, class): &&(u64, Class)| *class > Class::Everyday && (2..=WIDEST as u32).contains(&rarity.count(*stem));
    body.stems.iter().filter(rare).map(|(stem, _)| Key::of("rewritten", &[*stem])).collect()
}

fn weigh(body: &Body, rarity: &Rarity) -> Vec<Sentence> {
    let lines = body.sentences.iter().take(MOST_SENTENCES);
    lines.map(|(span, words)| Sentence::of(*span, body.words.get(words.clone()).unwrap_or(&[]), rarity)).collect()
}

/// Measures the words of two bodies, without their order.
fn measure_words(a: &Body, b: &Body, rarity: &Rarity) -> [f32; 4] {
    let mut m = Sums::default();
    let (mut i, mut j) = (0, 0);
    loop {
        let (x, y) = (a.stems.get(i), b.stems.get(j));
        let (in_a, in_b) = match (x, y) {
            (None, None) => break,
            (Some(_), None) => (true, false),
            (None, Some(_)) => (false, true),
            (Some(x), Some(y)) => (x.0 <= y.0, y.0 <= x.0),
        };
        if in_a && let Some((stem, class)) = x {
            m.add(0, rarity.of_stem(*stem), *class, in_b);
        }
        if in_b && let Some((stem, class)) = y {
            m.add(1, rarity.of_stem(*stem), *class, in_a);
        }
        i += usize::from(in_a);
        j += usize::from(in_b);
    }
    let names = [0, 1].map(|side| part(m.names_shared[side], m.names[side]));
    [
        part(m.squares_shared[0].min(m.squares_shared[1]), (m.squares[0] * m.squares[1]).sqrt()),
        part(m.shared[0], m.all[0]).max(part(m.shared[1], m.all[1])),
        names[0].max(names[1]),
        names[0].min(names[1]),
    ]
}

/// Adds what the alignment says to what the words say.
fn measure([cosine, held, names_most, names_least]: [f32; 4], lines_a: usize, lines_b: usize, alignment: &Alignment) -> Measures {
    let (short, long) = (lines_a.min(lines_b) as f32, lines_a.max(lines_b) as f32);
    let in_order = alignment.in_order;
    [cosine, held, names_most, names_least, part(in_order, short), part(in_order, (short * long).sqrt()), part(in_order, alignment.free)]
}

fn part(value: f32, of: f32) -> f32 {
    if of > 0.0 { value / of } else { 0.0 }
}

/// Weights summed over the stems of both texts, one place each.
#[derive(Default)]
struct Sums {
    all: [f32; 2],
    shared: [f32; 2],
    squares: [f32; 2],
    squares_shared: [f32; 2],
    names: [f32; 2],
    names_shared: [f32; 2],
}

impl Sums {
    fn add(&mut self, side: usize, rarity: f32, class: Class, shared: bool) {
        let weight = rarity * class.weight();
        let is_name = class >= Class::Name;
        let both = f32::from(u8::from(shared));
        let name = f32::from(u8::from(is_name)) * weight;
        self.all[side] += weight;
        self.shared[side] += weight * both;
        self.squares[side] += weight * weight;
        self.squares_shared[side] += weight * weight * both;
        self.names[side] += name;
        self.names_shared[side] += name * both;
    }
}
