//! The desk asked without a socket: the walk that a reader takes, who is let in, and what hostile
//! reports become.

use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use sayso_core::link::Entry;
use sayso_core::reading::Reading;
use sayso_core::report::{About, Block, BlockKind, Report, ReportId};
use sayso_core::span::Span;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::{Desk, Gate, app};
use crate::fixture;
use crate::pile::Item;
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
            .map(|(name, value)| format!("{name}={}", super::frame::piece(value)))
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

#[tokio::test]
async fn a_reader_adds_reports_follows_a_claim_to_its_words_joins_two_people_and_parts_them_again()
{
    let open = Open::new();
    assert!(open.get("/").await.body.contains("holds no report yet"));
    open.add(&[("a.txt", FIRST), ("b.txt", SECOND)]).await;
    let pile = open.get("/").await;
    assert!(pile.body.contains("Told most"), "{}", pile.body);
    let claim = open.get(&pile.link("/claims/")).await;
    assert_eq!(claim.status, StatusCode::OK);
    assert!(
        claim.body.contains("How it travelled") && claim.body.contains("<svg"),
        "{}",
        claim.body
    );
    let words = claim.link("/reports/");
    let report = open.get(words.split('#').next().expect("an address")).await;
    assert!(
        report.body.contains("<mark"),
        "the words of the telling are not marked: {}",
        report.body
    );

    let velin = open.json("/entities.json?name=Velin").await["entities"][0].clone();
    assert_eq!(velin["mentions"].as_array().map(Vec::len), Some(1));
    let person = format!("/entities/{}", velin["key"].as_str().expect("a key"));
    let page = open.get(&person).await;
    assert!(page.body.contains("named in 1 report"), "{}", page.body);
    let secret = page.field("secret");
    let joined = open
        .post(
            "/judgements",
            &[
                ("secret", &secret),
                ("back", &person),
                ("one", "Dara Velin"),
                ("other", "Rosa Amsel"),
                ("same", "yes"),
            ],
        )
        .await;
    assert_eq!(
        (joined.status, joined.location()),
        (StatusCode::SEE_OTHER, person.clone())
    );
    assert!(
        open.get(&person).await.body.contains("named in 2 reports"),
        "the address still leads to the one they are now"
    );
    let list = open.get("/judgements").await;
    let undone = open
        .post(
            "/judgements/1/undo",
            &[
                ("secret", &list.field("secret")),
                ("back", "//elsewhere.example"),
            ],
        )
        .await;
    assert_eq!(
        undone.location(),
        "/judgements",
        "nobody is sent to another site"
    );
    assert!(open.get(&person).await.body.contains("named in 1 report"));
    assert_eq!(
        open.post("/judgements/1/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_reader_joins_two_claims_parts_a_telling_and_takes_both_back() {
    let open = Open::new();
    let third = "The envoys said that a sealed message reached the old minister.\n";
    let [first, second] = ["Dara Velin", "Rosa Amsel"]
        .map(|name| format!("{name} said on Friday that the harbour of Lund would close.\n"));
    open.add(&[("a.txt", &first), ("b.txt", &second), ("c.txt", third)])
        .await;
    let told = async || -> Vec<usize> {
        let claims = open.json("/claims.json").await;
        claims["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .map(|claim| claim["tellings"].as_array().map_or(0, Vec::len))
            .collect()
    };
    assert_eq!(told().await, [2, 1]);
    let key = open.json("/claims.json?q=message").await["claims"][0]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let address = open.get("/").await.link("/claims/");
    let page = open.get(&address).await;
    assert!(
        page.body.contains("The same as another claim")
            && page.body.contains(&format!("<option value=\"{key}\">")),
        "{}",
        page.body
    );
    let secret = page.field("secret");
    // What is pasted may be the address of the other claim.
    let other = format!("http://127.0.0.1:7296/claims/{key}");
    let clearest = address.trim_start_matches("/claims/");
    let joined = [
        ("secret", secret.as_str()),
        ("back", &address),
        ("kind", "tellings"),
        ("one", clearest),
        ("other", &other),
        ("same", "yes"),
    ];
    assert_eq!(open.post("/judgements", &joined).await.location(), address);
    assert_eq!(told().await, [3]);
    assert!(
        open.get("/judgements")
            .await
            .body
            .contains("tells the same as")
    );
    assert_eq!(
        open.post("/judgements/1/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [2, 1]);

    let page = open.get(&address).await;
    let parted = page
        .body
        .split("<form")
        .find(|form| form.contains("Not this claim"))
        .expect("a form");
    let value = |name: &str| {
        parted
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a field")
    };
    let fields = [
        ("secret", value("secret")),
        ("kind", value("kind")),
        ("one", value("one")),
        ("other", value("other")),
        ("same", "no"),
    ];
    assert_eq!(
        open.post("/judgements", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [1, 1, 1]);
    assert_eq!(
        open.post("/judgements/1/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [2, 1]);
}

#[tokio::test]
async fn a_reader_says_that_a_voice_is_wrong_and_a_block_furniture_and_takes_both_back() {
    let open = Open::new();
    open.add(&[("a.txt", "Dara Velin said on Friday that the harbour would close.\nOur editor said that readers should subscribe.\n")])
        .await;
    let id = open.json("/reports.json").await["reports"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let address = format!("/reports/{id}");
    let found = async || {
        let read = open.json(&format!("{address}.json")).await["read"].clone();
        let kinds = read["report"]["blocks"]
            .as_array()
            .expect("blocks")
            .iter()
            .filter(|block| block["kind"] == "furniture")
            .count();
        (read["attributions"].as_array().map_or(0, Vec::len), kinds)
    };
    assert_eq!(found().await, (2, 0));
    let page = open.get(&address).await;
    let secret = page.field("secret");
    let button = |name: &str, words: &str| {
        let buttons = page
            .body
            .split("<button")
            .filter(|button| button.contains(words));
        let key = buttons.last().and_then(|button| {
            button
                .split(&format!("name=\"{name}\" value=\""))
                .nth(1)?
                .split('"')
                .next()
        });
        key.unwrap_or_else(|| panic!("no button {words} in {}", page.body))
            .to_owned()
    };
    let (wrong, furniture) = (
        button("wrong", "Voice 1 is wrong"),
        button("furniture", "This is furniture"),
    );
    let judged = open
        .post(
            "/judgements",
            &[("secret", &secret), ("back", &address), ("wrong", &wrong)],
        )
        .await;
    assert_eq!(
        (judged.status, judged.location()),
        (StatusCode::SEE_OTHER, address.clone())
    );
    assert_eq!(found().await, (1, 0));
    assert_eq!(
        open.post(
            "/judgements",
            &[("secret", &secret), ("furniture", &furniture)]
        )
        .await
        .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(found().await, (0, 1));
    assert!(
        open.get(&address)
            .await
            .body
            .contains("1 line of furniture")
    );
    let list = open.get("/judgements").await;
    assert!(
        list.body.contains("is wrongly attributed") && list.body.contains("is furniture"),
        "{}",
        list.body
    );
    for number in [1, 2] {
        assert_eq!(
            open.post(
                &format!("/judgements/{number}/undo"),
                &[("secret", &secret)]
            )
            .await
            .status,
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(found().await, (2, 0));
    let nowhere = format!("{id}-900-950");
    assert_eq!(
        open.post("/judgements", &[("secret", &secret), ("wrong", &nowhere)])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        open.post("/judgements", &[("secret", &secret), ("wrong", "anything")])
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        open.post("/judgements", &[("secret", "0123"), ("wrong", &wrong)])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn every_page_says_the_same_as_json() {
    let open = Open::with_fixture();
    let claim = open.json("/claims.json").await["claims"][0]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let person = open.json("/entities.json").await["entities"][0]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let copies = open.json("/copies.json").await;
    let copy = &copies["copies"][0];
    let (from, to) = (
        copy["from"].as_str().expect("an id"),
        copy["to"].as_str().expect("an id"),
    );
    let pages = [
        ("/".to_owned(), "/index.json".to_owned(), "claims"),
        (
            format!("/claims/{claim}"),
            format!("/claims/{claim}.json"),
            "claim",
        ),
        (
            format!("/reports/{from}"),
            format!("/reports/{from}.json"),
            "read",
        ),
        (
            format!("/entities/{person}"),
            format!("/entities/{person}.json"),
            "entities",
        ),
        (
            format!("/copies/{from}/{to}"),
            format!("/copies/{from}/{to}.json"),
            "copies",
        ),
        (
            "/search?q=letter".to_owned(),
            "/search.json?q=letter".to_owned(),
            "results",
        ),
    ];
    let lists = [
        "claims",
        "reports",
        "entities",
        "told",
        "knew",
        "contacts",
        "conflicts",
        "copies",
        "timeline",
        "judgements",
    ];
    let lists = lists.map(|name| (format!("/{name}"), format!("/{name}.json"), name));
    for (page, twin, name) in pages.into_iter().chain(lists) {
        let got = open.get(&page).await;
        assert_eq!(got.status, StatusCode::OK, "{page}");
        assert!(
            got.body.contains(&format!("href=\"{twin}\"")),
            "{page} does not lead to {twin}"
        );
        assert!(
            open.json(&twin).await.get(name).is_some(),
            "{twin} has no {name}"
        );
    }
    let missing = open.get("/claims/nothing.json").await;
    let error: Value = serde_json::from_str(&missing.body).expect("JSON");
    assert_eq!(
        (
            missing.status,
            error["error"].is_string(),
            error["hint"].is_string()
        ),
        (StatusCode::NOT_FOUND, true, true)
    );
}

#[tokio::test]
async fn contacts_are_drawn_listed_and_handed_out_for_gephi() {
    let open = Open::new();
    open.add(&[("a.txt", "Dara Velin sent a secret letter to Rosa Amsel on Friday.\nRosa Amsel met Milo Brandt in the harbour.\n")]).await;
    let contacts = open.json("/contacts.json").await;
    let tie = &contacts["contacts"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|tie| tie["from"] == "Dara Velin")
        .expect("the letter")
        .clone();
    assert_eq!(
        (&tie["to"], &tie["communications"], &tie["secret"]),
        (&"Rosa Amsel".into(), &1.into(), &1.into())
    );
    let page = open.get("/contacts").await;
    assert!(
        page.body.contains("<path class=\"tie secret\""),
        "the letter is dashed: {}",
        page.body
    );
    let person = format!(
        "href=\"/entities/{}\"",
        tie["from_key"].as_str().expect("a key")
    );
    assert_eq!(
        page.body.matches(&person).count(),
        2,
        "the picture leads to whom the list leads: {}",
        page.body
    );
    let told = open.get(&page.link("/told?from=Dara")).await;
    assert!(told.body.contains("secret letter"), "{}", told.body);
    let file = open.get(&page.link("/contacts.gexf")).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/gexf+xml");
    assert!(file.body.contains("label=\"Dara Velin\""), "{}", file.body);
}

#[tokio::test]
async fn a_hostile_report_is_text_wherever_it_shows() {
    let open = Open::new();
    let page = "<html><head><title>Harbour &lt;script&gt;alert(1)&lt;/script&gt;</title><meta property=\"og:url\" content=\"javascript:alert(1)\">\
         <meta property=\"og:site_name\" content=\"&lt;img src=x onerror=alert(1)&gt;\"></head><body><article>\
         <p>Dara Velin &lt;script&gt;alert(2)&lt;/script&gt; said on Friday that the &lt;img src=x onerror=alert(3)&gt; harbour would close.</p>\
         <p><a href=\"javascript:alert(4)\">Rosa Amsel</a> said on Monday that the \u{202e}harbour\u{2066} would &quot; onmouseover=alert(5) close.</p>\
         </article></body></html>";
    open.add(&[("<svg onload=alert(6)>.html", page), ("b.txt", SECOND)])
        .await;
    // Reading a headline of two million letters would only take time; what counts is how it shows.
    let title = "Harbour <script>alert(1)</script> \u{202e}esrever ".repeat(50_000);
    assert!(title.len() > 2 << 20);
    let block = Block::new(BlockKind::Headline, Span::new(0, title.len()));
    let about = About {
        title: Some(title.clone()),
        url: Some("javascript:alert(7)".to_owned()),
        ..About::default()
    };
    let report = Report::new(ReportId::of(b"long"), title, vec![block], about);
    let entry = Entry {
        reading: Reading::empty(&report),
        report,
    };
    let item = Item {
        path: "<img src=x onerror=alert(8)>".to_owned(),
        page_notes: Vec::new(),
        entry,
    };
    Record::open(&open.file)
        .and_then(|mut record| record.keep(&item))
        .expect("kept");
    let reports = open.json("/reports.json").await;
    let ids: Vec<&str> = reports["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .filter_map(|card| card["id"].as_str())
        .collect();
    assert_eq!((ids.len(), ids[0]), (3, item.entry.report.id().as_str()));
    let mut pages: Vec<String> = [
        "/",
        "/claims",
        "/reports",
        "/entities",
        "/told",
        "/knew",
        "/contacts",
        "/conflicts",
        "/copies",
        "/timeline",
        "/add/1",
    ]
    .map(str::to_owned)
    .into();
    pages.push("/search?q=harbour".to_owned());
    pages.push("/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned());
    pages.push("/entities?name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E".to_owned());
    pages.extend(ids.iter().map(|id| format!("/reports/{id}")));
    for name in ["claims", "entities"] {
        let all = open.json(&format!("/{name}.json")).await;
        pages.extend(
            all[name]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(|one| Some(format!("/{name}/{}", one["key"].as_str()?))),
        );
    }
    for address in pages {
        let got = open.get(&address).await;
        assert_eq!(got.status, StatusCode::OK, "{address}");
        // The one script of a page is the one it names.
        assert_eq!(got.body.matches("<script").count(), 1, "{address}");
        for bad in [
            "<img",
            "<svg onload",
            "href=\"javascript:",
            "\u{202e}",
            "\u{2066}",
            "\" onmouseover",
        ] {
            assert!(!got.body.contains(bad), "{address} holds {bad:?}");
        }
        if address != format!("/reports/{}", ids[0]) {
            assert!(
                got.body.len() < 1 << 20,
                "{address} shows the title as a whole: {} bytes",
                got.body.len()
            );
        }
    }
}

#[tokio::test]
async fn every_answer_forbids_what_a_report_could_try() {
    let open = Open::new();
    for address in ["/", "/desk.css", "/nothing", "/claims.json"] {
        let got = open.get(address).await;
        let policy = got.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("a policy");
        assert!(
            policy.starts_with("default-src 'none';")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(got.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(got.headers[header::REFERRER_POLICY], "no-referrer");
    }
    let page = open.get("/").await.body;
    assert!(
        !page.contains("style=\"") && !page.contains(" onclick"),
        "{page}"
    );
}

#[tokio::test]
async fn a_name_that_somebody_made_to_lead_here_is_refused() {
    let open = Open::new();
    let status = async |host: &str| {
        open.send(
            Request::get("/")
                .header(header::HOST, host)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
        .status
    };
    for host in [
        "127.0.0.1:7296",
        "localhost",
        "LOCALHOST:1",
        "[::1]:7296",
        "192.168.0.7:7296",
    ] {
        assert_eq!(status(host).await, StatusCode::OK, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:7296",
        "localhost.evil.example",
        "",
        "127.0.0.1.evil.example",
    ] {
        assert_eq!(status(host).await, StatusCode::FORBIDDEN, "{host}");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let open = Open::new();
    let fields = [("one", "A"), ("other", "B"), ("same", "yes")];
    assert_eq!(
        open.post("/judgements", &fields).await.status,
        StatusCode::BAD_REQUEST
    );
    let wrong = [("secret", "0123"), fields[0], fields[1], fields[2]];
    assert_eq!(
        open.post("/judgements", &wrong).await.status,
        StatusCode::FORBIDDEN
    );
    let secret = open.get("/check").await.field("secret");
    let request = Request::post("/judgements")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!(
            "secret={secret}&one=A&other=B&same=yes"
        )))
        .expect("a request");
    assert_eq!(open.send(request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        open.json("/judgements.json").await["judgements"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
}

#[tokio::test]
async fn a_token_is_asked_for_once() {
    let open = Open::with(Some("a-long-enough-token"));
    assert_eq!(open.get("/").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        open.get("/claims.json?token=another").await.status,
        StatusCode::UNAUTHORIZED
    );
    let first = open.get("/claims?q=x&token=a-long-enough-token").await;
    assert_eq!(
        (first.status, first.location().as_str()),
        (StatusCode::SEE_OTHER, "/claims?q=x")
    );
    let cookie = first.headers[header::SET_COOKIE]
        .to_str()
        .expect("a cookie")
        .to_owned();
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && !cookie.contains("a-long-enough-token"),
        "{cookie}"
    );
    let with = |name, value: &str| {
        Request::get("/")
            .header(header::HOST, "localhost")
            .header(name, value)
            .body(Body::empty())
            .expect("a request")
    };
    let visit = cookie.split(';').next().expect("a pair");
    assert_eq!(
        open.send(with(header::COOKIE, visit)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        open.send(with(header::AUTHORIZATION, "Bearer a-long-enough-token"))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        open.send(with(header::COOKIE, "sayso=0")).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_text_is_held_against_the_record_and_not_kept() {
    let open = Open::new();
    open.add(&[("a.txt", FIRST)]).await;
    let secret = open.get("/check").await.field("secret");
    let got = open
        .post("/check", &[("secret", &secret), ("text", "The harbour would close, Dara Velin said on Friday, the Northern Wire reported.")])
        .await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.body);
    assert!(got.body.contains("What of it is told here"), "{}", got.body);
    assert_eq!(open.json("/reports.json").await["total"], 1);
    assert_eq!(
        open.post("/check", &[("secret", &secret), ("text", "")])
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn too_large_a_form_is_refused() {
    let open = Open::new();
    let secret = open.get("/check").await.field("secret");
    let got = open
        .post(
            "/check",
            &[("secret", &secret), ("text", &"a".repeat(9 << 20))],
        )
        .await;
    assert!(got.status.is_client_error(), "{}", got.status);
}

#[tokio::test]
async fn a_list_is_narrowed_and_comes_in_parts_and_what_cannot_be_narrowed_refuses() {
    let open = Open::new();
    let other = "The envoys said that a sealed message reached the old minister.\n";
    open.add(&[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", other)])
        .await;
    let narrowed = open.json("/claims.json?about=sealed").await;
    assert_eq!(
        (&narrowed["scope"]["reports"], &narrowed["scope"]["of"]),
        (&1.into(), &3.into())
    );
    assert!(
        !narrowed["claims"].to_string().contains("harbour"),
        "{narrowed}"
    );
    let page = open.get("/claims?about=sealed").await;
    assert!(
        page.body
            .contains("From 1 of 3 reports: those that hold “sealed”."),
        "{}",
        page.body
    );
    let all = open.json("/entities.json").await;
    let part = open.json("/entities.json?offset=1&limit=1").await;
    assert_eq!(part["entities"][0], all["entities"][1]);
    assert_eq!(
        (&part["total"], &part["offset"], &part["limit"]),
        (&all["total"], &1.into(), &1.into())
    );
    let page = open.get("/entities?offset=1&limit=1").await;
    assert!(
        page.body
            .contains("href=\"/entities?offset=0&amp;limit=1\""),
        "{}",
        page.body
    );
    let key = all["entities"][0]["key"].as_str().expect("a key");
    for address in [
        "/reports?about=sealed".to_owned(),
        "/search.json?q=sealed&about=x".to_owned(),
        format!("/entities/{key}?about=sealed"),
    ] {
        let got = open.get(&address).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(got.body.contains("not narrowed"), "{}", got.body);
    }
}

#[tokio::test]
async fn what_was_removed_is_shown_no_more() {
    let open = Open::new();
    open.add(&[("a.txt", FIRST), ("b.txt", SECOND)]).await;
    let found = open.json("/search.json?q=Amsel").await;
    let id = found["results"][0]["report"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert!(open.get("/").await.body.contains("Rosa Amsel"));
    let mut record = Record::open(&open.file).expect("the record");
    record
        .remove(&[ReportId::from_hex(&id)])
        .expect("it is removed");
    for address in ["/", "/claims", "/entities", "/reports", "/timeline"] {
        let got = open.get(address).await;
        assert!(!got.body.contains("Rosa Amsel"), "{address}: {}", got.body);
    }
    let got = open.get(&format!("/reports/{id}")).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_page_changes_a_byte_of_the_record() {
    let open = Open::with_fixture();
    let other = rusqlite::Connection::open(&open.file).expect("the record");
    // Everything would have to be read anew.
    let aged =
        "UPDATE reading SET version = version + 1, found = x'00'; PRAGMA wal_checkpoint(TRUNCATE)";
    other.execute_batch(aged).expect("aged");
    let bytes = || std::fs::read(&open.file).expect("the record");
    let before = bytes();
    for page in &super::route::PAGES {
        if page.path.contains('{') {
            continue;
        }
        assert_eq!(
            open.get(page.path).await.status,
            StatusCode::OK,
            "{}",
            page.path
        );
    }
    let key = open.json("/claims.json").await["claims"][0]["key"].clone();
    let claim = format!("/claims/{}", key.as_str().expect("a key"));
    assert_eq!(open.get(&claim).await.status, StatusCode::OK);
    assert!(bytes() == before);
    let outdated = Record::open(&open.file).and_then(|record| record.outdated());
    assert_eq!(outdated, Ok(3));
}
