//! Texts that hold many articles, as libraries of news export them (Nexis, Factiva, `ProQuest`),
//! and texts that say in labelled lines what they are.
//!
//! Told by the lines that these write between articles, whatever file the text came out of: plain
//! text, RTF, an office document, a PDF. A text without such lines is left to the core.

mod head;

use std::ops::ControlFlow;

use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{About, ReportId};

use crate::known::Known;
use crate::out::Out;
use crate::{At, Part};
use head::{Head, Label, MOST_HEAD, is_behind, labelled};

/// How long a line of a head may be, in bytes; a longer one is running text.
const MOST_LINE: usize = 300;

/// How long a line between articles may be, in bytes.
const MOST_BORDER: usize = 60;

/// Hands the articles of a text over; false if it does not say that it holds any.
pub(crate) fn open(at: &At<'_>, text: &str, out: &mut Out<'_>) -> ControlFlow<(), bool> {
    let articles = articles(text);
    let (is_none, is_one) = (articles.is_empty(), articles.len() == 1);
    for (index, article) in articles.into_iter().enumerate() {
        let name = match is_one {
            true => at.name.to_owned(),
            false => format!("{}#{}", at.name, index + 1),
        };
        out.part(article.part(name, &at.base.known))?;
    }
    ControlFlow::Continue(!is_none)
}

/// One article of a text.
struct Article<'t> {
    whole: &'t str,
    known: Known,
    body: String,
}

impl Article<'_> {
    fn part(self, name: String, base: &About) -> Part {
        Part {
            name,
            bytes: self.body.into_bytes(),
            options: PageOptions {
                form: Form::Article,
                charset: None,
                known: self.known.about(base),
                id: Some(ReportId::of(self.whole.as_bytes())),
                note: None,
            },
        }
    }
}

/// Returns the articles of a text that says where each begins or what it is; none if it does not.
fn articles(text: &str) -> Vec<Article<'_>> {
    let chunks = chunks(text);
    if chunks.is_empty() {
        return headed(text).into_iter().collect();
    }
    chunks.into_iter().filter_map(article).collect()
}

/// What a line between articles is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    /// "3 of 12 DOCUMENTS", "Document 3 of 12": an article begins below.
    Begins,
    /// "End of Document", "Document LUNE000020210303eh33": an article ended above.
    Ends,
}

fn border(line: &str) -> Option<Border> {
    let line = line.trim();
    if line.len() > MOST_BORDER {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    match words.as_slice() {
        [own, "of", all, "DOCUMENTS" | "DOCUMENT"] if is_number(own) && is_number(all) => {
            Some(Border::Begins)
        }
        ["Document", own, "of", all] if is_number(own) && is_number(all) => Some(Border::Begins),
        ["End", "of", "Document"] => Some(Border::Ends),
        ["Document", key]
            if (20..40).contains(&key.len())
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && key.bytes().filter(u8::is_ascii_digit).count() >= 8 =>
        {
            Some(Border::Ends)
        }
        _ => None,
    }
}

/// Cuts a text at the lines between its articles.
fn chunks(text: &str) -> Vec<&str> {
    let (mut chunks, mut from, mut at, mut found) = (Vec::new(), 0, 0, false);
    for line in text.split_inclusive('\n') {
        if let Some(border) = border(line) {
            // What stands in front of the first "1 of 12" is the cover of the export.
            if found || border == Border::Ends {
                chunks.extend(text.get(from..at));
            }
            from = at + line.len();
            found = true;
        }
        at += line.len();
    }
    if found {
        chunks.extend(text.get(from..));
    }
    chunks
}

/// Reads one article of an export; none if it has no text.
fn article(whole: &str) -> Option<Article<'_>> {
    let mut head = Head::default();
    let mut body = String::new();
    let mut in_body = false;
    // The label of the line above, whose value may stand on this one.
    let mut open: Option<Label> = None;
    for line in whole.lines() {
        let line = line.trim().trim_matches('_').trim_end();
        let label = (line.len() <= MOST_LINE).then(|| labelled(line)).flatten();
        match label {
            Some((name, label, value)) if !in_body || is_behind(name, label) => {
                if in_body && value.is_empty() && name.len() < 3 {
                    continue;
                }
                if label == Label::Body {
                    in_body = true;
                    push(&mut body, value);
                    continue;
                }
                head.labelled(label, value);
                open = value.is_empty().then_some(label);
                head.has_labels = true;
                in_body = in_body && !is_behind(name, label);
                if !body.is_empty() && !in_body {
                    head.is_over = true;
                }
            }
            // "TD" alone goes on with the text.
            Some((_, Label::Body, value)) => push(&mut body, value),
            _ if is_right(line) => head.seen_right = true,
            _ if is_page(line) => {}
            _ if in_body => push(&mut body, line),
            _ if line.is_empty() => {
                if head.has_labels && open.is_none() && !head.is_over {
                    head.gap = true;
                }
            }
            _ if head.is_over => {}
            _ if open.is_some() => {
                head.labelled(open.take().unwrap_or(Label::Beside), line);
            }
            // A line without a label below labels is the text, where it is one.
            _ if head.begins_text(line) => {
                in_body = true;
                push(&mut body, line);
            }
            _ => head.plain.push(line.to_owned()),
        }
    }
    if body.trim().is_empty() {
        return None;
    }
    Some(Article {
        whole,
        known: head.known(),
        body,
    })
}

/// Says whether a line is about rights.
fn is_right(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.starts_with("copyright ")
        || lower.starts_with("(c) ")
        || line.starts_with('©')
        || matches!(
            lower.as_str(),
            "all rights reserved" | "all rights reserved."
        )
}

/// "Page 1 of 12"
fn is_page(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    matches!(words.as_slice(), ["Page", own, "of", all] if is_number(own) && is_number(all))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn push(body: &mut String, line: &str) {
    if !(line.is_empty() && body.ends_with("\n\n")) {
        body.push_str(line);
        body.push('\n');
    }
}

/// Reads a text that says what it is in labelled lines above it: "Title: …", "Date: …", with or
/// without the dashes of front matter.
fn headed(text: &str) -> Option<Article<'_>> {
    let rest = text.trim_start_matches('\u{feff}').trim_start();
    let matter = rest.strip_prefix("---\n").or(rest.strip_prefix("---\r\n"));
    let mut head = Head::default();
    let (mut lines, mut is_known) = (0, false);
    let mut at = 0;
    let inner = matter.unwrap_or(rest);
    for line in inner.split_inclusive('\n') {
        at += line.len();
        let line = line.trim();
        if matter.is_some() && line == "---" || matter.is_none() && line.is_empty() {
            break;
        }
        let (name, _) = line.split_once(':').filter(|_| lines < MOST_HEAD)?;
        let value = line.get(name.len() + 1..)?.trim().trim_matches(['"', '\'']);
        match labelled(line).map(|(_, label, _)| label) {
            Some(Label::Body) => return None,
            Some(label) => {
                head.labelled(label, value);
                is_known |= matches!(label, Label::Title | Label::Date | Label::Outlet);
            }
            // Front matter has fields of its own, of one word.
            None if matter.is_none() || name.len() > 30 || name.contains(' ') => return None,
            None => {}
        }
        lines += 1;
    }
    let body = inner.get(at..).unwrap_or("").trim();
    // One line may be the beginning of anything.
    if !is_known || lines < 2 && matter.is_none() || body.is_empty() {
        return None;
    }
    Some(Article {
        whole: text,
        known: head.end(),
        body: body.to_owned(),
    })
}
