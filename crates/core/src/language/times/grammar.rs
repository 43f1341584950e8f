//! Atoms of time to expressions and their values: the patterns in which news gives dates.
//!
//! Each pattern is a method that looks at the atoms from one place on and says how far it reaches.
//! The longest pattern wins, the earlier in the list on equal length.

use jiff::civil::Date;

use super::units::{Unit, duration, holding, moved, nearest_day, nearest_month, quarter, week, weekday_after, weekday_before};
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

    /// Moves a day or month that would lie ahead of the report a year back where its clause looks back: what has
    /// happened "in March" happened in the last one.
    fn told(&self, reference: Date, found: Date, unit: Unit) -> Option<Date> {
        let is_ahead = if unit == Unit::Month { found > reference.first_of_month() } else { found > reference };
        if self.back && is_ahead { moved(found, -1, Unit::Year) } else { Some(found) }
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

    /// "November 7, 2014", "7 Nov 2014", "mid-October", "early in June", "last April".
    fn calendar_date(&self) -> Option<Parsed> {
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

    /// Adds a part of the day behind a date: "Friday morning", "yesterday at noon".
    fn with_part(&self, at: usize, kind: TimeKind, value: Option<String>, firm: bool) -> Option<Parsed> {
        if let Word::Part(part) = self.word(at) {
            let value = value.filter(|v| v.len() == 10).map(|v| format!("{v}T{}", part.code()));
            return Some(Parsed { len: at + 1, kind: TimeKind::Time, value, firm });
        }
        Some(Parsed { len: at, kind, value, firm })
    }

    /// "5 p.m.", "7:30 a.m. Friday", "noon", with the day before or behind it.
    fn clock(&self) -> Option<Parsed> {
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
    fn weekday(&self) -> Option<Parsed> {
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
    fn day(&self) -> Option<Parsed> {
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
    fn weekend(&self) -> Option<Parsed> {
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

    /// "the third quarter", "fourth quarter of 1988", "the 1988 second quarter", "the latest quarter".
    fn quarter(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::The | Word::One | Word::Describes | Word::Other | Word::Of));
        let mut year = None;
        let mut years_back = 0;
        let mut which = None;
        while at < self.atoms.len() {
            match self.word(at) {
                Word::Number(number) if YEARS.contains(&number) => year = i16::try_from(number).ok(),
                Word::Unit(Unit::Year, false) if matches!(self.word(at + 1), Word::Ago | Word::Earlier) => {
                    years_back = 1;
                    at += 1;
                }
                Word::Last | Word::Next | Word::This if matches!(self.word(at + 1), Word::Unit(Unit::Year, false)) => {
                    let (given, behind) = self.year_at(at)?;
                    year = Some(given);
                    at = behind - 1;
                }
                Word::Ordinal(number @ 1..=4) => which = i8::try_from(number).ok(),
                Word::Latest | Word::Describes => {}
                _ => break,
            }
            at += 1;
        }
        if !matches!(self.word(at), Word::Unit(Unit::Quarter, false) | Word::Period) {
            return None;
        }
        if self.word(at) == Word::Period && years_back == 0 && year.is_none() && self.word(at - usize::from(at > 0)) != Word::Latest {
            return None;
        }
        at += 1;
        if year.is_none()
            && matches!(self.word(at), Word::Of)
            && let Some((given, behind)) = self.year_at(at)
        {
            (year, at) = (Some(given), behind);
        }
        // Companies report on the quarter that ended last.
        let value = match (year, which, self.reference) {
            (Some(year), Some(which), _) => Some(format!("{year:04}-Q{which}")),
            (year, which, Some(date)) => {
                let last = moved(date, -1, Unit::Quarter)?;
                let year = year.unwrap_or(last.year()) - years_back;
                Some(format!("{year:04}-Q{}", which.unwrap_or_else(|| quarter(last))))
            }
            _ => None,
        };
        Some(Parsed { len: at, kind: TimeKind::Date, value, firm: which.is_some() })
    }

    /// "three days", "10 days ago", "two years earlier", "the past five weeks", "seven-hour", "two to three weeks".
    fn counted(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::About | Word::The | Word::Of));
        let mut window = None;
        if let way @ (Word::Last | Word::Next | Word::This | Word::Latest) = self.word(at) {
            window = Some(way);
            at += 1;
        }
        // "the first nine months".
        if matches!(self.word(at), Word::Ordinal(_)) && matches!(self.word(at + 1), Word::Number(_) | Word::Some) {
            at += 1;
        }
        at = self.skip(at, |w| w == Word::About);
        let mut count = None;
        let mut told = false;
        let mut multiple = 1;
        match self.word(at) {
            Word::Number(number) => {
                (count, told) = (Some(number), true);
                at += 1;
                // "twenty four", "two hundred".
                match (number, self.word(at)) {
                    (20..=90, Word::Number(ones @ 1..=9)) if number % 10 == 0 => {
                        count = Some(number + ones);
                        at += 1;
                    }
                    (1..=99, Word::Number(100)) => {
                        count = Some(number * 100);
                        at += 1;
                    }
                    _ => {}
                }
                if self.word(at) == Word::And && matches!(self.word(at + 1), Word::Number(_)) {
                    at += 2;
                }
            }
            Word::One => {
                (count, told) = (Some(1), true);
                at += 1;
                match self.word(at) {
                    Word::Some => (count, at) = (None, at + 1),
                    Word::Couple => (count, at) = (Some(2), self.skip(at + 1, |w| w == Word::Of)),
                    Word::Number(100) => (count, at) = (Some(100), at + 1),
                    Word::HalfOf => return None,
                    _ => {}
                }
            }
            Word::Some | Word::Recent => {
                told = true;
                at = self.skip(at + 1, |w| matches!(w, Word::Of | Word::About));
            }
            Word::Couple => {
                (count, told) = (Some(2), true);
                at = self.skip(at + 1, |w| w == Word::Of);
            }
            _ => {}
        }
        at = self.skip(at, |w| matches!(w, Word::Describes | Word::About));
        let Word::Unit(unit, plural) = self.word(at) else { return None };
        if unit == Unit::Century && told {
            multiple = 1;
        }
        at += 1;
        if !told && !plural {
            return None;
        }
        // "a minute and a half" and "hours and minutes" keep the larger unit.
        let direction = match self.word(at) {
            Word::Ago | Word::Earlier if told || self.word(at) == Word::Ago => Some(-1),
            Word::Later if told && !matches!(self.word(at + 1), Word::Month(_) | Word::The) => Some(1),
            _ => None,
        };
        if let Some(sign) = direction {
            let value = match count {
                Some(count) => self.relative(|date| {
                    let there = moved(date, sign * i64::from(count) * multiple, unit)?;
                    Some(if unit == Unit::Decade { holding(there, Unit::Year) } else { holding(there, unit) })
                }),
                None => Some(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()),
            };
            return Some(Parsed { len: at + 1, kind: TimeKind::Date, value, firm: true });
        }
        at = self.skip(at, |w| matches!(w, Word::Old | Word::Period));
        let value = match (window, count, unit) {
            // "the past year" is a year, "the past two years" are a stretch.
            (_, Some(24), Unit::Hour) if window.is_some() => duration(Some(1), Unit::Day),
            _ => duration(count, unit),
        };
        let firm = told && count.is_some() || window.is_some();
        Some(Parsed { len: at, kind: TimeKind::Duration, value: Some(value), firm })
    }

    /// "last week", "this month", "earlier this year", "next year", "the end of the month", "the following month".
    fn relative_unit(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::Stretch | Word::Earlier | Word::Later | Word::Of | Word::The));
        let stretched = at > 0 && matches!(self.word(0), Word::Stretch | Word::Earlier | Word::Later);
        let way = self.word(at);
        let steps = match way {
            Word::Last => -1,
            Word::Next => 1,
            Word::This => 0,
            Word::Latest => -1,
            _ => 0,
        };
        let pointed = matches!(way, Word::Last | Word::Next | Word::This | Word::Latest);
        if pointed {
            at += 1;
        }
        at = self.skip(at, |w| matches!(w, Word::Describes | Word::About));
        let Word::Unit(unit, false) = self.word(at) else { return None };
        if !pointed && !matches!(self.word(at.wrapping_sub(1)), Word::The | Word::Describes) {
            return None;
        }
        at += 1;
        let value = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Some(duration(None, unit)),
            // A quarter without a number is the one that was reported on.
            Unit::Quarter if !pointed => self.relative(|date| Some(holding(moved(date, -1, unit)?, unit))),
            _ => self.relative(|date| Some(holding(moved(date, steps, unit)?, unit))),
        };
        // "year end".
        if self.word(at) == Word::Stretch && unit == Unit::Year {
            at += 1;
        }
        Some(Parsed {
            len: at,
            kind: TimeKind::Date,
            value,
            firm: pointed && (unit != Unit::Day || steps != 0) || (stretched && unit != Unit::Day),
        })
    }

    /// "summer", "last spring", "the winter of 1994".
    fn season(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::Stretch | Word::The | Word::Of | Word::Earlier | Word::Later));
        let mut way = None;
        while let step @ (Word::Last | Word::Next | Word::This) = self.word(at) {
            way = Some(step);
            at += 1;
        }
        let Word::Season(season) = self.word(at) else { return None };
        at += 1;
        let year = self.year_at(at);
        if let Some((_, behind)) = year {
            at = behind;
        }
        let value = match year {
            Some((year, _)) => Some(format!("{year:04}-{}", season.code())),
            None => self.relative(|date| {
                let back = way == Some(Word::Last) && season.begins() + 3 > date.month();
                let ahead = way == Some(Word::Next) && season.begins() <= date.month();
                let year = date.year() - i16::from(back) + i16::from(ahead);
                Some(format!("{year:04}-{}", season.code()))
            }),
        };
        // "fall" and "spring" alone are verbs and nouns of their own.
        Some(Parsed { len: at, kind: TimeKind::Date, value, firm: year.is_some() || way.is_some() })
    }

    /// "the 1980s", "the mid-1990s", "the nineties", "the 20th century".
    fn decade(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::Stretch | Word::The | Word::Of | Word::HalfOf | Word::Last));
        let value = match (self.word(at), self.word(at + 1)) {
            (Word::Decade(year @ 1000..=2090), _) => format!("{}", year / 10),
            (Word::Decade(year @ 20..=90), _) => format!("19{}", year / 10),
            (Word::Ordinal(number @ 2..=21), Word::Unit(Unit::Century, _)) => {
                return Some(Parsed { len: at + 2, kind: TimeKind::Date, value: Some(format!("{}XX", number - 1)), firm: true });
            }
            _ => return None,
        };
        Some(Parsed { len: at + 1, kind: TimeKind::Date, value: Some(value), firm: true })
    }

    /// "2014", "early 1991", "the end of 1994", "fiscal 1989".
    fn year(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| matches!(w, Word::Stretch | Word::The | Word::Of | Word::Describes | Word::Unit(Unit::Year, false)));
        let half = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            (Word::Ordinal(half @ 1..=2), Word::HalfOf, Word::Of) => Some((half, at + 3)),
            (Word::Last, Word::HalfOf, Word::Of) => Some((2, at + 3)),
            _ => None,
        };
        let at = half.map_or(at, |(_, behind)| behind);
        let (year, behind) = match self.word(at) {
            Word::Number(_) => self.year_at(at)?,
            _ => return None,
        };
        let value = half.map_or_else(|| format!("{year:04}"), |(half, _)| format!("{year:04}-H{half}"));
        let behind = if self.word(behind) == Word::Period { behind + 1 } else { behind };
        Some(Parsed { len: behind, kind: TimeKind::Date, value: Some(value), firm: true })
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
