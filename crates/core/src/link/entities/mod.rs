//! Entities across reports: which entities of single reports are one.
//!
//! Joins by name forms alone; what a report says of a person beside the name separates nobody yet.
//! How words of names compare is `names`', which forms a report uses of an entity is [`forms`]'.

mod forms;
mod people;

use std::collections::BTreeMap;

use super::names;
use super::{Entry, LinkedEntity, ReportIndex};
use crate::language::{EntityId, EntityKind};
use forms::Forms;

/// The entities of single reports that bear one name, before names are compared.
pub(super) struct Node {
    /// The folded words of the name.
    pub(super) words: Vec<String>,
    /// The kinds that readings gave it, each with how often.
    pub(super) kinds: BTreeMap<EntityKind, usize>,
    /// The entities of single reports.
    pub(super) mentions: Vec<(ReportIndex, EntityId)>,
    /// The forms that reports use.
    pub(super) forms: Forms,
}

/// Kinds that readings confuse and that may join if the name is the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Person,
    /// Organisations, outlets and places: "the White House" is each of them in some report.
    Body,
    Group,
    Work,
    /// Somebody described, never joined: two unnamed sources may well be two.
    Unnamed,
}

fn sort(kind: EntityKind) -> Sort {
    match kind {
        EntityKind::Person => Sort::Person,
        EntityKind::Organisation | EntityKind::Place | EntityKind::Outlet => Sort::Body,
        EntityKind::Group => Sort::Group,
        EntityKind::Work => Sort::Work,
        EntityKind::Unnamed => Sort::Unnamed,
    }
}

/// What entities are first put together by: sort, folded name, and for those that only the report can tell the report's place.
type NodeKey = (Sort, Vec<String>, Option<(ReportIndex, EntityId)>);

/// Joins the entities of the pile's readings. Every entity of every reading is in exactly one.
pub(super) fn find(pile: &[Entry]) -> Vec<LinkedEntity> {
    let mut nodes: BTreeMap<NodeKey, Node> = BTreeMap::new();
    for (report, entry) in (0u32..).map(ReportIndex).zip(pile) {
        for (id, entity) in (0u32..).map(EntityId).zip(&entry.reading.entities) {
            let forms = Forms::of(entry.report.text(), entity);
            let sort = sort(entity.kind);
            let words = forms.fullest(entity.kind == EntityKind::Person);
            let alone = sort == Sort::Unnamed || words.is_empty() || (sort == Sort::Person && words.len() == 1);
            let key = (sort, words.clone(), alone.then_some((report, id)));
            let new = || Node { words, kinds: BTreeMap::new(), mentions: Vec::new(), forms: Forms::default() };
            let node = nodes.entry(key).or_insert_with(new);
            *node.kinds.entry(entity.kind).or_insert(0) += 1;
            node.mentions.push((report, id));
            node.forms.add(forms);
        }
    }
    let (mut people, mut bodies, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for ((sort, ..), node) in nodes {
        match sort {
            Sort::Person if !node.words.is_empty() => people.push(node),
            Sort::Body if !node.words.is_empty() => bodies.push(node),
            _ => rest.push(vec![node]),
        }
    }
    let clusters = people::join(people).into_iter().chain(acronyms(bodies)).chain(rest);
    let mut out: Vec<LinkedEntity> = clusters.map(linked).collect();
    out.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    out
}

/// Joins an acronym to the one name of the pile that it abbreviates.
fn acronyms(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.words.len() > 1) {
        for skip_small in [false, true] {
            let small = |word: &str| skip_small && matches!(word, "of" | "the" | "and" | "for" | "on" | "in");
            let initials: String = node.words.iter().filter(|word| !small(word)).filter_map(|word| word.chars().next()).collect();
            let places = by_initials.entry(initials).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    // A long name keeps its place; each acronym goes to it or stays alone.
    let goes_to: Vec<usize> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| match node.words.as_slice() {
            [word] if word.len() >= 2 && node.forms.is_capitals() => match by_initials.get(word).map(Vec::as_slice) {
                Some([one]) => *one,
                _ => at,
            },
            _ => at,
        })
        .collect();
    let mut clusters: BTreeMap<usize, Vec<Node>> = BTreeMap::new();
    for (node, at) in nodes.into_iter().zip(goes_to) {
        clusters.entry(at).or_default().push(node);
    }
    clusters.into_values().collect()
}

/// Turns the nodes that are one into an entity of the pile.
fn linked(nodes: Vec<Node>) -> LinkedEntity {
    let (mut kinds, mut mentions, mut forms) = (BTreeMap::new(), Vec::new(), Forms::default());
    for node in nodes {
        for (kind, count) in node.kinds {
            *kinds.entry(kind).or_insert(0) += count;
        }
        mentions.extend(node.mentions);
        forms.add(node.forms);
    }
    mentions.sort_unstable();
    // The kind most readings gave; of equally frequent ones the later in the list, which is the more special.
    let kind = kinds.into_iter().max_by_key(|(kind, count)| (*count, *kind)).map_or(EntityKind::Unnamed, |(kind, _)| kind);
    let (name, aliases) = forms.named();
    LinkedEntity { kind, name, aliases, mentions }
}
