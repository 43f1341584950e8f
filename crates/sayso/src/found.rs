//! What a search comes to: the reports, and the sentences that hold the words.

use sayso_core::link::{Links, ReportIndex};
use sayso_core::span::Span;

use crate::evidence::sentences_around;
use crate::pile::Pile;
use crate::record::{Hit, Problem, Record};

/// Returns the reports that were found as a pile without links, in the order of the hits.
pub(crate) fn find(
    record: &mut Record,
    query: &str,
    skipped: usize,
    limit: usize,
) -> Result<(Pile, Vec<Hit>), Problem> {
    let mut hits = record.search(query, skipped, limit)?;
    let mut items = Vec::new();
    let mut missing = None;
    hits.retain(|hit| match record.item(&hit.report) {
        Ok(Some(item)) => {
            items.push(item);
            true
        }
        Ok(None) => false,
        Err(problem) => {
            missing = Some(problem);
            false
        }
    });
    if let Some(problem) = missing {
        return Err(problem);
    }
    let (paths, entries) = items
        .into_iter()
        .map(|item| (item.path, item.entry))
        .unzip();
    Ok((Pile::new(paths, entries, Links::default()), hits))
}

/// Returns the sentences that hold found words, each once.
pub(crate) fn passages(pile: &Pile, report: ReportIndex, hit: &Hit) -> Vec<Span> {
    let entry = pile.entry(report);
    let line = |word: Span| {
        let text = entry.report.text();
        let start = text
            .get(..word.start())
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |at| at + 1);
        let end = text
            .get(word.end()..)
            .and_then(|after| after.find('\n'))
            .map_or(text.len(), |at| word.end() + at);
        Span::new(start, end)
    };
    let mut spans: Vec<Span> = Vec::new();
    for word in &hit.words {
        // A line of two million letters may hold a word fifty thousand times, and is looked for
        // once.
        if spans.last().is_some_and(|last| last.contains(*word)) {
            continue;
        }
        let around = sentences_around(&entry.reading.sentences, *word);
        // Comments and furniture have no sentences: their line is what can be shown.
        let around = if around == *word { line(*word) } else { around };
        spans.push(around);
    }
    spans
}
