//! A description of those without a name, and what it says of them: how many they are, and for
//! whom they speak.

use super::casing::Shape;
use super::lexicon::Classes;
use super::words::Words;
use crate::span::{Span, Tokens};

/// A description of somebody.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Description {
    /// The whole description.
    pub(super) span: Span<Tokens>,
    /// Its head noun.
    pub(super) head: usize,
    /// Whether it points back: "the official", "the same sources".
    pub(super) definite: bool,
    /// Whether it speaks of several.
    pub(super) plural: bool,
    /// Whether it says whose it is: "Lane’s widow", "an aide to Lane".
    pub(super) owned: bool,
    /// Whether it counts only where it stands beside the name of a person.
    pub(super) beside: bool,
    /// Whether it is of a body: "the foreign ministry of Osteria".
    pub(super) body: bool,
    /// Whether a pronoun may go back to it: it speaks, or its noun is one for those whom reports
    /// leave without a name.
    pub(super) taken_up: bool,
}

impl Description {
    /// Makes the description of an office behind "the": "the foreign minister".
    pub(super) fn office(span: Span<Tokens>, head: usize) -> Self {
        Description {
            span,
            head,
            definite: true,
            plural: false,
            owned: false,
            beside: false,
            body: false,
            taken_up: true,
        }
    }
}

/// Numbers in words, from one on.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// Prepositions behind a noun for people that name the body they belong to.
const BELONGING: &[&str] = &["for", "of", "at", "in", "from", "inside", "within"];

/// Returns how many are described: one alone, or the number that stands before the noun.
pub(super) fn count(words: &Words, description: &Description) -> Option<u32> {
    let before = description.span.start()..description.head;
    let number = before.rev().find_map(|at| match words.shape(at) {
        Shape::Number => words.word(at).parse().ok(),
        _ => (1u32..)
            .zip(NUMBERS)
            .find(|(_, number)| words.reads(at, number))
            .map(|(number, _)| number),
    });
    number.or((!description.plural).then_some(1))
}

/// Returns the words for the body, country or people that the described belong to: of "two
/// officials in the Brenn administration" the last three.
pub(super) fn group(words: &Words, description: &Description) -> Option<Span<Tokens>> {
    let (span, head) = (description.span, description.head);
    let behind = (head + 1..span.end())
        .find(|at| words.is_one_of(*at, BELONGING) || *at == head + 1 && words.reads(*at, "to"))
        .map(|of| of + 1);
    if let Some(start) = behind {
        let small = |at: &usize| {
            words.is_one_of(*at, BELONGING)
                || words.is_one_of(*at, &["who", "with", "to", "on", "about"])
                || words.word(*at) == ","
        };
        let end = (start..span.end()).find(small).unwrap_or(span.end());
        let named = (start..end).any(|at| {
            words.is_capital(at) || words.is(at, Classes::ORGANISATION_HEAD | Classes::TITLE_PART)
        });
        return (named && start < end).then(|| Span::new(start, end));
    }
    let names = |at: &usize| {
        words.is_capital(*at) && *at > span.start()
            || words.is(*at, Classes::GROUP | Classes::PLACE | Classes::ORGANISATION)
    };
    let start = (span.start()..head).find(names)?;
    let body = |at: usize| {
        words.is_capital(at)
            || words.is(
                at,
                Classes::ORGANISATION_HEAD | Classes::GROUP | Classes::PLACE,
            )
    };
    let end = (start..head)
        .take_while(|at| body(*at))
        .last()
        .map_or(start + 1, |last| last + 1);
    Some(Span::new(start, end))
}
