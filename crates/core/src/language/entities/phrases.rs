//! Descriptions off the tree: nouns that stand where somebody speaks or is told, or that say whose
//! they are, with all that belongs to them.
//!
//! Of a noun for those whom reports leave without a name every use is a description (`unnamed`).
//! Of any other noun its place decides: "the widow of Pavel Mora", "the plumber said", "Ann Lane,
//! medical director of the trust". Which entity it means is `coreference`'s question.

use super::casing::Shape;
use super::described::Description;
use super::lexicon::Classes;
use super::unnamed::{DETERMINERS, is_plural};
use super::words::Words;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::times::is_calendar;
use crate::span::{Span, Tokens};

/// Tokens before and behind a noun that belong to its phrase at most.
const REACH: usize = 16;

/// Verbs whose subject speaks, whatever noun it is; what shows, means or suggests may be a thing.
const SAYING: &[&str] = &[
    "say",
    "tell",
    "add",
    "claim",
    "argue",
    "insist",
    "explain",
    "deny",
    "testify",
    "recall",
    "complain",
    "admit",
    "ask",
    "reply",
    "answer",
    "remember",
    "believe",
    "think",
    "know",
    "hope",
    "warn",
    "describe",
    "state",
    "stress",
    "predict",
    "agree",
    "note",
    "recount",
    "tweet",
    "announce",
    "declare",
    "promise",
    "vow",
    "comment",
    "joke",
    "maintain",
    "assert",
    "emphasize",
    "emphasise",
    "decline",
    "refuse",
    "write",
    "acknowledge",
    "confirm",
    "swear",
    "allege",
    "concede",
    "learn",
    "hear",
];

/// Nouns for those who publish: which outlet they mean is said elsewhere.
const PUBLISHING: &[&str] = &[
    "paper",
    "newspaper",
    "tabloid",
    "broadcaster",
    "magazine",
    "channel",
    "station",
    "website",
    "network",
    "outlet",
    "daily",
    "weekly",
    "agency",
    "article",
    "story",
    "account",
    "press",
    "media",
    "papers",
    "newspapers",
    "tabloids",
    "broadcasters",
    "magazines",
    "channels",
    "websites",
    "networks",
    "outlets",
];

/// Nouns for those who come together, which are events as well and nobody for long.
const GATHERING: &[&str] = &[
    "rally",
    "conference",
    "summit",
    "meeting",
    "gathering",
    "assembly",
    "crowd",
    "audience",
];

/// Prepositions behind a noun that say whose it is.
const OWNING: &[&str] = &["of", "for", "to", "from", "at", "in", "with", "on"];

/// How a noun stands in its sentence.
struct Place {
    /// Whether it is the subject of a verb of saying, or behind "according to".
    speaks: bool,
    /// Whether it stands beside a name: "Ann Lane, a porter".
    beside: bool,
}

/// Returns the description that a noun heads, if it heads one; `taken` marks the tokens that names
/// and roles hold.
pub(super) fn description(
    words: &Words,
    taken: &[bool],
    sentence: Span<Tokens>,
    head: usize,
) -> Option<Description> {
    let small = words.shape(head) == Shape::Lower;
    let common = (tag(words, head) == Tag::Noun && words.opens(head, sentence.start())
        || small && matches!(tag(words, head), Tag::Noun | Tag::ProperNoun))
        && words.shape(head) != Shape::Caps
        && !words.is(head, Classes::FUNCTION | Classes::DOCUMENT)
        && !words.is_one_of(head, PUBLISHING)
        && !words.is_one_of(head, GATHERING)
        && !is_calendar(&words.word(head).to_lowercase());
    if !common {
        return None;
    }
    let plural = is_plural(words.word(head));
    // "Researcher Ann Lane": the noun is her title.
    let behind = head + 1;
    if !plural && words.is_capital(behind) && taken.get(behind).copied().unwrap_or(false) {
        return None;
    }
    let place = place(words, sentence, head)?;
    let body = is_body(words, head);
    let people = !body && words.is(head, Classes::PERSON_NOUN | Classes::TITLE | Classes::ONE);
    let (span, owned) = phrase(words, taken, sentence, head);
    let determined = words.is_one_of(span.start(), DETERMINERS)
        || words.shape(span.start()) == Shape::Number
        || (span.start()..head).any(|at| words.is_possessive(at));
    // "Police" are always those of whom everybody knows.
    let points = words.is_one_of(
        span.start(),
        &["the", "this", "these", "those", "both", "police"],
    );
    let kept = if place.beside {
        !plural && !body && (people || determined)
    } else if body {
        !plural && place.speaks && (owned || points)
    } else {
        (determined || plural) && (place.speaks || people && owned)
    };
    kept.then_some(Description {
        span,
        head,
        definite: points && !owned,
        plural,
        owned,
        beside: place.beside,
        // "A group of captains" are the captains.
        body: body && (points || owned && !words.is_one_of(span.start(), &["a", "an"])),
        // "The minister" may be somebody whom the report names, and "he" then is no other.
        taken_up: (place.speaks || !plural && people && sexed(words, head))
            && !(points && !owned && words.is(head, Classes::TITLE)),
    })
}

/// Says whether a noun is one for a body.
pub(super) fn is_body(words: &Words, head: usize) -> bool {
    words.is(head, Classes::ORGANISATION_HEAD)
        && !words.is(head, Classes::ONE)
        && !words.reads(head, "police")
}

/// Says whether a word is a verb whose subject speaks.
pub(super) fn is_saying(words: &Words, at: usize) -> bool {
    let form = words.word(at).to_lowercase();
    SAYING.contains(&lemma(&form, Tag::Verb).as_str())
}

/// Says how a noun stands in its sentence; `None` where nobody can speak, be told or know.
fn place(words: &Words, sentence: Span<Tokens>, head: usize) -> Option<Place> {
    let word = words.language.syntax.get(head)?;
    let above = word.head as usize;
    let verb = || is_saying(words, above);
    let according = || {
        let before = sentence.start().max(head.saturating_sub(REACH))..head;
        before
            .rev()
            .find(|at| words.reads(*at, "according"))
            .is_some_and(|at| {
                let hangs = |at: usize| {
                    let word = words.language.syntax.get(at);
                    word.is_some_and(|word| word.head as usize == head)
                };
                words.reads(at + 1, "to") && (hangs(at) || hangs(at + 1))
            })
    };
    if speaks_behind(words, sentence, head) {
        let beside = word.relation == Relation::Appos;
        return Some(Place {
            speaks: true,
            beside: beside && (tag(words, above) == Tag::ProperNoun || words.is_capital(above)),
        });
    }
    let (speaks, beside) = match word.relation {
        Relation::Nsubj => (verb(), false),
        Relation::NsubjPassive | Relation::Obj | Relation::Iobj | Relation::Agent => (false, false),
        Relation::Obl | Relation::Nmod => (according(), false),
        Relation::Conj => (false, false),
        Relation::Appos => (
            false,
            tag(words, above) == Tag::ProperNoun || words.is_capital(above),
        ),
        _ => return None,
    };
    Some(Place { speaks, beside })
}

/// Says whether a noun speaks in a clause of its own: "two guards, who deny it".
fn speaks_behind(words: &Words, sentence: Span<Tokens>, head: usize) -> bool {
    let syntax = &words.language.syntax;
    let who = (head + 1..sentence.end().min(head + REACH)).find(|at| words.reads(*at, "who"));
    let verb = who
        .and_then(|who| syntax.get(who))
        .map(|word| word.head as usize);
    verb.is_some_and(|verb| {
        let hangs = syntax.get(verb);
        let relative = hangs.is_some_and(|word| {
            word.head as usize == head
                && matches!(word.relation, Relation::RelativeClause | Relation::Acl)
        });
        relative && is_saying(words, verb)
    })
}

/// Says whether a noun tells which pronoun goes with somebody: "widow".
fn sexed(words: &Words, head: usize) -> bool {
    words.is(head, Classes::HE_TITLE | Classes::SHE_TITLE)
}

fn tag(words: &Words, at: usize) -> Tag {
    words
        .language
        .syntax
        .get(at)
        .map_or(Tag::Other, |word| word.tag)
}

/// Returns all that belongs to a noun, from its article to the names behind it, and whether it says
/// whose it is.
fn phrase(
    words: &Words,
    taken: &[bool],
    sentence: Span<Tokens>,
    head: usize,
) -> (Span<Tokens>, bool) {
    let syntax = &words.language.syntax;
    // The word by which a word hangs on the noun.
    let hangs_by = |from: usize, on: usize| {
        let mut at = from;
        for _ in 0..REACH {
            let above = syntax.get(at)?.head as usize;
            if above == on {
                return Some(at);
            }
            if above == at || !sentence.holds(above) {
                return None;
            }
            at = above;
        }
        None
    };
    let relation = |at: usize| syntax.get(at).map(|word| word.relation);
    let mut owned = false;
    let mut start = head;
    while start > sentence.start().max(head.saturating_sub(REACH)) {
        let before = start - 1;
        let by = hangs_by(before, head).and_then(relation);
        let inner = matches!(
            by,
            Some(
                Relation::Det
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::Nummod
                    | Relation::Possessor
                    | Relation::Flat
                    | Relation::Nmod
            )
        );
        if !inner || words.shape(before) == Shape::Mark && !words.is_possessive(before) {
            break;
        }
        owned |= by == Some(Relation::Possessor);
        start = before;
    }
    // "Lane campaign": a name before the noun says whose it is.
    owned |= (start..head).any(|at| taken.get(at).copied().unwrap_or(false));
    let limit = sentence.end().min(head + 1 + REACH);
    let mut end = head + 1;
    if words.is_one_of(end, OWNING) {
        let noun = hangs_by(end, head).filter(|noun| relation(*noun) == Some(Relation::Nmod));
        if let Some(noun) = noun.filter(|noun| *noun > end) {
            let inside = |at: usize| {
                at == noun
                    || hangs_by(at, noun).is_some_and(|by| {
                        !matches!(
                            relation(by),
                            Some(
                                Relation::Acl
                                    | Relation::RelativeClause
                                    | Relation::Appos
                                    | Relation::Conj
                                    | Relation::Cc
                                    | Relation::Punct
                            )
                        )
                    })
            };
            let behind = (end..limit).take_while(|at| inside(*at)).last();
            let timed =
                is_calendar(&words.word(noun).to_lowercase()) || words.shape(noun) == Shape::Number;
            if let Some(last) = behind.filter(|last| *last >= noun && !timed) {
                end = last + 1;
                owned = true;
            }
        }
    }
    (Span::new(start, end), owned)
}
