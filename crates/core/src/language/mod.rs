//! What a sentence is made of: tokens, sentences, quotation state, syntax, names and who they mean,
//! times.
//!
//! Everything here is spans into an unchanged text. [`Language`] is the whole result; the stages
//! after it read nothing else of the text than through it.

mod entities;
pub mod features;
mod quotation;
mod sentences;
pub mod syntax;
pub mod times;
mod tokens;

pub use entities::{Asks, Choice, Considered, Entity, EntityId, EntityKind, choice_names, choices};
pub(crate) use entities::{
    BELOW, Classes, Gender, Shape, Words, author, generation, is_country, is_document, lexicon,
};
pub use features::is_word;
pub use quotation::{QuoteState, quote_states};
pub use sentences::sentences;
pub use times::{TimeExpression, TimeId, TimeKind, Unknown};
pub use tokens::{Token, TokenKind, tokens};

use crate::model::{States, TokenFeatures};
use crate::report::{BlockKind, Report};
use crate::span::{Span, Tokens};

/// A sentence: its tokens, and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The tokens of the sentence.
    pub tokens: Span<Tokens>,
    /// The block it belongs to, counted from 0 in the report.
    pub block: u32,
    /// Whether it is the first sentence of its block.
    pub opens_block: bool,
    /// What the block is for.
    pub kind: BlockKind,
}

/// A report's text, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Words and marks of every block in which the outlet tells something, in order.
    pub tokens: Vec<Token>,
    /// Sentences over `tokens`; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// For each token whether it stands inside quotation marks.
    pub quotes: Vec<QuoteState>,
    /// For each token what the networks are told of its letters.
    features: Vec<TokenFeatures>,
    /// For each token its part of speech, its head, and whether it is part of a name.
    pub syntax: Vec<syntax::Word>,
    /// For each token what the parser made of it, for other networks to read.
    pub(crate) states: States,
    /// People, organisations, places, groups and outlets, each with all its mentions.
    pub entities: Vec<Entity>,
    /// Expressions of time, resolved against the report's date.
    pub times: Vec<TimeExpression>,
}

impl Language {
    /// Takes a report apart. Never fails; what cannot be told is left out.
    pub fn of(report: &Report) -> Self {
        Language::of_all(std::slice::from_ref(report))
            .pop()
            .unwrap_or_default()
    }

    /// Takes several reports apart, which is faster than one by one: the parser reads them
    /// together.
    pub fn of_all(reports: &[Report]) -> Vec<Self> {
        let mut languages: Vec<Language> = reports.iter().map(Language::cut).collect();
        Language::parse(&mut languages);
        for (report, language) in reports.iter().zip(&mut languages) {
            language.resolve(report);
        }
        languages
    }

    /// Gives every word its tag, its head and its part in a name: the second stage of
    /// [`Language::of_all`].
    pub fn parse(languages: &mut [Self]) {
        syntax::parse(languages);
    }

    /// Finds times and entities in a report that was cut and parsed: the last stage of
    /// [`Language::of_all`].
    pub fn resolve(&mut self, report: &Report) {
        self.times = times::find(report, self);
        self.entities = entities::find(report, self);
    }

    /// Takes apart a text whose tokens and sentences are known: gold words of a treebank. It gets
    /// syntax, and neither times nor entities.
    pub fn of_words(text: &str, tokens: Vec<Token>, sentences: Vec<Sentence>) -> Self {
        let mut language = Language {
            tokens,
            sentences,
            ..Language::default()
        };
        language.prepare(text);
        syntax::parse(std::slice::from_mut(&mut language));
        language
    }

    /// Cuts a report into tokens and sentences: the first stage of [`Language::of_all`].
    pub fn cut(report: &Report) -> Self {
        let text = report.text();
        let mut language = Language::default();
        for (block, found) in report
            .blocks()
            .iter()
            .enumerate()
            .filter(|(_, b)| b.kind.is_told())
        {
            let first = language.tokens.len();
            tokens(text, found.span, &mut language.tokens);
            for (i, tokens) in sentences(text, &language.tokens, first)
                .into_iter()
                .enumerate()
            {
                let block = u32::try_from(block).unwrap_or(u32::MAX);
                language.sentences.push(Sentence {
                    tokens,
                    block,
                    opens_block: i == 0,
                    kind: found.kind,
                });
            }
        }
        language.prepare(text);
        language
    }

    /// Follows the quotation marks and notes what the networks are told.
    fn prepare(&mut self, text: &str) {
        self.quotes = quote_states(text, &self.tokens, &self.sentences);
        self.features = features::of_words(
            text,
            &self.tokens,
            &entities::running(text, &self.tokens, &self.sentences),
        );
    }

    /// Returns the bytes that a run of tokens covers.
    pub fn bytes(&self, tokens: Span<Tokens>) -> Span {
        match (
            self.tokens.get(tokens.start()),
            tokens
                .end()
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// Returns the tokens that overlap a stretch of the text.
    pub fn tokens_in(&self, bytes: Span) -> Span<Tokens> {
        let start = self
            .tokens
            .partition_point(|t| t.span.end() <= bytes.start());
        let end = self
            .tokens
            .partition_point(|t| t.span.start() < bytes.end());
        Span::new(start, end.max(start))
    }

    /// Returns the token of a run that hangs on one outside of it, or on none: of "the new foreign
    /// minister" the minister.
    pub fn head_of(&self, tokens: Span<Tokens>) -> Option<usize> {
        tokens.range().find(|at| {
            self.syntax
                .get(*at)
                .is_some_and(|word| word.head as usize == *at || !tokens.holds(word.head as usize))
        })
    }

    /// Returns the words that hang on a word, in the order of the text.
    ///
    /// It looks through the sentence, which is bounded; who asks for all words of a report keeps a
    /// table.
    pub fn dependents(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self
            .sentence_of(at)
            .map_or(0..0, |sentence| sentence.tokens.range());
        sentence.filter(move |other| {
            *other != at
                && self
                    .syntax
                    .get(*other)
                    .is_some_and(|word| word.head as usize == at)
        })
    }

    /// Returns the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let after = self
            .sentences
            .partition_point(|s| s.tokens.start() <= token);
        self.sentences
            .get(after.checked_sub(1)?)
            .filter(|s| s.tokens.holds(token))
    }
}
