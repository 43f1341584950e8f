//! The words of knowledge: verbs of knowing, "aware", verbs of informing denied; coming to know
//! (`learns`), being kept from it (`dark`), and how far that reaches (`bounds`).

mod bounds;
mod dark;
mod learns;

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Knew, KnewState};
use crate::attribution::{Attribution, AttributionId};
use crate::language::Language;
use crate::language::syntax::{Relation, Tag};
use crate::report::Report;
use crate::span::Span;
use crate::told::Status;
use crate::told::clause::{Clauses, Phrase};
use crate::told::rules::rule_of;

/// What a cue says of knowledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// "knew", "known": the subject knew.
    Knows,
    /// "aware", "privy": the subject knew.
    Aware,
    /// "unaware", "oblivious": the subject did not know.
    Unaware,
    /// "learned", "found out": the subject came to know.
    Learns,
    /// "heard of it", "read it in the paper": as [`Cue::Learns`], if it says of what or from whom.
    Hears,
    /// "hid it from Mora": who stands behind "from" did not know.
    Hides,
    /// "in the dark": the subject was not told.
    Dark,
    /// "had no knowledge of", "without Mora’s knowledge": who has it, or has not.
    Knowledge,
    /// "behind Mora’s back".
    Back,
    /// "unbeknownst to Mora".
    Unbeknownst,
}

/// The lemmas of each cue.
const CUES: &[(Cue, &str)] = &[
    (Cue::Knows, "know"),
    (Cue::Aware, "aware privy cognizant cognisant"),
    (Cue::Unaware, "unaware oblivious"),
    (Cue::Learns, "learn find discover"),
    (Cue::Hears, "hear read"),
    (Cue::Hides, "hide conceal withhold keep"),
    (Cue::Dark, "dark"),
    (
        Cue::Knowledge,
        "knowledge idea inkling clue warning awareness",
    ),
    (Cue::Back, "back"),
    (Cue::Unbeknownst, "unbeknownst unbeknown unknown"),
];

/// States of a sentence that a new one is held against.
const RECENT: usize = 16;

fn cue_of(lemma: &str) -> Option<Cue> {
    static TABLE: LazyLock<FxHashMap<&'static str, Cue>> = LazyLock::new(|| {
        CUES.iter()
            .flat_map(|(cue, words)| words.split_whitespace().map(move |word| (word, *cue)))
            .collect()
    });
    // Lemmas of rarer forms may differ from the list by their last "e": "hid".
    TABLE
        .get(lemma)
        .or_else(|| TABLE.get(format!("{lemma}e").as_str()))
        .copied()
}

/// Reads every state of knowledge that the words of a report tell.
pub(super) fn find(
    report: &Report,
    language: &Language,
    attributions: &[Attribution],
) -> Vec<Knew> {
    let clauses = Clauses::of(report, language);
    let mut finder = Finder {
        clauses: &clauses,
        attributions,
        found: Vec::new(),
    };
    for at in language
        .sentences
        .iter()
        .flat_map(|sentence| sentence.tokens.range())
    {
        if matches!(
            clauses.tag(at),
            Tag::Verb | Tag::Adjective | Tag::Noun | Tag::Auxiliary
        ) {
            finder.cue(at);
        }
    }
    finder.found
}

struct Finder<'p, 'a> {
    clauses: &'p Clauses<'a>,
    attributions: &'p [Attribution],
    found: Vec<Knew>,
}

/// A state before it is written down, of one or several.
struct Draft {
    who: Vec<Phrase>,
    state: KnewState,
    about: Option<Span>,
    from: Option<Phrase>,
    /// The word on which it hangs, and the verb of its clause.
    cue: usize,
    verb: usize,
    name: &'static str,
}

impl Draft {
    fn new(cue: usize, name: &'static str) -> Self {
        Draft {
            who: Vec::new(),
            state: KnewState::DidNotKnow,
            about: None,
            from: None,
            cue,
            verb: cue,
            name,
        }
    }
}

/// Returns the state of who knew, or of who did not, as the clause affirms or denies it; none if it
/// leaves that open.
fn state(status: Option<Status>, affirmed: KnewState) -> Option<KnewState> {
    match status? {
        Status::Happened => Some(affirmed),
        Status::Denied => Some(KnewState::DidNotKnow),
        Status::Planned | Status::Refused => None,
    }
}

impl Finder<'_, '_> {
    fn cue(&mut self, at: usize) {
        let clauses = self.clauses;
        let lemma = clauses.lemma(at);
        let verb = clauses.tag(at) == Tag::Verb;
        if verb && rule_of(&lemma).is_some_and(|rule| rule.informs) {
            self.informs(at);
        }
        let draft = match cue_of(&lemma) {
            Some(Cue::Knows) if verb => self.knows(at),
            Some(cue @ (Cue::Aware | Cue::Unaware)) => self.aware(at, cue == Cue::Aware),
            Some(Cue::Learns) if verb => self.learns(at),
            Some(Cue::Hears) if verb => self.hears(at),
            Some(Cue::Hides) if verb => self.hides(at),
            Some(Cue::Dark) => self.dark(at),
            Some(Cue::Knowledge) if !verb => self.knowledge(at),
            Some(Cue::Back) if !verb => self.behind_the_back(at),
            Some(Cue::Unbeknownst) => self.unbeknownst(at),
            _ => None,
        };
        if let Some(draft) = draft {
            self.keep(draft);
        }
    }

    /// "did not inform Mora", "Mora was not told", "Mora was informed", "without telling Mora".
    fn informs(&mut self, at: usize) {
        let clauses = self.clauses;
        let verb = clauses.verb(at);
        // Who denies telling Mora does not say what she knew.
        if self.denied_by(at).is_some() {
            return;
        }
        // "Told nobody": who that is, is said behind it, if at all.
        let mut objects = clauses.objects(at).into_iter();
        let is_to_nobody = objects.any(|object| self.is_nobody(object));
        let status = match verb.status {
            Some(Status::Happened) if is_to_nobody => Some(Status::Denied),
            status => status,
        };
        let Some(state) = state(status, KnewState::Learned) else {
            return;
        };
        let about = clauses.about(at);
        if verb.passive {
            // "Was told on Friday, by Mora": of what, the sentences around it say.
            let says = about.is_some() || clauses.when(at, at).is_some();
            if (says || state == KnewState::DidNotKnow) && !self.is_order(at) {
                let from = clauses.agents(at).into_iter().next();
                self.keep(Draft {
                    who: clauses.subjects(at),
                    state,
                    about,
                    from,
                    ..Draft::new(at, "informed")
                });
            }
            return;
        }
        if state == KnewState::DidNotKnow && !self.is_order(at) {
            let who = clauses
                .objects(at)
                .first()
                .map_or_else(Vec::new, |object| clauses.parties(*object));
            self.keep(Draft {
                who,
                state,
                about,
                ..Draft::new(at, "informed")
            });
        }
    }

    /// Says whether what is told or known is what to do: "never told Mora what to say", "did not
    /// know what to make of it".
    pub(super) fn is_order(&self, at: usize) -> bool {
        let clauses = self.clauses;
        let words = &clauses.words;
        let infinitive = clauses
            .by(at, &[Relation::Xcomp, Relation::Ccomp])
            .any(|clause| {
                (clauses.tag(clause) == Tag::Verb
                    || clauses.by(clause, &[Relation::Cop]).next().is_some())
                    && clauses
                        .by(clause, &[Relation::Mark])
                        .any(|mark| words.reads(mark, "to"))
            });
        infinitive
            || (at + 1..at + RECENT)
                .take_while(|i| clauses.tag(*i) != Tag::Punctuation)
                .any(|i| {
                    words.is_one_of(i, &["what", "how", "where", "when"])
                        && words.reads(i + 1, "to")
                })
    }

    /// "Mora knew of the tape", "Mora did not know", "had already known that".
    fn knows(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let verb = clauses.verb(at);
        // "Is known as a sailor", "knows how to": a name, a skill.
        let skill = verb.passive
            || words.is_one_of(at + 1, &["as", "for", "how", "each", "better", "best"])
                && !words.reads(at + 2, "many");
        // "Let Mora know" tells her.
        let let_know = clauses
            .head(at)
            .is_some_and(|head| clauses.is_form_of(head, &["let"]))
            && words.reads(at, "know");
        // "I do not know", "she knows that she is right": a way to speak; only a past tells what
        // was known, or what is not known to this day.
        let now = words.is_one_of(at, &["know", "knows"])
            && !let_know
            && !clauses
                .by(at, &[Relation::Aux])
                .any(|aux| words.reads(aux, "did"));
        let third = clauses
            .subjects(at)
            .iter()
            .all(|who| !words.is_one_of(who.span.start(), &["i", "we", "you", "they"]));
        let unknown = verb.status == Some(Status::Denied)
            && third
            && clauses.by(at, &[Relation::Ccomp]).any(|clause| clause > at);
        if skill || now && !unknown {
            return None;
        }
        // "Knew nothing", "knew little of it", "knew of no key", "knew of none of them".
        let is_none = |noun: usize| {
            words.is_one_of(noun, &["nothing", "none"])
                || clauses
                    .by(noun, &[Relation::Det])
                    .any(|det| words.reads(det, "no"))
        };
        let mut known = clauses.objects(at);
        known.extend(clauses.tied(at, &["of", "about"]).first());
        let nothing = known.into_iter().any(is_none)
            || clauses
                .by(at, &[Relation::Obj, Relation::Advmod])
                .any(|other| words.is_one_of(other, &["nothing", "little"]));
        // "Must have known": whoever says so says that he knew.
        let must = |aux: usize| {
            words.reads(aux, "must") && words.is_one_of(aux + 1, &["have", "'ve", "’ve"])
        };
        let is_inferred = clauses.by(at, &[Relation::Aux]).any(must);
        let affirmed = if let_know {
            KnewState::Learned
        } else {
            KnewState::Knew
        };
        let status = match is_inferred {
            true => Some(Status::Happened),
            false => verb.status,
        };
        let state = state(
            status,
            if nothing {
                KnewState::DidNotKnow
            } else {
                affirmed
            },
        )?;
        let object = || {
            clauses
                .objects(at)
                .first()
                .map(|object| clauses.language.bytes(clauses.subtree(*object)))
        };
        let about = clauses.about(at).or_else(object);
        // "Knew Mora well" is acquaintance.
        let acquainted = clauses.objects(at).iter().any(|object| {
            clauses
                .party(*object)
                .is_some_and(|party| party.entity.is_some() && !words.reads(*object, "it"))
        });
        // "Knew a lot about ships", "knows what is best": what somebody is good at.
        let is_skill = about.is_some_and(|about| {
            let first = clauses.language.tokens_in(about).start();
            words.reads(first, "a")
                && words.is_one_of(first + 1, &["lot", "little", "bit", "great"])
                || words.is_one_of(first, &["plenty", "enough", "more", "much"])
                || words.reads(first, "what") && words.is_one_of(first + 2, &["best", "right"])
        }) || words.reads(at + 1, "a") && words.reads(at + 2, "lot");
        if is_skill {
            return None;
        }
        // "The wardens knew", he said: of what it is about.
        let subject = clauses.subject_words(at, 1);
        let is_noun =
            subject.is_some_and(|who| matches!(clauses.tag(who), Tag::Noun | Tag::ProperNoun));
        let ends =
            clauses.tag(at + 1) == Tag::Punctuation || clauses.tag(at + 1) == Tag::Coordinator;
        let is_said = clauses.attribution(at, self.attributions).is_some();
        let is_inferred = is_inferred || is_noun && ends && is_said;
        let is_of_something = about.is_some() || is_inferred || state == KnewState::DidNotKnow;
        (!acquainted && is_of_something).then(|| Draft {
            who: clauses.subjects(at),
            state,
            about,
            ..Draft::new(at, "knows")
        })
    }

    /// "Mora was aware of it", "Lane and Mora were unaware", "became aware".
    fn aware(&self, at: usize, aware: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let becomes = clauses.head(at).filter(|head| {
            clauses.relation(at) == Relation::Xcomp
                && clauses.is_form_of(*head, &["become", "make"])
        });
        let verb = becomes.unwrap_or(at);
        let linked = clauses.by(at, &[Relation::Cop]).next().is_some()
            || clauses.head(at).is_some_and(|head| {
                clauses.relation(at) == Relation::Xcomp && clauses.tag(head) == Tag::Verb
            });
        let apposed = matches!(
            clauses.relation(at),
            Relation::Acl | Relation::Amod | Relation::Advcl | Relation::Appos
        );
        let affirmed = match (aware, becomes) {
            (true, Some(_)) => KnewState::Learned,
            (true, None) => KnewState::Knew,
            (false, _) => KnewState::DidNotKnow,
        };
        let status = clauses.verb(verb).status;
        // "Was not unaware" is as good as knew.
        let state = if !aware && status == Some(Status::Denied) {
            KnewState::Knew
        } else {
            state(status, affirmed)?
        };
        let who =
            if clauses.by(at, &[Relation::Nsubj]).next().is_some() || becomes.is_none() && linked {
                clauses.subjects(at)
            } else {
                clauses.subjects(verb)
            };
        let who = if who.is_empty() && apposed {
            clauses
                .head(at)
                .map_or_else(Vec::new, |head| clauses.parties(head))
        } else {
            who
        };
        // "The officials aware of it" are sources, and who they are is not told.
        (linked || becomes.is_some() || !aware).then(|| Draft {
            who,
            state,
            about: clauses.about(at),
            verb,
            ..Draft::new(at, "aware")
        })
    }

    /// Returns the verb that denies what a word tells: "denied knowing", "denies that she knew".
    fn denied_by(&self, cue: usize) -> Option<usize> {
        let clauses = self.clauses;
        let complements = [Relation::Xcomp, Relation::Ccomp, Relation::Obj];
        clauses
            .head(cue)
            .filter(|_| complements.contains(&clauses.relation(cue)))
            .filter(|head| clauses.is_form_of(*head, &["deny"]))
    }

    /// Returns the attribution that a verb is the cue of.
    fn attribution_by(&self, verb: usize) -> Option<AttributionId> {
        let here = self.clauses.language.bytes(Span::new(verb, verb + 1));
        let mut all = self.attributions.iter();
        let number = all.position(|own| own.cue.iter().any(|cue| cue.contains(here)))?;
        u32::try_from(number).ok().map(AttributionId)
    }

    fn keep(&mut self, mut draft: Draft) {
        let clauses = self.clauses;
        // "Can we confirm that Mora knew?" says nothing of Mora.
        if clauses.is_question(draft.cue) {
            return;
        }
        let Some(sentence) = clauses.language.sentence_of(draft.cue) else {
            return;
        };
        let evidence = clauses.language.bytes(sentence.tokens);
        let denial = self.denied_by(draft.cue);
        let denier = denial.and_then(|verb| self.attribution_by(verb));
        let attribution = clauses.attribution(draft.cue, self.attributions).or(denier);
        let when = clauses.when(draft.cue, draft.verb);
        // "Denied that he had known" says that he did not; on whose word, is told.
        let is_denied = denial.is_some() && denier == attribution;
        if is_denied {
            draft.state = KnewState::DidNotKnow;
        }
        if draft.state == KnewState::DidNotKnow {
            let excepted = self.excepted(&draft);
            if !excepted.is_empty() {
                (draft.who, draft.state) = (excepted, KnewState::Knew);
            }
        }
        // "Told no one, not even Mora".
        let even = self.not_even(&draft);
        draft.who.extend(even);
        // "Knew nothing" leaves open what there was to know.
        let is_nothing = |about: &Span| {
            let tokens = clauses.language.tokens_in(*about);
            tokens.len() == 1
                && clauses
                    .words
                    .is_one_of(tokens.start(), &["nothing", "none", "anything"])
        };
        draft.about = draft.about.filter(|about| !is_nothing(about));
        // "Did not know until Monday": then he learned it.
        let until = match draft.state {
            KnewState::DidNotKnow => self.until(&draft, sentence.tokens),
            _ => None,
        };
        for phrase in draft.who {
            let who = clauses.spoken(phrase, self.attributions);
            if self.found.iter().rev().take(RECENT).any(|knew| {
                knew.evidence == evidence && knew.who == who && knew.state == draft.state
            }) {
                continue;
            }
            let knew = Knew {
                who,
                state: draft.state,
                about: draft.about,
                when,
                from: draft
                    .from
                    .map(|from| clauses.spoken(from, self.attributions)),
                derived: false,
                cue: clauses.language.bytes(Span::new(draft.cue, draft.cue + 1)),
                evidence,
                attribution,
                basis: Cow::Borrowed(draft.name),
            };
            // The day is that of learning.
            let knew = Knew {
                when: knew.when.filter(|day| until.flatten() != Some(*day)),
                ..knew
            };
            let learned = until.map(|when| Knew {
                state: KnewState::Learned,
                about: draft.about.and_then(|about| self.affirmed(about)),
                when,
                derived: true,
                basis: Cow::Borrowed("until"),
                ..knew.clone()
            });
            self.found.push(knew);
            self.found.extend(learned);
        }
    }
}
