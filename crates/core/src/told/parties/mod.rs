//! Who does what to whom around a verb, read off tokens and mentions without a parser.
//!
//! A party is a mention of an entity or a noun phrase for people ("reporters", "the two delegations").
//! [`Parties`] finds the party before a verb (`subject`), the parties behind one (`object`), and whether the
//! verb is denied or only planned (`verb`). `told` and `knew` build their rules on it.

mod object;
mod subject;
mod verb;

pub(crate) use verb::Verb;

use crate::attribution::{Attribution, AttributionId, Party};
use crate::language::{Classes, EntityId, EntityKind, Language, Shape, TimeId, TimeKind, Words};
use crate::report::Report;
use crate::span::{Span, Tokens};

/// A party as tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Phrase {
    /// Its tokens.
    pub(crate) span: Span<Tokens>,
    /// The entity it means.
    pub(crate) entity: Option<EntityId>,
}

/// A mention that holds a token.
#[derive(Clone, Copy)]
struct Held {
    entity: EntityId,
    kind: EntityKind,
    span: Span<Tokens>,
}

/// The tokens and mentions of a report, to read parties from.
pub(crate) struct Parties<'a> {
    /// The words.
    pub(crate) words: Words<'a>,
    /// What was found in the text.
    pub(crate) language: &'a Language,
    held: Vec<Option<Held>>,
}

/// Tokens before a party that its noun phrase may take.
const PHRASE: usize = 8;

/// Tokens that are looked through for a subject or for what something was about; longer sentences are lists or
/// no sentences, and the bound keeps hostile text from costing more.
pub(crate) const CLAUSE: usize = 80;

impl<'a> Parties<'a> {
    /// Makes the tables for a report.
    pub(crate) fn of(report: &'a Report, language: &'a Language) -> Self {
        let mut held: Vec<Option<Held>> = vec![None; language.tokens.len()];
        for (number, entity) in language.entities.iter().enumerate() {
            let id = EntityId(u32::try_from(number).unwrap_or(u32::MAX));
            for mention in &entity.mentions {
                let span = language.tokens_in(*mention);
                for slot in held.get_mut(span.range()).into_iter().flatten() {
                    // A longer mention holds the shorter: "White House spokesman Lane" the House.
                    if slot.is_none_or(|other| other.span.len() < span.len()) {
                        *slot = Some(Held { entity: id, kind: entity.kind, span });
                    }
                }
            }
        }
        Parties { words: Words::of(report, language), language, held }
    }

    fn held(&self, at: usize) -> Option<Held> {
        self.held.get(at).copied().flatten()
    }

    /// Makes a party of a phrase.
    pub(crate) fn party(&self, phrase: Phrase) -> Party {
        Party { span: self.language.bytes(phrase.span), entity: phrase.entity }
    }

    /// Makes a party of a phrase that somebody may be speaking: "I" in a quotation is its source.
    pub(crate) fn spoken(&self, phrase: Phrase, attributions: &[Attribution]) -> Party {
        /// Quotations inside quotations; a deeper reading is a mistake.
        const DEEPEST: usize = 8;
        let mut party = self.party(phrase);
        if party.entity.is_none() && self.words.is_one_of(phrase.span.start(), &["i", "we", "me", "us"]) {
            let mut within = self.attribution(phrase.span.start(), attributions);
            for _ in 0..DEEPEST {
                let Some(attribution) = within.and_then(|id| attributions.get(id.0 as usize)) else { break };
                party.entity = attribution.source.entity;
                if party.entity.is_some() {
                    break;
                }
                within = attribution.inside;
            }
        }
        party
    }

    /// Says whether the token is a noun for people, in lower case.
    fn is_people(&self, at: usize) -> bool {
        // "The public" are people, "public accounts" are none.
        let adjective = self.words.reads(at, "public") && (at == 0 || !self.words.reads(at - 1, "the"));
        !adjective
            && self.words.shape(at) == Shape::Lower
            && self.words.is(at, Classes::PERSON_NOUN | Classes::TITLE)
            && !self.words.is(at, Classes::FUNCTION)
    }

    /// Says whether a token belongs to an expression of time.
    fn is_time(&self, at: usize) -> bool {
        let token = self.language.bytes(Span::new(at, at + 1));
        !token.is_empty() && self.language.times.binary_search_by(|time| order(time.span, token)).is_ok()
    }

    /// Returns the time of a date or clock time nearest to a token in its sentence.
    pub(crate) fn when(&self, at: usize, sentence: Span<Tokens>) -> Option<TimeId> {
        let within = self.language.bytes(sentence);
        let here = self.language.bytes(Span::new(at, at + 1)).start();
        let first = self.language.times.partition_point(|t| t.span.start() < within.start());
        self.language
            .times
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, t)| t.span.end() <= within.end())
            .filter(|(_, t)| matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .min_by_key(|(_, t)| t.span.start().abs_diff(here))
            .map(|(number, _)| TimeId(u32::try_from(number).unwrap_or(u32::MAX)))
    }

    /// Returns the innermost attribution whose content holds a token.
    pub(crate) fn attribution(&self, at: usize, attributions: &[Attribution]) -> Option<AttributionId> {
        let here = self.language.bytes(Span::new(at, at + 1));
        attributions
            .iter()
            .enumerate()
            .filter(|(_, a)| a.content.iter().any(|part| part.contains(here)))
            .min_by_key(|(_, a)| a.content.iter().map(|part| part.len()).sum::<usize>())
            .map(|(number, _)| AttributionId(u32::try_from(number).unwrap_or(u32::MAX)))
    }

    /// Returns what a communication or a state of knowledge was about: the words behind `at` up to the end
    /// of the clause.
    pub(crate) fn about(&self, at: usize, end: usize) -> Option<Span> {
        let words = &self.words;
        let mut start = at;
        // A date between the verb and what it was about: "on Monday of the attack".
        loop {
            let small = words.is_one_of(start, &["on", "in", "at", "since", ","]) && self.is_time(start + 1);
            let comma = words.word(start) == "," && words.is_one_of(start + 1, &["about", "of", "that"]);
            if start >= end || !(small || comma || self.is_time(start)) {
                break;
            }
            start += 1;
        }
        if words.is_one_of(start, &["of", "about", "on", "that", "to", "regarding", "concerning", ":"]) {
            start += 1;
        } else if !words.is_one_of(
            start,
            &["how", "whether", "if", "what", "why", "when", "where", "it", "he", "she", "they", "the", "there", "nothing", "anything"],
        ) {
            return None;
        }
        let end = end.min(start + CLAUSE);
        let stop = (start..end)
            .find(|i| words.word(*i) == ";" || (words.word(*i) == "," && words.is_one_of(i + 1, &["but", "according", "who", "which"])));
        let stop = stop.unwrap_or(end);
        let mut last = stop;
        while last > start && matches!(words.word(last - 1), "." | "!" | "?" | "," | "”" | "\"" | "''") {
            last -= 1;
        }
        (last > start).then(|| self.language.bytes(Span::new(start, last)))
    }
}

/// Orders a span before, at or behind another, to find the time that holds a token.
fn order(time: Span, token: Span) -> std::cmp::Ordering {
    if time.overlaps(token) { std::cmp::Ordering::Equal } else { time.start().cmp(&token.start()) }
}
