//! The JSON objects that the commands other than `read` print.

use std::collections::HashMap;

use sayso_core::link::ReportIndex;
use sayso_core::report::About;
use sayso_core::span::Span;
use serde::Serialize;

use super::links::{Claim, Conflict, Copy, LinkedEntity};
use super::list::Scope;
use super::reading::{InReport, Knew, Read, Said, ToldInPile};
use super::shelf::Shelf;
use super::words::Word;
use super::{Pair, cut, entity_number, pairs};
use crate::error::Error;
use crate::{judged, ties};

/// The whole pile: `brief`.
#[derive(Serialize)]
pub(crate) struct Brief<'a> {
    reports: Vec<Read<'a>>,
    copies: Vec<Copy<'a>>,
    entities: Vec<LinkedEntity<'a>>,
    stories: Vec<Story<'a>>,
    claims: Vec<Claim<'a>>,
    conflicts: Vec<Conflict<'a>>,
    told: Vec<ToldInPile<'a>>,
    knew: Vec<InReport<'a, Knew<'a>>>,
    failed: Vec<Failed<'a>>,
    notes: &'a [String],
    scope: Scope<'a>,
}

impl<'a> Brief<'a> {
    /// Makes the JSON of a pile, of what could not be read, and of how much it is.
    pub(crate) fn of(
        shelf: &Shelf<'a>,
        failed: &'a [Error],
        notes: &'a [String],
        scope: Scope<'a>,
    ) -> Self {
        let pile = shelf.pile();
        let links = pile.links();
        Brief {
            reports: pile
                .entries()
                .map(|(report, _)| shelf.read(report))
                .collect(),
            copies: links
                .copies
                .iter()
                .map(|copy| Copy::of(copy, shelf))
                .collect(),
            entities: links
                .entities
                .iter()
                .enumerate()
                .map(|(i, entity)| LinkedEntity::of(i, entity, shelf))
                .collect(),
            stories: Story::all(shelf),
            claims: links
                .claims
                .iter()
                .enumerate()
                .map(|(i, claim)| Claim::of(i, claim, shelf))
                .collect(),
            conflicts: links
                .conflicts
                .iter()
                .map(|conflict| Conflict::of(conflict, shelf))
                .collect(),
            told: pile
                .entries()
                .flat_map(|(i, entry)| {
                    entry
                        .reading
                        .told
                        .iter()
                        .map(move |found| shelf.told(i, found))
                })
                .collect(),
            knew: pile
                .entries()
                .flat_map(|(i, entry)| {
                    entry
                        .reading
                        .knew
                        .iter()
                        .map(move |found| shelf.knew(i, found))
                })
                .collect(),
            failed: failed.iter().map(Failed::of).collect(),
            notes,
            scope,
        }
    }
}

/// Reports of one affair.
#[derive(Serialize, Debug)]
pub(crate) struct Story<'a> {
    id: usize,
    key: &'a str,
    title: Option<&'a str>,
    reports: Vec<&'a str>,
    lead: Option<usize>,
}

impl<'a> Story<'a> {
    /// Makes the JSON of every story. Its key and title are those of the report that appeared first,
    /// which stands first in the pile; its lead is the claim that most of its reports tell.
    fn all(shelf: &Shelf<'a>) -> Vec<Self> {
        let pile = shelf.pile();
        let mut lead: HashMap<ReportIndex, usize> = HashMap::new();
        for (at, claim) in pile.links().claims.iter().enumerate() {
            for telling in &claim.tellings {
                lead.entry(telling.report).or_insert(at);
            }
        }
        let story = |(id, reports): (usize, &Vec<ReportIndex>)| {
            let first = reports.iter().copied().min();
            Story {
                id,
                key: first.map_or("", |report| shelf.id(report)),
                title: first.and_then(|report| pile.report(report).about.title.as_deref()),
                reports: reports.iter().map(|report| shelf.id(*report)).collect(),
                lead: reports
                    .iter()
                    .filter_map(|report| lead.get(report))
                    .min()
                    .copied(),
            }
        };
        pile.links().stories.iter().enumerate().map(story).collect()
    }
}

/// An input that failed.
#[derive(Serialize, Debug)]
pub(crate) struct Failed<'a> {
    path: Option<&'a str>,
    error: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Failed<'a> {
    /// Makes the JSON of a failure.
    pub(crate) fn of(error: &'a Error) -> Self {
        Failed {
            path: error.input_name(),
            error: error.message(),
            hint: error.remedy(),
        }
    }
}

/// A report as far as one needs to know it to place a finding.
#[derive(Serialize, Debug)]
pub(crate) struct Card<'a> {
    id: &'a str,
    path: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
}

impl<'a> Card<'a> {
    /// Makes the card of every report of the pile.
    pub(crate) fn all(shelf: &Shelf<'a>) -> Vec<Self> {
        shelf
            .pile()
            .entries()
            .map(|(report, _)| Card::of(report, shelf))
            .collect()
    }

    /// Makes the card of a report of the pile.
    pub(crate) fn of(report: ReportIndex, shelf: &Shelf<'a>) -> Self {
        Card::new(
            shelf.id(report),
            shelf.pile().path(report),
            &shelf.pile().report(report).about,
        )
    }

    /// Makes the card of a report with this id that came from `path`.
    pub(crate) fn new(id: &'a str, path: &'a str, about: &'a About) -> Self {
        Card {
            id,
            path,
            url: about.url.as_deref(),
            title: about.title.as_deref(),
            outlet: about.outlet.as_deref(),
            published: about.published.map(|moment| moment.to_string()),
        }
    }
}

/// A stretch of a text and its words.
#[derive(Serialize, Debug)]
pub(crate) struct Passage<'a> {
    span: Pair,
    text: &'a str,
}

impl<'a> Passage<'a> {
    /// Cuts a passage out of a report.
    pub(crate) fn of(report: ReportIndex, span: Span, shelf: &Shelf<'a>) -> Self {
        Passage {
            span: shelf.points(report).pair(span),
            text: span.of(shelf.pile().report(report).text()),
        }
    }
}

/// The exact words behind a telling or a response, with what stands around them.
#[derive(Serialize, Debug)]
pub(crate) struct Evidence<'a> {
    telling: Option<usize>,
    stance: &'static str,
    report: &'a str,
    attribution: Option<u32>,
    spans: Vec<Pair>,
    text: String,
    context: Passage<'a>,
}

impl<'a> Evidence<'a> {
    /// Makes the JSON of a piece of evidence.
    pub(crate) fn of(evidence: &crate::evidence::Evidence, shelf: &Shelf<'a>) -> Self {
        let text = shelf.pile().report(evidence.report).text();
        Evidence {
            telling: evidence.telling,
            stance: evidence.stance.word(),
            report: shelf.id(evidence.report),
            attribution: evidence.attribution.map(|id| id.0),
            spans: pairs(shelf.points(evidence.report), &evidence.spans),
            text: cut(text, &evidence.spans),
            context: Passage::of(evidence.report, evidence.context, shelf),
        }
    }
}

/// A claim and its evidence: `trace CLAIM`.
#[derive(Serialize)]
pub(crate) struct Trace<'a> {
    pub(crate) claim: Claim<'a>,
    pub(crate) evidence: Vec<Evidence<'a>>,
    pub(crate) conflicts: Vec<Conflict<'a>>,
    pub(crate) knew: Vec<InReport<'a, Knew<'a>>>,
    pub(crate) reports: Vec<Card<'a>>,
}

/// The claim that reports share: `independence`.
#[derive(Serialize)]
pub(crate) struct Independence<'a> {
    pub(crate) claim: Option<Claim<'a>>,
    pub(crate) silent: Vec<&'a str>,
    pub(crate) reports: Vec<Card<'a>>,
}

/// A report and what was taken from it or for it: `trace REPORT`.
#[derive(Serialize)]
pub(crate) struct ReportTrace<'a> {
    pub(crate) read: Read<'a>,
    pub(crate) copies: Vec<Copy<'a>>,
    pub(crate) claims: Vec<u32>,
    pub(crate) claim_keys: Vec<String>,
    pub(crate) reports: Vec<Card<'a>>,
}

/// A role that a report gives somebody.
#[derive(Serialize, Debug)]
pub(crate) struct Role<'a> {
    pub(crate) role: &'a str,
    pub(crate) report: &'a str,
    pub(crate) published: Option<String>,
}

/// Somebody whom an entity met, spoke or wrote to, and in which communications.
#[derive(Serialize, Debug)]
pub(crate) struct Contact<'a> {
    pub(crate) name: &'a str,
    pub(crate) entity: u32,
    pub(crate) key: Option<String>,
    pub(crate) communications: Vec<u32>,
}

/// One entity and its part in the story: `who`.
#[derive(Serialize)]
pub(crate) struct Who<'a> {
    pub(crate) entity: LinkedEntity<'a>,
    pub(crate) roles: Vec<Role<'a>>,
    pub(crate) contacts: Vec<Contact<'a>>,
    pub(crate) said: Vec<InReport<'a, Said<'a>>>,
    pub(crate) told: Vec<ToldInPile<'a>>,
    pub(crate) was_told: Vec<ToldInPile<'a>>,
    pub(crate) knew: Vec<InReport<'a, Knew<'a>>>,
}

/// Two who were in contact, in the direction in which it went: `contacts`.
#[derive(Serialize, Debug)]
pub(crate) struct Tie<'a> {
    from: &'a str,
    from_entity: u32,
    from_key: Option<String>,
    to: &'a str,
    to_entity: u32,
    to_key: Option<String>,
    communications: usize,
    secret: usize,
    channels: Vec<&'static str>,
}

impl<'a> Tie<'a> {
    /// Makes the JSON of a tie.
    pub(crate) fn of(tie: &ties::Tie, shelf: &Shelf<'a>) -> Self {
        let pile = shelf.pile();
        let name = |end| pile.linked_name(end).unwrap_or_default();
        let (from, to) = tie.ends;
        Tie {
            from: name(from),
            from_entity: entity_number(from),
            from_key: shelf.linked_key(from),
            to: name(to),
            to_entity: entity_number(to),
            to_key: shelf.linked_key(to),
            communications: tie.communications.len(),
            secret: tie.secret.len(),
            channels: tie.channels.iter().map(|channel| channel.word()).collect(),
        }
    }
}

/// Something dated: `timeline`.
#[derive(Serialize, Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) date: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) report: &'a str,
    pub(crate) span: Pair,
    pub(crate) text: &'a str,
    pub(crate) claims: Vec<u32>,
    pub(crate) claim_keys: Vec<String>,
}

/// A report that a search found.
#[derive(Serialize, Debug)]
pub(crate) struct Found<'a> {
    pub(crate) report: &'a str,
    pub(crate) passages: Vec<Passage<'a>>,
}

/// What `add` did.
#[derive(Serialize)]
pub(crate) struct Added<'a> {
    pub(crate) added: &'a [Kept],
    pub(crate) already: &'a [Kept],
    pub(crate) failed: Vec<Failed<'a>>,
    pub(crate) reports: usize,
}

/// What `remove` took out of the record.
#[derive(Serialize, Debug)]
pub(crate) struct Removed<'a> {
    pub(crate) removed: &'a [Kept],
    pub(crate) judgements: usize,
    pub(crate) fetched: usize,
    pub(crate) without_page: usize,
    pub(crate) vacuumed: bool,
    pub(crate) log_emptied: bool,
    pub(crate) reports: usize,
}

/// What somebody judged.
#[derive(Serialize, Debug)]
pub(crate) struct Judged<'a> {
    number: i64,
    kind: &'static str,
    one: String,
    other: Option<String>,
    one_text: Option<&'a str>,
    other_text: Option<&'a str>,
    same: Option<bool>,
    fits: bool,
}

impl<'a> Judged<'a> {
    /// Makes the JSON of a judgement.
    pub(crate) fn of(judged: &'a judged::Judged) -> Self {
        let (one, other) = judged.judgement.written();
        let text = |at: usize| judged.words.get(at).and_then(Option::as_deref);
        let (kind, same) = (judged.judgement.kind(), judged.judgement.same());
        Judged {
            number: judged.number,
            kind,
            one,
            other,
            one_text: text(0),
            other_text: text(1),
            same,
            fits: judged.fits,
        }
    }
}

/// Where the desk is open: `serve`.
#[derive(Serialize, Debug)]
pub(crate) struct Serving {
    pub(crate) address: String,
}

/// A report that the record holds.
#[derive(Serialize, Debug)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) path: String,
}
