//! Frees the pieces of an article from what the extractor left in: captions, bylines, related
//! links.
//!
//! The extractor works on elements and keeps whole containers; these rules work on the words of a
//! piece, its links, and where it stands between the first and the last paragraph.

use std::collections::HashSet;

use super::about::Said;
use super::blocks::Piece;
use crate::page::{blurb, byline, dates, furniture};
use crate::report::{BlockKind, DatePlace};

/// The share of link text from which a piece is a list of links and no sentence.
const LINKED: f32 = 0.7;

/// Running text begins with the first paragraph of this many words.
const FEW_WORDS: usize = 12;

/// A piece as long as this that stands on the page twice is shown twice, not said twice.
const REPEATED: usize = 40;

/// A line about the author has at most this many words, one about the date at most [`DATE_WORDS`].
const BYLINE_WORDS: usize = 24;
const DATE_WORDS: usize = 16;

/// The section names before a title take at most this many bytes.
const PATH_BYTES: usize = 80;

/// Returns the pieces that are the article, with their kinds put right; a byline or a date above
/// the running text is taken over where the page says nothing else.
pub(super) fn tidy(pieces: Vec<Piece>, said: &mut Said) -> Vec<Piece> {
    let pieces = without_repeats(pieces, said);
    let is_running = |p: &Piece| {
        p.kind != BlockKind::Caption
            && furniture::count_words(&p.text) >= FEW_WORDS
            && furniture::ends_sentence(&p.text)
    };
    let first = pieces
        .iter()
        .position(|p| p.kind == BlockKind::Paragraph && is_running(p))
        .unwrap_or(0);
    let last = pieces.iter().rposition(is_running).unwrap_or(pieces.len());
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut under_furniture = false;
    for (i, mut piece) in pieces.into_iter().enumerate() {
        // "Most read" is dropped with the list under it.
        let is_dropped = is_furniture(&piece);
        under_furniture = is_dropped
            && (piece.kind == BlockKind::Heading || furniture::heads_list(&piece.text))
            || under_furniture && piece.kind == BlockKind::List;
        if under_furniture {
            continue;
        }
        if is_credit(&piece) {
            // The words before a credit in a list of pictures are what the picture shows.
            if let Some(shown) = kept.last_mut().filter(|p| p.kind == BlockKind::List) {
                shown.kind = BlockKind::Caption;
            }
            piece.kind = BlockKind::Caption;
        } else if furniture::is_caption(&piece.text) {
            piece.kind = BlockKind::Caption;
        } else if i < first && takes_head_line(&piece.text, said) {
            continue;
        } else if i < first
            && piece.kind == BlockKind::Heading
            && furniture::ends_sentence(&piece.text)
        {
            piece.kind = BlockKind::Standfirst;
        } else if is_dropped
            || i < first && is_path(&piece.text, said)
            || i > last && is_foot_line(&piece)
        {
            continue;
        }
        kept.push(piece);
    }
    let names = &said.about.bylines;
    let ends = |kept: &[Piece]| {
        kept.last()
            .is_some_and(|p| p.kind == BlockKind::Heading || blurb::is_blurb(&p.text, names, false))
    };
    while kept.len() > 1 && ends(&kept) {
        kept.pop();
    }
    kept
}

fn without_repeats(mut pieces: Vec<Piece>, said: &Said) -> Vec<Piece> {
    let title = said.about.title.as_deref().map(furniture::fold);
    let shown = [said.byline.as_deref(), said.standfirst.as_deref()];
    let mut seen = HashSet::new();
    pieces.retain(|piece| {
        let repeated = piece.text.len() >= REPEATED && !seen.insert(piece.text.clone());
        !repeated
            && Some(furniture::fold(&piece.text)) != title
            && !shown.contains(&Some(piece.text.as_str()))
    });
    pieces
}

/// Says whether a piece is only the credit of a picture.
fn is_credit(piece: &Piece) -> bool {
    furniture::count_words(&piece.text) <= 10 && furniture::is_caption(&piece.text)
}

/// Says whether a line above the running text says who wrote the report or when, and notes it.
fn takes_head_line(line: &str, said: &mut Said) -> bool {
    let words = furniture::count_words(line);
    // "The Wire Agency", and on the next line when: the names end with the line.
    let shown = line
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or(line);
    let byline = byline::opened(shown)
        .or_else(|| byline::bare(shown))
        .filter(|_| words <= BYLINE_WORDS);
    let date = (words <= DATE_WORDS).then(|| dates::find(line)).flatten();
    let about = &mut said.about;
    if date.is_some() {
        dates::stated(line)
            .into_iter()
            .for_each(|(event, moment)| about.state(event, moment, DatePlace::Text));
    }
    let Some(byline) = byline else {
        return date.is_some();
    };
    if said.byline.is_none() {
        said.byline = Some(shown.trim().to_owned());
        about.credit = about.credit.take().or(byline.credit);
        if about.bylines.is_empty() {
            about.bylines = byline.names;
        }
    }
    true
}

fn is_furniture(piece: &Piece) -> bool {
    let text = &piece.text;
    let linked = piece.linked as f32 > LINKED * text.len() as f32;
    furniture::is_furniture(text)
        || !text.chars().any(char::is_alphabetic)
        || linked
            && (furniture::count_words(text) <= 30 && !furniture::ends_sentence(text)
                || text.lines().count() >= 3)
}

/// Says whether a piece is the path to the page: some section names, glued to the title.
fn is_path(line: &str, said: &Said) -> bool {
    let Some(title) = said.about.title.as_deref() else {
        return false;
    };
    line.len() <= title.len() + PATH_BYTES
        && furniture::fold(line).ends_with(&furniture::fold(title))
}

/// Says whether a piece below the running text is a label, a name, an address.
fn is_foot_line(piece: &Piece) -> bool {
    let text = &piece.text;
    let words = furniture::count_words(text);
    furniture::is_label(text) || words <= 30 && (text.contains('@') || text.contains("twitter.com"))
}
