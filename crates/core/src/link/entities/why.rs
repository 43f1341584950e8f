//! Why entities of single reports are taken for one.

use serde::{Deserialize, Serialize};

use super::Node;
use crate::language::EntityId;
use crate::link::{ReportIndex, names};

/// Why a report's entity is the one that it was joined to, where it does not bear the name itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Joined {
    /// The name in another spelling, or in a usual short form of it.
    Spelling,
    /// The name with initials.
    Initials,
    /// A part of the name, and nobody else of the story is called so.
    Part,
    /// The first letters of the name, or what it stands for.
    Letters,
    /// A report that bears the name calls it so too.
    Called,
    /// An office that nobody else of the story holds.
    Role,
    /// It stands in a passage that one report took from the other.
    Copied,
    /// The one whom the outlet quotes that it is said to have told.
    Told,
    /// A description that points to the only other one of its words.
    Alike,
    /// People judged it.
    Judged,
}

/// One entity of a report and why it was taken in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Join {
    /// The report and its entity.
    pub mention: (ReportIndex, EntityId),
    /// Why it is this one.
    pub why: Joined,
}

/// Says of each node but the one that bears the name of all why it is among these.
pub(super) fn of(nodes: &[Node], name: &str) -> Vec<Join> {
    let (bare, whole) = (names::bare(name), names::words(name));
    let rank = |node: &&Node| {
        let bears = node.words == bare || node.words == whole;
        (
            node.why.is_none(),
            bears,
            node.words.len(),
            node.mentions.len(),
        )
    };
    let Some(founder) = nodes.iter().max_by_key(rank) else {
        return Vec::new();
    };
    let others = nodes
        .iter()
        .filter(|node| node.words != founder.words || node.why.is_some());
    others
        .flat_map(|node| {
            let why = node.why.unwrap_or_else(|| between(founder, node));
            node.mentions.iter().map(move |mention| Join {
                mention: *mention,
                why,
            })
        })
        .collect()
}

/// Says how a name is the other's.
fn between(founder: &Node, node: &Node) -> Joined {
    let (long, short) = (&founder.words, &node.words);
    let is_like = |word: &String| {
        long.iter()
            .any(|other| other == word || names::may_be_one(other, word))
    };
    let first_letters = |word: &String| {
        let letters: Vec<char> = long.iter().filter_map(|word| word.chars().next()).collect();
        word.len() > 1 && word.chars().all(|c| letters.contains(&c))
    };
    if short.len() < long.len() && short.iter().all(is_like) {
        Joined::Part
    } else if matches!(short.as_slice(), [word] if first_letters(word)) {
        Joined::Letters
    } else if short.iter().any(|word| word.len() == 1) {
        Joined::Initials
    } else if is_like_name(long, short) {
        Joined::Spelling
    } else {
        Joined::Called
    }
}

/// Says whether two names have a word in common, in some spelling.
fn is_like_name(a: &[String], b: &[String]) -> bool {
    let like = |one: &String, other: &String| {
        names::may_be_one(one, other) || names::nicknames(one, other)
    };
    a.iter().any(|one| b.iter().any(|other| like(one, other)))
}
