//! Which singular pronoun goes with somebody, as far as given names, titles and nouns tell.

use super::lexicon::Classes;
use super::words::Words;
use crate::span::{Span, Tokens};

/// Which singular pronoun goes with somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gender {
    He,
    She,
    Unknown,
}

impl Gender {
    /// Reads the gender off a name and its role. A surname alone may read like a given name: then
    /// only its role tells.
    pub(crate) fn of(words: &Words, name: Span<Tokens>, role: Option<Span<Tokens>>) -> Self {
        // "Mr. Mora’s deputy" may be a woman: what stands before the mark is of another.
        let own = |role: Span<Tokens>| {
            role.range()
                .rev()
                .find(|at| words.is_possessive(*at))
                .map_or(role.start(), |at| at + 1)..role.end()
        };
        let titles = role.into_iter().flat_map(own).chain(name.range());
        for at in titles {
            if words.is(at, Classes::HE_TITLE) {
                return Gender::He;
            }
            if words.is(at, Classes::SHE_TITLE) {
                return Gender::She;
            }
        }
        if name.len() < 2 {
            return Gender::Unknown;
        }
        Gender::of_given(words, name.start())
    }

    /// Reads the gender off a given name.
    pub(super) fn of_given(words: &Words, at: usize) -> Self {
        let first = words.classes(at);
        match (
            first.contains(Classes::HE_NAME),
            first.contains(Classes::SHE_NAME),
            first.contains(Classes::ANY_NAME),
        ) {
            (true, false, false) => Gender::He,
            (false, true, false) => Gender::She,
            _ => Gender::Unknown,
        }
    }

    /// Returns the gender that a noun for people asks for, by its lemma.
    pub(crate) fn of_person(noun: &str) -> Self {
        match noun {
            "man" => Gender::He,
            "woman" => Gender::She,
            _ => Gender::Unknown,
        }
    }

    /// Returns the gender that a pronoun asks for.
    pub(crate) fn of_pronoun(word: &str) -> Self {
        match word.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b'h')
                if word.len() >= 3
                    && word.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("her")) =>
            {
                Gender::She
            }
            Some(b'h') => Gender::He,
            Some(b's') => Gender::She,
            _ => Gender::Unknown,
        }
    }

    /// Says whether two may belong to one person.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    /// Takes the other where this one is unknown.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Gender::Unknown { other } else { self }
    }
}
