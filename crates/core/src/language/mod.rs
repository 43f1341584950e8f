//! What a sentence is made of: tokens, sentences, quotation state, names and who they mean, times.
//!
//! Everything here is spans into an unchanged text. [`Language`] is the whole result; the stages
//! after it read nothing else of the text than through it.

mod entities;
mod quotation;
mod sentences;
pub mod times;
mod tokens;

pub use entities::{Choice, Entity, EntityId, EntityKind, choice_names, choices};
pub(crate) use entities::{Classes, Shape, Words, lower_into};
pub use quotation::{QuoteState, quote_states};
pub use sentences::sentences;
pub use times::{TimeExpression, TimeId, TimeKind, Unknown};
pub use tokens::{Token, TokenKind, tokens};

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
    /// People, organisations, places, groups and outlets, each with all its mentions.
    pub entities: Vec<Entity>,
    /// Expressions of time, resolved against the report's date.
    pub times: Vec<TimeExpression>,
}

impl Language {
    /// Takes a report apart. Never fails; what cannot be told is left out.
    pub fn of(report: &Report) -> Self {
        let text = report.text();
        let mut language = Language::default();
        for (block, found) in report.blocks().iter().enumerate().filter(|(_, b)| b.kind.is_told()) {
            let first = language.tokens.len();
            tokens(text, found.span, &mut language.tokens);
            for (i, tokens) in sentences(text, &language.tokens, first).into_iter().enumerate() {
                let block = u32::try_from(block).unwrap_or(u32::MAX);
                language.sentences.push(Sentence { tokens, block, opens_block: i == 0, kind: found.kind });
            }
        }
        language.quotes = quote_states(text, &language.tokens, &language.sentences);
        language.times = times::find(report, &language);
        language.entities = entities::find(report, &language);
        language
    }

    /// Returns the bytes that a run of tokens covers.
    pub fn bytes(&self, tokens: Span<Tokens>) -> Span {
        match (self.tokens.get(tokens.start()), tokens.end().checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// Returns the tokens that overlap a stretch of the text.
    pub fn tokens_in(&self, bytes: Span) -> Span<Tokens> {
        let start = self.tokens.partition_point(|t| t.span.end() <= bytes.start());
        let end = self.tokens.partition_point(|t| t.span.start() < bytes.end());
        Span::new(start, end.max(start))
    }

    /// Returns the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|s| s.tokens.start() <= token);
        self.sentences.get(after.checked_sub(1)?).filter(|s| s.tokens.holds(token))
    }
}
