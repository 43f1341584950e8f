//! ZIP and gzip, and traps.

use std::io::{Cursor, Write};

use sayso_core::page::Form;
use sayso_core::report::ReportId;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{TEXT, opened, packed, read};

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(
                *name,
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated),
            )
            .expect("memory takes everything");
        writer.write_all(bytes).expect("memory takes everything");
    }
    writer
        .finish()
        .expect("memory takes everything")
        .into_inner()
}

#[test]
fn an_archive_is_walked_as_a_folder_is() {
    let line = format!("{{\"text\": \"{TEXT}\", \"id\": \"x\"}}");
    let inner = zipped(&[("c.txt", TEXT.as_bytes())]);
    let archive = zipped(&[
        ("a/b.txt", TEXT.as_bytes()),
        ("a/d.jsonl.gz", &packed(line.as_bytes())),
        ("a/picture.png", b"\x89PNG"),
        ("a/.hidden.txt", b"x"),
        ("__MACOSX/a/b.txt", b"x"),
        ("inner.zip", &inner),
        ("page.html", TEXT.as_bytes()),
        ("page_files/frame.html", TEXT.as_bytes()),
        ("settings.json", b"{\"a\": 1}"),
    ]);
    let opened = opened("p.zip", &archive);
    assert_eq!(
        opened.names(),
        [
            "p.zip/a/b.txt",
            "p.zip/a/d.jsonl.gz#x",
            "p.zip/inner.zip/c.txt",
            "p.zip/page.html"
        ]
    );
    // A text is the same report in an archive and beside it.
    assert_eq!(
        opened.parts[0]
            .options
            .id
            .clone()
            .unwrap_or_else(|| ReportId::of(&opened.parts[0].bytes)),
        ReportId::of(TEXT.as_bytes())
    );
    assert!(read(&opened.parts[0]).report.text().contains(TEXT));
}

#[test]
fn archives_in_archives_end() {
    let mut archive = zipped(&[("a.txt", TEXT.as_bytes())]);
    for _ in 0..4 {
        archive = zipped(&[("a.zip", &archive)]);
    }
    let opened = opened("p.zip", &archive);
    assert!(opened.parts.is_empty());
    opened.tells("archives one in another");
}

#[test]
fn traps_are_recognised_and_what_is_sound_is_read() {
    let zeros = vec![0u8; 100 << 20];
    let archive = zipped(&[
        ("a.txt", TEXT.as_bytes()),
        ("b.txt", &zeros),
        ("c.txt", TEXT.as_bytes()),
        ("d.txt", &zeros),
        ("e.txt", &zeros),
        ("f.txt", b"x"),
    ]);
    let found = opened("p.zip", &archive);
    assert_eq!(found.names(), ["p.zip/a.txt", "p.zip/c.txt"]);
    found.tells("p.zip/b.txt is too large");
    found.tells("p.zip unpacks to more than is reasonable");
    let found = opened("p.txt.gz", &packed(&zeros));
    assert!(found.parts.is_empty());
    found.tells("p.txt.gz is too large");
    // A line that never ends is left where it becomes a trap.
    let found = opened("p.jsonl.gz", &packed(&vec![b'['; 100 << 20]));
    found.tells("it unpacks to more than 200 times its size");
}

#[test]
fn what_is_locked_or_damaged_is_told() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("a.txt", SimpleFileOptions::default())
        .expect("memory");
    writer.write_all(TEXT.as_bytes()).expect("memory");
    let mut locked = writer.finish().expect("memory").into_inner();
    // The bit that says so, in front of the file and in the list at the end.
    let list = locked
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .expect("a list");
    locked[6] |= 1;
    locked[list + 8] |= 1;
    opened("p.zip", &locked).tells("p.zip/a.txt is locked with a password.");
    let sound = zipped(&[("a.txt", TEXT.as_bytes())]);
    opened("p.zip", &sound[..sound.len() / 2]).tells("p.zip is a damaged archive.");
    opened("p.zip", &zipped(&[("a.png", b"x")])).tells("The archive p.zip holds no reports.");
}

#[test]
fn a_text_that_was_cut_while_packed_is_kept() {
    let long: String = (0..5000)
        .map(|number| format!("{TEXT} {number}\n"))
        .collect();
    let zipped = packed(long.as_bytes());
    let found = opened("a.txt.gz", &zipped[..zipped.len() / 2]);
    assert!(found.parts[0].bytes.starts_with(TEXT.as_bytes()));
    found.tells("a.txt.gz could not be read to its end: it breaks off.");
}

#[test]
fn other_things_pass_through() {
    let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let parts = opened("a.txt", &wide).sound();
    assert_eq!(
        (parts[0].bytes.as_slice(), parts[0].options.form),
        (wide.as_slice(), Form::Page)
    );
    assert_eq!(read(&parts[0]).report.text(), TEXT);
    assert_eq!(opened("a.txt", b"").sound()[0].bytes, b"");
    opened("a.txt", &vec![b'a'; 50 << 20]).tells("a.txt is too large: one report may have 32 MB.");
    let found = opened("backup.tar.gz", &packed(b"\0\x01\x02"));
    assert!(found.unread[0].no_report);
}
