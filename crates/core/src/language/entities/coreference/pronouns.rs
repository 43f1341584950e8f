//! What may point back in small letters: pronouns, titles, nouns for one person and for a body, and
//! whom the pronouns mean.
//!
//! How those who may be meant are scored is `antecedents`' question.

use rustc_hash::FxHashSet;

use super::antecedents::Candidate;
use super::asked::{is_plural_pronoun, is_thing_pronoun};
use super::recent::{Recent, relation};
use super::{Draft, Joiner, Mention};
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::{Classes, lexicon};
use crate::language::entities::words::Words;
use crate::language::entities::{Asks, EntityKind};
use crate::language::syntax::{Relation, Tag};
use crate::span::{Span, Tokens};

/// Pronouns that are resolved; "I", "we" and "you" depend on who is speaking and are attribution's.
const PRONOUNS: &[&str] = &[
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "it",
    "its",
    "itself",
    "who",
];

/// Words before a noun for one person by which it points back or stands beside a name.
const OWNING: &[&str] = &[
    "the", "this", "that", "his", "her", "their", "its", "my", "your",
];

/// Finds pronouns, nouns for one person, and titles in small letters behind "the".
pub(super) fn offices_and_pronouns(words: &Words) -> Vec<(Span<Tokens>, Mention)> {
    let mut found = Vec::new();
    // "A man … the man": somebody who was introduced without a name is nobody with one.
    let mut introduced: FxHashSet<&str> = FxHashSet::default();
    for at in 0..words.language.tokens.len() {
        if words.shape(at) == Shape::Lower && words.is(at, Classes::TITLE) {
            let mut start = at;
            while start > 0
                && (words.is(
                    start - 1,
                    Classes::TITLE_PART | Classes::GROUP | Classes::PLACE,
                ))
                && !words.reads(start - 1, "the")
            {
                start -= 1;
            }
            if start > 0 && words.reads(start - 1, "the") && !words.is_capital(at + 1) {
                found.push((
                    Span::new(start - 1, at + 1),
                    Mention::Office(Span::new(start, at + 1)),
                ));
            }
        } else if words.shape(at) == Shape::Lower && words.is(at, Classes::ONE) && at > 0 {
            let start =
                if words.is(at - 1, Classes::FUNCTION) || words.shape(at - 1) != Shape::Lower {
                    at - 1
                } else {
                    at.saturating_sub(2)
                };
            if words.is_one_of(start, &["a", "an"]) {
                introduced.insert(words.word(at));
            } else if (words.is_one_of(start, OWNING) && !introduced.contains(words.word(at)))
                || words.is_possessive(start)
            {
                found.push((Span::new(start, at + 1), Mention::One(at)));
            }
        } else if let Some(start) = body(words, at) {
            found.push((Span::new(start, at + 1), Mention::Body(at)));
        } else if words.is(at, Classes::FUNCTION)
            && words.shape(at) != Shape::Caps
            && words.is_one_of(at, PRONOUNS)
        {
            found.push((Span::new(at, at + 1), Mention::Pronoun));
        }
    }
    found
}

/// Words before a noun for a body, beside those of [`OWNING`].
const ONE_BODY: &[&str] = &["a", "an", "the", "this", "that"];

/// Returns where the phrase of a noun for a body begins, if the noun stands in small letters, alone
/// and behind an article: "the union", "a mining company".
fn body(words: &Words, at: usize) -> Option<usize> {
    let noun = |at: usize| {
        let word = words.language.syntax.get(at);
        // Small letters make no name of "ministry", whatever the tagger says.
        word.is_some_and(|word| {
            matches!(word.tag, Tag::Noun | Tag::ProperNoun) && word.relation != Relation::Compound
        })
    };
    if words.shape(at) != Shape::Lower || !words.is(at, Classes::ORGANISATION_HEAD) || !noun(at) {
        return None;
    }
    let reach = at.saturating_sub(3)..at;
    reach
        .rev()
        .take_while(|before| {
            before + 1 == at
                || words.shape(before + 1) == Shape::Lower
                    && !words.is(before + 1, Classes::FUNCTION)
        })
        .find(|before| words.is_one_of(*before, ONE_BODY))
}

impl Joiner<'_, '_> {
    /// Returns whom a pronoun means.
    pub(super) fn meant(&mut self, recent: &Recent, at: usize) -> Option<usize> {
        let words = self.words;
        if words.reads(at, "who") {
            return recent.beside(words, at);
        }
        // "It is clear that", "it rained": the word only fills a place.
        if relation(words, at) == Relation::Expl {
            return None;
        }
        let (plural, thing) = (
            is_plural_pronoun(words.word(at)),
            is_thing_pronoun(words.word(at)),
        );
        let gender = Gender::of_pronoun(words.word(at));
        let traits = |who: usize, gender: Gender| {
            let draft = self.drafts.get(who)?;
            if draft.description.is_some_and(|d| !d.taken_up) {
                return None;
            }
            let fits = if plural {
                draft.plural && draft.kind != EntityKind::Place
            } else if thing {
                draft.is_body()
                    || matches!(
                        draft.kind,
                        EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place
                    )
            } else {
                let person = matches!(draft.kind, EntityKind::Person | EntityKind::Unnamed);
                (person && !draft.plural && !self.is_thing(draft) || self.may_be_person(draft))
                    && draft.may_be(gender)
            };
            fits.then(|| draft.traits(gender))
        };
        let pronoun = Span::new(at, at + 1);
        let Some((asks, _)) = self.left.as_ref() else {
            let choices = recent.choices(words, pronoun, |who| traits(who, gender));
            return choices.likeliest();
        };
        // Whoever trains the network is told what is seen while every pronoun means nobody.
        let asked = match asks {
            Asks::Gender => gender,
            Asks::Nothing => Gender::Unknown,
        };
        let choices = recent.choices(words, pronoun, |who| traits(who, asked));
        let agrees = |one: &Candidate| {
            let own = self.drafts.get(one.who)?.gender();
            (own != Gender::Unknown).then_some(own == gender)
        };
        let agree = choices.candidates.iter().map(agrees).collect();
        if let Some((_, left)) = self.left.as_mut() {
            left.push((at, choices, agree));
        }
        None
    }

    /// Says whether the noun of a description is a common word and none for people: "an attempt".
    fn is_thing(&self, draft: &Draft) -> bool {
        let people = Classes::UNNAMED | Classes::PERSON_NOUN | Classes::TITLE | Classes::ONE;
        draft.description.is_some_and(|description| {
            let head = description.head;
            self.words.is(head, Classes::COMMON) && !self.words.is(head, people)
        })
    }

    /// Says whether what was taken for a body by its name alone may be somebody after all:
    /// no list knows a word of the name.
    fn may_be_person(&self, draft: &Draft) -> bool {
        let words = self.words;
        let known = Classes::PLACE
            | Classes::PLACE_HEAD
            | Classes::ORGANISATION
            | Classes::ORGANISATION_HEAD
            | Classes::FORM
            | Classes::OUTLET
            | Classes::OUTLET_HEAD
            | Classes::GROUP;
        // "Al Jazeera" everybody knows.
        matches!(draft.kind, EntityKind::Organisation | EntityKind::Outlet)
            && lexicon().kind_of(&draft.key).is_none()
            && draft.name.len() <= 2
            && draft
                .name
                .range()
                .all(|at| words.shape(at) == Shape::Capital && !words.is(at, known))
            && !words.reads(draft.name.start().wrapping_sub(1), "the")
    }

    /// Adds a body without a name.
    pub(super) fn unnamed_body(&mut self, span: Span<Tokens>) -> usize {
        self.drafts.push(Draft {
            kind: EntityKind::Unnamed,
            name: span,
            key: String::new(),
            generation: None,
            role: None,
            origin: None,
            gender: Gender::Unknown,
            called: [0; 2],
            plural: true,
            description: None,
            named: Vec::new(),
            mentions: Vec::new(),
        });
        self.drafts.len() - 1
    }
}
