//! Whether the record has changed: editions, counted from the writes that SQLite sees.

use std::sync::{Mutex, PoisonError};

use crate::record::{Problem, Record};

/// What the record looked like at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// Grows with every write that was seen.
    pub(super) edition: u64,
    /// The edition in which a report was removed last: nothing older may be shown.
    pub(super) removed: u64,
    /// How many reports the record held.
    pub(super) reports: usize,
}

/// An eye on the record.
pub(super) struct Watch {
    seen: Mutex<Seen>,
}

struct Seen {
    record: Record,
    data_version: i64,
    removals: i64,
    look: Look,
}

impl Watch {
    /// Watches through a connection of its own, since SQLite counts the writes of others only.
    pub(super) fn new(record: Record) -> Result<Self, Problem> {
        let look = Look {
            edition: 1,
            removed: 0,
            reports: record.reports()?,
        };
        let (data_version, removals) = (record.data_version()?, record.removals()?);
        Ok(Watch {
            seen: Mutex::new(Seen {
                record,
                data_version,
                removals,
                look,
            }),
        })
    }

    /// Looks at the record; costs some microseconds unless somebody has written.
    pub(super) fn look(&self) -> Result<Look, Problem> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let data_version = seen.record.data_version()?;
        if data_version != seen.data_version {
            let (reports, removals) = (seen.record.reports()?, seen.record.removals()?);
            let edition = seen.look.edition + 1;
            let removed = if removals == seen.removals {
                seen.look.removed
            } else {
                edition
            };
            (seen.data_version, seen.removals) = (data_version, removals);
            seen.look = Look {
                edition,
                removed,
                reports,
            };
        }
        Ok(seen.look)
    }
}
