//! The JSON of what joins reports: copies, entities, claims, conflicts.

use std::cell::OnceCell;

use sayso_core::attribution::Stance;
use sayso_core::link::{self, ReportIndex};
use sayso_core::span::{CodePoints, Span};
use serde::Serialize;

use super::reading::{InReport, Knew, Read, Told, ToldInPile};
use super::words::Word;
use super::{Pair, claim_number, communication_number, entity_number, pairs};
use crate::key::Key;
use crate::pile::{Pile, narrow};

/// A pile with the code points of each of its texts, counted once and only where somebody asks.
pub(crate) struct Shelf<'a> {
    pile: &'a Pile,
    points: Vec<OnceCell<CodePoints<'a>>>,
}

impl<'a> Shelf<'a> {
    /// Makes a shelf of a pile.
    pub(crate) fn new(pile: &'a Pile) -> Self {
        Shelf {
            pile,
            points: pile.entries().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Returns the pile.
    pub(crate) fn pile(&self) -> &'a Pile {
        self.pile
    }

    /// Returns the code points of a report's text.
    pub(crate) fn points(&self, report: ReportIndex) -> &CodePoints<'a> {
        self.points[report.0 as usize]
            .get_or_init(|| CodePoints::new(self.pile.report(report).text()))
    }

    /// Returns the name of a claim that lasts: the report that tells it first, and where its words
    /// stand there.
    pub(crate) fn claim_key(&self, claim: &link::Claim) -> Option<String> {
        claim
            .tellings
            .first()
            .map(|first| self.key(first.report, first.span).to_string())
    }

    /// Returns the name of words of a report, which lasts.
    pub(crate) fn key(&self, report: ReportIndex, span: Span) -> Key {
        Key {
            report: self.pile.report(report).id().clone(),
            points: self.points(report).pair(span),
        }
    }

    /// Returns the name of an entity that lasts: the report that names it first, and where it does.
    pub(crate) fn entity_key(&self, entity: &link::LinkedEntity) -> Option<String> {
        let (report, id) = *entity.mentions.first()?;
        let found = self
            .pile
            .entry(report)
            .reading
            .entities
            .get(id.0 as usize)?;
        let first = found.mentions.first().copied().unwrap_or(found.name);
        Some(self.key(report, first).to_string())
    }

    /// Returns the name of an entity of the pile that lasts.
    pub(crate) fn linked_key(&self, entity: link::LinkedEntityId) -> Option<String> {
        self.entity_key(self.pile.links().entities.get(entity.0 as usize)?)
    }

    /// Returns the id of a report.
    pub(crate) fn id(&self, report: ReportIndex) -> &'a str {
        self.pile.report(report).id().as_str()
    }

    /// Returns the JSON of a report as `read` gives it.
    pub(crate) fn read(&self, report: ReportIndex) -> Read<'a> {
        Read::of(
            self.pile.path(report),
            self.pile.entry(report),
            self.points(report),
        )
    }

    /// Returns the JSON of a communication under its report, with the number of the communication
    /// of the pile that it tells of.
    pub(crate) fn told(
        &self,
        report: ReportIndex,
        found: &'a sayso_core::told::Told,
    ) -> ToldInPile<'a> {
        let communication = self
            .pile
            .communication(report, found)
            .map(communication_number);
        ToldInPile {
            report: self.id(report),
            communication,
            finding: Told::of(found, self.pile.entry(report), self.points(report)),
        }
    }

    /// Returns the JSON of a state of knowledge under its report.
    pub(crate) fn knew(
        &self,
        report: ReportIndex,
        found: &'a sayso_core::knew::Knew,
    ) -> InReport<'a, Knew<'a>> {
        InReport {
            report: self.id(report),
            finding: Knew::of(found, self.pile.entry(report), self.points(report)),
        }
    }
}

/// A report that was taken from another.
#[derive(Serialize, Debug)]
pub(crate) struct Copy<'a> {
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    share: f32,
    direction: &'static str,
    family: Option<&'static str>,
    passages: Vec<CopiedPassage>,
}

#[derive(Serialize, Debug)]
struct CopiedPassage {
    from: Pair,
    to: Pair,
}

impl<'a> Copy<'a> {
    /// Makes the JSON of a copy.
    pub(crate) fn of(copy: &link::Copy, shelf: &Shelf<'a>) -> Self {
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
            family: copy.family,
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
    aliases: &'a [String],
    mentions: Vec<EntityMention<'a>>,
}

#[derive(Serialize, Debug)]
struct EntityMention<'a> {
    report: &'a str,
    entity: u32,
}

impl<'a> LinkedEntity<'a> {
    /// Makes the JSON of the entity at `position` of the pile's list.
    pub(crate) fn of(position: usize, entity: &'a link::LinkedEntity, shelf: &Shelf<'a>) -> Self {
        let mentions = entity
            .mentions
            .iter()
            .map(|(report, entity)| EntityMention {
                report: shelf.id(*report),
                entity: entity.0,
            });
        LinkedEntity {
            id: entity_number(link::LinkedEntityId(narrow(position))),
            key: shelf.entity_key(entity),
            name: &entity.name,
            kind: entity.kind.word(),
            aliases: &entity.aliases,
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
            id: claim_number(link::ClaimId(narrow(position))),
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
        } = origin;
        Origin {
            name,
            kind: kind.word(),
            tellings,
            is_loop: *is_loop,
            counts: counts.word(),
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

/// Tellings that cannot all hold.
#[derive(Serialize, Debug)]
pub(crate) struct Conflict<'a> {
    kind: &'static str,
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
    value: &'a str,
}

impl<'a> Conflict<'a> {
    /// Makes the JSON of a conflict.
    pub(crate) fn of(conflict: &'a link::Conflict, shelf: &Shelf<'a>) -> Self {
        let side = |side: &'a link::Side| Side {
            report: shelf.id(side.report),
            span: shelf.points(side.report).pair(side.span),
            text: side.span.of(shelf.pile().report(side.report).text()),
            value: &side.value,
        };
        let (claim, communication) = match conflict.of {
            link::Disputed::Claim(id) => (Some(claim_number(id)), None),
            link::Disputed::Communication(id) => (None, Some(communication_number(id))),
        };
        let disputed = match conflict.of {
            link::Disputed::Claim(id) => shelf.pile().links().claims.get(id.0 as usize),
            link::Disputed::Communication(_) => None,
        };
        Conflict {
            kind: conflict.kind.word(),
            claim,
            claim_key: disputed.and_then(|claim| shelf.claim_key(claim)),
            communication,
            tellings: conflict.tellings.iter().map(side).collect(),
        }
    }
}
