//! What was mentioned lately, and how each mention stands in its sentence.
//!
//! What speaks for one of them as the one whom a pronoun means is `antecedents`' question.

use super::clauses;
use crate::language::QuoteState;
use crate::language::entities::words::Words;
use crate::language::syntax::Relation;
use crate::span::{Span, Tokens};

/// How an entity was mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Name,
    Description,
    Pronoun,
}

/// A mention that a pronoun may go back to.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) who: usize,
    pub(super) span: Span<Tokens>,
    /// Its head word.
    pub(super) head: usize,
    pub(super) relation: Relation,
    /// The word that its clause hangs from.
    pub(super) clause: usize,
    pub(super) sentence: usize,
    pub(super) block: u32,
    pub(super) how: How,
    pub(super) speaks: bool,
    /// Whether it opens a block before a colon, as speakers in a transcript do.
    pub(super) leads: bool,
    pub(super) quoted: bool,
}

impl Seen {
    pub(super) fn of(words: &Words, who: usize, span: Span<Tokens>, how: How) -> Self {
        let head = words.language.head_of(span).unwrap_or(span.start());
        let (sentence, block) = place(words, span.start());
        Seen {
            who,
            span,
            head,
            relation: relation(words, head),
            clause: clauses::clause(words, head),
            sentence,
            block,
            how,
            speaks: speaks(words, span),
            leads: words.word(span.end()) == ":" && place_in_sentence(words, span.start()) == 0,
            quoted: is_quoted(words, span.start()),
        }
    }

    pub(super) fn is_subject(&self) -> bool {
        matches!(self.relation, Relation::Nsubj | Relation::NsubjPassive)
    }

    /// Says whether it is the subject of a sentence and not of a clause inside one.
    pub(super) fn is_main_subject(&self, words: &Words) -> bool {
        self.is_subject() && relation(words, self.clause) == Relation::Root
    }
}

/// Mentions that are kept; older ones are out of a reader's mind.
const KEPT: usize = 32;

/// Sentences back that a pronoun reaches.
const SENTENCES: usize = 7;

/// Names behind a pronoun that are looked at.
const AHEAD: usize = 8;

/// What was mentioned lately.
pub(super) struct Recent {
    seen: Vec<Seen>,
    /// How often each entity was mentioned so far.
    times: Vec<u32>,
    /// Every place where somebody is called by name, in order.
    names: Vec<(Span<Tokens>, usize)>,
    /// How often each entity is called by name in the whole text.
    named: Vec<u32>,
}

impl Recent {
    /// Begins a text in which these are the names.
    pub(super) fn new(names: Vec<(Span<Tokens>, usize)>) -> Self {
        let mut named = vec![
            0;
            names
                .iter()
                .map(|(_, who)| who + 1)
                .max()
                .unwrap_or_default()
        ];
        for (_, who) in &names {
            named[*who] += 1;
        }
        Recent {
            seen: Vec::new(),
            times: Vec::new(),
            names,
            named,
        }
    }

    /// Returns how often somebody is called by name in the whole text.
    pub(super) fn names_of(&self, who: usize) -> usize {
        self.named.get(who).copied().unwrap_or_default() as usize
    }

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
        self.seen.push(Seen::of(words, who, span, how));
    }

    /// Returns how often somebody was mentioned so far.
    pub(super) fn times(&self, who: usize) -> u32 {
        self.times.get(who).copied().unwrap_or_default()
    }

    /// Returns the mentions that somebody who reads sentence `sentence` has in mind, the latest
    /// first.
    pub(super) fn of_late(&self, sentence: usize) -> impl Iterator<Item = &Seen> {
        self.seen
            .iter()
            .rev()
            .take(KEPT)
            .take_while(move |seen| seen.sentence + SENTENCES >= sentence)
    }

    /// Returns the next names behind a token.
    pub(super) fn ahead(&self, at: usize) -> impl Iterator<Item = &(Span<Tokens>, usize)> {
        let next = self.names.partition_point(|(span, _)| span.start() <= at);
        self.names.iter().skip(next).take(AHEAD)
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
        self.of_late(sentence)
            .map(|seen| seen.who)
            .filter(|who| self.times(*who) > 1 && fits(*who))
            .max_by_key(|who| (self.times(*who), std::cmp::Reverse(*who)))
    }
}

/// Returns the number of the sentence that holds a token, and its block.
pub(super) fn place(words: &Words, token: usize) -> (usize, u32) {
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

pub(super) fn place_in_sentence(words: &Words, token: usize) -> usize {
    words
        .language
        .sentence_of(token)
        .map_or(0, |sentence| token - sentence.tokens.start())
}

/// Returns what a word is to its head.
pub(super) fn relation(words: &Words, at: usize) -> Relation {
    words
        .language
        .syntax
        .get(at)
        .map_or(Relation::Dep, |word| word.relation)
}

pub(super) fn is_quoted(words: &Words, at: usize) -> bool {
    let state = words.language.quotes.get(at);
    state.is_some_and(|state| *state != QuoteState::Out)
}

/// Says whether a verb of saying stands beside a mention.
pub(super) fn speaks(words: &Words, span: Span<Tokens>) -> bool {
    says(words, span.end()) || says(words, span.start().wrapping_sub(1))
}

/// Says whether a word is a verb of saying beside which the speaker stands.
pub(super) fn says(words: &Words, at: usize) -> bool {
    words.is_one_of(at, SPEAKS)
}

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
