//! Verbs with their auxiliaries: where the group begins, whether it is denied, only planned, or passive.

use super::Parties;
use crate::language::Shape;

/// A verb with what stands before it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Verb {
    /// The first token of the verb with its auxiliaries.
    pub(crate) start: usize,
    /// Whether it is denied: "did not inform", "failed to tell".
    pub(crate) negated: bool,
    /// Whether it is only planned, wished or possible: "is expected to meet".
    pub(crate) unreal: bool,
    /// Whether it is passive: "was told".
    pub(crate) passive: bool,
    /// Whether a participle without auxiliary, "telling reporters", borrows its subject.
    pub(crate) bare: bool,
}

/// Auxiliaries that make the verb behind them a plan or a possibility.
pub(super) const UNREAL: &[&str] =
    &["will", "would", "may", "might", "could", "should", "must", "can", "shall", "'ll", "’ll", "ca", "wo", "cannot"];

/// Forms of "be".
pub(super) const BE: &[&str] = &["was", "were", "is", "are", "been", "being", "be", "'s", "’s", "'re", "’re", "got", "am", "'m", "’m"];

/// Forms of "have" and "do".
pub(super) const HAVE: &[&str] = &["has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "did", "does", "do"];

/// Adverbs between subject and verb, besides those in "-ly".
const ADVERBS: &[&str] = &[
    "also",
    "then",
    "later",
    "once",
    "just",
    "already",
    "even",
    "first",
    "still",
    "twice",
    "again",
    "ever",
    "only",
    "all",
    "both",
    "further",
    "so",
    "now",
    "soon",
    "at",
    "least",
    "actually",
    "really",
    "long",
    "had",
    "themselves",
    "himself",
    "herself",
    "instead",
    "once",
];

/// Verbs whose infinitive happened: "called to tell", "went on to say".
const HAPPENED: &[&str] =
    &["called", "began", "continued", "managed", "used", "went", "came", "proceeded", "started", "on", "wrote", "phoned"];

/// Verbs whose infinitive did not happen.
const FAILED: &[&str] = &["failed", "neglected", "refused", "declined", "omitted", "forgot", "unable", "refusing", "declining", "failing"];

impl Parties<'_> {
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let word = self.words.word(at);
        (word.len() > 4 && word.ends_with("ly") && self.words.shape(at) == Shape::Lower) || self.words.is_one_of(at, ADVERBS)
    }

    /// Reads the auxiliaries before a verb, within its sentence.
    pub(crate) fn verb(&self, verb: usize, sentence_start: usize) -> Verb {
        let words = &self.words;
        let mut found = Verb { start: verb, negated: false, unreal: false, passive: false, bare: true };
        let participle = words.word(verb).ends_with("ing");
        let mut at = verb;
        while at > sentence_start {
            let before = at - 1;
            if words.is_one_of(before, BE) {
                // "Lane’s told" is no verb: the clitic follows a name there.
                found.passive |= found.bare && !participle;
                found.bare = false;
            } else if words.is_one_of(before, &["not", "n't", "n’t", "never"]) {
                found.negated = true;
            } else if words.is_one_of(before, UNREAL) {
                found.unreal = true;
                found.bare = false;
            } else if words.is_one_of(before, HAVE) {
                found.bare = false;
            } else if words.reads(before, "to") && before > sentence_start {
                let mut governor = before - 1;
                if governor > sentence_start && self.is_adverb(governor) && !words.is_one_of(governor, HAPPENED) {
                    governor -= 1;
                }
                found.bare = false;
                if words.is_one_of(governor, FAILED) {
                    found.negated = true;
                } else if !words.is_one_of(governor, HAPPENED) {
                    found.unreal = true;
                }
                at = governor;
                continue;
            } else if words.is_one_of(before, &["without", "before", "instead"]) && participle {
                found.negated |= words.reads(before, "without");
                break;
            } else if !(self.is_adverb(before) && at - 1 > sentence_start) {
                break;
            }
            at = before;
        }
        found.start = at;
        found
    }

    /// Says whether the verb that starts at `start` stands in a condition: "if Lane asks".
    pub(crate) fn is_condition(&self, start: usize, sentence_start: usize) -> bool {
        /// Tokens before the verb among which the "if" of its clause stands.
        const NEAR: usize = 7;
        let words = &self.words;
        (start.saturating_sub(NEAR).max(sentence_start)..start)
            .rev()
            .take_while(|i| words.word(*i) != ",")
            .any(|i| words.is_one_of(i, &["if", "whether", "unless"]))
    }
}
