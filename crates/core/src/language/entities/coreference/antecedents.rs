//! Whom a pronoun means: the entities mentioned lately, each scored by what speaks for it.
//!
//! The one place where antecedents are scored. What is seen of a candidate is a row of [`FEATURES`]
//! numbers; their weights are learned (`weights`). Number and gender are not weighed but asked for:
//! a candidate that cannot be meant is none.

use super::weights::{PLURAL, SINGULAR};
use crate::language::QuoteState;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::words::Words;
use crate::language::syntax::Relation;
use crate::span::{Span, Tokens};

/// How many numbers describe a candidate.
pub(super) const FEATURES: usize = 32;

/// What the numbers say, in their order; the trainer prints weights under these names.
pub(crate) const NAMES: [&str; FEATURES] = [
    "last mentioned in the same sentence",
    "one sentence back",
    "two sentences back",
    "three or more sentences back",
    "in the same block",
    "in the block before",
    "the latest of those that fit",
    "the second latest",
    "the third latest or older",
    "last mention is a subject",
    "subject, as the pronoun is",
    "no subject, as the pronoun is none",
    "last mention opens its sentence",
    "last mention is a possessive",
    "last mention is a pronoun",
    "last mention is a description",
    "last mention stands beside a verb of saying",
    "both stand beside a verb of saying",
    "gender is known and agrees",
    "entity has no name",
    "mentions so far, as a logarithm",
    "mentioned most so far of those that fit",
    "speaks around the quotation, or the turn of a transcript, in which the pronoun stands",
    "both stand in one quotation",
    "mentioned in a quotation, the pronoun is not",
    "subject of the verb whose object the pronoun is",
    "subject of the sentence, the pronoun is reflexive or possessive",
    "says in the same sentence what the pronoun is part of",
    "the only one that fits",
    "subject of the sentence before, the pronoun opens its own",
    "the latest of those that fit, the pronoun is reflexive or possessive",
    "joined to the pronoun by and",
];

/// Where [`NAMES`] has "mentions so far, as a logarithm".
const OFTEN: usize = 20;

/// Where [`NAMES`] has "last mention is a subject".
const SUBJECT: usize = 9;

/// How an entity was mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Name,
    Description,
    Pronoun,
}

/// What has to be known of an entity for a pronoun to mean it.
#[derive(Clone, Copy)]
pub(super) struct Traits {
    pub(super) gender: Gender,
    pub(super) unnamed: bool,
}

/// A mention that a pronoun may go back to.
#[derive(Clone, Copy)]
struct Seen {
    who: usize,
    span: Span<Tokens>,
    sentence: usize,
    block: u32,
    how: How,
    subject: bool,
    speaks: bool,
    /// Whether it opens a block before a colon, as speakers in a transcript do.
    leads: bool,
}

/// A candidate for a pronoun: an entity and what speaks for it.
pub(super) type Candidate = (usize, [f32; FEATURES]);

/// Mentions that are kept; older ones are out of a reader's mind.
const KEPT: usize = 32;

/// Sentences back that a pronoun reaches.
const SENTENCES: usize = 7;

/// Tokens before an object pronoun within which a subject is the one of its own verb: in "Lane said
/// Mora informed him", "him" is not Mora.
const OWN_CLAUSE: usize = 4;

/// What was mentioned lately.
#[derive(Default)]
pub(super) struct Recent {
    seen: Vec<Seen>,
    /// How often each entity was mentioned so far.
    times: Vec<u32>,
}

impl Recent {
    /// Notes a mention.
    pub(super) fn push(&mut self, words: &Words, who: usize, span: Span<Tokens>, how: How) {
        if self.seen.len() >= 2 * KEPT {
            self.seen.drain(..KEPT);
        }
        if self.times.len() <= who {
            self.times.resize(who + 1, 0);
        }
        if let Some(times) = self.times.get_mut(who) {
            *times = times.saturating_add(1);
        }
        let (sentence, block) = place(words, span.start());
        let leads = words.word(span.end()) == ":" && place_in_sentence(words, span.start()) == 0;
        let (subject, speaks) = (is_subject(words, span), speaks(words, span));
        self.seen.push(Seen {
            who,
            span,
            sentence,
            block,
            how,
            subject,
            speaks,
            leads,
        });
    }

    /// Returns whom "who" at `at` means: the one right before it.
    pub(super) fn beside(&self, words: &Words, at: usize) -> Option<usize> {
        let comma = words.word(at.checked_sub(1)?) == ",";
        let end = if comma { at - 1 } else { at };
        let last = self.seen.iter().rev().find(|seen| seen.span.end() <= at)?;
        (last.span.end() == end).then_some(last.who)
    }

    /// Returns who is mentioned most so far of those that `fits` lets pass and that were mentioned
    /// twice or more, once of late.
    pub(super) fn foremost(
        &self,
        words: &Words,
        at: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let (sentence, _) = place(words, at);
        let near = self
            .seen
            .iter()
            .rev()
            .take(KEPT)
            .take_while(|seen| seen.sentence + SENTENCES >= sentence);
        let times = |who: usize| self.times.get(who).copied().unwrap_or_default();
        near.map(|seen| seen.who)
            .filter(|who| times(*who) > 1 && fits(*who))
            .max_by_key(|who| (times(*who), std::cmp::Reverse(*who)))
    }

    /// Returns whom a pronoun, or a description that points back like one, may mean; `fits` gives
    /// the traits of an entity that goes with its number and gender.
    pub(super) fn candidates(
        &self,
        words: &Words,
        span: Span<Tokens>,
        fits: impl Fn(usize) -> Option<Traits>,
    ) -> Vec<Candidate> {
        let at = span.start();
        let (sentence, block) = place(words, at);
        let barred = self.own_subject(words, span, sentence);
        let mut found: Vec<(&Seen, Traits)> = Vec::new();
        for seen in self
            .seen
            .iter()
            .rev()
            .take(KEPT)
            .take_while(|seen| seen.sentence + SENTENCES >= sentence)
        {
            if Some(seen.who) != barred
                && !found.iter().any(|(other, _)| other.who == seen.who)
                && let Some(traits) = fits(seen.who)
            {
                found.push((seen, traits));
            }
        }
        let times = |seen: &Seen| self.times.get(seen.who).copied().unwrap_or_default();
        let most = found
            .iter()
            .map(|(seen, _)| times(seen))
            .max()
            .unwrap_or_default();
        let pronoun = Pronoun::of(words, span);
        let inside = |at: usize| {
            words
                .language
                .quotes
                .get(at)
                .is_some_and(|state| *state != QuoteState::Out)
        };
        let quoted = inside(at);
        let opens = place_in_sentence(words, at) == 0;
        let row = |(rank, (seen, traits)): (usize, &(&Seen, Traits))| {
            let back = sentence - seen.sentence;
            let quotes = inside(seen.span.start());
            let near = back == 0 && seen.span.end() + OWN_CLAUSE > at;
            #[expect(clippy::cast_precision_loss, reason = "a count of mentions")]
            let often = (times(seen) as f32).ln_1p();
            let says = [
                back == 0,
                back == 1,
                back == 2,
                back > 2,
                seen.block == block,
                seen.block + 1 == block,
                rank == 0,
                rank == 1,
                rank > 1,
                seen.subject,
                seen.subject && pronoun.subject,
                !seen.subject && !pronoun.subject,
                place_in_sentence(words, seen.span.start()) == 0,
                words.is_possessive(seen.span.end()),
                seen.how == How::Pronoun,
                seen.how == How::Description,
                seen.speaks,
                seen.speaks && pronoun.speaks,
                traits.gender != Gender::Unknown,
                traits.unnamed,
                // A number, set below.
                false,
                times(seen) == most,
                (quoted && !quotes && seen.speaks && back <= 1) || seen.leads,
                quoted && quotes && back <= 1,
                !quoted && quotes,
                near && seen.subject && pronoun.object,
                back == 0 && seen.subject && pronoun.bound,
                back == 0 && seen.speaks && quoted == quotes,
                found.len() == 1,
                back == 1 && seen.subject && pronoun.subject && opens,
                rank == 0 && pronoun.bound,
                seen.span.end() + 1 == at && words.reads(seen.span.end(), "and"),
            ];
            let mut row = says.map(|says| f32::from(u8::from(says)));
            row[OFTEN] = often;
            (seen.who, row)
        };
        found.iter().enumerate().map(row).collect()
    }

    /// Returns whom an object pronoun cannot mean: the subject of its own verb. In "Lane said Mora
    /// had informed him", "him" is not Mora.
    fn own_subject(&self, words: &Words, pronoun: Span<Tokens>, sentence: usize) -> Option<usize> {
        let syntax = &words.language.syntax;
        let at = pronoun.start();
        let word = syntax.get(at).filter(|_| pronoun.len() == 1)?;
        let to = at > 0 && words.reads(at - 1, "to");
        let object = matches!(word.relation, Relation::Obj | Relation::Iobj)
            || word.relation == Relation::Obl && to;
        if !object || !words.is_one_of(at, &["him", "her", "them", "me", "us"]) {
            return None;
        }
        let subject_of = |verb: u32| {
            let here = self
                .seen
                .iter()
                .rev()
                .take(KEPT)
                .take_while(|seen| seen.sentence == sentence);
            let is = |seen: &&Seen| {
                let head = words
                    .language
                    .head_of(seen.span)
                    .and_then(|head| syntax.get(head));
                head.is_some_and(|head| {
                    head.head == verb
                        && matches!(head.relation, Relation::Nsubj | Relation::NsubjPassive)
                })
            };
            // Whom "who" means is often missed: "a friend of Lane, who spoke to him".
            let plain =
                |seen: &&Seen| seen.span.end() <= at && !words.reads(seen.span.start(), "who");
            here.filter(plain).find(is).map(|seen| seen.who)
        };
        // "Lane met Mora and told him": the second verb shares the subject of the first.
        let shared = || {
            syntax
                .get(word.head as usize)
                .filter(|verb| verb.relation == Relation::Conj)
                .and_then(|verb| subject_of(verb.head))
        };
        subject_of(word.head).or_else(shared)
    }
}

/// Returns the likeliest of the candidates.
pub(super) fn likeliest(candidates: &[Candidate], plural: bool) -> Option<usize> {
    let (weights, nobody) = if plural { &PLURAL } else { &SINGULAR };
    let score = |row: &[f32; FEATURES]| {
        row.iter()
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum::<f32>()
    };
    let best = candidates
        .iter()
        .map(|(who, row)| (score(row), *who))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 > *nobody).then_some(best.1)
}

/// Says whether a candidate was the subject of the same sentence or of the one before.
pub(super) fn is_taken_up((_, row): &Candidate) -> bool {
    row.iter().take(2).any(|value| *value > 0.0) && row[SUBJECT] > 0.0
}

/// How a pronoun stands in its sentence.
struct Pronoun {
    subject: bool,
    object: bool,
    /// Possessive or reflexive, and so likely bound by the subject.
    bound: bool,
    speaks: bool,
}

impl Pronoun {
    fn of(words: &Words, span: Span<Tokens>) -> Self {
        let at = span.start();
        if span.len() > 1 {
            let subject = is_subject(words, span);
            return Pronoun {
                subject,
                object: !subject,
                bound: false,
                speaks: speaks(words, span),
            };
        }
        let her_object = words.reads(at, "her")
            && (words.is(at + 1, Classes::FUNCTION) || words.shape(at + 1) == Shape::Mark);
        let object = words.is_one_of(at, &["him", "them"]) || her_object;
        let subject = words.is_one_of(at, &["he", "she", "they"]);
        Pronoun {
            subject,
            object,
            bound: !subject && !object,
            speaks: speaks(words, Span::new(at, at + 1)),
        }
    }
}

/// Returns the number of the sentence that holds a token, and its block.
fn place(words: &Words, token: usize) -> (usize, u32) {
    let number = words
        .language
        .sentences
        .partition_point(|s| s.tokens.start() <= token);
    (
        number,
        number
            .checked_sub(1)
            .and_then(|at| words.language.sentences.get(at))
            .map_or(0, |s| s.block),
    )
}

fn place_in_sentence(words: &Words, token: usize) -> usize {
    words
        .language
        .sentence_of(token)
        .map_or(0, |sentence| token - sentence.tokens.start())
}

/// Says whether a mention is the subject of a verb.
fn is_subject(words: &Words, span: Span<Tokens>) -> bool {
    let language = words.language;
    let word = language
        .head_of(span)
        .and_then(|head| language.syntax.get(head));
    word.is_some_and(|word| matches!(word.relation, Relation::Nsubj | Relation::NsubjPassive))
}

/// Says whether a verb of saying stands beside a mention.
fn speaks(words: &Words, span: Span<Tokens>) -> bool {
    words.is_one_of(span.end(), SPEAKS) || words.is_one_of(span.start().wrapping_sub(1), SPEAKS)
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
