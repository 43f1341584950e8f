//! Expressions of time and what they mean against the report's date.
//!
//! `words` makes atoms of tokens, `grammar` reads expressions off them, `units` reckons with the
//! calendar, `looks` says to which side of the report's date, `story` keeps the time last spoken of.
//! The grammar's values are TIMEX3's, a finding's are ISO 8601; what a report leaves open stays open
//! and says why.

mod grammar;
mod lists;
mod looks;
mod named;
mod story;
mod units;
mod words;

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use grammar::{Context, Parsed};
use looks::Looks;
pub(crate) use named::named;
use story::{Spoken, Story};
use units::{Unit, iso};
use words::{Atom, Word};
pub(crate) use words::{is_calendar, is_month};

use super::Language;
use super::entities::lower_into;
use super::syntax::Tag;
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
    /// Why there is no value; `None` where there is one.
    pub unknown: Option<Unknown>,
}

/// Why an expression of time has no value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Unknown {
    /// It reckons from the report's date, and the report has none.
    NoDate,
    /// It reckons from another moment, of which the report gives no date, or none that is fine
    /// enough.
    OtherMoment,
    /// It gives no number: "a few weeks ago".
    Vague,
    /// The calendar has no such day.
    NoSuchDay,
}

/// Finds the time expressions of a report.
pub(super) fn find(report: &Report, language: &Language) -> Vec<TimeExpression> {
    let text = report.text();
    let mut finder = Finder {
        text,
        language,
        published: report.about.published.map(|moment| moment.date),
        story: Story::default(),
        atoms: Vec::new(),
        turns: Vec::new(),
    };
    let named = named::named(text, language);
    let mut found = Vec::new();
    let mut lower = String::new();
    let report_day = finder.published;
    for sentence in &language.sentences {
        // An entry of a live page reckons from its own day.
        let block = report.blocks().get(sentence.block as usize);
        let own = block.and_then(|block| block.published);
        finder.published = own.map(|moment| moment.date).or(report_day);
        finder.atoms.clear();
        finder.turns.clear();
        finder.story.turn();
        for token in sentence.tokens.range() {
            lower_into(finder.word(token), &mut lower);
            finder
                .turns
                .extend(Looks::of(&lower).map(|looks| (token, looks)));
            if named.contains(&token) {
                finder.atoms.push(Atom::other(token));
            } else {
                words::atoms(&lower, token, &mut finder.atoms);
            }
        }
        let mut at = 0;
        while at < finder.atoms.len() {
            at += match finder.found_at(at) {
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

/// Atoms that one expression may take; bounds the work at each place.
const LONGEST: usize = 14;

/// Tokens before a time in which a verb of saying makes it the time of saying: "said in an
/// interview on Wednesday".
const SAID: usize = 5;

/// Says whether an expression reckons from the time last spoken of and not from the report's date.
fn is_elsewhere(expression: &[Atom]) -> bool {
    let last = expression.last().is_some_and(|atom| {
        matches!(
            atom.word,
            Word::Later | Word::Earlier | Word::Before | Word::After
        )
    });
    // "Year-earlier" compares with the report's own year.
    let counted = !matches!(
        expression.first().map(|atom| atom.word),
        Some(Word::Unit(..))
    );
    let next = expression
        .iter()
        .position(|atom| atom.word == Word::Next)
        .and_then(|at| expression.get(at + 1));
    let next_day =
        next.is_some_and(|atom| matches!(atom.word, Word::Unit(Unit::Day, false) | Word::Part(_)));
    let the_day = matches!(
        expression,
        [
            Atom {
                word: Word::The,
                ..
            },
            Atom {
                word: Word::Unit(Unit::Day, false),
                ..
            }
        ]
    );
    let then = matches!(
        expression,
        [Atom {
            word: Word::Then,
            ..
        }]
    );
    let before = matches!(
        expression,
        [
            Atom {
                word: Word::Unit(..),
                ..
            },
            Atom {
                word: Word::Before | Word::After,
                ..
            }
        ]
    );
    (last && counted)
        || before
        || next_day
        || the_day
        || then
        || expression.iter().any(|atom| atom.points)
}

/// Reads an expression at the head of `atoms` with its value, against the report's date or the time
/// last spoken of.
fn reckon(
    atoms: &[Atom],
    published: Option<Date>,
    story: &Story,
    looks: Looks,
) -> Option<(Parsed, bool)> {
    let context = Context {
        reference: published,
        spoken: None,
        near: story.near(),
        quarter: story.quarter(),
        looks,
    };
    let parsed = grammar::parse(atoms, context)?;
    let elsewhere =
        parsed.kind != TimeKind::Duration && atoms.get(..parsed.len).is_some_and(is_elsewhere);
    if !elsewhere {
        return Some((parsed, false));
    }
    let Some(spoken) = story.last() else {
        return Some((parsed, true));
    };
    let context = Context {
        reference: Some(spoken.first),
        spoken: Some(spoken),
        looks: Looks::Open,
        ..context
    };
    let mut there = grammar::parse(atoms, context).filter(|there| there.len == parsed.len)?;
    // "Two days later" than some day of March is no day that is known.
    let is_finer = |value: &String| Spoken::of(value).is_some_and(|found| found.unit < spoken.unit);
    there.value = there.value.filter(|value| !is_finer(value));
    Some((there, true))
}

struct Finder<'a> {
    text: &'a str,
    language: &'a Language,
    published: Option<Date>,
    story: Story,
    /// Of the sentence.
    atoms: Vec<Atom>,
    /// The words of the sentence that look back or ahead.
    turns: Vec<(usize, Looks)>,
}

impl<'a> Finder<'a> {
    /// Returns a token, or nothing beyond the text.
    fn word(&self, token: usize) -> &'a str {
        self.language
            .tokens
            .get(token)
            .map_or("", |t| t.of(self.text))
    }

    /// Reads the expression at one place of a sentence, if there is one; returns it with its number
    /// of atoms.
    fn found_at(&mut self, at: usize) -> Option<(TimeExpression, usize)> {
        let window = self.atoms.get(at..self.atoms.len().min(at + LONGEST))?;
        let first = *window.first()?;
        if !begins(window)
            || self
                .atoms
                .get(at.wrapping_sub(1))
                .is_some_and(|before| before.token == first.token)
        {
            return None;
        }
        let is_weekday = window
            .iter()
            .take(2)
            .any(|atom| matches!(atom.word, Word::Weekday(_)));
        let looks = Looks::at(
            self.text,
            self.language,
            &self.turns,
            first.token,
            is_weekday,
        );
        let (parsed, elsewhere) = reckon(window, self.published, &self.story, looks)?;
        let taken = window.get(..parsed.len)?;
        let last = taken.last()?;
        // An expression that ends inside a word is none: "third-quarter-like".
        if window
            .get(parsed.len)
            .is_some_and(|next| next.token == last.token)
            || !self.is_time(taken, parsed.firm)
        {
            return None;
        }
        let (from, to) = (
            self.language.tokens.get(first.token)?,
            self.language.tokens.get(last.token)?,
        );
        let parsed = self.to_come(taken, parsed, looks);
        let (value, unknown) = self.value(taken, &parsed, elsewhere, looks);
        if let Some(value) = parsed
            .value
            .as_deref()
            .filter(|_| value.is_some() && parsed.kind != TimeKind::Set)
            .filter(|_| !self.is_ruled_out(first.token))
        {
            // "Was told on Monday" is when something happened.
            let passive = |token: usize| {
                let before = token.checked_sub(1).map_or("", |before| self.word(before));
                matches!(before, "was" | "were" | "been" | "be" | "’m" | "'m")
            };
            let said = (first.token.saturating_sub(SAID)..first.token).any(|token| {
                matches!(self.word(token), "said" | "told" | "says" | "added") && !passive(token)
            });
            self.story.note(value, is_named_quarter(taken), said);
            if taken.iter().any(|atom| matches!(atom.word, Word::Month(_))) {
                self.story.note_month(value);
            }
        }
        Some((
            TimeExpression {
                span: from.span.cover(to.span),
                kind: parsed.kind,
                value,
                unknown,
            },
            parsed.len,
        ))
    }

    /// "On the 10th, not on the 9th": nothing is reckoned from what is ruled out.
    fn is_ruled_out(&self, token: usize) -> bool {
        let small = |token: &usize| matches!(self.word(*token), "on" | "the" | "in" | "at");
        let mut before = (token.saturating_sub(3)..token).rev();
        let before = before.find(|token| !small(token));
        before.is_some_and(|before| self.word(before) == "not")
    }

    /// Makes a stretch that a clause looks ahead to a date: "the pit will close in two weeks".
    fn to_come(&self, taken: &[Atom], parsed: Parsed, looks: Looks) -> Parsed {
        let before = taken
            .first()
            .and_then(|first| first.token.checked_sub(1))
            .map_or("", |token| self.word(token));
        // "She learned that it would stop in nine days" reckons from when she learned it.
        let turn = taken
            .first()
            .and_then(|first| self.turns.iter().rev().find(|(at, _)| *at < first.token));
        let from_now = turn.is_some_and(|(at, _)| {
            matches!(
                self.word(*at),
                "will" | "'ll" | "’ll" | "shall" | "expects" | "plans"
            )
        });
        if parsed.kind != TimeKind::Duration || !from_now || !matches!(before, "in" | "In") {
            return parsed;
        }
        let mut later = taken.to_vec();
        later.extend(taken.last().map(|last| Atom {
            word: Word::Later,
            ..*last
        }));
        let context = Context {
            reference: self.published,
            spoken: None,
            near: None,
            quarter: None,
            looks,
        };
        let ahead = grammar::parse(&later, context)
            .filter(|ahead| ahead.kind == TimeKind::Date && ahead.len == later.len());
        let len = parsed.len;
        ahead.map_or(parsed, |ahead| Parsed { len, ..ahead })
    }

    /// Returns the value of an expression as the contract gives it, or why there is none.
    fn value(
        &self,
        taken: &[Atom],
        parsed: &Parsed,
        elsewhere: bool,
        looks: Looks,
    ) -> (Option<String>, Option<Unknown>) {
        let vague = parsed
            .value
            .as_deref()
            .is_some_and(|value| value.ends_with("_REF"));
        let lost = elsewhere && self.story.last().is_none();
        if vague && !lost {
            return (None, Some(Unknown::Vague));
        }
        match parsed.value.as_deref().filter(|_| !lost) {
            Some(value) => (Some(iso(value)), None),
            None if elsewhere => (None, Some(Unknown::OtherMoment)),
            None => {
                // With a date it would have a value, with any that is in the calendar.
                let any = Context {
                    reference: Some(Date::constant(2000, 1, 1)),
                    spoken: None,
                    near: None,
                    quarter: None,
                    looks,
                };
                let would = self.published.is_none()
                    && grammar::parse(taken, any).is_some_and(|parsed| parsed.value.is_some());
                (
                    None,
                    Some(if would {
                        Unknown::NoDate
                    } else {
                        Unknown::NoSuchDay
                    }),
                )
            }
        }
    }

    /// Says whether words that could be a time are one where they stand.
    fn is_time(&self, taken: &[Atom], firm: bool) -> bool {
        let (Some(first), Some(last)) = (taken.first(), taken.last()) else {
            return false;
        };
        let lone = taken.len() == 1;
        let word = self.word(first.token);
        let before = first
            .token
            .checked_sub(1)
            .map_or("", |token| self.word(token));
        // "By then", "since then"; elsewhere the word orders a story.
        if first.word == Word::Then {
            return lone
                && matches!(
                    before,
                    "by" | "By"
                        | "since"
                        | "Since"
                        | "until"
                        | "Until"
                        | "before"
                        | "Before"
                        | "till"
                );
        }
        if let [
            the,
            Atom {
                word: Word::Ordinal(_),
                token,
                ..
            },
        ] = taken
            && the.word == Word::The
        {
            return self.is_day_of_month(the.token, *token);
        }
        // "May" needs its capital, "march" and "sun" even more; a lone year must look like one.
        if lone
            && matches!(first.word, Word::Month(_) | Word::Weekday(_))
            && !word.starts_with(char::is_uppercase)
        {
            return false;
        }
        if lone && matches!(first.word, Word::Month(5 | 3)) && !is_governed(before) {
            return false;
        }
        // "USA Today" is a paper: inside a sentence the day has no capital.
        if matches!(first.word, Word::Day(_))
            && word.starts_with(char::is_uppercase)
            && self
                .atoms
                .first()
                .is_some_and(|opening| opening.token != first.token)
            && before.starts_with(char::is_uppercase)
            && words::is_other(before)
        {
            return false;
        }
        // The three numbers of a date in figures are no years.
        let figures = taken.len() == 3 && first.token == last.token;
        let counts = !figures
            && taken.iter().all(|atom| {
                matches!(
                    atom.word,
                    Word::Number(_) | Word::To | Word::And | Word::Between
                )
            });
        if counts
            && ![first, last]
                .iter()
                .all(|atom| !matches!(atom.word, Word::Number(_)) || self.is_year(atom.token))
        {
            return false;
        }
        // "In her early 20s" is an age.
        let age = taken.iter().any(|a| matches!(a.word, Word::Decade(..100)))
            && !word.contains(['\'', '’']);
        firm && !age
    }

    /// Says whether an ordinal counts the days of a month: "on the 3rd", "it was the 3rd, not the
    /// 4th"; a floor, a century, a hole have their noun behind it.
    fn is_day_of_month(&self, the: usize, ordinal: usize) -> bool {
        let lower = |token: usize| self.word(token).to_ascii_lowercase();
        let before = |back: usize| the.checked_sub(back).map(lower).unwrap_or_default();
        let leads = matches!(
            before(1).as_str(),
            "on" | "since" | "until" | "till" | "by" | "from" | "before" | "after" | "of"
        );
        let of = before(1) == "of"
            && !matches!(
                before(2).as_str(),
                "night" | "evening" | "morning" | "afternoon" | "day" | "end" | "hours"
            );
        let is = matches!(
            before(1).as_str(),
            "was" | "is" | "not" | "say" | "said" | "says"
        );
        let in_figures = self.word(ordinal).starts_with(|c: char| c.is_ascii_digit());
        // "On the second, they agreed": only later ones in words.
        let is_late =
            before(1) == "on" && !matches!(lower(ordinal).as_str(), "first" | "second" | "third");
        let behind = self.language.syntax.get(ordinal + 1).map(|word| word.tag);
        let has_noun = matches!(
            behind,
            Some(Tag::Noun | Tag::ProperNoun | Tag::Adjective | Tag::Number | Tag::Symbol)
        ) || self.word(ordinal + 1) == "-";
        let ends = matches!(behind, None | Some(Tag::Punctuation | Tag::Subordinator));
        !has_noun && !of && (leads && (in_figures || is_late) || is && in_figures && ends)
    }

    /// Says whether a bare number is a year: no sum and no count stands around it, and it is not the
    /// number of a thing or of a house.
    fn is_year(&self, token: usize) -> bool {
        let before = token.checked_sub(1).map_or("", |before| self.word(before));
        let number = self.word(token);
        let count = |at: usize| self.word(at).parse::<u32>().ok();
        // "Passed 2015 to 1998": years go on, votes fall.
        let falls = |from: usize| {
            matches!(self.word(from + 1), "to")
                && count(from).zip(count(from + 2)).is_some_and(|(a, b)| a > b)
        };
        let is_vote = falls(token) || token >= 2 && falls(token - 2);
        let is_numbered = lists::NUMBERED.contains(&before.to_ascii_lowercase().as_str());
        let is_house = !matches!(before, "in" | "In" | "since" | "Since" | "by" | "By")
            && self.word(token + 1).starts_with(char::is_uppercase)
            && (2..=4).any(|ahead| lists::STREETS.contains(&self.word(token + ahead)));
        (number.len() == 4 || number.contains(['-', '–', '‑']))
            && matches!(number.get(..2), Some("18" | "19" | "20"))
            && !is_numbered
            && !is_vote
            && !is_house
            && !matches!(
                before,
                "$" | "€" | "£" | "#" | "No." | "than" | "about" | "nearly"
            )
            && !lists::COUNTED.contains(&self.word(token + 1))
    }
}

/// Says whether an expression gives its quarter by number: "third quarter", and not that of a year
/// before or of 1984.
fn is_named_quarter(taken: &[Atom]) -> bool {
    taken.iter().any(|a| matches!(a.word, Word::Ordinal(_)))
        && !taken
            .iter()
            .any(|a| matches!(a.word, Word::Ago | Word::Earlier | Word::Number(_)))
}

/// Says whether an expression may begin here. Small words belong to one only where it needs them:
/// "that day" needs its first.
fn begins(window: &[Atom]) -> bool {
    let Some(first) = window.first() else {
        return false;
    };
    match first.word {
        Word::The => {
            let points = |at: usize| window.get(at).is_some_and(|atom| atom.points);
            let timely = |at: usize| {
                window
                    .get(at)
                    .is_some_and(|atom| matches!(atom.word, Word::Unit(..) | Word::Part(_)))
            };
            let is_day = window
                .get(1)
                .is_some_and(|atom| matches!(atom.word, Word::Ordinal(1..=31)));
            // "The 7th of March", "the third quarter" begin behind the article.
            let is_day = is_day
                && window.get(2).is_none_or(|atom| {
                    matches!(
                        atom.word,
                        Word::Other | Word::Comma | Word::Stop | Word::And | Word::Part(_)
                    )
                });
            is_day || points(0) && (timely(1) || points(1) && timely(2))
        }
        Word::Other
        | Word::Of
        | Word::Comma
        | Word::Stop
        | Word::And
        | Word::To
        | Word::About
        | Word::Old
        | Word::Ago
        | Word::Half { .. } => false,
        _ => true,
    }
}

/// Says whether the small word before it makes a lone "May" or "March" a month.
fn is_governed(before: &str) -> bool {
    matches!(
        before,
        "in" | "In"
            | "since"
            | "Since"
            | "by"
            | "By"
            | "until"
            | "Until"
            | "from"
            | "of"
            | "during"
            | "to"
            | "and"
            | "for"
    )
}

/// Resolves expressions of time that are given one by one, in the order of their report; values are
/// TIMEX3's.
///
/// The words are taken to be an expression as a whole, so that "the quarter" and "now" have a value
/// here though [`Language::of`] passes over them.
#[derive(Clone, Debug)]
pub struct Resolver {
    published: Date,
    story: Story,
}

impl Resolver {
    /// Makes a resolver for the expressions of a report of this date.
    pub fn new(published: Date) -> Self {
        Resolver {
            published,
            story: Story::default(),
        }
    }

    /// Resolves the next expression.
    pub fn resolve(&mut self, expression: &str) -> Option<String> {
        let expression = expression.trim();
        // A date or a date with its time of day stands for itself.
        if expression
            .get(..10)
            .is_some_and(|head| head.parse::<Date>().is_ok())
        {
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
        let (at, best) = (0..atoms.len().min(LONGEST))
            .filter_map(|at| {
                Some((
                    at,
                    reckon(
                        atoms.get(at..)?,
                        Some(self.published),
                        &self.story,
                        Looks::Open,
                    )?
                    .0,
                ))
            })
            .max_by_key(|(at, parsed)| (parsed.len, parsed.firm, Reverse(*at)))?;
        if let Some(value) = best.value.as_deref() {
            let taken = atoms.get(at..at + best.len).unwrap_or_default();
            self.story.note(value, is_named_quarter(taken), false);
        }
        best.value
    }
}
