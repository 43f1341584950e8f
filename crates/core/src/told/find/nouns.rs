//! Communications that a noun tells of: "talks between Lane and Mora", "Lane’s letter to Mora", "at
//! a press conference".

use super::{Draft, Finder, is_public};
use crate::attribution::Channel;
use crate::language::syntax::{Relation, Tag};
use crate::told::Status;
use crate::told::clause::Phrase;
use crate::told::rules::{LIGHT, PLANNED, PLANS, REFUSES};

/// Verbs of saying, besides those that are the cue of an attribution.
const SAYS: &[&str] = &[
    "say",
    "tell",
    "announce",
    "add",
    "state",
    "declare",
    "insist",
    "ask",
    "deny",
    "confirm",
    "discuss",
    "speak",
    "argue",
    "warn",
    "claim",
    "promise",
    "vow",
    "write",
    "describe",
    "reveal",
    "disclose",
    "accuse",
    "criticise",
    "criticize",
    "call",
    "acknowledge",
    "admit",
    "explain",
    "raise",
    "mention",
    "testify",
    "answer",
    "reply",
    "present",
    "unveil",
    "outline",
];

/// Prepositions before what a verb happened in, at, on the way to.
const AROUND: &[&str] = &[
    "in", "at", "during", "on", "via", "through", "over", "after", "before", "by", "for", "to",
];

/// Prepositions from a noun to who else took part.
const WITH: &[&str] = &["with"];
const TO: &[&str] = &["to"];

impl Finder<'_, '_> {
    /// "talks between Lane and Mora", "Lane’s letter to Mora", "in an interview with Mora", "at a
    /// press conference".
    pub(super) fn noun(&mut self, at: usize, channel: Channel) {
        let clauses = self.clauses;
        let words = &clauses.words;
        // Part of a name: "the Lane Report", "the Harbour Summit".
        let name = clauses.tag(at) == Tag::ProperNoun
            && words.is_capital(at)
            && clauses
                .by(at, &[Relation::Compound, Relation::Flat])
                .next()
                .is_some();
        let part = matches!(
            clauses.relation(at),
            Relation::Compound | Relation::Flat | Relation::Fixed
        );
        if name || part {
            return;
        }
        let governor = clauses
            .head(at)
            .filter(|head| clauses.tag(*head) == Tag::Verb);
        let verb = governor.unwrap_or_else(|| {
            clauses
                .above(at)
                .find(|head| clauses.tag(*head) == Tag::Verb)
                .unwrap_or(at)
        });
        let draft = Draft {
            status: self.noun_status(at, governor),
            verb,
            ..Draft::new(at, "noun", Some(channel))
        };
        let two_way = matches!(
            channel,
            Channel::Meeting
                | Channel::Negotiation
                | Channel::Call
                | Channel::Interview
                | Channel::Message
                | Channel::Briefing
                | Channel::Email
        );
        let beside = |prepositions: &[&str]| self.parties_beside(at, governor, prepositions);
        if two_way {
            let between = clauses
                .tied(at, &["between"])
                .into_iter()
                .map(|noun| clauses.both_sides(noun))
                .find(|sides| sides.len() > 1);
            let from = between.unwrap_or_else(|| beside(&["between", "among"]));
            if from.len() > 1 {
                return self.keep(Draft { from, ..draft }.split());
            }
        }
        let to = match channel {
            Channel::Meeting | Channel::Negotiation => beside(WITH),
            Channel::Call
            | Channel::Interview
            | Channel::Briefing
            | Channel::Message
            | Channel::Email => beside(&["with", "to", "for"]),
            Channel::Letter
            | Channel::Memo
            | Channel::Report
            | Channel::Statement
            | Channel::Speech => beside(TO),
            Channel::Testimony => beside(&["to", "before"]),
            _ => Vec::new(),
        };
        let mut from = self.author(at, governor);
        // "Lane and Mora held a meeting".
        if to.is_empty() && from.len() > 1 && channel.is_mutual() {
            return self.keep(Draft { from, ..draft }.split());
        }
        if to.is_empty() {
            // "A letter from Lane", of which nobody says to whom it went.
            if is_public(Some(channel)) && self.is_said(at, channel, governor) {
                self.keep(Draft { from, ..draft });
            } else if from.is_empty() {
                self.occurrence(at, channel, governor, draft);
            }
            return;
        }
        if from.is_empty() {
            from = self.sender(at, governor);
        }
        // "Private meetings with donors" may be anybody's.
        if !from.is_empty() {
            self.keep(Draft { from, to, ..draft });
        }
    }

    /// Returns the parties that a preposition ties to a noun, or to its verb right behind it.
    fn parties_beside(
        &self,
        at: usize,
        governor: Option<usize>,
        prepositions: &[&str],
    ) -> Vec<Phrase> {
        /// Words between the noun and a preposition that the parser has tied to the verb: "held
        /// talks on Friday with Mora".
        const BEHIND: usize = 8;
        let clauses = self.clauses;
        let own = clauses.tied(at, prepositions);
        let object = governor.filter(|_| {
            matches!(
                clauses.relation(at),
                Relation::Obj | Relation::Obl | Relation::NsubjPassive | Relation::Nsubj
            )
        });
        let further = object
            .into_iter()
            .flat_map(|governor| clauses.tied(governor, prepositions))
            .filter(|noun| *noun > at && *noun - at <= BEHIND);
        own.into_iter()
            .chain(further)
            .filter(|noun| *noun > at)
            .map(|noun| clauses.parties(noun))
            .find(|parties| !parties.is_empty())
            .unwrap_or_default()
    }

    /// Returns whose letter or meeting a noun speaks of: its owner, or who has it: "his meeting",
    /// "a letter by Lane", "Lane held talks".
    fn author(&self, at: usize, governor: Option<usize>) -> Vec<Phrase> {
        let clauses = self.clauses;
        if let Some(owner) = clauses.owner(at) {
            return clauses.parties(owner);
        }
        let by = clauses
            .by(at, &[Relation::Nmod, Relation::Agent])
            .find(|noun| clauses.is_behind(*noun, &["by", "from"]));
        if let Some(by) = by.map(|by| clauses.parties(by)).filter(|by| !by.is_empty()) {
            return by;
        }
        // "The meeting he held with Mora", "a call that Lane made".
        let held = clauses
            .by(at, &[Relation::RelativeClause])
            .find(|clause| clauses.is_form_of(*clause, LIGHT));
        if let Some(held) = held {
            return clauses.subjects(held);
        }
        let Some(governor) = governor else {
            return Vec::new();
        };
        // Who holds a hearing hears what others say.
        let is_held = clauses.is_form_of(at, &["hearing"]);
        let light = matches!(clauses.relation(at), Relation::Obj)
            && !is_held
            && clauses.is_form_of(governor, LIGHT)
            && !clauses.is_passive(governor);
        let during = self.is_during(at);
        if light || during {
            self.sides(governor)
        } else {
            Vec::new()
        }
    }

    /// Says whether what the verb tells happened in or at what the noun names: "said in an
    /// interview".
    fn is_during(&self, at: usize) -> bool {
        self.clauses.relation(at) == Relation::Obl && self.clauses.is_behind(at, AROUND)
    }

    /// Returns who sent what others then held, saw or published: "Lane’s aides saw a letter from
    /// Mora".
    fn sender(&self, at: usize, governor: Option<usize>) -> Vec<Phrase> {
        let clauses = self.clauses;
        let passive = governor.filter(|governor| {
            clauses.is_passive(*governor) && clauses.relation(at) == Relation::NsubjPassive
        });
        passive.map_or_else(Vec::new, |governor| clauses.agents(governor))
    }

    /// Says whether somebody speaks to all the world: "said at a press conference", "issued a
    /// statement", "in her speech".
    fn is_said(&self, at: usize, channel: Channel, governor: Option<usize>) -> bool {
        let clauses = self.clauses;
        let Some(governor) = governor else {
            return false;
        };
        let verb = clauses
            .language
            .bytes(crate::span::Span::new(governor, governor + 1));
        let says = clauses.is_form_of(governor, SAYS)
            || self
                .attributions
                .iter()
                .any(|attribution| attribution.cue.iter().any(|cue| cue.overlaps(verb)));
        let within = self.is_during(at)
            && clauses.is_behind(at, &["in", "at", "during", "on", "via", "through"]);
        // "In a briefing" of staff nobody public is told.
        let press = channel != Channel::Briefing
            || clauses
                .by(
                    at,
                    &[Relation::Compound, Relation::Amod, Relation::Possessor],
                )
                .any(|other| {
                    clauses.words.is_one_of(
                        other,
                        &["press", "news", "daily", "media", "regular", "weekly"],
                    )
                });
        let makes = clauses.relation(at) == Relation::Obj
            && clauses.is_form_of(
                governor,
                &[
                    "issue", "make", "give", "release", "publish", "post", "deliver", "hold",
                ],
            )
            && channel != Channel::Meeting;
        press && (within && says || makes)
    }

    /// Returns whether what a noun names took place: its own words may say that it has not, or the
    /// verb that governs it.
    fn noun_status(&self, at: usize, governor: Option<usize>) -> Option<Status> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let described = |list: &[&str]| {
            clauses
                .by(at, &[Relation::Amod, Relation::Det, Relation::Nummod])
                .any(|other| words.is_one_of(other, list))
        };
        if described(PLANNED) {
            return Some(Status::Planned);
        }
        let argument = matches!(
            clauses.relation(at),
            Relation::Obj | Relation::Nsubj | Relation::NsubjPassive
        );
        let governor = governor.filter(|_| {
            argument || self.is_during(at) && !clauses.is_behind(at, &["after", "before"])
        });
        // "Will not speak of her meeting with Mora", "tries to hide his contacts": whatever is not
        // done with it, there it is.
        let definite = clauses.owner(at).is_some()
            || clauses
                .by(at, &[Relation::Det])
                .any(|det| words.is_one_of(det, &["the", "this", "that", "these", "those"]));
        let governor = governor.filter(|governor| {
            !definite
                || [LIGHT, PLANS, REFUSES]
                    .iter()
                    .any(|verbs| clauses.is_form_of(*governor, verbs))
        });
        let outer = governor.map_or(Some(Status::Happened), |governor| {
            clauses.verb(governor).status
        });
        let planned = governor
            .filter(|_| argument)
            .is_some_and(|governor| clauses.is_form_of(governor, PLANS));
        let refused = governor
            .filter(|_| argument)
            .is_some_and(|governor| clauses.is_form_of(governor, REFUSES));
        match outer? {
            // "There was no meeting" says that none took place.
            Status::Happened if described(&["no"]) => Some(Status::Denied),
            Status::Happened if refused => Some(Status::Refused),
            Status::Happened if planned => Some(Status::Planned),
            outer => Some(outer),
        }
    }
}
