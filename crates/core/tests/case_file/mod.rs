//! Reads text cases: `--- name`, then the text, then the expected findings behind `> `, one a line.
//!
//! A name may end in ` @2014-11-07`, the date on which the report was published.

use sayso_core::report::{Moment, Report};

/// One case of a file.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) report: Report,
    pub(crate) expected: Vec<String>,
}

/// Reads the cases of a file; panics if it holds none, so that no test passes on an empty file.
#[track_caller]
pub(crate) fn cases(file: &str) -> Vec<Case> {
    let cases: Vec<Case> = file.split("\n--- ").skip(1).map(case).collect();
    assert!(!cases.is_empty(), "the file holds no case");
    cases
}

#[track_caller]
fn case(part: &str) -> Case {
    let (head, body) = part.split_once('\n').expect("a case has a name and a text");
    let (name, date) = head
        .split_once(" @")
        .map_or((head, None), |(name, date)| (name, Some(date)));
    let text: Vec<&str> = body.lines().filter(|line| !line.starts_with('>')).collect();
    let expected: Vec<String> = body
        .lines()
        .filter_map(|line| line.strip_prefix("> "))
        .map(str::to_owned)
        .collect();
    assert!(
        !expected.is_empty(),
        "case {name} expects nothing; write `> none` if nothing is to be found"
    );
    let mut report = Report::plain(text.join("\n").trim());
    report.about.published =
        date.map(|date| Moment::day(date.trim().parse().expect("a date after @")));
    Case {
        name: name.to_owned(),
        report,
        expected,
    }
}

/// Compares what was found with what a case expects and shows both where they differ.
#[track_caller]
pub(crate) fn check(file: &str, found: impl Fn(&Report) -> Vec<String>) {
    let mut wrong = Vec::new();
    for case in cases(file) {
        let mut got = found(&case.report);
        if got.is_empty() {
            got.push("none".to_owned());
        }
        if got != case.expected {
            wrong.push(format!(
                "--- {}\nexpected:\n> {}\nfound:\n> {}",
                case.name,
                case.expected.join("\n> "),
                got.join("\n> ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
