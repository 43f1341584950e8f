//! Forms of names to entities: full names first, then the short forms that stand for them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Draft, Joiner, Mention, TRIED, kinds};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::{Classes, lexicon};
use crate::language::entities::names::{Found, Name};
use crate::span::{Span, Tokens};

impl Joiner<'_, '_> {
    /// Joins names; returns each with its entity.
    pub(super) fn names(&mut self, found: &[Found]) -> Vec<(Span<Tokens>, Mention)> {
        let mut all: Vec<&Name> = found
            .iter()
            .filter_map(|f| {
                if let Found::Name(name) = f {
                    Some(name)
                } else {
                    None
                }
            })
            .collect();
        self.kinds = kinds::decide(self.words, &all)
            .into_iter()
            .map(|(key, kind)| (key.to_owned(), kind))
            .collect();
        // What votes make a thing may still be the short form of a body, or in brackets behind its
        // name.
        let lasts: FxHashSet<&str> = all
            .iter()
            .filter(|name| self.is_kept(name))
            .filter_map(|name| name.key.rsplit(' ').next())
            .collect();
        let short = |name: &Name| name.span.len() == 1 && lasts.contains(name.key.as_str());
        let bracketed = |name: &Name| {
            self.words.word(name.span.start().wrapping_sub(1)) == "("
                && self.words.shape(name.span.start()) == Shape::Caps
        };
        let initials: FxHashSet<&str> = all
            .iter()
            .filter(|name| bracketed(name))
            .map(|name| name.key.as_str())
            .collect();
        all.retain(|name| {
            self.is_kept(name) || short(name) || initials.contains(name.key.as_str())
        });
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
            addressed
                .entry(&name.key)
                .and_modify(|known| *known = known.or(gender))
                .or_insert(gender);
        }
        for (at, name) in all.iter().enumerate() {
            let draft = match placed[at] {
                Some(draft) => draft,
                None => {
                    let long_form = at
                        .checked_sub(1)
                        .and_then(|before| Some((all[before], placed[before]?)));
                    self.place_short(
                        name,
                        long_form,
                        addressed
                            .get(name.key.as_str())
                            .copied()
                            .unwrap_or(Gender::Unknown),
                    )
                }
            };
            placed[at] = Some(draft);
            self.note(draft, name);
        }
        let mut mentions = Vec::with_capacity(all.len());
        for (name, draft) in all
            .iter()
            .zip(placed)
            .filter_map(|(name, draft)| Some((name, draft?)))
        {
            mentions.push((name.mention, Mention::Known(draft)));
            mentions.extend(
                name.apposition
                    .map(|apposition| (apposition, Mention::Beside(draft))),
            );
        }
        mentions
    }

    /// Says whether a name is one of those that Sayso follows.
    fn is_kept(&self, name: &Name) -> bool {
        name.kind.is_some()
            || name.role.is_some()
            || self.kinds.get(&name.key).is_none_or(Option::is_some)
            || self.is_origin(name)
    }

    /// Returns what a name names: by its own words, else by what the report says around it.
    fn kind(&self, name: &Name) -> EntityKind {
        name.kind
            .or_else(|| self.kinds.get(&name.key).copied().flatten())
            .unwrap_or(EntityKind::Organisation)
    }

    /// Adds what a mention tells of its entity.
    fn note(&mut self, at: usize, name: &Name) {
        let words = self.words;
        let gender = Gender::of(words, name.span, name.role);
        let Some(draft) = self.drafts.get_mut(at) else {
            return;
        };
        if name.span.len() > draft.name.len() {
            draft.name = name.span;
        }
        draft.named.push(name.span);
        draft.gender = draft.gender.or(gender);
        // "Mr." is how one is addressed and no office.
        let honorific = |role: Span<Tokens>| {
            role.len() == 1 && words.word(role.start()).len() <= 4 && words.is_capital(role.start())
        };
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
        let kind = self.kind(name);
        let last = name.key.rsplit(' ').next().unwrap_or_default();
        let same = self.by_part.get(last).and_then(|candidates| {
            candidates.iter().rev().take(TRIED).copied().find(|at| {
                self.drafts.get(*at).is_some_and(|draft| {
                    draft.kind == kind
                        && match kind {
                            EntityKind::Person => {
                                same_person(&self.words.key(draft.name), &name.key)
                            }
                            EntityKind::Organisation | EntityKind::Outlet => {
                                same_body(&self.words.key(draft.name), &name.key)
                            }
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

    /// Places a name of one word; `before` is the name in front of it and its entity, `addressed`
    /// how the report addresses those of this name.
    fn place_short(
        &mut self,
        name: &Name,
        before: Option<(&Name, usize)>,
        addressed: Gender,
    ) -> usize {
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
        // "Ann Washington", then "Washington claims": a place of that name would stand behind "in".
        let namesake = name.kind == Some(EntityKind::Place)
            && !kinds::stands_as_place(words, name)
            && self.by_part.contains_key(&name.key);
        let firm = !namesake
            && matches!(
                name.kind,
                Some(EntityKind::Place | EntityKind::Group | EntityKind::Outlet)
            )
            && name.role.is_none();
        if firm && let Some(at) = self.by_key.get(key) {
            return *at;
        }
        let gender = Gender::of(words, name.span, name.role).or(addressed);
        if !(firm && name.kind != Some(EntityKind::Outlet))
            && let Some(candidates) = self.by_part.get(&name.key)
        {
            let fits = |at: &&usize| {
                self.drafts.get(**at).is_some_and(|d| {
                    d.gender.agrees(gender) && (name.role.is_none() || d.kind == EntityKind::Person)
                })
            };
            // The latest full name before this place, else the first behind it.
            let earlier = candidates
                .iter()
                .rev()
                .take(TRIED)
                .filter(fits)
                .find(|at| self.drafts[**at].name.start() <= name.span.start());
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
        self.by_key.insert(key.to_owned(), at);
        if kind == EntityKind::Group {
            self.by_key.insert(singular.to_owned(), at);
        }
        at
    }

    /// Says whether an unknown name of one word tells where an office is from: "the Tarsian
    /// minister".
    fn is_origin(&self, name: &Name) -> bool {
        let words = self.words;
        let origin = ["ian", "ese", "ish", "ean"]
            .iter()
            .any(|end| words.word(name.span.start()).ends_with(end));
        name.kind.is_none()
            && origin
            && words.is(
                name.span.end(),
                Classes::TITLE | Classes::TITLE_PART | Classes::UNNAMED,
            )
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
            description: None,
            named: Vec::new(),
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
                if classes.intersects(Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD)
                    || !classes.contains(Classes::COMMON)
                {
                    index(last);
                }
                let initials: String = parts
                    .iter()
                    .filter(|p| !matches!(**p, "of" | "the" | "for" | "and"))
                    .filter_map(|p| p.chars().next())
                    .collect();
                if initials.len() >= 3 {
                    index(&initials);
                }
            }
            _ => {}
        }
        at
    }
}

/// Says whether two full names with one surname name one person: the words of the shorter occur in
/// the longer in order, an initial standing for its word.
fn same_person(a: &str, b: &str) -> bool {
    let (short, long) = if a.split(' ').count() <= b.split(' ').count() {
        (a, b)
    } else {
        (b, a)
    };
    let mut rest = long.split(' ');
    short.split(' ').all(|part| {
        let initial = part.trim_end_matches('.');
        let is_initial = initial.chars().count() == 1;
        rest.any(|word| word == part || (is_initial && word.starts_with(initial)))
    })
}

/// Says whether two names of bodies name one: one ends in the other, or they differ in a country
/// before.
fn same_body(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.contains(' ')
        && long
            .strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
}

/// Returns the one form of a name that has several.
fn canonical(key: &str) -> &str {
    match key {
        "us" | "u.s." | "usa" | "u.s.a." | "america" | "united states of america" => {
            "united states"
        }
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
