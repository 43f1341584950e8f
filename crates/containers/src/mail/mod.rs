//! Mails (EML) and web pages saved as mails (MHTML): the body, and what the header knows about it.
//!
//! The bytes of the body go on undecoded, so that the core can tell a charset that is named from
//! one that is true. `thread` takes apart what is quoted and passed on in a mail of plain text; what
//! is attached as a mail is opened as one.

mod thread;

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use jiff::civil::{Date, Time};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Encoding, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use sayso_core::page::{Form, PageOptions};
use sayso_core::report::{Event, Moment, ReportId};

use crate::known::Known;
use crate::out::Out;
use crate::stream::{Line, line};
use crate::{At, MOST_BYTES, MOST_DEEP, Part};

/// What is said of a mail that quotes others or passes them on.
const MANY: &str = "The file holds more than one mail: each that is quoted or passed on was read as a report of its own.";

/// How many mails that are attached to one are opened.
const MOST_ATTACHED: usize = 100;

/// Opens a box of mails, one behind the other: each begins with a line "From …".
pub(crate) fn mailbox(at: &At<'_>, stream: &mut dyn BufRead, out: &mut Out<'_>) -> ControlFlow<()> {
    let (mut held, mut mail, mut number) = (Vec::new(), Vec::new(), 0);
    let (mut is_blank, mut is_too_large) = (true, false);
    let name = |number: usize| format!("{}#{number}", at.name);
    loop {
        let read = line(stream, &mut held, MOST_BYTES);
        let is_border = is_blank && held.starts_with(b"From ");
        if matches!(read, Line::End) || is_border {
            if !mail.is_empty() {
                number += 1;
                let name = name(number);
                open(&At { name: &name, ..*at }, std::mem::take(&mut mail), out)?;
            }
            if matches!(read, Line::End) {
                return ControlFlow::Continue(());
            }
            (is_blank, is_too_large) = (false, false);
            continue;
        }
        is_blank = held.trim_ascii().is_empty();
        // The rest of a mail that is passed over goes with it.
        if is_too_large {
            continue;
        }
        if matches!(read, Line::TooLong) || mail.len() + held.len() > MOST_BYTES {
            mail.clear();
            is_too_large = true;
            number += 1;
            out.too_large(&name(number))?;
            continue;
        }
        // What begins as the border does was marked when it was put into the box.
        let marks = held.iter().take_while(|byte| **byte == b'>').count();
        let is_marked = marks > 0
            && held
                .get(marks..)
                .is_some_and(|rest| rest.starts_with(b"From "));
        mail.extend_from_slice(held.get(usize::from(is_marked)..).unwrap_or_default());
        if !mail.ends_with(b"\n") {
            mail.push(b'\n');
        }
    }
}

/// Opens a mail.
pub(crate) fn open(at: &At<'_>, bytes: Vec<u8>, out: &mut Out<'_>) -> ControlFlow<()> {
    let name = at.name;
    let Some(mail) = MessageParser::default().parse(&bytes) else {
        // What is called a mail and has no header is a text.
        return out.part(Part {
            name: name.to_owned(),
            bytes,
            options: at.base.clone(),
        });
    };
    let Some(part) = body(&mail) else {
        return out.unread(
            name,
            format!("{name} is a mail without text."),
            "Save what it carries as files of their own.",
        );
    };
    let (body, charset) = decoded(&mail, part);
    if is_page(&mail, part, name) {
        let options = page(&mail, part, at, &bytes, charset);
        return out.part(Part {
            name: name.to_owned(),
            bytes: body.into_owned(),
            options,
        });
    }
    let own = letter(&mail, at, &bytes, charset);
    let mails = match &part.body {
        PartType::Text(text) => thread::mails(text),
        _ => Vec::new(),
    };
    let mut number = 1;
    if mails.len() < 2 {
        out.part(Part {
            name: name.to_owned(),
            bytes: body.into_owned(),
            options: own,
        })?;
    } else {
        for mail in mails {
            let is_own = mail.author.is_empty() && mail.sent.is_none() && number == 1;
            let mut options = if is_own {
                own.clone()
            } else {
                quoted(&mail, at)
            };
            if number == 1 {
                options.note = Some(MANY.to_owned());
            }
            let name = if number == 1 {
                name.to_owned()
            } else {
                format!("{name}#{number}")
            };
            out.part(Part {
                name,
                bytes: mail.text.into_bytes(),
                options,
            })?;
            number += 1;
        }
    }
    attached(&mail, at, number, out)
}

/// Opens the mails that are attached to one.
fn attached(mail: &Message<'_>, at: &At<'_>, from: usize, out: &mut Out<'_>) -> ControlFlow<()> {
    let inner = mail.parts.iter().filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    for (index, inner) in inner.take(MOST_ATTACHED).enumerate() {
        let name = format!("{}#{}", at.name, from + index);
        if at.depth >= MOST_DEEP {
            out.unread(
                &name,
                format!("{name} is attached deeper than mails are looked into."),
                "Save it as a file of its own.",
            )?;
            continue;
        }
        let raw = inner.raw_message().to_vec();
        open(
            &At {
                name: &name,
                depth: at.depth + 1,
                ..*at
            },
            raw,
            out,
        )?;
    }
    ControlFlow::Continue(())
}

/// Returns a subject without the marks of answers.
fn subject(words: &str) -> &str {
    let mut rest = words.trim();
    while let Some((mark, behind)) = rest.split_once(':')
        && matches!(
            mark.to_ascii_lowercase().as_str(),
            "re" | "fw" | "fwd" | "aw" | "wg"
        )
    {
        rest = behind.trim();
    }
    rest
}

/// Returns what a mail inside another says of itself.
fn quoted(mail: &thread::Mail, at: &At<'_>) -> PageOptions {
    let mut known = Known::new();
    known.title(subject(&mail.subject));
    known.byline(&mail.author);
    if let Some(sent) = mail.sent {
        known.moment(Event::Published, sent);
    }
    let own = [mail.author.as_str(), &mail.text].join("\0");
    PageOptions {
        form: Form::Article,
        charset: None,
        known: known.about(&at.base.known),
        id: Some(ReportId::of(own.as_bytes())),
        note: None,
    }
}

/// Returns the part that people read: as HTML where there is some, since text beside it is a
/// makeshift.
fn body<'m>(mail: &'m Message<'m>) -> Option<&'m MessagePart<'m>> {
    let html = mail
        .html_bodies()
        .find(|part| matches!(part.body, PartType::Html(_)));
    // A saved page whose first part is not the page names it in parts that a mail would show as
    // attachments.
    let any = || {
        mail.parts
            .iter()
            .find(|part| matches!(part.body, PartType::Html(_)))
    };
    html.or_else(|| {
        mail.text_bodies()
            .find(|part| matches!(part.body, PartType::Text(_)))
    })
    .or_else(any)
}

/// Undoes what the way by mail did to a part; returns its bytes and the charset that it names.
fn decoded<'m>(
    mail: &'m Message<'m>,
    part: &'m MessagePart<'m>,
) -> (Cow<'m, [u8]>, Option<String>) {
    let range = usize::try_from(part.offset_body).unwrap_or(usize::MAX)
        ..usize::try_from(part.offset_end).unwrap_or(usize::MAX);
    let raw = mail.raw_message.get(range).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
    };
    let charset = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"))
        .map(str::to_owned);
    match (bytes, &part.body) {
        (Some(bytes), _) if !bytes.is_empty() => (bytes, charset),
        // What only the parser could decode is UTF-8 by now.
        (_, PartType::Html(text) | PartType::Text(text)) => (Cow::Borrowed(text.as_bytes()), None),
        _ => (Cow::Borrowed(raw), charset),
    }
}

/// Says whether a mail is a web page that a browser saved.
fn is_page(mail: &Message<'_>, part: &MessagePart<'_>, name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(part.body, PartType::Html(_))
        && (lower.ends_with(".mht")
            || lower.ends_with(".mhtml")
            || snapshot(mail).is_some()
            || location(part).is_some())
}

fn snapshot<'m>(mail: &'m Message<'_>) -> Option<&'m str> {
    mail.header(HeaderName::Other("Snapshot-Content-Location".into()))
        .and_then(HeaderValue::as_text)
}

fn location<'m>(part: &'m MessagePart<'_>) -> Option<&'m str> {
    part.content_location()
        .filter(|place| place.starts_with("http"))
}

fn page(
    mail: &Message<'_>,
    part: &MessagePart<'_>,
    at: &At<'_>,
    own: &[u8],
    charset: Option<String>,
) -> PageOptions {
    let mut known = Known::new();
    known.url(location(part).or_else(|| snapshot(mail)).unwrap_or(""));
    known.title(mail.subject().unwrap_or(""));
    // Its date is the day on which it was saved.
    PageOptions {
        form: Form::Page,
        charset,
        known: known.about(&at.base.known),
        id: Some(ReportId::of(own)),
        note: None,
    }
}

fn letter(mail: &Message<'_>, at: &At<'_>, own: &[u8], charset: Option<String>) -> PageOptions {
    let mut known = Known::new();
    known.title(subject(mail.subject().unwrap_or("")));
    for sender in mail.from().iter().flat_map(|from| from.iter()) {
        known.byline(sender.name().or(sender.address()).unwrap_or(""));
    }
    if let Some(date) = mail.date() {
        let day = i8::try_from(date.month)
            .ok()
            .zip(i8::try_from(date.day).ok());
        let day = i16::try_from(date.year)
            .ok()
            .zip(day)
            .and_then(|(year, (month, day))| Date::new(year, month, day).ok());
        let small = |number: u8| i8::try_from(number).unwrap_or(-1);
        let time = Time::new(small(date.hour), small(date.minute), small(date.second), 0).ok();
        if let Some(date) = day {
            known.moment(Event::Published, Moment { date, time });
        }
    }
    PageOptions {
        form: Form::Article,
        charset,
        known: known.about(&at.base.known),
        id: Some(ReportId::of(own)),
        note: None,
    }
}
