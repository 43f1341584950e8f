//! A feed cut into its entries, each a feed of its own.
//!
//! Cut by tags and not by parsing the whole, so that an entry that is broken, or a feed that breaks
//! off, costs no other.

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml;

/// How long the opening tag of a feed may be, in bytes; it names the namespaces.
const MOST_TAG: usize = 4096;

/// How much in front of the first entry is looked at for the feed's own title and language, in
/// bytes.
const MOST_HEAD: usize = 64 << 10;

/// How long the name of an element may be that is looked at, in bytes.
const MOST_NAME: usize = 40;

/// What opens a section of text in which nothing is markup.
const CDATA: &str = "<![CDATA[";

/// The entries of a feed, in their order.
pub(super) struct Entries<'t> {
    text: &'t str,
    /// Where to go on.
    at: usize,
    /// The opening tag of the feed as a form that every parser takes, and what closes it.
    opening: String,
    closing: &'static str,
    /// What stands in front of the first entry.
    head: &'t str,
    is_atom: bool,
    /// Whether the text ends inside an entry.
    pub(super) breaks_off: bool,
}

impl<'t> Entries<'t> {
    /// Begins at the first entry.
    pub(super) fn new(text: &'t str) -> Self {
        let (name, start) =
            xml::root(text).map_or(("", text.len()), |root| (root.name, root.start));
        let rest = text.get(start..).unwrap_or("");
        let tag = rest
            .get(..rest.find('>').map_or(0, |end| end + 1))
            .unwrap_or("");
        let tag = if tag.len() > MOST_TAG { "" } else { tag };
        let spaces = attributes(tag);
        let (opening, closing) = match name {
            "feed" => (format!("<feed{spaces}>"), "</feed>"),
            // Old versions are a part of the new one.
            _ => (
                format!("<rss version=\"2.0\"{spaces}><channel>"),
                "</channel></rss>",
            ),
        };
        let mut entries = Entries {
            text,
            at: start + tag.len(),
            opening,
            closing,
            head: "",
            is_atom: name == "feed",
            breaks_off: false,
        };
        let from = entries.at;
        let first = entries.find_opening(from).map_or(text.len(), |(at, _)| at);
        let head = text.get(from..first).unwrap_or("");
        entries.head =
            head.get(..MOST_HEAD)
                .unwrap_or(if head.len() > MOST_HEAD { "" } else { head });
        entries
    }

    /// Returns the feed without its entries: what it says of itself.
    pub(super) fn empty_feed(&self) -> String {
        let mut head = self.head.trim_start();
        if !self.is_atom && head.starts_with("<channel") {
            head = head
                .get(head.find('>').map_or(0, |end| end + 1)..)
                .unwrap_or("");
        }
        let head = head.trim_end().trim_end_matches("<items>");
        // In RSS 1.0 the channel is closed before the first entry.
        let head = if self.is_atom {
            head
        } else {
            head.trim_end().strip_suffix("</channel>").unwrap_or(head)
        };
        format!("{}{head}{}", self.opening, self.closing)
    }

    /// Returns a feed of this entry alone.
    pub(super) fn feed_of(&self, entry: &str) -> String {
        format!("{}{entry}{}", self.opening, self.closing)
    }

    /// Returns the next entry, with its tags.
    pub(super) fn next(&mut self) -> Option<&'t str> {
        let (start, name) = self.find_opening(self.at)?;
        let closing = format!("</{name}");
        let find = |what: &str, from: usize| {
            memmem::find(self.text.as_bytes().get(from..)?, what.as_bytes()).map(|at| from + at)
        };
        // What stands in CDATA is text, whatever it looks like.
        let (mut from, mut quoted) = (start, find(CDATA, start));
        let end = loop {
            let Some(at) = find(&closing, from) else {
                self.breaks_off = true;
                return None;
            };
            if let Some(opened) = quoted.filter(|opened| *opened < at) {
                from = find("]]>", opened).unwrap_or(self.text.len());
                quoted = find(CDATA, from);
                continue;
            }
            from = at + closing.len();
            // "</items>" closes something else.
            if self
                .text
                .as_bytes()
                .get(from)
                .is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
            {
                break from + self.text.get(from..)?.find('>')? + 1;
            }
        };
        self.at = end;
        self.text.get(start..end)
    }

    /// Finds the tag that opens an entry; returns its place and its name.
    fn find_opening(&self, from: usize) -> Option<(usize, &'t str)> {
        let wanted = if self.is_atom { "entry" } else { "item" };
        let text: &'t str = self.text;
        memchr::memchr_iter(b'<', text.as_bytes().get(from..)?)
            .map(|at| from + at)
            .find_map(|at| {
                let tag = text.as_bytes().get(at + 1..)?;
                let length = tag.iter().take(MOST_NAME).position(|byte| {
                    !(byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'))
                })?;
                let name = text.get(at + 1..at + 1 + length)?;
                let ends = tag
                    .get(length)
                    .is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace());
                (ends && name.rsplit(':').next() == Some(wanted)).then_some((at, name))
            })
    }
}

/// Returns the namespaces and the language of an opening tag, as they are written.
fn attributes(tag: &str) -> String {
    let inner = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    let mut kept = String::new();
    let start = BytesStart::from_content(
        inner,
        inner.find(char::is_whitespace).unwrap_or(inner.len()),
    );
    for attribute in start.attributes().flatten() {
        let key = attribute.key.as_ref().to_owned();
        let value = attribute.value.into_owned();
        if (key == "xmlns" || key.starts_with("xmlns:") || key.starts_with("xml:"))
            && !value.contains('"')
        {
            // Atom and RSS 1.0 make their own elements the default; as RSS 2.0 they have no
            // namespace.
            if key == "xmlns" && !tag.contains("<feed") && !tag.contains(":feed") {
                continue;
            }
            kept.push_str(&format!(" {key}=\"{value}\""));
        }
    }
    kept
}

/// Returns the publisher that an entry names, if it came into the feed from another: `<source>`.
/// RSS names it in words, Atom in a title of its own.
pub(super) fn source(entry: &str) -> Option<String> {
    let mut reader = Reader::from_str(entry);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let (mut depth, mut inside, mut words) = (0u32, None, String::new());
    // A broken entry names what it names before it breaks.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                depth += 1;
                let name = tag.local_name();
                match (depth, name.as_ref()) {
                    (2, "source") => inside = Some(2),
                    (3, "title") if inside == Some(2) => inside = Some(3),
                    _ => {}
                }
            }
            Event::End(_) => {
                if inside == Some(depth) && !words.trim().is_empty() {
                    return Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if inside == Some(depth) => words.push_str(&text),
            Event::CData(text) if inside == Some(depth) => words.push_str(&text),
            Event::GeneralRef(name) if inside == Some(depth) => {
                words.push_str(&xml::unescaped(&format!("&{};", &*name)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    None
}
