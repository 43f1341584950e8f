//! Linking: text cases with marked-up reports, and properties that hold for any pile.

#![expect(
    clippy::disallowed_methods,
    reason = "a test reads its cases; the core does not"
)]

mod judged;
mod listing;
mod marked;
mod properties;
mod unmarked;

use sayso_core::link::link;

/// Runs every case of `tests/cases/link`.
///
/// A case is `=== name`, reports (`## A | outlet | date | credit`, then marked-up text), and
/// expectations: `+ words` must stand in one line of the listing, `- words` in none. `marked` says
/// how a text is marked up. The texts in `read.txt` have no marks and are read as any report is;
/// `unmarked` says how they are written.
#[test]
fn cases() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/link");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut run, mut wrong) = (0, String::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for case in text
            .split("\n=== ")
            .map(|case| case.trim_start_matches("=== "))
            .filter(|case| case.contains("\n## "))
        {
            run += 1;
            let (name, rest) = case.split_once('\n').unwrap();
            let (reports, expectations) = marked::reports(rest);
            let is_read = path.file_name().is_some_and(|name| name == "read.txt");
            let pile = if is_read {
                unmarked::pile(reports)
            } else {
                marked::pile(reports)
            };
            assert!(
                !expectations.is_empty(),
                "the case “{name}” expects nothing"
            );
            let shown = listing::of(&pile, &link(&pile));
            for expectation in expectations {
                let (sign, words) = expectation.split_at(2);
                let stands = shown.lines().any(|line| line.contains(words));
                if stands != (sign == "+ ") {
                    wrong += &format!("{name}: {expectation}\n{shown}\n");
                }
            }
        }
    }
    assert!(run > 0, "no cases in {folder}");
    assert!(wrong.is_empty(), "{wrong}");
}
