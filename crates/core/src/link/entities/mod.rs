//! Entities across reports: which entities of single reports are one.
//!
//! Joins by name forms alone; what a report says of a person beside the name separates nobody yet.
//! How words of names compare is `names`', which forms a report uses of an entity is [`forms`]'.
//! People are [`people`]', organisations, outlets and places [`bodies`]'. The reports of a story are
//! joined first ([`of_reports`]), where a surname or a short form may mean the one whom the story
//! names; stories then by whole names ([`of_stories`]).

mod bodies;
mod forms;
mod judged;
mod over;
mod people;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use serde::{Deserialize, Serialize};

use super::names;
use super::{Entry, Judgement, LinkedEntity, ReportIndex};
use crate::language::{EntityId, EntityKind};
pub use forms::Forms;
pub use over::{Bearer, Called, One, called, join as join_bearers, judged_endings};

/// Entities that bear one name, before names are compared.
#[derive(Clone, Default)]
pub(super) struct Node {
    /// The folded words of the name.
    pub(super) words: Vec<String>,
    /// Which of the people who bear it, 1 for the eldest, where a report tells.
    pub(super) generation: Option<u8>,
    /// The entities of single reports.
    pub(super) mentions: Vec<(ReportIndex, EntityId)>,
    /// The forms that reports use.
    pub(super) forms: Forms,
}

impl Node {
    /// Takes over what another of the same name has.
    fn take(&mut self, other: Node) {
        self.mentions.extend(other.mentions);
        self.forms.add(other.forms);
    }
}

/// Kinds that readings confuse and that may join if the name is the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
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

/// What entities are first put together by: sort, folded name, generation, and for those that only
/// the report can tell the report's place.
type NodeKey = (
    Sort,
    Vec<String>,
    Option<u8>,
    Option<(ReportIndex, EntityId)>,
);

/// Joins the entities of reports. Every entity of every reading is in exactly one.
pub(super) fn of_reports(pile: &[&Entry], judgements: &[Judgement]) -> Vec<LinkedEntity> {
    let of_report = |(report, entry): (ReportIndex, &&Entry)| {
        let ids = (0u32..).map(EntityId).zip(&entry.reading.entities);
        let member = |(id, entity)| {
            let forms = Forms::of(entry.report.text(), entity);
            (vec![(report, id)], forms)
        };
        ids.map(member).collect::<Vec<_>>()
    };
    let members = (0u32..).map(ReportIndex).zip(pile).flat_map(of_report);
    join(members, judgements)
}

/// Joins what stories call by one name. `casts` are the entities of each story, their mentions
/// counted as the whole does.
pub(super) fn of_stories(
    casts: Vec<Vec<LinkedEntity>>,
    judgements: &[Judgement],
) -> Vec<LinkedEntity> {
    let mut bearers: BTreeMap<Called, (Bearer, Vec<Vec<LinkedEntity>>)> = BTreeMap::new();
    let mut all: Vec<Vec<LinkedEntity>> = Vec::new();
    for (story, cast) in (0u32..).zip(casts) {
        for (called, entity) in over::called(&cast).into_iter().zip(cast) {
            let Some(called) = called else {
                all.push(vec![entity]);
                continue;
            };
            let new = || (Bearer::new(called.clone()), Vec::new());
            let (bearer, parts) = bearers.entry(called.clone()).or_insert_with(new);
            bearer.take(story, &entity);
            parts.push(vec![entity]);
        }
    }
    let (bearers, mut parts): (Vec<Bearer>, Vec<_>) = bearers.into_values().unzip();
    for one in over::join(&bearers, judgements) {
        let mut taken = one
            .bearers
            .iter()
            .flat_map(|at| parts.get_mut(*at).map(std::mem::take))
            .flatten();
        match one.is_apart {
            true => all.extend(taken),
            false => all.push(taken.by_ref().flatten().collect()),
        }
    }
    let mut out: Vec<LinkedEntity> = all.into_iter().map(merged).collect();
    out.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    out
}

/// Makes an entity of which it is known who it is.
pub(super) fn known(mentions: Vec<(ReportIndex, EntityId)>, forms: Forms) -> LinkedEntity {
    linked(vec![Node {
        mentions,
        forms,
        ..Node::default()
    }])
}

/// Makes one entity of those that are one.
pub(super) fn merged(entities: Vec<LinkedEntity>) -> LinkedEntity {
    let node = |entity: LinkedEntity| Node {
        mentions: entity.mentions,
        forms: entity.forms,
        ..Node::default()
    };
    linked(entities.into_iter().map(node).collect())
}

/// Joins members, each with the entities of reports that it is and what they call it.
fn join(
    members: impl Iterator<Item = (Vec<(ReportIndex, EntityId)>, Forms)>,
    judgements: &[Judgement],
) -> Vec<LinkedEntity> {
    let mut nodes: BTreeMap<NodeKey, Node> = BTreeMap::new();
    for (mentions, forms) in members {
        let sort = sort(forms.kind());
        let words = forms.fullest(sort == Sort::Person);
        let generation = forms.generation().filter(|_| sort == Sort::Person);
        let alone =
            sort == Sort::Unnamed || words.is_empty() || (sort == Sort::Person && words.len() == 1);
        let place = mentions.first().copied().filter(|_| alone);
        let node = Node {
            words: words.clone(),
            generation,
            mentions,
            forms,
        };
        match nodes.entry((sort, words, generation, place)) {
            Slot::Vacant(slot) => drop(slot.insert(node)),
            Slot::Occupied(mut slot) => slot.get_mut().take(node),
        }
    }
    settle_sorts(&mut nodes);
    let (mut people, mut bodies, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for ((sort, ..), node) in nodes {
        match sort {
            Sort::Person if !node.words.is_empty() => people.push(node),
            Sort::Body if !node.words.is_empty() => bodies.push(node),
            _ => rest.push(vec![node]),
        }
    }
    let clusters = people::join(people, true)
        .into_iter()
        .chain(bodies::join(bodies))
        .chain(rest)
        .collect();
    let mut out: Vec<LinkedEntity> = judged::apply(clusters, judgements)
        .into_iter()
        .map(linked)
        .collect();
    out.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    out
}

/// Gives a full name that some readings take for a person and others for a body to those that are
/// more.
///
/// "Reggie Marsh" is no body because one headline made it look like one.
fn settle_sorts(nodes: &mut BTreeMap<NodeKey, Node>) {
    let in_both = |(sort, words, generation, place): &NodeKey| {
        *sort == Sort::Person && words.len() > 1 && generation.is_none() && place.is_none()
    };
    let names: Vec<Vec<String>> = nodes
        .keys()
        .filter(|key| in_both(key))
        .map(|(_, words, ..)| words.clone())
        .collect();
    for words in names {
        let (person, body) = (
            (Sort::Person, words.clone(), None, None),
            (Sort::Body, words, None, None),
        );
        let uses = |key: &NodeKey| nodes.get(key).map(|node| node.mentions.len());
        let (Some(as_person), Some(as_body)) = (uses(&person), uses(&body)) else {
            continue;
        };
        let (from, to) = if as_person >= as_body {
            (body, person)
        } else {
            (person, body)
        };
        if let (Some(given), Some(kept)) = (nodes.remove(&from), nodes.get_mut(&to)) {
            kept.take(given);
        }
    }
}

/// Turns the nodes that are one into an entity of the pile.
fn linked(nodes: Vec<Node>) -> LinkedEntity {
    let mut all = Node::default();
    nodes.into_iter().for_each(|node| all.take(node));
    let Node {
        mut mentions,
        forms,
        ..
    } = all;
    mentions.sort_unstable();
    let (name, aliases) = forms.clone().named();
    LinkedEntity {
        kind: forms.kind(),
        name,
        aliases,
        mentions,
        forms,
    }
}
