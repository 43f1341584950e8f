//! Verbs: who acts, and whether it happened, was planned, was refused, or is said not to have
//! happened.

use super::{Clauses, Phrase};
use crate::attribution;
use crate::language::syntax::{Relation, Tag};
use crate::told::Status;

/// A verb as its clause has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Verb {
    /// Whether it happened; none of what a condition or a question leaves open.
    pub(crate) status: Option<Status>,
    /// Whether it is passive: "was told".
    pub(crate) passive: bool,
}

/// Auxiliaries that make the verb behind them a plan or a possibility.
const UNREAL: &[&str] = &[
    "will", "would", "may", "might", "could", "should", "must", "can", "shall", "'ll", "’ll", "ca",
    "wo", "'d", "’d",
];

/// Words that deny a verb.
const NOT: &[&str] = &[
    "not", "n't", "n’t", "never", "neither", "nor", "nobody", "none",
];

/// Verbs whose infinitive or gerund did happen: "went on to tell", "began meeting", "recalled
/// telling".
const HAPPENED: &[&str] = &[
    "begin",
    "continue",
    "manage",
    "use",
    "go",
    "come",
    "proceed",
    "start",
    "write",
    "phone",
    "call",
    "help",
    "get",
    "remember",
    "recall",
    "admit",
    "acknowledge",
    "spend",
    "stop",
    "finish",
    "fly",
    "travel",
    "return",
    "appear",
    "seem",
    "end",
    "hurry",
    "rush",
    "step",
    "turn",
    "regret",
    "report",
    "say",
    "allege",
    "believe",
    "know",
    "see",
    "hear",
    "find",
    "catch",
    "record",
    "film",
    "dare",
    "choose",
    "keep",
    "resume",
];

/// Verbs that say of what follows that it was not done.
const REFUSED: &[&str] = &["refuse", "decline", "reject"];

/// Verbs that say of what follows that it did not happen.
const FAILED: &[&str] = &[
    "fail", "neglect", "omit", "forget", "deny", "avoid", "unable", "cancel",
];

/// Verbs that make another act: what follows is done by their object.
const CAUSES: &[&str] = &[
    "tell",
    "ask",
    "order",
    "urge",
    "persuade",
    "allow",
    "force",
    "get",
    "let",
    "help",
    "want",
    "invite",
    "direct",
    "instruct",
    "see",
    "hear",
    "expect",
    "catch",
    "encourage",
    "advise",
    "warn",
    "permit",
    "send",
];

/// Verbs whose past is their lemma, or is taken for it.
const PAST_AS_BARE: &[&str] = &[
    "met", "put", "let", "read", "cut", "set", "hit", "split", "quit",
];

/// Verbs that lay something to somebody's charge.
const ACCUSES: &[&str] = &["accuse", "suspect", "charge", "convict"];

/// Verbs behind which a bare form says what is wished: "requested that Lane give".
const WISHES: &[&str] = &[
    "request",
    "demand",
    "ask",
    "insist",
    "recommend",
    "urge",
    "propose",
    "suggest",
    "require",
];

/// Nouns for what others tell.
const TOLD: &[&str] = &[
    "rumour",
    "rumor",
    "report",
    "claim",
    "allegation",
    "suggestion",
    "story",
    "assertion",
];

/// Clauses inside clauses; a deeper reading is a mistake.
const DEEPEST: usize = 8;

impl Clauses<'_> {
    /// Reads whether a verb happened, and whether it is passive.
    pub(crate) fn verb(&self, at: usize) -> Verb {
        Verb {
            status: self.status(at, DEEPEST),
            passive: self.is_passive(at),
        }
    }

    /// Says whether a verb is passive.
    pub(crate) fn is_passive(&self, at: usize) -> bool {
        if self
            .by(at, &[Relation::AuxPassive, Relation::NsubjPassive])
            .next()
            .is_some()
        {
            return true;
        }
        // "A letter sent to Mora", "the officials briefed on it".
        let participle = !self.words.word(at).ends_with("ing")
            && self
                .by(at, &[Relation::Aux, Relation::Mark, Relation::Nsubj])
                .next()
                .is_none();
        let shared = self.relation(at) == Relation::Conj
            && self
                .head(at)
                .is_some_and(|head| self.is_passive_itself(head))
            && participle;
        shared && !self.has_object(at) || self.relation(at) == Relation::Acl && participle
    }

    fn is_passive_itself(&self, at: usize) -> bool {
        self.by(at, &[Relation::AuxPassive, Relation::NsubjPassive])
            .next()
            .is_some()
    }

    fn has_object(&self, at: usize) -> bool {
        self.by(at, &[Relation::Obj, Relation::Iobj])
            .next()
            .is_some()
    }

    fn status(&self, at: usize, deepest: usize) -> Option<Status> {
        let words = &self.words;
        let subject = self
            .by(at, &[Relation::Nsubj, Relation::NsubjPassive])
            .next();
        let denied = self
            .by(
                at,
                &[
                    Relation::Advmod,
                    Relation::Det,
                    Relation::Cc,
                    Relation::Aux,
                    Relation::Dep,
                ],
            )
            .any(|other| words.is_one_of(other, NOT))
            || subject.is_some_and(|subject| self.is_nobody(subject))
            || self.is_never(at)
            || self.by(at, &[Relation::Advmod]).any(|other| {
                words.reads(other, "longer") && other > 0 && words.reads(other - 1, "no")
            })
            || self
                .by(at, &[Relation::Mark, Relation::Case])
                .any(|mark| words.is_one_of(mark, &["without"]));
        let open = self
            .by(at, &[Relation::Mark])
            .any(|mark| words.is_one_of(mark, &["if", "whether", "unless"]))
            || self
                .by(at, &[Relation::Advmod])
                .any(|mark| words.reads(mark, "if"));
        // "Did Lane tell Mora?" asks.
        let auxiliary = self.by(at, &[Relation::Aux, Relation::AuxPassive]).next();
        let asks = auxiliary
            .zip(subject)
            .is_some_and(|(auxiliary, subject)| auxiliary < subject)
            && self.is_question(at);
        // "Mr. Lane, tell me": a bare form behind a comma asks for something.
        let wish = at > 0
            && words.reads(at - 1, ",")
            && self.is_bare(at)
            && subject.is_some_and(|subject| subject < at)
            && self.tag(at) == Tag::Verb;
        // "Not all families have been told": who was and who was not, nobody says.
        let is_some = subject.is_some_and(|subject| {
            let first = self.subtree(subject).start();
            let not = |at: usize| words.reads(at, "not");
            let all = |at: usize| words.is_one_of(at, &["all", "every", "everyone", "everybody"]);
            not(first) && all(first + 1) || first > 0 && not(first - 1) && all(first)
        });
        if is_some {
            return None;
        }
        let inverted = !denied && self.is_inverted(at);
        let is_wish = wish && !words.is_one_of(at, PAST_AS_BARE);
        if open || asks || inverted || is_wish {
            return None;
        }
        let unreal = self
            .by(at, &[Relation::Aux])
            .any(|aux| words.is_one_of(aux, UNREAL) && !self.is_past_perfect(at, aux));
        if unreal {
            // "Might have warned", "would have told": nobody says that it was or will be.
            let mut auxiliaries = self.by(at, &[Relation::Aux]);
            if auxiliaries.any(|aux| words.is_one_of(aux, &["have", "'ve", "’ve"])) {
                return None;
            }
            // "Could ask", "may tell": nobody says that he will.
            let is_possible = |aux: usize| words.is_one_of(aux, &["could", "may", "might", "can"]);
            let cannot = |aux: usize| words.is_one_of(aux, &["can", "ca", "could"]);
            let mut auxiliaries = self.by(at, &[Relation::Aux]);
            let is_open = match denied {
                false => auxiliaries.any(is_possible),
                // "Cannot possibly explain".
                true => auxiliaries.any(cannot),
            };
            if is_open {
                return None;
            }
            // "Will not meet", "would not tell" refuse; what may not or cannot be, is not.
            let will = |aux: usize| {
                words.is_one_of(aux, &["will", "would", "wo", "'ll", "’ll", "'d", "’d"])
            };
            return Some(match denied {
                true if self.by(at, &[Relation::Aux]).any(will) => Status::Refused,
                true => Status::Denied,
                false => Status::Planned,
            });
        }
        // "They were to meet".
        let is_due = at > 1
            && words.reads(at - 1, "to")
            && words.is_one_of(at - 2, &["is", "are", "was", "were", "am"]);
        let is_going = at > 2
            && words.reads(at - 1, "to")
            && words.reads(at - 2, "going")
            && !words.is_one_of(at - 3, &["was", "were"]);
        if is_due || is_going {
            return Some(Status::Planned).filter(|_| !denied);
        }
        let outer = self.governed(at, subject, deepest)?;
        let outer = match self.is_retold_as_false(at) {
            true => Status::Denied,
            false => outer,
        };
        match (outer, denied) {
            (Status::Happened, true) => Some(Status::Denied),
            // "Did not refuse to meet" says nothing of the meeting.
            (_, true) => None,
            (outer, false) => Some(outer),
        }
    }

    /// Says whether a verb is its lemma and has no auxiliary.
    fn is_bare(&self, at: usize) -> bool {
        self.words.word(at).eq_ignore_ascii_case(&self.lemma(at))
            && self.by(at, &[Relation::Aux]).next().is_none()
    }

    /// "’d" before a participle is "had".
    fn is_past_perfect(&self, at: usize, aux: usize) -> bool {
        self.words.is_one_of(aux, &["'d", "’d"]) && self.words.word(at) != self.lemma(at)
    }

    /// Returns what the verb or noun above says of a verb that has no subject of its own.
    fn governed(&self, at: usize, subject: Option<usize>, deepest: usize) -> Option<Status> {
        let Some(head) = self.head(at).filter(|_| deepest > 0) else {
            // "Tell me": a bare form at the root asks for something.
            let wish = subject.is_none()
                && self.is_bare(at)
                && self.tag(at) == Tag::Verb
                && !self.words.is_one_of(at, PAST_AS_BARE);
            return if wish { None } else { Some(Status::Happened) };
        };
        let infinitive = self
            .by(at, &[Relation::Mark])
            .any(|mark| self.words.reads(mark, "to"));
        let gerund =
            self.words.word(at).ends_with("ing") && self.by(at, &[Relation::Aux]).next().is_none();
        let relation = self.relation(at);
        // "Let Lane tell Mora", "heard Lane tell Mora": it is as real as the letting.
        let bare = self.words.word(at).eq_ignore_ascii_case(&self.lemma(at))
            && self.by(at, &[Relation::Aux]).next().is_none();
        if bare
            && !infinitive
            && matches!(relation, Relation::Xcomp | Relation::Ccomp)
            && self.is_form_of(
                head,
                &["let", "make", "help", "have", "see", "hear", "watch"],
            )
        {
            return self.status(head, deepest - 1);
        }
        match relation {
            Relation::Conj if subject.is_none() => {
                // "Will meet Lane and tell him": a bare form shares the auxiliary, "did not call or
                // tell" the denial.
                if bare || infinitive || gerund {
                    self.status(head, deepest - 1)
                } else {
                    Some(Status::Happened)
                }
            }
            Relation::Xcomp
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::Acl
            | Relation::Obl
            | Relation::Csubj
                if infinitive || gerund =>
            {
                if self.is_form_of(head, REFUSED) {
                    return Some(Status::Refused);
                }
                if self.is_form_of(head, FAILED) {
                    return Some(Status::Denied);
                }
                // "Had to be told": whether it was, is left open; so it is what somebody is accused of
                // by nobody in particular.
                let is_accused = self.is_form_of(head, ACCUSES)
                    && self.is_passive(head)
                    && self.agents(head).is_empty();
                if infinitive && self.is_form_of(head, &["have", "need"]) || is_accused {
                    return None;
                }
                let instead = self
                    .by(at, &[Relation::Mark, Relation::Case])
                    .any(|mark| self.words.is_one_of(mark, &["instead", "rather"]));
                if instead {
                    return Some(Status::Denied);
                }
                // "Called for the tape to be handed over" wishes it.
                if infinitive
                    && subject.is_some()
                    && !self
                        .words
                        .is_one_of(subject.unwrap_or(at), &["who", "which", "that"])
                {
                    return Some(Status::Planned);
                }
                let before = gerund
                    && self
                        .by(at, &[Relation::Mark, Relation::Case])
                        .next()
                        .is_some();
                let aside =
                    gerund && matches!(relation, Relation::Advcl | Relation::Acl | Relation::Obl);
                let first = self.is_form_of(head, &["first", "last", "only"]);
                // "Is open to talking": what may come.
                let is_ahead = before
                    && self.tag(head) == Tag::Adjective
                    && self
                        .by(at, &[Relation::Mark, Relation::Case])
                        .any(|mark| self.words.reads(mark, "to"));
                if is_ahead {
                    return Some(Status::Planned);
                }
                if self.is_form_of(head, HAPPENED) || aside && !before {
                    self.status(head, deepest - 1)
                } else if before || first {
                    Some(Status::Happened)
                } else {
                    // "Could even go on to appeal".
                    self.status(head, deepest - 1).map(|_| Status::Planned)
                }
            }
            // "Requested that Lane give an interview".
            Relation::Ccomp if bare && self.is_form_of(head, WISHES) => Some(Status::Planned),
            Relation::Ccomp | Relation::Acl | Relation::Csubj if self.is_doubted(head) => {
                Some(Status::Denied)
            }
            _ => Some(Status::Happened),
        }
    }

    /// "Had Lane told Mora, she would": a condition without "if".
    fn is_inverted(&self, at: usize) -> bool {
        let Some(sentence) = self.language.sentence_of(at) else {
            return false;
        };
        let first = sentence.tokens.start();
        let mut between = first..at;
        self.words.is_one_of(first, &["had", "should", "were"])
            && !between.any(|other| self.words.reads(other, ","))
            && !self.is_question(at)
    }

    /// "Rumours that Lane had met Mora were false": a sentence that gives what is told a name and
    /// then calls it false, however its tree is read.
    fn is_retold_as_false(&self, at: usize) -> bool {
        /// So many words stand between the two at most.
        const REACH: usize = 12;
        let words = &self.words;
        let that = (at.saturating_sub(REACH)..at).rev();
        let named = that
            .filter(|that| *that > 0 && words.reads(*that, "that"))
            .any(|that| self.is_form_of(that - 1, TOLD));
        let is = |be: &usize| words.is_one_of(*be, &["is", "are", "was", "were"]);
        let end = self
            .language
            .sentence_of(at)
            .map_or(at, |sentence| sentence.tokens.end());
        let mut behind = (at + 1..end.min(at + REACH)).filter(is);
        named && behind.any(|be| attribution::denies(words.word(be + 1)))
    }

    /// Says whether what follows a word is said not to be so: "no evidence that", "it is not true
    /// that".
    fn is_doubted(&self, head: usize) -> bool {
        const GROUNDS: &[&str] = &[
            "evidence",
            "proof",
            "sign",
            "indication",
            "suggestion",
            "truth",
        ];
        const SO: &[&str] = &["true", "correct", "right", "accurate"];
        let words = &self.words;
        let denied = |at: usize| {
            let mut with = self.by(at, &[Relation::Advmod, Relation::Det, Relation::Aux]);
            with.any(|other| words.is_one_of(other, NOT) || words.reads(other, "no"))
        };
        let untrue = |at: usize| attribution::denies(words.word(at));
        self.is_form_of(head, GROUNDS) && denied(head)
            || words.is_one_of(head, SO) && denied(head)
            || self.tag(head) == Tag::Adjective && untrue(head)
    }

    /// Says whether a verb is denied by a time or a way that there was not: "at no time did Lane
    /// tell", "in no way".
    fn is_never(&self, at: usize) -> bool {
        self.by(at, &[Relation::Obl]).any(|noun| {
            self.is_form_of(noun, &["time", "point", "way", "circumstance", "case"])
                && self
                    .by(noun, &[Relation::Det])
                    .any(|det| self.words.reads(det, "no"))
        })
    }

    /// Says whether a subject is nobody: "no one told Mora", "neither minister knew".
    fn is_nobody(&self, at: usize) -> bool {
        let words = &self.words;
        words.is_one_of(at, NOT)
            || self
                .by(at, &[Relation::Det, Relation::Advmod, Relation::Amod])
                .any(|other| words.is_one_of(other, &["no", "neither", "none"]))
    }

    /// Says whether the sentence of a word ends as a question.
    pub(crate) fn is_question(&self, at: usize) -> bool {
        let Some(sentence) = self.language.sentence_of(at) else {
            return false;
        };
        let mut end = sentence.tokens.end();
        while end > at && matches!(self.words.word(end - 1), "”" | "\"" | "''" | "’") {
            end -= 1;
        }
        end > at && self.words.reads(end - 1, "?")
    }

    /// Returns who acts: the subject of a verb, be it its own or that of the verb it belongs to.
    pub(crate) fn subjects(&self, at: usize) -> Vec<Phrase> {
        self.subject_words(at, DEEPEST)
            .map_or_else(Vec::new, |subject| self.parties(subject))
    }

    /// Returns the word that heads the subject of a verb.
    pub(crate) fn subject_words(&self, at: usize, deepest: usize) -> Option<usize> {
        let head = self.head(at).filter(|_| deepest > 0);
        // Of two subjects the one nearest before the verb, without what a preposition leads to:
        // "the difference, he told me, is", "I as minister knew".
        let own = self
            .by(at, &[Relation::Nsubj, Relation::NsubjPassive])
            .filter(|own| {
                self.by(*own, &[Relation::Case])
                    .all(|case| self.words.is_possessive(case))
            });
        if let Some(own) = own.min_by_key(|own| (*own > at, own.abs_diff(at))) {
            // "Lane, who told Mora": the antecedent acts.
            let relative = self.words.is_one_of(own, &["who", "which", "that"])
                && matches!(
                    self.tag(own),
                    Tag::Pronoun | Tag::Determiner | Tag::Subordinator
                );
            return if relative
                && matches!(self.relation(at), Relation::RelativeClause | Relation::Acl)
            {
                head.and_then(|head| self.antecedent(head))
            } else {
                Some(own)
            };
        }
        let head = head?;
        match self.relation(at) {
            Relation::RelativeClause => self.antecedent(head),
            Relation::Acl => (!self
                .by(at, &[Relation::Mark])
                .any(|mark| self.words.reads(mark, "to")))
            .then_some(head)
            .or_else(|| self.owner(head)),
            Relation::Xcomp | Relation::Ccomp
                if self.is_form_of(head, CAUSES)
                    && self.has_object(head)
                    && !self.is_passive(head) =>
            {
                self.by(head, &[Relation::Iobj, Relation::Obj]).next()
            }
            Relation::Conj | Relation::Xcomp | Relation::Advcl | Relation::Dep => matches!(
                self.tag(head),
                Tag::Verb | Tag::Auxiliary | Tag::Adjective | Tag::Noun
            )
            .then(|| self.subject_words(head, deepest - 1))
            .flatten(),
            Relation::Ccomp if self.words.word(at).ends_with("ing") => {
                self.subject_words(head, deepest - 1)
            }
            // "Lane tells Mora that it is settled, the Herald said": the parser gives both subjects
            // to the last verb.
            Relation::Ccomp | Relation::Parataxis if head > at => self
                .by(head, &[Relation::Nsubj])
                .take_while(|subject| *subject < at)
                .last(),
            _ => None,
        }
    }

    /// Returns what a relative clause on a word speaks of: "Lane, the minister, who told".
    fn antecedent(&self, at: usize) -> Option<usize> {
        if self.relation(at) == Relation::Appos
            && self.party(at).is_some_and(|party| party.entity.is_none())
        {
            self.head(at)
        } else {
            Some(at)
        }
    }

    /// Returns whose something is: "Lane" in "Lane’s decision to tell Mora".
    pub(crate) fn owner(&self, at: usize) -> Option<usize> {
        self.by(at, &[Relation::Possessor]).next()
    }

    /// Returns by whom something was done: "told by Mora".
    pub(crate) fn agents(&self, at: usize) -> Vec<Phrase> {
        let agent = self.by(at, &[Relation::Agent]).next().or_else(|| {
            self.tied(at, &["by"])
                .into_iter()
                .find(|noun| self.party(*noun).is_some())
        });
        agent.map_or_else(Vec::new, |agent| self.parties(agent))
    }

    /// Returns the objects of a verb that no preposition leads to, those who get something first.
    pub(crate) fn objects(&self, at: usize) -> Vec<usize> {
        let plain = |noun: &usize| {
            self.by(*noun, &[Relation::Case])
                .all(|case| self.words.is_possessive(case))
        };
        let mut found: Vec<usize> = self.by(at, &[Relation::Iobj]).filter(plain).collect();
        found.extend(self.by(at, &[Relation::Obj]).filter(plain));
        found
    }
}
