//! Paragraphs that the extractor lost.
//!
//! An extractor weighs elements one by one, and drops a sentence with a long link in it as a menu.
//! Before it runs, every paragraph gets a number ([`number`]); afterwards those that are missing
//! between others of the very same kind, in the same kind of containers, are put back
//! ([`restore`]).

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use dom_query::{Document, NodeRef};
use rustc_hash::FxHasher;

use super::blocks::{self, Piece};
use crate::page::furniture;
use crate::report::BlockKind;

/// The attribute that holds a paragraph's number.
pub(super) const NUMBER: &str = "data-sayso-paragraph";

/// The class of an embedded post (see `classes`), which is put back wherever it stood in the
/// article.
pub(super) const EMBEDDED: &str = "sayso-embedded-post";

/// A paragraph that is put back has at least so many words.
const FEW_WORDS: usize = 4;

/// More paragraphs than this are not numbered.
const MOST: usize = 20_000;

/// A paragraph as it stood on the page.
pub(super) struct Numbered {
    /// Hash of its own class, and of the names and classes of what it stands in.
    kind: u64,
    piece: Piece,
}

/// Numbers the paragraphs of a page.
pub(super) fn number(document: &Document) -> Vec<Numbered> {
    let Some(body) = document.body() else {
        return Vec::new();
    };
    let nodes: Vec<NodeRef<'_>> = body
        .descendants_it()
        .filter(|node| node.has_name("p"))
        .take(MOST)
        .collect();
    let mut numbered = Vec::with_capacity(nodes.len());
    for (number, node) in nodes.iter().enumerate() {
        node.set_attr(NUMBER, &number.to_string());
        let mut kind = FxHasher::default();
        let embedded = node.has_class(EMBEDDED);
        if !embedded {
            for around in std::iter::once(*node).chain(node.ancestors_it(Some(2))) {
                (around.node_name().as_deref(), around.class().as_deref()).hash(&mut kind);
            }
        }
        let mut pieces = blocks::pieces(node);
        let piece = if pieces.len() == 1 {
            pieces.pop()
        } else {
            None
        };
        let piece = piece.unwrap_or(Piece {
            kind: BlockKind::Furniture,
            text: String::new(),
            linked: 0,
            number: None,
        });
        numbered.push(Numbered {
            kind: if embedded { 0 } else { kind.finish() },
            piece: Piece {
                number: Some(number),
                ..piece
            },
        });
    }
    numbered
}

/// Puts back what is missing between the first and the last paragraph that was kept.
pub(super) fn restore(pieces: Vec<Piece>, numbered: &[Numbered]) -> Vec<Piece> {
    let kept: HashSet<usize> = pieces.iter().filter_map(|piece| piece.number).collect();
    let (Some(first), Some(last)) = (kept.iter().min().copied(), kept.iter().max().copied()) else {
        return pieces;
    };
    let prose = |piece: &Piece| {
        let own = piece.text.len().saturating_sub(piece.linked);
        furniture::count_words(&piece.text) >= FEW_WORDS
            && furniture::ends_sentence(&piece.text)
            && own * 4 > piece.text.len()
    };
    // A kind of which the extractor left most out is not the article's.
    let mut counts: HashMap<u64, [usize; 2]> = HashMap::new();
    for (i, paragraph) in numbered
        .iter()
        .enumerate()
        .take(last + 1)
        .skip(first)
        .filter(|(_, paragraph)| prose(&paragraph.piece))
    {
        let count = counts.entry(paragraph.kind).or_default();
        count[usize::from(kept.contains(&i))] += 1;
    }
    let lost = |i: usize| {
        let paragraph = numbered.get(i).filter(|_| !kept.contains(&i))?;
        let [left_out, taken] = counts.get(&paragraph.kind).copied().unwrap_or_default();
        (paragraph.kind == 0 || taken > left_out && prose(&paragraph.piece))
            .then(|| paragraph.piece.clone())
    };
    let mut restored = Vec::with_capacity(pieces.len());
    let mut next = first;
    for piece in pieces {
        if let Some(number) = piece.number.filter(|number| *number >= next) {
            restored.extend((next..number).filter_map(lost));
            next = number + 1;
        }
        restored.push(piece);
    }
    restored
}
