//! What a carrier knows about a report, gathered into the core's terms.

use jiff::civil::Date;
use sayso_core::page;
use sayso_core::report::{About, DatePlace, Event, Moment, Stated};

/// The longest title, name or address that is taken over, in bytes. Longer ones are texts in the
/// wrong field.
const MOST_WORDS: usize = 2000;

/// How many names one byline may have.
const MOST_NAMES: usize = 50;

/// Gathers what is known. What was said first counts.
#[derive(Default)]
pub(crate) struct Known(About);

impl Known {
    /// Begins with what is known of every part.
    pub(crate) fn new() -> Self {
        Known::default()
    }

    /// Takes the title.
    pub(crate) fn title(&mut self, words: &str) {
        set(&mut self.0.title, words);
    }

    /// Takes the publisher.
    pub(crate) fn outlet(&mut self, words: &str) {
        set(&mut self.0.outlet, words);
    }

    /// Takes the address.
    pub(crate) fn url(&mut self, words: &str) {
        if words.trim().starts_with("http://") || words.trim().starts_with("https://") {
            set(&mut self.0.url, words);
        }
    }

    /// Takes the language; only its two letters.
    pub(crate) fn language(&mut self, words: &str) {
        let code: String = words
            .trim()
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .flat_map(char::to_lowercase)
            .collect();
        if code.len() == 2 {
            set(&mut self.0.language, &code);
        }
    }

    /// Takes the name of one who wrote it.
    pub(crate) fn byline(&mut self, words: &str) {
        let mut name = None;
        set(&mut name, words);
        if let Some(name) =
            name.filter(|name| self.0.bylines.len() < MOST_NAMES && !self.0.bylines.contains(name))
        {
            self.0.bylines.push(name);
        }
    }

    /// Takes a date as it is written.
    pub(crate) fn date(&mut self, event: Event, words: &str) {
        if let Some(moment) = moment(words) {
            self.moment(event, moment);
        }
    }

    /// Takes a date.
    pub(crate) fn moment(&mut self, event: Event, moment: Moment) {
        let own = match event {
            Event::Published => &mut self.0.published,
            Event::Modified => &mut self.0.modified,
        };
        if own.is_some() {
            return;
        }
        *own = Some(moment);
        self.0.dates.push(Stated {
            event,
            moment,
            place: DatePlace::Carrier,
        });
    }

    /// Ends, with what is known of every part of the file.
    pub(crate) fn about(mut self, base: &About) -> About {
        // A report that was not changed since carries its date of publication a second time.
        if self.0.modified == self.0.published {
            self.0.modified = None;
            self.0.dates.retain(|date| date.event == Event::Published);
        }
        self.0.fill(base);
        self.0
    }
}

fn set(own: &mut Option<String>, words: &str) {
    if own.is_none() && !words.trim().is_empty() && words.len() <= MOST_WORDS {
        *own = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Reads a date as carriers write it: any form that pages use, and digits alone: a day, or seconds
/// since 1970.
pub(crate) fn moment(words: &str) -> Option<Moment> {
    let words = words.trim();
    let bytes = words.as_bytes();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    match digits {
        // 20141107, 20141107T093000, 20141107093000
        8 | 14 if digits == bytes.len() || digits == 8 && bytes.get(8) == Some(&b'T') => {
            compact(words)
        }
        9 | 10 if digits == bytes.len() => epoch(words.parse().ok()?),
        12 | 13 if digits == bytes.len() => epoch(words.parse::<i64>().ok()? / 1000),
        _ => page::date(words),
    }
}

fn compact(words: &str) -> Option<Moment> {
    let number = |from: usize, to: usize| words.get(from..to)?.parse::<i8>().ok();
    let date = Date::new(words.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?).ok()?;
    let at = if words.as_bytes().get(8) == Some(&b'T') {
        9
    } else {
        8
    };
    let time = number(at, at + 2)
        .zip(number(at + 2, at + 4))
        .zip(number(at + 4, at + 6));
    let time = time
        .and_then(|((hour, minute), second)| jiff::civil::Time::new(hour, minute, second, 0).ok());
    Some(Moment { date, time }).filter(|_| date.year() >= 1800)
}

fn epoch(seconds: i64) -> Option<Moment> {
    let there = jiff::Timestamp::from_second(seconds)
        .ok()?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .datetime();
    Some(Moment {
        date: there.date(),
        time: Some(there.time()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_carriers_write_them() {
        let reads = |words: &str| {
            moment(words)
                .map(|moment| moment.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            reads("Fri, 07 Nov 2014 09:30:00 -0500"),
            "2014-11-07T09:30:00"
        );
        assert_eq!(reads("2014-11-07T23:30:00-05:00"), "2014-11-07T23:30:00");
        assert_eq!(reads("2014-11-07 09:30:00"), "2014-11-07T09:30:00");
        assert_eq!(reads("20141107"), "2014-11-07");
        assert_eq!(reads("20141107T093000"), "2014-11-07T09:30:00");
        assert_eq!(reads("1415352600"), "2014-11-07T09:30:00");
        assert_eq!(reads("1415352600000"), "2014-11-07T09:30:00");
        assert_eq!(reads("soon"), "");
        assert_eq!(reads("99999999"), "");
    }

    #[test]
    fn what_is_said_first_counts() {
        let mut known = Known::new();
        known.title("  One\n title ");
        known.title("Another");
        known.url("javascript:x");
        known.language("en-GB");
        known.date(Event::Published, "2014-11-07");
        known.date(Event::Modified, "2014-11-07");
        let about = known.about(&About::default());
        assert_eq!(about.title.as_deref(), Some("One title"));
        assert_eq!(
            (about.url, about.language.as_deref(), about.modified),
            (None, Some("en"), None)
        );
        assert_eq!(about.dates.len(), 1);
    }
}
