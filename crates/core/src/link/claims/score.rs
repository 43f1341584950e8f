//! How much two statements tell the same.

use super::statements::{Item, Statement};
use crate::link::words::Rarity;

/// From this score on two statements of a story tell the same.
///
/// High on purpose: two claims that are one cost a reader a second look, one that is two misleads.
pub(super) const SAME: f32 = 0.5;

/// From this score on, if their reports lead with one thing: that they are about one event is known
/// then, and need not be proved by their words.
pub(super) const SAME_OF_ONE_LEAD: f32 = 0.42;

/// Scores two statements, 0 to 1.
pub(super) fn statements(a: &Statement, b: &Statement, rarity: &Rarity) -> f32 {
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
