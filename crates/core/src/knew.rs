//! States of knowledge: who knew, who was kept in the dark, who learned it from whom.
//!
//! Reads attributions, communications and language of one report.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, AttributionId, Party};
use crate::language::{Language, Shape, TimeId, lower_into};
use crate::report::Report;
use crate::span::{Span, Tokens};
use crate::told::Told;
use crate::told::parties::{Parties, Phrase, Verb};
use crate::told::rules::{Rule, rule_of};

/// A state of knowledge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum KnewState {
    /// Knew already.
    Knew,
    /// Did not know, or was not told.
    DidNotKnow,
    /// Came to know.
    Learned,
}

/// Who knew what, as one report tells it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Knew {
    /// Whose knowledge.
    pub who: Party,
    /// Which state.
    pub state: KnewState,
    /// What was or was not known.
    pub about: Option<Span>,
    /// Since when, or when not.
    pub when: Option<TimeId>,
    /// From whom or what it was learned.
    pub from: Option<Party>,
    /// The sentence or clause that says so.
    pub evidence: Span,
    /// The attribution inside which it stands: on whose word it is told.
    pub attribution: Option<AttributionId>,
    /// Which rule found it.
    pub basis: Cow<'static, str>,
}

/// Finds the states of knowledge that a report tells of, in the order of the text.
pub fn find(report: &Report, language: &Language, attributions: &[Attribution], _told: &[Told]) -> Vec<Knew> {
    let parties = Parties::of(report, language);
    let mut finder = Finder { parties: &parties, attributions, found: Vec::new() };
    let mut lower = String::new();
    for sentence in &language.sentences {
        for at in sentence.tokens.range() {
            if parties.words.shape(at) != Shape::Lower {
                continue;
            }
            lower_into(parties.words.word(at), &mut lower);
            finder.cue(at, &lower, sentence.tokens);
        }
    }
    finder.found
}

/// What a cue says of knowledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// "knew", "known": the subject knew.
    Knows,
    /// "aware": the subject of "be" knew.
    Aware,
    /// "unaware", "oblivious": the subject did not know.
    Unaware,
    /// "learned", "found out": the subject came to know.
    Learns,
    /// "in the dark": the subject was not told.
    Dark,
    /// "without the knowledge of Lane", "behind Lane’s back".
    Without,
}

/// The words of each cue.
const CUES: &[(Cue, &str)] = &[
    (Cue::Knows, "knew know known"),
    (Cue::Aware, "aware"),
    (Cue::Unaware, "unaware oblivious"),
    (Cue::Learns, "learned learnt learns found discovered"),
    (Cue::Dark, "dark"),
    (Cue::Without, "without behind"),
];

fn cue_of(word: &str) -> Option<Cue> {
    static TABLE: LazyLock<FxHashMap<&'static str, Cue>> =
        LazyLock::new(|| CUES.iter().flat_map(|(cue, words)| words.split_whitespace().map(move |word| (word, *cue))).collect());
    TABLE.get(word).copied()
}

struct Finder<'p, 'a> {
    parties: &'p Parties<'a>,
    attributions: &'p [Attribution],
    found: Vec<Knew>,
}

impl Finder<'_, '_> {
    fn cue(&mut self, at: usize, lower: &str, sentence: Span<Tokens>) {
        if let Some(rule) = rule_of(lower).filter(|rule| rule.informs) {
            self.informs(at, rule, sentence);
        }
        match cue_of(lower) {
            Some(Cue::Knows) => self.knows(at, sentence),
            Some(cue @ (Cue::Aware | Cue::Unaware)) => self.aware(at, cue == Cue::Aware, sentence),
            Some(Cue::Learns) => self.learns(at, sentence),
            Some(Cue::Dark) => self.dark(at, sentence),
            Some(Cue::Without) => self.without(at, sentence),
            None => {}
        }
    }

    /// "did not inform Mora", "Mora was not told", "Mora was informed", "without telling Mora".
    fn informs(&mut self, at: usize, rule: &'static Rule, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let verb = parties.verb(at, sentence.start());
        // A condition states nothing: "if Mora was informed".
        if verb.unreal || parties.is_condition(verb.start, sentence.start()) {
            return;
        }
        if verb.passive {
            let who = parties.subjects(verb.start, sentence.start());
            let state = if verb.negated { KnewState::DidNotKnow } else { KnewState::Learned };
            let end = sentence.end();
            let marker = (at + 1..end.min(at + FROM)).find(|i| words.reads(*i, "by"));
            let by = marker.and_then(|marker| parties.party_at(marker + 1, end));
            let about = match (marker, by) {
                (Some(marker), Some((_, behind))) if marker == at + 1 => parties.about(behind, end),
                (Some(marker), Some(_)) => parties.about(at + 1, marker),
                _ => parties.about(at + 1, end),
            };
            if about.is_some() || verb.negated {
                self.keep(at, &who, state, about, by.map(|(p, _)| p), rule.name, sentence);
            }
        } else if verb.negated {
            let (who, behind) = parties.parties_at(at + 1, sentence.end());
            let about = parties.about(behind, sentence.end());
            // "Never told Mora what to say": an order that was not given keeps nobody from knowing.
            let order = words.reads(behind, "to") || (words.is_one_of(behind, &["what", "how"]) && words.reads(behind + 1, "to"));
            if !order {
                self.keep(at, &who, KnewState::DidNotKnow, about, None, rule.name, sentence);
            }
        }
    }

    /// "Mora knew of the tape", "Mora did not know", "had already known that".
    fn knows(&mut self, at: usize, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let verb = parties.verb(at, sentence.start());
        let named = verb.passive || words.is_one_of(at + 1, &["as", "for", "how", "each", "what", "better", "best"]);
        // "I do not know" is a way to decline; only a past tells what was known.
        let present = words.reads(at, "know") && !(verb.start..at).any(|i| words.is_one_of(i, &["did", "does"]));
        if verb.unreal || named || present || parties.is_condition(verb.start, sentence.start()) {
            return;
        }
        let who = self.subject(&verb, sentence);
        let nothing = words.is_one_of(at + 1, &["nothing", "little"]);
        let denied = verb.negated || nothing || (at + 1..at + 4).any(|i| words.is_one_of(i, &["nothing"]));
        let about = parties.about(if nothing { at + 2 } else { at + 1 }, sentence.end());
        if about.is_some() || verb.negated {
            self.keep(at, &who, if denied { KnewState::DidNotKnow } else { KnewState::Knew }, about, None, "knows", sentence);
        }
    }

    /// "Mora was aware of it", "Lane and Mora were unaware".
    fn aware(&mut self, at: usize, aware: bool, sentence: Span<Tokens>) {
        let parties = self.parties;
        let verb = parties.verb(at, sentence.start());
        if !verb.passive || verb.unreal {
            return;
        }
        let who = self.subject(&verb, sentence);
        let knew = aware != verb.negated;
        let about = parties.about(at + 1, sentence.end());
        self.keep(at, &who, if knew { KnewState::Knew } else { KnewState::DidNotKnow }, about, None, "aware", sentence);
    }

    /// "learned of it from Mora", "found out about it in the news".
    fn learns(&mut self, at: usize, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let end = sentence.end();
        let behind = match words.word(at) {
            "found" if words.reads(at + 1, "out") => at + 2,
            "found" => return,
            _ => at + 1,
        };
        let marked = words.is_one_of(behind, &["of", "about", "that", "from", "it", "in"])
            || (words.reads(at, "discovered") && words.reads(behind, "that"));
        let verb = parties.verb(at, sentence.start());
        if !marked || verb.unreal || verb.passive || words.is_one_of(at, &["discovered"]) && !words.reads(behind, "that") {
            return;
        }
        let who = self.subject(&verb, sentence);
        let from = (behind..end.min(behind + FROM))
            .find(|i| words.is_one_of(*i, &["from", "through"]) && !words.is_one_of(i + 1, &["the", "a"]) || words.reads(*i, "from"));
        let stop = from.unwrap_or(end);
        let from = from.and_then(|from| parties.party_at(from + 1, end)).map(|(p, _)| p);
        let state = if verb.negated { KnewState::DidNotKnow } else { KnewState::Learned };
        let about = parties.about(behind, if from.is_some() { stop } else { end });
        if about.is_some() || from.is_some() {
            self.keep(at, &who, state, about, from, "learns", sentence);
        }
    }

    /// "Mora was kept in the dark", "leaving Mora in the dark".
    fn dark(&mut self, at: usize, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let Some(phrase) =
            at.checked_sub(2).filter(|from| *from > sentence.start() && words.reads(*from, "in") && words.reads(at - 1, "the"))
        else {
            return;
        };
        let mut before = phrase - 1;
        while before > sentence.start() && words.is_one_of(before, &["completely", "largely", "entirely", "totally", "still"]) {
            before -= 1;
        }
        let about = parties.about(at + 1, sentence.end());
        if words.is_one_of(before, &["kept", "left", "keep", "leave", "was", "were", "remained", "been", "is", "are"]) {
            let verb = parties.verb(before + 1, sentence.start());
            let start = if words.is_one_of(before, &["kept", "left", "remained"]) {
                parties.verb(before, sentence.start()).start
            } else {
                verb.start
            };
            // A headline leaves "was" away: "Mora kept in dark".
            let who = parties.subjects(start, sentence.start());
            let state = if verb.negated { KnewState::Knew } else { KnewState::DidNotKnow };
            self.keep(at, &who, state, about, None, "in-the-dark", sentence);
            return;
        }
        let kept = (sentence.start().max(at.saturating_sub(FROM))..phrase)
            .rev()
            .find(|i| words.is_one_of(*i, &["kept", "keep", "keeping", "left", "leaving", "leave"]));
        if let Some(kept) = kept {
            let (who, _) = parties.parties_at(kept + 1, phrase);
            self.keep(at, &who, KnewState::DidNotKnow, about, None, "in-the-dark", sentence);
        }
    }

    /// "without Mora’s knowledge", "without the knowledge of Mora", "behind Mora’s back".
    fn without(&mut self, at: usize, sentence: Span<Tokens>) {
        let parties = self.parties;
        let words = &parties.words;
        let end = sentence.end();
        let noun = (at + 1..end.min(at + FROM)).find(|i| words.is_one_of(*i, &["knowledge", "back", "backs"]));
        let Some(noun) = noun else { return };
        if words.reads(at, "behind") == words.reads(noun, "knowledge") {
            return;
        }
        let who = if words.reads(noun + 1, "of") && words.reads(noun, "knowledge") {
            parties.parties_at(noun + 2, end).0
        } else {
            let owner = if words.is_possessive(noun - 1) { noun - 1 } else { noun };
            parties.subjects(owner, at)
        };
        self.keep(at, &who, KnewState::DidNotKnow, None, None, "without-knowledge", sentence);
    }

    fn subject(&self, verb: &Verb, sentence: Span<Tokens>) -> Vec<Phrase> {
        let who = self.parties.subjects(verb.start, sentence.start());
        let joined = verb.start > sentence.start() && self.parties.words.is_one_of(verb.start - 1, &["and", ",", "but"]);
        if who.is_empty() && joined { self.parties.main_subject(verb.start, sentence.start()) } else { who }
    }

    #[expect(clippy::too_many_arguments, reason = "one for each field of the finding")]
    fn keep(
        &mut self,
        at: usize,
        who: &[Phrase],
        state: KnewState,
        about: Option<Span>,
        from: Option<Phrase>,
        name: &'static str,
        sentence: Span<Tokens>,
    ) {
        let parties = self.parties;
        let evidence = parties.language.bytes(sentence);
        let attribution = parties.attribution(at, self.attributions);
        for phrase in who {
            if parties.words.reads(phrase.span.start(), "it") {
                continue;
            }
            let party = parties.spoken(*phrase, self.attributions);
            if self.found.iter().rev().take(FROM).any(|k| k.evidence == evidence && k.who == party && k.state == state) {
                continue;
            }
            self.found.push(Knew {
                who: party,
                state,
                about,
                when: parties.when(at, sentence),
                from: from.map(|from| parties.party(from)),
                evidence,
                attribution,
                basis: Cow::Borrowed(name),
            });
        }
    }
}

/// Tokens behind a cue within which its source or owner stands.
const FROM: usize = 10;
