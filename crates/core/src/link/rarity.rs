//! How rare a word is in news at large: a table that was counted once, so that what two texts share
//! weighs the same in every pile.
//!
//! How rare a word is within a pile is `words::Rarity`'s. The table is made by `sayso-workshop
//! rarity`; models/rarity.md says of what.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{Class, words};
use crate::span::Span;

/// Records of [`RECORD`] bytes in ascending order: the upper half of a stem's hash, and its rarity
/// in steps.
static TABLE: &[u8] = include_bytes!("../../../../models/rarity.bin");
const RECORD: usize = 5;

/// Steps of rarity that make one.
const STEPS: f32 = 24.0;

/// A stem in fewer texts has no record: the table would be mostly of names that one affair brought
/// up.
const FEWEST: u32 = 3;

/// What a word is worth that stands in no record: it is rarer than all that have one.
static RAREST: LazyLock<f32> = LazyLock::new(|| {
    let most = TABLE
        .chunks_exact(RECORD)
        .filter_map(|record| record.last())
        .max()
        .copied()
        .unwrap_or(0);
    f32::from(most) / STEPS + 0.7
});

/// Returns how rare a stem is in news: the logarithm of one to the share of texts that it stands
/// in.
pub(super) fn of(stem: u64) -> f32 {
    let wanted = upper(stem);
    let (mut low, mut high) = (0, TABLE.len() / RECORD);
    while low < high {
        let middle = usize::midpoint(low, high);
        let Some([a, b, c, d, level]) = TABLE.get(middle * RECORD..(middle + 1) * RECORD) else {
            break;
        };
        match u32::from_be_bytes([*a, *b, *c, *d]).cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return f32::from(*level) / STEPS,
        }
    }
    *RAREST
}

pub(super) fn upper(stem: u64) -> u32 {
    u32::try_from(stem >> 32).unwrap_or(0)
}

/// Counts in how many texts each stem stands, and returns the table from which rarity is read.
pub fn count<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let (mut all, mut counts) = (0u32, HashMap::<u32, u32>::new());
    for text in texts {
        all += 1;
        let mut stems: Vec<u32> = words(text, Span::new(0, text.len()))
            .iter()
            .filter(|word| word.class != Class::Empty)
            .map(|word| upper(word.stem))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in stems {
            *counts.entry(stem).or_insert(0) += 1;
        }
    }
    let mut kept: Vec<(u32, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST)
        .collect();
    kept.sort_unstable();
    let level = |count: u32| {
        let steps = (f64::from(all) / f64::from(count)).ln() * f64::from(STEPS);
        // At most 10.6, one text of forty thousand; a larger collection only makes the rarest
        // equal.
        (0..=u8::MAX)
            .min_by(|a, b| {
                (f64::from(*a) - steps)
                    .abs()
                    .total_cmp(&(f64::from(*b) - steps).abs())
            })
            .unwrap_or(u8::MAX)
    };
    kept.into_iter()
        .flat_map(|(stem, count)| [stem.to_be_bytes().as_slice(), &[level(count)]].concat())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::words::words;

    fn rarity(word: &str) -> f32 {
        of(words(word, Span::new(0, word.len()))
            .first()
            .expect("one word")
            .stem)
    }

    #[test]
    fn the_table_is_whole_and_in_order() {
        assert!(TABLE.len() > 5000 * RECORD && TABLE.len().is_multiple_of(RECORD));
        let keys: Vec<&[u8]> = TABLE
            .chunks_exact(RECORD)
            .map(|record| &record[..4])
            .collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn words_of_every_report_are_worth_less() {
        let (government, harbour, invented) = (
            rarity("government"),
            rarity("harbour"),
            rarity("zorvaltine"),
        );
        assert!(
            government < harbour && harbour < invented,
            "{government} {harbour} {invented}"
        );
    }

    #[test]
    fn a_table_is_counted_by_text() {
        let texts = [
            "Zorvaltine sank.",
            "Zorvaltine and Zorvaltine.",
            "A zorvaltine harbour.",
            "Nothing.",
        ];
        let table = count(texts.into_iter());
        assert_eq!(table.len(), RECORD, "only what stands in three texts");
        assert_eq!(
            table.last().map(|level| f32::from(*level)),
            Some((STEPS * (4.0f32 / 3.0).ln()).round())
        );
    }
}
