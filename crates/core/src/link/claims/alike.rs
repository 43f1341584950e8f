//! What is seen of two sentences when it is asked whether they tell the same: signs, each a number.
//!
//! Everything that concerns one sentence is computed once ([`Compared`]); a pair costs some
//! microseconds. Knows nothing but the two and how rare words are in news at large. What the signs
//! weigh is `weights`'.

use crate::language::features;
use crate::link::rarity;
use crate::link::words::{Class, words};
use crate::model::nearness::{self, WIDTH};
use crate::span::Span;

/// How many signs there are.
pub(super) const SIGNS: usize = 8;

/// What the signs say, in their order.
pub const NAMES: [&str; SIGNS] = [
    "how far the words of each meet a near one in the other, mean of both ways",
    "the same of the way that meets more, squared",
    "cosine of the words by rarity, squared",
    "the rarest word that meets nothing",
    "weight of shared words without capital",
    "share of words with a capital that the other has, the less of both",
    "nearness of the sums of all words",
    "the rarest shared word",
];

/// Longer sentences are compared by their first words, since words are compared each with each.
const MOST: usize = 60;

/// The nearness from which two words say more than that both are words; set by hand, and little
/// depends on it.
const NEAR: f32 = 0.35;

struct Item {
    stem: u64,
    rarity: f32,
    /// Where its vector stands; numbers have none, since all of a length would be one.
    place: Option<u32>,
    capital: bool,
}

/// A sentence as it is compared.
pub(super) struct Compared {
    /// In order of the stem, each once.
    items: Vec<Item>,
    squares: f32,
    /// The sum of the directions of all words, of length one.
    sum: [f32; WIDTH],
}

impl Compared {
    /// Takes a sentence apart.
    pub(super) fn of(text: &str) -> Self {
        let mut form = String::new();
        let mut items: Vec<Item> = Vec::new();
        for word in words(text, Span::new(0, text.len()))
            .iter()
            .filter(|word| word.class != Class::Empty)
            .take(MOST)
        {
            let surface = word.span.of(text);
            features::normalise(surface, &mut form);
            let is_number =
                word.class == Class::Number || surface.starts_with(|c: char| c.is_ascii_digit());
            let place = if is_number {
                None
            } else {
                nearness::place(features::hash(0, form.bytes()))
            };
            items.push(Item {
                stem: word.stem,
                rarity: rarity::of(word.stem),
                place,
                capital: surface.starts_with(char::is_uppercase),
            });
        }
        // A word that stands twice has a capital if the first of them has: the sort is stable.
        items.sort_by_key(|item| item.stem);
        items.dedup_by_key(|item| item.stem);
        let mut sum = [0.0; WIDTH];
        for item in &items {
            if let Some(place) = item.place {
                nearness::add(place, item.rarity, &mut sum);
            }
        }
        let length = sum
            .iter()
            .map(|x| x * x)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        sum.iter_mut().for_each(|x| *x /= length);
        Compared {
            squares: items.iter().map(|item| item.rarity * item.rarity).sum(),
            items,
            sum,
        }
    }
}

/// How well each word of two sentences is met by the other's, 0 to 1.
fn met(a: &Compared, b: &Compared) -> (Vec<f32>, Vec<f32>) {
    let (mut of_a, mut of_b) = (vec![0.0f32; a.items.len()], vec![0.0f32; b.items.len()]);
    for (x, best_x) in a.items.iter().zip(&mut of_a) {
        for (y, best_y) in b.items.iter().zip(&mut of_b) {
            let near = if x.stem == y.stem {
                1.0
            } else {
                x.place.zip(y.place).map_or(0.0, |(x, y)| {
                    ((nearness::of(x, y) - NEAR) / (1.0 - NEAR)).clamp(0.0, 1.0)
                })
            };
            *best_x = best_x.max(near);
            *best_y = best_y.max(near);
        }
    }
    (of_a, of_b)
}

/// Returns how much of a sentence's weight is met.
fn share(items: &[Item], met: &[f32]) -> f32 {
    let all: f32 = items.iter().map(|item| item.rarity).sum();
    items
        .iter()
        .zip(met)
        .map(|(item, met)| item.rarity * met)
        .sum::<f32>()
        / all.max(f32::MIN_POSITIVE)
}

/// Returns the signs of two sentences, or `None` if one of them has no word to be compared by.
pub(super) fn signs(a: &Compared, b: &Compared) -> Option<[f32; SIGNS]> {
    if a.items.is_empty() || b.items.is_empty() {
        return None;
    }
    let (met_a, met_b) = met(a, b);
    let (way_a, way_b) = (share(&a.items, &met_a), share(&b.items, &met_b));
    let lost = |items: &[Item], met: &[f32]| {
        items
            .iter()
            .zip(met)
            .map(|(item, met)| item.rarity * (1.0 - met))
            .fold(0.0, f32::max)
    };
    let (mut squares, mut plain, mut rarest) = (0.0f32, 0.0f32, 0.0f32);
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.items.get(i), b.items.get(j)) {
        if x.stem == y.stem {
            squares += x.rarity * x.rarity;
            plain += if x.capital || y.capital {
                0.0
            } else {
                x.rarity
            };
            rarest = rarest.max(x.rarity);
        }
        i += usize::from(x.stem <= y.stem);
        j += usize::from(y.stem <= x.stem);
    }
    let named = |own: &Compared, met: &[f32]| {
        let all = own.items.iter().filter(|item| item.capital).count() as f32;
        let found = own
            .items
            .iter()
            .zip(met)
            .filter(|(item, met)| item.capital && **met >= 1.0)
            .count() as f32;
        found / all.max(1.0)
    };
    let cosine = squares / (a.squares * b.squares).sqrt().max(f32::MIN_POSITIVE);
    Some([
        f32::midpoint(way_a, way_b),
        way_a.max(way_b).powi(2),
        cosine * cosine,
        lost(&a.items, &met_a).max(lost(&b.items, &met_b)),
        plain.ln_1p(),
        named(a, &met_a).min(named(b, &met_b)),
        a.sum.iter().zip(&b.sum).map(|(x, y)| x * y).sum(),
        rarest,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::same;

    #[test]
    fn other_words_for_the_same_are_near() {
        let (a, b) = (
            "The ferry sank off Port Lund on Monday",
            "A boat went down near Port Lund",
        );
        let other = "The mayor opened a library in Port Lund";
        assert!(same(a, b) > same(a, other));
    }

    #[test]
    fn what_tells_the_same_scores_above_one_half_whichever_comes_first() {
        let (a, b) = (
            "Two guards were killed when gunmen stormed the prison in Tarsia",
            "Gunmen attack Tarsian prison, killing two guards",
        );
        assert!(same(a, b) >= 0.5, "{}", same(a, b));
        assert!((same(a, b) - same(b, a)).abs() < 1e-6);
        assert!(same(a, "The price of wheat fell by a tenth last week") < 0.2);
    }

    #[test]
    fn numbers_of_one_length_are_not_one_number() {
        let met = |a: &str, b: &str| signs(&Compared::of(a), &Compared::of(b)).unwrap()[0];
        assert!(met("47 sheep", "13 sheep") < met("47 sheep", "47 sheep"));
    }

    #[test]
    fn nothing_tells_the_same_as_nothing() {
        assert!(signs(&Compared::of(""), &Compared::of("the of and")).is_none());
        assert!(same("", "") < 0.5);
    }
}
