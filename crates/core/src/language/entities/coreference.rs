//! Mentions to entities: which names, roles, descriptions and pronouns of one report mean the same.
//!
//! Full names come first, then short forms, because a headline says "Lane" before the text says "Ann
//! Lane". Pronouns and definite descriptions then go by recency, number, gender and subject.

use rustc_hash::FxHashMap;

use super::lexicon::{Classes, lexicon};
use super::names::{Found, Name};
use super::salience::{Gender, Recent};
use super::unnamed::Description;
use super::words::{Shape, Words};
use super::{Entity, EntityKind};
use crate::span::{Span, Tokens};

/// An entity in the making.
struct Draft {
    kind: EntityKind,
    name: Span<Tokens>,
    role: Option<Span<Tokens>>,
    /// The country or people before the role: "Oster’s minister", "the Osterian minister".
    origin: Option<usize>,
    gender: Gender,
    plural: bool,
    mentions: Vec<Span<Tokens>>,
}

/// Something in the text that may mean an entity.
#[derive(Clone, Copy)]
enum Mention {
    /// Resolved by its words.
    Known(usize),
    /// A title with nobody's name: "the foreign minister".
    Office(Span<Tokens>),
    /// A description that points back.
    Definite(usize),
    /// A description that opens somebody new.
    New(usize),
    /// A pronoun.
    Pronoun,
}

/// Joins everything found into entities, numbered by first mention.
pub(super) fn entities(words: &Words, found: &[Found], descriptions: &[Description]) -> Vec<Entity> {
    let mut joined = Joiner { words, drafts: Vec::new(), by_key: FxHashMap::default(), by_part: FxHashMap::default() };
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

/// Finds pronouns, and titles in small letters behind "the".
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
}

/// Entities that a short form is tried against, the latest first; bounds the work on hostile text.
const TRIED: usize = 32;

/// Entities among which the holder of an office is looked for, the latest first; for the same reason.
const HOLDERS: usize = 512;

impl Joiner<'_, '_> {
    /// Joins names; returns each with its entity.
    fn names(&mut self, found: &[Found]) -> Vec<(Span<Tokens>, Mention)> {
        let all: Vec<&Name> = found.iter().filter_map(|f| if let Found::Name(name) = f { Some(name) } else { None }).collect();
        let mut placed: Vec<Option<usize>> = vec![None; all.len()];
        for (at, name) in all.iter().enumerate() {
            if name.span.len() > 1 {
                placed[at] = Some(self.place_full(name));
            }
        }
        // "Mr. Lane" anywhere tells that a bare "Lane" is not Ann Lane.
        let mut addressed: FxHashMap<&str, Gender> = FxHashMap::default();
        for name in all.iter().filter(|name| name.span.len() == 1) {
            let gender = Gender::of(self.words, name.span, name.role);
            addressed.entry(&name.key).and_modify(|known| *known = known.or(gender)).or_insert(gender);
        }
        for (at, name) in all.iter().enumerate() {
            let draft = match placed[at] {
                Some(draft) => draft,
                None => {
                    let long_form = at.checked_sub(1).and_then(|before| Some((all[before], placed[before]?)));
                    self.place_short(name, long_form, addressed.get(name.key.as_str()).copied().unwrap_or(Gender::Unknown))
                }
            };
            placed[at] = Some(draft);
            self.note(draft, name);
        }
        all.iter().zip(placed).filter_map(|(name, draft)| Some((name.mention, Mention::Known(draft?)))).collect()
    }

    /// Adds what a mention tells of its entity.
    fn note(&mut self, at: usize, name: &Name) {
        let words = self.words;
        let gender = Gender::of(words, name.span, name.role);
        let Some(draft) = self.drafts.get_mut(at) else { return };
        if name.span.len() > draft.name.len() {
            draft.name = name.span;
        }
        draft.gender = draft.gender.or(gender);
        // "Mr." is how one is addressed and no office.
        let honorific = |role: Span<Tokens>| role.len() == 1 && words.word(role.start()).len() <= 4;
        if let Some(role) = name.role.filter(|role| !honorific(*role))
            && draft.role.is_none()
        {
            draft.role = Some(role);
            let mut before = role.start().min(name.mention.start()).wrapping_sub(1);
            if words.is_possessive(before) {
                before = before.wrapping_sub(1);
            }
            draft.origin = Some(before).filter(|at| words.is(*at, Classes::GROUP | Classes::PLACE));
        }
    }

    fn place_full(&mut self, name: &Name) -> usize {
        if let Some(at) = self.by_key.get(&name.key) {
            return *at;
        }
        let key = canonical(&name.key);
        if let Some(at) = self.by_key.get(key) {
            return *at;
        }
        let kind = name.kind.unwrap_or(EntityKind::Organisation);
        let last = name.key.rsplit(' ').next().unwrap_or_default();
        let same = self.by_part.get(last).and_then(|candidates| {
            candidates.iter().rev().take(TRIED).copied().find(|at| {
                self.drafts.get(*at).is_some_and(|draft| {
                    draft.kind == kind
                        && match kind {
                            EntityKind::Person => same_person(&self.words.key(draft.name), &name.key),
                            EntityKind::Organisation | EntityKind::Outlet => same_body(&self.words.key(draft.name), &name.key),
                            _ => false,
                        }
                })
            })
        });
        let at = same.unwrap_or_else(|| self.add(kind, name));
        self.by_key.insert(name.key.clone(), at);
        if key != name.key {
            self.by_key.insert(key.to_owned(), at);
        }
        at
    }

    /// Places a name of one word; `before` is the name in front of it and its entity, `addressed` how the report
    /// addresses those of this name.
    fn place_short(&mut self, name: &Name, before: Option<(&Name, usize)>, addressed: Gender) -> usize {
        let words = self.words;
        // "Energy Research Agency (ERA)".
        if let Some((long, at)) = before
            && words.word(name.span.start().wrapping_sub(1)) == "("
            && long.span.end() + 1 == name.span.start()
            && words.shape(name.span.start()) == Shape::Caps
        {
            self.by_key.insert(name.key.clone(), at);
            return at;
        }
        let key = canonical(&name.key);
        let firm = matches!(name.kind, Some(EntityKind::Place | EntityKind::Group | EntityKind::Outlet)) && name.role.is_none();
        if firm && let Some(at) = self.by_key.get(key) {
            return *at;
        }
        let gender = Gender::of(words, name.span, name.role).or(addressed);
        if !(firm && name.kind != Some(EntityKind::Outlet))
            && let Some(candidates) = self.by_part.get(&name.key)
        {
            let fits = |at: &&usize| {
                self.drafts.get(**at).is_some_and(|d| d.gender.agrees(gender) && (name.role.is_none() || d.kind == EntityKind::Person))
            };
            // The latest full name before this place, else the first behind it.
            let earlier = candidates.iter().rev().take(TRIED).filter(fits).find(|at| self.drafts[**at].name.start() <= name.span.start());
            if let Some(at) = earlier.or_else(|| candidates.iter().take(TRIED).find(fits)) {
                return *at;
            }
        }
        if let Some(at) = self.by_key.get(key) {
            return *at;
        }
        let singular = key.strip_suffix('s').unwrap_or(key);
        if name.kind == Some(EntityKind::Group)
            && let Some(at) = self.by_key.get(singular)
        {
            return *at;
        }
        let kind = name.kind.unwrap_or_else(|| self.guess(name.span));
        let at = self.add(kind, name);
        self.by_key.insert(key.to_owned(), at);
        if kind == EntityKind::Group {
            self.by_key.insert(singular.to_owned(), at);
        }
        at
    }

    /// Guesses what a lone unknown word names: news speaks of people by their surname.
    fn guess(&self, name: Span<Tokens>) -> EntityKind {
        let before = name.start().wrapping_sub(1);
        let office = Classes::TITLE | Classes::TITLE_PART;
        let word = self.words.word(name.start());
        if ["ian", "ese", "ish", "ean"].iter().any(|end| word.ends_with(end)) && self.words.is(name.end(), office | Classes::UNNAMED) {
            EntityKind::Group
        } else if self.words.is_possessive(name.end()) && self.words.is(name.end() + 1, office) {
            // What has a foreign minister is a place.
            EntityKind::Place
        } else if self.words.is_one_of(before, &["in", "at", "near", "from", "into"]) {
            EntityKind::Place
        } else if self.words.is_one_of(before, &["the", "a", "an"]) || self.words.is(name.start(), Classes::COMMON) {
            EntityKind::Organisation
        } else {
            EntityKind::Person
        }
    }

    fn add(&mut self, kind: EntityKind, name: &Name) -> usize {
        let at = self.drafts.len();
        let plural = match kind {
            EntityKind::Group => name.key.ends_with('s'),
            EntityKind::Organisation | EntityKind::Outlet => true,
            _ => false,
        };
        self.drafts.push(Draft {
            kind,
            name: name.span,
            role: None,
            origin: None,
            gender: Gender::of(self.words, name.span, name.role),
            plural,
            mentions: Vec::new(),
        });
        let parts: Vec<&str> = name.key.split(' ').collect();
        let mut index = |part: &str| self.by_part.entry(part.to_owned()).or_default().push(at);
        match kind {
            EntityKind::Person if parts.len() > 1 => {
                for part in parts.iter().filter(|part| part.chars().count() > 2) {
                    index(part);
                }
            }
            EntityKind::Organisation | EntityKind::Outlet if parts.len() > 1 => {
                // "The Ministry" may stand for the body, a common word alone may not.
                let last = parts.last().copied().unwrap_or_default();
                let classes = lexicon().classes(last);
                if classes.intersects(Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD) || !classes.contains(Classes::COMMON) {
                    index(last);
                }
                let initials: String =
                    parts.iter().filter(|p| !matches!(**p, "of" | "the" | "for" | "and")).filter_map(|p| p.chars().next()).collect();
                if initials.len() >= 3 {
                    index(&initials);
                }
            }
            _ => {}
        }
        at
    }

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
                Mention::Known(at) => Some(at),
                Mention::Office(office) => self.holder(office),
                Mention::New(number) | Mention::Definite(number) => descriptions.get(number).map(|d| {
                    let definite = matches!(mention, Mention::Definite(_));
                    let beside = if d.plural { None } else { self.named_beside(*d, &named, before) };
                    let earlier = described.iter().rev().take(TRIED).find(|(e, _)| definite && self.points_to(*d, *e)).map(|(_, at)| *at);
                    let office = if d.plural || !definite { None } else { self.holder(d.span) };
                    beside.or(earlier).or(office).unwrap_or_else(|| self.describe(*d, &mut described))
                }),
                Mention::Pronoun => recent.antecedent(self.words, span.start(), |at, gender, plural| {
                    self.drafts.get(at).is_some_and(|d| match plural {
                        true => d.plural && d.kind != EntityKind::Place,
                        false => !d.plural && matches!(d.kind, EntityKind::Person | EntityKind::Unnamed) && d.gender.agrees(gender),
                    })
                }),
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
                recent.push(self.words, at, *span, matches!(mention, Mention::Pronoun));
            }
        }
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
        let behind = if comma_behind { named.get(&(end + 1)).map(|(_, at)| *at).filter(person) } else { None };
        let comma_before = start > 0 && words.word(start - 1) == ",";
        let closed = matches!(words.word(end), "," | "." | ";") || words.is_one_of(end, &["who", "said", "and", "told"]);
        behind.or_else(|| before.filter(|(to, at)| comma_before && closed && to + 1 == start && person(at)).map(|(_, at)| at))
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
            mentions: Vec::new(),
        });
        described.push((description, at));
        at
    }

    fn finish(mut self) -> Vec<Entity> {
        self.drafts.retain(|draft| !draft.mentions.is_empty());
        self.drafts.sort_by_key(|draft| draft.mentions.first().map_or(usize::MAX, |m| m.start()));
        let bytes = |span: Span<Tokens>| self.words.language.bytes(span);
        self.drafts
            .iter()
            .map(|draft| Entity {
                kind: draft.kind,
                name: bytes(draft.name),
                role: draft.role.map(bytes),
                mentions: draft.mentions.iter().map(|m| bytes(*m)).collect(),
            })
            .collect()
    }
}

/// Says whether two full names with one surname name one person: the words of the shorter occur in the
/// longer in order, an initial standing for its word.
fn same_person(a: &str, b: &str) -> bool {
    let (short, long) = if a.split(' ').count() <= b.split(' ').count() { (a, b) } else { (b, a) };
    let mut rest = long.split(' ');
    short.split(' ').all(|part| {
        let initial = part.trim_end_matches('.');
        let is_initial = initial.chars().count() == 1;
        rest.any(|word| word == part || (is_initial && word.starts_with(initial)))
    })
}

/// Says whether two names of bodies name one: one ends in the other, or they differ in a country before.
fn same_body(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.contains(' ') && long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
}

/// Returns the one form of a name that has several.
fn canonical(key: &str) -> &str {
    match key {
        "us" | "u.s." | "usa" | "u.s.a." | "america" | "united states of america" => "united states",
        "uk" | "u.k." | "great britain" | "britain" => "united kingdom",
        "uae" | "u.a.e." => "united arab emirates",
        "un" | "u.n." => "united nations",
        "eu" | "e.u." => "european union",
        "ap" => "associated press",
        "f.b.i." => "fbi",
        "c.i.a." => "cia",
        "isil" | "islamic state" => "isis",
        other => other,
    }
}
