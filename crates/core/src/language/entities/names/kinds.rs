//! What a name names, as far as its own words tell; what they leave open is `coreference::kinds`'s.

use super::Finder;
use crate::language::entities::EntityKind;
use crate::language::entities::lexicon::{Classes, lexicon};
use crate::span::{Span, Tokens};

impl Finder<'_, '_> {
    /// Tells what a name names where its own words leave no doubt.
    pub(super) fn kind(&self, span: Span<Tokens>, key: &str) -> Option<EntityKind> {
        let words = self.words;
        if self.outlet.is_some_and(|outlet| outlet == key) {
            return Some(EntityKind::Outlet);
        }
        // "The Lantern", in the Evening Lantern.
        let last = self.outlet.and_then(|outlet| outlet.rsplit(' ').next());
        if span.len() == 1 && last == Some(key) && words.has_article(span) {
            return Some(EntityKind::Outlet);
        }
        if let Some(kind) = lexicon().kind_of(key) {
            return Some(kind);
        }
        let (first, last) = (span.start(), span.end().checked_sub(1)?);
        if span.len() == 1 {
            if words.is(last, Classes::GROUP) {
                return Some(EntityKind::Group);
            }
            if words.is(last, Classes::OUTLET) {
                return Some(EntityKind::Outlet);
            }
            // "The Mara sank": what bears somebody’s name is not that person.
            if words.is(last, Classes::FIRST_NAME) && !words.has_article(span) {
                return Some(EntityKind::Person);
            }
            if words.is(last, Classes::WORK_HEAD) && !words.is(last, Classes::ORGANISATION_HEAD) {
                return Some(EntityKind::Work);
            }
            return words
                .is(last, Classes::ORGANISATION_HEAD)
                .then_some(EntityKind::Organisation);
        }
        let form = words.is(last, Classes::FORM | Classes::ORGANISATION_HEAD)
            && !words.is(last, Classes::FIRST_NAME);
        if form {
            return Some(EntityKind::Organisation);
        }
        if words.is(last, Classes::OUTLET_HEAD) && !self.given(first) {
            return Some(EntityKind::Outlet);
        }
        // "Michael English" is one man.
        let given = span.len() == 2 && self.given(first);
        let people =
            words.is(first, Classes::GROUP) && span.len() == 2 && words.is(last, Classes::UNNAMED);
        (words.is(last, Classes::GROUP) && !given || people).then_some(EntityKind::Group)
    }

    /// Tells what the words of a longer name make likely; the report has a say too.
    pub(super) fn likely(&self, span: Span<Tokens>) -> Option<EntityKind> {
        let words = self.words;
        let (first, last) = (span.start(), span.end().checked_sub(1)?);
        if span.len() == 1 {
            return None;
        }
        if let Some(of) = span.range().find(|i| words.is_one_of(*i, &["of", "for"])) {
            let head = of.wrapping_sub(1);
            return Some(match words.classes(head) {
                head if head.intersects(Classes::ORGANISATION_HEAD) => EntityKind::Organisation,
                head if head.intersects(Classes::PLACE_HEAD) => EntityKind::Place,
                _ => EntityKind::Work,
            });
        }
        if self.given(first) {
            return Some(EntityKind::Person);
        }
        if words.is(last, Classes::PLACE_HEAD) || words.is(last, Classes::PLACE) {
            return Some(EntityKind::Place);
        }
        if words.is(last, Classes::WORK_HEAD) {
            return Some(EntityKind::Work);
        }
        if span.range().any(|i| {
            words.is(
                i,
                Classes::ORGANISATION_HEAD
                    | Classes::ORGANISATION
                    | Classes::OUTLET
                    | Classes::PLACE,
            )
        }) {
            return Some(EntityKind::Organisation);
        }
        None
    }

    /// Says whether a token is somebody's given name and nothing else.
    fn given(&self, at: usize) -> bool {
        self.words.is(at, Classes::FIRST_NAME)
            && !self.words.is(at, Classes::PLACE | Classes::GROUP)
    }
}
