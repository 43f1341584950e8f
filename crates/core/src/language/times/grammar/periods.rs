//! Periods longer than a day, and counted time: "the third quarter", "two weeks ago", "last summer", "the 1980s".

use super::{Grammar, Parsed, YEARS};
use crate::language::times::TimeKind;
use crate::language::times::units::{Unit, duration, holding, moved, quarter};
use crate::language::times::words::Word;

impl Grammar<'_> {
    /// "the third quarter", "fourth quarter of 1988", "the 1988 second quarter", "the latest quarter".
    pub(super) fn quarter(&self) -> Option<Parsed> {
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
    pub(super) fn counted(&self) -> Option<Parsed> {
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
    pub(super) fn relative_unit(&self) -> Option<Parsed> {
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
    pub(super) fn season(&self) -> Option<Parsed> {
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
    pub(super) fn decade(&self) -> Option<Parsed> {
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
    pub(super) fn year(&self) -> Option<Parsed> {
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
}
