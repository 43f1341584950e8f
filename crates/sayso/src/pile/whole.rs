//! A pile that is a part of all reports: its numbers, totals and head are those of all.

use sayso_core::language::EntityKind;
use sayso_core::link::{Claim, ClaimId, CommunicationId, LinkedEntity, ReportIndex};

use super::{Pile, narrow};
use crate::dated;
use crate::dates::Days;
use crate::key::Key;
use crate::lists::{Head, List, Places, Tied, Whole};
use crate::ties::ties;
use crate::worth::Worth;

impl Pile {
    /// Notes what all reports come to of which these are a part.
    pub(crate) fn part_of(self, whole: Option<Whole>) -> Self {
        Pile { whole, ..self }
    }

    /// Returns where what it has of a list stands in the whole, if it has what was asked for of a
    /// list and no more.
    pub(crate) fn places(&self, list: List) -> Option<&Places> {
        self.whole.as_ref()?.lists.get(&list)
    }

    /// Returns who was in contact with whom, of the part of that list that it has.
    pub(crate) fn tied(&self) -> &[Tied] {
        self.whole.as_ref().map_or(&[], |whole| &whole.ties)
    }

    /// Returns how much is dated among all, by days and kinds, if it has a part of the timeline.
    pub(crate) fn dated(&self) -> Option<&[(Days, usize, usize)]> {
        self.places(List::Timeline)?;
        Some(&self.whole.as_ref()?.dated)
    }

    /// Returns the key of whoever is named by a mention, if it is known among all.
    pub(crate) fn known_key(&self, entity: &LinkedEntity) -> Option<&Key> {
        let first = entity.mentions.first()?;
        self.whole.as_ref()?.keys.get(first)
    }

    /// Returns the number of a claim as people type it: among all, from 1.
    pub(crate) fn claim_number(&self, claim: ClaimId) -> u32 {
        let claims = self.whole.as_ref().map(|whole| &whole.claims);
        numbered(claims, claim.0)
    }

    /// Returns the number of a communication, among all, from 1.
    pub(crate) fn communication_number(&self, communication: CommunicationId) -> u32 {
        let told = self.whole.as_ref().map(|whole| &whole.told);
        numbered(told, communication.0)
    }

    /// Returns the claim that has a number, if it is here.
    pub(crate) fn claim_numbered(&self, number: usize) -> Option<usize> {
        let mut claims = (0..).map(ClaimId).take(self.links.claims.len());
        claims.position(|claim| self.claim_number(claim) as usize == number)
    }

    /// Counts the claims, among all.
    pub(crate) fn claims(&self) -> usize {
        let all = self.whole.as_ref().map(|whole| whole.all_claims);
        all.unwrap_or(self.links.claims.len())
    }

    /// Counts the entries of a list, among all.
    pub(crate) fn total(&self, list: List) -> usize {
        if let Some(places) = self.places(list) {
            return places.total;
        }
        let readings = || self.entries.iter().map(|entry| &entry.reading);
        match list {
            List::Claims => self.links.claims.len(),
            List::Told => self.links.communications.len(),
            List::Conflicts => self.links.conflicts.len(),
            List::Copies => self.links.copies.len(),
            List::Notes => readings().map(|reading| reading.notes.len()).sum(),
            List::Knew => readings().map(|reading| reading.knew.len()).sum(),
            List::Timeline => {
                let dated = self
                    .entries
                    .iter()
                    .map(|entry| dated::of_entry(entry).len());
                dated.sum()
            }
            List::People | List::Mentioned => {
                let entities = self.links.entities.iter();
                entities
                    .filter(|entity| entity.kind != EntityKind::Unnamed)
                    .count()
            }
            List::Contacts => ties(self).len(),
            List::Known => readings()
                .map(|reading| reading.knew.iter().filter(|knew| !knew.derived).count())
                .sum(),
            List::Worthiest => {
                let entry = |report: ReportIndex| self.entries.get(report.0 as usize);
                let told = self.links.communications.iter();
                told.filter(|found| Worth::of(found, entry).is_some())
                    .count()
            }
            List::Confirmed | List::Denied | List::NotDenied | List::Declined => {
                let is_answered =
                    |claim: &&Claim| claim.responses.iter().any(|found| list.is_of(found.stance));
                self.links.claims.iter().filter(is_answered).count()
            }
        }
    }

    /// Returns what is said of all reports at the head of a brief.
    pub(crate) fn head(&self) -> Head {
        if let Some(whole) = &self.whole {
            return whole.head;
        }
        let about = || self.entries.iter().map(|entry| &entry.report.about);
        let mut outlets: Vec<&str> = about()
            .filter_map(|about| about.outlet.as_deref())
            .collect();
        outlets.sort_unstable();
        outlets.dedup();
        let dates = || about().filter_map(|about| about.published.map(|moment| moment.date));
        Head {
            reports: self.entries.len(),
            outlets: outlets.len(),
            days: dates().min().zip(dates().max()),
        }
    }
}

fn numbered(places: Option<&Vec<usize>>, at: u32) -> u32 {
    let place = places.and_then(|places| places.get(at as usize));
    place.map_or(at, |place| narrow(*place)) + 1
}
