//! The words of knowledge: verbs of knowing and learning, "aware", "in the dark", "without her knowledge", and verbs of informing denied.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Knew, KnewState};
use crate::attribution::Attribution;
use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, Language};
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
    (Cue::Knowledge, "knowledge idea inkling clue warning awareness"),
    (Cue::Back, "back"),
    (Cue::Unbeknownst, "unbeknownst unbeknown unknown"),
];

/// States of a sentence that a new one is held against.
const RECENT: usize = 16;

fn cue_of(lemma: &str) -> Option<Cue> {
    static TABLE: LazyLock<FxHashMap<&'static str, Cue>> =
        LazyLock::new(|| CUES.iter().flat_map(|(cue, words)| words.split_whitespace().map(move |word| (word, *cue))).collect());
    // Lemmas of rarer forms may differ from the list by their last "e": "hid".
    TABLE.get(lemma).or_else(|| TABLE.get(format!("{lemma}e").as_str())).copied()
}

/// Reads every state of knowledge that the words of a report tell.
pub(super) fn find(report: &Report, language: &Language, attributions: &[Attribution]) -> Vec<Knew> {
    let clauses = Clauses::of(report, language);
    let mut finder = Finder { clauses: &clauses, attributions, found: Vec::new() };
    for at in language.sentences.iter().flat_map(|sentence| sentence.tokens.range()) {
        if matches!(clauses.tag(at), Tag::Verb | Tag::Adjective | Tag::Noun | Tag::Auxiliary) {
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
        Draft { who: Vec::new(), state: KnewState::DidNotKnow, about: None, from: None, cue, verb: cue, name }
    }
}

/// Returns the state of who knew, or of who did not, as the clause affirms or denies it; none if it leaves that open.
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
        let Some(state) = state(verb.status, KnewState::Learned) else { return };
        let about = clauses.about(at);
        if verb.passive {
            if (about.is_some() || state == KnewState::DidNotKnow) && !self.is_order(at) {
                let from = clauses.agents(at).into_iter().next();
                self.keep(Draft { who: clauses.subjects(at), state, about, from, ..Draft::new(at, "informed") });
            }
            return;
        }
        if state == KnewState::DidNotKnow && !self.is_order(at) {
            let who = clauses.objects(at).first().map_or_else(Vec::new, |object| clauses.parties(*object));
            self.keep(Draft { who, state, about, ..Draft::new(at, "informed") });
        }
    }

    /// Says whether what is told or known is what to do: "never told Mora what to say", "did not know what to make of it".
    fn is_order(&self, at: usize) -> bool {
        let clauses = self.clauses;
        let words = &clauses.words;
        let infinitive = clauses
            .by(at, &[Relation::Xcomp, Relation::Ccomp])
            .any(|clause| clauses.tag(clause) == Tag::Verb && clauses.by(clause, &[Relation::Mark]).any(|mark| words.reads(mark, "to")));
        infinitive
            || (at + 1..at + RECENT)
                .take_while(|i| clauses.tag(*i) != Tag::Punctuation)
                .any(|i| words.is_one_of(i, &["what", "how", "where", "when"]) && words.reads(i + 1, "to"))
    }

    /// "Mora knew of the tape", "Mora did not know", "had already known that".
    fn knows(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let verb = clauses.verb(at);
        // "Is known as a sailor", "knows how to": a name, a skill.
        let skill =
            verb.passive || words.is_one_of(at + 1, &["as", "for", "how", "each", "better", "best"]) && !words.reads(at + 2, "many");
        // "Let Mora know" tells her.
        let let_know = clauses.head(at).is_some_and(|head| clauses.is_form_of(head, &["let"])) && words.reads(at, "know");
        // "I do not know", "she knows that she is right": a way to speak; only a past tells what was known, or what is not known to this day.
        let now =
            words.is_one_of(at, &["know", "knows"]) && !let_know && !clauses.by(at, &[Relation::Aux]).any(|aux| words.reads(aux, "did"));
        let third = clauses.subjects(at).iter().all(|who| !words.is_one_of(who.span.start(), &["i", "we", "you", "they"]));
        let unknown = verb.status == Some(Status::Denied) && third && clauses.by(at, &[Relation::Ccomp]).any(|clause| clause > at);
        if skill || now && !unknown {
            return None;
        }
        // "Knew nothing", "knew little of it".
        let nothing = clauses.by(at, &[Relation::Obj, Relation::Advmod]).any(|other| words.is_one_of(other, &["nothing", "little"]));
        let affirmed = if let_know { KnewState::Learned } else { KnewState::Knew };
        let state = state(verb.status, if nothing { KnewState::DidNotKnow } else { affirmed })?;
        let object = || clauses.objects(at).first().map(|object| clauses.language.bytes(clauses.subtree(*object)));
        let about = clauses.about(at).or_else(object);
        // "Knew Mora well" is acquaintance.
        let acquainted = clauses
            .objects(at)
            .iter()
            .any(|object| clauses.party(*object).is_some_and(|party| party.entity.is_some() && !words.reads(*object, "it")));
        (!acquainted && (about.is_some() || state == KnewState::DidNotKnow)).then(|| Draft {
            who: clauses.subjects(at),
            state,
            about,
            ..Draft::new(at, "knows")
        })
    }

    /// "Mora was aware of it", "Lane and Mora were unaware", "became aware".
    fn aware(&self, at: usize, aware: bool) -> Option<Draft> {
        let clauses = self.clauses;
        let becomes =
            clauses.head(at).filter(|head| clauses.relation(at) == Relation::Xcomp && clauses.is_form_of(*head, &["become", "make"]));
        let verb = becomes.unwrap_or(at);
        let linked = clauses.by(at, &[Relation::Cop]).next().is_some()
            || clauses.head(at).is_some_and(|head| clauses.relation(at) == Relation::Xcomp && clauses.tag(head) == Tag::Verb);
        let apposed = matches!(clauses.relation(at), Relation::Acl | Relation::Amod | Relation::Advcl | Relation::Appos);
        let affirmed = match (aware, becomes) {
            (true, Some(_)) => KnewState::Learned,
            (true, None) => KnewState::Knew,
            (false, _) => KnewState::DidNotKnow,
        };
        let status = clauses.verb(verb).status;
        // "Was not unaware" is as good as knew.
        let state = if !aware && status == Some(Status::Denied) { KnewState::Knew } else { state(status, affirmed)? };
        let who = if clauses.by(at, &[Relation::Nsubj]).next().is_some() || becomes.is_none() && linked {
            clauses.subjects(at)
        } else {
            clauses.subjects(verb)
        };
        let who = if who.is_empty() && apposed { clauses.head(at).map_or_else(Vec::new, |head| clauses.parties(head)) } else { who };
        // "The officials aware of it" are sources, and who they are is not told.
        (linked || becomes.is_some() || !aware).then(|| Draft { who, state, about: clauses.about(at), verb, ..Draft::new(at, "aware") })
    }

    /// "learned of it from Mora", "found out about it in the news".
    fn learns(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let out = clauses.by(at, &[Relation::CompoundParticle, Relation::Advmod, Relation::Obl]).any(|other| words.reads(other, "out"));
        let clause = clauses
            .by(at, &[Relation::Ccomp])
            .any(|clause| clause > at && clauses.by(clause, &[Relation::Mark]).any(|mark| words.reads(mark, "that")));
        let of = clauses.tied(at, &["of", "about"]).first().is_some_and(|noun| clauses.head(*noun) == Some(at));
        let sources = clauses.tied(at, &["from", "through", "via", "in", "on"]);
        let object = clauses.objects(at).first().is_some_and(|object| words.is_one_of(*object, &["it", "this", "that"]));
        // "Learned French", "found a house", "a study found that": no news that somebody had of others' doings.
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
        if !fits || verb.passive {
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
    fn hears(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        let verb = clauses.verb(at);
        let reads = clauses.is_form_of(at, &["read"]);
        let of = clauses.tied(at, &["of", "about"]).first().is_some_and(|noun| clauses.head(*noun) == Some(at));
        let sources = clauses.tied(at, if reads { &["in", "on"] } else { &["from", "through", "on", "in"] });
        let first = clauses.by(at, &[Relation::Advmod]).any(|other| words.is_one_of(other, &["first", "only"]));
        let nothing = clauses.objects(at).iter().any(|object| words.is_one_of(*object, &["nothing", "anything"]));
        let clause = clauses.by(at, &[Relation::Ccomp]).any(|clause| clause > at);
        let it = clauses.objects(at).iter().any(|object| words.is_one_of(*object, &["it", "this", "that"]));
        let fits = nothing || of && !reads || (reads && (of || it) && !sources.is_empty()) || first && (clause || of || it);
        if !fits || verb.passive {
            return None;
        }
        let state = state(verb.status, if nothing { KnewState::DidNotKnow } else { KnewState::Learned })?;
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
        self.clauses.party(at).is_some_and(|party| self.clauses.kind(&party) == Some(EntityKind::Outlet))
    }

    /// Returns from whom or what it was learned: a party, or the news or a letter.
    fn source(&self, at: usize, sources: &[usize]) -> Option<Phrase> {
        let clauses = self.clauses;
        let direct = sources.iter().find(|noun| clauses.head(**noun) == Some(at)).or(sources.first()).copied()?;
        let party = clauses.party(direct).filter(|_| !clauses.is_behind(direct, &["in", "on"]) || self.is_outlet(direct));
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
            what.then(|| Phrase { span: Span::new(direct, direct + 1), entity: None })
        })
    }

    /// "hid the plan from Mora", "kept it from Mora", "Mora was kept from it".
    fn hides(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let verb = clauses.verb(at);
        let secret = clauses.by(at, &[Relation::Xcomp]).find(|other| clauses.words.is_one_of(*other, &["secret", "hidden", "quiet"]));
        let from = std::iter::once(at).chain(secret).flat_map(|word| clauses.tied(word, &["from"])).find(|noun| *noun > at)?;
        let who = clauses.parties(from);
        let object = if verb.passive { clauses.subject_words(at, 1) } else { clauses.objects(at).into_iter().next() };
        let known = |noun: usize| {
            clauses.words.reads(noun, "it")
                || clauses.is_form_of(
                    noun,
                    &[
                        "news",
                        "information",
                        "truth",
                        "secret",
                        "plan",
                        "talk",
                        "meeting",
                        "letter",
                        "detail",
                        "fact",
                        "deal",
                        "intelligence",
                        "document",
                        "evidence",
                        "existence",
                        "report",
                        "memo",
                    ],
                )
        };
        let kept = !clauses.is_form_of(at, &["keep"]) || secret.is_some() || object.is_some_and(known);
        if verb.status != Some(Status::Happened) || !kept {
            return None;
        }
        // The parser may tie "from Mora" to what was hidden.
        let whole = object.map(|object| clauses.subtree(object));
        let about = whole.map(|whole| Span::new(whole.start(), whole.end().min(clauses.subtree(from).start().max(whole.start() + 1))));
        Some(Draft { who, about: about.map(|about| clauses.language.bytes(about)), ..Draft::new(at, "hidden") })
    }

    /// "Mora was kept in the dark", "leaving Mora in the dark".
    fn dark(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        if !clauses.is_behind(at, &["in"]) {
            return None;
        }
        let about = clauses.about(at);
        let kept = clauses.above(at).take(3).find(|head| clauses.is_form_of(*head, &["keep", "leave"]));
        let Some(kept) = kept else {
            // "Mora was in the dark", "remained in the dark".
            let verb = clauses.head(at).filter(|head| clauses.tag(*head) == Tag::Verb).unwrap_or(at);
            let state = if clauses.verb(verb).status? == Status::Denied { KnewState::Knew } else { KnewState::DidNotKnow };
            return Some(Draft { who: clauses.subjects(verb), state, about, verb, ..Draft::new(at, "in-the-dark") });
        };
        let verb = clauses.verb(kept);
        let about = about.or_else(|| clauses.about(kept));
        let object = clauses.objects(kept).into_iter().next();
        // A headline leaves "was" away: "Mora kept in dark".
        let who = match object.filter(|_| !verb.passive) {
            Some(object) => clauses.parties(object),
            None => clauses.subjects(kept),
        };
        let state = match verb.status? {
            Status::Happened => KnewState::DidNotKnow,
            Status::Denied => KnewState::Knew,
            Status::Planned | Status::Refused => return None,
        };
        Some(Draft { who, state, about, verb: kept, ..Draft::new(at, "in-the-dark") })
    }

    /// "without Mora’s knowledge", "without the knowledge of Mora", "had no knowledge of it", "had no idea that".
    fn knowledge(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        if words.reads(at, "knowledge") && clauses.is_behind(at, &["without"]) {
            let owner = clauses.owner(at).or_else(|| clauses.by(at, &[Relation::Nmod]).find(|noun| clauses.is_behind(*noun, &["of"])));
            let who = owner.map_or_else(Vec::new, |owner| clauses.parties(owner));
            return Some(Draft { who, ..Draft::new(at, "without-knowledge") });
        }
        let has = clauses
            .head(at)
            .filter(|head| clauses.relation(at) == Relation::Obj && clauses.is_form_of(*head, &["have", "receive", "get", "deny"]))?;
        let none = clauses.by(at, &[Relation::Det]).any(|det| words.reads(det, "no"));
        let denied = clauses.is_form_of(has, &["deny"]);
        let status = clauses.verb(has).status?;
        let about = clauses.about(at);
        let state = match (status, none || denied) {
            (Status::Happened, true) | (Status::Denied, false) => KnewState::DidNotKnow,
            // "Had an idea", "got a warning": only knowledge itself says that somebody knew.
            (Status::Happened, false) if words.reads(at, "knowledge") => KnewState::Knew,
            _ => return None,
        };
        (about.is_some() || state == KnewState::DidNotKnow).then(|| Draft {
            who: clauses.subjects(has),
            state,
            about,
            verb: has,
            ..Draft::new(at, "knowledge")
        })
    }

    /// "behind Mora’s back".
    fn behind_the_back(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let owner = clauses.owner(at).filter(|_| clauses.is_behind(at, &["behind"]))?;
        Some(Draft { who: clauses.parties(owner), ..Draft::new(at, "behind-the-back") })
    }

    /// "unbeknownst to Mora".
    fn unbeknownst(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let to = clauses.tied(at, &["to"]).into_iter().next()?;
        Some(Draft { who: clauses.parties(to), ..Draft::new(at, "unbeknownst") })
    }

    fn keep(&mut self, draft: Draft) {
        let clauses = self.clauses;
        let Some(sentence) = clauses.language.sentence_of(draft.cue) else { return };
        let evidence = clauses.language.bytes(sentence.tokens);
        let attribution = clauses.attribution(draft.cue, self.attributions);
        let when = clauses.when(draft.cue, draft.verb);
        for phrase in draft.who {
            let who = clauses.spoken(phrase, self.attributions);
            if self.found.iter().rev().take(RECENT).any(|knew| knew.evidence == evidence && knew.who == who && knew.state == draft.state) {
                continue;
            }
            self.found.push(Knew {
                who,
                state: draft.state,
                about: draft.about,
                when,
                from: draft.from.map(|from| clauses.spoken(from, self.attributions)),
                derived: false,
                cue: clauses.language.bytes(Span::new(draft.cue, draft.cue + 1)),
                evidence,
                attribution,
                basis: Cow::Borrowed(draft.name),
            });
        }
    }
}
