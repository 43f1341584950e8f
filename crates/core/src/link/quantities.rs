//! Quantities: numbers with what they count, as ranges that can be compared.

use super::numbers::{multiplier, number};
use super::words::{Class, Word, words};
use crate::language::times::is_month;
use crate::span::Span;

/// A number with its unit, as one report words it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Quantity {
    /// The words, with the bound before and the unit behind.
    pub(super) span: Span,
    /// The least it may be; durations in minutes.
    pub(super) least: f64,
    /// The most it may be.
    pub(super) most: f64,
    /// What is counted.
    pub(super) unit: Unit,
    /// What it comes to: "7 hour".
    pub(super) value: String,
}

/// What a number counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// A duration.
    Time,
    /// Per cent.
    Percent,
    /// Money of one sign.
    Money(char),
    /// Things: the stems of the words behind the number.
    Things(Vec<u64>),
}

/// How far "at least" and "more than" reach, as a multiple: writers take the nearest round number,
/// so "more than three hours" is compatible with four and at odds with seven.
const REACH: f64 = 1.5;

/// Accounts of how long one thing lasted differ by no more than this, as a multiple.
const LENGTHS: f64 = 50.0;

/// How far "about" reaches to either side.
const ABOUT: f64 = 0.1;

/// Words behind a number that may name what is counted.
const UNIT_WORDS: usize = 4;

impl Quantity {
    /// Says whether two quantities count the same, so that they can agree or not.
    pub(super) fn comparable(&self, other: &Quantity) -> bool {
        match (&self.unit, &other.unit) {
            (Unit::Things(a), Unit::Things(b)) => a.iter().any(|stem| b.contains(stem)),
            // Three months of waiting and a recording of an hour are no two lengths of one thing.
            (Unit::Time, Unit::Time) => {
                let (least, most) = (self.most.min(other.most), self.least.max(other.least));
                most <= least * LENGTHS
            }
            (a, b) => a == b,
        }
    }

    /// Says whether it is a length of time.
    pub(super) fn is_time(&self) -> bool {
        self.unit == Unit::Time
    }

    /// Says whether both are bounds and can hold together: a least below a most, or two of one kind, as
    /// "more than 10 million" and "more than 27 million" are.
    pub(super) fn bounds(&self, other: &Quantity) -> bool {
        let side = |of: &Quantity| {
            of.value
                .chars()
                .next()
                .filter(|sign| matches!(sign, '≥' | '≤'))
        };
        match (side(self), side(other)) {
            (Some('≥'), Some('≤')) => self.least <= other.most,
            (Some(one), Some(other)) => one == other,
            _ => false,
        }
    }

    /// Says whether some words hold the number, of whatever.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let lower: Vec<String> = words(text, Span::new(0, text.len()))
            .iter()
            .map(|word| word.span.of(text).to_lowercase())
            .collect();
        let mut numbers = (0..lower.len()).filter_map(|at| number_at(&lower, at));
        self.least >= self.most
            && numbers.any(|(value, _)| value >= self.least && value <= self.most)
    }

    /// Says whether one is the other, rounded.
    pub(super) fn rounds(&self, other: &Quantity) -> bool {
        /// What a rounded figure may lack, of large ones.
        const LACKS: f64 = 0.04;
        let (least, most) = (self.least.min(other.least), self.most.max(other.most));
        least >= 1000.0 && most - least <= LACKS * most
    }

    /// Says whether it is a share, a sum of money or a measure, and no count of things.
    pub(super) fn is_measure(&self) -> bool {
        const UNITS: &[&str] = &[
            "point",
            "foot",
            "feet",
            "metre",
            "meter",
            "mile",
            "kilometre",
            "kilometer",
            "cent",
            "dollar",
            "pound",
            "euro",
            "degree",
            "inch",
            "kilogram",
            "tonne",
            "ton",
            "barrel",
            "vote",
            "share",
            "percentage",
        ];
        let unit = self.value.trim_start_matches(['≥', '≤', '≈', ' ']);
        let unit = unit.split(' ').nth(1).unwrap_or("");
        let is_unit = |name: &&str| unit.trim_end_matches('s') == name.trim_end_matches('s');
        matches!(self.unit, Unit::Percent | Unit::Money(_) | Unit::Time)
            || UNITS.iter().any(is_unit)
    }

    /// Says whether two quantities are of one unit, whatever they count.
    pub(super) fn is_of_unit(&self, other: &Quantity) -> bool {
        match (&self.unit, &other.unit) {
            (Unit::Things(_), Unit::Things(_)) => true,
            _ => self.comparable(other),
        }
    }

    /// Says whether both can hold.
    pub(super) fn agrees(&self, other: &Quantity) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

/// A bound before a number.
#[derive(Clone, Copy, PartialEq)]
enum Bound {
    Exactly,
    AtLeast,
    AtMost,
    About,
}

/// Returns the quantities in a stretch of text.
pub(super) fn quantities(text: &str, within: Span) -> Vec<Quantity> {
    let words = words(text, within);
    let lower: Vec<String> = words
        .iter()
        .map(|word| word.span.of(text).to_lowercase())
        .collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match read(text, &words, &lower, at) {
            Some((quantity, next)) => {
                out.push(quantity);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

/// Returns the quantity of which a number is a part; a number by itself counts what is not said.
pub(super) fn figure(text: &str, within: Span, number: Span) -> Option<Quantity> {
    let all = quantities(text, within);
    if let Some(found) = all.into_iter().find(|found| found.span.overlaps(number)) {
        return Some(found);
    }
    let lower: Vec<String> = words(text, within.cover(number))
        .iter()
        .filter(|word| word.span.start() >= number.start())
        .map(|word| word.span.of(text).to_lowercase())
        .collect();
    let (value, next) = number_at(&lower, 0)?;
    let is_date = is_calendar(value, lower.get(next).map_or("", String::as_str), "");
    (!is_date).then(|| Quantity {
        span: number,
        least: value,
        most: value,
        unit: Unit::Things(Vec::new()),
        value: value.to_string(),
    })
}

/// Minutes in a unit of time. Months and years by their mean: nobody's "three months" is exact to
/// the day.
fn minutes(unit: &str) -> Option<f64> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "second" => 1.0 / 60.0,
        "minute" | "min" => 1.0,
        "hour" => 60.0,
        "day" => 1440.0,
        "week" => 10_080.0,
        "month" => 43_830.0,
        "year" => 525_960.0,
        _ => return None,
    })
}

/// Reads a quantity whose number starts at a word; returns it with the place behind it.
fn read(text: &str, words: &[Word], lower: &[String], at: usize) -> Option<(Quantity, usize)> {
    let word = |i: usize| lower.get(i).map_or("", String::as_str);
    let (value, mut next) = match number_at(lower, at) {
        Some(found) => found,
        // "an hour", "hour-long", "half an hour".
        None if matches!(word(at), "a" | "an")
            && minutes(word(at + 1)).is_some()
            && !word(at + 1).ends_with('s') =>
        {
            (1.0, at + 1)
        }
        None if minutes(word(at)).is_some()
            && word(at + 1) == "long"
            && number_at(lower, at.wrapping_sub(1)).is_none() =>
        {
            (1.0, at)
        }
        None if word(at) == "half"
            && matches!(word(at + 1), "a" | "an")
            && minutes(word(at + 2)).is_some() =>
        {
            (0.5, at + 2)
        }
        None => return None,
    };
    let (bound, start) = bound(lower, at);
    // "20 to 30", "between 20 and 30": from the one to the other.
    let first = value;
    let (value, end) = upto(lower, at, next)
        .filter(|(last, _)| *last > value)
        .unwrap_or((value, next));
    let is_range = end > next;
    next = end;
    let number_end = next;
    let before = text.get(..words.get(at)?.span.start())?.chars().next_back();
    let behind = text
        .get(words.get(next.saturating_sub(1))?.span.end()..)?
        .chars()
        .next();
    let (unit, factor, shown) =
        if let Some(sign) = before.filter(|sign| matches!(sign, '$' | '€' | '£' | '¥')) {
            (Unit::Money(sign), 1.0, sign.to_string())
        } else if behind == Some('%')
            || matches!(word(next), "percent" | "percentage")
            || (word(next) == "per" && word(next + 1) == "cent")
        {
            next += usize::from(behind != Some('%'));
            (Unit::Percent, 1.0, "percent".to_owned())
        } else if let Some(factor) = minutes(word(next)) {
            let name = word(next).trim_end_matches('s').to_owned();
            next += 1;
            // "17 years old" is an age, "1990 years" nothing.
            if word(next) == "old" {
                return None;
            }
            next += usize::from(word(next) == "long");
            (Unit::Time, factor, name)
        } else {
            let sentence_end = |i: usize| {
                words.get(i - 1).zip(words.get(i)).is_none_or(|(a, b)| {
                    text.get(a.span.end()..b.span.start()).is_none_or(|gap| {
                        gap.contains(['.', ',', ';', ':', '!', '?', '(', ')', '"', '”', '“'])
                    })
                })
            };
            let mut stems = Vec::new();
            let mut last = next;
            for i in next..words.len().min(next + UNIT_WORDS) {
                let Some(here) = words.get(i) else { break };
                // The counted thing stands before the next number, preposition or mark; "of" alone
                // goes on ("200 cases of theft").
                if sentence_end(i)
                    || here.class == Class::Number
                    || (here.class == Class::Empty && (word(i) != "of" || stems.is_empty()))
                {
                    break;
                }
                if here.class != Class::Empty {
                    stems.push(here.stem);
                    last = i + 1;
                }
            }
            if stems.is_empty() || is_calendar(value, word(next), word(at.wrapping_sub(1))) {
                return None;
            }
            let name = lower.get(next..last).unwrap_or(&[]).join(" ");
            next = last;
            (Unit::Things(stems), 1.0, name)
        };
    let value_in_unit = value;
    let value = value * factor;
    let (least, most) = match bound {
        _ if is_range => (first * factor, value),
        Bound::Exactly => (value, value),
        Bound::AtLeast => (value, value * REACH),
        Bound::AtMost => (value / REACH, value),
        Bound::About => (value * (1.0 - ABOUT), value * (1.0 + ABOUT)),
    };
    let sign = match bound {
        _ if is_range => &format!("{first}–"),
        Bound::Exactly => "",
        Bound::AtLeast => "≥ ",
        Bound::AtMost => "≤ ",
        Bound::About => "≈ ",
    };
    let span = words
        .get(start)?
        .span
        .cover(words.get(next.max(number_end).checked_sub(1)?)?.span);
    let rounded = (value_in_unit * 100.0).round() / 100.0;
    let value = match unit {
        Unit::Money(_) => format!("{sign}{shown}{rounded}"),
        _ => format!("{sign}{rounded} {shown}"),
    };
    Some((
        Quantity {
            span,
            least,
            most,
            unit,
            value,
        },
        next,
    ))
}

/// Reads the number that starts at a word: "12", "twenty-five", "two hundred", "1.5 million", "two
/// and a half".
fn number_at(lower: &[String], at: usize) -> Option<(f64, usize)> {
    let word = |i: usize| lower.get(i).map_or("", String::as_str);
    let first = word(at);
    // An ordinal counts nothing.
    if first.len() > 2
        && first.starts_with(|c: char| c.is_ascii_digit())
        && first.ends_with(['t', 'd', 'h'])
    {
        return None;
    }
    let ordinal = !first.starts_with(|c: char| c.is_ascii_digit())
        && (first.ends_with("th") || first == "third");
    let mut value = match number(first).filter(|_| !ordinal) {
        Some(value) => value,
        None if matches!(first, "a" | "an")
            && multiplier(word(at + 1)).is_some_and(|by| by < 1e3) =>
        {
            1.0
        }
        None => return None,
    };
    let mut next = at + 1;
    if (20.0..=90.0).contains(&value)
        && value % 10.0 == 0.0
        && !first.starts_with(|c: char| c.is_ascii_digit())
        && let Some(unit) = number(word(next)).filter(|unit| (1.0..10.0).contains(unit))
    {
        value += unit;
        next += 1;
    }
    if word(next) == "and" && word(next + 1) == "a" && word(next + 2) == "half" {
        value += 0.5;
        next += 3;
    }
    while let Some(by) = multiplier(word(next)) {
        value *= by;
        next += 1;
    }
    value.is_finite().then_some((value, next))
}

/// Reads the second number of a range whose first ends before `next`; returns it with the place
/// behind it.
fn upto(lower: &[String], at: usize, next: usize) -> Option<(f64, usize)> {
    let word = |i: usize| lower.get(i).map_or("", String::as_str);
    let joins = match word(next) {
        "to" => true,
        "and" => at > 0 && word(at - 1) == "between",
        _ => false,
    };
    number_at(lower, next + 1).filter(|_| joins)
}

/// Says whether a number is a year, a day of a month or an hour rather than a count.
fn is_calendar(value: f64, next: &str, before: &str) -> bool {
    let (next, before) = (next.trim_end_matches('.'), before.trim_end_matches('.'));
    let year = (1900.0..2100.0).contains(&value) && value.fract() == 0.0;
    (year
        && matches!(
            before,
            "in" | "since" | "by" | "until" | "of" | "from" | "the" | "before" | "after"
        ))
        || is_month(next)
        || is_month(before)
        || matches!(next, "am" | "pm" | "a.m" | "p.m" | "gmt")
}

/// Reads the bound before a number; returns it with the first word of the whole.
fn bound(lower: &[String], at: usize) -> (Bound, usize) {
    let word = |back: usize| {
        at.checked_sub(back)
            .and_then(|i| lower.get(i))
            .map_or("", String::as_str)
    };
    match (word(2), word(1)) {
        ("more" | "greater" | "less" | "fewer", "than") => {
            let is_more = matches!(word(2), "more" | "greater");
            let is_turned = matches!(word(3), "no" | "not");
            let bound = if is_more == is_turned {
                Bound::AtMost
            } else {
                Bound::AtLeast
            };
            (bound, at - 2 - usize::from(is_turned))
        }
        ("at", "least") | ("minimum", "of") => (Bound::AtLeast, at - 2),
        ("at", "most") | ("maximum", "of") | ("up", "to") => (Bound::AtMost, at - 2),
        (_, "over" | "above" | "exceeding") => (Bound::AtLeast, at - 1),
        (_, "under" | "below" | "nearly" | "almost") => (Bound::AtMost, at - 1),
        (_, "about" | "around" | "some" | "roughly" | "approximately" | "circa" | "estimated") => {
            (Bound::About, at - 1)
        }
        _ => (Bound::Exactly, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Quantity {
        let mut all = quantities(text, Span::new(0, text.len()));
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        all.remove(0)
    }

    #[test]
    fn durations_are_compared_in_minutes() {
        let (tape, hour) = (one("the 47-minute tape"), one("an hour-long tape"));
        assert!(
            tape.comparable(&hour) && !tape.agrees(&hour),
            "{tape:?} {hour:?}"
        );
        assert!(one("a two-and-a-half-hour call").agrees(&one("150 minutes on the line")));
        assert_eq!(one("half an hour").least, 30.0);
    }

    #[test]
    fn bounds_agree_with_what_they_allow() {
        assert!(one("at least 12 guards").agrees(&one("more than 12 guards")));
        assert!(!one("12 guards").agrees(&one("twenty guards")));
        assert!(one("about 1,000 marchers").agrees(&one("950 marchers")));
        assert!(!one("more than three hours").agrees(&one("seven hours")));
    }

    #[test]
    fn what_is_turned_round_bounds_the_other_way() {
        for (words, least, most) in [
            ("no more than 12 guards", 8.0, 12.0),
            ("not more than 12 guards", 8.0, 12.0),
            ("no fewer than 12 guards", 12.0, 18.0),
            ("not less than 12 guards", 12.0, 18.0),
            ("fewer than 12 guards", 8.0, 12.0),
            ("20 to 30 guards", 20.0, 30.0),
            ("between 20 and 30 guards", 20.0, 30.0),
        ] {
            let found = one(words);
            assert_eq!(
                (found.least, found.most),
                (least, most),
                "{words}: {found:?}"
            );
        }
        assert_eq!(one("20 to 30 guards").value, "20–30 guards");
        assert!(one("20 to 30 guards").agrees(&one("25 guards")));
    }

    #[test]
    fn things_are_the_same_by_any_shared_word() {
        assert!(one("more than 90 Tarsian sorties").comparable(&one("90 cases of Tarsian raids")));
        assert!(!one("12 guards").comparable(&one("12 lorries")));
        assert!(quantities("On 12 May 2019 they left in 2018.", Span::new(0, 33)).is_empty());
    }
}
