//! Dates as ranges of days: what an ISO value may mean, so that a month, a week and a day compare.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The days that a value may mean, from the first to the last.
///
/// Ranges sort by their first days; of those that begin together the widest is first, as a month
/// stands before its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Days {
    /// The first day.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
}

impl Days {
    /// Reads an ISO value: a day with or without a time, a month, a week, a quarter, a season, a
    /// year, or an interval `a/b`. `None` if it is a duration or no year is known.
    pub(crate) fn of(value: &str) -> Option<Self> {
        if let Some((from, to)) = value.split_once('/') {
            let (from, to) = (Days::of(from)?, Days::of(to)?);
            return Some(Days {
                first: from.first.min(to.first),
                last: from.last.max(to.last),
            });
        }
        let day = value.split('T').next().unwrap_or(value);
        if let Ok(day) = day.parse::<Date>() {
            return Some(Days {
                first: day,
                last: day,
            });
        }
        let (year, rest) = day
            .split_once('-')
            .map_or((day, ""), |(year, rest)| (year, rest));
        let is_year = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let year: i16 = year.parse().ok().filter(|_| is_year)?;
        if let Some(week) = rest.strip_prefix('W').filter(|week| *week != "I") {
            let (week, end) = week
                .split_once('-')
                .map_or((week, ""), |(week, end)| (week, end));
            let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
            let monday = monday.date();
            let (from, to) = if end == "WE" { (5, 6) } else { (0, 6) };
            return Some(Days {
                first: monday.checked_add(from.days()).ok()?,
                last: monday.checked_add(to.days()).ok()?,
            });
        }
        // Seasons begin with March, June, September and December, which ends in the next year.
        let (month, months) = match rest {
            "" => (1, 12),
            "Q1" => (1, 3),
            "Q2" => (4, 3),
            "Q3" => (7, 3),
            "Q4" => (10, 3),
            "H1" => (1, 6),
            "H2" => (7, 6),
            "SP" => (3, 3),
            "SU" => (6, 3),
            "FA" => (9, 3),
            "WI" => (12, 3),
            month => (month.parse().ok()?, 1),
        };
        let first = Date::new(year, month, 1).ok()?;
        let last = first.checked_add(months.months()).and_then(Date::yesterday);
        Some(Days {
            first,
            last: last.unwrap_or(Date::MAX),
        })
    }

    /// Says whether it may be on this day or later.
    pub(crate) fn may_be_since(&self, day: Date) -> bool {
        self.last >= day
    }

    /// Returns what ranges are sorted by.
    pub(crate) fn order(&self) -> (Date, std::cmp::Reverse<Date>) {
        (self.first, std::cmp::Reverse(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> Option<String> {
        let days = Days::of(value)?;
        Some(format!("{} {}", days.first, days.last))
    }

    #[test]
    fn a_value_is_the_days_that_it_may_mean() {
        for (value, days) in [
            ("2013-12-05", "2013-12-05 2013-12-05"),
            ("2013-12-05T09:30:00", "2013-12-05 2013-12-05"),
            ("2013-12", "2013-12-01 2013-12-31"),
            ("2012-02", "2012-02-01 2012-02-29"),
            ("2013", "2013-01-01 2013-12-31"),
            ("2014-W45", "2014-11-03 2014-11-09"),
            ("2014-W45-WE", "2014-11-08 2014-11-09"),
            ("2014-Q3", "2014-07-01 2014-09-30"),
            ("2014-WI", "2014-12-01 2015-02-28"),
            ("2014-11-03/2014-11-07", "2014-11-03 2014-11-07"),
            ("2013-09/2013-12", "2013-09-01 2013-12-31"),
            ("9999-12", "9999-12-01 9999-12-31"),
        ] {
            assert_eq!(written(value).as_deref(), Some(days), "{value}");
        }
        for value in [
            "P3D",
            "PT7H",
            "XXXX-WXX-1",
            "XXXX-05",
            "2014-13",
            "2014-W60",
            "",
        ] {
            assert_eq!(written(value), None, "{value}");
        }
    }

    #[test]
    fn weeks_stand_among_days_and_a_month_before_its_own() {
        let mut values = [
            "2014-12-01",
            "2014-W45",
            "2014-11-04",
            "2014-11",
            "2014-11-01",
        ];
        values.sort_by_key(|value| Days::of(value).map(|days| days.order()));
        let sorted = [
            "2014-11",
            "2014-11-01",
            "2014-W45",
            "2014-11-04",
            "2014-12-01",
        ];
        assert_eq!(values, sorted);
    }

    #[test]
    fn a_month_may_be_any_of_its_days() {
        let since = Date::constant(2013, 12, 15);
        assert!(Days::of("2013-12").is_some_and(|days| days.may_be_since(since)));
        assert!(!Days::of("2013-11").is_some_and(|days| days.may_be_since(since)));
    }
}
