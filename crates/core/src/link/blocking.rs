//! The interface between linking and whoever holds the data: keys, and candidates for a key.
//!
//! Linkers compute keys and ask; whether a `HashMap` or a database answers is nothing they can see.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// What puts two items into one block: a hash under the name of its linker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub u64);

impl Key {
    /// Computes the key of a linker's word for a block; the same on every machine and in every
    /// version of Rust.
    pub fn of(linker: &str, parts: &[u64]) -> Self {
        let mut hash = hash(linker.as_bytes());
        for part in parts {
            hash = more(hash, &part.to_le_bytes());
        }
        Key(hash)
    }
}

/// Whoever holds the data: returns the items that carry a key.
pub trait Candidates<Item> {
    /// Returns the items stored under `key`, oldest first.
    fn candidates(&self, key: Key) -> Vec<Item>;

    /// Returns how many items are stored under `key`, so that a linker can pass over a key that
    /// says nothing. Whoever can count without fetching should.
    fn frequency(&self, key: Key) -> usize {
        self.candidates(key).len()
    }
}

/// Candidates in memory.
#[derive(Clone, Debug)]
pub struct Index<Item> {
    items: HashMap<Key, Vec<Item>>,
}

impl<Item> Default for Index<Item> {
    fn default() -> Self {
        Index {
            items: HashMap::new(),
        }
    }
}

impl<Item: Clone + PartialEq> Index<Item> {
    /// Stores an item under a key; an item that was the last to be stored there is not stored
    /// twice.
    pub fn insert(&mut self, key: Key, item: Item) {
        match self.items.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(vec![item]);
            }
            Slot::Occupied(mut slot) => {
                if slot.get().last() != Some(&item) {
                    slot.get_mut().push(item);
                }
            }
        }
    }
}

impl<Item: Clone> Candidates<Item> for Index<Item> {
    fn candidates(&self, key: Key) -> Vec<Item> {
        self.items.get(&key).cloned().unwrap_or_default()
    }

    fn frequency(&self, key: Key) -> usize {
        self.items.get(&key).map_or(0, Vec::len)
    }
}

/// The **pair** step: for every item the later items that share keys with it, with how many.
///
/// `keys[i]` are the keys of item `i`. A key that more than `widest` items carry pairs nobody: it
/// says too little, and pairing would grow with the square of the pile.
pub(super) fn pairs(
    keys: &[Vec<Key>],
    held: &impl Candidates<u32>,
    widest: usize,
) -> Vec<(u32, u32, u32)> {
    let mut out = Vec::new();
    let mut shared: Vec<u32> = Vec::new();
    for (first, keys) in (0u32..).zip(keys) {
        shared.clear();
        for key in keys {
            if held.frequency(*key) <= widest {
                shared.extend(
                    held.candidates(*key)
                        .into_iter()
                        .filter(|other| *other > first),
                );
            }
        }
        shared.sort_unstable();
        out.extend(shared.chunk_by(|a, b| a == b).map(|same| {
            (
                first,
                same[0],
                u32::try_from(same.len()).unwrap_or(u32::MAX),
            )
        }));
    }
    out
}

/// Returns the 64-bit FNV-1a hash of some bytes: short, fast, and the same everywhere.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    more(0xcbf2_9ce4_8422_2325, bytes)
}

fn more(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_share_keys_and_wide_keys_pair_nobody() {
        let keys = vec![vec![Key(1), Key(2)], vec![Key(1), Key(2)], vec![Key(2)]];
        let mut index = Index::default();
        for (item, keys) in (0u32..).zip(&keys) {
            for key in keys {
                index.insert(*key, item);
            }
        }
        assert_eq!(pairs(&keys, &index, 9), [(0, 1, 2), (0, 2, 1), (1, 2, 1)]);
        assert_eq!(pairs(&keys, &index, 2), [(0, 1, 1)]);
        assert_eq!(index.frequency(Key(7)), 0);
    }
}
