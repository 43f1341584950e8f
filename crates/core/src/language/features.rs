//! What the networks are told of a token: hashed word, prefix and suffixes, shape, case, quotation,
//! place.
//!
//! The trainer gets the very numbers that are computed here (`sayso-workshop features`), so
//! training and reading cannot drift apart. Every hash is FNV-1a, which is stable over versions and
//! machines.

use rustc_hash::FxHashMap;

use super::{Language, QuoteState, Token, TokenKind};
use crate::model::{self, TokenFeatures};
use crate::span::{Span, Tokens};

/// Rows of the word table; two hashes share it, so that few words share both rows.
pub const WORD_ROWS: u32 = 8192;
/// Rows of the prefix table and of each suffix table.
pub const AFFIX_ROWS: u32 = 2048;
/// Rows of the shape table.
pub const SHAPE_ROWS: u32 = 512;
/// Letters of the prefix and of the middle suffix; the others have two and four.
const AFFIX: usize = 3;
/// Rows of each small table: case, quotation, place, how much of the sentence is quoted.
pub const SMALL_ROWS: [u32; 4] = [6, 5, 3, 4];

/// Returns the FNV-1a hash of some bytes, started with `seed`.
pub fn hash(seed: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = bytes.fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // FNV's low bits mix poorly for short words; a final fold (splitmix64's) mends that.
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

/// Says whether a word is one that many English texts hold.
pub fn is_word(word: &str) -> bool {
    let mut normal = String::new();
    normalise(word, &mut normal);
    model::is_known(hash(0, normal.bytes()))
}

/// Writes a word in lower case with digits as "0" and apostrophes and hyphens in one form.
pub fn normalise(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '0'..='9' => out.push('0'),
            '’' | 'ʼ' | '‘' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‐' | '‑' => out.push('-'),
            '—' => out.push('–'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    if out == "''" || out == "''''" {
        out.clear();
        out.push('"');
    }
}

/// Where a token's columns hold its quotation state, its place, and how much of its sentence is
/// quoted: what depends on how it is read.
const STATE: [usize; 3] = [6, 7, 8];

/// Returns what every token is told by its own letters; the rest is set by [`features`].
///
/// `running` has the words that are to be read as if they stood otherwise, by token.
pub(super) fn of_words(
    text: &str,
    tokens: &[Token],
    running: &FxHashMap<usize, String>,
) -> Vec<TokenFeatures> {
    let mut word = String::new();
    let describe = |(at, token): (usize, &Token)| {
        let surface = running
            .get(&at)
            .map_or_else(|| token.of(text), String::as_str);
        normalise(surface, &mut word);
        let base = hash(0, word.bytes());
        TokenFeatures {
            rows: [
                row(base, WORD_ROWS),
                row(hash(1, word.bytes()), WORD_ROWS),
                row(hash(2, head(&word).bytes()), AFFIX_ROWS),
                row(hash(3, tail(&word, AFFIX).bytes()), AFFIX_ROWS),
                shape(surface),
                case(surface, token.kind),
                0,
                0,
                0,
                row(hash(5, tail(&word, 2).bytes()), AFFIX_ROWS),
                row(hash(6, tail(&word, 4).bytes()), AFFIX_ROWS),
            ],
            word: base,
        }
    };
    tokens.iter().enumerate().map(describe).collect()
}

/// Appends the features of the tokens of `sentences`, a run of the report's sentences.
///
/// With `unquoted` the tokens count as standing outside quotation marks: the text of a quotation
/// read by itself.
pub fn features(
    language: &Language,
    sentences: &[Span<Tokens>],
    unquoted: bool,
    out: &mut Vec<TokenFeatures>,
) {
    for sentence in sentences {
        let quoted = if unquoted {
            0
        } else {
            quoted_share(language, *sentence)
        };
        for at in sentence.range() {
            let mut token = language.features[at];
            let place = if at > sentence.start() {
                0
            } else {
                1 + u32::from(opens_block(language, at))
            };
            let state = if unquoted {
                0
            } else {
                quote(language.quotes[at])
            };
            for (column, value) in STATE.into_iter().zip([state, place, quoted]) {
                token.rows[column] = value;
            }
            out.push(token);
        }
    }
}

fn row(hash: u64, rows: u32) -> u32 {
    // The upper half: the lower is what `word` is looked up by.
    u32::try_from((hash >> 32) % u64::from(rows)).unwrap_or(0)
}

fn head(word: &str) -> &str {
    word.char_indices()
        .nth(AFFIX)
        .map_or(word, |(end, _)| &word[..end])
}

fn tail(word: &str, letters: usize) -> &str {
    word.char_indices()
        .rev()
        .nth(letters - 1)
        .map_or(word, |(start, _)| &word[start..])
}

/// The shape of a word, runs cut to two: "Zarif’s" and "Kerry’s" are both "Xxx’x".
fn shape(surface: &str) -> u32 {
    let mut shape = [0u8; 16];
    let mut length = 0;
    for c in surface.chars() {
        let class = match c {
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            c if c.is_numeric() => b'd',
            c if c.is_ascii() => u8::try_from(u32::from(c)).unwrap_or(b'?'),
            _ => b'?',
        };
        let run = length >= 2 && shape[length - 1] == class && shape[length - 2] == class;
        if !run && length < shape.len() {
            shape[length] = class;
            length += 1;
        }
    }
    row(hash(4, shape[..length].iter().copied()), SHAPE_ROWS)
}

fn case(surface: &str, kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Number => 4,
        TokenKind::QuotationMark | TokenKind::Mark => 5,
        TokenKind::Word => {
            let capital = surface.starts_with(char::is_uppercase);
            let upper = surface.chars().filter(|c| c.is_uppercase()).count();
            let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
            match (capital, upper) {
                (true, n) if n == letters && n > 1 => 2,
                (true, 1) => 1,
                (_, 0) => 0,
                _ => 3,
            }
        }
    }
}

fn quote(state: QuoteState) -> u32 {
    match state {
        QuoteState::Out => 0,
        QuoteState::InLong => 1,
        QuoteState::InShort => 2,
        QuoteState::Opening => 3,
        QuoteState::Closing => 4,
    }
}

fn opens_block(language: &Language, token: usize) -> bool {
    language
        .sentence_of(token)
        .is_some_and(|s| s.opens_block && s.tokens.start() == token)
}

/// How much of a sentence is quoted: nothing, some, all, or all but for a tail or head.
fn quoted_share(language: &Language, sentence: Span<Tokens>) -> u32 {
    let states = &language.quotes[sentence.range()];
    let inside = states.iter().filter(|s| **s != QuoteState::Out).count();
    match inside {
        0 => 0,
        n if n == states.len() => 3,
        n if 2 * n >= states.len() => 2,
        _ => 1,
    }
}
