//! What stands inside one name beside its words: a nickname in marks or brackets, the word for a
//! father, what tells father from son. Where the run of capitals ends is `names`'.

use super::Finder;
use crate::language::TokenKind;
use crate::language::entities::casing::{Casing, Shape};
use crate::language::entities::lexicon::Classes;
use crate::language::entities::words::Words;
use crate::language::syntax::{NameKind, Relation, Tag};
use crate::span::{Span, Tokens};

/// Words of the longest nickname: "Big Tony".
const LONGEST_NICKNAME: usize = 3;

/// Titles of those who are counted from the first of their name on.
const CROWNED: &[&str] = &[
    "king", "queen", "emperor", "empress", "tsar", "czar", "sultan", "shah", "pope", "prince",
];

/// Returns which of those who bear one name a word behind it means, 1 for the eldest; `word` is in
/// lower case.
///
/// "Jr." and "II" count alike: papers use either for a son.
pub(crate) fn generation(word: &str) -> Option<u8> {
    match word {
        "i" | "sr" | "sr." | "snr" | "snr." | "senior" | "elder" | "père" | "pere" => Some(1),
        "jr" | "jr." | "jnr" | "jnr." | "junior" | "younger" | "fils" | "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => None,
    }
}

/// Returns the generation that the last word of a name tells, of a name with other words.
pub(super) fn generation_of(words: &Words, span: Span<Tokens>) -> Option<u8> {
    let last = span.end().checked_sub(1).filter(|_| span.len() > 1)?;
    generation(&words.word(last).to_lowercase())
}

/// Returns the generation that the word before a name tells: "the elder Mr. Lane".
pub(super) fn generation_before(words: &Words, at: usize) -> Option<u8> {
    let before = at.checked_sub(1)?;
    let told = words.is_one_of(before, &["elder", "younger"]);
    told.then(|| generation(&words.word(before).to_lowercase()))
        .flatten()
}

/// Returns how many tokens at `at` tell the generation of the name before them: "Jr.", ", Sr.", "the
/// elder", "père".
pub(super) fn generation_at(words: &Words, at: usize) -> usize {
    // "King Brenn I": of others "I" begins a clause.
    let crowned = |at: usize| {
        let subject = words.language.syntax.get(at).is_some_and(|word| {
            word.tag == Tag::Pronoun
                && matches!(word.relation, Relation::Nsubj | Relation::NsubjPassive)
        });
        at >= 2
            && words.is_capital(at - 1)
            && words.is_one_of(at - 2, CROWNED)
            && (!subject || words.shape(at + 1) == Shape::Mark)
    };
    let suffix = |at: usize| {
        let is_first = words.reads(at, "i");
        generation(&words.word(at).to_lowercase()).is_some() && (!is_first || crowned(at))
    };
    // "Brenn the younger man", "Brenn senior adviser": the word belongs to what follows.
    let ends = |at: usize| {
        words.shape(at) == Shape::Mark
            || words.language.syntax.get(at).is_none_or(|word| {
                matches!(word.tag, Tag::Verb | Tag::Auxiliary | Tag::Coordinator)
            })
    };
    let behind_comma = words.word(at) == "," && suffix(at + 1) && words.is_capital(at + 1);
    let in_words =
        words.reads(at, "the") && words.is_one_of(at + 1, &["elder", "younger"]) && ends(at + 2);
    if behind_comma || in_words {
        2
    } else if suffix(at) && (words.is_capital(at) || ends(at + 1)) {
        1
    } else {
        0
    }
}

/// Returns the nickname in marks or brackets inside of a name, with its marks.
pub(super) fn nickname_of(words: &Words, name: Span<Tokens>) -> Option<Span<Tokens>> {
    let is_mark = |at: &usize| opens(words, *at) || words.word(*at) == ")";
    let first = name.range().find(is_mark)?;
    let last = name.range().rev().find(is_mark)?;
    (first < last).then(|| Span::new(first, last + 1))
}

fn opens(words: &Words, at: usize) -> bool {
    words.word(at) == "("
        || words
            .language
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::QuotationMark)
}

impl Finder<'_, '_> {
    /// Returns how many tokens a nickname takes at `at`, inside the name that began at `start`:
    /// "(Bob)" in "Robert (Bob) Oster".
    pub(super) fn nickname(&self, start: usize, at: usize, end: usize, casing: Casing) -> usize {
        let words = self.words;
        let person = |at: usize| {
            words
                .language
                .syntax
                .get(at)
                .is_some_and(|word| word.name.kind() == Some(NameKind::Person))
        };
        let given = |at: usize| {
            words.is_capital(at)
                && !words.is(at, Classes::TITLE | Classes::ORGANISATION_HEAD)
                && (words.is(at, Classes::FIRST_NAME) || at == start && person(at))
        };
        if !opens(words, at) || !(start..at).next_back().is_some_and(given) {
            return 0;
        }
        let bracket = words.word(at) == "(";
        let inner = (at + 1..end.min(at + 2 + LONGEST_NICKNAME))
            .take_while(|i| words.is_capital(*i))
            .count();
        let close = at + 1 + inner;
        let closes = match bracket {
            true => words.word(close) == ")",
            false => opens(words, close) && words.word(close) != "(",
        };
        // "Maria (NATO) Lane", "Lane (Ohio)": brackets hold a party, a place, a body as well.
        let other = Classes::PLACE | Classes::GROUP | Classes::ORGANISATION | Classes::FUNCTION;
        // "Thomas (T.J.) Lane": initials with stops are no body.
        let called = |i: usize| words.shape(i) == Shape::Capital || words.word(i).contains('.');
        let holds = (at + 1..close).all(|i| !bracket || !words.is(i, other) && called(i));
        let surname = close + 1 < end
            && words.is_capital(close + 1)
            && !words.is(close + 1, Classes::FUNCTION | Classes::TITLE)
            // "Tom ‘Harbour Lights’ Sequel": a headline names a work beside its maker.
            && (casing == Casing::Plain || !words.is(close + 1, Classes::COMMON));
        if (1..=LONGEST_NICKNAME).contains(&inner) && closes && holds && surname {
            inner + 2
        } else {
            0
        }
    }

    /// Says whether a wide gap stands before a token: what a page sets apart is no one name.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        /// Spaces from which on a gap is none between words, not even of justified text.
        const WIDE: usize = 3;
        let tokens = &self.words.language.tokens;
        let (Some(before), Some(token)) = (tokens.get(at.wrapping_sub(1)), tokens.get(at)) else {
            return false;
        };
        let gap = self.words.text.get(before.span.end()..token.span.start());
        gap.is_some_and(|gap| !gap.contains('\n') && gap.chars().count() >= WIDE)
    }

    /// Returns how many tokens the word for "child of" takes at `at`: "s/o", "d/o", "a/l".
    pub(super) fn child_of(&self, at: usize) -> usize {
        let words = self.words;
        let reads = |a: &str, b: &str| words.word(at) == a && words.word(at + 2) == b;
        let child = reads("s", "o")
            || reads("d", "o")
            || reads("w", "o")
            || reads("a", "l")
            || reads("a", "p");
        if child && words.word(at + 1) == "/" && words.is_capital(at + 3) {
            3
        } else {
            0
        }
    }

    /// Returns how many particles in small letters lead to the next part of a name at `at`: two in
    /// "de la Vega".
    pub(super) fn particles(&self, at: usize) -> usize {
        /// "De los", "van der", "von und zu".
        const MOST: usize = 3;
        let words = self.words;
        (at..at + MOST)
            .take_while(|i| words.is(*i, Classes::PARTICLE) && words.shape(*i) == Shape::Lower)
            .count()
    }
}
