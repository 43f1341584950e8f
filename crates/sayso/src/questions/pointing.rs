//! `judge --wrong` and `--furniture`: which words of a report somebody points at.

use std::path::Path;

use sayso_core::attribution::Attribution;
use sayso_core::span::Span;

use super::judging::aimed;
use super::named;
use crate::error::Error;
use crate::judged::Judgement;
use crate::key::{Key, ReportName};
use crate::pile::Item;
use crate::record::Record;
use crate::show::{self, typed};

/// Says that the attribution that has these words is wrong.
pub(crate) fn wrong(
    record: &Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
) -> Result<Judgement, Error> {
    let find = |item: &Item, stretch: Span| {
        let wholes = item
            .entry
            .reading
            .attributions
            .iter()
            .filter_map(Attribution::whole);
        // Of voices in voices the innermost that has the words.
        wholes
            .filter(|whole| whole.contains(stretch))
            .min_by_key(|whole| (whole.len(), whole.start()))
    };
    let key = pointed(record, file, report, words, "attribution", find)?;
    aimed(
        record,
        file,
        Judgement::Attribution(key),
        "No attribution stands there.",
    )
}

/// Says that the block with these words is furniture.
pub(crate) fn furniture(
    record: &Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
) -> Result<Judgement, Error> {
    let find = |item: &Item, stretch: Span| {
        item.entry
            .report
            .blocks()
            .iter()
            .map(|block| block.span)
            .find(|block| block.overlaps(stretch))
    };
    let key = pointed(record, file, report, words, "block", find)?;
    aimed(
        record,
        file,
        Judgement::Furniture(key),
        "No block stands there.",
    )
}

/// Returns the key of what somebody points at: by a key, or by a report and words that stand in it.
fn pointed(
    record: &Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
    what: &str,
    find: impl Fn(&Item, Span) -> Option<Span>,
) -> Result<Key, Error> {
    let Some(words) = words else {
        let no_words = || {
            Error::usage(format!(
                "It was not said which {what} of the report is meant."
            ))
            .hint("Add some of its words.")
        };
        return Key::read(report).ok_or_else(no_words);
    };
    let name = ReportName::read(report);
    let ids = record.named(&name).map_err(|problem| problem.at(file))?;
    let id = named::only(&name, &ids.iter().collect::<Vec<_>>())?;
    let item = record.item(id).map_err(|problem| problem.at(file))?;
    let item = item.ok_or_else(|| named::missing(&name))?;
    let mut found: Vec<Span> = places(item.entry.report.text(), words)
        .into_iter()
        .filter_map(|place| find(&item, place))
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Ok(Key::of(&item.entry.report, *one)),
        [] => Err(Error::usage(format!(
            "No {what} of this report has the words {}.",
            show::quoted(words)
        ))
        .hint(format!(
            "Copy them from: sayso trace {}{}",
            typed(report),
            super::again(file)
        ))),
        several => Err(Error::usage(format!(
            "{} of this report have the words {}.",
            show::count(several.len(), what),
            show::quoted(words)
        ))
        .hint("Type more of the words.")),
    }
}

/// Returns where words stand in a text, whatever the white space between them and the quotation
/// marks around them.
fn places(text: &str, words: &str) -> Vec<Span> {
    let is_seen = |letter: &(usize, char)| !letter.1.is_whitespace();
    let words =
        words.trim_matches(|letter: char| letter.is_whitespace() || "“”\"'".contains(letter));
    let wanted: Vec<char> = words
        .char_indices()
        .filter(is_seen)
        .map(|(_, letter)| letter)
        .collect();
    let text: Vec<(usize, char)> = text.char_indices().filter(is_seen).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let stands = |window: &&[(usize, char)]| {
        window
            .iter()
            .zip(&wanted)
            .all(|((_, letter), wanted)| letter == wanted)
    };
    let span = |window: &[(usize, char)]| {
        let (first, last) = (window.first()?, window.last()?);
        Some(Span::new(first.0, last.0 + last.1.len_utf8()))
    };
    text.windows(wanted.len())
        .filter(stands)
        .filter_map(span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_they_were_copied() {
        let text = "“The harbour\nis closed”, he said.";
        let found = |words: &str| {
            places(text, words)
                .into_iter()
                .map(|span| span.of(text))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("“The harbour is closed”"), ["The harbour\nis closed"]);
        assert_eq!(found("harbour is"), ["harbour\nis"]);
        assert_eq!(found("h").len(), 3);
        assert!(found("open").is_empty() && found(" ").is_empty());
    }
}
