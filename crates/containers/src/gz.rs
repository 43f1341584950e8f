//! One file packed with gzip, in one member or many.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use flate2::bufread::MultiGzDecoder;

use crate::out::Out;
use crate::stream::{bomb, is_bomb};
use crate::{At, Input, MOST_DEEP};

/// Unpacks while it is read.
struct Unpacked<R: BufRead> {
    decoder: MultiGzDecoder<PackedCount<R>>,
    unpacked: u64,
}

/// Counts packed bytes without a copy.
struct PackedCount<R> {
    inner: R,
    packed: u64,
}

impl<R: BufRead> Read for PackedCount<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.packed += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for PackedCount<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.packed += amount as u64;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.unpacked += read as u64;
        if is_bomb(self.decoder.get_ref().packed, self.unpacked) {
            Err(bomb())
        } else {
            Ok(read)
        }
    }
}

/// Opens what is packed.
pub(crate) fn open(at: &At<'_>, packed: &mut dyn BufRead, out: &mut Out<'_>) -> ControlFlow<()> {
    if at.depth >= MOST_DEEP {
        return too_deep(at, out);
    }
    let name = at.name;
    let mut unpacked = Unpacked {
        decoder: MultiGzDecoder::new(PackedCount {
            inner: packed,
            packed: 0,
        }),
        unpacked: 0,
    };
    crate::inside(
        &At {
            name,
            depth: at.depth + 1,
            ..*at
        },
        Input::Stream(&mut unpacked),
        out,
    )
}

/// Says that archives stand in archives beyond reason.
pub(crate) fn too_deep(at: &At<'_>, out: &mut Out<'_>) -> ControlFlow<()> {
    let problem = format!(
        "{} stands in more than {MOST_DEEP} archives one in another.",
        at.name
    );
    out.unread(at.name, problem, "Unpack the outer ones.")
}
