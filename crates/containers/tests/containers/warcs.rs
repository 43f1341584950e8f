//! Web archives.

use sayso_core::page::Form;

use crate::{TEXT, opened, packed, published, read};

fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    sized(kind, url, content_type, block, block.len())
}

fn sized(kind: &str, url: &str, content_type: &str, block: &[u8], length: usize) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(header: &str, body: &[u8]) -> Vec<u8> {
    [
        format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(),
        body,
    ]
    .concat()
}

fn response(url: &str, words: &str) -> Vec<u8> {
    let page = format!(
        "<html><head><title>T</title></head><body><article><p>{words}</p></article></body></html>"
    );
    record(
        "response",
        url,
        "application/http; msgtype=response",
        &answer("Content-Type: text/html; charset=utf-8", page.as_bytes()),
    )
}

fn crawl() -> Vec<Vec<u8>> {
    let http = "application/http; msgtype=response";
    vec![
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: x\r\n",
        ),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET /1 HTTP/1.1\r\n\r\n",
        ),
        response("https://a.example/1", TEXT),
        record(
            "response",
            "https://a.example/p.png",
            http,
            &answer("Content-Type: image/png", b"\x89PNG"),
        ),
        record(
            "response",
            "https://a.example/gone",
            http,
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.</p>",
        ),
        record(
            "conversion",
            "https://a.example/2",
            "text/plain",
            TEXT.as_bytes(),
        ),
        record(
            "response",
            "https://a.example/robots.txt",
            http,
            &answer("Content-Type: text/plain", b"User-agent: *"),
        ),
    ]
}

const URLS: [&str; 2] = ["c#https://a.example/1", "c#https://a.example/2"];

#[test]
fn pages_are_taken_and_the_rest_is_passed_over() {
    let opened = opened("c", &crawl().concat());
    assert_eq!(opened.names(), URLS);
    let parts = opened.sound();
    assert_eq!(
        (parts[0].options.form, parts[0].options.known.url.as_deref()),
        (Form::Page, Some("https://a.example/1"))
    );
    // The day of the crawl is no day of publication.
    assert_eq!(published(&parts[0]), "");
    assert!(read(&parts[0]).report.text().contains(TEXT));
}

#[test]
fn packed_as_a_whole_and_record_by_record() {
    assert_eq!(opened("c", &packed(&crawl().concat())).names(), URLS);
    let members: Vec<u8> = crawl().iter().flat_map(|record| packed(record)).collect();
    assert_eq!(opened("c", &members).names(), URLS);
}

#[test]
fn what_the_transport_did_is_undone() {
    let http = "application/http";
    let page = format!("<html><body><p>{TEXT}</p></body></html>");
    let (one, two) = page.split_at(20);
    let chunks = format!(
        "{:x}\r\n{one}\r\n{:x};x=y\r\n{two}\r\n0\r\n\r\n",
        one.len(),
        two.len()
    );
    let zipped = packed(page.as_bytes());
    let crawl = [
        record(
            "response",
            "https://a.example/1",
            http,
            &answer(
                "Content-Type: text/html\r\nTransfer-Encoding: chunked",
                chunks.as_bytes(),
            ),
        ),
        record(
            "response",
            "https://a.example/2",
            http,
            &answer("Content-Type: text/html\r\nContent-Encoding: gzip", &zipped),
        ),
        // Crawlers undo both and leave the header as it was.
        record(
            "response",
            "https://a.example/3",
            http,
            &answer(
                "Content-Type: text/html\r\nContent-Encoding: gzip",
                page.as_bytes(),
            ),
        ),
        record(
            "response",
            "https://a.example/4",
            http,
            &answer(
                "Content-Type: text/html\r\nTransfer-Encoding: chunked",
                page.as_bytes(),
            ),
        ),
        record(
            "response",
            "https://a.example/5",
            http,
            &answer(
                "Content-Type: text/html\r\nContent-Encoding: zz",
                b"\xff\x01\x02",
            ),
        ),
        // A page that unpacks to 100 MB.
        record(
            "response",
            "https://a.example/6",
            http,
            &answer(
                "Content-Type: text/html\r\nContent-Encoding: gzip",
                &packed(&vec![b'a'; 100 << 20]),
            ),
        ),
    ];
    let opened = opened("c", &crawl.concat());
    assert_eq!(opened.parts.len(), 4);
    assert!(
        opened
            .parts
            .iter()
            .all(|part| part.bytes == page.as_bytes()),
        "{opened:#?}"
    );
    opened.tells("c#https://a.example/5 is packed in a way that Sayso cannot undo: zz");
    opened.tells("c#https://a.example/6 is too large");
}

#[test]
fn a_lying_charset_is_found_out() {
    let page = format!(
        "<html><body><article><p>Caf\u{e9} owners waited. {TEXT}</p></article></body></html>"
    );
    let lie = answer(
        "Content-Type: text/html; charset=iso-8859-1",
        page.as_bytes(),
    );
    let parts = opened(
        "c",
        &record("response", "https://a.example/1", "application/http", &lie),
    )
    .sound();
    let page = read(&parts[0]);
    assert!(
        page.report.text().contains("Caf\u{e9} owners"),
        "{}",
        page.report.text()
    );
    assert!(
        page.notes[0].contains("The header says"),
        "{:?}",
        page.notes
    );
}

#[test]
fn wrong_lengths_cost_no_other_record() {
    let (first, last) = (
        response("https://a.example/0", TEXT),
        response("https://a.example/9", TEXT),
    );
    let block = answer(
        "Content-Type: text/html",
        format!("<html><p>{TEXT}</p></html>").as_bytes(),
    );
    for length in [
        0,
        10,
        block.len() - 3,
        block.len() + 3,
        block.len() + 100,
        block.len() + 5000,
        1 << 30,
        usize::MAX,
    ] {
        let wrong = sized(
            "response",
            "https://a.example/5",
            "application/http",
            &block,
            length,
        );
        let opened = opened("c", &[&first[..], &wrong, &last].concat());
        let names = opened.names();
        assert_eq!(
            (names.first(), names.last()),
            (
                Some(&"c#https://a.example/0"),
                Some(&"c#https://a.example/9")
            ),
            "{length}: {opened:#?}"
        );
        // Three bytes too many are the line ends between records: such an archive reads as it
        // should.
        assert!(
            !opened.unread.is_empty() || length == block.len() + 3,
            "{length}"
        );
    }
}

#[test]
fn an_archive_that_breaks_off_is_read_as_far_as_it_goes() {
    let (one, two) = (
        response("https://a.example/1", TEXT),
        response("https://a.example/2", TEXT),
    );
    let whole = [one, two].concat();
    let cut = opened("c", &whole[..whole.len() - 60]);
    assert_eq!(cut.parts.len(), 2);
    cut.tells("c#https://a.example/2 breaks off");
    let zipped = packed(&whole);
    let cut = opened("c.gz", &zipped[..zipped.len() - 20]);
    assert_eq!(cut.names()[0], "c.gz#https://a.example/1");
    cut.tells("c.gz could not be read to its end: it breaks off.");
}

#[test]
fn headers_without_end_and_garbage_between_records() {
    let mut hostile = b"WARC/1.0\r\n".to_vec();
    hostile.extend(b"X: y\r\n".repeat(100_000));
    hostile.extend(vec![b'x'; 1 << 20]);
    hostile.extend(b"\r\n");
    hostile.extend(response("https://a.example/1", TEXT));
    let opened = opened("c.warc", &hostile);
    assert_eq!(opened.names(), ["c.warc#https://a.example/1"]);
    opened.tells("c.warc is damaged behind record 0");
}

#[test]
fn a_crawl_without_pages_is_no_report() {
    let opened = opened("c", &crawl()[..2].concat());
    opened.tells("c holds no web pages, only 2 other records.");
}

#[test]
fn a_page_of_fifty_megabytes_is_told_and_the_rest_goes_on() {
    let large = response("https://a.example/1", &"word ".repeat(10 << 20));
    let opened = opened(
        "c",
        &[large, response("https://a.example/2", TEXT)].concat(),
    );
    assert_eq!(opened.names(), ["c#https://a.example/2"]);
    opened.tells("c#https://a.example/1 is too large: one report may have 32 MB.");
}
