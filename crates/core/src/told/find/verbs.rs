//! Communications that a verb tells of: "informed Mora", "wrote to Mora", "was leaked to Mora".

use super::{Draft, Finder, noun_channel, split};
use crate::language::Classes;
use crate::span::{Span, Tokens};
use crate::told::parties::Verb;
use crate::told::rules::{Frame, Rule};

/// Tokens between a verb and the preposition that leads to who was told.
const REACH: usize = 14;

impl Finder<'_, '_> {
    pub(super) fn verb(&mut self, at: usize, rule: &'static Rule, sentence: Span<Tokens>) {
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
}
