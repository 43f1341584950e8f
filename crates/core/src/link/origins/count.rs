//! How many independent origins sources come to, at least and at most.

use std::collections::BTreeMap;

use super::Source;
use crate::link::{Counts, ReportIndex};

/// Counts the least and the most independent origins.
///
/// * A named origin counts once. So does a document.
/// * Unnamed sources of one report are several, and none of those whom the report names; those of
///   different reports may be the same people, or somebody whom another report names, and are one
///   person where all describe him alike.
/// * An unnamed source that told an outlet of its own is likely one more. All other unnamed sources
///   together, and all that name nobody, add one at most: they are no evidence of more.
/// * A speaker whom a witness repeats may have spoken again, or not. An outlet that is cited, where
///   nobody else is known, may have its own origin.
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
                many |= source.reports.len() > 1 && source.told.len() != 1 && !source.is_one;
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
    let more = usize::from(many || cited > 0 || unnamed > told.max(surely.unwrap_or(0)));
    (
        least,
        (own + told.max(surely.unwrap_or(0)) + more).max(least),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Origin, VoiceKind};

    fn source(counts: Counts, reports: &[u32], told: &[&str]) -> Source {
        Source {
            origin: Origin {
                name: String::new(),
                kind: VoiceKind::Named,
                tellings: Vec::new(),
                is_loop: false,
                counts,
                same_as: Vec::new(),
                relays: Vec::new(),
            },
            entity: None,
            reports: reports.iter().copied().map(ReportIndex).collect(),
            speaks_for: Default::default(),
            told: told.iter().map(|outlet| (*outlet).to_owned()).collect(),
            only_headlines: false,
            confidence: 1.0,
            is_beside: false,
            is_one: false,
        }
    }

    #[test]
    fn counts_follow_the_rules() {
        let own = |report| source(Counts::Own, &[report], &[]);
        let unnamed = |reports: &[u32]| source(Counts::Unnamed, reports, &[]);
        let told = |report, outlet| source(Counts::Unnamed, &[report], &[outlet]);
        let bare = |report| source(Counts::Together, &[report], &[]);
        let cited = |report| source(Counts::Perhaps, &[report], &[]);
        // One officer named, and reports that name nobody: these are no evidence of more.
        assert_eq!(of(&[own(0), bare(1), bare(2)]), (1, 1));
        assert_eq!(of(&[own(0), own(1)]), (2, 2));
        // Officials of two reports may be the same, and of one report they are two.
        assert_eq!(of(&[unnamed(&[0, 1])]), (1, 2));
        assert_eq!(of(&[unnamed(&[0]), unnamed(&[0])]), (2, 2));
        let one = |reports: &[u32]| Source {
            is_one: true,
            ..unnamed(reports)
        };
        assert_eq!(of(&[one(&[0, 1])]), (1, 1));
        // An official may be the one whom another report names, and not the one whom his own does.
        assert_eq!(of(&[own(0), unnamed(&[1])]), (1, 2));
        assert_eq!(of(&[own(0), unnamed(&[0])]), (2, 2));
        assert_eq!(of(&[told(0, "post"), told(1, "sun")]), (1, 2));
        assert_eq!(of(&[bare(0), bare(1), bare(2)]), (1, 2));
        assert_eq!(of(&[cited(0), bare(1)]), (1, 1));
        assert_eq!(of(&[source(Counts::Never, &[0, 1], &[])]), (0, 0));
    }
}
