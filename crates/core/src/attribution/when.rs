//! When something was said: the time that hangs on the words that say so.
//!
//! A date inside a clause about the source ("Lane, who left in May, said"), inside the content, or
//! under another verb is no date of the saying. What a communication adds is `told`'s.

use super::join::Draft;
use super::labeller::Run;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{Language, TimeId, TimeKind};
use crate::span::{Span, Tokens};

/// Steps from a time up to the cue.
const DEEPEST: usize = 12;

/// Verbs whose clause tells on what occasion something was said: "speaking on Monday, Lane said".
const OCCASION: &[&str] = &[
    "speak",
    "ask",
    "write",
    "talk",
    "address",
    "interview",
    "question",
    "answer",
    "reply",
    "testify",
    "tell",
    "quote",
    "meet",
];

/// Finds when something was said.
pub(super) fn when(text: &str, language: &Language, draft: &Draft) -> Option<TimeId> {
    let cue = draft.cue.first()?.tokens;
    let sentence = language.sentence_of(cue.start())?.tokens;
    let bytes = language.bytes(sentence);
    let at = language.bytes(cue).start();
    let first = language
        .times
        .partition_point(|time| time.span.end() <= bytes.start());
    (first..language.times.len())
        .take_while(|i| language.times[*i].span.start() < bytes.end())
        .filter(|i| {
            let time = &language.times[*i];
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && hangs(text, language, draft, language.tokens_in(time.span))
        })
        .min_by_key(|i| language.times[*i].span.start().abs_diff(at))
        .and_then(|i| u32::try_from(i).ok())
        .map(TimeId)
}

/// Says whether a time hangs on the cue of a draft.
fn hangs(text: &str, language: &Language, draft: &Draft, time: Span<Tokens>) -> bool {
    let held = |runs: &[Run], at: usize| runs.iter().any(|run| run.tokens.holds(at));
    let Some(mut at) = language.head_of(time) else {
        return false;
    };
    if time.range().any(|at| held(&draft.content, at)) {
        return false;
    }
    // "Said Lane on Monday": what follows a source behind its cue the parser gives to the source.
    let behind = draft.source.iter().any(|source| {
        let gap = time.start().checked_sub(source.tokens.end());
        draft
            .cue
            .iter()
            .any(|cue| cue.tokens.end() == source.tokens.start())
            && gap.is_some_and(|gap| gap <= 1)
    });
    if behind {
        return true;
    }
    for _ in 0..DEEPEST {
        if held(&draft.cue, at) {
            return true;
        }
        if held(&draft.source, at) || held(&draft.content, at) {
            return false;
        }
        let Some(word) = language.syntax.get(at) else {
            return false;
        };
        let above = word.head as usize;
        let of_source = held(&draft.source, above);
        match word.relation {
            Relation::RelativeClause
            | Relation::Appos
            | Relation::Ccomp
            | Relation::Parataxis
            | Relation::Conj => return false,
            // "In an interview printed on Sunday" dates the interview; "founded in 1921" does not
            // date what the company said.
            Relation::Acl if of_source => return false,
            Relation::Advcl if !is_occasion(text, language, at) => return false,
            _ if above == at => return false,
            _ => at = above,
        }
    }
    false
}

fn is_occasion(text: &str, language: &Language, at: usize) -> bool {
    let tag = language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
    language
        .tokens
        .get(at)
        .is_some_and(|token| OCCASION.contains(&lemma(token.of(text), tag).as_str()))
}
