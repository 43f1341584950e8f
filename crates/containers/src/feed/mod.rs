//! Feeds (RSS, Atom, JSON Feed): every entry is one article.
//!
//! `cut` takes the entries out one by one, so that a broken one costs only itself; the crate
//! `feed-rs` understands them.

mod cut;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use feed_rs::model::{Entry, Feed};
use feed_rs::parser::{Builder, Parser};
use jiff::civil::{Date, Time};
use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{About, Event, Moment, ReportId};
use url::Url;

use crate::known::{self, Known};
use crate::out::Out;
use crate::{At, Part, xml};
use cut::Entries;

/// How many entries of one feed are read. Feeds have some dozens, their archives some thousands.
const MOST_ENTRIES: usize = 20_000;

/// Opens a feed in XML.
pub(crate) fn open(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let text = xml::text(bytes);
    let mut entries = Entries::new(&text);
    let head = parsed(&entries.empty_feed());
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
        match parsed(&entries.feed_of(raw)).and_then(|mut feed| feed.entries.pop()) {
            Some(entry) => part(
                at,
                &label,
                &entry,
                head.as_ref(),
                cut::source(raw).as_deref(),
                raw.as_bytes(),
                out,
            )?,
            None => {
                out.unread(
                    &label,
                    format!("Entry {number} of {name} is no sound XML."),
                    "Save the article itself, and name that file.",
                )?;
            }
        }
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

/// Opens a JSON Feed.
pub(crate) fn json(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let Some(feed) = parsed(&String::from_utf8_lossy(bytes)) else {
        return out.unread(
            name,
            format!("{name} looks like a JSON Feed but is not a sound one."),
            "Fetch the feed again.",
        );
    };
    if feed.entries.is_empty() {
        return out.no_report(name, format!("The feed {name} has no entries."));
    }
    for (index, entry) in feed.entries.iter().take(MOST_ENTRIES).enumerate() {
        let label = format!("{name}#{}", index + 1);
        let body = entry
            .content
            .as_ref()
            .and_then(|content| content.body.as_deref())
            .unwrap_or("");
        let own = [
            entry.id.as_str(),
            entry
                .title
                .as_ref()
                .map_or("", |title| title.content.as_str()),
            body,
        ]
        .join("\0");
        part(at, &label, entry, Some(&feed), None, own.as_bytes(), out)?;
    }
    ControlFlow::Continue(())
}

/// Parses a feed with a parser of its own: one that met an error asserts that it never did. Should
/// an entry prove other assertions wrong, the others still count.
fn parsed(feed: &str) -> Option<Feed> {
    catch_unwind(AssertUnwindSafe(|| parser().parse(feed.as_bytes()).ok()))
        .ok()
        .flatten()
}

/// A parser that keeps dates as they are written: the hour of the place where it was written, which
/// is the day that "yesterday" is counted from, and not that of Greenwich.
fn parser() -> Parser {
    let there = |words: &str| {
        let moment = known::moment(words)?;
        let date = NaiveDate::from_ymd_opt(
            moment.date.year().into(),
            narrow(moment.date.month()),
            narrow(moment.date.day()),
        )?;
        let time = moment.time.unwrap_or(Time::MAX);
        Some(
            date.and_hms_nano_opt(
                narrow(time.hour()),
                narrow(time.minute()),
                narrow(time.second()),
                time.subsec_nanosecond().unsigned_abs(),
            )?
            .and_utc(),
        )
    };
    Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(there)
        .build()
}

fn narrow(number: i8) -> u32 {
    u32::from(number.unsigned_abs())
}

/// Returns a date that went through the parser; the last moment of a day stands for a day without a
/// time.
fn moment(date: DateTime<Utc>) -> Option<Moment> {
    let small = |number: u32| i8::try_from(number).ok();
    let day = Date::new(
        i16::try_from(date.year()).ok()?,
        small(date.month())?,
        small(date.day())?,
    )
    .ok()?;
    if date.nanosecond() != 0 {
        return Some(Moment::day(day));
    }
    Some(Moment {
        date: day,
        time: Time::new(
            small(date.hour())?,
            small(date.minute())?,
            small(date.second())?,
            0,
        )
        .ok(),
    })
}

/// Hands one entry over.
fn part(
    at: &At<'_>,
    label: &str,
    entry: &Entry,
    feed: Option<&Feed>,
    source: Option<&str>,
    own: &[u8],
    out: &mut Out<'_>,
) -> ControlFlow<()> {
    let about = about(entry, feed, source, &at.base.known);
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|text| text.content.as_str());
    let body = [content, summary]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    // Some feeds carry nothing but headlines; a headline is a report, too.
    let Some(body) = body.or(about.title.as_deref()) else {
        return out.unread(
            label,
            format!("{label} has neither a text nor a title."),
            "Leave it out.",
        );
    };
    let bytes = body.as_bytes().to_vec();
    let options = PageOptions {
        form: Form::Article,
        charset: None,
        known: about,
        id: Some(ReportId::of(own)),
    };
    out.part(Part {
        name: label.to_owned(),
        bytes,
        options,
    })
}

fn about(entry: &Entry, feed: Option<&Feed>, source: Option<&str>, base: &About) -> About {
    let mut known = Known::new();
    let title = entry
        .title
        .as_ref()
        .map_or("", |title| title.content.as_str());
    let title = xml::unescaped(title);
    // Aggregators put the publisher behind the headline.
    let bare = source
        .and_then(|source| title.strip_suffix(source))
        .and_then(|title| title.trim_end().strip_suffix(['-', '|', '–', '—']));
    known.title(
        bare.filter(|title| !title.trim().is_empty())
            .unwrap_or(&title),
    );
    let page = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .or(entry.links.first());
    let link = page.map_or(entry.id.as_str(), |link| link.href.as_str());
    // A link may be relative to the feed, whose address whoever fetched it knows.
    let feeds = base.url.as_deref().and_then(|url| Url::parse(url).ok());
    known.url(
        feeds
            .and_then(|feed| feed.join(link).ok())
            .as_ref()
            .map_or(link, Url::as_str),
    );
    entry
        .authors
        .iter()
        .filter_map(|person| person.name.as_deref().or(person.email.as_deref()))
        .for_each(|name| known.byline(name));
    if let Some(date) = entry.published.or(entry.updated).and_then(moment) {
        known.moment(Event::Published, date);
    }
    if let Some(date) = entry.updated.and_then(moment) {
        known.moment(Event::Modified, date);
    }
    known.outlet(source.unwrap_or(""));
    known.outlet(
        feed.and_then(|feed| feed.title.as_ref())
            .map_or("", |title| title.content.as_str()),
    );
    known.language(entry.language.as_deref().unwrap_or(""));
    known.language(feed.and_then(|feed| feed.language.as_deref()).unwrap_or(""));
    // The feed's own address is not that of its entries.
    known.about(&About {
        url: None,
        ..base.clone()
    })
}
