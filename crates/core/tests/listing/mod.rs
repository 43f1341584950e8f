//! Attributions as lines of text, for the cases and the golden listings.
//!
//! A line is `kind: source (entity) | cue | stance | form | content`, with the mode before the stance
//! unless something is said; a voice inside another stands below it, two blanks further in.

use sayso_core::Reading;
use sayso_core::attribution::{Attribution, AttributionId, Form, Mode, SourceKind, Stance};
use sayso_core::language::EntityId;
use sayso_core::span::Span;

/// Lists the attributions of a reading; a content longer than `width` characters is cut.
pub(crate) fn attributions(text: &str, reading: &Reading, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open: Vec<(usize, usize)> = inside(reading, None)
        .into_iter()
        .rev()
        .map(|at| (at, 0))
        .collect();
    while let Some((at, depth)) = open.pop() {
        lines.push(format!(
            "{}{}",
            "  ".repeat(depth),
            line(text, reading, &reading.attributions[at], width)
        ));
        open.extend(
            inside(reading, Some(at))
                .into_iter()
                .rev()
                .map(|inner| (inner, depth + 1)),
        );
    }
    assert_eq!(
        lines.len(),
        reading.attributions.len(),
        "an attribution stands inside itself"
    );
    lines
}

/// Returns the attributions that stand right inside another one, or in none.
fn inside(reading: &Reading, outer: Option<usize>) -> Vec<usize> {
    let outer = outer.map(|at| AttributionId(u32::try_from(at).expect("few attributions")));
    (0..reading.attributions.len())
        .filter(|at| reading.attributions[*at].inside == outer)
        .collect()
}

fn line(text: &str, reading: &Reading, a: &Attribution, width: usize) -> String {
    let source = words(text, &a.source.spans);
    let source = named(text, reading, &source, a.source.entity);
    let content = cut(&words(text, &a.content), width);
    format!(
        "{}: {source} | {} | {}{} | {} | {content}",
        kind(a.source.kind),
        words(text, &a.cue),
        mode(a.mode),
        stance(a.stance),
        form(a.form)
    )
}

/// Shows words with the name of the entity that they mean, where it is another.
pub(crate) fn named(
    text: &str,
    reading: &Reading,
    words: &str,
    entity: Option<EntityId>,
) -> String {
    let name = entity.map_or("", |id| reading.entities[id.0 as usize].name.of(text));
    if name.is_empty() || name == words {
        words.to_owned()
    } else {
        format!("{words} ({name})")
    }
}

/// Cuts a text to a number of characters, and says so.
pub(crate) fn cut(words: &str, width: usize) -> String {
    if words.chars().count() <= width {
        words.to_owned()
    } else {
        words.chars().take(width).chain(['…']).collect()
    }
}

/// Shows the parts of a role with a mark between, and a dash for none; white space is collapsed.
fn words(text: &str, spans: &[Span]) -> String {
    let part = |span: &Span| {
        span.of(text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    if spans.is_empty() {
        "-".to_owned()
    } else {
        spans.iter().map(part).collect::<Vec<_>>().join(" … ")
    }
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Unnamed => "unnamed",
        SourceKind::Pronoun => "pronoun",
        SourceKind::Document => "document",
        SourceKind::None => "none",
    }
}

/// Shows what an attribution is of, where that is not words.
fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Says => "",
        Mode::Thinks => "thinks, ",
        Mode::Knows => "knows, ",
        Mode::Acts => "acts, ",
    }
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Denies => "denies",
        Stance::DoesNotDeny => "does-not-deny",
        Stance::Confirms => "confirms",
        Stance::Declines => "declines",
        Stance::Doubts => "doubts",
        Stance::Predicts => "predicts",
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Indirect => "indirect",
        Form::Mixed => "mixed",
    }
}
