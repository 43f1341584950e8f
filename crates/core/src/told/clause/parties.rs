//! Parties: which words name somebody who can tell, be told or know.

use super::{Clauses, Held, Phrase};
use crate::language::syntax::{Relation, Tag};
use crate::language::{Classes, Entity, EntityId, EntityKind, Gender, Shape};
use crate::span::{Span, Tokens};

/// Parties that one list may name; longer lists are no lists of parties.
const MOST: usize = 16;

/// Pronouns for those who speak and are spoken to.
const SPEAKING: &[&str] = &["i", "me", "my", "myself", "we", "us", "our", "you", "your"];

/// Pronouns for people spoken of.
const SPOKEN_OF: &[&str] = &[
    "he",
    "him",
    "she",
    "her",
    "they",
    "them",
    "himself",
    "herself",
    "themselves",
    "his",
    "their",
];

/// Nouns for bodies that tell and are told, besides those that name people.
const BODIES: &[&str] = &[
    "office",
    "embassy",
    "board",
    "union",
    "service",
    "department",
    "side",
    "palace",
    "newsroom",
    "caucus",
    "coalition",
    "bloc",
    "faction",
    "paper",
    "tabloid",
    "broadcaster",
    "newspaper",
    "website",
    "consulate",
    "secretariat",
    "inquiry",
    "hearing",
    "mission",
    "bureau",
    "authority",
    "regime",
    "intelligence",
    "branch",
    "wing",
    "arm",
    "directorate",
    "agency",
];

/// Words that stand for some of several: "two of the officials".
const PARTITIVE: &[&str] = &[
    "one", "two", "three", "some", "several", "many", "most", "all", "both", "none", "each",
    "group", "number", "handful", "pair", "couple", "dozen", "lot", "few",
];

/// Prepositions that add further parties to a list.
const FURTHER: &[&str] = &["like", "including"];

impl Clauses<'_> {
    /// Returns the parties that a word heads: itself, and what is coordinated with it.
    pub(crate) fn parties(&self, at: usize) -> Vec<Phrase> {
        let mut found = Vec::new();
        self.gather(at, MOST, &mut found);
        found.sort_by_key(|phrase| phrase.span.start());
        found
    }

    /// Returns the parties on the two sides of "between".
    ///
    /// The second is often tied to a word inside the first: "between officials of the Guard and
    /// rebel cells". As there must be two, it is looked for behind the last "and" there.
    pub(crate) fn both_sides(&self, at: usize) -> Vec<Phrase> {
        let mut sides = self.parties(at);
        if sides.len() == 1 {
            let within = self.subtree(at);
            let behind = |and: usize| {
                (and + 1..within.end()).find(|noun| self.head(*noun).is_some_and(|head| head < and))
            };
            let ands = within
                .range()
                .rev()
                .filter(|word| *word > at && self.tag(*word) == Tag::Coordinator);
            // Whoever talks with a party is one, whatever noun is used for him.
            let noun = |at: &usize| {
                matches!(self.tag(*at), Tag::Noun | Tag::ProperNoun) && !self.is_time(*at)
            };
            let side = |at: usize| {
                self.party(at).or_else(|| {
                    noun(&at).then(|| Phrase {
                        span: self.noun_phrase(at),
                        entity: None,
                    })
                })
            };
            sides.extend(ands.filter_map(behind).find_map(side));
        }
        sides
    }

    fn gather(&self, at: usize, deepest: usize, found: &mut Vec<Phrase>) {
        if deepest == 0 || found.len() >= MOST {
            return;
        }
        if let Some(own) = self.party(at) {
            let same = |other: &Phrase| {
                other.span.overlaps(own.span) || own.entity.is_some() && other.entity == own.entity
            };
            match found.iter_mut().find(|other| same(other)) {
                // "His counterpart, Susan Reed": of two ways to say who it is the name is the
                // better.
                Some(other)
                    if self.tag(at) == Tag::ProperNoun && !own.span.overlaps(other.span) =>
                {
                    *other = own;
                }
                Some(_) => {}
                None => found.push(own),
            }
        }
        for other in self.dependents(at) {
            let further = match self.relation(other) {
                // "Either Brenn or Oster’s allies": whoever lacks the mark of a possessor is none.
                Relation::Possessor => {
                    self.tag(other) == Tag::ProperNoun
                        && self.by(other, &[Relation::Case]).next().is_none()
                }
                Relation::Conj => !matches!(self.tag(other), Tag::Verb | Tag::Auxiliary),
                Relation::Nmod | Relation::Obl | Relation::Appos => {
                    self.is_behind(other, FURTHER)
                        || (self.is_behind(other, &["such", "as", "with"])
                            && self.by(other, &[Relation::Case]).any(|case| {
                                self.words.is_one_of(case, &["such", "along", "together"])
                            }))
                }
                _ => false,
            };
            if further {
                self.gather(other, deepest - 1, found);
            }
        }
    }

    /// Returns the party that a word heads, without what is coordinated with it.
    pub(crate) fn party(&self, at: usize) -> Option<Phrase> {
        let words = &self.words;
        let alone = |entity| Phrase {
            span: Span::new(at, at + 1),
            entity,
        };
        let held = self.held(at);
        if words.is_one_of(at, SPEAKING) {
            return Some(alone(held.map(|held| held.entity)));
        }
        if words.is_one_of(at, SPOKEN_OF) {
            return Some(alone(held.map(|held| held.entity)));
        }
        if words.reads(at, "it") {
            return held
                .filter(|held| {
                    matches!(
                        held.kind,
                        EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place
                    )
                })
                .map(|held| alone(Some(held.entity)));
        }
        if self.is_time(at) {
            return None;
        }
        // "The prime minister, Ann Lane": the name says more than the office.
        let people = self.is_people(at);
        let named = self
            .by(at, &[Relation::Appos, Relation::Flat])
            .find_map(|other| {
                let held = self
                    .held(other)
                    .filter(|held| held.kind == EntityKind::Person && held.span.holds(other))?;
                (held.span.len() > 1 || self.tag(other) == Tag::ProperNoun).then_some(held)
            });
        let own = held.filter(|held| self.heads(*held, at));
        if people
            && own.is_none_or(|held| {
                held.kind != EntityKind::Person
                    || named.is_some_and(|named| named.entity == held.entity)
            })
            && let Some(named) = named
        {
            return Some(Phrase {
                span: named.span,
                entity: Some(named.entity),
            });
        }
        if let Some(held) = own.filter(|held| held.kind != EntityKind::Work) {
            return Some(Phrase {
                span: held.span,
                entity: Some(held.entity),
            });
        }
        if words.is_one_of(at, PARTITIVE) {
            let of = self
                .by(at, &[Relation::Nmod, Relation::Obl])
                .find(|other| self.is_behind(*other, &["of"]))?;
            let whole = self.party(of)?;
            return Some(Phrase {
                span: Span::new(at.min(whole.span.start()), whole.span.end().max(at + 1)),
                entity: None,
            });
        }
        let body = self.tag(at) == Tag::Noun && self.is_form_of(at, BODIES);
        if people || body {
            return Some(Phrase {
                span: self.noun_phrase(at),
                entity: None,
            });
        }
        let name = self.tag(at) == Tag::ProperNoun
            && words.is_capital(at)
            && held.is_none_or(|held| held.kind != EntityKind::Work);
        name.then(|| Phrase {
            span: self.noun_phrase(at),
            entity: None,
        })
    }

    /// Returns the body that "the union" means, where the report names one union, by the tokens of the
    /// article and the noun.
    pub(crate) fn body_called(&self, article: usize, noun: usize) -> Option<Phrase> {
        let word = self.words.word(noun);
        let is_called = |entity: &&Entity| {
            let last = self.language.tokens_in(entity.name).end().checked_sub(1);
            entity.kind == EntityKind::Organisation
                && last.is_some_and(|last| self.words.word(last).eq_ignore_ascii_case(word))
        };
        let mut called = self.language.entities.iter().enumerate();
        let mut called = called.by_ref().filter(|(_, entity)| is_called(entity));
        let (id, _) = called
            .next()
            .filter(|_| self.words.reads(article, "the") && !self.words.is_capital(noun))?;
        let entity = u32::try_from(id).ok().map(EntityId);
        let is_one = called.next().is_none();
        is_one.then_some(Phrase {
            span: Span::new(article, noun + 1),
            entity,
        })
    }

    /// Returns the people who are named among some words, each once.
    pub(crate) fn people(&self, range: std::ops::Range<usize>) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        for party in range
            .filter_map(|at| self.party(at))
            .filter(|party| self.kind(party) == Some(EntityKind::Person))
        {
            if !found.iter().any(|known| known.entity == party.entity) {
                found.push(party);
            }
        }
        found
    }

    /// Returns which gender the name, the titles and the pronouns of the entity that a phrase means
    /// tell.
    pub(crate) fn gender(&self, phrase: &Phrase) -> Gender {
        let Some(entity) = self.entity(phrase.entity) else {
            return Gender::Unknown;
        };
        let tokens = |span| self.language.tokens_in(span);
        let named = Gender::of(&self.words, tokens(entity.name), entity.role.map(tokens));
        entity.mentions.iter().fold(named, |gender, mention| {
            let words = tokens(*mention);
            let pronoun = words.len() == 1 && self.words.is_one_of(words.start(), SPOKEN_OF);
            gender.or(match pronoun {
                true => Gender::of_pronoun(self.words.word(words.start())),
                false => Gender::of(&self.words, words, None),
            })
        })
    }

    /// Says whether a report gives the full name of somebody, or a title: who has neither may be a
    /// place or a firm that was taken for a person.
    pub(crate) fn is_introduced(&self, phrase: &Phrase) -> bool {
        self.entity(phrase.entity).is_some_and(|entity| {
            entity.role.is_some() || self.language.tokens_in(entity.name).len() > 1
        })
    }

    /// Says whether a word is what a mention hangs by, and not one that only describes: of
    /// "ministry officials" the officials.
    fn heads(&self, held: Held, at: usize) -> bool {
        self.head(at).is_none_or(|head| !held.span.holds(head))
    }

    /// Says whether a word is a noun for people.
    pub(crate) fn is_people(&self, at: usize) -> bool {
        // "The public" are people, "public accounts" are none.
        let adjective =
            self.words.reads(at, "public") && (at == 0 || !self.words.reads(at - 1, "the"));
        !adjective
            && matches!(self.tag(at), Tag::Noun | Tag::ProperNoun)
            && self.words.shape(at) != Shape::Mark
            && self.words.is(at, Classes::PERSON_NOUN | Classes::TITLE)
            && !self.words.is(at, Classes::FUNCTION)
    }

    /// Returns a noun with what stands before it, and the body behind it that it belongs to: "a
    /// spokesman for the ministry".
    pub(crate) fn noun_phrase(&self, at: usize) -> Span<Tokens> {
        const BEFORE: &[Relation] = &[
            Relation::Det,
            Relation::Amod,
            Relation::Compound,
            Relation::Nummod,
            Relation::Possessor,
            Relation::Flat,
            Relation::Nmod,
        ];
        let start = self
            .by(at, BEFORE)
            .filter(|other| *other < at)
            .map(|other| self.subtree(other).start())
            .min()
            .unwrap_or(at);
        let mut end = self
            .by(at, &[Relation::Flat, Relation::Compound])
            .filter(|other| *other > at)
            .map(|other| other + 1)
            .max()
            .unwrap_or(at + 1);
        let body = self.by(at, &[Relation::Nmod]).find(|other| {
            self.subtree(*other).start() == end
                && self.is_behind(*other, &["of", "from", "for", "at", "inside", "in"])
                && !self.is_time(*other)
        });
        if let Some(body) = body
            .and_then(|body| self.held(body))
            .filter(|held| held.kind != EntityKind::Unnamed)
        {
            end = end.max(body.span.end());
        }
        Span::new(start, end)
    }
}
