//! TEMPORARY: reads texts (one file each) and links them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stdout, clippy::print_stderr)]
use sayso_core::{link, read, report::Report};
fn main() {
    let mut paths: Vec<_> = std::fs::read_dir(std::env::args().nth(1).unwrap()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let pile: Vec<_> = paths
        .iter()
        .map(|p| {
            let report = Report::plain(std::fs::read_to_string(p).unwrap());
            let reading = read(&report);
            link::Entry { report, reading }
        })
        .collect();
    let t = std::time::Instant::now();
    let links = link::link(&pile);
    eprintln!("{:?}", t.elapsed());
    for c in &links.copies {
        let n = |i: link::ReportIndex| paths[i.0 as usize].file_name().unwrap().to_string_lossy().into_owned();
        println!("COPY {} {} {:?} {} {:?} {}", n(c.from), n(c.to), c.kind, c.share, c.direction, c.passages.len());
    }
}
