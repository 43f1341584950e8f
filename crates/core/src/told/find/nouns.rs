//! Communications that a noun tells of: "talks between Lane and Mora", "Lane’s letter to Mora", "at a press conference".

use super::{Draft, Finder, split};
use crate::attribution::Channel;
use crate::language::Classes;
use crate::span::{Span, Tokens};
use crate::told::parties::{CLAUSE, Phrase};
use crate::told::rules::PLANNED;

/// Verbs of saying in public.
const SAYS: &[&str] =
    &["said", "says", "told", "announced", "added", "stated", "declared", "insisted", "asked", "denied", "confirmed", "discussed"];

/// Words between whoever communicates and the noun for it.
const HOLDING: &[&str] = &[
    "in",
    "during",
    "after",
    "for",
    "at",
    "held",
    "had",
    "have",
    "has",
    "having",
    "attended",
    "conducted",
    "began",
    "opened",
    "holding",
    "conducting",
    "wrote",
    "sent",
    "before",
    "of",
];

impl Finder<'_, '_> {
    /// "talks between Lane and Mora", "Lane’s letter to Mora", "in an interview with Mora", "at a press conference".
    pub(super) fn noun(&mut self, at: usize, channel: Channel, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let end = sentence.end();
        let planned = (at.saturating_sub(4).max(sentence.start())..at).any(|i| words.is_one_of(i, PLANNED));
        if planned || words.is_capital(at) && !words.opens(at, sentence.start()) && noun_is_name(words.classes(at - usize::from(at > 0))) {
            return;
        }
        let name = "noun";
        let two_way = matches!(
            channel,
            Channel::Meeting | Channel::Negotiation | Channel::Call | Channel::Interview | Channel::Message | Channel::Briefing
        );
        let next = at + 1;
        if two_way && words.reads(next, "between") {
            let (from, _) = parties.parties_at(next + 1, end);
            if from.len() > 1 {
                self.keep(at, split(Draft { from, to: Vec::new(), channel: Some(channel), about: None, name }), sentence);
            }
            return;
        }
        let leads = match channel {
            Channel::Meeting | Channel::Negotiation | Channel::Call | Channel::Interview => words.reads(next, "with"),
            Channel::Letter | Channel::Memo | Channel::Email | Channel::Message => words.reads(next, "to"),
            Channel::Testimony => words.is_one_of(next, &["to", "before"]),
            Channel::Speech => words.reads(next, "to"),
            _ => false,
        };
        if leads {
            let (to, behind) = parties.parties_at(next + 1, end);
            let mut from = self.author(at, sentence);
            // "In an interview with the paper, Lane said".
            let opens = at < sentence.start() + 4 && words.word(behind) == ",";
            if from.is_empty() && opens {
                from = parties.parties_at(behind + 1, end).0;
            }
            self.keep(at, Draft { from, to, channel: Some(channel), about: parties.about(behind, end), name }, sentence);
            return;
        }
        // "the meeting he held with Mora".
        let held = (at + 1..end.min(at + 5)).find(|i| words.is_one_of(*i, &["held", "had", "holds"]) && words.reads(i + 1, "with"));
        if two_way && let Some(held) = held {
            let from = parties.subjects(held, sentence.start());
            let (to, _) = parties.parties_at(held + 2, end);
            self.keep(at, Draft { from, to, channel: Some(channel), about: None, name }, sentence);
            return;
        }
        self.in_public(at, channel, sentence);
    }

    /// "said at a press conference", "told in a daily briefing for reporters".
    fn in_public(&mut self, at: usize, channel: Channel, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let press = match channel {
            Channel::PressConference => words.is_one_of(at.wrapping_sub(1), &["press", "news"]),
            Channel::Briefing => (at.saturating_sub(3).max(sentence.start())..at).any(|i| words.is_one_of(i, &["press", "news", "daily"])),
            _ => false,
        };
        let placed = (at.saturating_sub(5).max(sentence.start())..at).find(|i| words.is_one_of(*i, &["at", "during", "in"]));
        let (Some(placed), true) = (placed, press) else { return };
        let near = at.saturating_sub(CLAUSE).max(sentence.start())..sentence.end().min(at + CLAUSE);
        let says = near.clone().find(|i| words.is_one_of(*i, SAYS));
        let Some(says) = says else { return };
        let verb = parties.verb(says, sentence.start());
        if verb.unreal || verb.negated {
            return;
        }
        let mut from = parties.subjects(verb.start, sentence.start());
        if from.is_empty() {
            from = parties.parties_at(says + 1, sentence.end()).0;
        }
        let reporters = words.is_one_of(at + 1, &["for", "with", "to"]);
        let to = if reporters { parties.parties_at(at + 2, sentence.end()).0 } else { Vec::new() };
        let known = self.found.iter().any(|t| t.evidence == parties.language.bytes(sentence) && t.channel.is_none());
        if !from.is_empty() && !known && placed != says {
            self.keep(at, Draft { from, to, channel: Some(channel), about: None, name: "in-public" }, sentence);
        }
    }

    /// Returns whose letter or meeting a noun speaks of: the owner before it, or who acts in the sentence.
    fn author(&self, noun: usize, sentence: Span<Tokens>) -> Vec<Phrase> {
        let parties = self.parties;
        let words = &parties.words;
        let owner = (noun.saturating_sub(4).max(sentence.start())..noun)
            .rev()
            .find(|i| words.is_possessive(*i) || words.is_one_of(*i, &["his", "her", "their"]));
        if let Some(owner) = owner {
            let end = if words.is_possessive(owner) { owner } else { owner + 1 };
            return parties.subjects(end, sentence.start());
        }
        // Without an owner somebody must hold it: "in a letter to Mora", "had talks with Mora".
        let holds = (noun.saturating_sub(4).max(sentence.start())..noun).rev().find(|i| words.is_one_of(*i, HOLDING));
        let Some(holds) = holds else { return Vec::new() };
        // "It was said by Lane in an interview": whoever stands right before it speaks.
        let beside = if words.word(holds.wrapping_sub(1)) == "," { Vec::new() } else { parties.subjects(holds, sentence.start()) };
        if beside.is_empty() { parties.main_subject(noun, sentence.start()) } else { beside }
    }
}

/// Says whether the word before a capital makes it part of a name: "Fox News Report".
fn noun_is_name(before: Classes) -> bool {
    before.intersects(Classes::ORGANISATION | Classes::OUTLET | Classes::OUTLET_HEAD | Classes::ORGANISATION_HEAD)
}
