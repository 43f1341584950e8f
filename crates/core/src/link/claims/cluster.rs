//! The connect step of claims: average linkage, so that a chain of half-alike statements is not one claim.

use super::score;
use super::statements::Statement;
use crate::link::words::Rarity;

/// Two groups join if their statements score at least this on average.
///
/// Lower than [`score::SAME`]: the best pair of two groups has reached that, and the shortest tellings of a long claim share little.
const AVERAGE: f32 = 0.45;

/// Members of a group that are compared: the first, which joined by the best scores.
const COMPARED: usize = 10;

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
        first(a).zip(first(b)).map_or(0.0, |(a, b)| score::statements(a, b, self.rarity))
    }

    /// Joins nodes along edges, the best first; returns the groups.
    pub(super) fn connect(&self, mut edges: Vec<(f32, u32, u32)>) -> Vec<Vec<&'s Statement>> {
        // Nodes stand in the order of their items, so ties do not depend on the order of the pile.
        edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut group_of: Vec<usize> = (0..self.nodes.len()).collect();
        let mut groups: Vec<Vec<u32>> = (0u32..).take(self.nodes.len()).map(|at| vec![at]).collect();
        for (best, a, b) in edges {
            let (Some(&x), Some(&y)) = (group_of.get(a as usize), group_of.get(b as usize)) else { continue };
            if x == y || self.average(&groups[x], &groups[y], (a, b, best)) < AVERAGE {
                continue;
            }
            let (keep, give) = if groups[x].len() >= groups[y].len() { (x, y) } else { (y, x) };
            let moved = std::mem::take(&mut groups[give]);
            for at in &moved {
                group_of[*at as usize] = keep;
            }
            groups[keep].extend(moved);
        }
        let statements = |group: Vec<u32>| group.into_iter().filter_map(|at| self.nodes.get(at as usize)).flatten().copied().collect();
        groups.into_iter().filter(|group| !group.is_empty()).map(statements).collect()
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
