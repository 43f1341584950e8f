//! Addresses from outside: `add` fetches them, nothing else does, and what was fetched stays as it
//! came.

use crate::sandbox::Sandbox;
use crate::server::{Server, answer, page};

const LETTER: &str = "<html><head><title>Letter</title></head><body><article><h1>A secret letter</h1>\
    <p>The foreign minister sent a secret letter to the envoy, two officials said on Monday.</p>\
    <p>“There was no letter,” the minister told reporters in the harbour town of Selwyn on Tuesday.</p></article></body></html>";

#[test]
fn an_address_is_fetched_and_kept_as_it_came() {
    let sandbox = Sandbox::new();
    let moved = answer("301 Moved Permanently", &["Location: /letter"], b"");
    let server = Server::of(vec![("/old", moved), ("/letter", page(LETTER))]);
    let line = format!("add --json --allow-private {}", server.address("/old"));
    let added = sandbox.run(&line).ends_with(0).json().remove(0);
    assert_eq!(added["added"][0]["path"], server.address("/old"));
    assert_eq!(server.paths(), ["/robots.txt", "/old", "/letter"]);
    let report = sandbox
        .run("search letter --json")
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(
        report["reports"][0]["url"],
        server.address("/letter"),
        "{report}"
    );
    let db = rusqlite::Connection::open(sandbox.path("sayso.db")).expect("the record");
    let (address, body): (String, Vec<u8>) = db
        .query_row("SELECT final_address, body FROM fetched JOIN report ON report.fetched = fetched.number", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("one row");
    assert_eq!(
        (address, body),
        (server.address("/letter"), LETTER.as_bytes().to_vec())
    );

    let again = sandbox.run(&line).ends_with(0).json().remove(0);
    assert_eq!(
        (again["already"].as_array().map(Vec::len), &again["reports"]),
        (Some(1), &serde_json::json!(1))
    );
    let rows: i64 = db
        .query_row("SELECT count(*) FROM fetched", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(rows, 1);
}

#[test]
fn only_add_fetches() {
    let sandbox = Sandbox::new();
    let server = Server::of(vec![("/letter", page(LETTER))]);
    for command in ["read", "brief", "claims --pile"] {
        let line = format!("{command} {}", server.address("/letter"));
        sandbox
            .run(&line)
            .ends_with(3)
            .tells("Sayso fetches only when asked to add")
            .with_remedy();
    }
    assert!(server.seen().is_empty(), "{:?}", server.seen());
}

#[test]
fn this_machine_is_not_asked_unless_that_is_allowed() {
    let sandbox = Sandbox::new();
    let server = Server::of(vec![("/letter", page(LETTER))]);
    let ran = sandbox
        .run(&format!("add {}", server.address("/letter")))
        .ends_with(3)
        .tells("private network");
    ran.with_remedy();
    assert!(server.seen().is_empty(), "{:?}", server.seen());
}

#[test]
fn what_cannot_be_fetched_is_told_and_stops_nothing() {
    let sandbox = Sandbox::with_pile();
    let server = Server::of(vec![
        ("/letter", page(LETTER)),
        ("/closed", answer("403 Forbidden", &[], b"")),
    ]);
    let line = format!(
        "add --allow-private {} {} ftp://a.example/x https://me:secret@a.example/ pile {}",
        server.address("/closed"),
        server.address("/none"),
        server.address("/letter")
    );
    let ran = sandbox
        .run(&line)
        .ends_with(3)
        .tells("answered 403")
        .tells("answered 404")
        .tells("not ftp")
        .tells("holds a name or password");
    ran.with_remedy();
    assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
    assert_eq!(
        ran.stdout
            .lines()
            .filter(|line| line.starts_with("added "))
            .count(),
        3,
        "{}",
        ran.stdout
    );
}

#[test]
fn a_feed_gives_its_entries_or_the_pages_that_they_link_to() {
    const FEED: &str = "<rss version=\"2.0\"><channel><title>Harbour Post</title><item><title>A letter</title><link>/letter</link>\
        <description>The envoy was told of it on Sunday, an aide said.</description></item></channel></rss>";
    let server = Server::of(vec![("/feed", page(FEED)), ("/letter", page(LETTER))]);
    let entries = Sandbox::new();
    let _ = entries
        .run(&format!("add --allow-private {}", server.address("/feed")))
        .ends_with(0);
    let report = entries
        .run("search envoy --json")
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(
        (
            &report["reports"][0]["title"],
            &report["reports"][0]["outlet"]
        ),
        (&"A letter".into(), &"Harbour Post".into()),
        "{report}"
    );
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);

    let pages = Sandbox::new();
    let added = pages
        .run(&format!(
            "add --json --allow-private --follow {}",
            server.address("/feed")
        ))
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(
        added["added"][0]["path"],
        server.address("/letter"),
        "{added}"
    );
    assert_eq!(added["added"].as_array().map(Vec::len), Some(1));
}
