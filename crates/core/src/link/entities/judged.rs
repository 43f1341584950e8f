//! What people judged of names: "the same", "not the same". It is ground, and wins over every
//! score.

use super::Node;
use crate::link::{Judgement, names};

/// Two names as they compare, and whether they are one person or body.
type Judged = (Vec<String>, Vec<String>, bool);

/// Puts clusters right: those that are judged apart first, then those that are judged one. Of two
/// judgements on the same names the later counts.
pub(super) fn apply(mut clusters: Vec<Vec<Node>>, judgements: &[Judgement]) -> Vec<Vec<Node>> {
    for (one, other, same) in settled(judgements) {
        if one == other {
            continue;
        }
        // A surname stands for the full name where nobody is called by it alone.
        let is_known = |name: &[String]| clusters.iter().flatten().any(|node| node.words == name);
        let known = [is_known(&one), is_known(&other)];
        let has = |node: &Node, name: &[String], known: bool| {
            node.words == name || !known && node.words.ends_with(name)
        };
        let (has_one, has_other) = (
            |node: &Node| has(node, &one, known[0]),
            |node: &Node| has(node, &other, known[1]),
        );
        if same {
            let (united, mut apart): (Vec<_>, Vec<_>) = clusters
                .into_iter()
                .partition(|cluster| cluster.iter().any(|node| has_one(node) || has_other(node)));
            apart.push(united.into_iter().flatten().collect());
            clusters = apart;
        } else {
            let split = |cluster: Vec<Node>| {
                if !(cluster.iter().any(has_one) && cluster.iter().any(has_other)) {
                    return [cluster, Vec::new()];
                }
                // A bare surname goes with the name that it is the end of.
                let goes = |node: &Node| {
                    has_other(node) || other.ends_with(&node.words) && !one.ends_with(&node.words)
                };
                let (there, here): (Vec<Node>, Vec<Node>) = cluster.into_iter().partition(goes);
                [here, there]
            };
            clusters = clusters.into_iter().flat_map(split).collect();
        }
        clusters.retain(|cluster| !cluster.is_empty());
    }
    clusters
}

/// Returns the judgements that count, those that part before those that join.
fn settled(judgements: &[Judgement]) -> Vec<Judged> {
    let judged = |judgement: &Judgement| match judgement {
        Judgement::Names { one, other, same } => {
            Some((names::bare(one), names::bare(other), *same))
        }
        Judgement::Tellings { .. } => None,
    };
    let judged: Vec<Judged> = judgements.iter().filter_map(judged).collect();
    let is_about =
        |x: &Judged, y: &Judged| (&x.0, &x.1) == (&y.0, &y.1) || (&x.0, &x.1) == (&y.1, &y.0);
    let is_last =
        |at: usize, one: &Judged| !judged.iter().skip(at + 1).any(|later| is_about(one, later));
    let mut settled: Vec<Judged> = judged
        .iter()
        .enumerate()
        .filter(|(at, one)| is_last(*at, one))
        .map(|(_, one)| one.clone())
        .collect();
    settled.sort_by_key(|(.., same)| *same);
    settled
}
