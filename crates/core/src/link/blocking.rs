//! The interface between linking and whoever holds the data: keys, and candidates for a key.

/// What puts two items into one block: a hash under the name of its linker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub u64);

/// Whoever holds the data: returns the items that carry a key.
pub trait Candidates<Item> {
    /// Returns the items stored under `key`, oldest first.
    fn candidates(&self, key: Key) -> Vec<Item>;
}
