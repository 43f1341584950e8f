//! Over stories: who of several stories is one.
//!
//! A story has joined its own reports' entities; here its entities are to the whole what those of a
//! report are to a story. What the stories call by one name is one bearer of it, and bearers are
//! joined by their names alone. Who holds the bearers of a whole may keep them and join anew only
//! those that share keys with what came or went ([`Called::keys`]): no bearer is joined with, or kept
//! apart by, one that no chain of shared keys leads to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::names::same_spelling;
use super::{Forms, Node, Sort, bodies, judged, people, sort};
use crate::language::EntityId;
use crate::link::blocking::{Key, hash};
use crate::link::{Judgement, LinkedEntity, ReportIndex, names};

/// What entities of stories are called who are one bearer of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Called {
    sort: Sort,
    words: Vec<String>,
    generation: Option<u8>,
}

/// All entities of stories that are called the same.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// What they are called.
    pub called: Called,
    /// The forms that reports use of them.
    pub forms: Forms,
    /// How many entities of reports they are.
    pub mentions: usize,
    /// The stories that have them, each by its number.
    pub stories: Vec<u32>,
}

impl Bearer {
    /// Makes one of whom no story speaks yet.
    pub fn new(called: Called) -> Self {
        Bearer {
            called,
            forms: Forms::default(),
            mentions: 0,
            stories: Vec::new(),
        }
    }

    /// Takes in who is called so in a story.
    pub fn take(&mut self, story: u32, entity: &LinkedEntity) {
        self.forms.add(entity.forms.clone());
        self.mentions += entity.mentions.len();
        if self.stories.last() != Some(&story) {
            self.stories.push(story);
        }
    }
}

/// Bearers that are one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct One {
    /// Their places.
    pub bearers: Vec<usize>,
    /// Whether each story's is somebody else: a bare surname that several bear.
    pub is_apart: bool,
}

/// Returns what the entities of a story are called in the whole; `None` for whoever is nobody else
/// over stories: those without a name, and a bare surname which the story gives to several.
pub fn called(cast: &[LinkedEntity]) -> Vec<Option<Called>> {
    let all: Vec<Called> = cast.iter().map(Called::of).collect();
    let is_open = |called: &Called| {
        let [name] = called.words.as_slice() else {
            return false;
        };
        called.sort == Sort::Person && all.iter().any(|other| other.bears(name))
    };
    all.iter()
        .map(|called| {
            let is_one =
                called.sort != Sort::Unnamed && !called.words.is_empty() && !is_open(called);
            is_one.then(|| called.clone())
        })
        .collect()
}

impl Called {
    fn of(entity: &LinkedEntity) -> Self {
        let sort = sort(entity.forms.kind());
        let is_person = sort == Sort::Person;
        Called {
            sort,
            words: entity.forms.fullest(is_person),
            generation: entity.forms.generation().filter(|_| is_person),
        }
    }

    /// Says whether it is a person's full name that ends in a surname.
    fn bears(&self, surname: &str) -> bool {
        let last = self.words.last().filter(|_| self.words.len() > 1);
        self.sort == Sort::Person && last.is_some_and(|last| same_spelling(last, surname))
    }

    fn surname_keys(&self) -> Vec<Key> {
        let words = match self.sort {
            Sort::Person => self.words.as_slice(),
            _ => &[],
        };
        people::surname_keys(words, false)
    }

    /// Returns the other sort of thing that a full name of several words may be taken for.
    pub fn twin(&self) -> Option<Self> {
        let sort = match self.sort {
            Sort::Person => Sort::Body,
            Sort::Body => Sort::Person,
            _ => return None,
        };
        let is_one = self.words.len() > 1 && self.generation.is_none();
        is_one.then(|| Called {
            sort,
            ..self.clone()
        })
    }

    /// Returns what bearers share that may be one or may keep others from being one.
    pub fn keys(&self, forms: &Forms) -> Vec<Key> {
        let letters = |word: &str| Key::of("letters", &[hash(word.as_bytes())]);
        let mut keys = vec![Key::of("called", &[hash(self.words.join(" ").as_bytes())])];
        keys.extend(self.surname_keys());
        match self.sort {
            Sort::Person => keys.extend(people::words_key(&self.words)),
            Sort::Body if self.words.len() > 1 => {
                keys.extend(forms.letters().map(|word| letters(&word)));
            }
            Sort::Body if forms.is_capitals() => {
                keys.extend(self.words.iter().map(|word| letters(word)));
            }
            _ => {}
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Returns what names share that may mean this one where people judge them.
    pub fn ending(&self) -> Key {
        ending(&self.words)
    }
}

/// Returns what all share whom judgements on names may be about.
pub fn judged_endings(judgements: &[Judgement]) -> BTreeSet<Key> {
    let names = judgements.iter().filter_map(|judgement| match judgement {
        Judgement::Names { one, other, .. } => Some([one, other]),
        Judgement::Tellings { .. } => None,
    });
    names
        .flatten()
        .map(|name| ending(&names::bare(name)))
        .collect()
}

fn ending(words: &[String]) -> Key {
    let last = words.last().map_or("", String::as_str);
    Key::of("ending", &[hash(last.as_bytes())])
}

/// Joins bearers, none of whom are called the same.
pub fn join(bearers: &[Bearer], judgements: &[Judgement]) -> Vec<One> {
    let places: BTreeMap<&Called, usize> = bearers
        .iter()
        .enumerate()
        .map(|(at, bearer)| (&bearer.called, at))
        .collect();
    let uses = |at: usize| bearers.get(at).map_or(0, |bearer| bearer.mentions);
    // "Reggie Marsh" is no body because one story made him look like one.
    let twin = |called: &Called| places.get(&called.twin()?).copied();
    let goes = |at: usize, called: &Called| {
        twin(called).is_some_and(|other| {
            let is_person = called.sort == Sort::Person;
            uses(at) < uses(other) || !is_person && uses(at) == uses(other)
        })
    };
    let (mut people, mut bodies, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for (called, at) in &places {
        if goes(*at, called) {
            continue;
        }
        let with = twin(called).into_iter().chain([*at]);
        let with = with.filter_map(|at| Some((at, bearers.get(at)?)));
        let node = node(called, with);
        match called.sort {
            Sort::Person => people.push(node),
            Sort::Body => bodies.push(node),
            _ => rest.push(vec![node]),
        }
    }
    let clusters = people::join(people, false)
        .into_iter()
        .chain(bodies::join_letters(bodies))
        .chain(rest)
        .collect();
    let mut bearing: BTreeMap<Key, Vec<&Called>> = BTreeMap::new();
    for called in places.keys() {
        for key in called.surname_keys() {
            if called.words.len() > 1 {
                bearing.entry(key).or_default().push(called);
            }
        }
    }
    // A bare surname that full names bear and that went to none of them is open.
    let is_open = |called: &Called| {
        let [name] = called.words.as_slice() else {
            return false;
        };
        let keys = called.surname_keys();
        let mut full = keys.iter().filter_map(|key| bearing.get(key)).flatten();
        full.any(|other| other.bears(name))
    };
    let one = |nodes: Vec<Node>| {
        let mentions = nodes.iter().flat_map(|node| &node.mentions);
        let own = mentions.filter(|(story, at)| *story == own(at.0 as usize));
        let mut own: Vec<usize> = own.map(|(_, at)| at.0 as usize).collect();
        own.sort_unstable();
        let only = match own.as_slice() {
            [only] => bearers.get(*only),
            _ => None,
        };
        One {
            is_apart: only.is_some_and(|bearer| is_open(&bearer.called)),
            bearers: own,
        }
    };
    judged::apply(clusters, judgements)
        .into_iter()
        .map(one)
        .collect()
}

/// Makes a node of what bears one name; each story is to it what a report is to the node of a story.
fn node<'b>(called: &Called, bearers: impl Iterator<Item = (usize, &'b Bearer)>) -> Node {
    let mut node = Node {
        words: called.words.clone(),
        generation: called.generation,
        ..Node::default()
    };
    for (at, bearer) in bearers {
        let stories = bearer
            .stories
            .iter()
            .map(|story| (ReportIndex(*story), EntityId(0)));
        node.mentions.extend(stories);
        // Its own place among them, which no other bearer and no story has.
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        node.mentions.push((own(at), EntityId(place)));
        // What some stories say of a person of that name is said of no body.
        if bearer.called.sort == called.sort {
            node.forms.add(bearer.forms.clone());
        }
    }
    node
}

/// Returns what stands in place of a story for the bearer at this place.
fn own(at: usize) -> ReportIndex {
    ReportIndex(u32::MAX - u32::try_from(at).unwrap_or(0))
}
