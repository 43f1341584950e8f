//! What people judged of tellings: that two tell the same, or do not.
//!
//! Two that tell the same bring all that is told with each into one claim. Two that do not end in
//! different claims, and whatever was told with both goes with the one that it is linked to more
//! strongly. Other claims stay as they are.

use super::cluster::{self, Edge};
use super::statements::Statement;
use crate::link::linker::{self, Sets};
use crate::link::{Judgement, Passage, Pile};
use crate::span::fitting;

/// Nodes that were connected, each with the statements that are the same word for word.
type Nodes<'s> = Vec<Vec<&'s Statement>>;

/// Two nodes.
type Pair = (u32, u32);

/// Two statements, and whether they tell the same.
type Judged<'s> = (&'s Statement, &'s Statement, bool);

/// Puts groups of nodes right, and returns each as its statements. The edges come with the best
/// first.
///
/// Of judgements that cannot all hold the later count. One on words that nobody tells any more
/// changes nothing.
pub(super) fn apply<'s>(
    pile: &Pile,
    told: &[&'s Statement],
    judgements: &[Judgement],
    mut groups: Sets,
    mut nodes: Nodes<'s>,
    mut edges: Vec<Edge>,
) -> Vec<Vec<&'s Statement>> {
    let judged = settled(pile, told, judgements);
    if judged.iter().any(|(.., same)| !same) {
        let mut named: Vec<&Statement> = judged
            .iter()
            .flat_map(|(one, other, _)| [*one, *other])
            .collect();
        // Numbered by what the pile's order has no part in, since equal scores are settled by
        // numbers.
        named.sort_by_key(|s| {
            (
                pile.entry(s.report).map(|entry| entry.report.id()),
                s.span,
                s.attribution,
            )
        });
        named
            .iter()
            .for_each(|statement| take_out(statement, &mut nodes, &mut edges, &mut groups));
        cluster::best_first(&mut edges);
    }
    let (mut together, mut apart): (Vec<Pair>, Vec<Pair>) = Default::default();
    for (one, other, same) in judged {
        let list = if same { &mut together } else { &mut apart };
        list.extend(node_of(&nodes, one).zip(node_of(&nodes, other)));
    }
    together
        .iter()
        .for_each(|(a, b)| groups.join(*a as usize, *b as usize));
    let mut lists = Vec::new();
    for list in groups.into_lists() {
        if apart
            .iter()
            .any(|(a, b)| list.contains(a) && list.contains(b))
        {
            lists.extend(torn(&list, nodes.len(), &edges, &together, &apart));
        } else {
            lists.push(list);
        }
    }
    let statements = |list: Vec<u32>| {
        list.into_iter()
            .filter_map(|at| nodes.get(at as usize))
            .flatten()
            .copied()
            .collect()
    };
    lists.into_iter().map(statements).collect()
}

/// Joins the nodes of a group anew along its edges, the best first, so that none brings two
/// together that are apart.
fn torn(
    group: &[u32],
    nodes: usize,
    edges: &[Edge],
    together: &[Pair],
    apart: &[Pair],
) -> Vec<Vec<u32>> {
    let mut is_here = vec![false; nodes];
    group.iter().for_each(|at| {
        is_here
            .get_mut(*at as usize)
            .into_iter()
            .for_each(|here| *here = true);
    });
    let is_here = |at: u32| is_here.get(at as usize) == Some(&true);
    let mut parts = Sets::of(nodes);
    together
        .iter()
        .for_each(|(a, b)| parts.join(*a as usize, *b as usize));
    for (_, a, b) in edges.iter().filter(|(_, a, b)| is_here(*a) && is_here(*b)) {
        if !parts.would_meet((*a as usize, *b as usize), apart) {
            parts.join(*a as usize, *b as usize);
        }
    }
    parts
        .into_lists()
        .filter(|list| list.first().is_some_and(|at| is_here(*at)))
        .collect()
}

/// Returns the statements that judgements are about, without the judgements that a later one
/// contradicts.
fn settled<'s>(pile: &Pile, told: &[&'s Statement], judgements: &[Judgement]) -> Vec<Judged<'s>> {
    let found = |judgement: &Judgement| match judgement {
        Judgement::Tellings { one, other, same } => Some((
            telling(pile, told, one)?,
            telling(pile, told, other)?,
            *same,
        )),
        Judgement::Names { .. } => None,
    };
    let statement = |at: u32| told.get(at as usize).copied();
    linker::settled(judgements.iter().rev().filter_map(found))
        .into_iter()
        .filter_map(|(one, other, same)| Some((statement(one)?, statement(other)?, same)))
        .collect()
}

/// Returns the position of the statement that a passage fits best.
fn telling(pile: &Pile, told: &[&Statement], passage: &Passage) -> Option<u32> {
    let of_report = |s: &Statement| {
        pile.entry(s.report)
            .is_some_and(|entry| *entry.report.id() == passage.report)
    };
    let own: Vec<(u32, &Statement)> = (0u32..)
        .zip(told.iter().copied())
        .filter(|(_, s)| of_report(s))
        .collect();
    let best = fitting(own.iter().map(|(_, s)| s.span), passage.span)?;
    own.get(best).map(|(at, _)| *at)
}

fn node_of(nodes: &Nodes<'_>, statement: &Statement) -> Option<u32> {
    let at = nodes
        .iter()
        .position(|node| node.iter().any(|other| std::ptr::eq(*other, statement)))?;
    u32::try_from(at).ok()
}

/// Takes a statement out of the node that it shares with reprints. It stays linked to whatever the
/// node is linked to, and to the node.
fn take_out<'s>(
    statement: &'s Statement,
    nodes: &mut Nodes<'s>,
    edges: &mut Vec<Edge>,
    groups: &mut Sets,
) {
    /// Two statements can tell the same no more surely.
    const WORD_FOR_WORD: f32 = 1.0;
    let Some(from) = node_of(nodes, statement) else {
        return;
    };
    let Ok(own) = u32::try_from(nodes.len()) else {
        return;
    };
    let Some(node) = nodes.get_mut(from as usize).filter(|node| node.len() > 1) else {
        return;
    };
    node.retain(|other| !std::ptr::eq(*other, statement));
    nodes.push(vec![statement]);
    groups.add_to(from as usize);
    let moved = |at: u32| if at == from { own } else { at };
    let linked: Vec<Edge> = edges
        .iter()
        .filter(|(_, a, b)| *a == from || *b == from)
        .map(|(score, a, b)| (*score, moved(*a), moved(*b)))
        .collect();
    edges.extend(linked);
    edges.push((WORD_FOR_WORD, from, own));
}
