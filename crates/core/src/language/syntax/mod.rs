//! Syntax: what each word is, which word it hangs on and as what, and whether it is part of a name.
//!
//! A trained parser says it, sentence by sentence; the labels are those of Universal Dependencies
//! (universaldependencies.org). What the labels of names are worth is weighed in `entities`.

mod labels;
mod lemmas;

use std::sync::LazyLock;

pub use labels::{NameKind, NameLabel, Relation, Tag};
pub use lemmas::lemma;

use super::Language;
use super::features::features;
use crate::model::parser::{Parsed, Parser};
use crate::model::{States, TokenFeatures};
use crate::span::{Span, Tokens};

/// The parser that is compiled in. Should the file be damaged, no word has syntax; a test loads it.
static PARSER: LazyLock<Option<Parser>> =
    LazyLock::new(|| Parser::load(include_bytes!("../../../../../models/syntax.safetensors")).ok());

/// Words that are parsed as one sentence at most; a longer one is parsed in pieces. Real sentences
/// are shorter, and trees cost the square.
const LONGEST: usize = 120;

/// Words that are parsed at once: enough to keep the products large, few enough to stay in the
/// processor's caches.
const BATCH: usize = 4096;

/// What the parser says of a word.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Word {
    /// Its part of speech.
    pub tag: Tag,
    /// Its head, as a token of the report; the word itself if it is the root of its sentence.
    pub head: u32,
    /// What it is to its head.
    pub relation: Relation,
    /// Whether it is part of a name.
    pub name: NameLabel,
    /// The probability of that.
    pub name_sure: f32,
}

impl Word {
    /// A word of which nothing is known.
    const UNKNOWN: Word = Word {
        tag: Tag::Other,
        head: 0,
        relation: Relation::Dep,
        name: NameLabel::Outside,
        name_sure: 0.0,
    };
}

/// Parses the sentences of several reports at once and gives each its words.
pub(super) fn parse(reports: &mut [Language]) {
    let Some(parser) = PARSER.as_ref() else {
        return;
    };
    let mut pieces: Vec<(usize, Span<Tokens>)> = Vec::new();
    for (number, language) in reports.iter().enumerate() {
        for sentence in &language.sentences {
            let cut = |start: usize| Span::new(start, sentence.tokens.end().min(start + LONGEST));
            pieces.extend(
                sentence
                    .tokens
                    .range()
                    .step_by(LONGEST)
                    .map(|start| (number, cut(start))),
            );
        }
    }
    for language in reports.iter_mut() {
        language.syntax = vec![Word::UNKNOWN; language.tokens.len()];
        language.states = States::zeros(language.tokens.len(), parser.width());
    }
    // Sentences of like length together: none runs on alone at the end of a batch, where a product
    // costs the same for one as for many.
    pieces.sort_by_key(|(_, piece)| std::cmp::Reverse(piece.len()));
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let mut words = 0;
        let fits = |(_, piece): &&(usize, Span<Tokens>)| {
            words += piece.len();
            words <= BATCH
        };
        let (batch, behind) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        rest = behind;
        let inputs: Vec<Vec<TokenFeatures>> = batch
            .iter()
            .map(|(report, piece)| {
                let mut out = Vec::with_capacity(piece.len());
                features(&reports[*report], &[*piece], false, &mut out);
                out
            })
            .collect();
        for ((report, piece), (parsed, states)) in batch
            .iter()
            .zip(parser.parse(&inputs.iter().map(Vec::as_slice).collect::<Vec<_>>()))
        {
            let words = reports[*report]
                .syntax
                .get_mut(piece.range())
                .into_iter()
                .flatten();
            for ((at, word), parsed) in words.enumerate().zip(&parsed) {
                *word = word_of(piece.start(), at, parsed);
            }
            reports[*report].states.put(piece.start(), &states);
        }
    }
}

/// Makes a word of the report out of word `at` of a piece that begins at token `start`.
fn word_of(start: usize, at: usize, parsed: &Parsed) -> Word {
    Word {
        tag: Tag::of(parsed.tag),
        head: u32::try_from(start + parsed.head.map_or(at, |head| head as usize))
            .unwrap_or(u32::MAX),
        relation: Relation::of(parsed.relation),
        name: NameLabel::of(parsed.name),
        name_sure: parsed.name_sure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labels_of_the_model_are_these() {
        let (_, file) = safetensors::SafeTensors::read_metadata(include_bytes!(
            "../../../../../models/syntax.safetensors"
        ))
        .unwrap();
        let about = file.metadata().as_ref().unwrap();
        let texts = |name: &str| {
            about[name]
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let of = |number: u8| (Tag::of(number).text(), Relation::of(number).text());
        assert!(
            texts("tags")
                .iter()
                .zip(0..)
                .all(|(text, number)| of(number).0 == text)
        );
        assert!(
            texts("relations")
                .iter()
                .zip(0..)
                .all(|(text, number)| of(number).1 == text)
        );
    }

    #[test]
    fn the_parser_that_is_compiled_in_loads() {
        assert!(PARSER.is_some());
    }
}
