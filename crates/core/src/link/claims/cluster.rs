//! The connect step of claims: average linkage, so that a chain of half-alike statements is not one claim.

use super::judged::{Bonds, Edge};
use super::score;
use super::statements::Statement;
use crate::link::words::Rarity;

/// Two groups join if their statements score at least this on average.
///
/// Lower than [`score::SAME`]: the best pair of two groups has reached that, and the shortest tellings of a long claim share little.
const AVERAGE: f32 = 0.45;

/// Members of a group that are compared: the first, which joined by the best scores.
const COMPARED: usize = 10;

/// Disjoint sets of what is counted from 0.
pub(super) struct Sets {
    set_of: Vec<usize>,
    members: Vec<Vec<u32>>,
}

impl Sets {
    /// Makes a set of each.
    pub(super) fn of(count: usize) -> Self {
        Sets { set_of: (0..count).collect(), members: (0u32..).take(count).map(|at| vec![at]).collect() }
    }

    /// Returns which set one is in.
    pub(super) fn set(&self, at: usize) -> usize {
        self.set_of.get(at).copied().unwrap_or(at)
    }

    /// Returns everybody in the set of one, those first that began it.
    fn with(&self, at: usize) -> &[u32] {
        self.members.get(self.set(at)).map_or(&[], Vec::as_slice)
    }

    /// Makes one set of two, the smaller behind the larger.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (x, y) = (self.set(a), self.set(b));
        if x == y {
            return;
        }
        let (keep, give) = if self.with(a).len() >= self.with(b).len() { (x, y) } else { (y, x) };
        let moved = self.members.get_mut(give).map(std::mem::take).unwrap_or_default();
        for at in &moved {
            if let Some(set) = self.set_of.get_mut(*at as usize) {
                *set = keep;
            }
        }
        if let Some(members) = self.members.get_mut(keep) {
            members.extend(moved);
        }
    }
}

/// Nodes to connect: each holds the statements that are the same word for word.
pub(super) struct Graph<'g, 's> {
    /// The nodes.
    pub(super) nodes: &'g [Vec<&'s Statement>],
    /// How rare an item is among them.
    pub(super) rarity: &'g Rarity,
}

impl<'s> Graph<'_, 's> {
    /// Scores two nodes.
    pub(super) fn score(&self, a: u32, b: u32) -> f32 {
        let first = |at: u32| self.nodes.get(at as usize).and_then(|node| node.first());
        let score = |(a, b): (&&Statement, &&Statement)| if a.items == b.items { 1.0 } else { score::statements(a, b, self.rarity) };
        first(a).zip(first(b)).map_or(0.0, score)
    }

    /// Joins nodes along edges, the best first, as far as the bonds allow; returns the groups.
    pub(super) fn connect(&self, mut edges: Vec<Edge>, bonds: &Bonds) -> Vec<Vec<&'s Statement>> {
        // Nodes stand in the order of their items, so ties do not depend on the order of the pile.
        edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut groups = Sets::of(self.nodes.len());
        // A group and all that people brought together with it. Who belongs to a group is judged by the group's own words all the same:
        // two claims that somebody made one may share few.
        let mut whole = Sets::of(self.nodes.len());
        bonds.together.iter().for_each(|(a, b)| whole.join(*a as usize, *b as usize));
        for (best, a, b) in edges {
            let (x, y) = (a as usize, b as usize);
            let is_parted = || {
                let would = (whole.set(x), whole.set(y));
                let parts = |(one, other): &(u32, u32)| (whole.set(*one as usize), whole.set(*other as usize));
                bonds.apart.iter().map(parts).any(|(one, other)| (one, other) == would || (other, one) == would)
            };
            if groups.set(x) == groups.set(y) || is_parted() || self.average(groups.with(x), groups.with(y), (a, b, best)) < AVERAGE {
                continue;
            }
            groups.join(x, y);
            whole.join(x, y);
        }
        let statements = |group: Vec<u32>| group.into_iter().filter_map(|at| self.nodes.get(at as usize)).flatten().copied().collect();
        whole.members.into_iter().filter(|group| !group.is_empty()).map(statements).collect()
    }

    /// Returns the average score between two groups; `known` is a pair whose score holds more than its words.
    fn average(&self, x: &[u32], y: &[u32], known: (u32, u32, f32)) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for a in x.iter().take(COMPARED) {
            for b in y.iter().take(COMPARED) {
                let is_known = (*a, *b) == (known.0, known.1) || (*b, *a) == (known.0, known.1);
                sum += if is_known { known.2 } else { self.score(*a, *b) };
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }
}
