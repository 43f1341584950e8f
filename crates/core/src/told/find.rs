//! The rules at work: goes through a report once and reads a communication off each cue.

use std::borrow::Cow;

use super::parties::{CLAUSE, Parties, Phrase, Verb};
use super::rules::{Frame, PLANNED, PUBLIC, Rule, SECRET, channel_of, rule_of};
use super::{Secrecy, Told};
use crate::attribution::{Attribution, Channel};
use crate::language::{Classes, EntityKind, Language, Shape, lower_into};
use crate::report::Report;
use crate::span::{Span, Tokens};

/// Tokens between a verb and the preposition that leads to who was told.
const REACH: usize = 14;

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
    finder.addressees();
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
    fn verb(&mut self, at: usize, rule: &'static Rule, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        // "the meeting", "their calls": a noun; its own rules read it.
        if at > sentence.start()
            && words.is_one_of(at - 1, &["the", "a", "an", "his", "her", "their", "its", "this", "of"])
            && rule.frame != Frame::Intercept
        {
            return;
        }
        let verb = parties.verb(at, sentence.start());
        // "Mr. Lane, tell me": a bare base form behind a comma asks for something.
        let asked = verb.bare
            && words.is_one_of(at, &["tell", "inform", "notify", "alert", "brief", "meet", "call", "ask"])
            && words.word(at.wrapping_sub(1)) == ",";
        if verb.negated || verb.unreal || asked || parties.is_condition(verb.start, sentence.start()) {
            return;
        }
        let end = sentence.end();
        let draft = match rule.frame {
            Frame::Object | Frame::LooseObject if verb.passive => self.passive(at, rule, &verb, sentence),
            Frame::Object => {
                let (to, behind) = parties.parties_at(at + 1, end);
                // "What science tells us" tells nobody in particular.
                let anybody = words.is_one_of(at, &["tells", "tell"]) && to.iter().all(|p| words.is_one_of(p.span.start(), &["us", "you"]));
                (!anybody).then(|| Draft { to, about: parties.about(behind, end), ..self.by_subject(rule, &verb, sentence) })
            }
            Frame::LooseObject => {
                let (to, behind) = parties.parties_at(at + 1, end);
                // "Called an emergency meeting" calls nobody, "asked Mora to stay" only wishes.
                let somebody =
                    to.iter().all(|p| p.entity.is_some() || words.is(p.span.end().saturating_sub(1), Classes::UNNAMED | Classes::FUNCTION));
                let asks = rule.channel.is_none();
                let closed = match asks {
                    true => words.is_one_of(behind, &["whether", "if", "about", "for", "why", "what", "how", "when", "who"]),
                    false => words.is_one_of(behind, &["on", "to", "after", "about", "from", "before", "."]),
                };
                (closed && somebody).then(|| Draft { to, about: parties.about(behind, end), ..self.by_subject(rule, &verb, sentence) })
            }
            Frame::Preposition => self.with_preposition(at, rule, &verb, sentence),
            // "Met with opposition" is no meeting.
            Frame::Meet if verb.passive => None,
            Frame::Meet => {
                let start = if words.reads(at + 1, "with") { at + 2 } else { at + 1 };
                let (to, _) = parties.parties_at(start, end);
                let draft = self.by_subject(rule, &verb, sentence);
                Some(if to.is_empty() && draft.from.len() > 1 { split(draft) } else { Draft { to, ..draft } })
            }
            Frame::Send => self.sent(at, rule, &verb, sentence),
            Frame::Receive => self.received(at, rule, &verb, sentence),
            Frame::Intercept => self.intercepted(at, rule, end),
        };
        if let Some(draft) = draft {
            self.keep(at, draft, sentence);
        }
    }

    /// Starts a draft with the subject of a verb.
    fn by_subject(&self, rule: &'static Rule, verb: &Verb, sentence: Span<Tokens>) -> Draft {
        let mut from = self.parties.subjects(verb.start, sentence.start());
        let joined = verb.start > sentence.start()
            && self.parties.words.is_one_of(verb.start - 1, &["and", ",", "but", "then", "by", "to", "while", "also"]);
        if from.is_empty() && (joined || verb.bare) {
            from = self.parties.main_subject(verb.start, sentence.start());
        }
        Draft { from, to: Vec::new(), channel: rule.channel, about: None, name: rule.name }
    }

    /// "Lane was told by Mora", "Lane was informed".
    fn passive(&self, at: usize, rule: &'static Rule, verb: &Verb, sentence: Span<Tokens>) -> Option<Draft> {
        let parties = self.parties;
        let to = parties.subjects(verb.start, sentence.start());
        let by = (at + 1..sentence.end().min(at + 4)).find(|i| parties.words.reads(*i, "by"))?;
        let (from, behind) = parties.parties_at(by + 1, sentence.end());
        (!from.is_empty()).then(|| Draft { from, to, channel: rule.channel, about: parties.about(behind, sentence.end()), name: rule.name })
    }

    /// "wrote to Mora", "shared the tape with Mora", "was leaked to Mora".
    fn with_preposition(&self, at: usize, rule: &'static Rule, verb: &Verb, sentence: Span<Tokens>) -> Option<Draft> {
        let parties = self.parties;
        let words = &parties.words;
        let end = sentence.end();
        // Verbs of talk take their preposition at once; verbs of handing over have an object in between.
        let reach = if matches!(rule.name, "speaks" | "negotiates" | "writes" | "testifies") { 2 } else { REACH };
        let preposition = (at + 1..end.min(at + 1 + reach))
            .take_while(|i| {
                !matches!(words.word(*i), "." | ";" | ":" | "“" | "\"")
                    && !words.is_one_of(*i, &["that", "who", "which", "said", "when", "because", "how"])
            })
            .find(|i| {
                words.is_one_of(*i, rule.prepositions) && parties.party_at(i + 1, end).is_some_and(|(p, _)| p.span.start() <= i + 4)
            })?;
        let (to, behind) = parties.parties_at(preposition + 1, end);
        let mut draft = self.by_subject(rule, verb, sentence);
        if verb.passive {
            // What was leaked is no party.
            draft.from = Vec::new();
        }
        let thing = (at + 1..preposition).find_map(|i| noun_channel(words.word(i)));
        let hands_over = matches!(rule.name, "shares" | "reveals");
        let channel = draft.channel.or(if hands_over { thing } else { None });
        let object = (preposition > at + 1 && rule.channel.is_none()).then(|| parties.language.bytes(Span::new(at + 1, preposition)));
        Some(Draft { to, channel, about: parties.about(behind, end).or(object), ..draft })
    }

    /// "sent Mora a letter", "sent a letter to Mora".
    fn sent(&self, at: usize, rule: &'static Rule, verb: &Verb, sentence: Span<Tokens>) -> Option<Draft> {
        let parties = self.parties;
        let words = &parties.words;
        let end = sentence.end();
        if verb.passive {
            return None;
        }
        let (first, behind) = parties.parties_at(at + 1, end);
        let from_noun = if first.is_empty() { at + 1 } else { behind };
        let noun = (from_noun..end.min(from_noun + 8))
            .take_while(|i| !matches!(words.word(*i), "." | ";" | ":") && !words.is_one_of(*i, &["that", "who", "to"]))
            .find(|i| noun_channel(words.word(*i)).is_some())?;
        let channel = noun_channel(words.word(noun));
        let draft = self.by_subject(rule, verb, sentence);
        if !first.is_empty() {
            return Some(Draft { to: first, channel, about: parties.about(noun + 1, end), ..draft });
        }
        let to = (noun + 1..end.min(noun + 6)).find(|i| words.reads(*i, "to"))?;
        let (to, behind) = parties.parties_at(to + 1, end);
        Some(Draft { to, channel, about: parties.about(behind, end), ..draft })
    }

    /// "received a letter from Mora".
    fn received(&self, at: usize, rule: &'static Rule, verb: &Verb, sentence: Span<Tokens>) -> Option<Draft> {
        let words = &self.parties.words;
        let end = sentence.end();
        let noun = (at + 1..end.min(at + 7)).find(|i| noun_channel(words.word(*i)).is_some())?;
        let from = (noun + 1..end.min(noun + 4)).find(|i| words.reads(*i, "from"))?;
        let (from, behind) = self.parties.parties_at(from + 1, end);
        let draft = self.by_subject(rule, verb, sentence);
        Some(Draft {
            to: draft.from,
            from,
            channel: noun_channel(words.word(noun)),
            about: self.parties.about(behind, end),
            name: rule.name,
        })
    }

    /// "intercepted communications between Lane and Mora".
    fn intercepted(&self, at: usize, rule: &'static Rule, end: usize) -> Option<Draft> {
        let words = &self.parties.words;
        let between = (at + 1..end.min(at + 7)).find(|i| words.is_one_of(*i, &["between", "from"]))?;
        let (all, behind) = self.parties.parties_at(between + 1, end);
        let draft = Draft { from: all, to: Vec::new(), channel: rule.channel, about: self.parties.about(behind, end), name: rule.name };
        if draft.from.len() > 1 {
            return Some(split(draft));
        }
        let (to, _) = if words.reads(behind, "to") { self.parties.parties_at(behind + 1, end) } else { (Vec::new(), behind) };
        (!to.is_empty()).then_some(Draft { to, ..draft })
    }

    /// "talks between Lane and Mora", "Lane’s letter to Mora", "in an interview with Mora", "at a press conference".
    fn noun(&mut self, at: usize, channel: Channel, sentence: Span<Tokens>) {
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

    /// Adds what attributions know of their addressees and the rules did not find.
    fn addressees(&mut self) {
        let language = self.parties.language;
        for (number, attribution) in self.attributions.iter().enumerate() {
            let (Some(source), Some(cue)) = (attribution.source.spans.first(), attribution.cue.first().or(attribution.content.first()))
            else {
                continue;
            };
            let token = language.tokens_in(*cue).start();
            let Some(sentence) = language.sentence_of(token) else { continue };
            let evidence = language.bytes(sentence.tokens);
            let known =
                self.found.iter().any(|told| told.evidence == evidence && told.to.iter().any(|to| attribution.addressees.contains(to)));
            if attribution.addressees.is_empty() || known {
                continue;
            }
            self.found.push(Told {
                from: vec![crate::attribution::Party { span: *source, entity: attribution.source.entity }],
                to: attribution.addressees.clone(),
                channel: attribution.channel,
                secrecy: None,
                when: attribution.when,
                about: crate::span::hull(&attribution.content),
                evidence,
                attribution: attribution.inside.filter(|inside| inside.0 as usize != number),
                basis: Cow::Borrowed("addressee"),
            });
        }
    }
}

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

/// Says whether the word before a capital makes it part of a name: "Fox News Report".
fn noun_is_name(before: Classes) -> bool {
    before.intersects(Classes::ORGANISATION | Classes::OUTLET | Classes::OUTLET_HEAD | Classes::ORGANISATION_HEAD)
}
