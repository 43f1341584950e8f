//! What all linkers share: disjoint sets, and one policy for what people judged.

use std::collections::BTreeMap;

/// Disjoint sets of what is counted from 0.
#[derive(Clone)]
pub(super) struct Sets {
    set_of: Vec<usize>,
    members: Vec<Vec<u32>>,
}

impl Sets {
    /// Makes a set of each.
    pub(super) fn of(count: usize) -> Self {
        Sets {
            set_of: (0..count).collect(),
            members: (0u32..).take(count).map(|at| vec![at]).collect(),
        }
    }

    /// Returns which set one is in.
    pub(super) fn set(&self, at: usize) -> usize {
        self.set_of.get(at).copied().unwrap_or(at)
    }

    /// Returns everybody in the set of one, those first that began it.
    pub(super) fn with(&self, at: usize) -> &[u32] {
        self.members.get(self.set(at)).map_or(&[], Vec::as_slice)
    }

    /// Returns the sets, each with its members.
    pub(super) fn into_lists(self) -> impl Iterator<Item = Vec<u32>> {
        self.members
            .into_iter()
            .filter(|members| !members.is_empty())
    }

    /// Says whether two of which none may meet the other would, if the sets of these two were one.
    pub(super) fn would_meet(&self, (a, b): (usize, usize), apart: &[(u32, u32)]) -> bool {
        let sets = (self.set(a), self.set(b));
        let mut parted = apart
            .iter()
            .map(|(x, y)| (self.set(*x as usize), self.set(*y as usize)));
        parted.any(|(x, y)| (x, y) == sets || (y, x) == sets)
    }

    /// Counts one more, in the set of another.
    pub(super) fn add_to(&mut self, at: usize) {
        let own = self.set_of.len();
        self.set_of.push(self.members.len());
        self.members.push(u32::try_from(own).into_iter().collect());
        self.join(at, own);
    }

    /// Makes one set of two, the smaller behind the larger.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (x, y) = (self.set(a), self.set(b));
        if x == y {
            return;
        }
        let (keep, give) = if self.with(a).len() >= self.with(b).len() {
            (x, y)
        } else {
            (y, x)
        };
        let moved = self
            .members
            .get_mut(give)
            .map(std::mem::take)
            .unwrap_or_default();
        for at in &moved {
            if let Some(set) = self.set_of.get_mut(*at as usize) {
                *set = keep;
            }
        }
        if let Some(members) = self.members.get_mut(keep) {
            members.extend(moved);
        }
    }
}

/// Returns the judgements that count, each on two things and whether they are one: of those that
/// cannot all hold the later ones, which come first.
pub fn settled<Thing: Ord + Clone>(
    latest_first: impl IntoIterator<Item = (Thing, Thing, bool)>,
) -> Vec<(Thing, Thing, bool)> {
    let judged: Vec<(Thing, Thing, bool)> = latest_first.into_iter().collect();
    let mut numbers: BTreeMap<&Thing, u32> = BTreeMap::new();
    for thing in judged.iter().flat_map(|(one, other, _)| [one, other]) {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        numbers.entry(thing).or_insert(next);
    }
    let number = |thing: &Thing| numbers.get(thing).copied().unwrap_or_default();
    let mut together = Sets::of(numbers.len());
    let mut apart: Vec<(u32, u32)> = Vec::new();
    let mut kept = Vec::new();
    for (one, other, same) in &judged {
        let (a, b) = (number(one), number(other));
        let pair = (a as usize, b as usize);
        let contradicts = if *same {
            together.would_meet(pair, &apart)
        } else {
            together.set(pair.0) == together.set(pair.1)
        };
        if a == b || contradicts {
            continue;
        }
        if *same {
            together.join(pair.0, pair.1);
        } else {
            apart.push((a, b));
        }
        kept.push((one.clone(), other.clone(), *same));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_judgement_wins_and_what_follows_from_it() {
        let settled = settled([
            ("a", "c", false),
            ("b", "c", true),
            ("a", "b", true),
            ("d", "d", true),
        ]);
        assert_eq!(settled, [("a", "c", false), ("b", "c", true)]);
    }
}
