//! `search`: the reports that hold some words, and the sentences in which they stand.

use std::path::Path;

use sayso_core::link::{Links, ReportIndex};
use sayso_core::span::Span;

use super::leaf::Leaf;
use crate::error::Error;
use crate::evidence::sentences_around;
use crate::pile::{Item, Pile};
use crate::record::{Hit, Problem, Record};
use crate::wire::{self, Page, Passage, Shelf};

/// The reports that were found as a pile without links, and where their words stand, the best
/// first.
pub(crate) struct Found {
    /// The reports of this part of the list.
    pub(crate) pile: Pile,
    /// Their words, in the same order.
    pub(crate) leaf: Leaf<Hit>,
}

/// Finds the reports that hold all words of a query.
pub(crate) fn find(record: &Record, query: &str, page: Page) -> Result<Found, Problem> {
    let limit = page.limit.unwrap_or(usize::MAX);
    let mut hits = Vec::new();
    let mut items = Vec::new();
    for hit in record.search(query, page.offset, limit)? {
        if let Some(item) = record.item(&hit.report)? {
            items.push(item);
            hits.push(hit);
        }
    }
    let (paths, entries) = items
        .into_iter()
        .map(|item| (item.path, item.entry))
        .unzip();
    Ok(Found {
        pile: Pile::new(paths, entries, Links::default()),
        leaf: Leaf {
            list: hits,
            page,
            total: record.count(query)?,
        },
    })
}

/// Asks something of reports that were read and are not kept, as of a record.
pub(crate) fn in_memory<Answer>(
    items: &[Item],
    question: impl FnOnce(&Record) -> Result<Answer, Problem>,
) -> Result<Answer, Error> {
    Record::of_items(items)
        .and_then(|record| question(&record))
        .map_err(|problem| problem.at(Path::new("in memory")))
}

/// Makes the JSON of a report that was found.
pub(crate) fn json<'a>(shelf: &Shelf<'a>, report: ReportIndex, hit: &Hit) -> wire::Found<'a> {
    let spans = passages(shelf.pile(), report, hit);
    wire::Found {
        report: shelf.id(report),
        passages: spans
            .into_iter()
            .map(|span| Passage::of(report, span, shelf))
            .collect(),
    }
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
