//! How many independent origins sources come to, at least and at most.

use std::collections::BTreeMap;

use super::Source;
use crate::link::{Counts, ReportIndex};

/// Counts the least and the most independent origins.
///
/// * A named origin counts once. So does a document.
/// * Unnamed sources of one report are several, and none of those whom the report names; those of
///   different reports may be the same people, or somebody whom another report names.
/// * An unnamed source that told an outlet of its own is likely one more. All other unnamed sources
///   together, and all that name nobody, add one at most: they are no evidence of more.
/// * A circle has none.
pub(super) fn of(sources: &[Source]) -> (usize, usize) {
    let (mut own, mut told, mut unnamed, mut cited, mut bare) = (0, 0, 0, 0, 0);
    let mut by_report: BTreeMap<ReportIndex, (usize, usize)> = BTreeMap::new();
    let mut many = false;
    for source in sources {
        match source.origin.counts {
            Counts::Own => own += 1,
            Counts::Unnamed => {
                unnamed += 1;
                told += usize::from(!source.told.is_empty());
                many |= source.reports.len() > 1 && source.told.len() != 1;
            }
            Counts::Perhaps => cited += 1,
            Counts::Together => bare += 1,
            Counts::Never => {}
        }
        for report in &source.reports {
            let (named, not) = by_report.entry(*report).or_default();
            *named += usize::from(source.origin.counts == Counts::Own);
            *not += usize::from(source.origin.counts == Counts::Unnamed);
        }
    }
    let others = cited + bare;
    if own + unnamed == 0 {
        return match (cited, bare) {
            (0, 0) => (0, 0),
            (1, _) => (1, 1),
            _ => (1, others.min(2)),
        };
    }
    // Of the unnamed sources of a report those are surely others who cannot be somebody named
    // elsewhere.
    let surely = by_report
        .values()
        .map(|(named, not)| (named + not).saturating_sub(own))
        .max();
    let least = (own + surely.unwrap_or(0)).max(1);
    let more = usize::from(many || unnamed > told.max(surely.unwrap_or(0)));
    (
        least,
        (own + told.max(surely.unwrap_or(0)) + more).max(least),
    )
}
