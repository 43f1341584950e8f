//! Marks that are missing: what a quotation holds that was never closed, or never opened.

use std::ops::Range;

use super::{QuoteState, fill};
use crate::language::tokens::{Token, TokenKind};

/// Takes back what a mark that was never closed does not quote: of "“We knew, said Lane." the words
/// from "said" on. Returns whether the mark was left out behind words of its speaker.
///
/// Where the next paragraph `reopens`, only what ends this one is looked at: a quotation may tell
/// who said something.
pub(super) fn unclosed(
    text: &str,
    tokens: &[Token],
    states: &mut [QuoteState],
    open: Range<usize>,
    reopens: bool,
) -> bool {
    let word = |at: usize| {
        tokens
            .get(at)
            .filter(|_| at < open.end)
            .map_or("", |t| t.of(text))
    };
    let named = |at: usize| {
        let first = word(at);
        first.starts_with(char::is_uppercase)
            || matches!(
                first,
                "he" | "she" | "they" | "the" | "a" | "an" | "his" | "her" | "one"
            )
    };
    let says = |at: usize| SAYS.contains(&word(at));
    let tells = |at: usize| {
        says(at) && named(at + 1)
            || (at + 1..at + 6)
                .take_while(|to| *to == at + 1 || !matches!(word(*to), "," | "." | ""))
                .any(|to| {
                    let ends = matches!(word(to + 1), "" | "." | ",") || word(to) == "told";
                    says(to) && ends && named(at)
                })
    };
    let ends = |at: usize| {
        (at..open.end).all(|to| !matches!(word(to), "." | "?" | "!") || to + 1 == open.end)
    };
    let cut = (open.start + 2..open.end)
        .filter(|at| matches!(word(*at), "," | "?" | "!") && tells(at + 1))
        .find(|at| !reopens || ends(*at));
    let Some(cut) = cut else {
        return false;
    };
    for state in states.iter_mut().take(open.end).skip(cut + 1) {
        *state = QuoteState::Out;
    }
    fill(tokens, states, open.start, cut + 1, false);
    true
}

/// Verbs by which a speaker is named behind a quotation.
pub(super) const SAYS: &[&str] = &[
    "said",
    "says",
    "added",
    "adds",
    "told",
    "asked",
    "asks",
    "replied",
    "answered",
    "wrote",
    "writes",
    "explained",
    "explains",
    "argued",
    "argues",
    "insisted",
    "insists",
    "warned",
    "warns",
    "recalled",
    "recalls",
    "noted",
    "notes",
    "continued",
    "joked",
    "admitted",
    "claimed",
    "shouted",
    "declared",
    "stated",
];

/// Says whether the first closing mark of a block ends a sentence that the block begins with, so
/// that a mark is missing at its head.
pub(super) fn is_headless(text: &str, tokens: &[Token], range: Range<usize>) -> bool {
    let closes = range
        .clone()
        .find(|at| tokens[*at].kind == TokenKind::QuotationMark && double(tokens[*at].of(text)));
    closes.is_some_and(|at| {
        at > range.start + 1
            && at + 1 < range.end
            && matches!(tokens[at - 1].of(text), "," | "." | "?" | "!")
            && tokens[range.start].of(text).starts_with(char::is_uppercase)
    })
}

fn double(mark: &str) -> bool {
    matches!(mark, "”" | "»" | "\"" | "''" | "’’")
}
