//! Texts that hold many articles, as libraries of news export them (Nexis, Factiva, ProQuest), and
//! texts that say in labelled lines what they are.
//!
//! Told by the lines that these write between articles, whatever file the text came out of: plain
//! text, RTF, an office document, a PDF. A text without such lines is left to the core.

use std::ops::ControlFlow;

use sayso_core::page::{self, Form, PageOptions};
use sayso_core::report::{About, Event, ReportId};

use crate::known::Known;
use crate::out::Out;
use crate::{At, Part};

/// How long a line of a head may be, in bytes; a longer one is running text.
const MOST_LINE: usize = 300;

/// How many lines a head may have.
const MOST_HEAD: usize = 40;

/// What a labelled line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    Title,
    Outlet,
    Date,
    /// A date that counts where no other is given.
    Stored,
    Byline,
    Address,
    Language,
    /// The running text begins here, on the same line or below.
    Body,
    /// What a library says beside: sections, lengths, subjects.
    Beside,
}

/// The labels in lower case.
const LABELS: [(Label, &[&str]); 9] = [
    (Label::Title, &["headline", "title", "hd", "hl"]),
    (
        Label::Outlet,
        &[
            "publication title",
            "publication info",
            "publication",
            "outlet",
            "publisher",
            "newspaper",
            "source",
            "sn",
            "source name",
        ],
    ),
    (
        Label::Date,
        &[
            "publication date",
            "date",
            "published",
            "pd",
            "date published",
        ],
    ),
    (Label::Stored, &["load-date", "last updated", "updated"]),
    (
        Label::Byline,
        &["byline", "author", "authors", "by", "written by"],
    ),
    (
        Label::Address,
        &["url", "link", "document url", "web address"],
    ),
    (
        Label::Language,
        &["language", "la", "language of publication"],
    ),
    (Label::Body, &["body", "full text", "text", "lp", "td"]),
    (
        Label::Beside,
        &[
            "section",
            "length",
            "dateline",
            "highlight",
            "graphic",
            "subject",
            "subjects",
            "copyright",
            "publication-type",
            "journal-code",
            "classification",
            "industry",
            "geographic",
            "document-type",
            "type",
            "company",
            "organization",
            "person",
            "city",
            "state",
            "country",
            "pages",
            "first page",
            "issn",
            "document type",
            "place of publication",
            "country of publication",
            "proquest document id",
            "database",
            "abstract",
            "links",
            "credit",
            "location",
            "publication year",
            "publication subject",
            "correction-date",
            "correction",
            "wc",
            "sc",
            "cy",
            "an",
            "pub",
            "in",
            "ns",
            "re",
            "ipd",
            "ipc",
            "et",
            "ed",
            "pg",
            "se",
            "clm",
            "ct",
            "vol",
            "notes",
            "series",
            "edition",
            "word count",
        ],
    ),
];

/// Labels that stand behind a text and not in front of it.
const BEHIND: [&str; 24] = [
    "load-date",
    "graphic",
    "subject",
    "subjects",
    "copyright",
    "publication-type",
    "journal-code",
    "classification",
    "industry",
    "geographic",
    "document-type",
    "issn",
    "proquest document id",
    "database",
    "links",
    "credit",
    "location",
    "publication year",
    "publication subject",
    "correction-date",
    "publication title",
    "co",
    "in",
    "an",
];

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
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    match words.as_slice() {
        [own, "of", all, "DOCUMENTS" | "DOCUMENT"] if number(own) && number(all) => {
            Some(Border::Begins)
        }
        ["Document", own, "of", all] if number(own) && number(all) => Some(Border::Begins),
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

/// Splits a line into its label and what it says.
fn labelled(line: &str) -> Option<(&'static str, Label, &str)> {
    let line = line.trim();
    let (name, value) = match line.split_once(':') {
        Some((name, value)) if name.len() <= 30 => (name, value),
        // Factiva writes two letters and blanks; other libraries put a label above what it says.
        _ => match line.split_once("  ") {
            Some((name, value)) if matches!(name.len(), 2 | 3) => (name, value),
            _ => (line, ""),
        },
    };
    let is_code = |name: &str| matches!(name.len(), 2 | 3) && name != "By" && name != "by";
    if is_code(name) && name.bytes().any(|byte| !byte.is_ascii_uppercase()) {
        return None;
    }
    let lower = name.trim().to_ascii_lowercase();
    LABELS.iter().find_map(|(label, names)| {
        let name = names.iter().find(|own| **own == lower)?;
        Some((*name, *label, value.trim()))
    })
}

/// Says whether a line is nothing but a date, with the day of the week or the hour beside it.
fn is_date(line: &str) -> bool {
    let words = line.split_whitespace().count();
    line.len() <= 60 && words <= 8 && page::date(line).is_some()
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
            Some((name, label, value))
                if !in_body || (label != Label::Body && BEHIND.contains(&name)) =>
            {
                if in_body && label != Label::Body && value.is_empty() && name.len() < 3 {
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
                in_body = in_body && !BEHIND.contains(&name);
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
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(words.as_slice(), ["Page", own, "of", all] if number(own) && number(all))
}

fn push(body: &mut String, line: &str) {
    if !(line.is_empty() && body.ends_with("\n\n")) {
        body.push_str(line);
        body.push('\n');
    }
}

/// What stands above a text.
#[derive(Default)]
struct Head {
    known: Known,
    /// The lines without a label, in their order.
    plain: Vec<String>,
    stored: Option<String>,
    has_labels: bool,
    /// Whether a blank line stands below labels.
    gap: bool,
    seen_right: bool,
    /// Whether the text has ended.
    is_over: bool,
}

impl Head {
    fn labelled(&mut self, label: Label, value: &str) {
        match label {
            Label::Title => self.known.title(value),
            // "Orsa Evening Sun ; Orsa [Orsa] 03 Mar 2021: A1." says a date as well.
            Label::Outlet => {
                let name = value.split([';', '[']).next().unwrap_or(value);
                self.known.outlet(name);
                if name.len() < value.len() {
                    self.known.date(Event::Published, value);
                }
            }
            Label::Date => self.known.date(Event::Published, value),
            Label::Stored => self.stored = self.stored.take().or(Some(value.to_owned())),
            Label::Byline => byline(&mut self.known, value),
            Label::Address => self.known.url(value),
            Label::Language if value.eq_ignore_ascii_case("english") => self.known.language("en"),
            Label::Language => self.known.language(value),
            Label::Body | Label::Beside => {}
        }
    }

    /// Says whether a line without a label is the first of the text.
    fn begins_text(&self, line: &str) -> bool {
        let is_full = line.ends_with(['.', '!', '?', '"', '”', '’', '\'']) && line.contains(' ');
        let has_date = self.plain.iter().any(|own| is_date(own));
        let is_long = line.split_whitespace().count() > 12;
        is_long && (has_date || self.has_labels)
            || self.gap && self.has_labels
            || self.seen_right && has_date && is_full
            || self.plain.len() > MOST_HEAD
    }

    /// Returns what the head says, its lines without labels told by where they stand to the date.
    fn known(mut self) -> Known {
        let plain: Vec<&str> = self
            .plain
            .iter()
            .map(String::as_str)
            .filter(|line| !is_counted(line))
            .collect();
        let counted = self.plain.iter().position(|line| is_counted(line));
        let date = self.plain.iter().position(|line| is_date(line));
        let Some(at) = plain.iter().position(|line| is_date(line)) else {
            if let Some(title) = plain.first() {
                self.known.title(title);
            }
            return self.end();
        };
        self.known
            .date(Event::Published, plain.get(at).copied().unwrap_or(""));
        let (above, below) = (
            plain.get(..at).unwrap_or_default(),
            plain.get(at + 1..).unwrap_or_default(),
        );
        let below = below.iter().filter(|line| !is_edition(line));
        let (by, above): (Vec<&str>, Vec<&str>) = above.iter().partition(|line| {
            line.get(..3)
                .is_some_and(|by| by.eq_ignore_ascii_case("by "))
        });
        for line in by {
            byline(&mut self.known, line.get(3..).unwrap_or(""));
        }
        match above.as_slice() {
            // The number of words, the date, the outlet: Factiva.
            [title @ ..] if counted < date && counted.is_some() => {
                self.known.title(&title.join(" "));
                let mut below = below.filter(|line| !is_hour(line));
                self.known.outlet(below.next().copied().unwrap_or(""));
            }
            [title @ .., outlet] if !title.is_empty() => {
                self.known.title(&title.join(" "));
                self.known.outlet(outlet);
            }
            [outlet] => {
                self.known.outlet(outlet);
                self.known.title(below.last().copied().unwrap_or(""));
            }
            _ => self.known.title(below.last().copied().unwrap_or("")),
        }
        self.end()
    }

    fn end(mut self) -> Known {
        if let Some(stored) = &self.stored {
            self.known.date(Event::Published, stored);
        }
        self.known
    }
}

/// "512 words"
fn is_counted(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words
        .next()
        .is_some_and(|first| first.bytes().all(|b| b.is_ascii_digit() || b == b','))
        && words.next() == Some("words")
        && words.next().is_none()
}

/// "Final Edition", "1 - National Edition"
fn is_edition(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    line.len() < 60 && (lower.ends_with("edition") || lower.ends_with("editions"))
}

/// "14:05"
fn is_hour(line: &str) -> bool {
    line.len() <= 8 && line.starts_with(|first: char| first.is_ascii_digit()) && line.contains(':')
}

fn byline(known: &mut Known, line: &str) {
    for names in line.split(';') {
        // "Roe, Sean" is one name.
        let turned = names.trim().split_once(", ").filter(|(last, first)| {
            !last.contains(' ') && first.split(' ').count() <= 2 && !first.contains(',')
        });
        match turned {
            Some((last, first)) => known.byline(&format!("{first} {last}")),
            None => names
                .split(" and ")
                .flat_map(|names| names.split(", "))
                .for_each(|name| known.byline(name)),
        }
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
        if name.len() > 30 || name.contains(' ') && labelled(line).is_none() {
            return None;
        }
        match labelled(line) {
            Some((_, Label::Body, _)) => return None,
            Some((_, label, _)) if !matches!(label, Label::Beside) => {
                head.labelled(label, value);
                is_known |= matches!(label, Label::Title | Label::Date | Label::Outlet);
            }
            _ if matter.is_none() && labelled(line).is_none() => return None,
            _ => {}
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
