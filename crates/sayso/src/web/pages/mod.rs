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
use crate::questions::{Leaf, Page, Scope};
use crate::wire::Shelf;

/// Entries of a list that stand on one page.
pub(super) const ON_A_PAGE: usize = 40;

/// Takes the part of a list that was asked for. Behind the last page is the last.
fn leaf<Item>(list: Vec<Item>, ask: &Ask) -> Leaf<Item> {
    let limit = ask.limit();
    let last = list.len().saturating_sub(1) / limit;
    let offset = ask
        .query
        .offset()
        .unwrap_or_else(|| (ask.query.page() - 1).min(last) * limit);
    let page = Page {
        offset,
        limit: Some(limit),
    };
    Leaf::of(list, page)
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
