//! What can be wrong with a record, and what its user is told to do about it.

use std::fmt;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::Error;
use crate::show::typed;

/// What is wrong with a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// There is no such file.
    Missing,
    /// The file is no database, or its pages are broken.
    Damaged(String),
    /// The file is a database of somebody else.
    Stranger,
    /// A newer Sayso has written it.
    Newer,
    /// An older Sayso has written it, in a shape or with readings that are brought up to date only by
    /// writing.
    Older,
    /// Another program is writing to it.
    Locked,
    /// The disk has no room.
    Full,
    /// The file or its folder may not be written.
    ReadOnly,
    /// The file or its folder cannot be opened.
    Unopenable,
    /// Anything else that the database says.
    Other(String),
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Problem::Damaged(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::Locked,
            Some(ErrorCode::DiskFull) => Problem::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Problem::ReadOnly,
            Some(ErrorCode::CannotOpen) => Problem::Unopenable,
            _ => Problem::Other(error.to_string()),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Problem {
    /// Says it to the user of the record at `path`.
    pub(crate) fn at(self, path: &Path) -> Error {
        let typed = typed(&path.to_string_lossy());
        let path = path.display();
        match self {
            Problem::Missing => Error::record(format!("There is no record at {path}."))
                .hint("Make one with `sayso add PATH…`, name another with --record, or ask files directly with --pile PATH…."),
            Problem::Damaged(why) => Error::record(format!("The record {path} is damaged: {why}."))
                .hint("Put back a copy of it, or move it away and add the reports again."),
            Problem::Stranger => Error::record(format!("{path} is a database, but not a record of Sayso."))
                .hint("Name another file with --record; this one was left as it is."),
            Problem::Newer => Error::record(format!("The record {path} was written by a newer Sayso."))
                .hint("Use that Sayso, or add the reports to a new record."),
            Problem::Older => Error::record(format!("The record {path} was written by an older Sayso."))
                .hint(format!("Bring it up to date, which keeps everything: sayso add --record {typed}")),
            Problem::Locked => Error::record(format!("The record {path} is in use: another program is writing to it."))
                .hint("Wait until it is done, then try again; nothing was lost."),
            Problem::Full => Error::record(format!("The record {path} could not be written: the disk is full."))
                .hint("Make room and run the same command again; what was confirmed is kept."),
            Problem::ReadOnly => Error::record(format!("The record {path} may not be written."))
                .hint("Give yourself leave to write the file and its folder, or name another with --record."),
            Problem::Unopenable => Error::record(format!("The record {path} could not be opened."))
                .hint("Look whether its folder exists and may be written, or name another file with --record."),
            Problem::Other(why) => Error::record(format!("The record {path} gave trouble: {why}."))
                .hint("Try again; if it stays so, use a copy of the record."),
        }
    }
}
