//! What an answer is: a page or JSON, or what went wrong, in the one shape that errors have.

use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Serialize;

use super::frame::{self, Head};
use crate::error::{Error, Kind};

/// How an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// As a page for people.
    Page,
    /// As JSON: the same address with `.json` behind it.
    Json,
}

/// What went wrong while a page was made.
#[derive(Debug)]
pub(super) struct Wrong {
    status: StatusCode,
    error: Error,
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            Kind::Usage | Kind::Input => StatusCode::BAD_REQUEST,
            Kind::Record => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Output | Kind::BrokenPipe => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Wrong { status, error }
    }
}

impl Wrong {
    /// Says that there is nothing at an address.
    pub(super) fn missing(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Wrong {
            status: StatusCode::NOT_FOUND,
            error: Error::usage(message).hint(hint),
        }
    }

    /// Says that what is asked for cannot be read.
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Wrong {
            status: StatusCode::BAD_REQUEST,
            error: Error::usage(message).hint(hint),
        }
    }

    /// Says that something may not be done.
    pub(super) fn forbidden(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Wrong {
            status: StatusCode::FORBIDDEN,
            error: Error::usage(message).hint(hint),
        }
    }

    /// Returns what went wrong, without what HTTP calls it.
    pub(super) fn into_error(self) -> Error {
        self.error
    }

    /// Makes the answer.
    pub(super) fn reply(&self, form: Form) -> Response {
        failure(form, self.status, &self.error)
    }
}

/// What a page comes to, or why there is none.
pub(super) type Answer = Result<Response, Wrong>;

/// Answers with a page.
pub(super) fn page(markup: Markup) -> Response {
    made(markup.into_string().into())
}

/// Answers with a page that was made before.
pub(super) fn made(page: Bytes) -> Response {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        )],
        page,
    )
        .into_response()
}

/// Answers with JSON.
pub(super) fn json(value: &impl Serialize) -> Answer {
    let bytes = serde_json::to_vec(value).map_err(Error::from)?;
    Ok((
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        )],
        bytes,
    )
        .into_response())
}

/// Sends the browser to another page, after something was done.
pub(super) fn onward(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// What went wrong, for a program.
#[derive(Serialize)]
pub(crate) struct Failure<'a> {
    error: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Failure<'a> {
    /// Makes the JSON of an error.
    pub(crate) fn of(error: &'a Error) -> Self {
        Failure {
            error: error.message(),
            hint: error.remedy(),
        }
    }
}

/// Answers with what went wrong and its remedy.
pub(super) fn failure(form: Form, status: StatusCode, error: &Error) -> Response {
    let (message, hint) = (error.message(), error.remedy());
    let mut response = match form {
        Form::Json => json(&Failure::of(error))
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Form::Page => page(frame::bare(
            &Head {
                title: "Not shown",
                ..Head::default()
            },
            html! {
                main id="main" {
                    h1 { (frame::words(message)) }
                    @if let Some(hint) = hint { p { (frame::words(hint)) } }
                }
            },
        )),
    };
    *response.status_mut() = status;
    response
}
