//! The brief: one screen that says what a pile comes to. The face of Sayso.

use sayso_core::link::{Claim, ReportIndex};

use super::claims::number;
use super::screen::{Line, Screen, Tone};
use super::words::{clean, count, day};
use super::{chains, claims, conflicts, copies, knew, responses, told};
use crate::lists::{Head, List, Wanted};
use crate::pile::Pile;

// How much of everything stands on one screen of some sixty lines. Each section says what it left
// out and which command shows the rest.
const CLAIMS: usize = 4;
const CHAIN_LINES: usize = 12;
const RESPONSES: usize = 6;
const CONFLICTS: usize = 2;
const COPIES: usize = 4;
const TOLD: usize = 4;
const KNEW: usize = 4;
const NOTES: usize = 2;

/// The parts of lists that a brief shows, and of which it counts the rest; of answers one more than it
/// shows, so that it knows whether there are more.
pub(crate) const SHOWN: [Wanted; 12] = [
    Wanted::first(List::Claims, CLAIMS),
    Wanted::first(List::Confirmed, RESPONSES + 1),
    Wanted::first(List::Denied, RESPONSES + 1),
    Wanted::first(List::NotDenied, RESPONSES + 1),
    Wanted::first(List::Declined, RESPONSES + 1),
    Wanted::first(List::Conflicts, CONFLICTS),
    Wanted::first(List::Copies, COPIES),
    Wanted::first(List::Told, 0),
    Wanted::first(List::Worthiest, TOLD),
    Wanted::first(List::Knew, 0),
    Wanted::first(List::Known, KNEW),
    Wanted::first(List::Notes, NOTES),
];

/// Writes the brief of a pile. `asked` is what to type after a command to ask of the same pile
/// again.
pub(crate) fn brief(screen: &mut Screen, pile: &Pile, asked: &str) {
    head(screen, pile);
    let links = pile.links();
    if !links.claims.is_empty() {
        // What only one report tells is told most only where nothing is told twice.
        let often = links
            .claims
            .iter()
            .take(CLAIMS)
            .filter(|claim| claim.tellings.len() > 1)
            .count();
        screen.heading("Told most");
        claims(
            screen,
            pile,
            links.claims.iter().take(often.max(1)).enumerate(),
        );
        rest(
            screen,
            pile.claims().saturating_sub(often.max(1)),
            "claims",
            asked,
        );
    }
    if let Some((position, claim)) = first_with_chain(&links.claims) {
        screen.heading(&format!("How claim {} travelled", number(pile, position)));
        screen.trees(2, &chains(pile, claim), CHAIN_LINES);
    }
    if links.claims.iter().any(|claim| !claim.responses.is_empty()) {
        screen.heading("Confirmed, denied, not denied, no comment");
        if responses(screen, pile, RESPONSES) > 0 {
            let more = format!("… and more, each under its claim: sayso claims{asked}");
            screen.line(2, &Line::default().faint(more));
        }
    }
    if !links.conflicts.is_empty() {
        screen.heading("Where accounts differ");
        conflicts(screen, pile, links.conflicts.iter(), CONFLICTS);
        let left_out = pile.total(List::Conflicts).saturating_sub(CONFLICTS);
        rest(screen, left_out, "conflicts", asked);
    }
    if !links.copies.is_empty() {
        screen.heading("Copies");
        copies(screen, pile, links.copies.iter(), COPIES);
        let left_out = pile.total(List::Copies).saturating_sub(COPIES);
        rest(screen, left_out, "copies", asked);
    }
    if pile
        .entries()
        .any(|(_, entry)| !entry.reading.told.is_empty())
    {
        screen.heading("Who told whom");
        told(screen, pile, links.communications.iter(), TOLD);
        // The command lists what did not take place too.
        let shown = pile.total(List::Worthiest).min(TOLD);
        rest(screen, pile.total(List::Told) - shown, "told", asked);
    }
    if pile
        .entries()
        .any(|(_, entry)| entry.reading.knew.iter().any(|knew| !knew.derived))
    {
        screen.heading("Who knew");
        let said = |knew: &&sayso_core::knew::Knew| !knew.derived;
        let found = pile.entries().flat_map(|(i, entry)| {
            entry
                .reading
                .knew
                .iter()
                .filter(said)
                .map(move |knew| (i, knew))
        });
        let shown = knew(screen, pile, found, KNEW);
        rest(
            screen,
            pile.total(List::Knew).saturating_sub(shown),
            "knew",
            asked,
        );
    }
    notes(screen, pile, asked);
    foot(screen, pile, asked);
}

fn head(screen: &mut Screen, pile: &Pile) {
    let Head {
        reports,
        outlets,
        days,
    } = pile.head();
    let span = match days {
        Some((first, last)) if first == last => day(first),
        Some((first, last)) => format!("{} – {}", day(first), day(last)),
        None => "no dates".to_owned(),
    };
    let outlets = match outlets {
        0 => "no outlet named".to_owned(),
        outlets => count(outlets, "outlet"),
    };
    screen.line(
        0,
        &Line::default()
            .strong(&count(reports, "report"))
            .plain(format!(" · {outlets} · {span}")),
    );
}

/// Returns the claim whose chain is worth drawing: the first that is told more than once, or the
/// first.
fn first_with_chain(claims: &[Claim]) -> Option<(usize, &Claim)> {
    let first = claims
        .iter()
        .enumerate()
        .find(|(_, claim)| claim.tellings.len() > 1);
    first
        .or_else(|| claims.iter().enumerate().next())
        .filter(|(_, claim)| !claim.origins.is_empty())
}

fn rest(screen: &mut Screen, left_out: usize, command: &str, asked: &str) {
    if left_out > 0 {
        screen.line(
            2,
            &Line::default().faint(format!("… and {left_out} more: sayso {command}{asked}")),
        );
    }
}

fn notes(screen: &mut Screen, pile: &Pile, asked: &str) {
    let notes: Vec<(ReportIndex, &String)> = pile
        .entries()
        .flat_map(|(i, entry)| entry.reading.notes.iter().map(move |note| (i, note)))
        .collect();
    if notes.is_empty() {
        return;
    }
    screen.heading("Notes");
    for (report, note) in notes.iter().take(NOTES) {
        screen.line(
            2,
            &Line::default()
                .plain(clean(note))
                .handle(pile.handle(*report)),
        );
    }
    let left_out = pile.total(List::Notes).saturating_sub(NOTES);
    if left_out > 0 {
        screen.line(
            2,
            &Line::default().faint(format!(
                "… and {left_out} more, each with its report: sayso trace REPORT{asked}"
            )),
        );
    }
}

fn foot(screen: &mut Screen, pile: &Pile, asked: &str) {
    let Some((report, _)) = pile.entries().next() else {
        return;
    };
    screen.gap();
    if pile
        .entries()
        .all(|(_, entry)| entry.reading.attributions.is_empty())
    {
        screen.paragraph(
            0,
            Tone::Plain,
            "Nobody is held to say anything in these reports, as far as Sayso can tell.",
        );
    }
    let example = if pile.links().claims.is_empty() {
        pile.handle(report)
    } else {
        "1"
    };
    screen.paragraph(0, Tone::Faint, "The words behind a line are one command away, by the claim's number or the report's [letters]:");
    screen.paragraph(2, Tone::Faint, &format!("sayso trace {example}{asked}"));
}

#[cfg(test)]
mod tests {
    use super::super::Look;
    use super::*;
    use crate::fixture;

    #[test]
    fn the_brief_shows_everything_on_one_screen() {
        let mut screen = Screen::new(Look {
            width: 100,
            colour: false,
        });
        brief(&mut screen, &fixture::pile(), " --pile pile");
        golden("brief.txt", &screen.into_text());
    }

    /// Compares with a listing that lies beside the tests. Where they differ the listing is written
    /// anew and the test fails, so that the difference is seen and judged.
    #[track_caller]
    fn golden(name: &str, shown: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(name);
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if kept != shown {
            std::fs::write(&path, shown).expect("the listing can be written");
            panic!("{name} was written anew; look at the difference:\n{shown}");
        }
    }
}
