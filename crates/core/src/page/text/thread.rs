//! Comment threads under a pasted page: numbered, or with a name over each comment.

use super::units::Unit;
use crate::page::{dates, furniture};
use crate::span::Span;

/// How long the line over a comment may be, in words: "Jane Roe says:".
const NAME_WORDS: usize = 5;

/// The words after a name that announce what it wrote.
const VERBS: [&str; 6] = [
    " says",
    " said",
    " wrote",
    " writes",
    " commented",
    " replied",
];

/// A comment: which units it takes and who speaks to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comment {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) author: Option<String>,
    pub(super) replies_to: Option<String>,
}

impl Comment {
    /// Returns the bytes of the whole comment.
    pub(super) fn span(&self, units: &[Unit]) -> Option<Span> {
        Some(
            units
                .get(self.first)?
                .span
                .cover(units.get(self.last)?.span),
        )
    }
}

/// The comments of a page and the unit at which they are announced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Thread {
    pub(super) from: usize,
    pub(super) comments: Vec<Comment>,
}

/// How the comments of one thread begin.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Head {
    Numbered(usize),
    /// The name, and whether its line holds nothing else.
    Named(String),
}

/// Finds the thread, if the page announces one behind unit `after`.
pub(super) fn find(text: &str, units: &[Unit], after: usize) -> Option<Thread> {
    let line = |i: usize| units.get(i).map_or("", |u| u.span.of(text));
    let announced = |i: &usize| {
        let folded = furniture::fold(line(*i));
        furniture::comment_count(line(*i)).is_some()
            || folded.starts_with("leave a ")
            || folded.starts_with("reader comments")
    };
    let counted = |i: &usize| is_counted(text, units, *i);
    let from = (after..units.len()).find(|i| announced(i) || counted(i))?;
    let is_labelled = counted(&from);
    let heads = match is_labelled {
        true => labels(text, units, from + 1),
        false => heads(text, units, from + 1),
    };
    let mut comments: Vec<Comment> = Vec::new();
    for (n, (first, head)) in heads.iter().enumerate() {
        let last_end = if is_labelled { first + 1 } else { units.len() };
        let end = heads.get(n + 1).map_or(last_end, |(next, _)| *next);
        // The form below the last comment, a button, the foot of the page end a comment.
        let last = (*first + 1..end)
            .find(|i| ends_comment(line(*i)))
            .unwrap_or(end)
            - 1;
        let author = match head {
            Head::Named(name) => Some(name.clone()),
            Head::Numbered(_) => None,
        };
        comments.push(Comment {
            first: *first,
            last,
            author,
            replies_to: answered(text, units, *first, last),
        });
    }
    name_numbered(text, units, &mut comments);
    Some(Thread { from, comments })
}

/// Says whether a short line ends in a number in brackets and as many units below it begin with a
/// name and a colon: "HAVE YOUR SAY (4)".
fn is_counted(text: &str, units: &[Unit], i: usize) -> bool {
    /// So many words announce a thread at most.
    const FEW: usize = 6;
    /// A thread of this form has so many comments at most: each line that counts looks through them.
    const MOST: usize = 500;
    let line = units.get(i).map_or("", |unit| unit.span.of(text)).trim();
    let count = line
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once('('))
        .and_then(|(_, count)| count.parse::<usize>().ok())
        .filter(|count| (2..=MOST).contains(count) && furniture::count_words(line) <= FEW);
    let is_label = |unit: &Unit| label(unit.span.of(text)).is_some();
    count.is_some_and(|count| {
        let below = units.get(i + 1..i + 1 + count);
        below.is_some_and(|below| below.iter().all(is_label))
    })
}

/// Reads the name before the colon of "Jane Roe: I was there".
fn label(line: &str) -> Option<&str> {
    let (name, said) = line.split_once(": ")?;
    let is_name = (1..=NAME_WORDS).contains(&name.split_whitespace().count());
    (is_name && !said.trim().is_empty()).then(|| name.trim())
}

/// Lists the lines that begin with a name and a colon, up to the first that does not.
fn labels(text: &str, units: &[Unit], from: usize) -> Vec<(usize, Head)> {
    let below = units.iter().enumerate().skip(from);
    let labelled = below.map_while(|(i, unit)| {
        let name = label(unit.span.of(text))?;
        Some((i, Head::Named(name.to_owned())))
    });
    labelled.collect()
}

/// Lists where comments begin. A thread is numbered or named, whichever its first comment is.
fn heads(text: &str, units: &[Unit], from: usize) -> Vec<(usize, Head)> {
    let mut heads: Vec<(usize, Head)> = Vec::new();
    for i in from..units.len() {
        let line = units.get(i).map_or("", |u| u.span.of(text));
        let next = units.get(i + 1).map_or("", |u| u.span.of(text));
        let head = match heads.last() {
            None => number(line)
                .map(Head::Numbered)
                .or_else(|| named(line, next).map(Head::Named)),
            // The next number, so that a list inside a comment does not cut it; the newest comment
            // may have the highest.
            Some((_, Head::Numbered(before))) => {
                let down = match heads.as_slice() {
                    [(_, Head::Numbered(first))] => {
                        *first > 1 && number(line).is_some_and(|n| n < *first)
                    }
                    [(_, Head::Numbered(first)), (_, Head::Numbered(second)), ..] => second < first,
                    _ => false,
                };
                let expected = if down {
                    before.checked_sub(1)
                } else {
                    before.checked_add(1)
                };
                number(line)
                    .filter(|n| Some(*n) == expected)
                    .map(Head::Numbered)
            }
            Some((_, Head::Named(_))) => named(line, next).map(Head::Named),
        };
        heads.extend(head.map(|head| (i, head)));
    }
    heads
}

/// Reads the number that a comment begins with.
fn number(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let parted = rest
        .strip_prefix(['.', ')'])?
        .starts_with(char::is_whitespace);
    (parted && (1..=4).contains(&digits)).then(|| line.get(..digits)?.parse().ok())?
}

/// Reads the name in a line over a comment: "Jane says:", "Jane | 3 March 2020", "Jane" over a
/// date.
fn named(line: &str, next: &str) -> Option<String> {
    if let Some(name) = announced_name(line) {
        return Some(name);
    }
    let is_name = |name: &str| {
        let words = name.split_whitespace().count();
        (1..=NAME_WORDS).contains(&words)
            && !name.ends_with(['.', '!', '?', ',', ';', ':'])
            && !furniture::is_furniture(name)
    };
    if let Some(found) = dates::find(line).filter(|_| furniture::count_words(line) <= 14) {
        let name = line
            .get(..found.range.start)?
            .trim()
            .trim_end_matches(" on")
            .trim_end_matches(['|', '•', '·', '-', '–', '—', '(', ',', ' ']);
        return is_name(name).then(|| name.to_owned());
    }
    if let Some((name, when)) = line.split_once(['•', '·', '|']) {
        let name = name.trim();
        return (is_name(name) && is_ago(when)).then(|| name.to_owned());
    }
    let stamped = is_ago(next) || furniture::count_words(next) <= 10 && dates::find(next).is_some();
    (is_name(line) && stamped).then(|| line.to_owned())
}

/// Says whether a short line is a time before now: "3 years ago".
fn is_ago(line: &str) -> bool {
    furniture::count_words(line) <= 4 && line.trim().ends_with(" ago")
}

/// Reads the name in "Jane Roe says:" if that is the whole line.
fn announced_name(line: &str) -> Option<String> {
    let head = line.trim().trim_end_matches(':').trim_end();
    let lower = head.to_lowercase();
    let verb = VERBS.iter().find(|v| lower.ends_with(*v))?;
    let name = head.get(..head.len().checked_sub(verb.len())?)?.trim();
    let words = name.split_whitespace().count();
    (line.trim().ends_with(':') && (1..=NAME_WORDS).contains(&words)).then(|| name.to_owned())
}

/// Returns whom a comment addresses: "@ Name:" or "@Name" where its words begin.
fn answered(text: &str, units: &[Unit], first: usize, last: usize) -> Option<String> {
    (first..=last.min(first + 2)).find_map(|i| addressed(unnumbered(units.get(i)?.span.of(text))))
}

fn addressed(line: &str) -> Option<String> {
    let rest = line.strip_prefix('@')?.trim_start();
    let rest = rest.lines().next().unwrap_or(rest);
    // A name before a colon may have several words; without one it is the first.
    let name = rest
        .split_once(':')
        .map(|(name, _)| name)
        .filter(|n| n.split_whitespace().count() <= NAME_WORDS);
    let name = name.or_else(|| rest.split([' ', ',']).next())?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn unnumbered(line: &str) -> &str {
    number(line)
        .and_then(|_| line.split_once(char::is_whitespace))
        .map_or(line, |(_, rest)| rest.trim_start())
}

/// Reads "3. Jane said:" in a numbered thread: where most comments begin so, Jane is the author;
/// where few do, it is a reader who quotes Jane and answers her.
fn name_numbered(text: &str, units: &[Unit], comments: &mut [Comment]) {
    let names: Vec<Option<String>> = comments
        .iter()
        .map(|c| {
            units
                .get(c.first)
                .filter(|_| c.author.is_none())
                .and_then(|u| announced_name(unnumbered(u.span.of(text))))
        })
        .collect();
    let authored = names.iter().flatten().count() * 2 > comments.len();
    for (comment, name) in comments.iter_mut().zip(names) {
        match name {
            Some(name) if authored => comment.author = Some(name),
            Some(name) => comment.replies_to = comment.replies_to.take().or(Some(name)),
            None => {}
        }
    }
}

fn ends_comment(line: &str) -> bool {
    let folded = furniture::fold(line);
    furniture::is_comment_form(&folded)
        || furniture::is_rights(line)
        || furniture::is_counter(line)
        || furniture::comment_count(line).is_some()
}
