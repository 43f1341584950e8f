//! Who knew: who knew, who was kept in the dark, who learned it from whom.

use sayso_core::knew::{Knew, KnewState};
use sayso_core::link::ReportIndex;

use super::screen::{Line, Screen};
use super::words::{clean, date, quoted, short_name};
use crate::pile::Pile;

/// Writes states of knowledge, one line for each person and state; returns how many that were.
pub(crate) fn knew<'a>(
    screen: &mut Screen,
    pile: &Pile,
    found: impl Iterator<Item = (ReportIndex, &'a Knew)>,
    limit: usize,
) -> usize {
    let mut groups: Vec<((ReportIndex, &Knew), usize)> = Vec::new();
    for (report, knew) in found {
        let linked = |report, knew: &Knew| {
            knew.who
                .entity
                .and_then(|entity| pile.linked(report, entity))
        };
        let who = linked(report, knew);
        let same = |first: (ReportIndex, &Knew)| {
            who.is_some() && first.1.state == knew.state && linked(first.0, first.1) == who
        };
        match groups.iter_mut().find(|(first, _)| same(*first)) {
            Some((_, more)) => *more += 1,
            None => groups.push(((report, knew), 0)),
        }
    }
    // Whoever has a name comes first: that "they" did not know says little.
    groups.sort_by_key(|((report, knew), more)| {
        (
            !pile.is_named(*report, &knew.who),
            knew.state,
            std::cmp::Reverse(*more),
        )
    });
    for ((report, knew), more) in groups.iter().take(limit) {
        screen.line(2, &line(pile, *report, knew, *more));
    }
    groups.iter().take(limit).map(|(_, more)| 1 + more).sum()
}

/// Writes each state of knowledge with its evidence.
pub(crate) fn knew_lines<'a>(
    screen: &mut Screen,
    pile: &Pile,
    found: impl Iterator<Item = (ReportIndex, &'a Knew)>,
) {
    for (report, knew) in found {
        screen.line(2, &line(pile, report, knew, 0));
        screen.paragraph(
            4,
            super::Tone::Faint,
            &quoted(knew.evidence.of(pile.report(report).text())),
        );
    }
}

/// Returns what the state of knowledge is, from whom and since when, in the words that follow the
/// name of who knew.
pub(crate) fn knowing(pile: &Pile, report: ReportIndex, knew: &Knew) -> String {
    let entry = pile.entry(report);
    let state = match knew.state {
        KnewState::Knew => "knew",
        KnewState::DidNotKnow => "did not know",
        KnewState::Learned => "learned",
    };
    let when = knew
        .when
        .and_then(|id| entry.reading.times.get(id.0 as usize));
    let when = when.map_or_else(String::new, |time| {
        format!(
            " · {}",
            time.value
                .as_deref()
                .map_or_else(|| clean(time.span.of(entry.report.text())), date)
        )
    });
    let from = knew.from.as_ref().map_or_else(String::new, |from| {
        format!(" from {}", clean(pile.party_name(report, from)))
    });
    let follows = match (knew.derived, knew.basis.as_ref()) {
        (false, _) => "",
        (true, "until") => " (follows from not knowing until then)",
        (true, _) => " (follows from being told)",
    };
    format!("{state}{from}{when}{follows}")
}

fn line(pile: &Pile, report: ReportIndex, knew: &Knew, more: usize) -> Line {
    let text = pile.report(report).text();
    let about = knew
        .about
        .map_or_else(String::new, |about| format!(": {}", quoted(about.of(text))));
    let others = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    Line::default()
        .strong(pile.party_name(report, &knew.who))
        .plain(format!(" {}", knowing(pile, report, knew)))
        .faint(about)
        .tail(format!(" · {}{others}", short_name(pile, report)))
        .handle(pile.handle(report))
}
