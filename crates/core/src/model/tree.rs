//! Scores of heads to the best tree: Chu and Liu's and Edmonds' algorithm, with one root.

/// Roots that are tried where the best heads have none or several; the true one is nearly always
/// among the best three.
const ROOTS: usize = 3;

/// Scores that no head can have.
const NEVER: f32 = -1e9;

/// Returns the head of each word in the best tree; `None` is the root.
///
/// `scores` has a row per word and a column per head, the root first, then the words; it is scratch
/// afterwards.
pub(super) fn heads(scores: &mut [f32], words: usize) -> Vec<Option<u32>> {
    let columns = words + 1;
    for (word, row) in scores.chunks_exact_mut(columns).enumerate() {
        row[word + 1] = NEVER;
    }
    let greedy: Vec<usize> = scores.chunks_exact(columns).map(largest).collect();
    let found = if greedy.iter().filter(|h| **h == 0).count() == 1 && circle(&greedy).is_none() {
        greedy
    } else {
        spanning(scores, words)
    };
    found
        .into_iter()
        .map(|head| {
            head.checked_sub(1)
                .and_then(|head| u32::try_from(head).ok())
        })
        .collect()
}

/// The best tree over the few likeliest roots.
fn spanning(scores: &[f32], words: usize) -> Vec<usize> {
    let columns = words + 1;
    let gain = |word: usize| {
        let row = &scores[word * columns..(word + 1) * columns];
        row[0] - row[1..].iter().copied().fold(NEVER, f32::max)
    };
    let mut roots: Vec<usize> = (0..words).collect();
    roots.sort_by(|a, b| gain(*b).total_cmp(&gain(*a)));
    let mut best: Option<(f32, Vec<usize>)> = None;
    for root in roots.into_iter().take(ROOTS) {
        // Node 0 is the root of the tree, and only the chosen word may hang on it.
        let mut graph = Graph {
            scores: vec![NEVER; columns * columns],
            nodes: columns,
        };
        for word in 0..words {
            for head in 1..columns {
                if word != root {
                    graph.scores[(word + 1) * columns + head] = scores[word * columns + head];
                }
            }
        }
        graph.scores[(root + 1) * columns] = scores[root * columns];
        let heads: Vec<usize> = graph.tree().into_iter().skip(1).collect();
        let sum: f32 = heads
            .iter()
            .enumerate()
            .map(|(word, head)| scores[word * columns + head])
            .sum();
        if best.as_ref().is_none_or(|(most, _)| sum > *most) {
            best = Some((sum, heads));
        }
    }
    best.map_or_else(|| vec![0; words], |(_, heads)| heads)
}

fn largest(row: &[f32]) -> usize {
    row.iter()
        .enumerate()
        .fold((0, f32::NEG_INFINITY), |best, (at, score)| {
            if *score > best.1 { (at, *score) } else { best }
        })
        .0
}

/// Returns the words of a circle, by node number (words count from 1), if the heads run in one.
fn circle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen; else the round in which it was.
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == start {
            let mut ring = vec![at];
            let mut next = heads[at - 1];
            while next != at {
                ring.push(next);
                next = heads[next - 1];
            }
            return Some(ring);
        }
    }
    None
}

/// A directed graph: `scores[dependent * nodes + head]`, node 0 the root.
struct Graph {
    scores: Vec<f32>,
    nodes: usize,
}

impl Graph {
    /// Returns the head of every node in the best tree; the root's own is 0.
    fn tree(&self) -> Vec<usize> {
        let n = self.nodes;
        let score = |dependent: usize, head: usize| self.scores[dependent * n + head];
        let mut heads: Vec<usize> = (0..n)
            .map(|dependent| {
                let candidates = (0..n).filter(|head| dependent != 0 && *head != dependent);
                candidates
                    .fold((0, f32::NEG_INFINITY), |best, head| {
                        if score(dependent, head) > best.1 {
                            (head, score(dependent, head))
                        } else {
                            best
                        }
                    })
                    .0
            })
            .collect();
        let Some(ring) = circle(&heads[1..]) else {
            return heads;
        };
        // The circle becomes one node, the last; what enters it breaks it at one place.
        let mut inside = vec![false; n];
        for node in &ring {
            inside[*node] = true;
        }
        let outer: Vec<usize> = (0..n).filter(|node| !inside[*node]).collect();
        let whole = outer.len();
        let mut smaller = Graph {
            scores: vec![NEVER; (whole + 1) * (whole + 1)],
            nodes: whole + 1,
        };
        let around: f32 = ring.iter().map(|node| score(*node, heads[*node])).sum();
        let (mut leaves, mut enters) = (vec![0; whole], vec![0; whole]);
        for (new, node) in outer.iter().enumerate() {
            for (other, head) in outer.iter().enumerate() {
                if node != head {
                    smaller.scores[new * (whole + 1) + other] = score(*node, *head);
                }
            }
            let from = ring
                .iter()
                .copied()
                .fold((ring[0], f32::NEG_INFINITY), |best, r| {
                    if score(*node, r) > best.1 {
                        (r, score(*node, r))
                    } else {
                        best
                    }
                });
            smaller.scores[new * (whole + 1) + whole] = from.1;
            leaves[new] = from.0;
            let gain = |r: usize| score(r, *node) - score(r, heads[r]);
            let into = ring
                .iter()
                .copied()
                .fold((ring[0], f32::NEG_INFINITY), |best, r| {
                    if gain(r) > best.1 { (r, gain(r)) } else { best }
                });
            smaller.scores[whole * (whole + 1) + new] = into.1 + around;
            enters[new] = into.0;
        }
        let found = smaller.tree();
        for (new, node) in outer.iter().enumerate().skip(1) {
            heads[*node] = if found[new] == whole {
                leaves[new]
            } else {
                outer[found[new]]
            };
        }
        let entry = found[whole];
        heads[enters[entry]] = outer[entry];
        heads
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best tree with one root, by trying every row of heads.
    fn tried(scores: &[f32], words: usize) -> f32 {
        let columns = words + 1;
        let mut best = f32::NEG_INFINITY;
        for mut number in 0..columns.pow(u32::try_from(words).unwrap()) {
            let heads: Vec<usize> = (0..words)
                .map(|_| {
                    let head = number % columns;
                    number /= columns;
                    head
                })
                .collect();
            let itself = heads
                .iter()
                .enumerate()
                .any(|(word, head)| *head == word + 1);
            if !itself && heads.iter().filter(|h| **h == 0).count() == 1 && circle(&heads).is_none()
            {
                best = best.max(
                    heads
                        .iter()
                        .enumerate()
                        .map(|(word, head)| scores[word * columns + head])
                        .sum(),
                );
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_one(words in 1usize..5, scores in proptest::collection::vec(-4f32..4.0, 20)) {
            let columns = words + 1;
            // Three roots are tried of at most four words; the fourth is made hopeless.
            let mut scores = scores[..words * columns].to_vec();
            if words == 4 {
                scores[3 * columns] = -100.0;
            }
            let found = heads(&mut scores.clone(), words);
            let sum: f32 = found.iter().enumerate().map(|(word, head)| scores[word * columns + head.map_or(0, |h| h as usize + 1)]).sum();
            prop_assert!((sum - tried(&scores, words)).abs() < 1e-4);
        }
    }
}
