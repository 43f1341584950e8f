//! Names of one word: for whom of those introduced in full they stand, and when that stays open.
//!
//! Who bears a full name is `forms`'.

use super::forms::{agrees, canonical, identity};
use super::{Joiner, TRIED, kinds};
use crate::language::QuoteState;
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::names::Name;
use crate::language::syntax::Relation;

/// Sentences after which somebody no longer competes for a short form with one just named.
const FORGOTTEN: usize = 12;

/// Sentences within which somebody was just named.
const JUST: usize = 3;

/// For whom a short form stands among those who bear it.
enum Bearer {
    /// One of them.
    One(usize),
    /// Two or more, and nothing tells which.
    Open,
    /// Nobody of them.
    Nobody,
}

impl Joiner<'_, '_> {
    /// Places a name of one word; `before` is the name in front of it and its entity, `addressed`
    /// how the report addresses those of this name. Nobody where two bear it and nothing tells.
    pub(super) fn place_short(
        &mut self,
        name: &Name,
        before: Option<(&Name, usize)>,
        addressed: Gender,
    ) -> Option<usize> {
        let words = self.words;
        // "Energy Research Agency (ERA)".
        if let Some((long, at)) = before
            && words.word(name.span.start().wrapping_sub(1)) == "("
            && long.span.end() + 1 == name.span.start()
            && words.shape(name.span.start()) == Shape::Caps
        {
            self.by_key.insert(name.key.clone(), at);
            return Some(at);
        }
        let key = canonical(&name.key);
        // "Ann Washington", then "Washington claims": a place of that name would stand behind "in".
        let namesake = name.kind == Some(EntityKind::Place)
            && !kinds::stands_as_place(words, name)
            && self.by_part.contains_key(&name.key);
        let namesake = namesake || self.kind(name) == EntityKind::Person;
        let firm = !namesake
            && matches!(
                name.kind,
                Some(EntityKind::Place | EntityKind::Group | EntityKind::Outlet)
            )
            && name.role.is_none();
        if firm && let Some(at) = self.by_key.get(key) {
            return Some(*at);
        }
        let title = Gender::of(words, name.span, name.role);
        if !(firm && name.kind != Some(EntityKind::Outlet)) {
            match self.bearer(name, title, addressed) {
                Bearer::One(at) => return Some(at),
                Bearer::Open => return None,
                Bearer::Nobody => {}
            }
        }
        let key = &identity(key, name.generation);
        let gender = title.or(addressed);
        let own = of_gender(key, gender);
        let (he, she) = (
            self.by_key.get(&of_gender(key, Gender::He)).copied(),
            self.by_key.get(&of_gender(key, Gender::She)).copied(),
        );
        match (gender, he, she) {
            (Gender::He, Some(at), _) | (Gender::She, _, Some(at)) => return Some(at),
            // "Mr. and Mrs. Lane": a bare "Lane" is either.
            (Gender::Unknown, Some(he), Some(she)) if he != she => return None,
            _ => {}
        }
        let fits = |at: &usize| {
            self.drafts
                .get(*at)
                .is_some_and(|draft| draft.gender().agrees(gender))
        };
        if let Some(at) = self.by_key.get(key).copied().filter(fits) {
            self.by_key.insert(own, at);
            return Some(at);
        }
        let singular = key.strip_suffix('s').unwrap_or(key);
        if name.kind == Some(EntityKind::Group)
            && let Some(at) = self.by_key.get(singular)
        {
            return Some(*at);
        }
        let kind = if self.is_origin(name) {
            EntityKind::Group
        } else {
            self.kind(name)
        };
        let at = self.add(kind, name);
        // Nobody has this for a surname: somebody whom the report calls by a given name alone.
        if let Some(draft) = self.drafts.get_mut(at)
            && kind == EntityKind::Person
        {
            draft.gender = gender.or(Gender::of_given(words, name.span.start()));
        }
        self.by_key.entry(key.to_owned()).or_insert(at);
        self.by_key.insert(own, at);
        if kind == EntityKind::Group {
            self.by_key.insert(singular.to_owned(), at);
        }
        Some(at)
    }

    /// Finds who of those named in full is meant: those introduced before this place come first,
    /// else the headline speaks of one to come.
    fn bearer(&self, name: &Name, title: Gender, addressed: Gender) -> Bearer {
        let Some(candidates) = self.by_part.get(&name.key) else {
            return Bearer::Nobody;
        };
        let draft = |at: usize| self.drafts.get(at);
        // "The Lane" is a ship or an inn.
        let article = name.role.is_none() && self.words.has_article(name.span);
        let fits = |gender: Gender, at: usize| {
            draft(at).is_some_and(|d| {
                d.gender().agrees(gender)
                    && agrees(d.generation, name.generation)
                    && (name.role.is_none() || d.kind == EntityKind::Person)
                    && !(article && d.kind == EntityKind::Person)
                    && !self.is_kin(name, d)
            })
        };
        let introduced = |at: usize| draft(at).is_some_and(|d| !d.named.is_empty());
        let mut pool: Vec<usize> = candidates.iter().rev().take(TRIED).copied().collect();
        pool.dedup();
        pool.retain(|at| fits(title, *at));
        let known = pool.iter().any(|at| introduced(*at));
        if known {
            pool.retain(|at| introduced(*at));
        } else {
            pool.reverse();
        }
        let people = pool
            .iter()
            .all(|at| draft(*at).is_some_and(|d| d.kind == EntityKind::Person));
        // An office that one of them holds tells more than who is spoken of beside: "Judge Lane told
        // him that he had been lucky".
        let by_office = || {
            pool.iter()
                .any(|at| draft(*at).is_some_and(|d| self.shares(name, d)))
        };
        let told = if pool.len() > 1 && people && !by_office() {
            self.told_gender(name)
        } else {
            Gender::Unknown
        };
        // What the sentence itself says of the bearer counts more than how others are addressed.
        let gender = title.or(told).or(addressed);
        pool.retain(|at| fits(gender, *at));
        // The latest before, or the first behind whom a headline has in mind.
        if !people || !known {
            return pool.first().map_or(Bearer::Nobody, |at| Bearer::One(*at));
        }
        self.narrow(&mut pool, name, gender);
        match pool.as_slice() {
            [] => Bearer::Nobody,
            [one] => Bearer::One(*one),
            _ => Bearer::Open,
        }
    }

    /// Leaves those whom title, office, gender and the last sentences make likeliest; each sign
    /// counts only if it leaves somebody.
    fn narrow(&self, pool: &mut Vec<usize>, name: &Name, gender: Gender) {
        let words = self.words;
        let mut keep = |is: &dyn Fn(&super::Draft) -> bool| {
            let found = |at: &usize| self.drafts.get(*at).is_some_and(is);
            if pool.len() > 1 && pool.iter().any(found) {
                pool.retain(found);
            }
        };
        let is_surname = |d: &super::Draft| d.key.rsplit(' ').next() == Some(name.key.as_str());
        let is_given = |d: &super::Draft| d.key.split(' ').next() == Some(name.key.as_str());
        // "Mr. Thomas" is who has that for a surname; a middle name is rarely used alone.
        if name
            .role
            .is_some_and(|role| words.is(role.start(), Classes::TITLE))
        {
            keep(&is_surname);
        }
        keep(&|d| is_surname(d) || is_given(d));
        // "Norton Street" bears no given name.
        if !words.is(name.span.start(), Classes::FIRST_NAME) {
            keep(&is_surname);
        }
        keep(&|d| self.shares(name, d));
        if gender != Gender::Unknown {
            keep(&|d| d.gender() == gender);
        }
        let sentence = |at: usize| {
            words
                .language
                .sentences
                .partition_point(|s| s.tokens.start() <= at)
        };
        let here = sentence(name.span.start());
        let within = |d: &super::Draft, reach: usize| {
            d.named
                .last()
                .is_some_and(|last| here.saturating_sub(sentence(last.start())) < reach)
        };
        keep(&|d| within(d, FORGOTTEN));
        // Whom the report calls so already, if no other was just named.
        let called = |d: &super::Draft| d.named.iter().any(|name| name.len() == 1);
        keep(&|d| called(d) || within(d, JUST));
        keep(&called);
    }

    /// Says whether somebody has the office that stands before a name.
    fn shares(&self, name: &Name, other: &super::Draft) -> bool {
        let words = self.words;
        let head = name.role.and_then(|role| role.end().checked_sub(1));
        head.zip(other.role).is_some_and(|(head, own)| {
            own.range()
                .any(|at| words.word(at).eq_ignore_ascii_case(words.word(head)))
        })
    }

    /// Says whether a name behind this one is that of kin: "Mr. Lane’s son, Tom Lane".
    fn is_kin(&self, name: &Name, other: &super::Draft) -> bool {
        /// Words between: "’s only son,".
        const REACH: usize = 6;
        let (words, from) = (self.words, name.span.end());
        words.is_possessive(from)
            && (from..from + REACH).contains(&other.name.start())
            && (from..other.name.start()).any(|at| words.is(at, Classes::ONE))
    }

    /// Reads the gender of a name off its own sentence: "Lane, who is its first woman, said she
    /// would not".
    fn told_gender(&self, name: &Name) -> Gender {
        let (words, language) = (self.words, self.words.language);
        let Some(sentence) = language.sentence_of(name.span.start()) else {
            return Gender::Unknown;
        };
        for at in name.span.end()..sentence.tokens.end() {
            let person = words.is_capital(at) && words.is(at, Classes::FIRST_NAME);
            if person {
                break;
            }
            if language
                .quotes
                .get(at)
                .is_some_and(|q| *q != QuoteState::Out)
            {
                continue;
            }
            let relation = language.syntax.get(at).map(|word| word.relation);
            let own = words.is_one_of(at, &["he", "she", "himself", "herself"])
                || words.is_one_of(at, &["his", "her"]) && relation == Some(Relation::Possessor);
            if own {
                return Gender::of_pronoun(words.word(at));
            }
        }
        Gender::Unknown
    }
}

/// Returns the key of those of one gender who bear a name alone.
fn of_gender(key: &str, gender: Gender) -> String {
    match gender {
        Gender::He => format!("mr {key}"),
        Gender::She => format!("mrs {key}"),
        Gender::Unknown => key.to_owned(),
    }
}
