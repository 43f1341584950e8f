//! Ties: who was in contact with whom, in which communications, by which ways.
//!
//! Made of the communications of a pile. Knows nothing of how they look; a list, a picture and a
//! file for Gephi are made of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sayso_core::attribution::{Channel, Party};
use sayso_core::link::{Communication, CommunicationId, LinkedEntityId};
use sayso_core::told::{Secrecy, Status};

use crate::pile::Pile;
use crate::wire::Word;

/// Two who were in contact, in the direction in which it went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tie {
    /// From whom to whom; of those who met, the one named first is the first.
    pub(crate) ends: (LinkedEntityId, LinkedEntityId),
    /// The communications that took place, each once however many reports tell of it.
    pub(crate) communications: Vec<CommunicationId>,
    /// Those of them that are told to have been in secret.
    pub(crate) secret: Vec<CommunicationId>,
    /// By which ways, in the order of their words.
    pub(crate) channels: Vec<Channel>,
}

impl Tie {
    fn new(ends: (LinkedEntityId, LinkedEntityId)) -> Self {
        Tie {
            ends,
            communications: Vec::new(),
            secret: Vec::new(),
            channels: Vec::new(),
        }
    }
}

/// Collects who was in contact with whom, those most often first.
pub(crate) fn ties(pile: &Pile) -> Vec<Tie> {
    let mut all: BTreeMap<(LinkedEntityId, LinkedEntityId), Tie> = BTreeMap::new();
    for (communication, id) in pile
        .links()
        .communications
        .iter()
        .zip((0u32..).map(CommunicationId))
    {
        for ends in ends(pile, communication) {
            let tie = all.entry(ends).or_insert_with(|| Tie::new(ends));
            tie.communications.push(id);
            if pile
                .tellings(communication)
                .any(|(_, told)| told.secrecy == Some(Secrecy::Secret))
            {
                tie.secret.push(id);
            }
            tie.channels.extend(
                pile.tellings(communication)
                    .filter_map(|(_, told)| told.channel),
            );
        }
    }
    let mut ties: Vec<Tie> = all.into_values().collect();
    for tie in &mut ties {
        tie.channels.sort_unstable_by_key(|channel| channel.word());
        tie.channels.dedup();
    }
    ties.sort_by_key(|tie| (Reverse(tie.communications.len()), tie.ends));
    ties
}

/// Returns between whom a communication went that took place: each named party of one side with
/// each of the other.
pub(crate) fn ends(
    pile: &Pile,
    communication: &Communication,
) -> Vec<(LinkedEntityId, LinkedEntityId)> {
    let mut ends = Vec::new();
    for (report, told) in pile
        .tellings(communication)
        .filter(|(_, told)| told.status == Status::Happened)
    {
        let linked = |parties: &[Party]| -> Vec<LinkedEntityId> {
            parties
                .iter()
                .filter(|party| pile.is_named(report, party))
                .filter_map(|party| pile.linked(report, party.entity?))
                .collect()
        };
        for from in linked(&told.from) {
            ends.extend(
                linked(&told.to)
                    .into_iter()
                    .filter(|to| *to != from)
                    .map(|to| (from, to)),
            );
        }
    }
    ends.sort_unstable();
    ends.dedup();
    ends
}
