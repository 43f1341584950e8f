//! What is compared of a report: the words of its running text, sentence by sentence.

use std::ops::Range;

use crate::language::{QuoteState, Sentence, quote_states, tokens};
use crate::link::Entry;
use crate::link::words::{Class, Word, words};
use crate::span::Span;

/// The running text of a report.
pub(super) struct Body {
    /// Its report's place in the order in which the reports appeared, which is the same in whatever
    /// order the pile is handed over.
    pub(super) place: u32,
    /// Its words in order.
    pub(super) words: Vec<Word>,
    /// For each word whether it stands in quotation marks: two reports may share it because they
    /// quote one speaker.
    pub(super) quoted: Vec<bool>,
    /// Its sentences: where they stand, and which words they hold.
    pub(super) sentences: Vec<(Span, Range<usize>)>,
    /// The stems of its words that are not empty, each once, in order.
    pub(super) stems: Vec<(u64, Class)>,
}

/// No text is compared beyond its first 20,000 words: five times the longest newspaper report, and
/// far below what would take a minute.
const MOST_WORDS: usize = 20_000;

impl Body {
    /// Collects the words of a report's body blocks; of a report without any, those of all told
    /// blocks.
    pub(super) fn of(entry: &Entry) -> Self {
        let text = entry.report.text();
        let blocks = entry.report.blocks();
        let has_body = blocks.iter().any(|block| block.kind.is_body());
        let mut body = Body {
            place: 0,
            words: Vec::new(),
            quoted: Vec::new(),
            sentences: Vec::new(),
            stems: Vec::new(),
        };
        let (mut marks, mut told) = (Vec::new(), Vec::new());
        for (number, block) in (0u32..).zip(blocks.iter().filter(|block| {
            if has_body {
                block.kind.is_body()
            } else {
                block.kind.is_told()
            }
        })) {
            body.words.extend(words(text, block.span));
            let first = marks.len();
            tokens(text, block.span, &mut marks);
            told.push(Sentence {
                tokens: Span::new(first, marks.len()),
                block: number,
                opens_block: true,
                kind: block.kind,
            });
            if body.words.len() > MOST_WORDS {
                break;
            }
        }
        body.words.truncate(MOST_WORDS);
        // Over the whole text, since a quotation runs through paragraphs that repeat no mark.
        let states = quote_states(text, &marks, &told);
        body.quoted.extend(body.words.iter().map(|word| {
            let at = marks.partition_point(|mark| mark.span.end() <= word.span.start());
            states
                .get(at)
                .is_some_and(|state| *state != QuoteState::Out)
        }));
        for sentence in &entry.reading.sentences {
            let start = body
                .words
                .partition_point(|word| word.span.start() < sentence.start());
            let end = body
                .words
                .partition_point(|word| word.span.end() <= sentence.end());
            // Sentences that overlap or go back would make a word count twice.
            if start < end
                && body
                    .sentences
                    .last()
                    .is_none_or(|(_, last)| last.end <= start)
            {
                body.sentences.push((*sentence, start..end));
            }
        }
        body.stems = body
            .words
            .iter()
            .filter(|word| word.class != Class::Empty)
            .map(|word| (word.stem, word.class))
            .collect();
        body.stems.sort_unstable();
        // One stem may come in several classes, "Bush" and "bush": the first, which weighs least,
        // stands.
        body.stems.dedup_by_key(|(stem, _)| *stem);
        body
    }
}
