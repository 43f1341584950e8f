//! What holds for every input: `page` never panics, its blocks fit their text, and hostile pages
//! cost little.

use proptest::prelude::*;
use sayso_core::page::{Form, Page, PageError, PageOptions, page};
use sayso_core::report::{BlockKind, ReportId};

fn read(bytes: &[u8]) -> Result<Page, PageError> {
    page(bytes, &PageOptions::default())
}

/// Blocks come in order, do not overlap, lie on character boundaries and are neither empty nor
/// padded with white space.
#[track_caller]
fn assert_blocks_fit(page: &Page) {
    let text = page.report.text();
    let mut end = 0;
    for block in page.report.blocks() {
        assert!(block.span.start() >= end, "{block:?} overlaps");
        let words = text
            .get(block.span.range())
            .unwrap_or_else(|| panic!("{block:?} does not fit {text:?}"));
        assert!(!words.is_empty() && words.trim() == words, "{words:?}");
        end = block.span.end();
    }
}

/// Whatever is not white space stands in a block: nothing of a pasted text is lost.
#[track_caller]
fn assert_nothing_is_lost(page: &Page) {
    let text = page.report.text();
    let mut end = 0;
    for span in page
        .report
        .blocks()
        .iter()
        .map(|b| b.span.range())
        .chain(std::iter::once(text.len()..text.len()))
    {
        let between = text.get(end..span.start).unwrap_or("?");
        assert!(
            between
                .chars()
                .all(|c| c.is_whitespace() || c == '\u{feff}'),
            "{between:?} is in no block"
        );
        end = span.end;
    }
}

/// Lines of which pasted pages are made.
const LINES: [&str; 24] = [
    "",
    "",
    "Advertisement",
    "By Jane Roe, THE LUNE COURIER",
    "March 3, 2020 | 4 Comments",
    "Leave a Reply",
    "4 Comments",
    "1. @ tern:",
    "2. No.",
    "Jane says:",
    "Reply",
    "home > archive > this",
    "Photo: John Poe",
    "The harbour was closed on Monday, the coast guard said, and nobody knew why.",
    "“Never,” he said.",
    "Why now?",
    "• one",
    "• two",
    "© 2020 The Lune Courier",
    "PORT LUNE (AP) — The strait is open again.",
    "é\u{a0}ü\u{2028}…",
    "Jane Roe is an analyst at the Institute.",
    "3 visitors online now",
    "> quoted",
];

/// Pieces of which HTML soup is made.
const TAGS: [&str; 30] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a href='x'>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<h1>",
    "</h1>",
    "<blockquote>",
    "<article>",
    "</article>",
    "<br><br>",
    "<li class=comment>",
    "<meta charset=utf-8>",
    "<title>",
    "</title>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(page) = read(&bytes) {
            assert_blocks_fit(&page);
            prop_assert_eq!(page.report.id(), &ReportId::of(&bytes));
        }
    }

    #[test]
    fn any_text(text in "(\\PC|[ \\n\\t\\r\u{feff}]){0,300}") {
        if let Ok(page) = read(text.as_bytes()) {
            assert_blocks_fit(&page);
        }
    }

    #[test]
    fn pasted_pages(lines in proptest::collection::vec(prop_oneof![9 => proptest::sample::select(&LINES[..]).prop_map(str::to_owned), 1 => "\\PC{0,90}"], 1..40)) {
        let text = lines.join("\n");
        let Ok(page) = read(text.as_bytes()) else { return Ok(()) };
        assert_blocks_fit(&page);
        if page.report.text() == text {
            assert_nothing_is_lost(&page);
        }
    }

    #[test]
    fn html_soup(pieces in proptest::collection::vec(prop_oneof![3 => proptest::sample::select(&TAGS[..]).prop_map(str::to_owned), 2 => "\\PC{0,60}", 1 => "[a-z ,.]{20,200}"], 0..80)) {
        let html = "<!doctype html>".to_owned() + &pieces.concat();
        if let Ok(page) = read(html.as_bytes()) {
            assert_blocks_fit(&page);
        }
    }

    #[test]
    fn plain_text_is_the_input(text in "(\\PC|[ \\n\\t\\r]){0,300}") {
        let options = PageOptions { form: Form::Plain, ..PageOptions::default() };
        if let Ok(page) = page(text.as_bytes(), &options) {
            prop_assert_eq!(page.report.text(), text.as_str());
            assert_blocks_fit(&page);
            assert_nothing_is_lost(&page);
            prop_assert!(page.report.blocks().iter().all(|b| b.kind == BlockKind::Paragraph));
        }
    }
}

#[test]
fn nothing_and_other_formats_are_named() {
    assert_eq!(read(b"").err(), Some(PageError::Empty));
    assert_eq!(
        read(" \n\t\u{feff}".as_bytes()).err(),
        Some(PageError::Empty)
    );
    assert_eq!(
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").err(),
        Some(PageError::Binary("a PNG image"))
    );
}

#[test]
fn plain_keeps_carriage_returns_and_markup() {
    let text = "One.\r\n\r\n<p>Two.</p>\r\nAdvertisement\r\n";
    let page = page(
        text.as_bytes(),
        &PageOptions {
            form: Form::Plain,
            ..PageOptions::default()
        },
    )
    .expect("this is text");
    assert_eq!(page.report.text(), text);
    let lines: Vec<_> = page
        .report
        .blocks()
        .iter()
        .map(|b| b.span.of(text))
        .collect();
    assert_eq!(lines, ["One.", "<p>Two.</p>", "Advertisement"]);
}

/// Pages that are quadratic, or worse, for a parser that takes them at their word. Each must be
/// read in the time of a test and leave the last words or a note.
#[test]
fn hostile_pages_end_soon() {
    let last = "The strait was closed on Monday, the coast guard said, and nobody knew why.";
    let pages: [(&str, String); 12] = [
        ("nested", "<div>".repeat(1_000_000)),
        ("nested paragraphs", "<div><p>".repeat(200_000)),
        (
            "unclosed formatting",
            "<p><b><i><font color=red>".repeat(50_000),
        ),
        ("unclosed tables", "<table><tr><td>".repeat(100_000)),
        ("end tags", "</p></div></b>".repeat(100_000)),
        ("attributes", format!("<p {}>", "a=b c ".repeat(500_000))),
        ("paragraphs", "<p>One, two.".repeat(100_000)),
        ("lists", "<ul><li>One".repeat(50_000)),
        ("breaks", "<br>".repeat(200_000)),
        ("links", "<a href=x>x ".repeat(100_000)),
        ("comments", "<li class=comment>x".repeat(20_000)),
        ("open angle brackets", "<".repeat(2_000_000)),
    ];
    for (name, page) in pages {
        let html = format!("<!doctype html><body>{page}<p>{last}</p>");
        let page = read(html.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_blocks_fit(&page);
        assert!(
            page.report.text().contains(last) || !page.notes.is_empty(),
            "{name}: the words are gone and no note says so"
        );
    }
}
