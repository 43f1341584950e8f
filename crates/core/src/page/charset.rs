//! Bytes to text: which charset, and whether they are text at all.
//!
//! The order is the one that browsers keep: a byte order mark, what the transport said, what the
//! page says of itself, what the bytes look like. Unlike a browser it checks a declaration against
//! the bytes, because a scraped page often carries the declaration of a page it no longer is.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own charset declaration is looked for; the HTML standard says 1,024
/// bytes, real pages put scripts in front of it.
const DECLARATION_WINDOW: usize = 8 * 1024;

/// How many bytes are looked at to tell text from other things.
const SNIFF_WINDOW: usize = 4 * 1024;

/// Formats that people hand over by mistake, by their first bytes.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old office document",
    ),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
];

/// A decoded text and, where the bytes were not what was declared, a sentence about it.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) note: Option<String>,
}

/// Says what the bytes look like, if they are not text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // "BZh" and "PK" may open a sentence; an archive holds bytes that no text holds.
        let short = bytes
            .iter()
            .take(SNIFF_WINDOW)
            .any(|b| is_control(*b) || *b >= 0x80);
        if short || *name == "a PDF document" {
            return Some(name);
        }
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP image");
    }
    if Encoding::for_bom(bytes).is_some() || wide(bytes).is_some() {
        return None;
    }
    let head = bytes.get(..SNIFF_WINDOW).unwrap_or(bytes);
    let zeros = bytes.iter().filter(|b| **b == 0).count();
    let controls = head.iter().filter(|b| is_control(**b)).count();
    // A stray NUL in a long scrape is dirt; one in a thousand bytes is another format.
    (zeros * 1000 > bytes.len() || controls * 20 > head.len()).then_some("binary data")
}

/// Decodes text bytes. `transport` is what the header of a mail or an answer named, if anything.
pub(super) fn decode<'b>(bytes: &'b [u8], transport: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decoded(bytes, encoding, None);
    }
    if let Some(encoding) = wide(bytes) {
        return decoded(
            bytes,
            encoding,
            Some(format!(
                "The text has no byte order mark; it was read as {}.",
                encoding.name()
            )),
        );
    }
    let said = transport
        .and_then(|label| label_of(label.as_bytes()))
        .map(|e| ("The header", e));
    let said = said.or_else(|| declared(bytes).map(|e| ("The page", e)));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let lies = said.filter(|(_, e)| *e != UTF_8 && !bytes.is_ascii());
        let note = lies.map(|(who, e)| {
            format!(
                "{who} says the text is {} but it is UTF-8; it was read as UTF-8.",
                e.name()
            )
        });
        return Decoded {
            text: Cow::Borrowed(text),
            note,
        };
    }
    match said {
        Some((_, encoding)) if encoding != UTF_8 && fits(bytes, encoding) => {
            decoded(bytes, encoding, None)
        }
        Some((_, encoding)) if encoding == UTF_8 && is_nearly_utf8(bytes) => decoded(
            bytes,
            UTF_8,
            Some("Some bytes are not valid UTF-8; they were replaced by \u{fffd}.".to_owned()),
        ),
        Some((who, encoding)) => {
            let guess = guess(bytes);
            let note = format!(
                "{who} says the text is {} but it is not; it was read as {}.",
                encoding.name(),
                guess.name()
            );
            decoded(bytes, guess, Some(note))
        }
        None if is_nearly_utf8(bytes) => decoded(
            bytes,
            UTF_8,
            Some("Some bytes are not valid UTF-8; they were replaced by \u{fffd}.".to_owned()),
        ),
        None => {
            let guess = guess(bytes);
            decoded(
                bytes,
                guess,
                Some(format!(
                    "The text names no charset; it was read as {}.",
                    guess.name()
                )),
            )
        }
    }
}

fn decoded<'b>(bytes: &'b [u8], encoding: &'static Encoding, note: Option<String>) -> Decoded<'b> {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, note }
}

/// Control bytes that text does not hold; tab, line feed, form feed, carriage return and escape do
/// occur.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x1b)
}

/// Recognises UTF-16 without a byte order mark by the zero byte in every second place.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SNIFF_WINDOW).unwrap_or(bytes);
    let pairs = head.len() / 2;
    if pairs < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Western text is nearly all zeros on one side and has none on the other.
    match () {
        () if odd * 10 > pairs * 7 && even * 50 < pairs => Some(UTF_16LE),
        () if even * 10 > pairs * 7 && odd * 50 < pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Reads a charset label, with or without a media type in front of it.
fn label_of(value: &[u8]) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    let label = match find(&lower, b"charset") {
        Some(at) => lower.get(at + 7..)?.trim_ascii_start().strip_prefix(b"=")?,
        None => &lower,
    };
    let label = label.trim_ascii_start();
    let label = label
        .strip_prefix(b"\"")
        .or_else(|| label.strip_prefix(b"'"))
        .unwrap_or(label);
    let end = label
        .iter()
        .position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/' | b' '))
        .unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?)
}

/// Finds the charset that a page declares of itself. A page in UTF-16 cannot be read as ASCII, so
/// that declaration means UTF-8, as the HTML standard says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes
        .get(..DECLARATION_WINDOW)
        .unwrap_or(bytes)
        .to_ascii_lowercase();
    let xml = head
        .trim_ascii_start()
        .strip_prefix(b"<?xml")
        .and_then(|rest| {
            let end = find(rest, b"?>")?;
            let at = find(rest.get(..end)?, b"encoding=")?;
            label_of(rest.get(at + 9..end)?)
        });
    let encoding = xml.or_else(|| {
        let mut from = 0;
        while let Some(at) = find(head.get(from..)?, b"<meta") {
            let start = from + at;
            let end = head
                .get(start..)?
                .iter()
                .position(|b| *b == b'>')
                .map_or(head.len(), |i| start + i);
            let tag = head.get(start..end)?;
            if let Some(encoding) = find(tag, b"charset").and_then(|_| label_of(tag)) {
                return Some(encoding);
            }
            from = end.max(start + 5);
        }
        None
    })?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Says whether the bytes decode without an error, and without the C1 control characters that
/// betray a wrong single-byte charset.
fn fits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    !broken
        && !text
            .chars()
            .take(SNIFF_WINDOW * 4)
            .any(|c| ('\u{80}'..='\u{9f}').contains(&c) && c != '\u{85}')
}

/// Says whether nearly all of the bytes above ASCII stand in valid UTF-8 sequences: a text with a
/// few broken bytes, such as one that was cut in the middle of a character.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad <= 1 && bytes.len() > 64 && good > 0 || good > bad * 10
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == UTF_8 {
        WINDOWS_1252
    } else {
        encoding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], transport: Option<&str>) -> (String, Option<String>) {
        let decoded = decode(bytes, transport);
        (decoded.text.into_owned(), decoded.note)
    }

    #[test]
    fn valid_utf8_is_taken_as_it_is() {
        let text = "Caf\u{e9} \u{2014} \u{201c}yes\u{201d}\r\n";
        assert_eq!(read(text.as_bytes(), None), (text.to_owned(), None));
    }

    #[test]
    fn a_lying_declaration_is_named() {
        let (text, note) = read(
            b"<meta charset=utf-8><p>Caf\xe9 owners said they would not \x93wait\x94.",
            None,
        );
        assert!(
            text.contains("Caf\u{e9} owners") && text.contains("\u{201c}wait\u{201d}"),
            "{text}"
        );
        assert_eq!(
            note.as_deref(),
            Some("The page says the text is UTF-8 but it is not; it was read as windows-1252.")
        );
        let (text, note) = read("<meta charset='iso-8859-1'><p>Caf\u{e9}".as_bytes(), None);
        assert!(text.ends_with("Caf\u{e9}"));
        assert!(note.is_some_and(|n| n.contains("but it is UTF-8")));
    }

    #[test]
    fn the_transport_is_believed_before_the_page() {
        let (text, note) = read(
            b"<meta charset=utf-8>\xcf\xf0\xe8\xe2\xe5\xf2",
            Some("text/html; charset=windows-1251"),
        );
        assert!(
            text.ends_with("\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}"),
            "{text}"
        );
        assert_eq!(note, None);
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let wide: Vec<u8> = "The minister spoke."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(binary(&wide), None);
        assert_eq!(read(&wide, None).0, "The minister spoke.");
        let marked: Vec<u8> = "\u{feff}The minister spoke."
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(
            read(&marked, None),
            ("The minister spoke.".to_owned(), None)
        );
    }

    #[test]
    fn a_cut_character_does_not_change_the_charset() {
        let text = "The caf\u{e9} owners said they would wait, and the others in the caf\u{e9} agreed \u{2014}";
        let bytes = &text.as_bytes()[..text.len() - 1];
        let (read, note) = read(bytes, None);
        assert!(read.starts_with("The caf\u{e9} owners"), "{read}");
        assert!(note.is_some());
    }

    #[test]
    fn other_formats_are_recognised() {
        assert_eq!(binary(b"%PDF-1.7\n%\xe2\xe3"), Some("a PDF document"));
        assert_eq!(
            binary(b"PK\x03\x04\x14\0\0\0"),
            Some("a ZIP archive or an office document")
        );
        assert_eq!(binary(b"\0\x01\x02\x03\0\0"), Some("binary data"));
        assert_eq!(binary(b"BZh is not an archive here."), None);
        assert_eq!(
            binary("Plain text, \u{201c}quoted\u{201d}.".as_bytes()),
            None
        );
    }
}
