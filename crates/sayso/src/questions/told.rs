//! `told`: which communications are meant.

use jiff::civil::Date;
use sayso_core::attribution::{Channel, Party};
use sayso_core::link::{Communication, ReportIndex};
use sayso_core::told::Told;

use super::words::{holds_words, words_of};
use crate::dates::Days;
use crate::pile::Pile;
use crate::wire::Word;

/// Reads a channel by its word.
pub(crate) fn channel(word: &str) -> Result<Channel, String> {
    Channel::typed(word, "channel")
}

/// Reads a day.
pub(crate) fn day(word: &str) -> Result<Date, String> {
    word.parse()
        .map_err(|_| "this is no day; write it as 2014-10-01".to_owned())
}

/// Which communications are asked for.
pub(crate) struct Wanted {
    part: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    channel: Option<Channel>,
    since: Option<Date>,
}

impl Wanted {
    /// Asks for those in which somebody has a part, tells, is told, that went one way and not
    /// before a day; an empty name is anybody.
    pub(crate) fn new(
        part: &str,
        from: &str,
        to: &str,
        channel: Option<Channel>,
        since: Option<Date>,
    ) -> Self {
        Wanted {
            part: words_of(part),
            from: words_of(from),
            to: words_of(to),
            channel,
            since,
        }
    }

    /// Returns the communications of a pile that are asked for.
    pub(crate) fn chosen<'p>(&self, pile: &'p Pile) -> Vec<&'p Communication> {
        pile.links()
            .communications
            .iter()
            .filter(|found| self.fits(pile, found))
            .collect()
    }

    /// Says whether any telling of a communication is what is asked for.
    fn fits(&self, pile: &Pile, found: &Communication) -> bool {
        pile.tellings(found)
            .any(|(report, told)| self.fits_telling(pile, report, told))
    }

    fn fits_telling(&self, pile: &Pile, report: ReportIndex, told: &Told) -> bool {
        let is = |parties: &[Party], wanted: &[String]| {
            wanted.is_empty()
                || parties
                    .iter()
                    .any(|party| holds_words(pile.party_name(report, party), wanted))
        };
        let takes_part = is(&told.from, &self.part) || is(&told.to, &self.part);
        let mutual = told.channel.is_some_and(Channel::is_mutual);
        let straight = is(&told.from, &self.from) && is(&told.to, &self.to);
        let ends = straight || mutual && is(&told.to, &self.from) && is(&told.from, &self.to);
        // "In December" is kept where it may be meant.
        let may_be =
            |since: Date| days(pile, report, told).is_some_and(|days| days.may_be_since(since));
        let dated = self.since.is_none_or(may_be);
        ends && takes_part && dated && (self.channel.is_none() || told.channel == self.channel)
    }
}

/// Returns the days that a telling may mean.
fn days(pile: &Pile, report: ReportIndex, told: &Told) -> Option<Days> {
    let times = &pile.entry(report).reading.times;
    Days::of(times.get(told.when?.0 as usize)?.value.as_deref()?)
}
