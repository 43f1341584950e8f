//! Mentions to entities: which names, roles, descriptions and pronouns of one report mean the same.
//!
//! Full names come first, then short forms, because a headline says "Lane" before the text says
//! "Ann Lane" (`forms`). Descriptions then go by their words (`descriptions`, and `offices` where
//! somebody named may hold them), and pronouns by what speaks for each of those mentioned lately
//! (`pronouns`, `recent`, `antecedents`).

mod antecedents;
mod asked;
mod beside;
mod bodies;
mod clauses;
mod descriptions;
mod forms;
mod kinds;
mod members;
mod offices;
mod pronouns;
mod recent;
mod row;
mod short;
mod threads;

pub(crate) use offices::BELOW;
use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::described::Description;
use super::gender::Gender;
use super::lexicon::Classes;
use super::names::Found;
use super::words::Words;
use super::{Asks, Choice, Considered, Entity, EntityId, EntityKind, described};
use crate::span::{Span, Tokens};
pub(super) use row::names;

use antecedents::{Choices, Traits};
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
    /// What its name, title or noun says.
    gender: Gender,
    /// How often “he” and “she” meant it.
    called: [u16; 2],
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

    /// Returns its gender: what its own words say, or else most pronouns that meant it.
    fn gender(&self) -> Gender {
        let [he, she] = self.called;
        self.gender.or(match he.cmp(&she) {
            Ordering::Greater => Gender::He,
            Ordering::Less => Gender::She,
            Ordering::Equal => Gender::Unknown,
        })
    }

    /// Says whether a pronoun of a gender may mean it; one other pronoun, which may be misread, does
    /// not rule that out.
    fn may_be(&self, gender: Gender) -> bool {
        let [he, she] = self.called;
        self.gender.agrees(gender) && (self.gender().agrees(gender) || he.abs_diff(she) < 2)
    }

    /// Returns what has to be known of it for a pronoun of a gender to mean it.
    fn traits(&self, gender: Gender) -> Traits {
        let own = self.gender();
        let against = !own.agrees(gender);
        Traits {
            gender: if against { Gender::Unknown } else { own },
            kind: self.kind,
            against,
        }
    }

    /// Counts a pronoun that meant it.
    fn call(&mut self, gender: Gender) {
        let [he, she] = &mut self.called;
        match gender {
            Gender::He => *he = he.saturating_add(1),
            Gender::She => *she = she.saturating_add(1),
            Gender::Unknown => {}
        }
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
    asks: Option<Asks>,
) -> (Vec<Entity>, Vec<Choice>) {
    let mut joined = Joiner {
        words,
        drafts: Vec::new(),
        by_key: FxHashMap::default(),
        by_part: FxHashMap::default(),
        kinds: FxHashMap::default(),
        ones: FxHashSet::default(),
        left: asks.map(|asks| (asks, Vec::new())),
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
    for (span, mention) in pronouns::offices_and_pronouns(words) {
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
    left: Option<(Asks, Vec<Left>)>,
}

/// What a pronoun left: where it stands, whom it may mean, and whether the gender of each is the
/// pronoun's, as far as it is known.
type Left = (usize, Choices, Vec<Option<bool>>);

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
            let (mut span, mut mention) = (*span, *mention);
            // One member of a group is no mention of the group.
            let member = match mention {
                Mention::Known(at) => self.member(at, span).map(|member| (at, member)),
                _ => None,
            };
            if let Some((group, member)) = member {
                self.drafts[group].named.retain(|name| *name != span);
                let Some(at) = self.which(member, &recent, &named, before) else {
                    continue;
                };
                (span, mention) = (member.span, Mention::Beside(at));
            }
            let who = match mention {
                Mention::Known(at) | Mention::Beside(at) => Some(at),
                Mention::One(head) => self.noun(&recent, span, head, &named, before),
                Mention::Office(office) => {
                    let description = Description::office(span, office.end().saturating_sub(1));
                    self.named_beside(description, &named, before)
                        .or_else(|| self.holder(description))
                }
                Mention::New(number) | Mention::Definite(number) => descriptions
                    .get(number)
                    .and_then(|d| self.described(*d, &recent, &named, before, &mut described)),
                // "The trust" that is the Harbour Trust is no other body.
                Mention::Body(_) if span.start() < known => continue,
                Mention::Body(head) => match self.named_body(span, head) {
                    Some(at) => Some(at),
                    None => {
                        let key = self.words.key(Span::new(head, head + 1));
                        let at = *bodies.entry(key).or_insert_with(|| self.unnamed_body(span));
                        recent.push(self.words, at, span, How::Description);
                        // It becomes an entity once a pronoun means it.
                        if let Some(draft) = self.drafts.get_mut(at) {
                            if self.left.is_some() || !draft.mentions.is_empty() {
                                draft.mentions.push(span);
                            } else {
                                draft.name = span;
                            }
                        }
                        continue;
                    }
                },
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
                draft.call(Gender::of_pronoun(self.words.word(span.start())));
            }
            if draft.is_body() && draft.mentions.is_empty() {
                draft.mentions.push(draft.name);
            }
            if draft
                .mentions
                .last()
                .is_none_or(|last| last.end() <= span.start())
            {
                draft.mentions.push(span);
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
                recent.push(self.words, at, span, how);
            }
        }
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
        let choice = |(at, choices, agree): &Left| Choice {
            pronoun: bytes(Span::new(*at, at + 1)),
            candidates: choices
                .candidates
                .iter()
                .zip(agree)
                .map(|(one, agrees)| Considered {
                    who: number[one.who],
                    agrees: *agrees,
                    row: one.row.to_vec(),
                })
                .collect(),
            nobody: choices.nobody.to_vec(),
        };
        let left = self.left.iter().flat_map(|(_, left)| left);
        (
            order.iter().map(|at| entity(&self.drafts[*at])).collect(),
            left.map(choice).collect(),
        )
    }
}
