//! Readers' comments on a web page: found, read and taken out before the article is looked for.

use dom_query::{Document, NodeRef};

use super::blocks;
use crate::page::furniture;

/// Classes that mark one comment, whole words only: "has-comments" on the body marks none.
const COMMENT: [&str; 8] = [
    "comment",
    "comment-item",
    "comment_item",
    "comments-item",
    "comments__item",
    "user-comment",
    "comment-entry",
    "single-comment",
];

/// Ids and classes of what stands around the comments.
const SECTION: [&str; 14] = [
    "comments",
    "comments-area",
    "comment-list",
    "commentlist",
    "comments-section",
    "comment-section",
    "comments-container",
    "respond",
    "comment-respond",
    "disqus_thread",
    "fb-comments",
    "comment-form",
    "commentform",
    "comments-wrapper",
];

/// Parts of class names that mark the author, and the words, of a comment.
const AUTHOR: [&str; 7] = [
    "author",
    "username",
    "user-name",
    "user_name",
    "fn",
    "commenter",
    "nickname",
];
const WORDS: [&str; 8] = [
    "comment-content",
    "comment-text",
    "comment_text",
    "comment__text",
    "comment-message",
    "comment-body",
    "comment__body",
    "comment__content",
];

/// How many comments are read.
const MAX_COMMENTS: usize = 2000;

/// A reader's comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) author: Option<String>,
    pub(super) replies_to: Option<String>,
}

/// Reads the comments and removes them, and what stands around them, from the document.
pub(super) fn take(document: &Document) -> Vec<Comment> {
    let Some(body) = document.body() else {
        return Vec::new();
    };
    let whole = body.text().len();
    let mut marked: Vec<NodeRef<'_>> = Vec::new();
    let mut sections: Vec<NodeRef<'_>> = Vec::new();
    for node in body.descendants_it().filter(NodeRef::is_element) {
        if is_comment(&node) && marked.len() < MAX_COMMENTS {
            marked.push(node);
        } else if has_word(&node, &SECTION) {
            sections.push(node);
        }
    }
    // A template may call its article a comment; a comment is never most of the page.
    marked.retain(|node| node.text().len() * 2 < whole);
    let parents: Vec<Option<usize>> = marked.iter().map(|node| parent_of(node, &marked)).collect();
    // From the last: an answer stands inside what it answers, and is gone when that is read.
    let mut comments: Vec<Option<Comment>> = Vec::new();
    for node in marked.iter().rev() {
        comments.push(read(node));
        node.remove_from_parent();
    }
    comments.reverse();
    let authors: Vec<Option<String>> = comments
        .iter()
        .map(|c| c.as_ref().and_then(|c| c.author.clone()))
        .collect();
    for (comment, parent) in comments.iter_mut().zip(&parents) {
        let above = parent.and_then(|i| authors.get(i).cloned().flatten());
        if let (Some(comment), Some(name)) = (comment.as_mut(), above) {
            comment.replies_to.get_or_insert(name);
        }
    }
    for section in sections.iter().filter(|node| node.text().len() * 2 < whole) {
        section.remove_from_parent();
    }
    comments.into_iter().flatten().collect()
}

fn is_comment(node: &NodeRef<'_>) -> bool {
    let typed = node
        .attr("itemtype")
        .is_some_and(|t| t.ends_with("/Comment") || t.ends_with("/UserComments"));
    typed
        || node.attr("itemprop").is_some_and(|p| &*p == "comment")
        || has_word(node, &COMMENT) && !has_word(node, &["comment-form"])
}

fn has_word(node: &NodeRef<'_>, words: &[&str]) -> bool {
    let among = |names: &str| {
        names
            .split_whitespace()
            .any(|name| words.iter().any(|w| w.eq_ignore_ascii_case(name)))
    };
    node.class().is_some_and(|class| among(&class)) || node.id_attr().is_some_and(|id| among(&id))
}

fn parent_of(node: &NodeRef<'_>, marked: &[NodeRef<'_>]) -> Option<usize> {
    let above = node.ancestors_it(Some(12)).find(is_comment)?;
    // Nodes were collected in the order of the page, which is the order of their ids.
    marked.iter().position(|other| other.id == above.id)
}

fn read(node: &NodeRef<'_>) -> Option<Comment> {
    let part = |marks: &[&str]| {
        node.descendants_it().filter(NodeRef::is_element).find(|n| {
            let class = n
                .class()
                .map(|c| c.to_ascii_lowercase())
                .unwrap_or_default();
            class.split_whitespace().any(|c| {
                marks
                    .iter()
                    .any(|m| c == *m || m.len() > 2 && c.contains(m))
            })
        })
    };
    let author_part = node
        .descendants_it()
        .find(|n| {
            n.has_name("cite")
                || n.attr("itemprop")
                    .is_some_and(|p| matches!(&*p, "author" | "creator"))
        })
        .or_else(|| part(&AUTHOR));
    let author = author_part
        .map(|n| blocks::line(&n))
        .map(|line| name(&line))
        .filter(|n| !n.is_empty() && n.len() <= 80);
    let words = node.descendants_it().find(|n| {
        n.attr("itemprop")
            .is_some_and(|p| matches!(&*p, "text" | "commentText"))
    });
    let words = words.or_else(|| part(&WORDS)).unwrap_or(*node);
    let mut pieces: Vec<String> = blocks::pieces(&words).into_iter().map(|p| p.text).collect();
    let is_head = |text: &str| {
        let own = author.as_deref().is_some_and(|a| name(text) == a);
        own || furniture::is_furniture(text)
            || text.len() < 60 && crate::page::dates::find(text).is_some()
    };
    pieces.retain(|text| !is_head(text));
    let text = pieces.join("\n\n");
    let replies_to = answered(&text);
    (!text.is_empty()).then_some(Comment {
        text,
        author,
        replies_to,
    })
}

/// Returns the bare name in "Jane Roe says:".
fn name(line: &str) -> String {
    let line = line.trim().trim_end_matches(':').trim();
    let verbs = [" says", " said", " wrote", " writes", " commented"];
    verbs
        .iter()
        .find_map(|v| line.strip_suffix(v))
        .unwrap_or(line)
        .trim()
        .to_owned()
}

/// Returns whom a comment addresses in its first words: "@Name: …".
fn answered(text: &str) -> Option<String> {
    let rest = text.strip_prefix('@')?.trim_start();
    let end = rest.find([':', ',', '\n', ' '])?;
    rest.get(..end)
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
}
