//! Scenes: what the sentences around a communication say of it.
//!
//! Two who were on the telephone a sentence ago still are; whoever was asked answers; who was there
//! as well has met. Fills only what the sentence itself leaves open; which day it was, `days`
//! finds.

use super::Finder;
use crate::attribution::{Channel, Mode, Party, Stance};
use crate::language::syntax::Tag;
use crate::language::{EntityKind, TimeId};
use crate::span::Span;
use crate::told::clause::Phrase;
use crate::told::{Act, Secrecy, Status, Told};

/// Communications back among which the one may be that goes on.
const RECENT: usize = 4;

/// Sentences back in which it is told.
const BACK: usize = 2;

/// Words in which a sentence says where others were as well.
const OPENING_WORDS: usize = 8;

impl Finder<'_, '_> {
    /// Fills what communications leave open from the sentences around them.
    pub(super) fn scenes(&mut self) {
        let mut found = std::mem::take(&mut self.found);
        self.present(&mut found);
        self.answered(&mut found);
        self.relayed(&mut found);
        self.dated(&mut found);
        self.named_before(&mut found);
        self.continued(&mut found);
        self.of_the_day(&mut found);
        self.found = found;
    }

    /// "I asked Mora on Friday, and he said that": whoever was asked answers.
    fn answered(&self, found: &mut Vec<Told>) {
        let mut answers: Vec<Told> = Vec::new();
        // Who is asked to do something may say so to others.
        let is_question = |told: &Told| {
            let cue = self.clauses.language.tokens_in(told.cue).start();
            told.act == Some(Act::Asks) && told.basis == "asks" && self.to_do(cue).is_none()
        };
        let questions = found.iter().filter(|told| is_question(told));
        for asked in questions.filter(|told| told.status == Status::Happened) {
            let (Some(place), [asker], [other]) = (
                self.sentence_at(asked.cue),
                asked.from.as_slice(),
                asked.to.as_slice(),
            ) else {
                continue;
            };
            let end = self.end_of(place + 1).or_else(|| self.end_of(place));
            let behind = Span::new(asked.cue.end(), end.unwrap_or(asked.cue.end()));
            let answer = self.attributions.iter().find(|said| {
                let cue = said.cue.first().copied();
                let is_said = said.mode == Mode::Says && said.addressees.is_empty();
                let is_other = other.entity.is_some() && said.source.entity == other.entity;
                is_said
                    && is_other
                    && said.stance == Stance::Asserts
                    && said.inside == asked.attribution
                    && cue.is_some_and(|cue| behind.contains(cue))
            });
            let Some((said, cue)) = answer.and_then(|said| Some((said, *said.cue.first()?))) else {
                continue;
            };
            let (Some(of_cue), Some(source)) = (self.sentence_at(cue), said.source.spans.first())
            else {
                continue;
            };
            let is_known = found.iter().any(|told| told.cue.overlaps(cue));
            // An answer to another: he told the paper.
            if is_known || self.block_of(place) != self.block_of(of_cue) {
                continue;
            }
            let evidence = self.clauses.language.sentences.get(of_cue);
            answers.push(Told {
                from: vec![Party {
                    span: *source,
                    entity: other.entity,
                }],
                to: vec![asker.clone()],
                act: Some(Act::Answers),
                about: said
                    .content
                    .first()
                    .map(|content| self.without_that(*content)),
                cue,
                evidence: evidence
                    .map_or(cue, |sentence| self.clauses.language.bytes(sentence.tokens)),
                basis: "answered".into(),
                count: None,
                place: None,
                ..asked.clone()
            });
        }
        found.extend(answers);
        found.sort_by_key(|told| (told.evidence.start(), told.cue.start()));
    }

    fn without_that(&self, content: Span) -> Span {
        let words = content.of(self.report.text());
        match words.strip_prefix("that ") {
            Some(rest) => Span::new(content.end() - rest.len(), content.end()),
            None => content,
        }
    }

    /// "Also in the boat were Mora and Haddad": who was there as well has met whoever met.
    fn present(&self, found: &mut Vec<Told>) {
        const ALSO: &[&str] = &["also", "likewise"];
        let clauses = self.clauses;
        let mut others: Vec<Told> = Vec::new();
        for told in found.iter().filter(|told| {
            told.channel == Some(Channel::Meeting) && told.status == Status::Happened
        }) {
            let next = self.sentence_at(told.evidence).and_then(|place| {
                let next = clauses.language.sentences.get(place + 1)?;
                (self.block_of(place) == Some(next.block)).then_some(next.tokens)
            });
            let Some(tokens) = next.filter(|tokens| clauses.words.is_one_of(tokens.start(), ALSO))
            else {
                continue;
            };
            // "Also in the boat was", "also present were".
            let opening = tokens.start()..tokens.end().min(tokens.start() + OPENING_WORDS);
            let mut opening = opening.skip(1);
            let Some(be) = opening.find(|at| clauses.words.is_one_of(*at, &["was", "were"])) else {
                continue;
            };
            let mut parties: Vec<Phrase> = Vec::new();
            for at in be + 1..tokens.end() {
                let is_beneath = !parties.iter().any(|party| party.span.holds(at));
                let party = clauses.party(at).filter(|_| is_beneath);
                let is_new = |party: &Phrase| {
                    clauses.kind(party) == Some(EntityKind::Person)
                        && !parties.iter().any(|known| known.entity == party.entity)
                };
                parties.extend(party.filter(is_new));
            }
            others.extend(parties.first().map(|_| {
                Told {
                    to: parties
                        .iter()
                        .map(|party| clauses.as_party(*party))
                        .collect(),
                    cue: clauses.language.bytes(Span::new(be, be + 1)),
                    evidence: clauses.language.bytes(tokens),
                    about: None,
                    count: None,
                    basis: "present".into(),
                    ..told.clone()
                }
            }));
        }
        found.extend(others);
        found.sort_by_key(|told| (told.evidence.start(), told.cue.start()));
    }

    /// "Lane asked Mora to tell Haddad. Mora passed this on": what he was to tell he told.
    fn relayed(&self, found: &mut [Told]) {
        let clauses = self.clauses;
        let sentences = &clauses.language.sentences;
        for told in found
            .iter_mut()
            .filter(|told| told.status == Status::Planned)
        {
            let (Some(place), [relay]) = (self.sentence_at(told.evidence), told.from.as_slice())
            else {
                continue;
            };
            let passes = |at: &usize| {
                let on = clauses.words.is_one_of(at + 2, &["on", "along"])
                    && clauses.is_form_of(*at, &["pass", "hand"]);
                let so = clauses
                    .words
                    .is_one_of(at + 1, &["so", "this", "it", "that"]);
                let does =
                    on || clauses.is_form_of(*at, &["do"]) && clauses.words.reads(at + 1, "so");
                let is_his = || {
                    let subjects = clauses.subjects(*at);
                    subjects
                        .iter()
                        .any(|by| by.entity.is_some() && by.entity == relay.entity)
                };
                does && so && clauses.verb(*at).status == Some(Status::Happened) && is_his()
            };
            let next = sentences.iter().skip(place + 1).take(BACK);
            let mut next = next.flat_map(|sentence| sentence.tokens.range());
            if let Some(verb) = next.find(passes) {
                told.status = Status::Happened;
                told.when = clauses.when(verb, verb).or(told.when);
            }
        }
    }

    /// The same two go on in the way and on the day on which they began; who came or rang a sentence
    /// ago tells what he tells there and then.
    fn continued(&self, found: &mut [Told]) {
        for at in 0..found.len() {
            let (before, rest) = found.split_at_mut(at);
            let Some(told) = rest.first_mut() else {
                continue;
            };
            if told.status != Status::Happened || told.channel.is_some() && told.when.is_some() {
                continue;
            }
            let Some(place) = self.sentence_at(told.evidence) else {
                continue;
            };
            let goes_on = before.iter().rev().take(RECENT).find(|other| {
                let there = self.sentence_at(other.evidence);
                let is_near = there.is_some_and(|there| {
                    let blocks = self.block_of(place).zip(self.block_of(there));
                    there + BACK >= place && blocks.is_some_and(|(a, b)| a <= b + 1)
                });
                is_near && other.status == Status::Happened && are_the_same_two(told, other)
            });
            if let Some(other) = goes_on {
                if told.channel.is_none() && other.channel.is_some_and(lasts) {
                    told.channel = other.channel;
                }
                told.when = told.when.or(other.when);
            } else if let Some((channel, when)) = self.arrived(told, place) {
                if told.secrecy != Some(Secrecy::Public) {
                    told.channel = told.channel.or(channel);
                }
                told.when = told.when.or(when);
            }
        }
    }

    /// Returns how and when whoever tells something came or rang, as the sentence before says: "She phoned
    /// on Monday. She told Mora".
    fn arrived(&self, told: &Told, place: usize) -> Option<(Option<Channel>, Option<TimeId>)> {
        const COMES: &[&str] = &["come", "go", "travel", "drive", "walk", "fly", "return"];
        const RINGS: &[&str] = &["ring", "phone", "telephone"];
        let clauses = self.clauses;
        let [teller] = told.from.as_slice() else {
            return None;
        };
        let before = place.checked_sub(1)?;
        if self.block_of(before) != self.block_of(place) || told.to.is_empty() {
            return None;
        }
        let tokens = clauses.language.sentences.get(before)?.tokens;
        let is_his = |verb: &usize| {
            let subjects = clauses.subjects(*verb);
            clauses.tag(*verb) == Tag::Verb
                && subjects
                    .iter()
                    .any(|by| by.entity.is_some() && by.entity == teller.entity)
                && clauses.verb(*verb).status == Some(Status::Happened)
        };
        let verb = tokens.range().filter(is_his).find(|verb| {
            clauses.is_form_of(*verb, COMES)
                || clauses.is_form_of(*verb, RINGS) && clauses.objects(*verb).is_empty()
        })?;
        let when = clauses.when(verb, verb);
        let channel = match clauses.is_form_of(verb, RINGS) {
            true => Some(Channel::Call),
            false => when.map(|_| Channel::Meeting),
        };
        Some((channel, when))
    }

    pub(super) fn sentence_at(&self, span: Span) -> Option<usize> {
        let language = self.clauses.language;
        let at = language.tokens_in(span).start();
        let place = language
            .sentences
            .partition_point(|sentence| sentence.tokens.end() <= at);
        (place < language.sentences.len()).then_some(place)
    }

    /// Returns where a sentence ends, in bytes.
    fn end_of(&self, place: usize) -> Option<usize> {
        let language = self.clauses.language;
        let sentence = language.sentences.get(place)?;
        Some(language.bytes(sentence.tokens).end())
    }

    pub(super) fn block_of(&self, place: usize) -> Option<u32> {
        let sentence = self.clauses.language.sentences.get(place);
        sentence.map(|sentence| sentence.block)
    }
}

/// Says whether two communications are between the same two, whoever told whom.
fn are_the_same_two(one: &Told, other: &Told) -> bool {
    let two = |told: &Told| match (told.from.as_slice(), told.to.as_slice()) {
        ([from], [to]) => from.entity.zip(to.entity),
        _ => None,
    };
    let pairs = two(one).zip(two(other));
    pairs.is_some_and(|((a, b), (c, d))| (a, b) == (c, d) || (a, b) == (d, c))
}

/// Says whether a channel goes on over several sentences: a letter is sent once.
fn lasts(channel: Channel) -> bool {
    channel.is_mutual() || channel == Channel::Interview
}
