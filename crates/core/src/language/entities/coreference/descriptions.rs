//! Whom a description means: by a name beside it, by an earlier description, by the office that
//! somebody holds.

use rustc_hash::FxHashMap;

use super::Joiner;
use super::antecedents::Traits;
use super::recent::Recent;
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::unnamed::Description;
use crate::span::{Span, Tokens};

/// Words before an office that somebody held.
const PAST: &[&str] = &["former", "onetime", "one-time", "ex"];

/// Verbs between a name and a description of the same person.
const BEING: &[&str] = &["is", "was", "became", "remains"];

/// Words that put an office below the one whose name they stand before.
const BELOW: &[&str] = &[
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
const HOLDERS: usize = 512;

impl Joiner<'_, '_> {
    /// Returns the named person whom a noun means: whose name stands beside it or, behind "the",
    /// who is spoken of most in these sentences.
    pub(super) fn noun(
        &self,
        recent: &Recent,
        span: Span<Tokens>,
        head: usize,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
    ) -> Option<usize> {
        let words = self.words;
        let person = |at: &usize| {
            self.drafts
                .get(*at)
                .is_some_and(|draft| draft.kind == EntityKind::Person)
        };
        if let Some((_, at)) = named.get(&(head + 1)).filter(|(_, at)| person(at)) {
            return Some(*at);
        }
        let description = Description {
            span,
            head,
            definite: true,
            plural: false,
        };
        self.named_beside(description, named, before).or_else(|| {
            let gender = Gender::of(words, Span::new(head, head + 1), None);
            let points = words.is_one_of(span.start(), &["the", "this", "that"]);
            points
                .then(|| {
                    recent.foremost(words, head, |at| {
                        person(&at) && self.drafts.get(at).is_some_and(|d| d.gender.agrees(gender))
                    })
                })
                .flatten()
        })
    }

    /// Returns the person whose name stands beside a description: "the minister, Ann Lane", "Ann
    /// Lane, the minister".
    pub(super) fn named_beside(
        &self,
        description: Description,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
    ) -> Option<usize> {
        let words = self.words;
        let (start, end) = (description.span.start(), description.span.end());
        let person = |at: &usize| {
            self.drafts
                .get(*at)
                .is_some_and(|draft| draft.kind == EntityKind::Person && draft.name.len() > 1)
        };
        let comma_behind = words.word(end) == ",";
        // "According to the mayor, Ann Lane left" joins nobody: a name set off has a mark behind it
        // as well.
        let set_off = |to: &usize| words.shape(*to) == Shape::Mark || words.reads(*to, "who");
        let behind = named
            .get(&(end + 1))
            .filter(|(to, at)| comma_behind && set_off(to) && person(at))
            .map(|(_, at)| *at);
        let comma_before = start > 0 && words.word(start - 1) == ",";
        let closed = matches!(words.word(end), "," | "." | ";")
            || words.is_one_of(end, &["who", "said", "and", "told"]);
        // "Ann Lane is the director of the gallery".
        let is = before
            .filter(|(to, at)| to + 1 == start && words.is_one_of(start - 1, BEING) && person(at))
            .map(|(_, at)| at);
        behind.or(is).or_else(|| {
            before
                .filter(|(to, at)| comma_before && closed && to + 1 == start && person(at))
                .map(|(_, at)| at)
        })
    }

    /// Says whether a description that points back may mean an earlier one: the same noun, and no
    /// new attribute.
    pub(super) fn points_to(&self, description: Description, earlier: Description) -> bool {
        let words = self.words;
        let singular = |at: usize| {
            words
                .word(at)
                .strip_suffix('s')
                .unwrap_or(words.word(at))
                .to_ascii_lowercase()
        };
        let attribute = |at: &usize| {
            words.is(*at, Classes::TITLE_PART | Classes::GROUP | Classes::PLACE)
                && !words.is_one_of(*at, &["the", "then"])
        };
        let known = |at: usize| {
            earlier
                .span
                .range()
                .any(|e| words.word(e).eq_ignore_ascii_case(words.word(at)))
        };
        singular(description.head) == singular(earlier.head)
            && (description.span.start()..description.head)
                .filter(attribute)
                .all(known)
            && !self.is_another(earlier.span, description.span)
    }

    /// Says whether a role is another than an office of the same noun: a deputy prime minister is
    /// no prime minister, though a deputy minister may be "the minister"; and "the minister" is no
    /// prime minister, "the president" no vice president.
    fn is_another(&self, role: Span<Tokens>, office: Span<Tokens>) -> bool {
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

    /// Returns the one person who holds an office, or nobody if two may.
    pub(super) fn holder(&self, office: Span<Tokens>) -> Option<usize> {
        let words = self.words;
        let head = office.end().checked_sub(1)?;
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
        let parts = |role: Span<Tokens>| {
            office
                .range()
                .filter(|i| {
                    words.is(*i, Classes::TITLE_PART)
                        && !words.is_one_of(*i, &["the", "then", "former"])
                })
                .all(|i| role.range().any(|r| reads(r, i)))
        };
        let mut holders =
            self.drafts
                .iter()
                .enumerate()
                .rev()
                .take(HOLDERS)
                .filter(|(_, draft)| {
                    draft.kind == EntityKind::Person
                        && origin.is_none_or(|origin| {
                            draft.origin.is_none_or(|own| stem(own) == stem(origin))
                        })
                        && draft.role.is_some_and(|role| {
                            role.range().any(|i| reads(i, head))
                                && parts(role)
                                && !self.is_another(role, office)
                                && !role.range().any(|i| {
                                    words.is_one_of(i, &["former", "ex", "late"])
                                        || words.word(i).starts_with("then-")
                                })
                        })
                });
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder.0)
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
            (draft.kind == EntityKind::Person && draft.gender.agrees(gender)).then_some(Traits {
                gender: draft.gender,
                kind: draft.kind,
            })
        });
        choices.taken_up().likeliest()
    }
}
