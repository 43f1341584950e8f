//! Sentences, syntax, names and times, case by case.

mod case_file;

use sayso_core::language::syntax::{Word, lemma};
use sayso_core::language::{EntityKind, Language, TimeKind, Unknown};
use sayso_core::report::Report;

#[test]
fn sentences() {
    case_file::check(include_str!("cases/sentences.txt"), |report| {
        let language = Language::of(report);
        language
            .sentences
            .iter()
            .map(|sentence| language.bytes(sentence.tokens).of(report.text()).to_owned())
            .collect()
    });
}

#[test]
fn syntax() {
    case_file::check(include_str!("cases/syntax.txt"), |report| {
        let text = report.text();
        let language = Language::of(report);
        let word = |at: usize| language.tokens[at].of(text);
        let show = |(at, found): (usize, &Word)| {
            let head = found.head as usize;
            let head = if head == at {
                String::new()
            } else {
                format!(" {}", word(head))
            };
            format!(
                "{} {} {} {}{head}",
                word(at),
                lemma(word(at), found.tag),
                found.tag.text(),
                found.relation.text()
            )
        };
        language.syntax.iter().enumerate().map(show).collect()
    });
}

#[test]
fn names() {
    case_file::check(include_str!("cases/names.txt"), |report| {
        let text = report.text();
        let language = Language::of(report);
        let show = |e: &sayso_core::language::Entity| {
            let mentions: Vec<&str> = e.mentions.iter().map(|m| m.of(text)).collect();
            format!(
                "{} | {} | {} | {}",
                kind(e.kind),
                e.name.of(text),
                e.role.map_or("-", |role| role.of(text)),
                mentions.join("; ")
            )
        };
        language.entities.iter().map(show).collect()
    });
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Outlet => "outlet",
        EntityKind::Work => "work",
        EntityKind::Unnamed => "unnamed",
    }
}

#[test]
fn times() {
    case_file::check(include_str!("cases/times.txt"), |report| {
        let text = report.text();
        let show = |t: &sayso_core::language::TimeExpression| {
            let kind = match t.kind {
                TimeKind::Date => "date",
                TimeKind::Time => "time",
                TimeKind::Duration => "duration",
                TimeKind::Set => "set",
            };
            let unknown = t.unknown.map(|why| match why {
                Unknown::NoDate => "? no date",
                Unknown::OtherMoment => "? other moment",
                Unknown::Vague => "? vague",
                Unknown::NoSuchDay => "? no such day",
            });
            format!(
                "{} | {} | {kind}",
                t.span.of(text),
                t.value.as_deref().or(unknown).unwrap_or("-")
            )
        };
        Language::of(report).times.iter().map(show).collect()
    });
}

/// Returns the name of the entity that a phrase of a text means.
fn meant(text: &str, phrase: &str) -> Option<String> {
    let report = Report::plain(text);
    let language = Language::of(&report);
    let start = text.find(phrase).expect("the phrase stands in the text");
    let entity = language.entity_in(sayso_core::span::Span::new(start, start + phrase.len()))?;
    Some(
        language.entities[entity.0 as usize]
            .name
            .of(text)
            .to_owned(),
    )
}

#[test]
fn a_phrase_means_its_head() {
    let text = "Osterian Foreign Minister Pavel Mora met a spokesman for the Harbour Ministry. Mora’s decision surprised Ann Lane, the mayor.";
    assert_eq!(
        meant(text, "Osterian Foreign Minister Pavel Mora").as_deref(),
        Some("Pavel Mora")
    );
    assert_eq!(
        meant(text, "a spokesman for the Harbour Ministry").as_deref(),
        Some("a spokesman for the Harbour Ministry")
    );
    assert_eq!(
        meant(text, "Harbour Ministry").as_deref(),
        Some("Harbour Ministry")
    );
    assert_eq!(
        meant(text, "Ann Lane, the mayor").as_deref(),
        Some("Ann Lane")
    );
    assert_eq!(meant(text, "Mora’s decision"), None);
    assert_eq!(meant(text, "surprised"), None);
}
