//! What holds of every reading, whatever the text: spans fit, roles keep apart, voices nest without
//! a circle, ids exist.

use proptest::prelude::*;
use sayso_core::attribution::{Attribution, AttributionId, Party};
use sayso_core::language::{EntityId, TimeId};
use sayso_core::page::{PageOptions, page};
use sayso_core::report::{Moment, Report};
use sayso_core::span::Span;
use sayso_core::{Reading, read, read_all};

/// Asserts all that is promised of a reading.
#[track_caller]
fn assert_sound(report: &Report, reading: &Reading) {
    let text = report.text();
    // `of` gives nothing for a span that is empty, out of bounds or off a character boundary.
    let cuts = |span: Span| {
        assert!(
            !span.of(text).is_empty(),
            "{span:?} cuts nothing out of {text:?}"
        );
    };
    let entity = |id: Option<EntityId>| {
        assert!(
            id.is_none_or(|id| (id.0 as usize) < reading.entities.len()),
            "{id:?} in {text:?}"
        );
    };
    let time = |id: Option<TimeId>| {
        assert!(
            id.is_none_or(|id| (id.0 as usize) < reading.times.len()),
            "{id:?} in {text:?}"
        );
    };
    let attribution = |id: Option<AttributionId>| {
        assert!(
            id.is_none_or(|id| (id.0 as usize) < reading.attributions.len()),
            "{id:?} in {text:?}"
        );
    };
    let party = |party: &Party| {
        cuts(party.span);
        entity(party.entity);
    };
    assert_eq!(&reading.report, report.id());
    reading.sentences.iter().copied().for_each(cuts);
    assert_in_order(&reading.sentences, text);
    for found in &reading.entities {
        cuts(found.name);
        found.role.into_iter().for_each(cuts);
        found.mentions.iter().copied().for_each(cuts);
        assert!(
            !found.mentions.is_empty(),
            "an entity that nothing mentions in {text:?}"
        );
        assert_in_order(&found.mentions, text);
    }
    reading.times.iter().for_each(|found| cuts(found.span));
    for found in &reading.attributions {
        assert_roles(found, text);
        roles(found).into_iter().flatten().copied().for_each(cuts);
        entity(found.source.entity);
        attribution(found.inside);
        time(found.when);
        found.addressees.iter().for_each(party);
        assert!(
            (0.0..=1.0).contains(&found.confidence),
            "{} in {text:?}",
            found.confidence
        );
    }
    assert_nesting(&reading.attributions, text);
    for told in &reading.told {
        told.from.iter().chain(&told.to).for_each(party);
        told.about.into_iter().for_each(cuts);
        cuts(told.evidence);
        time(told.when);
        attribution(told.attribution);
    }
    for knew in &reading.knew {
        party(&knew.who);
        knew.from.iter().for_each(party);
        knew.about.into_iter().for_each(cuts);
        cuts(knew.evidence);
        time(knew.when);
        attribution(knew.attribution);
    }
}

#[track_caller]
fn assert_in_order(spans: &[Span], text: &str) {
    assert!(
        spans
            .windows(2)
            .all(|pair| pair[0].end() <= pair[1].start()),
        "{spans:?} in {text:?}"
    );
}

fn roles(found: &Attribution) -> [&[Span]; 3] {
    [&found.source.spans, &found.cue, &found.content]
}

/// Something is said, and no word is both who, how and what.
#[track_caller]
fn assert_roles(found: &Attribution, text: &str) {
    assert!(!found.content.is_empty(), "nothing is said in {text:?}");
    let spans: Vec<Span> = roles(found).concat();
    for (at, span) in spans.iter().enumerate() {
        assert!(
            spans[at + 1..].iter().all(|other| !span.overlaps(*other)),
            "{found:?} overlaps itself in {text:?}"
        );
    }
}

/// Every voice inside another stands in its content, and the way outwards ends.
#[track_caller]
fn assert_nesting(all: &[Attribution], text: &str) {
    for inner in all {
        if let Some(outer) = inner.inside.map(|id| &all[id.0 as usize]) {
            let held = |span: &Span| outer.content.iter().any(|part| part.contains(*span));
            assert!(
                roles(inner).into_iter().flatten().all(held),
                "{inner:?} stands not in the content of {outer:?} in {text:?}"
            );
        }
        let way = std::iter::successors(inner.inside, |id| all[id.0 as usize].inside);
        assert!(
            way.take(all.len() + 1).count() <= all.len(),
            "{inner:?} stands inside itself in {text:?}"
        );
    }
}

/// What attributions are made of: marks, names, cues, and what breaks them.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "''",
    "``",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "(",
    ")",
    ",",
    ".",
    ":",
    ";",
    "?",
    "—",
    "\n",
    "\n\n",
    "Ann Lane",
    "Pavel Mora",
    "Mora",
    "LANE:",
    "HOST:",
    "the Brenn Herald",
    "an official",
    "two officials",
    "a letter",
    "she",
    "he",
    "they",
    "I",
    "it",
    "said",
    "told",
    "reported that",
    "according to",
    "denied",
    "did not deny",
    "would neither confirm nor deny",
    "declined to comment",
    "believes",
    "predicted",
    "reportedly",
    "asked whether",
    "quoted",
    "as saying",
    "wrote to",
    "knew",
    "was not told",
    "that",
    "the pier",
    "was rotten",
    "and",
    "but",
    "who",
    "on Monday",
    "in 2014",
    "no",
    "é",
    "İ",
    "ß",
    "𝔄",
    "\u{301}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\r\n",
    "\0",
    "3.5",
    "U.S.",
    "READ MORE:",
    "Advertisement",
    "2 Comments",
    "Gull says:",
    "<p>",
    "</p>",
];

fn mixture() -> impl Strategy<Value = String> {
    let piece = (
        prop::sample::select(PIECES),
        prop::sample::select(&["", " ", " ", " "][..]),
    );
    prop::collection::vec(piece, 0..120).prop_map(|pieces| {
        pieces
            .iter()
            .flat_map(|(piece, blank)| [*piece, *blank])
            .collect()
    })
}

proptest! {
    // The network reads every case, most of them several layers deep: these take seconds, more
    // would take minutes.
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn any_text(text in "(\\PC|[ \\n\\t\\r\"'.,:]){0,200}") {
        let report = Report::plain(text);
        assert_sound(&report, &read(&report));
    }

    #[test]
    fn mixtures(text in mixture(), year in 1i16..4000) {
        let mut report = Report::plain(text);
        report.about.published = Some(Moment::day(jiff::civil::date(year, 2, 28)));
        assert_sound(&report, &read(&report));
    }

    #[test]
    fn pages(text in mixture()) {
        if let Ok(page) = page(text.as_bytes(), &PageOptions::default()) {
            assert_sound(&page.report, &read(&page.report));
        }
    }

    /// Reports that are read together are read as each alone.
    #[test]
    fn together_and_alone(texts in prop::collection::vec(mixture(), 1..3)) {
        let reports: Vec<Report> = texts.into_iter().map(Report::plain).collect();
        for (report, reading) in reports.iter().zip(read_all(&reports)) {
            assert_sound(report, &reading);
            let alone = read(report);
            prop_assert_eq!(reading.sentences, alone.sentences);
            prop_assert_eq!(reading.entities, alone.entities);
            prop_assert_eq!(reading.attributions.len(), alone.attributions.len());
        }
    }
}

/// The way a quotation is never closed, hundreds of times over, ends soon.
#[test]
fn repetition_is_read_to_the_end() {
    for piece in [
        "“",
        "” ",
        "'' ",
        "Ann Lane said ",
        "“No,” she said. ",
        "LANE: ",
        "LANE: No.\n",
        "according to ",
        "said that ",
    ] {
        let report = Report::plain(piece.repeat(500));
        assert_sound(&report, &read(&report));
    }
}
