//! Attributions, case by case: `cases/attribution.txt`.
//!
//! The file has three sections: texts taken as they stand, pages with furniture and comments, and
//! texts that are read wrong today. A case of the last gives the present reading, and what would be
//! right behind `>! `, so that whoever changes the network sees which of them it mends.

mod case_file;
mod listing;

use sayso_core::page::{PageOptions, page};
use sayso_core::read;
use sayso_core::report::Report;

const FILE: &str = include_str!("cases/attribution.txt");

/// Contents are shown whole.
const WHOLE: usize = usize::MAX;

/// Returns the sections of the file: plain texts, pages, known wrong.
fn sections() -> [&'static str; 3] {
    let (plain, rest) = FILE.split_once("\n=== pages").expect("a section for pages");
    let (pages, wrong) = rest
        .split_once("\n=== known wrong")
        .expect("a section for what is known to be wrong");
    [plain, pages, wrong]
}

fn found(report: &Report) -> Vec<String> {
    listing::attributions(report.text(), &read(report), WHOLE)
}

#[test]
fn plain_texts() {
    case_file::check(sections()[0], found);
}

#[test]
fn pages() {
    case_file::check(sections()[1], |report| {
        let page =
            page(report.text().as_bytes(), &PageOptions::default()).expect("a case is a page");
        found(&page.report)
    });
}

/// Holds what is read wrong to what is known of it: a change for the better moves the case up.
#[test]
fn known_wrong() {
    let wrong = sections()[2];
    case_file::check(wrong, found);
    for case in wrong.split("\n--- ").skip(1) {
        let right: Vec<&str> = case
            .lines()
            .filter_map(|line| line.strip_prefix(">! "))
            .collect();
        let present: Vec<&str> = case
            .lines()
            .filter_map(|line| line.strip_prefix("> "))
            .collect();
        assert!(
            !right.is_empty(),
            "say behind `>! ` what would be right:\n{case}"
        );
        assert_ne!(right, present, "this is read right; move it up:\n{case}");
    }
}
