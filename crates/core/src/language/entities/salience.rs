//! Who a pronoun may mean: the entities mentioned lately, the likelier first.

use super::lexicon::Classes;
use super::words::{Shape, Words};
use crate::span::{Span, Tokens};

/// Which singular pronoun goes with somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gender {
    He,
    She,
    Unknown,
}

impl Gender {
    /// Reads the gender off a name and its role.
    pub(super) fn of(words: &Words, name: Span<Tokens>, role: Option<Span<Tokens>>) -> Self {
        let titles = role.into_iter().flat_map(Span::range).chain(name.range());
        for at in titles {
            if words.is(at, Classes::HE_TITLE) {
                return Gender::He;
            }
            if words.is(at, Classes::SHE_TITLE) {
                return Gender::She;
            }
        }
        let first = words.classes(name.start());
        match (first.contains(Classes::HE_NAME), first.contains(Classes::SHE_NAME), first.contains(Classes::ANY_NAME)) {
            _ if name.len() < 2 => Gender::Unknown,
            (true, false, false) => Gender::He,
            (false, true, false) => Gender::She,
            _ => Gender::Unknown,
        }
    }

    /// Returns the gender that a pronoun asks for.
    pub(super) fn of_pronoun(word: &str) -> Self {
        match word.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b'h') if word.len() >= 3 && word.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("her")) => Gender::She,
            Some(b'h') => Gender::He,
            Some(b's') => Gender::She,
            _ => Gender::Unknown,
        }
    }

    /// Says whether two may belong to one person.
    pub(super) fn agrees(self, other: Self) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    /// Takes the other where this one is unknown.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Gender::Unknown { other } else { self }
    }
}

/// A mention that a pronoun may go back to.
#[derive(Clone, Copy)]
struct Seen {
    who: usize,
    span: Span<Tokens>,
    sentence: usize,
    weight: f32,
}

/// Mentions that are kept; older ones are out of a reader's mind.
const KEPT: usize = 24;

/// Sentences back that a pronoun reaches.
const SENTENCES: usize = 5;

/// Tokens before an object pronoun within which a mention is the subject of its own verb, and so not meant:
/// in "Lane said Mora informed him", "him" is not Mora.
const OWN_CLAUSE: usize = 4;

/// What was mentioned lately.
#[derive(Default)]
pub(super) struct Recent {
    seen: Vec<Seen>,
}

impl Recent {
    /// Notes a mention.
    pub(super) fn push(&mut self, words: &Words, who: usize, span: Span<Tokens>, pronoun: bool) {
        if self.seen.len() >= 2 * KEPT {
            self.seen.drain(..KEPT);
        }
        let sentence = sentence_number(words, span.start());
        self.seen.push(Seen { who, span, sentence, weight: weight(words, span, pronoun) });
    }

    /// Returns the likeliest antecedent of the pronoun at `at` among those that `fits` lets pass, which is
    /// asked with the gender and whether the pronoun is plural.
    pub(super) fn antecedent(&self, words: &Words, at: usize, fits: impl Fn(usize, Gender, bool) -> bool) -> Option<usize> {
        let word = words.word(at);
        if words.reads(at, "who") {
            let comma = words.word(at.checked_sub(1)?) == ",";
            let end = if comma { at - 1 } else { at };
            let last = self.seen.iter().rev().find(|seen| seen.span.end() <= at)?;
            return (last.span.end() == end).then_some(last.who);
        }
        let plural = word.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("th"));
        let gender = Gender::of_pronoun(word);
        let object = words.is_one_of(at, &["him", "them"]) || (words.reads(at, "her") && words.is(at + 1, Classes::FUNCTION));
        let sentence = sentence_number(words, at);
        let mut best: Option<(f32, usize)> = None;
        for (age, seen) in self.seen.iter().rev().take(KEPT).enumerate() {
            let back = sentence.saturating_sub(seen.sentence);
            if back > SENTENCES || !fits(seen.who, gender, plural) {
                continue;
            }
            if object && back == 0 && seen.span.end() + OWN_CLAUSE > at {
                continue;
            }
            // A sentence back costs more than being a subject gains twice; age decides between equals.
            let score = seen.weight - 1.5 * back as f32 - 0.25 * age as f32;
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, seen.who));
            }
        }
        best.map(|(_, who)| who)
    }
}

fn sentence_number(words: &Words, token: usize) -> usize {
    words.language.sentences.partition_point(|s| s.tokens.start() <= token)
}

/// Weighs a mention: subjects and speakers stay in mind.
fn weight(words: &Words, span: Span<Tokens>, pronoun: bool) -> f32 {
    let next = span.end();
    let possessive = words.is_possessive(next);
    let before = span.start().wrapping_sub(1);
    let governed =
        words.is_one_of(before, &["of", "in", "on", "to", "with", "by", "for", "from", "at", "about", "against", "between", "over"]);
    let verb =
        words.shape(next) == Shape::Lower && !words.is_one_of(next, &["of", "in", "and", "or", "to", "at", "for", "from", "on", "with"]);
    let subject = !possessive && !governed && (verb || words.word(next) == ",");
    let speaks = words.is_one_of(next, SPEAKS) || words.is_one_of(before, SPEAKS);
    f32::from(u8::from(subject)) * 1.5 + f32::from(u8::from(speaks)) + f32::from(u8::from(pronoun)) * 0.5
}

/// Verbs of saying beside which the speaker stands.
const SPEAKS: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "claimed",
    "argued",
    "insisted",
    "wrote",
    "explained",
    "stated",
    "noted",
    "complained",
    "emphasizes",
    "stressed",
];
