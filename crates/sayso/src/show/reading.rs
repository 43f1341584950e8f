//! One report for people: what it is, who says what in it, who told whom, who knew.

use sayso_core::attribution::{Attribution, AttributionId, Mode, SourceKind, Stance};
use sayso_core::link::{Communication, ReportIndex};

use super::screen::{Line, Screen, Tone};
use super::words::{clean, count, day, quoted};
use super::{knew_lines, told_lines};
use crate::pile::Pile;
use crate::wire::cut;

/// Deeper voices than this are drawn at this depth; nobody reads further.
const DEEPEST: usize = 6;

/// Writes everything that was found in a report.
pub(crate) fn reading(screen: &mut Screen, pile: &Pile, report: ReportIndex) {
    let entry = pile.entry(report);
    let about = &entry.report.about;
    screen.gap();
    let title = about.title.as_deref().unwrap_or_else(|| pile.path(report));
    screen.line(
        0,
        &Line::default()
            .with(Tone::Heading, clean(title))
            .handle(pile.handle(report)),
    );
    let by = (!about.bylines.is_empty()).then(|| format!("by {}", about.bylines.join(", ")));
    let published = about.published.map(|moment| day(moment.date));
    let path = about.title.is_some().then(|| pile.path(report).to_owned());
    let facts = [about.outlet.clone(), by, published, path];
    let facts: Vec<String> = facts
        .into_iter()
        .flatten()
        .map(|fact| clean(&fact))
        .collect();
    if !facts.is_empty() {
        screen.line(0, &Line::default().faint(facts.join(" · ")));
    }
    for note in &entry.reading.notes {
        screen.paragraph(0, Tone::Plain, &format!("Note: {note}"));
    }
    let reading = &entry.reading;
    if reading.attributions.is_empty() && reading.told.is_empty() && reading.knew.is_empty() {
        screen.line(
            0,
            &Line::default()
                .plain("Nobody is held to say anything in it, as far as Sayso can tell."),
        );
        return;
    }
    if !reading.attributions.is_empty() {
        screen.heading(&format!(
            "Who says so ({})",
            count(reading.attributions.len(), "attribution")
        ));
        for found in &reading.attributions {
            attribution(screen, pile, report, found);
        }
    }
    if !reading.told.is_empty() {
        screen.heading("Who told whom");
        // A report that is read by itself is joined with no other.
        let alone = |at: usize| Communication {
            tellings: vec![(report, at)],
            clearest: 0,
        };
        let told: Vec<Communication> = (0..reading.told.len()).map(alone).collect();
        told_lines(screen, pile, told.iter());
    }
    if !reading.knew.is_empty() {
        screen.heading("Who knew");
        knew_lines(screen, pile, reading.knew.iter().map(|knew| (report, knew)));
    }
}

fn attribution(screen: &mut Screen, pile: &Pile, report: ReportIndex, found: &Attribution) {
    let text = pile.report(report).text();
    let indent = 2 + 2 * depth(&pile.entry(report).reading.attributions, found);
    let source = source(pile, report, found);
    let cue = clean(&cut(text, &found.cue));
    let lower = cue.to_lowercase();
    let line = match () {
        () if !cue.contains(char::is_alphabetic) => {
            Line::default().strong(&source).faint(":".to_owned())
        }
        () if lower.starts_with("according") || lower.starts_with("as per") => {
            Line::default().faint(format!("{lower} ")).strong(&source)
        }
        () => Line::default().strong(&source).faint(format!(" {cue}")),
    };
    let line = match manner(found) {
        Some(manner) => line.faint(format!(" · {manner}")),
        None => line,
    };
    screen.line(indent, &line);
    screen.paragraph(indent + 2, Tone::Plain, &quoted(&cut(text, &found.content)));
}

/// Returns what to call the source of an attribution: its words, and whom a pronoun means.
pub(crate) fn source(pile: &Pile, report: ReportIndex, found: &Attribution) -> String {
    let words = clean(&cut(pile.report(report).text(), &found.source.spans));
    let name = found
        .source
        .entity
        .and_then(|entity| pile.entity_name(report, entity))
        .map(clean);
    match (found.source.kind, name) {
        (SourceKind::None, _) => "Nobody named".to_owned(),
        (SourceKind::Pronoun, Some(name)) if name != words => format!("{words} ({name})"),
        (SourceKind::Pronoun, _) | (_, None) => words,
        (_, Some(name)) if words.is_empty() => name,
        (_, Some(_)) => words,
    }
}

/// Adds how the source stands to what is said, where that is not simply that it says so.
pub(crate) fn standing(line: Line, found: Stance) -> Line {
    match stance(found) {
        Some(stance) => line.faint(format!(" · {stance}")),
        None => line,
    }
}

/// Returns how a source stands to a content, as a verb, if it does more or less than hold it to be
/// so.
pub(crate) fn stance(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Asserts => None,
        Stance::Denies => Some("denies"),
        Stance::DoesNotDeny => Some("does not deny"),
        Stance::Confirms => Some("confirms"),
        Stance::Declines => Some("will not comment"),
        Stance::Doubts => Some("doubts"),
        Stance::Predicts => Some("expects"),
    }
}

/// Returns how a source stands to its content or, where it simply holds to it, what the attribution
/// is of; nothing if that is words.
pub(crate) fn manner(found: &Attribution) -> Option<&'static str> {
    stance(found.stance).or(match found.mode {
        Mode::Says => None,
        Mode::Thinks => Some("thinks"),
        Mode::Knows => Some("knows"),
        Mode::Acts => Some("acts"),
    })
}

/// Returns how many voices stand around an attribution.
fn depth(all: &[Attribution], found: &Attribution) -> usize {
    let outer = |id: AttributionId| all.get(id.0 as usize).and_then(|outer| outer.inside);
    std::iter::successors(found.inside, |id| outer(*id))
        .take(DEEPEST)
        .count()
}
