//! A feed cut into its entries.
//!
//! Cut by tags and not by parsing the whole, so that an entry that is broken, or a feed that breaks
//! off, costs no other.

use memchr::memmem;
use quick_xml::events::BytesStart;

use crate::xml;

/// How long the opening tag of a feed may be, in bytes; it names its language.
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
    /// The opening tag of the feed.
    tag: &'t str,
    /// What stands in front of the first entry: what the feed says of itself.
    pub(super) head: &'t str,
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
        let mut entries = Entries {
            text,
            at: start + tag.len(),
            tag,
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

    /// Returns what the opening tag says of the language of the feed.
    pub(super) fn language(&self) -> Option<String> {
        let inner = self.tag.trim_matches(['<', '>', '/']);
        let name = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let tag = BytesStart::from_content(inner, name);
        tag.attributes()
            .flatten()
            .find(|attribute| attribute.key.as_ref() == "xml:lang")
            .map(|attribute| attribute.value.into_owned())
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
                let own = name.rsplit(':').next().unwrap_or(name);
                (ends && own.eq_ignore_ascii_case(wanted)).then_some((at, name))
            })
    }
}
