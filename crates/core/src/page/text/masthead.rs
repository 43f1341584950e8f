//! The head of the paper above its report: its name, its motto, its menu, the date of the issue.
//!
//! A name is believed where something else on the page says that it is one: a menu below it, a word
//! that names papers, or the foot, which names who publishes it.

use super::Lines;
use super::head::{is_date_line, note_dates};
use crate::page::{byline, furniture};
use crate::report::About;

/// A masthead has so many units at most: name, motto, issue, menu, and a line to spare.
const MOST_UNITS: usize = 5;

/// A paper's name has so many words at most.
const LONGEST: usize = 5;

/// How many units at the end of a page may name who publishes it.
const FOOT: usize = 6;

/// Small words inside a paper's name.
const SMALL: &[&str] = &["of", "the", "and", "for", "&", "in"];

/// Words of a motto: what a paper calls itself.
const MOTTO: &[&str] = &[
    "newspaper",
    "paper",
    "magazine",
    "journal",
    "weekly",
    "daily",
    "since",
    "founded",
    "established",
    "news",
    "blog",
];

/// What stands at the head of a page.
pub(super) struct Masthead {
    /// The paper's name, as mixed case writes it.
    pub(super) outlet: String,
    /// How many units belong to it.
    pub(super) units: usize,
}

/// Reads the masthead above the running text that begins at unit `first`.
pub(super) fn read(lines: &Lines<'_>, first: usize, about: &mut About) -> Option<Masthead> {
    let short = cells(lines.of(0)).next().and_then(name)?;
    // "HNS | Harbour News Service", or the one below the other.
    let mut beside = cells(lines.of(0)).skip(1).chain(cells(lines.of(1)).take(1));
    let long = beside.find_map(|cell| {
        let long = name(cell)?;
        let words: Vec<&str> = long.split_whitespace().collect();
        is_short_for(&short, &words).then_some(long)
    });
    let name = long.unwrap_or(short);
    let last = MOST_UNITS.min(first.saturating_sub(1));
    let is_site = |line: &str| {
        let shares = furniture::is_share_bar(&furniture::fold(line));
        !shares && (is_menu(line) || furniture::is_breadcrumb(line))
    };
    let menu = (1..last).find(|i| is_site(lines.of(*i)));
    let is_motto = |line: &str| {
        let folded = furniture::fold(line);
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        words.any(|word| MOTTO.contains(&word))
    };
    let units = match menu {
        Some(menu) => menu + 1,
        None => {
            1 + (1..last)
                .take_while(|i| issue(lines.of(*i)).is_some())
                .count()
        }
    };
    let has_motto = menu.is_some_and(|menu| (1..menu).any(|i| is_motto(lines.of(i))));
    let is_shouted = !name.chars().any(char::is_lowercase);
    let is_paper = byline::has_outlet_word(&name) || has_motto || is_in_foot(lines, first, &name);
    let stands_apart = menu.is_some() || units > 1;
    // What is left must have a title of its own.
    let has_title = (units..first).any(|i| furniture::count_words(lines.of(i)) > 2);
    let is_masthead = has_title && stands_apart && (is_paper || is_shouted && menu.is_some());
    if !is_masthead {
        return None;
    }
    for i in 1..units {
        issue(lines.of(i))
            .into_iter()
            .for_each(|date| note_dates(date, about));
    }
    Some(Masthead {
        outlet: written(lines, &name),
        units,
    })
}

/// Returns the cells of a line whose parts stand apart by bars or by wide spaces.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(['|', '·', '•', '\t']);
    parts
        .flat_map(|part| part.split("   "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
}

/// Returns the name that a cell begins with, if it can be a paper's.
fn name(cell: &str) -> Option<String> {
    let stops = [" — ", " – ", " - ", " ("];
    let end = stops.iter().filter_map(|stop| cell.find(stop)).min();
    let bare = cell.get(..end.unwrap_or(cell.len()))?.trim();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_part = |word: &&str| byline::starts_upper(word) || SMALL.contains(word);
    let is_name = (1..=LONGEST).contains(&words.len())
        && words.iter().all(is_part)
        && words.first().is_some_and(|word| byline::starts_upper(word))
        && !bare.ends_with(['.', '?', '!', ':', ',', ';'])
        && !bare.contains(['/', '>', '"', '“', '@'])
        && !is_date_line(bare)
        && !furniture::is_furniture(bare);
    // "EPT Estrane Public Television": the letters stand for the words behind them.
    let own = words
        .split_first()
        .filter(|(first, rest)| is_short_for(first, rest));
    is_name.then(|| own.map_or(words.as_slice(), |(_, rest)| rest).join(" "))
}

/// Says whether a word is made of the first letters of others.
fn is_short_for(short: &str, words: &[&str]) -> bool {
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    words.len() > 1 && short.eq_ignore_ascii_case(&initials)
}

/// Says whether a line is a menu: several short parts and no date.
pub(super) fn is_menu(line: &str) -> bool {
    let parts: Vec<&str> = line
        .split(['|', '·', '•', '/', '>', '»'])
        .flat_map(|part| part.split("   "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() >= 3
        && parts.iter().all(|part| furniture::count_words(part) <= 4)
        && !parts.iter().any(|part| is_date_line(part))
        && !furniture::ends_sentence(line)
}

/// Returns the cell of a line that dates the issue: "Saturday 5 November 2022      No. 31,407".
fn issue(line: &str) -> Option<&str> {
    cells(line).find(|cell| is_date_line(cell) && furniture::count_words(cell) <= 6)
}

/// Says whether the foot shares a word with a name that is no small one.
fn is_in_foot(lines: &Lines<'_>, first: usize, name: &str) -> bool {
    let count = lines.units.len();
    let own: Vec<String> = name
        .split_whitespace()
        .filter(|word| word.len() > 3)
        .map(furniture::fold)
        .collect();
    (first.max(count.saturating_sub(FOOT))..count).any(|i| {
        let folded = furniture::fold(lines.of(i));
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        words.any(|word| own.iter().any(|own| own == word))
    })
}

/// Returns a name as the page writes it elsewhere in mixed case, or made so.
fn written(lines: &Lines<'_>, name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let text = lines.text;
    let lower = text.to_lowercase();
    let wanted = name.to_lowercase();
    // Only where lower case keeps every byte in its place can the same bytes be cut.
    let mut found = lower
        .match_indices(&wanted)
        .filter_map(|(at, _)| text.get(at..at + wanted.len()));
    let mixed = found.find(|found| {
        lower.len() == text.len()
            && found.split_whitespace().all(|word| {
                SMALL.contains(&word)
                    || byline::starts_upper(word) && word.chars().skip(1).any(char::is_lowercase)
            })
    });
    let calm = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        let is_small = at > 0 && SMALL.contains(&lower.as_str());
        if is_small { lower } else { byline::calm(word) }
    };
    mixed.map_or_else(
        || {
            name.split_whitespace()
                .enumerate()
                .map(calm)
                .collect::<Vec<_>>()
                .join(" ")
        },
        str::to_owned,
    )
}
