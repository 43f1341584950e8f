//! Mentions to entities: which names, roles, descriptions and pronouns of one report mean the same.
//!
//! Full names come first, then short forms, because a headline says "Lane" before the text says
//! "Ann Lane" (`forms`). Descriptions then go by their words (`descriptions`, and `offices` where somebody
//! named may hold them), and pronouns by what
//! speaks for each of those mentioned lately (`antecedents`).

mod antecedents;
mod descriptions;
mod forms;
mod kinds;
mod offices;
mod short;
mod weights;

use rustc_hash::{FxHashMap, FxHashSet};

use super::casing::Shape;
use super::described::Description;
use super::gender::Gender;
use super::lexicon::Classes;
use super::names::Found;
use super::words::Words;
use super::{Choice, Entity, EntityId, EntityKind, described};
use crate::span::{Span, Tokens};
pub(super) use antecedents::NAMES;

use antecedents::{Candidate, How, Recent, Traits};

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
        } else if words.is(at, Classes::FUNCTION)
            && words.shape(at) != Shape::Caps
            && words.is_one_of(at, PRONOUNS)
        {
            found.push((Span::new(at, at + 1), Mention::Pronoun));
        }
    }
    found
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
    choices: Option<Vec<(usize, Vec<Candidate>)>>,
}

/// Entities that a short form is tried against, the latest first; bounds the work on hostile text.
const TRIED: usize = 32;

impl Joiner<'_, '_> {
    /// Goes through the text and resolves what its words alone do not.
    fn resolve(&mut self, mentions: &[(Span<Tokens>, Mention)], descriptions: &[Description]) {
        let mut recent = Recent::default();
        let mut described: Vec<(Description, usize)> = Vec::new();
        let named: FxHashMap<usize, (usize, usize)> = mentions
            .iter()
            .filter_map(|(span, mention)| match mention {
                Mention::Known(at) => Some((span.start(), (span.end(), *at))),
                _ => None,
            })
            .collect();
        let mut before: Option<(usize, usize)> = None;
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
                Mention::Pronoun => self.meant(&recent, span.start()),
            };
            let Some(at) = who else { continue };
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
                    | Mention::New(_) => How::Description,
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
        let plural = is_plural_pronoun(words.word(at));
        let gender = Gender::of_pronoun(words.word(at));
        let candidates = recent.candidates(words, Span::new(at, at + 1), |who| {
            let draft = self.drafts.get(who)?;
            if draft.description.is_some_and(|d| !d.taken_up) {
                return None;
            }
            let fits = match plural {
                true => draft.plural && draft.kind != EntityKind::Place,
                false => {
                    !draft.plural
                        && matches!(draft.kind, EntityKind::Person | EntityKind::Unnamed)
                        && draft.gender.agrees(gender)
                }
            };
            fits.then_some(Traits {
                gender: draft.gender,
                unnamed: draft.kind == EntityKind::Unnamed,
            })
        });
        let likeliest = antecedents::likeliest(&candidates, plural);
        if let Some(choices) = &mut self.choices {
            choices.push((at, candidates));
        }
        likeliest
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
        let choice = |(at, candidates): &(usize, Vec<Candidate>)| Choice {
            pronoun: bytes(Span::new(*at, at + 1)),
            plural: is_plural_pronoun(self.words.word(*at)),
            candidates: candidates
                .iter()
                .map(|(who, row)| (number[*who], row.to_vec()))
                .collect(),
        };
        (
            order.iter().map(|at| entity(&self.drafts[*at])).collect(),
            self.choices.iter().flatten().map(choice).collect(),
        )
    }
}

/// Says whether a pronoun asks for several: "they" in its forms.
fn is_plural_pronoun(word: &str) -> bool {
    word.get(..2)
        .is_some_and(|head| head.eq_ignore_ascii_case("th"))
}
