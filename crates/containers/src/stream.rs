//! Reading with bounds: faults that end a stream instead of being passed around, and wholes of a
//! bounded length.

use std::io::{self, BufRead, Read};

/// A stream whose faults end it. The fault is kept for whoever closes the stream, so that everybody
/// in between reads on to the end and what came before the fault is not lost.
pub(crate) struct Source<R> {
    inner: R,
    /// Why the stream ended early, to be read after a colon.
    pub(crate) fault: Option<String>,
    /// Whether it ended because going on would be stepping into a trap.
    pub(crate) is_trap: bool,
}

impl<R: Read> Source<R> {
    /// Makes a stream of another.
    pub(crate) fn new(inner: R) -> Self {
        Source {
            inner,
            fault: None,
            is_trap: false,
        }
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() {
            return Ok(0);
        }
        loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.fault = Some(reason(&error));
                    self.is_trap = error.kind() == io::ErrorKind::QuotaExceeded;
                    return Ok(0);
                }
                read => return read,
            }
        }
    }
}

/// Text is packed to a tenth, markup with much repetition to a fiftieth. What unpacks to more than
/// this many times its size was made to fill memory and disks.
pub(crate) const MOST_RATIO: u64 = 200;

/// Below this many bytes no ratio does harm, and short texts pack well.
pub(crate) const RATIO_FREE: u64 = 64 << 20;

/// Says whether so much out of so little is a trap.
pub(crate) fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > RATIO_FREE && unpacked / MOST_RATIO > packed
}

/// The fault that a trap is reported as.
pub(crate) fn bomb() -> io::Error {
    io::Error::new(
        io::ErrorKind::QuotaExceeded,
        format!("it unpacks to more than {MOST_RATIO} times its size"),
    )
}

/// Returns a fault in lower case and without its number, to be read after a colon.
fn reason(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return "it breaks off".to_owned();
    }
    let text = error.to_string();
    let text = text
        .split(" (os error")
        .next()
        .unwrap_or(&text)
        .trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(
        || "it is damaged".to_owned(),
        |first| first.to_lowercase().collect::<String>() + letters.as_str(),
    )
}

/// What a stream held.
pub(crate) enum Whole {
    /// All of it.
    All(Vec<u8>),
    /// More than was wanted.
    TooLong,
}

/// Reads a stream to its end, unless it is too long.
pub(crate) fn whole(stream: &mut dyn Read, most: usize) -> Whole {
    let mut bytes = Vec::new();
    fill(stream, &mut bytes, most + 1);
    if bytes.len() > most {
        Whole::TooLong
    } else {
        Whole::All(bytes)
    }
}

/// Reads on until so many bytes are held or the stream ends. A fault is an end; a [`Source`] keeps
/// it.
pub(crate) fn fill(stream: &mut (impl Read + ?Sized), bytes: &mut Vec<u8>, most: usize) {
    let wanted = most.saturating_sub(bytes.len()) as u64;
    // Whatever was read before a fault is in the buffer.
    drop(stream.take(wanted).read_to_end(bytes));
}

/// What a line was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Line {
    /// A line, with its end unless the stream ended.
    Whole,
    /// The stream is at its end.
    End,
    /// Longer than wanted: its beginning is held and the rest was passed over.
    TooLong,
}

/// Reads one line, of which no more than so many bytes are held.
pub(crate) fn line(stream: &mut dyn BufRead, bytes: &mut Vec<u8>, most: usize) -> Line {
    bytes.clear();
    let mut passed = 0usize;
    while let Ok(buffer) = stream.fill_buf() {
        if buffer.is_empty() {
            break;
        }
        let (used, ended) =
            memchr::memchr(b'\n', buffer).map_or((buffer.len(), false), |at| (at + 1, true));
        let room = most.saturating_sub(bytes.len()).min(used);
        bytes.extend_from_slice(buffer.get(..room).unwrap_or_default());
        passed = passed.saturating_add(used);
        stream.consume(used);
        if ended {
            break;
        }
    }
    match passed {
        0 => Line::End,
        _ if passed > most => Line::TooLong,
        _ => Line::Whole,
    }
}
