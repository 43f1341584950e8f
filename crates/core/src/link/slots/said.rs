//! Whose word each stretch of a report is.
//!
//! A table of the attributions over each sentence, made once for a report: to look through all of
//! them for every value would cost the square of a report that quotes without end.

use super::super::pile::Pile;
use super::super::{Entry, ReportIndex, Voice, voices};
use super::sentences;
use crate::attribution::{Attribution, AttributionId};
use crate::span::{Span, hull};

/// The attributions of a report, by sentence, and who stands behind each.
pub(super) struct Said<'p> {
    pub(super) report: ReportIndex,
    pub(super) entry: &'p Entry,
    /// Of each sentence, the attributions whose contents reach into it.
    over: Vec<Vec<AttributionId>>,
    /// Of each attribution, whose word it is.
    voices: Vec<Option<Voice>>,
    /// Whose word the rest is.
    own: Option<Voice>,
}

impl<'p> Said<'p> {
    /// Reads a report; `None` where there is none.
    pub(super) fn of(pile: &Pile<'p>, report: ReportIndex) -> Option<Self> {
        let entry = pile.entry(report)?;
        let all = &entry.reading.attributions;
        let ids = (0u32..).map(AttributionId).take(all.len());
        let mut over = vec![Vec::new(); entry.reading.sentences.len()];
        for (id, found) in ids.clone().zip(all) {
            for piece in &found.content {
                for place in sentences(pile, report, *piece) {
                    let here: Option<&mut Vec<AttributionId>> = over.get_mut(place);
                    if let Some(here) = here.filter(|here| here.last() != Some(&id)) {
                        here.push(id);
                    }
                }
            }
        }
        Some(Said {
            report,
            entry,
            over,
            voices: ids
                .map(|id| voices::vouching(pile, report, Some(id)))
                .collect(),
            own: voices::vouching(pile, report, None),
        })
    }

    /// Returns whose word an attribution is, or what stands in none.
    pub(super) fn voice(&self, attribution: Option<AttributionId>) -> Option<Voice> {
        match attribution {
            Some(id) => self.voices.get(id.0 as usize).cloned().flatten(),
            None => self.own.clone(),
        }
    }

    /// Returns an attribution.
    pub(super) fn attribution(&self, id: AttributionId) -> Option<&'p Attribution> {
        self.entry.reading.attributions.get(id.0 as usize)
    }

    /// Returns the innermost attribution whose content holds a stretch of one sentence.
    pub(super) fn around(&self, pile: &Pile, stretch: Span) -> Option<AttributionId> {
        let holds = |id: &AttributionId| {
            let found = self.attribution(*id);
            found.is_some_and(|found| found.content.iter().any(|piece| piece.contains(stretch)))
        };
        let length = |id: &AttributionId| {
            let found = self.attribution(*id);
            found.map_or(0, |found| {
                found.content.iter().map(|piece| piece.len()).sum::<usize>()
            })
        };
        self.over(pile, stretch).filter(holds).min_by_key(length)
    }

    /// Returns who says most of a sentence, nearest to it.
    pub(super) fn most_of(&self, pile: &Pile, sentence: Span) -> Option<AttributionId> {
        let covers = |id: &AttributionId| {
            let content = self.attribution(*id).map(|found| found.content.iter());
            let covered = content.into_iter().flatten().filter_map(|piece| {
                let start = piece.start().max(sentence.start());
                piece.end().min(sentence.end()).checked_sub(start)
            });
            2 * covered.sum::<usize>() > sentence.len()
        };
        let length = |id: &AttributionId| {
            let content = self.attribution(*id).and_then(|found| hull(&found.content));
            content.map_or(0, Span::len)
        };
        self.over(pile, sentence).filter(covers).min_by_key(length)
    }

    fn over(&self, pile: &Pile, stretch: Span) -> impl Iterator<Item = AttributionId> {
        let place = sentences(pile, self.report, stretch).start;
        let here = self.over.get(place);
        here.into_iter().flatten().copied()
    }
}
