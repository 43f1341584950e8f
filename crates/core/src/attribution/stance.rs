//! How a source stands to a content, from the cue, its negation, and refusals at the head of the
//! content.

use super::Stance;
use crate::language::Language;
use crate::language::syntax::{Tag, lemma};
use crate::span::{Span, Tokens};

/// Stems of words that carry a stance other than asserting. A word belongs to the first stem that
/// it starts with.
const CARRIERS: &[(&str, Stance)] = &[
    ("deny", Stance::Denies),
    ("deni", Stance::Denies),
    ("reject", Stance::Denies),
    ("refut", Stance::Denies),
    ("rebut", Stance::Denies),
    ("disput", Stance::Denies),
    ("dismiss", Stance::Denies),
    ("repudiat", Stance::Denies),
    ("contradict", Stance::Denies),
    ("debunk", Stance::Denies),
    ("rebuff", Stance::Denies),
    ("contest", Stance::Denies),
    ("disagree", Stance::Denies),
    ("disclaim", Stance::Denies),
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

/// Forms by which a voice takes back what it told. That is a denial, of its own word; "withdrawal"
/// is not among them, since troops withdraw too.
const TAKING_BACK: &[&str] = &[
    "withdrew",
    "withdraw",
    "withdraws",
    "withdrawn",
    "withdrawing",
    "retract",
    "retracts",
    "retracted",
    "retracting",
    "recant",
    "recants",
    "recanted",
    "recanting",
    "disown",
    "disowns",
    "disowned",
    "disowning",
    "disavow",
    "disavows",
    "disavowed",
    "disavowing",
];

/// Phrases of a cue that carry a stance, where no word of theirs does by itself.
const PHRASES: &[(&[&str], Stance)] = &[
    (&["cast", "doubt"], Stance::Doubts),
    (&["not", "sure"], Stance::Doubts),
    (&["not", "certain"], Stance::Doubts),
    (&["not", "convinced"], Stance::Doubts),
    (&["push", "back"], Stance::Denies),
    (&["rule", "out"], Stance::Denies),
    (&["brush", "aside"], Stance::Denies),
    (&["brush", "off"], Stance::Denies),
    (&["wave", "away"], Stance::Denies),
    (&["scoff", "at"], Stance::Denies),
    (&["take", "issue"], Stance::Denies),
    (&["bear", "out"], Stance::Confirms),
    (&["vouch", "for"], Stance::Confirms),
    (&["back", "up"], Stance::Confirms),
    (&["own", "up"], Stance::Confirms),
    (&["stop", "short", "of", "deny"], Stance::DoesNotDeny),
    (&["not", "respond"], Stance::Declines),
    (&["not", "reply"], Stance::Declines),
    (&["not", "return"], Stance::Declines),
    (&["not", "answer"], Stance::Declines),
];

/// Words by which a content says of another's claim that it does not hold: "called the report
/// false".
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "baseless",
    "unfounded",
    "groundless",
    "fabricated",
    "fabrication",
    "fake",
    "nonsense",
    "lie",
    "lies",
    "fiction",
    "bogus",
    "inaccurate",
    "wrong",
    "slander",
    "hoax",
    "fantasy",
    "invented",
    "unsubstantiated",
];

/// Verbs that give another's claim a name: "called the report false".
const NAMING: &[&str] = &[
    "call",
    "brand",
    "label",
    "describe",
    "denounce",
    "decry",
    "characterize",
    "characterise",
];

/// Nouns for what others have said.
const CLAIMS: &[&str] = &[
    "report",
    "reports",
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "story",
    "stories",
    "account",
    "accounts",
    "suggestion",
    "suggestions",
    "statement",
    "statements",
    "assertion",
    "assertions",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "article",
    "charge",
    "charges",
    "it",
    "this",
    "that",
    "them",
    "they",
];

/// Words that turn a cue round.
const NEGATIONS: &[&str] = &[
    "not", "n't", "never", "neither", "nor", "without", "no", "hardly", "cannot",
];

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
    "repeat",
];

/// Tokens before a cue that still negate it: "did not immediately deny".
const REACH: usize = 4;

/// Tokens at the head of a content in which a refusal counts: "that he cannot discuss".
const HEAD: usize = 8;

/// Decides how the source stands to the content.
pub(super) fn stance(
    text: &str,
    language: &Language,
    cue: &[Span<Tokens>],
    content: &[Span<Tokens>],
) -> Stance {
    let Some(first) = cue.first() else {
        return Stance::Asserts;
    };
    let words = around(text, language, *first, cue);
    let negated = words.iter().any(|word| NEGATIONS.contains(&word.as_str()));
    let refuses = words.iter().any(|word| starts_any(word, REFUSALS));
    let speaks = words.iter().any(|word| starts_any(word, SPEAKING));
    let carried = words.iter().rev().find_map(|word| {
        CARRIERS
            .iter()
            .find(|(stem, _)| word.starts_with(stem))
            .map(|(_, stance)| *stance)
    });
    let denies = words
        .iter()
        .any(|word| word.starts_with("deny") || word.starts_with("deni"));
    let confirms = words.iter().any(|word| word.starts_with("confirm"));
    let phrase = phrase(text, language, cue, &words);
    // What stands before the cue may be about whom it is: "who withdrew last week said", "who could
    // not be named said".
    let in_cue = |among: &[&str]| {
        cue.iter()
            .flat_map(|span| span.range())
            .any(|at| among.contains(&word(text, language, at).as_str()))
    };
    let unsaid = in_cue(NEGATIONS) && in_cue(&["say", "said"]);
    let takes_back = in_cue(TAKING_BACK);
    match carried {
        _ if phrase.is_some() => phrase.unwrap_or(Stance::Asserts),
        // Who will not take a thing back stands by it.
        _ if takes_back && (negated || refuses) => Stance::Asserts,
        _ if takes_back => Stance::Denies,
        _ if refuses && (speaks || carried.is_none()) => Stance::Declines,
        // "would neither confirm nor deny": nothing is said either way.
        Some(_) if negated && denies && confirms => Stance::Declines,
        Some(Stance::Denies) if negated => Stance::DoesNotDeny,
        Some(Stance::Confirms) if negated => Stance::Declines,
        Some(Stance::Doubts) if negated => Stance::Asserts,
        Some(stance) => stance,
        None if negated
            && speaks
            && words
                .iter()
                .any(|word| matches!(word.as_str(), "would" | "will" | "wo")) =>
        {
            Stance::Declines
        }
        None if negated && speaks && !words.iter().any(|word| word == "say" || word == "said") => {
            Stance::Declines
        }
        None if unsaid => Stance::Declines,
        None if words.iter().any(|word| word == "comment") && negated => Stance::Declines,
        None if refusal(text, language, content) => Stance::Declines,
        None => verdict(text, language, cue, content).unwrap_or(Stance::Asserts),
    }
}

/// Says whether the words of a cue take back what was told.
pub(crate) fn takes_back(text: &str, cue: &[Span]) -> bool {
    let mut words = cue.iter().flat_map(|span| span.of(text).split_whitespace());
    words.any(|word| TAKING_BACK.contains(&word.to_lowercase().as_str()))
}

/// Returns the stance of a phrase whose words stand in the cue in this order, at most one word
/// apart; "not" is any negation.
fn phrase(
    text: &str,
    language: &Language,
    cue: &[Span<Tokens>],
    around: &[String],
) -> Option<Stance> {
    let mut lemmas: Vec<String> = cue
        .iter()
        .flat_map(|span| span.range())
        .map(|at| lemma_at(text, language, at))
        .collect();
    let before = around.len().saturating_sub(lemmas.len());
    if around[..before]
        .iter()
        .any(|word| NEGATIONS.contains(&word.as_str()))
    {
        lemmas.insert(0, "not".to_owned());
    }
    let stands = |phrase: &[&str]| {
        let mut next = 0;
        let starts = lemmas.iter().position(|lemma| lemma == phrase[0]);
        starts.is_some_and(|start| {
            next = start + 1;
            phrase[1..].iter().all(|word| {
                let found = lemmas
                    .iter()
                    .skip(next)
                    .take(2)
                    .position(|lemma| lemma == word);
                next += found.map_or(0, |at| at + 1);
                found.is_some()
            })
        })
    };
    PHRASES
        .iter()
        .find(|(phrase, _)| stands(phrase))
        .map(|(_, stance)| *stance)
}

fn lemma_at(text: &str, language: &Language, at: usize) -> String {
    let tag = language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
    language
        .tokens
        .get(at)
        .map_or(String::new(), |token| lemma(token.of(text), tag))
}

/// Reads the stance off a content that judges what others have said: "the report was false", "there
/// is no truth to it".
fn verdict(
    text: &str,
    language: &Language,
    cue: &[Span<Tokens>],
    content: &[Span<Tokens>],
) -> Option<Stance> {
    let words: Vec<String> = content
        .iter()
        .flat_map(|span| span.range())
        .take(JUDGED)
        .map(|at| word(text, language, at))
        .collect();
    let is = |at: usize, among: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| among.contains(&word.as_str()))
    };
    let find = |among: &[&str], from: usize| (from..words.len()).find(|at| is(*at, among));
    if find(&["no"], 0).is_some_and(|no| is(no + 1, &["truth"])) {
        return Some(Stance::Denies);
    }
    let claim = find(CLAIMS, 0)?;
    if cue
        .iter()
        .flat_map(|span| span.range())
        .any(|at| NAMING.contains(&lemma_at(text, language, at).as_str()))
    {
        return find(UNTRUE, claim + 1).map(|_| Stance::Denies);
    }
    let be = find(&["is", "was", "are", "were", "be"], claim + 1).filter(|be| *be <= claim + 2)?;
    let not = is(be + 1, &["not", "n't", "never"]);
    let judged = (be + 1..=be + 3).find_map(|at| match () {
        () if is(at, UNTRUE) => Some(false),
        () if is(at, &["true", "accurate", "correct"]) => Some(true),
        () => None,
    })?;
    Some(if judged == not {
        Stance::Denies
    } else {
        Stance::Confirms
    })
}

/// Words at the head of a content that judge.
const JUDGED: usize = 14;

fn starts_any(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// Returns the words of the cue and, in front of it, those that may negate it, in lower case.
fn around(
    text: &str,
    language: &Language,
    first: Span<Tokens>,
    cue: &[Span<Tokens>],
) -> Vec<String> {
    let floor = language
        .sentence_of(first.start())
        .map_or(0, |s| s.tokens.start())
        .max(first.start().saturating_sub(REACH));
    // A mark or a conjunction between ends the reach: "was not there, he denied".
    let start = (floor..first.start())
        .rev()
        .find(|at| {
            matches!(
                word(text, language, *at).as_str(),
                "," | ";" | ":" | "“" | "”" | "\"" | "but" | "that" | "and"
            )
        })
        .map_or(floor, |at| at + 1);
    (start..first.start())
        .chain(cue.iter().flat_map(|span| span.range()))
        .map(|at| word(text, language, at))
        .collect()
}

fn word(text: &str, language: &Language, at: usize) -> String {
    language.tokens.get(at).map_or(String::new(), |t| {
        t.of(text).replace('’', "'").to_lowercase()
    })
}

/// Says whether the content itself is a refusal to speak: "he cannot discuss private letters", "no
/// comment".
fn refusal(text: &str, language: &Language, content: &[Span<Tokens>]) -> bool {
    let Some(first) = content.first() else {
        return false;
    };
    let head: Vec<String> = first
        .range()
        .take(HEAD)
        .map(|at| word(text, language, at))
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    let own = head
        .iter()
        .position(|w| matches!(w.as_str(), "he" | "she" | "it" | "they" | "i" | "we"));
    let at = |stems: &[&str]| head.iter().position(|w| starts_any(w, stems));
    match (
        own,
        at(&[
            "cannot", "can't", "could", "would", "wo", "ca", "will", "can",
        ]),
        at(SPEAKING),
    ) {
        _ if head.first().is_some_and(|w| w == "no")
            && head.get(1).is_some_and(|w| w.starts_with("comment")) =>
        {
            true
        }
        (Some(own), Some(modal), Some(speaking)) => {
            let negated = head
                .iter()
                .take(speaking)
                .skip(own)
                .any(|w| NEGATIONS.contains(&w.as_str()));
            own < modal && modal < speaking && speaking <= modal + 3 && negated
        }
        _ => false,
    }
}
