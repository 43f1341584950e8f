//! Mails, and pages saved as mails.

use sayso_core::page::Form;

use crate::{TEXT, opened, published, read};

#[test]
fn a_mail_is_an_article() {
    let mail = format!(
        "Return-Path: <x@lune.example>\r\nFrom: \"Jane Roe\" <jane@lune.example>\r\nTo: list@lune.example\r\nSubject: =?utf-8?Q?Caf=C3=A9_talks?=\r\n\
         Date: Fri, 07 Nov 2014 23:30:00 -0500\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMakeshift.\r\n\
         --b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>The caf=E9 was closed, she said.=\r\n</p><p>{TEXT}</p>\r\n--b--\r\n"
    );
    for name in ["m.eml", "m.txt"] {
        let parts = opened(name, mail.as_bytes()).sound();
        let known = &parts[0].options.known;
        assert_eq!(
            (parts[0].name.as_str(), parts[0].options.form),
            (name, Form::Article)
        );
        assert_eq!(
            (known.title.as_deref(), known.bylines.join(";")),
            (Some("Caf\u{e9} talks"), "Jane Roe".to_owned())
        );
        assert_eq!(published(&parts[0]), "2014-11-07T23:30:00");
        let page = read(&parts[0]);
        assert!(
            page.report
                .text()
                .contains("The caf\u{e9} was closed, she said."),
            "{}",
            page.report.text()
        );
    }
}

#[test]
fn a_mail_of_plain_text() {
    let mail = format!(
        "From: jane@lune.example\nSubject: Talks\nDate: 7 Nov 2014 10:00:00 +0000\n\n{TEXT}\n\n\u{201c}No,\u{201d} he said.\n"
    );
    let parts = opened("m.eml", mail.as_bytes()).sound();
    let text = read(&parts[0]).report.text().to_owned();
    assert!(
        text.starts_with("Talks\n\n")
            && text.contains(TEXT)
            && text.contains("\u{201c}No,\u{201d} he said."),
        "{text}"
    );
    // Pasted and named as a text it stays what it is.
    assert_eq!(
        opened("m.txt", mail.as_bytes()).sound()[0].options.form,
        Form::Page
    );
}

#[test]
fn a_saved_page_is_a_page() {
    let page = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/harbour\r\nSubject: Harbour\r\nDate: Fri, 7 Nov 2014 10:00:00 -0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\r\n\r\n\r\n----b\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/harbour\r\n\r\n\
         <html><head><meta charset=3D\"utf-8\"><title>Harbour</title></head><body><article><p>Caf=C3=A9. {TEXT}</p></article></body></html>\r\n\
         ----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/p.png\r\n\r\niVBORw0KGgo=\r\n----b--\r\n"
    );
    let parts = opened("page.mhtml", page.as_bytes()).sound();
    assert_eq!((parts.len(), parts[0].options.form), (1, Form::Page));
    assert_eq!(
        parts[0].options.known.url.as_deref(),
        Some("https://a.example/harbour")
    );
    // The day on which it was saved is no day of publication.
    assert_eq!(published(&parts[0]), "");
    assert!(
        read(&parts[0])
            .report
            .text()
            .contains(&format!("Caf\u{e9}. {TEXT}")),
        "{}",
        read(&parts[0]).report.text()
    );
}

#[test]
fn a_mail_without_text_is_told() {
    let mail = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    opened("m.eml", mail.as_bytes()).tells("m.eml is a mail without text.");
}

#[test]
fn a_box_of_mails_and_what_stands_in_them() {
    let head = |name: &str, subject: &str, day: &str| {
        format!(
            "From: {name} <x@lune.example>\nSubject: {subject}\nDate: {day}, 10:00:00 +0000\nMIME-Version: 1.0\n"
        )
    };
    let first = head("Ada Brandt", "Lease", "Tue, 2 Mar 2021").replace(", 10", " 10");
    let second = head("Ivo Lund", "Re: Lease", "Wed, 3 Mar 2021").replace(", 10", " 10");
    let inbox = format!(
        "From x@lune.example Tue Mar 2 10:00:00 2021\n{first}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9 was told.\n\n>From here it went on.\n\n\
         From y@lune.example Wed Mar 3 10:00:00 2021\n{second}Content-Type: text/plain\n\nI knew nothing.\n\nOn Tue, 2 Mar 2021 at 10:00, Ada Brandt <x@lune.example> wrote:\n> Nobody was told.\n"
    );
    let parts = opened("a.mbox", inbox.as_bytes()).sound();
    let seen: Vec<_> = parts
        .iter()
        .map(|part| {
            (
                part.name.as_str(),
                part.options.known.bylines.join(";"),
                published(part).get(..10).unwrap_or("").to_owned(),
            )
        })
        .collect();
    let is = |name: &'static str, by: &str, day: &str| (name, by.to_owned(), day.to_owned());
    assert_eq!(
        seen,
        [
            is("a.mbox#1", "Ada Brandt", "2021-03-02"),
            is("a.mbox#2", "Ivo Lund", "2021-03-03"),
            is("a.mbox#2#2", "Ada Brandt", "2021-03-02"),
        ]
    );
    let text = |at: usize| read(&parts[at]).report.text().to_owned();
    assert!(
        text(0).contains("The caf\u{e9} was told.") && text(0).contains("From here it went on.")
    );
    assert!(!text(1).contains("Nobody was told.") && text(2).contains("Nobody was told."));
    assert!(read(&parts[1]).notes[0].contains("more than one mail"));
}

#[test]
fn a_mail_that_is_attached_is_a_report() {
    let inner = format!(
        "From: Bea Holm <b@lune.example>\r\nDate: Fri, 15 Jan 2021 18:30:00 +0000\r\nSubject: Lease\r\n\r\n{TEXT}\r\n"
    );
    let mail = format!(
        "From: Ivo Lund <i@lune.example>\r\nSubject: FW\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    );
    let parts = opened("a.eml", mail.as_bytes()).sound();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[1].options.known.bylines, ["Bea Holm"]);
    assert!(published(&parts[1]).starts_with("2021-01-15"));
    // Mails without end in one another end.
    let mut nested = inner;
    for _ in 0..50 {
        nested = format!(
            "From: Ivo Lund <i@lune.example>\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{nested}"
        );
    }
    drop(opened("a.eml", nested.as_bytes()));
}

#[test]
fn a_mail_that_is_too_large_costs_no_other() {
    let mail = |name: &str, words: &str| {
        format!(
            "From x@lune.example Tue Mar 2 10:00:00 2021\nFrom: {name} <x@lune.example>\nMIME-Version: 1.0\n\n{words}\n\n"
        )
    };
    let large = "It went on and on.\n".repeat(sayso_containers::MOST_BYTES / 10);
    let inbox = mail("Ada Brandt", &large) + &mail("Ivo Lund", TEXT);
    let opened = opened("a.mbox", inbox.as_bytes());
    opened.tells("a.mbox#1 is too large");
    assert_eq!((opened.unread.len(), opened.names()), (1, vec!["a.mbox#2"]));
}
