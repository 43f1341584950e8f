//! Actors: who acts in a sentence beside a quotation that no verb gives to anybody.
//!
//! "Mora shook his head. “Never.”" says who speaks as plainly as "said" does.

use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityId, EntityKind, Language};
use crate::span::{Span, Tokens};

/// Where a report speaks of people, in order.
pub(crate) struct Actors {
    mentions: Vec<(Span, EntityId)>,
}

impl Actors {
    /// Lists the people of a report.
    pub(crate) fn of(language: &Language) -> Self {
        let mut mentions: Vec<(Span, EntityId)> = (0u32..)
            .map(EntityId)
            .zip(&language.entities)
            .filter(|(_, entity)| matches!(entity.kind, EntityKind::Person | EntityKind::Unnamed))
            .flat_map(|(id, entity)| entity.mentions.iter().map(move |span| (*span, id)))
            .collect();
        mentions.sort_unstable_by_key(|(span, id)| (span.start(), span.end(), *id));
        Actors { mentions }
    }

    /// Returns the words for whoever acts in a sentence, and whom they mean.
    pub(crate) fn acting(
        &self,
        text: &str,
        language: &Language,
        sentence: Span<Tokens>,
    ) -> Option<(Span<Tokens>, EntityId)> {
        let here = || self.within(language, sentence);
        let word = |at: usize| language.syntax.get(at);
        let root = sentence
            .range()
            .find(|at| word(*at).is_some_and(|w| w.relation == Relation::Root))?;
        let subject = sentence.range().find(|at| {
            word(*at).is_some_and(|w| w.head as usize == root && w.relation == Relation::Nsubj)
        })?;
        let whole = here()
            .filter(|(tokens, _)| tokens.holds(subject))
            .max_by_key(|(tokens, _)| tokens.len());
        // "For Lane, it is simple": the word that stands for what follows acts as little.
        let first = sentence.start();
        let stands = || {
            let empty = language.tokens.get(subject).is_some_and(|token| {
                ["it", "this", "that", "there"]
                    .iter()
                    .any(|word| token.of(text).eq_ignore_ascii_case(word))
            });
            let leads = language
                .tokens
                .get(first)
                .is_some_and(|token| matches!(token.of(text), "For" | "To"));
            let mut people = here();
            people
                .next()
                .filter(|(tokens, _)| empty && leads && tokens.start() <= first + 3)
                .filter(|_| people.next().is_none())
        };
        // "Her deputy, Lane, laughed": the name stands beside the noun.
        let beside = || {
            here().find(|(tokens, _)| {
                language
                    .head_of(*tokens)
                    .and_then(word)
                    .is_some_and(|w| w.head as usize == subject && w.relation == Relation::Appos)
            })
        };
        // "Lane, her deputy, laughed": a name is nobody else than what stands beside it.
        let is_name = |(_, id): &(Span<Tokens>, EntityId)| {
            let entity = language.entities.get(id.0 as usize);
            entity.is_some_and(|entity| entity.kind == EntityKind::Person)
        };
        // So is a name that is not known for a person's.
        let capital = |at: &usize| {
            let token = language.tokens.get(*at);
            token.is_some_and(|token| token.of(text).starts_with(char::is_uppercase))
        };
        let named = |(tokens, id): (Span<Tokens>, EntityId)| {
            let before = (sentence.start()..subject).rev().take_while(capital);
            let start = before.last().unwrap_or(subject);
            let behind = (subject..tokens.start()).take_while(capital);
            let name = Span::new(start, behind.last().map_or(subject, |at| at) + 1);
            (if name.len() > 1 { name } else { tokens }, id)
        };
        let proper = word(subject).is_some_and(|word| word.tag == Tag::ProperNoun);
        match proper {
            true => whole.filter(is_name).or_else(|| beside().map(named)),
            false => beside(),
        }
        .or(whole)
        .or_else(stands)
    }

    /// Returns the words for whoever gives what a line names, and whom they mean: "The harbour
    /// master’s response:", "Mora’s verdict?"
    pub(crate) fn owning(
        &self,
        text: &str,
        language: &Language,
        line: Span<Tokens>,
    ) -> Option<(Span<Tokens>, Option<EntityId>)> {
        let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
        let end = line.end().checked_sub(1)?;
        let mark =
            (line.start() + 1..end).find(|at| matches!(word(*at), "’s" | "'s" | "’" | "'"))?;
        let answers = (mark + 1..end).any(|at| ANSWERS.contains(&word(at)));
        let known = self
            .within(language, line)
            .find(|(tokens, _)| tokens.end() == mark || tokens.holds(mark));
        let found = known.map_or((Span::new(line.start(), mark), None), |(tokens, id)| {
            (Span::new(tokens.start(), mark), Some(id))
        });
        (answers && found.0.len() <= BEFORE_NAME).then_some(found)
    }

    /// Lists who is spoken of in a sentence.
    pub(crate) fn within<'a>(
        &'a self,
        language: &'a Language,
        sentence: Span<Tokens>,
    ) -> impl Iterator<Item = (Span<Tokens>, EntityId)> + 'a {
        let bytes = language.bytes(sentence);
        let first = self
            .mentions
            .partition_point(|(span, _)| span.start() < bytes.start());
        self.mentions
            .iter()
            .skip(first)
            .take_while(move |(span, _)| span.start() < bytes.end())
            .map(|(span, id)| (language.tokens_in(*span), *id))
    }
}

/// Tokens of the words for somebody who owns what is said.
const BEFORE_NAME: usize = 5;

/// What somebody gives who says something.
const ANSWERS: &[&str] = &[
    "statement",
    "response",
    "reaction",
    "reply",
    "answer",
    "comment",
    "comments",
    "remarks",
    "message",
    "words",
    "verdict",
    "view",
    "account",
    "letter",
    "note",
    "post",
];
