//! Feeds in XML (RSS, Atom): every entry is one article.
//!
//! `cut` takes the entries out one by one, so that a broken one costs only itself; `entry` says
//! what each holds. Feeds in JSON are the business of `json`.

mod cut;
mod entry;

use std::ops::ControlFlow;

use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{About, Event, ReportId};
use url::Url;

use crate::known::Known;
use crate::out::Out;
use crate::{At, Part, xml};
use cut::Entries;
use entry::{Entry, Slot};

/// How many entries of one feed are read. Feeds have some dozens, their archives some thousands.
const MOST_ENTRIES: usize = 20_000;

/// Opens a feed in XML.
pub(crate) fn open(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let text = xml::text(bytes);
    let mut entries = Entries::new(&text);
    let feed = Feed::of(&entries);
    let mut number = 0;
    while let Some(raw) = entries.next() {
        number += 1;
        let label = format!("{name}#{number}");
        if number > MOST_ENTRIES {
            return out.unread(
                name,
                format!("{name} has more than {MOST_ENTRIES} entries; the rest was left alone."),
                "Split the feed.",
            );
        }
        part(at, &label, raw, &feed, out)?;
    }
    if entries.breaks_off {
        return out.unread(
            name,
            format!("{name} breaks off in the middle of an entry."),
            "Fetch the feed again; the entries before were read.",
        );
    }
    if number == 0 {
        out.no_report(name, format!("The feed {name} has no entries."))
    } else {
        ControlFlow::Continue(())
    }
}

/// What a feed says of itself.
struct Feed {
    title: Option<String>,
    language: Option<String>,
}

impl Feed {
    fn of(entries: &Entries<'_>) -> Self {
        let head = Entry::of(entries.head);
        Feed {
            title: head.title(),
            language: head
                .words(Slot::Language)
                .map(str::to_owned)
                .or_else(|| entries.language()),
        }
    }
}

/// Hands one entry over.
fn part(at: &At<'_>, label: &str, raw: &str, feed: &Feed, out: &mut Out<'_>) -> ControlFlow<()> {
    let entry = Entry::of(raw);
    let about = about(&entry, feed, &at.base.known);
    // Some feeds carry nothing but headlines; a headline is a report, too.
    let Some(body) = entry.body().or(about.title.as_deref()) else {
        return out.unread(
            label,
            format!("{label} has neither a text nor a title."),
            "Save the article itself, and name that file.",
        );
    };
    let bytes = body.as_bytes().to_vec();
    let options = PageOptions {
        form: Form::Article,
        charset: None,
        known: about,
        id: Some(ReportId::of(raw.as_bytes())),
        note: None,
    };
    out.part(Part {
        name: label.to_owned(),
        bytes,
        options,
    })
}

fn about(entry: &Entry<'_>, feed: &Feed, base: &About) -> About {
    let mut known = Known::new();
    let source = entry.source();
    let title = entry.title().unwrap_or_default();
    // Aggregators put the publisher behind the headline.
    let bare = source
        .as_deref()
        .and_then(|source| title.trim_end().strip_suffix(source))
        .and_then(|title| title.trim_end().strip_suffix(['-', '|', '–', '—']));
    known.title(
        bare.filter(|title| !title.trim().is_empty())
            .unwrap_or(&title),
    );
    let link = entry.link().unwrap_or("");
    // A link may be relative to the feed, whose address whoever fetched it knows.
    let feeds = base.url.as_deref().and_then(|url| Url::parse(url).ok());
    known.url(
        feeds
            .and_then(|feed| feed.join(link).ok())
            .as_ref()
            .map_or(link, Url::as_str),
    );
    entry.authors().for_each(|name| known.byline(&name));
    let (published, modified) = (
        entry.words(Slot::Published),
        entry.words(Slot::Modified).unwrap_or(""),
    );
    known.date(Event::Published, published.unwrap_or(modified));
    known.date(Event::Modified, modified);
    known.outlet(source.as_deref().unwrap_or(""));
    known.outlet(feed.title.as_deref().unwrap_or(""));
    known.language(entry.words(Slot::Language).unwrap_or(""));
    known.language(feed.language.as_deref().unwrap_or(""));
    // The feed's own address is not that of its entries.
    known.about(&About {
        url: None,
        ..base.clone()
    })
}
