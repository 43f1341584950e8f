//! When something was said: the time that hangs on the words that say so.
//!
//! A date inside a clause about the source ("Lane, who left in May, said"), inside the content, or
//! under another verb is no date of the saying. What a communication adds is `told`'s.

use super::join::Draft;
use super::labeller::Run;
use super::mode;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{Language, TimeId, TimeKind};
use crate::span::{Span, Tokens};

/// Steps from a time up to the cue.
const DEEPEST: usize = 12;

/// Tokens between the name in a signature and its date: the account.
const STAMP: usize = 12;

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
    // "Said Lane on Monday": what follows a source behind its cue the parser gives to the source, or
    // the labeller; a comma would begin a clause about it.
    let comma = |at: usize| {
        language
            .tokens
            .get(at)
            .is_some_and(|token| token.of(text) == ",")
    };
    let behind = draft.source.iter().any(|source| {
        let start = source.tokens.start();
        draft.cue.iter().any(|cue| cue.tokens.end() == start)
            && (start..=source.tokens.end() + 1).contains(&time.start())
            && !(start..time.start()).any(comma)
    });
    // "— Mara Lane (@mlane) October 3, 2022": what a signature is dated.
    let is_dash = |at: usize| {
        language
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.of(text), "—" | "–" | "―" | "-" | "--"))
    };
    let signed =
        draft.source.first().is_some_and(|source| {
            draft.cue.iter().all(|cue| {
                cue.tokens.end() == source.tokens.start() && cue.tokens.range().all(is_dash)
            }) && (source.tokens.end()..source.tokens.end() + STAMP).contains(&time.start())
        });
    // "Said on Monday": right behind the cue, whatever the parser ties it to, unless more hangs on
    // it: "said on Monday’s broadcast".
    let on = |at: usize| {
        let word = language.tokens.get(at).map(|token| token.of(text));
        word.is_some_and(|word| matches!(word, "on" | "early" | "late" | "last"))
    };
    let closed = language.tokens.get(time.end()).is_none_or(|token| {
        let word = token.of(text);
        !word.starts_with(char::is_alphanumeric) && !matches!(word, "’s" | "'s")
            || matches!(word, "that" | "in" | "at" | "to" | "after" | "during")
    });
    let right_behind = closed
        && draft.cue.iter().any(|cue| {
            let end = cue.tokens.end();
            let said = cue
                .tokens
                .range()
                .any(|at| mode::is_plain_saying(text, language, at));
            said && (end == time.start() || end + 1 == time.start() && on(end))
        });
    if behind || signed || right_behind {
        return true;
    }
    // "A memo dated 3 May said": when it was written is when it says so.
    let dated = time
        .start()
        .checked_sub(1)
        .filter(|at| held(&draft.source, *at));
    let dated = dated.and_then(|at| language.tokens.get(at));
    if dated.is_some_and(|token| token.of(text) == "dated") {
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

#[cfg(test)]
mod tests {
    use crate::read;
    use crate::report::Report;

    /// Returns when each attribution of a text was said.
    fn dates(text: &str) -> Vec<Option<String>> {
        let reading = read(&Report::plain(text));
        let value = |time: crate::language::TimeId| {
            reading
                .times
                .get(time.0 as usize)
                .and_then(|time| time.value.clone())
        };
        let said = reading.attributions.iter();
        said.map(|found| found.when.and_then(value)).collect()
    }

    #[test]
    fn a_date_about_the_source_or_inside_the_content_is_none_of_the_saying() {
        for text in [
            "Dara Lane, who joined the board in June 2014, said the roof leaked.",
            "Ina Brenn, appointed on 3 May 2018, said that the roof was sound.",
            "The company, founded in 1931, said it was closing.",
            "Pavel Mora said that the pier would close in May 2022.",
            "Pavel Mora, who has kept the light for nineteen years, said nobody had come.",
        ] {
            assert_eq!(dates(text), [None], "{text}");
        }
    }

    #[test]
    fn a_date_that_hangs_on_the_cue_is_the_date_of_saying() {
        for text in [
            "Dara Lane said on 4 May 2021 that the roof leaked.",
            "On 4 May 2021, Dara Lane said that the roof leaked.",
            "Speaking on 4 May 2021, Dara Lane said the roof had leaked since 2009.",
            "“We lost it,” said Lane on 4 May 2021.",
            "A letter dated 4 May 2021 said the roof had leaked since 2009.",
        ] {
            assert_eq!(dates(text), [Some("2021-05-04".to_owned())], "{text}");
        }
    }
}
