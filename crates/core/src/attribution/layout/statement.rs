//! Statements in full: a sentence that says who states the following, and the blocks behind it.
//!
//! "The Harbour Ministry is authorised to state the following." hands the page over: what comes is
//! the ministry's, item by item or paragraph by paragraph. Where nothing shows how far it reaches, as
//! in the middle of a news report, nothing is given to anybody.

use super::{Page, Voice};
use crate::language::QuoteState;
use crate::language::syntax::Relation;
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// How sure such a block is.
const SURE: f32 = 0.9;

/// Tokens of the words for a body.
const SOURCE: usize = 14;

/// Blocks from the head of the page within which a statement is all that the page holds.
const HEAD: usize = 4;

/// Tokens of a line that says that the full text follows.
const LINE: usize = 14;

/// Tokens behind "the following": "statement on Monday".
const BEHIND: usize = 6;

/// What is handed over in full.
const TEXTS: &[&str] = &[
    "statement",
    "declaration",
    "communiqué",
    "communique",
    "announcement",
    "text",
    "letter",
    "message",
];

/// Verbs that hand it over.
const ISSUES: &[&str] = &[
    "issued",
    "released",
    "published",
    "made",
    "sent",
    "read",
    "authorised",
    "authorized",
    "states",
    "stated",
    "state",
    "declares",
    "declared",
    "announces",
    "announced",
    "wishes",
    "empowered",
    "instructed",
];

/// What a statement is followed by.
const ENDS: &[&str] = &[
    "ends",
    "end",
    "notes",
    "note",
    "contact",
    "contacts",
    "media",
    "press",
    "about",
    "published",
    "for",
    "#",
    "###",
];

/// Finds the statements that are printed in full.
pub(super) fn voices(page: &Page<'_>) -> Vec<Voice> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.blocks.len() {
        let Some(source) = introduces(page, at) else {
            at += 1;
            continue;
        };
        let until = reaches(page, at);
        for block in at + 1..until {
            let Some(sentences) = page.blocks.get(block).cloned() else {
                continue;
            };
            let all = page.tokens(block);
            let content = Span::new(behind_number(page, block), all.end());
            if content.is_empty() {
                continue;
            }
            found.push(Voice {
                draft: page.draft(source, Span::new(all.start(), all.start()), content, SURE),
                sentences,
                goes_on: false,
            });
        }
        at = until.max(at + 1);
    }
    found
}

/// Returns the words for whoever states what follows a block.
fn introduces(page: &Page<'_>, block: usize) -> Option<Span<Tokens>> {
    let sentences = page.sentences(block);
    let (last, before) = sentences.split_last()?;
    if last.kind == BlockKind::Headline || page.opens(block) {
        return None;
    }
    let line = last.tokens;
    let end = line.end().checked_sub(1)?;
    let ends = matches!(page.word(end), "." | ":")
        && page.language.quotes.get(end) == Some(&QuoteState::Out);
    let is = |at: usize, words: &[&str]| words.contains(&page.word(at).to_lowercase().as_str());
    let follows = || {
        let behind = end.saturating_sub(BEHIND).max(line.start());
        (behind..end).rev().find(|at| {
            is(*at, &["following"])
                && at.checked_sub(1).is_some_and(|the| is(the, &["the"]))
                && (at + 1 == end || is(at + 1, TEXTS))
        })
    };
    let in_full = || {
        let full = |at: usize| is(at, &["full"]) && (is(at + 1, TEXTS) || is(at - 1, &["in"]));
        line.len() <= LINE
            && page.word(end) == ":"
            && (line.start() + 1..end).any(full)
            && (line.start()..end).any(|at| is(at, TEXTS))
    };
    if !ends {
        return None;
    }
    if let Some(following) = follows() {
        return issuer(page, Span::new(line.start(), following));
    }
    if !in_full() {
        return None;
    }
    let own = owner(page, line);
    own.or_else(|| {
        before
            .last()
            .and_then(|sentence| issuer(page, sentence.tokens))
    })
    .or_else(|| {
        let above = block.checked_sub(1)?;
        issuer(page, page.sentences(above).last()?.tokens)
    })
}

/// Returns the subject of a verb that hands something over.
fn issuer(page: &Page<'_>, sentence: Span<Tokens>) -> Option<Span<Tokens>> {
    let verb = sentence
        .range()
        .rev()
        .find(|at| ISSUES.contains(&page.word(*at).to_lowercase().as_str()))?;
    let subject = sentence.range().take_while(|at| *at < verb).filter(|at| {
        let word = page.language.syntax.get(*at);
        word.is_some_and(|word| matches!(word.relation, Relation::Nsubj | Relation::NsubjPassive))
    });
    phrase(page, sentence, subject.last()?)
}

/// Returns whose text a line names: "the full text of the statement by the Harbour Ministry:", "the
/// ministry’s statement in full:".
fn owner(page: &Page<'_>, line: Span<Tokens>) -> Option<Span<Tokens>> {
    let texts = |at: usize| TEXTS.contains(&page.word(at).to_lowercase().as_str());
    let owner = line.range().find(|at| {
        let word = page.language.syntax.get(*at);
        word.is_some_and(|word| {
            matches!(word.relation, Relation::Possessor | Relation::Nmod)
                && line.holds(word.head as usize)
                && texts(word.head as usize)
                && !texts(*at)
        })
    })?;
    phrase(page, line, owner)
}

/// Returns the mention that holds a word, else the words that hang on it right before.
fn phrase(page: &Page<'_>, sentence: Span<Tokens>, head: usize) -> Option<Span<Tokens>> {
    let word = page.word(head);
    if ["it", "he", "she", "they", "we", "i", "that", "who", "which"]
        .iter()
        .any(|pronoun| word.eq_ignore_ascii_case(pronoun))
    {
        return None;
    }
    let byte = page.language.tokens.get(head)?.span;
    let mentioned = page
        .language
        .entities
        .iter()
        .filter_map(|entity| {
            let at = entity
                .mentions
                .partition_point(|mention| mention.end() <= byte.start());
            entity.mentions.get(at).filter(|m| m.contains(byte))
        })
        .max_by_key(|mention| mention.len())
        .map(|mention| page.language.tokens_in(*mention));
    // "The Brenn Pilots’ Union", of which "Union" alone may be known.
    let mut first = head;
    for _ in 0..SOURCE {
        let before = page.language.dependents(first);
        match before.filter(|at| *at < first && sentence.holds(*at)).min() {
            Some(before) => first = before,
            None => break,
        }
    }
    let words = Span::new(first, head + 1);
    let found = mentioned
        .filter(|mention| mention.end() > words.end() || mention.start() <= first)
        .unwrap_or(words);
    (found.len() <= SOURCE).then_some(found)
}

/// Returns the block behind the last that a statement reaches to.
fn reaches(page: &Page<'_>, line: usize) -> usize {
    let kind = |block: usize| page.sentences(block).first().map(|s| s.kind);
    let first = line + 1;
    let over = |wanted: &dyn Fn(usize) -> bool| {
        (first..page.blocks.len())
            .take_while(|block| wanted(*block))
            .last()
            .map_or(first, |last| last + 1)
    };
    // A quotation in marks says itself where it ends.
    if page.opens(first) {
        return first;
    }
    if kind(first) == Some(BlockKind::Quote) {
        return over(&|block| kind(block) == Some(BlockKind::Quote));
    }
    if kind(first) == Some(BlockKind::List) {
        return over(&|block| kind(block) == Some(BlockKind::List));
    }
    if behind_number(page, first) > page.tokens(first).start() {
        return over(&|block| behind_number(page, block) > page.tokens(block).start());
    }
    let goes_on = |block: usize| {
        let told = matches!(kind(block), Some(BlockKind::Paragraph | BlockKind::List));
        let head = page.head(block);
        let word = page.word(head).to_lowercase();
        let mark = !word.chars().any(char::is_alphanumeric);
        told && !mark && !ENDS.contains(&word.as_str())
    };
    if line < HEAD { over(&goes_on) } else { first }
}

/// Returns where a block begins behind the number of an item.
fn behind_number(page: &Page<'_>, block: usize) -> usize {
    let tokens = page.tokens(block);
    let start = tokens.start();
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let word = page.word(start);
    if digits(word) && matches!(page.word(start + 1), "." | ")") && tokens.len() > 2 {
        return start + 2;
    }
    let numbered = word.strip_suffix(['.', ')']).is_some_and(digits);
    start + usize::from(numbered && tokens.len() > 1)
}
