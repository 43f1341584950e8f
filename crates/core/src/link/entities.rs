//! Entities across reports.
use super::{Entry, LinkedEntity};

/// Joins the entities of the pile's readings.
pub(super) fn find(_pile: &[Entry]) -> Vec<LinkedEntity> {
    Vec::new()
}
