//! What has not been said, for all its verb of saying: conditions, plans and what is asked for, what
//! is passed over, and what others said to the one who stands as the source.
//!
//! "Whether Lane would reveal it", "is expected to announce a sale", "did not mention the pier",
//! "was asked about it". Of a refusal to speak that is not so: it is an answer, and `stance`'s.

use super::super::join::Draft;
use super::words::{AHEAD, PASSED_OVER, SAYING, TELLING};
use super::{Cue, Frame, word};
use crate::language::QuoteState;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;

/// Why nothing has been said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unsaid {
    /// It might be said, or is yet to be, or was not.
    Open,
    /// Others said it of the source or asked for it, who speak by no means.
    Of,
    /// Others said it to the source.
    Told,
    /// It only says what something is like: "a paper called the Mast".
    Name,
    /// It is said, and what stands as the source only stands beside it.
    Beside,
}

/// Auxiliaries of what is to come or might be.
const AHEAD_OF_THINGS: &[&str] = &[
    "will", "would", "wo", "could", "can", "might", "may", "should", "must", "shall", "’ll", "'ll",
];

/// Auxiliaries of what only might be, whatever is said.
const MIGHT: &[&str] = &["could", "might", "may", "should"];

/// Auxiliaries by which one refuses.
const WILL: &[&str] = &["will", "would", "wo", "can", "could", "ca"];

const AUX: &[Relation] = &[Relation::Aux];

const NOT: &[&str] = &["not", "n't", "n’t", "never"];

/// Tokens before a verb in which "to" makes it an infinitive.
const TO: usize = 3;

impl Cue<'_> {
    /// Says why nothing has been said, if that is so; `quoted` where somebody is quoted as telling it.
    pub(super) fn unsaid(&self, frame: Frame, draft: &Draft, quoted: bool) -> Option<Unsaid> {
        let mut verbs = self.words.iter().filter(|word| word.tag == Tag::Verb);
        // "Whether he was concerned".
        let other = || {
            draft
                .cue
                .first()
                .and_then(|run| self.language.head_of(run.tokens))
        };
        let lead = verbs.next().map(|word| word.at).or_else(other)?;
        let last = verbs.next_back().map_or(lead, |word| word.at);
        let thing = matches!(frame, Frame::Thing | Frame::Infinitive);
        let not = [lead, last]
            .iter()
            .any(|at| self.helped_by(*at, NOT, &[Relation::Advmod, Relation::Aux]));
        let modal = |among| !not && self.helped_by(lead, among, AUX);
        match () {
            () if self.is_condition(lead) => Some(Unsaid::Open),
            () if self.is(last, SAYING) && (thing && modal(AHEAD_OF_THINGS) || modal(MIGHT)) => {
                Some(Unsaid::Open)
            }
            () if self.is_ahead_of(lead, last, draft) => Some(Unsaid::Open),
            () if self.is_asked(lead, draft) || self.is_to_speak(lead, draft) => Some(Unsaid::Open),
            () if frame != Frame::Clause && self.describes_source(last, draft) => {
                Some(Unsaid::Name)
            } // "Played a tape of Lane talking about it": another speaks than who plays it.
            () if last != lead && !self.is(lead, SAYING) && self.is_of_a_noun(last) => {
                Some(Unsaid::Open)
            }
            () if thing && not && self.is(last, PASSED_OVER) => Some(Unsaid::Open),
            // “The minister did not say it”: whoever is quoted tells of no refusal.
            () if quoted
                && not
                && self.is(last, "say tell")
                && !self.helped_by(lead, WILL, AUX) =>
            {
                Some(Unsaid::Open)
            }
            () if self.is_to_source(last, draft) => {
                let told = !thing && self.is(last, TELLING) && frame != Frame::Judgement;
                Some(if told { Unsaid::Told } else { Unsaid::Of })
            }
            () if last == lead && self.is_beside_passive(last, draft) => Some(Unsaid::Beside),
            () if thing && draft.source.is_empty() && self.is_passive(last) => {
                // "Is said to be on leave".
                (!self.is_said_to_be()).then_some(Unsaid::Open)
            }
            // "Seemed bound for the pier": to somebody else.
            () if frame != Frame::Clause && !draft.source.is_empty() => {
                self.is(last, "appear seem").then_some(Unsaid::Open)
            }
            () => None,
        }
    }

    pub(super) fn is(&self, at: usize, list: &str) -> bool {
        word(self.text, self.language, at).is_some_and(|word| word.is_of(list))
    }

    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        let token = self.language.tokens.get(at).map(|t| t.of(self.text));
        token.is_some_and(|token| words.iter().any(|word| token.eq_ignore_ascii_case(word)))
    }

    /// Returns what hangs on a word by one of these relations.
    pub(super) fn by(
        &self,
        at: usize,
        relations: &'static [Relation],
    ) -> impl Iterator<Item = usize> + '_ {
        self.language.dependents(at).filter(move |other| {
            let word = self.language.syntax.get(*other);
            word.is_some_and(|word| relations.contains(&word.relation))
        })
    }

    fn helped_by(&self, at: usize, words: &[&str], relations: &'static [Relation]) -> bool {
        // "May said": a name that reads like a small word helps no verb.
        let named = |other: usize| {
            let own = self.language.syntax.get(other);
            own.is_some_and(|own| own.name.kind().is_some())
                || self.language.entities.iter().any(|entity| {
                    let span = self.language.bytes(Span::new(other, other + 1));
                    entity.names.binary_search(&span).is_ok()
                })
        };
        self.by(at, relations)
            .any(|other| self.reads(other, words) && !named(other))
    }

    /// "If she says so", "whether he would reveal it", "should she announce it".
    fn is_condition(&self, lead: usize) -> bool {
        let marks = &[Relation::Mark, Relation::Advmod];
        let marked = self.by(lead, marks).any(|at| {
            let even = at > 0 && self.reads(at - 1, &["even", "as"]);
            at < lead && !even && self.reads(at, &["if", "whether", "unless"])
        });
        let subject = self.by(lead, &[Relation::Nsubj]).next();
        let turned = || {
            self.by(lead, &[Relation::Aux])
                .any(|at| self.reads(at, &["should"]) && subject.is_some_and(|own| at < own))
        };
        marked || turned()
    }

    /// "Did she say so?": what a report asks, nobody has said.
    fn is_asked(&self, lead: usize, draft: &Draft) -> bool {
        let Some(sentence) = self.language.sentence_of(lead).map(|s| s.tokens) else {
            return false;
        };
        let quoted = |at: usize| {
            self.language
                .quotes
                .get(at)
                .is_some_and(|state| *state != QuoteState::Out)
        };
        let asks = sentence
            .end()
            .checked_sub(1)
            .is_some_and(|last| self.reads(last, &["?"]) && !quoted(last));
        let root = self.language.syntax.get(lead).map(|word| word.relation);
        let subject = self
            .by(lead, &[Relation::Nsubj, Relation::NsubjPassive])
            .next();
        let turned = subject.is_some_and(|own| {
            self.by(lead, AUX).any(|at| at < own)
                && draft.source.iter().any(|run| run.tokens.holds(own))
        });
        asks && turned && root == Some(Relation::Root) && !quoted(lead)
    }

    /// "Is expected to announce", "calls for the board to admit", "to rebut what nobody said".
    fn is_ahead_of(&self, lead: usize, last: usize, draft: &Draft) -> bool {
        let infinitive = |at: usize| (at.saturating_sub(TO)..at).any(|to| self.reads(to, &["to"]));
        if last != lead && infinitive(last) {
            return self.is(lead, AHEAD) && self.is(last, SAYING);
        }
        let Some(own) = self.language.syntax.get(lead) else {
            return false;
        };
        let joined = own.relation == Relation::Conj && infinitive(own.head as usize);
        if !(infinitive(lead) || joined) || !self.is(last, SAYING) {
            return false;
        }
        // "Were told to wait and ask for help": the second is asked of them as the first is.
        let first = Some(own.head as usize)
            .filter(|_| own.relation == Relation::Conj)
            .and_then(|at| self.language.syntax.get(at));
        let own = first.unwrap_or(own);
        let governed = match own.relation {
            Relation::Xcomp | Relation::Ccomp | Relation::Acl | Relation::Csubj => true,
            Relation::Advcl => self.is(own.head as usize, "call"),
            _ => false,
        };
        governed && self.is(own.head as usize, AHEAD)
            || matches!(own.relation, Relation::Advcl | Relation::Root) && draft.source.is_empty()
    }

    /// "Is said by his union to be on leave": what he is said to be is told, and of whom.
    pub(super) fn is_said_to_be(&self) -> bool {
        let to_be = |at: usize| self.by(at, &[Relation::Xcomp]).any(|own| own > at);
        let passive = |at: usize| self.is_passive(at) && self.is(at, SAYING);
        self.words
            .iter()
            .any(|word| passive(word.at) && to_be(word.at))
    }

    fn is_of_a_noun(&self, at: usize) -> bool {
        let word = self.language.syntax.get(at);
        word.is_some_and(|word| matches!(word.relation, Relation::Acl | Relation::RelativeClause))
            || self.by(at, &[Relation::Nsubj]).next().is_some()
    }

    pub(super) fn is_passive(&self, at: usize) -> bool {
        self.by(at, &[Relation::AuxPassive]).next().is_some()
    }

    /// Says whether the source is whom the verb is done to: "was told", "have been denied a hearing".
    fn is_to_source(&self, last: usize, draft: &Draft) -> bool {
        self.is_passive(last)
            && self.is(last, SAYING)
            && !self.is(last, "cite quote")
            && self
                .done_to(last)
                .is_some_and(|at| draft.source.iter().any(|run| run.tokens.holds(at)))
    }

    /// Returns whom a passive is done to: its subject, or the one of the verb that holds it: "was
    /// stunned to be told".
    fn done_to(&self, passive: usize) -> Option<usize> {
        const SUBJECTS: &[Relation] = &[Relation::NsubjPassive, Relation::Nsubj];
        let own = self.by(passive, &[Relation::NsubjPassive]).next();
        own.or_else(|| {
            let word = self.language.syntax.get(passive)?;
            let shares = matches!(word.relation, Relation::Xcomp | Relation::Advcl);
            let first = self.by(passive, SUBJECTS).next();
            (shares && first.is_none())
                .then(|| self.by(word.head as usize, SUBJECTS).next())
                .flatten()
        })
    }
}
