//! The reading of one report: the stages in order, and everything they found.

use serde::{Deserialize, Serialize};

use crate::attribution::{self, Attribution, speakers};
use crate::knew::{self, Knew};
use crate::language::{Entity, Language, TimeExpression};
use crate::report::{Report, ReportId};
use crate::span::Span;
use crate::told::{self, Told};

/// The version of everything that derives findings. Findings of another version are rebuilt.
pub const VERSION: u32 = 4;

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
    /// What a reader should know about this reading: full sentences.
    pub notes: Vec<String>,
}

/// Reads one report. Never fails and never panics, whatever the text.
pub fn read(report: &Report) -> Reading {
    read_all(std::slice::from_ref(report)).pop().unwrap_or_else(|| Reading::empty(report))
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
    let sentences = language.sentences.iter().map(|s| language.bytes(s.tokens)).collect();
    Reading { sentences, entities: language.entities, times: language.times, attributions, told, knew, ..Reading::empty(report) }
}

impl Reading {
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
            notes: Vec::new(),
        }
    }
}
