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

use serde::Serialize;

use super::reply::{Answer, json};
use super::route::Ask;
use crate::key::report_id;
use crate::wire::{Asked, Card, Paged, Shelf};

/// Entries of a list that stand on one page.
pub(super) const ON_A_PAGE: usize = 40;

/// A page of a list.
struct Leaf<Item> {
    list: Vec<Item>,
    page: usize,
    pages: usize,
    total: usize,
}

impl<Item> Leaf<Item> {
    /// Takes the page that was asked for out of a list.
    fn of(list: Vec<Item>, ask: &Ask) -> Self {
        let total = list.len();
        let pages = total.div_ceil(ask.most).max(1);
        let page = ask.query.page().min(pages);
        let list = list
            .into_iter()
            .skip((page - 1) * ask.most)
            .take(ask.most)
            .collect();
        Leaf {
            list,
            page,
            pages,
            total,
        }
    }

    /// Answers with the page as JSON, each entry as `make` makes it.
    fn json<'a, Made: Serialize>(
        self,
        name: &'static str,
        shelf: &Shelf<'a>,
        make: impl Fn(Item) -> Made,
    ) -> Answer {
        let Leaf {
            list,
            page,
            pages,
            total,
        } = self;
        let asked = Asked {
            name,
            list: list.into_iter().map(make).collect::<Vec<_>>(),
            reports: Card::all(shelf),
        };
        json(&Paged {
            asked,
            page,
            pages,
            total,
        })
    }

    /// Returns the links to the pages before and behind.
    fn turning(&self, ask: &Ask) -> maud::Markup {
        let before: String = ask
            .query
            .narrowed()
            .iter()
            .map(|given| format!("{given}&"))
            .collect();
        super::frame::turning(
            &format!("{}?{before}page=", ask.address),
            self.page,
            self.pages,
        )
    }
}
