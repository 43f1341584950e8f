//! The rules at work: goes through a report once and reads a communication off each cue, be it a verb (`verbs`) or a noun (`nouns`).

mod nouns;
mod verbs;

use std::borrow::Cow;

use super::parties::{CLAUSE, Parties, Phrase};
use super::rules::{PUBLIC, SECRET, channel_of, rule_of};
use super::{Secrecy, Told};
use crate::attribution::{Attribution, Channel};
use crate::language::{Classes, EntityKind, Language, Shape, lower_into};
use crate::report::Report;
use crate::span::{Span, Tokens};

/// Tokens around a cue within which a word makes it secret or public.
const AROUND: usize = 8;

/// Reads every communication of a report.
pub(super) fn find(report: &Report, language: &Language, attributions: &[Attribution]) -> Vec<Told> {
    let parties = Parties::of(report, language);
    let mut finder = Finder { parties: &parties, attributions, found: Vec::new() };
    let mut lower = String::new();
    for sentence in &language.sentences {
        for at in sentence.tokens.range() {
            if matches!(parties.words.shape(at), Shape::Mark | Shape::Number) {
                continue;
            }
            lower_into(parties.words.word(at), &mut lower);
            if let Some(rule) = rule_of(&lower) {
                finder.verb(at, rule, sentence.tokens);
            }
            if let Some(channel) = channel_of(&lower) {
                finder.noun(at, channel, sentence.tokens);
            }
        }
    }
    finder.found
}

struct Finder<'p, 'a> {
    parties: &'p Parties<'a>,
    attributions: &'p [Attribution],
    found: Vec<Told>,
}

/// A communication before it is checked and written down.
struct Draft {
    from: Vec<Phrase>,
    to: Vec<Phrase>,
    channel: Option<Channel>,
    about: Option<Span>,
    name: &'static str,
}

impl Finder<'_, '_> {
    /// Checks a draft and writes it down.
    fn keep(&mut self, at: usize, draft: Draft, sentence: Span<Tokens>) {
        let parties = self.parties;
        let public = draft.name == "in-public";
        let leak = draft.channel == Some(Channel::Leak);
        if (draft.from.is_empty() && !leak) || (draft.to.is_empty() && !public) {
            return;
        }
        let same = |a: &Phrase, b: &Phrase| a.span == b.span || (a.entity.is_some() && a.entity == b.entity);
        let to: Vec<Phrase> = draft.to.into_iter().filter(|t| !draft.from.iter().any(|f| same(f, t))).collect();
        if to.is_empty() && !public {
            return;
        }
        let evidence = parties.language.bytes(sentence);
        let overlaps = |told: &Told, from: &[Phrase]| {
            told.evidence == evidence
                && (from.is_empty() || told.from.iter().any(|p| from.iter().any(|f| parties.party(*f).span == p.span)))
                && told.to.iter().any(|p| to.iter().any(|t| parties.party(*t).span == p.span))
        };
        if let Some(earlier) = self.found.iter_mut().rev().take(AROUND).find(|told| overlaps(told, &draft.from)) {
            earlier.channel = earlier.channel.or(draft.channel);
            return;
        }
        let channel = draft.channel.or_else(|| self.channel_around(at, sentence));
        let secrecy = self.secrecy(at, channel, &to, sentence);
        self.found.push(Told {
            from: draft.from.iter().map(|p| parties.spoken(*p, self.attributions)).collect(),
            to: to.iter().map(|p| parties.spoken(*p, self.attributions)).collect(),
            channel,
            secrecy,
            when: parties.when(at, sentence),
            about: draft.about,
            cue: parties.language.bytes(Span::new(at, at + 1)),
            evidence,
            attribution: parties.attribution(at, self.attributions),
            basis: Cow::Borrowed(draft.name),
        });
    }

    /// "told Lane in a letter", "said by phone".
    fn channel_around(&self, at: usize, sentence: Span<Tokens>) -> Option<Channel> {
        let words = &self.parties.words;
        let behind = at..sentence.end().min(at + CLAUSE);
        behind.clone().filter(|i| words.is_one_of(*i, &["in", "by", "via", "at", "during", "over"])).find_map(|preposition| {
            (preposition + 1..sentence.end().min(preposition + 5))
                .take_while(|i| !words.is(*i, Classes::FUNCTION) || words.is_one_of(*i, &["a", "an", "the", "his", "her", "their"]))
                .find_map(|i| {
                    let channel = noun_channel(words.word(i))?;
                    // A conference that is none of the press is a meeting.
                    (channel != Channel::PressConference || words.is_one_of(i - 1, &["press", "news"])).then_some(channel)
                })
        })
    }

    fn secrecy(&self, at: usize, channel: Option<Channel>, to: &[Phrase], sentence: Span<Tokens>) -> Option<Secrecy> {
        let words = &self.parties.words;
        let near = at.saturating_sub(AROUND).max(sentence.start())..sentence.end().min(at + AROUND);
        if matches!(channel, Some(Channel::Intercept | Channel::Leak)) || near.clone().any(|i| words.is_one_of(i, SECRET)) {
            return Some(Secrecy::Secret);
        }
        let to_outlet = to
            .iter()
            .filter_map(|p| p.entity)
            .any(|id| self.parties.language.entities.get(id.0 as usize).is_some_and(|e| e.kind == EntityKind::Outlet));
        let public =
            matches!(channel, Some(Channel::PressConference | Channel::Speech | Channel::Statement | Channel::Tweet | Channel::Testimony));
        (to_outlet || public || near.clone().any(|i| words.is_one_of(i, PUBLIC))).then_some(Secrecy::Public)
    }
}

/// Makes the first of several parties the one side and the rest the other.
fn split(mut draft: Draft) -> Draft {
    let to = draft.from.split_off(1);
    Draft { to, ..draft }
}

fn noun_channel(word: &str) -> Option<Channel> {
    let mut lower = String::new();
    lower_into(word, &mut lower);
    channel_of(&lower)
}
