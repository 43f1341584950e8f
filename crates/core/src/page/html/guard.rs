//! Keeps hostile HTML from costing more than honest HTML does.
//!
//! A parser that follows the standard is quadratic, or worse, in nesting, in attributes of one tag
//! and in formatting tags that are never closed. This file is no parser: it weighs the tags of a
//! page in one pass and takes out those that would be too much, as browsers do with deep nesting,
//! before the real parser sees them. What readers see of ordinary pages passes through untouched.

use std::borrow::Cow;

/// How deep elements may nest. Browsers stop at 512; the deepest of 181 real news pages has 40.
const MAX_DEPTH: usize = 200;

/// How many attributes a tag may have. Real tags have at most some thirty.
const MAX_ATTRIBUTES: usize = 500;

/// How many elements are read. Real news pages have some 2,000, the longest live blogs 60,000.
const MAX_ELEMENTS: usize = 150_000;

/// How many bytes of a page are read behind its first tag.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How many formatting elements may stand open; the parser opens all of them anew in every paragraph.
const MAX_FORMATTING: usize = 16;

/// Elements that have no content.
const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose end tag may be left out, so that a second one closes the first.
const OPTIONAL_END: [&str; 11] = ["p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot"];

/// Elements that an end tag of another kind does not close: `<span><div></span>` leaves both open.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose end tags close the cells and rows that are still open inside.
const TABLE_PARTS: [&str; 8] = ["table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"];

/// Elements out of which no other end tag reaches.
const WALLS: [&str; 8] = ["table", "td", "th", "caption", "template", "object", "button", "select"];

/// Elements inside which an [`OPTIONAL_END`] element does not see those outside.
const CONTAINERS: [&str; 8] = ["ul", "ol", "dl", "table", "select", "div", "section", "article"];

/// Elements that the parser carries from one paragraph into the next until they are closed.
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// Elements whose content is for the browser alone. It is half of most pages, and parsing it half of the work.
const UNREAD: [&str; 2] = ["script", "style"];

/// Takes out of a page what would be too much for a parser, and says what was taken.
pub(super) fn tame<'h>(html: &'h str, notes: &mut Vec<String>) -> Cow<'h, str> {
    let mut scan = Scan { html, at: 0, kept: 0, out: String::new(), open: Vec::new(), formatting: 0, weight: 0, dropped: 0, hidden: 0 };
    let end = scan.run();
    if end < html.len() {
        notes.push("The page is larger than any news page; only its first part was read.".to_owned());
    }
    if scan.dropped > 0 {
        notes.push(format!("{} tags nest too deeply or are too large; they were left out.", scan.dropped));
    }
    if scan.kept == 0 {
        return Cow::Borrowed(html.get(..end).unwrap_or(html));
    }
    scan.out.push_str(html.get(scan.kept..end).unwrap_or(""));
    Cow::Owned(scan.out)
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
    /// Everything before this was copied or dropped.
    kept: usize,
    out: String,
    open: Vec<&'h str>,
    formatting: usize,
    weight: usize,
    dropped: usize,
    /// Start tags dropped for their depth whose end tags are still to come.
    hidden: usize,
}

/// One tag as it stands in the source.
struct Tag<'h> {
    name: &'h str,
    closing: bool,
    attributes: usize,
    end: usize,
}

impl<'h> Scan<'h> {
    /// Goes through the page; returns where reading stops.
    fn run(&mut self) -> usize {
        while let Some(found) = self.html.get(self.at..).and_then(|rest| rest.find('<')) {
            let start = self.at + found;
            if start > MAX_BYTES || self.weight > MAX_ELEMENTS {
                return start;
            }
            if self.starts_with(start, "<!--") {
                self.at = self.find(start + 4, "-->").map_or(self.html.len(), |i| i + 3);
                self.cut(start, self.at);
                continue;
            }
            let Some(tag) = self.tag(start) else {
                self.at = start + 1;
                self.weight += 1;
                continue;
            };
            self.at = tag.end;
            let keep = if tag.closing { self.closes(tag.name) } else { self.opens(&tag) };
            if !keep {
                self.drop_tag(start, tag.end);
            }
            if !tag.closing && is_in(&RAW, tag.name) {
                self.at = self.end_of_raw(tag.end, tag.name);
                let is_data = self.html.get(start..tag.end).is_some_and(|tag| tag.contains("json"));
                if keep && !is_data && is_in(&UNREAD, tag.name) {
                    self.cut(tag.end, self.at);
                }
            }
        }
        if self.html.len() <= MAX_BYTES {
            return self.html.len();
        }
        (0..=MAX_BYTES).rev().find(|i| self.html.is_char_boundary(*i)).unwrap_or(0)
    }

    /// Reads the tag that starts at `start`, if one does.
    fn tag(&self, start: usize) -> Option<Tag<'h>> {
        let bytes = self.html.as_bytes();
        let closing = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closing);
        if !bytes.get(from)?.is_ascii_alphabetic() {
            return None;
        }
        let mut at = from;
        while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')) {
            at += 1;
        }
        let name = self.html.get(from..at)?;
        let (mut attributes, mut before) = (0, b' ');
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => break,
                b'"' | b'\'' if before == b'=' => {
                    let rest = bytes.get(at + 1..)?;
                    at += 1 + rest.iter().position(|b| b == byte).unwrap_or(rest.len());
                    before = b'"';
                }
                byte if byte.is_ascii_whitespace() => {
                    // "a = 'b'" may have white space on both sides of the sign.
                    if before != b'=' {
                        before = b' ';
                    }
                }
                byte => {
                    attributes += usize::from(matches!(before, b' ' | b'/' | b'"') && !matches!(byte, b'/' | b'='));
                    before = *byte;
                }
            }
            at += 1;
        }
        Some(Tag { name, closing, attributes, end: (at + 1).min(bytes.len()) })
    }

    /// Counts a start tag in; says whether it may stay.
    fn opens(&mut self, tag: &Tag<'h>) -> bool {
        if tag.attributes > MAX_ATTRIBUTES {
            return false;
        }
        self.weight += 1;
        if is_in(&VOID, tag.name) {
            return true;
        }
        if is_in(&FORMATTING, tag.name) {
            // A second link closes the first, so links do not pile up.
            if self.formatting >= MAX_FORMATTING && !tag.name.eq_ignore_ascii_case("a") {
                return false;
            }
            self.formatting += usize::from(!tag.name.eq_ignore_ascii_case("a"));
        } else {
            self.weight += self.formatting;
        }
        if is_in(&OPTIONAL_END, tag.name) {
            let seen = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(tag.name) || is_in(&CONTAINERS, open));
            if let Some(i) = seen.filter(|i| self.open.get(*i).is_some_and(|open| open.eq_ignore_ascii_case(tag.name))) {
                self.open.truncate(i);
            }
        }
        if self.open.len() >= MAX_DEPTH {
            self.weight -= 1;
            self.hidden += 1;
            return false;
        }
        self.open.push(tag.name);
        true
    }

    /// Counts an end tag out; says whether it may stay. One that closes nothing costs the parser a
    /// walk over everything open, so a page may not have many of them.
    fn closes(&mut self, name: &str) -> bool {
        if self.hidden > 0 {
            self.hidden -= 1;
            return false;
        }
        let same = |open: &&str| open.eq_ignore_ascii_case(name);
        if is_in(&FORMATTING, name) {
            if !name.eq_ignore_ascii_case("a") {
                self.formatting = self.formatting.saturating_sub(1);
            }
            // The parser takes it out from under what was opened inside of it.
            match self.open.iter().rposition(&same) {
                Some(i) => drop(self.open.remove(i)),
                None => self.weight += 1,
            }
            return true;
        }
        let stop: &[&str] = match () {
            () if is_in(&TABLE_PARTS, name) => &["table", "template"],
            () if is_in(&BLOCKS, name) => &WALLS,
            () => &BLOCKS,
        };
        match self.open.iter().rposition(|open| same(open) || is_in(stop, open)) {
            Some(i) if self.open.get(i).is_some_and(same) => self.open.truncate(i),
            _ => self.weight += 1,
        }
        true
    }

    fn drop_tag(&mut self, start: usize, end: usize) {
        self.cut(start, end);
        self.dropped += 1;
    }

    /// Leaves out what stands between.
    fn cut(&mut self, start: usize, end: usize) {
        self.out.push_str(self.html.get(self.kept..start).unwrap_or(""));
        self.kept = end;
    }

    fn end_of_raw(&self, from: usize, name: &str) -> usize {
        let mut at = from;
        while let Some(close) = self.find(at, "</") {
            let rest = self.html.get(close + 2..).unwrap_or("");
            if rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)) {
                return close;
            }
            at = close + 2;
        }
        self.html.len()
    }

    fn find(&self, from: usize, needle: &str) -> Option<usize> {
        self.html.get(from..)?.find(needle).map(|i| from + i)
    }

    fn starts_with(&self, at: usize, needle: &str) -> bool {
        self.html.get(at..).is_some_and(|rest| rest.starts_with(needle))
    }
}

fn is_in(list: &[&str], name: &str) -> bool {
    list.iter().any(|other| other.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tamed(html: &str) -> (String, Vec<String>) {
        let mut notes = Vec::new();
        let text = tame(html, &mut notes).into_owned();
        (text, notes)
    }

    #[test]
    fn an_ordinary_page_is_untouched() {
        let html = "<ul>".to_owned() + &"<li>One<p>two <b>three</b><br>".repeat(3000) + "</ul>";
        assert_eq!(tamed(&html), (html, Vec::new()));
    }

    #[test]
    fn what_is_for_the_browser_is_left_out_and_data_kept() {
        let html =
            "<script>if (a<b) '<p>'</script><!-- <p> --><style>p{}</style><script type='application/ld+json'>{\"a\":1}</script><p>word";
        let (text, notes) = tamed(html);
        assert_eq!(text, "<script></script><style></style><script type='application/ld+json'>{\"a\":1}</script><p>word");
        assert_eq!(notes, Vec::<String>::new());
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let html = "<div>".repeat(1000) + "word" + &"</div>".repeat(1000) + "<p>last";
        let (text, notes) = tamed(&html);
        assert_eq!((text.matches("<div>").count(), text.matches("</div>").count()), (MAX_DEPTH, MAX_DEPTH));
        assert!(text.contains("word") && text.ends_with("<p>last"));
        assert_eq!(notes, ["1600 tags nest too deeply or are too large; they were left out."]);
    }

    #[test]
    fn a_tag_of_a_million_attributes_goes() {
        let html = format!("<p {}>word</p>", "a='b' ".repeat(1000));
        assert_eq!(tamed(&html).0, "word</p>");
    }

    #[test]
    fn a_quoted_attribute_is_one() {
        let html = format!("<p title='{}'>word</p>", "a=b ".repeat(1000));
        assert_eq!(tamed(&html), (html, Vec::new()));
    }

    #[test]
    fn an_end_tag_that_crosses_a_block_leaves_it_open() {
        for crossing in ["<b><div></b>", "<span><div></span>", "<div><table><tr><td></div>"] {
            let (text, _) = tamed(&crossing.repeat(1000));
            assert!(text.matches("<div>").count() <= MAX_DEPTH, "{crossing}");
        }
    }

    #[test]
    fn unclosed_formatting_is_bounded() {
        let html = "<b><p>".repeat(1000) + "word";
        assert_eq!(tamed(&html).0.matches("<b>").count(), MAX_FORMATTING);
    }
}
