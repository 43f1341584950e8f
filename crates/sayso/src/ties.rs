//! Ties: who was in contact with whom, in which communications, by which ways.
//!
//! Made of the communications of a pile. Knows nothing of how they look; a list, a picture and a
//! file for Gephi are made of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sayso_core::attribution::{Channel, Party};
use sayso_core::language::EntityId;
use sayso_core::link::{Communication, CommunicationId, Entry, LinkedEntityId, ReportIndex};
use sayso_core::told::{Secrecy, Status, Told};

use crate::lists::Tied;
use crate::pile::Pile;
use crate::wire::Word;
use crate::worth;

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

/// Makes a tie of what is kept of it; its communications have numbers of their own.
pub(crate) fn of_tied(pile: &Pile, tied: &Tied) -> Option<Tie> {
    let who = |(report, entity): (ReportIndex, EntityId)| pile.linked(report, entity);
    let all = tied.communications.iter();
    let id = |(number, _): &(u32, bool)| CommunicationId(*number);
    Some(Tie {
        ends: (who(tied.ends.0)?, who(tied.ends.1)?),
        communications: all.clone().map(id).collect(),
        secret: all.filter(|(_, is_secret)| *is_secret).map(id).collect(),
        channels: of_bits(tied.channels),
    })
}

/// Returns ways as bits, one each.
pub(crate) fn as_bits(channels: impl Iterator<Item = Channel>) -> u32 {
    channels.fold(0, |bits, channel| bits | bit(channel))
}

/// Returns the ways that bits stand for, in the order of their words.
pub(crate) fn of_bits(bits: u32) -> Vec<Channel> {
    let mut channels = Channel::ALL.to_vec();
    channels.retain(|channel| bits & bit(*channel) > 0);
    channels.sort_unstable_by_key(|channel| channel.word());
    channels
}

fn bit(channel: Channel) -> u32 {
    let place = Channel::ALL.iter().position(|other| *other == channel);
    1 << place.unwrap_or(0)
}

/// Returns between whom a communication went that took place: each named party of one side with
/// each of the other.
pub(crate) fn ends(
    pile: &Pile,
    communication: &Communication,
) -> Vec<(LinkedEntityId, LinkedEntityId)> {
    let tellings = pile.tellings(communication);
    let tellings = tellings.map(|(report, told)| (report, pile.entry(report), told));
    between(tellings, |report, entity| pile.linked(report, entity))
}

/// The same of what its tellings are, each with its report, where it is known who is whom.
pub(crate) fn between<'e>(
    tellings: impl Iterator<Item = (ReportIndex, &'e Entry, &'e Told)>,
    linked: impl Fn(ReportIndex, EntityId) -> Option<LinkedEntityId>,
) -> Vec<(LinkedEntityId, LinkedEntityId)> {
    let mut ends = Vec::new();
    for (report, entry, told) in tellings.filter(|(.., told)| told.status == Status::Happened) {
        let linked = |parties: &[Party]| -> Vec<LinkedEntityId> {
            parties
                .iter()
                .filter(|party| worth::is_named(entry, party))
                .filter_map(|party| linked(report, party.entity?))
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
