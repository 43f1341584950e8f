//! Text to tokens. Every token is a span; nothing is normalised in place.
//!
//! A token is a word, a number, a mark or a symbol. Words keep their inner hyphens, full stops of
//! abbreviations ("U.S.") and apostrophes of names ("Sa’eed"); English clitics ("’s", "n’t") are
//! tokens of their own, as in the Penn Treebank and Universal Dependencies.

use crate::span::Span;

/// What kind of token it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TokenKind {
    /// Letters, perhaps with digits, hyphens and apostrophes inside.
    Word,
    /// Digits, perhaps with separators: "1,200", "3.5", "2014-15".
    Number,
    /// A quotation mark of any kind.
    QuotationMark,
    /// Any other mark or symbol.
    Mark,
}

/// A token: where it stands and what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands; never empty.
    pub span: Span,
    /// What kind it is.
    pub kind: TokenKind,
}

impl Token {
    /// Cuts the token out of its text.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }
}

/// Abbreviations that keep their full stop although a capital follows, in lower case and without
/// it.
///
/// Titles, months, states and company forms as English-language newsrooms write them (AP and
/// Guardian style books list the same).
pub(super) const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gov", "lt", "sen", "rep", "reps", "sens",
    "pres", "gen", "col", "maj", "capt", "cmdr", "cpl", "sgt", "adm", "brig", "supt", "det",
    "insp", "st", "ste", "mt", "ft", "jr", "sr", "esq", "ret", "vs", "v", "no", "nos", "dept",
    "univ", "assn", "bros", "inc", "ltd", "co", "corp", "llc", "plc", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ala", "ariz", "ark", "calif", "colo",
    "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich", "minn",
    "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "vt", "va", "wash",
    "wis", "wyo", "e.g", "i.e", "etc", "al", "approx", "est", "min", "max", "fig", "vol", "ed",
    "eds", "a.m", "p.m", "ph.d", "messrs",
];

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '‚' | '‹' | '›'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Appends the tokens of one stretch of the text to `out`.
pub fn tokens(text: &str, within: Span, out: &mut Vec<Token>) {
    let part = within.of(text);
    let base = within.start();
    let mut push = |from: usize, to: usize, kind| {
        out.push(Token {
            span: Span::new(base + from, base + to),
            kind,
        });
    };
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let rest = &part[at..];
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
        } else if c.is_alphanumeric() {
            let mut end = at + word_length(rest);
            if &part[at..end] == "I" && is_initial(&part[..at], &part[end..]) {
                end += 1;
            }
            let word = &part[at..end];
            if word.chars().all(|c| !c.is_alphabetic()) {
                push(at, end, TokenKind::Number);
            } else {
                let (stem, clitic) = split_clitic(word);
                push(at, at + stem, TokenKind::Word);
                if clitic > 0 {
                    push(at + stem, end, TokenKind::Word);
                }
            }
            at = end;
        } else if is_apostrophe(c) {
            let (length, kind) = apostrophe(part, at);
            push(at, at + length, kind);
            at += length;
        } else if is_quotation_mark(c) {
            push(at, at + c.len_utf8(), TokenKind::QuotationMark);
            at += c.len_utf8();
        } else {
            // A run of one mark ("...", "--", "!!!") is one token.
            let runs = matches!(c, '.' | '-' | '!' | '?' | '*' | '_' | '=' | '~' | '#');
            let length = if runs {
                rest.chars().take_while(|next| *next == c).count()
            } else {
                c.len_utf8()
            };
            push(at, at + length, TokenKind::Mark);
            at += length;
        }
    }
}

/// Soft hyphens, joiners, bidi controls and byte-order marks are no words and no marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || c.is_control()
}

/// Returns the bytes of the word or number at the head of `rest`, which starts with a letter or
/// digit.
fn word_length(rest: &str) -> usize {
    let address = address_length(rest);
    if address > 0 {
        return address;
    }
    let mut end = 0;
    // Whether the word so far could be an address: asked again at every stop, it may not cost a
    // look back.
    let mut plain = true;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let goes_on = next.is_some_and(char::is_alphanumeric);
        let inner = if c.is_alphanumeric() || is_combining(c) {
            true
        } else if is_hyphen(c) || is_apostrophe(c) || matches!(c, '&' | '_' | '@') {
            goes_on
        } else if c == '.' {
            // "U.S." and "a.m." keep their stops; "Ph.D" too; a sentence that lacks its space does
            // not.
            let word = &rest[..i];
            let last_run = word.rsplit(['.', '-']).next().unwrap_or(word);
            let initial =
                last_run.chars().count() == 1 && last_run.chars().all(char::is_alphabetic);
            let decimal = word.ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|c| c.is_ascii_digit());
            let address = goes_on && next.is_some_and(char::is_lowercase) && plain;
            initial
                && (goes_on || word.len() > last_run.len() || starts_initials(&rest[i + 1..], word))
                || decimal
                || address
                || is_abbreviation(word)
        } else if matches!(c, ',' | ':' | '/') {
            let digits = rest[..i].ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|c| c.is_ascii_digit());
            digits
                && (c != ',' || rest[i + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3)
        } else {
            false
        };
        if !inner {
            break;
        }
        end = i + c.len_utf8();
        plain &= c.is_lowercase() || matches!(c, '.' | '@');
    }
    end
}

/// Returns the bytes of the web address at the head of `rest`, without the marks of the sentence
/// behind it; 0 if there is none.
fn address_length(rest: &str) -> usize {
    if !["http://", "https://", "www."].iter().any(|head| {
        rest.get(..head.len())
            .is_some_and(|given| given.eq_ignore_ascii_case(head))
    }) {
        return 0;
    }
    let end = rest
        .find(|c: char| {
            c.is_whitespace() || is_invisible(c) || is_quotation_mark(c) || matches!(c, '<' | '>')
        })
        .unwrap_or(rest.len());
    rest.get(..end).map_or(0, |address| {
        address
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’'])
            .len()
    })
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Says whether a single capital and its stop are an initial: "J. Smith", "J.K."; "I." ends a
/// sentence.
fn starts_initials(behind: &str, word: &str) -> bool {
    let mut chars = behind.chars();
    word.starts_with(char::is_uppercase)
        && word != "I"
        && chars.next() == Some(' ')
        && chars.next().is_some_and(char::is_uppercase)
}

/// Says whether "I" and its stop are an initial: behind a title and before a name, as in "Admiral I.
/// Velin".
fn is_initial(before: &str, behind: &str) -> bool {
    let before = before.strip_suffix(' ').unwrap_or("");
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let name = behind.strip_prefix(". ").unwrap_or("");
    last.chars().count() > 1
        && last.starts_with(char::is_uppercase)
        && last.ends_with(char::is_alphabetic)
        && name.starts_with(char::is_uppercase)
}

fn is_abbreviation(word: &str) -> bool {
    // "no." and "miss." are abbreviations only with a capital.
    word.len() <= 6
        && (word.starts_with(char::is_uppercase)
            || word.contains('.')
            || matches!(word, "vs" | "v" | "etc" | "al"))
        && ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Splits "don’t" and "Kerry’s"; returns the bytes of the stem and of the clitic.
fn split_clitic(word: &str) -> (usize, usize) {
    let Some((at, mark)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else {
        return (word.len(), 0);
    };
    let tail = word[at + mark.len_utf8()..].to_lowercase();
    match tail.as_str() {
        "s" | "m" | "d" | "ll" | "re" | "ve" if at > 0 => (at, word.len() - at),
        "t" if at > 1 && word[..at].ends_with(['n', 'N']) => (at - 1, word.len() - at + 1),
        _ => (word.len(), 0),
    }
}

/// Decides what an apostrophe at `at` is; returns its token's bytes and kind.
fn apostrophe(part: &str, at: usize) -> (usize, TokenKind) {
    let c = part[at..].chars().next().unwrap_or('\'');
    let behind = &part[at + c.len_utf8()..];
    if behind.starts_with(c) && c != '´' {
        return (2 * c.len_utf8(), TokenKind::QuotationMark);
    }
    let after_word = part[..at].ends_with(char::is_alphanumeric);
    // "’s" that stands apart ("the U.S. ’s", "U.S.’s") and "’em", "’90s".
    let tail: String = behind
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(6)
        .collect();
    let clitic = matches!(
        tail.to_lowercase().as_str(),
        "s" | "m" | "d" | "ll" | "re" | "ve" | "em" | "til" | "cause" | "n"
    ) || (tail.len() >= 2 && tail.chars().take(2).all(|c| c.is_ascii_digit()));
    if clitic && (c != '`') && !(after_word && tail.is_empty()) {
        return (c.len_utf8() + tail.len(), TokenKind::Word);
    }
    (c.len_utf8(), TokenKind::QuotationMark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn news_words_stay_whole() {
        assert_eq!(cut("U.S. officials"), ["U.S.", "officials"]);
        assert_eq!(cut("(D-N.C.) won"), ["(", "D-N.C.", ")", "won"]);
        assert_eq!(cut("Sa’eed didn’t."), ["Sa’eed", "did", "n’t", "."]);
        assert_eq!(
            cut("Mr. J. K. Lane's plan"),
            ["Mr.", "J.", "K.", "Lane", "'s", "plan"]
        );
        assert_eq!(
            cut("$1,200.50, 7:30 p.m. today"),
            ["$", "1,200.50", ",", "7:30", "p.m.", "today"]
        );
        assert_eq!(
            cut("cost 3,4 of them"),
            ["cost", "3", ",", "4", "of", "them"]
        );
        assert_eq!(
            cut("left-leaning—and AT&T"),
            ["left-leaning", "—", "and", "AT&T"]
        );
        assert_eq!(cut("It ended.Then"), ["It", "ended", ".", "Then"]);
        assert_eq!(
            cut("(see https://example.org/a?b=1.) www."),
            [
                "(",
                "see",
                "https://example.org/a?b=1",
                ".",
                ")",
                "www",
                "."
            ]
        );
    }

    #[test]
    fn marks_of_quotation_are_told_from_apostrophes() {
        assert_eq!(cut("“No,” she said"), ["“", "No", ",", "”", "she", "said"]);
        assert_eq!(
            cut("''No,'' he ''said''"),
            ["''", "No", ",", "''", "he", "''", "said", "''"]
        );
        assert_eq!(cut("the allies’ plan"), ["the", "allies", "’", "plan"]);
        assert_eq!(
            cut("rock ’n’ roll in the ’90s"),
            ["rock", "’n", "’", "roll", "in", "the", "’90s"]
        );
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_hold_no_space(text in "\\PC{0,80}") {
            let mut out = Vec::new();
            tokens(&text, Span::new(0, text.len()), &mut out);
            let mut end = 0;
            for token in out {
                prop_assert!(token.span.start() >= end && !token.span.is_empty());
                prop_assert!(!token.of(&text).is_empty());
                prop_assert!(!token.of(&text).contains(char::is_whitespace));
                end = token.span.end();
            }
        }
    }
}
