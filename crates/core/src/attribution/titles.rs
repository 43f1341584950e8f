//! Titles in quotation marks: the film “They Said So”, an album called “I Swear It”. They are names
//! of works, and nobody speaks in them.

use super::labeller::{Role, Run};
use crate::language::syntax::{Tag, lemma};
use crate::language::{Language, QuoteState};
use crate::span::{Span, Tokens};

/// Nouns for works whose names stand in marks behind them.
const WORKS: &[&str] = &[
    "album",
    "anthem",
    "ballad",
    "biography",
    "book",
    "comedy",
    "cookbook",
    "documentary",
    "drama",
    "episode",
    "exhibition",
    "film",
    "memoir",
    "movie",
    "musical",
    "novel",
    "opera",
    "painting",
    "play",
    "podcast",
    "poem",
    "sequel",
    "series",
    "show",
    "single",
    "song",
    "track",
];

/// Letters from which on a word has a capital in a title wherever it stands.
const LONG: usize = 4;

/// Takes away what the labeller found in the titles of a sentence, with the word that gives the
/// title: "called", or the noun itself.
pub(super) fn silence(
    text: &str,
    language: &Language,
    sentence: Span<Tokens>,
    runs: &mut Vec<Run>,
) {
    if runs.is_empty() {
        return;
    }
    for (noun, title) in titles(text, language, sentence) {
        let before = runs.len();
        let naming = Span::new(noun, title.end());
        runs.retain(|run| match run.role {
            Role::Content => !title.contains(run.tokens),
            Role::Source => !title.overlaps(run.tokens),
            Role::Cue => !naming.contains(run.tokens),
        });
        // Sources and cues that are left without anything said were part of the same mistake.
        if runs.len() < before && runs.iter().all(|run| run.role != Role::Content) {
            runs.clear();
        }
    }
}

/// Returns the titles of a sentence with their marks, each with the noun for the work before it.
fn titles(text: &str, language: &Language, sentence: Span<Tokens>) -> Vec<(usize, Span<Tokens>)> {
    let state = |at: usize| language.quotes.get(at).copied().unwrap_or_default();
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    // Of a content the noun may stand before its first word.
    let whole = language
        .sentence_of(sentence.start())
        .map_or(sentence, |whole| whole.tokens);
    let mut found = Vec::new();
    let mut open = None;
    for at in sentence.range() {
        match state(at) {
            QuoteState::Opening => open = Some(at),
            QuoteState::Closing => {
                let Some(start) = open.take() else { continue };
                let mut noun = start;
                while noun > whole.start()
                    && [",", "called", "titled", "entitled", "named"].contains(&word(noun - 1))
                {
                    noun -= 1;
                }
                let Some(noun) = noun.checked_sub(1).filter(|at| whole.holds(*at)) else {
                    continue;
                };
                let tag = language.syntax.get(noun).map_or(Tag::Noun, |word| word.tag);
                let is_work = WORKS.contains(&lemma(&word(noun).to_lowercase(), tag).as_str());
                let words = (start + 1..at).map(word);
                if is_work && is_titled(words) {
                    found.push((noun, Span::new(start, at + 1)));
                }
            }
            _ => {}
        }
    }
    found
}

/// Says whether words are written as those of a title.
fn is_titled<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let mut capitals = 0;
    for word in words.filter(|word| word.chars().any(char::is_alphabetic)) {
        let small = word.starts_with(char::is_lowercase);
        if small && word.chars().count() >= LONG {
            return false;
        }
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    capitals > 1
}
