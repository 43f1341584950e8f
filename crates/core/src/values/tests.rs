use super::*;
use crate::report::Report;

/// Writes each value as "kind: words | thing | verb | with".
fn listed(text: &str) -> Vec<String> {
    let report = Report::plain(text);
    let reading = crate::read(&report);
    let words = |span: Span| span.of(report.text()).to_owned();
    let word = |span: Option<Span>| span.map_or("–".to_owned(), words);
    reading
        .values
        .iter()
        .map(|value| {
            let with: Vec<String> = value.with.iter().map(|with| words(*with)).collect();
            format!(
                "{:?}: {} | {} | {} | {}",
                value.kind,
                words(value.span),
                word(value.thing),
                word(value.verb),
                with.join(" ")
            )
        })
        .collect()
}

#[test]
fn a_value_is_said_of_its_noun_and_its_verb() {
    for (text, expected) in [
        (
            "Twelve guards were hurt.",
            "Figure: Twelve | guards | hurt | ",
        ),
        (
            "The number of lorries was 14.",
            "Figure: 14 | number | – | lorries",
        ),
        (
            "The memo was dated 14 September 2019.",
            "Time: 14 September 2019 | memo | – | ",
        ),
        ("The envoys met in Velin.", "Place: Velin | envoys | met | "),
        (
            "There was no second ferry.",
            "No: no | ferry | was | second",
        ),
        (
            "The ministry never paid the pilot.",
            "No: never | ministry | paid | pilot",
        ),
        (
            "The ministry paid the pilot.",
            "Yes: paid | ministry | paid | pilot",
        ),
    ] {
        let found = listed(text);
        assert!(found.contains(&expected.to_owned()), "{text} {found:?}");
    }
}

#[test]
fn what_counts_nothing_and_what_is_left_open_are_no_values() {
    for text in [
        "She lives in Cell 9.",
        "Four more guards were hurt.",
        "Two-thirds of the guards were hurt.",
        "Ines Marr, 41, was hurt.",
        "Half a dozen guards were hurt.",
        "Three in five guards were hurt.",
    ] {
        let found = listed(text);
        assert!(
            !found.iter().any(|one| one.starts_with("Figure")),
            "{text} {found:?}"
        );
    }
    for text in [
        "The ministry could not find the pilot.",
        "The ministry will not pay the pilot.",
        "The ministry no longer pays the pilot.",
        "Did the ministry not pay the pilot?",
        "When the ministry did not pay, it rained.",
        "Once the ministry buys a lamp, it may rain.",
        "The pilot has not been seen for a month.",
        "You have not heard of the pilot.",
    ] {
        let found = listed(text);
        let is_sure = |one: &String| one.starts_with("No") || one.starts_with("Yes");
        assert!(!found.iter().any(is_sure), "{text} {found:?}");
    }
}

#[test]
fn what_is_named_to_say_that_it_is_another_is_ruled_out() {
    for (text, of) in [
        (
            "There were 40 goats on the barge, and not 31.",
            "31 | goats",
        ),
        (
            "The memo was dated 15 May 2019, not 14 May 2019.",
            "14 May 2019 | memo",
        ),
    ] {
        let report = Report::plain(text);
        let reading = crate::read(&report);
        let words = |span: Span| span.of(report.text());
        let ruled_out = reading.values.iter().filter(|value| value.ruled_out);
        let ruled_out = ruled_out
            .map(|value| format!("{} | {}", words(value.span), value.thing.map_or("–", words)));
        assert_eq!(ruled_out.collect::<Vec<_>>(), [of], "{text}");
    }
}
