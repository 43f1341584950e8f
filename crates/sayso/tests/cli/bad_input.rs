//! Bad input gets a sentence that names it and a remedy, and nothing else is lost.

use crate::sandbox::{DENIAL, LETTER, Sandbox};

#[test]
fn a_missing_file_is_named_at_the_end_and_the_others_are_read() {
    let sandbox = Sandbox::with_pile();
    let ran = sandbox
        .run("read --json pile/a.txt nowhere.txt pile/b.txt")
        .ends_with(3)
        .tells("nowhere.txt");
    let paths: Vec<_> = ran
        .json()
        .iter()
        .map(|read| read["report"]["path"].clone())
        .collect();
    assert_eq!(paths, ["pile/a.txt", "pile/b.txt"]);
    sandbox
        .run("read nowhere.txt")
        .ends_with(3)
        .tells("nowhere.txt could not be read: no such file")
        .with_remedy();
}

#[test]
fn an_empty_file_is_told() {
    let sandbox = Sandbox::new();
    for empty in ["", " \n\t\n"] {
        sandbox.write("empty.txt", empty);
        sandbox
            .run("read empty.txt")
            .ends_with(3)
            .tells("empty.txt holds no text.")
            .with_remedy();
    }
}

#[test]
fn a_picture_is_told_from_a_text() {
    let sandbox = Sandbox::new();
    sandbox.write("picture.jpg", b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xDB\x00\x43\x00\x08\x06\x06");
    sandbox
        .run("read picture.jpg")
        .ends_with(3)
        .tells("picture.jpg is not a text")
        .with_remedy();
}

#[test]
fn a_page_that_lies_about_its_charset_is_read_as_what_it_is() {
    let sandbox = Sandbox::new();
    let page = b"<html><head><meta charset=\"utf-8\"><title>Caf\xE9</title></head><body><article><h1>Caf\xE9 talks</h1>\
        <p>The minister met the envoy in a caf\xE9 on the harbour, two officials said on Monday evening.</p></article></body></html>";
    sandbox.write("page.html", page);
    let ran = sandbox.run("read --json page.html").ends_with(0);
    let text = ran.json()[0]["report"]["text"].to_string();
    assert!(text.contains("café on the harbour"), "{text}");
}

#[test]
fn a_page_that_breaks_off_is_read_as_far_as_it_goes() {
    let sandbox = Sandbox::new();
    let page = "<html><body><article><h1>Talks</h1><p>The minister met the envoy in the harbour, two officials said.</p>\
        <p>The envoy <a href=\"x";
    sandbox.write("page.html", page);
    let ran = sandbox.run("read --json page.html").ends_with(0);
    assert!(
        ran.json()[0]["report"]["text"]
            .to_string()
            .contains("two officials said"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_folder_without_reports_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("folder/picture.jpg", "x");
    sandbox
        .run("brief folder")
        .ends_with(3)
        .tells("The folder folder holds no reports.")
        .with_remedy();
}

#[test]
fn another_language_is_read_as_text_and_not_understood() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "bericht.txt",
        "Die Ministerin sagte am Dienstag vor der Presse, sie habe von dem Brief erst aus der Zeitung erfahren und \
         wolle sich zu den Gesprächen nicht weiter äußern, solange die Untersuchung nicht abgeschlossen sei.\n",
    );
    let read = &sandbox.run("read --json bericht.txt").ends_with(0).json()[0];
    assert_eq!(read["report"]["language"], "de");
    assert_eq!(
        read["notes"][0],
        "The report was read as text, not understood: language de."
    );
    assert_eq!(read["attributions"], serde_json::json!([]));
}

#[test]
fn a_file_beyond_the_limit_is_told() {
    let sandbox = Sandbox::new();
    let file = std::fs::File::create(sandbox.path("huge.txt")).expect("a file");
    file.set_len(60 << 20).expect("a hole takes no room");
    sandbox
        .run("read huge.txt")
        .ends_with(3)
        .tells("huge.txt is too large")
        .with_remedy();
}

#[test]
fn the_same_bytes_twice_are_one_report() {
    let sandbox = Sandbox::with_pile();
    sandbox.write("pile/c.txt", LETTER);
    let ran = sandbox
        .run("brief --json pile")
        .ends_with(0)
        .tells("pile/c.txt is the same file as pile/a.txt");
    assert_eq!(ran.json()[0]["reports"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_text_without_headline_and_date_is_read() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", DENIAL);
    let ran = sandbox.run("brief a.txt").ends_with(0);
    assert!(
        ran.stdout
            .starts_with("1 report · no outlet named · no dates\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn errors_are_json_where_the_answer_is() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run("read --json nowhere.txt").ends_with(3);
    let talk: serde_json::Value = serde_json::from_str(ran.stderr.trim()).expect("a line of JSON");
    assert_eq!(talk["input"], "nowhere.txt");
    assert!(
        talk["error"].is_string() && talk["hint"].is_string(),
        "{talk}"
    );
}
