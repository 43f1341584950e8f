//! Reports without marks, read as any report is: what linking makes of a real reading.
//!
//! A line is a paragraph; one behind `# ` is the headline, one behind `~ ` a reader's comment.

use sayso_core::link::Entry;
use sayso_core::read_all;
use sayso_core::report::{Block, BlockKind, Report, ReportId};
use sayso_core::span::Span;

use crate::marked::Written;

/// Reads the reports of a case together, as a pile.
pub(crate) fn pile(reports: Vec<Written>) -> Vec<Entry> {
    let reports: Vec<Report> = reports.into_iter().map(report).collect();
    let readings = read_all(&reports);
    reports
        .into_iter()
        .zip(readings)
        .map(|(report, reading)| Entry { report, reading })
        .collect()
}

fn report((name, about, written): Written) -> Report {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for line in written.lines().filter(|line| !line.is_empty()) {
        let (kind, words) = match line.split_once(' ') {
            Some(("#", words)) => (BlockKind::Headline, words),
            Some(("~", words)) => (BlockKind::Comment, words),
            _ => (BlockKind::Paragraph, line),
        };
        blocks.push(Block::new(
            kind,
            Span::new(text.len(), text.len() + words.len()),
        ));
        text += words;
        text += "\n\n";
    }
    let id = ReportId::of(format!("{name}\n{text}").as_bytes());
    Report::new(id, text, blocks, about)
}
