//! What a web page says about its report: linked data, meta tags, the visible lines.
//!
//! The order of trust: JSON-LD of the article, Open Graph and meta tags, marked-up elements, the
//! words on the page. Names are split here; which of them is an agency is `byline`'s knowledge.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::super::{byline, dates, furniture};
use super::blocks;
use super::marked::Marked;
use super::zone::{self, Written};
use crate::report::{About, DatePlace, Event, Moment};

/// Linked data beyond this is a catalogue, not a description of one article.
const MAX_JSON: usize = 2 * 1024 * 1024;

/// How many objects of linked data are looked at.
const MAX_OBJECTS: usize = 2000;

/// How long a visible line about the report may be.
const MAX_LINE: usize = 600;

/// Names of meta tags, best first.
const TITLE: [&str; 6] = [
    "og:title",
    "twitter:title",
    "headline",
    "dc.title",
    "parsely-title",
    "sailthru.title",
];
const OUTLET: [&str; 5] = [
    "og:site_name",
    "dc.publisher",
    "publisher",
    "application-name",
    "copyright",
];
const AUTHOR: [&str; 10] = [
    "author",
    "byl",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "twitter:data1",
    "creator",
];
const PUBLISHED: [&str; 18] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "article:published",
    "date",
];
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "parsely-metadata-updated",
];
const PICTURE: [&str; 2] = ["og:image", "twitter:image"];
const URL: [&str; 2] = ["og:url", "twitter:url"];

/// The visible lines that say who wrote it and when.
const BYLINE_MARKS: [&str; 13] = [
    "[rel=author]",
    "[itemprop=author]",
    ".byline",
    ".by-line",
    ".byline-name",
    ".article-byline",
    ".author-name",
    ".article-author",
    ".author",
    ".post-author",
    ".*byline",
    ".*author",
    ".*by",
];
const DATE_MARKS: [&str; 9] = [
    "time[pubdate]",
    "[itemprop=datePublished]",
    "time[datetime]",
    ".published",
    ".pubdate",
    ".article-date",
    ".entry-date",
    ".date",
    ".dateline",
];

const CHANGE_MARKS: [&str; 4] = [
    "[itemprop=dateModified]",
    ".updated",
    ".date-updated",
    ".last-updated",
];

/// A standfirst has at most this many words.
const STANDFIRST_WORDS: usize = 70;
const STANDFIRST_MARKS: [&str; 8] = [
    ".standfirst",
    ".article-standfirst",
    ".sub-headline",
    ".subheadline",
    ".article-subtitle",
    ".dek",
    ".article-dek",
    ".article__standfirst",
];

/// What was read, and the byline and the standfirst as they stand on the page.
pub(super) struct Said {
    pub(super) about: About,
    pub(super) byline: Option<String>,
    pub(super) standfirst: Option<String>,
}

/// Reads everything a page says about its report.
pub(super) fn read(document: &Document) -> Said {
    let linked = Linked::of(document);
    let meta = Meta::of(document);
    let mut about = About {
        url: canonical(document)
            .or_else(|| meta.first(&URL))
            .or(linked.url),
        title: None,
        outlet: meta
            .first(&OUTLET[..1])
            .or(linked.outlet)
            .or_else(|| meta.outlet()),
        language: language(document, &meta).or(linked.language),
        ..About::default()
    };
    let (title, tail) = page_title(document);
    about.title = linked
        .title
        .or_else(|| meta.first(&TITLE))
        .or_else(|| heading(document))
        .or(title);
    about.outlet = about.outlet.filter(|o| !o.trim().is_empty()).or(tail);
    if let (Some(title), Some(outlet)) = (&mut about.title, &about.outlet) {
        strip_outlet(title, outlet);
    }

    let marked = Marked::of(
        document,
        &[&BYLINE_MARKS, &DATE_MARKS, &CHANGE_MARKS, &STANDFIRST_MARKS],
    );
    let visible = marked_line(&marked, &BYLINE_MARKS, |line| {
        let byline = byline::opened(line).unwrap_or_else(|| byline::read(line));
        line.split_whitespace().count() <= 24
            && (!byline.names.is_empty() || byline.credit.is_some())
    });
    let stated = meta.all(&AUTHOR);
    let named = linked
        .authors
        .iter()
        .chain(&stated)
        .map(|name| byline::read(name));
    let shown = visible
        .as_deref()
        .map(|line| byline::opened(line).unwrap_or_else(|| byline::read(line)));
    for mut found in named.chain(shown) {
        // A body signs where nobody does: a wire whose copy another prints.
        let is_site = |name: &str| {
            let site = about.outlet.as_deref().map(furniture::fold);
            let name = furniture::fold(name);
            site.is_some_and(|site| site.contains(&name) || name.contains(&site))
        };
        let signs = found.outlet.filter(|_| found.names.is_empty());
        let signs = signs.filter(|name| !is_site(name));
        found.names.extend(signs);
        if about.credit.is_none() {
            about.credit = found.credit;
        }
        if about.bylines.is_empty() {
            about.bylines = found.names;
        } else if linked.authors.iter().any(|author| {
            found
                .names
                .iter()
                .any(|name| author.contains(name.as_str()))
        }) {
            about.bylines.extend(
                found
                    .names
                    .into_iter()
                    .filter(|name| !about.bylines.contains(name))
                    .collect::<Vec<_>>(),
            );
        }
    }
    if let Some(outlet) = &mut about.outlet {
        // "The Example | News and views since 1901": a name and a motto.
        if let Some((name, _)) = outlet.split_once(" | ") {
            *outlet = name.trim().to_owned();
        }
        // A site may write its own name where the author belongs.
        about
            .bylines
            .retain(|name| !name.eq_ignore_ascii_case(outlet));
    }

    let mut written: Vec<Written> = Vec::new();
    for (event, date) in linked.dates {
        about.state(event, date.moment, DatePlace::LinkedData);
        written.push(date);
    }
    for (event, names) in [
        (Event::Published, &PUBLISHED[..]),
        (Event::Modified, &MODIFIED[..]),
    ] {
        meta.all(names)
            .iter()
            .filter_map(|value| Written::of(value))
            .for_each(|date| {
                about.state(event, date.moment, DatePlace::Meta);
                written.push(date);
            });
    }
    mark_dates(&marked, &mut about);
    for (event, date) in visible.as_deref().map(dates::stated).unwrap_or_default() {
        about.state(event, date, DatePlace::Text);
    }
    if let Some(date) = about.url.as_deref().and_then(date_of_url) {
        about.state(Event::Published, date, DatePlace::Address);
    }
    zone::to_local(&mut about, &written);
    // The picture that a report is shown with was put there with it.
    let picture = || meta.all(&PICTURE).iter().find_map(|url| date_of_url(url));
    if about.dates.is_empty()
        && let Some(date) = picture()
    {
        about.state(Event::Published, date, DatePlace::Address);
    }
    let standfirst = marked_line(&marked, &STANDFIRST_MARKS, |line| {
        (5..=STANDFIRST_WORDS).contains(&furniture::count_words(line))
    });
    Said {
        about,
        byline: visible,
        standfirst,
    }
}

fn moment(text: &str) -> Option<Moment> {
    dates::find(text).map(|found| found.moment)
}

/// Reads a date out of an address: "/2014/11/07/" or "/2014/nov/07/".
fn date_of_url(url: &str) -> Option<Moment> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|w| {
        let [year, month, day] = w else { return None };
        let numeric = moment(&format!("{year}-{month}-{day}"));
        (year.len() == 4).then(|| numeric.or_else(|| moment(&format!("{day} {month} {year}"))))?
    })
}

/// Collapses white space. Linked data and meta tags are often escaped twice, so that what looks
/// like a character reference is one.
fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') && text.contains(';') {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn canonical(document: &Document) -> Option<String> {
    let href = document.select_single("link[rel=canonical]").attr("href")?;
    href.contains("://").then(|| href.trim().to_owned())
}

fn language(document: &Document, meta: &Meta) -> Option<String> {
    let lang = document
        .select_single("html")
        .attr("lang")
        .map(|l| l.to_string());
    let lang = lang
        .filter(|l| !l.trim().is_empty())
        .or_else(|| meta.first(&["og:locale", "language", "content-language", "dc.language"]))?;
    let code = lang.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

fn heading(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    let mut lines = headings
        .nodes()
        .iter()
        .take(5)
        .map(blocks::line)
        .filter(|line| line.split_whitespace().count() >= 3);
    lines.next()
}

/// Reads the title element: the title, and the outlet that stands behind the last bar or dash.
fn page_title(document: &Document) -> (Option<String>, Option<String>) {
    let Some(title) = clean(&document.select_single("title").text()) else {
        return (None, None);
    };
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "]
        .iter()
        .filter_map(|s| title.rfind(s).map(|i| (i, s.len())))
        .max();
    let Some((at, width)) = cut else {
        return (Some(title), None);
    };
    let (head, tail) = (
        title.get(..at).unwrap_or(&title).trim(),
        title.get(at + width..).unwrap_or("").trim(),
    );
    // The outlet's name is the short end; a title that holds a dash of its own is not cut.
    if head.split_whitespace().count() >= 3 && tail.split_whitespace().count() <= 5 {
        return (Some(head.to_owned()), Some(tail.to_owned()));
    }
    (Some(title), None)
}

/// Takes " | The Example" off the end of a title.
fn strip_outlet(title: &mut String, outlet: &str) {
    let Some(head) = title.strip_suffix(outlet) else {
        return;
    };
    let head = head
        .trim_end()
        .trim_end_matches(['|', '-', '–', '—', '•', ':', '»'])
        .trim_end();
    if !head.is_empty() && head.len() + outlet.len() < title.len() {
        *title = head.to_owned();
    }
}

fn marked_line(marked: &Marked<'_>, marks: &[&str], fits: impl Fn(&str) -> bool) -> Option<String> {
    marks.iter().find_map(|mark| {
        let nodes = marked.of_mark(mark).iter().filter(|node| is_visible(node));
        nodes
            .map(blocks::line)
            .find(|line| !line.is_empty() && line.len() <= MAX_LINE && fits(line))
    })
}

fn is_visible(node: &NodeRef<'_>) -> bool {
    node.node_name()
        .is_none_or(|name| !matches!(&*name, "meta" | "link" | "script"))
}

/// Notes the dates of marked elements: of each mark that says one, the first that does.
fn mark_dates(marked: &Marked<'_>, about: &mut About) {
    for (event, marks) in [
        (Event::Published, &DATE_MARKS[..]),
        (Event::Modified, &CHANGE_MARKS[..]),
    ] {
        for mark in marks {
            let dated = marked.of_mark(mark).iter().find_map(|node| {
                let line = blocks::line(node);
                let shown = if line.len() <= MAX_LINE {
                    dates::stated(&line)
                } else {
                    Vec::new()
                };
                let hidden = node
                    .attr("datetime")
                    .or_else(|| node.attr("content"))
                    .and_then(|value| moment(&value));
                (hidden.is_some() || !shown.is_empty()).then_some((hidden, shown))
            });
            let Some((hidden, shown)) = dated else {
                continue;
            };
            // The words beside it say whether the attribute's date is that of a change.
            let happened = |said: Event| {
                if event == Event::Modified {
                    event
                } else {
                    said
                }
            };
            if let Some(date) = hidden {
                about.state(
                    happened(shown.first().map_or(event, |(said, _)| *said)),
                    date,
                    DatePlace::Markup,
                );
            }
            shown
                .into_iter()
                .for_each(|(said, date)| about.state(happened(said), date, DatePlace::Text));
            break;
        }
    }
}

/// The meta tags of a page.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(document: &Document) -> Self {
        let tags = document.select("meta");
        let read = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| node.attr(key))?;
            Some((
                name.trim().to_ascii_lowercase(),
                clean(&node.attr("content")?)?,
            ))
        };
        Meta(tags.nodes().iter().filter_map(read).collect())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).into_iter().next()
    }

    fn all(&self, names: &[&str]) -> Vec<String> {
        let of = |name: &&str| {
            self.0
                .iter()
                .filter(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        names.iter().flat_map(of).collect()
    }

    fn outlet(&self) -> Option<String> {
        let cleaned = |name: String| {
            name.trim_start_matches("Copyright")
                .trim_start_matches(['©', ' '])
                .to_owned()
        };
        self.first(&OUTLET)
            .map(cleaned)
            .filter(|name| !name.contains("://") && name.split_whitespace().count() <= 6)
    }
}

/// What the linked data of a page says about its article.
#[derive(Default)]
struct Linked {
    title: Option<String>,
    outlet: Option<String>,
    authors: Vec<String>,
    dates: Vec<(Event, Written)>,
    url: Option<String>,
    language: Option<String>,
}

impl Linked {
    fn of(document: &Document) -> Self {
        let scripts = document.select("script[type='application/ld+json']");
        let mut objects = Vec::new();
        for node in scripts.nodes().iter().take(50) {
            let text = node.text();
            if let (true, Ok(value)) = (
                text.len() <= MAX_JSON,
                serde_json::from_str::<Value>(text.trim()),
            ) {
                collect(value, &mut objects);
            }
        }
        let Some(article) = objects.iter().find(|object| is_article(object)) else {
            return Linked::default();
        };
        let text = |key: &str| article.get(key).and_then(Value::as_str).and_then(clean);
        let dated = |keys: &[&str]| keys.iter().find_map(|key| Written::of(&text(key)?));
        let came_out = dated(&["datePublished", "dateCreated", "uploadDate"])
            .map(|date| (Event::Published, date));
        let changed = dated(&["dateModified"]).map(|date| (Event::Modified, date));
        Linked {
            title: text("headline").or_else(|| text("name")),
            outlet: article
                .get("publisher")
                .and_then(|p| names(p, &objects).into_iter().next()),
            authors: article
                .get("author")
                .or_else(|| article.get("creator"))
                .map(|a| names(a, &objects))
                .unwrap_or_default(),
            dates: came_out.into_iter().chain(changed).collect(),
            url: text("url")
                .or_else(|| text("mainEntityOfPage"))
                .filter(|url| url.contains("://")),
            language: text("inLanguage").and_then(|l| l.get(..2).map(str::to_ascii_lowercase)),
        }
    }
}

/// Lists the objects of a document of linked data: itself, its array or its graph.
fn collect(value: Value, objects: &mut Vec<Value>) {
    let mut waiting = vec![value];
    while let (Some(value), true) = (waiting.pop(), objects.len() < MAX_OBJECTS) {
        match value {
            Value::Array(items) => waiting.extend(items.into_iter().rev()),
            Value::Object(mut object) => {
                waiting.extend(object.remove("@graph"));
                objects.push(Value::Object(object));
            }
            _ => {}
        }
    }
}

fn is_article(object: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|k| {
            k.ends_with("Article")
                || k.ends_with("BlogPosting")
                || k == "Report"
                || k == "LiveBlogPosting"
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// Lists the names in a person, an organisation, a list of them, or a reference to one.
fn names(value: &Value, objects: &[Value]) -> Vec<String> {
    match value {
        Value::String(name) => clean(name)
            .into_iter()
            .filter(|n| !n.contains("://"))
            .collect(),
        Value::Array(items) => items
            .iter()
            .take(20)
            .flat_map(|item| names_of_one(item, objects))
            .collect(),
        one => names_of_one(one, objects).into_iter().collect(),
    }
}

fn names_of_one(value: &Value, objects: &[Value]) -> Option<String> {
    let own = value
        .as_str()
        .or_else(|| value.get("name").and_then(Value::as_str));
    let named = own.or_else(|| {
        let id = value.get("@id")?;
        objects
            .iter()
            .find(|object| object.get("@id") == Some(id))?
            .get("name")?
            .as_str()
    })?;
    clean(named).filter(|name| !name.contains("://"))
}
