//! The connect step of claims: average linkage, so that a chain of half-alike statements is not one
//! claim.

use std::cell::OnceCell;

use super::alike::Compared;
use super::score;
use super::statements::Statement;
use crate::link::Pile;
use crate::link::linker::Sets;
use crate::link::words::Rarity;

/// Two groups join if their statements score at least this on average.
///
/// Lower than [`score::SAME`]: the best pair of two groups has reached that, and the shortest
/// tellings of a long claim share little.
const AVERAGE: f32 = 0.55;

/// The same where the reports of the pair that brings them together lead with one thing.
const AVERAGE_OF_ONE_LEAD: f32 = 0.44;

/// Members of a group that are compared: the first, which joined by the best scores.
const COMPARED: usize = 10;

/// Of the pairs that a group makes with a lead claim so many best ones count: that its tellings tell
/// the same is known already, in however unlike words.
const BEST_OF_LEAD: usize = 3;

/// Two nodes and how much they tell the same.
pub(super) type Edge = (f32, u32, u32);

/// Puts the best edges first. Nodes stand in the order of their items, so ties do not depend on the
/// order of the pile.
pub(super) fn best_first(edges: &mut [Edge]) {
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
}

/// Nodes to connect: each holds the statements that are the same word for word.
pub(super) struct Graph<'g, 's> {
    pile: &'g Pile<'g>,
    nodes: &'g [Vec<&'s Statement>],
    /// How rare an item is among them.
    rarity: &'g Rarity,
    /// The words of each node, made ready when they are first compared.
    words: Vec<OnceCell<Compared>>,
}

impl<'g, 's> Graph<'g, 's> {
    /// Takes the nodes of a pile, and how rare items are among them.
    pub(super) fn new(
        pile: &'g Pile<'g>,
        nodes: &'g [Vec<&'s Statement>],
        rarity: &'g Rarity,
    ) -> Self {
        Graph {
            pile,
            nodes,
            rarity,
            words: nodes.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Scores two nodes.
    pub(super) fn score(&self, a: u32, b: u32) -> f32 {
        let first = |at: u32| self.nodes.get(at as usize).and_then(|node| node.first());
        let (Some(one), Some(other)) = (first(a), first(b)) else {
            return 0.0;
        };
        let words = |at: u32, statement| {
            let cell = self.words.get(at as usize)?;
            Some(cell.get_or_init(|| Compared::of(self.text(statement))))
        };
        let likely = words(a, one)
            .zip(words(b, other))
            .map_or(0.0, |(a, b)| score::likely(a, b));
        score::statements(one, other, self.rarity, likely)
    }

    fn text(&self, statement: &Statement) -> &'g str {
        let entry = self.pile.entry(statement.report);
        entry.map_or("", |entry| statement.span.of(entry.report.text()))
    }

    /// Joins the nodes of each lead claim, then along edges, the best first; returns the groups. `share`
    /// says of each edge whether its reports lead with one thing.
    pub(super) fn connect(&self, lead: &[Vec<u32>], edges: &[Edge], share: &[bool]) -> Sets {
        let mut groups = Sets::of(self.nodes.len());
        let mut is_lead = vec![false; self.nodes.len()];
        lead.iter()
            .flatten()
            .for_each(|at| is_lead[*at as usize] = true);
        for claim in lead {
            for pair in claim.windows(2) {
                groups.join(pair[0] as usize, pair[1] as usize);
            }
        }
        for ((best, a, b), share) in edges.iter().copied().zip(share) {
            let (x, y) = (a as usize, b as usize);
            if groups.set(x) != groups.set(y)
                && self.average(
                    groups.with(x),
                    groups.with(y),
                    (a, b, best),
                    is_lead[x] || is_lead[y],
                ) >= if *share { AVERAGE_OF_ONE_LEAD } else { AVERAGE }
            {
                groups.join(x, y);
            }
        }
        groups
    }

    /// Returns the average score between two groups; `known` is a pair whose score holds more than
    /// its words.
    fn average(&self, x: &[u32], y: &[u32], known: (u32, u32, f32), is_lead: bool) -> f32 {
        let mut scores: Vec<f32> = Vec::new();
        for a in x.iter().take(COMPARED) {
            for b in y.iter().take(COMPARED) {
                let is_known = (*a, *b) == (known.0, known.1) || (*b, *a) == (known.0, known.1);
                scores.push(if is_known {
                    known.2
                } else {
                    self.score(*a, *b)
                });
            }
        }
        if is_lead {
            scores.sort_by(|a, b| b.total_cmp(a));
            scores.truncate(BEST_OF_LEAD);
        }
        scores.iter().sum::<f32>() / scores.len().max(1) as f32
    }
}
