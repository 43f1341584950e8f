//! The rules at work: goes through a report once and reads a communication off each cue, be it a
//! verb (`verbs`, `talked`, `sent`), a noun (`nouns`), or two people side by side in a picture
//! (`captions`).
//! Who is meant by "the two men" is looked up in `anaphors`, what the sentences around a communication
//! say of it in `scenes` and `days`.

mod anaphors;
mod captions;
mod days;
mod nouns;
mod scenes;
mod sent;
mod talked;
mod verbs;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::clause::{Clauses, Phrase};
use super::rules::{PRESS, PUBLIC, SECRET, channel_of, rule_of};
use super::{Act, Secrecy, Status, Told};
use crate::attribution::{Attribution, Channel, Stance};
use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, Language};
use crate::report::{BlockKind, Report};
use crate::span::Span;

/// Findings of a sentence that a new one is held against.
const RECENT: usize = 16;

/// Reads every communication of a report.
pub(super) fn find(
    report: &Report,
    language: &Language,
    attributions: &[Attribution],
) -> Vec<Told> {
    let clauses = Clauses::of(report, language);
    let published = report.about.published.map(|moment| moment.date.to_string());
    let mut finder = Finder {
        report,
        clauses: &clauses,
        attributions,
        published,
        used: FxHashSet::default(),
        found: Vec::new(),
    };
    for sentence in &language.sentences {
        let first = finder.found.len();
        // Verbs first: they take the nouns that only say by which way.
        for at in sentence
            .tokens
            .range()
            .filter(|at| clauses.tag(*at) == Tag::Verb)
        {
            if let Some(rule) = rule_of(&clauses.lemma(at)) {
                finder.verb(at, rule);
            }
        }
        for at in sentence
            .tokens
            .range()
            .filter(|at| matches!(clauses.tag(*at), Tag::Noun | Tag::ProperNoun))
        {
            if !finder.used.contains(&at)
                && let Some(channel) = finder.noun_channel(at)
            {
                finder.noun(at, channel);
            }
        }
        if sentence.kind == BlockKind::Caption && finder.found.len() == first {
            finder.caption(sentence.tokens);
        }
        if let Some(of_sentence) = finder.found.get_mut(first..) {
            of_sentence.sort_by_key(|told| told.cue.start());
        }
    }
    finder.scenes();
    finder.found
}

struct Finder<'p, 'a> {
    report: &'p Report,
    clauses: &'p Clauses<'a>,
    attributions: &'p [Attribution],
    /// The day on which the report was published.
    published: Option<String>,
    /// Nouns that a verb has taken.
    used: FxHashSet<usize>,
    found: Vec<Told>,
}

/// A communication before it is checked and written down.
#[derive(Clone, Debug)]
struct Draft {
    from: Vec<Phrase>,
    to: Vec<Phrase>,
    act: Option<Act>,
    channel: Option<Channel>,
    status: Option<Status>,
    /// The word on which it hangs, and the verb of its clause.
    cue: usize,
    verb: usize,
    about: Option<Span>,
    count: Option<Span>,
    name: &'static str,
}

impl Draft {
    fn new(cue: usize, name: &'static str, channel: Option<Channel>) -> Self {
        Draft {
            from: Vec::new(),
            to: Vec::new(),
            act: None,
            channel,
            status: Some(Status::Happened),
            cue,
            verb: cue,
            about: None,
            count: None,
            name,
        }
    }

    /// Makes the first of several parties the one side and the rest the other.
    fn split(mut self) -> Self {
        self.to = self.from.split_off(1.min(self.from.len()));
        self
    }
}

impl Finder<'_, '_> {
    /// Checks a draft and writes it down.
    fn keep(&mut self, mut draft: Draft) {
        let clauses = self.clauses;
        let Some(mut status) = draft.status else {
            return;
        };
        let Some(sentence) = clauses.language.sentence_of(draft.cue) else {
            return;
        };
        let same = |a: &Phrase, b: &Phrase| {
            a.entity
                .zip(b.entity)
                .map_or(a.span == b.span, |(a, b)| a == b)
        };
        // "Why was Lane, you know, inviting Mora": nobody is meant.
        let is_filler = |party: &Phrase| {
            clauses.words.reads(party.span.start(), "you")
                && clauses.words.reads(party.span.end(), "know")
        };
        if draft.from.iter().any(is_filler) {
            return;
        }
        let told_himself = !draft.to.is_empty();
        draft
            .to
            .retain(|to| !draft.from.iter().any(|from| same(from, to)));
        let world = is_public(draft.channel);
        // Without either side there is no communication; what is told to all the world needs no
        // hearer, nor what nobody was told.
        let world = world || status == Status::Denied && draft.name == "tells";
        if draft.to.is_empty() && (told_himself || !world || draft.from.is_empty()) {
            return;
        }
        let evidence = clauses.language.bytes(sentence.tokens);
        let from: Vec<_> = draft
            .from
            .iter()
            .map(|phrase| clauses.spoken(*phrase, self.attributions))
            .collect();
        let to: Vec<_> = draft
            .to
            .iter()
            .map(|phrase| clauses.spoken(*phrase, self.attributions))
            .collect();
        let shares = |a: &[_], b: &[_]| {
            a.is_empty() && b.is_empty()
                || a.iter().any(|x: &crate::attribution::Party| {
                    b.iter()
                        .any(|y: &crate::attribution::Party| x.span == y.span)
                })
        };
        let known = self.found.iter_mut().rev().take(RECENT).find(|told| {
            let straight = shares(&told.from, &from) && (shares(&told.to, &to) || to.is_empty());
            // Two met, whoever met whom; who asks and is answered are told two things.
            let is_mutual = draft.act.is_none() || told.act.is_none();
            let reverse = is_mutual && shares(&told.from, &to) && shares(&told.to, &from);
            told.evidence == evidence && (straight || reverse)
        });
        if let Some(earlier) = known {
            earlier.channel = earlier.channel.or(draft.channel);
            return;
        }
        // "Wrote to Mora in an email": a letter only if nothing else is said.
        let is_open = draft.channel.is_none() || draft.name == "writes";
        let way = if is_open { self.way(draft.verb) } else { None };
        let channel = way.map(|(_, channel)| channel).or(draft.channel);
        let channel = channel.or_else(|| self.channel_around(draft.verb));
        let place = clauses.place(draft.cue, draft.verb);
        let channel = channel.or_else(|| self.channel_of_sides(&draft, place.as_ref()));
        // Who meets or talks informs nobody in particular.
        let is_mutual = matches!(
            channel,
            Some(Channel::Meeting | Channel::Negotiation | Channel::Call | Channel::Interview)
        );
        let act = Some(Act::Informs).filter(|_| !is_mutual);
        let when = clauses.when(draft.cue, draft.verb);
        let attribution = clauses.attribution(draft.cue, self.attributions);
        if status == Status::Happened {
            let denied = attribution
                .and_then(|id| self.attributions.get(id.0 as usize))
                .is_some_and(|outer| outer.stance == Stance::Denies && self.is_denied(outer));
            let ahead = !clauses.is_past(draft.verb) && when.is_some_and(|id| self.is_ahead(id));
            status = if denied {
                Status::Denied
            } else if ahead {
                Status::Planned
            } else {
                status
            };
        }
        self.found.push(Told {
            secrecy: self.secrecy(&draft, channel, way.map(|(noun, _)| noun)),
            from,
            to,
            act: draft.act.or(act),
            channel,
            status,
            when,
            place: place.map(|place| clauses.as_party(place)),
            count: draft.count.or_else(|| clauses.count(draft.cue, draft.verb)),
            about: draft.about.or_else(|| clauses.about(draft.cue)),
            cue: clauses.language.bytes(Span::new(draft.cue, draft.cue + 1)),
            evidence,
            attribution,
            basis: Cow::Borrowed(draft.name),
        });
    }

    /// Returns the channel of what a verb hangs on: "a tweet to invite", "tweeted and encouraged",
    /// "took to Twitter to urge", "rang back and asked".
    fn channel_around(&self, verb: usize) -> Option<Channel> {
        const SITES: &[&str] = &["twitter", "facebook", "instagram"];
        let clauses = self.clauses;
        let head = clauses.head(verb)?;
        match clauses.relation(verb) {
            Relation::Acl => self.noun_channel(head),
            Relation::Conj | Relation::Xcomp | Relation::Advcl => {
                let mut to = clauses.tied(head, &["to", "on"]).into_iter();
                let by_verb = rule_of(&clauses.lemma(head)).and_then(|rule| rule.channel);
                let tweets = by_verb == Some(Channel::Tweet)
                    || to.any(|noun| clauses.words.is_one_of(noun, SITES));
                let calls = by_verb == Some(Channel::Call)
                    && clauses.objects(head).is_empty()
                    && clauses.relation(verb) == Relation::Conj;
                match () {
                    () if tweets => Some(Channel::Tweet),
                    () if calls => Some(Channel::Call),
                    () => None,
                }
            }
            _ => None,
        }
    }

    /// Returns the channel that the two sides of a communication imply, and where it was: whoever tells
    /// a paper something is interviewed, and who tells somebody in a room has met him.
    fn channel_of_sides(&self, draft: &Draft, place: Option<&Phrase>) -> Option<Channel> {
        let clauses = self.clauses;
        let is_person = |party: &Phrase| {
            let is_speaker = clauses.words.is_one_of(party.span.start(), &["i", "me"]);
            let last = party.span.end().saturating_sub(1);
            let is_noun = party.entity.is_none() && clauses.is_people(last);
            is_speaker || is_noun || clauses.kind(party) == Some(EntityKind::Person)
        };
        let is_paper = |party: &Phrase| {
            let party = clauses.spoken(*party, self.attributions);
            let body = clauses.entity(party.entity);
            body.is_some_and(|body| body.kind == EntityKind::Outlet)
        };
        // What reporters are told in a room is for all the world.
        let is_met = |party: &Phrase| {
            is_person(party) && !clauses.is_form_of(party.span.end().saturating_sub(1), PRESS)
        };
        let tells = matches!(draft.name, "tells" | "speaks" | "says");
        let is_sure = draft.status == Some(Status::Happened);
        let all = |parties: &[Phrase], test: &dyn Fn(&Phrase) -> bool| {
            !parties.is_empty() && parties.iter().all(test)
        };
        match () {
            () if tells
                && is_sure
                && all(&draft.to, &is_paper)
                && !draft.from.is_empty()
                && !draft.from.iter().any(is_paper) =>
            {
                Some(Channel::Interview)
            }
            () if is_sure
                && place.is_some()
                && all(&draft.to, &is_met)
                && all(&draft.from, &is_person) =>
            {
                Some(Channel::Meeting)
            }
            () => None,
        }
    }

    /// Says whether the words of an attribution deny all of what it holds; who calls a report false
    /// and tells what happened tells that.
    fn is_denied(&self, attribution: &Attribution) -> bool {
        const DENIES: &[&str] = &["deny", "denial", "dispute", "reject", "refute"];
        let tokens = attribution
            .cue
            .iter()
            .flat_map(|cue| self.clauses.language.tokens_in(*cue).range());
        tokens
            .into_iter()
            .any(|at| self.clauses.is_form_of(at, DENIES))
    }

    /// Says whether a time lies behind the day on which the report was published.
    fn is_ahead(&self, time: crate::language::TimeId) -> bool {
        let value = self
            .clauses
            .language
            .times
            .get(time.0 as usize)
            .and_then(|time| time.value.as_deref());
        let (Some(published), Some(value)) = (self.published.as_deref(), value) else {
            return false;
        };
        let day = value.get(..published.len()).unwrap_or(value);
        // Weeks and seasons do not compare with days.
        day.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
            && published
                .get(..day.len())
                .is_some_and(|published| day > published)
    }

    /// Returns the channel that a noun tells: "letter"; a conference only if it is one of the
    /// press.
    fn noun_channel(&self, at: usize) -> Option<Channel> {
        let clauses = self.clauses;
        let channel = channel_of(&clauses.lemma(at))?;
        let described = |words: &[&str]| {
            clauses
                .by(at, &[Relation::Compound, Relation::Amod])
                .any(|other| clauses.words.is_one_of(other, words))
        };
        match channel {
            Channel::PressConference if !described(&["press", "news", "media"]) => {
                Some(Channel::Meeting)
            }
            // "A blog post" is for all the world, and no tweet.
            Channel::Tweet if described(&["blog", "facebook", "instagram", "online"]) => {
                Some(Channel::Statement)
            }
            // "An email address", "heated exchanges" are no words to anybody.
            Channel::Speech if described(&["email", "e-mail", "home", "web", "ip", "street"]) => {
                None
            }
            Channel::Message
                if clauses.is_form_of(at, &["exchange"])
                    && described(&["heated", "verbal", "bitter", "sharp", "angry", "public"]) =>
            {
                None
            }
            // "A job interview" tells nobody anything; "a video conference" is a meeting.
            Channel::Interview if described(&["job"]) => None,
            // "Freed in exchange for the hostages".
            Channel::Message
                if clauses.is_form_of(at, &["exchange"]) && clauses.is_behind(at, &["in"]) =>
            {
                None
            }
            // "An email exchange", "phone contact".
            Channel::Message => {
                let kinds = clauses
                    .by(at, &[Relation::Compound])
                    .filter_map(|other| channel_of(&clauses.lemma(other)));
                Some(kinds.last().unwrap_or(channel))
            }
            _ => Some(channel),
        }
    }

    /// Returns the noun that says by which way something was said, with its channel: "told Lane in
    /// a letter", "said by phone".
    fn way(&mut self, verb: usize) -> Option<(usize, Channel)> {
        const WAYS: &[&str] = &["in", "by", "via", "at", "during", "over", "on", "through"];
        /// What a way of speaking has: "at the end of a call".
        const PARTS: &[&str] = &["end", "beginning", "start", "middle", "course"];
        let clauses = self.clauses;
        for noun in clauses.tied(verb, WAYS) {
            let inner = || clauses.tied(noun, &["of"]).into_iter().next();
            let noun = match clauses.is_form_of(noun, PARTS) {
                true => inner().unwrap_or(noun),
                false => noun,
            };
            let Some(channel) = self.noun_channel(noun) else {
                continue;
            };
            // What stands inside what was said is no way of saying it, nor is a tape on which it is
            // heard. "Asked for comment on the letter", "argued over his speech": only calls and
            // the like are something people speak on or over.
            let subject = clauses.is_behind(noun, &["on", "over"])
                && !matches!(
                    channel,
                    Channel::Call
                        | Channel::Meeting
                        | Channel::Email
                        | Channel::Message
                        | Channel::Tweet
                        | Channel::Interview
                );
            let heard = channel == Channel::Recording || subject;
            let to_another = clauses
                .tied(noun, &["to", "with"])
                .iter()
                .any(|other| clauses.party(*other).is_some());
            if heard
                || to_another
                || clauses.relation(noun) == Relation::Nmod
                    && clauses.head(noun) != Some(verb)
                    && noun < verb
            {
                continue;
            }
            self.used.insert(noun);
            return Some((noun, channel));
        }
        None
    }

    fn secrecy(
        &self,
        draft: &Draft,
        channel: Option<Channel>,
        way: Option<usize>,
    ) -> Option<Secrecy> {
        let clauses = self.clauses;
        let words = &clauses.words;
        if matches!(channel, Some(Channel::Intercept | Channel::Leak)) {
            return Some(Secrecy::Secret);
        }
        // Words at the cue, at what was sent, and at the way: "a secret letter", "met privately",
        // "in private".
        const AT: &[Relation] = &[
            Relation::Amod,
            Relation::Advmod,
            Relation::Compound,
            Relation::Xcomp,
        ];
        const THINGS: &[Relation] = &[
            Relation::Obj,
            Relation::Obl,
            Relation::Nmod,
            Relation::NsubjPassive,
        ];
        let says = |list: &[&str]| {
            let near = [draft.cue, draft.verb].into_iter();
            let things = near
                .clone()
                .flat_map(|at| clauses.by(at, THINGS))
                .filter(|noun| clauses.noun_is_way(*noun));
            near.clone()
                .chain(things)
                .chain(way)
                .any(|at| clauses.by(at, AT).any(|other| words.is_one_of(other, list)))
                || near
                    .flat_map(|at| {
                        clauses.by(at, &[Relation::Obl, Relation::Nmod, Relation::Advmod])
                    })
                    .any(|at| words.is_one_of(at, list) && clauses.is_behind(at, &["in"]))
        };
        if says(SECRET) {
            return Some(Secrecy::Secret);
        }
        let to_press = draft.to.iter().any(|phrase| {
            clauses.kind(phrase) == Some(EntityKind::Outlet)
                || clauses.is_form_of(phrase.span.end().saturating_sub(1), PRESS)
        });
        (to_press
            || matches!(
                channel,
                Some(
                    Channel::PressConference
                        | Channel::Speech
                        | Channel::Statement
                        | Channel::Tweet
                        | Channel::Testimony
                )
            )
            || says(PUBLIC))
        .then_some(Secrecy::Public)
    }
}

impl Clauses<'_> {
    /// Says whether a word is a verb in the past.
    fn is_past(&self, at: usize) -> bool {
        let word = self.words.word(at);
        self.tag(at) == Tag::Verb
            && !word.ends_with("ing")
            && !word.ends_with('s')
            && !word.eq_ignore_ascii_case(&self.lemma(at))
    }

    /// Says whether a verb is in the perfect: "has told".
    fn is_perfect(&self, at: usize) -> bool {
        let mut auxiliaries = self.by(at, &[Relation::Aux]);
        auxiliaries.any(|aux| {
            self.words
                .is_one_of(aux, &["has", "have", "'s", "’s", "'ve", "’ve", "had"])
        })
    }

    /// Says whether a noun is something by which people communicate.
    fn noun_is_way(&self, at: usize) -> bool {
        channel_of(&self.lemma(at)).is_some()
    }
}

/// Says whether a channel reaches all the world, or all who care to listen.
fn is_public(channel: Option<Channel>) -> bool {
    matches!(
        channel,
        Some(
            Channel::PressConference
                | Channel::Speech
                | Channel::Statement
                | Channel::Tweet
                | Channel::Testimony
                | Channel::Interview
                | Channel::Briefing
        )
    )
}
