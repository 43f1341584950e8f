//! Keeps hostile HTML from costing more than honest HTML does.
//!
//! A parser that follows the standard is quadratic, or worse, in nesting, in attributes of one tag
//! and in formatting tags that are never closed. This file is no parser: it weighs the tags of a
//! page in one pass and takes out those that would be too much, as browsers do with deep nesting,
//! before the real parser sees them. What readers see of ordinary pages passes through untouched.

use std::borrow::Cow;

use super::kinds::{
    self, BLOCK, CONTAINER, DRAWING, FORMATTING, Kind, LINK, OPTIONAL_END, RAW, TABLE_PART,
    TABLE_WALL, UNREAD, VOID, WALL,
};

/// How deep elements may nest. Browsers stop at 512; the deepest of 181 real news pages has 40.
const MAX_DEPTH: usize = 200;

/// How many attributes a tag may have. Real tags have at most some thirty.
const MAX_ATTRIBUTES: usize = 500;

/// How many elements are read. Real news pages have some 2,000, the longest live blogs 60,000.
const MAX_ELEMENTS: usize = 150_000;

/// How many bytes of a page are read behind its first tag.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How many formatting elements may stand open; the parser opens all of them anew in every
/// paragraph.
const MAX_FORMATTING: usize = 16;

/// How the names of attributes begin that nobody reads here: those for scripts, and which picture
/// is for which screen.
const UNREAD_ATTRIBUTES: [&str; 4] = ["data-", "on", "srcset", "sizes"];

/// Takes out of a page what would be too much for a parser, and says what was taken.
pub(super) fn tame<'h>(html: &'h str, notes: &mut Vec<String>) -> Cow<'h, str> {
    let mut scan = Scan {
        html,
        at: 0,
        kept: 0,
        out: String::new(),
        unread: Vec::new(),
        drawing: None,
        open: Vec::new(),
        formatting: 0,
        weight: 0,
        dropped: 0,
        hidden: 0,
    };
    let end = scan.run();
    if end < html.len() {
        notes.push(
            "The page is larger than any news page; only its first part was read.".to_owned(),
        );
    }
    if scan.dropped > 0 {
        notes.push(format!(
            "{} tags nest too deeply or are too large; they were left out.",
            scan.dropped
        ));
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
    /// Where the attributes of the tag at hand stand that nobody reads.
    unread: Vec<(usize, usize)>,
    /// Where the content of an open drawing (`svg`) began.
    drawing: Option<usize>,
    open: Vec<(&'h str, Kind)>,
    formatting: usize,
    weight: usize,
    dropped: usize,
    /// Start tags dropped for their depth whose end tags are still to come.
    hidden: usize,
}

/// One tag as it stands in the source.
struct Tag<'h> {
    name: &'h str,
    kind: Kind,
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
                self.at = self
                    .find(start + 4, "-->")
                    .map_or(self.html.len(), |i| i + 3);
                self.cut(start, self.at);
                continue;
            }
            let Some(tag) = self.tag(start) else {
                self.at = start + 1;
                self.weight += 1;
                continue;
            };
            self.at = tag.end;
            let keep = if tag.closing {
                self.closes(&tag)
            } else {
                self.opens(&tag)
            };
            self.draws(&tag, start);
            if !keep {
                self.drop_tag(start, tag.end);
            } else if self.drawing.is_none() {
                std::mem::take(&mut self.unread)
                    .into_iter()
                    .for_each(|(start, end)| self.cut(start, end));
            }
            if !tag.closing && tag.kind & RAW != 0 {
                self.at = self.end_of_raw(tag.end, tag.name);
                let is_data = self
                    .html
                    .get(start..tag.end)
                    .is_some_and(|tag| tag.contains("ld+json"));
                if keep && !is_data && tag.kind & UNREAD != 0 {
                    self.cut(tag.end, self.at);
                }
            }
        }
        if self.html.len() <= MAX_BYTES {
            return self.html.len();
        }
        self.html.floor_char_boundary(MAX_BYTES)
    }

    /// Cuts the content of a drawing when it ends. An element of the page inside says that it was
    /// never closed.
    fn draws(&mut self, tag: &Tag<'h>, start: usize) {
        if tag.kind & DRAWING != 0 {
            if let Some(from) = self.drawing.take().filter(|_| tag.closing) {
                self.cut(from, start);
            } else if !tag.closing
                && !self
                    .html
                    .get(..tag.end)
                    .is_some_and(|html| html.ends_with("/>"))
            {
                self.drawing = Some(tag.end);
            }
        } else if tag.kind & BLOCK != 0 {
            self.drawing = None;
        }
    }

    /// Reads the tag that starts at `start`, if one does.
    fn tag(&mut self, start: usize) -> Option<Tag<'h>> {
        let bytes = self.html.as_bytes();
        let closing = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closing);
        if !bytes.get(from)?.is_ascii_alphabetic() {
            return None;
        }
        let mut at = from;
        while bytes
            .get(at)
            .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'))
        {
            at += 1;
        }
        let name = self.html.get(from..at)?;
        let (mut attributes, mut before) = (0, b' ');
        self.unread.clear();
        let mut unread = None;
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
                    if matches!(before, b' ' | b'/' | b'"') && !matches!(byte, b'/' | b'=') {
                        attributes += 1;
                        self.unread.extend(unread.take().map(|from| (from, at)));
                        let rest = bytes.get(at..)?;
                        let is_unread = |name: &&str| {
                            rest.get(..name.len())
                                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
                        };
                        unread = UNREAD_ATTRIBUTES.iter().any(is_unread).then_some(at);
                    }
                    before = *byte;
                }
            }
            at += 1;
        }
        // The sign of an element without content is the tag's.
        let last = if bytes.get(at.wrapping_sub(1)) == Some(&b'/') {
            at - 1
        } else {
            at.min(bytes.len())
        };
        self.unread.extend(unread.map(|from| (from, last)));
        Some(Tag {
            name,
            kind: kinds::of(name),
            closing,
            attributes,
            end: (at + 1).min(bytes.len()),
        })
    }

    /// Counts a start tag in; says whether it may stay.
    fn opens(&mut self, tag: &Tag<'h>) -> bool {
        if tag.attributes > MAX_ATTRIBUTES {
            return false;
        }
        self.weight += 1;
        if tag.kind & VOID != 0 {
            return true;
        }
        if tag.kind & FORMATTING != 0 {
            let piles_up = tag.kind & LINK == 0;
            if self.formatting >= MAX_FORMATTING && piles_up {
                return false;
            }
            self.formatting += usize::from(piles_up);
        } else {
            self.weight += self.formatting;
        }
        if tag.kind & OPTIONAL_END != 0
            && let Some((i, true)) = self.innermost(tag.name, CONTAINER)
        {
            self.open.truncate(i);
        }
        if self.open.len() >= MAX_DEPTH {
            self.weight -= 1;
            self.hidden += 1;
            return false;
        }
        self.open.push((tag.name, tag.kind));
        true
    }

    /// Counts an end tag out; says whether it may stay. One that closes nothing costs the parser a
    /// walk over everything open, so a page may not have many of them.
    fn closes(&mut self, tag: &Tag<'h>) -> bool {
        if self.hidden > 0 {
            self.hidden -= 1;
            return false;
        }
        if tag.kind & FORMATTING != 0 {
            self.formatting = self
                .formatting
                .saturating_sub(usize::from(tag.kind & LINK == 0));
            // The parser takes it out from under what was opened inside of it.
            match self.innermost(tag.name, 0) {
                Some((i, _)) => drop(self.open.remove(i)),
                None => self.weight += 1,
            }
            return true;
        }
        let stop = match () {
            () if tag.kind & TABLE_PART != 0 => TABLE_WALL,
            () if tag.kind & BLOCK != 0 => WALL,
            () => BLOCK,
        };
        match self.innermost(tag.name, stop) {
            Some((i, true)) => self.open.truncate(i),
            _ => self.weight += 1,
        }
        true
    }

    /// Returns the innermost open element of a name, or of a kind beyond which it is not looked
    /// for, and whether it is the first.
    fn innermost(&self, name: &str, stop: Kind) -> Option<(usize, bool)> {
        let same = |open: &str| open.eq_ignore_ascii_case(name);
        let i = self
            .open
            .iter()
            .rposition(|(open, kind)| kind & stop != 0 || same(open))?;
        Some((i, self.open.get(i).is_some_and(|(open, _)| same(open))))
    }

    fn drop_tag(&mut self, start: usize, end: usize) {
        self.cut(start, end);
        self.dropped += 1;
    }

    /// Leaves out what stands between.
    fn cut(&mut self, start: usize, end: usize) {
        self.out
            .push_str(self.html.get(self.kept..start).unwrap_or(""));
        self.kept = end;
    }

    fn end_of_raw(&self, from: usize, name: &str) -> usize {
        let mut at = from;
        while let Some(open) = self.html.get(at..).and_then(|rest| rest.find('<')) {
            at += open + 1;
            let rest = self
                .html
                .get(at..)
                .and_then(|rest| rest.strip_prefix('/'))
                .unwrap_or("");
            if rest
                .get(..name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name))
            {
                return at - 1;
            }
        }
        self.html.len()
    }

    fn find(&self, from: usize, needle: &str) -> Option<usize> {
        self.html.get(from..)?.find(needle).map(|i| from + i)
    }

    fn starts_with(&self, at: usize, needle: &str) -> bool {
        self.html
            .get(at..)
            .is_some_and(|rest| rest.starts_with(needle))
    }
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
        let html = "<script>if (a<b) '<p>'</script><!-- <p> --><style>p{}</style><script type='application/ld+json'>{\"a\":1}</script><p>word";
        let (text, notes) = tamed(html);
        assert_eq!(
            text,
            "<script></script><style></style><script type='application/ld+json'>{\"a\":1}</script><p>word"
        );
        assert_eq!(notes, Vec::<String>::new());
    }

    #[test]
    fn drawings_are_left_out_and_what_follows_an_open_one_is_kept() {
        let drawn = "<p>a<svg width=1><path d='M1'/><g><svg><b>x</b></svg><p>b<svg/><p>c<svg><g><div>d<svg></svg>";
        assert_eq!(
            tamed(drawn).0,
            "<p>a<svg width=1><path d='M1'/><g><svg></svg><p>b<svg/><p>c<svg><g><div>d<svg></svg>"
        );
    }

    #[test]
    fn attributes_that_nobody_reads_are_left_out() {
        let html = "<p class=a data-b='c>d' id=e><img src=f srcset='g 1x, h 2x'/><br onclick=i/><time datetime=j data-k>l</time>";
        assert_eq!(
            tamed(html).0,
            "<p class=a id=e><img src=f /><br /><time datetime=j >l</time>"
        );
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let html = "<div>".repeat(1000) + "word" + &"</div>".repeat(1000) + "<p>last";
        let (text, notes) = tamed(&html);
        assert_eq!(
            (
                text.matches("<div>").count(),
                text.matches("</div>").count()
            ),
            (MAX_DEPTH, MAX_DEPTH)
        );
        assert!(text.contains("word") && text.ends_with("<p>last"));
        assert_eq!(
            notes,
            ["1600 tags nest too deeply or are too large; they were left out."]
        );
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
        for crossing in [
            "<b><div></b>",
            "<span><div></span>",
            "<div><table><tr><td></div>",
        ] {
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
