//! The cases of `cases/page*.txt`: a page, and the blocks and facts that must be read from it.
//!
//! A case is a line `--- name`, the page as it stands, and lines `> kind: text` for every block in
//! order, with the white space of the text collapsed. A comment says `> comment by AUTHOR to
//! NAME: text`. Facts follow as `> about title: …`; a fact that is not listed must not be known.

use sayso_core::page::{Form, PageOptions, page};
use sayso_core::report::{About, Block, BlockKind, ReportId, Stated};

const FILES: [&str; 2] = [
    include_str!("cases/page.txt"),
    include_str!("cases/page_html.txt"),
];

/// One case of a file.
struct Case<'f> {
    name: &'f str,
    input: String,
    expected: Vec<&'f str>,
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            cases.push(Case {
                name,
                input: String::new(),
                expected: Vec::new(),
            });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("> ") {
                Some(expected) => case.expected.push(expected),
                None if case.expected.is_empty() => case.input.extend([line, "\n"]),
                None => assert!(
                    line.is_empty(),
                    "{}: words behind the expectations: {line}",
                    case.name
                ),
            }
        }
    }
    cases
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn block_line(block: &Block, text: &str) -> String {
    let by = block.author.iter().map(|name| format!(" by {name}"));
    let to = block.replies_to.iter().map(|name| format!(" to {name}"));
    let at = block.published.iter().map(|moment| format!(" at {moment}"));
    let names: String = by.chain(to).chain(at).collect();
    format!(
        "{}{names}: {}",
        block.kind.as_str(),
        collapsed(block.span.of(text))
    )
}

fn about_lines(about: &About) -> Vec<String> {
    let published = about.published.map(|p| p.to_string());
    let modified = about.modified.map(|m| m.to_string());
    // Shown where the page states several; one is no news beside `published`.
    let stated = |d: &Stated| format!("{} {} ({})", d.event.as_str(), d.moment, d.place.as_str());
    let dates = (about.dates.len() > 1).then(|| {
        about
            .dates
            .iter()
            .map(stated)
            .collect::<Vec<_>>()
            .join("; ")
    });
    let bylines = (!about.bylines.is_empty()).then(|| about.bylines.join("; "));
    let facts = [
        ("url", &about.url),
        ("title", &about.title),
        ("outlet", &about.outlet),
        ("bylines", &bylines),
        ("credit", &about.credit),
        ("published", &published),
        ("modified", &modified),
        ("dates", &dates),
        ("language", &about.language),
    ];
    facts
        .iter()
        .filter_map(|(name, value)| value.as_ref().map(|v| format!("about {name}: {v}")))
        .collect()
}

/// Reads the page of a case and returns what was found as lines like the expected ones.
fn found(input: &str) -> Vec<String> {
    let page = page(input.as_bytes(), &PageOptions::default()).expect("a case is a page");
    let report = page.report;
    let mut lines: Vec<String> = report
        .blocks()
        .iter()
        .map(|b| block_line(b, report.text()))
        .collect();
    lines.extend(about_lines(&report.about));
    lines
}

#[test]
fn every_case_reads_as_written() {
    let mut count = 0;
    let mut failed = String::new();
    for case in FILES.iter().flat_map(|file| cases(file)) {
        count += 1;
        assert!(!case.expected.is_empty(), "{}: expects nothing", case.name);
        let found = found(&case.input);
        if found != case.expected {
            failed += &format!(
                "--- {}\nexpected:\n  {}\nfound:\n  {}\n\n",
                case.name,
                case.expected.join("\n  "),
                found.join("\n  ")
            );
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
    assert!(count >= 18, "only {count} cases were found");
}

#[test]
fn every_kind_of_block_stands_in_a_case() {
    let all: Vec<&str> = FILES
        .iter()
        .flat_map(|file| cases(file))
        .flat_map(|case| case.expected)
        .collect();
    for kind in BlockKind::ALL {
        assert!(
            all.iter().any(|line| line.starts_with(kind.as_str())),
            "no case has a {}",
            kind.as_str()
        );
    }
}

#[test]
fn an_article_that_stands_alone_gets_what_is_known_beside_it() {
    let known = About {
        title: Some("Gate closes".to_owned()),
        outlet: Some("Dockside Daily".to_owned()),
        ..About::default()
    };
    let id = ReportId::of(b"the whole feed");
    let options = PageOptions {
        form: Form::Article,
        known,
        id: Some(id.clone()),
        ..PageOptions::default()
    };
    let text = "Gate closes\n\nThe gate closed on Friday.\n\nThe tide, she said, waits for nobody.";
    let markup =
        "<p>The gate <b>closed</b> on Friday.</p><p>The tide, she said, waits for nobody.</p>";
    for article in [text, markup] {
        let report = page(article.as_bytes(), &options)
            .expect("this is an article")
            .report;
        let lines: Vec<String> = report
            .blocks()
            .iter()
            .map(|b| block_line(b, report.text()))
            .collect();
        assert_eq!(
            lines,
            [
                "headline: Gate closes",
                "paragraph: The gate closed on Friday.",
                "paragraph: The tide, she said, waits for nobody."
            ]
        );
        assert_eq!(
            (report.id(), report.about.outlet.as_deref()),
            (&id, Some("Dockside Daily"))
        );
    }
}
