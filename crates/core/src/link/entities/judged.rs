//! What people judged of names: "the same", "not the same". It is ground, and wins over every score.

use super::Node;
use crate::link::names;

/// A person's judgement on two names of a pile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// The one name, in any of its spellings.
    pub one: String,
    /// The other.
    pub other: String,
    /// Whether they are one person or body.
    pub same: bool,
}

/// Puts clusters right: those that are judged apart first, then those that are judged one. Of two judgements on the same names the later counts.
pub(super) fn apply(mut clusters: Vec<Vec<Node>>, judgements: &[Judgement]) -> Vec<Vec<Node>> {
    for judgement in settled(judgements) {
        let (one, other) = (names::bare(&judgement.one), names::bare(&judgement.other));
        if one == other {
            continue;
        }
        // A surname stands for the full name where nobody is called by it alone.
        let is_known = |name: &[String]| clusters.iter().flatten().any(|node| node.words == name);
        let known = [is_known(&one), is_known(&other)];
        let has = |node: &Node, name: &[String], known: bool| node.words == name || !known && node.words.ends_with(name);
        let (has_one, has_other) = (|node: &Node| has(node, &one, known[0]), |node: &Node| has(node, &other, known[1]));
        if judgement.same {
            let (united, mut apart): (Vec<_>, Vec<_>) =
                clusters.into_iter().partition(|cluster| cluster.iter().any(|node| has_one(node) || has_other(node)));
            apart.push(united.into_iter().flatten().collect());
            clusters = apart;
        } else {
            let split = |cluster: Vec<Node>| {
                if !(cluster.iter().any(has_one) && cluster.iter().any(has_other)) {
                    return [cluster, Vec::new()];
                }
                // A bare surname goes with the name that it is the end of.
                let goes = |node: &Node| has_other(node) || other.ends_with(&node.words) && !one.ends_with(&node.words);
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
fn settled(judgements: &[Judgement]) -> Vec<&Judgement> {
    let names = |judgement: &Judgement| {
        let mut names = [names::bare(&judgement.one), names::bare(&judgement.other)];
        names.sort();
        names
    };
    let is_last = |at: usize, judgement: &Judgement| !judgements.iter().skip(at + 1).any(|later| names(later) == names(judgement));
    let mut settled: Vec<&Judgement> =
        judgements.iter().enumerate().filter(|(at, judgement)| is_last(*at, judgement)).map(|(_, judgement)| judgement).collect();
    settled.sort_by_key(|judgement| judgement.same);
    settled
}
