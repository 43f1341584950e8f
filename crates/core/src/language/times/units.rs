//! Units of time and calendar arithmetic on the report's date, written as TIMEX3 writes values.

use jiff::Span as Stretch;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A unit of time, from fine to coarse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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

    /// Returns the season of TIMEX3's letters.
    pub(super) fn of(code: &str) -> Option<Season> {
        [Season::Spring, Season::Summer, Season::Fall, Season::Winter]
            .into_iter()
            .find(|season| season.code() == code)
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

/// Joins two durations, the coarser first: "PT1H" and "PT20M" to "PT1H20M".
pub(super) fn joined(coarse: &str, fine: &str) -> String {
    let fine = fine
        .strip_prefix(if coarse.contains('T') { "PT" } else { "P" })
        .unwrap_or(fine);
    format!("{coarse}{fine}")
}

/// Writes a count and a half of a unit: "P2Y6M", "PT1H30M"; `None` for units that have no whole
/// half.
pub(super) fn and_a_half(count: u32, unit: Unit) -> Option<String> {
    let half = match unit {
        Unit::Minute => "PT30S",
        Unit::Hour => "PT30M",
        Unit::Day => "PT12H",
        Unit::Year => "P6M",
        Unit::Decade => {
            return Some(duration(
                Some(count.checked_mul(10)?.checked_add(5)?),
                Unit::Year,
            ));
        }
        Unit::Century => {
            return Some(duration(
                Some(count.checked_mul(100)?.checked_add(50)?),
                Unit::Year,
            ));
        }
        Unit::Second | Unit::Week | Unit::Month | Unit::Quarter => return None,
    };
    Some(if count == 0 {
        half.to_owned()
    } else {
        joined(&duration(Some(count), unit), half)
    })
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

/// Months that a month without a year may lie ahead; one that would lie farther lies behind. In the
/// training news of `TimeNorm` 43 of 49 months that could lie one to four months ahead do, and 67
/// of 71 of those farther off lie behind.
const AHEAD: i8 = 4;

/// Returns the given month that a date means without a year, as its first day.
pub(super) fn nearest_month(date: Date, month: i8) -> Option<Date> {
    let ahead = (month - date.month()).rem_euclid(12);
    moved(
        date.first_of_month(),
        i64::from(if ahead > AHEAD { ahead - 12 } else { ahead }),
        Unit::Month,
    )
}

/// Returns the given day of a month that a date means without a year; `None` if that month has no
/// such day.
pub(super) fn nearest_day(date: Date, month: i8, day: i8) -> Option<Date> {
    let near = nearest_month(date, month)?;
    // 29 February is none in most years: the nearest that has one is meant.
    [0, -1, 1]
        .into_iter()
        .find_map(|years| Date::new(near.year().checked_add(years)?, month, day).ok())
}

/// Returns the given weekday of the week that holds a date; 0 is Monday.
pub(super) fn weekday_within(date: Date, weekday: i8) -> Option<Date> {
    moved(
        date,
        i64::from(weekday - date.weekday().to_monday_zero_offset()),
        Unit::Day,
    )
}

/// Returns the last such weekday before the date, or the date itself if `on` and it is one; 0 is
/// Monday.
pub(super) fn weekday_before(date: Date, weekday: i8, on: bool) -> Option<Date> {
    let back = i64::from((date.weekday().to_monday_zero_offset() - weekday).rem_euclid(7));
    moved(date, if back == 0 && !on { -7 } else { -back }, Unit::Day)
}

/// Returns the first such weekday after the date, or the date itself if `on` and it is one; 0 is
/// Monday.
pub(super) fn weekday_after(date: Date, weekday: i8, on: bool) -> Option<Date> {
    let ahead = i64::from((weekday - date.weekday().to_monday_zero_offset()).rem_euclid(7));
    moved(date, if ahead == 0 && !on { 7 } else { ahead }, Unit::Day)
}

/// Writes a value of TIMEX3 as ISO 8601: quarters, halves, seasons and weekends are intervals, a
/// part of a day is its day, and a decade or century has an X for each figure that is open (ISO
/// 8601-2). A duration or set stays as it is.
pub(super) fn iso(value: &str) -> String {
    if value.bytes().all(|b| b.is_ascii_digit()) {
        return match value.len() {
            2 => format!("{value}XX"),
            3 => format!("{value}X"),
            _ => value.to_owned(),
        };
    }
    if let Some((day, _)) = value
        .split_once('T')
        .filter(|(day, part)| day.len() == 10 && part.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return day.to_owned();
    }
    // ISO 8601 knows no duration of quarters.
    if let Some(quarters) = value
        .strip_prefix('P')
        .and_then(|rest| rest.strip_suffix('Q'))
        .and_then(|count| count.parse::<u32>().ok())
    {
        return duration(Some(quarters.saturating_mul(3)), Unit::Month);
    }
    interval(value).unwrap_or_else(|| value.to_owned())
}

/// Writes the interval that a season, quarter, half of a year or weekend takes; `None` if a value
/// is none of these.
fn interval(value: &str) -> Option<String> {
    let (year, part) = value.split_once('-')?;
    if let Some(number) = part
        .strip_prefix('W')
        .and_then(|week| week.strip_suffix("-WE"))
    {
        let saturday =
            ISOWeekDate::new(year.parse().ok()?, number.parse().ok()?, Weekday::Saturday)
                .ok()?
                .date();
        return Some(format!("{saturday}/{}", moved(saturday, 1, Unit::Day)?));
    }
    let (begins, months) = match part {
        "H1" => (1, 6),
        "H2" => (7, 6),
        "Q1" => (1, 3),
        "Q2" => (4, 3),
        "Q3" => (7, 3),
        "Q4" => (10, 3),
        _ => (Season::of(part)?.begins(), 3),
    };
    let first = Date::new(year.parse().ok()?, begins, 1).ok()?;
    let last = moved(first, months - 1, Unit::Month)?;
    Some(format!(
        "{}/{}",
        holding(first, Unit::Month),
        holding(last, Unit::Month)
    ))
}
