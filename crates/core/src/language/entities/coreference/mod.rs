//! Mentions to entities: which names, roles, descriptions and pronouns of one report mean the same.
//!
//! Full names come first, then short forms, because a headline says "Lane" before the text says
//! "Ann Lane" (`forms`). Descriptions then go by their words (`descriptions`, and `offices` where somebody
//! named may hold them), and pronouns by what
//! speaks for each of those mentioned lately (`antecedents`).

mod antecedents;
mod clauses;
mod descriptions;
mod forms;
mod kinds;
mod offices;
mod recent;
mod short;

use rustc_hash::{FxHashMap, FxHashSet};

use super::casing::Shape;
use super::described::Description;
use super::gender::Gender;
use super::lexicon::Classes;
use super::names::Found;
use super::words::Words;
use super::{Choice, Entity, EntityId, EntityKind, described};
use crate::language::syntax::{Relation, Tag};
use crate::span::{Span, Tokens};
pub(super) use antecedents::NAMES;

use antecedents::{Candidate, Choices, Row, Traits, is_plural_pronoun, is_thing_pronoun};
use recent::{How, Recent};

/// An entity in the making.
struct Draft {
    kind: EntityKind,
    name: Span<Tokens>,
    /// What the name is compared by; empty for somebody without one.
    key: String,
    /// Which of those who bear the name, 1 for the eldest.
    generation: Option<u8>,
    role: Option<Span<Tokens>>,
    /// The country or people before the role: "Oster’s minister", "the Osterian minister".
    origin: Option<usize>,
    gender: Gender,
    plural: bool,
    /// The description, of somebody without a name.
    description: Option<Description>,
    /// Where it is called by name.
    named: Vec<Span<Tokens>>,
    mentions: Vec<Span<Tokens>>,
}

impl Draft {
    /// Says whether it is a body without a name: "the union".
    fn is_body(&self) -> bool {
        self.kind == EntityKind::Unnamed && self.description.is_none()
    }
}

/// Something in the text that may mean an entity.
#[derive(Clone, Copy)]
enum Mention {
    /// Resolved by its words.
    Known(usize),
    /// A description that stands beside the name, set off by a comma.
    Beside(usize),
    /// A noun for one person that points back: "the boy".
    One(usize),
    /// A title with nobody's name: "the foreign minister".
    Office(Span<Tokens>),
    /// A description that points back.
    Definite(usize),
    /// A description that opens somebody new.
    New(usize),
    /// A noun for a body in small letters, which "it" may mean: "the union".
    Body(usize),
    /// A pronoun.
    Pronoun,
}

/// Joins everything found into entities, numbered by first mention; returns the choices that
/// pronouns left as well, if they are asked for.
pub(super) fn entities(
    words: &Words,
    found: &[Found],
    descriptions: &[Description],
    choices: bool,
) -> (Vec<Entity>, Vec<Choice>) {
    let mut joined = Joiner {
        words,
        drafts: Vec::new(),
        by_key: FxHashMap::default(),
        by_part: FxHashMap::default(),
        kinds: FxHashMap::default(),
        ones: FxHashSet::default(),
        choices: choices.then(Vec::new),
    };
    let mut mentions = joined.names(found);
    mentions.extend(found.iter().filter_map(|f| match f {
        Found::Office(span) => Some((*span, Mention::Office(*span))),
        Found::Name(_) => None,
    }));
    for (number, description) in descriptions.iter().enumerate() {
        let mention = if description.definite {
            Mention::Definite(number)
        } else {
            Mention::New(number)
        };
        mentions.push((description.span, mention));
    }
    // What says whose it is, or speaks, is a description as a whole: "the widow of Pavel Mora" is
    // not "the widow".
    let heads: FxHashSet<usize> = descriptions
        .iter()
        .filter(|d| d.owned || !words.is(d.head, Classes::UNNAMED))
        .map(|d| d.head)
        .collect();
    for (span, mention) in offices_and_pronouns(words) {
        match mention {
            Mention::One(head) if heads.contains(&head) => {
                joined.ones.insert(head);
            }
            Mention::Office(office) if heads.contains(&(office.end().saturating_sub(1))) => {}
            _ => mentions.push((span, mention)),
        }
    }
    mentions.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    joined.resolve(&mentions, descriptions);
    joined.finish()
}

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
fn offices_and_pronouns(words: &Words) -> Vec<(Span<Tokens>, Mention)> {
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
        word.is_some_and(|word| word.tag == Tag::Noun && word.relation != Relation::Compound)
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

struct Joiner<'w, 'a> {
    words: &'w Words<'a>,
    drafts: Vec<Draft>,
    by_key: FxHashMap<String, usize>,
    /// People and bodies by each word of their names that may stand for them alone.
    by_part: FxHashMap<String, Vec<usize>>,
    /// What names name whose own words leave it open.
    kinds: FxHashMap<String, Option<EntityKind>>,
    /// Descriptions, by their heads, that may be nouns for one person who has a name.
    ones: FxHashSet<usize>,
    /// Each pronoun with those whom it may mean, if anybody wants to know.
    choices: Option<Vec<Left>>,
}

/// What a pronoun left: where it stands, whom it may mean, and whom it might if gender were not
/// asked for, with whether theirs is the pronoun's.
type Left = (usize, Choices, Vec<(usize, Option<bool>, Row)>);

/// Entities that a short form is tried against, the latest first; bounds the work on hostile text.
const TRIED: usize = 32;

impl Joiner<'_, '_> {
    /// Goes through the text and resolves what its words alone do not.
    fn resolve(&mut self, mentions: &[(Span<Tokens>, Mention)], descriptions: &[Description]) {
        let names = mentions.iter().filter_map(|(span, mention)| match mention {
            Mention::Known(at) => Some((*span, *at)),
            _ => None,
        });
        let mut recent = Recent::new(names.collect());
        let mut described: Vec<(Description, usize)> = Vec::new();
        let named: FxHashMap<usize, (usize, usize)> = mentions
            .iter()
            .filter_map(|(span, mention)| match mention {
                Mention::Known(at) => Some((span.start(), (span.end(), *at))),
                _ => None,
            })
            .collect();
        let mut bodies: FxHashMap<String, usize> = FxHashMap::default();
        let mut before: Option<(usize, usize)> = None;
        // Where the last mention ends whose entity is known.
        let mut known = 0;
        for (span, mention) in mentions {
            let who = match *mention {
                Mention::Known(at) | Mention::Beside(at) => Some(at),
                Mention::One(head) => self.noun(&recent, *span, head, &named, before),
                Mention::Office(office) => {
                    let description = Description::office(*span, office.end().saturating_sub(1));
                    self.named_beside(description, &named, before)
                        .or_else(|| self.holder(description))
                }
                Mention::New(number) | Mention::Definite(number) => descriptions
                    .get(number)
                    .and_then(|d| self.described(*d, &recent, &named, before, &mut described)),
                // "The trust" that is the Harbour Trust is no other body.
                Mention::Body(_) if span.start() < known => continue,
                Mention::Body(head) => {
                    let key = self.words.key(Span::new(head, head + 1));
                    let at = *bodies
                        .entry(key)
                        .or_insert_with(|| self.unnamed_body(*span));
                    recent.push(self.words, at, *span, How::Description);
                    // It becomes an entity once a pronoun means it.
                    if let Some(draft) = self.drafts.get_mut(at) {
                        if self.choices.is_some() || !draft.mentions.is_empty() {
                            draft.mentions.push(*span);
                        } else {
                            draft.name = *span;
                        }
                    }
                    continue;
                }
                Mention::Pronoun => self.meant(&recent, span.start()),
            };
            let Some(at) = who else { continue };
            known = span.end();
            if matches!(mention, Mention::Known(_)) {
                before = Some((span.end(), at));
            }
            let Some(draft) = self.drafts.get_mut(at) else {
                continue;
            };
            if matches!(mention, Mention::Pronoun) {
                draft.gender = draft
                    .gender
                    .or(Gender::of_pronoun(self.words.word(span.start())));
            }
            if draft.is_body() && draft.mentions.is_empty() {
                draft.mentions.push(draft.name);
            }
            if draft
                .mentions
                .last()
                .is_none_or(|last| last.end() <= span.start())
            {
                draft.mentions.push(*span);
                let how = match mention {
                    Mention::Known(_) => How::Name,
                    Mention::Beside(_)
                    | Mention::One(_)
                    | Mention::Office(_)
                    | Mention::Definite(_)
                    | Mention::New(_)
                    | Mention::Body(_) => How::Description,
                    Mention::Pronoun => How::Pronoun,
                };
                recent.push(self.words, at, *span, how);
            }
        }
    }

    /// Returns whom a pronoun means.
    fn meant(&mut self, recent: &Recent, at: usize) -> Option<usize> {
        let words = self.words;
        if words.reads(at, "who") {
            return recent.beside(words, at);
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
                (person && !draft.plural || self.may_be_person(draft))
                    && draft.gender.agrees(gender)
            };
            fits.then_some(Traits {
                gender: draft.gender,
                kind: draft.kind,
            })
        };
        let pronoun = Span::new(at, at + 1);
        let choices = recent.choices(words, pronoun, |who| traits(who, gender));
        let likeliest = choices.likeliest();
        let regardless = self.choices.is_some().then(|| {
            let told = |(who, row): Candidate| {
                let own = self.drafts.get(who).map_or(Gender::Unknown, |d| d.gender);
                let agrees = (own != Gender::Unknown).then_some(own == gender);
                (who, agrees, row)
            };
            let asks = gender != Gender::Unknown;
            let open =
                asks.then(|| recent.choices(words, pronoun, |who| traits(who, Gender::Unknown)));
            open.into_iter()
                .flat_map(|open| open.candidates)
                .map(told)
                .collect()
        });
        if let Some((all, regardless)) = self.choices.as_mut().zip(regardless) {
            all.push((at, choices, regardless));
        }
        likeliest
    }

    /// Says whether what was taken for a body or place by its name alone may be somebody after all:
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
        matches!(
            draft.kind,
            EntityKind::Organisation | EntityKind::Place | EntityKind::Outlet
        ) && draft.name.len() <= 2
            && draft
                .name
                .range()
                .all(|at| words.shape(at) == Shape::Capital && !words.is(at, known))
            && !words.reads(draft.name.start().wrapping_sub(1), "the")
    }

    /// Adds a body without a name.
    fn unnamed_body(&mut self, span: Span<Tokens>) -> usize {
        self.drafts.push(Draft {
            kind: EntityKind::Unnamed,
            name: span,
            key: String::new(),
            generation: None,
            role: None,
            origin: None,
            gender: Gender::Unknown,
            plural: true,
            description: None,
            named: Vec::new(),
            mentions: Vec::new(),
        });
        self.drafts.len() - 1
    }

    fn finish(self) -> (Vec<Entity>, Vec<Choice>) {
        let mut order: Vec<usize> = (0..self.drafts.len())
            .filter(|at| !self.drafts[*at].mentions.is_empty())
            .collect();
        order.sort_by_key(|at| {
            self.drafts[*at]
                .mentions
                .first()
                .map_or(usize::MAX, |m| m.start())
        });
        let bytes = |span: Span<Tokens>| self.words.language.bytes(span);
        let mut number = vec![EntityId(u32::MAX); self.drafts.len()];
        for (new, old) in (0u32..).zip(&order) {
            number[*old] = EntityId(new);
        }
        let mut bodies: Vec<(usize, EntityId)> = Vec::new();
        for old in &order {
            if !matches!(
                self.drafts[*old].kind,
                EntityKind::Person | EntityKind::Unnamed
            ) {
                bodies.extend(
                    self.drafts[*old]
                        .named
                        .iter()
                        .map(|name| (name.start(), number[*old])),
                );
            }
        }
        bodies.sort_unstable();
        let body = |group: Span<Tokens>| {
            let next = bodies.partition_point(|(start, _)| *start < group.start());
            bodies
                .get(next)
                .filter(|(start, _)| group.holds(*start))
                .map(|(_, id)| *id)
        };
        let entity = |draft: &Draft| {
            let group = draft
                .description
                .and_then(|description| described::group(self.words, &description));
            Entity {
                kind: draft.kind,
                name: bytes(draft.name),
                role: draft.role.map(bytes),
                mentions: draft.mentions.iter().map(|m| bytes(*m)).collect(),
                names: draft.named.iter().map(|n| bytes(*n)).collect(),
                count: draft
                    .description
                    .and_then(|description| described::count(self.words, &description)),
                group: group.map(bytes),
                group_entity: group.and_then(body),
            }
        };
        let choice = |(at, choices, regardless): &Left| Choice {
            pronoun: bytes(Span::new(*at, at + 1)),
            candidates: choices
                .candidates
                .iter()
                .map(|(who, row)| (number[*who], row.to_vec()))
                .collect(),
            nobody: choices.nobody.to_vec(),
            regardless: regardless
                .iter()
                .map(|(who, agrees, row)| (number[*who], *agrees, row.to_vec()))
                .collect(),
        };
        (
            order.iter().map(|at| entity(&self.drafts[*at])).collect(),
            self.choices.iter().flatten().map(choice).collect(),
        )
    }
}
