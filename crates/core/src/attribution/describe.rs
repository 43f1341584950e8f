//! What is known of an attribution besides its parts: form, kind of source, how sure. When is
//! `when`'s, to whom and by which way `told`'s.

use super::join::Draft;
use super::labeller::Run;
use super::nobody::is_hearsay;
use super::{Form, SourceKind};
use crate::language::syntax::Tag;
use crate::language::{EntityId, EntityKind, Language, QuoteState, is_document};
use crate::span::{Span, Tokens};

/// From this share of quoted tokens on a content is direct; PolNeAR's annotators leave a connecting
/// word outside the marks.
const DIRECT: f32 = 0.9;

/// Says how a content is given.
pub(super) fn form(language: &Language, content: &[Span<Tokens>]) -> Form {
    let states = content
        .iter()
        .flat_map(|span| span.range())
        .filter_map(|at| language.quotes.get(at));
    let (mut all, mut quoted) = (0u32, 0u32);
    for state in states {
        all += 1;
        quoted += u32::from(*state != QuoteState::Out);
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of tokens")]
    let share = if all == 0 {
        0.0
    } else {
        quoted as f32 / all as f32
    };
    match share {
        share if share >= DIRECT => Form::Direct,
        share if share > 0.0 => Form::Mixed,
        _ => Form::Indirect,
    }
}

const PRONOUNS: &[&str] = &[
    "i", "we", "you", "he", "she", "it", "they", "who", "which", "that", "this", "these", "those",
    "me", "us", "him", "her", "them", "his", "their", "its", "my", "our", "your", "one", "some",
    "many", "others", "both", "all", "everyone", "nobody", "someone", "somebody",
];

/// Words behind which stands what belongs to a noun: "a letter to the board", "officials briefed on
/// it".
const BEHIND: &[&str] = &[
    "of",
    "by",
    "from",
    "in",
    "for",
    "on",
    "to",
    "with",
    "at",
    "about",
    "inside",
    "within",
    "around",
    "across",
    "throughout",
    "who",
    "that",
    "whose",
    ",",
    "familiar",
    "briefed",
    "seen",
    "obtained",
];

/// Says whether a stretch names an outlet.
pub(super) fn is_outlet(language: &Language, span: Span) -> bool {
    language
        .entity_in(span)
        .and_then(|id| language.entities.get(id.0 as usize))
        .is_some_and(|entity| entity.kind == EntityKind::Outlet)
}

/// Returns the place of the noun that a description is about: "a report by the agency" is about a
/// report.
pub(crate) fn head(words: &[&str]) -> Option<usize> {
    let is_behind = |at: usize| {
        let is = |at: usize, word: &str| {
            words
                .get(at)
                .is_some_and(|other| other.eq_ignore_ascii_case(word))
        };
        BEHIND.iter().any(|word| is(at, word)) || is(at, "close") && is(at + 1, "to")
    };
    (0..words.len()).take_while(|at| !is_behind(*at)).last()
}

/// Says what kind of source stands behind an attribution.
pub(super) fn source_kind(
    text: &str,
    language: &Language,
    source: &[Run],
    entity: Option<EntityId>,
) -> SourceKind {
    let Some(run) = source.first() else {
        return SourceKind::None;
    };
    let words: Vec<&str> = run
        .tokens
        .range()
        .filter_map(|at| language.tokens.get(at))
        .map(|t| t.of(text))
        .collect();
    let lower = |word: &&str| word.to_lowercase();
    let letters: Vec<&&str> = words
        .iter()
        .filter(|w| w.chars().any(char::is_alphabetic))
        .collect();
    if letters
        .iter()
        .take(2)
        .all(|w| PRONOUNS.contains(&lower(w).as_str()))
        && letters.len() <= 2
    {
        return SourceKind::Pronoun;
    }
    let place = head(&words);
    let head = place.and_then(|at| words.get(at));
    // "Two of Lane’s friends" opens a sentence, and is no name.
    let opens = place == Some(0)
        && head.is_some_and(|word| word.chars().skip(1).any(char::is_lowercase))
        && language
            .syntax
            .get(run.tokens.start())
            .is_some_and(|word| word.tag != Tag::ProperNoun);
    // "A poll released on Friday": what the words leave open the tree tells.
    let noun = language
        .noun_of(run.tokens)
        .filter(|at| run.tokens.holds(*at))
        .and_then(|at| words.get(at - run.tokens.start()));
    let small = |w: &&str| w.starts_with(char::is_lowercase);
    if [head, noun]
        .into_iter()
        .flatten()
        .any(|w| is_hearsay(w) && (opens || small(w)))
    {
        return SourceKind::None;
    }
    if head.is_some_and(|w| is_document(w) && (opens || small(w)))
        || entity.is_none() && noun.is_some_and(|w| is_document(w) && small(w))
    {
        return SourceKind::Document;
    }
    match entity
        .and_then(|id| language.entities.get(id.0 as usize))
        .map(|e| e.kind)
    {
        Some(EntityKind::Unnamed) => SourceKind::Unnamed,
        Some(EntityKind::Work) => SourceKind::Document,
        Some(_) => SourceKind::Named,
        // A capital after the first word is a name that the names stage did not know.
        None if !opens && head.is_some_and(|w| w.starts_with(char::is_uppercase)) => {
            SourceKind::Named
        }
        None => SourceKind::Unnamed,
    }
}

/// Says whether the words point back to a report that was spoken of: "the report", "the newspaper".
pub(super) fn is_the_report(words: &str) -> bool {
    let lower = words.to_lowercase();
    let noun = lower
        .strip_prefix("the ")
        .or_else(|| lower.strip_prefix("that "))
        .or_else(|| lower.strip_prefix("its "));
    noun.is_some_and(|noun| {
        matches!(
            noun,
            "report"
                | "article"
                | "story"
                | "paper"
                | "newspaper"
                | "outlet"
                | "broadcaster"
                | "account"
                | "magazine"
        )
    })
}

/// Says whether a phrase ends in a noun for one who publishes: "Harbour Post newspaper".
pub(super) fn is_a_publisher(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    [
        "newspaper",
        "paper",
        "magazine",
        "television",
        "tv",
        "radio",
        "website",
        "site",
        "blog",
        "channel",
        "network",
        "daily",
        "weekly",
        "tabloid",
    ]
    .iter()
    .any(|noun| last.eq_ignore_ascii_case(noun))
}

/// Says whether the words point back to one who publishes, and to no document: "the newspaper".
pub(super) fn is_the_outlet(words: &str) -> bool {
    ["paper", "newspaper", "outlet", "broadcaster", "magazine"]
        .iter()
        .any(|noun| words.to_lowercase().ends_with(noun))
}

/// Slope and shift of the calibration on the log odds (Platt 1999), fitted on 84 articles of
/// PolNeAR's training part with a network that was trained on the other 756: its least sure part is
/// too sure of the whole.
const CALIBRATION: (f32, f32) = (0.75, -0.23);

/// Says how sure an attribution is right as a whole: its least sure part decides, brought to what
/// held-out articles bore out.
pub(super) fn confidence(draft: &Draft) -> f32 {
    let part = |runs: &[Run]| runs.iter().map(|run| run.sure).fold(1.0f32, f32::min);
    let least = part(&draft.cue)
        .min(part(&draft.content))
        .min(part(&draft.source))
        .clamp(1e-4, 1.0 - 1e-4);
    let (slope, shift) = CALIBRATION;
    let odds = slope * (least / (1.0 - least)).ln() + shift;
    1.0 / (1.0 + (-odds).exp())
}
