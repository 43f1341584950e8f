//! Golden listings of the reports of `examples/kestrel`: everything that is read from each, one
//! finding a line.
//!
//! `SAYSO_GOLDEN=write cargo test -p sayso-core --test golden` writes the listings in
//! `tests/golden` anew; look at the difference before it is committed. Without the variable a
//! reading that differs from its listing fails, and shows where.

mod listing;

use std::fs;
use std::path::{Path, PathBuf};

use sayso_core::attribution::Party;
use sayso_core::knew::KnewState;
use sayso_core::language::{TimeId, TimeKind};
use sayso_core::page::{PageOptions, page};
use sayso_core::report::Report;
use sayso_core::span::Span;
use sayso_core::told::Secrecy;
use sayso_core::{Reading, read};
use similar::TextDiff;

/// Characters of a content or a block that are shown.
const WIDTH: usize = 80;

/// How many reports the pile has: a listing for each, and none that nobody compares.
const REPORTS: usize = 14;

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test may read its files and its setting"
)]
fn every_report_reads_as_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reports = files(&root.join("../../examples/kestrel"), &["html", "txt"]);
    let kept = root.join("tests/golden");
    let write = std::env::var("SAYSO_GOLDEN").is_ok_and(|word| word == "write");
    assert_eq!(reports.len(), REPORTS, "reports in examples/kestrel");
    let mut wrong = String::new();
    for path in &reports {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name of letters");
        let number = name
            .split('-')
            .next()
            .expect("a name that begins with its number");
        let page = page(
            &fs::read(path).expect("the report can be read"),
            &PageOptions::default(),
        )
        .expect("the report is a page");
        let found = format!("{name}\n\n{}", listed(&page.report, &read(&page.report)));
        let listing = kept.join(format!("{number}.txt"));
        if write {
            fs::write(&listing, &found).expect("the listing can be written");
        }
        let expected = fs::read_to_string(&listing).unwrap_or_default();
        if expected != found {
            let diff = TextDiff::from_lines(&expected, &found);
            wrong += &diff
                .unified_diff()
                .context_radius(1)
                .header(&format!("golden/{number}.txt"), "as read now")
                .to_string();
        }
    }
    assert!(
        wrong.is_empty(),
        "readings differ; if they are better, write the listings anew (see the head of this file):\n{wrong}"
    );
    assert_eq!(
        files(&kept, &["txt"]).len(),
        REPORTS,
        "listings in tests/golden"
    );
}

/// Returns the files of a folder with one of the endings, in order.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|e| endings.iter().any(|ending| e == *ending))
    });
    files.sort();
    files
}

/// Lists what was read from a report.
fn listed(report: &Report, reading: &Reading) -> String {
    let text = report.text();
    let shown = |span: Span| {
        listing::cut(
            &span
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            WIDTH,
        )
    };
    let about = &report.about;
    let known = [
        ("title", about.title.clone()),
        ("outlet", about.outlet.clone()),
        (
            "bylines",
            (!about.bylines.is_empty()).then(|| about.bylines.join("; ")),
        ),
        ("credit", about.credit.clone()),
        (
            "published",
            about.published.map(|moment| moment.to_string()),
        ),
    ];
    let mut lines: Vec<String> = known
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value?)))
        .collect();
    let mut section = |name: &str, found: Vec<String>| {
        lines.push(format!("\n== {name}"));
        lines.extend(found);
    };
    section(
        "blocks",
        report
            .blocks()
            .iter()
            .map(|b| format!("{}: {}", b.kind.as_str(), shown(b.span)))
            .collect(),
    );
    section("attributions", listing::attributions(text, reading, WIDTH));
    let party = |p: &Party| listing::named(text, reading, &shown(p.span), p.entity);
    let parties = |all: &[Party]| {
        if all.is_empty() {
            "-".to_owned()
        } else {
            all.iter().map(party).collect::<Vec<_>>().join(" + ")
        }
    };
    let span = |span: Option<Span>| span.map_or("-".to_owned(), shown);
    let when = |id: Option<TimeId>| {
        id.map_or("-".to_owned(), |id| {
            shown(reading.times[id.0 as usize].span)
        })
    };
    let told = reading.told.iter().map(|t| {
        let secrecy = match t.secrecy {
            Some(Secrecy::Secret) => "secret",
            Some(Secrecy::Public) => "public",
            None => "-",
        };
        let channel = t
            .channel
            .map_or("-".to_owned(), |channel| format!("{channel:?}"));
        let status = format!("{:?}", t.status).to_lowercase();
        let place = t.place.as_ref().map_or("-".to_owned(), party);
        let ends = format!("{} -> {}", parties(&t.from), parties(&t.to));
        format!(
            "{ends} | {channel} | {status} | {secrecy} | {} | {place} | {} | {}",
            when(t.when),
            span(t.count),
            span(t.about)
        )
    });
    section(
        "told: from -> to | channel | status | secrecy | when | where | how often | about",
        told.collect(),
    );
    let knew = reading.knew.iter().map(|k| {
        let state = match k.state {
            KnewState::Knew => "knew",
            KnewState::DidNotKnow => "did-not-know",
            KnewState::Learned => "learned",
        };
        let from = k.from.as_ref().map_or("-".to_owned(), party);
        let derived = if k.derived { " | derived" } else { "" };
        format!(
            "{} | {state} | {} | {} | from: {from}{derived}",
            party(&k.who),
            span(k.about),
            when(k.when)
        )
    });
    section("knew: who | state | about | when | from", knew.collect());
    let times = reading.times.iter().map(|t| {
        let kind = match t.kind {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        };
        format!(
            "{} | {} | {kind}",
            shown(t.span),
            t.value.as_deref().unwrap_or("-")
        )
    });
    section("times: words | value | kind", times.collect());
    lines.join("\n") + "\n"
}
