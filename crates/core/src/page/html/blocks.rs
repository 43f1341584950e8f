//! The extracted part of a web page to pieces of text with a kind each.

use dom_query::NodeRef;

use super::lost;
use crate::page::post;
use crate::report::BlockKind;

/// How deep the walk goes. The guard has flattened the source before; the parser adds little.
const MAX_DEPTH: usize = 600;

/// A piece of the article, as it will stand in the report's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    /// How many bytes of the text are links.
    pub(super) linked: usize,
    /// The number of the paragraph that it is, see [`lost`].
    pub(super) number: Option<usize>,
}

impl Piece {
    /// Returns who wrote an embedded post: the name and account behind its last dash.
    pub(super) fn poster(&self) -> Option<String> {
        (self.kind == BlockKind::Quote)
            .then(|| post::poster(&self.text))
            .flatten()
    }
}

/// Walks over a part of the page and returns its pieces in order.
pub(super) fn pieces(root: &NodeRef<'_>) -> Vec<Piece> {
    let mut walk = Walk::default();
    walk.node(root, BlockKind::Paragraph, false, 0);
    walk.flush(BlockKind::Paragraph);
    walk.pieces
}

/// Returns all the words under a node on one line.
pub(super) fn line(root: &NodeRef<'_>) -> String {
    let text = root.text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    text: String,
    linked: usize,
    number: Option<usize>,
}

impl Walk {
    fn node(&mut self, node: &NodeRef<'_>, kind: BlockKind, in_link: bool, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        if node.is_text() {
            self.words(&node.text(), in_link);
            return;
        }
        let name = node.node_name();
        let name = name.as_deref().unwrap_or("");
        match name {
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "button"
            | "select" | "svg" | "head" | "title" => {}
            "br" => self.text.push('\n'),
            "td" | "th" => {
                self.text.push(' ');
                self.children(node, kind, in_link, depth);
            }
            _ => match block(name, kind) {
                None => self.children(node, kind, in_link || name == "a", depth),
                Some(inner) => {
                    self.flush(kind);
                    self.number = node
                        .attr(lost::NUMBER)
                        .and_then(|number| number.parse().ok());
                    let inner = if node.has_class(lost::EMBEDDED) {
                        BlockKind::Quote
                    } else {
                        inner
                    };
                    self.children(node, inner, in_link, depth);
                    self.flush(inner);
                }
            },
        }
    }

    fn children(&mut self, node: &NodeRef<'_>, kind: BlockKind, in_link: bool, depth: usize) {
        for child in node.children_it(false) {
            self.node(&child, kind, in_link, depth + 1);
        }
    }

    /// Adds words with white space collapsed, as a browser shows them.
    fn words(&mut self, text: &str, in_link: bool) {
        let before = self.text.len();
        for c in text.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
        self.linked += if in_link { self.text.len() - before } else { 0 };
    }

    fn flush(&mut self, kind: BlockKind) {
        let lines: Vec<&str> = self
            .text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let text = lines.join("\n");
        if text.chars().any(char::is_alphanumeric) {
            self.pieces.push(Piece {
                kind,
                text,
                linked: self.linked,
                number: self.number,
            });
        }
        self.text.clear();
        (self.linked, self.number) = (0, None);
    }
}

/// Returns the kind of a block element inside a block of kind `outer`; `None` for inline elements.
fn block(name: &str, outer: BlockKind) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "li" | "dd" | "dt" => BlockKind::List,
        "blockquote" => BlockKind::Quote,
        "figcaption" | "caption" => BlockKind::Caption,
        "figure" if outer == BlockKind::Paragraph => BlockKind::Caption,
        "table" if outer == BlockKind::Caption => BlockKind::Paragraph,
        "p" | "div" | "section" | "article" | "main" | "body" | "html" | "figure" | "ul" | "ol"
        | "dl" | "table" | "tbody" | "thead" | "tfoot" | "tr" | "pre" | "center" | "aside"
        | "header" | "footer" | "details" | "summary" | "hr" | "address" | "form" | "fieldset"
        | "nav" | "picture" | "video" | "audio" => outer,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn structure_becomes_kinds() {
        let html = "<h2>Why</h2><p>One <b>two</b>\n three.</p><ul><li><p>Item</p></li></ul><blockquote><p>Said.</p></blockquote>\
            <figure><img><figcaption>The gate</figcaption></figure>loose<div>words</div>";
        let document = Document::from(html);
        let found: Vec<_> = pieces(&document.root())
            .into_iter()
            .map(|p| (p.kind, p.text))
            .collect();
        let expected = [
            (BlockKind::Heading, "Why"),
            (BlockKind::Paragraph, "One two three."),
            (BlockKind::List, "Item"),
            (BlockKind::Quote, "Said."),
            (BlockKind::Caption, "The gate"),
            (BlockKind::Paragraph, "loose"),
            (BlockKind::Paragraph, "words"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
    }
}
