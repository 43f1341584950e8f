//! Atoms of time to expressions and their values: the patterns in which news gives dates.
//!
//! Each pattern is a method that looks at the atoms from one place on and says how far it reaches.
//! The longest pattern wins, the earlier in the list on equal length. Days and hours are `days`, longer stretches `periods`.

mod days;
mod periods;

use jiff::civil::Date;

use super::units::{Unit, duration, holding, moved};
use super::words::{Atom, Word};
use super::{Looks, TimeKind};

/// An expression that was understood.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Parsed {
    /// Atoms it takes.
    pub(super) len: usize,
    /// What kind of time.
    pub(super) kind: TimeKind,
    /// The TIMEX3 value, where the date of the report is known or not needed.
    pub(super) value: Option<String>,
    /// Whether the words are an expression of time wherever they stand: "the year" is only where one was asked for.
    pub(super) firm: bool,
}

/// Reads one expression at the head of `atoms`; `looks` says to which side of the report's date its clause looks.
pub(super) fn parse(atoms: &[Atom], reference: Option<Date>, looks: Looks) -> Option<Parsed> {
    let at = Grammar { atoms, reference, ahead: looks == Looks::Ahead, back: looks == Looks::Back };
    let found = [
        at.calendar_date(),
        at.clock(),
        at.weekday(),
        at.day(),
        at.weekend(),
        at.quarter(),
        at.counted(),
        at.relative_unit(),
        at.season(),
        at.decade(),
        at.year(),
        at.often(),
        at.vague(),
    ];
    found.into_iter().flatten().reduce(|best, next| if next.len > best.len { next } else { best })
}

struct Grammar<'a> {
    atoms: &'a [Atom],
    reference: Option<Date>,
    ahead: bool,
    back: bool,
}

/// First and last year that a bare number is taken for.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2099;

impl Grammar<'_> {
    fn word(&self, at: usize) -> Word {
        self.atoms.get(at).map_or(Word::Other, |a| a.word)
    }

    /// Returns where `at` is after any words that pass the test.
    fn skip(&self, mut at: usize, passes: impl Fn(Word) -> bool) -> usize {
        while at < self.atoms.len() && passes(self.word(at)) {
            at += 1;
        }
        at
    }

    fn relative(&self, value: impl FnOnce(Date) -> Option<String>) -> Option<String> {
        self.reference.and_then(value)
    }

    fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let at = if self.word(at) == Word::Comma || self.word(at) == Word::Of { at + 1 } else { at };
        match self.word(at) {
            Word::Number(year) if YEARS.contains(&year) => Some((i16::try_from(year).ok()?, at + 1)),
            // "ninety-one", "nineteen ninety-four".
            Word::Number(19) => match (self.word(at + 1), self.word(at + 2)) {
                (Word::Number(tens @ (20..=90)), Word::Number(ones @ 1..=9)) if tens % 10 == 0 => {
                    Some((1900 + i16::try_from(tens + ones).ok()?, at + 3))
                }
                (Word::Number(tens @ (20..=90)), _) if tens % 10 == 0 => Some((1900 + i16::try_from(tens).ok()?, at + 2)),
                _ => None,
            },
            Word::This => match (self.word(at + 1), self.reference) {
                (Word::Unit(Unit::Year, _), Some(date)) => Some((date.year(), at + 2)),
                _ => None,
            },
            Word::Last => match (self.word(at + 1), self.reference) {
                (Word::Unit(Unit::Year, _), Some(date)) => Some((date.year() - 1, at + 2)),
                _ => None,
            },
            Word::Next => match (self.word(at + 1), self.reference) {
                (Word::Unit(Unit::Year, _), Some(date)) => Some((date.year() + 1, at + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Adds a part of the day behind a date: "Friday morning", "yesterday at noon".
    fn with_part(&self, at: usize, kind: TimeKind, value: Option<String>, firm: bool) -> Option<Parsed> {
        if let Word::Part(part) = self.word(at) {
            let value = value.filter(|v| v.len() == 10).map(|v| format!("{v}T{}", part.code()));
            return Some(Parsed { len: at + 1, kind: TimeKind::Time, value, firm });
        }
        Some(Parsed { len: at, kind, value, firm })
    }

    /// "every Monday", "each month", "daily".
    fn often(&self) -> Option<Parsed> {
        let (len, value) = match (self.word(0), self.word(1)) {
            (Word::Every, Word::Weekday(day)) => (2, format!("XXXX-WXX-{}", day + 1)),
            (Word::Every, Word::Unit(unit, _)) => (2, duration(Some(1), unit)),
            (Word::Every, Word::Number(count)) => match self.word(2) {
                Word::Unit(unit, _) => (3, duration(Some(count), unit)),
                _ => return None,
            },
            (Word::Every, Word::Month(month)) => (2, format!("XXXX-{month:02}")),
            (Word::Often(unit), _) => (1, duration(Some(1), unit)),
            _ => return None,
        };
        Some(Parsed { len, kind: TimeKind::Set, value: Some(value), firm: self.word(0) == Word::Every })
    }

    /// "now", "recently", "soon": present, past or future and no more.
    fn vague(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::The | Word::About | Word::Stretch));
        // "year-ago", "year-end", "overnight", "mid-afternoon": near the report's date, and no more is said.
        if let (Word::Unit(Unit::Year, false), next @ (Word::Ago | Word::Earlier | Word::Stretch)) = (self.word(at), self.word(at + 1)) {
            let back = if next == Word::Stretch { 0 } else { -1 };
            let value = self.relative(|date| Some(holding(moved(date, back, Unit::Year)?, Unit::Year)));
            return Some(Parsed { len: at + 2, kind: TimeKind::Date, value, firm: false });
        }
        if let Word::Part(part) = self.word(at) {
            let value = self.relative(|date| Some(format!("{date}T{}", part.code())));
            return Some(Parsed { len: at + 1, kind: TimeKind::Time, value, firm: false });
        }
        let value = match (self.word(at), self.word(at + 1)) {
            (Word::Present | Word::This, _) => "PRESENT_REF",
            (Word::Past | Word::Recent | Word::Earlier | Word::Last, _) => "PAST_REF",
            (Word::Future | Word::Next, _) => "FUTURE_REF",
            _ => return None,
        };
        Some(Parsed { len: at + 1, kind: TimeKind::Date, value: Some(value.to_owned()), firm: false })
    }
}
