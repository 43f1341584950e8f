//! What the fields of a record are called: here, in passim, in news-please, in Media Cloud, and by
//! habit.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How many items of a list are taken: paragraphs of a text, names in a byline.
const MOST_ITEMS: usize = 10_000;

/// What a field says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Id,
    Text,
    /// A whole web page.
    Html,
    Title,
    Outlet,
    Url,
    Published,
    Modified,
    Bylines,
    Language,
    /// What stands in for a text.
    Description,
}

/// The names of fields in lower case without `_`, `-` and blanks, the surest first.
const NAMES: [(Slot, &[&str]); 11] = [
    (
        Slot::Id,
        &["id", "docid", "articleid", "storiesid", "uuid", "guid"],
    ),
    (
        Slot::Text,
        &[
            "text",
            "maintext",
            "articlebody",
            "body",
            "fulltext",
            "bodytext",
            "articletext",
            "storytext",
            "content",
            "contenthtml",
            "bodyhtml",
            "paragraphs",
        ],
    ),
    (Slot::Html, &["html", "rawhtml"]),
    (Slot::Title, &["title", "headline", "name"]),
    (
        Slot::Outlet,
        &[
            "outlet",
            "publisher",
            "publication",
            "newspaper",
            "series",
            "source",
            "sourcename",
            "medianame",
            "sitename",
            "sourcedomain",
            "domain",
        ],
    ),
    (
        Slot::Url,
        &[
            "url",
            "link",
            "canonicalurl",
            "articleurl",
            "permalink",
            "uri",
        ],
    ),
    (
        Slot::Published,
        &[
            "published",
            "datepublished",
            "datepublish",
            "publishedat",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "pubdate",
            "date",
            "timestamp",
        ],
    ),
    (
        Slot::Modified,
        &[
            "modified",
            "datemodified",
            "datemodify",
            "updated",
            "updatedat",
            "lastmodified",
        ],
    ),
    (
        Slot::Bylines,
        &[
            "bylines", "byline", "authors", "author", "creators", "creator",
        ],
    ),
    (Slot::Language, &["language", "lang", "inlanguage"]),
    (
        Slot::Description,
        &["description", "summary", "abstract", "lead"],
    ),
];

/// The fields that name a thing which is written as an object: `{"name": "The Lune Courier"}`.
const NAMES_OF_THINGS: [&str; 6] = ["name", "title", "value", "$date", "@value", "text"];

/// The names of fields that hold a list of records: feeds, and answers of libraries of news.
const LISTS: [&str; 11] = [
    "items",
    "articles",
    "stories",
    "results",
    "documents",
    "docs",
    "hits",
    "records",
    "entries",
    "posts",
    "data",
];

/// The fields of a record.
#[derive(Default, Debug)]
pub(super) struct Fields {
    found: Vec<(Slot, usize, Vec<String>)>,
    /// The records that it holds itself.
    pub(super) records: Vec<Fields>,
    /// Whether it says that it is a feed.
    pub(super) is_feed: bool,
}

impl Fields {
    /// Makes a record of the cells of a row.
    pub(super) fn of_row(columns: &[String], cells: Vec<String>) -> Self {
        let mut fields = Fields::default();
        for (column, cell) in columns.iter().zip(cells) {
            if let Some((slot, rank)) = slot(column.trim()) {
                fields.found.push((slot, rank, vec![cell]));
            }
        }
        fields
    }

    /// Returns everything that the surest field of a slot says.
    pub(super) fn all(&self, slot: Slot) -> &[String] {
        let own = self.found.iter().filter(|(found, _, words)| {
            *found == slot && words.iter().any(|word| !word.trim().is_empty())
        });
        own.min_by_key(|(_, rank, _)| *rank)
            .map_or(&[], |(_, _, words)| words)
    }

    /// Returns what tells this record from any other.
    pub(super) fn own(&self) -> String {
        let words = self.found.iter().flat_map(|(_, _, words)| words);
        words.map(String::as_str).collect::<Vec<_>>().join("\0")
    }

    /// Returns the first thing that the surest field of a slot says.
    pub(super) fn first(&self, slot: Slot) -> Option<&str> {
        self.all(slot)
            .iter()
            .map(|word| word.trim())
            .find(|word| !word.is_empty())
    }
}

fn slot(key: &str) -> Option<(Slot, usize)> {
    // Longer names are nobody's.
    if key.len() > 40 {
        return None;
    }
    let key: String = key
        .chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect();
    NAMES
        .iter()
        .find_map(|(slot, names)| Some((*slot, names.iter().position(|name| *name == key)?)))
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = map.next_key::<String>()? {
            match slot(&key) {
                None if key == "version" => {
                    let words: Words = map.next_value()?;
                    fields.is_feed = words.0.iter().any(|word| word.contains("jsonfeed.org"));
                }
                None if LISTS.contains(&key.as_str()) => {
                    let held: Held = map.next_value()?;
                    fields.records.extend(held.0);
                }
                // A name that comes again says nothing new.
                Some((slot, rank))
                    if !fields
                        .found
                        .iter()
                        .any(|(s, r, _)| (*s, *r) == (slot, rank)) =>
                {
                    let words: Words = map.next_value()?;
                    fields.found.push((slot, rank, words.0));
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(fields)
    }
}

/// The records that stand in a field: in a list, or in an object that holds one.
struct Held(Vec<Fields>);

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HeldVisitor)
    }
}

struct HeldVisitor;

impl<'de> Visitor<'de> for HeldVisitor {
    type Value = Held;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_str<E>(self, _: &str) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Held, E> {
        Ok(Held(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Held, A::Error> {
        let mut all = Vec::new();
        while let Some(held) = list.next_element::<Held>()? {
            if all.len() < MOST_ITEMS {
                all.extend(held.0);
            }
        }
        Ok(Held(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Held, A::Error> {
        Ok(Held(vec![FieldsVisitor.visit_map(map)?]))
    }
}

/// Whatever a field holds, as words: a string, a number, a list of those, or a thing with a name.
struct Words(Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_str<E>(self, words: &str) -> Result<Words, E> {
        Ok(Words(vec![words.to_owned()]))
    }

    fn visit_string<E>(self, words: String) -> Result<Words, E> {
        Ok(Words(vec![words]))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Words, E> {
        Ok(Words(vec![number.to_string()]))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Words, E> {
        Ok(Words(vec![number.to_string()]))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Words, E> {
        // Seconds since 1970 are written with a fraction by some.
        Ok(Words(vec![format!("{number:.0}")]))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Words, E> {
        Ok(Words(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Words, E> {
        Ok(Words(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
        let mut all = Vec::new();
        while all.len() < MOST_ITEMS {
            match list.next_element::<Words>()? {
                Some(words) => all.extend(words.0),
                None => return Ok(Words(all)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Words(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
        let mut best: Option<(usize, Vec<String>)> = None;
        while let Some(key) = map.next_key::<String>()? {
            let rank = NAMES_OF_THINGS.iter().position(|name| *name == key);
            match rank.filter(|rank| best.as_ref().is_none_or(|(own, _)| rank < own)) {
                Some(rank) => best = Some((rank, map.next_value::<Words>()?.0)),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Words(best.map(|(_, words)| words).unwrap_or_default()))
    }
}
