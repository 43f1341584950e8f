//! A web page to a report: the article is found by a crate, its structure kept here.
//!
//! The stages: [`guard`] bounds what the parser is given; the page's comments are read and taken
//! out ([`comments`]); what it says about itself is read ([`about`]); a readability extractor finds
//! the article; its pieces ([`blocks`]) are freed from furniture ([`tidy`]) and joined into the
//! report's text.

mod about;
mod blocks;
mod classes;
mod comments;
mod guard;
mod kinds;
mod live;
mod lost;
mod marked;
mod tidy;
mod zone;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::dateline;
use crate::report::{About, Block, BlockKind, Moment, Report, ReportId};
use crate::span::Span;
use about::Said;
use blocks::Piece;
use comments::Comment;

/// How far into a text the signs of HTML are looked for.
const SNIFF_WINDOW: usize = 16 * 1024;

/// How many tags make a text a page that does not begin like one.
const FEW_TAGS: usize = 6;

/// The extractor's name for what it found.
const ARTICLE: &str = "#readability-page-1";

/// Says whether a text is HTML: it begins as a page does, or is full of tags.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head = head(start);
    let opens = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<!--",
        "<title",
        "<article",
        "<meta",
        "<div",
        "<p>",
        "<p ",
        "<script",
    ];
    if opens.iter().any(|tag| head.starts_with(tag))
        || head.starts_with("<?xml") && head.contains("<html")
    {
        return true;
    }
    has_tags(start, FEW_TAGS)
}

/// Returns the beginning of a text, in lower case.
fn head(text: &str) -> String {
    text.get(..text.floor_char_boundary(SNIFF_WINDOW))
        .unwrap_or("")
        .to_ascii_lowercase()
}

/// Says whether the beginning of a text has at least so many tags of the kinds that articles are
/// made of.
pub(super) fn has_tags(text: &str, least: usize) -> bool {
    let head = head(text);
    let tags = [
        "</p>", "<p>", "</div>", "<div", "<br", "</a>", "</span>", "</li>", "</h1>", "</h2>",
    ];
    tags.iter()
        .map(|tag| head.matches(tag).count())
        .sum::<usize>()
        >= least
}

/// Reads a web page.
pub(super) fn report(id: ReportId, source: &str, notes: &mut Vec<String>) -> Report {
    let tamed = guard::tame(source, notes);
    let document = Document::from(&*tamed);
    let comments = comments::take(&document);
    let mut said = about::read(&document);
    classes::prepare(&document);
    let numbered = lost::number(&document);
    let entries = live::entries(&document);
    let body = tidy::tidy(lost::restore(find(document), &numbered), &mut said);
    if body.is_empty() {
        notes.push("No article was found on the page.".to_owned());
    }
    assemble(id, said, body, comments, &entries)
}

/// Reads an article that stands alone: all of it is the article, below the title that is known.
pub(super) fn article(
    id: ReportId,
    source: &str,
    known: &About,
    notes: &mut Vec<String>,
) -> Report {
    let tamed = guard::tame(source, notes);
    let document = Document::fragment(&*tamed);
    let mut said = Said {
        about: known.clone(),
        byline: None,
        standfirst: None,
    };
    let body = tidy::tidy(blocks::pieces(&document.root()), &mut said);
    assemble(id, said, body, Vec::new(), &HashMap::new())
}

/// Finds the article and returns its pieces; the whole page if there is none.
fn find(document: Document) -> Vec<Piece> {
    let config = Config {
        keep_classes: true,
        candidate_select_mode: CandidateSelectMode::Readability,
        disable_json_ld: true,
        ..Config::default()
    };
    let Ok(mut reader) = Readability::with_document(document, None, Some(config)) else {
        return Vec::new();
    };
    // The extractor compares scores that it assumes to be numbers and asserts parents that it
    // assumes to exist. Should a page prove it wrong, that page is read whole and the pile goes on.
    let found = catch_unwind(AssertUnwindSafe(|| reader.parse()));
    match found {
        // The article stays in the reader's document, so its text need not be parsed a second time.
        Ok(Ok(_)) => reader
            .doc
            .select_single(ARTICLE)
            .nodes()
            .first()
            .map(blocks::pieces)
            .unwrap_or_default(),
        _ => reader
            .doc
            .body()
            .map(|body| blocks::pieces(&body))
            .unwrap_or_default(),
    }
}

/// Joins the pieces into the report's text, with a block for each.
fn assemble(
    id: ReportId,
    said: Said,
    body: Vec<Piece>,
    comments: Vec<Comment>,
    entries: &HashMap<usize, Moment>,
) -> Report {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut add = |piece: &str, block: Block| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(piece);
        blocks.push(Block {
            span: Span::new(start, text.len()),
            ..block
        });
    };
    let plain = |kind: BlockKind| Block::new(kind, Span::new(0, 0));
    let mut about = said.about;
    let head = [
        (&about.title, BlockKind::Headline),
        (&said.standfirst, BlockKind::Standfirst),
        (&said.byline, BlockKind::Byline),
    ];
    for (line, kind) in head {
        if let Some(line) = line {
            add(line, plain(kind));
        }
    }
    for piece in &body {
        let number = piece.number;
        let block = Block {
            author: piece.poster(),
            published: number.and_then(|number| entries.get(&number)).copied(),
            ..plain(piece.kind)
        };
        add(&piece.text, block);
        if piece.kind == BlockKind::Paragraph
            && (about.credit.is_none() || about.published.is_none())
            && let Some(dateline) = dateline::dateline(&piece.text)
        {
            dateline.tell(&mut about);
        }
    }
    for comment in comments {
        let block = Block {
            author: comment.author,
            replies_to: comment.replies_to,
            ..plain(BlockKind::Comment)
        };
        add(&comment.text, block);
    }
    Report::new(id, text, blocks, about)
}
