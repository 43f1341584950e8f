//! Entities across reports: which entities of single reports are one.
//!
//! How words of names compare is `names`', which forms a report uses of an entity is [`forms`]',
//! what kind of thing a name is [`signs`]'. People are [`people`]', organisations, outlets and places
//! [`bodies`]', those who are only described [`described`]', by what they are called ([`offices`]).
//! The reports of a story are joined first ([`of_reports`]), where a surname or a short form may mean
//! the one whom the story names; stories then by whole names ([`of_stories`]). Why a report's entity
//! was taken in is kept with it ([`Join`]).

mod bodies;
mod described;
mod forms;
mod judged;
mod offices;
mod over;
mod people;
mod signs;
mod why;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use serde::{Deserialize, Serialize};

use super::names;
use super::{Copy, Entry, Judgement, LinkedEntity, ReportIndex};
use crate::attribution::SourceKind;
use crate::language::{EntityId, EntityKind};
use crate::span::hull;
pub use forms::Forms;
use offices::Office;
pub use over::{Bearer, Called, One, called, join as join_bearers, judged_endings};
pub use why::{Join, Joined};

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
    /// The offices that reports give it.
    offices: Vec<Office>,
    /// Why it is what it was joined to, where its name does not tell.
    why: Option<Joined>,
    /// Why entities that it holds were taken in.
    joined: Vec<Join>,
}

impl Node {
    /// Takes over what another of the same name has.
    fn take(&mut self, other: Node) {
        self.mentions.extend(other.mentions);
        self.forms.add(other.forms);
        self.offices.extend(other.offices);
        self.joined.extend(other.joined);
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
    /// Somebody described: two unnamed sources may well be two.
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
pub(super) fn of_reports(
    pile: &[&Entry],
    copies: &[Copy],
    judgements: &[Judgement],
) -> Vec<LinkedEntity> {
    let of_report = |(report, entry): (ReportIndex, &&Entry)| {
        let text = entry.report.text();
        let ids = (0u32..).map(EntityId).zip(&entry.reading.entities);
        let member = |(id, entity)| Node {
            mentions: vec![(report, id)],
            forms: Forms::of(text, entity),
            offices: match entity.kind {
                EntityKind::Person => offices::of_entity(text, entity),
                _ => Vec::new(),
            },
            ..Node::default()
        };
        let mut members: Vec<Node> = ids.map(member).collect();
        for source in entry.reading.attributions.iter().map(|found| &found.source) {
            let own = source.entity.and_then(|id| members.get_mut(id.0 as usize));
            if let Some(node) = own.filter(|node| node.forms.kind() == EntityKind::Unnamed)
                && let (SourceKind::Unnamed, Some(span)) = (source.kind, hull(&source.spans))
            {
                node.forms.call(span.of(text));
            }
        }
        // Who publishes is of the cast, whatever his own report calls him.
        let outlet = entry.report.about.outlet.as_deref();
        members.extend(outlet.map(|name| Node {
            forms: Forms::of_outlet(name),
            ..Node::default()
        }));
        members
    };
    let members = (0u32..).map(ReportIndex).zip(pile).flat_map(of_report);
    let Named {
        mut people,
        bodies,
        unnamed,
        rest,
    } = named(members, bodies::join, true);
    let unnamed = described::join(&mut people, unnamed, pile, copies);
    let rest = rest.into_iter().map(|node| vec![node]);
    let clusters = people.into_iter().chain(bodies).chain(unnamed).chain(rest);
    // An outlet of which nobody speaks is nobody's entity.
    let is_meant = |nodes: &Vec<Node>| nodes.iter().any(|node| !node.mentions.is_empty());
    finished(clusters.filter(is_meant).collect(), judgements)
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

/// Makes an entity of those of stories of whom it is known that they are one, and what all reports call
/// them.
pub(super) fn known(entities: Vec<LinkedEntity>, forms: Forms) -> LinkedEntity {
    whole(
        entities.into_iter().map(member).collect(),
        forms,
        Vec::new(),
    )
}

/// Makes one entity of those that are one. Why a story took somebody in it says itself; stories are
/// joined by names alone.
fn merged(entities: Vec<LinkedEntity>) -> LinkedEntity {
    let mut forms = Forms::default();
    entities
        .iter()
        .for_each(|entity| forms.add(entity.forms.clone()));
    known(entities, forms)
}

/// Takes an entity of a story for a member of one of the whole.
fn member(entity: LinkedEntity) -> Node {
    Node {
        mentions: entity.mentions,
        forms: entity.forms,
        joined: entity.joined,
        ..Node::default()
    }
}

/// Members whose names were compared: each list is one.
struct Named {
    people: Vec<Vec<Node>>,
    bodies: Vec<Vec<Node>>,
    unnamed: Vec<Node>,
    rest: Vec<Node>,
}

/// Joins members by their names.
fn named(
    members: impl Iterator<Item = Node>,
    join_bodies: fn(Vec<Node>) -> Vec<Vec<Node>>,
    in_story: bool,
) -> Named {
    let mut nodes: BTreeMap<NodeKey, Node> = BTreeMap::new();
    for member in members {
        let sort = sort(member.forms.kind());
        let words = member.forms.fullest(sort == Sort::Person);
        let generation = member.forms.generation().filter(|_| sort == Sort::Person);
        let alone =
            sort == Sort::Unnamed || words.is_empty() || (sort == Sort::Person && words.len() == 1);
        let place = member.mentions.first().copied().filter(|_| alone);
        let node = Node {
            words: words.clone(),
            generation,
            ..member
        };
        match nodes.entry((sort, words, generation, place)) {
            Slot::Vacant(slot) => drop(slot.insert(node)),
            Slot::Occupied(mut slot) => slot.get_mut().take(node),
        }
    }
    signs::settle(&mut nodes);
    let (mut people, mut bodies) = (Vec::new(), Vec::new());
    let (mut unnamed, mut rest) = (Vec::new(), Vec::new());
    for ((sort, ..), node) in nodes {
        match sort {
            Sort::Person if !node.words.is_empty() => people.push(node),
            Sort::Body if !node.words.is_empty() => bodies.push(node),
            Sort::Unnamed => unnamed.push(node),
            _ => rest.push(node),
        }
    }
    unnamed.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    Named {
        people: people::join(people, in_story),
        bodies: join_bodies(bodies),
        unnamed,
        rest,
    }
}

/// Makes entities of clusters, after what people judged.
fn finished(clusters: Vec<Vec<Node>>, judgements: &[Judgement]) -> Vec<LinkedEntity> {
    let mut out: Vec<LinkedEntity> = judged::apply(clusters, judgements)
        .into_iter()
        .map(linked)
        .collect();
    out.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    out
}

/// Turns the nodes that are one into an entity of the pile.
fn linked(nodes: Vec<Node>) -> LinkedEntity {
    let mut forms = Forms::default();
    nodes.iter().for_each(|node| forms.add(node.forms.clone()));
    let (name, _) = forms.clone().named();
    let why = why::of(&nodes, &name);
    whole(nodes, forms, why)
}

/// The same where reports call it more than these do.
fn whole(nodes: Vec<Node>, forms: Forms, mut joined: Vec<Join>) -> LinkedEntity {
    let (name, aliases) = forms.clone().named();
    let mut mentions = Vec::new();
    for node in nodes {
        mentions.extend(node.mentions);
        joined.extend(node.joined);
    }
    mentions.sort_unstable();
    joined.sort_by_key(|join| join.mention);
    joined.dedup_by_key(|join| join.mention);
    LinkedEntity {
        kind: forms.kind(),
        name,
        aliases,
        mentions,
        joined,
        forms: forms.settled(),
    }
}
