//! Parts of a longer time and times counted from a date: "the first week of May", "the last four
//! months of 2013", "three days after January 12".

use jiff::civil::Date;

use super::{Grammar, Parsed};
use crate::language::times::TimeKind;
use crate::language::times::story::Spoken;
use crate::language::times::units::{Unit, holding, moved};
use crate::language::times::words::Word;

impl Grammar<'_> {
    /// "the first week of May", "the last day of 2013", "the first six months of last year".
    pub(super) fn part_of(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| w == Word::The);
        let from_end = match self.word(at) {
            Word::Last => true,
            Word::Ordinal(_) => false,
            _ => return None,
        };
        let number = if let Word::Ordinal(number) = self.word(at) {
            number
        } else {
            1
        };
        at += 1;
        let count = match self.word(at) {
            Word::Number(count) => {
                at += 1;
                count
            }
            _ => 1,
        };
        let Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month), plural) = self.word(at)
        else {
            return None;
        };
        // "The first days of May" do not say how many; "the second three months" is not said.
        if self.word(at + 1) != Word::Of || plural != (count > 1) || (number > 1 && count > 1) {
            return None;
        }
        let rest = self.behind(at + 2)?;
        let whole = rest
            .calendar_date()
            .or_else(|| rest.relative_unit())
            .or_else(|| rest.year())?;
        let value = whole.value.as_deref().and_then(|value| {
            let whole = Spoken::of(value).filter(|whole| whole.unit > unit)?;
            let end = moved(whole.first, 1, whole.unit)?;
            let (first, behind) = if from_end {
                (moved(end, -i64::from(count), unit)?, end)
            } else {
                let first = moved(whole.first, i64::from(number) - 1, unit)?;
                (first, moved(first, i64::from(count), unit)?)
            };
            (first >= whole.first && behind <= end)
                .then(|| stretch(first, behind, unit))
                .flatten()
        });
        Some(Parsed {
            len: at + 2 + whole.len,
            kind: TimeKind::Date,
            value,
            firm: true,
        })
    }

    /// "three days after January 12", "two weeks before yesterday", "a year from Monday".
    pub(super) fn counted_from_date(&self) -> Option<Parsed> {
        let (count, at) = match self.word(0) {
            Word::Number(count) => (count, 1),
            Word::One => (1, 1),
            _ => return None,
        };
        let Word::Unit(unit, _) = self.word(at) else {
            return None;
        };
        let sign = match self.word(at + 1) {
            Word::After | Word::From => 1,
            Word::Before => -1,
            _ => return None,
        };
        let rest = self.behind(at + 2)?;
        let from = rest
            .calendar_date()
            .or_else(|| rest.weekday())
            .or_else(|| rest.day())
            .or_else(|| rest.year())?;
        let value = from.value.as_deref().and_then(|value| {
            let from = Spoken::of(value).filter(|from| from.unit <= unit && unit >= Unit::Day)?;
            let there = moved(from.first, sign * i64::from(count), unit)?;
            // Days and weeks are counted from a day to a day; months and years are rarely meant to
            // the day.
            Some(holding(
                there,
                if from.unit == Unit::Day && unit <= Unit::Week {
                    Unit::Day
                } else {
                    unit
                },
            ))
        });
        Some(Parsed {
            len: at + 2 + from.len,
            kind: TimeKind::Date,
            value,
            firm: true,
        })
    }
}

/// Writes the stretch from one day up to another, in whole months where `unit` is one.
fn stretch(first: Date, behind: Date, unit: Unit) -> Option<String> {
    let fine = if unit == Unit::Month {
        Unit::Month
    } else {
        Unit::Day
    };
    let (first, last) = (
        holding(first, fine),
        holding(moved(behind, -1, Unit::Day)?, fine),
    );
    Some(if first == last {
        first
    } else {
        format!("{first}/{last}")
    })
}
