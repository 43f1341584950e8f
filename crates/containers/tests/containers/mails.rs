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
