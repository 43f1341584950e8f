//! Values that a sentence names to say that it is another: "there were 40 goats, and not 31", "on
//! the 2nd, not the 3rd".
//!
//! Such a value is of the same thing as the one that stands before it.

use super::{Finder, Value, ValueKind};
use crate::span::{Span, Tokens};

/// Words between "not" and the value: "not on the 3rd".
const BETWEEN: usize = 3;

impl Finder<'_> {
    /// Marks the values that are ruled out, and adds those that nothing else makes values.
    pub(super) fn rule_out(&self, found: &mut Vec<Value>) {
        let clauses = self.clauses;
        let words = &clauses.words;
        let mut added = Vec::new();
        for sentence in &clauses.language.sentences {
            let nots = sentence.tokens.range().filter(|at| {
                *at > 0
                    && words.reads(*at, "not")
                    && words.is_one_of(at - 1, &[",", "and", "but", ";"])
            });
            for not in nots {
                let small = |at: usize| {
                    words.is_one_of(at, &["on", "at", "in", "the", "for", "to", "a", "by"])
                };
                let from = not + 1;
                let Some(at) = (from..from + BETWEEN + 1).find(|at| !small(*at)) else {
                    continue;
                };
                let Some((kind, span)) = self.named_at(at, sentence.tokens) else {
                    continue;
                };
                let within = clauses.language.bytes(sentence.tokens);
                let before = |value: &&Value| {
                    value.kind == kind
                        && !value.ruled_out
                        && within.contains(value.span)
                        && value.span.end() <= span.start()
                };
                let Some(other) = found
                    .iter()
                    .filter(before)
                    .max_by_key(|value| value.span.start())
                else {
                    continue;
                };
                added.push(Value {
                    span,
                    ruled_out: true,
                    ..other.clone()
                });
            }
        }
        // What is ruled out is no value of its own.
        found.retain(|value| {
            !added
                .iter()
                .any(|other| other.span.overlaps(value.span) && other.kind == value.kind)
        });
        found.extend(added);
        found.sort_by_key(|value| (value.span, value.kind));
    }

    /// Returns the number, the time or the place that begins at a token.
    fn named_at(&self, at: usize, within: Span<Tokens>) -> Option<(ValueKind, Span)> {
        let clauses = self.clauses;
        if !within.holds(at) {
            return None;
        }
        if let Some(time) = clauses.time_at(at) {
            let time = clauses.language.times.get(time.0 as usize)?;
            return Some((ValueKind::Time, time.span));
        }
        let bytes = clauses.language.bytes(Span::new(at, at + 1));
        if clauses.tag(at) == crate::language::syntax::Tag::Number {
            return Some((ValueKind::Figure, bytes));
        }
        let entities = clauses.language.entities.iter();
        let places = entities.filter(|entity| entity.kind == crate::language::EntityKind::Place);
        let mut mentions = places.flat_map(|place| &place.mentions);
        let mention = mentions.find(|mention| mention.contains(bytes))?;
        Some((ValueKind::Place, *mention))
    }
}
