//! Furniture that only a pile shows: a paragraph that stands on many pages of one outlet ("Editor's
//! note: …") belongs to the outlet and to no report.
//!
//! Reports on one affair repeat their background paragraphs, and versions of one report nearly
//! everything. So a paragraph counts as furniture only if it stands on pages that have little else
//! in common.

use std::collections::{BTreeMap, HashMap, HashSet};

use rustc_hash::FxHashSet;

use crate::report::{BlockKind, Report};

/// On so many unrelated pages of one outlet a paragraph is furniture.
const PAGES: usize = 3;

/// A shorter paragraph may be repeated by chance ("He declined to comment.").
const FEW_WORDS: usize = 6;

/// Two pages are unrelated if they share less than this of their longer words. Reports of one
/// outlet on different matters share 0.05 to 0.1, reports on one affair 0.2 and more.
const RELATED: f64 = 0.15;

/// Words of so many bytes tell what a page is about.
const LONG_WORD: usize = 6;

/// Of an outlet with more pages than this the first that carry a paragraph are compared, so that
/// the cost stays linear.
const COMPARED: usize = 24;

/// Returns, for each report, the blocks that are the outlet's furniture, by their places in its
/// list of blocks.
///
/// Reports whose outlet is not known, and blocks that tell nothing anyway, are left as they are.
pub fn repeated(reports: &[&Report]) -> Vec<Vec<usize>> {
    let mut outlets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, report) in reports.iter().enumerate() {
        if let Some(outlet) = outlet(report) {
            outlets.entry(outlet).or_default().push(i);
        }
    }
    let mut found = vec![Vec::new(); reports.len()];
    for mut pages in outlets.into_values().filter(|pages| pages.len() >= PAGES) {
        // What is found does not depend on the order of the pile.
        pages.sort_by_key(|page| reports.get(*page).map(|report| report.id()));
        let mut standing: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for page in &pages {
            let Some(report) = reports.get(*page) else {
                continue;
            };
            let mut seen = HashSet::new();
            for (place, block) in report
                .blocks()
                .iter()
                .enumerate()
                .filter(|(_, block)| block.kind.is_told() && block.kind != BlockKind::Headline)
            {
                let words = folded(block.span.of(report.text()));
                if words.split(' ').count() >= FEW_WORDS && seen.insert(words.clone()) {
                    standing.entry(words).or_default().push((*page, place));
                }
            }
        }
        let mut topics: HashMap<usize, FxHashSet<String>> = HashMap::new();
        let mut all: Vec<_> = standing
            .into_iter()
            .filter(|(_, places)| places.len() >= PAGES)
            .collect();
        all.sort();
        for (words, places) in all {
            let own: FxHashSet<&str> = words.split(' ').collect();
            let mut unrelated: Vec<usize> = Vec::new();
            for (page, _) in places.iter().take(COMPARED) {
                if let Some(report) = reports.get(*page) {
                    topics.entry(*page).or_insert_with(|| topic(report));
                }
                let apart =
                    unrelated
                        .iter()
                        .all(|other| match (topics.get(page), topics.get(other)) {
                            (Some(one), Some(other)) => alike(one, other, &own) < RELATED,
                            _ => false,
                        });
                if apart {
                    unrelated.push(*page);
                }
            }
            if unrelated.len() >= PAGES {
                for (page, place) in places {
                    found
                        .get_mut(page)
                        .into_iter()
                        .for_each(|blocks| blocks.push(place));
                }
            }
        }
    }
    found.iter_mut().for_each(|blocks| blocks.sort_unstable());
    found
}

/// Returns what tells the outlet: its name, or else the host of the report's address.
fn outlet(report: &Report) -> Option<String> {
    let host = || {
        report
            .about
            .url
            .as_deref()?
            .split("://")
            .nth(1)?
            .split('/')
            .next()
            .map(|host| host.trim_start_matches("www."))
    };
    report
        .about
        .outlet
        .as_deref()
        .or_else(host)
        .map(str::to_lowercase)
}

/// Lower-cases a paragraph and keeps its words alone.
fn folded(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Returns the words that tell what a report is about.
fn topic(report: &Report) -> FxHashSet<String> {
    let told = report.blocks().iter().filter(|block| block.kind.is_told());
    let words = told.flat_map(|block| {
        block
            .span
            .of(report.text())
            .split(|c: char| !c.is_alphanumeric())
    });
    words
        .filter(|word| word.len() >= LONG_WORD)
        .map(str::to_lowercase)
        .collect()
}

/// Returns what share of their words two reports have in common, those of the paragraph itself left
/// out.
fn alike(one: &FxHashSet<String>, other: &FxHashSet<String>, without: &FxHashSet<&str>) -> f64 {
    let own = |words: &FxHashSet<String>| {
        words
            .iter()
            .filter(|word| !without.contains(word.as_str()))
            .count()
    };
    let both = one
        .iter()
        .filter(|word| !without.contains(word.as_str()) && other.contains(word.as_str()))
        .count();
    let all = own(one) + own(other) - both;
    if all == 0 {
        1.0
    } else {
        both as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::About;

    const NOTE: &str = "Editor's note: the Dockside Daily is owned by the harbour.";

    fn report(text: &str) -> Report {
        let mut report = Report::plain(format!("{text}\n{NOTE}"));
        report.about = About {
            outlet: Some("Dockside Daily".to_owned()),
            ..About::default()
        };
        report
    }

    fn found(reports: &[Report]) -> Vec<Vec<usize>> {
        repeated(&reports.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_note_on_pages_about_different_things_is_furniture() {
        let reports = [
            report("The council raised parking charges around market square."),
            report("Twelve swimmers finished yesterday's winter relay despite freezing weather."),
            report("Scientists discovered another species of jellyfish beneath volcanic islands."),
        ];
        assert_eq!(found(&reports), [[1], [1], [1]]);
        assert_eq!(found(&reports[..2]), [Vec::<usize>::new(), Vec::new()]);
    }

    #[test]
    fn background_in_reports_on_one_affair_is_none() {
        let reports = [
            report("The minister denied the secret terminal agreement with the negotiator."),
            report("The minister confirmed the secret terminal agreement with the negotiator."),
            report("The minister regretted the secret terminal agreement with the negotiator."),
        ];
        assert!(found(&reports).iter().all(Vec::is_empty));
    }
}
