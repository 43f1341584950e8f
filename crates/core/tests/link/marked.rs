//! Reports and readings from marked-up text.
//!
//! `{s1 Two officials}` is the source of attribution 1, `{q1 said}` its cue, `{c1 …}` its content;
//! contents may nest and then the inner attribution is inside the outer. Behind the number may
//! stand `:unnamed`, `:pronoun`, `:document` (of a source) or a stance such as `:denies` (of a
//! content). `{e:velin Dara Velin}` is a mention of the person `velin`; `{o:` an organisation,
//! `{p:` a place, `{u:` somebody unnamed, `{n:` an outlet. A source that holds a mention means it.
//! `{t:2021-03 …}` is a date.

use std::collections::BTreeMap;

use sayso_core::attribution::{Attribution, AttributionId, Form, Mode, Source, SourceKind, Stance};
use sayso_core::language::{Entity, EntityId, EntityKind, Language, TimeExpression, TimeKind};
use sayso_core::link::Entry;
use sayso_core::reading::Reading;
use sayso_core::report::{About, Moment, Report, ReportId};
use sayso_core::span::{Span, hull};

/// A report of a case: its letter, what is known about it, its text.
pub(crate) type Written = (String, About, String);

/// Takes a case apart: its reports, and the lines that say what is expected.
pub(crate) fn reports(case: &str) -> (Vec<Written>, Vec<String>) {
    let (expected, told): (Vec<&str>, Vec<&str>) = case
        .lines()
        .partition(|line| line.starts_with("+ ") || line.starts_with("- "));
    let told = told.join("\n");
    let reports = told.split("## ").skip(1).map(|part| {
        let (head, text) = part.split_once('\n').unwrap();
        let mut fields = head.split('|').map(str::trim);
        let name = fields.next().unwrap_or("");
        let some = |field: Option<&str>| field.filter(|field| !field.is_empty()).map(str::to_owned);
        let about = About {
            outlet: some(fields.next()),
            published: some(fields.next()).map(|date| Moment::day(date.parse().unwrap())),
            credit: some(fields.next()),
            ..About::default()
        };
        (name.to_owned(), about, text.trim().to_owned())
    });
    (
        reports.collect(),
        expected.into_iter().map(str::to_owned).collect(),
    )
}

/// Makes entries of marked-up reports.
pub(crate) fn pile(reports: Vec<Written>) -> Vec<Entry> {
    reports
        .into_iter()
        .map(|(name, about, text)| entry(&name, &text, about))
        .collect()
}

#[derive(Default)]
struct Parts {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    kind: Option<SourceKind>,
    stance: Option<Stance>,
}

/// Makes an entry of a marked-up text.
pub(crate) fn entry(name: &str, marked: &str, about: About) -> Entry {
    let mut text = String::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut spans: Vec<(String, Span)> = Vec::new();
    let mut rest = marked.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' => {
                let tag: String = std::iter::from_fn(|| rest.next_if(|c| *c != ' ')).collect();
                rest.next();
                open.push((tag, text.len()));
            }
            '}' => {
                let (tag, start) = open.pop().expect("a closing brace without an opening one");
                spans.push((tag, Span::new(start, text.len())));
            }
            other => text.push(other),
        }
    }
    let id = ReportId::of(format!("{name}\n{text}").as_bytes());
    let plain = Report::plain(text);
    let report = Report::new(id, plain.text(), plain.blocks().to_vec(), about);
    let language = Language::of(&report);
    let (entities, times, parts) = sorted(spans);
    let mut attributions: Vec<Attribution> = parts
        .into_values()
        .map(|parts| Attribution {
            source: Source {
                of: None,
                speaks_for: false,
                entity: (0u32..)
                    .map(EntityId)
                    .zip(&entities)
                    .find_map(|(id, entity)| {
                        let inside = |span: &Span| {
                            entity
                                .mentions
                                .iter()
                                .any(|mention| span.contains(*mention))
                        };
                        parts.source.iter().any(inside).then_some(id)
                    }),
                kind: parts.kind.unwrap_or(if parts.source.is_empty() {
                    SourceKind::None
                } else {
                    SourceKind::Named
                }),
                spans: parts.source,
            },
            cue: parts.cue,
            content: parts.content,
            mode: Mode::Says,
            form: Form::Indirect,
            stance: parts.stance.unwrap_or(Stance::Asserts),
            inside: None,
            addressees: Vec::new(),
            channel: None,
            when: None,
            confidence: 1.0,
            basis: "marked".into(),
        })
        .collect();
    let hulls: Vec<Option<Span>> = attributions.iter().map(|a| hull(&a.content)).collect();
    for (at, attribution) in attributions.iter_mut().enumerate() {
        let own = hulls[at];
        let outer = (0u32..).zip(&hulls).filter(|(other, hull)| {
            *other as usize != at
                && own
                    .zip(**hull)
                    .is_some_and(|(own, hull)| hull.contains(own) && hull != own)
        });
        attribution.inside = outer
            .min_by_key(|(_, hull)| hull.map(Span::len))
            .map(|(other, _)| AttributionId(other));
    }
    let reading = Reading {
        report: report.id().clone(),
        sentences: language
            .sentences
            .iter()
            .map(|sentence| language.bytes(sentence.tokens))
            .collect(),
        entities,
        times,
        attributions,
        told: Vec::new(),
        knew: Vec::new(),
        // What figures and dates are said of is read off the trees, which nobody marks.
        values: sayso_core::read(&report).values,
        notes: Vec::new(),
    };
    Entry { report, reading }
}

fn sorted(
    spans: Vec<(String, Span)>,
) -> (Vec<Entity>, Vec<TimeExpression>, BTreeMap<String, Parts>) {
    let mut entities: Vec<(String, Entity)> = Vec::new();
    let mut times = Vec::new();
    let mut parts: BTreeMap<String, Parts> = BTreeMap::new();
    for (tag, span) in spans {
        let (head, tail) = tag.split_once(':').unwrap_or((&tag, ""));
        let kind = match head {
            "e" => EntityKind::Person,
            "o" => EntityKind::Organisation,
            "p" => EntityKind::Place,
            "u" => EntityKind::Unnamed,
            "n" => EntityKind::Outlet,
            "t" => {
                times.push(TimeExpression {
                    span,
                    kind: TimeKind::Date,
                    value: Some(tail.to_owned()),
                    unknown: None,
                });
                continue;
            }
            _ => {
                let (role, number) = head.split_at(1);
                let parts = parts.entry(number.to_owned()).or_default();
                match role {
                    "s" => parts.source.push(span),
                    "q" => parts.cue.push(span),
                    "c" => parts.content.push(span),
                    _ => panic!("no such mark: {tag}"),
                }
                match tail {
                    "unnamed" => parts.kind = Some(SourceKind::Unnamed),
                    "pronoun" => parts.kind = Some(SourceKind::Pronoun),
                    "document" => parts.kind = Some(SourceKind::Document),
                    "denies" => parts.stance = Some(Stance::Denies),
                    "declines" => parts.stance = Some(Stance::Declines),
                    "confirms" => parts.stance = Some(Stance::Confirms),
                    "does-not-deny" => parts.stance = Some(Stance::DoesNotDeny),
                    _ => {}
                }
                continue;
            }
        };
        match entities.iter_mut().find(|(key, _)| *key == tail) {
            Some((_, entity)) => {
                entity.mentions.push(span);
                entity.names.push(span);
                if span.len() > entity.name.len() {
                    entity.name = span;
                }
            }
            None => entities.push((tail.to_owned(), Entity::new(kind, span))),
        }
    }
    (
        entities.into_iter().map(|(_, entity)| entity).collect(),
        times,
        parts,
    )
}
