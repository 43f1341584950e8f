//! Whom a description means: by a name beside it, by an earlier description, by the office that
//! somebody holds.

use rustc_hash::FxHashMap;

use super::antecedents::{self, Recent, Traits};
use super::{Draft, Joiner, TRIED};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::unnamed::{DETERMINERS, Description};
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
    /// Returns whom a description means, somebody new if nobody known; nobody where it would only
    /// say more of a name that does not stand beside it.
    pub(super) fn described(
        &mut self,
        description: Description,
        recent: &Recent,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
        described: &mut Vec<(Description, usize)>,
    ) -> Option<usize> {
        let (words, d) = (self.words, description);
        let beside = (!d.plural)
            .then(|| self.named_beside(d, named, before))
            .flatten();
        if let Some(at) = beside {
            // "Lane’s rival, Tom Ruiz" says nothing of what Ruiz does.
            let person = |start: usize| {
                let who = named.get(&start).and_then(|(_, who)| self.drafts.get(*who));
                who.is_some_and(|draft| draft.kind == EntityKind::Person)
            };
            if words.is(d.head, Classes::TITLE) || !d.span.range().any(person) {
                self.give_role(at, d);
            }
            return beside;
        }
        if d.beside {
            return None;
        }
        if let Some(at) = self.earlier(d, described) {
            return Some(at);
        }
        if d.body && !d.owned {
            return self.body(d);
        }
        let points = d.definite || d.owned && !words.is_one_of(d.span.start(), &["a", "an"]);
        let office = (!d.plural && points).then(|| self.holder(d)).flatten();
        let one = || {
            (self.ones.contains(&d.head) && !d.owned)
                .then(|| self.noun(recent, d.span, d.head, named, before))
                .flatten()
        };
        office
            .or_else(one)
            .or_else(|| self.variation(recent, d))
            .or_else(|| Some(self.describe(d, described)))
    }

    /// Returns the one that an earlier description of the same words opened.
    fn earlier(
        &self,
        description: Description,
        described: &[(Description, usize)],
    ) -> Option<usize> {
        let points = description.definite
            || description.owned
                && !description.plural
                && !self
                    .words
                    .is_one_of(description.span.start(), &["a", "an", "one", "another"]);
        let mut found = described
            .iter()
            .rev()
            .take(TRIED)
            .filter(|(e, _)| points && self.points_to(description, *e));
        let (latest, at) = found.next()?;
        // Of Mora’s lawyer and Lane’s neither is "the lawyer".
        let open = latest.owned
            && !description.owned
            && !description.plural
            && found.any(|(other, who)| other.owned && !other.plural && who != at);
        (!open).then_some(*at)
    }

    /// Returns the one body in the report whose name ends in a noun: "the trust", of the Harbour
    /// Trust.
    fn body(&self, description: Description) -> Option<usize> {
        let words = self.words;
        let noun = words.word(description.head);
        let is = |draft: &Draft| {
            draft.kind == EntityKind::Organisation
                && draft.name.len() > 1
                && words
                    .word(draft.name.end().saturating_sub(1))
                    .eq_ignore_ascii_case(noun)
        };
        let mut found = self
            .drafts
            .iter()
            .enumerate()
            .rev()
            .take(HOLDERS)
            .filter(|(_, draft)| is(draft));
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    }

    /// Gives somebody the office that a description beside the name says, if none was given before.
    fn give_role(&mut self, at: usize, description: Description) {
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

    /// Opens an entity for somebody described.
    fn describe(
        &mut self,
        description: Description,
        described: &mut Vec<(Description, usize)>,
    ) -> usize {
        let at = self.drafts.len();
        let head = description.head;
        self.drafts.push(Draft {
            kind: match description.body {
                true => EntityKind::Organisation,
                false => EntityKind::Unnamed,
            },
            name: description.span,
            role: None,
            origin: None,
            // What stands before the noun may be another’s: "Mr. Mora’s widow".
            gender: Gender::of(self.words, Span::new(head, head + 1), None),
            plural: description.plural || description.body,
            description: Some(description),
            named: Vec::new(),
            mentions: Vec::new(),
        });
        described.push((description, at));
        at
    }

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
        let description = Description::office(span, head);
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
                || description.owned
                    && *at != description.head
                    && words.shape(*at) != Shape::Mark
                    && !words.is(*at, Classes::FUNCTION)
                || words.is_one_of(*at, &["his", "her", "its", "their", "my", "our", "your"])
        };
        let known = |at: usize| {
            earlier
                .span
                .range()
                .any(|e| words.word(e).eq_ignore_ascii_case(words.word(at)))
        };
        singular(description.head) == singular(earlier.head)
            && description.span.range().filter(attribute).all(known)
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
        holders.next().is_none().then_some(holder.0)
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
        let mut candidates = recent.candidates(words, description.span, |who| {
            let draft = self.drafts.get(who)?;
            (draft.kind == EntityKind::Person && draft.gender.agrees(gender)).then_some(Traits {
                gender: draft.gender,
                unnamed: false,
            })
        });
        candidates.retain(antecedents::is_taken_up);
        antecedents::likeliest(&candidates, false)
    }
}
