//! Refusals to speak: in what a cue refuses to do, and in a content that only says that somebody
//! will say nothing.

use super::Word;
use super::content::Content;
use super::words::{NEGATIONS, OWN, SPEAKING};
use crate::attribution::Stance;
use crate::language::syntax::Tag;

/// Tokens at the head of a content in which a refusal counts: "that he cannot discuss".
const HEAD: usize = 10;

/// Verbs before the one that says what is not said: "did not [wish to comment]".
const WISHES: &[&str] = &["wish", "want", "care", "like"];

/// Whom one refuses to talk to when one refuses to comment.
const PRESS: &[&str] = &[
    "press",
    "media",
    "reporter",
    "reporters",
    "journalist",
    "journalists",
    "newspaper",
    "newspapers",
    "cameras",
    "us",
];

impl Content<'_> {
    /// Says whether the content names an act of speaking: "to comment", "whether she knew",
    /// "an interview".
    pub(super) fn speaks(&self) -> bool {
        let first = self.tokens.first().map(|at| self.word(*at));
        let asks = first.is_some_and(|word| {
            matches!(
                word.text.as_str(),
                "whether"
                    | "who"
                    | "what"
                    | "which"
                    | "how"
                    | "why"
                    | "where"
                    | "when"
                    | "whom"
                    | "comment"
                    | "further"
                    | "interview"
                    | "interviews"
                    | "questions"
            )
        });
        let verb = self
            .tokens
            .iter()
            .take(HEAD / 2)
            .find(|at| self.tag(**at) == Tag::Verb && !self.word(**at).is_of(WISHES));
        let speech = |at: usize| self.word(at).is_of(SPEAKING) || self.is_put_to_press(at);
        let noun = || {
            self.tokens.iter().take(HEAD / 2).any(|at| {
                matches!(
                    self.word(*at).text.as_str(),
                    "comment" | "interview" | "questions" | "drawn"
                )
            })
        };
        asks || verb.is_some_and(|at| speech(*at)) || noun()
    }

    fn is_put_to_press(&self, verb: usize) -> bool {
        self.word(verb)
            .is_of(&["give", "provide", "offer", "take", "go", "get", "be"])
            && self.tokens.iter().any(|at| {
                self.word(*at).is_of(&[
                    "detail",
                    "details",
                    "reason",
                    "reasons",
                    "question",
                    "questions",
                    "name",
                    "names",
                    "interview",
                    "interviews",
                    "into",
                    "drawn",
                    "figure",
                    "figures",
                ])
            })
    }

    /// Says whether the content itself is a refusal to speak: "he cannot discuss private letters",
    /// "no comment", "I would rather not say".
    pub(super) fn refusal(&self) -> Option<Stance> {
        let head: Vec<usize> = self
            .tokens
            .iter()
            .copied()
            .filter(|at| self.word(*at).text != "that")
            .take(HEAD)
            .collect();
        let words: Vec<Word> = head.iter().map(|at| self.word(*at)).collect();
        let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
        if text(0) == "no" && text(1).starts_with("comment") {
            return Some(Stance::Declines);
        }
        // "You would have to ask the harbour office", "that is a matter for the court".
        let sends = words.iter().position(|word| word.lemma == "ask");
        if text(0) == "you"
            && sends.is_some_and(|ask| (2..=4).contains(&ask) && text(ask - 1) == "to")
        {
            return Some(Stance::Declines);
        }
        let own = words.iter().take(2).position(|word| word.is_of(OWN))?;
        let after = |from: usize, list: &[&str]| {
            (from..words.len()).find(|at| words.get(*at).is_some_and(|word| word.is_of(list)))
        };
        // "Has nothing to add", "had no comment".
        let nothing = after(own + 1, &["nothing", "no"]).filter(|at| *at <= own + 2);
        if let Some(nothing) = nothing
            && after(own + 1, &["have"]).is_some_and(|have| have < nothing)
            && (after(nothing, &["add", "say", "comment"]).is_some_and(|at| at <= nothing + 3)
                || text(nothing + 1) == "for" && matches!(text(nothing + 2), "you" | "reporters"))
        {
            return Some(Stance::Declines);
        }
        let will = after(
            own + 1,
            &[
                "cannot", "can", "could", "would", "will", "wo", "ca", "'d", "'ll", "do", "does",
                "unable", "going",
            ],
        );
        let will = will.filter(|at| *at <= own + 3)?;
        let speaking = after(will + 1, SPEAKING).filter(|at| *at <= will + 5)?;
        let negated = (own..speaking)
            .any(|at| words.get(at).is_some_and(|word| word.is_of(NEGATIONS)))
            || text(will) == "unable";
        // To whom: who will not talk to the union may talk to everybody else.
        let to_others = words
            .get(speaking)
            .is_some_and(|word| word.is_of(&["talk", "speak"]))
            && matches!(text(speaking + 1), "to" | "with")
            && !words
                .iter()
                .skip(speaking + 2)
                .any(|word| word.is_of(PRESS));
        let denying = words
            .get(speaking)
            .is_some_and(|word| word.is_of(&["deny", "dispute"]));
        match () {
            () if !negated || to_others => None,
            // "I am not going to deny that".
            () if denying => Some(Stance::DoesNotDeny),
            () => Some(Stance::Declines),
        }
    }

    /// Says whether the press is named in it.
    pub(super) fn names_press(&self) -> bool {
        self.tokens.iter().any(|at| self.word(*at).is_of(PRESS))
    }
}
