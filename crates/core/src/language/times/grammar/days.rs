//! Days and hours: "November 7", "last Friday", "yesterday at noon", "the weekend".

use super::{Grammar, Parsed, YEARS};
use crate::language::times::units::{
    Unit, holding, moved, nearest_day, nearest_month, week, weekday_after, weekday_before,
    weekday_within,
};
use crate::language::times::words::Word;
use crate::language::times::{Looks, TimeKind};
use jiff::civil::Date;

impl Grammar<'_> {
    /// Moves a day or month to the side of the report's date that its clause looks to: what has
    /// happened "in March" happened in the last one, what is to come comes in the next, unless the
    /// last one is nearer ("it closes in June", as was said in March).
    fn told(&self, reference: Date, found: Date, unit: Unit) -> Option<Date> {
        let from = if unit == Unit::Month {
            reference.first_of_month()
        } else {
            reference
        };
        match self.context.looks {
            Looks::Back if found > from => moved(found, -1, Unit::Year),
            Looks::Ahead if found < from => {
                let next = moved(found, 1, Unit::Year)?;
                Some(
                    if from.duration_until(next) < from.duration_until(found).abs() {
                        next
                    } else {
                        found
                    },
                )
            }
            _ => Some(found),
        }
    }

    /// "November 7, 2014", "7 Nov 2014", "mid-October", "early in June", "last April".
    pub(super) fn calendar_date(&self) -> Option<Parsed> {
        // "2014-11-07" comes as three numbers of one token.
        if let (Word::Number(year), Word::Number(month @ 1..=12), Word::Number(day @ 1..=31)) =
            (self.word(0), self.word(1), self.word(2))
            && YEARS.contains(&year)
            && self.atoms.first().map(|a| a.token) == self.atoms.get(2).map(|a| a.token)
        {
            let date = Date::new(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()?;
            return Some(Parsed {
                len: 3,
                kind: TimeKind::Date,
                value: Some(date.to_string()),
                firm: true,
            });
        }
        if let Some(date) = self.figures().or_else(|| self.short()) {
            return Some(Parsed {
                len: 3,
                kind: TimeKind::Date,
                value: Some(date.to_string()),
                firm: true,
            });
        }
        let start = self.skip(0, |w| matches!(w, Word::Stretch | Word::Of | Word::The));
        let (direction, mut at) = match self.word(start) {
            way @ (Word::Last | Word::Next | Word::This) => (Some(way), start + 1),
            _ => (None, start),
        };
        let mut day = None;
        if let Word::Number(number @ 1..=31) | Word::Ordinal(number @ 1..=31) = self.word(at) {
            day = i8::try_from(number).ok();
            at = self.skip(at + 1, |w| w == Word::Of);
        }
        let Word::Month(month) = self.word(at) else {
            return None;
        };
        at += 1;
        if day.is_none()
            && let Word::Number(number @ 1..=31) | Word::Ordinal(number @ 1..=31) = self.word(at)
            // "June 2 percent" is rare, "June 12 hours" rarer; a unit behind makes it no day.
            // "January nineteen ninety-six" has none.
            && !matches!(self.word(at + 1), Word::Unit(..))
            && self.year_at(at).is_none()
        {
            day = i8::try_from(number).ok();
            at += 1;
        }
        let year = self.year_at(at);
        if let Some((_, behind)) = year {
            at = behind;
        }
        let value = match (day, year, direction) {
            (Some(day), Some((year, _)), _) => {
                Date::new(year, month, day).ok().map(|d| d.to_string())
            }
            (Some(day), None, _) => self.relative(|date| {
                self.told(date, nearest_day(date, month, day)?, Unit::Day)
                    .map(|d| d.to_string())
            }),
            (None, Some((year, _)), _) => Some(format!("{year:04}-{month:02}")),
            // "This September" is this year's.
            (None, None, Some(Word::This)) => {
                self.relative(|date| Some(format!("{:04}-{month:02}", date.year())))
            }
            (None, None, direction) => self.relative(|date| {
                let near = self.told(date, nearest_month(date, month)?, Unit::Month)?;
                let first = date.first_of_month();
                let found = match direction {
                    Some(Word::Last) if near >= first => moved(near, -1, Unit::Year)?,
                    Some(Word::Next) if near <= first => moved(near, 1, Unit::Year)?,
                    _ => near,
                };
                Some(holding(found, Unit::Month))
            }),
        };
        // "may" and "march" are verbs unless a number or a small word says otherwise; `find` asks
        // for a capital.
        self.with_part(at, TimeKind::Date, value, true)
    }

    /// "the 3rd", of whatever month: the one that lies nearest to the day last spoken of, and on the
    /// side of the report's date to which its clause looks.
    pub(super) fn bare_day(&self) -> Option<Parsed> {
        let (Word::The, Word::Ordinal(number @ 1..=31)) = (self.word(0), self.word(1)) else {
            return None;
        };
        let day = i8::try_from(number).ok()?;
        let value = self.relative(|reference| {
            let near = self.context.near;
            // "Once in March, on the 12th".
            let of_month = near.filter(|near| near.unit == Unit::Month);
            let around = if of_month.is_some() { 0..=0 } else { -2..=2 };
            let near = near.map_or(reference, |near| near.first);
            let fits = |date: &Date| match self.context.looks {
                Looks::Ahead => *date >= reference,
                Looks::Back | Looks::Open => *date <= reference,
            };
            let months = around.filter_map(|months| {
                let month = moved(near.first_of_month(), months, Unit::Month)?;
                Date::new(month.year(), month.month(), day).ok()
            });
            let found = months.filter(fits);
            let found = found.min_by_key(|date| {
                near.until(*date)
                    .map_or(i32::MAX, |far| far.get_days().abs())
            });
            found.map(|date| date.to_string())
        });
        self.with_part(2, TimeKind::Date, value, true)
    }

    /// "25/12/2014" and "12/25/2014"; "5/12/2014" is one day in London and another in New York, and
    /// is left alone.
    fn figures(&self) -> Option<Date> {
        let (Word::Number(a), Word::Number(b), Word::Number(year)) =
            (self.word(0), self.word(1), self.word(2))
        else {
            return None;
        };
        if !self.joined(1) || !self.joined(2) || !YEARS.contains(&year) {
            return None;
        }
        let (day, month) = if a > 12 || a == b { (a, b) } else { (b, a) };
        if day <= 12 && a != b {
            return None;
        }
        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
    }

    /// "19-Nov-12": the year is the last that ends so, or the next.
    fn short(&self) -> Option<Date> {
        let (Word::Number(day), Word::Month(month), Word::Number(year @ 0..=99)) =
            (self.word(0), self.word(1), self.word(2))
        else {
            return None;
        };
        if !self.joined(1) || !self.joined(2) {
            return None;
        }
        let year = i16::try_from(year).ok()? + 2000;
        let latest = self.context.reference.map_or(year, |date| date.year() + 1);
        let year = if year > latest { year - 100 } else { year };
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    }

    /// "5 p.m.", "7:30 a.m. Friday", "noon", with the day before or behind it.
    pub(super) fn clock(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| w == Word::Of);
        let minutes = match (self.word(at), self.word(at + 1)) {
            (Word::Number(hour @ 1..=12), Word::Half { afternoon }) => {
                at += 2;
                (hour % 12 + if afternoon { 12 } else { 0 }) * 60
            }
            (Word::Clock(minutes), Word::Half { afternoon }) => {
                at += 2;
                minutes % 720 + if afternoon { 720 } else { 0 }
            }
            (Word::Clock(minutes), _) => {
                at += 1;
                minutes
            }
            (Word::Fixed(minutes), _) => {
                at += 1;
                minutes
            }
            _ => return None,
        };
        at = self.skip(at, |w| w == Word::Zone);
        let rest = self.behind(self.skip(at, |w| matches!(w, Word::Of | Word::Comma)))?;
        let day = rest
            .weekday()
            .or_else(|| rest.day())
            .or_else(|| rest.calendar_date());
        let date = match &day {
            Some(day) => day.value.clone(),
            None => self.context.reference.map(|d| d.to_string()),
        };
        let len = day.map_or(at, |d| self.atoms.len() - rest.atoms.len() + d.len);
        let hours = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        Some(Parsed {
            len,
            kind: TimeKind::Time,
            value: date
                .filter(|d| d.len() == 10)
                .map(|d| format!("{d}T{hours}")),
            firm: true,
        })
    }

    /// "Friday", "last Friday", "early Tuesday", "Monday evening", "Friday, November 7".
    pub(super) fn weekday(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| {
            matches!(
                w,
                Word::Stretch | Word::Earlier | Word::Later | Word::Of | Word::The
            )
        });
        let mut direction = None;
        if self.word(at) == Word::This && self.word(at + 1) == Word::Next {
            at += 1;
        }
        if let way @ (Word::Last | Word::Next | Word::This) = self.word(at) {
            direction = Some(way);
            at += 1;
        }
        let Word::Weekday(day) = self.word(at) else {
            return None;
        };
        at += 1;
        // The day of the month decides, whatever day of the week it is said to be.
        if self.word(at) == Word::Comma
            && matches!(
                self.word(at + 1),
                Word::Month(_) | Word::Number(_) | Word::Ordinal(_) | Word::The
            )
            && let Some(date) = self.behind(at + 1).and_then(|rest| rest.calendar_date())
        {
            return Some(Parsed {
                len: at + 1 + date.len,
                ..date
            });
        }
        // "Monday of last week", "Tuesday next week".
        let of = self.skip(at, |w| w == Word::Of);
        if let (way @ (Word::Last | Word::Next | Word::This), Word::Unit(Unit::Week, false)) =
            (self.word(of), self.word(of + 1))
        {
            let weeks = match way {
                Word::Last => -1,
                Word::Next => 1,
                _ => 0,
            };
            let value = self.relative(|date| {
                Some(weekday_within(moved(date, weeks, Unit::Week)?, day)?.to_string())
            });
            return Some(Parsed {
                len: of + 2,
                kind: TimeKind::Date,
                value,
                firm: true,
            });
        }
        let value = self.relative(|date| {
            let found = match direction {
                Some(Word::Last) => weekday_before(date, day, false),
                Some(Word::Next) => weekday_after(date, day, false),
                Some(_) => weekday_within(date, day),
                None if self.context.looks == Looks::Ahead => weekday_after(date, day, true),
                // "Sunday and Monday" are one after the other: the second decides.
                None => match (self.word(at), self.word(at + 1)) {
                    (Word::And, Word::Weekday(next)) if next != day => {
                        weekday_before(weekday_before(date, next, true)?, day, false)
                    }
                    _ => weekday_before(date, day, true),
                },
            };
            found.map(|d| d.to_string())
        });
        if self.word(at) == Word::The || self.word(at) == Word::Of {
            return Some(Parsed {
                len: at,
                kind: TimeKind::Date,
                value,
                firm: true,
            });
        }
        self.with_part(at, TimeKind::Date, value, true)
    }

    /// "yesterday", "earlier today", "last night", "this morning", "tomorrow evening", "tonight".
    pub(super) fn day(&self) -> Option<Parsed> {
        let start = self.skip(0, |w| {
            matches!(w, Word::Stretch | Word::Earlier | Word::Later | Word::Of)
        });
        if let (Word::This | Word::Last, Word::Part(part)) =
            (self.word(start), self.word(start + 1))
        {
            let back = if self.word(start) == Word::Last {
                -1
            } else {
                0
            };
            let value = self.relative(|date| {
                Some(format!("{}T{}", moved(date, back, Unit::Day)?, part.code()))
            });
            return Some(Parsed {
                len: start + 2,
                kind: TimeKind::Time,
                value,
                firm: true,
            });
        }
        // "the next morning", "that night", "the same evening": of the day that was spoken of.
        let part = self.skip(start, |w| matches!(w, Word::The | Word::Describes));
        let steps = if self.word(part) == Word::Next { 1 } else { 0 };
        if let Word::Part(of_day) = self.word(part + usize::from(steps == 1))
            && (steps == 1 || (start..part).any(|at| self.points(at)))
        {
            let value = self.relative(|date| {
                Some(format!(
                    "{}T{}",
                    moved(date, steps, Unit::Day)?,
                    of_day.code()
                ))
            });
            let len = part + usize::from(steps == 1) + 1;
            return Some(Parsed {
                len,
                kind: TimeKind::Time,
                value,
                firm: true,
            });
        }
        // "the day before yesterday", "the day after tomorrow".
        if let (
            Word::Unit(Unit::Day, false),
            turn @ (Word::Before | Word::After),
            Word::Day(days),
        ) = (self.word(part), self.word(part + 1), self.word(part + 2))
        {
            let days = i64::from(days) + if turn == Word::Before { -1 } else { 1 };
            let value = self.relative(|date| Some(moved(date, days, Unit::Day)?.to_string()));
            return Some(Parsed {
                len: part + 3,
                kind: TimeKind::Date,
                value,
                firm: true,
            });
        }
        // "mid-afternoon yesterday".
        if let (Word::Part(part), Word::Day(days)) = (self.word(start), self.word(start + 1)) {
            let value = self.relative(|date| {
                Some(format!(
                    "{}T{}",
                    moved(date, i64::from(days), Unit::Day)?,
                    part.code()
                ))
            });
            return Some(Parsed {
                len: start + 2,
                kind: TimeKind::Time,
                value,
                firm: true,
            });
        }
        let Word::Day(days) = self.word(start) else {
            return None;
        };
        let value =
            self.relative(|date| Some(moved(date, i64::from(days), Unit::Day)?.to_string()));
        self.with_part(start + 1, TimeKind::Date, value, true)
    }

    /// "the weekend", "last weekend", "next weekend".
    pub(super) fn weekend(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::The | Word::Of | Word::Stretch));
        let (weeks, at) = match self.word(at) {
            Word::Last => (-1, at + 1),
            Word::Next => (1, at + 1),
            Word::This => (0, at + 1),
            _ if self.context.looks == Looks::Ahead => (0, at),
            _ => (-1, at),
        };
        (self.word(at) == Word::Weekend).then(|| Parsed {
            len: at + 1,
            kind: TimeKind::Date,
            value: self
                .relative(|date| Some(format!("{}-WE", week(moved(date, weeks, Unit::Week)?)))),
            firm: true,
        })
    }
}
