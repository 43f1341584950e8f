//! How a pronoun stands in its sentence, whoever it means.
//!
//! The numbers that it gives stand at the end of every candidate's row (`antecedents`).

use super::clauses;
use super::recent::{How, Seen, is_quoted, place, place_in_sentence, relation, says, speaks};
use super::row::{ALONE, BESIDE, FEATURES, Row, SEEN};
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::words::Words;
use crate::language::syntax::Relation;
use crate::span::{Span, Tokens};

/// How a pronoun stands in its sentence.
pub(super) struct Asked {
    pub(super) at: usize,
    pub(super) sentence: usize,
    pub(super) block: u32,
    pub(super) relation: Relation,
    /// What the word is that it hangs on: of "her house" what the house is.
    pub(super) above: Relation,
    /// The word that its clause hangs from.
    pub(super) clause: usize,
    pub(super) subject: bool,
    pub(super) object: bool,
    pub(super) owner: bool,
    pub(super) reflexive: bool,
    /// Possessive or reflexive, and so likely bound by the subject.
    pub(super) bound: bool,
    pub(super) plural: bool,
    pub(super) thing: bool,
    pub(super) gender: Gender,
    pub(super) opens: bool,
    pub(super) opens_block: bool,
    pub(super) quoted: bool,
    /// Whether its clause is the sentence’s own.
    pub(super) main: bool,
    /// Whether its clause stands before the one that it hangs on.
    pub(super) ahead: bool,
    pub(super) speaks: bool,
    pub(super) of_saying: bool,
    pub(super) being: bool,
    pub(super) that: bool,
}

impl Asked {
    pub(super) fn of(words: &Words, span: Span<Tokens>) -> Self {
        let described = span.len() > 1;
        let at = words
            .language
            .head_of(span)
            .filter(|_| described)
            .unwrap_or(span.start());
        let (sentence, block) = place(words, span.start());
        let head = |at: usize| clauses::head(words, at);
        let clause = clauses::clause(words, at);
        let reflexive = !described && words.word(at).to_ascii_lowercase().contains("sel");
        let owner = !described
            && (words.is_one_of(at, &["his", "hers", "its", "their", "theirs"])
                || words.reads(at, "her")
                    && !words.is(at + 1, Classes::FUNCTION)
                    && words.shape(at + 1) != Shape::Mark);
        let subject = match described {
            true => is_subject(relation(words, at)),
            false => {
                words.is_one_of(at, &["he", "she", "they"])
                    || words.reads(at, "it") && is_subject(relation(words, at))
            }
        };
        let opens = place_in_sentence(words, span.start()) == 0;
        let outer = relation(words, clause);
        Asked {
            at,
            sentence,
            block,
            relation: relation(words, at),
            above: relation(words, head(at)),
            clause,
            subject,
            object: !subject && !owner && !reflexive,
            owner,
            reflexive,
            bound: owner || reflexive,
            plural: !described && is_plural_pronoun(words.word(at)),
            thing: !described && is_thing_pronoun(words.word(at)),
            gender: match described {
                true => Gender::Unknown,
                false => Gender::of_pronoun(words.word(at)),
            },
            opens,
            opens_block: opens
                && words
                    .language
                    .sentence_of(span.start())
                    .is_some_and(|sentence| sentence.opens_block),
            quoted: is_quoted(words, span.start()),
            main: outer == Relation::Root,
            ahead: outer == Relation::Advcl && head(clause) > clause,
            speaks: speaks(words, span),
            of_saying: says(words, head(at)),
            being: words.is_one_of(at + 1, &["is", "was", "'s", "’s", "be"]),
            that: (at + 2..at + 6).any(|next| words.is_one_of(next, &["that", "to"])),
        }
    }

    /// Says whether a name behind is the subject for which the pronoun waits: "in her speech Lane
    /// said".
    pub(super) fn waits_for(&self, words: &Words, name: Span<Tokens>) -> bool {
        let seen = Seen::of(words, 0, name, How::Name);
        seen.sentence == self.sentence
            && seen.is_subject()
            && clauses::above(words, self.at).any(|one| one == seen.clause)
    }

    /// Whether it asks for anything but one person.
    pub(super) fn several(&self) -> bool {
        self.plural || self.thing
    }

    /// Returns what is seen of the pronoun alone, where `fitting` entities go with it and `again`
    /// tells whether one of its kind stands before it in the sentence.
    pub(super) fn alone(&self, fitting: usize, again: bool) -> Row {
        let seen: [f32; ALONE] = [
            yes(self.subject),
            yes(self.object),
            yes(self.owner),
            yes(self.reflexive),
            yes(self.owner && is_subject(self.above)),
            yes(self.owner && is_object(self.above)),
            yes(self.opens),
            yes(self.opens_block),
            yes(self.quoted),
            yes(self.main),
            yes(self.ahead),
            yes(self.speaks),
            yes(self.of_saying),
            yes(self.being),
            yes(self.that),
            yes(self.plural),
            yes(self.thing),
            yes(self.gender == Gender::She),
            yes(again),
            yes(fitting < 2),
        ];
        let mut row = [0.0; FEATURES];
        row[SEEN + BESIDE..SEEN + BESIDE + ALONE].copy_from_slice(&seen);
        row
    }
}

/// Says whether a pronoun asks for several: "they" in its forms.
pub(super) fn is_plural_pronoun(word: &str) -> bool {
    word.get(..2)
        .is_some_and(|head| head.eq_ignore_ascii_case("th"))
}

/// Says whether a pronoun asks for a thing or a body: "it" in its forms.
pub(super) fn is_thing_pronoun(word: &str) -> bool {
    word.get(..2)
        .is_some_and(|head| head.eq_ignore_ascii_case("it"))
}

/// Says whether two pronouns agree in number and gender.
pub(super) fn is_alike(words: &Words, a: usize, b: usize) -> bool {
    let (a, b) = (words.word(a), words.word(b));
    is_plural_pronoun(a) == is_plural_pronoun(b)
        && is_thing_pronoun(a) == is_thing_pronoun(b)
        && Gender::of_pronoun(a) == Gender::of_pronoun(b)
}

fn is_subject(relation: Relation) -> bool {
    matches!(relation, Relation::Nsubj | Relation::NsubjPassive)
}

pub(super) fn is_object(relation: Relation) -> bool {
    matches!(relation, Relation::Obj | Relation::Iobj)
}

pub(super) fn yes(says: bool) -> f32 {
    f32::from(u8::from(says))
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
pub(super) fn log(count: usize) -> f32 {
    (count as f32).ln_1p()
}

/// Steps in a tree as a number of about one.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
pub(super) fn steps(count: usize) -> f32 {
    count.min(8) as f32 / 8.0
}
