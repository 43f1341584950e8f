//! The JSON of a list or a part of one: where it stands in the whole, and of how many reports it is.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::answers::Card;

/// Of how many reports an answer is.
#[derive(Serialize, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) about: Option<&'a str>,
    pub(crate) reports: usize,
    pub(crate) of: usize,
}

/// The answer to a question with one list: a part of the list under its name, where that part
/// stands in the whole, of how many reports it is, then the reports.
pub(crate) struct Asked<'a, Item> {
    name: &'static str,
    list: Vec<Item>,
    page: Page,
    total: usize,
    scope: Option<Scope<'a>>,
    reports: Vec<Card<'a>>,
}

/// Which part of a list is wanted, or an answer is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Page {
    /// How many entries are left out before it.
    pub(crate) offset: usize,
    /// How many there are at most; `None` for all.
    pub(crate) limit: Option<usize>,
}

impl<'a, Item> Asked<'a, Item> {
    /// Answers with a whole list.
    pub(crate) fn whole(name: &'static str, list: Vec<Item>, reports: Vec<Card<'a>>) -> Self {
        let total = list.len();
        Asked::part(name, list, Page::default(), total, None, reports)
    }

    /// Answers with a part of a list that has `total` entries.
    pub(crate) fn part(
        name: &'static str,
        list: Vec<Item>,
        page: Page,
        total: usize,
        scope: Option<Scope<'a>>,
        reports: Vec<Card<'a>>,
    ) -> Self {
        Asked {
            name,
            list,
            page,
            total,
            scope,
            reports,
        }
    }
}

impl<Item: Serialize> Serialize for Asked<'_, Item> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Page { offset, limit } = self.page;
        let step = limit.unwrap_or(usize::MAX).max(1);
        let mut object = serializer.serialize_map(Some(8))?;
        object.serialize_entry(self.name, &self.list)?;
        object.serialize_entry("total", &self.total)?;
        object.serialize_entry("offset", &offset)?;
        object.serialize_entry("limit", &limit)?;
        object.serialize_entry("page", &(offset / step + 1))?;
        object.serialize_entry("pages", &self.total.div_ceil(step).max(1))?;
        object.serialize_entry("scope", &self.scope)?;
        object.serialize_entry("reports", &self.reports)?;
        object.end()
    }
}
