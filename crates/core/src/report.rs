//! The report: one immutable text, its blocks, and what is known about it.
//!
//! A report knows neither where it was kept nor what was found in it; the page reader makes it,
//! the later stages only look at it.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::span::{Span, fitting};

/// The name of a report: the first 16 bytes of the SHA-256 of the bytes it came in, in hexadecimal.
///
/// The bytes and not the text, because two outlets may print one text and are still two reports.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId(String);

impl ReportId {
    /// Computes the id of what was handed over.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        ReportId(
            digest[..16]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// Takes an id as it was shown or stored; whether such a report exists is the caller's
    /// question.
    pub fn from_hex(hex: &str) -> Self {
        ReportId(hex.to_owned())
    }

    /// Returns the hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReportId({})", self.0)
    }
}

/// What a stretch of a report is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    /// The title of the report.
    Headline,
    /// The sentence or two under the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Place and date at the head of the text.
    Dateline,
    /// A heading between paragraphs.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    List,
    /// A block quotation.
    Quote,
    /// The words under a picture.
    Caption,
    /// A reader's comment, not the outlet's words.
    Comment,
    /// Share bars, adverts, related links, counters.
    Furniture,
}

impl BlockKind {
    /// Every kind, in the order in which the contract lists them.
    pub const ALL: [BlockKind; 11] = [
        BlockKind::Headline,
        BlockKind::Standfirst,
        BlockKind::Byline,
        BlockKind::Dateline,
        BlockKind::Heading,
        BlockKind::Paragraph,
        BlockKind::List,
        BlockKind::Quote,
        BlockKind::Caption,
        BlockKind::Comment,
        BlockKind::Furniture,
    ];

    /// Returns the word that the JSON contract uses.
    pub fn as_str(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Standfirst => "standfirst",
            BlockKind::Byline => "byline",
            BlockKind::Dateline => "dateline",
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::List => "list",
            BlockKind::Quote => "quote",
            BlockKind::Caption => "caption",
            BlockKind::Comment => "comment",
            BlockKind::Furniture => "furniture",
        }
    }

    /// Says whether the outlet tells something here, so that it is read for findings.
    ///
    /// Comments are readers' words and are kept apart; bylines and furniture tell nothing.
    pub fn is_told(self) -> bool {
        !matches!(
            self,
            BlockKind::Byline | BlockKind::Comment | BlockKind::Furniture
        )
    }

    /// Says whether the block is part of the article's running text.
    pub fn is_body(self) -> bool {
        matches!(
            self,
            BlockKind::Paragraph | BlockKind::List | BlockKind::Quote
        )
    }
}

/// A stretch of a report's text and what it is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Where it stands; blocks come in order and do not overlap.
    pub span: Span,
    /// Who wrote it, if not the report's author: the name over a comment.
    pub author: Option<String>,
    /// Whom a comment answers.
    pub replies_to: Option<String>,
    /// When it came out, if not with the report: an entry of a live page.
    pub published: Option<Moment>,
}

impl Block {
    /// Makes a block without an author of its own.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Block {
            kind,
            span,
            author: None,
            replies_to: None,
            published: None,
        }
    }
}

/// A calendar date, with the time of day where a page states it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day as the page states it, without zone.
    pub time: Option<Time>,
}

impl Moment {
    /// Makes a moment of a whole day.
    pub fn day(date: Date) -> Self {
        Moment { date, time: None }
    }
}

impl fmt::Display for Moment {
    /// Writes ISO 8601: `2014-11-07` or `2014-11-07T09:30:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => write!(
                f,
                "{}T{:02}:{:02}:{:02}",
                self.date,
                time.hour(),
                time.minute(),
                time.second()
            ),
            None => write!(f, "{}", self.date),
        }
    }
}

/// What happened to a report on a date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Event {
    /// It came out.
    Published,
    /// It was changed.
    Modified,
}

impl Event {
    /// Every event, in the order in which the contract lists them.
    pub const ALL: [Event; 2] = [Event::Published, Event::Modified];

    /// Returns the word that the JSON contract uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Published => "published",
            Event::Modified => "modified",
        }
    }
}

/// Where a page states a date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum DatePlace {
    /// In its linked data (JSON-LD).
    LinkedData,
    /// In a meta tag (Open Graph and others).
    Meta,
    /// In the attribute of a marked-up element (`<time datetime>`, microdata).
    Markup,
    /// In words that a reader sees.
    Text,
    /// In its address.
    Address,
    /// Beside it: in the feed, archive or mail that carried it.
    Carrier,
}

impl DatePlace {
    /// Every place, most trusted first.
    pub const ALL: [DatePlace; 6] = [
        DatePlace::LinkedData,
        DatePlace::Meta,
        DatePlace::Markup,
        DatePlace::Text,
        DatePlace::Address,
        DatePlace::Carrier,
    ];

    /// Returns the word that the JSON contract uses.
    pub fn as_str(self) -> &'static str {
        match self {
            DatePlace::LinkedData => "linked-data",
            DatePlace::Meta => "meta",
            DatePlace::Markup => "markup",
            DatePlace::Text => "text",
            DatePlace::Address => "address",
            DatePlace::Carrier => "carrier",
        }
    }
}

/// A date that a page states of its report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stated {
    /// What happened then.
    pub event: Event,
    /// The date.
    pub moment: Moment,
    /// Where it stands.
    pub place: DatePlace,
}

/// What a page says about its report. Everything may be missing.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct About {
    /// The canonical address.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, one name each.
    pub bylines: Vec<String>,
    /// The agency or outlet that the text is credited to, if not the outlet itself: "Associated
    /// Press".
    pub credit: Option<String>,
    /// When it was published, by the most trusted of [`About::dates`].
    pub published: Option<Moment>,
    /// When it was last changed, likewise; `None` if nothing says that it was.
    pub modified: Option<Moment>,
    /// Every date that the page states of itself, in the order of trust; they may disagree.
    pub dates: Vec<Stated>,
    /// The language, as a two-letter code.
    pub language: Option<String>,
}

impl About {
    /// Notes a date that the page states. Whoever is asked first is trusted most.
    pub fn state(&mut self, event: Event, moment: Moment, place: DatePlace) {
        let chosen = match event {
            Event::Published => &mut self.published,
            Event::Modified => &mut self.modified,
        };
        chosen.get_or_insert(moment);
        let stated = Stated {
            event,
            moment,
            place,
        };
        if !self.dates.contains(&stated) {
            self.dates.push(stated);
        }
    }

    /// Takes over what another has to say where this one is silent; stated dates are kept side by
    /// side.
    pub fn fill(&mut self, other: &About) {
        let missing = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        missing(&mut self.url, &other.url);
        missing(&mut self.title, &other.title);
        missing(&mut self.outlet, &other.outlet);
        missing(&mut self.credit, &other.credit);
        missing(&mut self.language, &other.language);
        if self.bylines.is_empty() {
            self.bylines.clone_from(&other.bylines);
        }
        self.published = self.published.or(other.published);
        self.modified = self.modified.or(other.modified);
        let new: Vec<Stated> = other
            .dates
            .iter()
            .filter(|date| !self.dates.contains(date))
            .copied()
            .collect();
        self.dates.extend(new);
    }
}

/// One news text as one outlet published it. The text never changes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    id: ReportId,
    text: Arc<str>,
    blocks: Vec<Block>,
    /// What is known about it.
    pub about: About,
}

impl Report {
    /// Makes a report of a text and its blocks.
    ///
    /// Blocks that are empty, out of order, overlapping or off a character boundary are dropped, so
    /// that every later stage may trust them.
    pub fn new(id: ReportId, text: impl Into<Arc<str>>, blocks: Vec<Block>, about: About) -> Self {
        let text: Arc<str> = text.into();
        let mut end = 0;
        let blocks = blocks
            .into_iter()
            .filter(|block| {
                let fits = block.span.start() >= end && !block.span.of(&text).is_empty();
                if fits {
                    end = block.span.end();
                }
                fits
            })
            .collect();
        Report {
            id,
            text,
            blocks,
            about,
        }
    }

    /// Takes a text as it stands: every line is a paragraph, nothing is known about it.
    pub fn plain(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(&text);
            if !span.is_empty() {
                blocks.push(Block::new(BlockKind::Paragraph, span));
            }
            start += line.len();
        }
        Report::new(
            ReportId::of(text.as_bytes()),
            text,
            blocks,
            About::default(),
        )
    }

    /// Returns the id: a hash of the bytes that the report came in.
    pub fn id(&self) -> &ReportId {
        &self.id
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the blocks, in the order of the text, without overlap.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the place of the block that a stretch fits best, or `None` if it fits none.
    pub fn block_at(&self, stretch: Span) -> Option<usize> {
        fitting(self.blocks.iter().map(|block| block.span), stretch)
    }

    /// Makes furniture of some blocks, by their places in the list; the text stays as it is.
    #[must_use]
    pub fn with_furniture(mut self, places: &[usize]) -> Self {
        for place in places {
            if let Some(block) = self.blocks.get_mut(*place) {
                block.kind = BlockKind::Furniture;
            }
        }
        self
    }

    /// Returns the kind of the block that holds a position.
    pub fn kind_at(&self, position: usize) -> Option<BlockKind> {
        let after = self
            .blocks
            .partition_point(|block| block.span.start() <= position);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        block.span.holds(position).then_some(block.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_a_paragraph_a_line() {
        let report = Report::plain("One.\n\n  Two.\n");
        let lines: Vec<_> = report
            .blocks()
            .iter()
            .map(|b| b.span.of(report.text()))
            .collect();
        assert_eq!(lines, ["One.", "Two."]);
        assert_eq!(report.text(), "One.\n\n  Two.\n");
    }

    #[test]
    fn blocks_that_overlap_or_split_a_character_are_dropped() {
        let block = |s, e| Block::new(BlockKind::Paragraph, Span::new(s, e));
        let report = Report::new(
            ReportId::of(b"x"),
            "é one two",
            vec![block(1, 3), block(0, 6), block(4, 8), block(7, 10)],
            About::default(),
        );
        let kept: Vec<_> = report
            .blocks()
            .iter()
            .map(|b| b.span.of(report.text()))
            .collect();
        assert_eq!(kept, ["é one", "two"]);
    }

    #[test]
    fn the_same_text_has_the_same_id() {
        assert_eq!(Report::plain("A.").id(), Report::plain("A.").id());
        assert_ne!(Report::plain("A.").id(), Report::plain("B.").id());
    }
}
