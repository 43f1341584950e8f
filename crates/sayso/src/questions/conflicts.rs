//! `conflicts`: which are meant.

use sayso_core::link::{Conflict, ConflictKind, Side};

use super::words::{holds_words, words_of};
use crate::evidence::sentences_around;
use crate::pile::Pile;
use crate::wire::Word;

/// Reads a kind of conflict by its word.
pub(crate) fn kind(word: &str) -> Result<ConflictKind, String> {
    ConflictKind::typed(word, "kind")
}

/// Returns the conflicts of a kind, or of all, of which some side is on the word of whoever is named
/// by all of these words, or names him in its sentence; all if no words are given.
pub(crate) fn chosen<'p>(
    pile: &'p Pile,
    words: &str,
    kind: Option<ConflictKind>,
) -> Vec<&'p Conflict> {
    let wanted = words_of(words);
    let names = |side: &Side| {
        let entry = pile.entry(side.report);
        let around = sentences_around(&entry.reading.sentences, side.span);
        let voice = side.voice.as_ref().map_or("", |voice| &voice.name);
        holds_words(voice, &wanted) || holds_words(around.of(entry.report.text()), &wanted)
    };
    let all = pile.links().conflicts.iter();
    all.filter(|conflict| kind.is_none_or(|kind| conflict.kind == kind))
        .filter(|conflict| wanted.is_empty() || conflict.tellings.iter().any(names))
        .collect()
}
