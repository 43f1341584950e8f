//! The pages, one file each: what is asked of the record or a pile, then how it looks. Each answers
//! as JSON too.

pub(super) mod check;
pub(super) mod claim;
pub(super) mod claims;
pub(super) mod conflicts;
pub(super) mod contacts;
pub(super) mod copies;
pub(super) mod entities;
pub(super) mod entity;
pub(super) mod front;
pub(super) mod judgements;
pub(super) mod knew;
pub(super) mod report;
pub(super) mod reports;
pub(super) mod search;
pub(super) mod timeline;
pub(super) mod told;

use super::ask::Ask;
use super::reply::{Answer, json};
use crate::lists::List;
use crate::pile::Pile;
use crate::questions::{Leaf, Scope};
use crate::wire::Shelf;

/// Entries of a list that stand on one page.
pub(super) const ON_A_PAGE: usize = 40;

/// Takes the part of a list that was asked for. Behind the last page is the last.
fn leaf<Item>(list: Vec<Item>, ask: &Ask) -> Leaf<Item> {
    let page = ask.page_of(list.len());
    Leaf::of(list, page)
}

/// Takes the part that was asked for of a list of a pile, which may have that part alone.
fn listed<Item>(pile: &Pile, list: List, found: Vec<Item>, ask: &Ask) -> Leaf<Item> {
    match pile.places(list) {
        Some(places) => Leaf::listed(pile, list, found, ask.page_of(places.total)),
        None => leaf(found, ask),
    }
}

/// Answers with a part of a list as JSON, each entry as `make` makes it.
fn as_json<'a, Item, Made: serde::Serialize>(
    leaf: &'a Leaf<Item>,
    name: &'static str,
    scope: &'a Scope,
    shelf: &Shelf<'a>,
    make: impl FnMut(&'a Item) -> Made,
) -> Answer {
    json(&leaf.wire(name, Some(scope), shelf, make))
}

/// Writes the links to the parts before and behind.
fn turning<Item>(leaf: &Leaf<Item>, ask: &Ask) -> maud::Markup {
    let before: String = ask
        .query
        .narrowed()
        .iter()
        .map(|given| format!("{given}&"))
        .collect();
    super::frame::turning(&format!("{}?{before}", ask.address), leaf)
}
