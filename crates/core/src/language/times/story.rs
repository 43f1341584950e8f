//! What time a report spoke of last: what "two months later", "that day" and "the year-earlier
//! quarter" reckon from.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::units::{Season, Unit};

/// A time that was spoken of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Spoken {
    /// Its first day.
    pub(super) first: Date,
    /// How fine it was given.
    pub(super) unit: Unit,
}

impl Spoken {
    /// Reads a value; `None` if it is no date: a duration, a set, past or future without a date.
    pub(super) fn of(value: &str) -> Option<Spoken> {
        // What follows an interval follows its end.
        let value = value.rsplit('/').next()?;
        let day = value.split('T').next()?;
        let mut parts = day.split('-');
        let (year, part) = (
            parts
                .next()
                .filter(|year| year.len() == 4)?
                .parse::<i16>()
                .ok()?,
            parts.next(),
        );
        let at = |month: i8, unit: Unit| {
            Some(Spoken {
                first: Date::new(year, month, 1).ok()?,
                unit,
            })
        };
        let Some(part) = part else {
            return at(1, Unit::Year);
        };
        if let Some(week) = part.strip_prefix('W').and_then(|week| week.parse().ok()) {
            return Some(Spoken {
                first: ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date(),
                unit: Unit::Week,
            });
        }
        if let Some(quarter) = part
            .strip_prefix('Q')
            .and_then(|quarter| quarter.parse::<i8>().ok())
            .filter(|quarter| (1..=4).contains(quarter))
        {
            return at(3 * quarter - 2, Unit::Quarter);
        }
        // Half a year and a season are no finer than a quarter.
        let begins = Season::of(part).map(Season::begins).or(match part {
            "H1" => Some(1),
            "H2" => Some(7),
            _ => None,
        });
        if let Some(month) = begins {
            return at(month, Unit::Quarter);
        }
        let month = part.parse().ok()?;
        match parts.next() {
            Some(number) => Some(Spoken {
                first: Date::new(year, month, number.parse().ok()?).ok()?,
                unit: Unit::Day,
            }),
            None => at(month, Unit::Month),
        }
    }
}

/// Sentences for which a time stays spoken of: about the paragraph it stands in and the next. What
/// comes later has moved on.
const REMEMBERED: usize = 5;

/// The same of a month that was named.
const MONTH_REMEMBERED: usize = 15;

/// The times that a text has spoken of, up to one place.
#[derive(Clone, Default, Debug)]
pub(super) struct Story {
    /// With the last sentence that remembers it.
    last: Option<(Spoken, usize)>,
    quarter: Option<(Date, usize)>,
    month: Option<(Spoken, usize)>,
    sentence: usize,
}

impl Story {
    /// Goes on to the next sentence.
    pub(super) fn turn(&mut self) {
        self.sentence += 1;
    }

    /// Remembers what an expression came to; `named` says whether it gave its quarter by number,
    /// `said` whether it only tells when something was said: what was said goes on from another
    /// time.
    pub(super) fn note(&mut self, value: &str, named: bool, said: bool) {
        let Some(spoken) = Spoken::of(value) else {
            return;
        };
        self.last = Some((spoken, self.sentence + if said { 1 } else { REMEMBERED }));
        // A report on a quarter names it first; the others are held against it.
        if named && spoken.unit == Unit::Quarter && self.quarter().is_none() {
            self.quarter = Some((spoken.first, self.sentence));
        }
    }

    /// Returns the time last spoken of.
    pub(super) fn last(&self) -> Option<Spoken> {
        self.last
            .filter(|(_, until)| self.sentence <= *until)
            .map(|(spoken, _)| spoken)
    }

    /// Remembers a day or month that was given by the name of its month.
    pub(super) fn note_month(&mut self, value: &str) {
        let spoken =
            Spoken::of(value).filter(|spoken| matches!(spoken.unit, Unit::Day | Unit::Month));
        self.month = spoken.map(|spoken| (spoken, self.sentence)).or(self.month);
    }

    /// Returns the day last spoken of, or the month last named: what "the 3rd" is a day of.
    pub(super) fn near(&self) -> Option<Spoken> {
        let day = self.last().filter(|spoken| spoken.unit <= Unit::Day);
        let month = self
            .month
            .filter(|(_, at)| self.sentence - at <= MONTH_REMEMBERED);
        day.or(month.map(|(spoken, _)| spoken))
    }

    /// Returns the first day of the quarter that the text is about: the first of late that was
    /// named by its number.
    pub(super) fn quarter(&self) -> Option<Date> {
        self.quarter
            .filter(|(_, at)| self.sentence - at <= REMEMBERED)
            .map(|(first, _)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_back() {
        let read =
            |value: &str| Spoken::of(value).map(|spoken| (spoken.first.to_string(), spoken.unit));
        let is = |first: &str, unit| Some((first.to_owned(), unit));
        assert_eq!(read("2014-11-07"), is("2014-11-07", Unit::Day));
        assert_eq!(read("2014-11-07T17:30"), is("2014-11-07", Unit::Day));
        assert_eq!(read("2014-11"), is("2014-11-01", Unit::Month));
        assert_eq!(read("2014-Q3"), is("2014-07-01", Unit::Quarter));
        assert_eq!(read("2014-W45"), is("2014-11-03", Unit::Week));
        assert_eq!(read("2014-FA"), is("2014-09-01", Unit::Quarter));
        assert_eq!(read("2014"), is("2014-01-01", Unit::Year));
        assert_eq!(read("2014-11-01/2014-11-05"), is("2014-11-05", Unit::Day));
        assert_eq!(read("P3D"), None);
        assert_eq!(read("PAST_REF"), None);
        assert_eq!(read("198X"), None);
        assert_eq!(read("2014-é9"), None);
    }

    #[test]
    fn a_time_is_forgotten() {
        let mut story = Story::default();
        story.note("2014-11", false, false);
        (0..REMEMBERED).for_each(|_| story.turn());
        assert!(story.last().is_some());
        story.turn();
        assert!(story.last().is_none());
        story.note("2014-11", false, true);
        story.turn();
        assert!(story.last().is_some());
        story.turn();
        assert!(story.last().is_none());
    }
}
