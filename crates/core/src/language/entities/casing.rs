//! How words use capitals: running text, where they mark names, and headlines, where they mark
//! nothing.
//!
//! The networks learned on running text. A headline is put to them as running text would write it:
//! with the capitals that the rest of the report gives its words.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{Classes, lexicon, lower_into};
use crate::language::{Language, Sentence, Token, TokenKind};
use crate::report::BlockKind;

/// How a token is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// A word without a capital at its head.
    Lower,
    /// A word with a capital at its head.
    Capital,
    /// A word of at least two letters, all of them capitals.
    Caps,
    /// Digits.
    Number,
    /// A mark or symbol.
    Mark,
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Casing {
    /// Capitals mark names.
    Plain,
    /// Every longer word has a capital: a headline.
    Title,
    /// Everything is in capitals.
    Caps,
}

/// One word in so many may be small in a headline, besides those that every headline leaves small;
/// running text has a verb in small letters, and more.
const SMALL_IN: usize = 12;

/// Words a sentence must have before its casing can be told from a name standing alone.
const ENOUGH_WORDS: usize = 4;

/// Tells the casing of a sentence from the shape of each token, whether it has more than three
/// letters, and whether headlines leave it small.
pub(crate) fn casing(tokens: impl Iterator<Item = (Shape, bool, bool)>, kind: BlockKind) -> Casing {
    let (mut small, mut capitals, mut caps) = (0usize, 0usize, 0usize);
    for (shape, long, leaves_small) in tokens {
        match shape {
            Shape::Lower if !leaves_small => small += 1,
            Shape::Capital if long => capitals += 1,
            Shape::Caps if long => caps += 1,
            _ => {}
        }
    }
    let words = small + capitals + caps;
    let enough = if matches!(kind, BlockKind::Headline | BlockKind::Heading) {
        2
    } else {
        ENOUGH_WORDS
    };
    match () {
        () if words < enough || small * SMALL_IN > words => Casing::Plain,
        () if caps > capitals => Casing::Caps,
        () => Casing::Title,
    }
}

/// Returns the words of headlines as running text would write them, by token; those that stay as
/// they are are left out.
pub(crate) fn running(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
) -> FxHashMap<usize, String> {
    let titles: Vec<(Range<usize>, Casing)> = sentences
        .iter()
        .map(|sentence| (sentence.tokens.range(), casing_of(text, tokens, sentence)))
        .filter(|(_, casing)| *casing != Casing::Plain)
        .collect();
    let mut out = FxHashMap::default();
    if titles.is_empty() {
        return out;
    }
    let (small, capital) = written(text, tokens, sentences, &titles);
    let mut lower = String::new();
    for (range, casing) in titles {
        let start = range.start;
        for at in range {
            let word = tokens[at].of(text);
            let shape = shape(word, tokens[at].kind);
            if !matches!(shape, Shape::Capital | Shape::Caps) {
                continue;
            }
            lower_into(word, &mut lower);
            let first = lower.chars().next().map(|c| {
                c.to_uppercase()
                    .chain(lower.chars().skip(1))
                    .collect::<String>()
            });
            let capitalised = first.unwrap_or_default();
            let common = lexicon()
                .classes(&lower)
                .intersects(Classes::COMMON | Classes::FUNCTION);
            // A headline in capitals tells nothing of abbreviations either; those of the report are
            // known.
            let is_name = if casing == Casing::Caps {
                capital.contains(word) || capital.contains(capitalised.as_str())
            } else {
                capital.contains(word)
            };
            let plain = match () {
                () if is_name && !small.contains(lower.as_str()) => {
                    if casing == Casing::Caps && !capital.contains(word) {
                        capitalised
                    } else {
                        word.to_owned()
                    }
                }
                () if small.contains(lower.as_str()) || common => {
                    if at == start {
                        capitalised
                    } else {
                        lower.clone()
                    }
                }
                () if casing == Casing::Caps => capitalised,
                () => word.to_owned(),
            };
            if plain != word {
                out.insert(at, plain);
            }
        }
    }
    out
}

/// Says whether a sentence writes every longer word with a capital.
pub(crate) fn is_title_case(text: &str, language: &Language, sentence: &Sentence) -> bool {
    casing_of(text, &language.tokens, sentence) != Casing::Plain
}

fn casing_of(text: &str, tokens: &[Token], sentence: &Sentence) -> Casing {
    let words = tokens.get(sentence.tokens.range()).unwrap_or_default();
    // Most sentences have small words enough to be none, which saves asking the lists.
    let small = words
        .iter()
        .filter(|token| {
            token.span.len() > 4 && token.of(text).starts_with(|c: char| c.is_ascii_lowercase())
        })
        .count();
    if small * 4 > words.len() {
        return Casing::Plain;
    }
    let mut lower = String::new();
    let told = words.iter().map(|token| {
        let word = token.of(text);
        lower_into(word, &mut lower);
        (
            shape(word, token.kind),
            token.span.len() > 3,
            lexicon()
                .classes(&lower)
                .intersects(Classes::FUNCTION | Classes::PARTICLE),
        )
    });
    casing(told, sentence.kind)
}

/// Returns the words that running text writes in small letters, and those with a capital inside a
/// sentence.
fn written<'t>(
    text: &'t str,
    tokens: &[Token],
    sentences: &[Sentence],
    titles: &[(Range<usize>, Casing)],
) -> (FxHashSet<&'t str>, FxHashSet<&'t str>) {
    let (mut small, mut capital) = (FxHashSet::default(), FxHashSet::default());
    let is_title = |at: usize| {
        titles
            .binary_search_by_key(&at, |(range, _)| range.start)
            .is_ok()
    };
    for sentence in sentences
        .iter()
        .filter(|sentence| !is_title(sentence.tokens.start()))
    {
        for at in sentence.tokens.range() {
            let word = tokens[at].of(text);
            match shape(word, tokens[at].kind) {
                Shape::Lower => {
                    small.insert(word);
                }
                Shape::Capital | Shape::Caps
                    if at > sentence.tokens.start() && tokens[at - 1].kind == TokenKind::Word =>
                {
                    capital.insert(word);
                }
                _ => {}
            }
        }
    }
    (small, capital)
}

/// Tells how a token is written.
pub(crate) fn shape(word: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Number => return Shape::Number,
        TokenKind::QuotationMark | TokenKind::Mark => return Shape::Mark,
        TokenKind::Word => {}
    }
    // "al-Assad" is a name although its particle is small.
    let head = ["al-", "el-", "ad-", "as-", "ar-", "ul-"]
        .iter()
        .find_map(|p| word.strip_prefix(p))
        .unwrap_or(word);
    if !head.starts_with(char::is_uppercase) {
        return Shape::Lower;
    }
    // "(R-Ohio)" is a party and a state, and no name.
    if word.len() > 2
        && matches!(word.get(..2), Some("R-" | "D-" | "I-"))
        && word
            .get(2..3)
            .is_some_and(|c| c.starts_with(char::is_uppercase))
    {
        return Shape::Lower;
    }
    // "London-based" and "English-speaking" describe; they name nobody.
    // "El-badawi" is a name, with a particle that has the capital.
    let article = ["Al-", "El-"].iter().any(|p| word.starts_with(p));
    let described = word
        .rsplit_once('-')
        .is_some_and(|(_, tail)| tail.len() > 3 && tail.starts_with(char::is_lowercase));
    if described && !article {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && !word.chars().any(char::is_lowercase) {
        Shape::Caps
    } else {
        Shape::Capital
    }
}
