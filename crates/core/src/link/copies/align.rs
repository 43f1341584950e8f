//! Monotone alignment: which sentences of two texts tell the same, in the same order.

use crate::link::words::{Class, Word};
use crate::span::Span;

/// A sentence as a weighted set of stems.
pub(super) struct Sentence {
    /// Where it stands.
    pub(super) span: Span,
    /// Stems in order, with the square of their weight.
    stems: Vec<(u64, f32)>,
    /// The length of that vector.
    norm: f32,
}

/// The longest sentence that is compared: run-on text without stops would make one pair cost a
/// minute.
const MOST_STEMS: usize = 80;

impl Sentence {
    /// Weighs the words of a sentence.
    pub(super) fn of(span: Span, words: &[Word]) -> Self {
        let weigh = |word: &Word| (word.stem, word.class.weight().powi(2));
        let mut stems: Vec<(u64, f32)> = words
            .iter()
            .filter(|word| word.class != Class::Empty)
            .take(MOST_STEMS)
            .map(weigh)
            .collect();
        stems.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        stems.dedup_by_key(|(stem, _)| *stem);
        let norm = stems.iter().map(|(_, weight)| weight).sum::<f32>().sqrt();
        Sentence { span, stems, norm }
    }
}

/// What an alignment of two texts comes to.
#[derive(Clone, Default, Debug)]
pub(super) struct Alignment {
    /// The likeness along the best way through both texts, in order.
    pub(super) in_order: f32,
    /// The share of each text's sentences that have a partner anywhere in the other.
    pub(super) covered: (f32, f32),
    /// The sentence pairs on the best way that are alike enough to show.
    pub(super) pairs: Vec<(usize, usize)>,
}

/// What two sentences share by chance within one topic, taken off before alignment; by measurement
/// on rewritten copies.
const CHANCE: f32 = 0.05;

/// Sentences that share at least so much are shown as a passage.
const SHOWN: f32 = 0.2;

/// From this likeness on two sentences are partners: about one word in eight in common beyond
/// chance.
const PARTNER: f32 = 0.12;

/// Returns the cosine of every sentence of `a` with every one of `b`, less what chance shares, row
/// by row.
///
/// Goes by the stems of `b` and not by pairs: of a hundred sentences two or three hold a given
/// stem.
fn likenesses(a: &[Sentence], b: &[Sentence]) -> Vec<f32> {
    let mut held: Vec<(u64, usize, f32)> = b
        .iter()
        .enumerate()
        .flat_map(|(j, y)| {
            y.stems
                .iter()
                .map(move |(stem, weight)| (*stem, j, *weight))
        })
        .collect();
    held.sort_unstable_by_key(|(stem, j, _)| (*stem, *j));
    let mut out = vec![0.0f32; a.len() * b.len()];
    for (x, row) in a.iter().zip(out.chunks_exact_mut(b.len().max(1))) {
        for (stem, weight) in &x.stems {
            let first = held.partition_point(|(other, ..)| other < stem);
            for (_, j, other) in held
                .iter()
                .skip(first)
                .take_while(|(other, ..)| other == stem)
            {
                if let Some(shared) = row.get_mut(*j) {
                    // The same word may be a name in one text and not in the other.
                    *shared += weight.min(*other);
                }
            }
        }
        for (value, y) in row.iter_mut().zip(b) {
            let norms = x.norm * y.norm;
            *value = if norms > 0.0 {
                (*value / norms - CHANCE).max(0.0)
            } else {
                0.0
            };
        }
    }
    out
}

/// Aligns two texts: the best way through both that never goes back, by dynamic programming.
pub(super) fn align(a: &[Sentence], b: &[Sentence]) -> Alignment {
    let wide = b.len() + 1;
    let likeness = likenesses(a, b);
    let like = |i: usize, j: usize| likeness.get(i * b.len() + j).copied().unwrap_or(0.0);
    let mut best = vec![0.0f32; (a.len() + 1) * wide];
    for i in 0..a.len() {
        for j in 0..b.len() {
            let along = best[i * wide + j] + like(i, j);
            best[(i + 1) * wide + j + 1] = along
                .max(best[i * wide + j + 1])
                .max(best[(i + 1) * wide + j]);
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (a.len(), b.len());
    while i > 0 && j > 0 {
        let here = best[i * wide + j];
        if here <= best[(i - 1) * wide + j] {
            i -= 1;
        } else if here <= best[i * wide + j - 1] {
            j -= 1;
        } else {
            i -= 1;
            j -= 1;
            if like(i, j) >= SHOWN - CHANCE {
                pairs.push((i, j));
            }
        }
    }
    pairs.reverse();
    let has_partner = |likeness: f32| likeness > PARTNER;
    let rows = (0..a.len())
        .filter(|i| (0..b.len()).any(|j| has_partner(like(*i, j))))
        .count();
    let columns = (0..b.len())
        .filter(|j| (0..a.len()).any(|i| has_partner(like(i, *j))))
        .count();
    let covered = (
        rows as f32 / a.len().max(1) as f32,
        columns as f32 / b.len().max(1) as f32,
    );
    Alignment {
        in_order: best.last().copied().unwrap_or(0.0),
        covered,
        pairs,
    }
}
