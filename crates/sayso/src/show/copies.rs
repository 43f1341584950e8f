//! Copies: which report was taken from which, how, how much of it, and how one can tell.

use sayso_core::link::{Copy, CopyKind, Direction};

use super::screen::{Line, Screen};
use super::words::clean;
use crate::pile::Pile;

/// Writes copies; returns how many were left out.
pub(crate) fn copies<'a>(
    screen: &mut Screen,
    pile: &Pile,
    copies: impl Iterator<Item = &'a Copy>,
    limit: usize,
) -> usize {
    let mut left_out = 0;
    for (i, copy) in copies.enumerate() {
        if i >= limit {
            left_out += 1;
            continue;
        }
        screen.line(
            2,
            &Line::default()
                .strong(pile.outlet(copy.to))
                .plain(" ← ")
                .strong(pile.outlet(copy.from))
                .faint(format!(" · {}", taken(copy)))
                .handle(pile.handle(copy.to))
                .handle(pile.handle(copy.from)),
        );
    }
    left_out
}

/// Returns how much of a copy was taken, in which way, and how one can tell.
pub(crate) fn taken(copy: &Copy) -> String {
    let how = match copy.kind {
        CopyKind::Verbatim => "word by word",
        CopyKind::NearDuplicate => "nearly word by word",
        CopyKind::Rewritten => "in other words",
    };
    let why = match copy.direction {
        Direction::Credited => "it credits the original",
        Direction::Earlier => "the original came first",
        Direction::Fuller => "the original is fuller",
        Direction::Unknown => "which came first is not known",
    };
    let family = copy
        .family
        .as_deref()
        .map_or_else(String::new, |owner| format!(" · both belong to {owner}"));
    let share = (copy.share.clamp(0.0, 1.0) * 100.0).round();
    format!("{how}, {share} % of it · {why}{family}")
}

/// Returns the words that a passage of a copy shares with its original, original first.
pub(crate) fn passages<'a>(
    pile: &'a Pile,
    copy: &'a Copy,
) -> impl Iterator<Item = (String, String)> + 'a {
    let (original, taken) = (pile.report(copy.from).text(), pile.report(copy.to).text());
    copy.passages
        .iter()
        .map(move |(from, to)| (clean(from.of(original)), clean(to.of(taken))))
}
