//! Whom a description means: by a name beside it, by an earlier description, by the office that
//! somebody holds.

use rustc_hash::FxHashMap;

use super::recent::Recent;
use super::{Draft, Joiner, TRIED};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::described::Description;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::span::{Span, Tokens};

/// Verbs between a name and a description of the same person.
const BEING: &[&str] = &["is", "was", "became", "remains"];

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
            // "Lane, a baker", and then "the baker".
            if !d.owned {
                described.extend(beside.map(|at| (d, at)));
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
            return self.body(d.head);
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
            key: String::new(),
            generation: None,
            role: None,
            origin: None,
            // What stands before the noun may be another’s: "Mr. Mora’s widow".
            gender: Gender::of(self.words, Span::new(head, head + 1), None),
            called: [0; 2],
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
                        person(&at) && self.drafts.get(at).is_some_and(|d| d.may_be(gender))
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
        let named_by = |at: &usize, least: usize| {
            self.drafts
                .get(*at)
                .is_some_and(|draft| draft.kind == EntityKind::Person && draft.name.len() >= least)
        };
        let person = |at: &usize| named_by(at, 2);
        // "Lane’s husband, Felix, waited": whose kin it is, is called by a given name alone.
        let listed = |to: &usize| words.is_one_of(to + 1, &["and", "or"]);
        let kin = |to: &usize, at: &usize| {
            description.owned
                && words.is(description.head, Classes::ONE)
                && named_by(at, 1)
                && !listed(to)
        };
        let comma_behind = words.word(end) == ",";
        // "According to the mayor, Ann Lane left" joins nobody: a name set off has a mark behind it
        // as well.
        let set_off = |to: &usize| words.shape(*to) == Shape::Mark || words.reads(*to, "who");
        // "The group’s chairman, Australian Trade Minister Ann Lane,": whose minister stands first.
        let first = (end + 1..end + 3)
            .find(|at| !words.is_capital(*at) || !words.is(*at, Classes::GROUP | Classes::PLACE))
            .filter(|at| named.contains_key(at))
            .unwrap_or(end + 1);
        let behind = named
            .get(&first)
            .filter(|(to, at)| comma_behind && set_off(to) && (person(at) || kin(to, at)))
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
        // "The FSA official" is none of "U.S. officials".
        let capital = |at: &usize| {
            *at > description.span.start() && words.is_capital(*at) && *at != description.head
        };
        let initials: String = earlier
            .span
            .range()
            .filter(|at| words.is_capital(*at))
            .filter_map(|at| words.word(at).chars().next())
            .collect();
        let abbreviated = |at: usize| !initials.is_empty() && initials.contains(words.word(at));
        let alike = description
            .span
            .range()
            .filter(capital)
            .all(|at| known(at) || abbreviated(at));
        singular(description.head) == singular(earlier.head)
            && alike
            && description.span.range().filter(attribute).all(known)
            && !self.is_another(earlier.span, description.span)
    }
}
