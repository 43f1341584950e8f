//! What the pages say: the same as their JSON, of how much, nothing that was removed; and that hostile
//! words are only words.

use sayso_core::link::Entry;
use sayso_core::reading::Reading;
use sayso_core::report::{About, Block, BlockKind, Report, ReportId};
use sayso_core::span::Span;

use super::*;
use crate::pile::Item;
use crate::web::route::PAGES;

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
    let reports = open.json("/reports.json").await;
    let third = open.json("/reports.json?offset=2&limit=1").await;
    assert_eq!(third["reports"][0], reports["reports"][2]);
    assert_eq!(third["reports"].as_array().map(Vec::len), Some(1));
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
    for page in &PAGES {
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
