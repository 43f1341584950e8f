//! How a source stands to a content, from the cue, its negation, and refusals at the head of the content.

use super::Stance;
use crate::language::Language;
use crate::span::{Span, Tokens};

/// Stems of words that carry a stance other than asserting. A word belongs to the first stem that it starts with.
const CARRIERS: &[(&str, Stance)] = &[
    ("deny", Stance::Denies),
    ("deni", Stance::Denies),
    ("reject", Stance::Denies),
    ("refut", Stance::Denies),
    ("rebut", Stance::Denies),
    ("disput", Stance::Denies),
    ("dismiss", Stance::Denies),
    ("disavow", Stance::Denies),
    ("repudiat", Stance::Denies),
    ("contradict", Stance::Denies),
    ("debunk", Stance::Denies),
    ("confirm", Stance::Confirms),
    ("corroborat", Stance::Confirms),
    ("verif", Stance::Confirms),
    ("acknowledg", Stance::Confirms),
    ("admit", Stance::Confirms),
    ("admission", Stance::Confirms),
    ("conced", Stance::Confirms),
    ("doubt", Stance::Doubts),
    ("question", Stance::Doubts),
    ("sceptic", Stance::Doubts),
    ("skeptic", Stance::Doubts),
    ("suspicio", Stance::Doubts),
    ("unsure", Stance::Doubts),
    ("predict", Stance::Predicts),
    ("forecast", Stance::Predicts),
    ("expect", Stance::Predicts),
    ("anticipat", Stance::Predicts),
    ("foresee", Stance::Predicts),
];

/// Words that turn a cue round.
const NEGATIONS: &[&str] = &["not", "n't", "never", "neither", "nor", "without", "no", "hardly", "cannot"];

/// Words that say that somebody will not speak.
const REFUSALS: &[&str] = &["declin", "refus"];

/// What one will not do when one will not speak.
const SPEAKING: &[&str] = &[
    "comment",
    "discuss",
    "confirm",
    "say",
    "speak",
    "talk",
    "answer",
    "elaborate",
    "respond",
    "reply",
    "address",
    "disclose",
    "deny",
    "reveal",
];

/// Tokens before a cue that still negate it: "did not immediately deny".
const REACH: usize = 4;

/// Tokens at the head of a content in which a refusal counts: "that he cannot discuss".
const HEAD: usize = 8;

/// Decides how the source stands to the content.
pub(super) fn stance(text: &str, language: &Language, cue: &[Span<Tokens>], content: &[Span<Tokens>]) -> Stance {
    let Some(first) = cue.first() else { return Stance::Asserts };
    let words = around(text, language, *first, cue);
    let negated = words.iter().any(|word| NEGATIONS.contains(&word.as_str()));
    let refuses = words.iter().any(|word| starts_any(word, REFUSALS));
    let speaks = words.iter().any(|word| starts_any(word, SPEAKING));
    let carried = words.iter().rev().find_map(|word| CARRIERS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, stance)| *stance));
    let denies = words.iter().any(|word| word.starts_with("deny") || word.starts_with("deni"));
    let confirms = words.iter().any(|word| word.starts_with("confirm"));
    match carried {
        _ if refuses && (speaks || carried.is_none()) => Stance::Declines,
        // "would neither confirm nor deny": nothing is said either way.
        Some(_) if negated && denies && confirms => Stance::Declines,
        Some(Stance::Denies) if negated => Stance::DoesNotDeny,
        Some(Stance::Confirms) if negated => Stance::Declines,
        Some(Stance::Doubts) if negated => Stance::Asserts,
        Some(stance) => stance,
        None if negated && speaks && !words.iter().any(|word| word == "say" || word == "said") => Stance::Declines,
        None if words.iter().any(|word| word == "comment") && negated => Stance::Declines,
        None if refusal(text, language, content) => Stance::Declines,
        None => Stance::Asserts,
    }
}

fn starts_any(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// Returns the words of the cue and, in front of it, those that may negate it, in lower case.
fn around(text: &str, language: &Language, first: Span<Tokens>, cue: &[Span<Tokens>]) -> Vec<String> {
    let floor = language.sentence_of(first.start()).map_or(0, |s| s.tokens.start()).max(first.start().saturating_sub(REACH));
    // A mark or a conjunction between ends the reach: "was not there, he denied".
    let start = (floor..first.start())
        .rev()
        .find(|at| matches!(word(text, language, *at).as_str(), "," | ";" | ":" | "“" | "”" | "\"" | "but" | "that" | "and"))
        .map_or(floor, |at| at + 1);
    (start..first.start()).chain(cue.iter().flat_map(|span| span.range())).map(|at| word(text, language, at)).collect()
}

fn word(text: &str, language: &Language, at: usize) -> String {
    language.tokens.get(at).map_or(String::new(), |t| t.of(text).replace('’', "'").to_lowercase())
}

/// Says whether the content itself is a refusal to speak: "he cannot discuss private letters", "no comment".
fn refusal(text: &str, language: &Language, content: &[Span<Tokens>]) -> bool {
    let Some(first) = content.first() else { return false };
    let head: Vec<String> =
        first.range().take(HEAD).map(|at| word(text, language, at)).filter(|w| w.chars().any(char::is_alphanumeric)).collect();
    let own = head.iter().position(|w| matches!(w.as_str(), "he" | "she" | "it" | "they" | "i" | "we"));
    let at = |stems: &[&str]| head.iter().position(|w| starts_any(w, stems));
    match (own, at(&["cannot", "can't", "could", "would", "wo", "ca", "will", "can"]), at(SPEAKING)) {
        _ if head.first().is_some_and(|w| w == "no") && head.get(1).is_some_and(|w| w.starts_with("comment")) => true,
        (Some(own), Some(modal), Some(speaking)) => {
            let negated = head.iter().take(speaking).skip(own).any(|w| NEGATIONS.contains(&w.as_str()));
            own < modal && modal < speaking && speaking <= modal + 3 && negated
        }
        _ => false,
    }
}
