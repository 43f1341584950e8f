//! Who does what to whom around a verb, read off tokens and mentions without a parser.
//!
//! A party is a mention of an entity or a noun phrase for people ("reporters", "the two delegations").
//! [`Parties`] finds the party before a verb, the parties behind one, and whether the verb is denied or
//! only planned. `told` and `knew` build their rules on it.

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

/// A verb with what stands before it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Verb {
    /// The first token of the verb with its auxiliaries.
    pub(crate) start: usize,
    /// Whether it is denied: "did not inform", "failed to tell".
    pub(crate) negated: bool,
    /// Whether it is only planned, wished or possible: "is expected to meet".
    pub(crate) unreal: bool,
    /// Whether it is passive: "was told".
    pub(crate) passive: bool,
    /// Whether a participle without auxiliary, "telling reporters", borrows its subject.
    pub(crate) bare: bool,
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

/// Auxiliaries that make the verb behind them a plan or a possibility.
const UNREAL: &[&str] = &["will", "would", "may", "might", "could", "should", "must", "can", "shall", "'ll", "’ll", "ca", "wo", "cannot"];

/// Forms of "be".
const BE: &[&str] = &["was", "were", "is", "are", "been", "being", "be", "'s", "’s", "'re", "’re", "got", "am", "'m", "’m"];

/// Forms of "have" and "do".
const HAVE: &[&str] = &["has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "did", "does", "do"];

/// Adverbs between subject and verb, besides those in "-ly".
const ADVERBS: &[&str] = &[
    "also",
    "then",
    "later",
    "once",
    "just",
    "already",
    "even",
    "first",
    "still",
    "twice",
    "again",
    "ever",
    "only",
    "all",
    "both",
    "further",
    "so",
    "now",
    "soon",
    "at",
    "least",
    "actually",
    "really",
    "long",
    "had",
    "themselves",
    "himself",
    "herself",
    "instead",
    "once",
];

/// Verbs whose infinitive happened: "called to tell", "went on to say".
const HAPPENED: &[&str] =
    &["called", "began", "continued", "managed", "used", "went", "came", "proceeded", "started", "on", "wrote", "phoned"];

/// Verbs whose infinitive did not happen.
const FAILED: &[&str] = &["failed", "neglected", "refused", "declined", "omitted", "forgot", "unable", "refusing", "declining", "failing"];

/// Prepositions that make a noun phrase depend on what stands before.
const PREPOSITIONS: &[&str] = &[
    "of", "for", "from", "at", "in", "with", "to", "by", "on", "about", "against", "between", "inside", "under", "over", "into", "among",
    "during", "behind", "through", "via", "within", "without",
];

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

    fn is_adverb(&self, at: usize) -> bool {
        let word = self.words.word(at);
        (word.len() > 4 && word.ends_with("ly") && self.words.shape(at) == Shape::Lower) || self.words.is_one_of(at, ADVERBS)
    }

    /// Reads the auxiliaries before a verb, within its sentence.
    pub(crate) fn verb(&self, verb: usize, sentence_start: usize) -> Verb {
        let words = &self.words;
        let mut found = Verb { start: verb, negated: false, unreal: false, passive: false, bare: true };
        let participle = words.word(verb).ends_with("ing");
        let mut at = verb;
        while at > sentence_start {
            let before = at - 1;
            if words.is_one_of(before, BE) {
                // "Lane’s told" is no verb: the clitic follows a name there.
                found.passive |= found.bare && !participle;
                found.bare = false;
            } else if words.is_one_of(before, &["not", "n't", "n’t", "never"]) {
                found.negated = true;
            } else if words.is_one_of(before, UNREAL) {
                found.unreal = true;
                found.bare = false;
            } else if words.is_one_of(before, HAVE) {
                found.bare = false;
            } else if words.reads(before, "to") && before > sentence_start {
                let mut governor = before - 1;
                if governor > sentence_start && self.is_adverb(governor) && !words.is_one_of(governor, HAPPENED) {
                    governor -= 1;
                }
                found.bare = false;
                if words.is_one_of(governor, FAILED) {
                    found.negated = true;
                } else if !words.is_one_of(governor, HAPPENED) {
                    found.unreal = true;
                }
                at = governor;
                continue;
            } else if words.is_one_of(before, &["without", "before", "instead"]) && participle {
                found.negated |= words.reads(before, "without");
                break;
            } else if !(self.is_adverb(before) && at - 1 > sentence_start) {
                break;
            }
            at = before;
        }
        found.start = at;
        found
    }

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

    /// Reads one party from `at` on; returns it with the token behind it.
    pub(crate) fn party_at(&self, at: usize, end: usize) -> Option<(Phrase, usize)> {
        let words = &self.words;
        let mut start = at;
        while start < end && words.is_one_of(start, &["either", "both", "neither", "then", "with"]) {
            start += 1;
        }
        if words.is_one_of(start, &["me", "us", "you"]) {
            return Some((Phrase { span: Span::new(start, start + 1), entity: None }, start + 1));
        }
        let mut head: Option<(Phrase, usize)> = None;
        let mut token = start;
        while token < end && token < start + PHRASE + 4 {
            if let Some(held) = self.held(token) {
                let pronoun = held.span.len() == 1 && words.is(token, Classes::FUNCTION) && words.shape(token) == Shape::Lower;
                let possessive_pronoun = pronoun && words.is_one_of(token, &["his", "her", "their", "its"]) && !self.ends_phrase(token + 1);
                let behind = held.span.end();
                if pronoun && !possessive_pronoun {
                    // A pronoun ends a party that has begun: "told Lane he".
                    return head.or(Some((Phrase { span: held.span, entity: Some(held.entity) }, behind)));
                }
                if !possessive_pronoun {
                    let span = if held.span.start() >= start { held.span } else { Span::new(token, behind) };
                    head = Some((Phrase { span, entity: Some(held.entity) }, behind));
                }
                token = behind.max(token + 1);
                if self.describes_people(held, token) {
                    // "Republican opponents", "ministry liaison Ann Lane".
                    head = None;
                    continue;
                }
                if words.is_possessive(token) {
                    // What is owned must itself be people: "Lane’s aides", not "Lane’s plan".
                    head = None;
                    token += 1;
                }
                continue;
            }
            if self.is_people(token) {
                let phrase = Phrase { span: Span::new(start, token + 1), entity: None };
                // The name of a body before it only describes: "ministry officials".
                head = Some((phrase, token + 1));
                token += 1;
                if words.is_possessive(token) {
                    head = None;
                    token += 1;
                }
                continue;
            }
            if self.ends_phrase(token) && token > start || words.shape(token) == Shape::Mark {
                break;
            }
            let article = token == start && words.is(token, Classes::FUNCTION);
            if head.is_some()
                || !(article || words.is_capital(token) || words.shape(token) == Shape::Number || words.shape(token) == Shape::Lower)
            {
                break;
            }
            if words.is(token, Classes::FUNCTION) && !words.is_one_of(token, ARTICLES) {
                break;
            }
            token += 1;
        }
        let (phrase, behind) = head?;
        Some(self.grown(phrase, behind, end))
    }

    /// Says whether a mention only describes people named right behind it.
    fn describes_people(&self, held: Held, behind: usize) -> bool {
        let words = &self.words;
        if matches!(held.kind, EntityKind::Person | EntityKind::Unnamed) {
            return false;
        }
        let describing = |i: &usize| words.shape(*i) == Shape::Lower && !words.is(*i, Classes::FUNCTION) && !words.is_possessive(*i);
        (behind..behind + 3)
            .take_while(describing)
            .any(|i| self.is_people(i) || self.held(i + 1).is_some_and(|next| next.kind == EntityKind::Person && describing(&i)))
    }

    /// Says whether the verb that starts at `start` stands in a condition: "if Lane asks".
    pub(crate) fn is_condition(&self, start: usize, sentence_start: usize) -> bool {
        /// Tokens before the verb among which the "if" of its clause stands.
        const NEAR: usize = 7;
        let words = &self.words;
        (start.saturating_sub(NEAR).max(sentence_start)..start)
            .rev()
            .take_while(|i| words.word(*i) != ",")
            .any(|i| words.is_one_of(i, &["if", "whether", "unless"]))
    }

    /// Says whether a token cannot go on with a noun phrase.
    fn ends_phrase(&self, at: usize) -> bool {
        let words = &self.words;
        matches!(words.shape(at), Shape::Mark) && !words.is_possessive(at)
            || (words.is(at, Classes::FUNCTION) && !words.is_one_of(at, ARTICLES) && words.shape(at) != Shape::Caps)
            || self.is_time(at)
    }

    /// Says whether a token belongs to an expression of time.
    fn is_time(&self, at: usize) -> bool {
        let token = self.language.bytes(Span::new(at, at + 1));
        !token.is_empty() && self.language.times.binary_search_by(|time| order(time.span, token)).is_ok()
    }

    /// Adds to a party what belongs to it: its name behind a comma, or "of" and "from" with a body.
    fn grown(&self, phrase: Phrase, behind: usize, end: usize) -> (Phrase, usize) {
        let words = &self.words;
        if words.word(behind) == ","
            && behind + 1 < end
            && let Some(named) =
                self.held(behind + 1).filter(|h| h.kind == EntityKind::Person && h.span.start() == behind + 1 && h.span.len() > 1)
            && words.is(behind - 1, Classes::TITLE)
        {
            return (Phrase { span: named.span, entity: Some(named.entity) }, named.span.end());
        }
        if phrase.entity.is_none() && words.is_one_of(behind, &["of", "from", "for", "at", "inside", "in"]) && behind + 1 < end {
            let next = if words.is_one_of(behind + 1, &["the", "a"]) { behind + 2 } else { behind + 1 };
            let whole = |held: &Held| {
                let after = held.span.end();
                let describes = words.shape(after) == Shape::Lower && !words.is(after, Classes::FUNCTION) && !words.is_possessive(after);
                let pronoun = words.is(held.span.start(), Classes::FUNCTION) && words.shape(held.span.start()) == Shape::Lower;
                after <= end && held.kind != EntityKind::Unnamed && !describes && !pronoun
            };
            if let Some(body) = self.held(next).filter(whole) {
                let span = Span::new(phrase.span.start(), body.span.end());
                return (Phrase { span, ..phrase }, body.span.end());
            }
        }
        (phrase, behind)
    }

    /// Reads coordinated parties from `at` on: "Lane, Mora and the mayor", "allies, like Brenn and Oster".
    pub(crate) fn parties_at(&self, at: usize, end: usize) -> (Vec<Phrase>, usize) {
        let words = &self.words;
        let Some((first, mut behind)) = self.party_at(at, end) else { return (Vec::new(), at) };
        let mut found = vec![first];
        while found.len() < 2 * PHRASE && behind < end {
            let mut next = behind;
            let comma = words.word(next) == ",";
            if comma {
                next += 1;
            }
            let joined = if words.is_one_of(next, &["and", "or", "nor", "like", "including"]) {
                next += 1;
                true
            } else if (words.reads(next, "such") || words.reads(next, "along") || words.reads(next, "together"))
                && words.is_one_of(next + 1, &["as", "with"])
            {
                next += 2;
                true
            } else if words.reads(next, "as") && words.reads(next + 1, "well") && words.reads(next + 2, "as") {
                next += 3;
                true
            } else {
                false
            };
            if !joined && !comma {
                break;
            }
            let Some((phrase, after)) = self.party_at(next, end) else { break };
            // A comma alone joins only in a list that goes on: else what follows is another clause.
            let subject = words.shape(after) == Shape::Lower
                && !words.is(after, Classes::FUNCTION)
                && !self.is_adverb(after)
                && !self.is_people(after);
            let listed = joined || matches!(words.word(after), ",") || words.reads(after, "and") || words.reads(after, "or");
            if !listed || subject || phrase.span.start() > next + PHRASE {
                break;
            }
            found.push(phrase);
            behind = after;
        }
        (found, behind)
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

/// Articles and the like, with which a noun phrase may begin.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "some", "several", "many", "other", "these", "those", "all",
    "two", "both", "most", "any", "no", "another",
];

/// Verbs of saying that end a noun phrase before them.
const SAID: &[&str] =
    &["said", "says", "told", "say", "tell", "tells", "saw", "met", "sent", "wrote", "with", "made", "gave", "let", "got", "kept", "left"];

/// Orders a span before, at or behind another, to find the time that holds a token.
fn order(time: Span, token: Span) -> std::cmp::Ordering {
    if time.overlaps(token) { std::cmp::Ordering::Equal } else { time.start().cmp(&token.start()) }
}
