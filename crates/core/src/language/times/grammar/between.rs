//! What lies between two times: "November 5-7", "from Monday to Wednesday", "between March and May
//! 2014", "2010-2014".

use super::{Context, Grammar, Parsed, YEARS};
use crate::language::times::story::Spoken;
use crate::language::times::words::Word;
use crate::language::times::{Looks, TimeKind};

impl Grammar<'_> {
    /// Reads an interval; its value is "first/last".
    pub(super) fn between(&self) -> Option<Parsed> {
        let opened = self.word(0) == Word::Between;
        let inside = self.behind(usize::from(opened))?;
        let found = inside
            .days_of_one_month(opened)
            .or_else(|| inside.years(opened))
            .or_else(|| inside.two_dates(opened))?;
        Some(Parsed {
            len: found.len + usize::from(opened),
            ..found
        })
    }

    /// Returns what stands behind the word that joins two times: "to", a hyphen, and "and" where
    /// "between" opened.
    fn joint(&self, at: usize, opened: bool) -> Option<usize> {
        match self.word(at) {
            Word::To => Some(at + 1),
            Word::And if opened => Some(at + 1),
            _ if self.joined(at) => Some(at),
            _ => None,
        }
    }

    fn day_of_month(&self, at: usize) -> Option<u32> {
        match self.word(at) {
            Word::Number(day @ 1..=31) | Word::Ordinal(day @ 1..=31) => Some(day),
            _ => None,
        }
    }

    /// "November 5-7, 2014", "5 to 7 November", "18 and 19 June": the month and year of one day are
    /// the other's.
    fn days_of_one_month(&self, opened: bool) -> Option<Parsed> {
        let leads = matches!(self.word(0), Word::Month(_));
        let first = usize::from(leads);
        let day = self.day_of_month(first)?;
        // Two days of which one follows the other are what lies between them.
        let follow =
            self.word(first + 1) == Word::And && self.day_of_month(first + 2) == Some(day + 1);
        let second = self.joint(first + 1, opened || follow)?;
        self.day_of_month(second)?;
        let mut atoms = self.atoms.to_vec();
        let last = if leads {
            // The month and the second day make a date with what follows.
            atoms.drain(first..second);
            (Grammar {
                atoms: &atoms,
                ..*self
            })
            .calendar_date()?
        } else {
            self.behind(second)?.calendar_date()?
        };
        if last.kind != TimeKind::Date {
            return None;
        }
        let len = second + last.len - if leads { first } else { 0 };
        let found = Parsed {
            len,
            kind: TimeKind::Date,
            value: None,
            firm: true,
        };
        let Some(end) = last.value else {
            return Some(found);
        };
        let begins = Spoken::of(&end)?
            .first
            .with()
            .day(i8::try_from(day).ok()?)
            .build()
            .ok()?
            .to_string();
        (begins < end).then(|| Parsed {
            value: Some(format!("{begins}/{end}")),
            ..found
        })
    }

    /// "2010-2014", "from 2010 to 2014", "2014-15".
    fn years(&self, opened: bool) -> Option<Parsed> {
        let second = self.joint(1, opened)?;
        let (Word::Number(first), Word::Number(last)) = (self.word(0), self.word(second)) else {
            return None;
        };
        // "2014-11" may be a month.
        let last = if self.joined(second) && (13..=99).contains(&last) {
            first / 100 * 100 + last
        } else {
            last
        };
        let are_years = YEARS.contains(&first) && YEARS.contains(&last) && first < last;
        are_years.then(|| Parsed {
            len: second + 1,
            kind: TimeKind::Date,
            value: Some(format!("{first:04}/{last:04}")),
            firm: true,
        })
    }

    /// "Monday to Wednesday", "March to May 2014", "October 30 through November 2".
    fn two_dates(&self, opened: bool) -> Option<Parsed> {
        let date = |grammar: &Grammar<'_>| {
            grammar
                .calendar_date()
                .or_else(|| grammar.weekday())
                .filter(|found| found.kind == TimeKind::Date)
        };
        let len = date(self)?.len;
        let second = self.joint(len, opened)?;
        let last = date(&self.behind(second)?)?;
        let found = Parsed {
            len: second + last.len,
            kind: TimeKind::Date,
            value: None,
            firm: true,
        };
        let Some(end) = last.value else {
            return Some(found);
        };
        // The first day or month is the last one before the second.
        let context = Context {
            reference: Some(Spoken::of(&end)?.first),
            looks: Looks::Back,
            ..self.context
        };
        let begins = date(&Grammar { context, ..*self })?.value?;
        (begins < end).then(|| Parsed {
            value: Some(format!("{begins}/{end}")),
            ..found
        })
    }
}
