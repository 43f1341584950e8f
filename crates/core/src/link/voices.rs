//! Voices: who stands behind an attribution, as a step of a chain.

use super::heard;
use super::names::fold;
use super::origins::{describes_press, names_press};
use super::pile::{Pile, fold_outlet};
use super::{Entry, Known, LinkedEntityId, ReportIndex, Telling, Voice, VoiceKind};
use crate::attribution::{Attribution, AttributionId, SourceKind};
use crate::language::EntityKind;
use crate::report::BlockKind;
use crate::span::{Span, hull};

/// Attributions inside attributions; a deeper reading is a mistake, and one that goes in a circle
/// ends here too.
const DEEPEST: usize = 16;

/// A shown name is cut here; a source of more words is a mistake of the reading.
const LONGEST: usize = 160;

/// Cuts words onto one line.
fn shown(text: &str, span: Span) -> String {
    let words = span
        .of(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // What a reading cut off from a name is none of its own: "'s lawyer".
    let own = words
        .strip_prefix("'s ")
        .or_else(|| words.strip_prefix("’s "))
        .unwrap_or(&words);
    // Nor the word that opens what is told of him: "an official who".
    let own = [" who", " that", " which", ","]
        .iter()
        .fold(own, |own, end| own.strip_suffix(end).unwrap_or(own));
    own.chars().take(LONGEST).collect()
}

/// Returns the voice of an attribution's source; `None` if it names nobody: a verb without a
/// subject is no voice.
pub(super) fn of_source(
    pile: &Pile,
    report: ReportIndex,
    attribution: &Attribution,
) -> Option<Voice> {
    of_source_within(pile, report, attribution, DEEPEST)
}

/// Returns the voice of a source; whose "I" it is may take as many looks outwards as are `left`.
fn of_source_within(
    pile: &Pile,
    report: ReportIndex,
    attribution: &Attribution,
    left: usize,
) -> Option<Voice> {
    let entry = pile.entry(report)?;
    let text = entry.report.text();
    let source = &attribution.source;
    if source.kind == SourceKind::Pronoun
        && source.entity.is_none()
        && hull(&source.spans).is_some_and(|span| is_speaker(span.of(text)))
    {
        // Who says "I" is whoever is being quoted; outside any quotation it is the report's author.
        let speaking = attribution
            .inside
            .and_then(|id| entry.reading.attributions.get(id.0 as usize))?;
        return of_source_within(pile, report, speaking, left.checked_sub(1)?);
    }
    let entity = source.entity.and_then(|own| pile.linked(report, own));
    let words = hull(&source.spans)
        .map(|span| shown(text, span))
        .filter(|words| words.contains(char::is_alphanumeric));
    let read = |name: String, entity, kind| {
        Some(Voice {
            name,
            entity,
            kind,
            known: Known::Read,
        })
    };
    let meant = entity.and_then(|id| pile.entity(id).map(|found| (id, found)));
    // Whom another report names is no longer nameless.
    let named = || {
        let own = entry.reading.entities.get(source.entity?.0 as usize)?;
        let is_nameless = own.kind == EntityKind::Unnamed;
        meant.filter(|(_, found)| is_nameless && found.kind == EntityKind::Person)
    };
    match source.kind {
        SourceKind::Named | SourceKind::Pronoun => {
            match meant {
                // "Australians" are no more named than "two men".
                Some((id, found))
                    if matches!(found.kind, EntityKind::Unnamed | EntityKind::Group) =>
                {
                    read(found.name.clone(), Some(id), VoiceKind::Unnamed)
                }
                Some((_, found)) if describes_press(&found.name) => {
                    read(found.name.clone(), None, VoiceKind::Outlet)
                }
                Some((id, found)) => read(
                    found.name.clone(),
                    Some(id),
                    if pile.is_outlet(id) {
                        VoiceKind::Outlet
                    } else {
                        VoiceKind::Named
                    },
                ),
                None => {
                    let words = words?;
                    let kind = match source.kind {
                        // A pronoun that means nobody known is somebody not named.
                        SourceKind::Pronoun => VoiceKind::Unnamed,
                        _ if is_unsigned(pile, report, &source.spans, &words) => VoiceKind::Outlet,
                        _ if !pile.reports_of(&fold_outlet(&words)).is_empty() => VoiceKind::Outlet,
                        _ => VoiceKind::Named,
                    };
                    read(words, None, kind)
                }
            }
        }
        SourceKind::Unnamed => match meant_outlet(pile, report, &source.spans).or_else(|| {
            // "The Harbour Post newspaper".
            outlet_in(pile, report, &source.spans)
                .filter(|_| words.as_deref().is_some_and(names_press))
        }) {
            Some((id, name)) => read(name, Some(id), VoiceKind::Outlet),
            None => {
                if let Some((id, found)) = named() {
                    return read(found.name.clone(), Some(id), VoiceKind::Named);
                }
                let words = words?;
                let kind = if is_unsigned(pile, report, &source.spans, &words) {
                    VoiceKind::Outlet
                } else {
                    VoiceKind::Unnamed
                };
                read(words, entity.filter(|_| kind == VoiceKind::Unnamed), kind)
            }
        },
        // "A report by the Harbour Post" is the Post speaking.
        SourceKind::Document => match outlet_in(pile, report, &source.spans)
            .or_else(|| meant_outlet(pile, report, &source.spans))
        {
            Some((id, name)) => read(name, Some(id), VoiceKind::Outlet),
            None => {
                if let Some((id, found)) = named() {
                    return read(found.name.clone(), Some(id), VoiceKind::Named);
                }
                let words = words?;
                let kind = if is_unsigned(pile, report, &source.spans, &words) {
                    VoiceKind::Outlet
                } else {
                    VoiceKind::Document
                };
                read(words, entity.filter(|_| kind == VoiceKind::Document), kind)
            }
        },
        // "Reportedly" hides a voice; a verb alone names none.
        SourceKind::None => {
            let hides = |word: &String| word.ends_with("ly") && !word.contains(' ');
            read(
                hull(&attribution.cue)
                    .map(|span| shown(text, span))
                    .filter(hides)?,
                None,
                VoiceKind::Unknown,
            )
        }
    }
}

/// Says whether words are a first person: the speaker means himself.
fn is_speaker(words: &str) -> bool {
    ["i", "me", "my", "we", "us", "our"]
        .iter()
        .any(|own| words.trim().eq_ignore_ascii_case(own))
}

/// Says whether a transcript calls the outlet's own interviewer so.
fn is_interviewer(words: &str) -> bool {
    [
        "moderator",
        "interviewer",
        "host",
        "presenter",
        "anchor",
        "question",
        "q",
    ]
    .iter()
    .any(|own| words.trim().eq_ignore_ascii_case(own))
}

/// Says whether words are a pronoun for somebody else.
pub(super) fn is_other(words: &str) -> bool {
    [
        "he", "she", "it", "they", "who", "which", "that", "him", "her", "them", "this", "these",
        "those", "you",
    ]
    .iter()
    .any(|pronoun| words.trim().eq_ignore_ascii_case(pronoun))
}

/// Returns the outlet that "the newspaper" or "the report" means: the last that the report named
/// before, other than its own.
fn meant_outlet(
    pile: &Pile,
    report: ReportIndex,
    spans: &[Span],
) -> Option<(LinkedEntityId, String)> {
    /// What a report calls another outlet, or its report, once it has named it.
    const AGAIN: &[&str] = &[
        "newspaper",
        "paper",
        "daily",
        "weekly",
        "magazine",
        "website",
        "broadcaster",
        "report",
        "article",
    ];
    let text = pile.entry(report)?.report.text();
    let [span] = spans else { return None };
    let mut words = span.of(text).split_whitespace().map(str::to_lowercase);
    let is_again = words
        .next()
        .is_some_and(|first| first == "the" || first == "that")
        && words
            .next()
            .is_some_and(|noun| AGAIN.contains(&noun.as_str()))
        && words.next().is_none();
    if !is_again {
        return None;
    }
    let last = pile.outlet_before(report, span.start())?;
    Some((last, pile.entity(last)?.name.clone()))
}

/// Says whether words are about a paper or what stands in one, and name nobody whose it is: "media
/// reports", "a new report". "The inspectorate's report" is a document of somebody.
fn is_unsigned(pile: &Pile, report: ReportIndex, spans: &[Span], words: &str) -> bool {
    let names_body = || {
        let named = spans
            .iter()
            .flat_map(|span| pile.mentions_in(report, *span));
        named
            .filter_map(|(_, id)| pile.entity(id))
            .any(|entity| !matches!(entity.kind, EntityKind::Place | EntityKind::Group))
    };
    names_press(words) && !names_body()
}

/// Returns the only outlet that some words name.
fn outlet_in(pile: &Pile, report: ReportIndex, spans: &[Span]) -> Option<(LinkedEntityId, String)> {
    let mut found: Vec<LinkedEntityId> = spans
        .iter()
        .flat_map(|span| pile.mentions_in(report, *span))
        .map(|(_, id)| id)
        .collect();
    found.retain(|id| pile.is_outlet(*id));
    found.dedup();
    let [only] = found.as_slice() else {
        return None;
    };
    Some((*only, pile.entity(*only)?.name.clone()))
}

/// Returns an attribution and those whose contents hold it, from itself outwards.
pub(super) fn outwards(
    entry: &Entry,
    id: AttributionId,
) -> impl Iterator<Item = (AttributionId, &Attribution)> {
    let of = |id: AttributionId| Some((id, entry.reading.attributions.get(id.0 as usize)?));
    std::iter::successors(of(id), move |(_, attribution)| of(attribution.inside?)).take(DEEPEST)
}

/// Returns the voices that a report itself names for an attribution, outermost first, without the
/// report's outlet.
pub(super) fn inwards(pile: &Pile, report: ReportIndex, id: AttributionId) -> Vec<Voice> {
    let Some(entry) = pile.entry(report) else {
        return Vec::new();
    };
    let mut path = Vec::new();
    for (_, attribution) in outwards(entry, id) {
        // Who does or knows something has not said it.
        if !attribution.mode.is_told() {
            continue;
        }
        let voice = of_source(pile, report, attribution);
        // What a witness heard or read stands behind his word.
        let is_person = voice
            .as_ref()
            .is_some_and(|voice| matches!(voice.kind, VoiceKind::Named | VoiceKind::Unnamed));
        let heard = hull(&attribution.source.spans)
            .filter(|_| is_person)
            .and_then(|source| heard::heard(entry, source));
        path.extend(heard.map(|span| Voice {
            name: shown(entry.report.text(), span),
            entity: None,
            kind: VoiceKind::Document,
            known: Known::Read,
        }));
        // "He" says nothing as a relay unless it is known who he is; where a chain ends it still
        // says that somebody spoke. Who asks for the outlet is the outlet.
        let voice = voice.filter(|voice| !is_interviewer(&voice.name));
        path.extend(
            voice.filter(|voice| {
                path.is_empty() || voice.entity.is_some() || !is_other(&voice.name)
            }),
        );
    }
    path.reverse();
    path.dedup_by(|a, b| same(a, b));
    // "The Post has learned", in the Post, names no further voice.
    if path
        .first()
        .is_some_and(|voice| is_outlet_of(pile, report, voice))
    {
        path.remove(0);
    }
    path
}

/// Returns whose word a passage of a report is: the first that it names behind all outlets, else its
/// outlet.
pub(super) fn vouching(
    pile: &Pile,
    report: ReportIndex,
    attribution: Option<AttributionId>,
) -> Option<Voice> {
    let chain = attribution.map_or_else(Vec::new, |id| inwards(pile, report, id));
    let speaks = |voice: &&Voice| !matches!(voice.kind, VoiceKind::Outlet | VoiceKind::Unknown);
    let named = chain.iter().find(speaks).or(chain.first()).cloned();
    named.or_else(|| of_outlet(pile, report))
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
    let by_name =
        || Some(fold_outlet(&voice.name)).filter(|name| !pile.reports_of(name).is_empty());
    voice
        .entity
        .and_then(|id| pile.outlet_of_entity(id))
        .map(str::to_owned)
        .or_else(by_name)
}

fn is_outlet_of(pile: &Pile, report: ReportIndex, voice: &Voice) -> bool {
    pile.outlet(report)
        .is_some_and(|own| outlet_name(pile, voice).as_deref() == Some(own))
}

/// Returns the voice of the outlet that published a report, if that is known.
pub(super) fn of_outlet(pile: &Pile, report: ReportIndex) -> Option<Voice> {
    let name = pile.entry(report)?.report.about.outlet.clone()?;
    let entity = pile
        .outlet(report)
        .and_then(|outlet| pile.publisher(outlet));
    Some(Voice {
        name,
        entity,
        kind: VoiceKind::Outlet,
        known: Known::Read,
    })
}

/// Returns the report itself as a voice, where nobody knows who published it: its title or its
/// first words.
pub(super) fn of_report(pile: &Pile, report: ReportIndex) -> Option<Voice> {
    let report = &pile.entry(report)?.report;
    let first = || {
        report
            .blocks()
            .first()
            .map(|block| shown(report.text(), block.span))
    };
    let name = report
        .about
        .title
        .clone()
        .or_else(first)
        .unwrap_or_default();
    Some(Voice {
        name,
        entity: None,
        kind: VoiceKind::Outlet,
        known: Known::Read,
    })
}

/// Says whether a voice is the one that a telling's own report names for it.
pub(super) fn is_last_named(pile: &Pile, telling: &Telling, voice: &Voice) -> bool {
    let own = telling
        .attribution
        .map_or_else(Vec::new, |id| inwards(pile, telling.report, id));
    own.iter().any(|own| own.name == voice.name)
}

/// Returns the entities for which the source of a telling speaks.
pub(super) fn speaks_for(pile: &Pile, telling: &Telling) -> Vec<LinkedEntityId> {
    let sources = attributions(pile, telling).map(|attribution| &attribution.source);
    let spoken = sources
        .filter(|source| source.speaks_for)
        .filter_map(|source| source.of);
    spoken
        .filter_map(|own| pile.linked(telling.report, own))
        .collect()
}

/// Returns the outlets, by their folded names, that the source of a telling is said to have told.
pub(super) fn told_outlets(pile: &Pile, telling: &Telling) -> Vec<String> {
    let told = attributions(pile, telling).flat_map(|attribution| &attribution.addressees);
    let linked = told.filter_map(|party| pile.linked(telling.report, party.entity?));
    let outlets = linked.filter(|id| pile.is_outlet(*id));
    let name = |id: LinkedEntityId| {
        let by_entity = || pile.entity(id).map(|entity| fold(&entity.name));
        pile.outlet_of_entity(id)
            .map(str::to_owned)
            .or_else(by_entity)
    };
    outlets.filter_map(name).collect()
}

/// Returns the attributions of a telling, innermost first.
fn attributions<'p>(
    pile: &Pile<'p>,
    telling: &Telling,
) -> impl Iterator<Item = &'p Attribution> + use<'p> {
    let entry = pile.entry(telling.report).zip(telling.attribution);
    entry
        .into_iter()
        .flat_map(|(entry, id)| outwards(entry, id))
        .map(|(_, attribution)| attribution)
}

/// Says whether a telling stands in a headline.
pub(super) fn is_headline(pile: &Pile, telling: &Telling) -> bool {
    let entry = pile.entry(telling.report);
    let kind = entry.and_then(|entry| entry.report.kind_at(telling.span.start()));
    kind == Some(BlockKind::Headline)
}

/// Returns how sure the reading is of a telling's attribution; a telling without one is as it stands.
pub(super) fn confidence(pile: &Pile, telling: &Telling) -> f32 {
    attributions(pile, telling)
        .next()
        .map_or(1.0, |attribution| attribution.confidence)
}
