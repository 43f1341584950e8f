//! From places to parts: opens files and standard input, and says what is wrong with them.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;

use sayso_containers::{Input, MOST_BYTES, Part, Unread};
use sayso_core::page::{Form, PageOptions};
use sayso_core::report::About;

use super::How;
use super::places::Place;
use crate::error::{Error, reason};
use crate::show::typed;

/// Hands over the parts of a place, in their order, and what is wrong with it. Ends early only if
/// `each` fails.
pub(super) fn of(
    place: &Place,
    how: How,
    known: &About,
    each: &mut dyn FnMut(Result<Part, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let name = place.name();
    let how = (how, known);
    match place {
        Place::Stdin => with(
            &name,
            place,
            how,
            Input::Stream(&mut io::stdin().lock()),
            each,
        ),
        Place::File(path) | Place::Found(path) => {
            match File::open(path).and_then(|file| Ok((file.metadata()?, file))) {
                Ok((about, mut file)) if about.is_file() => {
                    with(&name, place, how, Input::File(&mut file), each)
                }
                // A pipe with a name cannot be read backwards.
                Ok((_, mut file)) => with(&name, place, how, Input::Stream(&mut file), each),
                Err(error) => each(Err(cannot(&name, &error))),
            }
        }
        Place::Address(address) => {
            let error = Error::input(
                &name,
                format!("{address} is not fetched: Sayso fetches only when asked to add."),
            );
            each(Err(error.hint(format!(
                "Save the page and name the file, or type: sayso add {}",
                typed(&address.to_string())
            ))))
        }
    }
}

/// Hands over the parts of what is in memory, with what its carrier knows of it.
pub(super) fn of_bytes(
    name: &str,
    bytes: &[u8],
    base: &PageOptions,
    each: &mut dyn FnMut(Result<Part, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    opened(name, Input::Stream(&mut &bytes[..]), base, false, each)
}

fn with(
    name: &str,
    place: &Place,
    (how, known): (How, &About),
    input: Input<'_>,
    each: &mut dyn FnMut(Result<Part, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let base = PageOptions {
        known: known.clone(),
        ..PageOptions::default()
    };
    if how == How::Plain {
        return each(plain(name, input, base));
    }
    opened(name, input, &base, matches!(place, Place::Found(_)), each)
}

/// Opens a file as what it is; one that was only found may hold no report, and nothing is said of
/// it.
fn opened(
    name: &str,
    input: Input<'_>,
    base: &PageOptions,
    is_found: bool,
    each: &mut dyn FnMut(Result<Part, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut ended = Ok(());
    let mut take = |part: Result<Part, Unread>| {
        let part = match part {
            // In a folder, what holds no report at all is passed over; it is no report that is
            // missing.
            Err(unread) if unread.no_report && is_found => return ControlFlow::Continue(()),
            Err(unread) => Err(Error::input(&unread.name, unread.problem).hint(unread.remedy)),
            Ok(part) => Ok(part),
        };
        ended = each(part);
        if ended.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let _ = sayso_containers::open(name, input, base, &mut take);
    ended
}

/// Takes a file as one text.
fn plain(name: &str, input: Input<'_>, base: PageOptions) -> Result<Part, Error> {
    let mut bytes = Vec::new();
    // One byte more than the limit shows that there is more, whatever the file's length claims.
    let limit = MOST_BYTES as u64 + 1;
    input
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot(name, &error))?;
    if bytes.len() > MOST_BYTES {
        let message = format!(
            "{name} is too large: one report may have {} MB.",
            MOST_BYTES >> 20
        );
        return Err(Error::input(name, message).hint("Split it into one file a report."));
    }
    Ok(Part {
        name: name.to_owned(),
        bytes,
        options: PageOptions {
            form: Form::Plain,
            ..base
        },
    })
}

fn cannot(name: &str, error: &io::Error) -> Error {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "Look whether the name is spelled right.",
        io::ErrorKind::PermissionDenied => "Give yourself leave to read it, or leave it out.",
        _ => "Look whether it is a file and whole, or leave it out.",
    };
    Error::input(
        name,
        format!("{name} could not be read: {}.", reason(error)),
    )
    .hint(remedy)
}
