//! Files that hold many pages, unpacked one at a time: bytes in, pages out.
//!
//! [`open`] is the whole door. It asks what a file is (`kind`), cuts it into parts, and hands each
//! part over as soon as it is whole: the bytes of one page, and what its carrier knows about it.
//! Reading the page is the core's business.
//!
//! Nothing here touches a file, the network or the clock, and nothing is held longer than one part.
//! Whatever a file claims about itself (lengths, counts, names) is checked or bounded, since files
//! come from strangers.

mod archive;
mod docx;
mod export;
mod feed;
mod gz;
mod json;
mod kind;
mod known;
mod mail;
mod opml;
mod out;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod stream;
mod table;
mod warc;
mod xml;

use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use sayso_core::page::PageOptions;

pub use kind::{ENDINGS, PAGE_ENDINGS, may_hold_reports, saved_with};
pub use opml::feeds;

use kind::Kind;
use out::Out;
use stream::{Source, Whole};

/// The largest part that is handed over, in bytes. The longest articles have some hundred thousand
/// bytes, and the pages around them a few million; what is larger is an archive of many or no
/// article at all.
pub const MOST_BYTES: usize = 32 << 20;

/// How many archives may stand in one another: a packed crawl in an archive is honest, more is a
/// trap.
const MOST_DEEP: u8 = 2;

/// How much of an archive that cannot be read backwards (from a pipe, or inside another) is held in
/// memory, in bytes.
const MOST_SPOOLED: usize = 64 << 20;

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 64 << 10;

/// One page of a file, or all of it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name by which its user finds it again: the file's, then `#` or `/` and its own. Hostile
    /// where the file is.
    pub name: String,
    /// The page.
    pub bytes: Vec<u8>,
    /// How to take it, and what its carrier knows about it.
    pub options: PageOptions,
}

/// A part that could not be had, or a whole file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// The name of what is missing.
    pub name: String,
    /// What is wrong with it, as a sentence that names it.
    pub problem: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
    /// Whether it is simply no report, such as a table or a settings file: a walk through a folder
    /// may pass it over.
    pub no_report: bool,
}

/// Something that can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where the bytes come from.
pub enum Input<'i> {
    /// From a pipe: once, from front to back.
    Stream(&'i mut dyn Read),
    /// From a file.
    File(&'i mut dyn ReadSeek),
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Input::Stream(stream) => stream.read(buffer),
            Input::File(file) => file.read(buffer),
        }
    }
}

/// Hands over the parts of a file, one at a time, in their order; a file that holds no others is
/// one part itself.
///
/// What cannot be read is handed over as [`Unread`], and the rest goes on. `base` says how to take
/// a page, and what is known of every part. `each` ends the reading by breaking; the answer says
/// whether it did.
pub fn open(
    name: &str,
    input: Input<'_>,
    base: &PageOptions,
    each: &mut dyn FnMut(Result<Part, Unread>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut out = Out::new(name, each);
    let at = At {
        name,
        base,
        depth: 0,
    };
    inside(&at, input, &mut out)?;
    out.end()
}

/// What is being opened: its name, how to take it, and how many archives it stands in.
#[derive(Clone, Copy)]
struct At<'a> {
    name: &'a str,
    base: &'a PageOptions,
    depth: u8,
}

/// Opens what may itself stand in an archive.
fn inside(at: &At<'_>, mut input: Input<'_>, out: &mut Out<'_>) -> ControlFlow<()> {
    let mut head = Vec::new();
    let mut source = Source::new(&mut input);
    stream::fill(&mut source, &mut head, HEAD);
    let kind = kind::kind(at.name, &head);
    if kind == Kind::Zip {
        return match input {
            Input::File(file) => archive::open(at, file, out),
            Input::Stream(stream) => spooled(at, head, stream, out),
        };
    }
    let mut stream = BufReader::with_capacity(HEAD, Cursor::new(head).chain(&mut source));
    match kind {
        Kind::Gzip => gz::open(at, &mut stream, out)?,
        Kind::Warc => warc::open(at, &mut stream, out)?,
        Kind::JsonLines => json::lines(at, &mut stream, out)?,
        Kind::Json => json::values(at, &mut stream, out)?,
        Kind::Table(by) => table::open(at, by, &mut stream, out)?,
        Kind::Mailbox => mail::mailbox(at, &mut stream, out)?,
        Kind::Feed
        | Kind::Opml
        | Kind::OtherXml
        | Kind::Mail
        | Kind::Rtf
        | Kind::Pdf
        | Kind::Page
        | Kind::Unknown => {
            let all = stream::whole(&mut stream, MOST_BYTES);
            drop(stream);
            match all {
                // What is cut off is worth reading; what was made to fill memory is not.
                _ if source.is_trap => {}
                Whole::All(bytes) => whole(at, kind, bytes, out)?,
                Whole::TooLong => out.too_large(at.name)?,
            }
        }
        Kind::Zip => {}
    }
    let remedy = match source.is_trap {
        true => "Unpack it, look at what it holds, and name the reports.",
        false => "Get a whole copy of the file; what came before the fault was read.",
    };
    match source.fault {
        Some(why) => out.unread(
            at.name,
            format!("{} could not be read to its end: {why}.", at.name),
            remedy,
        ),
        None => ControlFlow::Continue(()),
    }
}

/// Opens a file that is small enough to be held.
fn whole(at: &At<'_>, kind: Kind, bytes: Vec<u8>, out: &mut Out<'_>) -> ControlFlow<()> {
    match kind {
        Kind::Feed => feed::open(at, &bytes, out),
        Kind::Opml => opml::open(at, &bytes, out),
        Kind::OtherXml => out.no_report(
            at.name,
            format!("{} is XML, but neither a feed nor a web page.", at.name),
        ),
        Kind::Mail => mail::open(at, bytes, out),
        Kind::Rtf => rtf::open(at, &bytes, out),
        Kind::Page
            if !bytes.trim_ascii_start().starts_with(b"<")
                && export::open(at, &text_of(&bytes), out)? =>
        {
            ControlFlow::Continue(())
        }
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::open(at, &bytes, out),
        Kind::Unknown => out.no_report(
            at.name,
            format!(
                "{} is not called as reports are, and holds nothing that Sayso knows.",
                at.name
            ),
        ),
        _ => out.part(Part {
            name: at.name.to_owned(),
            bytes,
            options: at.base.clone(),
        }),
    }
}

/// Decodes a text as far as lines between articles need it.
fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") => {
            xml::text(bytes)
        }
        Err(_) => {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
        }
    }
}

/// Opens an archive that cannot be read backwards where it stands, out of memory.
fn spooled(
    at: &At<'_>,
    mut head: Vec<u8>,
    rest: &mut dyn Read,
    out: &mut Out<'_>,
) -> ControlFlow<()> {
    let mut source = Source::new(rest);
    stream::fill(&mut source, &mut head, MOST_SPOOLED + 1);
    if head.len() > MOST_SPOOLED {
        let problem = format!(
            "{} is an archive of more than {} MB that comes from a pipe or another archive.",
            at.name,
            MOST_SPOOLED >> 20
        );
        return out.unread(
            at.name,
            problem,
            "Unpack it, or name it as a file of its own.",
        );
    }
    archive::open(at, &mut Cursor::new(head), out)
}
