//! A list, and the part of it that somebody wants to see at once.

use crate::lists::{List, Places};
use crate::pile::Pile;
use crate::wire::{Asked, Card, Page, Shelf};

use super::scope::Scope;

/// A part of a list, and how long the whole is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Leaf<Item> {
    /// The entries of this part.
    pub(crate) list: Vec<Item>,
    /// Which part it is.
    pub(crate) page: Page,
    /// How many entries the whole has.
    pub(crate) total: usize,
}

impl<Item> Leaf<Item> {
    /// Takes a part out of a list. A beginning behind the end of the list leaves nothing.
    pub(crate) fn of(list: Vec<Item>, page: Page) -> Self {
        let total = list.len();
        let list = list
            .into_iter()
            .skip(page.offset)
            .take(page.limit.unwrap_or(usize::MAX))
            .collect();
        Leaf { list, page, total }
    }

    /// Takes a part out of a list of a pile. A pile that has only what was asked for has that part
    /// already, and perhaps what goes with it.
    pub(crate) fn listed(pile: &Pile, of: List, list: Vec<Item>, page: Page) -> Self {
        let Some(Places { places, total }) = pile.places(of) else {
            return Leaf::of(list, page);
        };
        let end = page.offset.saturating_add(page.limit.unwrap_or(usize::MAX));
        let asked = page.offset..end;
        let entries = list.into_iter().zip(places);
        Leaf {
            list: entries
                .filter(|(_, place)| asked.contains(place))
                .map(|(entry, _)| entry)
                .collect(),
            page,
            total: *total,
        }
    }

    /// Makes each entry something else, or several.
    pub(crate) fn flat_map<Other, Others: IntoIterator<Item = Other>>(
        self,
        make: impl FnMut(Item) -> Others,
    ) -> Leaf<Other> {
        Leaf {
            list: self.list.into_iter().flat_map(make).collect(),
            page: self.page,
            total: self.total,
        }
    }

    /// Puts beside each entry another thing.
    pub(crate) fn zip<Other>(self, others: impl Iterator<Item = Other>) -> Leaf<(Item, Other)> {
        Leaf {
            list: self.list.into_iter().zip(others).collect(),
            page: self.page,
            total: self.total,
        }
    }

    /// Answers with this part for programs, each entry as `make` makes it.
    pub(crate) fn wire<'a, Made>(
        &'a self,
        name: &'static str,
        scope: Option<&'a Scope>,
        shelf: &Shelf<'a>,
        make: impl FnMut(&'a Item) -> Made,
    ) -> Asked<'a, Made> {
        Asked::part(
            name,
            self.list.iter().map(make).collect(),
            self.page,
            self.total,
            scope.map(Scope::wire),
            Card::all(shelf),
        )
    }

    /// Returns where the next part begins, or the whole ends.
    pub(crate) fn end(&self) -> usize {
        let limit = self.page.limit.unwrap_or(usize::MAX);
        self.page.offset.saturating_add(limit).min(self.total)
    }

    /// Says whether the whole has more than this part.
    pub(crate) fn is_part(&self) -> bool {
        self.page.offset.min(self.total) > 0 || self.end() < self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_knows_its_place() {
        let leaf = |offset, limit| Leaf::of(vec![1, 2, 3, 4, 5], Page { offset, limit });
        let seen = |leaf: &Leaf<i32>| (leaf.list.clone(), leaf.end(), leaf.is_part());
        assert_eq!(seen(&leaf(0, None)), (vec![1, 2, 3, 4, 5], 5, false));
        assert_eq!(seen(&leaf(0, Some(5))), (vec![1, 2, 3, 4, 5], 5, false));
        assert_eq!(seen(&leaf(2, Some(2))), (vec![3, 4], 4, true));
        assert_eq!(seen(&leaf(4, Some(2))), (vec![5], 5, true));
        assert_eq!(seen(&leaf(9, Some(usize::MAX))), (vec![], 5, true));
        assert_eq!(leaf(2, Some(2)).total, 5);
    }
}
