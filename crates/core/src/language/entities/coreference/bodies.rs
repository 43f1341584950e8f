//! Whom a noun for a body means: "the trust" that is the Harbour Trust, "the company" that is the
//! only firm of the report.
//!
//! Where two may be meant, nobody is: what one of them said is worse given to the other than left.

use super::offices::HOLDERS;
use super::{Draft, Joiner};
use crate::language::entities::EntityKind;
use crate::language::entities::lexicon::Classes;
use crate::span::{Span, Tokens};

/// Nouns for a body that trades, which its name seldom holds.
const FIRMS: &[&str] = &["company", "firm", "corporation"];

/// Last words of names of bodies that trade.
const TRADING: &[&str] = &[
    "company",
    "firm",
    "corporation",
    "holdings",
    "industries",
    "partners",
    "associates",
    "enterprises",
    "systems",
    "technologies",
    "airlines",
    "airways",
    "motors",
    "pharmaceuticals",
    "foods",
    "logistics",
    "group",
    "bank",
];

/// Words behind a name that may say in apposition what it names.
const BESIDE: usize = 6;

impl Joiner<'_, '_> {
    /// Returns the body with a name, mentioned before, that a noun behind "the" means.
    pub(super) fn named_body(&self, span: Span<Tokens>, head: usize) -> Option<usize> {
        let points = self.words.is_one_of(span.start(), &["the", "this"]);
        points.then(|| self.body(head)).flatten()
    }

    /// Returns the one body that a noun means: by the last word of its name, by a word inside it,
    /// by what the report calls it beside the name, or because no other is of that kind.
    pub(super) fn body(&self, head: usize) -> Option<usize> {
        let words = self.words;
        let noun = words.word(head);
        let is = |at: usize| words.word(at).eq_ignore_ascii_case(noun);
        let last = |draft: &Draft| draft.name.end().saturating_sub(1);
        let ends = |draft: &Draft| draft.name.len() > 1 && is(last(draft));
        let holds = |draft: &Draft| draft.name.len() > 1 && draft.name.range().any(is);
        let called = |draft: &Draft| {
            draft
                .named
                .iter()
                .take(BESIDE)
                .any(|name| self.calls(*name, head))
        };
        let trades = |draft: &Draft| {
            FIRMS.iter().any(|firm| noun.eq_ignore_ascii_case(firm))
                && !draft.mentions.is_empty()
                && (words.is_one_of(last(draft), TRADING)
                    || !draft
                        .name
                        .range()
                        .any(|at| words.is(at, Classes::ORGANISATION_HEAD | Classes::ORGANISATION)))
        };
        let ways: [&dyn Fn(&Draft) -> bool; 4] = [&ends, &holds, &called, &trades];
        ways.iter().find_map(|way| self.only(way)).flatten()
    }

    /// Returns the one body for which something holds; `Some(None)` if it holds for several.
    fn only(&self, way: &dyn Fn(&Draft) -> bool) -> Option<Option<usize>> {
        let mut found = self
            .drafts
            .iter()
            .enumerate()
            .rev()
            .take(HOLDERS)
            .filter(|(_, draft)| {
                draft.kind == EntityKind::Organisation && !draft.named.is_empty() && way(draft)
            })
            .map(|(at, _)| at);
        let first = found.next()?;
        Some(found.next().is_none().then_some(first))
    }

    /// Says whether a noun stands beside a name, before it or set off behind: "the shipping company
    /// Brenn Lines", "Brenn Lines, a shipping company".
    fn calls(&self, name: Span<Tokens>, head: usize) -> bool {
        let words = self.words;
        let is = |at: usize| at != head && words.word(at).eq_ignore_ascii_case(words.word(head));
        let behind = || {
            let (comma, start) = (name.end(), name.end() + 1);
            words.word(comma) == ","
                && words.is_one_of(start, &["a", "an", "the"])
                && (start..start + BESIDE)
                    .take_while(|at| words.word(*at) != ",")
                    .any(is)
        };
        name.start().checked_sub(1).is_some_and(is) || behind()
    }
}
