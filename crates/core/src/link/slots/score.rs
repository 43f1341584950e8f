//! Whether two values are of one slot: what they are said of, held against each other.

use std::collections::BTreeMap;

use super::filled::{Content, Filled};

/// How much two values share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared {
    same_thing: bool,
    same_verb: bool,
    /// Each hangs on a noun that is another, or on a verb that is another.
    other_thing: bool,
    other_verb: bool,
    /// One hangs on a verb and the other on none.
    one_verb: bool,
    /// Both say how long a recording or a talk was.
    is_length: bool,
    /// Their clauses name others.
    other_cast: bool,
    /// Their clauses name other days.
    other_days: bool,
    /// Each hangs on something.
    is_said_of: bool,
    /// The part of the longer clause that both share, by weight.
    of_longer: f32,
    /// Words that both values hang on.
    words: usize,
    /// Both are dates.
    is_date: bool,
    /// Both are figures.
    is_amount: bool,
    /// Both are places.
    is_place: bool,
    /// Both are lengths of time.
    is_span: bool,
    /// Both are shares, sums of money or measures.
    is_measure: bool,
    /// What one is said of has a name.
    is_somebody: bool,
    /// Of the nouns and verbs that the values hang on, the weight that both share, and its part of the
    /// lighter.
    core: (f32, f32),
    /// The same of all words of their clauses.
    clause: (f32, f32),
}

impl Shared {
    pub(super) fn of(one: &Filled, other: &Filled) -> Self {
        let same = |a: Option<u64>, b: Option<u64>| a.is_some() && a == b;
        let differ = |a: Option<u64>, b: Option<u64>| a.zip(b).is_some_and(|(a, b)| a != b);
        Shared {
            one_verb: one.verb.is_some() != other.verb.is_some(),
            is_length: one.is_length && other.is_length,
            other_cast: one.has_other_cast(other),
            other_days: one.has_other_days(other),
            is_said_of: [one, other]
                .iter()
                .all(|value| value.thing.is_some() || value.verb.is_some()),
            of_longer: {
                let longer = |value: &Filled| value.clause.values().sum::<f32>();
                overlap(&one.clause, &other.clause).0 / longer(one).max(longer(other)).max(0.1)
            },
            words: one
                .core
                .keys()
                .filter(|stem| other.core.contains_key(stem))
                .count(),
            is_date: matches!(one.content, Content::Days(..)),
            is_amount: matches!(one.content, Content::Amount(_)),
            is_place: matches!(one.content, Content::Place(..)),
            is_span: matches!(&one.content, Content::Amount(amount) if amount.is_time()),
            is_measure: matches!(&one.content, Content::Amount(amount) if amount.is_measure()),
            is_somebody: one.is_somebody,
            other_thing: differ(one.thing, other.thing),
            other_verb: differ(one.verb, other.verb),
            same_thing: same(one.thing, other.thing),
            same_verb: same(one.verb, other.verb),
            core: overlap(&one.core, &other.core),
            clause: overlap(&one.clause, &other.clause),
        }
    }

    /// Says whether both stand in nearly the same words: one was made of the other, or both of a third.
    pub(super) fn is_near(&self) -> bool {
        let (clause, of_clause) = self.clause;
        // Many things happen on days and in places, and within so many days: there less may differ.
        let of_longer = match () {
            () if self.is_span => 0.8,
            () if self.is_amount => 0.5,
            () => 0.6,
        };
        let is_other = self.other_verb || self.other_cast || self.other_days;
        let is_bound = self.is_said_of || self.is_date;
        let is_counted = self.is_amount && self.other_thing;
        (is_bound && !is_other && !is_counted)
            && of_clause >= 0.8
            && clause >= 15.0
            && self.of_longer >= of_longer
    }

    /// Says whether both are of one slot.
    pub(super) fn is_one(&self) -> bool {
        let (core, of_core) = self.core;
        let is_bare = self.is_somebody && !self.same_verb;
        let is_other = self.other_verb || self.other_thing || self.other_cast || self.other_days;
        if is_other || is_bare {
            return false;
        }
        if self.is_length {
            return self.same_thing;
        }
        // What somebody did in one place he may have done in another, and polls and prices give many
        // shares and sums: only nearly the same words tell that it is one.
        if self.is_place || self.is_measure || self.is_date && self.of_longer < 0.6 {
            return false;
        }
        // All that the shorter says, or three words of it: whose, what, and what happened.
        let is_whole = of_core >= 0.95 && core >= 6.5;
        let is_most = of_core >= 0.6 && core >= 8.0 && self.words >= 3;
        match (self.same_thing, self.same_verb) {
            (true, true) => is_whole || is_most,
            (true, false) => !self.one_verb && (is_whole || is_most),
            (false, true) => is_most && self.clause.1 >= 0.6,
            (false, false) => false,
        }
    }

    /// Says whether two values of one slot are of one thing by their words alone: how long the one
    /// recording of an affair was, or clauses that hold little else.
    pub(super) fn says_no_more(&self) -> bool {
        self.is_length || self.is_one() && self.of_longer >= 0.5
    }

    /// Returns how much speaks for it.
    pub(super) fn strength(&self) -> f32 {
        let named = u8::from(self.same_thing) + u8::from(self.same_verb);
        10.0 * f32::from(named) + self.core.0 + self.clause.0
    }
}

/// Returns the weight that both share, and its part of the lighter one.
fn overlap(one: &BTreeMap<u64, f32>, other: &BTreeMap<u64, f32>) -> (f32, f32) {
    let both = one.iter().filter(|(stem, _)| other.contains_key(stem));
    let shared: f32 = both.map(|(_, weight)| weight).sum();
    let lighter = one.values().sum::<f32>().min(other.values().sum());
    let part = if lighter > 0.0 { shared / lighter } else { 0.0 };
    (shared, part)
}
