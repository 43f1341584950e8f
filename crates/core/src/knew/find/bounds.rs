//! How far not knowing reaches: who knew after all ("nobody but Mora"), who did not either ("not even
//! Mora"), and from when on somebody did know ("until Monday").

use super::{Draft, Finder};
use crate::knew::KnewState;
use crate::language::TimeId;
use crate::span::{Span, Tokens};
use crate::told::clause::Phrase;

impl Finder<'_, '_> {
    /// Returns who knew after all: "nobody but Mora knew", "no one except the two of them".
    pub(super) fn excepted(&self, draft: &Draft) -> Vec<Phrase> {
        const EXCEPT: &[&str] = &["but", "except", "besides", "save", "than", "from"];
        /// Words between who did not know and who did: "no one here other than".
        const NEAR: usize = 4;
        let clauses = self.clauses;
        let words = &clauses.words;
        let Some(subject) = clauses.subject_words(draft.cue, 1) else {
            return Vec::new();
        };
        // The reading may make of the exception the subject.
        let nobody = (subject.saturating_sub(2 * NEAR)..=subject)
            .rev()
            .find(|at| self.is_nobody(*at));
        let Some(nobody) = nobody else {
            return Vec::new();
        };
        let except = (nobody + 1..=nobody + NEAR).find(|at| {
            words.is_one_of(*at, EXCEPT)
                && (!words.is_one_of(*at, &["than", "from"])
                    || words.is_one_of(at - 1, &["other", "apart", "aside"]))
        });
        let Some(except) = except.filter(|except| *except < draft.cue) else {
            return Vec::new();
        };
        (except + 1..draft.cue)
            .map(|at| clauses.parties(at))
            .find(|parties| !parties.is_empty())
            .unwrap_or_default()
    }

    /// Says whether a word stands for nobody: "nobody", "no one".
    pub(super) fn is_nobody(&self, at: usize) -> bool {
        let words = &self.clauses.words;
        let is_one = words.reads(at, "one") && at > 0 && words.reads(at - 1, "no");
        is_one || words.is_one_of(at, &["nobody", "none", "no-one"])
    }

    /// Returns up to when somebody did not know, as far as a date is given: "until Monday", "until Mora
    /// rang on Monday".
    pub(super) fn until(&self, draft: &Draft, sentence: Span<Tokens>) -> Option<Option<TimeId>> {
        /// Words between a verb and its "until".
        const NEAR: usize = 20;
        let clauses = self.clauses;
        let words = &clauses.words;
        let end = sentence.end().min(draft.cue + NEAR);
        let until = (draft.cue + 1..end).find(|at| words.is_one_of(*at, &["until", "till"]))?;
        // Nothing of its own may begin in between.
        let mut between = draft.cue + 1..until;
        if between.any(|at| words.is_one_of(at, &[";", "but", "who", "which"])) {
            return None;
        }
        let mut behind = until + 1..sentence.end().min(until + NEAR);
        Some(behind.find_map(|at| clauses.time_at(at)))
    }

    /// Returns what was learned of what was not known: "key" of "no key"; nothing of "nothing".
    pub(super) fn affirmed(&self, about: Span) -> Option<Span> {
        let words = &self.clauses.words;
        let tokens = self.clauses.language.tokens_in(about);
        let first = tokens.start();
        let start = match () {
            () if words.reads(first, "nothing") => return None,
            () if words.is_one_of(first, &["no", "any"]) => first + 1,
            () if words.reads(first, "none") && words.reads(first + 1, "of") => first + 2,
            () => return Some(about),
        };
        (start < tokens.end()).then(|| self.clauses.language.bytes(Span::new(start, tokens.end())))
    }

    /// Returns who of all was not told either: "told nobody, not even Mora".
    pub(super) fn not_even(&self, draft: &Draft) -> Vec<Phrase> {
        /// Words behind the verb in which it stands.
        const NEAR: usize = 8;
        let words = &self.clauses.words;
        let behind = draft.cue + 1..draft.cue + NEAR;
        let even = behind
            .clone()
            .find(|at| words.reads(*at, "not") && words.reads(at + 1, "even"));
        let is_none = behind
            .take(3)
            .any(|at| words.is_one_of(at, &["nobody", "no", "no-one", "none"]));
        match even.filter(|_| is_none && draft.state == KnewState::DidNotKnow) {
            Some(even) => {
                let mut named = even + 2..even + 2 + NEAR;
                let parties = named.find_map(|at| self.clauses.party(at));
                parties.into_iter().collect()
            }
            None => Vec::new(),
        }
    }
}
