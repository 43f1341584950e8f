//! Lists: what an answer may be a page of, and where what a pile has stands in those of all reports.
//!
//! A pile may have only what stands on a page. Then numbers and totals come from the record, which
//! keeps the order of everything; a pile of all reports counts by itself.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use sayso_core::attribution::Stance;
use sayso_core::language::EntityId;
use sayso_core::link::ReportIndex;

use crate::dates::Days;
use crate::key::Key;

/// The lists that are kept in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(crate) enum List {
    /// Claims, those of most reports first.
    Claims = 1,
    /// Of those, the ones that somebody confirmed.
    Confirmed = 2,
    /// That somebody denied.
    Denied = 3,
    /// That somebody did not deny.
    NotDenied = 4,
    /// That somebody would not comment on.
    Declined = 5,
    /// Communications, those of most reports first.
    Told = 6,
    /// Those that took place, the worthiest first.
    Worthiest = 7,
    /// Conflicts.
    Conflicts = 8,
    /// Copies, by the copy's day.
    Copies = 9,
    /// States of knowledge, by the days of their reports.
    Knew = 10,
    /// Those of them that are told and not derived, of whoever has a name first.
    Known = 11,
    /// Notes on reports, by the days of these.
    Notes = 12,
    /// What is dated, by its days.
    Timeline = 13,
    /// Everybody who has a name, those of most mentions first, and of their mentions the number.
    People = 14,
    /// Who was in contact with whom, those most often first.
    Contacts = 15,
    /// People with every mention.
    Mentioned = 16,
}

impl List {
    /// The claims that were answered in some way, in the order in which answers are shown.
    pub(crate) const ANSWERED: [List; 4] = [
        List::Confirmed,
        List::Denied,
        List::NotDenied,
        List::Declined,
    ];

    /// Returns under which list the order is kept.
    pub(crate) fn kept(self) -> u8 {
        match self {
            List::Mentioned => List::People as u8,
            list => list as u8,
        }
    }

    /// Says whether it is a list of people or of what they have to do with each other, over all
    /// stories.
    pub(crate) fn is_of_people(self) -> bool {
        matches!(self, List::People | List::Contacts | List::Mentioned)
    }

    /// Says whether it is a list of what was read in each report by itself.
    pub(crate) fn is_of_readings(self) -> bool {
        matches!(
            self,
            List::Knew | List::Known | List::Notes | List::Timeline
        )
    }

    /// Says whether this is the list of claims that somebody answered so.
    pub(crate) fn is_of(self, stance: Stance) -> bool {
        matches!(
            (self, stance),
            (List::Confirmed, Stance::Confirms)
                | (List::Denied, Stance::Denies)
                | (List::NotDenied, Stance::DoesNotDeny)
                | (List::Declined, Stance::Declines)
        )
    }
}

/// A part of a list that is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Wanted {
    /// Which list.
    pub(crate) list: List,
    /// How many entries come before it.
    pub(crate) offset: usize,
    /// How many it has at most.
    pub(crate) limit: usize,
}

impl Wanted {
    /// Asks for the beginning of a list.
    pub(crate) const fn first(list: List, limit: usize) -> Self {
        Wanted {
            list,
            offset: 0,
            limit,
        }
    }
}

/// Where what a pile has of a list stands in the whole list.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Places {
    /// The places, in the order of the pile, which is that of the list.
    pub(crate) places: Vec<usize>,
    /// How many entries the whole has.
    pub(crate) total: usize,
}

/// What all reports come to of which a pile has a part.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Whole {
    /// The places of the pile's claims among all.
    pub(crate) claims: Vec<usize>,
    /// Those of its communications.
    pub(crate) told: Vec<usize>,
    /// The lists of which the pile has what was asked for.
    pub(crate) lists: BTreeMap<List, Places>,
    /// How many claims there are.
    pub(crate) all_claims: usize,
    /// How many reports the lists are of: those that are joined with the others by now.
    pub(crate) joined: usize,
    /// What is said of all reports at the head of a brief.
    pub(crate) head: Head,
    /// The keys of whoever is named, by his first mention in the pile.
    pub(crate) keys: HashMap<Mention, Key>,
    /// Who of the list of ties was asked for, in the order of the list.
    pub(crate) ties: Vec<Tied>,
    /// How much is dated to which days, by kinds, where the timeline was asked for.
    pub(crate) dated: Vec<(Days, usize, usize)>,
}

/// An entity of a report.
pub(crate) type Mention = (ReportIndex, EntityId);

/// Two who were in contact, by mentions of theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tied {
    /// From whom to whom.
    pub(crate) ends: (Mention, Mention),
    /// Which communications of the record that went by, and whether in secret.
    pub(crate) communications: Vec<(u32, bool)>,
    /// By which ways, as bits.
    pub(crate) channels: u32,
}

/// How many reports there are, of how many outlets and which days.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Head {
    /// Reports.
    pub(crate) reports: usize,
    /// Outlets that are named.
    pub(crate) outlets: usize,
    /// The first and the last day on which one of them appeared.
    pub(crate) days: Option<(Date, Date)>,
}
