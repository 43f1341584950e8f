//! The desk asked without a socket: what a reader judges (`judged`), who is let in (`gate`), what the
//! pages say, and what hostile reports become (`pages`).

mod gate;
mod judged;
mod pages;

use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::{Desk, Gate, app, frame};
use crate::fixture;
use crate::record::Record;

const FIRST: &str =
    "Dara Velin said on Friday that the harbour would close, according to the Northern Wire.\n";
const SECOND: &str =
    "Rosa Amsel said on Friday that the harbour would close, according to the Northern Wire.\n";

/// A desk on a record of its own.
pub(super) struct Open {
    app: axum::Router,
    file: PathBuf,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
struct Got {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Open {
    fn new() -> Self {
        Open::with(None)
    }

    fn with(token: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("sayso.db");
        drop(Record::open_or_make(&file).expect("a record"));
        let desk = Desk::open(&file, Gate::new(None, token).expect("secrets")).expect("a desk");
        Open {
            app: app(desk),
            file,
            _folder: folder,
        }
    }

    /// Opens a desk on the record of the three reports that other tests know.
    pub(super) fn with_fixture() -> Self {
        let open = Open::new();
        let mut record = Record::open(&open.file).expect("the record");
        fixture::items()
            .iter()
            .for_each(|item| drop(record.keep(item).expect("kept")));
        open
    }

    async fn send(&self, request: Request<Body>) -> Got {
        let response: Response = self.app.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("a body");
        Got {
            status,
            headers,
            body: String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        }
    }

    async fn get(&self, address: &str) -> Got {
        self.send(
            Request::get(address)
                .header(header::HOST, "127.0.0.1:7296")
                .body(Body::empty())
                .expect("a request"),
        )
        .await
    }

    /// Returns what an address answers as JSON.
    pub(super) async fn json(&self, address: &str) -> Value {
        let got = self.get(address).await;
        assert_eq!(got.status, StatusCode::OK, "{address}: {}", got.body);
        serde_json::from_str(&got.body).expect("JSON")
    }

    async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Got {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", frame::piece(value)))
            .collect();
        let request = Request::post(address)
            .header(header::HOST, "localhost:7296")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.expect("a request")).await
    }

    /// Sends files as the form does, and waits until they are read.
    async fn add(&self, files: &[(&str, &str)]) {
        let secret = self.get("/add").await.field("secret");
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n{secret}\r\n"
        );
        for (name, text) in files {
            body += &format!(
                "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
            );
        }
        body += "--edge--\r\n";
        let request = Request::post("/add")
            .header(header::HOST, "[::1]:7296")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        let sent = self.send(request.expect("a request")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let lot = sent.location();
        while self.get(&lot).await.body.contains("http-equiv=\"refresh\"") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

impl Got {
    fn location(&self) -> String {
        self.headers[header::LOCATION]
            .to_str()
            .expect("an address")
            .to_owned()
    }

    /// Returns the value of a hidden field.
    fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self
            .body
            .split(&start)
            .nth(1)
            .unwrap_or_else(|| panic!("no field {name} in {}", self.body));
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// Returns the first address that begins so.
    fn link(&self, start: &str) -> String {
        let start = format!("href=\"{start}");
        let rest = self
            .body
            .split(&start)
            .nth(1)
            .unwrap_or_else(|| panic!("no link {start} in {}", self.body));
        format!(
            "{}{}",
            &start["href=\"".len()..],
            rest.split('"').next().unwrap_or_default()
        )
        .replace("&amp;", "&")
    }
}
