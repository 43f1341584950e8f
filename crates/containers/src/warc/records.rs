//! A web archive cut into its records.
//!
//! A reader of our own: the crate `warc` reads headers without a bound, takes any length for true
//! and ends at the first record that is damaged. Here every length is bounded, and behind damage
//! the next line that opens a record is found.

use std::io::{BufRead, Cursor, Read};

use super::is_text;
use crate::MOST_BYTES;
use crate::stream::{Line, fill, line};

/// The longest line of a header. Addresses have some thousand bytes at most.
const MOST_LINE: usize = 64 << 10;

/// The longest header, in lines.
const MOST_LINES: usize = 200;

/// What is added to the largest page: the answer's own header.
const MOST_BLOCK: usize = MOST_BYTES + (1 << 20);

/// What a record says of itself.
#[derive(Default, Debug)]
pub(super) struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    /// Reads `Name: value`; a line that is neither that nor the continuation of one is passed over.
    pub(super) fn add(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.fields
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// Returns a field by its name in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the address that was fetched.
    pub(super) fn address(&self) -> Option<&str> {
        // Early writers put the address in angle brackets.
        self.get("warc-target-uri")
            .map(|url| url.trim_start_matches('<').trim_end_matches('>'))
            .filter(|url| !url.is_empty())
    }

    /// Says whether the record may hold a page.
    pub(super) fn is_page(&self) -> bool {
        let rules = self
            .address()
            .is_some_and(|url| url.ends_with("/robots.txt"));
        let kind = self.get("content-type").unwrap_or("");
        match self
            .get("warc-type")
            .unwrap_or("")
            .to_ascii_lowercase()
            .as_str()
        {
            "response" => {
                !rules
                    && (kind.is_empty()
                        || kind.to_ascii_lowercase().starts_with("application/http"))
            }
            "resource" | "conversion" => !rules && is_text(kind),
            _ => false,
        }
    }
}

/// How much may be read again, all in all, because lengths were too large. Honest mistakes swallow
/// little.
const MOST_AGAIN: usize = 16 * MOST_BLOCK;

/// How a record ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// Where it says.
    Right,
    /// Before the end that it claims: the next record begins there.
    Early,
    /// With the file, before its end.
    Cut,
}

/// A record.
pub(super) struct Record {
    /// What it says of itself.
    pub(super) header: Header,
    /// What it holds.
    pub(super) block: Vec<u8>,
    /// How it ends.
    pub(super) end: End,
}

/// What stands at a place of the archive.
pub(super) enum Found {
    Record(Record),
    /// A record that is longer than any page.
    TooLarge(Header),
    /// Something else, up to the next record.
    Damage,
}

/// The records of an archive, one at a time.
pub(super) struct Records<'s> {
    stream: &'s mut dyn BufRead,
    /// Bytes that were taken for a part of a record and are not.
    again: Cursor<Vec<u8>>,
    /// The line in hand, which is to be looked at next.
    opening: Option<Vec<u8>>,
    /// How many bytes were read again so far.
    reread: usize,
}

impl<'s> Records<'s> {
    /// Begins at the beginning.
    pub(super) fn new(stream: &'s mut dyn BufRead) -> Self {
        Records {
            stream,
            again: Cursor::new(Vec::new()),
            opening: None,
            reread: 0,
        }
    }

    /// Returns the next record, or what stands in its place; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Found> {
        let mut held = Vec::new();
        let mut lost = false;
        loop {
            let end = match self.opening.take() {
                Some(opening) => {
                    held = opening;
                    Line::Whole
                }
                None => self.line(&mut held),
            };
            match end {
                Line::End if lost => return Some(Found::Damage),
                Line::End => return None,
                _ if opens_record(&held) && lost => {
                    self.opening = Some(held);
                    return Some(Found::Damage);
                }
                _ if opens_record(&held) => break,
                _ => lost |= !held.trim_ascii().is_empty(),
            }
        }
        let mut header = Header::default();
        for count in 0.. {
            match self.line(&mut held) {
                Line::Whole if held.trim_ascii().is_empty() => break,
                Line::Whole if count < MOST_LINES && !opens_record(&held) => {
                    header.add(held.trim_ascii_end());
                }
                Line::Whole => {
                    self.opening = Some(held);
                    return Some(Found::Damage);
                }
                Line::End if count == 0 => return Some(Found::Damage),
                Line::End => break,
                Line::TooLong => return Some(Found::Damage),
            }
        }
        match header
            .get("content-length")
            .and_then(|length| length.parse::<u64>().ok())
        {
            Some(length) => Some(self.block(header, length)),
            None => Some(Found::Damage),
        }
    }

    fn line(&mut self, held: &mut Vec<u8>) -> Line {
        line(
            &mut again_first(&mut self.again, self.stream),
            held,
            MOST_LINE,
        )
    }

    /// Reads a record's block. A length that is too large would swallow the records behind it: if
    /// what follows the block is no record, the block ends before the first line in it that opens
    /// one.
    fn block(&mut self, header: Header, length: u64) -> Found {
        let wanted = usize::try_from(length)
            .unwrap_or(usize::MAX)
            .min(MOST_BLOCK);
        let mut block = Vec::new();
        fill(
            &mut again_first(&mut self.again, self.stream),
            &mut block,
            wanted,
        );
        let is_short = block.len() < wanted;
        let is_longer = !is_short && wanted as u64 != length;
        if (is_short || is_longer || !self.is_at_border())
            && let Some(cut) =
                inner_record(&block).filter(|cut| self.reread + (block.len() - cut) < MOST_AGAIN)
        {
            let rest = block.split_off(cut);
            self.reread += rest.len();
            self.read_again(rest);
            block.truncate(block.trim_ascii_end().len());
            return Found::Record(Record {
                header,
                block,
                end: End::Early,
            });
        }
        if is_longer {
            let mut rest = again_first(&mut self.again, self.stream).take(length - wanted as u64);
            drop(std::io::copy(&mut rest, &mut std::io::sink()));
            return Found::TooLarge(header);
        }
        Found::Record(Record {
            header,
            block,
            end: if is_short { End::Cut } else { End::Right },
        })
    }

    /// Says whether blank lines and then a record or the end stand here.
    fn is_at_border(&mut self) -> bool {
        let (mut held, mut taken) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            match self.line(&mut held) {
                Line::End => return true,
                _ if held.trim_ascii().is_empty() => taken.append(&mut held),
                _ if opens_record(&held) => {
                    self.opening = Some(held);
                    return true;
                }
                _ => {
                    taken.append(&mut held);
                    break;
                }
            }
        }
        let is_blank = taken.trim_ascii().is_empty();
        if !is_blank {
            self.read_again(taken);
        }
        is_blank
    }

    /// Puts bytes back in front of what is still to be read.
    fn read_again(&mut self, mut bytes: Vec<u8>) {
        let from = usize::try_from(self.again.position()).unwrap_or(usize::MAX);
        bytes.extend_from_slice(self.again.get_ref().get(from..).unwrap_or_default());
        self.again = Cursor::new(bytes);
    }
}

/// Reads what is to be read again, then what has never been read.
fn again_first<'a>(
    again: &'a mut Cursor<Vec<u8>>,
    stream: &'a mut dyn BufRead,
) -> impl BufRead + 'a {
    again.chain(stream)
}

fn opens_record(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}

/// Finds the first line inside a block that opens a record.
fn inner_record(block: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(block, b"\nWARC/")
        .map(|at| at + 1)
        .find(|at| {
            let rest = block.get(*at..).unwrap_or_default();
            let line = rest.get(..10.min(rest.len())).unwrap_or_default();
            opens_record(line) && line.ends_with(b"\r\n")
        })
}
