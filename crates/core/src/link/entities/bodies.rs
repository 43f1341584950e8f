//! Organisations, outlets and places across reports: acronyms, and short forms of longer names.

use std::collections::BTreeMap;

use super::Node;
use crate::language::{EntityKind, lexicon};
use crate::link::ReportIndex;
use crate::link::names::{self, sound};

/// A body goes to another in so many steps at most.
const MOST_STEPS: usize = 8;

/// More bodies of one kind than this are not compared by their owners.
const MOST_OF_KIND: usize = 40;

/// Words of so many letters have too few to be told apart by.
const SHORT: usize = 4;

/// Joins bodies; each returned list is one.
pub(super) fn join(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut goes_to = spellings(&nodes);
    of_one_owner(&nodes, &mut goes_to);
    let initials = by_initials(&nodes);
    let endings = by_part(&nodes);
    let calls = by_form(&nodes);
    // Long names first, so that a short form finds those that are one already joined.
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(nodes.get(*at).map_or(0, |node| node.words.len())));
    for at in order {
        let Some(node) = nodes.get(at) else { continue };
        let longer = match node.words.as_slice() {
            // "US" is no Utah Senate.
            [word]
                if word.len() >= 2
                    && node.forms.is_capitals()
                    && initials.contains_key(word)
                    && lexicon().kind_of(word) != Some(EntityKind::Place) =>
            {
                initials.get(word)
            }
            // "Korea" is neither of two countries.
            words if !is_place(node) => endings.get(without_owner(words)),
            _ => None,
        };
        let longer = longer.or_else(|| calls.get(&node.words).filter(|_| !is_place(node)));
        let candidates = longer.map_or(&[][..], Vec::as_slice);
        if goes_to.get(at) != Some(&at) {
            continue;
        }
        if let Some(whole) = only(&nodes, &goes_to, node, candidates) {
            goes_to[at] = whole;
        }
    }
    // Whatever went to one that went on goes on with it.
    let last = |at: usize| {
        let next = |at: &usize| goes_to.get(*at).copied().filter(|to| to != at);
        std::iter::successors(Some(at), next)
            .take(MOST_STEPS)
            .last()
    };
    let places = (0..nodes.len()).map(|at| last(at).unwrap_or(at)).collect();
    grouped(nodes, places)
}

/// Returns for each body the first one whose name it is in another spelling: "Harsun" and "Kharsun".
/// A report that speaks of both knows two.
fn spellings(nodes: &[Node]) -> Vec<usize> {
    let mut goes_to: Vec<usize> = (0..nodes.len()).collect();
    let mut by_sound: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let long = node.words.iter().any(|word| word.len() > SHORT);
        if long && !node.forms.is_capitals() {
            let sounds = node.words.iter().map(|word| sound(word)).collect();
            by_sound.entry(sounds).or_default().push(at);
        }
    }
    let reports = |at: usize| nodes.get(at).into_iter().flat_map(|node| &node.mentions);
    for alike in by_sound.values() {
        for (place, at) in alike.iter().enumerate() {
            let apart = |other: &usize| {
                !reports(*at).any(|(one, _)| reports(*other).any(|(two, _)| one == two))
            };
            let before = alike.get(..place).unwrap_or(&[]);
            if !before.is_empty() && before.iter().all(apart) {
                goes_to[*at] = goes_to[before[0]];
            }
        }
    }
    goes_to
}

/// Returns the words of a body without a pronoun that says whose it is: "its foreign ministry".
fn without_owner(words: &[String]) -> &[String] {
    match words {
        [owner, rest @ ..] if matches!(owner.as_str(), "its" | "their" | "our" | "his" | "her") => {
            rest
        }
        _ => words,
    }
}

/// A body by what it is and by the word that says whose it is: "foreign ministry" of "norway" are "the
/// foreign ministry of Norway", "Norway's foreign ministry" and "the Norwegian foreign ministry".
fn owned(words: &[String]) -> Vec<(&[String], &str)> {
    let behind = words.iter().position(|word| word == "of");
    let behind = behind.filter(|of| *of > 0 && of + 2 == words.len());
    let by_of = behind.and_then(|of| Some((words.get(..of)?, words.last()?.as_str())));
    let before = words.split_first().filter(|(_, rest)| !rest.is_empty());
    let before = before.map(|(owner, rest)| (rest, owner.as_str()));
    by_of.into_iter().chain(before).collect()
}

/// Sends bodies that are one thing of one owner, however it is said, to the first of them.
fn of_one_owner(nodes: &[Node], goes_to: &mut [usize]) {
    let mut kinds: BTreeMap<&[String], Vec<(usize, &str)>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| !is_place(node)) {
        for (kind, owner) in owned(&node.words) {
            kinds.entry(kind).or_default().push((at, owner));
        }
    }
    for owned in kinds.values().filter(|owned| owned.len() <= MOST_OF_KIND) {
        for (place, (at, owner)) in owned.iter().enumerate() {
            let mut before = owned.get(..place).unwrap_or(&[]).iter();
            let same = before.find(|(_, other)| is_one_owner(owner, other));
            let Some((first, _)) = same.filter(|_| goes_to.get(*at) == Some(at)) else {
                continue;
            };
            let root = goes_to.get(*first).copied().unwrap_or(*first);
            if let Some(place) = goes_to.get_mut(*at) {
                *place = root;
            }
        }
    }
}

/// Says whether two folded words say whose a body is and mean one: "norway", "norways", "norwegian".
fn is_one_owner(a: &str, b: &str) -> bool {
    let plain = |word: &str| {
        word.strip_suffix('s')
            .map_or(word.to_owned(), str::to_owned)
    };
    let is_adjective = |one: &str, other: &str| {
        names::is_adjective_of(one, other) || names::is_adjective_of(one, &plain(other))
    };
    plain(a) == plain(b) || is_adjective(a, b) || is_adjective(b, a)
}

/// Returns the one body among the candidates: the only one that all of the node's own reports name,
/// or else the only one at all.
fn only(nodes: &[Node], goes_to: &[usize], node: &Node, candidates: &[usize]) -> Option<usize> {
    let reports: Vec<ReportIndex> = node.mentions.iter().map(|(report, _)| *report).collect();
    let holds =
        |other: &Node, report: &ReportIndex| other.mentions.iter().any(|(own, _)| own == report);
    let is_here = |at: &usize| {
        nodes
            .get(*at)
            .is_some_and(|other| reports.iter().all(|report| holds(other, report)))
    };
    let whole = |found: &mut dyn Iterator<Item = &usize>| {
        let mut found: Vec<usize> = found.filter_map(|at| goes_to.get(*at).copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (own, all) = (
        whole(&mut candidates.iter().filter(|at| is_here(at))),
        whole(&mut candidates.iter()),
    );
    match (own.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}

/// Joins bodies of unlike stories: those of one name are one already, and letters mean the only body
/// that some story calls by them. Short forms mean whom the story of each names.
pub(super) fn join_letters(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut by_letters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.words.len() > 1)
    {
        for letters in node.forms.letters() {
            add(&mut by_letters, letters, at);
        }
    }
    let goes_to = |(at, node): (usize, &Node)| match node.words.as_slice() {
        [word] if node.forms.is_capitals() => match by_letters.get(word).map(Vec::as_slice) {
            Some([only]) => *only,
            _ => at,
        },
        _ => at,
    };
    let places: Vec<usize> = nodes.iter().enumerate().map(goes_to).collect();
    grouped(nodes, places)
}

/// Puts nodes together that go to one place.
fn grouped(nodes: Vec<Node>, places: Vec<usize>) -> Vec<Vec<Node>> {
    let mut clusters: BTreeMap<usize, Vec<Node>> = BTreeMap::new();
    for (node, at) in nodes.into_iter().zip(places) {
        clusters.entry(at).or_default().push(node);
    }
    clusters.into_values().collect()
}

/// Names of several words by the forms of one word that reports use for them: "Orsa" is Orsa Fluids
/// where some report says so.
fn by_form(nodes: &[Node]) -> BTreeMap<Vec<String>, Vec<usize>> {
    let mut out: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.words.len() > 1)
    {
        for form in node
            .forms
            .plain()
            .filter(|form| form.len() == 1 && *form != node.words)
        {
            add(&mut out, form, at);
        }
    }
    out
}

fn is_place(node: &Node) -> bool {
    node.forms.kind() == EntityKind::Place
}

/// Names of several words by their initials, with and without their small words.
fn by_initials(nodes: &[Node]) -> BTreeMap<String, Vec<usize>> {
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.words.len() > 1)
    {
        for skip_small in [false, true] {
            let small = |word: &str| {
                skip_small && matches!(word, "of" | "the" | "and" | "for" | "on" | "in")
            };
            let initials: String = node
                .words
                .iter()
                .filter(|word| !small(word))
                .filter_map(|word| word.chars().next())
                .collect();
            add(&mut out, initials, at);
        }
    }
    out
}

/// Names of several words by what is left if words at their head are: "Orsa Harbour Post" by
/// "Harbour Post" and "Post"; and by what stands before "of": "Academy of Lamps" by "Academy".
/// Places have no short forms: "North Korea" is never "Korea".
fn by_part(nodes: &[Node]) -> BTreeMap<Vec<String>, Vec<usize>> {
    let mut out: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| !is_place(node)) {
        // "Its ministry" is short for a longer name, and the longer name of nothing.
        let words = without_owner(&node.words);
        for start in 1..words.len() {
            add(&mut out, words.get(start..).unwrap_or(&[]).to_vec(), at);
        }
        let before = node
            .words
            .iter()
            .position(|word| word == "of")
            .filter(|before| *before > 0);
        if let Some(head) = before.and_then(|before| node.words.get(..before)) {
            add(&mut out, head.to_vec(), at);
        }
    }
    out
}

fn add<Part: Ord>(out: &mut BTreeMap<Part, Vec<usize>>, part: Part, at: usize) {
    let places = out.entry(part).or_default();
    if places.last() != Some(&at) {
        places.push(at);
    }
}
