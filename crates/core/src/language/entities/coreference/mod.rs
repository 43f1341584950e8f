//! Mentions to entities: which names, roles, descriptions and pronouns of one report mean the same.
//!
//! Full names come first, then short forms, because a headline says "Lane" before the text says "Ann
//! Lane" (`forms`). Definite descriptions then go by their words, and pronouns by what speaks for each of those mentioned lately
//! (`antecedents`).

mod antecedents;
mod forms;
mod kinds;
mod weights;

use rustc_hash::FxHashMap;

use super::gender::Gender;
use super::lexicon::Classes;
use super::names::Found;
use super::unnamed::Description;
use super::words::{Shape, Words};
use super::{Choice, Entity, EntityId, EntityKind};
use crate::span::{Span, Tokens};
pub(super) use antecedents::NAMES;

use antecedents::{Candidate, How, Recent, Traits};

/// An entity in the making.
struct Draft {
    kind: EntityKind,
    name: Span<Tokens>,
    role: Option<Span<Tokens>>,
    /// The country or people before the role: "Oster’s minister", "the Osterian minister".
    origin: Option<usize>,
    gender: Gender,
    plural: bool,
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

/// Joins everything found into entities, numbered by first mention; returns the choices that pronouns left as well, if they are asked for.
pub(super) fn entities(words: &Words, found: &[Found], descriptions: &[Description], choices: bool) -> (Vec<Entity>, Vec<Choice>) {
    let mut joined =
        Joiner { words, drafts: Vec::new(), by_key: FxHashMap::default(), by_part: FxHashMap::default(), kinds: FxHashMap::default(), choices: choices.then(Vec::new) };
    let mut mentions = joined.names(found);
    mentions.extend(found.iter().filter_map(|f| match f {
        Found::Office(span) => Some((*span, Mention::Office(*span))),
        Found::Name(_) => None,
    }));
    for (number, description) in descriptions.iter().enumerate() {
        let mention = if description.definite { Mention::Definite(number) } else { Mention::New(number) };
        mentions.push((description.span, mention));
    }
    mentions.extend(offices_and_pronouns(words));
    mentions.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    joined.resolve(&mentions, descriptions);
    joined.finish()
}

/// Pronouns that are resolved; "I", "we" and "you" depend on who is speaking and are attribution's.
const PRONOUNS: &[&str] =
    &["he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs", "themselves", "who"];

/// Words before a noun for one person by which it points back or stands beside a name.
const OWNING: &[&str] = &["the", "this", "that", "his", "her", "their", "its", "my", "your"];

/// Finds pronouns, nouns for one person, and titles in small letters behind "the".
fn offices_and_pronouns(words: &Words) -> Vec<(Span<Tokens>, Mention)> {
    let mut found = Vec::new();
    for at in 0..words.language.tokens.len() {
        if words.shape(at) == Shape::Lower && words.is(at, Classes::TITLE) {
            let mut start = at;
            while start > 0
                && (words.is(start - 1, Classes::TITLE_PART | Classes::GROUP | Classes::PLACE))
                && !words.reads(start - 1, "the")
            {
                start -= 1;
            }
            if start > 0 && words.reads(start - 1, "the") && !words.is_capital(at + 1) {
                found.push((Span::new(start - 1, at + 1), Mention::Office(Span::new(start, at + 1))));
            }
        } else if words.shape(at) == Shape::Lower && words.is(at, Classes::ONE) && at > 0 {
            let start = if words.is(at - 1, Classes::FUNCTION) || words.shape(at - 1) != Shape::Lower { at - 1 } else { at.saturating_sub(2) };
            if words.is_one_of(start, OWNING) || words.is_possessive(start) {
                found.push((Span::new(start, at + 1), Mention::One(at)));
            }
        } else if words.is(at, Classes::FUNCTION) && words.shape(at) != Shape::Caps && words.is_one_of(at, PRONOUNS) {
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
    /// Each pronoun with those whom it may mean, if anybody wants to know.
    choices: Option<Vec<(usize, Vec<Candidate>)>>,
}

/// Words before an office that somebody held.
const PAST: &[&str] = &["former", "onetime", "one-time", "ex"];

/// Verbs between a name and a description of the same person.
const BEING: &[&str] = &["is", "was", "became", "remains"];

/// Entities that a short form is tried against, the latest first; bounds the work on hostile text.
const TRIED: usize = 32;

/// Entities among which the holder of an office is looked for, the latest first; for the same reason.
const HOLDERS: usize = 512;

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
                    let description = Description { span: *span, head: office.end().saturating_sub(1), definite: true, plural: false };
                    self.named_beside(description, &named, before).or_else(|| self.holder(office))
                }
                Mention::New(number) | Mention::Definite(number) => descriptions.get(number).map(|d| {
                    let definite = matches!(mention, Mention::Definite(_));
                    let beside = if d.plural { None } else { self.named_beside(*d, &named, before) };
                    let earlier = described.iter().rev().take(TRIED).find(|(e, _)| definite && self.points_to(*d, *e)).map(|(_, at)| *at);
                    let office = if d.plural || !definite { None } else { self.holder(d.span) };
                    beside.or(earlier).or(office).or_else(|| self.variation(&recent, *d)).unwrap_or_else(|| self.describe(*d, &mut described))
                }),
                Mention::Pronoun => self.meant(&recent, span.start()),
            };
            let Some(at) = who else { continue };
            if matches!(mention, Mention::Known(_)) {
                before = Some((span.end(), at));
            }
            let Some(draft) = self.drafts.get_mut(at) else { continue };
            if matches!(mention, Mention::Pronoun) {
                draft.gender = draft.gender.or(Gender::of_pronoun(self.words.word(span.start())));
            }
            if draft.mentions.last().is_none_or(|last| last.end() <= span.start()) {
                draft.mentions.push(*span);
                let how = match mention {
                    Mention::Known(_) => How::Name,
                    Mention::Beside(_) | Mention::One(_) | Mention::Office(_) | Mention::Definite(_) | Mention::New(_) => How::Description,
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
            let fits = match plural {
                true => draft.plural && draft.kind != EntityKind::Place,
                false => !draft.plural && matches!(draft.kind, EntityKind::Person | EntityKind::Unnamed) && draft.gender.agrees(gender),
            };
            fits.then_some(Traits { gender: draft.gender, unnamed: draft.kind == EntityKind::Unnamed })
        });
        let likeliest = antecedents::likeliest(&candidates, plural);
        if let Some(choices) = &mut self.choices {
            choices.push((at, candidates));
        }
        likeliest
    }

    /// Returns the person just spoken of whom a report calls by a past office to vary its words: "Lane … The former senator from Ohio …".
    fn variation(&self, recent: &Recent, description: Description) -> Option<usize> {
        let (words, start) = (self.words, description.span.start());
        let varies = words.reads(start, "the") && words.is_one_of(start + 1, PAST) && words.is(description.head, Classes::TITLE);
        if description.plural || !varies {
            return None;
        }
        let gender = Gender::of(words, Span::new(description.head, description.head + 1), None);
        let mut candidates = recent.candidates(words, description.span, |who| {
            let draft = self.drafts.get(who)?;
            (draft.kind == EntityKind::Person && draft.gender.agrees(gender)).then_some(Traits { gender: draft.gender, unnamed: false })
        });
        candidates.retain(antecedents::is_near);
        antecedents::likeliest(&candidates, false)
    }

    /// Returns the one person who holds an office, or nobody if two may.
    fn holder(&self, office: Span<Tokens>) -> Option<usize> {
        let words = self.words;
        let head = office.end().checked_sub(1)?;
        let reads = |a: usize, b: usize| words.word(a).eq_ignore_ascii_case(words.word(b));
        // "Oster" and "Osterian" begin alike.
        let stem = |at: usize| words.word(at).to_lowercase().chars().take(4).collect::<String>();
        let origin = office.range().find(|i| words.is(*i, Classes::GROUP | Classes::PLACE));
        let parts = |role: Span<Tokens>| {
            office
                .range()
                .filter(|i| words.is(*i, Classes::TITLE_PART) && !words.is_one_of(*i, &["the", "then", "former"]))
                .all(|i| role.range().any(|r| reads(r, i)))
        };
        let mut holders = self.drafts.iter().enumerate().rev().take(HOLDERS).filter(|(_, draft)| {
            draft.kind == EntityKind::Person
                && origin.is_none_or(|origin| draft.origin.is_none_or(|own| stem(own) == stem(origin)))
                && draft.role.is_some_and(|role| {
                    role.range().any(|i| reads(i, head))
                        && parts(role)
                        && !role.range().any(|i| words.is_one_of(i, &["former", "ex", "late"]) || words.word(i).starts_with("then-"))
                })
        });
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder.0)
    }

    /// Returns the named person whom a noun means: whose name stands beside it or, behind "the", who is spoken of most in these sentences.
    fn noun(
        &self,
        recent: &Recent,
        span: Span<Tokens>,
        head: usize,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
    ) -> Option<usize> {
        let words = self.words;
        let person = |at: &usize| self.drafts.get(*at).is_some_and(|draft| draft.kind == EntityKind::Person);
        if let Some((_, at)) = named.get(&(head + 1)).filter(|(_, at)| person(at)) {
            return Some(*at);
        }
        let description = Description { span, head, definite: true, plural: false };
        self.named_beside(description, named, before).or_else(|| {
            let gender = Gender::of(words, Span::new(head, head + 1), None);
            let points = words.is_one_of(span.start(), &["the", "this", "that"]);
            points.then(|| recent.foremost(words, head, |at| person(&at) && self.drafts[at].gender.agrees(gender))).flatten()
        })
    }

    /// Returns the person whose name stands beside a description: "the minister, Ann Lane", "Ann Lane, the minister".
    fn named_beside(
        &self,
        description: Description,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
    ) -> Option<usize> {
        let words = self.words;
        let (start, end) = (description.span.start(), description.span.end());
        let person = |at: &usize| self.drafts.get(*at).is_some_and(|draft| draft.kind == EntityKind::Person && draft.name.len() > 1);
        let comma_behind = words.word(end) == ",";
        // "According to the mayor, Ann Lane left" joins nobody: a name set off has a mark behind it as well.
        let set_off = |to: &usize| words.shape(*to) == Shape::Mark || words.reads(*to, "who");
        let behind = named.get(&(end + 1)).filter(|(to, at)| comma_behind && set_off(to) && person(at)).map(|(_, at)| *at);
        let comma_before = start > 0 && words.word(start - 1) == ",";
        let closed = matches!(words.word(end), "," | "." | ";") || words.is_one_of(end, &["who", "said", "and", "told"]);
        // "Ann Lane is the director of the gallery".
        let is = before.filter(|(to, at)| to + 1 == start && words.is_one_of(start - 1, BEING) && person(at)).map(|(_, at)| at);
        behind.or(is).or_else(|| before.filter(|(to, at)| comma_before && closed && to + 1 == start && person(at)).map(|(_, at)| at))
    }

    /// Says whether a description that points back may mean an earlier one: the same noun, and no new attribute.
    fn points_to(&self, description: Description, earlier: Description) -> bool {
        let words = self.words;
        let singular = |at: usize| words.word(at).strip_suffix('s').unwrap_or(words.word(at)).to_ascii_lowercase();
        let attribute =
            |at: &usize| words.is(*at, Classes::TITLE_PART | Classes::GROUP | Classes::PLACE) && !words.is_one_of(*at, &["the", "then"]);
        let known = |at: usize| earlier.span.range().any(|e| words.word(e).eq_ignore_ascii_case(words.word(at)));
        singular(description.head) == singular(earlier.head) && (description.span.start()..description.head).filter(attribute).all(known)
    }

    fn describe(&mut self, description: Description, described: &mut Vec<(Description, usize)>) -> usize {
        let at = self.drafts.len();
        self.drafts.push(Draft {
            kind: EntityKind::Unnamed,
            name: description.span,
            role: None,
            origin: None,
            gender: Gender::of(self.words, description.span, None),
            plural: description.plural,
            named: Vec::new(),
            mentions: Vec::new(),
        });
        described.push((description, at));
        at
    }

    fn finish(self) -> (Vec<Entity>, Vec<Choice>) {
        let mut order: Vec<usize> = (0..self.drafts.len()).filter(|at| !self.drafts[*at].mentions.is_empty()).collect();
        order.sort_by_key(|at| self.drafts[*at].mentions.first().map_or(usize::MAX, |m| m.start()));
        let bytes = |span: Span<Tokens>| self.words.language.bytes(span);
        let entity = |draft: &Draft| Entity {
            kind: draft.kind,
            name: bytes(draft.name),
            role: draft.role.map(bytes),
            mentions: draft.mentions.iter().map(|m| bytes(*m)).collect(),
            names: draft.named.iter().map(|n| bytes(*n)).collect(),
        };
        let mut number = vec![EntityId(u32::MAX); self.drafts.len()];
        for (new, old) in (0u32..).zip(&order) {
            number[*old] = EntityId(new);
        }
        let choice = |(at, candidates): &(usize, Vec<Candidate>)| Choice {
            pronoun: bytes(Span::new(*at, at + 1)),
            plural: is_plural_pronoun(self.words.word(*at)),
            candidates: candidates.iter().map(|(who, row)| (number[*who], row.to_vec())).collect(),
        };
        (order.iter().map(|at| entity(&self.drafts[*at])).collect(), self.choices.iter().flatten().map(choice).collect())
    }
}

/// Says whether a pronoun asks for several: "they" in its forms.
fn is_plural_pronoun(word: &str) -> bool {
    word.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("th"))
}
