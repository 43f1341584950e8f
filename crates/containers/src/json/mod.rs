//! JSON and JSON Lines: one report an object.
//!
//! `cut` finds the objects, `fields` knows what the data sets of others call things.

mod cut;
mod fields;

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{Event, ReportId};

use crate::known::Known;
use crate::out::Out;
use crate::stream::{Line, line};
use crate::{At, MOST_BYTES, Part};
use cut::{Cut, Objects};
use fields::{Fields, Slot};

/// Opens a file with one object a line.
pub(crate) fn lines(at: &At<'_>, stream: &mut dyn BufRead, out: &mut Out<'_>) -> ControlFlow<()> {
    let mut records = Records::new(at, "line", false, out);
    let mut held = Vec::new();
    for number in 1.. {
        match line(stream, &mut held, MOST_BYTES) {
            Line::End => break,
            Line::TooLong => records.out.too_large(&format!("{}#{number}", at.name))?,
            Line::Whole if held.trim_ascii().is_empty() => {}
            Line::Whole => records.take(number, &held)?,
        }
    }
    records.end()
}

/// Opens a file with one object, some, or a list of them.
pub(crate) fn values(at: &At<'_>, stream: &mut dyn BufRead, out: &mut Out<'_>) -> ControlFlow<()> {
    // Folders are full of JSON that has nothing to do with reports, some of it with comments.
    let mut records = Records::new(at, "object", true, out);
    let mut objects = Objects::new(stream);
    for number in 1.. {
        match objects.next() {
            Cut::End => break,
            Cut::TooLong => records.out.too_large(&format!("{}#{number}", at.name))?,
            Cut::Object(raw) => records.take(number, &raw)?,
        }
    }
    records.end()
}

/// The records of one file on their way to parts.
pub(crate) struct Records<'a, 'e> {
    at: &'a At<'a>,
    /// What its parts are counted in.
    unit: &'static str,
    /// Whether a file without one sound record is none of ours.
    may_be_foreign: bool,
    pub(crate) out: &'a mut Out<'e>,
    before: (usize, usize),
    /// How many had no text, and the first of them.
    empty: usize,
    first_empty: usize,
}

impl<'a, 'e> Records<'a, 'e> {
    pub(crate) fn new(
        at: &'a At<'a>,
        unit: &'static str,
        may_be_foreign: bool,
        out: &'a mut Out<'e>,
    ) -> Self {
        let before = (out.parts, out.unread);
        Records {
            at,
            unit,
            may_be_foreign,
            out,
            before,
            empty: 0,
            first_empty: 0,
        }
    }

    /// Says whether one of the columns of a table is called as a text is.
    pub(crate) fn has_text(columns: &[String]) -> bool {
        let cells = vec!["text".to_owned(); columns.len()];
        body(&Fields::of_row(columns, cells), false).is_some()
    }

    /// Takes one row of a table.
    pub(crate) fn take_row(
        &mut self,
        number: usize,
        columns: &[String],
        cells: Vec<String>,
    ) -> ControlFlow<()> {
        self.record(number, &Fields::of_row(columns, cells), None, None)
    }

    /// Takes one record.
    fn take(&mut self, number: usize, raw: &[u8]) -> ControlFlow<()> {
        let (name, unit, raw) = (self.at.name, self.unit, raw.trim_ascii());
        let Some(fields) = parsed(raw) else {
            let problem = format!("{name} is no sound JSON at {unit} {number}.");
            if self.may_be_foreign && self.before.0 == self.out.parts {
                return self.out.no_report(name, problem);
            }
            return self.out.unread(
                &format!("{name}#{number}"),
                problem,
                format!("Mend the {unit}, or leave it out; the others were read."),
            );
        };
        self.record(number, &fields, Some(raw), None)
    }

    /// Takes the record or those that it holds.
    fn record(
        &mut self,
        number: usize,
        fields: &Fields,
        raw: Option<&[u8]>,
        feed: Option<&Fields>,
    ) -> ControlFlow<()> {
        // Beside a text of its own, what a record holds is what somebody was shown with it.
        let is_text = fields.first(Slot::Text).is_some() || fields.first(Slot::Html).is_some();
        let held = || fields.records.iter().filter(|_| !is_text);
        if held().any(|own| body(own, fields.is_feed).is_some() || !own.records.is_empty()) {
            let feed = feed.or(fields.is_feed.then_some(fields));
            for (index, own) in held().enumerate() {
                self.record(index + 1, own, None, feed)?;
            }
            return ControlFlow::Continue(());
        }
        let Some((bytes, form)) = body(fields, feed.is_some()) else {
            if self.empty == 0 {
                self.first_empty = number;
            }
            self.empty += 1;
            return ControlFlow::Continue(());
        };
        let own = fields.first(Slot::Id).filter(|id| id.len() <= 500);
        let name = self.at.name;
        let name = own.map_or_else(|| format!("{name}#{number}"), |id| format!("{name}#{id}"));
        let known = known(fields, feed).about(&self.at.base.known);
        let options = PageOptions {
            form,
            charset: None,
            known,
            id: Some(match raw {
                Some(raw) => ReportId::of(raw),
                None => ReportId::of(fields.own().as_bytes()),
            }),
            note: None,
        };
        self.out.part(Part {
            name,
            bytes,
            options,
        })
    }

    /// Says what had no text.
    pub(crate) fn end(self) -> ControlFlow<()> {
        let (name, unit) = (self.at.name, self.unit);
        if self.before == (self.out.parts, self.out.unread) {
            let problem = format!(
                "{name} holds no reports: no {unit} has a text, under a name such as text, body or content."
            );
            return self.out.no_report(name, problem);
        }
        match self.empty {
            0 => ControlFlow::Continue(()),
            1 => self.out.unread(
                name,
                format!("{name} has no text at {unit} {}.", self.first_empty),
                "Leave it out; the others were read.",
            ),
            count => {
                let problem = format!(
                    "{name} has no text at {unit} {} and {} others.",
                    self.first_empty,
                    count - 1
                );
                self.out
                    .unread(name, problem, "Leave them out; the others were read.")
            }
        }
    }
}

/// Reads a record. Half of a character that was cut in two by an escape is replaced, and the record
/// is saved.
fn parsed(raw: &[u8]) -> Option<Fields> {
    let text = match std::str::from_utf8(raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw)) {
        Ok(text) => Cow::Borrowed(text),
        // Whoever wrote another charset broke the rules of JSON; letters are lost, not records.
        Err(_) => String::from_utf8_lossy(raw),
    };
    serde_json::from_str(&text)
        .ok()
        .or_else(|| serde_json::from_str(&cut::mended(&text)?).ok())
}

/// Returns the text of a record, and what it is. Some feeds carry nothing but headlines; a headline
/// is a report, too.
fn body(fields: &Fields, in_feed: bool) -> Option<(Vec<u8>, Form)> {
    let slots = [
        (Slot::Text, Form::Article),
        (Slot::Html, Form::Page),
        (Slot::Description, Form::Article),
    ];
    let headline = in_feed.then_some((Slot::Title, Form::Article));
    slots.into_iter().chain(headline).find_map(|(slot, form)| {
        let text = fields.all(slot).join("\n\n");
        (!text.trim().is_empty()).then(|| (text.into_bytes(), form))
    })
}

fn known(fields: &Fields, feed: Option<&Fields>) -> Known {
    let mut known = Known::new();
    let first = |slot| fields.first(slot).unwrap_or("");
    known.title(first(Slot::Title));
    known.outlet(first(Slot::Outlet));
    known.url(first(Slot::Url));
    known.language(first(Slot::Language));
    if let Some(feed) = feed {
        known.outlet(feed.first(Slot::Title).unwrap_or(""));
        known.language(feed.first(Slot::Language).unwrap_or(""));
    }
    known.date(Event::Published, first(Slot::Published));
    known.date(Event::Modified, first(Slot::Modified));
    for line in fields.all(Slot::Bylines) {
        let line = line.trim();
        let line = line
            .get(..3)
            .filter(|by| by.eq_ignore_ascii_case("by "))
            .and_then(|_| line.get(3..))
            .unwrap_or(line);
        line.split(" and ")
            .flat_map(|names| names.split(';'))
            .for_each(|name| known.byline(name));
    }
    known
}
