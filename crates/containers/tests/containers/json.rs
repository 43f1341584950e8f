//! JSON and JSON Lines.

use sayso_core::page::Form;

use crate::{TEXT, opened, packed, published, read};

#[test]
fn our_own_fields_and_those_of_others() {
    let lines = [
        format!(
            r#"{{"id": "a", "text": "{TEXT}", "title": "T", "outlet": "O", "url": "https://o.example/1", "published": "2014-11-07", "bylines": ["Jane Roe", "John Poe"], "language": "en"}}"#
        ),
        // passim
        format!(
            r#"{{"id": 7, "series": "lune-courier", "date": "1864-11-07", "text": "{TEXT}", "ref": 1}}"#
        ),
        // news-please
        format!(
            r#"{{"maintext": "{TEXT}", "title": "T", "authors": ["Jane Roe"], "date_publish": "2014-11-07 09:30:00", "date_modify": "2014-11-08 09:30:00", "url": "https://o.example/3", "source_domain": "o.example", "language": "en", "description": "Short."}}"#
        ),
        // linked data and habit
        format!(
            r#"{{"headline": "H", "articleBody": "{TEXT}", "author": {{"@type": "Person", "name": "Jane Roe"}}, "publisher": {{"name": "O"}}, "datePublished": "2014-11-07T09:30:00Z"}}"#
        ),
        format!(r#"{{"html": "<html><body><p>{TEXT}</p></body></html>", "source": "O"}}"#),
        format!(r#"{{"content": ["{TEXT}", "And more."], "byline": "By Jane Roe and John Poe"}}"#),
    ];
    let opened = opened("d.jsonl", lines.join("\n").as_bytes());
    assert_eq!(
        opened.names(),
        [
            "d.jsonl#a",
            "d.jsonl#7",
            "d.jsonl#3",
            "d.jsonl#4",
            "d.jsonl#5",
            "d.jsonl#6"
        ]
    );
    let parts = opened.sound();
    let known = |at: usize| parts[at].options.known.clone();
    assert!(
        parts
            .iter()
            .all(|part| read(part).report.text().contains(TEXT))
    );
    assert_eq!(
        (
            known(0).outlet.as_deref(),
            known(0).bylines.len(),
            known(0).language.as_deref()
        ),
        (Some("O"), 2, Some("en"))
    );
    assert_eq!(
        (known(1).outlet.as_deref(), published(&parts[1]).as_str()),
        (Some("lune-courier"), "1864-11-07")
    );
    assert_eq!(
        (known(2).outlet.as_deref(), known(2).modified.is_some()),
        (Some("o.example"), true)
    );
    assert_eq!(
        (known(3).outlet.as_deref(), known(3).bylines.join(";")),
        (Some("O"), "Jane Roe".to_owned())
    );
    assert_eq!(
        (parts[4].options.form, known(4).outlet.as_deref()),
        (Form::Page, Some("O"))
    );
    assert_eq!(known(5).bylines, ["Jane Roe", "John Poe"]);
    assert!(String::from_utf8_lossy(&parts[5].bytes).ends_with("\n\nAnd more."));
}

#[test]
fn a_list_one_object_and_objects_one_behind_the_other() {
    let object = format!("{{\n \"text\": \"{TEXT}\"\n}}");
    assert_eq!(opened("a.json", object.as_bytes()).names(), ["a.json#1"]);
    assert_eq!(
        opened("a.json", format!("[{object},\n{object}]").as_bytes()).names(),
        ["a.json#1", "a.json#2"]
    );
    assert_eq!(
        opened("a", format!("{object}\n{object}").as_bytes()).names(),
        ["a#1", "a#2"]
    );
    assert_eq!(
        opened("a.json.gz", &packed(object.as_bytes())).names(),
        ["a.json.gz#1"]
    );
}

#[test]
fn a_broken_line_costs_no_other() {
    let good = format!(r#"{{"text": "{TEXT}"}}"#);
    let lines = format!("{good}\n{{\"text\": \"broken\n\n{good}\n{{\"title\": \"x\"}}\n{good}");
    let opened = opened("d.jsonl", lines.as_bytes());
    assert_eq!(opened.names(), ["d.jsonl#1", "d.jsonl#4", "d.jsonl#6"]);
    opened.tells("d.jsonl is no sound JSON at line 2.");
    opened.tells("d.jsonl has no text at line 5.");
}

#[test]
fn half_a_character_is_replaced() {
    let parts = opened(
        "d.jsonl",
        br#"{"text": "He said \ud83d no, \u00e9.", "id": "x"}"#,
    )
    .sound();
    assert_eq!(
        String::from_utf8_lossy(&parts[0].bytes),
        "He said \u{fffd} no, \u{e9}."
    );
}

#[test]
fn other_json_is_no_report() {
    for (name, text) in [
        ("package.json", "{\"name\": \"x\", \"version\": 1}"),
        ("a.json", "{ // a comment\n \"x\": 1 }"),
        ("b.json", "[{\"a\": 1}, {\"b\": 2}]"),
    ] {
        let opened = opened(name, text.as_bytes());
        assert!(
            opened.parts.is_empty() && opened.unread.len() == 1 && opened.unread[0].no_report,
            "{opened:#?}"
        );
    }
    // Running text may begin with a bracket.
    assert_eq!(
        opened("a.txt", "[\u{201c}No,\u{201d} he said.]".as_bytes()).sound()[0]
            .options
            .form,
        Form::Page
    );
}

#[test]
fn a_line_of_fifty_megabytes_and_nested_lists_without_end() {
    let good = format!(r#"{{"text": "{TEXT}"}}"#);
    let lines = format!(
        "{good}\n{{\"text\": \"{}\"}}\n{{\"text\": {}\n{good}",
        "x".repeat(50 << 20),
        "[".repeat(1 << 20)
    );
    let opened = opened("d.jsonl", lines.as_bytes());
    assert_eq!(opened.names(), ["d.jsonl#1", "d.jsonl#4"]);
    opened.tells("d.jsonl#2 is too large");
    opened.tells("line 3");
}

#[test]
fn a_file_of_broken_lines_does_not_flood() {
    let opened = opened("d.jsonl", "{x}\n".repeat(10_000).as_bytes());
    assert_eq!(opened.unread.len(), 51);
    opened.tells("9950 more parts of d.jsonl could not be read.");
}
