//! Dates of publication, as pages print them.
//!
//! Only dates with a year count: what a page says about itself is never relative. The time
//! expressions of running text belong to `language::times`.

use std::ops::Range;

use jiff::civil::{Date, Time};

use crate::report::{Event, Moment};

/// The months by their first three letters; a longer word must go on as the month's name does.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Years outside are numbers of something else.
const YEARS: Range<i16> = 1800..2200;

/// How many words of a line are looked at: a line that says when it was published is short.
const MAX_WORDS: usize = 200;

/// A line about a report states at most so many dates.
const MOST_DATES: usize = 4;

/// Words that stand before the date on which a report was changed, and before that on which it came
/// out.
const CHANGED: [&str; 5] = ["updat", "modif", "revis", "edited", "last changed"];
const CAME_OUT: [&str; 4] = ["publish", "posted", "first", "created"];

/// A date and the bytes of the line that it stands in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) moment: Moment,
    pub(super) range: Range<usize>,
}

struct Word<'t> {
    text: &'t str,
    start: usize,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Finds the first date of a line, with the time of day beside it.
pub(super) fn find(line: &str) -> Option<Found> {
    let words = words(line);
    let (index, used, date) = (0..words.len()).find_map(|i| {
        let (used, date) = date_at(line, &words, i)?;
        Some((i, used, date))
    })?;
    let (first, last) = (words.get(index)?, words.get(index + used - 1)?);
    // "2020-03-03T14:05": the day and the hour are one word.
    let digits = last.text.bytes().take_while(u8::is_ascii_digit).count();
    let end = if last
        .text
        .get(digits..)
        .is_some_and(|rest| rest.starts_with('T'))
    {
        last.start + digits
    } else {
        last.end()
    };
    let (after, before) = (
        line.get(end..).unwrap_or(""),
        line.get(..first.start).unwrap_or(""),
    );
    // A time stands within a few words on either side.
    let near = |text: &str| text.len() <= 60;
    let time = time_in(after, 24).or_else(|| {
        if near(before) {
            time_in(before, 40)
        } else {
            None
        }
    });
    Some(Found {
        moment: Moment { date, time },
        range: first.start..end,
    })
}

/// Lists the dates of a line about a report, each with what happened then: what stands before it
/// says whether it was changed.
pub(super) fn stated(line: &str) -> Vec<(Event, Moment)> {
    let mut found: Vec<(Event, Moment)> = Vec::new();
    let mut from = 0;
    while let Some(date) = line
        .get(from..)
        .and_then(find)
        .filter(|_| found.len() < MOST_DATES)
    {
        let before = line
            .get(from..from + date.range.start)
            .unwrap_or("")
            .to_lowercase();
        let changed = CHANGED.iter().filter_map(|word| before.rfind(word)).max();
        let came_out = CAME_OUT.iter().filter_map(|word| before.rfind(word)).max();
        let event = if changed > came_out {
            Event::Modified
        } else {
            Event::Published
        };
        // A time of day belongs to the date before the next one.
        let behind = from + date.range.end;
        let next = line
            .get(behind..)
            .and_then(find)
            .map_or(line.len(), |next| behind + next.range.start);
        let own = line
            .get(from..next)
            .and_then(find)
            .map_or(date.moment, |date| date.moment);
        found.push((event, own));
        from = behind;
    }
    found
}

fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in line.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                words.extend(line.get(s..i).map(|text| Word { text, start: s }));
                start = None;
                if words.len() >= MAX_WORDS {
                    return words;
                }
            }
            _ => {}
        }
    }
    words.extend(start.and_then(|s| line.get(s..).map(|text| Word { text, start: s })));
    words
}

/// Reads a date that begins with word `i`; returns how many words it takes.
fn date_at(line: &str, words: &[Word<'_>], i: usize) -> Option<(usize, Date)> {
    let (a, b, c) = (words.get(i)?, words.get(i + 1)?, words.get(i + 2)?);
    let gap = |x: &Word<'_>, y: &Word<'_>| line.get(x.end()..y.start).unwrap_or("?");
    let is_gap =
        |x, y| matches!(gap(x, y).trim(), "" | "," | "." | "-" | "/") && gap(x, y).len() <= 3;
    if !is_gap(a, b) {
        return None;
    }
    let of = usize::from(b.text.eq_ignore_ascii_case("of"));
    let third = if of == 1 { words.get(i + 3)? } else { c };
    if let (Some(month), Some(day), true) = (month(a.text), day(b.text), is_gap(b, c)) {
        return Some((3, Date::new(year(c.text)?, month, day).ok()?));
    }
    if let (Some(day), Some(month)) = (day(a.text), month(words.get(i + 1 + of)?.text)) {
        return Some((3 + of, Date::new(year(third.text)?, month, day).ok()?));
    }
    let separator = gap(a, b);
    if separator != gap(b, c) || !matches!(separator, "-" | "/" | ".") {
        return None;
    }
    let leading = |text: &str| {
        text.get(..text.bytes().take_while(u8::is_ascii_digit).count())
            .unwrap_or("")
            .to_owned()
    };
    if let Some(year) = year(a.text) {
        return Some((
            3,
            Date::new(year, number(b.text)?, number(&leading(c.text))?).ok()?,
        ));
    }
    let (x, y, year) = (number(a.text)?, number(b.text)?, year(c.text)?);
    // Points are written day first; slashes and dashes are month first in the United States and day
    // first elsewhere, so that only a number above twelve decides.
    let (day, month) = match (separator, x, y) {
        (".", x, y) => (x, y),
        (_, x, y) if x > 12 => (x, y),
        (_, x, y) if y > 12 => (y, x),
        (_, x, y) if x == y => (x, y),
        _ => return None,
    };
    Some((3, Date::new(year, month, day).ok()?))
}

fn number(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| text.parse().ok())?
}

fn day(text: &str) -> Option<i8> {
    let digits = text.get(..text.bytes().take_while(u8::is_ascii_digit).count())?;
    let suffix = text.get(digits.len()..)?.to_ascii_lowercase();
    matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th")
        .then(|| number(digits))?
        .filter(|d| (1..=31).contains(d))
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4)
        .then(|| text.parse().ok())?
        .filter(|year| YEARS.contains(year))
}

fn month(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let at = MONTHS.iter().position(|month| {
        lower.len() >= 3 && (month.starts_with(&lower) || lower == "sept" && *month == "september")
    })?;
    i8::try_from(at + 1).ok()
}

/// Finds a time of day whose first digit stands within `reach` bytes of the beginning.
fn time_in(text: &str, reach: usize) -> Option<Time> {
    let colon = text
        .match_indices(':')
        .map(|(i, _)| i)
        .take_while(|i| *i <= reach + 2)
        .find_map(|i| time_around(text, i));
    colon.or_else(|| hour_alone(text, reach))
}

/// Reads "14:05", "2:05:30 pm" around a colon.
fn time_around(text: &str, colon: usize) -> Option<Time> {
    let (before, after) = (text.get(..colon)?, text.get(colon + 1..)?);
    let hour_len = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let hour: i8 = number(before.get(before.len() - hour_len..)?)?;
    let minute: i8 = number(after.get(..2)?)?;
    let rest = after.get(2..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let second: Option<i8> = rest
        .strip_prefix(':')
        .and_then(|r| r.get(..2))
        .and_then(number);
    let rest = if second.is_some() {
        rest.get(3..)?
    } else {
        rest
    };
    Time::new(on_24(hour, rest)?, minute, second.unwrap_or(0), 0).ok()
}

/// Reads "9 a.m.": an hour without minutes counts only with its half of the day.
fn hour_alone(text: &str, reach: usize) -> Option<Time> {
    let digit = text
        .find(|c: char| c.is_ascii_digit())
        .filter(|i| *i <= reach)?;
    let rest = text.get(digit..)?;
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, after) = (number(rest.get(..len)?)?, rest.get(len..)?);
    half(after)?;
    Time::new(on_24(hour, after)?, 0, 0, 0).ok()
}

/// Says whether the words after a time mean the afternoon; `None` if they say neither.
fn half(rest: &str) -> Option<bool> {
    let letters: String = rest
        .trim_start()
        .chars()
        .take(4)
        .filter(|c| *c != '.')
        .flat_map(char::to_lowercase)
        .collect();
    let ends = letters.chars().nth(2).is_none_or(|c| !c.is_alphanumeric());
    match letters.get(..2) {
        Some("pm") if ends => Some(true),
        Some("am") if ends => Some(false),
        _ => None,
    }
}

fn on_24(hour: i8, rest: &str) -> Option<i8> {
    match half(rest) {
        Some(true) if hour < 12 => Some(hour + 12),
        Some(false) if hour == 12 => Some(0),
        Some(_) if hour > 12 => None,
        _ => Some(hour),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(line: &str, expected: &str) {
        let found = find(line).map(|f| f.moment.to_string());
        assert_eq!(found.unwrap_or_default(), expected, "{line}");
    }

    #[test]
    fn dates_as_pages_print_them() {
        reads("web posted May 9, 2019", "2019-05-09");
        reads("November 12, 2018 | 9 Comments", "2018-11-12");
        reads("Published: 3 March 2020 14:05 GMT", "2020-03-03T14:05:00");
        reads("14:05, 3rd of March, 2020", "2020-03-03T14:05:00");
        reads(
            "Tuesday, Sept. 8, 2020 at 2:05 p.m. ET",
            "2020-09-08T14:05:00",
        );
        reads("Updated 9 a.m. on 8 Sep 2020", "2020-09-08T09:00:00");
        reads("2020-03-03T14:05:30+01:00", "2020-03-03T14:05:30");
        reads("20/03/2019", "2019-03-20");
        reads("12.11.2018", "2018-11-12");
        reads("12:30 am, Jan 1, 2001", "2001-01-01T00:30:00");
    }

    #[test]
    fn a_line_may_state_two_dates() {
        let of = |line: &str| {
            stated(line)
                .into_iter()
                .map(|(event, date)| format!("{} {date}", event.as_str()))
                .collect::<Vec<_>>()
                .join(", ")
        };
        assert_eq!(
            of("Published 3 March 2020, updated 4 March 2020 9:05"),
            "published 2020-03-03, modified 2020-03-04T09:05:00"
        );
        assert_eq!(of("Updated: March 4, 2020"), "modified 2020-03-04");
        assert_eq!(of("March 4, 2020 | 9 Comments"), "published 2020-03-04");
    }

    #[test]
    fn what_is_no_date_of_publication() {
        reads("March 3", "");
        reads("03/04/2020", "");
        reads("30 February 2020", "");
        reads("They marched 12 miles in 2020", "");
        reads("May 2021", "");
    }
}
