//! Communications that a verb tells of: "informed Mora", "wrote to Mora", "was leaked to Mora".

use super::{Draft, Finder};
use crate::attribution::Channel;
use crate::language::syntax::{Relation, Tag};
use crate::language::{Classes, EntityKind};
use crate::span::Span;
use crate::told::clause::Phrase;
use crate::told::rules::{Frame, Rule, audience_channel_of, is_thing, rule_of};
use crate::told::{Act, Status};

/// Words that stand for somebody whom nobody names.
const ANYBODY: &[&str] = &["somebody", "someone", "others"];

/// Words for nobody.
const NOBODY: &[&str] = &["nobody", "no-one", "none"];

impl Finder<'_, '_> {
    /// Reads what a verb tells of.
    pub(super) fn verb(&mut self, at: usize, rule: &'static Rule) {
        let verb = self.clauses.verb(at);
        let draft = Draft {
            status: verb.status,
            ..Draft::new(at, rule.name, rule.channel)
        };
        let act = self.act(at, rule);
        let is_directive = matches!(act, Some(Act::Asks | Act::Orders));
        let draft = Draft {
            act,
            about: self.asked_for(at).filter(|_| is_directive),
            ..draft
        };
        let draft = match rule.frame {
            Frame::Object | Frame::LooseObject | Frame::Ask | Frame::Direct | Frame::Give
                if verb.passive =>
            {
                self.was_told(draft, rule)
            }
            // "Called on Oster to withdraw".
            Frame::LooseObject
                if self.to_do(at).is_some() && self.clauses.objects(at).is_empty() =>
            {
                self.called_on(draft)
            }
            Frame::Object | Frame::LooseObject | Frame::Ask | Frame::Direct | Frame::Give => {
                self.told(draft, rule)
            }
            Frame::Preposition => self.with_preposition(draft, rule, verb.passive),
            // "Met with opposition" is no meeting.
            Frame::Meet if verb.passive => None,
            Frame::Meet => self.met(draft, rule),
            Frame::Send => self.sent(draft, verb.passive),
            Frame::Receive => self.received(draft, verb.passive),
            Frame::Hear => self.heard(draft, verb.passive),
            Frame::Intercept => self.intercepted(draft, verb.passive),
            Frame::Let => self.let_know(draft),
            // "For tweeting at night" says only that somebody does.
            Frame::Public => {
                let finite = self.clauses.by(at, &[Relation::Nsubj]).next().is_some()
                    || self.clauses.relation(at) == Relation::Conj;
                finite.then(|| Draft {
                    from: self.clauses.subjects(at),
                    ..draft
                })
            }
        };
        if let Some(draft) = draft {
            self.keep(draft);
        }
    }

    /// Returns what is done by a verb: who is told to do something has orders.
    fn act(&self, at: usize, rule: &'static Rule) -> Option<Act> {
        match rule.act {
            Some(Act::Informs) if self.to_do(at).is_some() && rule.name == "tells" => {
                Some(Act::Orders)
            }
            act => act,
        }
    }

    /// Returns the verb for what is to be done, behind another: "stay" in "told Mora to stay".
    pub(super) fn to_do(&self, at: usize) -> Option<usize> {
        let clauses = self.clauses;
        let mut open = clauses.by(at, &[Relation::Xcomp, Relation::Advcl, Relation::Ccomp]);
        open.find(|other| {
            // "Told the paper so, only to hear that": nobody was told to hear.
            if clauses
                .by(*other, &[Relation::Advmod])
                .any(|only| clauses.words.reads(only, "only"))
            {
                return false;
            }
            let mut marks = clauses.by(*other, &[Relation::Mark, Relation::Aux]);
            // "Told the paper that the trips were to end": what is to come and not what to do.
            let is_said = clauses
                .by(*other, &[Relation::Mark])
                .any(|mark| clauses.words.reads(mark, "that"));
            *other > at && !is_said && marks.any(|mark| clauses.words.reads(mark, "to"))
        })
    }

    /// Returns who is to do it, where the reading makes of those asked the subject of what they are
    /// asked for: "urged the keepers to wait", "demanded that Mora resign".
    pub(super) fn asked(&self, at: usize) -> Vec<Phrase> {
        let clauses = self.clauses;
        let open = clauses.by(at, &[Relation::Xcomp, Relation::Ccomp]);
        let subjects = open
            .filter(|other| *other > at)
            .flat_map(|verb| clauses.by(verb, &[Relation::Nsubj, Relation::NsubjPassive]));
        self.first_parties(subjects.filter(|subject| *subject > at))
    }

    /// Returns what is to be done: "stay at home" in "told Mora to stay at home".
    fn asked_for(&self, at: usize) -> Option<Span> {
        let verb = self.to_do(at)?;
        let clauses = self.clauses;
        let end = clauses.subtree(verb).end();
        // "Not to mention it": what is not to be done is no less asked for.
        let mut before = clauses.by(verb, &[Relation::Advmod]);
        let not = before.find(|other| clauses.words.is_one_of(*other, &["not", "never"]));
        let be = clauses.by(verb, &[Relation::Cop]).next();
        let verb = be.filter(|be| *be < verb).unwrap_or(verb);
        let start = not.filter(|not| *not < verb).unwrap_or(verb);
        Some(clauses.language.bytes(Span::new(start, end)))
    }

    /// "Called on Oster to withdraw".
    fn called_on(&self, draft: Draft) -> Option<Draft> {
        let at = draft.cue;
        let to = self.first_parties(self.clauses.tied(at, &["on", "upon"]));
        let from = self.tellers(at);
        (!to.is_empty() && !from.is_empty()).then_some(Draft {
            from,
            to,
            act: Some(Act::Asks),
            channel: None,
            about: self.asked_for(at),
            ..draft
        })
    }

    /// Returns the parties among some words: those of the first word that names any.
    pub(super) fn first_parties(&self, words: impl IntoIterator<Item = usize>) -> Vec<Phrase> {
        words
            .into_iter()
            .map(|word| self.clauses.parties(word))
            .find(|parties| !parties.is_empty())
            .unwrap_or_default()
    }

    /// "Lane informed Mora", "Lane called Mora", "Lane asked Mora whether".
    fn told(&self, draft: Draft, rule: &'static Rule) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let mut objects = clauses.objects(at);
        // "The driver, whom I telephoned".
        if let (Relation::RelativeClause, Some(who)) = (clauses.relation(at), clauses.head(at)) {
            let whom = objects.iter_mut().take(1);
            whom.filter(|object| clauses.words.is_one_of(**object, &["whom", "who"]))
                .for_each(|object| *object = who);
        }
        let mut to = self.first_parties(objects.iter().copied().take(1));
        let is_directive = matches!(draft.act, Some(Act::Asks | Act::Orders));
        if objects.is_empty() && is_directive && self.to_do(at).is_some() {
            to = self.asked(at);
        }
        // "Emailed it to Mora".
        if to.is_empty() && matches!(rule.channel, Some(Channel::Email | Channel::Message)) {
            let behind = clauses.tied(at, &["to"]).into_iter();
            to = self.first_parties(behind.filter(|noun| *noun > at));
        }
        let inside = objects
            .first()
            .and_then(|object| self.recipient_inside(at, *object));
        if rule.frame == Frame::Give && to.is_empty() {
            to.extend(inside);
        }
        let follows =
            |relations: &'static [Relation]| clauses.by(at, relations).any(|other| other > at);
        let fits = match rule.frame {
            // "Called an emergency meeting" calls nobody, "called Mora a liar" only names him.
            Frame::LooseObject => {
                let somebody = |party: &Phrase| {
                    !matches!(
                        clauses.kind(party),
                        Some(EntityKind::Place | EntityKind::Group)
                    ) && (party.entity.is_some()
                        || clauses.words.is(
                            party.span.end().saturating_sub(1),
                            Classes::UNNAMED | Classes::FUNCTION,
                        ))
                };
                let of_what = [
                    Relation::Obj,
                    Relation::Xcomp,
                    Relation::Obl,
                    Relation::Ccomp,
                ];
                let names = clauses
                    .dependents(at)
                    .filter(|other| *other < at && of_what.contains(&clauses.relation(*other)))
                    .chain(clauses.head(at))
                    .any(|other| clauses.words.reads(other, "what"));
                objects.len() == 1
                    && !names
                    && clauses.relation(at) != Relation::Acl
                    && to.last().is_some_and(|party| self.is_last(party))
                    && !follows(&[Relation::Xcomp, Relation::Ccomp])
                    && to.iter().all(somebody)
            }
            Frame::Direct => self.to_do(at).is_some(),
            Frame::Give => {
                objects.len() > 1
                    || inside.is_some()
                    || follows(&[Relation::Ccomp])
                    || self.to_do(at).is_some()
            }
            Frame::Ask => {
                follows(&[Relation::Ccomp])
                    || self.to_do(at).is_some()
                    || clauses
                        .tied(at, &["about", "for"])
                        .first()
                        .is_some_and(|noun| clauses.head(*noun) == Some(at))
                    || objects.len() == 1 && to.last().is_some_and(|party| self.is_asked(party))
            }
            _ => true,
        };
        // "What science tells us", "tell you what": nobody in particular is told.
        let anybody = clauses.words.is_one_of(at, &["tells", "tell"])
            && to
                .iter()
                .all(|party| clauses.words.is_one_of(party.span.start(), &["us", "you"]));
        // "Told nobody": whoever did not tell.
        let mut told = objects.iter();
        let is_to_nobody =
            rule.informs && told.any(|object| clauses.words.is_one_of(*object, NOBODY));
        // "You tell me".
        let is_phrase = clauses.words.reads(at, "tell")
            && at > 0
            && clauses.words.reads(at - 1, "you")
            && clauses.words.reads(at + 1, "me");
        if !fits || anybody || is_phrase || to.is_empty() && !is_to_nobody {
            return None;
        }
        // "Told the court nothing".
        let is_nothing = objects
            .iter()
            .any(|object| clauses.words.reads(*object, "nothing"));
        let draft = Draft {
            status: match draft.status {
                Some(Status::Happened) if is_nothing || is_to_nobody => Some(Status::Denied),
                status => status,
            },
            ..draft
        };
        // Who asks a court testifies to nothing.
        let is_request = matches!(draft.act, Some(Act::Asks | Act::Orders));
        let audience = objects.first().filter(|_| !is_request);
        let channel = draft
            .channel
            .or_else(|| audience.and_then(|noun| self.audience_channel(*noun)));
        // "Told Mora the truth", "told Mora that".
        let tells = |object: &&usize| {
            let is_noun = clauses.tag(**object) == Tag::Noun;
            is_noun
                || clauses
                    .words
                    .is_one_of(**object, &["that", "this", "it", "so", "everything"])
        };
        let told = objects.get(1).filter(|_| rule.informs && !is_nothing);
        let told = told.filter(tells);
        let told = told.map(|object| clauses.language.bytes(clauses.subtree(*object)));
        Some(Draft {
            from: self.tellers(at),
            to,
            channel,
            about: draft.about.or_else(|| clauses.about(at)).or(told),
            ..draft
        })
        .filter(|draft| {
            // "Nobody told Mora": it is said whom nobody told.
            let mut subject = clauses.subject_words(at, 1).into_iter();
            let is_nobody = subject.any(|subject| clauses.words.is_one_of(subject, NOBODY));
            // "If somebody asks her".
            let is_anybody = draft
                .from
                .iter()
                .all(|by| clauses.words.is_one_of(by.span.start(), ANYBODY));
            match draft.status {
                Some(Status::Denied) if is_nobody => true,
                Some(Status::Planned) => !is_anybody,
                _ => !draft.from.is_empty(),
            }
        })
    }

    /// "Lane let Mora know that".
    fn let_know(&self, draft: Draft) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let know = clauses
            .by(at, &[Relation::Xcomp, Relation::Ccomp])
            .find(|other| clauses.words.reads(*other, "know"))?;
        let to = self.first_parties(
            clauses
                .objects(at)
                .into_iter()
                .chain(clauses.by(know, &[Relation::Nsubj])),
        );
        let from = clauses.subjects(at);
        (!to.is_empty() && !from.is_empty()).then(|| Draft {
            from,
            to,
            about: clauses.about(know),
            ..draft
        })
    }

    /// Returns the channel that those who are told imply: "told the inquiry", "told a news
    /// conference", "told a meeting of the party".
    fn audience_channel(&self, noun: usize) -> Option<Channel> {
        // "Told the Harbour Post": a name is no tweet.
        let noun = Some(noun).filter(|noun| self.clauses.tag(*noun) == Tag::Noun)?;
        audience_channel_of(&self.clauses.lemma(noun)).or_else(|| {
            match self.noun_channel(noun)? {
                Channel::Meeting => Some(Channel::Speech),
                channel => Some(channel),
            }
        })
    }

    /// Returns who is given something, where the reading makes one noun of him and it: "offered the
    /// union fresh coal".
    fn recipient_inside(&self, verb: usize, object: usize) -> Option<Phrase> {
        let clauses = self.clauses;
        let mut compound = clauses.by(object, &[Relation::Compound]);
        let party = compound.find_map(|noun| clauses.party(noun)).or_else(|| {
            clauses
                .body_called(verb + 1, verb + 2)
                .filter(|_| verb + 2 < object)
        })?;
        let is_body = matches!(
            clauses.kind(&party),
            Some(EntityKind::Organisation | EntityKind::Outlet | EntityKind::Person)
        );
        let is_first = party.span.start() == verb + 1 && !party.span.holds(object);
        (is_body && is_first && !clauses.is_people(object)).then_some(party)
    }

    /// Says whether a party is asked something: "asked Mora", "asked the clerk which keys".
    fn is_asked(&self, party: &Phrase) -> bool {
        const ASKS: &[&str] = &[
            "who", "whom", "whose", "what", "which", "when", "where", "why", "how",
        ];
        let is_person = self
            .clauses
            .kind(party)
            .is_some_and(|kind| matches!(kind, EntityKind::Person | EntityKind::Unnamed));
        let asks = self.clauses.words.is_one_of(party.span.end(), ASKS);
        asks || is_person && self.is_last(party)
    }

    /// Says whether nothing is made of a party behind it: "called Mora on Friday", not "called Mora
    /// a liar".
    fn is_last(&self, party: &Phrase) -> bool {
        let clauses = self.clauses;
        let behind = party.span.end();
        let small = matches!(
            clauses.tag(behind),
            Tag::Adposition
                | Tag::Adverb
                | Tag::Coordinator
                | Tag::Subordinator
                | Tag::Particle
                | Tag::Pronoun
        );
        let mark = clauses.tag(behind) == Tag::Punctuation
            && matches!(
                clauses.words.word(behind),
                "." | "," | ";" | "!" | "?" | ")" | "—" | "–"
            );
        small || mark || clauses.is_time(behind) || clauses.words.word(behind).is_empty()
    }

    /// Returns who tells: as what tells somebody is people in general, any noun will do that is
    /// neither a text nor a thing.
    fn tellers(&self, at: usize) -> Vec<Phrase> {
        let clauses = self.clauses;
        let known = clauses.subjects(at);
        if known.is_empty() {
            let subject = clauses.subject_words(at, 4);
            let subject =
                subject.and_then(|noun| self.nobody_of(noun).or_else(|| self.anybody(noun)));
            subject.into_iter().collect()
        } else {
            known
        }
    }

    /// Returns whose people did not tell: "nobody at the ministry".
    fn nobody_of(&self, noun: usize) -> Option<Phrase> {
        let clauses = self.clauses;
        let mut of = clauses.tied(noun, &["at", "in", "from", "of"]).into_iter();
        let party = of.find_map(|of| clauses.party(of));
        party.filter(|_| clauses.words.is_one_of(noun, NOBODY))
    }

    /// Returns by whom somebody was told, whatever noun is used for him.
    fn agents(&self, at: usize) -> Vec<Phrase> {
        let clauses = self.clauses;
        let known = clauses.agents(at);
        if known.is_empty() {
            let agent = clauses.by(at, &[Relation::Agent]).next();
            agent
                .and_then(|noun| self.anybody(noun))
                .into_iter()
                .collect()
        } else {
            known
        }
    }

    /// Takes a word for somebody who tells, unless it is for a text or a thing: "the porters", "two of
    /// the bakers", "somebody".
    fn anybody(&self, noun: usize) -> Option<Phrase> {
        let clauses = self.clauses;
        let tag = clauses.tag(noun);
        let is_counted = matches!(tag, Tag::Number | Tag::Determiner | Tag::Pronoun)
            && clauses
                .by(noun, &[Relation::Nmod])
                .any(|other| clauses.is_behind(other, &["of"]) && clauses.tag(other) == Tag::Noun);
        let is_noun = tag == Tag::Noun
            && !is_thing(&clauses.lemma(noun))
            && self.noun_channel(noun).is_none()
            && !clauses.is_time(noun);
        let stands = is_noun || is_counted || clauses.words.is_one_of(noun, ANYBODY);
        // "The brewery’s chemist, Ann Lane": the name says more.
        let mut apposed = clauses.by(noun, &[Relation::Appos]).filter(|_| is_noun);
        let named = apposed.find_map(|name| {
            let party = clauses.party(name)?;
            (clauses.kind(&party) == Some(EntityKind::Person)).then_some(party)
        });
        named.or_else(|| {
            stands.then(|| Phrase {
                span: clauses.noun_phrase(noun),
                entity: None,
            })
        })
    }

    /// "Lane was told by Mora", "Lane was informed".
    fn was_told(&self, draft: Draft, rule: &'static Rule) -> Option<Draft> {
        let clauses = self.clauses;
        let at = draft.cue;
        let mut from = self.agents(at);
        // "Was told to burn the ledger by Lane": the reading hangs "by" on the nearer verb.
        if let (true, Some(verb)) = (from.is_empty(), self.to_do(at)) {
            from = clauses.agents(verb);
        }
        if from.is_empty() {
            from = self.asked_before(at);
        }
        // Without an agent only a verb of informing says that somebody was told: "was called", "was
        // warned" may mean anything.
        let told = rule.informs && (clauses.about(at).is_some() || rule.channel.is_some());
        // "Was told to wait", "was ordered to leave": whoever did so.
        let is_directed =
            matches!(draft.act, Some(Act::Asks | Act::Orders)) && self.to_do(at).is_some();
        let told = told || is_directed;
        let fits = rule.frame != Frame::Direct || is_directed;
        (fits && (!from.is_empty() || told)).then(|| Draft {
            from,
            to: clauses.subjects(at),
            ..draft
        })
    }

    /// Returns whom somebody spoke to who was told something back: "asked the ministry and was told
    /// to wait".
    fn asked_before(&self, at: usize) -> Vec<Phrase> {
        let clauses = self.clauses;
        let is_joined = clauses.relation(at) == Relation::Conj
            && clauses
                .by(at, &[Relation::Nsubj, Relation::NsubjPassive])
                .next()
                .is_none();
        let asked = clauses.head(at).filter(|_| is_joined).filter(|verb| {
            let rule = rule_of(&clauses.lemma(*verb));
            !clauses.is_passive(*verb)
                && rule.is_some_and(|rule| {
                    let speaks = matches!(
                        rule.frame,
                        Frame::Object | Frame::LooseObject | Frame::Ask | Frame::Preposition
                    );
                    speaks && rule.act != Some(Act::Threatens)
                })
        });
        asked.map_or_else(Vec::new, |verb| {
            let to = clauses.tied(verb, &["to"]);
            self.first_parties(clauses.objects(verb).into_iter().chain(to))
        })
    }
}
