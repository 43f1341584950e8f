//! The network at work: sentences to runs of source, cue and content.

use std::sync::LazyLock;

use ndarray::{Axis, Slice};

use crate::language::Language;
use crate::language::features::features;
use crate::model::decode::decode;
use crate::model::network::Network;
use crate::model::{States, TokenFeatures};
use crate::span::{Span, Tokens};

/// The network that is compiled in. Should the file be damaged, nothing is attributed; a test loads
/// it.
static NETWORK: LazyLock<Option<Network>> = LazyLock::new(|| {
    Network::load(include_bytes!("../../../../models/attribution.safetensors")).ok()
});

/// Tokens of a window: whole consecutive sentences that the network sees at once. The trainer cuts
/// likewise.
const WINDOW: usize = 160;

/// Tokens that are scored at once, in as many windows as it takes: 48 full ones, or hundreds of
/// short contents. More would only cost memory.
const BATCH: usize = 48 * WINDOW;

/// What a run of tokens is to an attribution.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
}

/// A run of tokens with one role.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Run {
    pub(crate) role: Role,
    pub(crate) tokens: Span<Tokens>,
    /// The mean probability of its labels.
    pub(crate) sure: f32,
}

/// A text to label: its words, taken apart, and the stretches to read, each a sentence or part of
/// one.
pub(crate) struct Passage<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: &'t Language,
    pub(crate) sentences: Vec<Span<Tokens>>,
    /// Whether it is read as if it stood outside any quotation marks.
    pub(crate) unquoted: bool,
}

/// Labels passages; returns, passage by passage, the runs of each of its sentences.
pub(crate) fn label(passages: &[Passage<'_>]) -> Vec<Vec<Vec<Run>>> {
    let mut found: Vec<Vec<Vec<Run>>> = passages
        .iter()
        .map(|p| vec![Vec::new(); p.sentences.len()])
        .collect();
    let Some(network) = NETWORK.as_ref() else {
        return found;
    };
    let pieces = windows(passages);
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let mut tokens = 0;
        let fits = |window: &&Window| {
            tokens += window
                .parts
                .iter()
                .map(|(_, part)| part.len())
                .sum::<usize>();
            tokens <= BATCH
        };
        let (batch, behind) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        rest = behind;
        let inputs: Vec<(Vec<TokenFeatures>, States)> = batch
            .iter()
            .map(|window| {
                let passage = &passages[window.passage];
                let (mut tokens, mut states) = (Vec::with_capacity(WINDOW), States::default());
                let parts: Vec<_> = window.parts.iter().map(|(_, part)| *part).collect();
                features(passage.language, &parts, passage.unquoted, &mut tokens);
                for part in parts {
                    states.extend(&passage.language.states, part.range());
                }
                (tokens, states)
            })
            .collect();
        let scores = network.emissions(
            &inputs
                .iter()
                .map(|(tokens, states)| (tokens.as_slice(), states))
                .collect::<Vec<_>>(),
        );
        for (window, scores) in batch.iter().zip(&scores) {
            let mut at = 0;
            for (sentence, part) in &window.parts {
                let decoded = decode(
                    &network.transitions,
                    scores.slice_axis(Axis(0), Slice::from(at..at + part.len())),
                );
                found[window.passage][*sentence].extend(runs(
                    *part,
                    &decoded.labels,
                    &decoded.sure,
                ));
                at += part.len();
            }
        }
    }
    found
}

/// A window: which passage, and its parts, each with the number of its sentence.
struct Window {
    passage: usize,
    parts: Vec<(usize, Span<Tokens>)>,
}

/// Cuts passages into windows of whole sentences; a sentence longer than a window is cut.
fn windows(passages: &[Passage<'_>]) -> Vec<Window> {
    let mut out = Vec::new();
    for (passage, found) in passages.iter().enumerate() {
        let mut window = Window {
            passage,
            parts: Vec::new(),
        };
        let mut size = 0;
        for (number, sentence) in found.sentences.iter().enumerate() {
            for start in sentence.range().step_by(WINDOW) {
                let part = Span::new(start, sentence.end().min(start + WINDOW));
                if size + part.len() > WINDOW && !window.parts.is_empty() {
                    out.push(std::mem::replace(
                        &mut window,
                        Window {
                            passage,
                            parts: Vec::new(),
                        },
                    ));
                    size = 0;
                }
                size += part.len();
                window.parts.push((number, part));
            }
        }
        if !window.parts.is_empty() {
            out.push(window);
        }
    }
    out
}

/// Joins the labels of one sentence into runs. Labels: 0 is outside, then begin and inside of
/// source, cue, content.
pub(crate) fn runs(part: Span<Tokens>, labels: &[usize], sure: &[f32]) -> Vec<Run> {
    let mut out = Vec::new();
    let role = |label: usize| match label {
        1 | 2 => Some(Role::Source),
        3 | 4 => Some(Role::Cue),
        5 | 6 => Some(Role::Content),
        _ => None,
    };
    let mut at = 0;
    while at < labels.len() {
        let Some(found) = role(labels[at]) else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        while at < labels.len() && labels[at].is_multiple_of(2) && role(labels[at]) == Some(found) {
            at += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "a window has 160 tokens")]
        let mean = sure[start..at].iter().sum::<f32>() / (at - start) as f32;
        out.push(Run {
            role: found,
            tokens: Span::new(part.start() + start, part.start() + at),
            sure: mean,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_that_is_compiled_in_loads() {
        assert!(NETWORK.is_some());
    }

    #[test]
    fn labels_join_into_runs() {
        let found = runs(
            Span::new(10, 16),
            &[1, 2, 3, 5, 6, 5],
            &[1.0, 0.5, 1.0, 1.0, 1.0, 0.25],
        );
        let shown: Vec<_> = found
            .iter()
            .map(|r| (r.role, r.tokens.range(), r.sure))
            .collect();
        let expected = [
            (Role::Source, 10..12, 0.75),
            (Role::Cue, 12..13, 1.0),
            (Role::Content, 13..15, 1.0),
            (Role::Content, 15..16, 0.25),
        ];
        assert_eq!(shown, expected);
    }
}
