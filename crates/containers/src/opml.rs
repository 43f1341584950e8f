//! OPML: lists of feeds. They hold no reports; what they hold is for fetching.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::out::Out;
use crate::{At, xml};

/// How many addresses of one list are taken.
const MOST_FEEDS: usize = 10_000;

/// Returns the addresses of the feeds that a list names, in its order, each once.
pub fn feeds(bytes: &[u8]) -> Vec<String> {
    let text = xml::text(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while let Ok(event) = reader.read_event() {
        let tag = match event {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref().eq_ignore_ascii_case("outline") =>
            {
                tag
            }
            Event::Eof => break,
            _ => continue,
        };
        for attribute in tag
            .attributes()
            .flatten()
            .filter(|attribute| attribute.key.as_ref().eq_ignore_ascii_case("xmlUrl"))
        {
            let address = xml::unescaped(&attribute.value).trim().to_owned();
            if found.len() < MOST_FEEDS && !address.is_empty() && seen.insert(address.clone()) {
                found.push(address);
            }
        }
    }
    found
}

/// Says what a list is.
pub(crate) fn open(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let (name, count) = (at.name, feeds(bytes).len());
    let feeds = if count == 1 {
        "1 feed".to_owned()
    } else {
        format!("{count} feeds")
    };
    out.no_report(
        name,
        format!(
            "{name} lists {feeds} and holds no reports itself; save the feeds and name their files."
        ),
    )
}
