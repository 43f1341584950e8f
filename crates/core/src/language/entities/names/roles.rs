//! Roles in small letters around a name: "foreign ministry spokesman Jane Lane", "Jane Lane, the mayor".

use super::Finder;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::words::Shape;
use crate::span::{Span, Tokens};

impl Finder<'_, '_> {
    /// Finds a role in small letters right before a name: "foreign ministry spokesman Jane Lane".
    pub(super) fn role_before(&self, at: usize) -> Option<Span<Tokens>> {
        let words = self.words;
        let title = at.checked_sub(1)?;
        if words.shape(title) != Shape::Lower || !words.is(title, Classes::TITLE) {
            return None;
        }
        let mut start = title;
        while let Some(before) = start.checked_sub(1) {
            let small = words.shape(before) == Shape::Lower && words.is(before, Classes::TITLE_PART | Classes::TITLE);
            // "White House spokesman": the whole name of the body belongs to the role, a country does not.
            let capital = words.is_capital(before) && !words.is(before, Classes::GROUP | Classes::PLACE | Classes::FUNCTION);
            if !(small || capital || words.word(before).starts_with("then-")) {
                break;
            }
            start = before;
        }
        Some(Span::new(start, at))
    }

    /// Finds a role set off by a comma: "Jane Lane, the foreign minister," or "its leader, Jane Lane".
    pub(super) fn role_beside(&self, name: Span<Tokens>) -> Option<Span<Tokens>> {
        /// How far behind the comma the title may stand.
        const REACH: usize = 8;
        let words = self.words;
        if words.word(name.end()) == "," {
            let mut start = name.end() + 1;
            if words.is_one_of(start, &["the", "a", "an", "his", "her", "its", "their"]) {
                start += 1;
            }
            let inner = |i: usize| {
                words.is(i, Classes::TITLE | Classes::TITLE_PART | Classes::GROUP | Classes::PLACE | Classes::ORGANISATION_HEAD)
                    || words.is_capital(i)
                    || words.is_possessive(i)
            };
            let mut title = None;
            let mut at = start;
            while at < start + REACH && inner(at) && !words.is(at, Classes::FIRST_NAME) {
                if words.is(at, Classes::TITLE) {
                    title = Some(at);
                }
                at += 1;
            }
            if let Some(title) = title {
                return Some(Span::new(start, title + 1));
            }
        }
        if name.start() >= 2 && words.word(name.start() - 1) == "," && name.len() > 1 {
            let title = name.start() - 2;
            if words.is(title, Classes::TITLE) && words.shape(title) == Shape::Lower {
                return self.role_before(title + 1);
            }
        }
        None
    }
}
