//! How the candidates for a pronoun stand beside one another: who is waited for behind it, who is
//! joined to it, who stands between.
//!
//! The numbers that it gives stand in the middle of a candidate's row (`row`).

use super::antecedents::Traits;
use super::asked::{Asked, yes};
use super::clauses;
use super::recent::{Recent, Seen, relation};
use super::row::BESIDE;
use crate::language::entities::words::Words;
use crate::language::syntax::Relation;

/// The candidates for a pronoun, side by side.
pub(super) struct Beside<'a> {
    words: &'a Words<'a>,
    asked: &'a Asked,
    found: &'a [(Seen, Traits, bool)],
    /// Who is named behind as the subject that the pronoun waits for, and where.
    waiting: Vec<(usize, usize)>,
    /// Those that are joined to the phrase that the pronoun owns.
    joined: Vec<usize>,
    /// Those that are the subject beside the pronoun.
    subjects: Vec<usize>,
}

impl<'a> Beside<'a> {
    pub(super) fn of(
        words: &'a Words<'a>,
        recent: &Recent,
        asked: &'a Asked,
        found: &'a [(Seen, Traits, bool)],
    ) -> Self {
        let those = |holds: &dyn Fn(&Seen) -> bool| -> Vec<usize> {
            found
                .iter()
                .filter(|(seen, _, behind)| !behind && holds(seen))
                .map(|(seen, _, _)| seen.who)
                .collect()
        };
        let subject_of = |verb: usize| {
            those(&|seen: &Seen| {
                seen.is_subject() && clauses::head(words, seen.head) == verb && seen.head < asked.at
            })
        };
        let mut subjects = subject_of(asked.clause);
        // "Lane met Mora and told him": the second verb shares the subject of the first.
        if subjects.is_empty() && relation(words, asked.clause) == Relation::Conj {
            subjects = subject_of(clauses::head(words, asked.clause));
        }
        Beside {
            words,
            asked,
            found,
            waiting: recent
                .ahead(asked.at)
                .filter(|(name, _)| asked.waits_for(words, *name))
                .map(|(name, who)| (*who, name.start()))
                .collect(),
            joined: match asked.owner {
                true => those(&|seen: &Seen| is_joined(words, asked.at, seen)),
                false => Vec::new(),
            },
            subjects,
        }
    }

    /// Says whether the pronoun waits for somebody who is named behind it.
    pub(super) fn waits_for(&self, who: usize) -> bool {
        self.waiting.iter().any(|(other, _)| *other == who)
    }

    /// Returns the numbers of one candidate, by its last mention.
    pub(super) fn of_one(&self, last: &Seen) -> [f32; BESIDE] {
        let (words, asked, who) = (self.words, self.asked, last.who);
        let before = |seen: &Seen| seen.sentence == asked.sentence && seen.head < asked.at;
        let waiting = self.waiting.iter().find(|(other, _)| *other == who);
        let another = self.waiting.iter().any(|(other, _)| *other != who);
        let another_before = self
            .found
            .iter()
            .any(|(seen, _, _)| seen.who != who && before(seen));
        let opens = waiting
            .and_then(|(_, name)| clauses::between(words, asked.at, *name))
            .map(|ways| relation(words, ways.branch));
        let comma = |to: usize| (asked.at..to).any(|i| words.reads(i, ","));
        let (joined, subject) = (self.joined.contains(&who), self.subjects.contains(&who));
        [
            yes(waiting.is_some() && !another_before),
            yes(matches!(
                opens,
                Some(Relation::Obl | Relation::Advcl | Relation::Nmod | Relation::Acl)
            )),
            yes(another),
            yes(another && !another_before && !before(last)),
            yes(waiting.is_some_and(|(_, name)| comma(*name))),
            yes(joined),
            yes(!joined && !self.joined.is_empty()),
            yes(subject),
            yes(!subject && !self.subjects.is_empty()),
        ]
    }
}

/// Says whether a mention is joined to what the pronoun at `at` owns: "Lane and his wife".
fn is_joined(words: &Words, at: usize, seen: &Seen) -> bool {
    let up = |at: usize| clauses::head(words, at);
    let owned = up(at);
    if relation(words, owned) != Relation::Conj || seen.head >= at {
        return false;
    }
    let part = |at: &usize| {
        matches!(
            relation(words, *at),
            Relation::Appos | Relation::Flat | Relation::Compound
        )
    };
    let phrase = clauses::above(words, seen.head)
        .find(|at| !part(at))
        .unwrap_or(seen.head);
    if up(owned) == seen.head || up(owned) == phrase {
        return true;
    }
    // In "Lane, Mora and her family" it is Mora's.
    if !words.is_one_of(at.wrapping_sub(1), &["and", "or"]) {
        return false;
    }
    let comma = words.reads(at.wrapping_sub(2), ",");
    let end = at.saturating_sub(if comma { 3 } else { 2 });
    seen.span.holds(end) || up(end) == seen.head
}
