//! Bytes to a report: charset, HTML or messy page text to blocks, metadata, comments.
//!
//! [`page`] is the whole door. The stages: `charset` decodes; `html` reads a web page and
//! assembles a text of its own; `text` reads a page that somebody pasted as text and leaves it as
//! it stands. Both share what a line can be: `furniture`, `byline`, `dateline`, `dates`,
//! `post`.

mod blurb;
mod byline;
mod charset;
mod dateline;
mod dates;
mod furniture;
mod html;
mod post;
pub mod repeated;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::report::{About, Moment, Report, ReportId};

/// What the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Form {
    /// A whole page, as HTML or pasted as text: the article is looked for in it.
    #[default]
    Page,
    /// An article alone, as HTML or text, with what is known of it in [`PageOptions::known`]: as a
    /// feed, a mail or a data set carries it.
    Article,
    /// A text to be taken as it stands: no clean-up, every line a paragraph.
    Plain,
}

/// How to take the bytes, and what came with them.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// What the bytes are.
    pub form: Form,
    /// The charset that the transport named ("text/html; charset=…"), if any.
    pub charset: Option<String>,
    /// What the feed, archive or mail that carried the page says about it; it counts where the page
    /// is silent.
    pub known: About,
    /// The report's id, where the bytes are not as they were handed over but cut out of a
    /// container; else the bytes are hashed.
    pub id: Option<ReportId>,
    /// What its user should know about how it was cut out, as a full sentence.
    pub note: Option<String>,
}

/// What was read from a page, and what its user should know about it.
#[derive(Clone, Debug)]
pub struct Page {
    /// The report.
    pub report: Report,
    /// Full sentences: "The page says it is UTF-8 but is not; it was read as windows-1252."
    pub notes: Vec<String>,
}

/// Why bytes are not a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageError {
    /// There is nothing but white space.
    Empty,
    /// The bytes are not text: an image, an archive, a program. Says what they look like.
    Binary(&'static str),
}

/// Finds the date that a line states of a report, with the time of day beside it, as pages, feeds
/// and mails write it.
pub fn date(line: &str) -> Option<Moment> {
    dates::find(line).map(|found| found.moment)
}

/// Reads one page.
pub fn page(bytes: &[u8], options: &PageOptions) -> Result<Page, PageError> {
    if let Some(what) = charset::binary(bytes) {
        return Err(PageError::Binary(what));
    }
    let decoded = charset::decode(bytes, options.charset.as_deref());
    if decoded
        .text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        return Err(PageError::Empty);
    }
    let id = options.id.clone().unwrap_or_else(|| ReportId::of(bytes));
    let mut notes: Vec<String> = options.note.iter().cloned().chain(decoded.note).collect();
    let is_markup = match options.form {
        Form::Page => html::is_html(&decoded.text),
        Form::Article => html::has_tags(&decoded.text, 1),
        Form::Plain => false,
    };
    // The parser and the extractor are others' code; should a page break one, it is read as the
    // text that it is.
    let marked_up = is_markup.then(|| {
        let mut found = Vec::new();
        let read = catch_unwind(AssertUnwindSafe(|| match options.form {
            Form::Article => html::article(id.clone(), &decoded.text, &options.known, &mut found),
            _ => html::report(id.clone(), &decoded.text, &mut found),
        }));
        notes.append(&mut found);
        read.map_err(|_| {
            notes.push("The page could not be understood as HTML; it was read as text.".to_owned());
        })
        .ok()
    });
    let mut report = marked_up.flatten().unwrap_or_else(|| match options.form {
        Form::Plain => {
            let plain = Report::plain(&*decoded.text);
            Report::new(id, plain.text(), plain.blocks().to_vec(), About::default())
        }
        Form::Article => text::article(id, &decoded.text, &options.known),
        Form::Page => text::report(id, &decoded.text),
    });
    report.about.fill(&options.known);
    // A page that says only when it was changed is known to be out since then.
    report.about.published = report.about.published.or(report.about.modified);
    if report.about.modified == report.about.published {
        // Nothing was changed since; many pages state both all the same.
        report.about.modified = None;
    }
    Ok(Page { report, notes })
}
