//! Web archives (WARC, ISO 28500): crawls of many pages, as Common Crawl and browsers' archivers
//! write them.
//!
//! Owns which records are pages. `records` cuts the file, `http` undoes what the transport did to a
//! page.

mod http;
mod records;

use std::io::BufRead;
use std::ops::ControlFlow;

use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{About, ReportId};

use crate::out::Out;
use crate::{At, Part};
use records::{End, Found, Record, Records};

/// Opens a web archive.
pub(crate) fn open(at: &At<'_>, stream: &mut dyn BufRead, out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let mut records = Records::new(stream);
    let (mut number, mut passed_over, before) = (0usize, 0usize, (out.parts, out.unread));
    while let Some(found) = records.next() {
        match found {
            Found::Damage => {
                let problem = format!(
                    "{name} is damaged behind record {number}: what follows is no record, or a record's length is wrong."
                );
                out.unread(name, problem, "Get a whole copy of it; Sayso went on with the next record that it could find.")?;
            }
            Found::TooLarge(header) => {
                number += 1;
                match header.is_page() {
                    true => out.too_large(&label(name, header.address(), number))?,
                    false => passed_over += 1,
                }
            }
            Found::Record(record) => {
                number += 1;
                if record.end != End::Right {
                    let label = label(name, record.header.address(), number);
                    let what = if record.end == End::Cut {
                        "breaks off"
                    } else {
                        "states a wrong length"
                    };
                    out.unread(
                        &label,
                        format!("{label} {what}; it was read as far as it goes."),
                        "Get a whole copy of the file.",
                    )?;
                }
                let url = record.header.address().map(str::to_owned);
                match page(record) {
                    Page::Text { bytes, charset } => out.part(part(
                        at,
                        label(name, url.as_deref(), number),
                        url,
                        bytes,
                        charset,
                    ))?,
                    Page::Packed(how) => {
                        let label = label(name, url.as_deref(), number);
                        out.unread(
                            &label,
                            format!("{label} is packed in a way that Sayso cannot undo: {how}."),
                            "Save the page again, and name that file.",
                        )?;
                    }
                    Page::TooLarge => out.too_large(&label(name, url.as_deref(), number))?,
                    Page::Other => passed_over += 1,
                }
            }
        }
    }
    if before == (out.parts, out.unread) {
        return out.no_report(
            name,
            format!("{name} holds no web pages, only {passed_over} other records."),
        );
    }
    ControlFlow::Continue(())
}

fn label(name: &str, url: Option<&str>, number: usize) -> String {
    url.map_or_else(|| format!("{name}#{number}"), |url| format!("{name}#{url}"))
}

fn part(
    at: &At<'_>,
    name: String,
    url: Option<String>,
    bytes: Vec<u8>,
    charset: Option<String>,
) -> Part {
    // The same page at the same address is the same report, whenever it was fetched.
    let mut own = url.clone().unwrap_or_default().into_bytes();
    own.push(b'\n');
    own.extend_from_slice(&bytes);
    let mut known = About {
        url,
        ..About::default()
    };
    known.fill(&at.base.known);
    let options = PageOptions {
        form: Form::Page,
        charset: charset.or_else(|| at.base.charset.clone()),
        known,
        id: Some(ReportId::of(&own)),
        note: None,
    };
    Part {
        name,
        bytes,
        options,
    }
}

/// What a record holds.
enum Page {
    Text {
        bytes: Vec<u8>,
        charset: Option<String>,
    },
    /// A page in a coding that is not known.
    Packed(String),
    TooLarge,
    /// A picture, a request, a page that was not found.
    Other,
}

fn page(record: Record) -> Page {
    let Record { header, block, .. } = record;
    if !header.is_page() {
        return Page::Other;
    }
    let carries_http = header
        .get("content-type")
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/http"));
    if header
        .get("warc-type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("response"))
        || carries_http
    {
        return http::page(block);
    }
    let charset = header
        .get("content-type")
        .filter(|kind| kind.contains("charset"))
        .map(str::to_owned);
    Page::Text {
        bytes: block,
        charset,
    }
}

/// Says whether a media type is one of text that a person reads; without one the page is looked at.
fn is_text(media_type: &str) -> bool {
    let bare = media_type
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    matches!(
        bare.as_str(),
        "text/html" | "application/xhtml+xml" | "text/plain"
    )
}
