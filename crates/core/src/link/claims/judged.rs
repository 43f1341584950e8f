//! What people judged of tellings: that two tell the same, or do not.
//!
//! Two that tell the same bring all that is told with each into one claim. Two that do not end in different claims, and
//! whatever was told with both goes with the one that it is linked to more strongly.

use super::cluster::Sets;
use super::statements::Statement;
use crate::link::{Judgement, Passage, Pile};
use crate::span::fitting;

/// Nodes to connect, each with the statements that are the same word for word.
type Nodes<'s> = Vec<Vec<&'s Statement>>;

/// Two nodes and how much they tell the same.
pub(super) type Edge = (f32, u32, u32);

/// What judgements come to: which nodes must end in one claim, and which must not.
#[derive(Default, Debug)]
pub(super) struct Bonds {
    /// Nodes that tell the same.
    pub(super) together: Vec<(u32, u32)>,
    /// Nodes that do not.
    pub(super) apart: Vec<(u32, u32)>,
}

/// Applies judgements: gives each judged statement a node of its own where some are to be kept apart, and says which nodes belong together.
///
/// Of judgements that cannot all hold the later count. One on words that nobody tells any more binds nothing.
pub(super) fn bind<'s>(
    pile: &Pile,
    told: &[&'s Statement],
    judgements: &[Judgement],
    nodes: &mut Nodes<'s>,
    edges: &mut Vec<Edge>,
) -> Bonds {
    let judged = settled(pile, told, judgements);
    if judged.iter().any(|(.., same)| !same) {
        let mut named: Vec<&Statement> = judged.iter().flat_map(|(one, other, _)| [*one, *other]).collect();
        // Numbered by what the pile's order has no part in, since equal scores are settled by numbers.
        named.sort_by_key(|s| (pile.entry(s.report).map(|entry| entry.report.id()), s.span, s.attribution));
        named.iter().for_each(|statement| take_out(statement, nodes, edges));
    }
    let mut bonds = Bonds::default();
    for (one, other, same) in judged {
        let pair = node_of(nodes, one).zip(node_of(nodes, other));
        let list = if same { &mut bonds.together } else { &mut bonds.apart };
        list.extend(pair.filter(|(one, other)| one != other));
    }
    bonds
}

/// Returns the statements that judgements are about, without the judgements that a later one contradicts.
fn settled<'s>(pile: &Pile, told: &[&'s Statement], judgements: &[Judgement]) -> Vec<(&'s Statement, &'s Statement, bool)> {
    let mut judged = Vec::new();
    for judgement in judgements.iter().rev() {
        let Judgement::Tellings { one, other, same } = judgement else { continue };
        if let (Some(one), Some(other)) = (telling(pile, told, one), telling(pile, told, other)) {
            judged.push((one, other, *same));
        }
    }
    if judged.is_empty() {
        return Vec::new();
    }
    let mut whole = Sets::of(told.len());
    let mut apart: Vec<(usize, usize)> = Vec::new();
    let mut kept = Vec::new();
    for (one, other, same) in judged {
        let meets = |x: &(usize, usize), y: (usize, usize)| *x == y || *x == (y.1, y.0);
        let sets = (whole.set(one), whole.set(other));
        let parted = apart.iter().any(|(x, y)| meets(&(whole.set(*x), whole.set(*y)), sets));
        if one == other || (same && parted) || (!same && sets.0 == sets.1) {
            continue;
        }
        if same {
            whole.join(one, other);
        } else {
            apart.push((one, other));
        }
        kept.push((one, other, same));
    }
    let statement = |at: usize| told.get(at).copied();
    kept.into_iter().filter_map(|(one, other, same)| Some((statement(one)?, statement(other)?, same))).collect()
}

/// Returns the position of the statement that a passage fits best.
fn telling(pile: &Pile, told: &[&Statement], passage: &Passage) -> Option<usize> {
    let of_report = |s: &Statement| pile.entry(s.report).is_some_and(|entry| *entry.report.id() == passage.report);
    let own: Vec<(usize, &Statement)> = told.iter().copied().enumerate().filter(|(_, s)| of_report(s)).collect();
    let best = fitting(own.iter().map(|(_, s)| s.span), passage.span)?;
    own.get(best).map(|(at, _)| *at)
}

fn node_of(nodes: &Nodes<'_>, statement: &Statement) -> Option<u32> {
    let at = nodes.iter().position(|node| node.iter().any(|other| std::ptr::eq(*other, statement)))?;
    u32::try_from(at).ok()
}

/// Takes a statement out of the node that it shares with reprints. It stays linked to whatever the node is linked to, and to the node.
fn take_out<'s>(statement: &'s Statement, nodes: &mut Nodes<'s>, edges: &mut Vec<Edge>) {
    /// Tell the same as surely as two statements can.
    const WORD_FOR_WORD: f32 = 1.0;
    let Some(from) = node_of(nodes, statement) else { return };
    let Ok(own) = u32::try_from(nodes.len()) else { return };
    let Some(node) = nodes.get_mut(from as usize).filter(|node| node.len() > 1) else { return };
    node.retain(|other| !std::ptr::eq(*other, statement));
    nodes.push(vec![statement]);
    let moved = |at: u32| if at == from { own } else { at };
    let linked: Vec<Edge> =
        edges.iter().filter(|(_, a, b)| *a == from || *b == from).map(|(score, a, b)| (*score, moved(*a), moved(*b))).collect();
    edges.extend(linked);
    edges.push((WORD_FOR_WORD, from, own));
}
