//! Rich text (RTF): its words and paragraphs, as word processors and libraries of news write them.
//!
//! A reader of our own: `rtf-parser` loses the ends of paragraphs and letters beyond Latin-1, and
//! `rtf-grimoire` ends at tokens, which are the smaller half.

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use sayso_core::page::PageOptions;
use sayso_core::report::ReportId;

use crate::out::Out;
use crate::{At, MOST_BYTES, Part, export};

/// How deep groups may stand in one another; deeper ones are read as if they stood here.
const MOST_DEEP: usize = 1000;

/// Groups that hold no words of the text.
const ASIDE: [&str; 22] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "themedata",
    "datastore",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "generator",
    "xmlnstbl",
];

/// Opens a document.
pub(crate) fn open(at: &At<'_>, bytes: &[u8], out: &mut Out<'_>) -> ControlFlow<()> {
    let text = text(bytes);
    if text.trim().is_empty() {
        return out.unread(
            at.name,
            format!("{} is rich text without words.", at.name),
            "Save what it shows as text.",
        );
    }
    if export::open(at, &text, out)? {
        return ControlFlow::Continue(());
    }
    out.part(Part {
        name: at.name.to_owned(),
        bytes: text.into_bytes(),
        // Its title and its author are lines of the text; what its properties say is mostly the
        // program's.
        options: PageOptions {
            id: Some(ReportId::of(bytes)),
            ..at.base.clone()
        },
    })
}

/// What holds inside a group and ends with it.
#[derive(Clone, Copy)]
struct Group {
    /// Whether its words are none of the text.
    is_aside: bool,
    /// How many characters stand in for a letter that old readers do not know.
    stand_ins: usize,
}

/// Returns the text: paragraphs with a blank line between two.
fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        text: String::new(),
        letters: Vec::new(),
        charset: encoding_rs::WINDOWS_1252,
        skip: 0,
    };
    let mut own = Group {
        is_aside: false,
        stand_ins: 1,
    };
    let mut around = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if reader.text.len() + reader.letters.len() > MOST_BYTES {
            break;
        }
        at += 1;
        match byte {
            b'{' if around.len() < MOST_DEEP => around.push(own),
            b'}' => {
                reader.flush();
                own = around.pop().unwrap_or(own);
            }
            b'{' | b'\r' | b'\n' => {}
            b'\\' => {
                let (word, number, length) = control(bytes.get(at..).unwrap_or_default());
                at += length;
                let count = number.and_then(|number| usize::try_from(number).ok());
                match word {
                    "*" => own.is_aside = true,
                    word if ASIDE.contains(&word) => own.is_aside = true,
                    "uc" => own.stand_ins = count.unwrap_or(1).min(8),
                    "bin" => at += count.unwrap_or(0),
                    "ansicpg" => reader.charset(number.unwrap_or(1252)),
                    _ if own.is_aside => {}
                    "'" => reader.letter(number.and_then(|code| u8::try_from(code).ok())),
                    "u" => reader.unit(number.unwrap_or(0), own.stand_ins),
                    word => reader.word(word),
                }
            }
            _ if own.is_aside => {}
            byte => reader.letter(Some(byte)),
        }
    }
    reader.flush();
    reader.text
}

/// Reads what stands behind a backslash: its word, its number, and how long it is.
fn control(rest: &[u8]) -> (&str, Option<i32>, usize) {
    let words = |from: usize, to: usize| {
        std::str::from_utf8(rest.get(from..to).unwrap_or_default()).unwrap_or("")
    };
    let count = |from: usize, most: usize, is: fn(&u8) -> bool| {
        rest.iter()
            .skip(from)
            .take(most)
            .take_while(|byte| is(byte))
            .count()
    };
    let letters = count(0, 32, u8::is_ascii_alphabetic);
    if letters == 0 {
        let code = i32::from_str_radix(words(1, 3), 16).ok();
        return match words(0, 1) {
            "'" => ("'", code, if code.is_some() { 3 } else { 1 }),
            word => (word, None, rest.len().min(1)),
        };
    }
    let sign = usize::from(rest.get(letters) == Some(&b'-'));
    let end = match count(letters + sign, 10, u8::is_ascii_digit) {
        0 => letters,
        digits => letters + sign + digits,
    };
    let blank = usize::from(rest.get(end) == Some(&b' '));
    (
        words(0, letters),
        words(letters, end).parse().ok(),
        end + blank,
    )
}

/// The text on its way out.
struct Reader {
    text: String,
    /// Letters in the document's charset that are not decoded yet.
    letters: Vec<u8>,
    charset: &'static Encoding,
    /// How many letters stand in for one that was read.
    skip: usize,
}

impl Reader {
    fn letter(&mut self, byte: Option<u8>) {
        match self.skip.checked_sub(1) {
            Some(fewer) => self.skip = fewer,
            None => self.letters.extend(byte),
        }
    }

    fn flush(&mut self) {
        self.skip = 0;
        if !self.letters.is_empty() {
            let letters = self.charset.decode_without_bom_handling(&self.letters).0;
            self.text.push_str(&letters);
            self.letters.clear();
        }
    }

    fn charset(&mut self, page: i32) {
        let named = match page {
            65001 => Encoding::for_label(b"utf-8"),
            10000 => Encoding::for_label(b"macintosh"),
            936 => Encoding::for_label(b"gbk"),
            932 => Encoding::for_label(b"shift_jis"),
            949 => Encoding::for_label(b"euc-kr"),
            950 => Encoding::for_label(b"big5"),
            page => Encoding::for_label(format!("windows-{page}").as_bytes()),
        };
        self.charset = named.unwrap_or(encoding_rs::WINDOWS_1252);
    }

    /// Takes a unit of UTF-16, which is written with a sign.
    fn unit(&mut self, number: i32, stand_ins: usize) {
        self.flush();
        let code = if number < 0 {
            number + 0x1_0000
        } else {
            number
        };
        let letter = u32::try_from(code).ok().and_then(char::from_u32);
        self.text.push(letter.unwrap_or('\u{fffd}'));
        self.skip = stand_ins;
    }

    fn word(&mut self, word: &str) {
        let stands_for = match word {
            "par" | "sect" | "page" | "row" => "\n\n",
            "line" | "cell" => "\n",
            "tab" | "~" => " ",
            "_" => "-",
            "emdash" => "\u{2014}",
            "endash" => "\u{2013}",
            "lquote" => "\u{2018}",
            "rquote" => "\u{2019}",
            "ldblquote" => "\u{201c}",
            "rdblquote" => "\u{201d}",
            "bullet" => "\u{2022}",
            "\\" | "{" | "}" => word,
            _ => return,
        };
        self.flush();
        let is_end = stands_for.starts_with('\n');
        if !(is_end && (self.text.is_empty() || self.text.ends_with("\n\n"))) {
            self.text.push_str(stands_for);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_paragraphs() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator x;}\f0\fs20 The caf\'e9 cost \'a3400, \b she\b0  said\u8217?s\par
\ldblquote So \{there\}\rdblquote .\line Next{\footer page 1}\par\par }";
        assert_eq!(
            text(rtf.as_bytes()),
            "The café cost £400, she said’s\n\n“So {there}”.\nNext\n\n"
        );
        assert_eq!(
            text(br"{\rtf1 {\u-3913?x} \'zz broken"),
            "\u{f0b7}x zz broken"
        );
    }
}
