//! Coming to know: "learned of it from Mora", "found out in the news", "heard that".

use super::{Draft, Finder, state};
use crate::knew::KnewState;
use crate::language::EntityKind;
use crate::language::syntax::Relation;
use crate::span::Span;
use crate::told::clause::Phrase;

impl Finder<'_, '_> {
    /// "learned of it from Mora", "found out about it in the news".
    pub(super) fn learns(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let out = clauses
            .by(
                at,
                &[Relation::CompoundParticle, Relation::Advmod, Relation::Obl],
            )
            .any(|other| words.reads(other, "out"));
        let clause = clauses.by(at, &[Relation::Ccomp]).any(|clause| {
            clause > at
                && clauses
                    .by(clause, &[Relation::Mark])
                    .any(|mark| words.reads(mark, "that"))
        });
        let of = clauses
            .tied(at, &["of", "about"])
            .first()
            .is_some_and(|noun| clauses.head(*noun) == Some(at));
        let sources = clauses.tied(at, &["from", "through", "via", "in", "on"]);
        let object = clauses
            .objects(at)
            .first()
            .is_some_and(|object| words.is_one_of(*object, &["it", "this", "that"]));
        // "Learned French", "found a house", "a study found that": no news that somebody had of
        // others' doings.
        let fits = match clauses.lemma(at).as_str() {
            "find" => out,
            "discover" => clause,
            _ => {
                clause
                    || of
                    || object
                    || self.source(at, &sources).is_some()
                    || clauses.by(at, &[Relation::Ccomp]).any(|clause| clause > at)
            }
        };
        let verb = clauses.verb(at);
        // "When they learn of a leak" and "after she learns it" tell of no time; "learned how to
        // sail" of a skill.
        let is_present = words.is_one_of(at, &["learn", "learns", "find", "finds", "discover"])
            && clauses.by(at, &[Relation::Aux]).next().is_none();
        if !fits || verb.passive || is_present || self.is_order(at) {
            return None;
        }
        let state = state(verb.status, KnewState::Learned)?;
        Some(Draft {
            who: clauses.subjects(at),
            state,
            about: clauses.about(at),
            from: self.source(at, &sources),
            ..Draft::new(at, "learns")
        })
    }

    /// "first heard of it from Mora", "had heard nothing", "read it in the paper".
    pub(super) fn hears(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let verb = clauses.verb(at);
        let reads = clauses.is_form_of(at, &["read"]);
        let of = clauses
            .tied(at, &["of", "about"])
            .first()
            .is_some_and(|noun| clauses.head(*noun) == Some(at));
        let sources = clauses.tied(
            at,
            if reads {
                &["in", "on"]
            } else {
                &["from", "through", "on", "in"]
            },
        );
        let first = clauses
            .by(at, &[Relation::Advmod])
            .any(|other| words.is_one_of(other, &["first", "only"]));
        let nothing = clauses
            .objects(at)
            .iter()
            .any(|object| words.is_one_of(*object, &["nothing", "anything"]));
        let clause = clauses.by(at, &[Relation::Ccomp]).any(|clause| clause > at);
        let it = clauses
            .objects(at)
            .iter()
            .any(|object| words.is_one_of(*object, &["it", "this", "that"]));
        let fits = nothing
            || of && !reads
            || (reads && (of || it) && !sources.is_empty())
            || first && (clause || of || it);
        if !fits || verb.passive {
            return None;
        }
        let state = state(
            verb.status,
            if nothing {
                KnewState::DidNotKnow
            } else {
                KnewState::Learned
            },
        )?;
        Some(Draft {
            who: clauses.subjects(at),
            state,
            about: clauses.about(at),
            from: self.source(at, &sources),
            ..Draft::new(at, "hears")
        })
    }

    /// Says whether a word names one who publishes: "read it in the Herald".
    fn is_outlet(&self, at: usize) -> bool {
        self.clauses
            .party(at)
            .is_some_and(|party| self.clauses.kind(&party) == Some(EntityKind::Outlet))
    }

    /// Returns from whom or what it was learned: a party, or the news or a letter.
    fn source(&self, at: usize, sources: &[usize]) -> Option<Phrase> {
        let clauses = self.clauses;
        let direct = sources
            .iter()
            .find(|noun| clauses.head(**noun) == Some(at))
            .or(sources.first())
            .copied()?;
        let party = clauses
            .party(direct)
            .filter(|_| !clauses.is_behind(direct, &["in", "on"]) || self.is_outlet(direct));
        party.or_else(|| {
            let what = clauses.is_form_of(
                direct,
                &[
                    "news",
                    "newspaper",
                    "medium",
                    "media",
                    "television",
                    "radio",
                    "paper",
                    "report",
                    "letter",
                    "email",
                    "press",
                    "internet",
                    "conference",
                ],
            );
            what.then(|| Phrase {
                span: Span::new(direct, direct + 1),
                entity: None,
            })
        })
    }
}
