//! The chain of a claim drawn as a tree of lines.

use sayso_core::link::{Claim, VoiceKind};

use super::claims::origin_name;
use super::screen::{Line, Node};
use super::words::{clean, report_name};
use crate::chains::{Branch, branches};
use crate::pile::Pile;
use crate::wire::Word;

/// Outlets that only copied are named up to this number on one line.
const COPIES_NAMED: usize = 4;

/// Draws the chains of a claim, one tree for each origin.
pub(crate) fn chains(pile: &Pile, claim: &Claim) -> Vec<Node> {
    let root = |(origin, branch): (_, Branch)| {
        let origin: &sayso_core::link::Origin = origin;
        let mut node = draw(&branch, pile);
        node.line = Line::default().strong(&origin_name(&origin.name, origin.kind, origin.is_loop));
        for report in &branch.reports {
            node.line = node.line.handle(pile.handle(*report));
        }
        node
    };
    // Beside origins that count, whoever passes it on or is not surely read would only hide them.
    let counts = |origin: &sayso_core::link::Origin| origin.counts.is_of_its_own();
    let any_counts = claim.origins.iter().any(counts);
    claim
        .origins
        .iter()
        .zip(branches(pile, claim))
        .filter(|(origin, _)| !any_counts || counts(origin))
        .map(root)
        .collect()
}

fn draw(branch: &Branch, pile: &Pile) -> Node {
    let mut line = Line::default();
    match branch.reports.first() {
        Some(first) => line = line.strong(&report_name(pile, *first)),
        None => {
            line = line.plain(branch.name.clone());
            if branch.kind == VoiceKind::Outlet {
                line = line.faint(" (its report is not in the pile)");
            }
        }
    }
    for report in &branch.reports {
        line = line.handle(pile.handle(*report));
    }
    let copies = (!branch.copies.is_empty()).then(|| Node {
        line: copied(branch, pile),
        children: Vec::new(),
    });
    Node {
        line,
        children: copies
            .into_iter()
            .chain(branch.branches.iter().map(|branch| draw(branch, pile)))
            .collect(),
    }
}

fn copied(branch: &Branch, pile: &Pile) -> Line {
    let shown = branch.copies.iter().take(COPIES_NAMED);
    let names: Vec<String> = shown
        .map(|(report, kind)| format!("{} ({})", clean(pile.outlet(*report)), kind.word()))
        .collect();
    let more = branch.copies.len().saturating_sub(COPIES_NAMED);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let line = Line::default()
        .faint("copied by ")
        .plain(format!("{}{rest}", names.join(", ")));
    branch
        .copies
        .iter()
        .take(COPIES_NAMED)
        .fold(line, |line, (report, _)| line.handle(pile.handle(*report)))
}

#[cfg(test)]
mod tests {
    use sayso_core::link::{Copy, Counts, Direction, Links, Origin, ReportIndex};

    use super::*;
    use crate::fixture;
    use crate::show::{Look, Screen};

    /// Draws the first claim of the fixture after a change to its links.
    fn drawn(change: impl FnOnce(&mut Links)) -> String {
        let (paths, entries) = fixture::items()
            .into_iter()
            .map(|item| (item.path, item.entry))
            .unzip();
        let mut links = fixture::pile().links().clone();
        change(&mut links);
        let pile = Pile::new(paths, entries, links);
        let mut screen = Screen::new(Look {
            width: 100,
            colour: false,
        });
        screen.trees(0, &chains(&pile, &pile.links().claims[0]), usize::MAX);
        screen.into_text()
    }

    #[test]
    fn reports_that_copy_each_other_in_a_circle_stay_apart() {
        let shown = drawn(|links| {
            let back = Copy {
                from: ReportIndex(2),
                to: ReportIndex(1),
                direction: Direction::Unknown,
                ..links.copies[0].clone()
            };
            links.copies.push(back);
        });
        assert!(
            shown.contains("Northern Wire")
                && shown.contains("notes.txt")
                && !shown.contains("copied"),
            "{shown}"
        );
    }

    #[test]
    fn a_relay_that_the_pile_lacks_says_so() {
        let shown =
            drawn(|links| links.claims[0].tellings[1].chain[1].name = "Evening Post".to_owned());
        assert!(
            shown.contains("├─ Evening Post (its report is not in the pile)\n")
                || shown.contains("└─ Evening Post (its report is not in the pile)\n"),
            "{shown}"
        );
    }

    #[test]
    fn an_outlet_on_its_own_word_is_the_root() {
        let shown = drawn(|links| {
            let claim = &mut links.claims[0];
            claim.tellings.truncate(1);
            claim.tellings[0].chain.truncate(1);
            claim.origins[0] = Origin {
                name: "The Meridian".to_owned(),
                kind: VoiceKind::Outlet,
                tellings: vec![0],
                is_loop: false,
                counts: Counts::Together,
                same_as: Vec::new(),
                relays: Vec::new(),
            };
        });
        assert_eq!(shown, "The Meridian (its own word) [d170]\n");
    }

    #[test]
    fn a_loop_has_no_origin_and_says_so() {
        let shown = drawn(|links| links.claims[0].origins[0].is_loop = true);
        assert!(
            shown.starts_with("none of their own, the reports cite each other\n"),
            "{shown}"
        );
    }
}
