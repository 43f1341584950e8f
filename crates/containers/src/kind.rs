//! What a file is: by its first bytes, and by its name where they leave it open.
//!
//! Owns the endings that reports are called by.

use crate::xml;

/// The endings of files that may be reports or hold some.
pub const ENDINGS: [&str; 25] = [
    "txt", "text", "html", "htm", "xhtml", "mht", "mhtml", "eml", "mbox", "xml", "rss", "atom",
    "json", "jsonl", "ndjson", "csv", "tsv", "warc", "wet", "gz", "zip", "pdf", "docx", "rtf",
    "opml",
];

/// The endings of web pages.
pub const PAGE_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Gzip,
    Zip,
    Pdf,
    Warc,
    Feed,
    Opml,
    /// XML that is neither a page nor a list of articles.
    OtherXml,
    Json,
    /// One value of JSON on each line.
    JsonLines,
    /// A table whose cells are parted by this.
    Table(u8),
    Mail,
    /// Mails one behind the other.
    Mailbox,
    Rtf,
    /// A page, or whatever else: the core finds out.
    Page,
    /// Something packed whose name says that it is no report.
    Unknown,
}

/// Returns the ending of a name in lower case, without those of packing.
fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let lower = file.to_ascii_lowercase();
    let bare = lower.strip_suffix(".gz").unwrap_or(&lower);
    bare.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_owned())
}

/// Says whether a file of this name may be a report or hold some: it has a known ending, or none.
///
/// Folders and archives hold pictures and tables as well, which are passed over in silence by this
/// word.
pub fn may_hold_reports(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').is_none_or(|(_, ending)| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Returns what a folder's name says of the web page that was saved beside it: `page` for
/// `page_files`.
///
/// Browsers put the pictures and frames of a page into such a folder. It holds no report of its own
/// if the page is there.
pub fn saved_with(folder: &str) -> Option<&str> {
    ["_files", ".files"]
        .iter()
        .find_map(|suffix| folder.strip_suffix(suffix))
        .filter(|stem| !stem.is_empty())
}

/// Tells what a file is.
pub(crate) fn kind(name: &str, head: &[u8]) -> Kind {
    let ending = ending(name);
    let ending = ending.as_str();
    match () {
        () if head.starts_with(b"\x1f\x8b\x08") => return Kind::Gzip,
        () if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => {
            return Kind::Zip;
        }
        () if head.starts_with(b"{\\rtf") => return Kind::Rtf,
        () if cfg!(feature = "pdf") && head.starts_with(b"%PDF-") => return Kind::Pdf,
        () if head.starts_with(b"WARC/") || matches!(ending, "warc" | "wet") => return Kind::Warc,
        () => {}
    }
    let start = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let is_wide = head.starts_with(b"\xff\xfe")
        || head.starts_with(b"\xfe\xff")
        || head.iter().take(2).any(|byte| *byte == 0);
    if (start.starts_with(b"<") || is_wide)
        && let Some(kind) = markup(ending, head)
    {
        return kind;
    }
    if matches!(ending, "jsonl" | "ndjson") && !head.contains(&0) {
        return Kind::JsonLines;
    }
    if is_json(start, ending) {
        return match is_lines(start) {
            true => Kind::JsonLines,
            false => Kind::Json,
        };
    }
    match ending {
        "csv" => return Kind::Table(most_common(start, b",;\t")),
        "tsv" => return Kind::Table(b'\t'),
        _ => {}
    }
    if is_mailbox(head, ending) {
        return Kind::Mailbox;
    }
    if matches!(ending, "eml" | "mht" | "mhtml") || is_mail(head) {
        return Kind::Mail;
    }
    // What was packed alone may be anything; a file that was named as it is may be called anything.
    let packed = name.to_ascii_lowercase().ends_with(".gz");
    if packed && !ending.is_empty() && !ENDINGS.contains(&ending) {
        Kind::Unknown
    } else {
        Kind::Page
    }
}

/// Tells markup by its first element; `None` if it is no XML that Sayso knows by name.
fn markup(ending: &str, head: &[u8]) -> Option<Kind> {
    let text = xml::text(head);
    let (root, declared) = (
        xml::root(&text)?,
        text.trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with("<?xml"),
    );
    let named = matches!(ending, "xml" | "rss" | "atom" | "opml");
    match root.name {
        "rss" | "RDF" | "feed" => Some(Kind::Feed),
        // Active channels, older than RSS.
        name if name.eq_ignore_ascii_case("channel") => Some(Kind::Feed),
        "opml" => Some(Kind::Opml),
        name if name.eq_ignore_ascii_case("html") => Some(Kind::Page),
        _ if PAGE_ENDINGS.contains(&ending) => Some(Kind::Page),
        _ if declared || named => Some(Kind::OtherXml),
        _ => None,
    }
}

/// Says whether a text begins as JSON does: with an object, or with a list of some. Running text
/// may begin with a bracket.
fn is_json(start: &[u8], ending: &str) -> bool {
    let next = start
        .get(1..)
        .unwrap_or_default()
        .trim_ascii_start()
        .first();
    match start.first() {
        Some(b'{') => ending == "json" || matches!(next, Some(b'"' | b'}')),
        Some(b'[') => ending == "json" || matches!(next, Some(b'{')),
        _ => false,
    }
}

/// Says whether the first line is a whole object and another one begins below.
fn is_lines(start: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', start) else {
        return false;
    };
    let (first, rest) = start.split_at(end);
    first.starts_with(b"{")
        && rest.trim_ascii_start().starts_with(b"{")
        && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

/// Returns the sign that stands most often in the first line: spreadsheets part the cells of one
/// ending by what is usual in their country.
fn most_common(start: &[u8], signs: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    signs
        .iter()
        .rev()
        .copied()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// Says whether a text begins as a box of mails does: with the line that parts them, and a header.
fn is_mailbox(head: &[u8], ending: &str) -> bool {
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let (first, rest) = (lines.next().unwrap_or(head), lines.next().unwrap_or(b""));
    first.starts_with(b"From ")
        && first.iter().filter(|byte| **byte == b':').count() >= 1
        && (ending == "mbox" || is_mail(rest))
}

/// Says whether a text begins as a mail does: lines of headers, among them one that only mail
/// programs write. Somebody who pastes a mail keeps "From:" and "Subject:" and loses those.
fn is_mail(head: &[u8]) -> bool {
    const WRITTEN_BY_PROGRAMS: [&str; 4] =
        ["mime-version", "message-id", "received", "return-path"];
    const KNOWN: [&str; 7] = [
        "from",
        "to",
        "date",
        "subject",
        "content-type",
        "reply-to",
        "cc",
    ];
    let (mut known, mut by_program) = (0, false);
    for line in head.split(|byte| *byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            return false;
        };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        known += usize::from(KNOWN.contains(&name.as_str()));
        by_program |= WRITTEN_BY_PROGRAMS.contains(&name.as_str());
    }
    by_program && known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(name: &str, head: &str, expected: Kind) {
        assert_eq!(kind(name, head.as_bytes()), expected, "{name}: {head}");
    }

    #[test]
    fn the_content_decides_before_the_name() {
        is(
            "a.txt",
            "<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>",
            Kind::Feed,
        );
        is("a", "<rdf:RDF xmlns:rdf='x'>", Kind::Feed);
        is(
            "a.xml",
            "<!DOCTYPE opml [<!ENTITY a 'b>'>]><opml>",
            Kind::Opml,
        );
        is(
            "a.xml",
            "<?xml version='1.0'?><!DOCTYPE html><html>",
            Kind::Page,
        );
        is("a.xml", "<?xml version='1.0'?><urlset>", Kind::OtherXml);
        is("a.txt", "<p>He said so.</p>", Kind::Page);
        is("a.txt", "WARC/1.0\r\n", Kind::Warc);
        is("a.txt", "{\"text\": 1}", Kind::Json);
        is("a.txt", "  [ {\"text\": 1}", Kind::Json);
        is("a.jsonl", "{\"text\": 1}", Kind::JsonLines);
        is(
            "a.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\"",
            Kind::Json,
        );
    }

    #[test]
    fn running_text_that_looks_like_something_else() {
        is("a.txt", "[“No,” he said.]", Kind::Page);
        is(
            "a.txt",
            "From: the minister\nTo: the envoy\n\nThe letter said so.",
            Kind::Page,
        );
        is(
            "a.txt",
            "From: A <a@x.example>\nDate: Mon, 3 Mar 2014 10:00:00 +0000\nSubject: Talks\n\nNo.",
            Kind::Page,
        );
        is(
            "a.txt",
            "From: A\nSubject: Talks\nMessage-ID: <1@x>\n\nNo.",
            Kind::Mail,
        );
        is("a.eml", "Subject: Talks\n\nNo.", Kind::Mail);
        is("backup.tar.gz", "\u{1}\u{2}", Kind::Unknown);
        is("page.html.gz", "He said so.", Kind::Page);
    }

    #[test]
    fn what_browsers_save_beside_a_page() {
        assert_eq!(saved_with("page_files"), Some("page"));
        assert_eq!(saved_with("profiles"), None);
        assert!(
            may_hold_reports("a/b.JSONL")
                && may_hold_reports("a.b/README")
                && !may_hold_reports("a.png")
        );
    }
}
