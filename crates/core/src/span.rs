//! Half-open spans that name their unit, and the one place where bytes become code points.
//!
//! Inside Sayso every position is a UTF-8 byte offset into a report's text ([`Bytes`]) or an index
//! into its token list ([`Tokens`]). JSON counts code points, as Python and W3C Web Annotation do;
//! [`CodePoints`] converts, and nothing else may.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The unit of a span into a report's text: UTF-8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bytes {}

/// The unit of a span into a report's token list: whole tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tokens {}

/// A half-open stretch `start..end` of a text, in the unit `U` (bytes unless stated).
///
/// `start <= end` always holds. Spans of different units do not mix:
///
/// ```compile_fail
/// use sayso_core::span::{Span, Tokens};
/// let words: Span<Tokens> = Span::new(0, 3);
/// let bytes: Span = words;
/// ```
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Span<U = Bytes> {
    start: u32,
    end: u32,
    #[serde(skip)]
    unit: PhantomData<U>,
}

// Written out because `derive` would ask `U: Clone` of a unit that is never stored.
impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}

impl<U> Span<U> {
    /// Makes a span; a reversed pair becomes the empty span at `start`.
    ///
    /// Offsets saturate at 4 GiB, far above the largest report that is read.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Span {
            start,
            end,
            unit: PhantomData,
        }
    }

    /// Returns the first position inside.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the first position behind.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the number of units inside.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Says whether nothing is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the same stretch as a range, to index or iterate with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Says whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the position lies inside; the end does not.
    pub fn holds(self, position: usize) -> bool {
        self.start() <= position && position < self.end()
    }

    /// Says whether the two share at least one unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns how much of the stretch that two spans cover together is shared, 0 to 1.
    pub fn likeness(self, other: Self) -> f32 {
        let shared = self
            .end
            .min(other.end)
            .saturating_sub(self.start.max(other.start));
        let covered = self.cover(other).len();
        if covered == 0 {
            0.0
        } else {
            shared as f32 / covered as f32
        }
    }

    /// Returns the smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            unit: PhantomData,
        }
    }
}

impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Span<Bytes> {
    /// Cuts the span out of its text; a span that does not fit the text gives the empty string.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Narrows the span until it neither starts nor ends with white space.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start() + (inner.len() - inner.trim_start().len());
        Span::new(start, start + inner.trim().len())
    }
}

/// Returns the smallest span that holds all of `spans`, or `None` if there are none.
pub fn hull<U>(spans: &[Span<U>]) -> Option<Span<U>> {
    spans.iter().copied().reduce(Span::cover)
}

/// Two spans that share less than this of what they cover are not the same words, cut a little
/// otherwise.
const FITS: f32 = 0.5;

/// Returns the position of the span that a stretch fits best, or `None` if it fits none.
///
/// So that what was said of some words holds when they are found again by other rules.
pub fn fitting(spans: impl IntoIterator<Item = Span>, wanted: Span) -> Option<usize> {
    let alike = spans
        .into_iter()
        .enumerate()
        .map(|(at, span)| (span.likeness(wanted), at))
        .filter(|(likeness, _)| *likeness >= FITS);
    // Of equally good ones the first.
    alike
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, at)| at)
}

/// Converts byte offsets of one text to code points and back.
///
/// Keeps one mark per 64 bytes, so a conversion looks at no more than 64 bytes of text.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`.
    marks: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Scans the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0u32;
        for (i, byte) in text.bytes().enumerate() {
            if i % Self::STEP == 0 {
                marks.push(count);
            }
            // A byte that continues a character adds no code point.
            count += u32::from(byte & 0xC0 != 0x80);
        }
        if text.len().is_multiple_of(Self::STEP) {
            marks.push(count);
        }
        CodePoints { text, marks }
    }

    /// Returns how many code points begin before `byte`.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte / Self::STEP;
        let rest = &self.text.as_bytes()[mark * Self::STEP..byte];
        self.marks[mark] as usize + rest.iter().filter(|b| **b & 0xC0 != 0x80).count()
    }

    /// Returns the stretch between two code-point offsets; `None` if the text has no such stretch
    /// or nothing is in it.
    pub fn span(&self, [start, end]: [usize; 2]) -> Option<Span> {
        let span = Span::new(self.byte(start)?, self.byte(end)?);
        (start < end).then_some(span)
    }

    /// Returns the byte at which a code point begins, or the end of the text.
    fn byte(&self, point: usize) -> Option<usize> {
        let mark = self
            .marks
            .partition_point(|count| *count as usize <= point)
            .checked_sub(1)?;
        // A mark may stand inside a character, which then began before it.
        let begins = (0..=mark * Self::STEP)
            .rev()
            .find(|byte| self.text.is_char_boundary(*byte))?;
        let before = self.at(begins);
        let mut rest = self
            .text
            .get(begins..)?
            .char_indices()
            .map(|(byte, _)| begins + byte)
            .chain([self.text.len()]);
        rest.nth(point.checked_sub(before)?)
    }

    /// Returns the span as a half-open pair of code-point offsets.
    pub fn pair(&self, span: Span) -> [usize; 2] {
        [self.at(span.start()), self.at(span.end())]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,200}") {
            let map = CodePoints::new(&text);
            for (points, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.at(byte), points);
            }
            prop_assert_eq!(map.at(text.len()), text.chars().count());
        }

        #[test]
        fn code_points_lead_back_to_the_words(text in "\\PC{0,200}", start in 0usize..220, length in 0usize..220) {
            let map = CodePoints::new(&text);
            let words: Option<String> = (length > 0 && start + length <= text.chars().count()).then(|| text.chars().skip(start).take(length).collect());
            let span = map.span([start, start + length]);
            prop_assert_eq!(span.map(|span| span.of(&text)), words.as_deref());
            prop_assert_eq!(span.map(|span| map.pair(span)), span.map(|_| [start, start + length]));
        }

        #[test]
        fn a_span_is_never_reversed(a in 0usize..1000, b in 0usize..1000) {
            let span: Span = Span::new(a, b);
            prop_assert!(span.start() <= span.end());
        }
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = "  a b \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "a b");
    }

    #[test]
    fn words_that_are_cut_a_little_otherwise_are_found_again() {
        let spans = || [Span::new(0, 40), Span::new(10, 40), Span::new(50, 60)];
        assert_eq!(fitting(spans(), Span::new(12, 41)), Some(1));
        assert_eq!(fitting(spans(), Span::new(0, 40)), Some(0));
        assert_eq!(fitting(spans(), Span::new(38, 52)), None);
        assert_eq!(fitting([], Span::new(0, 1)), None);
    }

    #[test]
    fn a_span_of_another_text_cuts_nothing() {
        assert_eq!(Span::new(2, 90).of("short"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
