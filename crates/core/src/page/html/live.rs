//! Pages that go on being written: when each entry came out.
//!
//! "This morning" in an entry of the second day is not that of the first. Only pages that say that
//! they are live are read so; elsewhere a date between paragraphs may be anything's.

use std::collections::HashMap;

use dom_query::Document;

use super::lost::NUMBER;
use crate::page::dates;
use crate::report::Moment;

/// What a page is called in its linked data that goes on being written.
const LIVE: &str = "LiveBlogPosting";

/// Returns when the paragraphs of a live page came out, by their numbers (see `lost`).
pub(super) fn entries(document: &Document) -> HashMap<usize, Moment> {
    let scripts = document.select("script[type='application/ld+json']");
    let is_live = scripts
        .nodes()
        .iter()
        .any(|node| node.text().contains(LIVE));
    let mut entries = HashMap::new();
    let Some(body) = document.body().filter(|_| is_live) else {
        return entries;
    };
    let mut last = None;
    for node in body.descendants_it() {
        if node.has_name("time") {
            let stated = node.attr("datetime").and_then(|value| dates::find(&value));
            last = stated.map(|found| found.moment).or(last);
        }
        let number = node.attr(NUMBER).and_then(|number| number.parse().ok());
        if let Some((number, moment)) = number.zip(last) {
            entries.insert(number, moment);
        }
    }
    entries
}
