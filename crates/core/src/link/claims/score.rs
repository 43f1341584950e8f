//! How much two statements tell the same.

use super::alike::{self, Compared};
use super::statements::{Item, Statement};
use super::weights;
use crate::link::words::Rarity;

/// From this score on two statements of a story tell the same.
///
/// High on purpose: two claims that are one cost a reader a second look, one that is two misleads.
pub(super) const SAME: f32 = 0.6;

/// From this score on, if their reports lead with one thing: that they are about one event is known
/// then, and need not be proved by their words.
pub(super) const SAME_OF_ONE_LEAD: f32 = 0.48;

/// How much of a score is how [`likely`] the words tell the same in news at large; the rest is what the
/// two share that is rare in their story. Chosen on rumours and two invented affairs: each alone joins
/// less of them, and no logistic regression over both did better on independent reports.
const AT_LARGE: f32 = 0.35;

/// Scores two statements, 0 to 1; `likely` is how surely their words tell the same in news at large.
pub(super) fn statements(a: &Statement, b: &Statement, rarity: &Rarity, likely: f32) -> f32 {
    (1.0 - AT_LARGE) * in_story(a, b, rarity) + AT_LARGE * likely
}

/// Scores two statements by the items that they share, 0 to 1.
fn in_story(a: &Statement, b: &Statement, rarity: &Rarity) -> f32 {
    // Each names people whom the other does not: a letter to one person is not a letter to another.
    let foreign = a.people.iter().any(|id| !b.people.contains(id))
        && b.people.iter().any(|id| !a.people.contains(id));
    items(&a.items, &b.items, |item| rarity.of_shared(item))
        * if foreign { OTHER_PEOPLE } else { 1.0 }
}

/// What is left of a score if each side names people whom the other does not.
const OTHER_PEOPLE: f32 = 0.7;

/// The weight from which an item is proof and not colour: a rare word, a name that not everybody in
/// the pile bears.
const PROOF: f32 = 0.45;

/// From so many items on, that the longer statement holds the shorter counts in full.
const ENOUGH: f32 = 6.0;

/// Scores two lists of items: what they share against what each holds.
///
/// The mean of Dice's measure and of the share of the shorter that the longer holds: a headline may
/// hold half of what the sentence holds, and still tell the same. One shared word proves nothing.
fn items(a: &[Item], b: &[Item], rarity: impl Fn(u64) -> f32) -> f32 {
    let weigh = |(item, class): &Item| class.weight() * rarity(*item);
    let all = |items: &[Item]| items.iter().map(weigh).sum::<f32>();
    let (all_a, all_b) = (all(a), all(b));
    let (mut i, mut j, mut shared, mut proofs) = (0, 0, 0.0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            let weight = weigh(x).min(weigh(y));
            shared += weight;
            proofs += u32::from(weight >= PROOF);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    let least = all_a.min(all_b);
    if least <= 0.0 || proofs < 2 {
        return 0.0;
    }
    let dice = 2.0 * shared / (all_a + all_b);
    // A content of three words is easily held by another; that proves less than if six are.
    let enough = (a.len().min(b.len()) as f32 / ENOUGH).min(1.0);
    f32::midpoint(dice, shared / least * enough)
}

/// Returns how surely two sentences tell the same fact, 0 to 1; from one half on they more likely
/// do than not.
///
/// Knows nothing but the two, and how rare words are in news at large.
pub fn same(a: &str, b: &str) -> f32 {
    likely(&Compared::of(a), &Compared::of(b))
}

/// Returns the same of words that are ready to be compared.
pub(super) fn likely(a: &Compared, b: &Compared) -> f32 {
    let Some(signs) = alike::signs(a, b) else {
        return 0.0;
    };
    let (weights, alone) = &weights::SAME;
    let weighed = signs
        .iter()
        .zip(weights)
        .map(|(sign, weight)| sign * weight);
    let sum = alone + weighed.sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}

/// Returns what is seen of two sentences, in the order of [`NAMES`](super::SAME_SIGNS); `None` if
/// one of them says nothing.
pub fn same_signs(a: &str, b: &str) -> Option<[f32; alike::SIGNS]> {
    alike::signs(&Compared::of(a), &Compared::of(b))
}
