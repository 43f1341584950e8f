//! The JSON of one report and what was found in it: `read`.

use sayso_core::attribution::{self, Attribution, Party};
use sayso_core::language;
use sayso_core::link::Entry;
use sayso_core::report::Stated;
use sayso_core::span::CodePoints;
use sayso_core::{knew, told};
use serde::Serialize;

use super::words::Word;
use super::{Pair, cut, pairs, time};

/// One report and everything that was found in it.
#[derive(Serialize, Debug)]
pub(crate) struct Read<'a> {
    report: Report<'a>,
    sentences: Vec<Pair>,
    entities: Vec<Entity<'a>>,
    times: Vec<Time<'a>>,
    attributions: Vec<Said<'a>>,
    told: Vec<Told<'a>>,
    knew: Vec<Knew<'a>>,
    notes: &'a [String],
}

#[derive(Serialize, Debug)]
struct Report<'a> {
    id: &'a str,
    path: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    bylines: &'a [String],
    credit: Option<&'a str>,
    published: Option<String>,
    modified: Option<String>,
    dates: Vec<Dated>,
    language: Option<&'a str>,
    text: &'a str,
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize, Debug)]
struct Dated {
    event: &'static str,
    date: String,
    place: &'static str,
}

impl Dated {
    fn of(stated: &Stated) -> Self {
        Dated {
            event: stated.event.as_str(),
            date: stated.moment.to_string(),
            place: stated.place.as_str(),
        }
    }
}

#[derive(Serialize, Debug)]
struct Block<'a> {
    kind: &'static str,
    span: Pair,
    author: Option<&'a str>,
    replies_to: Option<&'a str>,
    published: Option<String>,
}

#[derive(Serialize, Debug)]
struct Entity<'a> {
    id: usize,
    kind: &'static str,
    name: &'a str,
    role: Option<&'a str>,
    mentions: Vec<Pair>,
    count: Option<u32>,
    group: Option<&'a str>,
    group_entity: Option<u32>,
}

#[derive(Serialize, Debug)]
struct Time<'a> {
    span: Pair,
    text: &'a str,
    value: Option<&'a str>,
    unknown: Option<&'static str>,
    kind: &'static str,
}

/// One attribution.
#[derive(Serialize, Debug)]
pub(crate) struct Said<'a> {
    id: usize,
    source: Source,
    cue: Words,
    content: Words,
    mode: &'static str,
    form: &'static str,
    stance: &'static str,
    inside: Option<u32>,
    addressees: Vec<Addressee<'a>>,
    channel: Option<&'static str>,
    when: Option<&'a str>,
    when_text: Option<&'a str>,
    confidence: f32,
    basis: &'a str,
}

#[derive(Serialize, Debug)]
struct Source {
    spans: Vec<Pair>,
    text: String,
    entity: Option<u32>,
    kind: &'static str,
    of: Option<u32>,
    speaks_for: bool,
}

#[derive(Serialize, Debug)]
struct Words {
    spans: Vec<Pair>,
    text: String,
}

#[derive(Serialize, Debug)]
struct Addressee<'a> {
    span: Pair,
    text: &'a str,
    entity: Option<u32>,
}

/// Somebody in a finding.
#[derive(Serialize, Debug)]
struct Somebody<'a> {
    text: &'a str,
    entity: Option<u32>,
}

/// One communication.
#[derive(Serialize, Debug)]
pub(crate) struct Told<'a> {
    from: Vec<Somebody<'a>>,
    to: Vec<Somebody<'a>>,
    kind: Option<&'static str>,
    channel: Option<&'static str>,
    status: &'static str,
    secrecy: Option<&'static str>,
    when: Option<&'a str>,
    when_text: Option<&'a str>,
    place: Option<Somebody<'a>>,
    count: Option<&'a str>,
    about: Option<&'a str>,
    cue: Pair,
    evidence: Pair,
    attribution: Option<u32>,
    basis: &'a str,
}

/// One state of knowledge.
#[derive(Serialize, Debug)]
pub(crate) struct Knew<'a> {
    who: Somebody<'a>,
    state: &'static str,
    about: Option<&'a str>,
    when: Option<&'a str>,
    when_text: Option<&'a str>,
    from: Option<Somebody<'a>>,
    derived: bool,
    cue: Pair,
    evidence: Pair,
    attribution: Option<u32>,
    basis: &'a str,
}

/// A communication of one report, where those of many stand together.
#[derive(Serialize, Debug)]
pub(crate) struct ToldInPile<'a> {
    pub(crate) report: &'a str,
    pub(crate) communication: Option<u32>,
    #[serde(flatten)]
    pub(crate) finding: Told<'a>,
}

/// A finding of one report, where findings of many stand together.
#[derive(Serialize, Debug)]
pub(crate) struct InReport<'a, Finding> {
    pub(crate) report: &'a str,
    #[serde(flatten)]
    pub(crate) finding: Finding,
}

impl<'a> Read<'a> {
    /// Makes the JSON of a report that came from `path`.
    pub(crate) fn of(path: &'a str, entry: &'a Entry, points: &CodePoints<'_>) -> Self {
        let Entry { report, reading } = entry;
        let about = &report.about;
        let text = report.text();
        Read {
            report: Report {
                id: report.id().as_str(),
                path,
                url: about.url.as_deref(),
                title: about.title.as_deref(),
                outlet: about.outlet.as_deref(),
                bylines: &about.bylines,
                credit: about.credit.as_deref(),
                published: about.published.map(|moment| moment.to_string()),
                modified: about.modified.map(|moment| moment.to_string()),
                dates: about.dates.iter().map(Dated::of).collect(),
                language: about.language.as_deref(),
                text,
                blocks: report
                    .blocks()
                    .iter()
                    .map(|block| Block::of(block, points))
                    .collect(),
            },
            sentences: pairs(points, &reading.sentences),
            entities: reading
                .entities
                .iter()
                .enumerate()
                .map(|(id, entity)| Entity::of(id, entity, text, points))
                .collect(),
            times: reading
                .times
                .iter()
                .map(|time| Time::of(time, text, points))
                .collect(),
            attributions: reading
                .attributions
                .iter()
                .enumerate()
                .map(|(id, found)| Said::of(id, found, entry, points))
                .collect(),
            told: reading
                .told
                .iter()
                .map(|found| Told::of(found, entry, points))
                .collect(),
            knew: reading
                .knew
                .iter()
                .map(|found| Knew::of(found, entry, points))
                .collect(),
            notes: &reading.notes,
        }
    }
}

impl<'a> Block<'a> {
    fn of(block: &'a sayso_core::report::Block, points: &CodePoints<'_>) -> Self {
        Block {
            kind: block.kind.as_str(),
            span: points.pair(block.span),
            author: block.author.as_deref(),
            replies_to: block.replies_to.as_deref(),
            published: block.published.map(|moment| moment.to_string()),
        }
    }
}

impl<'a> Entity<'a> {
    fn of(id: usize, entity: &language::Entity, text: &'a str, points: &CodePoints<'_>) -> Self {
        Entity {
            id,
            kind: entity.kind.word(),
            name: entity.name.of(text),
            role: entity.role.map(|role| role.of(text)),
            mentions: pairs(points, &entity.mentions),
            count: entity.count,
            group: entity.group.map(|group| group.of(text)),
            group_entity: entity.group_entity.map(|entity| entity.0),
        }
    }
}

impl<'a> Time<'a> {
    fn of(time: &'a language::TimeExpression, text: &'a str, points: &CodePoints<'_>) -> Self {
        Time {
            span: points.pair(time.span),
            text: time.span.of(text),
            value: time.value.as_deref(),
            unknown: time.unknown.map(Word::word),
            kind: time.kind.word(),
        }
    }
}

impl<'a> Said<'a> {
    /// Makes the JSON of the attribution at position `id` of `entry`.
    pub(crate) fn of(
        id: usize,
        found: &'a Attribution,
        entry: &'a Entry,
        points: &CodePoints<'_>,
    ) -> Self {
        let text = entry.report.text();
        let when = time(&entry.reading, found.when);
        Said {
            id,
            source: Source::of(&found.source, text, points),
            cue: Words {
                spans: pairs(points, &found.cue),
                text: cut(text, &found.cue),
            },
            content: Words {
                spans: pairs(points, &found.content),
                text: cut(text, &found.content),
            },
            mode: found.mode.word(),
            form: found.form.word(),
            stance: found.stance.word(),
            inside: found.inside.map(|id| id.0),
            addressees: found
                .addressees
                .iter()
                .map(|party| Addressee::of(party, text, points))
                .collect(),
            channel: found.channel.map(Word::word),
            when: when.and_then(|time| time.value.as_deref()),
            when_text: when.map(|time| time.span.of(text)),
            confidence: found.confidence,
            basis: &found.basis,
        }
    }
}

impl Source {
    fn of(source: &attribution::Source, text: &str, points: &CodePoints<'_>) -> Self {
        Source {
            spans: pairs(points, &source.spans),
            text: cut(text, &source.spans),
            entity: source.entity.map(|id| id.0),
            kind: source.kind.word(),
            of: source.of.map(|id| id.0),
            speaks_for: source.speaks_for,
        }
    }
}

impl<'a> Addressee<'a> {
    fn of(party: &Party, text: &'a str, points: &CodePoints<'_>) -> Self {
        Addressee {
            span: points.pair(party.span),
            text: party.span.of(text),
            entity: party.entity.map(|id| id.0),
        }
    }
}

impl<'a> Somebody<'a> {
    fn of(party: &Party, text: &'a str) -> Self {
        Somebody {
            text: party.span.of(text),
            entity: party.entity.map(|id| id.0),
        }
    }
}

impl<'a> Told<'a> {
    /// Makes the JSON of a communication found in `entry`.
    pub(crate) fn of(found: &'a told::Told, entry: &'a Entry, points: &CodePoints<'_>) -> Self {
        let text = entry.report.text();
        let when = time(&entry.reading, found.when);
        Told {
            from: found
                .from
                .iter()
                .map(|party| Somebody::of(party, text))
                .collect(),
            to: found
                .to
                .iter()
                .map(|party| Somebody::of(party, text))
                .collect(),
            kind: found.act.map(Word::word),
            channel: found.channel.map(Word::word),
            status: found.status.word(),
            secrecy: found.secrecy.map(Word::word),
            when: when.and_then(|time| time.value.as_deref()),
            when_text: when.map(|time| time.span.of(text)),
            place: found.place.as_ref().map(|party| Somebody::of(party, text)),
            count: found.count.map(|span| span.of(text)),
            about: found.about.map(|span| span.of(text)),
            cue: points.pair(found.cue),
            evidence: points.pair(found.evidence),
            attribution: found.attribution.map(|id| id.0),
            basis: &found.basis,
        }
    }
}

impl<'a> Knew<'a> {
    /// Makes the JSON of a state of knowledge found in `entry`.
    pub(crate) fn of(found: &'a knew::Knew, entry: &'a Entry, points: &CodePoints<'_>) -> Self {
        let text = entry.report.text();
        let when = time(&entry.reading, found.when);
        Knew {
            who: Somebody::of(&found.who, text),
            state: found.state.word(),
            about: found.about.map(|span| span.of(text)),
            when: when.and_then(|time| time.value.as_deref()),
            when_text: when.map(|time| time.span.of(text)),
            from: found.from.as_ref().map(|party| Somebody::of(party, text)),
            derived: found.derived,
            cue: points.pair(found.cue),
            evidence: points.pair(found.evidence),
            attribution: found.attribution.map(|id| id.0),
            basis: &found.basis,
        }
    }
}
