//! Files of every kind, sound and broken: which parts come out, what is known of each, and what is
//! said of the rest. Everything in them is invented.

mod archives;
mod documents;
mod exports;
mod feeds;
mod json;
mod mails;
mod properties;
mod warcs;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso_containers::{Input, Part, Unread, open};
use sayso_core::page::{Page, PageOptions, page};

/// A paragraph that is long enough to be running text.
const TEXT: &str =
    "The harbour was closed on Monday, the coast guard said, and nobody in the town knew why.";

/// What came out of a file.
#[derive(Default, Debug)]
struct Opened {
    parts: Vec<Part>,
    unread: Vec<Unread>,
}

impl Opened {
    /// Demands that nothing was left unread; returns the parts.
    #[track_caller]
    fn sound(self) -> Vec<Part> {
        assert_eq!(self.unread, []);
        self.parts
    }

    fn names(&self) -> Vec<&str> {
        self.parts.iter().map(|part| part.name.as_str()).collect()
    }

    /// Demands that something is said, with a remedy.
    #[track_caller]
    fn tells(&self, words: &str) {
        assert!(
            self.unread
                .iter()
                .any(|unread| unread.problem.contains(words)),
            "{words:?} is not in {:#?}",
            self.unread
        );
        assert!(
            self.unread
                .iter()
                .all(|unread| unread.remedy.ends_with('.')),
            "{:#?}",
            self.unread
        );
    }
}

/// Opens bytes as a file, and once more as a pipe, which must give the same.
fn opened(name: &str, bytes: &[u8]) -> Opened {
    let file = opened_as(name, Input::File(&mut Cursor::new(bytes)));
    let pipe = opened_as(name, Input::Stream(&mut &bytes[..]));
    assert_eq!(file.names(), pipe.names());
    file
}

fn opened_as(name: &str, input: Input<'_>) -> Opened {
    let mut opened = Opened::default();
    let _ = open(name, input, &PageOptions::default(), &mut |part| {
        match part {
            Ok(part) => opened.parts.push(part),
            Err(unread) => opened.unread.push(unread),
        }
        ControlFlow::Continue(())
    });
    opened
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// Reads a part as the core does.
#[track_caller]
fn read(part: &Part) -> Page {
    page(&part.bytes, &part.options)
        .unwrap_or_else(|error| panic!("{} is no page: {error:?}", part.name))
}

/// Returns a date as it is written in JSON.
fn published(part: &Part) -> String {
    part.options
        .known
        .published
        .map(|moment| moment.to_string())
        .unwrap_or_default()
}
