//! Verbs that lead to the other side by a preposition, or have two sides: "wrote to Mora", "met with
//! Mora", "intercepted calls between Lane and Mora".

use super::{Draft, Finder};
use crate::attribution::Channel;
use crate::language::EntityKind;
use crate::language::syntax::{Relation, Tag};
use crate::told::clause::Phrase;
use crate::told::rules::{Rule, is_thing};

impl Finder<'_, '_> {
    /// "wrote to Mora", "shared the tape with Mora", "was leaked to Mora".
    pub(super) fn with_preposition(
        &mut self,
        draft: Draft,
        rule: &'static Rule,
        passive: bool,
    ) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        // Verbs of talk take their preposition at once; verbs of handing over have an object in
        // between.
        let direct = matches!(
            rule.name,
            "speaks"
                | "negotiates"
                | "testifies"
                | "says"
                | "shakes-hands"
                | "reaches-out"
                | "appeals"
                | "lies"
                | "answers"
        );
        let mut tied = clauses.tied(at, rule.prepositions);
        tied.retain(|noun| *noun > at && (!direct || clauses.head(*noun) == Some(at)));
        // "Spoke of a dinner with Mora" was no word to Mora.
        let of_another = |noun: &usize| {
            let start = clauses.subtree(*noun).start();
            start > at + 1
                && self.noun_channel(start - 1).is_some()
                && clauses.tag(start - 1) == Tag::Noun
        };
        tied.retain(|noun| rule.name != "speaks" || !of_another(noun));
        let mut to = self.first_parties(tied.iter().copied());
        // "Suggested that the keepers" tells them nothing.
        if to.is_empty() && clauses.is_form_of(at, &["demand", "recommend"]) {
            to = self.asked(at);
        }
        // "Shook hands with Mora", not "shook his faith".
        let hands = rule.name != "shakes-hands"
            || clauses
                .by(at, &[Relation::Obj])
                .any(|object| clauses.is_form_of(object, &["hand"]));
        // "Pass a law", "raise taxes", "report to work": what is handed over must tell something.
        let objects = clauses.objects(at);
        // "Share an understanding".
        let hands_over = matches!(clauses.lemma(at).as_str(), "pass" | "raise" | "share");
        let idle = hands_over
            && !objects.iter().any(|object| {
                self.handed(*object).is_some()
                    || self.thing_channel(*object).is_some()
                    || is_thing(&clauses.lemma(*object))
                    || clauses.is_form_of(*object, &["concern", "issue", "matter", "question"])
            });
        // "Reached out to Mora", not "reached to the shelf".
        let reaches = rule.name != "reaches-out"
            || clauses
                .by(at, &[Relation::CompoundParticle, Relation::Advmod])
                .any(|other| clauses.words.reads(other, "out"));
        let leak = rule.channel == Some(Channel::Leak);
        // "Lane and Mora spoke by phone", "the two negotiated for a week".
        if tied.is_empty() && matches!(rule.name, "speaks" | "negotiates") {
            // "They do not know what they are talking about".
            let they = clauses
                .subject_words(at, 1)
                .is_some_and(|who| clauses.words.reads(who, "they"));
            let from = if they { Vec::new() } else { self.sides(at) };
            return (from.len() > 1).then(|| Draft { from, ..draft }.split());
        }
        if to.is_empty() || !hands || !reaches || idle {
            return None;
        }
        let from = self.doers(at, passive);
        if from.is_empty() && !(leak || passive) {
            return None;
        }
        let thing = objects
            .iter()
            .copied()
            .chain(passive.then(|| clauses.subject_words(at, 1)).flatten())
            .find_map(|noun| self.thing_channel(noun));
        let hands_over = matches!(rule.name, "shares" | "reveals");
        let channel = draft.channel.or(if hands_over {
            thing.map(|(_, channel)| channel)
        } else {
            None
        });
        // "Wrote a memo to Mora", "wrote in an email to Mora"; "wrote to Mora" is a letter.
        let thing = thing.or_else(|| {
            clauses
                .tied(at, rule.prepositions)
                .first()
                .and_then(|noun| clauses.head(*noun))
                .and_then(|noun| self.thing_channel(noun))
        });
        let channel = if rule.name == "writes" {
            thing.map_or(channel, |(_, channel)| Some(channel))
        } else {
            channel
        };
        self.used.extend(thing.map(|(noun, _)| noun));
        let object = objects
            .first()
            .filter(|_| rule.channel.is_none())
            .map(|object| clauses.language.bytes(clauses.subtree(*object)));
        Some(Draft {
            from,
            to,
            channel,
            about: clauses.about(at).or(object),
            ..draft
        })
    }

    /// "Lane met (with) Mora", "Lane and Mora met", "Lane dined at the home of Mora".
    pub(super) fn met(&self, draft: Draft, rule: &'static Rule) -> Option<Draft> {
        /// Where whoever eats eats with whose it is.
        const AT_HOME: &[&str] = &[
            "home",
            "house",
            "residence",
            "table",
            "apartment",
            "flat",
            "villa",
        ];
        let clauses = self.clauses;
        let at = draft.cue;
        let from = self.sides(at);
        let eats = rule.name == "dines";
        // "Ate the fish".
        let eaten = clauses.objects(at).into_iter().filter(|_| !eats);
        let object = self.first_parties(eaten.take(1));
        let people = |party: &Phrase| {
            rule.name == "meets" || matches!(clauses.kind(party), Some(EntityKind::Person))
        };
        let hosts = || {
            let home = clauses.tied(at, &["at", "in"]).into_iter();
            let home = home.filter(|noun| clauses.is_form_of(*noun, AT_HOME));
            let host = home.flat_map(|home| {
                clauses
                    .owner(home)
                    .into_iter()
                    .chain(clauses.tied(home, &["of"]))
            });
            self.first_parties(host)
        };
        let to = match object.is_empty() && (rule.name == "meets" || eats) {
            true => {
                let with = self.first_parties(clauses.tied(at, &["with"]));
                if with.is_empty() && eats {
                    hosts()
                } else {
                    with
                }
            }
            false => object,
        };
        let to: Vec<Phrase> = to.into_iter().filter(people).collect();
        if to.is_empty() && from.len() > 1 && (rule.name == "meets" || eats) {
            return Some(Draft { from, ..draft }.split());
        }
        (!from.is_empty() && !to.is_empty()).then_some(Draft { from, to, ..draft })
    }

    /// "intercepted calls between Lane and Mora", "Lane’s call to Mora was intercepted", "a call
    /// that Lane made to Mora".
    pub(super) fn intercepted(&mut self, draft: Draft, passive: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let thing = self.undergoes(at, passive);
        let about = thing
            .and_then(|thing| clauses.about(thing))
            .or_else(|| clauses.about(at));
        let draft = Draft { about, ..draft };
        let between = clauses
            .tied(at, &["between"])
            .into_iter()
            .map(|noun| clauses.both_sides(noun))
            .find(|sides| !sides.is_empty());
        self.used.extend(thing);
        if let Some(from) = between.filter(|sides| sides.len() > 1) {
            return Some(Draft { from, ..draft }.split());
        }
        let thing = thing?;
        let made = clauses
            .by(thing, &[Relation::RelativeClause, Relation::Acl])
            .find(|clause| clauses.tag(*clause) == Tag::Verb);
        let owner = clauses.owner(thing);
        let from = made
            .map(|made| clauses.subjects(made))
            .filter(|from| !from.is_empty());
        let from = from.unwrap_or_else(|| {
            self.first_parties(
                owner
                    .into_iter()
                    .chain(clauses.tied(at, &["from", "of", "by"])),
            )
        });
        // "Orders in which Lane told Mora": whom they were for stands in the clause that tells of
        // them.
        let to = self.first_parties(
            clauses.tied(thing, &["to", "with"]).into_iter().chain(
                made.into_iter()
                    .flat_map(|made| clauses.tied(made, &["to", "with"])),
            ),
        );
        (!from.is_empty() && !to.is_empty()).then_some(Draft { from, to, ..draft })
    }
}
