//! A report as slots look at it: whose word each stretch is, and by what its words are compared.
//!
//! Made once for a report: to look through all attributions and to cut the words anew for every value
//! would cost the square of a report that quotes without end.

use std::collections::BTreeSet;

use super::super::pile::Pile;
use super::super::words::words;
use super::super::{Entry, LinkedEntityId, ReportIndex, Voice, voices};
use super::filled::worded;
use super::sentences;
use crate::attribution::{self, Attribution, AttributionId, Stance};
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
    /// The expressions of time that say when something was said.
    sayings: BTreeSet<usize>,
    /// The words of its sentences, in order.
    words: Vec<Worded>,
}

/// A word of a report, as values are compared by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worded {
    pub(super) span: Span,
    /// What it is compared by; nothing where it says nothing by itself.
    pub(super) stem: Option<u64>,
    /// What it weighs.
    pub(super) weight: f32,
    /// Who is meant by it.
    pub(super) meant: Option<LinkedEntityId>,
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
                for place in sentences(entry, *piece) {
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
            sayings: all
                .iter()
                .filter_map(|found| Some(found.when?.0 as usize))
                .collect(),
            words: words_of(pile, report),
        })
    }

    /// Returns the words of a stretch, in order.
    pub(super) fn words(&self, stretch: Span) -> &[Worded] {
        let from = self
            .words
            .partition_point(|word| word.span.start() < stretch.start());
        let end = self
            .words
            .partition_point(|word| word.span.start() < stretch.end());
        self.words.get(from..end).unwrap_or(&[])
    }

    /// Returns what the last word of a stretch is compared by.
    pub(super) fn stem(&self, stretch: Span) -> Option<u64> {
        self.words(stretch).last()?.stem
    }

    /// Returns whose word an attribution is, or what stands in none.
    pub(super) fn voice(&self, attribution: Option<AttributionId>) -> Option<Voice> {
        match attribution {
            Some(id) => self.voices.get(id.0 as usize).cloned().flatten(),
            None => self.own.clone(),
        }
    }

    /// Says whether what stands in an attribution, or in none, is told as so by all who tell it.
    pub(super) fn is_told(&self, attribution: Option<AttributionId>) -> bool {
        let around = |id: &AttributionId| self.attribution(*id).and_then(|found| found.inside);
        let all = std::iter::successors(attribution, around).take(self.voices.len());
        let mut all = all.filter_map(|id| self.attribution(id));
        all.all(|found| {
            found.mode.is_told() && matches!(found.stance, Stance::Asserts | Stance::Confirms)
        })
    }

    /// Says whether a no that stands in an attribution, or in none, is told as so by all who tell it.
    /// "There was no second key," she said: that she denies something is these very words.
    pub(super) fn is_no_told(&self, attribution: Option<AttributionId>) -> bool {
        let text = self.entry.report.text();
        let own = attribution.and_then(|id| self.attribution(id));
        let is_by_words = own.is_some_and(|found| {
            let cue = found
                .cue
                .iter()
                .any(|cue| attribution::denies(cue.of(text)));
            found.stance == Stance::Denies && found.mode.is_told() && !cue
        });
        match own.filter(|_| is_by_words) {
            Some(found) => self.is_told(found.inside),
            None => self.is_told(attribution),
        }
    }

    /// Says whether an expression of time says when something was said.
    pub(super) fn is_of_saying(&self, time: usize) -> bool {
        self.sayings.contains(&time)
    }

    /// Returns an attribution.
    pub(super) fn attribution(&self, id: AttributionId) -> Option<&'p Attribution> {
        self.entry.reading.attributions.get(id.0 as usize)
    }

    /// Returns the innermost attribution whose content holds a stretch of one sentence.
    pub(super) fn around(&self, stretch: Span) -> Option<AttributionId> {
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
        self.over(stretch).filter(holds).min_by_key(length)
    }

    /// Returns who says most of a sentence, nearest to it.
    pub(super) fn most_of(&self, place: usize) -> Option<AttributionId> {
        let sentence = *self.entry.reading.sentences.get(place)?;
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
        let here = self.over.get(place)?.iter().copied();
        here.filter(covers).min_by_key(length)
    }

    fn over(&self, stretch: Span) -> impl Iterator<Item = AttributionId> {
        let place = sentences(self.entry, stretch).start;
        let here = self.over.get(place);
        here.into_iter().flatten().copied()
    }
}

/// Reads the words of all sentences of a report.
fn words_of(pile: &Pile, report: ReportIndex) -> Vec<Worded> {
    let Some(entry) = pile.entry(report) else {
        return Vec::new();
    };
    let text = entry.report.text();
    let sentences = entry.reading.sentences.iter();
    let all = sentences.flat_map(|sentence| words(text, *sentence));
    all.map(|word| worded(pile, report, &word)).collect()
}
