//! The text of PDF files.
//!
//! A PDF says where each letter stands and not what a paragraph is. The crate `pdf-extract` finds
//! the letters, `layout` makes lines of them; here lines become paragraphs again, and whatever a
//! broken file does to the crate stays here.

mod layout;

use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::read::ZlibDecoder;
use sayso_core::language::is_word;
use sayso_core::page::PageOptions;
use sayso_core::report::ReportId;

use crate::out::Out;
use crate::{At, Part, export};
use layout::Pages;

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
    let mut pages = Pages::default();
    // The crate asserts what broken files break, and says so on its own.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = pdf_extract::Document::load_mem(bytes).ok()?;
        if document.is_encrypted() {
            return Some(true);
        }
        pdf_extract::output_doc(&document, &mut pages)
            .ok()
            .map(|()| false)
    }));
    let text = pages.text;
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
    if export::open(at, &text, out)? {
        return ControlFlow::Continue(());
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
        // What a damaged stream came to before it broke counts as well.
        let mut stream = ZlibDecoder::new(packed).take(room);
        drop(std::io::copy(&mut stream, &mut std::io::sink()));
        total += room - stream.limit();
        if total > MOST_UNPACKED {
            break;
        }
    }
    total
}

/// Joins lines into paragraphs: a full line goes on in the next one, and a word that was broken at
/// its end is whole again.
fn flow(text: &str) -> String {
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
        let is_broken = flowing.ends_with('-') && line.starts_with(char::is_lowercase);
        match (goes_on, is_broken) {
            (_, true) => mend(&mut flowing, line),
            (true, false) => flowing.push(' '),
            (false, false) if flowing.is_empty() || flowing.ends_with('\n') => {}
            (false, false) => flowing.push('\n'),
        }
        flowing.push_str(line);
        goes_on = line.chars().count() as f32 >= longest as f32 * FULL_LINE;
    }
    flowing
}

/// Ends a line that goes on in one that begins with a small letter.
fn join(text: &mut String, next: &str) {
    match text.ends_with('-') {
        true => mend(text, next),
        false => text.push(' '),
    }
}

/// Takes the hyphen off the end of a line, unless it belongs to the word that goes on in the next.
fn mend(text: &mut String, next: &str) {
    let letters = |c: char| !c.is_alphabetic();
    let first = text.trim_end_matches('-');
    let first = first.rsplit(letters).next().unwrap_or("");
    let second = next.split(letters).next().unwrap_or("");
    let is_compound = !is_word(&format!("{first}{second}")) && is_word(first) && is_word(second);
    if !is_compound {
        text.truncate(text.len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = "Talks\n\n\nThe minister told reporters that the long nego-\ntiations in the harbour had come to an end and\nthat he knew.\nNobody else did, as far as anybody could say it\nthen.\n";
        assert_eq!(
            flow(text),
            "Talks\n\nThe minister told reporters that the long negotiations in the harbour had come to an end and that he knew.\n\
             Nobody else did, as far as anybody could say it then."
        );
    }
}
