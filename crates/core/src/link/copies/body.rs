//! What is compared of a report: the words of its running text, sentence by sentence.

use std::ops::Range;

use crate::language::{TokenKind, tokens};
use crate::link::Entry;
use crate::link::words::{Class, Word, words};
use crate::span::Span;

/// The running text of a report.
pub(super) struct Body {
    /// Its words in order.
    pub(super) words: Vec<Word>,
    /// For each word whether it stands in quotation marks: two reports may share it because they quote one speaker.
    pub(super) quoted: Vec<bool>,
    /// Its sentences: where they stand, and which words they hold.
    pub(super) sentences: Vec<(Span, Range<usize>)>,
    /// The stems of its words that are not empty, each once, in order.
    pub(super) stems: Vec<(u64, Class)>,
}

/// No text is compared beyond its first 20,000 words: five times the longest newspaper report, and far below what would take a minute.
const MOST_WORDS: usize = 20_000;

impl Body {
    /// Collects the words of a report's body blocks; of a report without any, those of all told blocks.
    pub(super) fn of(entry: &Entry) -> Self {
        let text = entry.report.text();
        let blocks = entry.report.blocks();
        let has_body = blocks.iter().any(|block| block.kind.is_body());
        let mut body = Body { words: Vec::new(), quoted: Vec::new(), sentences: Vec::new(), stems: Vec::new() };
        for block in blocks.iter().filter(|block| if has_body { block.kind.is_body() } else { block.kind.is_told() }) {
            body.words.extend(words(text, block.span));
            let quotes = quotations(text, block.span);
            body.quoted.extend(body.words[body.quoted.len()..].iter().map(|word| {
                let next = quotes.partition_point(|quote| quote.end() <= word.span.start());
                quotes.get(next).is_some_and(|quote| quote.overlaps(word.span))
            }));
            if body.words.len() > MOST_WORDS {
                break;
            }
        }
        body.words.truncate(MOST_WORDS);
        for sentence in &entry.reading.sentences {
            let start = body.words.partition_point(|word| word.span.start() < sentence.start());
            let end = body.words.partition_point(|word| word.span.end() <= sentence.end());
            // Sentences that overlap or go back would make a word count twice.
            if start < end && body.sentences.last().is_none_or(|(_, last)| last.end <= start) {
                body.sentences.push((*sentence, start..end));
            }
        }
        body.stems = body.words.iter().filter(|word| word.class != Class::Empty).map(|word| (word.stem, word.class)).collect();
        body.stems.sort_unstable();
        // One stem may come in several classes, "Bush" and "bush": the first, which weighs least, stands.
        body.stems.dedup_by_key(|(stem, _)| *stem);
        body
    }
}

/// Returns the stretches between quotation marks in one block; an unclosed one runs to the end of the block.
fn quotations(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    tokens(text, block, &mut found);
    let mut open: Option<usize> = None;
    let mut out = Vec::new();
    for token in found.iter().filter(|token| token.kind == TokenKind::QuotationMark) {
        let mark = token.of(text);
        match (mark, open) {
            ("“" | "„" | "«", _) | ("\"" | "''", None) => open = open.or(Some(token.span.start())),
            ("”" | "»" | "\"" | "''", Some(start)) => {
                out.push(Span::new(start, token.span.end()));
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| Span::new(start, block.end())));
    out
}
