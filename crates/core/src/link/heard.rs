//! What a witness heard, saw or read, as the words beside him say: "officials who have listened to
//! a secret recording".
//!
//! Then the recording is what stands behind his word, and two who heard the same one are not two
//! origins.

use super::Entry;
use crate::language::is_document;
use crate::span::Span;

/// How a witness comes to know what a document or recording holds.
const TOOK: [&str; 14] = [
    "heard",
    "listened",
    "seen",
    "saw",
    "read",
    "reviewed",
    "watched",
    "viewed",
    "examined",
    "obtained",
    "handled",
    "studied",
    "inspected",
    "reading",
];

/// Words between "who" and the verb, and between the verb and what it takes.
const BETWEEN: [&str; 8] = [
    "has",
    "have",
    "had",
    "to",
    "also",
    "both",
    "each",
    "separately",
];

/// Words at which the phrase for what was heard has ended.
const LEAVES: [&str; 12] = [
    "of", "at", "in", "on", "by", "from", "with", "and", "said", "says", "told", "was",
];

/// The clause begins within so many bytes behind the source's words, and what was heard is named by
/// at most [`FEW_WORDS`].
const NEAR: usize = 3;
const FEW_WORDS: usize = 6;

/// A clause of so many bytes is looked through.
const CLAUSE: usize = 200;

/// Returns the words for what the people at `source` heard, saw or read.
pub(super) fn heard(entry: &Entry, source: Span) -> Option<Span> {
    let text = entry.report.text();
    let end = text.floor_char_boundary(source.end().saturating_add(CLAUSE));
    let clause = text.get(source.start()..end)?;
    let mut at = source.start();
    let mut words = clause
        .split_inclusive(|c: char| c.is_whitespace() || c == ',')
        .filter_map(|piece| {
            let start = at;
            at += piece.len();
            let word = piece.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
            (!word.is_empty()).then_some((Span::new(start, start + word.len()), word))
        });
    words
        .find(|(_, word)| matches!(*word, "who" | "that"))
        .filter(|(span, _)| span.start() <= source.end() + NEAR)?;
    let mut words = words.skip_while(|(_, word)| BETWEEN.contains(word));
    words.next().filter(|(_, word)| TOOK.contains(word))?;
    let in_phrase = |(_, word): &(Span, &str)| !LEAVES.contains(word);
    let mut taken = words
        .skip_while(|(_, word)| BETWEEN.contains(word))
        .take(FEW_WORDS)
        .take_while(in_phrase);
    let (first, word) = taken.next()?;
    let names = |word: &str| is_document(word.trim_end_matches(['.', ';', ':']));
    let last = if names(word) {
        first
    } else {
        taken.find(|(_, word)| names(word))?.0
    };
    let found = Span::new(first.start(), last.end());
    let trimmed = found.of(text).trim_end_matches(['.', ';', ':']).len();
    Some(Span::new(first.start(), first.start() + trimmed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::report::Report;

    fn of(text: &str, source: &str) -> String {
        let report = Report::plain(text);
        let entry = Entry {
            reading: Reading::empty(&report),
            report,
        };
        let start = entry.report.text().find(source).unwrap();
        heard(&entry, Span::new(start, start + source.len()))
            .map_or(String::new(), |span| span.of(text).to_owned())
    }

    #[test]
    fn what_was_heard_stands_beside_the_witness() {
        assert_eq!(
            of(
                "Two clerks who have listened to a secret recording of it said so.",
                "Two clerks"
            ),
            "a secret recording"
        );
        assert_eq!(
            of("It fell, said a clerk who had read the memo.", "a clerk"),
            "the memo"
        );
        assert_eq!(
            of("A clerk, who read a transcript, said so.", "A clerk"),
            "a transcript"
        );
        assert_eq!(
            of(
                "Clerks who heard the tape said so.",
                "Clerks who heard the tape"
            ),
            "the tape"
        );
        assert_eq!(
            of(
                "Two clerks said the mayor, who read a letter, fell.",
                "Two clerks"
            ),
            ""
        );
        assert_eq!(
            of("A clerk who read history said so, in a letter.", "A clerk"),
            ""
        );
    }
}
