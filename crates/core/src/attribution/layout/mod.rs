//! Layout: who speaks by the form of the page, where no verb says it.
//!
//! A speaker's label, a name behind a dash, a line that announces a quotation: each is surer than
//! the network. Every rule here gives [`Voice`]s over whole sentences, and no sentence has two; the
//! network's labels are read for what no voice has.

mod announced;
mod interview;
mod label;
mod signed;
mod statement;
mod transcript;
mod who;

use std::ops::Range;

use super::actors::Actors;
use super::join::Draft;
use super::labeller::{Role, Run};
use crate::language::{Language, Sentence, TokenKind};
use crate::span::{Span, Tokens};
pub(super) use transcript::{Turn, turns};
pub(super) use who::Speakers;

/// An attribution that the form of the page makes.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Voice {
    pub(super) draft: Draft,
    /// The sentences that it speaks for, counted from 0 in the report.
    pub(super) sentences: Range<usize>,
    /// Whether a quotation behind it may be its own: a signature ends what it signs.
    pub(super) goes_on: bool,
}

/// Finds the voices of a report, in the order of the text and without overlap. `runs` has an entry
/// for each sentence of the report.
pub(super) fn voices(
    text: &str,
    language: &Language,
    actors: &Actors,
    runs: &[Vec<Run>],
) -> Vec<Voice> {
    let page = Page::of(text, language);
    let mut found = transcript::voices(&page);
    // The surer rule first: what one speaks for is taken.
    let mut taken = vec![false; language.sentences.len()];
    take(&mut taken, &found);
    for rule in [
        statement::voices(&page),
        signed::voices(&page),
        announced::voices(&page, actors, runs),
    ] {
        let free = |voice: &Voice| {
            let own = taken.get(voice.sentences.clone());
            own.is_some_and(|own| !own.contains(&true))
        };
        let own: Vec<Voice> = rule.into_iter().filter(free).collect();
        take(&mut taken, &own);
        found.extend(own);
    }
    found.sort_by_key(|voice| voice.sentences.start);
    found
}

fn take(taken: &mut [bool], voices: &[Voice]) {
    for voice in voices {
        if let Some(own) = taken.get_mut(voice.sentences.clone()) {
            own.fill(true);
        }
    }
}

/// A report, block by block.
struct Page<'l> {
    text: &'l str,
    language: &'l Language,
    /// The sentences of each block that is told, counted from 0 in the report.
    blocks: Vec<Range<usize>>,
}

impl<'l> Page<'l> {
    fn of(text: &'l str, language: &'l Language) -> Self {
        let mut at = 0;
        let blocks = language
            .sentences
            .chunk_by(|a, b| a.block == b.block)
            .map(|block| {
                at += block.len();
                at - block.len()..at
            })
            .collect();
        Page {
            text,
            language,
            blocks,
        }
    }

    /// Returns the sentences of a block; none behind the last.
    fn sentences(&self, block: usize) -> &'l [Sentence] {
        let range = self.blocks.get(block).cloned().unwrap_or_default();
        self.language.sentences.get(range).unwrap_or_default()
    }

    /// Returns the tokens of a block.
    fn tokens(&self, block: usize) -> Span<Tokens> {
        match self.sentences(block) {
            [first, .., last] => Span::new(first.tokens.start(), last.tokens.end()),
            [only] => only.tokens,
            [] => Span::new(0, 0),
        }
    }

    fn word(&self, at: usize) -> &'l str {
        self.language
            .tokens
            .get(at)
            .map_or("", |token| token.of(self.text))
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        self.language
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::QuotationMark)
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.word(at), "—" | "–" | "―" | "‒" | "-" | "--" | "---")
    }

    /// Returns where a block begins behind the sign of a list.
    fn head(&self, block: usize) -> usize {
        let tokens = self.tokens(block);
        let sign = matches!(self.word(tokens.start()), "•" | "*" | "·" | ">" | "▪" | "●");
        tokens.start() + usize::from(sign && tokens.len() > 1)
    }

    /// Says whether a block begins with a mark of quotation.
    fn opens(&self, block: usize) -> bool {
        self.is_quotation_mark(self.head(block))
    }

    /// Says whether a block is one quotation from its first word to its last.
    fn is_quotation(&self, block: usize) -> bool {
        use crate::language::QuoteState::{Closing, Opening, Out};
        let (tokens, head) = (self.tokens(block), self.head(block));
        let states = self.language.quotes.get(head..tokens.end());
        self.opens(block)
            && states.is_some_and(|states| {
                !states.contains(&Out)
                    && states.iter().filter(|state| **state == Opening).count() == 1
                    && states.last() == Some(&Closing)
            })
    }

    /// Cuts what somebody says at the ends of sentences.
    fn contents(&self, tokens: Span<Tokens>, sure: f32) -> Vec<Run> {
        let first = self
            .language
            .sentences
            .partition_point(|s| s.tokens.end() <= tokens.start());
        self.language
            .sentences
            .iter()
            .skip(first)
            .take_while(|sentence| sentence.tokens.start() < tokens.end())
            .map(|sentence| Run {
                role: Role::Content,
                tokens: Span::new(
                    sentence.tokens.start().max(tokens.start()),
                    sentence.tokens.end().min(tokens.end()),
                ),
                sure,
            })
            .collect()
    }

    /// Makes the attribution of what one block or several say.
    fn draft(
        &self,
        source: Span<Tokens>,
        cue: Span<Tokens>,
        content: Span<Tokens>,
        sure: f32,
    ) -> Draft {
        let runs = |role, tokens: Span<Tokens>| {
            (!tokens.is_empty())
                .then_some(Run { role, tokens, sure })
                .into_iter()
                .collect()
        };
        Draft {
            source: runs(Role::Source, source),
            cue: runs(Role::Cue, cue),
            content: self.contents(content, sure),
            verbatim: false,
        }
    }

    /// Returns the name that a stretch begins with: a few words with capitals.
    fn name(&self, tokens: Span<Tokens>) -> Span<Tokens> {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let joins = |word: &str| {
            matches!(
                word,
                "." | "-"
                    | "’"
                    | "of"
                    | "the"
                    | "de"
                    | "del"
                    | "la"
                    | "van"
                    | "von"
                    | "bin"
                    | "al"
                    | "el"
                    | "da"
                    | "di"
                    | "der"
                    | "den"
                    | "und"
                    | "and"
            )
        };
        let end = tokens
            .range()
            .take(LONGEST_NAME)
            .take_while(|at| capital(self.word(*at)) || joins(self.word(*at)))
            .filter(|at| capital(self.word(*at)) || self.word(*at) == ".")
            .last()
            .map_or(tokens.start(), |last| last + 1);
        if capital(self.word(tokens.start())) {
            Span::new(tokens.start(), end)
        } else {
            Span::new(tokens.start(), tokens.start())
        }
    }
}

/// Tokens of a name: "Maria N. de la Cruz Jr."
const LONGEST_NAME: usize = 8;

/// Tokens of what somebody is, behind the name: ", vice chair of the Brenn harbour council".
const LONGEST_ROLE: usize = 18;
