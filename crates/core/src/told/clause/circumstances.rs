//! Circumstances: when, where, how often, and about what.

use super::{Clauses, Phrase};
use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, TimeId, TimeKind};
use crate::span::{Span, Tokens};

/// Tokens before a number that may say how exact it is: "at least", "no fewer than".
const HEDGE: usize = 3;

/// Tokens that what something was about may take; longer ones are no summary of anything.
const ABOUT: usize = 80;

/// Verbs of one subject that are looked through.
const JOINED: usize = 4;

/// Verbs by which people come to where they speak.
const MOTION: &[&str] = &[
    "go", "come", "travel", "fly", "drive", "walk", "return", "rush", "hurry", "ride", "sail",
];

/// Prepositions before what something is about.
const TOPIC: &[&str] = &["of", "about", "on", "over", "regarding", "concerning"];

/// Nouns that "on" and "over" lead to for other reasons: "on the morning", "on the network", "over
/// dinner".
const NO_TOPIC: &[&str] = &[
    "day",
    "morning",
    "afternoon",
    "evening",
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "eve",
    "hour",
    "date",
    "network",
    "site",
    "website",
    "page",
    "television",
    "radio",
    "phone",
    "telephone",
    "line",
    "plane",
    "train",
    "sideline",
    "return",
    "arrival",
    "behalf",
    "condition",
    "occasion",
    "trip",
    "visit",
    "way",
    "tape",
    "recording",
    "dinner",
    "lunch",
    "breakfast",
    "coffee",
    "course",
    "show",
    "program",
    "programme",
    "stage",
    "record",
    "ground",
    "part",
    "twitter",
    "facebook",
];

/// Verbs behind which "over" leads to where something was told.
const TELLS: &[&str] = &["tell", "ask", "inform", "say", "mention"];

/// Nouns for where people meet and speak.
const PLACES: &[&str] = &[
    "office",
    "palace",
    "hotel",
    "residence",
    "lodge",
    "house",
    "home",
    "embassy",
    "headquarters",
    "building",
    "airport",
    "villa",
    "café",
    "cafe",
    "restaurant",
    "apartment",
    "flat",
    "guesthouse",
    "hall",
    "room",
    "barracks",
    "church",
    "mosque",
    "club",
    "farm",
    "estate",
    "bar",
    "station",
    "base",
    "ministry",
    "consulate",
    "compound",
    "castle",
    "museum",
    "library",
    "school",
    "university",
    "court",
    "prison",
    "hospital",
    "harbour",
    "port",
    "capital",
    "city",
    "town",
    "village",
    "island",
    "corridor",
    "lift",
    "elevator",
    "kitchen",
    "doorway",
    "door",
    "stair",
    "staircase",
    "garden",
    "street",
    "canteen",
    "pub",
    "yard",
];

impl Clauses<'_> {
    /// Says whether a token belongs to an expression of time.
    pub(crate) fn is_time(&self, at: usize) -> bool {
        self.time_of(at).is_some()
    }

    /// Returns what kind of time a token is a part of.
    pub(crate) fn kind_of_time(&self, at: usize) -> Option<TimeKind> {
        let time = self.language.times.get(self.time_of(at)?)?;
        Some(time.kind)
    }

    /// Returns the date or time of day that a token is a part of.
    pub(crate) fn time_at(&self, at: usize) -> Option<TimeId> {
        let number = self.time_of(at)?;
        let kind = self.kind_of_time(at);
        let is_moment = matches!(kind, Some(TimeKind::Date | TimeKind::Time));
        u32::try_from(number).ok().filter(|_| is_moment).map(TimeId)
    }

    fn time_of(&self, at: usize) -> Option<usize> {
        let token = self.language.bytes(Span::new(at, at + 1));
        let times = &self.language.times;
        if token.is_empty() {
            return None;
        }
        times
            .binary_search_by(|time| {
                if time.span.overlaps(token) {
                    std::cmp::Ordering::Equal
                } else {
                    time.span.start().cmp(&token.start())
                }
            })
            .ok()
    }

    /// Returns the date or time of day at which a communication took place: one that is tied to its
    /// words, else one of the same clause.
    ///
    /// `cue` is the verb or noun that tells of it, `verb` the verb of its clause. A date inside
    /// what was said is no date of the saying.
    pub(crate) fn when(&self, cue: usize, verb: usize) -> Option<TimeId> {
        let sentence = self.language.sentence_of(cue)?;
        let within = self.language.bytes(sentence.tokens);
        let first = self
            .language
            .times
            .partition_point(|time| time.span.start() < within.start());
        let times = self
            .language
            .times
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, time)| time.span.end() <= within.end());
        times
            .filter(|(_, time)| matches!(time.kind, TimeKind::Date | TimeKind::Time))
            .filter_map(|(number, time)| {
                let tokens = self.language.tokens_in(time.span);
                let at = self.language.head_of(tokens).unwrap_or(tokens.start());
                // "The 2020 hopeful", "Election Day 2020".
                let is_name = matches!(self.relation(at), Relation::Nummod | Relation::Compound)
                    && self.head(at).is_some_and(|head| !self.is_time(head));
                if is_name {
                    return None;
                }
                let distance = self.ties(at, cue, verb)?;
                Some((distance, cue.abs_diff(at), number))
            })
            .min()
            .and_then(|(_, _, number)| u32::try_from(number).ok().map(TimeId))
    }

    /// Returns how loosely a word is tied to a cue: 0 to the cue itself, 1 to the verb of its
    /// clause, 2 to a verb that shares its subject.
    fn ties(&self, at: usize, cue: usize, verb: usize) -> Option<usize> {
        let mut from = at;
        let joined: Vec<usize> = self.joined(verb).collect();
        for to in std::iter::once(at).chain(self.above(at)) {
            if to == cue {
                return Some(0);
            }
            if to == verb {
                return Some(1);
            }
            if joined.contains(&to) && from != verb && !joined.contains(&from) {
                return Some(2);
            }
            // A clause of its own has times of its own; what was said lies in one. "In the memo, dated
            // 14 May" is none.
            let own = matches!(
                self.relation(to),
                Relation::Ccomp
                    | Relation::Advcl
                    | Relation::RelativeClause
                    | Relation::Acl
                    | Relation::Parataxis
                    | Relation::Xcomp
            ) && !self.words.reads(to, "dated")
                || self.relation(to) == Relation::Conj && self.has_subject(to);
            if own && to != at {
                return None;
            }
            from = to;
        }
        None
    }

    /// Returns the verbs before a verb that have one subject with it, the nearest first: "came",
    /// "sat down" for "told" in "Lane came to the house, sat down and told her".
    fn joined(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let before = |verb: usize| {
            let is_joined = self.relation(verb) == Relation::Conj;
            self.head(verb).filter(|_| is_joined)
        };
        std::iter::successors(before(verb), move |at| {
            before(*at).filter(|_| !self.has_subject(*at))
        })
        .take(JOINED)
    }

    fn has_subject(&self, verb: usize) -> bool {
        let mut own = self.by(verb, &[Relation::Nsubj, Relation::NsubjPassive]);
        own.next().is_some()
    }

    /// Returns where it took place: a place or a room that "in" or "at" ties to the words.
    pub(crate) fn place(&self, cue: usize, verb: usize) -> Option<Phrase> {
        let from = |at: usize| {
            self.tied(at, &["in", "at", "on", "inside", "outside", "near"])
                .into_iter()
        };
        // "Went to the office of the minister and told him".
        let to = self
            .joined(verb)
            .filter(|outer| self.is_form_of(*outer, MOTION))
            .flat_map(|outer| self.tied(outer, &["to"]));
        from(cue)
            .chain(from(verb).filter(|_| verb != cue))
            .chain(to)
            .find_map(|noun| {
                if self.is_time(noun)
                    || self.words.is_one_of(noun.saturating_sub(1), &["in", "at"])
                        && self.words.reads(noun, "least")
                {
                    return None;
                }
                let held = self
                    .held(noun)
                    .filter(|held| held.kind == EntityKind::Place);
                if let Some(held) = held {
                    return Some(Phrase {
                        span: held.span,
                        entity: Some(held.entity),
                    });
                }
                self.is_form_of(noun, PLACES)
                    .then(|| self.place_phrase(noun))
            })
    }

    /// Says whether a noun is for where people stand and speak.
    fn is_place(&self, noun: usize) -> bool {
        self.is_form_of(noun, PLACES)
            || self.is_form_of(noun, &["step", "pavement", "quay", "platform"])
    }

    /// Returns a room or house with what says whose or which it is: "the office of the prime
    /// minister".
    fn place_phrase(&self, noun: usize) -> Phrase {
        let before = self.by(
            noun,
            &[
                Relation::Det,
                Relation::Amod,
                Relation::Compound,
                Relation::Possessor,
                Relation::Nmod,
                Relation::Nummod,
            ],
        );
        let start = before
            .filter(|other| *other < noun)
            .map(|other| self.subtree(other).start())
            .min()
            .unwrap_or(noun);
        let owner = self.by(noun, &[Relation::Nmod]).find(|other| {
            *other > noun && self.is_behind(*other, &["of"]) && !self.is_time(*other)
        });
        let end = owner.map_or(noun + 1, |owner| self.noun_end(owner));
        Phrase {
            span: Span::new(start, end),
            entity: None,
        }
    }

    fn noun_end(&self, at: usize) -> usize {
        self.party(at)
            .map_or(at + 1, |party| party.span.end().max(at + 1))
    }

    /// Returns how often it took place, with the words that say how exactly: "at least twice",
    /// "three letters".
    pub(crate) fn count(&self, cue: usize, verb: usize) -> Option<Span> {
        let times = |at: usize| {
            self.by(at, &[Relation::Obl, Relation::Advmod, Relation::Obj])
                .find(|other| {
                    self.words
                        .is_one_of(*other, &["twice", "thrice", "repeatedly"])
                        || self.words.reads(*other, "times")
                            && self
                                .by(*other, &[Relation::Nummod, Relation::Amod])
                                .next()
                                .is_some()
                })
        };
        let found = if cue == verb {
            times(verb)
        } else {
            self.by(cue, &[Relation::Nummod])
                .find(|number| !self.is_time(*number))
        }?;
        let mut start = self.subtree(found).start();
        while start > 0
            && found - start < HEDGE
            && self.words.is_one_of(
                start - 1,
                &[
                    "at", "least", "most", "more", "than", "about", "nearly", "some", "fewer", "no",
                ],
            )
        {
            start -= 1;
        }
        Some(self.language.bytes(Span::new(start, found + 1)))
    }

    /// Returns what it was about: the clause that was said, or what "of", "about" and the like tie
    /// to the words.
    pub(crate) fn about(&self, cue: usize) -> Option<Span> {
        let said = self
            .by(cue, &[Relation::Ccomp])
            .find(|other| *other > cue)
            .map(|clause| self.subtree(clause));
        let direct = |relations: &'static [Relation]| {
            self.by(cue, relations).find(|noun| {
                *noun > cue
                    && !self.is_time(*noun)
                    && self.is_behind(*noun, TOPIC)
                    && !(self.is_behind(*noun, &["on", "over"]) && self.is_form_of(*noun, NO_TOPIC))
                    // "Told reporters on the steps of the hall".
                    && !(self.is_behind(*noun, &["on"])
                        && self.is_form_of(cue, TELLS)
                        && self.is_place(*noun))
                    // "Told Mora over a pie".
                    && !(self.is_behind(*noun, &["over"]) && self.is_form_of(cue, TELLS))
                    && self.tag(*noun) != Tag::Number
            })
        };
        let topic = || direct(&[Relation::Obl, Relation::Nmod]).map(|noun| self.subtree(noun));
        // "Informed Mora on Monday of the attack": the parser ties the attack to the Monday.
        let further = || {
            let nested = self.tied(cue, &["about", "regarding", "concerning", "of"]);
            let of_a_time = |noun: usize| {
                self.head(noun).is_some_and(|head| self.is_time(head)) && !self.is_time(noun)
            };
            let fits =
                |noun: &usize| *noun > cue && (!self.is_behind(*noun, &["of"]) || of_a_time(*noun));
            nested.into_iter().find(fits).map(|noun| self.subtree(noun))
        };
        let order = || {
            self.by(cue, &[Relation::Xcomp])
                .find(|other| *other > cue)
                .map(|clause| self.subtree(clause))
        };
        let span = said
            .or_else(topic)
            .or_else(further)
            .or_else(|| self.loose_clause(cue))
            .or_else(order)?;
        self.trimmed(span, cue)
    }

    /// Returns a clause with "that" which the parser has tied to a noun in between: "told Mora by
    /// phone that it was sold", "had no idea that".
    fn loose_clause(&self, cue: usize) -> Option<Span<Tokens>> {
        let sentence = self.language.sentence_of(cue)?;
        let end = sentence.tokens.end().min(cue + ABOUT);
        let has_subject = |clause: usize, that: usize| {
            self.by(clause, &[Relation::Nsubj, Relation::NsubjPassive])
                .any(|subject| subject != that)
        };
        // A clause whose subject is another takes no relative pronoun: "told the committee that the
        // port was sold".
        let is_clause = |that: usize| {
            self.relation(that) == Relation::Mark
                || self
                    .head(that)
                    .is_some_and(|clause| has_subject(clause, that))
        };
        let opens = (cue + 1..end).find(|at| self.words.reads(*at, "that") && is_clause(*at))?;
        let clause = self.head(opens)?;
        let nouns = |at: &usize| {
            matches!(
                self.tag(*at),
                Tag::Noun | Tag::ProperNoun | Tag::Pronoun | Tag::Number
            )
        };
        let reaches = self.above(clause).find(|at| !nouns(at) || *at == cue) == Some(cue);
        (clause > opens && reaches && self.relation(clause) != Relation::Conj)
            .then(|| Span::new(opens, self.subtree(clause).end()))
    }

    /// Cuts the preposition or "that" from the front, and marks from the end.
    fn trimmed(&self, span: Span<Tokens>, cue: usize) -> Option<Span> {
        let words = &self.words;
        let mut start = span.start().max(cue + 1);
        while words.is_one_of(
            start,
            &[
                "of",
                "about",
                "on",
                "over",
                "that",
                "to",
                "regarding",
                "concerning",
                ":",
                ",",
                "“",
                "\"",
                "``",
            ],
        ) {
            start += 1;
        }
        let mut end = span.end().min(start + ABOUT);
        // "Informed of the strike by Mora": by whom is no part of it.
        if self.is_passive(cue) {
            end = (start..end)
                .find(|at| {
                    words.reads(*at, "by")
                        && self
                            .head(*at)
                            .is_some_and(|noun| self.party(noun).is_some())
                })
                .unwrap_or(end);
        }
        while end > start
            && matches!(
                words.word(end - 1),
                "." | "!" | "?" | "," | "”" | "\"" | "''" | ";"
            )
        {
            end -= 1;
        }
        (end > start).then(|| self.language.bytes(Span::new(start, end)))
    }
}
