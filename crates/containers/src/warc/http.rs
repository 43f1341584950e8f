//! What a server answered: the header in front of a page, and what the transport did to the page.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::records::Header;
use super::{Page, is_text};
use crate::MOST_BYTES;
use crate::stream::{Source, Whole, whole};

/// The longest header of an answer, in bytes.
const MOST_HEADER: usize = 256 << 10;

/// Takes the page out of an answer.
pub(super) fn page(block: Vec<u8>) -> Page {
    let Some((start, status, header)) = head(&block) else {
        return Page::Other;
    };
    if !(200..300).contains(&status) {
        return Page::Other;
    }
    let kind = header.get("content-type").unwrap_or("").to_owned();
    if !(is_text(&kind) || kind.is_empty()) {
        return Page::Other;
    }
    let mut body = block;
    body.drain(..start);
    if header
        .get("transfer-encoding")
        .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"))
    {
        body = match unchunked(body) {
            Ok(body) => body,
            Err(page) => return page,
        };
    }
    let codings = header
        .get("content-encoding")
        .unwrap_or("")
        .to_ascii_lowercase();
    for coding in codings
        .split(',')
        .map(str::trim)
        .rev()
        .filter(|coding| !coding.is_empty() && *coding != "identity")
    {
        body = match unpacked(body, coding) {
            Ok(body) => body,
            Err(page) => return page,
        };
    }
    // A server that names no type may send anything.
    if kind.is_empty() && !body.trim_ascii_start().starts_with(b"<") {
        return Page::Other;
    }
    let charset = kind
        .to_ascii_lowercase()
        .contains("charset")
        .then_some(kind);
    Page::Text {
        bytes: body,
        charset,
    }
}

/// Reads the answer's header; returns where the page begins, and the status.
fn head(block: &[u8]) -> Option<(usize, u16, Header)> {
    let mut header = Header::default();
    let mut status = None;
    let mut start = 0;
    for line in block
        .get(..MOST_HEADER)
        .unwrap_or(block)
        .split_inclusive(|byte| *byte == b'\n')
    {
        start += line.len();
        let line = line.trim_ascii_end();
        match status {
            None => {
                let line = String::from_utf8_lossy(line);
                let mut words = line.split_ascii_whitespace();
                words.next().filter(|word| word.starts_with("HTTP"))?;
                status = Some(words.next()?.parse::<u16>().ok()?);
            }
            Some(status) if line.is_empty() => return Some((start, status, header)),
            Some(_) => header.add(line),
        }
    }
    None
}

/// Undoes chunks. Crawlers undo them as well and leave the header as it was: what does not begin
/// with a chunk is whole.
fn unchunked(body: Vec<u8>) -> Result<Vec<u8>, Page> {
    let line = body
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    let size = line
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    if size.is_empty() || size.len() > 8 || !size.iter().all(u8::is_ascii_hexdigit) {
        return Ok(body);
    }
    read(chunked_transfer::Decoder::new(body.as_slice())).map(|(bytes, _)| bytes)
}

/// Undoes one coding. Crawlers do that as well and leave the header: what is not packed is taken as
/// it is.
fn unpacked(body: Vec<u8>, coding: &str) -> Result<Vec<u8>, Page> {
    let (bytes, is_whole) = match coding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            read(MultiGzDecoder::new(body.as_slice()))?
        }
        "gzip" | "x-gzip" => return Ok(body),
        "deflate" => match read(ZlibDecoder::new(body.as_slice()))? {
            (bytes, true) => (bytes, true),
            _ => read(DeflateDecoder::new(body.as_slice()))?,
        },
        _ if std::str::from_utf8(body.get(..64).unwrap_or(&body))
            .is_ok_and(|start| start.trim_start().starts_with('<')) =>
        {
            return Ok(body);
        }
        other => return Err(Page::Packed(other.chars().take(20).collect())),
    };
    if bytes.is_empty() && !is_whole {
        Ok(body)
    } else {
        Ok(bytes)
    }
}

/// Reads as far as it goes; says whether that was to the end.
fn read(stream: impl Read) -> Result<(Vec<u8>, bool), Page> {
    let mut source = Source::new(stream);
    match whole(&mut source, MOST_BYTES) {
        Whole::All(bytes) => Ok((bytes, source.fault.is_none())),
        Whole::TooLong => Err(Page::TooLarge),
    }
}
