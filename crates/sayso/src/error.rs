//! What can go wrong in the program: a sentence, a remedy, and the exit code that goes with it.
//!
//! The core returns facts; here they become words for a user. Nothing is printed here, `ui` does
//! that.

use std::io;

/// What kind of failure it is; each kind has one exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// What was typed makes no sense.
    Usage,
    /// A report could not be read.
    Input,
    /// The record could not be opened, read or written.
    Record,
    /// The answer could not be written.
    Output,
    /// Whoever read the answer has stopped reading; that is no failure of ours and stays quiet.
    BrokenPipe,
}

/// A failure as its user hears of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
    input: Option<String>,
}

impl Error {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Error {
            kind,
            message: message.into(),
            hint: None,
            input: None,
        }
    }

    /// Makes an error about what was typed.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Error::new(Kind::Usage, message)
    }

    /// Makes an error about one input, which is named so that a program can find it again.
    pub(crate) fn input(input: &str, message: impl Into<String>) -> Self {
        Error {
            input: Some(input.to_owned()),
            ..Error::new(Kind::Input, message)
        }
    }

    /// Makes an error about the record.
    pub(crate) fn record(message: impl Into<String>) -> Self {
        Error::new(Kind::Record, message)
    }

    /// Makes an error about writing the answer.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Error::new(Kind::BrokenPipe, "Nobody reads the answer any more.");
        }
        Error::new(
            Kind::Output,
            format!("The answer could not be written: {}.", reason(error)),
        )
        .hint("Write it to a place with room, for example with `> FILE`.")
    }

    /// Adds the remedy.
    #[must_use]
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Error {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// Returns what kind of failure it is.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns what went wrong, as a sentence.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Returns the remedy, as a sentence.
    pub(crate) fn remedy(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Returns the input that failed, as it was named.
    pub(crate) fn input_name(&self) -> Option<&str> {
        self.input.as_deref()
    }

    /// Returns the exit code of a program that ends with this error.
    pub(crate) fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Usage => Outcome::WRONG_USAGE,
            Kind::Input | Kind::Record | Kind::Output => Outcome::SomeFailed.exit_code(),
            Kind::BrokenPipe => Outcome::Done.exit_code(),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::output(&error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::output(&io::Error::from(error))
    }
}

/// Returns the system's reason in lower case and without its number: "no such file or directory".
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}

/// How a command ended that could do its work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// All of it is done.
    Done,
    /// A search found nothing.
    NothingFound,
    /// Some inputs failed and were named; the others are done.
    SomeFailed,
}

impl Outcome {
    /// The exit code of wrong usage, which is clap's as well.
    pub(crate) const WRONG_USAGE: u8 = 2;

    /// Returns `SomeFailed` if there are failures.
    pub(crate) fn of(failed: &[Error]) -> Self {
        if failed.is_empty() {
            Outcome::Done
        } else {
            Outcome::SomeFailed
        }
    }

    /// Returns the exit code.
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::NothingFound => 1,
            Outcome::SomeFailed => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_exit_code() {
        assert_eq!(Error::usage("").exit_code(), 2);
        assert_eq!(Error::input("a.txt", "").exit_code(), 3);
        assert_eq!(Error::record("").exit_code(), 3);
        assert_eq!(
            Error::output(&io::Error::from(io::ErrorKind::BrokenPipe)).exit_code(),
            0
        );
    }

    #[test]
    fn a_reason_reads_on_in_a_sentence() {
        assert_eq!(
            reason(&io::Error::from_raw_os_error(2)),
            "no such file or directory"
        );
    }
}
