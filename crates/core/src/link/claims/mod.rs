//! Claims: contents and sentences that tell the same.
//!
//! Owns the four steps, the order of claims and their summary. What a report tells is
//! [`statements`]', how alike two are [`score`]'s, what people judged of them [`judged`]'s, who
//! answered what [`responses`]' and [`answers`]'; who stands behind a telling is `chains`'. How surely
//! two sentences tell the same in news at large [`alike`] judges, by learned weights.

mod alike;
mod answers;
mod cluster;
mod judged;
mod lead;
mod point;
mod responses;
mod score;
mod statements;
mod weights;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::blocking::{Index, Key, pairs};
use super::words::Rarity;
use super::{Claim, Judgement, Pile, ReportIndex, Telling};
use super::{chains, history, voices};
use crate::attribution::Stance;
use crate::report::BlockKind;
use alike::Compared;
pub use alike::NAMES as SAME_SIGNS;
use cluster::Graph;
use lead::Leads;
pub(in crate::link) use responses::is_negative;
pub use score::{same, same_signs};
use statements::{FEWEST, Item, Statement};

/// An item in more statements than this pairs nobody.
const WIDEST: usize = 48;

/// The rarest items of a statement, by which it is looked up.
const KEYS: usize = 10;

/// Added to the score of two statements that stand in passages of which one was rewritten from the
/// other.
const ALIGNED: f32 = 0.2;

/// Taken from the score of two sentences that nobody attributes: outlets tell in their own words much
/// that is background to both.
const OWN_VOICE: f32 = 0.05;

/// Finds the claims of a pile; what people judged of tellings wins.
pub(super) fn find(pile: &Pile, judgements: &[Judgement]) -> Vec<Claim> {
    let all: Vec<Statement> = pile
        .reports()
        .flat_map(|report| statements::of(pile, report))
        .collect();
    let told: Vec<&Statement> = all
        .iter()
        .filter(|s| s.may_lead() && !responses::is_response_only(s))
        .collect();
    let lead = lead::find(pile, &told);
    let groups = connect(pile, &told, judgements, &lead);
    let mut claims: Vec<Claim> = groups
        .into_iter()
        .filter_map(|group| claim(pile, group, &lead))
        .collect();
    claims.sort_by_cached_key(|claim| {
        let first = claim.tellings.first();
        let appeared = first.map(|t| pile.appeared(t.report));
        (Reverse(claim.told()), appeared, first.map(|t| t.span))
    });
    answers::attach(pile, &all, &mut claims);
    let corrections = history::corrections(pile);
    for claim in &mut claims {
        claim.history = history::of(pile, claim, &corrections);
    }
    claims
}

/// Blocks, pairs, scores and connects statements; each returned list is one claim.
fn connect<'s>(
    pile: &Pile,
    told: &[&'s Statement],
    judgements: &[Judgement],
    lead: &Leads,
) -> Vec<Group<'s>> {
    // Reprints tell the same in the same words: they are one node, or a thousand of them would make
    // half a million pairs.
    let mut nodes: BTreeMap<&[Item], Vec<usize>> = BTreeMap::new();
    for (at, statement) in told.iter().enumerate() {
        nodes.entry(&statement.items).or_default().push(at);
    }
    let mut node_of = vec![0u32; told.len()];
    for (node, (_, places)) in (0u32..).zip(&nodes) {
        places.iter().for_each(|at| node_of[*at] = node);
    }
    let nodes: Vec<Vec<&Statement>> = nodes
        .into_values()
        .map(|places| places.into_iter().map(|at| told[at]).collect())
        .collect();
    let stems: Vec<Vec<u64>> = nodes
        .iter()
        .map(|node| {
            node.first().map_or_else(Vec::new, |s| {
                s.items.iter().map(|(item, _)| *item).collect()
            })
        })
        .collect();
    let rarity = Rarity::of(stems.iter().map(Vec::as_slice));
    let keys: Vec<Vec<Key>> = nodes
        .iter()
        .map(|node| node.first().map_or_else(Vec::new, |s| keys(s, &rarity)))
        .collect();
    let mut index = Index::default();
    for (node, keys) in (0u32..).zip(&keys) {
        for key in keys {
            index.insert(*key, node);
        }
    }
    let graph = Graph::new(pile, &nodes, &rarity);
    let is_attributed = |at: u32| {
        nodes
            .get(at as usize)
            .is_some_and(|node| node.iter().any(|s| s.attribution.is_some()))
    };
    let first = |at: u32| nodes.get(at as usize).and_then(|node| node.first());
    let says = |at: u32| first(at).is_some_and(|s| s.says_something());
    let mut edges = Vec::new();
    for (a, b, shared) in pairs(&keys, &index, WIDEST) {
        if shared >= 2 && says(a) && says(b) {
            let is_own = !is_attributed(a) && !is_attributed(b);
            let less = if is_own { OWN_VOICE } else { 0.0 };
            edges.push((graph.score(a, b) - less, a, b));
        }
    }
    for (a, b) in aligned(pile, &nodes) {
        edges.push((graph.score(a, b) + ALIGNED, a, b));
    }
    let report_of = |at: u32| first(at).map(|s| s.report);
    let share_lead = |a: u32, b: u32| {
        report_of(a)
            .zip(report_of(b))
            .is_some_and(|(a, b)| lead.share(a, b))
    };
    let least = |a, b| {
        if share_lead(a, b) {
            score::SAME_OF_ONE_LEAD
        } else {
            score::SAME
        }
    };
    edges.retain(|(score, a, b)| *score >= least(*a, *b));
    cluster::best_first(&mut edges);
    let share: Vec<bool> = edges.iter().map(|(_, a, b)| share_lead(*a, *b)).collect();
    let nodes_of = |claim: &Vec<u32>| claim.iter().map(|at| node_of[*at as usize]).collect();
    let lead_claims: Vec<Vec<u32>> = lead.claims.iter().map(nodes_of).collect();
    let groups = graph.connect(&lead_claims, &edges, &share);
    let groups = judged::apply(pile, told, judgements, groups, nodes, edges);
    let is_claim = |group: &Vec<&Statement>| {
        is_told(group) && group.iter().any(|statement| statement.says_something())
    };
    let group = |statements: Vec<&'s Statement>| Group {
        agreement: agreement(pile, &statements, &rarity),
        statements,
    };
    groups.into_iter().filter(is_claim).map(group).collect()
}

/// Statements that tell the same.
struct Group<'s> {
    statements: Vec<&'s Statement>,
    /// See [`Claim::agreement`].
    agreement: u16,
}

/// Returns how near statements are to the nearest of another report on average, in thousandths; 0 if
/// all are of one.
fn agreement(pile: &Pile, group: &[&Statement], rarity: &Rarity) -> u16 {
    /// What more hold tells no more of how they agree.
    const COMPARED: usize = 32;
    let first = group.first().map(|s| s.report);
    if group.iter().all(|s| Some(s.report) == first) {
        return 0;
    }
    let words = |s: &Statement| {
        let entry = pile.entry(s.report);
        Compared::of(entry.map_or("", |entry| s.span.of(entry.report.text())))
    };
    let all = group.iter().take(COMPARED);
    let all: Vec<(&Statement, Compared)> = all.map(|s| (*s, words(s))).collect();
    let mut nearest = vec![0.0_f32; all.len()];
    for (at, (one, own)) in all.iter().enumerate() {
        for (before, (other, words)) in all.iter().enumerate().take(at) {
            if other.report != one.report {
                let score = score::statements(one, other, rarity, score::likely(own, words));
                for place in [at, before] {
                    if let Some(nearest) = nearest.get_mut(place) {
                        *nearest = nearest.max(score);
                    }
                }
            }
        }
    }
    let sum: f32 = nearest.iter().sum();
    (1000.0 * sum / all.len().max(1) as f32) as u16
}

/// Says whether statements make a claim: somebody says it, or more than one report tells it.
fn is_told(group: &[&Statement]) -> bool {
    let is_said = group.iter().any(|s| s.attribution.is_some());
    let first = group.first().map(|s| s.report);
    is_said || group.iter().any(|s| Some(s.report) != first)
}

fn keys(statement: &Statement, rarity: &Rarity) -> Vec<Key> {
    let mut items: Vec<Item> = statement
        .items
        .iter()
        .copied()
        .filter(|(item, _)| rarity.count(*item) > 1)
        .collect();
    items.sort_by_key(|(item, class)| (rarity.count(*item), Reverse(*class), *item));
    items
        .iter()
        .take(KEYS)
        .map(|(item, _)| Key::of("claim", &[*item]))
        .collect()
}

/// Pairs the statements that stand in passages copied from each other.
fn aligned(pile: &Pile, nodes: &[Vec<&Statement>]) -> Vec<(u32, u32)> {
    let mut by_report: BTreeMap<ReportIndex, Vec<(crate::span::Span, u32)>> = BTreeMap::new();
    for (at, node) in (0u32..).zip(nodes) {
        for statement in node {
            by_report
                .entry(statement.report)
                .or_default()
                .push((statement.span, at));
        }
    }
    let inside = |report: ReportIndex, passage: crate::span::Span| {
        by_report
            .get(&report)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter(move |(span, _)| passage.contains(*span))
            .map(|(_, at)| *at)
    };
    let mut out = Vec::new();
    for copy in pile
        .copies
        .iter()
        .filter(|copy| copy.kind == super::CopyKind::Rewritten)
    {
        for (from, to) in &copy.passages {
            for a in inside(copy.from, *from) {
                out.extend(
                    inside(copy.to, *to)
                        .filter(|b| *b != a)
                        .map(|b| (a.min(b), a.max(b))),
                );
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Makes a claim of the statements that tell it.
fn claim(pile: &Pile, group: Group<'_>, lead: &Leads) -> Option<Claim> {
    let mut kept = once(pile, innermost(pile, group.statements));
    kept.sort_by_key(|s| (pile.appeared(s.report), s.span, s.attribution));
    let clearest = clearest(pile, &kept, lead)?;
    let near = point::nearness(&kept);
    let tellings = kept
        .iter()
        .zip(near)
        .map(|(s, near)| Telling {
            report: s.report,
            attribution: s.attribution,
            span: s.span,
            stance: s.stance,
            chain: Vec::new(),
            is_beside: near < point::AT_POINT,
        })
        .collect();
    let mut claim = Claim {
        clearest,
        tellings,
        agreement: group.agreement,
        origins: Vec::new(),
        independent_origins: (0, 0),
        responses: Vec::new(),
        history: Vec::new(),
    };
    chains::walk(pile, &mut claim);
    claim.responses = responses::of_tellings(pile, &claim, &kept);
    Some(claim)
}

/// Drops a telling if another of the same report stands inside it: "the paper said she said it"
/// holds "she said it".
fn innermost<'s>(pile: &Pile, group: Vec<&'s Statement>) -> Vec<&'s Statement> {
    let mut outer = std::collections::BTreeSet::new();
    for statement in &group {
        if let (Some(entry), Some(id)) = (pile.entry(statement.report), statement.attribution) {
            let others = voices::outwards(entry, id)
                .map(|(other, _)| other)
                .filter(|other| *other != id);
            outer.extend(others.map(|other| (statement.report, other)));
        }
    }
    // Attributions that hold each other would all go, and with them all on which the claim rests; a
    // reading that says so is wrong, and they stay.
    let is_outer = |s: &Statement| {
        s.attribution
            .is_some_and(|id| outer.contains(&(s.report, id)))
    };
    let rests = group
        .iter()
        .any(|s| s.attribution.is_some() && !is_outer(s));
    if rests {
        group.into_iter().filter(|s| !is_outer(s)).collect()
    } else {
        group
    }
}

/// Drops a telling of words that the same report tells once more; what it attributes stays before
/// what it says itself, and the one with most voices before others.
fn once<'s>(pile: &Pile, mut group: Vec<&'s Statement>) -> Vec<&'s Statement> {
    let voices = |s: &Statement| {
        let own = s.attribution.map(|id| voices::inwards(pile, s.report, id));
        own.map(|own| own.len())
    };
    group.sort_by_cached_key(|s| (s.report, s.span, Reverse(voices(s)), s.attribution));
    group.dedup_by_key(|s| (s.report, s.span));
    group
}

/// Returns how whole the words of a statement are, 0 to 1: what is cut out of a clause may say
/// something else, and a headline shortens and shouts.
fn wholeness(pile: &Pile, statement: &Statement) -> f32 {
    let Some(entry) = pile.entry(statement.report) else {
        return 0.0;
    };
    let (span, text) = (statement.span, entry.report.text());
    let words = span.of(text);
    let opens_sentence = || {
        let sentences = &entry.reading.sentences;
        sentences
            .binary_search_by_key(&span.start(), |sentence| sentence.start())
            .is_ok()
    };
    let ends = || words.ends_with(['.', '!', '?', '”', '"', '’']);
    let clause = match statement.attribution {
        None => 1.0,
        Some(_) if words.starts_with("that ") || opens_sentence() => 1.0,
        Some(_) if words.starts_with(['“', '"', '‘', '\'']) && ends() => 0.9,
        // "accused her of fraud" has no verb of its own in "her of fraud"; "he said she had left" has.
        Some(_) if words.starts_with(char::is_uppercase) => 0.6,
        Some(_) => 0.4,
    };
    let is_headline = entry.report.kind_at(span.start()) == Some(BlockKind::Headline);
    clause * if is_headline { 0.5 } else { 1.0 }
}

/// Returns the place of the telling that says the claim best: the nearest to what its reports lead
/// with; or else what most tellings share, in a sentence and not at length.
fn clearest(pile: &Pile, group: &[&Statement], lead: &Leads) -> Option<usize> {
    /// A sentence of about so many items is read at a glance.
    const GLANCE: usize = 12;
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for item in group.iter().flat_map(|s| &s.items) {
        *counts.entry(item.0).or_insert(0) += 1;
    }
    let is_lead = group.iter().any(|s| lead.near(s).is_some());
    let is_denied = group.iter().any(|s| s.stance == Stance::Denies);
    let value = |s: &Statement| {
        let shared: f32 = s
            .items
            .iter()
            .map(|(item, class)| {
                class.weight() * (counts.get(item).copied().unwrap_or(1) - 1) as f32
            })
            .sum();
        let own = s.items.len().max(FEWEST) as f32;
        // What is denied says the claim; that it is denied does not.
        let words = pile
            .entry(s.report)
            .map_or("", |entry| s.span.of(entry.report.text()));
        let says = matches!(
            s.stance,
            Stance::Asserts | Stance::Confirms | Stance::Denies
        );
        let asserts = match () {
            () if says && !responses::tells_of_denial(words) => 1.0,
            () if is_denied => 0.2,
            () => 0.5,
        };
        let clear = wholeness(pile, s);
        if is_lead {
            // A cry is near to what is cried out.
            let says = (s.items.len() as f32 / GLANCE as f32).min(0.5);
            return lead.near(s).unwrap_or(0.0) * says * asserts * clear;
        }
        // With one telling, or none that shares anything, the number of items decides.
        (shared + 0.1 * own.min(GLANCE as f32)) / own.max(GLANCE as f32).sqrt() * asserts * clear
    };
    (0..group.len()).max_by(|a, b| value(group[*a]).total_cmp(&value(group[*b])).then(b.cmp(a)))
}
