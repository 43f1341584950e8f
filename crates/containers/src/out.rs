//! Handing over: parts and notices on their way out, and how many notices one file may cause.

use std::ops::ControlFlow;

use crate::{MOST_BYTES, Part, Unread};

/// How many notices one file may cause. A damaged crawl of a million records would otherwise fill
/// the screen and the memory of whoever collects them; the rest is counted.
const MOST_NOTICES: usize = 50;

/// Where parts and notices go.
pub(crate) struct Out<'e> {
    each: &'e mut dyn FnMut(Result<Part, Unread>) -> ControlFlow<()>,
    name: String,
    /// How many parts were handed over.
    pub(crate) parts: usize,
    /// How many things could not be read, whether or not they were named.
    pub(crate) unread: usize,
}

impl<'e> Out<'e> {
    /// Makes the way out of a file.
    pub(crate) fn new(
        name: &str,
        each: &'e mut dyn FnMut(Result<Part, Unread>) -> ControlFlow<()>,
    ) -> Self {
        Out {
            each,
            name: name.to_owned(),
            parts: 0,
            unread: 0,
        }
    }

    /// Hands a part over, or says that it is too large.
    pub(crate) fn part(&mut self, part: Part) -> ControlFlow<()> {
        if part.bytes.len() > MOST_BYTES {
            return self.too_large(&part.name);
        }
        self.parts += 1;
        (self.each)(Ok(part))
    }

    /// Says that something could not be read.
    pub(crate) fn unread(
        &mut self,
        name: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> ControlFlow<()> {
        self.tell(Unread {
            name: name.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
            no_report: false,
        })
    }

    /// Says that something is sound but no report.
    pub(crate) fn no_report(&mut self, name: &str, problem: impl Into<String>) -> ControlFlow<()> {
        self.no_report_but(
            name,
            problem,
            "Leave it out, or save the report as text or HTML.",
        )
    }

    /// Says that something is sound but no report, and what would make it one.
    pub(crate) fn no_report_but(
        &mut self,
        name: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> ControlFlow<()> {
        self.tell(Unread {
            name: name.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
            no_report: true,
        })
    }

    /// Says that something is longer than one report may be.
    pub(crate) fn too_large(&mut self, name: &str) -> ControlFlow<()> {
        self.unread(
            name,
            format!(
                "{name} is too large: one report may have {} MB.",
                MOST_BYTES >> 20
            ),
            "Split it into one file a report, or leave it out.",
        )
    }

    fn tell(&mut self, unread: Unread) -> ControlFlow<()> {
        self.unread += 1;
        if self.unread > MOST_NOTICES {
            ControlFlow::Continue(())
        } else {
            (self.each)(Err(unread))
        }
    }

    /// Ends: says how much was left unsaid.
    pub(crate) fn end(self) -> ControlFlow<()> {
        match self.unread.checked_sub(MOST_NOTICES) {
            None | Some(0) => ControlFlow::Continue(()),
            Some(more) => {
                let problem = format!("{more} more parts of {} could not be read.", self.name);
                let remedy =
                    "Mend what is named above, or get a whole copy of the file.".to_owned();
                (self.each)(Err(Unread {
                    name: self.name,
                    problem,
                    remedy,
                    no_report: false,
                }))
            }
        }
    }
}
