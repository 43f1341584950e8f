//! Communications that are handed over: "sent Mora a letter", "passed it to Mora", "received a note",
//! "learned of it from Mora".

use super::{Draft, Finder};
use crate::attribution::Channel;
use crate::language::EntityKind;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;
use crate::told::clause::Phrase;
use crate::told::rules::{act_of, is_thing};

impl Finder<'_, '_> {
    /// "sent Mora a letter", "sent a letter to Mora", "a letter that Lane sent to Mora", "the
    /// letter was handed to Mora".
    pub(super) fn sent(&mut self, draft: Draft, passive: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let objects = clauses.objects(at);
        let subject = clauses.subject_words(at, 4);
        // What a relative clause is about was sent: "a message that Lane sent".
        let antecedent = clauses.head(at).filter(|_| {
            clauses.relation(at) == Relation::RelativeClause
                || clauses.relation(at) == Relation::Acl
        });
        let things = objects
            .iter()
            .copied()
            .chain(subject.filter(|_| passive))
            .chain(antecedent);
        let thing = things
            .filter(|noun| matches!(clauses.tag(*noun), Tag::Noun | Tag::ProperNoun))
            .find(|noun| self.thing_channel(*noun).is_some() || is_thing(&clauses.lemma(*noun)));
        // "Lane made a recording. He handed it to Mora."
        let mut pronouns = objects.iter().copied().filter(|_| thing.is_none());
        let pronoun = pronouns.find(|object| self.handed(*object).is_some());
        let thing = thing.or_else(|| self.handed(pronoun?))?;
        let told = self.thing_channel(thing);
        let recipients = objects
            .iter()
            .copied()
            .chain(subject.filter(|subject| passive && *subject != thing))
            .filter(|noun| *noun != thing && Some(*noun) != pronoun)
            .take(1);
        let mut to = self.first_parties(recipients);
        if to.is_empty() {
            let behind = clauses.tied(at, &["to", "with"]).into_iter();
            let all = behind.filter(|noun| *noun > at);
            // "To the auditors and to the ministry".
            for party in all.flat_map(|noun| clauses.parties(noun)) {
                if !to.contains(&party) {
                    to.push(party);
                }
            }
        }
        let from = self.doers(at, passive);
        if to.is_empty() || from.is_empty() && !passive {
            return None;
        }
        self.used.extend(told.map(|(noun, _)| noun));
        let channel = told.map(|(_, channel)| channel).map(|channel| {
            if channel == Channel::PressConference {
                Channel::Meeting
            } else {
                channel
            }
        });
        let about = clauses.about(thing).or_else(|| clauses.about(at));
        Some(Draft {
            from,
            to,
            // Who reads out or shows a question asks none.
            act: act_of(&clauses.lemma(thing))
                .filter(|_| !clauses.is_form_of(at, &["read", "show", "play"])),
            channel,
            about,
            count: clauses.count(thing, at),
            ..draft
        })
    }

    /// "received a letter from Mora", "had Mora’s notice"; of a visitor a meeting.
    pub(super) fn received(&mut self, draft: Draft, passive: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let thing = self.undergoes(at, passive)?;
        let to = self.doers(at, passive);
        let person = clauses
            .party(thing)
            .is_some_and(|party| clauses.kind(&party) == Some(EntityKind::Person));
        if person && clauses.is_form_of(at, &["receive"]) && !passive {
            return Some(Draft {
                from: to,
                to: clauses.parties(thing),
                channel: Some(Channel::Meeting),
                ..draft
            });
        }
        let told = self.thing_channel(thing);
        if told.is_none() && !is_thing(&clauses.lemma(thing)) {
            return None;
        }
        let sender = clauses
            .tied(at, &["from"])
            .into_iter()
            .chain(clauses.owner(thing));
        let from = self.first_parties(sender);
        // "Received the letter on Monday" leaves open who sent it; "had talks" is the noun's to
        // read.
        let arrived = told.is_some_and(|(_, channel)| {
            !matches!(
                channel,
                Channel::Meeting | Channel::Negotiation | Channel::Report
            )
        }) && clauses.is_form_of(at, &["receive", "get"]);
        if to.is_empty() || from.is_empty() && !arrived {
            return None;
        }
        self.used.extend(told.map(|(noun, _)| noun));
        Some(Draft {
            from,
            to,
            channel: told.map(|(_, channel)| channel),
            about: clauses.about(thing),
            ..draft
        })
    }

    /// "learned of it from Mora", "heard from Mora that".
    pub(super) fn heard(&self, draft: Draft, passive: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let behind = clauses.tied(at, &["from"]).into_iter();
        let from = self.first_parties(behind.filter(|noun| *noun > at));
        let is_somebody = |party: &Phrase| {
            !matches!(clauses.kind(party), Some(EntityKind::Place))
                && !clauses.words.reads(party.span.start(), "it")
        };
        let from: Vec<Phrase> = from.into_iter().filter(is_somebody).collect();
        let to = clauses.subjects(at);
        // Of what, and not from whom as well.
        let about = clauses.about(at).map(|about| {
            let words = clauses.language.tokens_in(about);
            let behind = from.iter().map(|party| party.span.start());
            let end = behind
                .flat_map(|start| (words.start() + 1..start).rev().take(3))
                .find(|at| clauses.words.reads(*at, "from") && words.holds(*at));
            end.map_or(about, |end| {
                clauses.language.bytes(Span::new(words.start(), end))
            })
        });
        (!passive && !from.is_empty() && !to.is_empty()).then_some(Draft {
            from,
            to,
            about,
            ..draft
        })
    }

    /// Returns to what is done what a verb says.
    pub(super) fn undergoes(&self, at: usize, passive: bool) -> Option<usize> {
        match passive {
            true => self.clauses.subject_words(at, 1),
            false => self.clauses.objects(at).into_iter().next(),
        }
    }

    /// Returns who does what a verb says.
    pub(super) fn doers(&self, at: usize, passive: bool) -> Vec<Phrase> {
        match passive {
            true => self.clauses.agents(at),
            false => self.clauses.subjects(at),
        }
    }

    /// Returns what "it" stands for that somebody hands over: the last thing that something was done
    /// with or that did something, if it is one that tells something.
    pub(super) fn handed(&self, it: usize) -> Option<usize> {
        /// Words back in which it was spoken of.
        const NEAR: usize = 40;
        let clauses = self.clauses;
        if !clauses.words.is_one_of(it, &["it", "this", "them"]) {
            return None;
        }
        let is_spoken_of = |noun: &usize| {
            let relation = clauses.relation(*noun);
            clauses.tag(*noun) == Tag::Noun
                && !clauses.is_people(*noun)
                && matches!(
                    relation,
                    Relation::Obj | Relation::Nsubj | Relation::NsubjPassive | Relation::Root
                )
        };
        let last = (it.saturating_sub(NEAR)..it).rev().find(is_spoken_of)?;
        let tells = self.noun_channel(last).is_some() || is_thing(&clauses.lemma(last));
        tells.then_some(last)
    }

    /// Returns the noun that says what was handed over, with its channel: the tape in "three hours
    /// of tape".
    pub(super) fn thing_channel(&self, noun: usize) -> Option<(usize, Channel)> {
        let clauses = self.clauses;
        if let Some(channel) = self.noun_channel(noun) {
            return Some((noun, channel));
        }
        clauses
            .by(noun, &[Relation::Nmod])
            .filter(|inner| clauses.is_behind(*inner, &["of"]))
            .find_map(|inner| Some((inner, self.noun_channel(inner)?)))
    }
}
