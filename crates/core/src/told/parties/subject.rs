//! Parties before a verb: who does it.

use super::verb::{BE, HAVE, UNREAL};
use super::{CLAUSE, PHRASE, Parties, Phrase};
use crate::language::{Classes, EntityKind, Shape};
use crate::span::Span;

/// Prepositions that make a noun phrase depend on what stands before.
const PREPOSITIONS: &[&str] = &[
    "of", "for", "from", "at", "in", "with", "to", "by", "on", "about", "against", "between", "inside", "under", "over", "into", "among",
    "during", "behind", "through", "via", "within", "without",
];

/// Verbs of saying that end a noun phrase before them.
const SAID: &[&str] =
    &["said", "says", "told", "say", "tell", "tells", "saw", "met", "sent", "wrote", "with", "made", "gave", "let", "got", "kept", "left"];

impl Parties<'_> {
    /// Returns the parties that are the subject of the verb group that starts at `start`.
    pub(crate) fn subjects(&self, start: usize, sentence_start: usize) -> Vec<Phrase> {
        let words = &self.words;
        let mut end = start;
        // "Lane, who told": the antecedent is a mention of its own.
        if let Some(held) = end.checked_sub(1).and_then(|at| self.held(at))
            && words.reads(end - 1, "who")
        {
            return vec![Phrase { span: held.span, entity: Some(held.entity) }];
        }
        if end > sentence_start && words.is_one_of(end - 1, &["who", "which", "that"]) {
            end -= 1;
            if end > sentence_start && words.word(end - 1) == "," {
                end -= 1;
            }
        }
        if let Some(phrase) = self.ending_at(end, sentence_start) {
            return self.coordinated_before(phrase, sentence_start);
        }
        // "Lane, the minister, told": step over what the commas enclose.
        if end > sentence_start && words.word(end - 1) == "," {
            let open = (sentence_start..end - 1).rev().take(16).find(|at| words.word(*at) == ",");
            if let Some(phrase) = open.and_then(|open| self.ending_at(open, sentence_start)) {
                return self.coordinated_before(phrase, sentence_start);
            }
        }
        // "Lane (R-Ohio) told".
        if end > sentence_start && words.word(end - 1) == ")" {
            let open = (sentence_start..end - 1).rev().take(16).find(|at| words.word(*at) == "(");
            return open.and_then(|open| self.ending_at(open, sentence_start)).into_iter().collect();
        }
        Vec::new()
    }

    /// Returns the noun phrase for people that ends before the token `end`.
    fn ending_at(&self, end: usize, sentence_start: usize) -> Option<Phrase> {
        let words = &self.words;
        let last = end.checked_sub(1).filter(|last| *last >= sentence_start)?;
        let object = words.is_one_of(last, &["him", "them", "me", "us"]);
        let phrase = if let Some(held) = self.held(last).filter(|held| held.span.end() == end && !object) {
            Phrase { span: held.span, entity: Some(held.entity) }
        } else if self.is_people(last) {
            Phrase { span: Span::new(self.phrase_start(last, sentence_start), end), entity: None }
        } else if words.is_one_of(last, &["i", "we", "you", "they", "he", "she", "it"]) {
            Phrase { span: Span::new(last, end), entity: None }
        } else {
            return None;
        };
        // "A spokesman for the ministry told": the ministry is not who told.
        let before = phrase.span.start().checked_sub(1).filter(|at| *at > sentence_start);
        if let Some(preposition) =
            before.map(|at| if words.is_one_of(at, &["the", "a", "an"]) && at > sentence_start { at - 1 } else { at })
            && words.is_one_of(preposition, PREPOSITIONS)
        {
            // "Likened Lane to Mora": what stands before "to" is no head.
            if !words.is_one_of(preposition, &["of", "for", "from", "at", "in", "with", "inside", "on", "within"]) {
                return None;
            }
            let outer = self.ending_at(preposition, sentence_start)?;
            return Some(Phrase { span: outer.span.cover(phrase.span), entity: outer.entity });
        }
        Some(phrase)
    }

    /// Returns the first token of the plain noun phrase whose head is at `head`.
    fn phrase_start(&self, head: usize, sentence_start: usize) -> usize {
        let words = &self.words;
        let mut start = head;
        while start > sentence_start && head - start < PHRASE {
            let before = start - 1;
            if words.is_one_of(
                before,
                &[
                    "a", "an", "the", "his", "her", "its", "their", "our", "my", "these", "those", "two", "three", "several", "some",
                    "many", "other", "no",
                ],
            ) {
                return before;
            }
            let modifies = words.is_capital(before)
                || words.is_possessive(before)
                || (words.shape(before) == Shape::Lower && !words.is(before, Classes::FUNCTION));
            let verb = words.word(before).ends_with("ed") || words.word(before).ends_with("ing") || words.is_one_of(before, SAID);
            if !modifies || verb {
                break;
            }
            start = before;
        }
        start
    }

    /// Adds what is coordinated before a subject: "Lane and Mora met".
    fn coordinated_before(&self, last: Phrase, sentence_start: usize) -> Vec<Phrase> {
        let words = &self.words;
        let mut found = vec![last];
        let mut start = last.span.start();
        while found.len() < PHRASE && start > sentence_start + 1 {
            let joint = start - 1;
            if !(words.reads(joint, "and") || (words.word(joint) == "," && found.len() > 1)) {
                break;
            }
            let comma = words.reads(joint, "and") && words.word(joint - 1) == ",";
            let Some(phrase) = self.ending_at(if comma { joint - 1 } else { joint }, sentence_start) else { break };
            // ", and" joins the last of a list; else it begins a clause: "they doubted Lane, and Mora was told".
            let listed = phrase.span.start() > sentence_start && words.word(phrase.span.start() - 1) == ",";
            if comma && found.len() == 1 && !listed {
                break;
            }
            start = phrase.span.start();
            found.push(phrase);
        }
        found.reverse();
        found
    }

    /// Returns the likeliest subject for what stands at `at`: the last party before it that does something.
    pub(crate) fn main_subject(&self, at: usize, sentence_start: usize) -> Vec<Phrase> {
        let words = &self.words;
        let sentence_start = sentence_start.max(at.saturating_sub(CLAUSE));
        let mut token = at;
        while token > sentence_start {
            token -= 1;
            let Some(held) = self.held(token) else { continue };
            let (start, end) = (held.span.start(), held.span.end());
            token = start.max(sentence_start);
            // "His election" does nothing; what is his comes behind it.
            if held.span.len() == 1 && words.is_one_of(start, &["his", "her", "their", "its", "him", "them"]) {
                continue;
            }
            let governed = start > sentence_start && {
                let before = start - 1;
                let before = if words.is_one_of(before, &["the", "a", "an"]) && before > sentence_start { before - 1 } else { before };
                words.is_one_of(before, PREPOSITIONS)
            };
            if end > at || governed || words.is_possessive(end) || matches!(held.kind, EntityKind::Group | EntityKind::Work) {
                continue;
            }
            let doing = words.shape(end) == Shape::Lower
                && (!words.is(end, Classes::FUNCTION)
                    || words.is_one_of(end, BE)
                    || words.is_one_of(end, HAVE)
                    || words.is_one_of(end, UNREAL)
                    || self.is_adverb(end));
            if doing || words.reads(end, "who") || (words.word(end) == "," && held.kind != EntityKind::Place) {
                return self.coordinated_before(Phrase { span: held.span, entity: Some(held.entity) }, sentence_start);
            }
        }
        Vec::new()
    }
}
