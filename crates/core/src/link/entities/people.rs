//! People across reports: full names that are one, then initials, then bare surnames.

use std::collections::{BTreeMap, BTreeSet};

use super::Node;
use super::names::{frame, may_be_one, nicknames, same_spelling};
use super::signs::Signs;
use crate::language::{Classes, lexicon};
use crate::link::blocking::{Candidates, Index, Key, hash, pairs};
use crate::link::linker::Sets;
use crate::link::names::{sound, spelling_keys};

/// More people than this with one surname are joined by equal names only: comparing them all would
/// grow with the square.
const WIDEST: usize = 100;

/// How two full names of one surname relate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    /// Two people: given names that contradict.
    Apart,
    /// Nothing contradicts, but an initial or a missing first name leaves it open.
    Open,
    /// One name if no report speaks of both: the same given names and surnames that sound nearly
    /// alike, or the same words with the family name first.
    Likely,
    /// One name: the first given name is the same in some spelling or short form.
    Same,
}

/// Joins people; each returned list is one person.
pub(super) fn join(nodes: Vec<Node>, in_story: bool) -> Vec<Vec<Node>> {
    let words: Vec<Vec<String>> = nodes.iter().map(|node| node.words.clone()).collect();
    let full = |at: usize| words.get(at).is_some_and(|words| words.len() > 1);
    let generation = |at: usize| nodes.get(at).and_then(|node| node.generation);
    let surnames: Vec<Vec<Key>> = words
        .iter()
        .map(|words| {
            surname_keys(words, in_story)
                .into_iter()
                .chain(words_key(words))
                .chain(given_key(words).filter(|_| in_story))
                .collect()
        })
        .collect();
    let mut index = Index::default();
    for (at, keys) in (0u32..).zip(&surnames) {
        for key in keys.iter().filter(|_| full(at as usize)) {
            index.insert(*key, at);
        }
    }
    let mut clusters = Clusters(Sets::of(nodes.len()));
    let mut open: Vec<(usize, usize)> = Vec::new();
    let surname = |at: usize| words.get(at).and_then(|words| words.last());
    let elders: BTreeSet<&String> = (0..nodes.len())
        .filter(|at| generation(*at) == Some(1))
        .filter_map(surname)
        .collect();
    // Where the elder is known as well, only what says so is the son’s: papers leave out "Sr.".
    let is_son = |at: usize| {
        generation(at) > Some(1) && surname(at).is_some_and(|name| elders.contains(name))
    };
    let related = |a: usize, b: usize| match (words.get(a), words.get(b)) {
        (Some(one), Some(other)) => match (generation(a), generation(b)) {
            (Some(a), Some(b)) if a != b => Relation::Apart,
            (Some(_), None) if is_son(a) => Relation::Apart,
            (None, Some(_)) if is_son(b) => Relation::Apart,
            _ => relation(one, other, in_story),
        },
        _ => Relation::Apart,
    };
    let full_keys: Vec<Vec<Key>> = surnames
        .iter()
        .enumerate()
        .map(|(at, keys)| if full(at) { keys.clone() } else { Vec::new() })
        .collect();
    for (a, b, _) in pairs(&full_keys, &index, WIDEST) {
        let (a, b) = (a as usize, b as usize);
        match related(a, b) {
            Relation::Same => clusters.join(a, b, &related),
            // A report that names both knows two people.
            Relation::Likely if !together(&nodes, a, b) => clusters.join(a, b, &related),
            Relation::Likely => {}
            Relation::Open => open.push((a, b)),
            Relation::Apart => {}
        }
    }
    join_open(&mut clusters, &open, &related);
    join_bare(&mut clusters, &nodes, &words, &index, in_story);
    clusters.into_lists(nodes)
}

/// Joins "J. Velin" to the only Velin that it can be.
fn join_open(
    clusters: &mut Clusters,
    open: &[(usize, usize)],
    related: &impl Fn(usize, usize) -> Relation,
) {
    let mut choices: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in open {
        for (from, to) in [(a, b), (b, a)] {
            let to = clusters.of(*to);
            let choices = choices.entry(*from).or_default();
            if !choices.contains(&to) {
                choices.push(to);
            }
        }
    }
    for (from, to) in choices {
        if let [only] = to.as_slice() {
            clusters.join(from, *only, related);
        }
    }
}

/// Joins a bare surname to the full name of its own report, else to the only one of the pile.
fn join_bare(
    clusters: &mut Clusters,
    nodes: &[Node],
    words: &[Vec<String>],
    index: &Index<u32>,
    in_story: bool,
) {
    let mut alone: BTreeMap<(&str, Option<u8>), usize> = BTreeMap::new();
    // "Brenn I" and "Brenn II": a name alone that does not tell is neither of them.
    let mut generations: BTreeMap<&str, BTreeSet<u8>> = BTreeMap::new();
    for (node, words) in nodes.iter().zip(words) {
        if let ([name], Some(generation)) = (words.as_slice(), node.generation) {
            generations.entry(name).or_default().insert(generation);
        }
    }
    for (at, node) in nodes.iter().enumerate() {
        let Some([name]) = words.get(at).map(Vec::as_slice) else {
            continue;
        };
        let bearing = |is_same: &dyn Fn(&str, &str) -> bool| -> Vec<usize> {
            let surname = |other: &u32| words.get(*other as usize)?.last();
            let same = |other: &u32| surname(other).is_some_and(|other| is_same(other, name));
            let keys = surname_keys(std::slice::from_ref(name), in_story);
            let found = keys.into_iter().flat_map(|key| index.candidates(key));
            let found: BTreeSet<u32> = found.filter(same).collect();
            found.into_iter().map(|other| other as usize).collect()
        };
        let mut bearers = bearing(&same_spelling);
        if bearers.is_empty() && in_story {
            bearers = bearing(&nearly_alike);
        }
        // Whom a story calls by one word alone may be anybody of that name in another: only a title
        // that both give tells, as in "President Lane".
        let titles = node.forms.titles();
        let is_titled = |other: &usize| {
            let other = nodes.get(*other);
            let shares = |other: &Node| !other.forms.titles().is_disjoint(&titles);
            other.is_some_and(|other| other.words.len() == 1 || shares(other))
        };
        if !in_story && !bearers.is_empty() {
            bearers.retain(is_titled);
            if bearers.is_empty() {
                continue;
            }
        }
        // "Lane Jr." is the son of two who bear the name.
        let alike = |other: &usize| {
            let generation = nodes.get(*other).and_then(|other| other.generation);
            node.generation.is_some() && generation == node.generation
        };
        if bearers.iter().any(alike) {
            bearers.retain(alike);
        }
        let distinct = |found: &mut dyn Iterator<Item = usize>| {
            let mut found: Vec<usize> = found.map(|at| clusters.of(at)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        // "Captain Lane" is the one of them whom reports call a captain, "Mrs Lane" no man.
        let of_set = |other: &usize| clusters.with(*other).iter();
        let is_called_so = |other: &usize| {
            let mut all = of_set(other).filter_map(|at| nodes.get(*at as usize));
            all.any(|other| !other.forms.titles().is_disjoint(&titles))
        };
        let is_unlike = |other: &usize| {
            let mut signs = Signs::default();
            let all = of_set(other).filter_map(|at| nodes.get(*at as usize));
            all.for_each(|other| signs.add(other.forms.signs));
            signs.are_unlike(node.forms.signs)
        };
        if distinct(&mut bearers.iter().copied()).len() > 1 {
            if bearers.iter().any(is_called_so) {
                bearers.retain(is_called_so);
            }
            if !bearers.iter().all(is_unlike) {
                bearers.retain(|other| !is_unlike(other));
            }
        }
        let here = |other: &usize| {
            nodes.get(*other).is_some_and(|other| {
                other
                    .mentions
                    .iter()
                    .any(|(report, _)| node.mentions.iter().any(|(own, _)| own == report))
            })
        };
        let own = distinct(&mut bearers.iter().copied().filter(here));
        let all = distinct(&mut bearers.iter().copied());
        match (own.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => clusters.unite(at, *one),
            ([], []) => {
                // No full name anywhere: the same bare name is the same person.
                let several = generations
                    .get(name.as_str())
                    .is_some_and(|all| all.len() > 1);
                let generation = node.generation.filter(|_| several);
                let first = *alone.entry((name, generation)).or_insert(at);
                clusters.unite(at, first);
            }
            // Two people bear it and the report does not tell: it stays apart.
            _ => {}
        }
    }
}

/// Returns what names of the same words in another order share, of a name of several words.
pub(super) fn words_key(words: &[String]) -> Option<Key> {
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    (words.len() > 1).then(|| Key::of("words", &[hash(sorted.join(" ").as_bytes())]))
}

/// Says whether one name is the other with its family name first: "Park Ji-won" and "Ji-won Park";
/// words that are all given names make two names ("Thomas Ray", "Ray Thomas").
fn is_turned(a: &[String], b: &[String]) -> bool {
    let turned = |a: &[String], b: &[String]| match (a.split_first(), b.split_last()) {
        (Some((family, given)), Some((last, first))) => family == last && given == first,
        _ => false,
    };
    let given = |word: &String| lexicon().classes(word).intersects(Classes::FIRST_NAME);
    a.len() > 1 && (turned(a, b) || turned(b, a)) && !a.iter().all(given)
}

/// Returns what two people of one given name share, so that spellings of their surnames meet.
fn given_key(words: &[String]) -> Option<Key> {
    let given = words
        .first()
        .filter(|given| words.len() > 1 && given.len() > 2)?;
    Some(Key::of("given", &[hash(frame(&sound(given)).as_bytes())]))
}

/// Returns what names share whose surnames may be spellings of one. Within a story their frame is
/// enough to meet, and `relation` decides; over stories, where thousands of surnames have one frame,
/// they meet as they are heard, or with the given names of one another.
pub(super) fn surname_keys(words: &[String], in_story: bool) -> Vec<Key> {
    let Some((surname, given)) = words.split_last() else {
        return Vec::new();
    };
    let key = |words: &str| Key::of("surname", &[hash(words.as_bytes())]);
    let own = frame(&sound(surname));
    if in_story {
        return vec![key(&own)];
    }
    let mut keys: Vec<Key> = spelling_keys(surname).map(|word| key(&word)).collect();
    if !given.is_empty() {
        keys.push(key(&format!("{own} {}", given.join(" "))));
    }
    keys
}

/// Says whether two surnames differ in little and have the same consonants, enough of them to mean
/// something.
fn nearly_alike(a: &str, b: &str) -> bool {
    const FEWEST: usize = 3;
    const MOST_EDITS: usize = 2;
    let (frame_a, frame_b) = (frame(&sound(a)), frame(&sound(b)));
    frame_a == frame_b
        && frame_a.chars().count() >= FEWEST
        && strsim::osa_distance(a, b) <= MOST_EDITS
}

/// Says whether some report speaks of both.
fn together(nodes: &[Node], a: usize, b: usize) -> bool {
    let reports = |at: usize| {
        nodes
            .get(at)
            .into_iter()
            .flat_map(|node| node.mentions.iter().map(|(report, _)| *report))
    };
    reports(a).any(|report| reports(b).any(|other| other == report))
}

/// Compares two full names that end in one surname, or in two that may be spellings of one.
fn relation(a: &[String], b: &[String], in_story: bool) -> Relation {
    let (Some((surname_a, given_a)), Some((surname_b, given_b))) = (a.split_last(), b.split_last())
    else {
        return Relation::Apart;
    };
    // "Lucan Adare" beside "Lucan Adair"; of one affair it takes less: "Pavlo Ostrenko" beside
    // "Pavel Ostranko", "P. Ostranko".
    let is_same = same_spelling(surname_a, surname_b);
    let is_near = || match in_story {
        true => may_be_one(surname_a, surname_b) || nearly_alike(surname_a, surname_b),
        false => {
            let named = given_a.iter().any(|name| name.len() > 2);
            named && given_a == given_b && nearly_alike(surname_a, surname_b)
        }
    };
    if !is_same && !is_near() {
        return match is_turned(a, b) {
            true => Relation::Likely,
            false => Relation::Apart,
        };
    }
    let (short, long) = if given_a.len() <= given_b.len() {
        (given_a, given_b)
    } else {
        (given_b, given_a)
    };
    // Every given name of the shorter form stands in the longer one, in order.
    let (mut at, mut initial, mut near) = (0, false, !is_same);
    for (i, name) in short.iter().enumerate() {
        let rest = long.get(at..).unwrap_or(&[]);
        let found = rest.iter().position(|other| like(name, other).is_some());
        let is_spelt = |other: &String| in_story && is_spelling(name, other);
        let Some(found) = found.or_else(|| rest.iter().position(is_spelt)) else {
            return Relation::Apart;
        };
        let weak = rest.get(found).map(|other| like(name, other));
        // "Stephen A. Smith" is no Anji: a first name is no other's second initial.
        if i == 0 && found > 0 && weak == Some(Some(false)) {
            return Relation::Apart;
        }
        near |= weak == Some(None);
        // A first name that is only an initial, or that is left out, leaves it open who is meant.
        initial |= i == 0 && (weak == Some(Some(false)) || found > 0);
        at += found + 1;
    }
    if !is_same && given_a.len() != given_b.len() {
        return Relation::Apart;
    }
    match (initial, near) {
        (true, _) => Relation::Open,
        (false, true) => Relation::Likely,
        (false, false) => Relation::Same,
    }
}

/// Says whether two given names are spellings of one in an affair whose reports name nobody else of
/// that surname so: "Neal" and "Neil", and not "Daniel" and "Daniela".
fn is_spelling(a: &str, b: &str) -> bool {
    let gender = |name: &str| {
        let classes = lexicon().classes(name);
        let is = |one: Classes, other: Classes| classes.contains(one) && !classes.intersects(other);
        (
            is(Classes::HE_NAME, Classes::SHE_NAME | Classes::ANY_NAME),
            is(Classes::SHE_NAME, Classes::HE_NAME | Classes::ANY_NAME),
        )
    };
    let (one, other) = (gender(a), gender(b));
    let unlike = one.0 && other.1 || one.1 && other.0;
    let widened = |short: &str, long: &str| long.strip_prefix(short) == Some("a");
    !unlike && !widened(a, b) && !widened(b, a) && (may_be_one(a, b) || nearly_alike(a, b))
}

/// Says whether two given names may be one: `Some(true)` if they are, `Some(false)` if one is an
/// initial.
fn like(a: &str, b: &str) -> Option<bool> {
    if same_spelling(a, b) || nicknames(a, b) {
        return Some(true);
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (short.chars().count() == 1 && long.starts_with(short)).then_some(false)
}

/// People so far, no two of whose names contradict.
struct Clusters(Sets);

impl Clusters {
    fn of(&self, at: usize) -> usize {
        self.0.set(at)
    }

    /// Unites two sets unless some name of the one contradicts some name of the other.
    fn join(&mut self, a: usize, b: usize, related: &impl Fn(usize, usize) -> Relation) {
        let apart = |x: &u32, y: &u32| related(*x as usize, *y as usize) == Relation::Apart;
        let (one, other) = (self.0.with(a), self.0.with(b));
        if self.of(a) != self.of(b) && !one.iter().any(|x| other.iter().any(|y| apart(x, y))) {
            self.0.join(a, b);
        }
    }

    fn with(&self, at: usize) -> &[u32] {
        self.0.with(at)
    }

    fn unite(&mut self, a: usize, b: usize) {
        self.0.join(a, b);
    }

    fn into_lists(self, nodes: Vec<Node>) -> Vec<Vec<Node>> {
        let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
        let mut take = |at: u32| nodes.get_mut(at as usize)?.take();
        let lists = self.0.into_lists();
        lists
            .map(|list| list.into_iter().filter_map(&mut take).collect())
            .collect()
    }
}
