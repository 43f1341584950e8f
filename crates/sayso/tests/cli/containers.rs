//! Files that hold many reports, from outside: every command opens them, and what is broken in them
//! stops nothing.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::sandbox::{DENIAL, LETTER, Ran, Sandbox};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("memory takes everything");
        writer.write_all(bytes).expect("memory takes everything");
    }
    writer
        .finish()
        .expect("memory takes everything")
        .into_inner()
}

fn response(url: &str, words: &str) -> Vec<u8> {
    let page = format!(
        "<html><head><title>Talks</title></head><body><article><p>{words}</p></article></body></html>"
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let length = block.len();
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n"
    );
    format!("{header}\r\n{block}\r\n\r\n").into_bytes()
}

fn line(id: &str, words: &str) -> String {
    serde_json::json!({ "id": id, "text": words, "title": "Talks", "outlet": "The Lune Courier", "published": "2014-11-07" }).to_string()
}

fn paths(ran: &Ran) -> Vec<String> {
    ran.json()
        .iter()
        .map(|read| {
            read["report"]["path"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

#[test]
fn files_of_every_kind_are_opened_in_order() {
    let sandbox = Sandbox::new();
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Northern Wire</title><item><title>Talks</title><link>https://n.example/1</link>\
         <pubDate>Fri, 07 Nov 2014 09:00:00 GMT</pubDate><description><![CDATA[<p>{LETTER}</p>]]></description></item></channel></rss>"
    );
    sandbox.write(
        "pile/a.jsonl",
        [line("x", LETTER), line("y", DENIAL)].join("\n"),
    );
    sandbox.write("pile/b.xml", feed);
    sandbox.write(
        "pile/c.warc.gz",
        [
            packed(&response("https://c.example/1", LETTER)),
            packed(&response("https://c.example/2", DENIAL)),
        ]
        .concat(),
    );
    sandbox.write(
        "pile/d.zip",
        zipped(&[("in/e.txt", LETTER.as_bytes()), ("in/p.png", b"x")]),
    );
    sandbox.write(
        "pile/page.html",
        format!("<html><body><article><p>{DENIAL}</p></article></body></html>"),
    );
    sandbox.write("pile/page_files/frame.html", "<p>Advertisement</p>");
    let ran = sandbox.run("read --json pile").ends_with(0);
    ran.with_no_error();
    let expected = [
        "a.jsonl#x",
        "a.jsonl#y",
        "b.xml#1",
        "c.warc.gz#https://c.example/1",
        "c.warc.gz#https://c.example/2",
        "d.zip/in/e.txt",
        "page.html",
    ];
    assert_eq!(paths(&ran), expected.map(|name| format!("pile/{name}")));
    let read = ran.json();
    assert_eq!(
        (
            &read[0]["report"]["outlet"],
            &read[0]["report"]["published"]
        ),
        (&Value::from("The Lune Courier"), &Value::from("2014-11-07"))
    );
    assert_eq!(
        (&read[2]["report"]["outlet"], &read[2]["report"]["url"]),
        (
            &Value::from("Northern Wire"),
            &Value::from("https://n.example/1")
        )
    );
    assert_eq!(read[3]["report"]["url"], "https://c.example/1");
    assert!(
        !read[4]["attributions"]
            .as_array()
            .expect("a list")
            .is_empty()
    );
}

#[test]
fn standard_input_is_opened_too() {
    let sandbox = Sandbox::new();
    let ran = sandbox
        .run_with("read --json -", &line("x", LETTER))
        .ends_with(0);
    assert_eq!(paths(&ran), ["-#x"]);
}

#[test]
fn plain_takes_the_file_as_it_stands() {
    let sandbox = Sandbox::new();
    let text = line("x", LETTER) + "\n";
    sandbox.write("a.jsonl", &text);
    let ran = sandbox.run("read --plain --json a.jsonl").ends_with(0);
    assert_eq!(ran.json()[0]["report"]["text"], text);
}

#[test]
fn what_a_file_does_not_say_may_be_said() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", LETTER);
    sandbox.write(
        "b.txt",
        format!("Title: The letter\nOutlet: Tarn Herald\nDate: 3 March 2021\n\n{LETTER}"),
    );
    let ran = sandbox
        .run("read --json --outlet Lune --date 2014-11-07 a.txt b.txt")
        .ends_with(0);
    let about = |at: usize, field: &str| ran.json()[at]["report"][field].clone();
    assert_eq!(
        (about(0, "outlet"), about(0, "published")),
        ("Lune".into(), "2014-11-07".into())
    );
    assert_eq!(
        (about(1, "outlet"), about(1, "published")),
        ("Tarn Herald".into(), "2021-03-03".into())
    );
    let ran = sandbox.run("read --date someday a.txt").ends_with(2);
    drop(ran.tells("someday is no day that Sayso can read."));
}

#[test]
fn what_is_broken_in_a_file_is_told_and_the_rest_goes_on() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.jsonl",
        format!("{}\n{{\"text\": \n{}", line("x", LETTER), line("y", DENIAL)),
    );
    let packed = packed(&response("https://c.example/1", LETTER));
    sandbox.write("b.warc.gz", &packed[..packed.len() - 12]);
    sandbox.write("c.zip", &zipped(&[("a.txt", LETTER.as_bytes())])[..60]);
    sandbox.write("d.txt", DENIAL);
    let ran = sandbox
        .run("read --json a.jsonl b.warc.gz c.zip d.txt")
        .ends_with(3);
    assert_eq!(
        paths(&ran),
        [
            "a.jsonl#x",
            "a.jsonl#y",
            "b.warc.gz#https://c.example/1",
            "d.txt"
        ]
    );
    let ran = ran
        .tells("a.jsonl is no sound JSON at line 2.")
        .tells("b.warc.gz could not be read to its end: it breaks off.");
    let _ = ran.tells("c.zip is a damaged archive.");
    sandbox
        .run("brief a.jsonl b.warc.gz c.zip d.txt")
        .ends_with(3)
        .with_remedy();
}

#[test]
fn what_is_no_report_is_passed_over_in_folders_and_told_where_it_is_named() {
    let sandbox = Sandbox::with_pile();
    sandbox.write("pile/settings.json", "{\"colour\": \"red\"}");
    sandbox.write("pile/sitemap.xml", "<?xml version=\"1.0\"?><urlset/>");
    sandbox.write("pile/pictures.zip", zipped(&[("a.png", b"x")]));
    sandbox.write("pile/backup.tar.gz", packed(b"\0\x01"));
    sandbox.write(
        "pile/list.opml",
        "<opml><body><outline xmlUrl=\"https://a.example/f\"/></body></opml>",
    );
    let ran = sandbox.run("read --json pile").ends_with(0);
    ran.with_no_error();
    assert_eq!(paths(&ran), ["pile/a.txt", "pile/b.txt"]);
    for (name, words) in [
        ("settings.json", "holds no reports: no object has a text"),
        ("sitemap.xml", "is XML, but neither a feed nor a web page"),
        ("pictures.zip", "holds no reports"),
        ("backup.tar.gz", "is not called as reports are"),
        ("list.opml", "lists 1 feed and holds no reports itself"),
    ] {
        sandbox
            .run(&format!("read pile/{name}"))
            .ends_with(3)
            .tells(words)
            .with_remedy();
    }
    sandbox.write("other/settings.json", "{}");
    sandbox
        .run("read other")
        .ends_with(3)
        .tells("other/settings.json and whatever else was looked at is no report.")
        .with_remedy();
}

#[test]
fn adding_a_container_again_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("a.jsonl", [line("x", LETTER), line("y", DENIAL)].join("\n"));
    let added = sandbox
        .run("add --json a.jsonl")
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(added["added"].as_array().map(Vec::len), Some(2));
    // One more line in the file is one more report.
    sandbox.write(
        "a.jsonl",
        [line("x", LETTER), line("z", LETTER), line("y", DENIAL)].join("\n"),
    );
    let again = sandbox
        .run("add --json a.jsonl")
        .ends_with(0)
        .json()
        .remove(0);
    let names = |list: &str| {
        again[list]
            .as_array()
            .expect("a list")
            .iter()
            .map(|kept| kept["path"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (names("added"), names("already")),
        (
            vec![Value::from("a.jsonl#z")],
            vec![Value::from("a.jsonl#x"), Value::from("a.jsonl#y")]
        )
    );
}

#[test]
fn names_from_a_file_cannot_steer_a_terminal() {
    let sandbox = Sandbox::new();
    let hostile = serde_json::json!({ "id": "x\u{1b}[2J\u{202e}", "text": LETTER }).to_string();
    sandbox.write("a.jsonl", hostile);
    let ran = sandbox.run("add a.jsonl").ends_with(0);
    assert!(!(ran.stdout + &ran.stderr).contains(['\u{1b}', '\u{202e}']));
    sandbox.write("b.warc", response("https://a.example/\u{1b}[2J", " "));
    let ran = sandbox.run("read b.warc");
    assert!(!(ran.stdout + &ran.stderr).contains('\u{1b}'));
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_archive_takes_little_memory() {
    let sandbox = Sandbox::new();
    // 60 MB of pages, most of them the same, packed record by record as crawls are.
    let filler = format!("<div>{}</div>", "<a href=\"x\">Home</a> ".repeat(500));
    let record = packed(&response(
        "https://a.example/1",
        &format!("{LETTER}</p>{filler}<p>"),
    ));
    let other = packed(&response("https://a.example/2", DENIAL));
    let mut archive = record.repeat(6000);
    archive.extend(other);
    sandbox.write("c.warc.gz", archive);
    sandbox.write("first.warc.gz", record);
    let _ = sandbox.run("add first.warc.gz").ends_with(0);
    let mut command = sandbox.command(["add", "--json", "c.warc.gz"]);
    let child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let watcher = std::thread::spawn(move || {
        let mut peak = 0;
        // The last look before the process is gone has seen the peak of all before.
        while let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let Some(kilobytes) =
                line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
            else {
                break;
            };
            peak = peak.max(kilobytes);
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        peak
    });
    let output = child.wait_with_output().expect("the program ends");
    let peak = watcher.join().expect("the watcher ends");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer");
    assert_eq!(
        (
            answer["added"].as_array().map(Vec::len),
            answer["already"].as_array().map(Vec::len)
        ),
        (Some(1), Some(6000))
    );
    assert!(peak < 300_000, "{peak} kB at most");
}
