//! The JSON of what joins reports: copies, entities, claims, conflicts.

use sayso_core::attribution::Stance;
use sayso_core::link;
use serde::Serialize;

use super::shelf::Shelf;
use super::words::Word;
use super::{Pair, entity_number, pairs};
use crate::evidence::sentences_around;
use crate::pile::narrow;

/// A report that was taken from another.
#[derive(Serialize, Debug)]
pub(crate) struct Copy<'a> {
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    share: f32,
    direction: &'static str,
    family: Option<&'a str>,
    passages: Vec<CopiedPassage>,
}

#[derive(Serialize, Debug)]
struct CopiedPassage {
    from: Pair,
    to: Pair,
}

impl<'a> Copy<'a> {
    /// Makes the JSON of a copy.
    pub(crate) fn of(copy: &'a link::Copy, shelf: &Shelf<'a>) -> Self {
        let (original, taken) = (shelf.points(copy.from), shelf.points(copy.to));
        let passages = copy.passages.iter().map(|(from, to)| CopiedPassage {
            from: original.pair(*from),
            to: taken.pair(*to),
        });
        Copy {
            from: shelf.id(copy.from),
            to: shelf.id(copy.to),
            kind: copy.kind.word(),
            share: copy.share,
            direction: copy.direction.word(),
            family: copy.family.as_deref(),
            passages: passages.collect(),
        }
    }
}

/// An entity across the pile.
#[derive(Serialize, Debug)]
pub(crate) struct LinkedEntity<'a> {
    id: u32,
    key: Option<String>,
    name: &'a str,
    kind: &'static str,
    aliases: Vec<&'a str>,
    mentions: Vec<EntityMention<'a>>,
}

#[derive(Serialize, Debug)]
struct EntityMention<'a> {
    report: &'a str,
    entity: u32,
    why: Option<&'static str>,
}

impl<'a> LinkedEntity<'a> {
    /// Makes the JSON of the entity at `position` of the pile's list.
    pub(crate) fn of(position: usize, entity: &'a link::LinkedEntity, shelf: &Shelf<'a>) -> Self {
        let mentions = entity.mentions.iter().map(|mention| EntityMention {
            report: shelf.id(mention.0),
            entity: mention.1.0,
            why: entity.why(*mention).map(Word::word),
        });
        LinkedEntity {
            id: entity_number(link::LinkedEntityId(narrow(position))),
            key: shelf.entity_key(entity),
            name: &entity.name,
            kind: entity.kind.word(),
            aliases: entity
                .aliases
                .iter()
                .map(String::as_str)
                .chain(entity.forms.described())
                .collect(),
            mentions: mentions.collect(),
        }
    }
}

/// What several tellings tell.
#[derive(Serialize, Debug)]
pub(crate) struct Claim<'a> {
    id: u32,
    key: Option<String>,
    summary: &'a str,
    tellings: Vec<Telling<'a>>,
    origins: Vec<Origin<'a>>,
    independent_origins: [usize; 2],
    confirmed_by: Vec<Response<'a>>,
    denied_by: Vec<Response<'a>>,
    did_not_deny: Vec<Response<'a>>,
    no_comment: Vec<Response<'a>>,
    history: Vec<Turn<'a>>,
}

#[derive(Serialize, Debug)]
struct Turn<'a> {
    kind: &'static str,
    date: Option<String>,
    name: Option<&'a str>,
    report: &'a str,
    attribution: Option<u32>,
    span: Pair,
}

#[derive(Serialize, Debug)]
struct Telling<'a> {
    report: &'a str,
    attribution: Option<u32>,
    span: Pair,
    text: &'a str,
    stance: &'static str,
    is_beside: bool,
    chain: Vec<Voice<'a>>,
}

#[derive(Serialize, Debug)]
struct Voice<'a> {
    name: &'a str,
    entity: Option<u32>,
    entity_key: Option<String>,
    kind: &'static str,
    known: &'static str,
}

#[derive(Serialize, Debug)]
struct Origin<'a> {
    name: &'a str,
    kind: &'static str,
    tellings: &'a [usize],
    is_loop: bool,
    counts: &'static str,
    why: &'static str,
    same_as: Vec<SameAs<'a>>,
    relays: &'a [String],
}

#[derive(Serialize, Debug)]
struct SameAs<'a> {
    name: &'a str,
    why: &'static str,
}

#[derive(Serialize, Debug)]
struct Response<'a> {
    name: &'a str,
    entity: Option<u32>,
    entity_key: Option<String>,
    report: &'a str,
    attribution: u32,
    spans: Vec<Pair>,
}

impl<'a> Claim<'a> {
    /// Makes the JSON of the claim at `position` of the pile's list.
    pub(crate) fn of(position: usize, claim: &'a link::Claim, shelf: &Shelf<'a>) -> Self {
        let tellings: Vec<_> = claim
            .tellings
            .iter()
            .map(|telling| Telling::of(telling, shelf))
            .collect();
        let responses = |stance| -> Vec<Response<'a>> {
            claim
                .responses
                .iter()
                .filter(|response| response.stance == stance)
                .map(|response| Response::of(response, shelf))
                .collect()
        };
        Claim {
            id: shelf.pile().claim_number(link::ClaimId(narrow(position))),
            key: shelf.claim_key(claim),
            summary: tellings
                .get(claim.clearest)
                .map_or("", |telling| telling.text),
            tellings,
            origins: claim.origins.iter().map(Origin::of).collect(),
            independent_origins: claim.independent_origins.into(),
            confirmed_by: responses(Stance::Confirms),
            denied_by: responses(Stance::Denies),
            did_not_deny: responses(Stance::DoesNotDeny),
            no_comment: responses(Stance::Declines),
            history: claim
                .history
                .iter()
                .map(|turn| Turn::of(turn, shelf))
                .collect(),
        }
    }
}

impl<'a> Turn<'a> {
    fn of(turn: &'a link::Turn, shelf: &Shelf<'a>) -> Self {
        let pile = shelf.pile();
        Turn {
            kind: turn.kind.word(),
            date: pile
                .report(turn.report)
                .about
                .published
                .map(|moment| moment.to_string()),
            name: turn.voice.as_ref().map(|voice| pile.voice_name(voice)),
            report: shelf.id(turn.report),
            attribution: turn.attribution.map(|id| id.0),
            span: shelf.points(turn.report).pair(turn.span),
        }
    }
}

impl<'a> Telling<'a> {
    fn of(telling: &'a link::Telling, shelf: &Shelf<'a>) -> Self {
        let pile = shelf.pile();
        let voice = |voice: &'a link::Voice| Voice {
            name: pile.voice_name(voice),
            entity: voice.entity.map(entity_number),
            entity_key: voice.entity.and_then(|entity| shelf.linked_key(entity)),
            kind: voice.kind.word(),
            known: voice.known.word(),
        };
        Telling {
            report: shelf.id(telling.report),
            attribution: telling.attribution.map(|id| id.0),
            span: shelf.points(telling.report).pair(telling.span),
            text: telling.span.of(pile.report(telling.report).text()),
            stance: telling.stance.word(),
            chain: telling.chain.iter().map(voice).collect(),
            is_beside: telling.is_beside,
        }
    }
}

impl<'a> Origin<'a> {
    fn of(origin: &'a link::Origin) -> Self {
        let link::Origin {
            name,
            kind,
            tellings,
            is_loop,
            counts,
            same_as,
            relays,
        } = origin;
        let same = |(name, why): &'a (String, link::SameAs)| SameAs {
            name,
            why: why.word(),
        };
        Origin {
            name,
            kind: kind.word(),
            tellings,
            is_loop: *is_loop,
            counts: counts.word(),
            why: super::counting(*counts),
            same_as: same_as.iter().map(same).collect(),
            relays,
        }
    }
}

impl<'a> Response<'a> {
    fn of(response: &'a link::Response, shelf: &Shelf<'a>) -> Self {
        let attributions = &shelf.pile().entry(response.report).reading.attributions;
        let content = attributions
            .get(response.attribution.0 as usize)
            .map_or(&[][..], |found| &found.content);
        Response {
            name: shelf.pile().voice_name(&response.voice),
            entity: response.voice.entity.map(entity_number),
            entity_key: response
                .voice
                .entity
                .and_then(|entity| shelf.linked_key(entity)),
            report: shelf.id(response.report),
            attribution: response.attribution.0,
            spans: pairs(shelf.points(response.report), content),
        }
    }
}

/// Returns what of a thing the values of a conflict are.
fn attribute(kind: link::ConflictKind) -> &'static str {
    match kind {
        link::ConflictKind::Quantity => "number",
        link::ConflictKind::Date => "date",
        link::ConflictKind::Place => "place",
        link::ConflictKind::Polarity => "whether it is so",
    }
}

/// Tellings that cannot all hold.
#[derive(Serialize, Debug)]
pub(crate) struct Conflict<'a> {
    kind: &'static str,
    thing: Option<&'a str>,
    attribute: &'static str,
    claim: Option<u32>,
    claim_key: Option<String>,
    communication: Option<u32>,
    tellings: Vec<Side<'a>>,
}

#[derive(Serialize, Debug)]
struct Side<'a> {
    report: &'a str,
    span: Pair,
    text: &'a str,
    sentence: &'a str,
    value: &'a str,
    origin: Option<&'a str>,
    date: Option<String>,
}

impl<'a> Conflict<'a> {
    /// Makes the JSON of a conflict.
    pub(crate) fn of(conflict: &'a link::Conflict, shelf: &Shelf<'a>) -> Self {
        let side = |side: &'a link::Side| Side {
            report: shelf.id(side.report),
            span: shelf.points(side.report).pair(side.span),
            text: side.span.of(shelf.pile().report(side.report).text()),
            sentence: sentences_around(
                &shelf.pile().entry(side.report).reading.sentences,
                side.span,
            )
            .of(shelf.pile().report(side.report).text()),
            value: &side.value,
            origin: side
                .voice
                .as_ref()
                .map(|voice| shelf.pile().voice_name(voice)),
            date: shelf
                .pile()
                .report(side.report)
                .about
                .published
                .map(|moment| moment.to_string()),
        };
        let (claim, communication) = match conflict.of {
            link::Disputed::Claim(id) => (Some(shelf.pile().claim_number(id)), None),
            link::Disputed::Communication(id) => {
                (None, Some(shelf.pile().communication_number(id)))
            }
            link::Disputed::Thing => (None, None),
        };
        let disputed = match conflict.of {
            link::Disputed::Claim(id) => shelf.pile().links().claims.get(id.0 as usize),
            link::Disputed::Communication(_) | link::Disputed::Thing => None,
        };
        Conflict {
            kind: conflict.kind.word(),
            thing: Some(conflict.thing.as_str()).filter(|thing| !thing.is_empty()),
            attribute: attribute(conflict.kind),
            claim,
            claim_key: disputed.and_then(|claim| shelf.claim_key(claim)),
            communication,
            tellings: conflict.tellings.iter().map(side).collect(),
        }
    }
}
