//! Labels: what a block of a transcript begins with, and what shape that has.
//!
//! "LANE:", "\[00:12:03\] Mara Lane:", "Mr LANE (Brenn) (3.18 pm)—", "Q.", a name on a line of its
//! own. It only reads the shape; whether a report is a transcript is for [`super::transcript`] to
//! say.

use crate::span::Span;

/// What a label looks like, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Shape {
    /// With a time, or as parliaments print it: hardly anything else looks so.
    Stamped,
    /// With a name in capitals, rare elsewhere.
    Capitals,
    /// "Q", of one who asks.
    Question,
    /// "A", of one who answers.
    Answer,
    /// A name in ordinary letters.
    Plain,
    /// No label at all: the page alone shows who speaks.
    Bare,
}

/// A label at the head of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label {
    pub(super) shape: Shape,
    /// The name, without time, place or role in brackets.
    pub(super) name: Span,
    /// The mark behind it; nothing if it has a line of its own.
    pub(super) mark: Span,
}

/// A label ends within so many bytes.
const LONGEST: usize = 120;

/// Words of a speaker's name: "SEN. MARIA DE LA CRUZ LANE:".
const WORDS: usize = 6;

/// What heads an item of an invitation or a list in capitals, and names nobody.
const FIELDS: &[&str] = &[
    "who", "what", "when", "where", "why", "how", "date", "time", "place", "venue", "contact",
    "note", "price", "update", "email", "tel", "phone", "source", "photo", "subject", "re", "to",
    "from", "cc", "location", "website", "media",
];

/// Reads the label that a block begins with.
pub(super) fn read(text: &str, block: Span) -> Option<Label> {
    let words = block.of(text);
    let shift = |from: usize, to: usize| Span::new(block.start() + from, block.start() + to);
    let mut at = skip(words, 0, |c| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '>' | '*')
    });
    let stamp = bracket(words, at)
        .filter(|end| is_time(words.get(at..*end).unwrap_or_default()))
        .or_else(|| bare_time(words, at));
    if let Some(end) = stamp {
        at = skip(words, end, |c| c.is_whitespace() || c == '*');
    }
    let start = at;
    let end = name_end(words, start)?;
    let name = words
        .get(start..end)?
        .trim_end_matches([' ', '*', '\u{a0}']);
    let mut brackets = 0;
    let mut timed = stamp.is_some();
    at = skip(words, end, |c| c == ' ' || c == '*');
    for _ in 0..3 {
        let Some(close) = bracket(words, at) else {
            break;
        };
        brackets += 1;
        timed |= is_time(words.get(at..close).unwrap_or_default());
        at = skip(words, close, |c| c == ' ' || c == '*');
    }
    let span = shift(start, start + name.len());
    let rest = words.get(at..)?;
    let mut chars = rest.chars();
    let mark = chars.next();
    let behind = chars.as_str().chars().next();
    let letter = matches!(name, "Q" | "A") && matches!(mark, Some(':' | '.' | ')'));
    let bracketed = brackets > 0;
    // "Mr Lane (Brenn) (Ind)": nobody else puts where somebody sits behind the name.
    let titled = [
        "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Senator", "Hon", "Lord", "Lady",
    ]
    .iter()
    .any(|title| {
        name.strip_prefix(title)
            .is_some_and(|rest| rest.starts_with([' ', '.']))
    });
    let seated = brackets > 1 || bracketed && titled;
    let shape = shape(name, timed || seated)?;
    match mark {
        Some(':') if behind.is_none_or(|c| !c.is_alphanumeric()) => Some(Label {
            shape,
            name: span,
            mark: shift(at, at + 1),
        }),
        Some(c) if letter && behind.is_none_or(char::is_whitespace) => Some(Label {
            shape,
            name: span,
            mark: shift(at, at + c.len_utf8()),
        }),
        // Parliaments set a dash without a space.
        Some(c @ ('—' | '–'))
            if shape <= Shape::Capitals
                && (bracketed || name.contains(' '))
                && behind.is_some_and(|c| !c.is_whitespace()) =>
        {
            Some(Label {
                shape: Shape::Stamped,
                name: span,
                mark: shift(at, at + c.len_utf8()),
            })
        }
        None if bracketed || !name.ends_with(['.', '?', '!']) => Some(Label {
            shape,
            name: span,
            mark: shift(at, at),
        }),
        _ => None,
    }
}

/// Returns where the name ends that begins at a place: at a mark or a bracket.
fn name_end(words: &str, start: usize) -> Option<usize> {
    let rest = words.get(start..)?;
    if matches!(
        rest.as_bytes(),
        [b'Q' | b'A', b'.' | b')', b' ' | b'\n', ..]
    ) {
        return Some(start + 1);
    }
    let end = rest
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST)
        .find(|(_, c)| matches!(c, ':' | '(' | '[' | '—' | '–' | '?' | '!' | '“' | '"' | ';'))
        .map_or(rest.len(), |(at, _)| at);
    (end <= LONGEST).then_some(start + end)
}

/// Says what shape a name has; `None` if it is no name.
fn shape(name: &str, timed: bool) -> Option<Shape> {
    let mut count = 0;
    let (mut capital, mut small) = (true, false);
    let mut last = "";
    for word in name.split_whitespace() {
        count += 1;
        let joins = matches!(
            word,
            "of" | "the" | "for" | "de" | "la" | "van" | "von" | "bin" | "al" | "da" | "di" | "and"
        );
        let digits = word.chars().all(|c| c.is_ascii_digit());
        capital &= word.starts_with(char::is_uppercase) || count > 1 && (joins || digits);
        if !digits {
            small |= word.chars().any(char::is_lowercase);
            last = word;
        }
        if count > WORDS {
            return None;
        }
    }
    let upper = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let field = count == 1 && FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field));
    if count == 0 || !capital || field {
        return None;
    }
    Some(match name.trim_end_matches('.') {
        _ if timed => Shape::Stamped,
        "Q" | "Question" | "QUESTION" => Shape::Question,
        "A" | "Answer" | "ANSWER" => Shape::Answer,
        _ if !small && upper(name) => Shape::Capitals,
        _ if upper(last) && !last.chars().any(char::is_lowercase) => Shape::Capitals,
        _ => Shape::Plain,
    })
}

/// Returns the end of what stands in brackets from a place on.
fn bracket(words: &str, at: usize) -> Option<usize> {
    let rest = words.get(at..)?;
    let close = match rest.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    rest.char_indices()
        .take_while(|(at, _)| *at < LONGEST)
        .find(|(_, c)| *c == close)
        .map(|(end, _)| at + end + 1)
}

/// Returns the end of a time of day without brackets.
fn bare_time(words: &str, at: usize) -> Option<usize> {
    let rest = words.get(at..)?;
    let end = rest
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b':')
        .count();
    (is_time(rest.get(..end)?) && rest.get(end..)?.starts_with(' ')).then_some(at + end)
}

/// Says whether words hold a time of day or of a recording, and little else: "\[00:12:31\]", "(3.18
/// pm)".
fn is_time(words: &str) -> bool {
    let inner = words.trim_matches(['[', ']', '(', ')', ' ']);
    let (digits, rest) = inner.split_at(
        inner
            .bytes()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
            .count(),
    );
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    let rest = rest.trim().to_lowercase();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| (1..=3).contains(&part.len()))
        && matches!(rest.as_str(), "" | "am" | "pm" | "a.m." | "p.m.")
}

/// Returns the first place from `at` on whose character is not of a kind.
fn skip(words: &str, at: usize, of: impl Fn(char) -> bool) -> usize {
    let rest = words.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches(of).len()
}
