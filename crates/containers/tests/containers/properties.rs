//! What holds for every input: opening never panics, and whatever comes out keeps its bounds.

use proptest::prelude::*;
use sayso_containers::{ENDINGS, MOST_BYTES};
use sayso_core::page::page;

use crate::{Opened, opened, packed};

/// Pieces of which files are made.
const PIECES: [&str; 50] = [
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 40\r\n",
    "Content-Length: 7\r\n",
    "Content-Type: application/http\r\n",
    "\r\n",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Transfer-Encoding: chunked\r\n",
    "5\r\nhello\r\n",
    "<html>",
    "<p>He said so.</p>",
    "<rss version=\"2.0\">",
    "<channel>",
    "<item>",
    "</item>",
    "<title>T</title>",
    "<![CDATA[",
    "]]>",
    "</channel></rss>",
    "<feed xmlns='a'>",
    "<entry>",
    "</entry>",
    "<source>",
    "&amp;",
    "&x;",
    "{\"text\": \"",
    "\"}",
    "\\ud83d",
    "[",
    "{",
    "\n",
    "From: a\n",
    "Message-ID: x\n",
    "Content-Type: multipart/related; boundary=b\n",
    "--b\n",
    "From a@b.example Mon Jan 1 00:00:00 2020\n",
    "{\\rtf1 ",
    "\\'e9\\u-3?",
    "}",
    "1 of 2 DOCUMENTS\n",
    "End of Document\n",
    "Title: x\nDate: 3 March 2021\n",
    ">> On 3 March 2021, A wrote:\n",
    "-----Original Message-----\n",
    "a,text\n",
    "é",
    "\u{1}",
    "%PDF-1.4\n1 0 obj << /Type /Catalog >>",
];

fn assert_bounds(opened: &Opened, name: &str) {
    for part in &opened.parts {
        assert!(part.bytes.len() <= MOST_BYTES && part.name.starts_with(name));
        drop(page(&part.bytes, &part.options));
    }
    assert!(
        opened
            .unread
            .iter()
            .all(|unread| unread.problem.ends_with('.') && unread.remedy.ends_with('.')),
        "{opened:#?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), ending in 0..ENDINGS.len()) {
        let magic: [&[u8]; 6] = [b"", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"%PDF-1.7\n", b"WARC/1.0\r\n", b"{\""];
        let name = format!("x.{}", ENDINGS[ending]);
        let bytes = [magic[usize::from(bytes.first().copied().unwrap_or(0)) % 6], &bytes].concat();
        assert_bounds(&opened(&name, &bytes), &name);
    }

    #[test]
    fn whatever_the_pieces(pieces in prop::collection::vec(0..PIECES.len(), 0..60), ending in 0..ENDINGS.len(), is_packed in any::<bool>()) {
        let name = format!("x.{}", ENDINGS[ending]);
        let bytes: Vec<u8> = pieces.iter().flat_map(|piece| PIECES[*piece].bytes()).collect();
        let bytes = if is_packed { packed(&bytes) } else { bytes };
        assert_bounds(&opened(&name, &bytes), &name);
    }
}
