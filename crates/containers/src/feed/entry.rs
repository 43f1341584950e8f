//! What one entry of a feed says of its article, in whatever version of RSS or Atom it is written.
//!
//! Read by names and not by a schema: feeds in use mix their versions, forget namespaces and close
//! no tags, and a reader that holds them to the rules loses reports. `feed-rs` was tried before: it
//! turned away half of the feeds that people's readers show.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml;

/// How many elements of one entry are looked at; more are a trap.
const MOST_ELEMENTS: usize = 2000;

/// How often one entry may be read on behind what is no markup.
const MOST_FAULTS: usize = 100;

/// What an element of an entry says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Title,
    Link,
    /// What is an address in some feeds and a number in others.
    Guid,
    Author,
    Published,
    Modified,
    Content,
    Summary,
    /// Whose article it is, where the feed passes it on.
    Source,
    Language,
    /// What nobody has named, and may be the text all the same.
    Other,
}

/// The names of elements in lower case, the surest first.
const NAMES: [(Slot, &[&str]); 10] = [
    (Slot::Title, &["title"]),
    (Slot::Link, &["origlink", "link"]),
    (Slot::Guid, &["guid", "id"]),
    (Slot::Author, &["author", "creator"]),
    (
        Slot::Published,
        &["published", "pubdate", "issued", "created", "date"],
    ),
    (Slot::Modified, &["updated", "modified", "lastbuilddate"]),
    (Slot::Content, &["encoded", "content", "body"]),
    (
        Slot::Summary,
        &["description", "summary", "abstract", "subtitle"],
    ),
    (Slot::Source, &["source"]),
    (Slot::Language, &["language"]),
];

/// Elements around others, which are looked into.
const TRANSPARENT: [&str; 5] = ["channel", "rss", "rdf", "feed", "group"];

/// Elements that have titles and links of their own.
const OTHERS: [&str; 8] = [
    "image",
    "textinput",
    "contributor",
    "chapters",
    "enclosure",
    "category",
    "thumbnail",
    "comments",
];

/// Vocabularies whose titles, texts and authors stand in for those of the feed itself.
const SECOND: [&str; 9] = [
    "media",
    "itunes",
    "googleplay",
    "psc",
    "yt",
    "georss",
    "slash",
    "podcast",
    "thr",
];

/// One element.
#[derive(Debug)]
struct Element<'t> {
    slot: Slot,
    /// How sure its name is; less is surer.
    rank: usize,
    /// Its attributes, names in lower case.
    attributes: Vec<(String, String)>,
    words: Cow<'t, str>,
}

impl Element<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The elements of an entry, or of the head of a feed.
#[derive(Default, Debug)]
pub(super) struct Entry<'t>(Vec<Element<'t>>);

impl<'t> Entry<'t> {
    /// Reads an entry, with or without its tags, as far as it can be read.
    pub(super) fn of(text: &'t str) -> Self {
        let (mut found, mut from) = (Vec::new(), 0);
        // What is no markup at all (a comment that never ends) costs the element it stands in.
        for _ in 0..MOST_FAULTS {
            let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) else {
                break;
            };
            match elements(rest, from == 0, &mut found) {
                Some(read) => from += read.max(1),
                None => break,
            }
            while !text.is_char_boundary(from) {
                from += 1;
            }
        }
        Entry(found)
    }

    /// Returns the surest element of a slot that says something.
    fn best(&self, slot: Slot) -> Option<&Element<'t>> {
        self.0
            .iter()
            .filter(|element| element.slot == slot && !element.words.trim().is_empty())
            .min_by_key(|element| element.rank)
    }

    /// Returns what the surest element of a slot says.
    pub(super) fn words(&self, slot: Slot) -> Option<&str> {
        self.best(slot).map(|element| element.words.trim())
    }

    /// Returns the title without its marks.
    pub(super) fn title(&self) -> Option<String> {
        let words = xml::unescaped(self.words(Slot::Title)?);
        let mut bare = String::with_capacity(words.len());
        let mut rest = &*words;
        while let Some((before, tag)) = rest.split_once('<') {
            bare.push_str(before);
            let name = tag.strip_prefix('/').unwrap_or(tag);
            let is_tag = name.starts_with(|first: char| first.is_ascii_alphabetic());
            match tag.split_once('>').filter(|_| is_tag) {
                Some((_, after)) => rest = after,
                None => {
                    bare.push('<');
                    rest = tag;
                }
            }
        }
        bare.push_str(rest);
        Some(bare).filter(|bare| !bare.trim().is_empty())
    }

    /// Returns the text, which may be marked up.
    pub(super) fn body(&self) -> Option<&str> {
        let named = self
            .words(Slot::Content)
            .or_else(|| self.words(Slot::Summary));
        named.or_else(|| {
            let others = self.0.iter().filter(|own| own.slot == Slot::Other);
            others
                .map(|own| own.words.trim())
                .filter(|words| words.contains(char::is_whitespace))
                .max_by_key(|words| words.len())
        })
    }

    /// Returns the address of the article, which may be relative to the feed's.
    pub(super) fn link(&self) -> Option<&str> {
        let pages = self.0.iter().filter(|own| {
            own.slot == Slot::Link
                && own
                    .attribute("rel")
                    .is_none_or(|rel| rel.eq_ignore_ascii_case("alternate"))
        });
        pages
            .min_by_key(|own| own.rank)
            .map(|own| own.attribute("href").unwrap_or(&own.words).trim())
            .filter(|link| !link.is_empty())
            .or_else(|| {
                let guid = self.best(Slot::Guid)?;
                let is_link = guid
                    .attribute("ispermalink")
                    .is_none_or(|says| !says.eq_ignore_ascii_case("false"));
                is_link.then(|| guid.words.trim())
            })
    }

    /// Returns those who wrote it.
    pub(super) fn authors(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let rank = self.best(Slot::Author).map(|own| own.rank);
        self.0
            .iter()
            .filter(move |own| own.slot == Slot::Author && Some(own.rank) == rank)
            .map(|own| author(&own.words))
            .filter(|name| !name.is_empty())
    }

    /// Returns the publisher that the entry names: RSS names it in words, Atom in a title.
    pub(super) fn source(&self) -> Option<String> {
        let words = self.words(Slot::Source)?;
        let inner = Entry::of(words);
        let name = inner.words(Slot::Title).unwrap_or(words);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        (!name.is_empty() && !name.contains('<')).then_some(name)
    }
}

/// Returns the name of an author, who is written as words, as "mail (name)", or as an element.
fn author(words: &str) -> Cow<'_, str> {
    let part = |name: &str| {
        let open = words.find(&format!("<{name}>"))? + name.len() + 2;
        let rest = words.get(open..)?;
        rest.get(..rest.find("</")?)
            .filter(|words| !words.trim().is_empty())
    };
    if words.contains('<') {
        let inner = part("name").or_else(|| part("atom:name"));
        let inner = inner.or_else(|| part("email")).unwrap_or("");
        return xml::unescaped(inner.trim());
    }
    let words = words.trim();
    let name = words.split_once('(').filter(|(mail, _)| mail.contains('@'));
    Cow::Borrowed(name.map_or(words, |(_, name)| name.trim_end_matches(')').trim()))
}

/// The element that is being read.
struct Open<'t> {
    element: Element<'t>,
    name: String,
    /// How many elements of its own name stand open inside.
    inside: u32,
    /// Where its content begins, in bytes.
    from: usize,
    text: String,
    has_elements: bool,
    has_sections: bool,
}

/// Reads elements until the end or a fault; returns how much was read, and `None` at the end.
fn elements<'t>(text: &'t str, is_start: bool, found: &mut Vec<Element<'t>>) -> Option<usize> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    (config.allow_dangling_amp, config.check_comments) = (true, false);
    let place =
        |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(text.len());
    let (mut open, mut is_first): (Option<Open<'t>>, bool) = (None, is_start);
    loop {
        let before = place(&reader);
        let event = reader.read_event();
        let after = place(&reader);
        if found.len() >= MOST_ELEMENTS {
            return None;
        }
        match (event, &mut open) {
            (Ok(Event::Start(tag)), Some(own)) if closes(own, &tag) => {
                let whole = open.take().map(|own| closed(own, text, before));
                found.extend(whole);
                open = Some(opened(&tag, after));
            }
            (Ok(Event::Start(tag)), Some(own)) => {
                own.inside += u32::from(tag.name().as_ref() == own.name.as_str());
                own.has_elements = true;
            }
            (Ok(Event::Start(tag)), None) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                let is_around = TRANSPARENT.contains(&name.as_str())
                    || (is_first && matches!(name.as_str(), "item" | "entry"));
                is_first = false;
                if !is_around {
                    open = Some(opened(&tag, after));
                }
            }
            (Ok(Event::Empty(tag)), None) => found.push(opened(&tag, after).element),
            (Ok(Event::Empty(_)), Some(own)) => own.has_elements = true,
            (Ok(Event::End(tag)), Some(own)) if tag.name().as_ref() == own.name.as_str() => {
                match own.inside.checked_sub(1) {
                    Some(fewer) => own.inside = fewer,
                    None => found.extend(open.take().map(|own| closed(own, text, before))),
                }
            }
            (Ok(Event::Text(words)), Some(own)) => own.text.push_str(&words),
            (Ok(Event::CData(words)), Some(own)) => {
                own.has_sections = true;
                own.text.push_str(&words);
            }
            (Ok(Event::GeneralRef(name)), Some(own)) => {
                own.text.push_str(&xml::unescaped(&format!("&{};", &*name)));
            }
            (Ok(Event::Eof), _) => {
                found.extend(open.take().map(|own| closed(own, text, before)));
                return None;
            }
            (Err(_), _) => {
                // What the element held in front of the fault counts, and what stands behind its
                // end goes on.
                let Some(own) = open.take() else {
                    return Some(after.max(before + 1));
                };
                let closing = format!("</{}", own.name);
                let end = text
                    .get(before..)
                    .and_then(|rest| rest.find(&closing))
                    .map_or(text.len(), |at| before + at);
                found.push(closed(own, text, end));
                return Some(end.max(before + 1));
            }
            (Ok(_), _) => {}
        }
    }
}

/// Says whether a tag begins the next field although nobody closed this one: a title or a date
/// holds no fields.
fn closes(open: &Open<'_>, tag: &BytesStart<'_>) -> bool {
    let is_plain = matches!(
        open.element.slot,
        Slot::Title | Slot::Link | Slot::Guid | Slot::Published | Slot::Modified | Slot::Language
    );
    let slot = named(tag).0;
    is_plain && slot != Slot::Other && slot != open.element.slot
}

/// Returns what an element says, and how sure its name is.
fn named(tag: &BytesStart<'_>) -> (Slot, usize) {
    let whole = tag.name().as_ref().to_ascii_lowercase();
    let (prefix, name) = whole.split_once(':').unwrap_or(("", &whole));
    let slot = NAMES
        .iter()
        .find_map(|(slot, names)| Some((*slot, names.iter().position(|own| *own == name)?)));
    match slot {
        _ if OTHERS.contains(&name) => (Slot::Other, usize::MAX),
        // The addresses of pictures and sounds are none of pages.
        Some((slot @ (Slot::Title | Slot::Summary | Slot::Author), rank))
            if SECOND.contains(&prefix) =>
        {
            (slot, rank + 100)
        }
        Some((slot, rank)) if !SECOND.contains(&prefix) => (slot, rank),
        _ => (Slot::Other, usize::MAX),
    }
}

fn opened<'t>(tag: &BytesStart<'_>, from: usize) -> Open<'t> {
    let (slot, rank) = named(tag);
    let attributes = tag.attributes().flatten().map(|attribute| {
        (
            attribute.key.as_ref().to_ascii_lowercase(),
            xml::unescaped(&attribute.value).into_owned(),
        )
    });
    Open {
        element: Element {
            slot,
            rank,
            attributes: attributes.collect(),
            words: Cow::Borrowed(""),
        },
        name: tag.name().as_ref().to_owned(),
        inside: 0,
        from,
        text: String::new(),
        has_elements: false,
        has_sections: false,
    }
}

/// Ends an element: its words are its text, or its source where other elements stand in it.
fn closed<'t>(open: Open<'t>, text: &'t str, end: usize) -> Element<'t> {
    let mut element = open.element;
    let inner = text.get(open.from..end).unwrap_or("");
    element.words = match () {
        // A name is words; a text keeps what marks it up.
        () if open.has_elements && !open.has_sections && element.slot != Slot::Title => {
            Cow::Borrowed(inner)
        }
        () => Cow::Owned(open.text),
    };
    // What is no text by its type stands in the letters of base64.
    let is_text = element
        .attribute("type")
        .is_none_or(|kind| !kind.contains('/') || kind.contains("text") || kind.contains("ml"));
    if !is_text || element.attribute("mode") == Some("base64") {
        // A picture stays one.
        let decoded = base64_decode(element.words.trim().as_bytes())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .filter(|words| !words.contains('\0'));
        element.words = Cow::Owned(decoded.unwrap_or_default());
    }
    element
}
