//! How many pages a second the page stage reads on one core: bytes to a report, nothing else.
//!
//!     cargo bench -p sayso-core --bench pages -- PAGE.html…
//!
//! Without files it reads the pages of the Kestrel pile.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a bench reads files and a clock, and prints"
)]

use std::time::Instant;

use sayso_core::page::{PageOptions, page};

/// The program's allocator: a page is many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench prints"
)]
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
            .filter(|f| f.ends_with(".html"))
            .collect();
    }
    let pages: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        let read = pages
            .iter()
            .filter(|bytes| page(bytes, &PageOptions::default()).is_ok())
            .count();
        assert_eq!(read, pages.len(), "every page is read");
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{:.0} pages/s and core, {:.1} MB/s; a page has {} kB",
        pages.len() as f64 / best,
        bytes as f64 / best / 1e6,
        bytes / pages.len() / 1000
    );
}
