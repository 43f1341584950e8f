//! Yes and no: what a verb says that happened, and what is said not to be.
//!
//! What is left open, asked, planned or supposed is neither.

use super::{ARGUMENTS, DEEPEST, Finder, Of, Value, ValueKind};
use crate::language::TimeKind;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;

/// Words that deny what they stand with.
const NOT: &[&str] = &["not", "n't", "n’t", "never"];

/// Words for nobody and nothing.
const NOBODY: &[&str] = &["nobody", "none", "nothing", "no-one"];

/// Words behind "no" or "not" with which it denies nothing.
const NO_DENIAL: &[&str] = &[
    "longer",
    "other",
    "matter",
    "doubt",
    "wonder",
    "more",
    "less",
    "fewer",
    "later",
    "sooner",
    "earlier",
    "only",
    "just",
    "merely",
    "simply",
    "least",
    "necessarily",
    "one",
    "even",
    "yet",
    "all",
];

/// Words that leave open whether what they stand with happened.
const OPEN: &[&str] = &[
    "can", "could", "ca", "may", "might", "must", "shall", "should", "will", "would", "wo", "if",
    "whether", "unless", "until", "to", "ought", "need", "'d", "’d", "'ll", "’ll",
];

/// Words that make of a clause a time for another: "when they were not taking part" denies nothing,
/// "once she has a lamp" tells nothing.
const SETS_TIME: &[&str] = &[
    "when", "whenever", "before", "after", "since", "once", "until",
];

/// Those of them behind which nothing has happened yet.
const AHEAD: &[&str] = &["whenever", "before", "once"];

impl Finder<'_> {
    /// Reads a word that says that there was none, or that it did not happen.
    pub(super) fn no(&self, at: usize) -> Option<Value> {
        let words = &self.clauses.words;
        let head = self.clauses.head(at);
        // "Could not find", "will not stand", "until it has not": no word on what happened.
        let denies_nothing = head.is_some_and(|verb| self.is_open(verb))
            || words.is_one_of(at + 1, NO_DENIAL)
            || words.is_one_of(at + 2, &["more", "less", "fewer"]);
        // "Oh no, the keeper is dead" denies nothing.
        let is_cry = at > 0 && words.is_one_of(at - 1, &["oh", "ah"]);
        let of = if words.reads(at, "no") && self.clauses.relation(at) == Relation::Det && !is_cry {
            self.of_noun(head?)
        } else if words.is_one_of(at, NOT) {
            self.of_clause(head?)
        } else if words.is_one_of(at, NOBODY) {
            Of {
                thing: None,
                ..self.of_value(at)
            }
        } else {
            return None;
        };
        let is_bound = of.verb.is_some_and(|verb| self.is_bound(verb));
        if denies_nothing || is_bound || of.thing.is_none() && of.verb.is_none() {
            return None;
        }
        self.value(ValueKind::No, Span::new(at, at + 1), of)
    }

    /// Reads a verb that says what somebody did, or what was done with something.
    pub(super) fn yes(&self, at: usize) -> Option<Value> {
        let clauses = self.clauses;
        if clauses.tag(at) != Tag::Verb || self.is_open(at) || self.is_led_by(at, AHEAD) {
            return None;
        }
        let subject = self
            .subject(at)
            .filter(|subject| !self.is_anybody(*subject))?;
        let arguments: Vec<usize> = clauses.by(at, ARGUMENTS).collect();
        let denies = |at: usize| {
            clauses.words.is_one_of(at, NOT)
                || clauses.words.is_one_of(at, NOBODY)
                || clauses.words.is_one_of(at, &["no", "longer"])
        };
        let with = arguments.iter().flat_map(|noun| clauses.dependents(*noun));
        let is_denied = clauses.dependents(at).any(denies)
            || arguments.iter().copied().any(denies)
            || with.into_iter().any(denies);
        let says_enough = arguments.iter().any(|other| *other != subject)
            || clauses.is_passive(at) && clauses.by(at, &[Relation::NsubjPassive]).next().is_some();
        if is_denied || !says_enough {
            return None;
        }
        let of = Of {
            thing: Some(subject),
            verb: Some(at),
        };
        self.value(ValueKind::Yes, Span::new(at, at + 1), of)
    }

    /// Says whether a denied verb is denied for a time only, or of anybody: "has not been seen for a
    /// month", "when it was not at sea", "you have not heard".
    fn is_bound(&self, verb: usize) -> bool {
        let clauses = self.clauses;
        let lasts = |at: usize| clauses.kind_of_time(at) == Some(TimeKind::Duration);
        self.is_led_by(verb, SETS_TIME)
            || clauses.subtree(verb).range().any(lasts)
            || self
                .subject(verb)
                .is_some_and(|subject| self.is_anybody(subject))
    }

    /// Says whether one of some words leads to a verb.
    fn is_led_by(&self, verb: usize, words: &[&str]) -> bool {
        let clauses = self.clauses;
        let mut led = clauses.by(verb, &[Relation::Mark, Relation::Advmod]);
        led.any(|other| other < verb && clauses.words.is_one_of(other, words))
    }

    fn is_anybody(&self, subject: usize) -> bool {
        self.clauses.words.is_one_of(subject, &["you", "one"])
    }

    /// Says whether it is left open whether a verb happened: "could", "if", "will".
    fn is_open(&self, verb: usize) -> bool {
        let open = |verb: usize| {
            self.clauses
                .by(verb, &[Relation::Aux, Relation::Mark])
                .any(|other| self.clauses.words.is_one_of(other, OPEN))
        };
        let above = self.clauses.above(verb).take(DEEPEST);
        let asks = self
            .clauses
            .language
            .sentence_of(verb)
            .is_some_and(|sentence| {
                let last = sentence.tokens.end().saturating_sub(2)..sentence.tokens.end();
                last.into_iter().any(|at| self.clauses.words.reads(at, "?"))
            });
        asks || open(verb)
            || above
                .into_iter()
                .any(|at| self.clauses.relation(at) != Relation::Root && open(at))
    }
}
