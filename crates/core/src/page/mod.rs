//! Bytes to a report: charset, HTML or messy page text to blocks, metadata, comments.

use crate::report::Report;

/// How to take the bytes.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// Take the text as it stands: no clean-up, every line a paragraph.
    pub plain: bool,
    /// The charset that the transport named ("text/html; charset=…"), if any.
    pub charset: Option<String>,
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

/// Reads one page.
pub fn page(bytes: &[u8], _options: &PageOptions) -> Result<Page, PageError> {
    let text = String::from_utf8_lossy(bytes);
    if text.trim().is_empty() {
        return Err(PageError::Empty);
    }
    Ok(Page { report: Report::plain(&*text), notes: Vec::new() })
}
