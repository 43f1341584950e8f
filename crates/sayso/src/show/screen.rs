//! The screen as text: lines that are cut to its width, paragraphs that are wrapped, trees.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::words::clean;

/// Wider lines than this are hard to read, however wide the terminal.
const WIDEST_PARAGRAPH: usize = 110;
/// A paragraph never gets narrower than this, however deep it is indented.
const NARROWEST_PARAGRAPH: usize = 24;

/// A broken word longer than this is shown as far as it goes.
const LONGEST_BROKEN_WORD: usize = 14;

/// How wide an answer may be, and whether it may have colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Look {
    /// Columns.
    pub(crate) width: usize,
    /// Whether colours are wanted.
    pub(crate) colour: bool,
}

/// What a stretch of a line is, which decides its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tone {
    /// Running words.
    Plain,
    /// Names and numbers that the eye should find.
    Strong,
    /// What may be skipped.
    Faint,
    /// A heading.
    Heading,
    /// What can be typed after `sayso trace`.
    Handle,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Heading => Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
            Tone::Handle => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        }
    }
}

/// A line of stretches. What does not fit the width is cut from the body; the tail always stays.
#[derive(Clone, PartialEq, Default, Debug)]
pub(crate) struct Line {
    body: Vec<(Tone, String)>,
    tail: Vec<(Tone, String)>,
}

impl Line {
    /// Adds a stretch.
    #[must_use]
    pub(crate) fn with(mut self, tone: Tone, words: impl Into<String>) -> Self {
        self.body.push((tone, words.into()));
        self
    }

    /// Adds running words.
    #[must_use]
    pub(crate) fn plain(self, words: impl Into<String>) -> Self {
        self.with(Tone::Plain, words)
    }

    /// Adds a name or number, cleaned for showing.
    #[must_use]
    pub(crate) fn strong(self, words: &str) -> Self {
        self.with(Tone::Strong, clean(words))
    }

    /// Adds words that may be skipped.
    #[must_use]
    pub(crate) fn faint(self, words: impl Into<String>) -> Self {
        self.with(Tone::Faint, words)
    }

    /// Adds a handle to the tail, in brackets.
    #[must_use]
    pub(crate) fn handle(mut self, handle: &str) -> Self {
        self.tail.push((Tone::Handle, format!(" [{handle}]")));
        self
    }

    /// Adds words to the tail.
    #[must_use]
    pub(crate) fn tail(mut self, words: impl Into<String>) -> Self {
        self.tail.push((Tone::Faint, words.into()));
        self
    }
}

/// A line with lines below it.
#[derive(Clone, PartialEq, Default, Debug)]
pub(crate) struct Node {
    /// The line itself.
    pub(crate) line: Line,
    /// What hangs on it.
    pub(crate) children: Vec<Node>,
}

/// A text that grows line by line.
#[derive(Debug)]
pub(crate) struct Screen {
    look: Look,
    text: String,
}

impl Screen {
    /// Makes an empty screen.
    pub(crate) fn new(look: Look) -> Self {
        Screen {
            look,
            text: String::new(),
        }
    }

    /// Returns what was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Writes a heading, with an empty line above it unless it is the first line.
    pub(crate) fn heading(&mut self, words: &str) {
        self.gap();
        self.line(0, &Line::default().with(Tone::Heading, words));
    }

    /// Writes an empty line unless nothing stands above it.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Writes a line, cut to the width.
    pub(crate) fn line(&mut self, indent: usize, line: &Line) {
        self.marked(&" ".repeat(indent), line);
    }

    fn marked(&mut self, mark: &str, line: &Line) {
        let taken = mark.width()
            + line
                .tail
                .iter()
                .map(|(_, words)| words.width())
                .sum::<usize>();
        let mut room = self.look.width.saturating_sub(taken);
        let needed: usize = line.body.iter().map(|(_, words)| words.width()).sum();
        self.paint(Tone::Faint, mark);
        if needed <= room {
            line.body
                .iter()
                .for_each(|(tone, words)| self.paint(*tone, words));
        } else {
            // The mark of the cut takes a column.
            room = room.saturating_sub(1);
            for (tone, words) in &line.body {
                let fit = fitting(words, room);
                room -= fit.width();
                let cut = fit.len() < words.len();
                let end = if cut {
                    whole_words(fit).trim_end()
                } else {
                    fit
                };
                self.paint(*tone, end);
                if cut {
                    break;
                }
            }
            self.paint(Tone::Faint, "…");
        }
        line.tail
            .iter()
            .for_each(|(tone, words)| self.paint(*tone, words));
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    /// Writes a paragraph, wrapped at the width.
    pub(crate) fn paragraph(&mut self, indent: usize, tone: Tone, words: &str) {
        let width = self
            .look
            .width
            .min(WIDEST_PARAGRAPH)
            .saturating_sub(indent)
            .max(NARROWEST_PARAGRAPH);
        for line in textwrap::wrap(&clean(words), width) {
            self.text.push_str(&" ".repeat(indent));
            self.paint(tone, &line);
            self.text.push('\n');
        }
    }

    /// Writes words after a mark, wrapped under their beginning and cut after some lines.
    pub(crate) fn hanging(&mut self, mark: &str, tone: Tone, words: &str, most_lines: usize) {
        let indent = mark.width();
        let width = self
            .look
            .width
            .min(WIDEST_PARAGRAPH)
            .saturating_sub(indent)
            .max(NARROWEST_PARAGRAPH);
        let words = clean(words);
        // The mark of the cut takes a column.
        let lines = textwrap::wrap(&words, width - 1);
        for (i, line) in lines.iter().take(most_lines).enumerate() {
            self.paint(Tone::Handle, if i == 0 { mark } else { "" });
            self.text
                .push_str(&" ".repeat(if i == 0 { 0 } else { indent }));
            self.paint(tone, line);
            if i + 1 == most_lines && lines.len() > most_lines {
                self.paint(Tone::Faint, "…");
            }
            self.text.push('\n');
        }
    }

    /// Writes trees, and at most `limit` lines of them; says how many lines are left out.
    pub(crate) fn trees(&mut self, indent: usize, trees: &[Node], limit: usize) {
        let mut left = limit;
        let mut hidden = 0;
        for tree in trees {
            self.node(tree, &" ".repeat(indent), "", "", &mut left, &mut hidden);
        }
        if hidden > 0 {
            self.line(
                indent,
                &Line::default().faint(format!("… and {hidden} more")),
            );
        }
    }

    fn node(
        &mut self,
        node: &Node,
        above: &str,
        mark: &str,
        below: &str,
        left: &mut usize,
        hidden: &mut usize,
    ) {
        if *left == 0 {
            *hidden += 1;
        } else {
            *left -= 1;
            self.marked(&format!("{above}{mark}"), &node.line);
        }
        let above = format!("{above}{below}");
        let last = node.children.len().saturating_sub(1);
        for (i, child) in node.children.iter().enumerate() {
            let (mark, below) = if i == last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            self.node(child, &above, mark, below, left, hidden);
        }
    }

    fn paint(&mut self, tone: Tone, words: &str) {
        let style = tone.style();
        if self.look.colour && style != Style::new() && !words.trim().is_empty() {
            self.text.push_str(&format!("{style}{words}{style:#}"));
        } else {
            self.text.push_str(words);
        }
    }
}

/// Returns as much of the words as fits.
pub(super) fn fitting(words: &str, room: usize) -> &str {
    let mut width = 0;
    for (at, letter) in words.char_indices() {
        width += letter.width().unwrap_or(0);
        if width > room {
            return &words[..at];
        }
    }
    words
}

/// Drops the word that the cut has broken, unless that would drop much.
fn whole_words(cut: &str) -> &str {
    match cut.rfind(' ') {
        Some(at) if cut.len() - at <= LONGEST_BROKEN_WORD => &cut[..at],
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look {
        width: 20,
        colour: false,
    };

    fn text(look: Look, write: impl FnOnce(&mut Screen)) -> String {
        let mut screen = Screen::new(look);
        write(&mut screen);
        screen.into_text()
    }

    #[test]
    fn a_long_line_is_cut_and_keeps_its_handle() {
        let line = Line::default()
            .plain("nineteen letters and more")
            .handle("3f2a");
        assert_eq!(text(LOOK, |s| s.line(2, &line)), "  nineteen… [3f2a]\n");
        let wide = Line::default()
            .plain("語語語語語語語語語語語")
            .handle("3f2a");
        assert!(text(LOOK, |s| s.line(0, &wide)).trim_end().width() <= 20);
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        let line = Line::default().strong("name");
        assert_eq!(text(LOOK, |s| s.line(0, &line)), "name\n");
        assert_eq!(
            text(
                Look {
                    colour: true,
                    ..LOOK
                },
                |s| s.line(0, &line)
            ),
            "\u{1b}[1mname\u{1b}[0m\n"
        );
    }

    #[test]
    fn a_tree_is_drawn_with_branches_and_bounded() {
        let leaf = |words: &str| Node {
            line: Line::default().plain(words),
            children: Vec::new(),
        };
        let tree = Node {
            line: Line::default().plain("a"),
            children: vec![
                Node {
                    children: vec![leaf("c")],
                    ..leaf("b")
                },
                leaf("d"),
            ],
        };
        assert_eq!(
            text(LOOK, |s| s.trees(1, std::slice::from_ref(&tree), 9)),
            " a\n ├─ b\n │  └─ c\n └─ d\n"
        );
        assert_eq!(
            text(LOOK, |s| s.trees(0, &[tree], 2)),
            "a\n├─ b\n… and 2 more\n"
        );
    }
}
