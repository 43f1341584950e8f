//! Units of time and calendar arithmetic on the report's date, written as TIMEX3 writes values.

use jiff::Span as Stretch;
use jiff::civil::Date;

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A part of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// Returns TIMEX3's letters.
    pub(super) fn code(self) -> &'static str {
        match self {
            DayPart::Morning => "MO",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night => "NI",
        }
    }
}

/// A season.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// Returns TIMEX3's letters.
    pub(super) fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        }
    }

    /// Returns the month in which the season begins in the northern hemisphere.
    pub(super) fn begins(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Fall => 9,
            Season::Winter => 12,
        }
    }
}

/// Writes a duration: "P3Y", "PT45M", "PXM"; `count` is `None` where the words do not tell it.
pub(super) fn duration(count: Option<u32>, unit: Unit) -> String {
    let (mark, letter, factor) = match unit {
        Unit::Second => ("PT", 'S', 1),
        Unit::Minute => ("PT", 'M', 1),
        Unit::Hour => ("PT", 'H', 1),
        Unit::Day => ("P", 'D', 1),
        Unit::Week => ("P", 'W', 1),
        Unit::Month => ("P", 'M', 1),
        Unit::Quarter => ("P", 'Q', 1),
        Unit::Year => ("P", 'Y', 1),
        Unit::Decade => ("P", 'Y', 10),
        Unit::Century => ("P", 'Y', 100),
    };
    match (count, unit) {
        (Some(count), _) => format!("{mark}{}{letter}", u64::from(count) * factor),
        (None, Unit::Decade) => "PXE".to_owned(),
        (None, Unit::Century) => "PXC".to_owned(),
        (None, _) => format!("{mark}X{letter}"),
    }
}

/// Writes the unit that holds a date: its week, month, quarter, year.
pub(super) fn holding(date: Date, unit: Unit) -> String {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => date.to_string(),
        Unit::Week => week(date),
        Unit::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Unit::Quarter => format!("{:04}-Q{}", date.year(), quarter(date)),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
    }
}

/// Returns the quarter of a date, 1 to 4.
pub(super) fn quarter(date: Date) -> i8 {
    (date.month() - 1) / 3 + 1
}

/// Writes the ISO week of a date.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Moves a date by so many units; `None` beyond the calendar.
pub(super) fn moved(date: Date, count: i64, unit: Unit) -> Option<Date> {
    /// Beyond this nothing a report says is a date.
    const FARTHEST: i64 = 100_000;
    if count.abs() > FARTHEST {
        return None;
    }
    let none = Stretch::new();
    let stretch = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Ok(none),
        Unit::Day => none.try_days(count),
        Unit::Week => none.try_weeks(count),
        Unit::Month => none.try_months(count),
        Unit::Quarter => none.try_months(count * 3),
        Unit::Year => none.try_years(count),
        Unit::Decade => none.try_years(count * 10),
        Unit::Century => none.try_years(count * 100),
    };
    date.checked_add(stretch.ok()?).ok()
}

/// Returns the given month nearest to the date, as its first day.
pub(super) fn nearest_month(date: Date, month: i8) -> Option<Date> {
    let months = i64::from(month) - i64::from(date.month());
    let away = match months {
        7.. => months - 12,
        ..=-7 => months + 12,
        near => near,
    };
    moved(date.first_of_month(), away, Unit::Month)
}

/// Returns the given day of a month nearest to the date; `None` if that month has no such day.
pub(super) fn nearest_day(date: Date, month: i8, day: i8) -> Option<Date> {
    (-1..=1i16)
        .filter_map(|years| Date::new(date.year().checked_add(years)?, month, day).ok())
        .min_by_key(|candidate| date.duration_until(*candidate).abs())
}

/// Returns the last such weekday before the date, or the date itself if `on` and it is one; 0 is Monday.
pub(super) fn weekday_before(date: Date, weekday: i8, on: bool) -> Option<Date> {
    let back = i64::from((date.weekday().to_monday_zero_offset() - weekday).rem_euclid(7));
    moved(date, if back == 0 && !on { -7 } else { -back }, Unit::Day)
}

/// Returns the first such weekday after the date, or the date itself if `on` and it is one; 0 is Monday.
pub(super) fn weekday_after(date: Date, weekday: i8, on: bool) -> Option<Date> {
    let ahead = i64::from((weekday - date.weekday().to_monday_zero_offset()).rem_euclid(7));
    moved(date, if ahead == 0 && !on { 7 } else { ahead }, Unit::Day)
}
