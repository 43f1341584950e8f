//! Parties behind a verb or a preposition: to whom, with whom, by whom.

use super::{Held, PHRASE, Parties, Phrase};
use crate::language::{Classes, EntityKind, Shape};
use crate::span::Span;

/// Articles and the like, with which a noun phrase may begin.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "some", "several", "many", "other", "these", "those", "all",
    "two", "both", "most", "any", "no", "another",
];

impl Parties<'_> {
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

    /// Says whether a token cannot go on with a noun phrase.
    fn ends_phrase(&self, at: usize) -> bool {
        let words = &self.words;
        matches!(words.shape(at), Shape::Mark) && !words.is_possessive(at)
            || (words.is(at, Classes::FUNCTION) && !words.is_one_of(at, ARTICLES) && words.shape(at) != Shape::Caps)
            || self.is_time(at)
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
}
