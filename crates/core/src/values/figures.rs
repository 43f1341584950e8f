//! Figures: which numbers are values, and of what.
//!
//! "Ward 9", a ratio, an age or a part of several counts nothing that could be held against another
//! count.

use super::{Finder, Of, Value, ValueKind};
use crate::language::TimeKind;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;

impl Finder<'_> {
    /// Reads a number.
    pub(super) fn figure(&self, at: usize) -> Option<Value> {
        let clauses = self.clauses;
        let is_number = clauses.tag(at) == Tag::Number || clauses.is_form_of(at, &["dozen"]);
        let is_joined = matches!(clauses.tag(at), Tag::Adjective | Tag::Noun)
            && clauses.words.word(at).contains('-');
        // "Three in five"; "Capital One".
        let is_ratio = clauses.words.is_one_of(at + 1, &["in", "out"])
            && clauses.tag(at + 2 + usize::from(clauses.words.reads(at + 2, "of"))) == Tag::Number;
        let is_ratio = is_ratio
            || at > 1
                && clauses.words.is_one_of(at - 1, &["in", "of"])
                && clauses.tag(at - 2) == Tag::Number;
        let is_name = clauses.language.syntax.get(at).is_some_and(|word| {
            word.name.kind().is_some() && clauses.words.word(at).starts_with(char::is_uppercase)
        });
        // "One of them", and "a man, one who knew".
        let is_one = clauses.words.reads(at, "one");
        // "A man, one who knew", "Ines Marr, 41."
        let is_aside = at > 0
            && clauses.words.reads(at - 1, ",")
            && (clauses.words.is_one_of(at + 1, &[",", ")"])
                || at > 1
                    && clauses.tag(at - 2) == Tag::ProperNoun
                    && clauses.words.is_one_of(at + 1, &[".", ";", "and"]));
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
        // "A four-minute, 40-second video" is one length.
        let is_piece = is_piece
            || at > 1
                && text(at - 1) == ","
                && ["-minute", "-hour"]
                    .iter()
                    .any(|unit| text(at - 2).ends_with(unit));
        // "0300 999 999"
        let is_digits = |at: usize| text(at).bytes().all(|byte| byte.is_ascii_digit());
        let is_piece = is_piece
            || is_digits(at)
                && (at > 0 && is_digits(at - 1) || is_digits(at + 1) && !text(at + 1).is_empty());
        // "Two-thirds", "aged 34", "at age 34".
        let is_label = is_ratio
            || is_half
            || is_piece
            || is_named_by
            || is_one
            || is_aside
            || is_some
            || is_capital
            || is_name
            || clauses
                .words
                .is_one_of(at + 1, &["thirds", "quarters", "fifths", "half"])
            || at > 0 && clauses.words.is_one_of(at - 1, &["age", "aged"]);
        if !is_number && !is_joined || is_label || self.is_dated(at) {
            return None;
        }
        let of = match clauses.relation(at) {
            // "Twelve guards", "a 47-minute recording"; "Ward 9" counts no wards.
            Relation::Nummod | Relation::Compound | Relation::Amod => {
                let noun = clauses.head(at).filter(|noun| *noun > at)?;
                self.of_counted(noun)
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

    /// Says whether a number is of a date or a time of day; how long something takes is a figure.
    fn is_dated(&self, at: usize) -> bool {
        let kind = self.clauses.kind_of_time(at);
        kind.is_some_and(|kind| kind != TimeKind::Duration)
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

    /// Returns what a figure is said of that counts a noun: hours are those of what lasts them.
    fn of_counted(&self, noun: usize) -> Of {
        const LASTED: &[&str] = &[
            "second",
            "minute",
            "hour",
            "page",
            "minute-long",
            "hour-long",
        ];
        if !self.clauses.is_form_of(noun, LASTED) {
            return self.of_noun(noun);
        }
        // "A recording of three hours", "the tape lasts three hours".
        let of = self.of_value(noun);
        if of.thing.is_some() {
            of
        } else {
            self.of_noun(noun)
        }
    }
}
