//! Verbs of saying in another sense: "the flood claimed 30 barns", "the dish calls for three
//! onions", "the clinic admitted two climbers".
//!
//! What stands as their object tells: a number of things, or people who are let in. Nothing of that
//! is said by anybody.

use super::super::join::Draft;
use super::{Cue, word};
use crate::language::syntax::{Relation, Tag};
use crate::language::{Classes, lexicon};

/// Verbs that with a number of things for their object say nothing, whoever does it.
const OF_THINGS: &str = "add claim maintain reject";

/// What "report for" and "report to" stand with is a duty or a place, and no news.
const REPORTING: &[&str] = &["for", "to"];

/// Whoever is let in by a pronoun: "the guard admitted them".
const THEM: &[&str] = &["him", "her", "them", "me", "us"];

/// Nouns for what has a voice: people, bodies, offices, papers.
const VOICES: Classes = Classes::UNNAMED
    .union(Classes::ONE)
    .union(Classes::TITLE)
    .union(Classes::GROUP)
    .union(Classes::ORGANISATION_HEAD)
    .union(Classes::OUTLET_HEAD)
    .union(Classes::DOCUMENT);

impl Cue<'_> {
    /// Says whether a verb of saying only does something to the thing that stands as the content.
    pub(super) fn has_other_sense(&self, draft: &Draft) -> bool {
        let first = draft.content.first().map(|run| run.tokens);
        let Some(head) = first.and_then(|tokens| self.language.head_of(tokens)) else {
            return false;
        };
        let token = |at: usize| self.language.tokens.get(at).map_or("", |t| t.of(self.text));
        let is_one_of = |at: usize, words: &[&str]| {
            words
                .iter()
                .any(|word| token(at).eq_ignore_ascii_case(word))
        };
        let reports_for = self.words.iter().any(|verb| {
            verb.tag == Tag::Verb && verb.is_of("report") && is_one_of(verb.at + 1, REPORTING)
        });
        let counted = self.language.dependents(head).any(|at| {
            let relation = self.language.syntax.get(at).map(|word| word.relation);
            relation == Some(Relation::Nummod)
        });
        let people = self.is_of_class(head, Classes::UNNAMED | Classes::ONE);
        let lets_in = self.has("admit") && (people || is_one_of(head, THEM));
        // "The fever claimed her life".
        let kills = self.has("claim") && is_one_of(head, &["life", "lives"]);
        // "She supported her mother": kin are helped, and plans backed.
        let helps = self.has("support") && self.is_of_class(head, Classes::ONE);
        reports_for
            || lets_in
            || helps
            || kills
            || counted && (self.has(OF_THINGS) || self.has("call admit") && self.is_a_thing(draft))
    }

    /// Says whether a noun, in the singular or not, may be any of these.
    fn is_of_class(&self, at: usize, classes: Classes) -> bool {
        word(self.text, self.language, at).is_some_and(|word| {
            let token = self.language.tokens.get(at);
            let written = token.map_or("", |token| token.of(self.text)).to_lowercase();
            let of = |word: &str| lexicon().classes(word).intersects(classes);
            of(&word.lemma) || of(&written)
        })
    }

    /// Says whether the source is a thing without a name, which has no voice.
    fn is_a_thing(&self, draft: &Draft) -> bool {
        let Some(run) = draft.source.first() else {
            return false;
        };
        self.language.head_of(run.tokens).is_some_and(|head| {
            let tag = self.language.syntax.get(head).map(|word| word.tag);
            tag == Some(Tag::Noun) && !self.is_of_class(head, VOICES)
        })
    }
}
