//! Transcripts: blocks that begin with a speaker's name and a colon.
//!
//! "LANE: We knew." has no cue but the colon, and the same shape heads a list ("Price: 40 euros"),
//! so a report is a transcript only if several of its blocks are marked like that; then the marks
//! are surer than the network. Names in capitals are rare elsewhere; names in ordinary letters must
//! come again, as those of people who talk with each other do.

use rustc_hash::FxHashMap;

use super::labeller::{Role, Run};
use crate::language::{Language, Sentence, TokenKind};
use crate::span::{Span, Tokens};

/// Marked blocks from which on a report is a transcript.
const LEAST: usize = 3;

/// Speakers who must each be marked twice where their names stand in ordinary letters: it takes two
/// to talk.
const TALKING: usize = 2;

/// Words of a speaker's mark: "SEN. MARIA LANE:".
const LONGEST: usize = 5;

/// How sure a mark is; there are lists in capitals.
const SURE: f32 = 0.9;

/// What one speaker says until the next one is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn {
    /// The speaker's name before the colon.
    pub(super) speaker: Span<Tokens>,
    /// Everything behind the colon.
    pub(super) words: Span<Tokens>,
}

/// Finds the turns of a report, in order; none unless it is a transcript.
pub(super) fn turns(text: &str, language: &Language) -> Vec<Turn> {
    let mut marks: Vec<(Span<Tokens>, bool)> = language
        .sentences
        .iter()
        .filter_map(|sentence| speaker(text, language, sentence))
        .collect();
    if marks.iter().filter(|(_, capitals)| *capitals).count() < LEAST {
        let mut times: FxHashMap<&str, usize> = FxHashMap::default();
        for (name, _) in &marks {
            *times.entry(language.bytes(*name).of(text)).or_default() += 1;
        }
        if marks.len() < LEAST || times.values().filter(|times| **times > 1).count() < TALKING {
            return Vec::new();
        }
    } else {
        marks.retain(|(_, capitals)| *capitals);
    }
    let ends = marks
        .iter()
        .skip(1)
        .map(|(name, _)| name.start())
        .chain([language.tokens.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|((name, _), end)| Turn {
            speaker: *name,
            words: Span::new(name.end() + 1, end.max(name.end() + 1)),
        })
        .collect()
}

/// Replaces the runs of every block that a speaker's mark opens, if the report is a transcript.
///
/// `runs` has an entry per sentence of the report.
pub(super) fn mark(text: &str, language: &Language, runs: &mut [Vec<Run>]) {
    let mut turns = turns(text, language).into_iter().peekable();
    let mut speaking = None;
    for (sentence, runs) in language.sentences.iter().zip(runs) {
        let (start, end) = (sentence.tokens.start(), sentence.tokens.end());
        let run = |role, from, to| Run {
            role,
            tokens: Span::new(from, to),
            sure: SURE,
        };
        if let Some(turn) = turns.next_if(|turn| sentence.tokens.holds(turn.speaker.start())) {
            speaking = Some(sentence.block);
            let (name, colon) = (turn.speaker.start(), turn.speaker.end());
            *runs = vec![
                run(Role::Source, name, colon),
                run(Role::Cue, colon, colon + 1),
            ];
            if colon + 1 < end {
                runs.push(run(Role::Content, colon + 1, end));
            }
        } else if speaking == Some(sentence.block) {
            *runs = vec![run(Role::Content, start, end)];
        }
    }
}

/// Returns the speaker's name that a block begins with, and whether it is in capitals.
fn speaker(text: &str, language: &Language, sentence: &Sentence) -> Option<(Span<Tokens>, bool)> {
    if !sentence.opens_block {
        return None;
    }
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    // A transcript that is quoted opens every block with a quotation mark.
    let is_quotation = |at: usize| {
        language
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::QuotationMark)
    };
    let start = sentence.tokens.start() + usize::from(is_quotation(sentence.tokens.start()));
    let colon = sentence
        .tokens
        .range()
        .take(LONGEST + 2)
        .find(|at| word(*at) == ":")
        .filter(|colon| *colon >= start)?;
    let name = Span::new(start, colon);
    let is_mark = |at: usize| {
        language
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Mark)
    };
    let letters = name
        .range()
        .any(|at| word(at).chars().filter(|c| c.is_uppercase()).count() > 1);
    if letters
        && name
            .range()
            .all(|at| is_mark(at) || !word(at).chars().any(char::is_lowercase))
    {
        return Some((name, true));
    }
    let titled =
        |at: usize| word(at).starts_with(char::is_uppercase) || matches!(word(at), "." | "-");
    (!name.is_empty() && name.range().all(titled)).then_some((name, false))
}
