//! The style, the script and the mark of the desk, compiled in.

use axum::http::header;
use axum::response::{IntoResponse, Response};

const STYLE: &str = include_str!("assets/desk.css");
const SCRIPT: &str = include_str!("assets/desk.js");
const MARK: &str = include_str!("assets/desk.svg");

/// Answers with the style.
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// Answers with the script.
pub(super) async fn script() -> Response {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        SCRIPT,
    )
        .into_response()
}

/// Answers with the mark.
pub(super) async fn mark() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], MARK).into_response()
}
