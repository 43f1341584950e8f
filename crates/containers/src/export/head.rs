//! What stands above an article of an export: its labelled lines, and those that only their place
//! tells.

use sayso_core::page;
use sayso_core::report::Event;

use crate::known::Known;

/// How many lines a head may have.
pub(super) const MOST_HEAD: usize = 40;

/// What a labelled line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
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
    /// What a library says beside: sections, lengths.
    Beside,
    /// What it says behind the text: subjects, rights.
    Behind,
}

/// The labels in lower case.
const LABELS: [(Label, &[&str]); 10] = [
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
        Label::Behind,
        &[
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
            "in",
            "an",
        ],
    ),
    (
        Label::Beside,
        &[
            "section",
            "length",
            "dateline",
            "highlight",
            "type",
            "company",
            "organization",
            "person",
            "city",
            "state",
            "country",
            "pages",
            "first page",
            "document type",
            "place of publication",
            "country of publication",
            "abstract",
            "correction",
            "wc",
            "sc",
            "cy",
            "pub",
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

/// Says whether a label stands behind a text and not in front of it.
pub(super) fn is_behind(name: &str, label: Label) -> bool {
    matches!(label, Label::Stored | Label::Behind) || name == "publication title"
}

/// Splits a line into its label and what it says.
pub(super) fn labelled(line: &str) -> Option<(&'static str, Label, &str)> {
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
pub(super) fn is_date(line: &str) -> bool {
    let words = line.split_whitespace().count();
    line.len() <= 60 && words <= 8 && page::date(line).is_some()
}

/// What stands above a text.
#[derive(Default)]
pub(super) struct Head {
    pub(super) known: Known,
    /// The lines without a label, in their order.
    pub(super) plain: Vec<String>,
    stored: Option<String>,
    pub(super) has_labels: bool,
    /// Whether a blank line stands below labels.
    pub(super) gap: bool,
    pub(super) seen_right: bool,
    /// Whether the text has ended.
    pub(super) is_over: bool,
}

impl Head {
    pub(super) fn labelled(&mut self, label: Label, value: &str) {
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
            Label::Body | Label::Beside | Label::Behind => {}
        }
    }

    /// Says whether a line without a label is the first of the text.
    pub(super) fn begins_text(&self, line: &str) -> bool {
        let is_full = line.ends_with(['.', '!', '?', '"', '”', '’', '\'']) && line.contains(' ');
        let has_date = self.plain.iter().any(|own| is_date(own));
        let is_long = line.split_whitespace().count() > 12;
        is_long && (has_date || self.has_labels)
            || self.gap && self.has_labels
            || self.seen_right && has_date && is_full
            || self.plain.len() > MOST_HEAD
    }

    /// Returns what the head says, its lines without labels told by where they stand to the date.
    pub(super) fn known(mut self) -> Known {
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
        let mut below = below.iter().filter(|line| !is_edition(line));
        let (by, above): (Vec<&str>, Vec<&str>) = above.iter().partition(|line| {
            line.get(..3)
                .is_some_and(|by| by.eq_ignore_ascii_case("by "))
        });
        for line in by {
            byline(&mut self.known, line.get(3..).unwrap_or(""));
        }
        match above.as_slice() {
            // The number of words, the date, the outlet: Factiva.
            title if counted < date && counted.is_some() => {
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
                self.known.title(below.next_back().copied().unwrap_or(""));
            }
            _ => self.known.title(below.next_back().copied().unwrap_or("")),
        }
        self.end()
    }

    pub(super) fn end(mut self) -> Known {
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
