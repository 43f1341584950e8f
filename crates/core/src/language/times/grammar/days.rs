//! Days and hours: "November 7", "last Friday", "yesterday at noon", "the weekend".

use super::{Grammar, Parsed, YEARS};
use crate::language::times::TimeKind;
use crate::language::times::units::{Unit, holding, moved, nearest_day, nearest_month, week, weekday_after, weekday_before};
use crate::language::times::words::Word;
use jiff::civil::Date;

impl Grammar<'_> {
    /// Moves a day or month that would lie ahead of the report a year back where its clause looks back: what has
    /// happened "in March" happened in the last one.
    fn told(&self, reference: Date, found: Date, unit: Unit) -> Option<Date> {
        let is_ahead = if unit == Unit::Month { found > reference.first_of_month() } else { found > reference };
        if self.back && is_ahead { moved(found, -1, Unit::Year) } else { Some(found) }
    }

    /// "November 7, 2014", "7 Nov 2014", "mid-October", "early in June", "last April".
    pub(super) fn calendar_date(&self) -> Option<Parsed> {
        // "2014-11-07" comes as three numbers of one token.
        if let (Word::Number(year), Word::Number(month @ 1..=12), Word::Number(day @ 1..=31)) = (self.word(0), self.word(1), self.word(2))
            && YEARS.contains(&year)
            && self.atoms.first().map(|a| a.token) == self.atoms.get(2).map(|a| a.token)
        {
            let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            return Some(Parsed { len: 3, kind: TimeKind::Date, value: Some(date.to_string()), firm: true });
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
        let Word::Month(month) = self.word(at) else { return None };
        at += 1;
        if day.is_none()
            && let Word::Number(number @ 1..=31) | Word::Ordinal(number @ 1..=31) = self.word(at)
            // "June 2 percent" is rare, "June 12 hours" rarer; a unit behind makes it no day.
            && !matches!(self.word(at + 1), Word::Unit(..))
        {
            day = i8::try_from(number).ok();
            at += 1;
        }
        let year = self.year_at(at);
        if let Some((_, behind)) = year {
            at = behind;
        }
        let value = match (day, year, direction) {
            (Some(day), Some((year, _)), _) => Date::new(year, month, day).ok().map(|d| d.to_string()),
            (Some(day), None, _) => self.relative(|date| self.told(date, nearest_day(date, month, day)?, Unit::Day).map(|d| d.to_string())),
            (None, Some((year, _)), _) => Some(format!("{year:04}-{month:02}")),
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
        // "may" and "march" are verbs unless a number or a small word says otherwise; `find` asks for a capital.
        self.with_part(at, TimeKind::Date, value, true)
    }

    /// "5 p.m.", "7:30 a.m. Friday", "noon", with the day before or behind it.
    pub(super) fn clock(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| w == Word::Of);
        let (minutes, exact) = match (self.word(at), self.word(at + 1)) {
            (Word::Number(hour @ 1..=12), Word::Half { afternoon }) => {
                at += 2;
                ((hour % 12 + if afternoon { 12 } else { 0 }) * 60, false)
            }
            (Word::Clock(minutes), Word::Half { afternoon }) => {
                at += 2;
                (minutes % 720 + if afternoon { 720 } else { 0 }, true)
            }
            (Word::Clock(minutes), _) => {
                at += 1;
                (minutes, true)
            }
            (Word::Fixed(minutes), _) => {
                at += 1;
                (minutes, true)
            }
            _ => return None,
        };
        let after_zone = if self.word(at) == Word::Other && self.word(at + 1) == Word::Comma { at + 2 } else { at };
        let rest = Grammar { atoms: self.atoms.get(self.skip(after_zone, |w| matches!(w, Word::Of | Word::Comma))..)?, ..*self };
        let day = rest.weekday().or_else(|| rest.day()).or_else(|| rest.calendar_date());
        let date = match &day {
            Some(day) => day.value.clone(),
            None => self.reference.map(|d| d.to_string()),
        };
        let len = day.map_or(at, |d| self.atoms.len() - rest.atoms.len() + d.len);
        let hours = if exact { format!("{:02}:{:02}", minutes / 60, minutes % 60) } else { format!("{:02}", minutes / 60) };
        Some(Parsed { len, kind: TimeKind::Time, value: date.filter(|d| d.len() == 10).map(|d| format!("{d}T{hours}")), firm: true })
    }

    /// "Friday", "last Friday", "early Tuesday", "Monday evening", "Friday, November 7".
    pub(super) fn weekday(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::Stretch | Word::Earlier | Word::Later | Word::Of | Word::The));
        let mut direction = None;
        if self.word(at) == Word::This && self.word(at + 1) == Word::Next {
            at += 1;
        }
        if let way @ (Word::Last | Word::Next | Word::This) = self.word(at) {
            direction = Some(way);
            at += 1;
        }
        let Word::Weekday(day) = self.word(at) else { return None };
        at += 1;
        // The day of the month decides, whatever day of the week it is said to be.
        if self.word(at) == Word::Comma
            && let Some(rest) = self.atoms.get(at + 1..)
            && let Some(date) = (Grammar { atoms: rest, ..*self }).calendar_date()
        {
            return Some(Parsed { len: at + 1 + date.len, ..date });
        }
        let value = self.relative(|date| {
            let found = match direction {
                Some(Word::Last) => weekday_before(date, day, false),
                Some(Word::Next) => weekday_after(date, day, false),
                _ if self.ahead => weekday_after(date, day, true),
                _ => weekday_before(date, day, true),
            };
            found.map(|d| d.to_string())
        });
        if self.word(at) == Word::The || self.word(at) == Word::Of {
            return Some(Parsed { len: at, kind: TimeKind::Date, value, firm: true });
        }
        self.with_part(at, TimeKind::Date, value, true)
    }

    /// "yesterday", "earlier today", "last night", "this morning", "tomorrow evening", "tonight".
    pub(super) fn day(&self) -> Option<Parsed> {
        let start = self.skip(0, |w| matches!(w, Word::Stretch | Word::Earlier | Word::Later | Word::Of));
        if let (Word::This | Word::Last, Word::Part(part)) = (self.word(start), self.word(start + 1)) {
            let back = if self.word(start) == Word::Last { -1 } else { 0 };
            let value = self.relative(|date| Some(format!("{}T{}", moved(date, back, Unit::Day)?, part.code())));
            return Some(Parsed { len: start + 2, kind: TimeKind::Time, value, firm: true });
        }
        // "mid-afternoon yesterday".
        if let (Word::Part(part), Word::Day(days)) = (self.word(start), self.word(start + 1)) {
            let value = self.relative(|date| Some(format!("{}T{}", moved(date, i64::from(days), Unit::Day)?, part.code())));
            return Some(Parsed { len: start + 2, kind: TimeKind::Time, value, firm: true });
        }
        let Word::Day(days) = self.word(start) else { return None };
        let value = self.relative(|date| Some(moved(date, i64::from(days), Unit::Day)?.to_string()));
        self.with_part(start + 1, TimeKind::Date, value, true)
    }

    /// "the weekend", "last weekend", "next weekend".
    pub(super) fn weekend(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::The | Word::Of | Word::Stretch));
        let (weeks, at) = match self.word(at) {
            Word::Last => (-1, at + 1),
            Word::Next => (1, at + 1),
            Word::This => (0, at + 1),
            _ if self.ahead => (0, at),
            _ => (-1, at),
        };
        (self.word(at) == Word::Weekend).then(|| Parsed {
            len: at + 1,
            kind: TimeKind::Date,
            value: self.relative(|date| Some(format!("{}-WE", week(moved(date, weeks, Unit::Week)?)))),
            firm: true,
        })
    }
}
