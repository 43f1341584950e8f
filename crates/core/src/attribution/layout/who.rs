//! Whom a label means: a surname, initials or a letter to the person whom the report introduces.

use rustc_hash::FxHashMap;

use super::Turn;
use super::label::Shape;
use crate::language::{EntityId, EntityKind, Language};
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// The people of a report by what a transcript may call them.
pub(in crate::attribution) struct Speakers<'l> {
    text: &'l str,
    language: &'l Language,
    /// By surname in capitals; nobody where two share it.
    surnames: FxHashMap<String, Option<EntityId>>,
    initials: FxHashMap<String, Option<EntityId>>,
    /// Whom letters mean: the one person whom the head of the report names, or what stands before
    /// anybody speaks.
    interviewee: Option<EntityId>,
    /// Those who talk are few, and looking one up costs a look at every entity.
    known: FxHashMap<&'l str, Option<EntityId>>,
}

impl<'l> Speakers<'l> {
    /// Lists the people of a report in which turns were found.
    pub(in crate::attribution) fn of(
        text: &'l str,
        language: &'l Language,
        turns: &[Turn],
    ) -> Self {
        let mut speakers = Speakers {
            text,
            language,
            surnames: FxHashMap::default(),
            initials: FxHashMap::default(),
            interviewee: None,
            known: FxHashMap::default(),
        };
        let Some(first) = turns.first() else {
            return speakers;
        };
        let begins = language
            .tokens
            .get(first.speaker.start())
            .map_or(0, |token| token.span.start());
        for (number, words) in people(text, language) {
            let Some(last) = words.last() else {
                continue;
            };
            let mut add = |map: fn(&mut Self) -> &mut FxHashMap<String, Option<EntityId>>, key| {
                map(&mut speakers)
                    .entry(key)
                    .and_modify(|one| *one = None)
                    .or_insert(Some(number));
            };
            add(|s| &mut s.surnames, last.to_uppercase());
            let initials = words.iter().filter_map(|word| word.chars().next());
            add(|s| &mut s.initials, initials.collect());
        }
        speakers.interviewee = introduced(text, language, begins);
        speakers
    }

    /// Returns the entity that a turn's label means.
    pub(in crate::attribution) fn speaker(&mut self, turn: &Turn) -> Option<EntityId> {
        let label = self.language.bytes(turn.speaker);
        let name = label.of(self.text);
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let found = self.meant(turn.speaker, turn.shape, label);
        self.known.insert(name, found);
        found
    }

    fn meant(&self, tokens: Span<Tokens>, shape: Shape, label: Span) -> Option<EntityId> {
        let words: Vec<&str> = label
            .of(self.text)
            .split([' ', '.', ','])
            .filter(|word| !word.is_empty())
            .collect();
        match shape {
            Shape::Question => return None,
            Shape::Answer => return self.interviewee,
            _ => {}
        }
        let last = words.last()?.to_uppercase();
        if matches!(last.as_str(), "WITNESS" | "DEPONENT" | "INTERVIEWEE") {
            return self.interviewee;
        }
        let letters: String = words.concat();
        if letters.chars().count() <= 3 && letters.chars().all(char::is_uppercase) {
            return self.initials.get(&letters).copied().flatten();
        }
        let named = self.surnames.get(&last).copied().flatten();
        named.or_else(|| self.language.entity_in(self.language.bytes(tokens)))
    }
}

/// Lists the people who have a full name, with its words.
fn people<'l>(
    text: &'l str,
    language: &'l Language,
) -> impl Iterator<Item = (EntityId, Vec<&'l str>)> {
    (0u32..)
        .map(EntityId)
        .zip(&language.entities)
        .filter(|(_, entity)| entity.kind == EntityKind::Person)
        .map(move |(id, entity)| (id, entity.name.of(text).split_whitespace().collect()))
        .filter(|(_, words): &(_, Vec<&str>)| words.len() > 1)
}

/// Returns whoever is introduced before a talk begins: the one person whom the head of the report
/// names, or what stands before anybody speaks; where that names several, the one of whom it
/// speaks most.
pub(super) fn introduced(text: &str, language: &Language, begins: usize) -> Option<EntityId> {
    let head = language
        .sentences
        .iter()
        .take_while(|s| matches!(s.kind, BlockKind::Headline | BlockKind::Standfirst))
        .last()
        .map_or(0, |last| language.bytes(last.tokens).end());
    let before = |end: usize| {
        let mut found: Vec<(usize, EntityId)> = people(text, language)
            .filter_map(|(id, _)| {
                let mentions = &language.entities.get(id.0 as usize)?.mentions;
                let times = mentions.iter().take_while(|m| m.end() <= end).count();
                (times > 0).then_some((times, id))
            })
            .collect();
        found.sort_unstable_by_key(|(times, id)| (std::cmp::Reverse(*times), *id));
        found
    };
    match (before(head).as_slice(), before(begins).as_slice()) {
        ([(_, one)], _) | (_, [(_, one)]) => Some(*one),
        (_, [(most, one), (next, _), ..]) if most > next => Some(*one),
        _ => None,
    }
}
