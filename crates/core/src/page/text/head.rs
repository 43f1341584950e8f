//! What stands above the running text: title, standfirst, byline, date, picture.

use super::{Lines, masthead};
use crate::page::{byline, dateline, dates, furniture};
use crate::report::{About, BlockKind, DatePlace};

/// Title, standfirst, byline, date, picture and a share bar: the head has not more units.
const MAX_UNITS: usize = 16;

/// A title has at most this many words, a line about the report at most [`LINE_WORDS`].
const TITLE_WORDS: usize = 40;
const LINE_WORDS: usize = 16;

/// A title has at least this many words where there is a choice; a single word is a section's name.
const FEW_TITLE_WORDS: usize = 4;

/// A standfirst has at most this many words.
const STANDFIRST_WORDS: usize = 70;

/// Reads the head; returns the unit at which the running text begins.
pub(super) fn read(lines: &Lines<'_>, kinds: &mut [BlockKind], about: &mut About) -> usize {
    let first = end_of_head(lines);
    let masthead = masthead::read(lines, first, about);
    let above = masthead.as_ref().map_or(0, |masthead| masthead.units);
    for i in 0..above {
        let is_date = is_date_line(lines.of(i));
        let kind = if is_date {
            BlockKind::Dateline
        } else {
            BlockKind::Furniture
        };
        set(kinds, i, kind);
    }
    // "NEWS SPORT   TIDES   PUZZLES": spaces alone stand between the parts, as they are pasted.
    let is_row = |line: &str| line.contains("   ") && masthead::is_menu(line);
    let mut open: Vec<usize> = Vec::new();
    for i in above..first {
        let line = lines.of(i);
        let kind = match () {
            () if (furniture::is_furniture(line) || is_row(line)) && !says_when(line) => {
                BlockKind::Furniture
            }
            () if furniture::is_caption(line) || lines.follows_credit(i) => BlockKind::Caption,
            () if take_byline(line, about) => BlockKind::Byline,
            () if take_date(lines.text, line, about) => BlockKind::Dateline,
            () if take_dateline(line, about) => BlockKind::Dateline,
            () => {
                open.push(i);
                continue;
            }
        };
        set(kinds, i, kind);
    }
    let title = open
        .iter()
        .copied()
        .find(|i| is_title(lines.of(*i), FEW_TITLE_WORDS));
    let title = title.or_else(|| open.iter().copied().find(|i| is_title(lines.of(*i), 1)));
    if let Some(title) = title {
        set(kinds, title, BlockKind::Headline);
        about.title = Some(
            lines
                .of(title)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
    let is_below = |i: &usize| title.is_some_and(|title| title < *i);
    let signed = open
        .iter()
        .copied()
        .find(|i| is_below(i) && signs_date(lines, *i, kinds));
    if let Some(i) = signed.filter(|_| about.bylines.is_empty()) {
        let line = lines.of(i);
        let names = byline::read(line).names;
        let body = line.split(',').next().map(|body| body.trim().to_owned());
        about.bylines = if names.is_empty() {
            body.into_iter().collect()
        } else {
            names
        };
        set(kinds, i, BlockKind::Byline);
        open.retain(|other| *other != i);
    }
    let mut has_standfirst = false;
    for i in open.iter().copied().filter(|i| Some(*i) != title) {
        let line = lines.of(i);
        let repeats = title.is_some_and(|t| furniture::fold(lines.of(t)) == furniture::fold(line));
        let is_above = title.is_some_and(|t| i < t) && !furniture::ends_sentence(line);
        let said_below = (i + 1..first)
            .any(|j| matches!(kinds.get(j), Some(BlockKind::Byline | BlockKind::Dateline)));
        let words = furniture::count_words(line);
        let stands = !has_standfirst
            && title.is_some_and(|t| t < i)
            && (5..=STANDFIRST_WORDS).contains(&words);
        if repeats || is_above {
            set(kinds, i, BlockKind::Furniture);
        } else if stands && (said_below || !furniture::ends_sentence(line)) {
            set(kinds, i, BlockKind::Standfirst);
            has_standfirst = true;
        }
    }
    // "By Jane Roe for the Courier", below "THE LUNE COURIER".
    let outlet = masthead.map(|masthead| masthead.outlet);
    about.outlet = outlet.or_else(|| about.outlet.take());
    first
}

fn set(kinds: &mut [BlockKind], i: usize, kind: BlockKind) {
    if let Some(slot) = kinds.get_mut(i) {
        *slot = kind;
    }
}

/// Finds where the running text begins: at the first paragraph, or behind the byline if a
/// standfirst of whole sentences stands above that.
fn end_of_head(lines: &Lines<'_>) -> usize {
    let count = lines.units.len();
    let first = (0..count).find(|i| lines.is_running(*i));
    let Some(first) = first else {
        // A text without one paragraph: a title, perhaps, and a line.
        return usize::from(
            count > 1 && is_title(lines.of(0), 1) && !furniture::ends_sentence(lines.of(0)),
        );
    };
    let reach = (first + 3).min(MAX_UNITS).min(count);
    let says = |i: &usize| {
        let line = lines.of(*i);
        // "5 March 2016 | 9 Comments" may stand below a report of one paragraph.
        !furniture::fold(line).contains("comment")
            && (byline::opened(line).is_some()
                || is_date_line(line)
                || byline::bare(line).is_some())
    };
    let short =
        (first..reach).take_while(|i| furniture::count_words(lines.of(*i)) <= STANDFIRST_WORDS);
    let behind = short
        .filter(says)
        .last()
        .filter(|i| first <= 3 && (i + 1..count.min(i + MAX_UNITS)).any(|j| lines.is_running(j)));
    behind.map_or(first, |i| i + 1)
}

fn is_title(line: &str, least: usize) -> bool {
    (least..=TITLE_WORDS).contains(&furniture::count_words(line))
        && !line.ends_with(['.', ',', ';'])
        || line.ends_with("...")
}

fn take_byline(line: &str, about: &mut About) -> bool {
    let Some(found) = byline::opened(line).or_else(|| byline::bare(line)) else {
        return false;
    };
    for name in found.names {
        if !about.bylines.contains(&name) {
            about.bylines.push(name);
        }
    }
    about.outlet = about.outlet.take().or(found.outlet);
    about.credit = about.credit.take().or(found.credit);
    note_dates(line, about);
    true
}

/// Says whether a line is somebody's name and nothing else, right beside the date: a byline by where
/// it stands. What is named after its subject, as "Middle East" is, has words that the text writes
/// small too.
fn signs_date(lines: &Lines<'_>, i: usize, kinds: &[BlockKind]) -> bool {
    let line = lines.of(i);
    let is_dated =
        |at: Option<usize>| at.and_then(|at| kinds.get(at)) == Some(&BlockKind::Dateline);
    // "Harbour Wire, Lune Courier": whose copy it is, and who prints it.
    let is_body = line.contains(',') && line.split(',').all(byline::has_outlet_word);
    (is_dated(Some(i + 1)) || is_dated(i.checked_sub(1)))
        && (is_body || byline::is_person(line) && !byline::has_outlet_word(line))
        && (2..=4 + usize::from(is_body)).contains(&furniture::count_words(line))
        && (is_body || !is_written_small(lines.text, line))
}

/// Says whether a text writes a word of a name small too.
fn is_written_small(text: &str, name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| lower.split_whitespace().any(|own| own == word))
}

/// Says whether a line is about when the report came out: a date and few other words.
pub(super) fn is_date_line(line: &str) -> bool {
    furniture::count_words(line) <= LINE_WORDS
        && !line.ends_with('.')
        && dates::find(line).is_some()
}

/// Notes the dates that a line states of the report.
pub(super) fn note_dates(line: &str, about: &mut About) {
    dates::stated(line)
        .into_iter()
        .for_each(|(event, moment)| about.state(event, moment, DatePlace::Text));
}

/// Says whether a line begins as one on the date does and holds one, whatever counters stand behind
/// it: "Published 4 March 2020 | 12 shares".
fn says_when(line: &str) -> bool {
    let folded = furniture::fold(line);
    let says = [
        "publish", "post", "updat", "web ", "created", "modified", "last ", "date",
    ]
    .iter()
    .any(|w| folded.starts_with(w));
    says && is_date_line(line)
}

fn take_date(text: &str, line: &str, about: &mut About) -> bool {
    let Some(found) = dates::find(line).filter(|_| is_date_line(line)) else {
        return false;
    };
    // A headline may hold a date: then many words stand around it and none says "published".
    let around = furniture::count_words(line)
        - furniture::count_words(line.get(found.range.clone()).unwrap_or(""));
    if around > 8 && !says_when(line) {
        return false;
    }
    note_dates(line, about);
    if !says_when(line) {
        let before = line.get(..found.range.start).unwrap_or("");
        take_beside_date(text, before, about);
    }
    true
}

/// Reads what stands before the date in its line: "Jane Roe   3 March 2020", "The Lune Courier | 3
/// March 2020".
fn take_beside_date(text: &str, before: &str, about: &mut About) {
    let name = before
        .trim()
        .trim_end_matches([',', '|', '·', '•', '-', '–', '—'])
        .trim_end();
    if !(2..=4).contains(&furniture::count_words(name)) || !byline::is_person(name) {
        return;
    }
    let is_nobody = byline::has_outlet_word(name) || is_written_small(text, name);
    if name.starts_with("The ") {
        about.outlet = about.outlet.take().or_else(|| Some(name.to_owned()));
    } else if !is_nobody && about.bylines.is_empty() && !furniture::is_furniture(name) {
        about.bylines = byline::read(name).names;
    }
}

fn take_dateline(line: &str, about: &mut About) -> bool {
    let Some(found) = dateline::dateline(line).filter(|d| d.len >= line.len()) else {
        return false;
    };
    found.tell(about);
    true
}
