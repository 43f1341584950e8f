//! What is measured of two reports to tell a rewrite from a report of its own on the same event.
//!
//! Every measure comes from the two reports alone, so a pair measures the same in a pile of ten and
//! of a hundred thousand; which of them are weighed and how is `weights`'. None depends on which
//! report is given first.

use std::collections::{HashMap, HashSet};

use super::align::{Alignment, Sentence, align};
use super::body::Body;
use crate::link::words::Class;

/// How many things are measured of a pair.
pub(super) const MEASURES: usize = 13;

/// What is measured of a pair, in order: the share of one text's words that the other holds, from
/// the side that is held more; the same of names and numbers, and of plain words from the side that
/// is held more and less; the names and numbers that the side with fewer has for itself, and the
/// words that both share, as logarithms; the likeness of the sentences in order, per sentence of
/// the shorter text and of both; the share of sentences that have a partner, in the text where it
/// is smaller; how many of the words in common first come in the same order; the lengths of the
/// shorter and the longer text, as logarithms; the share of quoted words where it is smaller.
pub(super) type Measures = [f32; MEASURES];

/// A report, ready to be compared with others.
pub(super) struct Side<'b> {
    body: &'b Body,
    /// Its sentences, as far as they are aligned.
    pub(super) sentences: Vec<Sentence>,
    /// Its words that are neither empty nor of every day, each where it first stands.
    first: Vec<u64>,
    /// The share of its words that stand in quotation marks.
    quoted: f32,
}

/// Sentences of a report that are aligned; longer reports are compared by their beginnings.
const MOST_SENTENCES: usize = 100;

impl<'b> Side<'b> {
    /// Prepares a report.
    pub(super) fn of(body: &'b Body) -> Self {
        let lines = body.sentences.iter().take(MOST_SENTENCES);
        let sentences = lines
            .map(|(span, words)| Sentence::of(*span, body.words.get(words.clone()).unwrap_or(&[])))
            .collect();
        let mut seen = HashSet::new();
        let telling = body
            .words
            .iter()
            .filter(|word| word.class > Class::Everyday);
        let first = telling
            .map(|word| word.stem)
            .filter(|stem| seen.insert(*stem))
            .collect();
        let quoted = part(
            body.quoted.iter().filter(|quoted| **quoted).count() as f32,
            body.words.len() as f32,
        );
        Side {
            body,
            sentences,
            first,
            quoted,
        }
    }
}

/// Measures two reports; returns also the pairs of sentences that tell the same.
pub(super) fn measure(a: &Side, b: &Side) -> (Measures, Vec<(usize, usize)>) {
    let words = compare(a.body, b.body);
    let Alignment {
        in_order,
        covered,
        pairs,
    } = align(&a.sentences, &b.sentences);
    let [held_a, held_b] = words.held(|_| true);
    let [names_a, names_b] = words.held(|class| class >= Class::Name);
    let [plain_a, plain_b] = words.held(|class| class == Class::Plain);
    let (lines_a, lines_b) = (a.sentences.len() as f32, b.sentences.len() as f32);
    let (length_a, length_b) = (
        a.body.words.len().max(1) as f32,
        b.body.words.len().max(1) as f32,
    );
    let measures = [
        held_a.max(held_b),
        names_a.max(names_b),
        plain_a.max(plain_b),
        plain_a.min(plain_b),
        words.own_names(0).min(words.own_names(1)).ln_1p(),
        words.shared(0).min(words.shared(1)).ln_1p(),
        part(in_order, lines_a.min(lines_b)),
        part(in_order, (lines_a * lines_b).sqrt()),
        covered.0.min(covered.1),
        in_sequence(&a.first, &b.first),
        length_a.min(length_b).ln(),
        length_a.max(length_b).ln(),
        a.quoted.min(b.quoted),
    ];
    (measures, pairs)
}

/// Returns how many of the words that both hold come in the same order: the longest sequence common
/// to both, as a share of all in common.
fn in_sequence(a: &[u64], b: &[u64]) -> f32 {
    let places: HashMap<u64, usize> = b.iter().enumerate().map(|(at, stem)| (*stem, at)).collect();
    let (mut common, mut ends): (usize, Vec<usize>) = (0, Vec::new());
    for place in a.iter().filter_map(|stem| places.get(stem)) {
        common += 1;
        // `ends[n]` is the earliest place at which a sequence of n + 1 words can end.
        let at = ends.partition_point(|end| end < place);
        match ends.get_mut(at) {
            Some(end) => *end = *place,
            None => ends.push(*place),
        }
    }
    part(ends.len() as f32, common as f32)
}

/// Returns a share, 0 of nothing.
fn part(value: f32, of: f32) -> f32 {
    if of > 0.0 { value / of } else { 0.0 }
}

/// Weights summed over the stems of two texts, for each side and class.
#[derive(Default)]
struct Sums {
    all: [[f32; CLASSES]; 2],
    shared: [[f32; CLASSES]; 2],
}

/// How many classes of words there are.
const CLASSES: usize = Class::Number as usize + 1;

/// Compares the words of two texts without their order, in one walk through both sorted lists.
fn compare(a: &Body, b: &Body) -> Sums {
    let mut sums = Sums::default();
    let (mut i, mut j) = (0, 0);
    loop {
        let (x, y) = (a.stems.get(i), b.stems.get(j));
        let (in_a, in_b) = match (x, y) {
            (None, None) => return sums,
            (Some(_), None) => (true, false),
            (None, Some(_)) => (false, true),
            (Some(x), Some(y)) => (x.0 <= y.0, y.0 <= x.0),
        };
        if in_a && let Some((_, class)) = x {
            sums.add(0, *class, in_b);
        }
        if in_b && let Some((_, class)) = y {
            sums.add(1, *class, in_a);
        }
        i += usize::from(in_a);
        j += usize::from(in_b);
    }
}

/// The classes, by their place in [`Sums`].
const BY_CLASS: [Class; CLASSES] = [
    Class::Empty,
    Class::Everyday,
    Class::Plain,
    Class::Name,
    Class::Number,
];

impl Sums {
    fn add(&mut self, side: usize, class: Class, shared: bool) {
        let (weight, both) = (class.weight(), f32::from(u8::from(shared)));
        self.all[side][class as usize] += weight;
        self.shared[side][class as usize] += weight * both;
    }

    fn sum(of: &[f32; CLASSES], counts: impl Fn(Class) -> bool) -> f32 {
        of.iter()
            .zip(BY_CLASS)
            .filter(|(_, class)| counts(*class))
            .map(|(weight, _)| weight)
            .sum()
    }

    /// Returns for each side the share of its words of some classes that the other holds.
    fn held(&self, counts: impl Fn(Class) -> bool) -> [f32; 2] {
        [0, 1].map(|side| {
            part(
                Self::sum(&self.shared[side], &counts),
                Self::sum(&self.all[side], &counts),
            )
        })
    }

    /// Returns the weight of a side's names and numbers that the other has not.
    fn own_names(&self, side: usize) -> f32 {
        let is_name = |class| class >= Class::Name;
        (Self::sum(&self.all[side], is_name) - Self::sum(&self.shared[side], is_name)).max(0.0)
    }

    /// Returns the weight of a side's words that the other has too.
    fn shared(&self, side: usize) -> f32 {
        Self::sum(&self.shared[side], |_| true)
    }
}
