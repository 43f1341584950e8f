//! Who "I" is outside of quotations: whoever signs the report.
//!
//! A columnist is a party of what he tells and is told, though the running text never names him. He
//! is an entity if he alone signs, speaks of himself, and his name stands above the text.

use super::{Entity, EntityId, EntityKind, lower_into};
use crate::language::{Language, QuoteState};
use crate::report::{BlockKind, Report};
use crate::span::Span;

/// Returns the author among the entities of a report, by his name.
pub(crate) fn author(report: &Report, entities: &[Entity]) -> Option<EntityId> {
    let name = signed(report)?;
    let at = entities.iter().position(|entity| {
        entity.kind == EntityKind::Person
            && entity.name.of(report.text()).eq_ignore_ascii_case(name)
    })?;
    u32::try_from(at).ok().map(EntityId)
}

/// Returns the entity of an author who speaks of himself and whom the text does not name.
pub(super) fn unnamed(report: &Report, language: &Language, entities: &[Entity]) -> Option<Entity> {
    let name = signed(report)?;
    if author(report, entities).is_some() || !speaks(report, language) {
        return None;
    }
    let blocks = report.blocks().iter();
    let mut lines = blocks.filter(|block| block.kind == BlockKind::Byline);
    lines.find_map(|block| {
        let line = block.span.of(report.text());
        let at = block.span.start() + line.to_lowercase().find(&name.to_lowercase())?;
        let span = Span::new(at, at + name.len());
        // Letters whose small form is longer would move what stands behind them.
        let is_name = report.text().get(span.range())?.eq_ignore_ascii_case(name);
        is_name.then(|| Entity::new(EntityKind::Person, span))
    })
}

/// Returns the name of whoever alone signs a report.
fn signed(report: &Report) -> Option<&str> {
    match report.about.bylines.as_slice() {
        [name] if (2..=4).contains(&name.split_whitespace().count()) => Some(name),
        _ => None,
    }
}

/// Says whether a report speaks of its author outside of quotations.
fn speaks(report: &Report, language: &Language) -> bool {
    let mut lower = String::new();
    let told = language
        .sentences
        .iter()
        .filter(|sentence| sentence.kind == BlockKind::Paragraph);
    told.flat_map(|sentence| sentence.tokens.range()).any(|at| {
        let is_out = language.quotes.get(at) == Some(&QuoteState::Out);
        let Some(token) = language.tokens.get(at).filter(|_| is_out) else {
            return false;
        };
        lower_into(token.of(report.text()), &mut lower);
        matches!(lower.as_str(), "me" | "i")
    })
}
