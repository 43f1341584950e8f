//! Words of a source by which nobody speaks: "no agency", "rumours", a heading that only names what
//! the line behind it is about.
//!
//! The one list of such words. Whoever counts voices asks here.

use super::join::Draft;
use super::labeller::Run;
use crate::language::{Classes, EntityKind, Language, QuoteState, lexicon};
use crate::report::BlockKind;

/// First words of a source that say that there is none.
const NONE: &[&str] = &[
    "no", "none", "nobody", "neither", "nothing", "whoever", "anyone", "anybody",
];

/// Nouns for what everybody says and nobody is held to.
const HEARSAY: &[&str] = &[
    "gossip",
    "hearsay",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "speculation",
];

/// Says whether a source's words say that nobody speaks: "no agency confirmed it". "No" alone may be
/// a name.
pub(crate) fn is_nobody(source: &str) -> bool {
    let source = source.trim();
    let first = source.split_whitespace().next().unwrap_or_default();
    let one = |words: &[&str], own: &str| words.iter().any(|word| own.eq_ignore_ascii_case(word));
    one(NONE, first) && !source.eq_ignore_ascii_case("no")
}

/// Says whether a noun means what everybody says: "rumours have it".
pub(super) fn is_hearsay(noun: &str) -> bool {
    HEARSAY.iter().any(|word| noun.eq_ignore_ascii_case(word))
}

/// Nouns that may stand for a speaker before the colon of a headline.
const SPEAKERS: Classes = Classes::UNNAMED
    .union(Classes::PEOPLE)
    .union(Classes::TITLE)
    .union(Classes::ONE)
    .union(Classes::GROUP)
    .union(Classes::DOCUMENT)
    .union(Classes::ORGANISATION)
    .union(Classes::ORGANISATION_HEAD)
    .union(Classes::OUTLET)
    .union(Classes::OUTLET_HEAD);

/// Says whether a draft is a heading and what it heads, and no saying: "Harbour 2014: Crane falls".
/// A mark alone attributes what is no quotation; before it stands a speaker or a topic.
pub(super) fn is_heading(text: &str, language: &Language, draft: &Draft) -> bool {
    let token = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let marks = |run: &Run| {
        run.tokens
            .range()
            .all(|at| !token(at).chars().any(char::is_alphanumeric))
    };
    let Some(source) = draft.source.first().map(|run| run.tokens) else {
        return false;
    };
    let quoted = draft.content.iter().any(|run| {
        let state = language.quotes.get(run.tokens.start());
        state.is_some_and(|state| *state != QuoteState::Out)
    });
    let before = draft
        .content
        .first()
        .is_some_and(|run| source.end() <= run.tokens.start());
    let heads = language
        .sentence_of(source.start())
        .is_some_and(|s| matches!(s.kind, BlockKind::Headline | BlockKind::Heading));
    if !heads || draft.cue.is_empty() || !draft.cue.iter().all(marks) || quoted || !before {
        return false;
    }
    let meant = language.entity_in(language.bytes(source));
    match meant.and_then(|id| language.entities.get(id.0 as usize)) {
        Some(entity) => matches!(entity.kind, EntityKind::Place | EntityKind::Work),
        None => !source.range().any(|at| {
            let classes = lexicon().classes(&token(at).to_lowercase());
            classes.intersects(SPEAKERS)
        }),
    }
}
