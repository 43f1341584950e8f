//! Where the time goes: words per second of each stage on one core, over texts made of the given
//! files.
//!
//!     cargo bench -p sayso-core -- FILE…
//!
//! Without files it reads the Kestrel pile.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a bench reads files and a clock, and prints"
)]

use std::time::Instant;

use sayso_core::attribution;
use sayso_core::language::Language;
use sayso_core::report::Report;
use sayso_core::{knew, told};

/// Reports that are read together, as the program does.
const TOGETHER: usize = 12;

fn main() {
    let mut files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    if files.is_empty() {
        let pile = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/kestrel");
        files = std::fs::read_dir(pile)
            .unwrap()
            .map(|f| f.unwrap().path().display().to_string())
            .filter(|f| f.ends_with(".txt"))
            .collect();
        files.sort();
    }
    let texts: Vec<String> = files
        .iter()
        .map(|f| std::fs::read_to_string(f).unwrap())
        .collect();
    // The model is loaded once; that is start-up and no stage.
    let _ = sayso_core::read(&Report::plain("He said so."));
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let reports: Vec<Report> = texts.iter().map(|t| Report::plain(t.as_str())).collect();
    let cut = stage("tokens", words, || {
        reports.iter().map(Language::cut).collect::<Vec<_>>()
    });
    let parsed = stage("syntax", words, || {
        let mut languages = cut.clone();
        languages.chunks_mut(TOGETHER).for_each(Language::parse);
        languages
    });
    let languages = stage("names, times", words, || {
        let mut languages = parsed.clone();
        languages
            .iter_mut()
            .zip(&reports)
            .for_each(|(language, report)| language.resolve(report));
        languages
    });
    let pairs: Vec<_> = reports.iter().zip(&languages).collect();
    let found = stage("attribution", words, || {
        pairs
            .chunks(TOGETHER)
            .flat_map(attribution::find_all)
            .collect::<Vec<_>>()
    });
    let told = stage("told", words, || {
        pairs
            .iter()
            .zip(&found)
            .map(|((r, l), a)| told::find(r, l, a))
            .collect::<Vec<_>>()
    });
    let _ = stage("knew", words, || {
        pairs
            .iter()
            .zip(&found)
            .zip(&told)
            .map(|(((r, l), a), t)| knew::find(r, l, a, t))
            .collect::<Vec<_>>()
    });
    stage("all of it", words, || {
        reports
            .chunks(TOGETHER)
            .flat_map(sayso_core::read_all)
            .collect::<Vec<_>>()
    });
}

#[expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench prints"
)]
fn stage<T>(name: &str, words: usize, run: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut out = run();
    for _ in 0..3 {
        let start = Instant::now();
        out = run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{name:12} {:9.0} words/s and core, {:5.2} µs a word",
        words as f64 / best,
        1e6 * best / words as f64
    );
    out
}
