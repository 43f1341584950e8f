//! Roles in small letters around a name: "foreign ministry spokesman Jane Lane", "Jane Lane, the
//! mayor".

use super::Finder;
use crate::language::entities::casing::Shape;
use crate::language::entities::lexicon::Classes;
use crate::span::{Span, Tokens};

impl Finder<'_, '_> {
    /// Finds a role in small letters right before a name: "foreign ministry spokesman Jane Lane".
    pub(super) fn role_before(&self, at: usize) -> Option<Span<Tokens>> {
        let words = self.words;
        let title = at.checked_sub(1)?;
        if words.shape(title) != Shape::Lower || !words.is(title, Classes::TITLE | Classes::ONE) {
            return None;
        }
        let sentence = words.language.sentence_of(title);
        let first = sentence.map_or(title, |sentence| sentence.tokens.start());
        let mut start = title;
        while let Some(before) = start.checked_sub(1).filter(|before| *before >= first) {
            let small = words.shape(before) == Shape::Lower
                && words.is(before, Classes::TITLE_PART | Classes::TITLE);
            // "White House spokesman": the whole name of the body belongs to the role, a country
            // does not.
            let capital = words.is_capital(before)
                && !words.is(before, Classes::GROUP | Classes::PLACE | Classes::FUNCTION);
            if !(small || capital || words.word(before).starts_with("then-")) {
                break;
            }
            start = before;
        }
        Some(Span::new(start, at))
    }

    /// Finds a role set off by a comma, with the article or owner before it: "Jane Lane, the
    /// foreign minister," or "its leader, Jane Lane".
    pub(super) fn role_beside(&self, name: Span<Tokens>) -> Option<(Span<Tokens>, Span<Tokens>)> {
        /// How far behind the comma the title may stand.
        const REACH: usize = 8;
        let words = self.words;
        // "Jane Lane is the mayor".
        let is = words.is_one_of(name.end(), &["is", "was", "became", "remains"])
            && words.is_one_of(name.end() + 1, &["the", "a", "an"]);
        if is || words.word(name.end()) == "," {
            let mut start = name.end() + 1;
            if words.is_one_of(
                start,
                &[
                    "the", "a", "an", "his", "her", "its", "their", "then", "former", "now",
                ],
            ) {
                start += 1;
            }
            let inner = |i: usize| {
                words.is(
                    i,
                    Classes::TITLE
                        | Classes::ONE
                        | Classes::TITLE_PART
                        | Classes::GROUP
                        | Classes::PLACE
                        | Classes::ORGANISATION_HEAD,
                ) || words.is_capital(i)
                    || words.is_possessive(i)
            };
            let mut title = None;
            let mut at = start;
            while at < start + REACH && inner(at) && !words.is(at, Classes::FIRST_NAME) {
                if words.is(at, Classes::TITLE | Classes::ONE) {
                    title = Some(at);
                }
                at += 1;
            }
            // "Jane Lane, Mayor Tom Ruiz and …" lists two people.
            if let Some(title) = title.filter(|title| !words.is_capital(title + 1)) {
                return Some((
                    Span::new(name.end() + 1, title + 1),
                    Span::new(start, title + 1),
                ));
            }
        }
        if name.start() >= 2 && words.word(name.start() - 1) == "," && name.len() > 1 {
            let end = name.start() - 1;
            let is_title = |at: &usize| {
                words.is(*at, Classes::TITLE | Classes::ONE) && words.shape(*at) == Shape::Lower
            };
            // "The head of the ferry union, Jane Lane,": the title stands before what it is the
            // title of.
            let of = |at: &usize| at + 1 == end || words.is_one_of(at + 1, &["of", "for", "at"]);
            let inside = (end.saturating_sub(REACH)..end)
                .rev()
                .take_while(|at| words.shape(*at) != Shape::Mark || words.is_possessive(*at));
            let closed = words.shape(name.end()) == Shape::Mark || words.reads(name.end(), "who");
            if let Some(title) = inside.filter(|at| is_title(at) && of(at)).find(|_| closed) {
                let role = self.role_before(title + 1)?;
                let owned = role.start() > 0
                    && words.is_one_of(role.start() - 1, &["the", "his", "her", "its", "their"]);
                return Some((
                    Span::new(role.start() - usize::from(owned), role.end()),
                    role,
                ));
            }
        }
        None
    }
}
