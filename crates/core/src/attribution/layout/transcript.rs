//! Transcripts: blocks that begin with a speaker's label.
//!
//! "LANE: We knew." has no cue but the colon, and the same shape heads a list ("Price: 40 euros"),
//! so a report is a transcript only if several of its blocks are marked like that. Names in
//! capitals are rare elsewhere; names in ordinary letters must come again, as those of people who
//! talk with each other do.

use rustc_hash::{FxHashMap, FxHashSet};

use super::label::{self, Label, Shape};
use super::{Page, Voice, interview};
use crate::attribution::join::Draft;
use crate::language::Language;
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// Marked blocks from which on a report is a transcript.
const LEAST: usize = 3;

/// Speakers who must each be marked twice where their names stand in ordinary letters: it takes two
/// to talk.
const TALKING: usize = 2;

/// How sure a mark is; there are lists in capitals.
const SURE: f32 = 0.9;

/// What one speaker says until the next one is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::attribution) struct Turn {
    /// The speaker's name.
    pub(in crate::attribution) speaker: Span<Tokens>,
    /// Everything behind the mark.
    pub(in crate::attribution) words: Span<Tokens>,
    /// What the label looks like.
    pub(super) shape: Shape,
    /// The mark behind the name; nothing if that has a line of its own.
    pub(super) mark: Span<Tokens>,
    /// The block that the label stands in, counted from 0 among those that are told.
    pub(super) block: usize,
}

impl Turn {
    /// Says whether a letter stands for the name: "Q", "A".
    pub(in crate::attribution) fn is_letter(&self) -> bool {
        matches!(self.shape, Shape::Question | Shape::Answer)
    }
}

/// Finds the turns of a report, in order; none unless it is a transcript.
pub(in crate::attribution) fn turns(text: &str, language: &Language) -> Vec<Turn> {
    of_page(&Page::of(text, language))
}

fn of_page(page: &Page<'_>) -> Vec<Turn> {
    let labels: Vec<(usize, Label)> = (0..page.blocks.len())
        .filter_map(|block| Some((block, label_of(page, block)?)))
        .collect();
    // Lines that are names alone are looked at by themselves: they may be headings.
    let (alone, marked): (Vec<_>, Vec<_>) = labels
        .into_iter()
        .partition(|(_, label)| label.mark.is_empty());
    let mut kept = talk(page, marked);
    if kept.is_empty() {
        kept = talk(page, alone);
        if !kept.iter().any(|(_, label)| repeats(page, &kept, label)) {
            kept.clear();
        }
    }
    if kept.is_empty() {
        return interview::turns(page);
    }
    let starts: Vec<usize> = kept
        .iter()
        .skip(1)
        .map(|(block, _)| page.tokens(*block).start())
        .chain([page.language.tokens.len()])
        .collect();
    kept.iter()
        .zip(starts)
        .map(|((block, label), end)| {
            let speaker = page.language.tokens_in(label.name);
            let mark = page.language.tokens_in(label.mark);
            let mark = Span::new(
                mark.start().max(speaker.end()),
                mark.end().max(speaker.end()),
            );
            let behind = match label.mark.is_empty() {
                true => page.tokens(*block).end(),
                false => mark.end(),
            };
            Turn {
                speaker,
                words: Span::new(behind, end.max(behind)),
                shape: label.shape,
                mark,
                block: *block,
            }
        })
        .collect()
}

/// Reads the label of a block whose words are said: a field of a list is no sentence.
fn label_of(page: &Page<'_>, block: usize) -> Option<Label> {
    let all = page.language.bytes(page.tokens(block));
    let label = label::read(page.text, all)?;
    let said = all
        .of(page.text)
        .trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', ' ']);
    let ends = said.ends_with(['.', '?', '!', '…', '-', '—', '–', ',']);
    (ends
        || label.mark.is_empty()
        || label.mark.end() == all.end()
        || label.shape == Shape::Stamped)
        .then_some(label)
}

/// Keeps the labels of people who talk with each other; none if nobody seems to.
fn talk(page: &Page<'_>, mut labels: Vec<(usize, Label)>) -> Vec<(usize, Label)> {
    let count =
        |of: &dyn Fn(Shape) -> bool| labels.iter().filter(|(_, label)| of(label.shape)).count();
    let sure = |shape| shape <= Shape::Capitals;
    let letters = |shape| matches!(shape, Shape::Question | Shape::Answer);
    let asked = count(&|shape| shape == Shape::Question);
    let answered = count(&|shape| shape == Shape::Answer);
    let by_letters = asked > 0 && answered > 0;
    let stamped = count(&|shape| shape == Shape::Stamped);
    if count(&sure) >= LEAST || stamped >= TALKING {
        let surely: FxHashSet<&str> = labels
            .iter()
            .filter(|(_, label)| sure(label.shape))
            .map(|(_, label)| key(page, label))
            .collect();
        labels.retain(|(_, label)| {
            surely.contains(key(page, label)) || by_letters && letters(label.shape)
        });
        return labels;
    }
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, label) in &labels {
        *times.entry(key(page, label)).or_default() += 1;
    }
    let again = times.values().filter(|times| **times > 1).count();
    if labels.len() >= LEAST && again >= TALKING {
        labels
    } else if by_letters {
        labels.retain(|(_, label)| letters(label.shape));
        labels
    } else {
        Vec::new()
    }
}

fn repeats(page: &Page<'_>, labels: &[(usize, Label)], label: &Label) -> bool {
    let own = key(page, label);
    labels
        .iter()
        .filter(|(_, other)| key(page, other) == own)
        .nth(1)
        .is_some()
}

/// Returns the last word of a name: people are introduced in full and then go by their surname.
fn key<'t>(page: &Page<'t>, label: &Label) -> &'t str {
    let name = label.name.of(page.text);
    let last = name.rsplit(' ').next().unwrap_or(name);
    if last.bytes().all(|b| b.is_ascii_digit()) {
        name
    } else {
        last
    }
}

/// Finds what each speaker's label gives them: its block, and behind a name on a line of its own
/// all that follows.
pub(super) fn voices(page: &Page<'_>) -> Vec<Voice> {
    let turns = of_page(page);
    let until = |at: usize| {
        turns
            .get(at + 1)
            .map_or(page.blocks.len(), |next| next.block)
    };
    let mut found = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        // A question that nobody's label stands before is the outlet's.
        if turn.speaker.is_empty() {
            continue;
        }
        let bare = turn.shape == Shape::Bare;
        let alone = turn.words.start() == page.tokens(turn.block).end();
        // The shapes that only transcripts have leave nothing between two labels to anybody else.
        let all = (turn.is_letter() || turn.shape == Shape::Stamped) && at + 1 < turns.len();
        let spoken = |block: &usize| {
            let aside = matches!(page.word(page.head(*block)), "(" | "[" | "*");
            let first = page.sentences(*block).first();
            let kind = first.map(|sentence| sentence.kind);
            !aside && matches!(kind, Some(BlockKind::Paragraph | BlockKind::Quote))
        };
        let last = (turn.block + 1..until(at))
            .take_while(|block| match bare {
                true => page.tokens(*block).start() < turn.words.end(),
                false => (alone || all) && spoken(block),
            })
            .last()
            .unwrap_or(turn.block);
        let words = Span::new(
            turn.words.start(),
            page.tokens(last).end().max(turn.words.start()),
        );
        let (Some(first), Some(last)) = (page.blocks.get(turn.block), page.blocks.get(last)) else {
            continue;
        };
        found.push(Voice {
            draft: Draft {
                verbatim: bare,
                ..page.draft(turn.speaker, turn.mark, words, SURE)
            },
            sentences: first.start..last.end,
            goes_on: !bare,
        });
    }
    found
}
