//! What a report is compared with others by: its words, the rarer the weightier, those of the
//! headline more than once, and the day on which it appeared.
//!
//! Pure of the report and of the compiled-in rarity of words: in every pile a report has the same
//! print, and two reports are as near each other in a pile of ten as among a million.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::link::blocking::Key;
use crate::link::names::is_title;
use crate::link::rarity;
use crate::link::words::{Class, Word, words};
use crate::report::{BlockKind, Report};
use crate::span::Span;

/// A text is looked at for so many words; what an affair is about comes early and often.
const MOST_WORDS: usize = 4000;

/// A print holds at most so many stems, the weightiest: with half as many a long report loses what
/// holds it to its affair, with three times as many nothing is gained.
const MOST: usize = 120;

/// By so many of its weightiest stems a report is looked up.
const KEYS: usize = 40;

/// How often a word of a headline counts: it says in ten words what the report is about.
const HEADLINE: f32 = 2.0;

/// The power of a word's rarity in its weight; by measurement on rumours and independent reports.
const SHARPNESS: f32 = 1.5;

/// Weights are kept in so many steps, so that they are the same wherever prints are kept.
const STEPS: f32 = 65_535.0;

/// Reports so many days apart are as near as on one day; from there on nearness falls by half with
/// every [`HALVED`] days, and not below [`LEAST`]: affairs last for weeks, and who was in the news
/// last year is in it again.
const SAME: f32 = 21.0;
const HALVED: f32 = 21.0;
const LEAST: f32 = 0.3;

/// A report as it is compared.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Print {
    /// Stems by the upper half of their hash, ascending, with their weights in steps; the squares
    /// of the weights sum up to one.
    stems: Vec<(u32, u16)>,
    /// The words of names, and the numbers, below the headline, by the upper half of the hash of each,
    /// ascending.
    names: Vec<u32>,
    numbers: Vec<u32>,
    /// The day on which it appeared.
    day: Option<Date>,
}

impl Print {
    /// Makes the print of a report.
    pub fn of(report: &Report) -> Self {
        let text = report.text();
        let mut counts: HashMap<u64, f32> = HashMap::new();
        let (mut names, mut numbers): (Vec<u32>, Vec<u32>) = Default::default();
        let mut count = |all: &[Word], worth: f32, left: &mut usize| {
            for word in all.iter().take(*left) {
                *left -= 1;
                if word.class != Class::Empty {
                    *counts.entry(word.stem).or_default() += worth;
                }
            }
        };
        let mut left = MOST_WORDS;
        let is_headline = |kind: BlockKind| kind == BlockKind::Headline;
        let title = report.about.title.as_deref().unwrap_or("");
        if !report.blocks().iter().any(|block| is_headline(block.kind)) {
            let all = words(title, Span::new(0, title.len()));
            count(&all, HEADLINE, &mut left);
        }
        for block in report.blocks().iter().filter(|block| block.kind.is_told()) {
            let worth = if is_headline(block.kind) {
                HEADLINE
            } else {
                1.0
            };
            if left == 0 {
                break;
            }
            let all = words(text, block.span);
            if !is_headline(block.kind) {
                specifics(text, &all, &mut names, &mut numbers);
            }
            count(&all, worth, &mut left);
        }
        for list in [&mut names, &mut numbers] {
            list.sort_unstable();
            list.dedup();
        }
        Print {
            stems: weighed(counts),
            names,
            numbers,
            day: report.about.published.map(|moment| moment.date),
        }
    }

    /// Returns the keys by which reports that may be of one story are found.
    pub fn keys(&self) -> Vec<Key> {
        let mut weightiest = self.stems.clone();
        weightiest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let key = |(stem, _): &(u32, u16)| Key::of("story", &[u64::from(*stem)]);
        weightiest.iter().take(KEYS).map(key).collect()
    }

    /// Returns how near two reports are: the cosine of their words' weights, less if they appeared
    /// at different times; 0 to 1. Of two that both name somebody and give numbers, but none in common, it
    /// is 0: results of two firms are told in the same words.
    pub fn near(&self, other: &Print) -> f32 {
        if are_others(&self.names, &other.names) && are_others(&self.numbers, &other.numbers) {
            return 0.0;
        }
        let (mut i, mut j, mut sum) = (0, 0, 0u64);
        while let (Some(x), Some(y)) = (self.stems.get(i), other.stems.get(j)) {
            if x.0 == y.0 {
                sum += u64::from(x.1) * u64::from(y.1);
            }
            i += usize::from(x.0 <= y.0);
            j += usize::from(y.0 <= x.0);
        }
        // A sum of whole numbers does not depend on which of the two is asked.
        let cosine = sum as f32 / (STEPS * STEPS);
        cosine * self.day.zip(other.day).map_or(1.0, |(a, b)| in_time(a, b))
    }
}

/// Says whether both lists hold something, and nothing in common.
fn are_others(a: &[u32], b: &[u32]) -> bool {
    let shares = || a.iter().any(|stem| b.binary_search(stem).is_ok());
    !a.is_empty() && !b.is_empty() && !shares()
}

/// Collects the numbers among words, and the words of names: what has a capital inside a sentence or
/// beside another.
fn specifics(text: &str, all: &[Word], names: &mut Vec<u32>, numbers: &mut Vec<u32>) {
    let is_capital = |word: &Word| {
        let counts = !matches!(word.class, Class::Empty | Class::Number);
        // A judge in each of two reports is not one judge.
        let counts = counts && !is_title(&word.span.of(text).to_lowercase());
        counts && word.span.of(text).starts_with(char::is_uppercase)
    };
    for (at, word) in all.iter().enumerate() {
        let touches = |one: &Word, other: &Word| {
            let gap = text.get(one.span.end()..other.span.start());
            gap == Some(" ")
        };
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let is_name = || {
            before.is_some_and(|before| touches(before, word) && is_capital(before))
                || all
                    .get(at + 1)
                    .is_some_and(|behind| touches(word, behind) && is_capital(behind))
        };
        match word.class {
            Class::Number => numbers.push(rarity::upper(word.stem)),
            Class::Name if is_capital(word) => names.push(rarity::upper(word.stem)),
            _ if is_capital(word) && is_name() => {
                names.push(rarity::upper(word.stem));
            }
            _ => {}
        }
    }
}

/// Returns the weightiest of counted stems, with their weights in steps.
fn weighed(counts: HashMap<u64, f32>) -> Vec<(u32, u16)> {
    let weigh =
        |(stem, count): (u64, f32)| (stem, (1.0 + count.ln()) * rarity::of(stem).powf(SHARPNESS));
    let mut stems: Vec<(u64, f32)> = counts.into_iter().map(weigh).collect();
    stems.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    stems.truncate(MOST);
    let length = stems.iter().map(|(_, weight)| weight * weight).sum::<f32>();
    let length = length.sqrt().max(f32::MIN_POSITIVE);
    let kept = |(stem, weight): (u64, f32)| {
        (
            rarity::upper(stem),
            (weight / length * STEPS).round() as u16,
        )
    };
    let mut stems: Vec<(u32, u16)> = stems.into_iter().map(kept).collect();
    stems.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    stems.dedup_by_key(|(stem, _)| *stem);
    stems
}

/// Returns what is left of the nearness of two reports of these days.
fn in_time(a: Date, b: Date) -> f32 {
    let days = a
        .until(b)
        .map_or(i32::MAX, |span| span.get_days())
        .unsigned_abs() as f32;
    0.5f32.powf(((days - SAME) / HALVED).max(0.0)).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{About, Moment};

    fn print(text: &str, day: Option<Date>) -> Print {
        let mut report = Report::plain(text);
        report.about = About {
            published: day.map(Moment::day),
            ..About::default()
        };
        Print::of(&report)
    }

    const SALE: &str = "The mayor of Varn sold fourteen lanterns to the Orsa company.";

    #[test]
    fn reports_of_one_affair_are_near_and_others_are_not() {
        let one = print(SALE, None);
        let other = print(
            "In Varn a company from Orsa bought lanterns from the mayor.",
            None,
        );
        let far = print(
            "Doctors found a new way to treat burns, a journal said.",
            None,
        );
        assert!(one.near(&other) > 0.4, "{}", one.near(&other));
        assert!(one.near(&far) < 0.05, "{}", one.near(&far));
        assert!((one.near(&one) - 1.0).abs() < 0.01);
        let shared =
            |a: &Print, b: &Print| a.keys().iter().filter(|k| b.keys().contains(k)).count();
        assert!(shared(&one, &other) >= 3);
    }

    #[test]
    fn reports_in_one_pattern_that_name_others_are_not_near() {
        let one = print("Marsh Ferries made a profit of 41 million crowns.", None);
        let other = print("Orsa Lines made a profit of 12 million crowns.", None);
        assert_eq!(one.near(&other), 0.0);
        let same = print("Marsh Ferries made a profit of 12 million crowns.", None);
        assert!(one.near(&same) > 0.4);
        let nameless = print("The firm made a profit of 12 million crowns.", None);
        assert!(one.near(&nameless) > 0.1);
    }

    #[test]
    fn what_is_far_in_time_is_less_near() {
        let day = |day| print(SALE, Some(jiff::civil::date(2021, 3, day)));
        let later = print(SALE, Some(jiff::civil::date(2022, 3, 1)));
        assert!(day(1).near(&day(20)) > 0.99);
        assert!(day(1).near(&later) < 0.31);
    }
}
