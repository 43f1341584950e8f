//! A file of JSON cut into its objects, without holding more than one.

use std::io::BufRead;

use crate::MOST_BYTES;

/// What stands at a place of the file.
pub(super) enum Cut {
    /// An object, or the beginning of one at the end of the file.
    Object(Vec<u8>),
    /// An object that is longer than a report may be; it was passed over.
    TooLong,
    /// Nothing more.
    End,
}

/// The outermost objects of a file, whether they stand alone, one behind the other or in a list.
pub(super) struct Objects<'s> {
    stream: &'s mut dyn BufRead,
}

impl<'s> Objects<'s> {
    /// Begins at the beginning.
    pub(super) fn new(stream: &'s mut dyn BufRead) -> Self {
        Objects { stream }
    }

    /// Returns the next object.
    pub(super) fn next(&mut self) -> Cut {
        let mut object: Vec<u8> = Vec::new();
        let mut state = State::default();
        let mut is_too_long = false;
        while let Ok(buffer) = self.stream.fill_buf() {
            if buffer.is_empty() {
                break;
            }
            let begins = if state.depth == 0 {
                memchr::memchr(b'{', buffer)
            } else {
                Some(0)
            };
            let Some(from) = begins else {
                let all = buffer.len();
                self.stream.consume(all);
                continue;
            };
            let rest = buffer.get(from..).unwrap_or_default();
            let used = rest
                .iter()
                .position(|byte| state.ends_with(*byte))
                .map_or(rest.len(), |last| last + 1);
            let has_ended = state.depth == 0;
            if object.len() + used > MOST_BYTES {
                is_too_long = true;
                object = Vec::new();
            } else if !is_too_long {
                object.extend_from_slice(rest.get(..used).unwrap_or_default());
            }
            self.stream.consume(from + used);
            if has_ended {
                break;
            }
        }
        match () {
            () if is_too_long => Cut::TooLong,
            () if object.is_empty() => Cut::End,
            () => Cut::Object(object),
        }
    }
}

/// How deep in an object a byte stands, and whether in a string.
#[derive(Default)]
struct State {
    depth: u32,
    in_string: bool,
    is_escaped: bool,
}

impl State {
    /// Takes a byte; says whether the object ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = self.in_string,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// Replaces escapes of half a character, as programs write them that cut texts between the two
/// halves; `None` if there are none.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let (mut from, mut at, mut found) = (0, 0, false);
    let unit = |at: usize| {
        let hex = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(hex, 16).ok()
    };
    while let Some(escape) = text
        .get(at..)
        .and_then(|rest| rest.find('\\'))
        .map(|next| at + next)
    {
        at = match unit(escape) {
            Some(0xd800..0xdc00)
                if unit(escape + 6).is_some_and(|next| (0xdc00..0xe000).contains(&next)) =>
            {
                escape + 12
            }
            Some(0xd800..0xe000) => {
                mended.push_str(text.get(from..escape)?);
                mended.push_str("\\ufffd");
                from = escape + 6;
                found = true;
                from
            }
            _ => escape + 2,
        };
        if !text.is_char_boundary(at.min(text.len())) {
            at += 1;
            while at < text.len() && !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }
    mended.push_str(text.get(from..)?);
    found.then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str) -> Vec<String> {
        // A buffer of two bytes shows what stands on a border.
        let mut stream = std::io::BufReader::with_capacity(2, text.as_bytes());
        let mut objects = Objects::new(&mut stream);
        std::iter::from_fn(|| match objects.next() {
            Cut::Object(raw) => {
                Some(String::from_utf8(raw).expect("the text was cut between characters"))
            }
            _ => None,
        })
        .collect()
    }

    #[test]
    fn objects_are_found_wherever_they_stand() {
        assert_eq!(
            objects(r#"[{"a": "}\"{"}, {"b": [1, {}]}] "#),
            [r#"{"a": "}\"{"}"#, r#"{"b": [1, {}]}"#]
        );
        assert_eq!(objects("{}\n{\"a\n\": 1}"), ["{}", "{\"a\n\": 1}"]);
        assert_eq!(objects("[1, \"x\"]"), [""; 0]);
        assert_eq!(objects("{\"a\": 1"), ["{\"a\": 1"]);
    }

    #[test]
    fn half_characters_are_replaced_and_whole_ones_stay() {
        assert_eq!(
            mended(r#""\ud83d\ude00 \\ud83d é\é \ud83d!""#).as_deref(),
            Some(r#""\ud83d\ude00 \\ud83d é\é \ufffd!""#)
        );
        assert_eq!(mended(r#""\ud83d\ude00""#), None);
    }
}
