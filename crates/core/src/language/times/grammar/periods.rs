//! Periods longer than a day, and counted time: "the third quarter", "two weeks ago", "last
//! summer", "the 1980s".

use super::{Grammar, Parsed, YEARS};
use crate::language::times::units::{Unit, and_a_half, duration, holding, joined, moved, quarter};
use crate::language::times::words::Word;
use crate::language::times::{Looks, TimeKind};

impl Grammar<'_> {
    /// "the third quarter", "fourth quarter of 1988", "the 1988 second quarter", "the latest
    /// quarter".
    pub(super) fn quarter(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| {
            matches!(
                w,
                Word::The | Word::One | Word::Describes | Word::Other | Word::Of
            )
        });
        let mut year = None;
        let mut years_back = 0;
        let mut which = None;
        while at < self.atoms.len() {
            match self.word(at) {
                Word::Number(number) if YEARS.contains(&number) => {
                    year = i16::try_from(number).ok();
                }
                Word::Unit(Unit::Year, false)
                    if matches!(self.word(at + 1), Word::Ago | Word::Earlier) =>
                {
                    years_back = 1;
                    at += 1;
                }
                Word::Last | Word::Next | Word::This
                    if matches!(self.word(at + 1), Word::Unit(Unit::Year, false)) =>
                {
                    let (given, behind) = self.year_at(at)?;
                    year = Some(given);
                    at = behind - 1;
                }
                Word::Ordinal(number @ 1..=4) => which = i8::try_from(number).ok(),
                Word::Latest | Word::Describes => {}
                // "last year's first quarter".
                Word::Of if year.is_some() => {}
                _ => break,
            }
            at += 1;
        }
        if !matches!(
            self.word(at),
            Word::Unit(Unit::Quarter, false) | Word::Period
        ) {
            return None;
        }
        let points = (0..at).any(|at| self.points(at));
        let (head, before) = (self.word(at), self.word(at - usize::from(at > 0)));
        at += 1;
        if year.is_none()
            && (self.word(at) == Word::Of || !matches!(self.word(at), Word::Number(_)))
            && let Some((given, behind)) = self.year_at(at)
        {
            (year, at) = (Some(given), behind);
        }
        // "the quarter a year ago".
        if let (Word::One, Word::Unit(Unit::Year, false), Word::Ago | Word::Earlier) =
            (self.word(at), self.word(at + 1), self.word(at + 2))
        {
            (years_back, at) = (1, at + 3);
        }
        if head == Word::Period && years_back == 0 && year.is_none() && before != Word::Latest {
            return None;
        }
        let value = match (year, which, self.context.reference) {
            (Some(year), Some(which), _) => Some(format!("{year:04}-Q{which}")),
            (year, which, Some(date)) => {
                // Companies report on the quarter that ended last; one without a number is the one
                // that was named.
                let ended = moved(date, -1, Unit::Quarter)?;
                let spoken = self
                    .context
                    .spoken
                    .filter(|spoken| spoken.unit == Unit::Quarter && points)
                    .map(|spoken| spoken.first);
                let told = if which.is_none() {
                    spoken.or(self.context.quarter).unwrap_or(ended)
                } else {
                    ended
                };
                let year = year.unwrap_or(told.year()).checked_sub(years_back)?;
                Some(format!(
                    "{year:04}-Q{}",
                    which.unwrap_or_else(|| quarter(told))
                ))
            }
            _ => None,
        };
        Some(Parsed {
            len: at,
            kind: TimeKind::Date,
            value,
            firm: which.is_some(),
        })
    }

    /// "three days", "10 days ago", "two years earlier", "the past five weeks", "seven-hour", "two
    /// to three weeks".
    pub(super) fn counted(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| matches!(w, Word::About | Word::The | Word::Of));
        let mut window = None;
        if let way @ (Word::Last | Word::Next | Word::This | Word::Latest | Word::Future) =
            self.word(at)
        {
            window = Some(if way == Word::Future { Word::Next } else { way });
            at += 1;
        }
        // "the first nine months".
        if matches!(self.word(at), Word::Ordinal(_))
            && matches!(self.word(at + 1), Word::Number(_) | Word::Some)
        {
            at += 1;
        }
        at = self.skip(at, |w| w == Word::About);
        let mut half = false;
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
                    (1..=99, Word::Number(many @ (100 | 1000))) => {
                        count = Some(number * many);
                        at += 1;
                    }
                    _ => {}
                }
                match (self.word(at), self.word(at + 1), self.word(at + 2)) {
                    // "two or three weeks", "two to three weeks".
                    (Word::And | Word::To, Word::Number(_), _) => at += 2,
                    // "two and a half years", "2 1/2 years".
                    (Word::And, Word::One, Word::HalfOf) => (half, at) = (true, at + 3),
                    (Word::HalfOf, ..) => (half, at) = (true, at + 1),
                    _ => {}
                }
            }
            Word::One => {
                (count, told) = (Some(1), true);
                at += 1;
                match self.word(at) {
                    Word::Some => (count, at) = (None, at + 1),
                    Word::Couple => (count, at) = (Some(2), self.skip(at + 1, |w| w == Word::Of)),
                    Word::Number(100) => (count, at) = (Some(100), at + 1),
                    Word::HalfOf => (count, half, at) = (Some(0), true, at + 1),
                    _ => {}
                }
            }
            // "half an hour", "half-hour".
            Word::HalfOf if window.is_none() => {
                (count, told, half) = (Some(0), true, true);
                at = self.skip(at + 1, |w| w == Word::One);
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
        let Word::Unit(unit, plural) = self.word(at) else {
            return None;
        };
        if unit == Unit::Century && told {
            multiple = 1;
        }
        at += 1;
        if !told && !plural {
            return None;
        }
        match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            // "a minute and a half"; "hours and minutes" keep the larger unit.
            (Word::And, Word::One, Word::HalfOf) => (half, at) = (true, at + 3),
            // "a week or so".
            (Word::And, Word::About, _) => at += 2,
            // "an hour and 20 minutes".
            (Word::And, Word::Number(more), Word::Unit(finer, _)) if finer < unit && !half => {
                let value = count.map(|count| {
                    joined(&duration(Some(count), unit), &duration(Some(more), finer))
                });
                return Some(Parsed {
                    len: at + 3,
                    kind: TimeKind::Duration,
                    value,
                    firm: told,
                });
            }
            _ => {}
        }
        let direction = match self.word(at) {
            Word::Ago | Word::Earlier if told || self.word(at) == Word::Ago => Some(-1),
            // "30 minutes later this week" are two.
            Word::Later
                if told
                    && !matches!(
                        self.word(at + 1),
                        Word::Month(_) | Word::The | Word::This | Word::Day(_) | Word::Weekday(_)
                    ) =>
            {
                Some(1)
            }
            // "two weeks before" ends its clause; "two weeks before the vote" is a stretch of two
            // weeks.
            Word::Before if told && self.clause_ends(at + 1) => Some(-1),
            Word::After if told && self.clause_ends(at + 1) => Some(1),
            _ => None,
        };
        if let Some(sign) = direction {
            let value = match count {
                // Half a unit back is no unit that has a name.
                Some(_) if half => {
                    Some(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned())
                }
                Some(count) => self.relative(|date| {
                    let steps = sign * i64::from(count) * multiple;
                    match unit {
                        Unit::Year if sign < 0 => self.year_before(date, -steps),
                        Unit::Year => self.years_from(date, steps),
                        Unit::Decade => Some(holding(moved(date, steps, unit)?, Unit::Year)),
                        _ => Some(holding(moved(date, steps, unit)?, unit)),
                    }
                }),
                None => Some(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()),
            };
            return Some(Parsed {
                len: at + 1,
                kind: TimeKind::Date,
                value,
                firm: true,
            });
        }
        at = self.skip(at, |w| matches!(w, Word::Old | Word::Period));
        let value = match (window, count, unit) {
            // "the past year" is a year, "the past two years" are a stretch.
            (_, Some(24), Unit::Hour) if window.is_some() => duration(Some(1), Unit::Day),
            (_, Some(count), _) if half => and_a_half(count, unit)?,
            // "coming months": no more than that they are to come; "the coming months" begin now.
            (Some(way @ (Word::Next | Word::Last)), None, _)
                if !told && self.word(0) != Word::The =>
            {
                if way == Word::Next {
                    "FUTURE_REF"
                } else {
                    "PAST_REF"
                }
                .to_owned()
            }
            _ => duration(count, unit),
        };
        let firm = told && count.is_some() || window.is_some();
        Some(Parsed {
            len: at,
            kind: TimeKind::Duration,
            value: Some(value),
            firm,
        })
    }

    /// Says whether a clause ends before an atom: nothing follows, or a mark does.
    fn clause_ends(&self, at: usize) -> bool {
        self.atoms
            .get(at)
            .is_none_or(|atom| matches!(atom.word, Word::Comma | Word::Stop | Word::And))
    }

    /// "the day before", "the week after", "the following day", "that day", "the same month": of
    /// the time that was spoken of.
    pub(super) fn pointed_unit(&self) -> Option<Parsed> {
        let start = self.skip(0, |w| {
            matches!(w, Word::Stretch | Word::Earlier | Word::Later | Word::Of)
        });
        let at = self.skip(start, |w| matches!(w, Word::The | Word::Describes));
        let Word::Unit(unit, false) = self.word(at) else {
            return None;
        };
        let (steps, len) = match self.word(at + 1) {
            Word::Before if self.clause_ends(at + 2) => (-1, at + 2),
            Word::After if self.clause_ends(at + 2) => (1, at + 2),
            _ if (start..at).any(|at| self.points(at)) => (0, at + 1),
            _ => return None,
        };
        // Hours that were spoken of have no value of their own.
        let value = self.relative(|date| {
            if unit < Unit::Day {
                None
            } else {
                Some(holding(moved(date, steps, unit)?, unit))
            }
        });
        Some(Parsed {
            len,
            kind: TimeKind::Date,
            value,
            firm: true,
        })
    }

    /// "last week", "this month", "earlier this year", "next year", "the end of the month", "the
    /// following month".
    pub(super) fn relative_unit(&self) -> Option<Parsed> {
        let mut at = self.skip(0, |w| {
            matches!(
                w,
                Word::Stretch | Word::Earlier | Word::Later | Word::Of | Word::The
            )
        });
        let stretched =
            at > 0 && matches!(self.word(0), Word::Stretch | Word::Earlier | Word::Later);
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
        let Word::Unit(unit, false) = self.word(at) else {
            return None;
        };
        if !pointed && !matches!(self.word(at.wrapping_sub(1)), Word::The | Word::Describes) {
            return None;
        }
        at += 1;
        let value = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Some(duration(None, unit)),
            // A quarter without a number is the one that was reported on.
            Unit::Quarter if !pointed => {
                self.relative(|date| Some(holding(moved(date, -1, unit)?, unit)))
            }
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
        let mut at = self.skip(0, |w| {
            matches!(
                w,
                Word::Stretch | Word::The | Word::Of | Word::Earlier | Word::Later
            )
        });
        let mut way = None;
        while let step @ (Word::Last | Word::Next | Word::This) = self.word(at) {
            way = Some(step);
            at += 1;
        }
        let Word::Season(season) = self.word(at) else {
            return None;
        };
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
                // "This winter", said in March of what has been, is the one that has just ended, and
                // in January the one that began in the year before.
                let is_winter = season.begins() == 12;
                let over = is_winter && matches!(way, None | Some(Word::This));
                let was = over
                    && (date.month() <= 2
                        || date.month() <= 5 && self.context.looks != Looks::Ahead);
                let year = date.year() - i16::from(back || was) + i16::from(ahead);
                Some(format!("{year:04}-{}", season.code()))
            }),
        };
        // "fall" and "spring" alone are verbs and nouns of their own.
        Some(Parsed {
            len: at,
            kind: TimeKind::Date,
            value,
            firm: year.is_some() || way.is_some(),
        })
    }

    /// "the 1980s", "the mid-1990s", "the nineties", "the 20th century".
    pub(super) fn decade(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| {
            matches!(
                w,
                Word::Stretch | Word::The | Word::Of | Word::HalfOf | Word::Last
            )
        });
        let value = match (self.word(at), self.word(at + 1)) {
            (Word::Decade(year @ 1000..=2090), _) => format!("{}", year / 10),
            (Word::Decade(year @ 20..=90), _) => format!("19{}", year / 10),
            (Word::Ordinal(number @ 2..=21), Word::Unit(Unit::Century, _)) => {
                return Some(Parsed {
                    len: at + 2,
                    kind: TimeKind::Date,
                    value: Some(format!("{:02}", number - 1)),
                    firm: true,
                });
            }
            _ => return None,
        };
        Some(Parsed {
            len: at + 1,
            kind: TimeKind::Date,
            value: Some(value),
            firm: true,
        })
    }

    /// "2014", "early 1991", "the end of 1994", "fiscal 1989".
    pub(super) fn year(&self) -> Option<Parsed> {
        let at = self.skip(0, |w| {
            matches!(
                w,
                Word::Stretch
                    | Word::The
                    | Word::Of
                    | Word::Describes
                    | Word::Unit(Unit::Year, false)
            )
        });
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
        let value = half.map_or_else(
            || format!("{year:04}"),
            |(half, _)| format!("{year:04}-H{half}"),
        );
        let behind = if self.word(behind) == Word::Period {
            behind + 1
        } else {
            behind
        };
        Some(Parsed {
            len: behind,
            kind: TimeKind::Date,
            value: Some(value),
            firm: true,
        })
    }
}
