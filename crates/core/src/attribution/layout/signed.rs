//! Signed quotations: a quotation with a name behind it, or a name and a colon before it.
//!
//! "“We knew.” — Mara Lane" heads a chapter, stands in a list of readers' letters, closes a post
//! that was embedded in the page. The name may have a line of its own below what it signs, and a
//! role behind a comma.

use super::{LONGEST_ROLE, Page, Voice};
use crate::language::QuoteState;
use crate::language::syntax::{Relation, Tag};
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// How sure such a block is.
const SURE: f32 = 0.95;

/// Tokens behind the name in the signature of a post: the handle, the date.
const LONGEST_STAMP: usize = 16;

/// Finds the blocks that are signed.
pub(super) fn voices(page: &Page<'_>) -> Vec<Voice> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.blocks.len() {
        let parts = within(page, at)
            .map(|parts| (parts, at))
            .or_else(|| below(page, at).map(|parts| (parts, at + 1)))
            .map(|(parts, last)| (parts, last + usize::from(office(page, parts.0, last + 1))));
        let Some(((source, cue, content), last)) = parts else {
            at += 1;
            continue;
        };
        let sentences = page.blocks.get(at).zip(page.blocks.get(last));
        found.extend(sentences.map(|(first, last)| Voice {
            draft: page.draft(source, cue, content, SURE),
            sentences: first.start..last.end,
            goes_on: false,
        }));
        at = last + 1;
    }
    found
}

/// Source, cue and content.
type Parts = (Span<Tokens>, Span<Tokens>, Span<Tokens>);

/// Reads a block that holds its own signature.
fn within(page: &Page<'_>, block: usize) -> Option<Parts> {
    let all = page.tokens(block);
    let head = page.head(block);
    let first = page.sentences(block).first()?;
    let dash = (all.end().saturating_sub(super::LONGEST_NAME + LONGEST_ROLE)..all.end())
        .rev()
        .find(|at| {
            *at > head + 1 && page.is_dash(*at) && !signature(page, at + 1, all.end()).is_empty()
        });
    if let Some(dash) = dash {
        let signs = Span::new(dash, dash + 1);
        let content = Span::new(head, dash);
        let marked = page.is_quotation_mark(head)
            && page.is_quotation_mark(dash - 1)
            && one_quotation(page, content);
        if marked || first.kind == BlockKind::Quote || poster(page, dash + 1, all.end()).is_some() {
            return Some((signature(page, dash + 1, all.end()), signs, content));
        }
    }
    let mark = (head + 1..all.end().min(head + super::LONGEST_NAME + LONGEST_ROLE))
        .find(|at| page.is_dash(*at) && page.is_quotation_mark(at + 1) || page.word(*at) == ":")?;
    // A stop that an editor set behind the mark ends the sentence and not the quotation.
    let end = all.end() - usize::from(page.word(all.end().saturating_sub(1)) == ".");
    let source = signature(page, head, mark);
    let quoted = Span::new(mark + 1, all.end());
    let one =
        (mark + 2..all.end()).all(|at| page.language.quotes.get(at) != Some(&QuoteState::Opening));
    (page.is_quotation_mark(mark + 1)
        && page.is_quotation_mark(end.saturating_sub(1))
        && one
        && end > mark + 2
        && !source.is_empty())
    .then_some((source, Span::new(mark, mark + 1), quoted))
}

/// Reads a block that is a quotation and the next, which is its signature.
fn below(page: &Page<'_>, block: usize) -> Option<Parts> {
    let content = Span::new(page.head(block), page.tokens(block).end());
    let is_quote = page.sentences(block).first()?.kind == BlockKind::Quote;
    let line = page.tokens(block + 1);
    if !is_quote && !page.is_quotation(block) || line.is_empty() {
        return None;
    }
    let dashed = page.is_dash(line.start());
    let source = signature(page, line.start() + usize::from(dashed), line.end());
    // Without a dash the line must look like nothing else: a full name and a role, no stop.
    let name = page.name(source);
    let bare = name.len() > 1
        && source.end() == line.end()
        && (page.word(name.end()) == ","
            || source == name && (is_quote || office(page, source, block + 2)));
    (!source.is_empty() && (dashed || bare)).then(|| {
        let cue = Span::new(line.start(), line.start() + usize::from(dashed));
        (source, cue, content)
    })
}

/// Says whether a block is what somebody is, on a line of its own below their name.
fn office(page: &Page<'_>, source: Span<Tokens>, block: usize) -> bool {
    let line = page.tokens(block);
    let first = page.word(line.start());
    let alone = block
        .checked_sub(1)
        .is_some_and(|name| page.tokens(name).end() == source.end());
    alone
        && !line.is_empty()
        && line.len() <= LONGEST_ROLE
        && first.starts_with(char::is_uppercase)
        && !page.opens(block)
        && !matches!(page.word(line.end() - 1), "." | ":" | "?" | "!" | "…")
        && !holds_verb(page, line)
}

fn one_quotation(page: &Page<'_>, content: Span<Tokens>) -> bool {
    page.language
        .quotes
        .get(content.range())
        .is_some_and(|states| {
            states
                .iter()
                .filter(|state| **state == QuoteState::Opening)
                .count()
                <= 1
        })
}

/// Returns a whole stretch if it is somebody's name, perhaps with a role behind a comma or in
/// brackets, or the name if the stretch signs a post; else nothing.
fn signature(page: &Page<'_>, start: usize, end: usize) -> Span<Tokens> {
    let none = Span::new(start, start);
    if start >= end || end - start > super::LONGEST_NAME + LONGEST_ROLE {
        return none;
    }
    let end = end - usize::from(page.word(end - 1) == ".");
    if let Some(poster) = poster(page, start, end) {
        return poster;
    }
    let name = page.name(Span::new(start, end.max(start)));
    let rest = Span::new(name.end(), end.max(name.end()));
    let role = matches!(page.word(rest.start()), "," | "(")
        && rest.len() > 1
        && rest.range().all(|at| {
            !page.is_quotation_mark(at) && !matches!(page.word(at), "." | ":" | ";" | "?" | "!")
        });
    let is_role = rest.is_empty() || role && !holds_verb(page, rest);
    if !name.is_empty() && is_role {
        Span::new(start, end)
    } else {
        none
    }
}

/// Says whether the verb of a sentence stands in a stretch, so that it is no role.
fn holds_verb(page: &Page<'_>, tokens: Span<Tokens>) -> bool {
    tokens.range().any(|at| {
        let word = page.language.syntax.get(at);
        word.is_some_and(|word| word.tag == Tag::Verb && word.relation == Relation::Root)
    })
}

/// Returns the name in the signature of a post: "Mara Lane (@mlane) October 3, 2022".
fn poster(page: &Page<'_>, start: usize, end: usize) -> Option<Span<Tokens>> {
    let name = page.name(Span::new(start, end.max(start)));
    let behind = name.end()..end.min(name.end() + LONGEST_STAMP);
    let handle = page.word(name.end()) == "("
        && (name.end() + 1..end.min(name.end() + 3)).any(|at| page.word(at).starts_with('@'));
    (!name.is_empty() && handle && behind.end == end).then_some(name)
}
