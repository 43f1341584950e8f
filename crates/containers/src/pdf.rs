//! The text of PDF files.
//!
//! A PDF says where each letter stands and not what a paragraph is. The crate `pdf-extract` makes
//! lines of the letters; here lines become paragraphs again, and whatever a broken file does to the
//! crate stays here.

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::read::ZlibDecoder;
use sayso_core::page::PageOptions;
use sayso_core::report::ReportId;

use crate::out::Out;
use crate::{At, MOST_BYTES, Part};

/// How much the streams of one file may unpack to, in bytes. The crate holds them in memory.
const MOST_UNPACKED: u64 = 128 << 20;

/// A line that is shorter than this share of the longest ends its paragraph.
const FULL_LINE: f32 = 0.7;

/// Opens a PDF.
pub(crate) fn open(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let remedy = "Open it in a viewer, save what it shows as text, and name that file.";
    if unpacks_to(bytes) > MOST_UNPACKED {
        return out.unread(
            name,
            format!("{name} unpacks to more than {} MB.", MOST_UNPACKED >> 20),
            remedy,
        );
    }
    let mut text = Bounded::default();
    // The crate asserts what broken files break, and says so on its own.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = pdf_extract::Document::load_mem(bytes).ok()?;
        if document.is_encrypted() {
            return Some(true);
        }
        let mut output = pdf_extract::PlainTextOutput::new(&mut text as &mut dyn Write);
        pdf_extract::output_doc(&document, &mut output)
            .ok()
            .map(|()| false)
    }));
    let text = flowing(&String::from_utf8_lossy(&text.0));
    match read {
        Ok(Some(true)) => {
            return out.unread(name, format!("{name} is locked with a password."), remedy);
        }
        Ok(None) | Err(_) if text.trim().is_empty() => {
            return out.unread(
                name,
                format!("{name} is a PDF that could not be read."),
                remedy,
            );
        }
        Ok(Some(false)) if text.trim().is_empty() => {
            return out.unread(
                name,
                format!("{name} is a PDF of pictures: it holds no text."),
                remedy,
            );
        }
        Ok(None) | Err(_) => out.unread(
            name,
            format!("{name} is a damaged PDF; it was read as far as it goes."),
            remedy,
        )?,
        Ok(_) => {}
    }
    let options = PageOptions {
        id: Some(ReportId::of(bytes)),
        charset: None,
        ..at.base.clone()
    };
    out.part(Part {
        name: name.to_owned(),
        bytes: text.into_bytes(),
        options,
    })
}

/// Text up to the length of a part; more is refused.
#[derive(Default)]
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_BYTES {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns what the packed streams of a file come to, as far as it matters: a trap is recognised
/// before it is sprung.
fn unpacks_to(bytes: &[u8]) -> u64 {
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let packed = bytes.get(at + 6..).unwrap_or_default().trim_ascii_start();
        if packed.first() != Some(&0x78) {
            continue;
        }
        let room = (MOST_UNPACKED + 1).saturating_sub(total);
        let mut counter = Counter(0);
        // What a damaged stream came to before it broke counts as well.
        drop(std::io::copy(
            &mut ZlibDecoder::new(packed).take(room),
            &mut counter,
        ));
        total += counter.0;
        if total > MOST_UNPACKED {
            break;
        }
    }
    total
}

/// Counts what is written and forgets it.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Joins lines into paragraphs: a full line goes on in the next one, and a word that was broken at
/// its end is whole again.
fn flowing(text: &str) -> String {
    let longest = text
        .lines()
        .map(|line| line.trim().chars().count())
        .max()
        .unwrap_or(0)
        .min(160);
    let mut flowing = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            if !flowing.is_empty() && !flowing.ends_with("\n\n") {
                flowing.truncate(flowing.trim_end().len());
                flowing.push_str("\n\n");
            }
            goes_on = false;
            continue;
        }
        let is_broken = goes_on && flowing.ends_with('-') && line.starts_with(char::is_lowercase);
        match (goes_on, is_broken) {
            (_, true) => flowing.truncate(flowing.len() - 1),
            (true, false) => flowing.push(' '),
            (false, false) if flowing.is_empty() || flowing.ends_with('\n') => {}
            (false, false) => flowing.push('\n'),
        }
        flowing.push_str(line);
        goes_on = line.chars().count() as f32 >= longest as f32 * FULL_LINE;
    }
    flowing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = "Talks\n\n\nThe minister told reporters that the long nego-\ntiations in the harbour had come to an end and\nthat he knew.\nNobody else did, as far as anybody could say it\nthen.\n";
        assert_eq!(
            flowing(text),
            "Talks\n\nThe minister told reporters that the long negotiations in the harbour had come to an end and that he knew.\n\
             Nobody else did, as far as anybody could say it then."
        );
    }
}
