//! Expressions of time and what they mean against the report's date.
//!
//! `words` makes atoms of tokens, `grammar` reads expressions off them, `units` reckons with the calendar.
//! Values are TIMEX3's; what a report leaves open stays open.

mod grammar;
mod units;
mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use words::{Atom, Word};

use super::Language;
use super::entities::lower_into;
use crate::report::Report;
use crate::span::Span;

/// A time expression of one reading, counted from 0 in the order of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TimeId(pub u32);

/// What kind of time an expression gives, after TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "TIMEX3's own words")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// An expression of time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What kind of time.
    pub kind: TimeKind,
    /// ISO 8601, or an interval `a/b`; `None` where the report does not tell enough.
    pub value: Option<String>,
}

/// To which side of the report's date a clause looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Looks {
    /// To what has happened.
    Back,
    /// To what is to come.
    Ahead,
    /// Its words do not tell.
    Open,
}

impl Looks {
    /// Returns to which side a word turns its clause, if to any.
    fn of(word: &str) -> Option<Looks> {
        match word {
            "will" | "'ll" | "’ll" | "would" | "'d" | "shall" | "may" | "might" | "could" | "should" | "scheduled" | "upcoming"
            | "expected" | "expects" | "expect" | "planned" | "plans" | "plan" | "planning" | "due" | "set" | "next" | "hopes"
            | "hoped" | "aims" | "intends" | "intended" | "until" | "promised" | "vowed" | "pledged" | "proposed" => Some(Looks::Ahead),
            "was" | "were" | "had" | "did" | "went" | "came" | "took" | "met" | "told" | "said" | "sent" | "wrote" | "made" | "gave"
            | "held" | "heard" | "found" | "saw" | "spoke" | "began" | "became" | "knew" | "fell" | "rose" | "left" | "lost" | "won"
            | "struck" | "spent" | "sold" | "bought" | "shot" | "fled" | "broke" | "ran" | "drew" | "brought" | "got" | "paid" | "ago"
            | "since" | "last" => Some(Looks::Back),
            // "Need" and "bleed" are rare beside a date.
            _ if word.len() > 4 && word.ends_with("ed") && word.bytes().all(|b| b.is_ascii_lowercase()) => Some(Looks::Back),
            _ => None,
        }
    }
}

/// Finds the time expressions of a report.
pub(super) fn find(report: &Report, language: &Language) -> Vec<TimeExpression> {
    let text = report.text();
    let reference = report.about.published.map(|moment| moment.date);
    let mut found = Vec::new();
    let mut atoms: Vec<Atom> = Vec::new();
    let mut lower = String::new();
    let mut turns: Vec<(usize, Looks)> = Vec::new();
    for sentence in &language.sentences {
        atoms.clear();
        turns.clear();
        let mut ahead = false;
        for token in sentence.tokens.range() {
            let word = language.tokens.get(token).map_or("", |t| t.of(text));
            lower_into(word, &mut lower);
            ahead |= matches!(lower.as_str(), "will" | "scheduled" | "upcoming" | "'ll");
            turns.extend(Looks::of(&lower).map(|looks| (token, looks)));
            words::atoms(&lower, token, &mut atoms);
        }
        let mut at = 0;
        while at < atoms.len() {
            let here = atoms.get(at).map_or(0, |atom| atom.token);
            let looks = if ahead { Looks::Ahead } else { looks_at(&turns, here) };
            at += match found_at(&atoms, at, reference, looks, text, language) {
                Some((expression, len)) => {
                    found.push(expression);
                    len
                }
                None => 1,
            };
        }
    }
    found
}

/// Returns to which side the clause around a token looks: as the last word before it that tells, else the first behind.
fn looks_at(turns: &[(usize, Looks)], token: usize) -> Looks {
    let behind = turns.partition_point(|(at, _)| *at < token);
    let before = behind.checked_sub(1).and_then(|last| turns.get(last));
    before.or_else(|| turns.get(behind)).map_or(Looks::Open, |(_, looks)| *looks)
}

/// Atoms that one expression may take; bounds the work at each place.
const LONGEST: usize = 14;

/// Reads the expression at one place of a sentence, if there is one; returns it with its number of atoms.
fn found_at(
    atoms: &[Atom],
    at: usize,
    reference: Option<Date>,
    looks: Looks,
    text: &str,
    language: &Language,
) -> Option<(TimeExpression, usize)> {
    let window = atoms.get(at..atoms.len().min(at + LONGEST))?;
    // Small words belong to an expression only where it needs them; it does not begin with them.
    let first = window.first()?;
    if matches!(
        first.word,
        Word::Other | Word::Of | Word::Comma | Word::And | Word::About | Word::Old | Word::Ago | Word::Half { .. } | Word::The
    ) || (first.token > 0 && at > 0 && atoms.get(at - 1).is_some_and(|before| before.token == first.token))
    {
        return None;
    }
    let parsed = grammar::parse(window, reference, looks).filter(|p| p.firm)?;
    let last = window.get(parsed.len.checked_sub(1)?)?;
    // An expression that ends inside a word is none: "third-quarter-like".
    if window.get(parsed.len).is_some_and(|next| next.token == last.token) {
        return None;
    }
    let (from, to) = (language.tokens.get(first.token)?, language.tokens.get(last.token)?);
    let lone = parsed.len == 1;
    let word = from.of(text);
    // "May" needs its capital, "march" and "sun" even more; a lone year must look like one.
    if lone && matches!(first.word, Word::Month(_) | Word::Weekday(_)) && !word.starts_with(char::is_uppercase) {
        return None;
    }
    if lone && matches!(first.word, Word::Month(5 | 3)) && !is_governed(language, first.token, text) {
        return None;
    }
    // "USA Today" is a paper: inside a sentence the day has no capital.
    if matches!(first.word, Word::Day(_))
        && at > 0
        && word.starts_with(char::is_uppercase)
        && atoms.get(at - 1).is_some_and(|a| a.word == Word::Other && is_name(language, a.token, text))
    {
        return None;
    }
    if lone && matches!(first.word, Word::Number(_)) && !is_year(language, first.token, text) {
        return None;
    }
    // "In her early 20s" is an age.
    if window.iter().take(parsed.len).any(|a| matches!(a.word, Word::Decade(..100))) && !word.contains(['\'', '’']) {
        return None;
    }
    // "Two years later" looks to another moment of the story and not to the report's date.
    let elsewhere = matches!(last.word, Word::Later | Word::Earlier);
    let value = parsed.value.filter(|_| !elsewhere).and_then(open_value);
    Some((TimeExpression { span: from.span.cover(to.span), kind: parsed.kind, value }, parsed.len))
}

/// Says whether a small word before it makes a lone "May" or "March" a month.
fn is_governed(language: &Language, token: usize, text: &str) -> bool {
    let before = token.checked_sub(1).and_then(|t| language.tokens.get(t)).map_or("", |t| t.of(text));
    matches!(before, "in" | "In" | "since" | "Since" | "by" | "By" | "until" | "Until" | "from" | "of" | "during" | "to" | "and" | "for")
}

/// Says whether a token is a word with a capital.
fn is_name(language: &Language, token: usize, text: &str) -> bool {
    language.tokens.get(token).is_some_and(|t| t.of(text).starts_with(char::is_uppercase))
}

/// Says whether a bare number is a year: no sum and no count stands around it.
fn is_year(language: &Language, token: usize, text: &str) -> bool {
    let word = |at: Option<usize>| at.and_then(|t| language.tokens.get(t)).map_or("", |t| t.of(text));
    let (before, behind) = (word(token.checked_sub(1)), word(token.checked_add(1)));
    let number = word(Some(token));
    number.len() == 4
        && matches!(number.get(..2), Some("18" | "19" | "20"))
        && !matches!(before, "$" | "€" | "£" | "#" | "No." | "than" | "about" | "nearly")
        && !matches!(
            behind,
            "%" | "percent" | "people" | "dollars" | "miles" | "votes" | "feet" | "troops" | "jobs" | "emails" | "pages" | "words"
        )
}

/// Returns the value as the contract gives it: a decade as ISO 8601-2 does ("198X"), nothing for what is only
/// past, present or future.
fn open_value(value: String) -> Option<String> {
    if value.ends_with("_REF") {
        return None;
    }
    let decade = value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit());
    Some(if decade { format!("{value}X") } else { value })
}

/// Resolves an expression of time against a date; the value is TIMEX3's.
///
/// The words are taken to be an expression as a whole, so that "the quarter" and "now" have a value here
/// though `find` passes over them.
pub fn resolve(expression: &str, reference: Date) -> Option<String> {
    let expression = expression.trim();
    // A date or a date with its time of day stands for itself.
    if expression.get(..10).is_some_and(|head| head.parse::<Date>().is_ok()) {
        return Some(expression.to_owned());
    }
    let mut atoms = Vec::new();
    let mut tokens = Vec::new();
    super::tokens(expression, Span::new(0, expression.len()), &mut tokens);
    let mut lower = String::new();
    for (number, token) in tokens.iter().enumerate() {
        lower_into(token.of(expression), &mut lower);
        words::atoms(&lower, number, &mut atoms);
    }
    let best = (0..atoms.len().min(LONGEST))
        .filter_map(|at| grammar::parse(atoms.get(at..)?, Some(reference), Looks::Open))
        .max_by_key(|parsed| (parsed.len, parsed.firm))?;
    best.value
}
