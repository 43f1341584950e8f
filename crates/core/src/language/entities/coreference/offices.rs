//! Offices: who is given one, who holds it, and whom a report calls by one that he held.

use super::recent::Recent;
use super::{Draft, Joiner};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::described::Description;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::unnamed::DETERMINERS;
use crate::span::{Span, Tokens};

/// Words before an office that somebody held.
const PAST: &[&str] = &["former", "onetime", "one-time", "ex"];

/// Words that put an office below the one whose name they stand before.
pub(crate) const BELOW: &[&str] = &[
    "deputy",
    "vice",
    "assistant",
    "acting",
    "associate",
    "junior",
    "shadow",
    "under",
];

/// Entities among which the holder of an office is looked for, the latest first; bounds the work on
/// hostile text.
pub(super) const HOLDERS: usize = 512;

impl Joiner<'_, '_> {
    /// Gives somebody the office that a description beside the name says, if none was given before.
    pub(super) fn give_role(&mut self, at: usize, description: Description) {
        let words = self.words;
        let start = self.own(description).start();
        let span = description.span;
        let origin = (span.start()..description.head)
            .find(|i| words.is(*i, Classes::GROUP | Classes::PLACE));
        if let Some(draft) = self.drafts.get_mut(at).filter(|draft| draft.role.is_none()) {
            draft.role = Some(Span::new(start, description.head + 1));
            draft.origin = draft.origin.or(origin);
        }
    }

    /// Returns a description’s noun with the words before it that are its own: of "the trust’s
    /// medical director" the last two.
    fn own(&self, description: Description) -> Span<Tokens> {
        let words = self.words;
        let foreign = |at: &usize| words.is_possessive(*at) || words.is_one_of(*at, DETERMINERS);
        let start = (description.span.start()..description.head)
            .rev()
            .find(foreign)
            .map_or(description.span.start(), |at| at + 1);
        Span::new(start, description.head + 1)
    }

    /// Returns the one person who holds an office, or nobody if two may.
    pub(super) fn holder(&self, description: Description) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let office = self.own(description);
        let reads = |a: usize, b: usize| words.word(a).eq_ignore_ascii_case(words.word(b));
        // "Oster" and "Osterian" begin alike.
        let stem = |at: usize| {
            words
                .word(at)
                .to_lowercase()
                .chars()
                .take(4)
                .collect::<String>()
        };
        let origin = office
            .range()
            .find(|i| words.is(*i, Classes::GROUP | Classes::PLACE));
        let past = |span: Span<Tokens>| {
            span.range().any(|i| {
                words.is_one_of(i, &["former", "ex", "late"]) || words.word(i).starts_with("then-")
            })
        };
        // "The medical director" is not the finance director.
        let parts = |role: Span<Tokens>| {
            let own =
                |i: &usize| *i != head && Some(*i) != origin && words.shape(*i) != Shape::Mark;
            office
                .range()
                .filter(own)
                .filter(|i| !words.is_one_of(*i, &["the", "then", "former"]))
                .all(|i| role.range().any(|r| reads(r, i)))
        };
        let holds = |draft: &Draft| {
            draft.kind == EntityKind::Person
                && origin
                    .is_none_or(|origin| draft.origin.is_none_or(|own| stem(own) == stem(origin)))
                && draft.role.is_some_and(|role| {
                    role.range().any(|i| reads(i, head))
                        && parts(role)
                        && !self.is_another(role, office)
                        && past(role) == past(office)
                        && self.is_owned_alike(description, role)
                })
        };
        let mut holders = self
            .drafts
            .iter()
            .enumerate()
            .rev()
            .take(HOLDERS)
            .filter(|(_, draft)| holds(draft));
        let holder = holders.next()?;
        if holders.next().is_some() {
            return None;
        }
        // A deputy may be "the minister", unless the report names the minister as well.
        let is_below = holder.1.role.is_some_and(|role| {
            role.range().any(|at| words.is_one_of(at, BELOW))
                && !office.range().any(|at| words.is_one_of(at, BELOW))
        });
        match is_below.then(|| self.named_by(head)).flatten() {
            Some(other) => Some(other).filter(|other| *other != holder.0),
            None => Some(holder.0),
        }
    }

    /// Returns the person beside whose name an office stands with nothing that puts it below: "the
    /// minister, Ann Lane".
    fn named_by(&self, head: usize) -> Option<usize> {
        let words = self.words;
        let title = words.word(head);
        let is_office = |at: usize| {
            words.word(at).eq_ignore_ascii_case(title)
                && !words.is_one_of(at.wrapping_sub(1), BELOW)
                && !words.is(at.wrapping_sub(1), Classes::TITLE_PART & !Classes::FUNCTION)
        };
        let mut people = self.drafts.iter().enumerate().take(HOLDERS);
        let found = people.find(|(_, draft)| {
            draft.kind == EntityKind::Person
                && draft.named.iter().take(HOLDERS).any(|name| {
                    let before = name.start().wrapping_sub(1);
                    let apposed = words.word(before) == "," && is_office(before.wrapping_sub(1));
                    apposed || is_office(before)
                })
        });
        found.map(|(at, _)| at)
    }

    /// Says whether an office, where a description says whose it is, is said of the same around a
    /// role: "the trust’s director" and "director of the Harbour Trust".
    fn is_owned_alike(&self, description: Description, role: Span<Tokens>) -> bool {
        /// Words around a role that may say whose it is.
        const NEAR: usize = 8;
        let words = self.words;
        if !description.owned {
            return true;
        }
        let own = self.own(description);
        let owner = |i: &usize| {
            !own.holds(*i)
                && !words.is_possessive(*i)
                && words.shape(*i) != Shape::Mark
                && !words.is(*i, Classes::FUNCTION)
        };
        let around = role.start().saturating_sub(NEAR)..role.end() + NEAR;
        let said = |i: usize| {
            around
                .clone()
                .any(|at| words.word(at).eq_ignore_ascii_case(words.word(i)))
        };
        let mut owners = description.span.range().filter(owner).peekable();
        owners.peek().is_some() && owners.all(said)
    }

    /// Returns the person just spoken of whom a report calls by a past office to vary its words:
    /// "Lane … The former senator from Ohio …".
    pub(super) fn variation(&self, recent: &Recent, description: Description) -> Option<usize> {
        let (words, start) = (self.words, description.span.start());
        let varies = words.reads(start, "the")
            && words.is_one_of(start + 1, PAST)
            && words.is(description.head, Classes::TITLE);
        if description.plural || !varies {
            return None;
        }
        let gender = Gender::of(
            words,
            Span::new(description.head, description.head + 1),
            None,
        );
        let choices = recent.choices(words, description.span, |who| {
            let draft = self.drafts.get(who)?;
            let fits = draft.kind == EntityKind::Person && draft.may_be(gender);
            fits.then(|| draft.traits(gender))
        });
        choices.taken_up().likeliest()
    }

    /// Says whether a role is another than an office of the same noun: a deputy prime minister is
    /// no prime minister, though a deputy minister may be "the minister"; and "the minister" is no
    /// prime minister, "the president" no vice president.
    pub(super) fn is_another(&self, role: Span<Tokens>, office: Span<Tokens>) -> bool {
        let words = self.words;
        let particular = office.range().any(|i| {
            words.is(i, Classes::TITLE_PART) && !words.is_one_of(i, &["the", "then", "former"])
        });
        // "The prime minister’s spokesman" is "the spokesman" all the same.
        let higher = |i: usize| {
            words.is_one_of(i, &["vice", "prime"])
                && office
                    .range()
                    .any(|at| words.word(at).eq_ignore_ascii_case(words.word(i + 1)))
        };
        let rank = |i: usize| higher(i) || particular && words.is_one_of(i, BELOW);
        let has = |other: usize| {
            office
                .range()
                .any(|i| words.word(i).eq_ignore_ascii_case(words.word(other)))
        };
        role.range().any(|i| rank(i) && !has(i))
    }
}
