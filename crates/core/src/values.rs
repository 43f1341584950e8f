//! Values: the figures, dates and places that sentences give, what each is said of, and what is said
//! not to be.
//!
//! Reads the tree of each sentence. What a figure comes to, and which values are of one thing, is
//! decided over reports, in `link`; everything here are places in the text.

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

/// Words that deny what they stand with.
const NOT: &[&str] = &["not", "n't", "n’t", "never"];

/// Words for nobody and nothing.
const NOBODY: &[&str] = &["nobody", "none", "nothing", "no-one"];

/// Words behind "no" or "not" with which it denies nothing.
const NO_DENIAL: &[&str] = &[
    "longer",
    "other",
    "matter",
    "doubt",
    "wonder",
    "more",
    "less",
    "fewer",
    "later",
    "sooner",
    "earlier",
    "only",
    "just",
    "merely",
    "simply",
    "least",
    "necessarily",
    "one",
    "even",
    "yet",
    "all",
];

/// Words that leave open whether what they stand with happened.
const OPEN: &[&str] = &[
    "can", "could", "ca", "may", "might", "must", "shall", "should", "will", "would", "wo", "if",
    "whether", "unless", "until", "to", "ought", "need", "'d", "’d", "'ll", "’ll",
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
    /// Reads a number.
    fn figure(&self, at: usize) -> Option<Value> {
        let clauses = self.clauses;
        let is_number = clauses.tag(at) == Tag::Number || clauses.is_form_of(at, &["dozen"]);
        let is_joined = clauses.tag(at) == Tag::Adjective && clauses.words.word(at).contains('-');
        // "Two-thirds", "aged 34", "at age 34".
        // "Three in five"; "Capital One".
        let is_ratio = clauses.words.is_one_of(at + 1, &["in", "out"])
            && clauses.tag(at + 2 + usize::from(clauses.words.reads(at + 2, "of"))) == Tag::Number;
        let is_name = clauses.language.syntax.get(at).is_some_and(|word| {
            word.name.kind().is_some() && clauses.words.word(at).starts_with(char::is_uppercase)
        });
        let is_one = clauses.words.reads(at, "one") && clauses.relation(at) != Relation::Nummod;
        let is_some = clauses.words.reads(at + 1, "of");
        let is_capital = at > 0
            && clauses.words.word(at).starts_with(char::is_uppercase)
            && clauses
                .language
                .sentence_of(at)
                .is_some_and(|s| s.tokens.start() != at);
        let is_half = clauses.is_form_of(at, &["dozen"])
            && (1..3).any(|back| back <= at && clauses.words.reads(at - back, "half"));
        // "Ward 9", "paragraph four".
        let is_named_by = at > 0
            && self.is_noun(at - 1)
            && clauses
                .head(at)
                .is_none_or(|head| head < at || !self.is_noun(head));
        // A piece of a telephone number or of an address.
        let text = |at: usize| clauses.words.word(at);
        let is_piece = ["-", "(", ")", "/", "–"]
            .iter()
            .any(|mark| at > 0 && text(at - 1).ends_with(mark) || text(at + 1).starts_with(mark));
        let is_label = is_ratio
            || is_half
            || is_piece
            || is_named_by
            || is_one
            || is_some
            || is_capital
            || is_name
            || clauses
                .words
                .is_one_of(at + 1, &["thirds", "quarters", "fifths", "half"])
            || at > 0 && clauses.words.is_one_of(at - 1, &["age", "aged"]);
        if !is_number && !is_joined || is_label || clauses.is_time(at) {
            return None;
        }
        let of = match clauses.relation(at) {
            // "Twelve guards", "a 47-minute recording"; "Ward 9" counts no wards.
            Relation::Nummod | Relation::Compound | Relation::Amod => {
                let noun = clauses.head(at).filter(|noun| *noun > at)?;
                self.of_noun(noun)
            }
            _ if is_joined => return None,
            // "Lane, 58, said".
            Relation::Appos => return None,
            // "Four of them died", "the number was 14".
            _ => self.of_value(at),
        };
        if self.is_part(at, of.thing) {
            return None;
        }
        let of = Of {
            thing: of.thing.filter(|thing| *thing != at),
            ..of
        };
        self.value(ValueKind::Figure, Span::new(at, at + 1), of)
    }

    /// Says whether a number counts some of several: "four more", "the other two", "the first three".
    fn is_part(&self, at: usize, thing: Option<usize>) -> bool {
        const SOME: &[&str] = &[
            "more",
            "other",
            "others",
            "another",
            "additional",
            "further",
            "extra",
            "first",
            "last",
            "next",
            "next",
            "remaining",
            "final",
            "every",
            "each",
            "fewer",
            "less",
        ];
        let around = at.saturating_sub(1)..(at + 2);
        let beside = around.into_iter().filter(|other| *other != at);
        let with = thing
            .into_iter()
            .flat_map(|noun| self.clauses.dependents(noun));
        // "More than twelve guards" counts all of them.
        let with = with.filter(|other| !self.clauses.words.reads(other + 1, "than"));
        beside
            .chain(with)
            .any(|other| self.clauses.words.is_one_of(other, SOME))
    }

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

    /// Reads a word that says that there was none, or that it did not happen.
    fn no(&self, at: usize) -> Option<Value> {
        let words = &self.clauses.words;
        let head = self.clauses.head(at);
        // "Could not find", "will not stand", "until it has not": no word on what happened.
        let denies_nothing = head.is_some_and(|verb| self.is_open(verb))
            || words.is_one_of(at + 1, NO_DENIAL)
            || words.is_one_of(at + 2, &["more", "less", "fewer"]);
        let of = if words.reads(at, "no") && self.clauses.relation(at) == Relation::Det {
            self.of_noun(head?)
        } else if words.is_one_of(at, NOT) {
            self.of_clause(head?)
        } else if words.is_one_of(at, NOBODY) {
            Of {
                thing: None,
                ..self.of_value(at)
            }
        } else {
            return None;
        };
        if denies_nothing || of.thing.is_none() && of.verb.is_none() {
            return None;
        }
        self.value(ValueKind::No, Span::new(at, at + 1), of)
    }

    /// Reads a verb that says what somebody did, or what was done with something.
    fn yes(&self, at: usize) -> Option<Value> {
        let clauses = self.clauses;
        if clauses.tag(at) != Tag::Verb || self.is_open(at) {
            return None;
        }
        let subject = self.subject(at)?;
        let arguments: Vec<usize> = clauses.by(at, ARGUMENTS).collect();
        let denies = |at: usize| {
            clauses.words.is_one_of(at, NOT)
                || clauses.words.is_one_of(at, NOBODY)
                || clauses.words.reads(at, "no")
        };
        let with = arguments.iter().flat_map(|noun| clauses.dependents(*noun));
        let is_denied = clauses.dependents(at).any(denies)
            || arguments.iter().copied().any(denies)
            || with.into_iter().any(denies);
        let says_enough = arguments.iter().any(|other| *other != subject)
            || clauses.is_passive(at) && clauses.by(at, &[Relation::NsubjPassive]).next().is_some();
        if is_denied || !says_enough {
            return None;
        }
        let of = Of {
            thing: Some(subject),
            verb: Some(at),
        };
        self.value(ValueKind::Yes, Span::new(at, at + 1), of)
    }

    /// Says whether it is left open whether a verb happened: "could", "if", "will".
    fn is_open(&self, verb: usize) -> bool {
        let open = |verb: usize| {
            self.clauses
                .by(verb, &[Relation::Aux, Relation::Mark])
                .any(|other| self.clauses.words.is_one_of(other, OPEN))
        };
        let above = self.clauses.above(verb).take(DEEPEST);
        let asks = self
            .clauses
            .language
            .sentence_of(verb)
            .is_some_and(|sentence| {
                let last = sentence.tokens.end().saturating_sub(2)..sentence.tokens.end();
                last.into_iter().any(|at| self.clauses.words.reads(at, "?"))
            });
        asks || open(verb)
            || above
                .into_iter()
                .any(|at| self.clauses.relation(at) != Relation::Root && open(at))
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
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    /// Writes each value as "kind: words | thing | verb | with".
    fn listed(text: &str) -> Vec<String> {
        let report = Report::plain(text);
        let reading = crate::read(&report);
        let words = |span: Span| span.of(report.text()).to_owned();
        let word = |span: Option<Span>| span.map_or("–".to_owned(), words);
        reading
            .values
            .iter()
            .map(|value| {
                let with: Vec<String> = value.with.iter().map(|with| words(*with)).collect();
                format!(
                    "{:?}: {} | {} | {} | {}",
                    value.kind,
                    words(value.span),
                    word(value.thing),
                    word(value.verb),
                    with.join(" ")
                )
            })
            .collect()
    }

    #[test]
    fn a_value_is_said_of_its_noun_and_its_verb() {
        for (text, expected) in [
            (
                "Twelve guards were hurt.",
                "Figure: Twelve | guards | hurt | ",
            ),
            (
                "The number of lorries was 14.",
                "Figure: 14 | number | – | lorries",
            ),
            (
                "The memo was dated 14 September 2019.",
                "Time: 14 September 2019 | memo | – | ",
            ),
            ("The envoys met in Velin.", "Place: Velin | envoys | met | "),
            (
                "There was no second ferry.",
                "No: no | ferry | was | second",
            ),
            (
                "The ministry never paid the pilot.",
                "No: never | ministry | paid | pilot",
            ),
            (
                "The ministry paid the pilot.",
                "Yes: paid | ministry | paid | pilot",
            ),
        ] {
            let found = listed(text);
            assert!(found.contains(&expected.to_owned()), "{text} {found:?}");
        }
    }

    #[test]
    fn what_counts_nothing_and_what_is_left_open_are_no_values() {
        for text in [
            "She lives in Cell 9.",
            "Four more guards were hurt.",
            "Two-thirds of the guards were hurt.",
            "Ines Marr, 41, was hurt.",
            "Half a dozen guards were hurt.",
            "Three in five guards were hurt.",
        ] {
            let found = listed(text);
            assert!(
                !found.iter().any(|one| one.starts_with("Figure")),
                "{text} {found:?}"
            );
        }
        for text in [
            "The ministry could not find the pilot.",
            "The ministry will not pay the pilot.",
            "The ministry no longer pays the pilot.",
            "Did the ministry not pay the pilot?",
        ] {
            let found = listed(text);
            let is_sure = |one: &String| one.starts_with("No") || one.starts_with("Yes");
            assert!(!found.iter().any(is_sure), "{text} {found:?}");
        }
    }
}
