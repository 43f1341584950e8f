//! Every token of a report with its classes and shape, and which words the report writes in which
//! case.

use rustc_hash::FxHashSet;

use super::lexicon::{Classes, lexicon, lower_into};
use crate::language::entities::casing::{Casing, Shape, casing, shape};
use crate::language::syntax::Tag;
use crate::language::{Language, QuoteState, TokenKind};
use crate::report::Report;
use crate::span::{Span, Tokens};

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
            let prefixed =
                shape == Shape::Lower && classes_of_word == Classes::TITLE && word.contains('-');
            if prefixed
                && word
                    .split('-')
                    .nth(1)
                    .is_some_and(|title| title.starts_with(char::is_uppercase))
            {
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
            let long = |at: usize| {
                self.language
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.span.len() > 3)
            };
            let small = |at: usize| self.is(at, Classes::FUNCTION | Classes::PARTICLE);
            let casing = casing(
                range
                    .clone()
                    .map(|at| (self.shape(at), long(at), small(at))),
                sentence.kind,
            );
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

    /// Says whether a token stands where any word would get a capital.
    pub(crate) fn opens(&self, at: usize, sentence_start: usize) -> bool {
        if at == sentence_start {
            return true;
        }
        let before = at - 1;
        matches!(self.language.quotes.get(before), Some(QuoteState::Opening))
            || matches!(
                self.word(before),
                ":" | "•" | "*" | "–" | "—" | "-" | "--" | "(" | "[" | "|" | "…" | "..."
            )
            || (before == sentence_start
                && matches!(self.shape(before), Shape::Mark | Shape::Number))
            || self
                .language
                .tokens
                .get(before)
                .is_some_and(|t| t.kind == TokenKind::QuotationMark && before == sentence_start)
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

    /// Says whether an article belongs to a name itself: "the Mara", and not "the Mara affair".
    pub(crate) fn has_article(&self, name: Span<Tokens>) -> bool {
        let behind = self.language.syntax.get(name.end());
        let modifies = behind
            .is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::ProperNoun | Tag::Number));
        (self.reads(name.start(), "the") && name.len() > 1
            || self.reads(name.start().wrapping_sub(1), "the"))
            && !modifies
    }

    /// Says whether the parser takes a token for a name or part of one.
    pub(crate) fn is_proper_noun(&self, at: usize) -> bool {
        self.language
            .syntax
            .get(at)
            .is_some_and(|word| word.tag == Tag::ProperNoun)
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
