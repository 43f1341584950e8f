//! The reading of one report: the stages in order, and everything they found.

use serde::{Deserialize, Serialize};

use crate::attribution::{self, Attribution, AttributionId, speakers};
use crate::knew::{self, Knew};
use crate::language::{Entity, Language, TimeExpression};
use crate::report::{Report, ReportId};
use crate::span::{Span, fitting, hull};
use crate::told::{self, Told};
use crate::values::{self, Value};

/// The version of everything that derives findings. Findings of another version are rebuilt.
pub const VERSION: u32 = 13;

/// Everything that was found in one report, as spans into its text.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The report that was read.
    pub report: ReportId,
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
    /// Its entities; an `EntityId` counts into this list.
    pub entities: Vec<Entity>,
    /// Its time expressions; a `TimeId` counts into this list.
    pub times: Vec<TimeExpression>,
    /// Its attributions; an `AttributionId` counts into this list.
    pub attributions: Vec<Attribution>,
    /// Its communications.
    pub told: Vec<Told>,
    /// Its states of knowledge.
    pub knew: Vec<Knew>,
    /// The figures, dates and places that it gives, and what it says not to be.
    pub values: Vec<Value>,
    /// What a reader should know about this reading: full sentences.
    pub notes: Vec<String>,
}

/// Reads one report. Never fails and never panics, whatever the text.
pub fn read(report: &Report) -> Reading {
    read_all(std::slice::from_ref(report))
        .pop()
        .unwrap_or_else(|| Reading::empty(report))
}

/// Reads several reports at once, which is faster than one by one: the networks read them together.
pub fn read_all(reports: &[Report]) -> Vec<Reading> {
    let languages: Vec<Language> = Language::of_all(reports);
    let pairs: Vec<_> = reports.iter().zip(&languages).collect();
    let attributions = attribution::find_all(&pairs);
    reports
        .iter()
        .zip(languages)
        .zip(attributions)
        .map(|((report, language), attributions)| finish(report, language, attributions))
        .collect()
}

/// Reads what follows from the attributions, and gathers everything.
fn finish(report: &Report, mut language: Language, mut attributions: Vec<Attribution>) -> Reading {
    speakers::first_person(report, &mut language, &mut attributions);
    let mut told = told::find(report, &language, &attributions);
    told::address(&mut attributions, &told);
    speakers::second_person(report, &mut language, &attributions);
    told::resolve(&mut told, &language);
    let knew = knew::find(report, &language, &attributions, &told);
    let values = values::find(report, &language);
    let sentences = language
        .sentences
        .iter()
        .map(|s| language.bytes(s.tokens))
        .collect();
    Reading {
        sentences,
        entities: language.entities,
        times: language.times,
        attributions,
        told,
        knew,
        values,
        ..Reading::empty(report)
    }
}

impl Reading {
    /// Returns the attribution that a stretch from source to content fits best, or `None` if it
    /// fits none.
    pub fn attribution_at(&self, stretch: Span) -> Option<AttributionId> {
        // One without words covers nothing, and so fits nothing.
        let wholes = self
            .attributions
            .iter()
            .map(|found| found.whole().unwrap_or(Span::new(0, 0)));
        fitting(wholes, stretch)
            .and_then(|at| u32::try_from(at).ok())
            .map(AttributionId)
    }

    /// Says whether a stretch fits what somebody is held to say, or a sentence.
    pub fn tells_at(&self, stretch: Span) -> bool {
        let said = self
            .attributions
            .iter()
            .filter_map(|found| hull(&found.content));
        fitting(said.chain(self.sentences.iter().copied()), stretch).is_some()
    }

    /// Takes out attributions that are wrong. What stood inside one stands on the word of the voice
    /// around it then, or of the outlet.
    #[must_use]
    pub fn without(mut self, wrong: &[AttributionId]) -> Self {
        let all = &self.attributions;
        let outer = |id: AttributionId| all.get(id.0 as usize).and_then(|found| found.inside);
        // Readings do not go round in a circle; if one did, so many steps would have met everybody.
        let around = |id: AttributionId| {
            std::iter::successors(Some(id), |id| outer(*id))
                .take(all.len())
                .find(|id| !wrong.contains(id))
        };
        let mut kept: Vec<Option<AttributionId>> = Vec::with_capacity(all.len());
        let mut count = 0;
        for id in (0u32..).map(AttributionId).take(all.len()) {
            let stays = !wrong.contains(&id);
            kept.push(stays.then_some(AttributionId(count)));
            count += u32::from(stays);
        }
        let new = |id: Option<AttributionId>| kept.get(around(id?)?.0 as usize).copied().flatten();
        let inside: Vec<Option<AttributionId>> =
            all.iter().map(|found| new(found.inside)).collect();
        self.told
            .iter_mut()
            .for_each(|told| told.attribution = new(told.attribution));
        self.knew
            .iter_mut()
            .for_each(|knew| knew.attribution = new(knew.attribution));
        self.attributions = self
            .attributions
            .into_iter()
            .zip(inside)
            .zip(&kept)
            .filter(|(_, kept)| kept.is_some())
            .map(|((found, inside), _)| Attribution { inside, ..found })
            .collect();
        self
    }

    /// Makes the reading of a report in which nothing was found.
    pub fn empty(report: &Report) -> Self {
        Reading {
            report: report.id().clone(),
            sentences: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            attributions: Vec::new(),
            told: Vec::new(),
            knew: Vec::new(),
            values: Vec::new(),
            notes: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_inside_a_wrong_attribution_stands_on_the_word_around_it() {
        let report = Report::plain(
            "Inga Moll said that Dara Velin claimed that Tomas Kell had called the harbour safe.",
        );
        let read = read(&report);
        let whole = |words: &str| {
            Span::new(
                report.text().find(words).unwrap_or_default(),
                report.text().len() - 1,
            )
        };
        let voices = |reading: &Reading| -> Vec<(String, Option<u32>)> {
            let source = |found: &Attribution| {
                found
                    .source
                    .spans
                    .iter()
                    .map(|span| span.of(report.text()))
                    .collect()
            };
            reading
                .attributions
                .iter()
                .map(|found| (source(found), found.inside.map(|outer| outer.0)))
                .collect()
        };
        let voice = |name: &str, inside: Option<u32>| (name.to_owned(), inside);
        assert_eq!(
            voices(&read),
            [
                voice("Inga Moll", None),
                voice("Dara Velin", Some(0)),
                voice("Tomas Kell", Some(1))
            ]
        );
        let velin = read
            .attribution_at(whole("Dara Velin"))
            .expect("her words are found by their stretch");
        assert_eq!(
            voices(&read.without(&[velin])),
            [voice("Inga Moll", None), voice("Tomas Kell", Some(0))]
        );
    }
}
