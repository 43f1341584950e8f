//! ZIP archives: a pile of files in one, and the office documents that are made of them.
//!
//! An archive is walked as a folder is: pictures, tables and hidden files are passed over in
//! silence.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Read, SeekFrom};
use std::ops::ControlFlow;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::out::Out;
use crate::stream::{bomb, is_bomb};
use crate::{At, Input, MOST_DEEP, ReadSeek, docx, gz, kind};

/// How many files one archive may hold. Each costs memory before the first is read.
const MOST_ENTRIES: usize = 200_000;

/// Reads one file of an archive and counts what the whole archive has unpacked to.
struct Entry<'c, R> {
    inner: R,
    packed: u64,
    unpacked: &'c Cell<u64>,
}

impl<R: Read> Read for Entry<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked.set(self.unpacked.get() + read as u64);
        if is_bomb(self.packed, self.unpacked.get()) {
            Err(bomb())
        } else {
            Ok(read)
        }
    }
}

/// Opens an archive.
pub(crate) fn open(at: &At<'_>, file: &mut dyn ReadSeek, out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let damaged = |out: &mut Out<'_>| {
        out.unread(
            name,
            format!("{name} is a damaged archive."),
            "Get a whole copy of it, or unpack what can be saved.",
        )
    };
    let Ok(packed) = file.seek(SeekFrom::End(0)) else {
        return damaged(out);
    };
    if entries(file, packed).is_some_and(|count| count > MOST_ENTRIES as u64) {
        return out.unread(
            name,
            format!("{name} holds more than {MOST_ENTRIES} files."),
            "Unpack it, and name the folder.",
        );
    }
    let Ok(mut archive) = ZipArchive::new(file) else {
        return damaged(out);
    };
    if let Some(document) = docx::document(&mut archive) {
        return docx::open(at, document, out);
    }
    if at.depth >= MOST_DEEP {
        return gz::too_deep(at, out);
    }
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|raw| String::from_utf8_lossy(raw).replace('\\', "/"))
        .collect();
    let all: HashSet<&str> = names.iter().map(String::as_str).collect();
    let (unpacked, before) = (Cell::new(0), (out.parts, out.unread));
    for (index, inner) in names.iter().enumerate() {
        if inner.ends_with('/') || !is_wanted(inner, &all) {
            continue;
        }
        let full = format!("{name}/{inner}");
        match archive.by_index(index) {
            Ok(entry) => {
                let mut entry = Entry {
                    inner: entry,
                    packed,
                    unpacked: &unpacked,
                };
                crate::inside(
                    &At {
                        name: &full,
                        depth: at.depth + 1,
                        ..*at
                    },
                    Input::Stream(&mut entry),
                    out,
                )?;
            }
            Err(
                ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
                | ZipError::InvalidPassword,
            ) => {
                out.unread(
                    &full,
                    format!("{full} is locked with a password."),
                    "Unpack the archive with its password, and name the folder.",
                )?;
            }
            Err(_) => out.unread(
                &full,
                format!("{full} is damaged or packed in a way that Sayso does not know."),
                "Unpack the archive, and name the folder.",
            )?,
        }
        if is_bomb(packed, unpacked.get()) {
            let problem = format!(
                "{name} unpacks to more than is reasonable; what stands behind {full} was left alone."
            );
            return out.unread(
                name,
                problem,
                "Unpack it, look at what it holds, and name the reports.",
            );
        }
    }
    if before == (out.parts, out.unread) {
        out.no_report(name, format!("The archive {name} holds no reports."))
    } else {
        ControlFlow::Continue(())
    }
}

/// Says whether a file of an archive may be a report: not hidden, of a known ending, and no picture
/// of a saved page.
fn is_wanted(name: &str, all: &HashSet<&str>) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    if parts
        .iter()
        .any(|part| part.starts_with('.') || *part == "__MACOSX")
        || !kind::may_hold_reports(name)
    {
        return false;
    }
    (1..parts.len()).all(|deep| {
        let (folder, above) = (
            parts.get(deep - 1).copied().unwrap_or(""),
            parts.get(..deep - 1).unwrap_or_default().join("/"),
        );
        let above = if above.is_empty() { above } else { above + "/" };
        kind::saved_with(folder).is_none_or(|stem| {
            !kind::PAGE_ENDINGS
                .iter()
                .any(|ending| all.contains(format!("{above}{stem}.{ending}").as_str()))
        })
    })
}

/// Returns how many files an archive says it holds: its last record, which stands at its end behind
/// a comment of at most 64 KB, or the record of large archives in front of that.
fn entries(file: &mut dyn ReadSeek, length: u64) -> Option<u64> {
    const TAIL: u64 = (64 << 10) + 256;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))
        .ok()?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    let number = |at: usize, bytes: usize| {
        let bytes = tail.get(at..at + bytes)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    };
    let last = memchr::memmem::rfind(&tail, b"PK\x05\x06")?;
    match number(last + 10, 2)? {
        0xffff => memchr::memmem::rfind(&tail, b"PK\x06\x06").and_then(|at| number(at + 32, 8)),
        count => Some(count),
    }
}
