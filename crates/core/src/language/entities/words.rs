//! Every token of a report with its classes and shape, and which words the report writes in which case.

use rustc_hash::FxHashSet;

use super::lexicon::{Classes, lexicon, lower_into};
use crate::language::syntax::Tag;
use crate::language::{Language, QuoteState, TokenKind};
use crate::report::{BlockKind, Report};
use crate::span::{Span, Tokens};

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

/// One word in so many may be small in a headline, besides those that every headline leaves small; running
/// text has a verb in small letters, and more.
const SMALL_IN: usize = 12;

/// Words a sentence must have before its casing can be told from a name standing alone.
const ENOUGH_WORDS: usize = 4;

/// The words of a report, classed.
pub(crate) struct Words<'a> {
    /// The report's text.
    pub(crate) text: &'a str,
    /// What was found before names: tokens, sentences, quotation state, times.
    pub(crate) language: &'a Language,
    classes: Vec<Classes>,
    shapes: Vec<Shape>,
    /// The casing of each sentence.
    casings: Vec<Casing>,
    /// Words in lower case, as written.
    lower: FxHashSet<&'a str>,
    /// Words with a capital where no sentence begins, as written.
    capital: FxHashSet<&'a str>,
}

impl<'a> Words<'a> {
    /// Classes every token of a report.
    pub(crate) fn of(report: &'a Report, language: &'a Language) -> Self {
        let text = report.text();
        let count = language.tokens.len();
        let (mut classes, mut shapes) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let lists = lexicon();
        let mut buffer = String::new();
        for token in &language.tokens {
            let word = token.of(text);
            let mut shape = shape(word, token.kind);
            let classes_of_word = match shape {
                Shape::Mark | Shape::Number => Classes::empty(),
                Shape::Lower if word.bytes().all(|b| b.is_ascii_lowercase()) => lists.classes(word),
                _ => {
                    lower_into(word, &mut buffer);
                    lists.classes(&buffer)
                }
            };
            // "then-Secretary of State": the title keeps its capital behind the hyphen.
            let prefixed = shape == Shape::Lower && classes_of_word == Classes::TITLE && word.contains('-');
            if prefixed && word.split('-').nth(1).is_some_and(|title| title.starts_with(char::is_uppercase)) {
                shape = Shape::Capital;
            }
            shapes.push(shape);
            classes.push(classes_of_word);
        }
        Words {
            text,
            language,
            classes,
            shapes,
            casings: Vec::with_capacity(language.sentences.len()),
            lower: FxHashSet::default(),
            capital: FxHashSet::default(),
        }
    }

    /// Notes the casing of each sentence, and which words occur in which case; only names need it.
    pub(crate) fn survey(&mut self) {
        for sentence in &self.language.sentences {
            let range = sentence.tokens.range();
            let casing = self.casing_of(range.clone(), sentence.kind);
            self.casings.push(casing);
            if casing != Casing::Plain {
                continue;
            }
            for at in range {
                let word = self.language.tokens.get(at).map_or("", |t| t.of(self.text));
                match self.shape(at) {
                    Shape::Lower => {
                        self.lower.insert(word);
                    }
                    Shape::Capital | Shape::Caps if !self.opens(at, sentence.tokens.start()) => {
                        self.capital.insert(word);
                    }
                    _ => {}
                }
            }
        }
    }

    fn casing_of(&self, range: std::ops::Range<usize>, kind: BlockKind) -> Casing {
        let (mut small, mut capitals, mut caps) = (0usize, 0usize, 0usize);
        for at in range {
            let long = self.language.tokens.get(at).is_some_and(|t| t.span.len() > 3);
            match self.shape(at) {
                Shape::Lower if !self.is(at, Classes::FUNCTION | Classes::PARTICLE) => small += 1,
                Shape::Capital if long => capitals += 1,
                Shape::Caps if long => caps += 1,
                _ => {}
            }
        }
        let words = small + capitals + caps;
        let enough = if matches!(kind, BlockKind::Headline | BlockKind::Heading) { 2 } else { ENOUGH_WORDS };
        match () {
            () if words < enough || small * SMALL_IN > words => Casing::Plain,
            () if caps > capitals => Casing::Caps,
            () => Casing::Title,
        }
    }

    /// Says whether a token stands where any word would get a capital.
    pub(crate) fn opens(&self, at: usize, sentence_start: usize) -> bool {
        if at == sentence_start {
            return true;
        }
        let before = at - 1;
        matches!(self.language.quotes.get(before), Some(QuoteState::Opening))
            || matches!(self.word(before), ":" | "•" | "*" | "–" | "—" | "-" | "--" | "(" | "[" | "|" | "…" | "...")
            || (before == sentence_start && matches!(self.shape(before), Shape::Mark | Shape::Number))
            || self.language.tokens.get(before).is_some_and(|t| t.kind == TokenKind::QuotationMark && before == sentence_start)
    }

    /// Returns the token as written; the empty string behind the last.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.language.tokens.get(at).map_or("", |t| t.of(self.text))
    }

    /// Returns what a token may be.
    pub(crate) fn classes(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// Says whether a token may be any of these.
    pub(crate) fn is(&self, at: usize, classes: Classes) -> bool {
        self.classes(at).intersects(classes)
    }

    /// Says whether a token is this word; `word` is in lower case.
    pub(crate) fn reads(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Says whether a token is one of these words in lower case.
    pub(crate) fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.reads(at, word))
    }

    /// Returns how a token is written.
    pub(crate) fn shape(&self, at: usize) -> Shape {
        self.shapes.get(at).copied().unwrap_or(Shape::Mark)
    }

    /// Says whether a token has a capital at its head.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Shape::Capital | Shape::Caps)
    }

    /// Says whether a token is a possessive clitic: "’s", or the bare apostrophe of a plural.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        matches!(self.word(at), "'s" | "’s" | "'" | "’" | "‘s")
    }

    /// Says whether the parser takes a token for a name or part of one.
    pub(crate) fn is_proper_noun(&self, at: usize) -> bool {
        self.language.syntax.get(at).is_some_and(|word| word.tag == Tag::ProperNoun)
    }

    /// Returns the casing of a sentence.
    pub(crate) fn casing(&self, sentence: usize) -> Casing {
        self.casings.get(sentence).copied().unwrap_or(Casing::Plain)
    }

    /// Says whether the report writes the word with a capital where no sentence begins.
    pub(crate) fn seen_capital(&self, at: usize) -> bool {
        self.capital.contains(self.word(at))
    }

    /// Says whether the report writes the word in lower case somewhere; `buffer` is scratch space.
    pub(crate) fn seen_lower(&self, at: usize, buffer: &mut String) -> bool {
        lower_into(self.word(at), buffer);
        self.lower.contains(buffer.as_str())
    }

    /// Cuts a run of tokens out of the text, in lower case and joined by one space.
    pub(crate) fn key(&self, tokens: Span<Tokens>) -> String {
        let mut key = String::new();
        let mut buffer = String::new();
        for at in tokens.range() {
            lower_into(self.word(at), &mut buffer);
            if !(key.is_empty() && buffer == "the") {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&buffer);
            }
        }
        key
    }
}

fn shape(word: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Number => return Shape::Number,
        TokenKind::QuotationMark | TokenKind::Mark => return Shape::Mark,
        TokenKind::Word => {}
    }
    // "al-Assad" is a name although its particle is small.
    let head = ["al-", "el-", "ad-", "as-", "ar-", "ul-"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    if !head.starts_with(char::is_uppercase) {
        return Shape::Lower;
    }
    // "(R-Ohio)" is a party and a state, and no name.
    if word.len() > 2
        && matches!(word.get(..2), Some("R-" | "D-" | "I-"))
        && word.get(2..3).is_some_and(|c| c.starts_with(char::is_uppercase))
    {
        return Shape::Lower;
    }
    // "London-based" and "English-speaking" describe; they name nobody.
    if word.rsplit_once('-').is_some_and(|(_, tail)| tail.len() > 3 && tail.starts_with(char::is_lowercase)) {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && !word.chars().any(char::is_lowercase) { Shape::Caps } else { Shape::Capital }
}
