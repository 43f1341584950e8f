//! Atoms of time to expressions and their values: the patterns in which news gives dates.
//!
//! Each pattern is a method that looks at the atoms from one place on and says how far it reaches.
//! The longest pattern wins, the earlier in the list on equal length. Days and hours are `days`,
//! longer stretches `periods`, what lies between two of them `between`, what is part of a longer
//! one `parts`.

mod between;
mod days;
mod parts;
mod periods;

use jiff::civil::Date;

use super::story::Spoken;
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
    /// Whether the words are an expression of time wherever they stand: "the year" is only where
    /// one was asked for.
    pub(super) firm: bool,
}

/// What an expression is reckoned from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Context {
    /// The date that "last month" and "Monday" start from.
    pub(super) reference: Option<Date>,
    /// The time that the text last spoke of.
    pub(super) spoken: Option<Spoken>,
    /// The day that the text last spoke of, or the month that it last named.
    pub(super) near: Option<Spoken>,
    /// The first day of the quarter that the text last named.
    pub(super) quarter: Option<Date>,
    /// To which side of the report's date the clause looks.
    pub(super) looks: Looks,
}

/// Reads one expression at the head of `atoms`.
pub(super) fn parse(atoms: &[Atom], context: Context) -> Option<Parsed> {
    let at = Grammar { atoms, context };
    let found = [
        at.between(),
        at.part_of(),
        at.counted_from_date(),
        at.calendar_date(),
        at.bare_day(),
        at.clock(),
        at.weekday(),
        at.day(),
        at.weekend(),
        at.quarter(),
        at.counted(),
        at.pointed_unit(),
        at.relative_unit(),
        at.season(),
        at.decade(),
        at.year(),
        at.often(),
        at.vague(),
    ];
    found
        .into_iter()
        .flatten()
        .reduce(|best, next| if next.len > best.len { next } else { best })
}

#[derive(Clone, Copy)]
struct Grammar<'a> {
    atoms: &'a [Atom],
    context: Context,
}

/// First and last year that a bare number is taken for.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2099;

impl Grammar<'_> {
    fn word(&self, at: usize) -> Word {
        self.atoms.get(at).map_or(Word::Other, |a| a.word)
    }

    /// Says whether an atom points to a time that was spoken of.
    fn points(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.points)
    }

    /// Says whether two atoms are parts of one token: "5-7".
    fn joined(&self, at: usize) -> bool {
        at > 0
            && matches!((self.atoms.get(at - 1), self.atoms.get(at)), (Some(a), Some(b)) if a.token == b.token)
    }

    /// Returns the grammar of what follows `at` atoms.
    fn behind(&self, at: usize) -> Option<Self> {
        Some(Grammar {
            atoms: self.atoms.get(at..)?,
            ..*self
        })
    }

    /// Returns where `at` is after any words that pass the test.
    fn skip(&self, mut at: usize, passes: impl Fn(Word) -> bool) -> usize {
        while at < self.atoms.len() && passes(self.word(at)) {
            at += 1;
        }
        at
    }

    fn relative(&self, value: impl FnOnce(Date) -> Option<String>) -> Option<String> {
        self.context.reference.and_then(value)
    }

    /// Returns the year that is `steps` from the report's.
    fn year_from_now(&self, steps: i16) -> Option<i16> {
        self.context.reference?.year().checked_add(steps)
    }

    /// Writes the time a year before the reference as finely as what it is held against: against a
    /// quarter that was named, that quarter; against a day or month, that month.
    fn year_before(&self, date: Date, years: i64) -> Option<String> {
        if let (Some(quarter), 1) = (self.context.quarter, years) {
            return Some(holding(moved(quarter, -1, Unit::Year)?, Unit::Quarter));
        }
        self.years_from(date, -years)
    }

    /// Writes the time so many years from a date: as its month if the date is that of a time spoken
    /// of in days or months.
    fn years_from(&self, date: Date, years: i64) -> Option<String> {
        let told = self
            .context
            .spoken
            .filter(|spoken| spoken.first == date)
            .map(|spoken| spoken.unit);
        let unit = match told {
            Some(Unit::Day | Unit::Week | Unit::Month) => Unit::Month,
            Some(Unit::Quarter) => Unit::Quarter,
            _ => Unit::Year,
        };
        Some(holding(moved(date, years, Unit::Year)?, unit))
    }

    fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let at = if self.word(at) == Word::Comma || self.word(at) == Word::Of {
            at + 1
        } else {
            at
        };
        match self.word(at) {
            Word::Number(year) if YEARS.contains(&year) => {
                Some((i16::try_from(year).ok()?, at + 1))
            }
            // "ninety-one", "nineteen ninety-four".
            Word::Number(19) => match (self.word(at + 1), self.word(at + 2)) {
                (Word::Number(tens @ (20..=90)), Word::Number(ones @ 1..=9)) if tens % 10 == 0 => {
                    Some((1900 + i16::try_from(tens + ones).ok()?, at + 3))
                }
                (Word::Number(tens @ (20..=90)), _) if tens % 10 == 0 => {
                    Some((1900 + i16::try_from(tens).ok()?, at + 2))
                }
                _ => None,
            },
            // "two thousand" alone counts people.
            Word::Number(2)
                if self.word(at + 1) == Word::Number(1000)
                    && at > 0
                    && matches!(
                        self.word(at - 1),
                        Word::Unit(Unit::Year, false) | Word::Month(_)
                    ) =>
            {
                let ones = self.skip(at + 2, |w| w == Word::And);
                match self.word(ones) {
                    Word::Number(ones_value @ 1..=99) => {
                        Some((2000 + i16::try_from(ones_value).ok()?, ones + 1))
                    }
                    _ => Some((2000, at + 2)),
                }
            }
            way @ (Word::This | Word::Last | Word::Next)
                if matches!(self.word(at + 1), Word::Unit(Unit::Year, _)) =>
            {
                let steps = match way {
                    Word::Last => -1,
                    Word::Next => 1,
                    _ => 0,
                };
                Some((self.year_from_now(steps)?, at + 2))
            }
            _ => None,
        }
    }

    /// Adds a part of the day behind a date: "Friday morning", "yesterday at noon".
    fn with_part(
        &self,
        at: usize,
        kind: TimeKind,
        value: Option<String>,
        firm: bool,
    ) -> Option<Parsed> {
        if let Word::Part(part) = self.word(at) {
            let value = value
                .filter(|v| v.len() == 10)
                .map(|v| format!("{v}T{}", part.code()));
            return Some(Parsed {
                len: at + 1,
                kind: TimeKind::Time,
                value,
                firm,
            });
        }
        Some(Parsed {
            len: at,
            kind,
            value,
            firm,
        })
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
        Some(Parsed {
            len,
            kind: TimeKind::Set,
            value: Some(value),
            firm: self.word(0) == Word::Every,
        })
    }

    /// "now", "recently", "soon": present, past or future and no more.
    fn vague(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::The | Word::About | Word::Stretch));
        // "year-ago", "year-end", "overnight", "mid-afternoon": near the report's date, and no more
        // is said.
        if let (Word::Unit(Unit::Year, false), next @ (Word::Ago | Word::Earlier | Word::Stretch)) =
            (self.word(at), self.word(at + 1))
        {
            let value = self.relative(|date| {
                if next == Word::Stretch {
                    Some(holding(date, Unit::Year))
                } else {
                    self.year_before(date, 1)
                }
            });
            return Some(Parsed {
                len: at + 2,
                kind: TimeKind::Date,
                value,
                firm: false,
            });
        }
        if let Word::Part(part) = self.word(at) {
            let value = self.relative(|date| Some(format!("{date}T{}", part.code())));
            return Some(Parsed {
                len: at + 1,
                kind: TimeKind::Time,
                value,
                firm: false,
            });
        }
        if self.word(at) == Word::Then
            && let Some(spoken) = self.context.spoken
        {
            return Some(Parsed {
                len: at + 1,
                kind: TimeKind::Date,
                value: Some(holding(spoken.first, spoken.unit)),
                firm: false,
            });
        }
        let value = match (self.word(at), self.word(at + 1)) {
            (Word::Present | Word::This, _) => "PRESENT_REF",
            (Word::Past | Word::Recent | Word::Earlier | Word::Last | Word::Then, _) => "PAST_REF",
            (Word::Future | Word::Next, _) | (Word::Near, Word::Period) => "FUTURE_REF",
            _ => return None,
        };
        let len = at + 1 + usize::from(self.word(at) == Word::Near);
        Some(Parsed {
            len,
            kind: TimeKind::Date,
            value: Some(value.to_owned()),
            firm: false,
        })
    }
}
