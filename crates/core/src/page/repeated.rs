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
pub const PAGES: usize = 3;

/// A shorter paragraph may be repeated by chance ("He declined to comment.").
const FEW_WORDS: usize = 6;

/// Two pages are unrelated if they share less than this of their longer words. Reports of one
/// outlet on different matters share 0.05 to 0.1, reports on one affair 0.2 and more.
const RELATED: f64 = 0.15;

/// Words of so many bytes tell what a page is about.
const LONG_WORD: usize = 6;

/// Of more pages that carry a paragraph the first by their ids are compared, so that the cost stays
/// linear.
pub const COMPARED: usize = 24;

/// A paragraph of a report that may be its outlet's furniture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// The place of its block in the report's list.
    pub place: usize,
    /// The outlet's name and the paragraph's words: what it stands under on every page of the
    /// outlet.
    pub words: String,
}

/// Returns, for each report, the blocks that are the outlet's furniture, by their places in its
/// list of blocks.
///
/// Reports whose outlet is not known, and blocks that tell nothing anyway, are left as they are.
pub fn repeated(reports: &[&Report]) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); reports.len()];
    let mut order: Vec<usize> = (0..reports.len()).collect();
    // What is found does not depend on the order of the pile.
    order.sort_by_key(|page| reports.get(*page).map(|report| report.id()));
    let mut standing: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for page in order {
        for Paragraph { place, words } in reports.get(page).map_or_else(Vec::new, |r| paragraphs(r))
        {
            standing.entry(words).or_default().push((page, place));
        }
    }
    standing.retain(|_, places| places.len() >= PAGES);
    let mut topics: HashMap<usize, Topic> = HashMap::new();
    for (words, places) in standing {
        let pages: Vec<usize> = places
            .iter()
            .map(|(page, _)| *page)
            .take(COMPARED)
            .collect();
        for page in &pages {
            if let Some(report) = reports.get(*page) {
                topics.entry(*page).or_insert_with(|| Topic::of(report));
            }
        }
        let topics: Vec<&Topic> = pages.iter().filter_map(|page| topics.get(page)).collect();
        if is_furniture(&words, &topics) {
            for (page, place) in places {
                found
                    .get_mut(page)
                    .into_iter()
                    .for_each(|blocks| blocks.push(place));
            }
        }
    }
    found.iter_mut().for_each(|blocks| blocks.sort_unstable());
    found
}

/// Returns the paragraphs of a report that may be furniture, each of the same words once.
pub fn paragraphs(report: &Report) -> Vec<Paragraph> {
    let Some(outlet) = outlet(report) else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let blocks = report.blocks().iter().enumerate();
    let told =
        blocks.filter(|(_, block)| block.kind.is_told() && block.kind != BlockKind::Headline);
    told.filter_map(|(place, block)| {
        let words = folded(block.span.of(report.text()));
        let is_long = words.split(' ').count() >= FEW_WORDS;
        (is_long && seen.insert(words.clone())).then(|| Paragraph {
            place,
            words: format!("{outlet}\n{words}"),
        })
    })
    .collect()
}

/// Says whether a paragraph is furniture: whether enough of the pages that carry it, of which the
/// first [`COMPARED`] by their ids are given, have little else in common.
pub fn is_furniture(words: &str, pages: &[&Topic]) -> bool {
    let words = words.split_once('\n').map_or(words, |(_, words)| words);
    let own: FxHashSet<&str> = words.split(' ').collect();
    let mut unrelated: Vec<&Topic> = Vec::new();
    for page in pages {
        if unrelated
            .iter()
            .all(|other| alike(&page.0, &other.0, &own) < RELATED)
        {
            unrelated.push(page);
        }
    }
    unrelated.len() >= PAGES
}

/// The words that tell what a report is about.
#[derive(Clone, Default, Debug)]
pub struct Topic(FxHashSet<String>);

impl Topic {
    /// Collects them.
    pub fn of(report: &Report) -> Self {
        let told = report.blocks().iter().filter(|block| block.kind.is_told());
        let words = told.flat_map(|block| {
            block
                .span
                .of(report.text())
                .split(|c: char| !c.is_alphanumeric())
        });
        let long = words.filter(|word| word.len() >= LONG_WORD);
        Topic(long.map(str::to_lowercase).collect())
    }
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
