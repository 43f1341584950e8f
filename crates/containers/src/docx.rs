//! Office documents (DOCX): their paragraphs as text, notes and boxes behind them, and what their
//! properties know about them.
//!
//! What was struck out or moved away by hand is no part of the text; what was put in is.
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
use crate::{At, MOST_BYTES, Part, export, xml};

/// Elements that hold what the text no longer says, or says a second time for old programs.
const STRUCK: [&str; 5] = ["del", "moveFrom", "Fallback", "delText", "instrText"];

/// The files of a document that are read.
pub(crate) struct Document {
    /// The text; nothing if it is too large.
    text: Option<Vec<u8>>,
    /// The notes at the foot and at the end.
    notes: Vec<u8>,
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
    let mut notes = file("word/footnotes.xml").flatten().unwrap_or_default();
    notes.extend(file("word/endnotes.xml").flatten().unwrap_or_default());
    Some(Document {
        text,
        notes,
        properties: file("docProps/core.xml").flatten().unwrap_or_default(),
    })
}

/// Opens a document.
pub(crate) fn open(at: &At<'_>, document: Document, out: &mut Out<'_>) -> ControlFlow<()> {
    let Some(raw) = document.text else {
        return out.too_large(at.name);
    };
    let mut own = raw.clone();
    own.extend_from_slice(&document.notes);
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
    let mut text = paragraphs(&xml::text(&raw));
    text.push_str(&paragraphs(&xml::text(&document.notes)));
    if text.trim().is_empty() {
        return out.unread(
            at.name,
            format!("{} is a document without text.", at.name),
            "Save what it shows as text.",
        );
    }
    if export::open(at, &text, out)? {
        return ControlFlow::Continue(());
    }
    let options = PageOptions {
        form: Form::Article,
        charset: None,
        known: known.about(&at.base.known),
        id: Some(ReportId::of(&own)),
        note: None,
    };
    out.part(Part {
        name: at.name.to_owned(),
        bytes: text.into_bytes(),
        options,
    })
}

/// Returns the paragraphs, a blank line between two. What stands in a box comes behind the
/// paragraph that the box is tied to.
fn paragraphs(source: &str) -> String {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    // The texts around the box that is being read, and the boxes that wait for their paragraph.
    let (mut text, mut around, mut boxes) = (String::new(), Vec::new(), String::new());
    let (mut in_text, mut struck) = (false, 0u32);
    // A document that breaks off is read as far as it goes.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if STRUCK.contains(&tag.local_name().as_ref()) => struck += 1,
            Event::End(tag) if STRUCK.contains(&tag.local_name().as_ref()) => {
                struck = struck.saturating_sub(1);
            }
            _ if struck > 0 => {}
            Event::Start(tag) if tag.local_name().as_ref() == "txbxContent" => {
                around.push(std::mem::take(&mut text));
            }
            Event::End(tag) if tag.local_name().as_ref() == "txbxContent" => {
                if let Some(outer) = around.pop() {
                    boxes.push_str(&std::mem::replace(&mut text, outer));
                }
            }
            Event::Start(tag) => in_text = tag.local_name().as_ref() == "t",
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => text.push(' '),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            },
            Event::End(tag) => {
                in_text = false;
                if tag.local_name().as_ref() == "p" {
                    end_paragraph(&mut text);
                    if around.is_empty() {
                        text.push_str(&std::mem::take(&mut boxes));
                    }
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
    around
        .into_iter()
        .rev()
        .for_each(|outer: String| text.insert_str(0, &outer));
    text.push_str(&boxes);
    end_paragraph(&mut text);
    text
}

fn end_paragraph(text: &mut String) {
    if !text.ends_with("\n\n") && !text.is_empty() {
        text.push_str("\n\n");
    }
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
