//! Conflicts: tellings of one claim that cannot both hold.
use super::{Claim, Conflict, Entry};

/// Finds the conflicts between the tellings of each claim.
pub(super) fn find(_pile: &[Entry], _claims: &[Claim]) -> Vec<Conflict> {
    Vec::new()
}
