//! Signed quotations: a block that is one quotation with a name behind a dash, or before a dash or
//! colon.
//!
//! "“We knew.” — Mara Lane" heads a chapter, or stands in a list of readers' letters. There is no
//! cue but the mark, and the shape is surer than the network.

use super::labeller::{Role, Run};
use crate::language::{Language, QuoteState, Sentence, TokenKind};
use crate::span::{Span, Tokens};

/// Tokens of a name: "Maria N. de la Cruz Jr."
const LONGEST: usize = 7;

/// How sure such a block is.
const SURE: f32 = 0.95;

/// Replaces the runs of every block that is a signed quotation. `runs` has an entry per sentence of
/// the report.
pub(super) fn mark(text: &str, language: &Language, runs: &mut [Vec<Run>]) {
    let mut at = 0;
    for block in language.sentences.chunk_by(|a, b| a.block == b.block) {
        let found = runs.get_mut(at..at + block.len());
        at += block.len();
        if let (Some(parts), Some(runs)) = (signed(text, language, block), found) {
            for (sentence, runs) in block.iter().zip(runs) {
                let part = |(role, tokens): &(Role, Span<Tokens>)| {
                    let own = Span::new(
                        tokens.start().max(sentence.tokens.start()),
                        tokens.end().min(sentence.tokens.end()).max(tokens.start()),
                    );
                    (tokens.overlaps(sentence.tokens) && !own.is_empty()).then_some(Run {
                        role: *role,
                        tokens: own,
                        sure: SURE,
                    })
                };
                *runs = parts.iter().filter_map(part).collect();
            }
        }
    }
}

/// Returns source, cue and content of a block in the order of the text, if it is a signed
/// quotation.
fn signed(
    text: &str,
    language: &Language,
    block: &[Sentence],
) -> Option<[(Role, Span<Tokens>); 3]> {
    let all: Span<Tokens> = Span::new(block.first()?.tokens.start(), block.last()?.tokens.end());
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let is_dash = |at: usize| matches!(word(at), "—" | "–" | "―" | "-" | "--");
    let is_quotation = |at: usize| {
        all.holds(at)
            && language
                .tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::QuotationMark)
    };
    // A stop that an editor set behind the name is no part of it.
    let end = all.end() - usize::from(word(all.end().saturating_sub(1)) == ".");
    if is_quotation(all.start()) {
        let dash = (end.saturating_sub(LONGEST + 1)..end)
            .rev()
            .find(|at| is_dash(*at))
            .filter(|dash| *dash > all.start() + 1)?;
        let name = Span::new(dash + 1, end);
        return (is_quotation(dash - 1) && is_name(text, language, name)).then(|| {
            [
                (Role::Content, Span::new(all.start(), dash)),
                (Role::Cue, Span::new(dash, dash + 1)),
                (Role::Source, name),
            ]
        });
    }
    let mark = (all.start() + 1..all.end().min(all.start() + LONGEST + 1))
        .find(|at| is_dash(*at) || word(*at) == ":")?;
    let name = Span::new(all.start(), mark);
    let closes = is_quotation(end.saturating_sub(1)) || is_quotation(all.end() - 1);
    let one = (mark + 2..all.end())
        .filter(|at| language.quotes.get(*at) == Some(&QuoteState::Opening))
        .count()
        == 0;
    (is_quotation(mark + 1) && closes && one && is_name(text, language, name)).then(|| {
        [
            (Role::Source, name),
            (Role::Cue, Span::new(mark, mark + 1)),
            (Role::Content, Span::new(mark + 1, all.end())),
        ]
    })
}

/// Says whether a run of tokens looks like somebody's name: a few words with capitals.
fn is_name(text: &str, language: &Language, tokens: Span<Tokens>) -> bool {
    let words = language.tokens.get(tokens.range()).unwrap_or_default();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let fits = |word: &str| {
        capital(word)
            || matches!(
                word,
                "." | ","
                    | "-"
                    | "of"
                    | "the"
                    | "de"
                    | "la"
                    | "van"
                    | "von"
                    | "bin"
                    | "al"
                    | "el"
                    | "da"
                    | "di"
            )
    };
    !words.is_empty()
        && words.len() <= LONGEST
        && words.first().is_some_and(|first| capital(first.of(text)))
        && words.iter().all(|token| fits(token.of(text)))
}
