//! The day of publication where the outlet is.
//!
//! Programs write moments in universal time, and a report of the evening comes out a day late. The
//! same moment stands elsewhere on the page as people there read it; that day is meant by
//! "yesterday".

use jiff::Span;
use jiff::civil::DateTime;

use crate::page::dates;
use crate::report::{About, DatePlace, Event, Moment};

/// A stated moment, and whether it is told in universal time.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) moment: Moment,
    pub(super) is_universal: bool,
}

impl Written {
    /// Reads a moment out of a value that a program wrote.
    pub(super) fn of(value: &str) -> Option<Self> {
        let end = value.trim().to_ascii_lowercase();
        let signs = ["z", "+00:00", "+0000", "+00", "gmt", "utc"];
        dates::find(value).map(|found| Written {
            moment: found.moment,
            is_universal: signs.iter().any(|sign| end.ends_with(sign)),
        })
    }
}

/// Puts the moments that the page tells in universal time where the outlet has them, if the page
/// says it.
pub(super) fn to_local(about: &mut About, written: &[Written]) {
    // How far the outlet's clock is from universal time, once one moment has told it.
    let mut ahead: Option<Span> = None;
    for event in [Event::Published, Event::Modified] {
        let own = match event {
            Event::Published => about.published,
            Event::Modified => about.modified,
        };
        let universal = own.filter(|own| {
            written
                .iter()
                .any(|written| written.is_universal && written.moment == *own)
        });
        let Some(universal) = universal else { continue };
        let local = about
            .dates
            .iter()
            .filter(|stated| stated.event == event || stated.place == DatePlace::Address)
            .find(|stated| is_same(universal, stated.moment, stated.place))
            .map(|stated| stated.moment);
        ahead = ahead.or(local.and_then(|local| Some(at(local)? - at(universal)?)));
        let moved = ahead.and_then(|ahead| at(universal)?.checked_add(ahead).ok());
        let moved = moved.map(|there| Moment {
            date: there.date(),
            time: Some(there.time()),
        });
        let local = local.or(moved);
        match event {
            Event::Published => about.published = local.or(own),
            Event::Modified => about.modified = local.or(own),
        }
    }
}

fn at(moment: Moment) -> Option<DateTime> {
    Some(DateTime::from_parts(moment.date, moment.time?))
}

/// The hours by which clocks differ from universal time, to the west and to the east.
const WEST: f64 = 12.0;
const EAST: f64 = 14.0;

/// Says whether a moment in universal time is this one of another day, on a clock elsewhere.
fn is_same(universal: Moment, other: Moment, place: DatePlace) -> bool {
    let Some(time) = universal.time else {
        return false;
    };
    if other.date == universal.date {
        return false;
    }
    let there = DateTime::from_parts(universal.date, time);
    match other.time {
        Some(own) => {
            let ahead = DateTime::from_parts(other.date, own) - there;
            let minutes = ahead.total(jiff::Unit::Minute).unwrap_or(f64::MAX);
            // Zones differ by quarters of an hour; a page may leave the seconds out.
            (-WEST * 60.0..=EAST * 60.0).contains(&minutes)
                && (minutes.rem_euclid(15.0) < 0.01 || {
                    let rounded = minutes + f64::from(time.second()) / 60.0;
                    own.second() == 0 && rounded.rem_euclid(15.0) < 0.01
                })
        }
        // A day alone counts where readers see it.
        None if matches!(place, DatePlace::Text | DatePlace::Address) => {
            let days = (other.date - universal.date).get_days();
            let hour = f64::from(time.hour());
            days == -1 && hour < WEST || days == 1 && hour >= 24.0 - EAST
        }
        None => false,
    }
}
