//! XML as far as feeds, lists and documents need it: bytes to text, and the first element.
//!
//! Entities beyond the five of XML and those of numbers stay unexpanded, so that no file can make
//! itself large or reach for another.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::escape::unescape_with;

/// How far into a file its declaration may stand, in bytes.
const DECLARATION: usize = 200;

/// Decodes a file: by its byte order mark, the zeros of UTF-16, or its declaration; else as UTF-8.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(bytes.get(mark..).unwrap_or_default())
            .0;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0,
        [0, b'<', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    // A declaration that names another charset while the bytes are UTF-8 is wrong: a file was
    // converted and not told.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    declared(bytes)
        .unwrap_or(UTF_8)
        .decode_without_bom_handling(bytes)
        .0
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION).unwrap_or(bytes);
    let end = memchr::memmem::find(head, b"?>")?;
    let head = head.get(..end)?;
    let value = head
        .get(memchr::memmem::find(head, b"encoding")? + 8..)?
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let quote = value.first()?;
    let value = value.get(1..)?;
    Encoding::for_label(value.get(..memchr::memchr(*quote, value)?)?)
}

/// The first element of a file.
pub(crate) struct Root<'t> {
    /// Its name without a prefix.
    pub(crate) name: &'t str,
    /// Where its tag begins, in bytes.
    pub(crate) start: usize,
}

/// Finds the first element behind declarations and comments.
pub(crate) fn root(text: &str) -> Option<Root<'_>> {
    let mut start = 0;
    loop {
        let rest = text.get(start..)?;
        let blank = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .len();
        start += blank;
        let rest = rest.get(blank..)?;
        let skip = match () {
            () if rest.starts_with("<?") => rest.find("?>")? + 2,
            () if rest.starts_with("<!--") => rest.find("-->")? + 3,
            () if rest.starts_with("<!") => doctype(rest)?,
            () => {
                let name = rest.strip_prefix('<')?;
                let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
                let name = name.get(..end)?;
                return Some(Root {
                    name: name.rsplit(':').next().unwrap_or(name),
                    start,
                });
            }
        };
        start += skip;
    }
}

/// Returns the length of a document type, whose inner part may hold brackets of its own.
fn doctype(rest: &str) -> Option<usize> {
    let inner = rest
        .find('[')
        .filter(|bracket| rest.find('>').is_some_and(|end| bracket < &end));
    let from = match inner {
        Some(bracket) => bracket + rest.get(bracket..)?.find(']')?,
        None => 0,
    };
    Some(from + rest.get(from..)?.find('>')? + 1)
}

/// Turns the escapes of a text into what they stand for; an entity that is not known stays as it is
/// written.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    unescape_with(text, quick_xml::escape::resolve_html5_entity).unwrap_or(Cow::Borrowed(text))
}
