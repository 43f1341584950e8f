//! What a name names, as all reports of a story decide it together.
//!
//! A reading decides by its own text, and takes a name that it knows nothing of for a person's. What
//! the words around a name say of it is counted here over all reports. How a reading decides is
//! `language::entities`'.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Node, NodeKey, Sort, names};
use crate::language::{Entity, EntityKind};

/// What words around a name say of what it names.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Signs {
    /// Where "he" goes back to it, or "Mr" stands before it.
    he: usize,
    /// Where "she" goes back to it, or "Mrs" stands before it.
    she: usize,
    /// Where "it" goes back to it.
    it: usize,
    /// Where it stands as a place does: "in Brenn".
    place: usize,
    /// Where it stands behind an article.
    article: usize,
    /// The kind that all reports together decided on.
    pub(super) decided: Option<EntityKind>,
}

/// Prepositions behind which places stand.
const IN: &[&str] = &[
    "in",
    "near",
    "into",
    "inside",
    "outside",
    "across",
    "throughout",
];

/// Offices that only a state has.
const OF_STATE: &[&str] = &[
    "minister",
    "president",
    "king",
    "queen",
    "premier",
    "ambassador",
    "chancellor",
    "government",
    "ministry",
    "embassy",
    "parliament",
];

/// It takes so many signs of a place to call a name one that readings took for somebody's.
const ENOUGH: usize = 2;

impl Signs {
    /// Counts what one report says around its mentions of an entity.
    pub(super) fn of(text: &str, entity: &Entity) -> Self {
        let mut signs = Signs::default();
        for span in &entity.mentions {
            match span.of(text).to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" => signs.he += 1,
                "she" | "her" | "hers" | "herself" => signs.she += 1,
                "it" | "its" | "itself" => signs.it += 1,
                _ => {}
            }
        }
        for name in &entity.names {
            let (before, behind) = (
                text.get(..name.start()).unwrap_or(""),
                text.get(name.end()..).unwrap_or(""),
            );
            let last = before
                .strip_suffix(' ')
                .and_then(|before| before.rsplit(|c: char| c.is_whitespace()).next())
                .unwrap_or("")
                .to_lowercase();
            let of_state = ["'s ", "’s "].iter().any(|mark| {
                let behind = behind.strip_prefix(mark).unwrap_or("");
                let mut near = behind.split(|c: char| !c.is_alphanumeric()).take(3);
                near.any(|word| OF_STATE.contains(&word.to_lowercase().as_str()))
            });
            signs.place += usize::from(IN.contains(&last.as_str())) + 2 * usize::from(of_state);
            signs.article += usize::from(last == "the");
            match last.as_str() {
                "mr" | "mr." | "sir" | "lord" => signs.he += 2,
                "mrs" | "mrs." | "ms" | "ms." | "miss" | "dame" | "lady" => signs.she += 2,
                _ => {}
            }
        }
        signs
    }

    /// Adds the signs of another.
    pub(super) fn add(&mut self, other: Signs) {
        self.he += other.he;
        self.she += other.she;
        self.it += other.it;
        self.place += other.place;
        self.article += other.article;
        self.decided = self.decided.or(other.decided);
    }

    /// Says whether the pronouns of one are for a man and those of the other for a woman.
    pub(super) fn are_unlike(self, other: Signs) -> bool {
        let he = |signs: Signs| signs.he > 2 * signs.she;
        let she = |signs: Signs| signs.she > 2 * signs.he;
        he(self) && she(other) || she(self) && he(other)
    }

    /// Says whether what has these signs stands as a place, and nowhere as somebody.
    fn is_place(self) -> bool {
        self.place >= ENOUGH && self.place > self.he + self.she + self.it + self.article
    }
}

/// Gives a name that some readings take for a person's and others for another thing's to the kind
/// that all of them together speak for.
///
/// "Reggie Marsh" is no body because one headline made it look like one, and where reports speak of
/// what happened "in Orsa", no report's Orsa is somebody.
pub(super) fn settle(nodes: &mut BTreeMap<NodeKey, Node>) {
    let mut by_words: BTreeMap<Vec<String>, Vec<NodeKey>> = BTreeMap::new();
    // Words of full names of people: what is called by one of these may be one of them.
    let mut of_people: BTreeSet<String> = BTreeSet::new();
    for (key, node) in &*nodes {
        let (sort, words, generation, _) = key;
        if *sort == Sort::Person && words.len() > 1 && !node.forms.signs.is_place() {
            of_people.extend(words.iter().cloned());
        }
        let is_name = matches!(sort, Sort::Person | Sort::Body) && !words.is_empty();
        if is_name && generation.is_none() {
            by_words.entry(words.clone()).or_default().push(key.clone());
        }
    }
    for (words, keys) in by_words {
        let sum = |sort: Option<Sort>| {
            let mut signs = Signs::default();
            let mut uses = 0;
            for key in keys
                .iter()
                .filter(|key| sort.is_none_or(|sort| key.0 == sort))
            {
                if let Some(node) = nodes.get(key) {
                    signs.add(node.forms.signs);
                    uses += node.mentions.len();
                }
            }
            (signs, uses)
        };
        let ((all, _), (_, people), (_, bodies)) =
            (sum(None), sum(Some(Sort::Person)), sum(Some(Sort::Body)));
        if people == 0 {
            continue;
        }
        let may_be_person = words.iter().any(|word| of_people.contains(word))
            || words.first().is_some_and(|word| names::is_title(word));
        let to = if words.len() == 1 {
            let is_body = all.is_place() || bodies > people && all.he + all.she < ENOUGH;
            match is_body && !may_be_person {
                true => Sort::Body,
                false => continue,
            }
        } else if bodies > people || all.is_place() {
            Sort::Body
        } else if bodies > 0 {
            Sort::Person
        } else {
            continue;
        };
        let mut whole: Option<Node> = None;
        for key in &keys {
            let Some(node) = nodes.remove(key) else {
                continue;
            };
            match &mut whole {
                Some(whole) => whole.take(node),
                None => whole = Some(node),
            }
        }
        let Some(mut whole) = whole else { continue };
        let is_person = whole.forms.kind() == EntityKind::Person;
        whole.forms.signs.decided = match to {
            Sort::Body if all.is_place() => Some(EntityKind::Place),
            Sort::Body if is_person => Some(EntityKind::Organisation),
            Sort::Person if !is_person => Some(EntityKind::Person),
            _ => None,
        };
        nodes.insert((to, words, None, None), whole);
    }
}
