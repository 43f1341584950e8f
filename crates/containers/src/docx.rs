//! Office documents (DOCX): their paragraphs as text, and what their properties know about them.
//!
//! A reader of our own on `zip` and `quick-xml`: what is wanted is one element of one file, and
//! `docx-rs`, made for writing, builds the whole document in memory first.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::Event;
use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{Event as Happening, ReportId};
use zip::ZipArchive;

use crate::known::Known;
use crate::out::Out;
use crate::stream::{Source, Whole, whole};
use crate::{At, MOST_BYTES, Part, xml};

/// The files of a document that are read.
pub(crate) struct Document {
    /// The text; nothing if it is too large.
    text: Option<Vec<u8>>,
    properties: Vec<u8>,
}

/// Takes the document out of an archive, if the archive is one.
pub(crate) fn document<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Document> {
    let mut file = |name: &str| {
        let entry = archive.by_name(name).ok()?;
        Some(match whole(&mut Source::new(entry), MOST_BYTES) {
            Whole::All(bytes) => Some(bytes),
            Whole::TooLong => None,
        })
    };
    let text = file("word/document.xml")?;
    Some(Document {
        text,
        properties: file("docProps/core.xml").flatten().unwrap_or_default(),
    })
}

/// Opens a document.
pub(crate) fn open(at: &At<'_>, document: Document, out: &mut Out<'_>) -> ControlFlow<()> {
    let Some(raw) = document.text else {
        return out.too_large(at.name);
    };
    let mut own = raw.clone();
    own.extend_from_slice(&document.properties);
    let mut known = Known::new();
    for (name, words) in fields(&xml::text(&document.properties)) {
        match name.as_str() {
            "title" => known.title(&words),
            "creator" => known.byline(&words),
            "created" => known.date(Happening::Published, &words),
            "modified" => known.date(Happening::Modified, &words),
            "language" => known.language(&words),
            _ => {}
        }
    }
    let text = paragraphs(&xml::text(&raw));
    if text.trim().is_empty() {
        return out.unread(
            at.name,
            format!("{} is a document without text.", at.name),
            "Save what it shows as text.",
        );
    }
    let options = PageOptions {
        form: Form::Article,
        charset: None,
        known: known.about(&at.base.known),
        id: Some(ReportId::of(&own)),
    };
    out.part(Part {
        name: at.name.to_owned(),
        bytes: text.into_bytes(),
        options,
    })
}

/// Returns the paragraphs, a blank line between two.
fn paragraphs(source: &str) -> String {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let (mut text, mut in_text) = (String::new(), false);
    // A document that breaks off is read as far as it goes.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => in_text = tag.local_name().as_ref() == "t",
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => text.push(' '),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            },
            Event::End(tag) => {
                in_text = false;
                if tag.local_name().as_ref() == "p" && !text.ends_with("\n\n") && !text.is_empty() {
                    text.push_str("\n\n");
                }
            }
            Event::Text(words) if in_text => text.push_str(&words),
            Event::GeneralRef(name) if in_text => {
                text.push_str(&xml::unescaped(&format!("&{};", &*name)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    text
}

/// Returns the elements of a flat file: their names and their words.
fn fields(source: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(source);
    let (mut fields, mut name, mut words) = (Vec::new(), String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                name = tag.local_name().as_ref().to_owned();
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(entity) => {
                words.push_str(&xml::unescaped(&format!("&{};", &*entity)));
            }
            Event::End(_) => fields.push((std::mem::take(&mut name), std::mem::take(&mut words))),
            Event::Eof => break,
            _ => {}
        }
    }
    fields
}
