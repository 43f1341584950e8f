//! Words of the calendar that name somebody: "April Winters", "Mrs May", "the Sunday Times".
//!
//! Decided off the words around, their trees and what the report introduced, once for times and
//! names: what is told here is no time and part of a name.

use rustc_hash::FxHashSet;

use super::words::{Word, word};
use crate::language::entities::{Classes, is_title_case, lexicon, lower_into};
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, Sentence, TokenKind};

/// Words that a season, month or day hangs on.
const GOVERNING: &[&str] = &[
    "in",
    "on",
    "since",
    "by",
    "until",
    "till",
    "from",
    "of",
    "during",
    "to",
    "for",
    "before",
    "after",
    "between",
    "through",
    "last",
    "next",
    "this",
    "that",
    "every",
    "each",
    "early",
    "late",
    "mid",
    "past",
    "previous",
    "following",
    "coming",
];

/// Verbs that a month does not do.
const SAYING: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "wrote",
    "writes",
    "asked",
    "replied",
    "denied",
    "denies",
    "testified",
    "insisted",
    "admitted",
    "claimed",
    "claims",
    "recalled",
    "explained",
];

/// Words of the longest name with a day in it: "Mail on Sunday".
const LONGEST: usize = 3;

/// Returns the tokens of the calendar that are part of a name.
pub(crate) fn named(text: &str, language: &Language) -> FxHashSet<usize> {
    let mut finder = Finder {
        text,
        language,
        buffer: String::new(),
    };
    let mut found = FxHashSet::default();
    let mut introduced: FxHashSet<&str> = FxHashSet::default();
    let mut open = Vec::new();
    for sentence in &language.sentences {
        let mut headline = None;
        for at in sentence.tokens.range() {
            let Some(calendar) = finder.calendar(at) else {
                continue;
            };
            let headline = *headline.get_or_insert_with(|| is_title_case(text, language, sentence));
            if finder.introduces(at, calendar, sentence, headline) {
                found.insert(at);
                introduced.insert(finder.text_of(at));
            } else if finder.in_outlet(at, calendar, sentence) {
                found.insert(at);
            } else {
                open.push((at, sentence, headline));
            }
        }
    }
    // "Theresa May", and then "May said": who was introduced may be called so alone.
    for (at, sentence, headline) in open {
        let known = introduced.contains(finder.text_of(at));
        if finder.stands_alone(at, sentence) && (known || !headline && finder.speaks(at)) {
            found.insert(at);
        }
    }
    found
}

struct Finder<'a> {
    text: &'a str,
    language: &'a Language,
    buffer: String,
}

impl<'a> Finder<'a> {
    fn text_of(&self, at: usize) -> &'a str {
        self.language
            .tokens
            .get(at)
            .map_or("", |token| token.of(self.text))
    }

    fn classes(&mut self, at: usize) -> Classes {
        lower_into(self.text_of(at), &mut self.buffer);
        lexicon().classes(&self.buffer)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.text_of(at).starts_with(char::is_uppercase)
    }

    fn reads_one_of(&self, at: Option<usize>, words: &[&str]) -> bool {
        let found = at.map_or("", |at| self.text_of(at));
        words.iter().any(|word| word.eq_ignore_ascii_case(found))
    }

    /// Returns the month, day or season that a word with a capital may be.
    fn calendar(&mut self, at: usize) -> Option<Word> {
        let token = self.language.tokens.get(at)?;
        if token.kind != TokenKind::Word || !self.is_capital(at) {
            return None;
        }
        lower_into(token.of(self.text), &mut self.buffer);
        let found = word(&self.buffer);
        matches!(found, Word::Month(_) | Word::Weekday(_) | Word::Season(_)).then_some(found)
    }

    /// Says whether a token is a word with a capital that says nothing about time.
    fn is_name(&mut self, at: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        lower_into(self.text_of(at), &mut self.buffer);
        matches!(word(&self.buffer), Word::Other | Word::Season(_))
            && !lexicon().classes(&self.buffer).contains(Classes::FUNCTION)
    }

    /// Says whether a word of the calendar is a given name with a surname behind it, or a surname
    /// behind a title or given name.
    fn introduces(
        &mut self,
        at: usize,
        calendar: Word,
        sentence: &Sentence,
        headline: bool,
    ) -> bool {
        let last = sentence.tokens.end();
        let before = at.checked_sub(1).filter(|_| at > sentence.tokens.start());
        let weekday = matches!(calendar, Word::Weekday(_));
        let number = |at: usize| {
            let token = self.language.tokens.get(at);
            at < last && token.is_some_and(|token| token.kind == TokenKind::Number)
        };
        // "May 3", and "Nov . 3" where marks stand apart.
        if number(at + 1) || self.text_of(at + 1) == "." && number(at + 2) {
            return false;
        }
        if let Some(before) = before.filter(|before| self.is_capital(*before)) {
            let classes = self.classes(before);
            let honorific = classes.intersects(Classes::HE_TITLE | Classes::SHE_TITLE)
                || classes.contains(Classes::TITLE) && before == sentence.tokens.start();
            let given =
                classes.intersects(Classes::FIRST_NAME) && !classes.contains(Classes::PLACE);
            // "LI Jun": a family name in capitals; the short form of a month has a number beside it.
            let family = self.text_of(at).len() == 3
                && self.text_of(at) != "May"
                && self.is_name(before)
                && !headline;
            if honorific || !weekday && (given || family || classes.contains(Classes::TITLE)) {
                return true;
            }
        }
        if at + 1 >= last || !(self.is_name(at + 1) || self.is_particle(at + 1)) {
            return false;
        }
        let next = self.classes(at + 1);
        let bound = self.is_bound(at, at + 1);
        // "May Talks Fail": a headline writes anything with a capital.
        if next.intersects(Classes::TITLE | Classes::ORGANISATION_HEAD | Classes::WORK_HEAD)
            && !next.intersects(Classes::FIRST_NAME)
            || headline && (next.contains(Classes::COMMON) || !bound)
        {
            return false;
        }
        match calendar {
            Word::Month(_) => self.is_free(before, bound),
            // "Police said Friday Lane’s car was found": a day needs no small word.
            Word::Weekday(_) => {
                // "Friday Lane, who keeps the lock, said".
                let opens = before.is_none() && !headline && self.text_of(at + 2) == ",";
                opens
                    || bound
                        && before.is_none_or(|before| !self.is_verb(before))
                        && self.is_free(before, false)
            }
            _ => {
                self.is_free(before, false) && (before.is_some() || !next.contains(Classes::COMMON))
            }
        }
    }

    fn is_particle(&mut self, at: usize) -> bool {
        !self.is_capital(at)
            && self.classes(at).contains(Classes::PARTICLE)
            && (at + 1..at + 4).any(|at| self.is_capital(at))
    }

    /// Says whether nothing before a word of the calendar makes it a time: "in May", "its June
    /// report", "a cold March".
    fn is_free(&self, before: Option<usize>, bound: bool) -> bool {
        let Some(before) = before else { return true };
        let describes = self.language.syntax.get(before).is_some_and(|word| {
            matches!(
                word.tag,
                Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Adposition
            ) || word.relation == Relation::Possessor
        });
        let kind = self.language.tokens.get(before).map(|token| token.kind);
        let clitic = matches!(self.text_of(before), "'s" | "’s" | "'" | "’");
        // "Told by April Winters": a small word before a name of two words may well belong to both.
        let by = self.reads_one_of(
            Some(before),
            &["by", "with", "and", "to", "of", "for", "from"],
        );
        by && bound
            || !describes
                && !clitic
                && kind != Some(TokenKind::Number)
                && !self.reads_one_of(Some(before), GOVERNING)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.language
            .syntax
            .get(at)
            .is_some_and(|word| matches!(word.tag, Tag::Verb | Tag::Auxiliary))
    }

    /// Says whether two words hang on each other in the tree, or are one thing to a third.
    fn is_bound(&self, a: usize, b: usize) -> bool {
        let (Some(first), Some(second)) =
            (self.language.syntax.get(a), self.language.syntax.get(b))
        else {
            return false;
        };
        first.head as usize == b
            || second.head as usize == a
            || (first.head == second.head && first.relation == second.relation)
    }

    /// Says whether a day or season stands in the name of a paper: "the Sunday Times", "the Mail on
    /// Sunday".
    fn in_outlet(&mut self, at: usize, calendar: Word, sentence: &Sentence) -> bool {
        let starts = sentence
            .tokens
            .start()
            .max((at + 1).saturating_sub(LONGEST));
        let listed = (starts..at).any(|from| {
            let mut key = String::new();
            for token in from..=at {
                lower_into(self.text_of(token), &mut self.buffer);
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&self.buffer);
            }
            lexicon().kind_of(&key).is_some()
        });
        let heads = matches!(calendar, Word::Weekday(_) | Word::Season(_))
            && at + 1 < sentence.tokens.end()
            && self.is_capital(at + 1)
            && self.classes(at + 1).contains(Classes::OUTLET_HEAD);
        listed || heads || self.in_body(at, calendar, sentence)
    }

    /// Says whether a day stands inside a name that is written with capitals on: "Grey Monday Coffee",
    /// "Sunday Harbor", "The Tuesday Page".
    fn in_body(&mut self, at: usize, calendar: Word, sentence: &Sentence) -> bool {
        let (first, next) = (sentence.tokens.start(), at + 1);
        let inside = matches!(calendar, Word::Weekday(_))
            && next < sentence.tokens.end()
            && self.is_name(next)
            && !is_title_case(self.text, self.language, sentence);
        if !inside {
            return false;
        }
        let bound = self.is_bound(at, next);
        let place = bound && self.classes(next).intersects(Classes::PLACE_HEAD);
        let before = at.checked_sub(1).filter(|before| *before >= first);
        let described = before.is_some_and(|before| {
            let tag = self.language.syntax.get(before).map(|word| word.tag);
            let joined = self.is_bound(before, at) || self.is_bound(before, next);
            // "On Black Friday Lane Stores said": a day of that name.
            let governing = ["on", "last", "next", "this", "since", "until"];
            before > first
                && !self.reads_one_of(Some(before - 1), &governing)
                && self.is_name(before)
                && matches!(tag, Some(Tag::Adjective | Tag::ProperNoun | Tag::Noun))
                && joined
                && (bound || self.is_bound(before, next))
        });
        // "The Friday Senate vote" is one that takes place then; "the Tuesday Club" has the day for a
        // name.
        let heads = self.classes(next).intersects(Classes::ORGANISATION_HEAD);
        let article = before.is_some_and(|before| {
            let tag = self.language.syntax.get(next + 1).map(|word| word.tag);
            let article = self.text_of(before);
            (article == "The" || article == "the" && heads)
                && !matches!(tag, Some(Tag::Noun | Tag::ProperNoun))
        });
        place || described || bound && article
    }

    /// Says whether a word of the calendar stands where a name alone may.
    fn stands_alone(&self, at: usize, sentence: &Sentence) -> bool {
        let before = at.checked_sub(1).filter(|_| at > sentence.tokens.start());
        let number = self
            .language
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.kind == TokenKind::Number);
        // "Told May" and "by May" go by what was introduced; "in May" never does.
        let when = &[
            "in", "on", "since", "until", "till", "during", "last", "next", "this", "every",
            "each", "early", "late", "mid", "by", "from",
        ];
        let described = before.and_then(|at| self.language.syntax.get(at));
        !number
            && !self.reads_one_of(before, when)
            && !described.is_some_and(|word| {
                matches!(word.tag, Tag::Determiner | Tag::Adjective | Tag::Number)
            })
    }

    /// Says whether a month or day does what only people do: "April told the court".
    fn speaks(&self, at: usize) -> bool {
        self.language.syntax.get(at).is_some_and(|word| {
            word.relation == Relation::Nsubj
                && word.tag == Tag::ProperNoun
                && self.reads_one_of(Some(word.head as usize), SAYING)
        })
    }
}
