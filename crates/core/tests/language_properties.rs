//! What holds of names, times, communications and states of knowledge whatever the text.

use proptest::prelude::*;
use sayso_core::report::{Moment, Report};
use sayso_core::{Reading, read};

/// Words that the rules look for, and some that they do not.
const WORDS: &[&str] = &[
    "Ann",
    "Lane",
    "Mr.",
    "Mrs.",
    "the",
    "a",
    "foreign",
    "minister",
    "Foreign",
    "Minister",
    "of",
    "and",
    ",",
    ".",
    "“",
    "”",
    "(",
    ")",
    "’s",
    "told",
    "informed",
    "not",
    "did",
    "was",
    "by",
    "to",
    "with",
    "met",
    "letter",
    "between",
    "in",
    "dark",
    "kept",
    "the",
    "officials",
    "an",
    "official",
    "familiar",
    "sources",
    "said",
    "he",
    "she",
    "they",
    "who",
    "him",
    "her",
    "Monday",
    "May",
    "2014",
    "7",
    "two",
    "weeks",
    "ago",
    "last",
    "year",
    "third-quarter",
    "mid-October",
    "1980s",
    "p.m.",
    "every",
    "CERA",
    "U.S.",
    "Osterian",
    "Iran",
    "Reuters",
    "Brenn",
    "Herald",
    "interview",
    "press",
    "conference",
    "if",
    "leaked",
    "knew",
    "learned",
    "aware",
    "without",
    "knowledge",
    "é",
    "İ",
    "\n",
    "-",
    "–",
    "then-Secretary",
    "R-Ohio",
    "'",
    "0",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..80).prop_map(|words| words.join(" "))
}

/// Asserts that every span of a reading cuts something out of the text and that mentions are in
/// order.
fn sound(report: &Report, reading: &Reading) {
    let text = report.text();
    let cuts = |span: sayso_core::span::Span| {
        assert!(
            !span.of(text).is_empty(),
            "{span:?} cuts nothing out of {text:?}"
        );
    };
    for entity in &reading.entities {
        cuts(entity.name);
        entity.role.into_iter().for_each(cuts);
        assert!(!entity.mentions.is_empty());
        entity.mentions.iter().copied().for_each(cuts);
        assert!(
            entity
                .mentions
                .windows(2)
                .all(|pair| pair[0].end() <= pair[1].start()),
            "{:?}",
            entity.mentions
        );
    }
    assert!(
        reading
            .entities
            .windows(2)
            .all(|pair| pair[0].mentions[0].start() <= pair[1].mentions[0].start())
    );
    reading.times.iter().for_each(|time| cuts(time.span));
    assert!(
        reading
            .times
            .windows(2)
            .all(|pair| pair[0].span.end() <= pair[1].span.start())
    );
    for told in &reading.told {
        told.from
            .iter()
            .chain(&told.to)
            .for_each(|party| cuts(party.span));
        told.about.into_iter().for_each(cuts);
        cuts(told.evidence);
    }
    for knew in &reading.knew {
        cuts(knew.who.span);
        knew.about.into_iter().for_each(cuts);
        cuts(knew.evidence);
    }
}

proptest! {
    #[test]
    fn findings_of_word_salad_are_sound(text in text()) {
        let mut report = Report::plain(text);
        report.about.published = Some(Moment::day(jiff::civil::date(2014, 11, 7)));
        sound(&report, &read(&report));
    }

    #[test]
    fn findings_of_any_text_are_sound(text in "\\PC{0,120}") {
        let report = Report::plain(text);
        sound(&report, &read(&report));
    }

    #[test]
    fn any_expression_resolves_without_a_panic(text in text(), year in -9000i16..9000) {
        let mut report = sayso_core::language::times::Resolver::new(jiff::civil::date(year, 2, 28));
        for expression in text.split(" . ") {
            prop_assert!(report.resolve(expression).is_none_or(|value| !value.is_empty()));
        }
    }
}

/// Twenty thousand words of one kind, in one sentence, which no rule may go through more than a few
/// times.
#[test]
fn hostile_repetition_is_read_to_the_end() {
    for part in [
        "Lane ",
        "Mr. Lane, ",
        "an official ",
        "Ann Lane and ",
        "told Lane ",
        "Lane (",
        "third-quarter ",
        "the ",
        "who told ",
        "Lane’s ",
        "letter to Lane’s ",
        "Lane said it was over and Mora denied that he knew and ",
        "Lane told Mora and Mora knew, ",
    ] {
        let report = Report::plain(part.repeat(20_000 / part.split(' ').count()));
        let reading = read(&report);
        sound(&report, &reading);
        // What reads a sentence pairs its parts: a text without stops may not be one sentence.
        let longest = reading
            .sentences
            .iter()
            .map(|sentence| sentence.of(report.text()).split_whitespace().count())
            .max();
        assert!(
            longest.is_some_and(|words| words <= 400),
            "{part:?}: {longest:?}"
        );
    }
}
