//! Tables, and texts that hold many articles or say in labelled lines what they are.

use sayso_core::page::Form;

use crate::archives::zipped;
use crate::{Opened, TEXT, opened, read};

/// What is known of each part: title, outlet, byline, day.
fn heads(opened: &Opened) -> Vec<String> {
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    opened
        .parts
        .iter()
        .map(|part| {
            let known = &part.options.known;
            let (title, outlet) = (words(&known.title), words(&known.outlet));
            let day = known.published.map_or(String::new(), |day| day.to_string());
            format!("{title}|{outlet}|{}|{day}", known.bylines.join(";"))
        })
        .collect()
}

#[test]
fn a_table_is_a_report_a_row() {
    let table = format!(
        "stories_id,publish_date,title,url,media_name,text\n1,2021-03-03,Sluice shut,https://a.example/1,Tarn Herald,\"{TEXT}\nNobody was hurt.\"\n2,2021-03-04,\"Warden, asked\",,Lune Post,{TEXT}\n"
    );
    let found = opened("a.csv", table.as_bytes());
    assert_eq!(
        heads(&found),
        [
            "Sluice shut|Tarn Herald||2021-03-03",
            "Warden, asked|Lune Post||2021-03-04"
        ]
    );
    assert_eq!(found.names(), ["a.csv#1", "a.csv#2"]);
    assert!(
        read(&found.parts[0])
            .report
            .text()
            .contains("Nobody was hurt.")
    );
    let foreign = format!("Headline;Body\nCaf\u{e9};{}\n", TEXT.replace(',', " -"));
    let latin: Vec<u8> = foreign.chars().map(|letter| letter as u8).collect();
    assert_eq!(heads(&opened("b.csv", &latin)), ["Caf\u{e9}|||"]);
    let tabs = format!("title\tfull text\tauthor\nSluice\t{TEXT}\tAda Brandt\n");
    assert_eq!(
        heads(&opened("c.tsv", tabs.as_bytes())),
        ["Sluice||Ada Brandt|"]
    );
}

#[test]
fn a_table_without_texts_names_its_columns() {
    let opened = opened("a.csv", b"year,depth\n2021,4\n");
    opened.tells(
        "none of its columns is called as a text is (text, body, content); they are year, depth.",
    );
    assert!(opened.unread[0].no_report && opened.parts.is_empty());
}

/// Two articles as the older libraries write them.
fn classic() -> String {
    let article = |number: usize, outlet: &str, day: &str, title: &str, by: &str| {
        format!(
            "                 {number} of 2 DOCUMENTS\n\n      {outlet}\n\n      {day}\n            Final Edition\n\n{title}\n\nBYLINE: {by}\n\nSECTION: NEWS; Pg. 1\n\nLENGTH: 21 words\n\n{TEXT} Nobody was hurt.\n\nLOAD-DATE: March 9, 2021\n\nLANGUAGE: ENGLISH\n\n      Copyright 2021 {outlet}\n        All Rights Reserved\n\n"
        )
    };
    article(
        1,
        "Tarn Herald",
        "March 3, 2021 Wednesday",
        "Sluice shut",
        "Ada Brandt",
    ) + &article(
        2,
        "Lune Post",
        "March 4, 2021 Thursday",
        "Warden speaks",
        "Ivo Lund and Bea Holm",
    )
}

const BOTH: [&str; 2] = [
    "Sluice shut|Tarn Herald|Ada Brandt|2021-03-03",
    "Warden speaks|Lune Post|Ivo Lund;Bea Holm|2021-03-04",
];

#[test]
fn an_export_is_its_articles_in_whatever_file() {
    let found = opened("a.txt", classic().as_bytes());
    assert_eq!(heads(&found), BOTH);
    for part in &found.parts {
        assert_eq!(part.options.form, Form::Article);
        let text = String::from_utf8_lossy(&part.bytes);
        assert_eq!(text.trim(), format!("{TEXT} Nobody was hurt."));
    }
    let rtf = format!(r"{{\rtf1\ansi {}}}", classic().replace('\n', "\\par\n"));
    assert_eq!(heads(&opened("a.rtf", rtf.as_bytes())), BOTH);
    let paragraphs: String = classic()
        .lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>");
    let docx = zipped(&[("word/document.xml", document.as_bytes())]);
    assert_eq!(heads(&opened("a.docx", &docx)), BOTH);
}

#[test]
fn the_forms_of_other_libraries() {
    let newer = format!(
        "Page 1 of 2\nSluice shut\nTarn Herald\nMarch 3, 2021 Wednesday\nCopyright 2021 Tarn Herald All Rights Reserved\nSection: NEWS\nLength: 20 words\nByline: Ada Brandt\nBody\n\n{TEXT}\nLoad-Date: March 9, 2021\nEnd of Document\nWarden speaks\nLune Post\nMarch 4, 2021 Thursday\nCopyright 2021 Lune Post\nByline: Ivo Lund and Bea Holm\nBody\n{TEXT}\nEnd of Document\n"
    );
    assert_eq!(heads(&opened("a.txt", newer.as_bytes())), BOTH);
    let coded = format!(
        "HD  Sluice shut\nBY  Ada Brandt\nWC  20 words\nPD  3 March 2021\nSN  Tarn Herald\nLA  English\nLP\n{TEXT}\nTD\nNobody was hurt.\nAN\nDocument TARNH00020210303eh330000a\nWarden speaks\nBy Ivo Lund and Bea Holm\n20 words\n4 March 2021\n14:05\nLune Post\nLUNEP\nEnglish\n(c) 2021 Lune Post\n{TEXT}\nDocument LUNEP00020210304eh340000b\n"
    );
    let found = opened("a.txt", coded.as_bytes());
    assert_eq!(heads(&found), BOTH);
    assert!(String::from_utf8_lossy(&found.parts[0].bytes).contains("Nobody was hurt."));
    let third = format!(
        "____________________________________\nDocument 1 of 2\n\nSluice shut\nAuthor: Brandt, Ada\nPublication info: Tarn Herald ; Tarn [Tarn]03 Mar 2021: A1.\nAbstract: Short.\nFull text: {TEXT}\nSubject: Water\nTitle: Sluice shut\n____________________________________\nDocument 2 of 2\n\nWarden speaks\nAuthor: Lund, Ivo; Holm, Bea\nPublication title: Lune Post\nPublication date: Mar 4, 2021\nFull text: {TEXT}\n"
    );
    assert_eq!(heads(&opened("a.txt", third.as_bytes())), BOTH);
}

#[test]
fn a_text_that_says_what_it_is() {
    let plain = format!(
        "Title: Sluice shut\nOutlet: Tarn Herald\nAuthor: Ada Brandt\nDate: 3 March 2021\n\n{TEXT}\n"
    );
    assert_eq!(heads(&opened("a.txt", plain.as_bytes())), [BOTH[0]]);
    let matter = format!(
        "---\ntitle: \"Sluice shut\"\ndate: 2021-03-03\nauthor: Ada Brandt\npublisher: Tarn Herald\ntags: water\n---\n{TEXT}\n"
    );
    assert_eq!(heads(&opened("a.md", matter.as_bytes())), [BOTH[0]]);
    // What a text says is none of this.
    for text in [
        format!("Q: Who knew?\nA: Nobody.\n\n{TEXT}"),
        format!("Lund: Title: no.\n\n{TEXT}"),
        format!("From: the warden\nTo: the envoy\n\n{TEXT}"),
        format!("{TEXT}\n\nEnd of the document\n"),
    ] {
        let parts = opened("a.txt", text.as_bytes()).sound();
        assert_eq!(
            (parts.len(), parts[0].bytes.len()),
            (1, text.len()),
            "{text}"
        );
    }
}
