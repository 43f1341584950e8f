//! Transcripts: blocks that begin with a speaker's name and a colon.
//!
//! "LANE: We knew." has no cue but the colon, and the same shape heads a list ("Price: 40 euros"), so a report is a transcript only
//! if several of its blocks are marked like that; then the marks are surer than the network.

use super::labeller::{Role, Run};
use crate::language::{Language, Sentence, TokenKind};
use crate::span::Span;

/// Marked blocks from which on a report is a transcript.
const LEAST: usize = 3;

/// Words of a speaker's mark: "SEN. MARIA LANE:".
const LONGEST: usize = 5;

/// How sure a mark is; there are lists in capitals.
const SURE: f32 = 0.9;

/// Replaces the runs of every block that a speaker's mark opens, if the report is a transcript.
///
/// `runs` has an entry per sentence of the report.
pub(super) fn mark(text: &str, language: &Language, runs: &mut [Vec<Run>]) {
    let marks: Vec<Option<usize>> = language.sentences.iter().map(|sentence| speaker(text, language, sentence)).collect();
    if marks.iter().flatten().count() < LEAST {
        return;
    }
    let mut speaking = None;
    for ((sentence, mark), runs) in language.sentences.iter().zip(marks).zip(runs) {
        if sentence.opens_block {
            speaking = mark.map(|_| sentence.block);
        }
        if speaking != Some(sentence.block) {
            continue;
        }
        let (start, end) = (sentence.tokens.start(), sentence.tokens.end());
        let run = |role, from, to| Run { role, tokens: Span::new(from, to), sure: SURE };
        *runs = match mark {
            Some(colon) => {
                let mut found = vec![run(Role::Source, start, colon), run(Role::Cue, colon, colon + 1)];
                if colon + 1 < end {
                    found.push(run(Role::Content, colon + 1, end));
                }
                found
            }
            None => vec![run(Role::Content, start, end)],
        };
    }
}

/// Returns the colon behind a speaker's name in capitals at the head of a block.
fn speaker(text: &str, language: &Language, sentence: &Sentence) -> Option<usize> {
    if !sentence.opens_block {
        return None;
    }
    let colon = sentence.tokens.range().take(LONGEST + 1).find(|at| language.tokens[*at].of(text) == ":")?;
    let name = sentence.tokens.start()..colon;
    let capitals = |at: usize| {
        let word = language.tokens[at].of(text);
        language.tokens[at].kind == TokenKind::Mark || !word.chars().any(char::is_lowercase)
    };
    let letters = name.clone().any(|at| language.tokens[at].of(text).chars().filter(|c| c.is_uppercase()).count() > 1);
    (letters && name.clone().all(capitals)).then_some(colon)
}
