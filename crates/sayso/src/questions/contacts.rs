//! `contacts`: who was in contact with whom, in which order.

use crate::lists::{List, Tied};
use crate::pile::Pile;
use crate::ties::{self, Tie};

/// Returns who was in contact with whom, those most often first; of a pile that has a part of the list
/// that part.
pub(crate) fn chosen(pile: &Pile) -> Vec<Tie> {
    if pile.places(List::Contacts).is_none() {
        return ties::ties(pile);
    }
    let tie = |tied: &Tied| ties::of_tied(pile, tied);
    pile.tied().iter().filter_map(tie).collect()
}
