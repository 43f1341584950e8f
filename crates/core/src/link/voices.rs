//! Voices: who stands behind an attribution, as a step of a chain.

use super::names::fold;
use super::pile::{Pile, fold_outlet};
use super::{Known, LinkedEntityId, ReportIndex, Voice, VoiceKind};
use crate::attribution::{Attribution, AttributionId, SourceKind};
use crate::language::EntityKind;
use crate::span::{Span, hull};

/// Attributions inside attributions; a deeper reading is a mistake.
const DEEPEST: usize = 16;

/// A shown name is cut here; a source of more words is a mistake of the reading.
const LONGEST: usize = 160;

/// Cuts words onto one line.
fn shown(text: &str, span: Span) -> String {
    let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST).collect()
}

/// Returns the voice of an attribution's source; `None` if neither source nor cue has words.
pub(super) fn of_source(pile: &Pile, report: ReportIndex, attribution: &Attribution) -> Option<Voice> {
    let text = pile.entry(report)?.report.text();
    let source = &attribution.source;
    let entity = source.entity.and_then(|own| pile.linked(report, own));
    let words = hull(&source.spans).map(|span| shown(text, span)).filter(|words| !words.is_empty());
    let read = |name: String, entity, kind| Some(Voice { name, entity, kind, known: Known::Read });
    match source.kind {
        SourceKind::Named | SourceKind::Pronoun => match entity.and_then(|id| pile.entity(id).map(|found| (id, found))) {
            Some((id, found)) if found.kind == EntityKind::Unnamed => {
                read(words.unwrap_or_else(|| found.name.clone()), Some(id), VoiceKind::Unnamed)
            }
            Some((id, found)) => {
                let publishes = found.kind == EntityKind::Outlet || pile.outlet_of_entity(id).is_some();
                read(found.name.clone(), Some(id), if publishes { VoiceKind::Outlet } else { VoiceKind::Named })
            }
            None => {
                let words = words?;
                let kind = match source.kind {
                    // A pronoun that means nobody known is somebody not named.
                    SourceKind::Pronoun => VoiceKind::Unnamed,
                    _ if !pile.reports_of(&fold_outlet(&words)).is_empty() => VoiceKind::Outlet,
                    _ => VoiceKind::Named,
                };
                read(words, None, kind)
            }
        },
        SourceKind::Unnamed => read(words?, entity, VoiceKind::Unnamed),
        // "A report by the Harbour Post" is the Post speaking.
        SourceKind::Document => match outlet_in(pile, report, &source.spans) {
            Some((id, name)) => read(name, Some(id), VoiceKind::Outlet),
            None => read(words?, entity, VoiceKind::Document),
        },
        SourceKind::None => {
            read(hull(&attribution.cue).map(|span| shown(text, span)).filter(|words| !words.is_empty())?, None, VoiceKind::Unknown)
        }
    }
}

/// Returns the only outlet that some words name.
fn outlet_in(pile: &Pile, report: ReportIndex, spans: &[Span]) -> Option<(LinkedEntityId, String)> {
    let mut found: Vec<LinkedEntityId> = spans.iter().flat_map(|span| pile.mentions_in(report, *span)).map(|(_, id)| id).collect();
    found.retain(|id| pile.entity(*id).is_some_and(|entity| entity.kind == EntityKind::Outlet) || pile.outlet_of_entity(*id).is_some());
    found.dedup();
    let [only] = found.as_slice() else { return None };
    Some((*only, pile.entity(*only)?.name.clone()))
}

/// Returns the voices that a report itself names for an attribution, outermost first, without the report's outlet.
pub(super) fn inwards(pile: &Pile, report: ReportIndex, id: AttributionId) -> Vec<Voice> {
    let Some(entry) = pile.entry(report) else { return Vec::new() };
    let mut path = Vec::new();
    let mut at = Some(id);
    // A wrong reading may hold two attributions inside each other; counting the steps ends that too.
    for _ in 0..DEEPEST {
        let Some(attribution) = at.and_then(|id| entry.reading.attributions.get(id.0 as usize)) else { break };
        path.extend(of_source(pile, report, attribution));
        at = attribution.inside;
    }
    path.reverse();
    path.dedup_by(|a, b| same(a, b));
    // "The Post has learned", in the Post, names no further voice.
    if path.first().is_some_and(|voice| is_outlet_of(pile, report, voice)) {
        path.remove(0);
    }
    path
}

/// Says whether two voices are one by what is known of them.
pub(super) fn same(a: &Voice, b: &Voice) -> bool {
    match (a.entity, b.entity) {
        (Some(a), Some(b)) => a == b,
        _ => a.kind == b.kind && a.kind != VoiceKind::Unnamed && fold(&a.name) == fold(&b.name),
    }
}

/// Returns the folded name under which a voice publishes in the pile.
pub(super) fn outlet_name(pile: &Pile, voice: &Voice) -> Option<String> {
    let by_name = || Some(fold_outlet(&voice.name)).filter(|name| !pile.reports_of(name).is_empty());
    voice.entity.and_then(|id| pile.outlet_of_entity(id)).or_else(by_name)
}

fn is_outlet_of(pile: &Pile, report: ReportIndex, voice: &Voice) -> bool {
    pile.outlet(report).is_some_and(|own| outlet_name(pile, voice).as_deref() == Some(own))
}

/// Returns the voice of the outlet that published a report, if that is known.
pub(super) fn of_outlet(pile: &Pile, report: ReportIndex) -> Option<Voice> {
    let name = pile.entry(report)?.report.about.outlet.clone()?;
    let entity = pile.outlet(report).and_then(|outlet| pile.publisher(outlet));
    Some(Voice { name, entity, kind: VoiceKind::Outlet, known: Known::Read })
}

/// Returns the report itself as a voice, where nobody knows who published it: its title or its first words.
pub(super) fn of_report(pile: &Pile, report: ReportIndex) -> Option<Voice> {
    let report = &pile.entry(report)?.report;
    let first = || report.blocks().first().map(|block| shown(report.text(), block.span));
    let name = report.about.title.clone().or_else(first).unwrap_or_default();
    Some(Voice { name, entity: None, kind: VoiceKind::Outlet, known: Known::Read })
}
