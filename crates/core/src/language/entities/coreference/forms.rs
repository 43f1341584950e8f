//! Forms of names to entities: full names first, then the short forms that stand for them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Draft, Joiner, Mention, TRIED, kinds};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::{Classes, lexicon};
use crate::language::entities::names::{Found, Name};
use crate::report::BlockKind;
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
        let kept: Vec<&&Name> = all.iter().filter(|name| self.is_kept(name)).collect();
        let mut parts: FxHashSet<&str> = kept
            .iter()
            .filter_map(|name| name.key.rsplit(' ').next())
            .collect();
        // "May Lane", and then "May".
        let people = kept
            .iter()
            .filter(|name| self.kind(name) == EntityKind::Person);
        parts.extend(people.filter_map(|name| name.key.split(' ').next()));
        let short = |name: &Name| name.span.len() == 1 && parts.contains(name.key.as_str());
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
        let ambiguous = generations(&all);
        let mut placed: Vec<Option<usize>> = vec![None; all.len()];
        // "Anton “Tony” Lane" first: it tells that Tony Lane is Anton Lane.
        let full = |name: &Name| name.key.contains(' ');
        for known_beside in [true, false] {
            for (at, name) in all.iter().enumerate() {
                if full(name) && name.nickname.is_some() == known_beside {
                    placed[at] = self.place_full(name, ambiguous.contains(name.key.as_str()));
                }
            }
        }
        // "Mr. Lane" anywhere tells that a bare "Lane" is not Ann Lane.
        let mut addressed: FxHashMap<&str, Option<Gender>> = FxHashMap::default();
        for name in all.iter().filter(|name| !full(name)) {
            let gender = Gender::of(self.words, name.span, name.role);
            if gender != Gender::Unknown {
                addressed
                    .entry(&name.key)
                    .and_modify(|known| *known = known.filter(|known| *known == gender))
                    .or_insert(Some(gender));
            }
        }
        for (at, name) in all.iter().enumerate() {
            if !full(name) {
                let long_form = at
                    .checked_sub(1)
                    .and_then(|before| Some((all[before], placed[before]?)));
                let addressed = addressed.get(name.key.as_str()).copied().flatten();
                placed[at] =
                    self.place_short(name, long_form, addressed.unwrap_or(Gender::Unknown));
            }
            if let Some(draft) = placed[at] {
                self.note(draft, name);
            }
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
    pub(super) fn kind(&self, name: &Name) -> EntityKind {
        let decided = self.kinds.get(&name.key).copied().flatten();
        let namesake = name.kind == Some(EntityKind::Place) && decided.is_some();
        name.kind
            .filter(|_| !namesake)
            .or(decided)
            .unwrap_or(EntityKind::Organisation)
    }

    /// Adds what a mention tells of its entity.
    fn note(&mut self, at: usize, name: &Name) {
        let words = self.words;
        let gender = Gender::of(words, name.span, name.role);
        let Some(draft) = self.drafts.get_mut(at) else {
            return;
        };
        // "ANN LANE PRAISES" of a headline is no fuller than "Ann Lane".
        let shouts = |span: Span<Tokens>| {
            span.len() > 1 && span.range().all(|at| words.shape(at) == Shape::Caps)
        };
        let is_better = match (shouts(draft.name), shouts(name.span)) {
            (true, false) => name.span.len() > 1,
            (false, true) => false,
            _ => name.span.len() > draft.name.len(),
        };
        if is_better {
            draft.name = name.span;
        }
        if name.key.len() > draft.key.len() {
            draft.key.clone_from(&name.key);
        }
        draft.generation = draft.generation.or(name.generation);
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

    /// Places a name of several words; nobody where father and son bear it and it does not tell.
    fn place_full(&mut self, name: &Name, ambiguous: bool) -> Option<usize> {
        let key = identity(canonical(&name.key), name.generation);
        let exact = identity(&name.key, name.generation);
        let called = self.called(name);
        let known = [Some(&exact), Some(&key), called.as_ref()]
            .into_iter()
            .flatten()
            .find_map(|key| self.by_key.get(key).copied());
        let kind = self.kind(name);
        if ambiguous && kind == EntityKind::Person && name.generation.is_none() {
            return None;
        }
        let last = name.key.rsplit(' ').next().unwrap_or_default();
        // "His father, Tom Lane Sr.", is another, wherever Tom Lane was introduced.
        let is_father = self.words.word(name.mention.start().wrapping_sub(1)) == ","
            && self
                .words
                .reads(name.mention.start().wrapping_sub(2), "father")
            && name.generation.is_some();
        let same = known.filter(|_| !is_father).or_else(|| {
            let candidates = self.by_part.get(last)?;
            candidates.iter().rev().take(TRIED).copied().find(|at| {
                self.drafts.get(*at).is_some_and(|draft| {
                    draft.kind == kind
                        && match kind {
                            EntityKind::Person => {
                                same_person(&draft.key, &name.key)
                                    && agrees(draft.generation, name.generation)
                                    && !is_father
                                    && !self.is_elder(draft, name)
                            }
                            EntityKind::Organisation | EntityKind::Outlet => {
                                same_body(&draft.key, &name.key)
                            }
                            _ => false,
                        }
                })
            })
        });
        let at = same.unwrap_or_else(|| self.add(kind, name));
        for key in [Some(exact), Some(key), called].into_iter().flatten() {
            self.by_key.entry(key).or_insert(at);
        }
        if let (Some(nickname), None) = (name.nickname, known) {
            self.index(&self.words.key(inner(nickname)), at);
        }
        Some(at)
    }

    /// Says whether somebody was introduced without the word that tells the later one from him: "Tom
    /// Lane", and then "Tom Lane Jr."; a headline leaves it out.
    fn is_elder(&self, draft: &Draft, name: &Name) -> bool {
        let language = self.words.language;
        let first = language.sentence_of(draft.name.start());
        draft.generation.is_none()
            && name.generation.is_some()
            && draft.name.end() <= name.span.start()
            && first.is_some_and(|sentence| {
                let heads = sentence.tokens.start() == 0
                    || matches!(sentence.kind, BlockKind::Headline | BlockKind::Heading);
                !heads || sentence.tokens.holds(name.span.start())
            })
    }

    /// Returns what else a name with a nickname is written as: "tony lane".
    fn called(&self, name: &Name) -> Option<String> {
        let last = name.key.rsplit(' ').next()?;
        let nickname = self.words.key(inner(name.nickname?));
        Some(identity(&format!("{nickname} {last}"), name.generation))
    }

    /// Notes a word that may stand for somebody alone.
    fn index(&mut self, part: &str, at: usize) {
        self.by_part.entry(part.to_owned()).or_default().push(at);
    }

    /// Says whether an unknown name of one word tells where an office is from: "the Tarsian
    /// minister".
    pub(super) fn is_origin(&self, name: &Name) -> bool {
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

    pub(super) fn add(&mut self, kind: EntityKind, name: &Name) -> usize {
        let at = self.drafts.len();
        let plural = match kind {
            EntityKind::Group => name.key.ends_with('s'),
            EntityKind::Organisation | EntityKind::Outlet => true,
            _ => false,
        };
        self.drafts.push(Draft {
            kind,
            name: name.span,
            key: name.key.clone(),
            generation: name.generation,
            role: None,
            origin: None,
            gender: Gender::of(self.words, name.span, name.role),
            called: [0; 2],
            plural,
            description: None,
            named: Vec::new(),
            mentions: Vec::new(),
        });
        let parts: Vec<&str> = name.key.split(' ').collect();
        match kind {
            EntityKind::Person if parts.len() > 1 => {
                // Behind "s/o" stands the father’s name.
                let own = parts.iter().skip(1).position(|part| *part == "/");
                let own = parts.get(..own.unwrap_or(parts.len())).unwrap_or_default();
                for part in own.iter().filter(|part| part.chars().count() > 1) {
                    self.index(part, at);
                }
            }
            EntityKind::Organisation | EntityKind::Outlet if parts.len() > 1 => {
                // "The Ministry" may stand for the body, a common word alone may not.
                let last = parts.last().copied().unwrap_or_default();
                let classes = lexicon().classes(last);
                // Of a name that everybody knows as a whole the last word is another name: "the
                // White House" is not "the House".
                let fixed = lexicon().kind_of(&name.key).is_some();
                if classes.intersects(Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD)
                    || !classes.contains(Classes::COMMON) && !fixed
                {
                    self.index(last, at);
                }
                // "ABQ News", and then "ABQ".
                let capitals = self.words.shape(name.span.start()) == Shape::Caps;
                if let ([first, last], true) = (parts.as_slice(), capitals)
                    && lexicon().classes(last).contains(Classes::OUTLET_HEAD)
                {
                    self.index(first, at);
                }
                let initials: String = parts
                    .iter()
                    .filter(|p| !matches!(**p, "of" | "the" | "for" | "and"))
                    .filter_map(|p| p.chars().next())
                    .collect();
                if initials.len() >= 3 {
                    self.index(&initials, at);
                }
            }
            _ => {}
        }
        at
    }
}

/// Returns the names that father and son bear in one report.
fn generations<'n>(all: &[&'n Name]) -> FxHashSet<&'n str> {
    let mut first: FxHashMap<&str, u8> = FxHashMap::default();
    let mut several = FxHashSet::default();
    for name in all {
        let Some(generation) = name.generation else {
            continue;
        };
        if *first.entry(&name.key).or_insert(generation) != generation {
            several.insert(name.key.as_str());
        }
    }
    several
}

/// Returns a key that father and son do not share.
pub(super) fn identity(key: &str, generation: Option<u8>) -> String {
    generation.map_or_else(|| key.to_owned(), |number| format!("{key} #{number}"))
}

/// Says whether two may be one of those who bear a name.
pub(super) fn agrees(a: Option<u8>, b: Option<u8>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Returns a nickname without its marks.
fn inner(nickname: Span<Tokens>) -> Span<Tokens> {
    Span::new(
        nickname.start() + 1,
        nickname.end().saturating_sub(1).max(nickname.start() + 1),
    )
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
pub(super) fn canonical(key: &str) -> &str {
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
