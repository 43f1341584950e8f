//! What people judged of names: "the same", "not the same". It is ground, and wins over every
//! score.

use super::{Joined, Node};
use crate::link::{Judgement, linker, names};

/// The nodes that are one, and those of others.
type Clusters = Vec<Vec<Node>>;

/// Puts clusters right. Of judgements on names that cannot all hold the later count.
pub(super) fn apply(mut clusters: Clusters, judgements: &[Judgement]) -> Clusters {
    let judged = judgements
        .iter()
        .rev()
        .filter_map(|judgement| match judgement {
            Judgement::Names { one, other, same } => {
                Some((names::bare(one), names::bare(other), *same))
            }
            Judgement::Tellings { .. } => None,
        });
    let (together, apart): (Vec<_>, Vec<_>) = linker::settled(judged)
        .into_iter()
        .partition(|(.., same)| *same);
    for (one, other, _) in apart {
        clusters = parted(clusters, &one, &other);
    }
    for (one, other, _) in together {
        if let (Some(one), Some(other)) = (bearer(&clusters, &one), bearer(&clusters, &other))
            && one != other
        {
            let mut moved = clusters.swap_remove(one.max(other));
            for node in &mut moved {
                node.why = node.why.or(Some(Joined::Judged));
            }
            if let Some(kept) = clusters.get_mut(one.min(other)) {
                kept.extend(moved);
            }
        }
    }
    clusters
}

/// Returns the only cluster that bears a name; of one that nobody bears, the only one that it is the
/// end of. Where several do, nobody has said which is meant.
fn bearer(clusters: &Clusters, name: &[String]) -> Option<usize> {
    let only = |bears: &dyn Fn(&Node) -> bool| {
        let mut found = (0..)
            .zip(clusters)
            .filter(|(_, nodes)| nodes.iter().any(bears));
        let first = found.next().map(|(at, _)| at);
        (first, found.next().is_none())
    };
    if name.is_empty() {
        return None;
    }
    match only(&|node| node.words == name) {
        (Some(at), is_only) => is_only.then_some(at),
        (None, _) => match only(&|node| node.words.ends_with(name)) {
            (at, true) => at,
            _ => None,
        },
    }
}

/// Parts the cluster that bears both names. A bare surname goes with the name that it is the end
/// of.
fn parted(clusters: Clusters, one: &[String], other: &[String]) -> Clusters {
    let (Some(at), true) = (
        bearer(&clusters, one),
        bearer(&clusters, one) == bearer(&clusters, other),
    ) else {
        return clusters;
    };
    let is_known = clusters.iter().flatten().any(|node| node.words == other);
    let goes = |node: &Node| {
        node.words == other
            || !is_known && node.words.ends_with(other)
            || other.ends_with(&node.words) && !one.ends_with(&node.words)
    };
    let mut out: Clusters = Vec::with_capacity(clusters.len() + 1);
    for (place, cluster) in clusters.into_iter().enumerate() {
        if place == at {
            let (there, here): (Vec<Node>, Vec<Node>) = cluster.into_iter().partition(goes);
            out.extend([here, there].into_iter().filter(|nodes| !nodes.is_empty()));
        } else {
            out.push(cluster);
        }
    }
    out
}
