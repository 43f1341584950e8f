//! Days that the sentences around a communication give: "On the 3rd.", "It is dated 5 May.", the one
//! dinner that a report dates, the day on which a report says what it opens with.

use super::Finder;
use crate::attribution::{Attribution, Channel};
use crate::language::syntax::{Relation, Tag};
use crate::language::{TimeId, TimeKind};
use crate::report::BlockKind;
use crate::span::{Span, Tokens};
use crate::told::{Secrecy, Status, Told};

/// A sentence that only says when something was has no more tokens.
const FRAGMENT: usize = 14;

/// Sentences at the beginning of a report that say of which day it tells.
const OPENING: usize = 3;

/// Verbs for communications, and the nouns by which a report names the same.
const NAMED: [(&[&str], &[&str]); 2] = [
    (
        &["dine", "eat", "lunch"],
        &["dinner", "supper", "meal", "lunch"],
    ),
    (&["meet"], &["meeting", "talk", "summit"]),
];

/// Days between what a report opens with and its publication.
const FRESH: i32 = 3;

impl Finder<'_, '_> {
    /// "It is dated 5 May" behind a letter, "On the 3rd." before or behind what was told then.
    pub(super) fn dated(&self, found: &mut [Told]) {
        for (place, sentence) in self.clauses.language.sentences.iter().enumerate() {
            let Some(time) = self.only_time(sentence.tokens) else {
                continue;
            };
            let is_first = place
                .checked_sub(1)
                .is_none_or(|before| self.block_of(before) != self.block_of(place));
            let of_document = self.is_dated(sentence.tokens);
            let fits = |told: &Told| {
                let at = self.sentence_at(told.evidence);
                let near = match at {
                    Some(at) if of_document => at + 1 == place && is_document(told.channel),
                    Some(at) if is_first => at > place && self.block_of(at) == self.block_of(place),
                    Some(at) => at + 1 == place || at + 2 == place && !is_first,
                    None => false,
                };
                near && told.when.is_none() && told.status == Status::Happened
            };
            let fitting = found.iter_mut().filter(|told| fits(told));
            fitting.for_each(|told| told.when = Some(time));
        }
    }

    /// "They dined by the quay": when, a noun for it says elsewhere in the report, "the dinner on
    /// Thursday", if all such nouns give one day.
    pub(super) fn named_before(&self, found: &mut [Told]) {
        let clauses = self.clauses;
        for (verbs, nouns) in NAMED {
            let is_verb = |told: &Told| {
                let cue = clauses.language.tokens_in(told.cue).start();
                let is_open = told.when.is_none() && told.status == Status::Happened;
                is_open && clauses.tag(cue) == Tag::Verb && clauses.is_form_of(cue, verbs)
                    || is_open && told.basis == "present"
            };
            if !found.iter().any(is_verb) {
                continue;
            }
            let all = clauses.language.sentences.iter();
            let words = all.flat_map(|sentence| sentence.tokens.range());
            let named =
                words.filter(|at| clauses.tag(*at) == Tag::Noun && clauses.is_form_of(*at, nouns));
            let times: Vec<TimeId> = named.filter_map(|noun| self.time_behind(noun)).collect();
            let value = |time: &TimeId| {
                let time = clauses.language.times.get(time.0 as usize);
                time.and_then(|time| time.value.clone())
            };
            let [first, rest @ ..] = times.as_slice() else {
                continue;
            };
            if value(first).is_some() && rest.iter().all(|other| value(other) == value(first)) {
                let open = found.iter_mut().filter(|told| is_verb(told));
                open.for_each(|told| told.when = Some(*first));
            }
        }
    }

    /// What reporters were told and nobody dates was told on the day that the report opens with.
    pub(super) fn of_the_day(&self, found: &mut [Told]) {
        let Some(day) = self.opening_day(found) else {
            return;
        };
        for told in found.iter_mut().filter(|told| {
            told.when.is_none()
                && told.status == Status::Happened
                && told.attribution.is_none()
                && told.secrecy == Some(Secrecy::Public)
        }) {
            let cue = self.clauses.language.tokens_in(told.cue).start();
            // "Has told reporters" may have been whenever.
            if self.clauses.is_past(cue) && !self.clauses.is_perfect(cue) {
                told.when = Some(day);
            }
        }
    }

    /// Returns the day on which somebody says in the first sentences of a report what it tells.
    fn opening_day(&self, found: &[Told]) -> Option<TimeId> {
        let published = self.report.about.published?.date;
        let language = self.clauses.language;
        let told = language
            .sentences
            .iter()
            .filter(|sentence| sentence.kind.is_told());
        let told = told
            .filter(|sentence| !matches!(sentence.kind, BlockKind::Headline | BlockKind::Caption));
        let end = told.take(OPENING).last()?.tokens;
        let end = language.bytes(end).end();
        let opens = |said: &&Attribution| {
            let cue = said.cue.first();
            // "A colleague told me on Friday" is no news of the day.
            let is_private = |told: &Told| {
                let is_own = cue.is_some_and(|cue| cue.overlaps(told.cue));
                is_own && told.secrecy != Some(Secrecy::Public)
            };
            said.inside.is_none()
                && cue.is_some_and(|cue| cue.end() <= end)
                && !found.iter().any(is_private)
        };
        let mut days = self
            .attributions
            .iter()
            .filter(opens)
            .filter_map(|said| said.when);
        days.find(|time| {
            let value = language
                .times
                .get(time.0 as usize)
                .and_then(|time| time.value.as_deref());
            let day: Option<jiff::civil::Date> = value.and_then(|value| value.parse().ok());
            let ago = day
                .and_then(|day| day.until(published).ok())
                .map(|ago| ago.get_days());
            ago.is_some_and(|ago| (0..=FRESH).contains(&ago))
        })
    }

    /// Returns when what a noun names took place: "a dinner in Brenn on Thursday", to whatever the
    /// reading ties the day.
    fn time_behind(&self, noun: usize) -> Option<TimeId> {
        /// Words between the noun and the day.
        const NEAR: usize = 6;
        let clauses = self.clauses;
        clauses.when(noun, noun).or_else(|| {
            let behind = (noun + 1..noun + NEAR).take_while(|at| {
                matches!(
                    clauses.tag(*at),
                    Tag::Adposition | Tag::Determiner | Tag::Noun | Tag::ProperNoun | Tag::Number
                )
            });
            let mut times = behind.filter(|at| clauses.is_time(*at));
            let at = times.next()?;
            clauses.time_at(at)
        })
    }

    /// Returns the time that a sentence gives, if it says nothing else: "On the 3rd, in the rain."
    fn only_time(&self, tokens: Span<Tokens>) -> Option<TimeId> {
        let clauses = self.clauses;
        if tokens.len() > 2 * FRAGMENT {
            return None;
        }
        let of_document = self.is_dated(tokens);
        let times = &clauses.language.times;
        let within = clauses.language.bytes(tokens);
        let first = times.partition_point(|time| time.span.start() < within.start());
        let time = times.get(first).filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && time.value.is_some()
                && within.contains(time.span)
        })?;
        // "“On the 3rd,” she says": who says so is no part of it.
        let says = |at: usize| {
            let here = clauses.language.bytes(Span::new(at, at + 1));
            let mut all = self.attributions.iter();
            all.any(|said| {
                said.cue
                    .iter()
                    .chain(&said.source.spans)
                    .any(|span| span.contains(here))
            })
        };
        let mut others = tokens
            .range()
            .filter(|at| !clauses.is_time(*at) && !says(*at));
        let of_time = clauses.language.tokens_in(time.span);
        let opens = of_time.start() <= tokens.start() + 3;
        // "On the 3rd, by a boy who carried ice."
        let is_head = of_time
            .range()
            .any(|at| clauses.relation(at) == Relation::Root);
        let is_short = tokens.len() <= FRAGMENT;
        // Last, since it asks all attributions of every word.
        let mut says_no_more = || {
            others.all(|at| {
                !matches!(
                    clauses.tag(at),
                    Tag::Verb | Tag::Auxiliary | Tag::ProperNoun
                )
            })
        };
        let is_only = of_document && is_short || opens && (is_head || is_short && says_no_more());
        is_only.then_some(())?;
        u32::try_from(first).ok().map(TimeId)
    }

    /// "It is dated 5 May".
    fn is_dated(&self, tokens: Span<Tokens>) -> bool {
        let words = &self.clauses.words;
        words.reads(tokens.start(), "it")
            && words.is_one_of(tokens.start() + 1, &["is", "was", "bears", "carries"])
            && tokens
                .range()
                .any(|at| words.is_one_of(at, &["dated", "date"]))
    }
}

fn is_document(channel: Option<Channel>) -> bool {
    matches!(
        channel,
        Some(Channel::Letter | Channel::Memo | Channel::Email | Channel::Message | Channel::Report)
    )
}
