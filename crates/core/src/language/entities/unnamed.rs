//! Descriptions of people without a name: "two officials familiar with the talks".
//!
//! Finds where a description begins and ends and whether it points back ("the official"); which
//! earlier description it points to is `coreference`'s question.

use super::described::Description;
use super::lexicon::Classes;
use super::phrases;
use super::words::Words;
use crate::language::entities::casing::Shape;
use crate::language::syntax::Relation;
use crate::language::times::is_calendar;
use crate::span::{Span, Tokens};

/// Words that may stand between the article and the head.
const DESCRIBERS: &[&str] = &[
    "anonymous",
    "unnamed",
    "unidentified",
    "same",
    "top",
    "high-ranking",
    "high-level",
    "ranking",
    "mid-level",
    "longtime",
    "long-time",
    "government",
    "administration",
    "intelligence",
    "military",
    "law",
    "enforcement",
    "law-enforcement",
    "congressional",
    "diplomatic",
    "western",
    "campaign",
    "industry",
    "court",
    "counterterrorism",
    "knowledgeable",
    "well-placed",
    "informed",
    "independent",
    "outside",
    "close",
    "retired",
    "current",
    "serving",
    "veteran",
    "prominent",
    "leading",
    "influential",
    "various",
    "different",
    "unspecified",
    "democratic",
    "republican",
    "conservative",
    "liberal",
    "european",
    "regional",
    "local",
    "provincial",
    "company",
    "union",
    "ministry",
    "embassy",
    "police",
    "election",
    "elected",
    "community",
    "religious",
    "private",
    "reliable",
    "credible",
    "human",
    "rights",
    "medical",
];

/// Words that open a description or count those described.
pub(super) const DETERMINERS: &[&str] = &[
    "a",
    "an",
    "the",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "dozen",
    "dozens",
    "several",
    "some",
    "many",
    "multiple",
    "numerous",
    "few",
    "more",
    "other",
    "another",
    "both",
    "this",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "second",
    "third",
    "fourth",
    "unnamed",
    "most",
    "all",
    "any",
    "no",
    "half-dozen",
];

/// Words behind the head that say how the described know what they say.
const KNOWING: &[&str] = &[
    "familiar",
    "briefed",
    "close",
    "involved",
    "knowledgeable",
    "aware",
    "acquainted",
    "working",
    "present",
];

/// Verbs that end a description, because they are what the described do.
const SAYING: &[&str] = &[
    "said",
    "say",
    "says",
    "told",
    "tell",
    "tells",
    "added",
    "claimed",
    "confirmed",
    "denied",
    "reported",
    "warned",
    "described",
    "acknowledged",
    "insisted",
    "argued",
    "noted",
    "believe",
    "believed",
    "stated",
    "explained",
    "declined",
    "refused",
    "suggested",
    "have",
    "has",
    "had",
    "were",
    "was",
    "are",
    "is",
];

/// Tokens behind the head that a description may reach.
const REACH: usize = 16;

/// Finds every description of a report; `taken` marks the tokens that names and roles hold.
pub(super) fn descriptions(words: &Words, taken: &[bool]) -> Vec<Description> {
    let mut found = Vec::new();
    for sentence in &words.language.sentences {
        for head in sentence.tokens.range() {
            if taken.get(head).copied().unwrap_or(false) {
                continue;
            }
            let listed = words.is(head, Classes::UNNAMED) && words.shape(head) != Shape::Caps;
            found.extend(
                listed
                    .then(|| description(words, taken, sentence.tokens, head))
                    .flatten()
                    .or_else(|| phrases::description(words, taken, sentence.tokens, head)),
            );
        }
    }
    found
}

fn description(
    words: &Words,
    taken: &[bool],
    sentence: Span<Tokens>,
    head: usize,
) -> Option<Description> {
    let plural = is_plural(words.word(head));
    let capital = words.is_capital(head) && !words.opens(head, sentence.start());
    let titles = words.is_capital(head + 1) && taken.get(head + 1).copied().unwrap_or(false);
    if capital || !plural && (titles || goes_on_as_noun(words, head)) {
        return None;
    }
    let start = start(words, taken, sentence.start(), head);
    let generic = words.is_one_of(
        head,
        &[
            "people",
            "person",
            "individual",
            "individuals",
            "friend",
            "friends",
            "authority",
            "relative",
            "relatives",
        ],
    );
    let end = end(words, sentence.end(), head);
    // "As foreign minister" describes nobody new: one alone needs an article, a number or an owner.
    let determined = words.is_one_of(start, DETERMINERS)
        || words.is_capital(start)
        || words.shape(start) == Shape::Number
        || (start..head).any(|i| words.is_possessive(i));
    if (generic && end == head + 1) || (!plural && !determined) {
        return None;
    }
    let definite =
        words.is_one_of(start, &["the", "this", "these", "those", "both"]) && end == head + 1;
    Some(Description {
        span: Span::new(start, end),
        head,
        definite,
        plural,
        owned: end > head + 1 || (start..head).any(|i| words.is_possessive(i)),
        beside: false,
        body: false,
        taken_up: true,
    })
}

/// Says whether a noun for people is plural, as far as its form tells.
pub(super) fn is_plural(noun: &str) -> bool {
    noun.eq_ignore_ascii_case("people")
        || noun.eq_ignore_ascii_case("spokespeople")
        || noun.eq_ignore_ascii_case("police")
        || noun.ends_with("men")
        || (noun.ends_with('s') && !noun.ends_with("ss"))
}

/// "official statement", "a general election": the noun only describes the next one.
fn goes_on_as_noun(words: &Words, head: usize) -> bool {
    let next = head + 1;
    words.shape(next) == Shape::Lower
        && !words.is(next, Classes::FUNCTION)
        && !words.is_one_of(next, SAYING)
        && !words.is_one_of(next, KNOWING)
        && !words.word(next).ends_with("ed")
        && !words.is_possessive(next)
}

fn start(words: &Words, taken: &[bool], sentence_start: usize, head: usize) -> usize {
    let mut start = head;
    while start > sentence_start {
        let before = start - 1;
        let name = taken.get(before).copied().unwrap_or(false)
            || (words.is_capital(before) && before > sentence_start);
        let describes = words.is(
            before,
            Classes::TITLE_PART
                | Classes::GROUP
                | Classes::PLACE
                | Classes::ORGANISATION
                | Classes::ORGANISATION_HEAD,
        ) || words.is_one_of(before, DESCRIBERS)
            || (words.is_possessive(before) && start >= sentence_start + 2);
        let determiner =
            words.is_one_of(before, DETERMINERS) || words.shape(before) == Shape::Number;
        // "Supply chain sources", "forensics experts": what the tree hangs on the noun.
        let tied = words.shape(before) == Shape::Lower
            && words.language.syntax.get(before).is_some_and(|word| {
                matches!(word.relation, Relation::Compound | Relation::Amod)
                    && (word.head as usize == head || (start..head).contains(&(word.head as usize)))
            });
        if !(name || describes || determiner || tied)
            || words.shape(before) == Shape::Mark && !words.is_possessive(before)
        {
            break;
        }
        start = before;
        // "The plumber’s lawyer": whose he is belongs to it.
        if words.is_possessive(start) && start > sentence_start {
            start -= 1;
        }
        if words.is_one_of(before, &["a", "an", "the"]) {
            break;
        }
    }
    start
}

fn end(words: &Words, sentence_end: usize, head: usize) -> usize {
    let limit = sentence_end.min(head + 1 + REACH);
    let mut end = head + 1;
    loop {
        let next = end;
        if next >= limit {
            return end;
        }
        if words.is_one_of(next, KNOWING)
            && words.is_one_of(next + 1, &["with", "on", "to", "in", "about", "of", "at"])
        {
            end = phrase(words, next + 2, limit);
        } else if words.reads(next, "with")
            && (next + 1..next + 4).any(|i| words.is_one_of(i, &["knowledge", "access", "ties"]))
        {
            let of = (next + 1..(next + 6).min(limit)).find(|i| words.is_one_of(*i, &["of", "to"]));
            end = phrase(words, of.map_or(next + 1, |of| of + 1), limit);
        } else if words.is_one_of(next, &["for", "of", "at", "in", "from", "inside", "within"])
            || next == head + 1 && words.reads(next, "to") && belongs(words, next, head)
        {
            // "An envoy in March" is no envoy of March.
            if is_calendar(&words.word(next + 1).to_lowercase())
                || words.is_one_of(next + 1, &["recent", "early", "late", "mid"])
            {
                return end;
            }
            let behind = phrase(words, next + 1, limit);
            let named = (next + 1..behind).any(|i| {
                words.is_capital(i) || words.is(i, Classes::ORGANISATION_HEAD | Classes::TITLE_PART)
            });
            if !named || behind == next + 1 {
                return end;
            }
            end = behind;
        } else if words.reads(next, "who")
            && words.is_one_of(next + 1, &["spoke", "asked", "requested", "insisted"])
        {
            return (next..limit)
                .find(|i| matches!(words.word(*i), "," | "." | ";" | ":"))
                .unwrap_or(limit);
        } else {
            return end;
        }
    }
}

/// Says whether a preposition ties its noun to the head and not to a verb: "an aide to Lane", but
/// not "said an aide to Lane".
fn belongs(words: &Words, case: usize, head: usize) -> bool {
    let syntax = &words.language.syntax;
    syntax
        .get(case)
        .and_then(|case| syntax.get(case.head as usize))
        .is_some_and(|noun| noun.head as usize == head)
}

/// Returns the end of a short noun phrase: an article, then words up to the next small word, mark
/// or verb of saying.
fn phrase(words: &Words, start: usize, limit: usize) -> usize {
    /// Words that the noun of such a phrase may take before it.
    const LONGEST: usize = 8;
    let mut at = start;
    if words.is_one_of(
        at,
        &[
            "the", "a", "an", "this", "that", "his", "her", "its", "their",
        ],
    ) {
        at += 1;
    }
    let first = at;
    while at < limit && at < first + LONGEST {
        let capital = words.is_capital(at);
        let small = words.shape(at) == Shape::Lower
            && !words.is(at, Classes::FUNCTION)
            && !words.is_one_of(at, SAYING);
        let inner = words.is_possessive(at)
            || (words.reads(at, "of") && words.is_capital(at - 1) && words.is_capital(at + 1));
        // A small word behind a name begins something else: "sources in Lisbon confirm".
        // "The Tarsian gas company": the body's noun stands behind its origin.
        let body = small
            && (at..limit.min(at + 3))
                .take_while(|i| words.shape(*i) == Shape::Lower)
                .any(|i| words.is(i, Classes::ORGANISATION_HEAD));
        if !(capital
            || inner
            || body
            || (small
                && (at == first || !words.is_capital(at - 1))
                && !(at > first && words.word(at).ends_with("ed"))))
        {
            break;
        }
        at += 1;
    }
    at.min(limit)
}
