//! What a communication is worth to somebody who reads little: which of all stand in a brief.
//!
//! Both ends known by name say more than one, many reports more than one, and secret ones are what a
//! reader looks for.

use sayso_core::attribution::Party;
use sayso_core::language::EntityKind;
use sayso_core::link::{Communication, Entry, ReportIndex};
use sayso_core::told::{Secrecy, Status, Told};

/// What communications are ordered by, the worthiest the greatest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Worth {
    /// Of both ends, how many are known by name.
    pub(crate) ends: u8,
    /// In how many reports it is told.
    pub(crate) reports: usize,
    /// Whether it was in secret.
    pub(crate) is_secret: bool,
    /// How much is said of it: its channel, its time, whether it was open.
    pub(crate) says: u8,
}

impl Worth {
    /// Weighs a communication; `None` if it did not take place.
    pub(crate) fn of<'e>(
        communication: &Communication,
        entry: impl Fn(ReportIndex) -> Option<&'e Entry>,
    ) -> Option<Self> {
        let told = |(report, at): &(ReportIndex, usize)| {
            let entry = entry(*report)?;
            Some((*report, entry, entry.reading.told.get(*at)?))
        };
        let all: Vec<(ReportIndex, &Entry, &Told)> =
            communication.tellings.iter().filter_map(told).collect();
        let (_, where_told, clearest) = *all.get(communication.clearest).or(all.first())?;
        let status = all.iter().map(|(.., told)| told.status).min()?;
        let secrecy = clearest
            .secrecy
            .or_else(|| all.iter().find_map(|(.., told)| told.secrecy));
        let mut reports: Vec<ReportIndex> = all.iter().map(|(report, ..)| *report).collect();
        reports.dedup();
        let is_dated = all.iter().any(|(_, entry, told)| {
            let time = told.when.map(|id| entry.reading.times.get(id.0 as usize));
            time.flatten().is_some()
        });
        let known = |parties: &[Party]| {
            !parties.is_empty() && parties.iter().all(|party| is_named(where_told, party))
        };
        (status == Status::Happened).then(|| Worth {
            ends: u8::from(known(&clearest.from)) + u8::from(known(&clearest.to)),
            reports: reports.len(),
            is_secret: secrecy == Some(Secrecy::Secret),
            says: u8::from(clearest.channel.is_some())
                + u8::from(is_dated)
                + u8::from(secrecy.is_some()),
        })
    }
}

/// Says whether somebody in a finding is known by a name, and not only by a pronoun or a
/// description.
pub(crate) fn is_named(entry: &Entry, party: &Party) -> bool {
    let entity = party
        .entity
        .and_then(|entity| entry.reading.entities.get(entity.0 as usize));
    entity.is_some_and(|entity| entity.kind != EntityKind::Unnamed)
}
