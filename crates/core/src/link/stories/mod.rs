//! Stories: reports of one affair, near in rare words, names and time.
//!
//! A story is the frame in which everything else is joined: who is meant by a surname, which
//! tellings are one claim, what was copied from what. A report may stand alone. Two reports are
//! compared by themselves ([`Print`]), whatever else a pile holds; which of the reports that such
//! pairs hold together are one story is decided in [`connect`], over one component.

mod print;

use super::blocking::{Index, Key, pairs};
use super::linker::Sets;
pub use print::Print;

/// A key that more reports than this have pairs nobody.
pub const WIDEST_KEY: usize = 128;

/// Two reports are compared if they share at least so many keys.
pub const SHARED_KEYS: usize = 3;

/// From this nearness on a pair holds its reports in one component, whatever else is near them.
const HOLDS: f32 = 0.2;

/// Two reports that nothing holds are of one component if each is the other's nearest and they are at
/// least so near: a report and its rewriting may share few words.
const LEAST: f32 = 0.1;

/// Two groups of a component are one story if their reports are so near on average. On rumours,
/// independent reports and invented affairs of several weeks the best between .12 and .16.
const AVERAGE: f32 = 0.14;

/// Reports of a component whose nearness is compared each with each; a larger one comes apart where
/// it is weakest first.
const MOST: usize = 3000;

/// How much nearer pairs have to be with each step by which a component is too large.
const STEP: f32 = 0.05;

/// Returns how near two reports are that share enough keys, if that may hold them together.
pub fn near(a: &Print, b: &Print) -> Option<f32> {
    Some(a.near(b)).filter(|near| *near >= LEAST)
}

/// Returns which of its neighbours a report is held together with, given all that are near it in the
/// order of their ids; `is_mutual` says of one that is nearest whether nothing holds it either, and
/// this report is its nearest.
pub fn held<Id: Copy>(neighbours: &[(Id, f32)], is_mutual: impl Fn(Id) -> bool) -> Vec<Id> {
    match nearest(neighbours) {
        Nearest::Held => {
            let strong = neighbours.iter().filter(|(_, near)| *near >= HOLDS);
            strong.map(|(other, _)| *other).collect()
        }
        Nearest::Lonely(other) if is_mutual(other) => vec![other],
        Nearest::Lonely(_) | Nearest::Alone => Vec::new(),
    }
}

/// What is nearest to a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nearest<Id> {
    /// Something that holds it.
    Held,
    /// This one, and nothing holds it.
    Lonely(Id),
    /// Nothing.
    Alone,
}

/// Returns what is nearest to a report, given all that are near it in the order of their ids.
pub fn nearest<Id: Copy>(neighbours: &[(Id, f32)]) -> Nearest<Id> {
    // Of equally near ones the first.
    let best = neighbours.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    match best {
        Some((_, near)) if *near >= HOLDS => Nearest::Held,
        Some((other, _)) => Nearest::Lonely(*other),
        None => Nearest::Alone,
    }
}

/// Returns the components of a pile, each as the places of its reports, ascending: reports that
/// pairs hold together, and those that are in `together`. Reports come in the order of their ids.
pub(super) fn components(prints: &[Print], together: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let keys: Vec<Vec<Key>> = prints.iter().map(Print::keys).collect();
    let mut index = Index::default();
    for (at, keys) in (0u32..).zip(&keys) {
        for key in keys {
            index.insert(*key, at);
        }
    }
    let mut neighbours: Vec<Vec<(u32, f32)>> = vec![Vec::new(); prints.len()];
    for (a, b, shared) in pairs(&keys, &index, WIDEST_KEY) {
        let near = near(&prints[a as usize], &prints[b as usize]);
        if let Some(near) = near.filter(|_| shared as usize >= SHARED_KEYS) {
            neighbours[a as usize].push((b, near));
            neighbours[b as usize].push((a, near));
        }
    }
    for neighbours in &mut neighbours {
        neighbours.sort_unstable_by_key(|(other, _)| *other);
    }
    let nearest: Vec<Nearest<u32>> = neighbours.iter().map(|all| nearest(all)).collect();
    let mut components = Sets::of(prints.len());
    for (at, all) in (0u32..).zip(&neighbours) {
        let is_mutual = |other: u32| nearest.get(other as usize) == Some(&Nearest::Lonely(at));
        for other in held(all, is_mutual) {
            components.join(at as usize, other as usize);
        }
    }
    for (a, b) in together {
        components.join(*a as usize, *b as usize);
    }
    let ascending = |mut list: Vec<u32>| {
        list.sort_unstable();
        list
    };
    components.into_lists().map(ascending).collect()
}

/// Groups the reports of one component into stories, by their places in it: average linkage, so
/// that a chain of pairs is not one story. Members of one component must come in an order in which
/// the pile has no part where pairs are as near as others; equal nearness is rare.
pub fn connect(prints: &[&Print], together: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut stories = Sets::of(prints.len());
    let all: Vec<usize> = (0..prints.len()).collect();
    if all.len() == 2 {
        // They hold each other and nobody else.
        stories.join(0, 1);
    }
    for part in parts(prints, all, HOLDS) {
        linkage_of(prints, part, &mut stories);
    }
    together.iter().for_each(|(a, b)| stories.join(*a, *b));
    stories
        .into_lists()
        .map(|mut list| {
            list.sort_unstable();
            list.into_iter().map(|at| at as usize).collect()
        })
        .collect()
}

/// Takes a component apart until every part can be compared each with each.
fn parts(prints: &[&Print], component: Vec<usize>, holds: f32) -> Vec<Vec<usize>> {
    if component.len() <= MOST || holds >= 1.0 {
        return vec![component];
    }
    let holds = holds + STEP;
    let mut sets = Sets::of(component.len());
    for (i, a) in component.iter().enumerate() {
        for (j, b) in component.iter().enumerate().skip(i + 1) {
            if sets.set(i) != sets.set(j) && prints[*a].near(prints[*b]) >= holds {
                sets.join(i, j);
            }
        }
    }
    let part = |list: Vec<u32>| list.into_iter().map(|at| component[at as usize]).collect();
    let lists: Vec<Vec<usize>> = sets.into_lists().map(part).collect();
    lists
        .into_iter()
        .flat_map(|part| parts(prints, part, holds))
        .collect()
}

/// Joins the reports of a part by average linkage.
fn linkage_of(prints: &[&Print], part: Vec<usize>, stories: &mut Sets) {
    for group in linkage(part, |a, b| prints[*a].near(prints[*b]), AVERAGE, 0.0) {
        for pair in group.windows(2) {
            stories.join(pair[0], pair[1]);
        }
    }
}

/// A cluster of the tree of average linkage.
#[derive(Clone, Copy)]
struct Cluster {
    /// One of its members.
    member: usize,
    /// How near the two are that it was made of; `None` of a thing by itself.
    near: Option<f32>,
    /// Whether its members are one group.
    is_one: bool,
}

/// Groups things by average linkage: two groups are one if their members are so near on average, and
/// at least the share `of_own` as near as the members of either are to each other.
pub(super) fn linkage<Thing: Copy>(
    all: Vec<Thing>,
    near: impl Fn(&Thing, &Thing) -> f32,
    least: f32,
    of_own: f32,
) -> Vec<Vec<Thing>> {
    let mut groups = Sets::of(all.len());
    if all.len() > 1 {
        let mut far: Vec<f32> = Vec::with_capacity(all.len() * (all.len() - 1) / 2);
        for (place, a) in all.iter().enumerate() {
            far.extend(all.iter().skip(place + 1).map(|b| 1.0 - near(a, b)));
        }
        let tree = kodama::linkage(&mut far, all.len(), kodama::Method::Average);
        // The clusters in the order in which the tree counts them, each by one of its members.
        let single = |member| Cluster {
            member,
            near: None,
            is_one: true,
        };
        let mut clusters: Vec<Cluster> = (0..all.len()).map(single).collect();
        for step in tree.steps() {
            let (a, b) = (clusters[step.cluster1], clusters[step.cluster2]);
            let near = 1.0 - step.dissimilarity;
            let own = a.near.zip(b.near).map(|(a, b)| a.min(b));
            let is_one =
                a.is_one && b.is_one && near >= least && own.is_none_or(|own| near >= of_own * own);
            if is_one {
                groups.join(a.member, b.member);
            }
            clusters.push(Cluster {
                member: a.member,
                near: Some(near),
                is_one,
            });
        }
    }
    groups
        .into_lists()
        .map(|mut list| {
            list.sort_unstable();
            list.into_iter().map(|at| all[at as usize]).collect()
        })
        .collect()
}
