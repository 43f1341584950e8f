//! What a name names where its own words leave it open: everything that the report says around it
//! votes.
//!
//! The one place where such a kind is decided: the words of the name, those around it, and the
//! tagger (`syntax`) vote.

use rustc_hash::FxHashMap;

use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::entities::names::Name;
use crate::language::entities::words::Words;
use crate::language::syntax::{NameKind, Relation};

/// What speaks for each kind, summed over every place where a name stands.
#[derive(Clone, Copy, Default, Debug)]
struct Votes {
    person: f32,
    organisation: f32,
    place: f32,
    work: f32,
    /// Anything else that has a name: a product, a game, a field of study.
    thing: f32,
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
        self.work += other.work;
        self.thing += other.thing;
    }

    /// Returns the kind with most votes; none for a thing, which Sayso does not follow.
    fn winner(self) -> Option<EntityKind> {
        let kinds = [
            (self.person, EntityKind::Person),
            (self.organisation, EntityKind::Organisation),
            (self.place, EntityKind::Place),
            (self.work, EntityKind::Work),
        ];
        let (votes, kind) = kinds
            .into_iter()
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (votes >= self.thing).then_some(kind)
    }
}

/// Decides the kinds of names whose own words leave it open, by their keys.
pub(super) fn decide<'n>(
    words: &Words,
    names: &[&'n Name],
) -> FxHashMap<&'n str, Option<EntityKind>> {
    let mut votes: FxHashMap<&str, Votes> = FxHashMap::default();
    let mut tags: FxHashMap<&str, (Votes, f32)> = FxHashMap::default();
    for name in names.iter().filter(|name| name.kind.is_none()) {
        votes
            .entry(&name.key)
            .or_insert_with(|| own(words, name))
            .add(around(words, name));
        let (sum, places) = tags.entry(&name.key).or_default();
        sum.add(tagged(words, name));
        *places += 1.0;
    }
    // A name that the tagger misses it misses at many places alike; what it sees somewhere is worth
    // more.
    tags.into_iter().for_each(|(key, (sum, places))| {
        if let Some(votes) = votes.get_mut(key) {
            votes.add(Votes {
                thing: sum.thing / places.sqrt(),
                ..sum
            });
        }
    });
    // A surname alone votes for the full name and the other way round: "Brenn Ostrander" is a
    // person where "Ostrander said".
    let mut by_last: FxHashMap<&str, Votes> = FxHashMap::default();
    for (key, votes) in votes.iter().filter(|(key, _)| key.contains(' ')) {
        by_last
            .entry(key.rsplit(' ').next().unwrap_or_default())
            .or_default()
            .add(*votes);
    }
    let short: Vec<(&str, Votes)> = votes
        .iter()
        .filter(|(key, _)| by_last.contains_key(*key))
        .map(|(key, votes)| (*key, *votes))
        .collect();
    // "Mr. Ostrander" leaves no doubt, and says of whoever bears the name.
    for name in names
        .iter()
        .filter(|name| name.kind == Some(EntityKind::Person))
    {
        let last = name.key.rsplit(' ').next().unwrap_or_default();
        if let Some(votes) = votes.get_mut(last) {
            votes.person += LIKELY;
        }
        if let Some(long) = by_last.get_mut(last) {
            long.person += LIKELY;
        }
    }
    for (key, own) in short {
        if let Some(long) = by_last.get_mut(key) {
            long.add(own);
        }
    }
    let decided = votes.into_iter().map(|(key, votes)| {
        let last = key.rsplit(' ').next().unwrap_or_default();
        (key, by_last.get(last).copied().unwrap_or(votes).winner())
    });
    let mut decided: FxHashMap<&str, Option<EntityKind>> = decided.collect();
    decided.extend(namesakes(words, names).map(|key| (key, Some(EntityKind::Person))));
    decided
}

/// Returns the names of places that are somebody's here: "Hamilton lost his cap".
fn namesakes<'n>(words: &Words, names: &[&'n Name]) -> impl Iterator<Item = &'n str> {
    let mut sums: FxHashMap<&str, (f32, f32, f32)> = FxHashMap::default();
    let place = |name: &&&Name| name.kind == Some(EntityKind::Place) && name.span.len() == 1;
    for name in names.iter().filter(place) {
        let (called_so, places, all) = sums.entry(&name.key).or_default();
        *called_so += called(words, name);
        *places += around(words, name).place;
        *all += 1.0;
    }
    sums.into_iter()
        .filter(|(_, (called_so, places, all))| {
            *called_so >= HIS && called_so > places && called_so >= all
        })
        .map(|(key, _)| key)
}

/// What a known part of a name is worth: a given name in front, a word for a place at the end.
const LIKELY: f32 = 2.0;

/// What the words of a name make likely before its surroundings are looked at: news speaks of
/// people by two words or a surname.
fn own(words: &Words, name: &Name) -> Votes {
    match name.likely {
        Some(EntityKind::Person) => {
            return Votes {
                person: LIKELY,
                ..Votes::default()
            };
        }
        Some(EntityKind::Place) => {
            return Votes {
                place: LIKELY,
                ..Votes::default()
            };
        }
        Some(EntityKind::Work) => {
            return Votes {
                work: LIKELY,
                ..Votes::default()
            };
        }
        Some(_) => {
            return Votes {
                organisation: LIKELY,
                ..Votes::default()
            };
        }
        None => {}
    }
    let span = name.span;
    let common = span.range().any(|i| {
        words.is(i, Classes::COMMON | Classes::FUNCTION | Classes::WORK_HEAD)
            && !words.is(i, Classes::FIRST_NAME | Classes::PARTICLE)
    });
    let capitals = span
        .range()
        .any(|i| words.shape(i) == Shape::Caps && !is_initial(words.word(i)));
    let initial = span.range().skip(1).any(|i| is_initial(words.word(i)))
        || is_initial(words.word(span.start()));
    let person = if initial && span.len() > 1 {
        2.0
    } else if span.len() > 1 {
        1.5
    } else {
        1.0
    };
    if common && span.len() == 1 {
        Votes {
            thing: 1.5,
            ..Votes::default()
        }
    } else if common {
        Votes {
            thing: 1.0,
            organisation: 0.75,
            ..Votes::default()
        }
    } else if capitals || span.len() > 4 {
        Votes {
            organisation: 1.5,
            thing: 1.25,
            ..Votes::default()
        }
    } else {
        Votes {
            person,
            ..Votes::default()
        }
    }
}

/// What a tag is worth beside the votes of the words around: the tagger has read the whole
/// sentence. Tuned on GUM's training part.
const TAG: f32 = 2.0;

/// What it is worth that the tagger takes a name for that of something else, its least certain
/// kind.
const OTHER: f32 = 1.5;

/// What it is worth that the tagger sees no name at all: less, since it misses names that other
/// places of a report make plain.
const NO_NAME: f32 = 1.0;

/// What the tagger makes of a name at one place.
fn tagged(words: &Words, name: &Name) -> Votes {
    let mut votes = Votes::default();
    let syntax = &words.language.syntax;
    let head = words
        .language
        .head_of(name.span)
        .unwrap_or(name.span.start());
    if let Some(word) = syntax.get(head) {
        let vote = TAG * word.name_sure;
        match word.name.kind() {
            Some(NameKind::Person) => votes.person += vote,
            Some(NameKind::Organisation) => votes.organisation += vote,
            Some(NameKind::Place) => votes.place += vote,
            Some(NameKind::Other) => votes.thing += OTHER * word.name_sure,
            None => votes.thing += NO_NAME * word.name_sure,
        }
    }
    votes
}

/// "J." and "J.R.", and the letter alone.
fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters == 1 || (letters == 2 && word.contains('.'))
}

/// Says whether a name stands where a place does: "in Brenn", "Brenn’s minister", "Brenn, Ohio".
pub(super) fn stands_as_place(words: &Words, name: &Name) -> bool {
    let votes = around(words, name);
    votes.place > votes.person
}

/// What the words around one place say.
fn around(words: &Words, name: &Name) -> Votes {
    let mut votes = Votes {
        person: called(words, name),
        ..Votes::default()
    };
    let (before, next) = (name.mention.start().wrapping_sub(1), name.span.end());
    // "Left for Brenn".
    let leaves = words.reads(before, "for")
        && words.is_one_of(
            before.wrapping_sub(1),
            &["left", "leave", "leaving", "bound", "headed"],
        );
    if leaves || words.is_one_of(before, IN) {
        votes.place += 1.5;
    } else if words.is_one_of(before, TOWARDS) {
        votes.place += 0.75;
    } else if words.is_one_of(before, &["the", "a", "an", "this"]) {
        votes.thing += 0.75;
        votes.organisation += 0.5;
        votes.person -= 1.5;
    } else if words.is_one_of(before, &["of", "for", "at"])
        && words.is(before.wrapping_sub(1), HOLDERS)
    {
        // "The director of Brenn", "a spokesman for Brenn".
        votes.organisation += 1.5;
        votes.place += 0.75;
    } else if words.is_one_of(before, &["joined", "founded", "sued"])
        || (words.reads(before, "to") && words.reads(before.wrapping_sub(1), "according"))
    {
        votes.organisation += 1.0;
        votes.person += 0.5;
    } else if words.is_one_of(before, &["by", "with", "mr.", "&", "told", "says", "said"]) {
        votes.person += 0.5;
    } else if words.is_one_of(before, TO_SOMEBODY) {
        votes.person += 1.0;
    }
    let office = Classes::TITLE | Classes::TITLE_PART;
    if words.is_possessive(next) {
        // What has a foreign minister is a place.
        let of_state = (next + 1..next + 4)
            .take_while(|i| words.is(*i, office))
            .any(|i| words.is_one_of(i, OF_STATE));
        votes.place += if of_state {
            4.0
        } else if words.is(next + 1, office) {
            1.5
        } else {
            0.0
        };
    } else if words.is(next, Classes::TITLE | Classes::UNNAMED) && words.shape(next) == Shape::Lower
    {
        votes.organisation += 1.5;
        votes.place += 0.75;
    } else if words.word(next) == "," && words.reads(next + 1, "who") {
        votes.person += 2.0;
    } else if words.word(next) == "," && words.reads(next + 1, "which") {
        // "Harbour Lines, which sails to Brenn": nobody, whatever else it is.
        votes.person -= 2.0;
        votes.organisation += 1.0;
        votes.place += 0.5;
        votes.thing += 0.5;
    } else if words.word(next) == "," {
        votes.place += if words.is(next + 1, Classes::PLACE) && words.is_capital(next + 1) {
            2.0
        } else {
            0.0
        };
        // "Lane, 43,": an age.
        votes.person += if words.shape(next + 1) == Shape::Number && words.word(next + 2) == "," {
            1.5
        } else {
            0.0
        };
    } else if words.is_one_of(next, ACTS) {
        votes.person += 1.0;
        votes.organisation += 0.75;
    } else if words.is_one_of(next, ISSUES) {
        votes.organisation += 1.25;
        votes.person += 0.5;
    } else if words.shape(next) == Shape::Lower && words.word(next).ends_with("ed") {
        // What has done something is somebody.
        votes.organisation += 0.5;
        votes.person += 0.5;
    } else if words.is_one_of(next, &["et", "who", "whose"]) {
        votes.person += 2.0;
    }
    votes
}

/// What it is worth that "he" or "she" goes back to the subject: "Lane lost his cap".
const HIS: f32 = 2.0;

/// What it is worth that the next sentence begins with "he" or "she".
const HE_NEXT: f32 = 1.0;

/// What the pronouns for one person say of a name that is a subject.
fn called(words: &Words, name: &Name) -> f32 {
    let language = words.language;
    let head = language.head_of(name.span).unwrap_or(name.span.start());
    let own = language.syntax.get(head);
    let verb = own
        .filter(|word| word.relation == Relation::Nsubj)
        .map(|word| word.head as usize);
    let Some((verb, sentence)) = verb.zip(language.sentence_of(head)) else {
        return 0.0;
    };
    let him = |at: usize| Gender::of_pronoun(words.word(at)) != Gender::Unknown;
    // Somebody else in between may be whom it means.
    let behind = (name.span.end()..sentence.tokens.end())
        .take_while(|at| !words.is_capital(*at))
        .find(|at| him(*at));
    let bound = behind.is_some_and(|at| {
        let above = |at: usize| language.syntax.get(at).map(|word| word.head as usize);
        let mut up = Some(at);
        (0..CLAUSE).any(|_| {
            up = up.and_then(above);
            up == Some(verb)
        })
    });
    let next = sentence.tokens.end();
    let main = language.syntax.get(verb).map(|word| word.relation) == Some(Relation::Root);
    let goes_on = main && words.is_one_of(next, &["he", "she", "his", "her"]);
    f32::from(u8::from(bound)) * HIS + f32::from(u8::from(goes_on)) * HE_NEXT
}

/// Words on the way from a pronoun up to the verb of its clause.
const CLAUSE: usize = 6;

/// Offices that only a state has.
const OF_STATE: &[&str] = &[
    "minister",
    "president",
    "leader",
    "king",
    "queen",
    "premier",
    "ambassador",
    "chancellor",
    "emir",
    "sultan",
];

/// Whoever speaks for a body or heads it.
const HOLDERS: Classes = Classes::TITLE.union(Classes::UNNAMED).union(Classes::ONE);

/// What bodies do more often than people.
const ISSUES: &[&str] = &[
    "announced",
    "announces",
    "reported",
    "reports",
    "released",
    "releases",
    "launched",
    "launches",
    "published",
    "employs",
    "runs",
    "owns",
    "sells",
];

/// What is done to people more often than to bodies and places.
const TO_SOMEBODY: &[&str] = &[
    "appointed",
    "arrested",
    "befriended",
    "fired",
    "hired",
    "married",
    "named",
    "replaced",
    "succeeded",
    "urged",
];

/// Prepositions of places.
const IN: &[&str] = &[
    "in",
    "at",
    "near",
    "into",
    "inside",
    "outside",
    "across",
    "throughout",
    "around",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "downtown",
];

/// Prepositions that take a place more often than a person.
const TOWARDS: &[&str] = &[
    "from", "to", "toward", "towards", "through", "visiting", "visited", "via",
];

/// What people do more often than bodies and places.
const ACTS: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "wrote",
    "writes",
    "argued",
    "argues",
    "asked",
    "replied",
    "noted",
    "explained",
    "recalled",
    "thinks",
    "believes",
    "was",
    "is",
    "had",
    "has",
];
