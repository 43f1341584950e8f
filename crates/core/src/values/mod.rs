//! Values: the figures, dates and places that sentences give, what each is said of, and what is said
//! not to be.
//!
//! Reads the tree of each sentence: `figures` the numbers, `denials` what happened and what did not,
//! `ruled_out` which value it is said not to be.
//! What a figure comes to, and which values are of one thing, is decided over reports, in `link`;
//! everything here are places in the text.

mod denials;
mod figures;
mod ruled_out;

use serde::{Deserialize, Serialize};

use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, Language, TimeKind};
use crate::report::Report;
use crate::span::{Span, Tokens};
use crate::told::clause::Clauses;

/// What kind of value a sentence gives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum ValueKind {
    /// A number, of whatever.
    Figure,
    /// A date.
    Time,
    /// A place with a name.
    Place,
    /// That there was none, or that it did not happen.
    No,
    /// That it happened.
    Yes,
}

/// A value, and what it is said of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Value {
    /// What kind it is.
    pub kind: ValueKind,
    /// Its words: a number, an expression of time, a name, "no" or "never".
    pub span: Span,
    /// The noun that it is said of: "memo" in "the memo is dated 14 September".
    pub thing: Option<Span>,
    /// The word that says what happened with it: "arrived" in "the batch arrived on 8 September".
    pub verb: Option<Span>,
    /// The heads of what else stands with that word or belongs to that noun, in the order of the
    /// text.
    pub with: Vec<Span>,
    /// The clause.
    pub clause: Span,
    /// It is said not to be this one, but the one before it: 31 in "there were 40, and not 31".
    pub ruled_out: bool,
}

/// Nouns between a value and its clause; deeper ones are a mistake of the reading.
const DEEPEST: usize = 4;

/// What ties a noun to its verb.
const ARGUMENTS: &[Relation] = &[
    Relation::Nsubj,
    Relation::NsubjPassive,
    Relation::Obj,
    Relation::Iobj,
    Relation::Obl,
    Relation::Agent,
    Relation::Xcomp,
];

/// What says of a noun which one it is.
const DESCRIBES: &[Relation] = &[
    Relation::Amod,
    Relation::Compound,
    Relation::Nmod,
    Relation::Possessor,
    Relation::Flat,
];

/// Prepositions before the place where something is or takes place.
const WHERE: &[&str] = &[
    "in", "at", "on", "near", "outside", "inside", "off", "over", "to", "from", "into", "of",
];

/// Nouns that only say that there is a time.
const OF_TIME: &[&str] = &[
    "date",
    "day",
    "morning",
    "afternoon",
    "evening",
    "night",
    "week",
    "month",
    "year",
    "hour",
];

/// Finds the values of a report, in the order of the text.
pub(crate) fn find(report: &Report, language: &Language) -> Vec<Value> {
    let clauses = Clauses::of(report, language);
    let finder = Finder { clauses: &clauses };
    let mut found: Vec<Value> = Vec::new();
    for sentence in &language.sentences {
        found.extend(sentence.tokens.range().filter_map(|at| {
            let found = finder.figure(at).or_else(|| finder.no(at));
            found.or_else(|| finder.yes(at))
        }));
    }
    let times = language.times.iter();
    let times = times.filter(|time| time.kind == TimeKind::Date && time.value.is_some());
    found.extend(times.filter_map(|time| finder.time(time.span)));
    let places = language
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Place);
    let mentions = places.flat_map(|place| &place.mentions);
    found.extend(mentions.filter_map(|mention| finder.place(*mention)));
    found.sort_by_key(|value| (value.span, value.kind));
    finder.rule_out(&mut found);
    found
}

struct Finder<'a> {
    clauses: &'a Clauses<'a>,
}

/// What a value is said of, as tokens.
#[derive(Default)]
struct Of {
    thing: Option<usize>,
    verb: Option<usize>,
}

impl Finder<'_> {
    /// Reads a date.
    fn time(&self, span: Span) -> Option<Value> {
        let tokens = self.clauses.language.tokens_in(span);
        let at = self.clauses.language.head_of(tokens)?;
        let value = self.value(ValueKind::Time, tokens, self.of_value(at))?;
        Some(Value { span, ..value })
    }

    /// Reads a place that says where something is or was.
    fn place(&self, mention: Span) -> Option<Value> {
        let tokens = self.clauses.language.tokens_in(mention);
        let at = self.clauses.language.head_of(tokens)?;
        if !self.clauses.is_behind(at, WHERE) {
            return None;
        }
        let value = self.value(ValueKind::Place, tokens, self.of_value(at))?;
        let is_of_something = value.thing.is_some() || value.verb.is_some();
        is_of_something.then_some(Value {
            span: mention,
            ..value
        })
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.clauses.tag(at), Tag::Noun | Tag::ProperNoun)
    }

    /// Returns what a value is said of that a noun or a verb has with it.
    fn of_value(&self, at: usize) -> Of {
        let clauses = self.clauses;
        // "The number was 14", "the supper was on Friday".
        if clauses.by(at, &[Relation::Cop]).next().is_some() {
            return Of {
                thing: self.subject(at),
                verb: None,
            };
        }
        let Some(head) = clauses.head(at) else {
            return Of::default();
        };
        match self.is_noun(head) && clauses.by(head, &[Relation::Cop]).next().is_none() {
            // "On the afternoon of 14 September".
            true if clauses.is_form_of(head, OF_TIME) => self.of_value(head),
            true => self.of_noun(head),
            false => self.of_clause(head),
        }
    }

    /// Returns a noun as what a value is said of, with the verb of its clause.
    fn of_noun(&self, noun: usize) -> Of {
        let mut at = noun;
        for _ in 0..DEEPEST {
            let Some(head) = self.clauses.head(at) else {
                break;
            };
            if ARGUMENTS.contains(&self.clauses.relation(at)) && !self.is_noun(head) {
                return Of {
                    thing: Some(noun),
                    verb: Some(head),
                };
            }
            if !self.is_noun(head) {
                break;
            }
            at = head;
        }
        Of {
            thing: Some(noun),
            verb: None,
        }
    }

    /// Returns a verb as what a value is said of, with its subject or the noun that it is about.
    fn of_clause(&self, verb: usize) -> Of {
        /// Verbs that only say that there is a date: "a memo dated 14 September".
        const DATES: &[&str] = &["date", "schedule", "slate"];
        let clauses = self.clauses;
        let is_date = clauses.is_form_of(verb, DATES);
        let noun = match clauses.relation(verb) {
            Relation::Acl | Relation::RelativeClause => {
                clauses.head(verb).filter(|head| self.is_noun(*head))
            }
            _ => None,
        };
        let thing = match noun {
            Some(noun) => Some(noun),
            None => self.subject(verb),
        };
        Of {
            thing,
            verb: Some(verb).filter(|_| !is_date),
        }
    }

    fn subject(&self, verb: usize) -> Option<usize> {
        self.clauses.subject_words(verb, DEEPEST)
    }

    fn value(&self, kind: ValueKind, tokens: Span<Tokens>, of: Of) -> Option<Value> {
        let clauses = self.clauses;
        let mut with: Vec<usize> = Vec::new();
        if let Some(thing) = of.thing {
            with.extend(clauses.by(thing, DESCRIBES));
        }
        if let Some(verb) = of.verb {
            with.extend(clauses.by(verb, ARGUMENTS));
            with.extend(self.subject(verb));
            let below: Vec<usize> = with
                .iter()
                .flat_map(|noun| clauses.by(*noun, DESCRIBES))
                .collect();
            with.extend(below);
        }
        let is_value = |at: usize| tokens.holds(at) || Some(at) == of.thing || Some(at) == of.verb;
        with.retain(|at| {
            !is_value(*at)
                && matches!(
                    clauses.tag(*at),
                    Tag::Noun | Tag::ProperNoun | Tag::Verb | Tag::Adjective
                )
                && !clauses.is_time(*at)
        });
        with.sort_unstable();
        with.dedup();
        let top = of.verb.or(of.thing);
        let clause = top.map_or(tokens, |top| {
            let whole = clauses.subtree(top);
            Span::new(
                whole.start().min(tokens.start()),
                whole.end().max(tokens.end()),
            )
        });
        let bytes = |at: usize| clauses.language.bytes(Span::new(at, at + 1));
        let span = clauses.language.bytes(tokens);
        (!span.is_empty()).then(|| Value {
            kind,
            span,
            thing: of.thing.map(bytes),
            verb: of.verb.map(bytes),
            with: with.into_iter().map(bytes).collect(),
            clause: clauses.language.bytes(clause),
            ruled_out: false,
        })
    }
}

#[cfg(test)]
mod tests;
