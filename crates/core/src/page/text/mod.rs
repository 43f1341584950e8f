//! A page that somebody pasted as text to a report; the text stays as it stands.
//!
//! The stages: [`units`] cuts the text; the running text is found between its first and last
//! paragraph; [`head`] reads what stands above, of which [`masthead`] knows what is the paper's,
//! [`thread`] the comments below; the rest is told apart line by line. A line that no rule knows is a paragraph: better a line of furniture read
//! than a line of the report lost.

mod foot;
mod head;
mod masthead;
mod thread;
mod units;

use rustc_hash::FxHashMap;

use super::{dateline, furniture, post};
use crate::report::{About, Block, BlockKind, Report, ReportId};
use crate::span::Span;
use units::Unit;

/// Running text is made of units of this many words that end as sentences do.
const FEW_WORDS: usize = 12;

/// A heading between paragraphs has at most this many words.
const HEADING_WORDS: usize = 16;

/// A line with at most this many words may be nothing but the credit of a picture.
const CREDIT_WORDS: usize = 14;

/// How many units are told apart. The longest live blogs have some thousand; behind this every
/// unit is a paragraph.
const MAX_UNITS: usize = 50_000;

/// Reads a pasted page.
pub(super) fn report(id: ReportId, text: &str) -> Report {
    let all = units::units(text);
    let units = all.get(..MAX_UNITS).unwrap_or(&all);
    let lines = Lines { text, units };
    let mut about = About::default();
    let mut kinds = vec![BlockKind::Paragraph; units.len()];
    let first = head::read(&lines, &mut kinds, &mut about);
    let thread = thread::find(text, units, first);
    let end = thread.as_ref().map_or(units.len(), |t| t.from);
    let last = foot::read(&lines, first..end, &mut kinds, &mut about);
    body(&lines, first..last, &mut kinds);
    if let Some(dateline) = units
        .get(first)
        .and_then(|u| dateline::dateline(u.span.of(text)))
    {
        dateline.tell(&mut about);
    }
    for kind in kinds.iter_mut().skip(end) {
        *kind = BlockKind::Furniture;
    }
    foot::outlet(&lines, end..units.len(), &mut about);

    let mut authors = posts(&lines, first..last);
    let mut comments = thread
        .map(|t| t.comments)
        .unwrap_or_default()
        .into_iter()
        .peekable();
    let mut blocks: Vec<Block> = Vec::with_capacity(units.len());
    for (i, (unit, kind)) in units.iter().zip(kinds).enumerate() {
        if let Some(comment) = comments.peek().filter(|c| (c.first..=c.last).contains(&i)) {
            if comment.first == i
                && let Some(span) = comment.span(units)
            {
                let (author, replies_to) = (comment.author.clone(), comment.replies_to.clone());
                blocks.push(Block {
                    kind: BlockKind::Comment,
                    span,
                    author,
                    replies_to,
                    published: None,
                });
            }
            if comment.last == i {
                comments.next();
            }
            continue;
        }
        let author = authors.remove(&i);
        let kind = if author.is_some() {
            BlockKind::Quote
        } else {
            kind
        };
        blocks.push(Block {
            author,
            ..Block::new(kind, unit.span)
        });
    }
    blocks.extend(
        all.iter()
            .skip(units.len())
            .map(|unit| Block::new(BlockKind::Paragraph, unit.span)),
    );
    Report::new(id, text, blocks, about)
}

/// Reads an article that stands alone: all of it is the article, below the title that is known.
pub(super) fn article(id: ReportId, source: &str, known: &About) -> Report {
    let title = known
        .title
        .as_deref()
        .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|title| !title.is_empty());
    let mut blocks: Vec<Block> = title
        .iter()
        .map(|title| Block::new(BlockKind::Headline, Span::new(0, title.len())))
        .collect();
    let text = title
        .as_ref()
        .map_or_else(|| source.to_owned(), |title| format!("{title}\n\n{source}"));
    let all = units::units(&text);
    let repeats = |unit: &Unit| {
        title
            .as_deref()
            .is_some_and(|title| furniture::fold(title) == furniture::fold(unit.span.of(&text)))
    };
    let own = all
        .iter()
        .skip(blocks.len())
        .skip_while(|unit| repeats(unit));
    blocks.extend(own.map(|unit| Block::new(BlockKind::Paragraph, unit.span)));
    Report::new(id, text, blocks, known.clone())
}

/// The units of a text, by number.
struct Lines<'t> {
    text: &'t str,
    units: &'t [Unit],
}

impl<'t> Lines<'t> {
    /// Returns the words of a unit; nothing behind the last.
    fn of(&self, i: usize) -> &'t str {
        self.units.get(i).map_or("", |unit| {
            unit.span.of(self.text).trim_start_matches('\u{feff}')
        })
    }

    /// Returns how many blank lines stand before a unit; the end counts as many.
    fn gap(&self, i: usize) -> usize {
        self.units.get(i).map_or(usize::MAX, |unit| unit.gap)
    }

    /// Says whether a unit is a paragraph of running text beyond doubt.
    fn is_running(&self, i: usize) -> bool {
        let line = self.of(i);
        furniture::count_words(line) >= FEW_WORDS
            && furniture::ends_sentence(line)
            && !furniture::is_caption(line)
            && !furniture::is_furniture(line)
            && !self.follows_credit(i)
    }

    /// A line directly below the credit of a picture says what the picture shows.
    fn follows_credit(&self, i: usize) -> bool {
        let above = i.checked_sub(1).map_or("", |above| self.of(above));
        self.gap(i) == 0
            && furniture::is_caption(above)
            && furniture::count_words(above) <= CREDIT_WORDS
            && furniture::ends_sentence(self.of(i))
    }
}

/// Tells apart what stands between the first and the last paragraph.
fn body(lines: &Lines<'_>, range: std::ops::Range<usize>, kinds: &mut [BlockKind]) {
    for i in range.clone() {
        let line = lines.of(i);
        let Some(kind) = kinds.get_mut(i) else {
            continue;
        };
        *kind = match () {
            () if furniture::is_furniture(line) => BlockKind::Furniture,
            () if furniture::is_caption(line) || lines.follows_credit(i) => BlockKind::Caption,
            () if line.starts_with('>') => BlockKind::Quote,
            () if is_item(line)
                && (is_item(lines.of(i + 1)) || i > range.start && is_item(lines.of(i - 1))) =>
            {
                BlockKind::List
            }
            () if line.starts_with('•') => BlockKind::List,
            () if is_heading(lines, i) => BlockKind::Heading,
            () => BlockKind::Paragraph,
        };
    }
}

/// Finds the units that are posts from another site, each with who wrote it. The signature may be a
/// unit of its own.
fn posts(lines: &Lines<'_>, range: std::ops::Range<usize>) -> FxHashMap<usize, String> {
    let mut authors = FxHashMap::default();
    for i in range.clone() {
        let line = lines.of(i);
        if let Some(author) = post::poster(line) {
            if line.starts_with(['—', '–', '―']) && i > range.start {
                authors.insert(i - 1, author.clone());
            }
            authors.insert(i, author);
        }
    }
    authors
}

/// Says whether a line begins as an item of a list does.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let sign = chars
        .next()
        .is_some_and(|c| matches!(c, '•' | '*' | '-' | '–' | '·' | '▪' | '●' | '■'));
    if sign {
        return chars.next().is_some_and(char::is_whitespace);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line
        .get(digits..)
        .and_then(|rest| rest.strip_prefix(['.', ')']));
    (1..=2).contains(&digits) && rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Says whether a unit is a heading: few words, no full stop, and a paragraph below.
fn is_heading(lines: &Lines<'_>, i: usize) -> bool {
    let line = lines.of(i);
    let question =
        line.ends_with('?') && !line.contains(". ") && !line.contains('“') && !line.contains('"');
    let words = furniture::count_words(line);
    let upper = line
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let bare = !furniture::ends_sentence(line) && !line.ends_with([',', ';', '-', '—', '–']);
    words > 0
        && words <= HEADING_WORDS
        && upper
        && (bare || question)
        && furniture::count_words(lines.of(i + 1)) > words
}
