//! Which sources of a claim count beside others: those that the reading is sure of, and that tell the
//! point of the claim.

use super::Source;
use crate::language::EntityKind;
use crate::link::pile::Pile;
use crate::link::{Counts, VoiceKind};

/// A source is sure if the reading of some attribution to it is so sure, and less where several
/// reports name it or few tell the claim and it is a person with a full name. By measurement on
/// rumours: below, one in three was what its report said.
const SURE: f32 = 0.85;
const SURE_OF_SEVERAL: f32 = 0.6;

/// So many reports are few.
const FEW_REPORTS: usize = 3;

/// Lets sources that are most likely nobody beside the others count no more by themselves.
pub(super) fn settle(pile: &Pile, sources: &mut [Source], reports: usize) {
    let is_counted = |source: &Source| source.origin.counts.is_of_its_own();
    // Who tells something beside the point is no origin of it where others tell the point.
    let is_at = |source: &Source| !source.is_beside && !source.only_headlines;
    if sources
        .iter()
        .any(|source| is_counted(source) && is_at(source))
    {
        let beside = sources
            .iter_mut()
            .filter(|source| is_counted(source) && source.is_beside);
        beside.for_each(|source| source.origin.counts = Counts::Together);
    }
    let is_read = |source: &Source| is_read(pile, source, reports);
    let is_sure = |source: &Source| {
        matches!(source.origin.counts, Counts::Own | Counts::Unnamed) && is_read(source)
    };
    let is_cited = |source: &Source| source.origin.counts == Counts::Perhaps;
    let any_sure = sources.iter().any(is_sure);
    if !any_sure
        && !sources
            .iter()
            .any(|source| is_cited(source) && is_read(source))
    {
        return;
    }
    for source in sources {
        // Beside sources that are known an outlet that is merely cited has most likely one of them,
        // and what the reading is not sure of is most likely nobody.
        let is_known = any_sure && is_cited(source) && source.origin.kind == VoiceKind::Outlet;
        if source.origin.counts != Counts::Never && (is_known || !is_read(source)) {
            source.origin.counts = Counts::Together;
        }
    }
}

/// Says whether the reading is sure of a source of a claim that so many reports tell.
fn is_read(pile: &Pile, source: &Source, reports: usize) -> bool {
    // Where many reports tell a thing, a person whom one of them alone names is likely misread.
    let is_person = reports <= FEW_REPORTS
        && source.origin.kind == VoiceKind::Named
        && source
            .entity
            .and_then(|id| pile.entity(id))
            .is_some_and(|entity| entity.kind == EntityKind::Person && entity.name.contains(' '));
    let least = if source.reports.len() > 1 || is_person {
        SURE_OF_SEVERAL
    } else {
        SURE
    };
    !source.only_headlines && source.confidence >= least
}
