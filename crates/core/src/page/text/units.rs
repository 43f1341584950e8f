//! A pasted text to its units: paragraphs, whether a line each or wrapped at some column.

use crate::span::Span;

/// A text is wrapped at a column between these; longer lines are whole paragraphs.
const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;

/// So many lines must be followed by another before their widths say anything.
const FEW_LINES: usize = 3;

/// The share of full lines from which a text counts as wrapped.
const FULL_SHARE: usize = 60;

/// A stretch of text that is read as one: a paragraph, a title, a line of furniture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unit {
    pub(super) span: Span,
    /// How many blank lines stand before it.
    pub(super) gap: usize,
}

/// A line without the white space at its ends.
struct Line {
    span: Span,
    gap: usize,
    width: usize,
    first_word: usize,
    indented: bool,
}

/// Cuts a text into units. They come in order, and only white space is outside of them.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let column = column(&lines);
    let mut units: Vec<Unit> = Vec::new();
    let mut open_end = false;
    for (i, line) in lines.iter().enumerate() {
        let joins = open_end && line.gap == 0 && !line.indented;
        match units.last_mut() {
            Some(unit) if joins => unit.span = unit.span.cover(line.span),
            _ => units.push(Unit {
                span: line.span,
                gap: line.gap,
            }),
        }
        open_end = false;
        if let (Some(column), Some(next)) = (column, lines.get(i + 1)) {
            open_end = is_full(line, next, column);
        }
    }
    units
}

fn lines(text: &str) -> Vec<Line> {
    // Texts of very old editors end their lines with a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let (mut lines, mut start, mut gap) = (Vec::new(), 0, 0);
    for raw in text.split_inclusive(end) {
        let span = Span::new(start, start + raw.len()).trimmed(text);
        start += raw.len();
        let words = span.of(text).trim_matches('\u{feff}');
        if words.is_empty() {
            gap += 1;
            continue;
        }
        let first_word = words
            .split_whitespace()
            .next()
            .map_or(0, |w| w.chars().count());
        let indented = raw.starts_with(['\t', '\u{a0}']) || raw.starts_with("  ");
        lines.push(Line {
            span,
            gap,
            width: words.chars().count(),
            first_word,
            indented,
        });
        gap = 0;
    }
    lines
}

/// Finds the column at which a text is wrapped, if it is.
fn column(lines: &[Line]) -> Option<usize> {
    let followed: Vec<(&Line, &Line)> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(_, next)| next.gap == 0)
        .collect();
    let mut widths: Vec<usize> = followed.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    // A few lines may stick out, a title or an address, so that the widest does not count.
    let column = *widths.get(widths.len() * 4 / 5)?;
    let full = followed
        .iter()
        .filter(|(line, next)| is_full(line, next, column))
        .count();
    let long = lines
        .iter()
        .filter(|line| line.width > COLUMNS.end() + 20)
        .count();
    let wrapped = followed.len() >= FEW_LINES
        && full * 100 >= followed.len() * FULL_SHARE
        && long * 10 <= lines.len();
    (wrapped && COLUMNS.contains(&column)).then_some(column)
}

/// Says whether the next line's first word would not have fitted on this line.
fn is_full(line: &Line, next: &Line, column: usize) -> bool {
    next.gap == 0 && line.width + 1 + next.first_word > column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cut(text: &str, expected: &[&str]) {
        let found: Vec<String> = units(text)
            .iter()
            .map(|u| {
                u.span
                    .of(text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_each_stays_a_line_each() {
        cut(
            "A title\nOne sentence here.\nAnother sentence there.\n\nLast.",
            &[
                "A title",
                "One sentence here.",
                "Another sentence there.",
                "Last.",
            ],
        );
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "Harbour closes\nBy Jane Roe\n\nThe harbour of Port Lune closed on Friday after\nthe crane had fallen into the basin, and nobody\ncould say when it would open.\n\nThe mayor, who had been told a week before, said\nthat she had not been told anything at all by the\nmen who ran it.";
        cut(
            text,
            &[
                "Harbour closes",
                "By Jane Roe",
                "The harbour of Port Lune closed on Friday after the crane had fallen into the basin, and nobody could say when it would open.",
                "The mayor, who had been told a week before, said that she had not been told anything at all by the men who ran it.",
            ],
        );
    }

    #[test]
    fn carriage_returns_are_no_blank_lines() {
        let text = "One.\r\nTwo.\r\n\r\nThree.";
        assert_eq!(
            units(text).iter().map(|u| u.gap).collect::<Vec<_>>(),
            [0, 0, 1]
        );
        cut("One.\rTwo.", &["One.", "Two."]);
    }
}
