//! What a content says of itself: that another's claim is false, that something did not happen. That
//! somebody will not speak is `refusal`'s.
//!
//! It reads the first sentence of a content off its syntax: only what its main clause denies is
//! denied.

use super::Word;
use super::words::{CLAIMS, OWN, UNTRUE};
use crate::attribution::Stance;
use crate::attribution::join::Draft;
use crate::language::Language;
use crate::language::syntax::{Relation, Tag};

/// Words at the head of a content that judge.
pub(super) const JUDGED: usize = 40;

/// Forms of "be" between a claim and what is said of it.
const BE: &[&str] = &["is", "was", "are", "were", "be", "been", "'s"];

/// What is hurt when somebody is: "nobody was injured" is news and no denial.
const HARM: &[&str] = &[
    "injure", "hurt", "harm", "kill", "wound", "arrest", "detain", "charge", "die",
];

/// Nouns that "no" stands with where nothing is denied: "there is no doubt".
const IDIOMS: &[&str] = &[
    "doubt",
    "question",
    "need",
    "reason",
    "way",
    "choice",
    "point",
    "hurry",
    "chance",
    "place",
    "room",
    "excuse",
    "justification",
    "substitute",
    "alternative",
    "guarantee",
    "idea",
    "wish",
    "wonder",
    "matter",
    "longer",
    "more",
];

/// Verbs by which people say how they feel with "never": "I have never seen such a tide".
const EXPERIENCE: &[&str] = &[
    "see",
    "hear",
    "know",
    "feel",
    "think",
    "expect",
    "imagine",
    "forget",
    "doubt",
    "believe",
    "understand",
    "experience",
    "stop",
    "want",
    "like",
    "be",
];

/// Words by which "nobody" compares or goes on to tell: "nobody spoke for a while".
const TELLS_ON: &[&str] = &[
    "than",
    "like",
    "while",
    "moment",
    "afterward",
    "afterwards",
    "then",
    "at first",
];

/// The first sentence of a content.
pub(super) struct Content<'t> {
    text: &'t str,
    language: &'t Language,
    pub(super) tokens: Vec<usize>,
}

impl<'t> Content<'t> {
    pub(super) fn of(text: &'t str, language: &'t Language, draft: &Draft) -> Self {
        let mut tokens: Vec<usize> = draft
            .content
            .iter()
            .flat_map(|run| run.tokens.range())
            .filter(|at| {
                let token = language.tokens.get(*at).map_or("", |token| token.of(text));
                token.chars().any(char::is_alphanumeric) || token == "?"
            })
            .collect();
        if let Some(sentence) = tokens
            .first()
            .and_then(|first| language.sentence_of(*first))
        {
            tokens.retain(|at| sentence.tokens.holds(*at));
        }
        Content {
            text,
            language,
            tokens,
        }
    }

    pub(super) fn word(&self, at: usize) -> Word {
        Word::of(self.text, self.language, at)
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.language
            .syntax
            .get(at)
            .map_or(Tag::Other, |word| word.tag)
    }

    fn by<'c>(&'c self, at: usize, relations: &'c [Relation]) -> impl Iterator<Item = usize> + 'c {
        self.language.dependents(at).filter(move |other| {
            self.tokens.contains(other)
                && self
                    .language
                    .syntax
                    .get(*other)
                    .is_some_and(|word| relations.contains(&word.relation))
        })
    }

    /// Returns the head of the main clause.
    fn main(&self) -> Option<usize> {
        self.tokens.iter().copied().find(|at| {
            self.language.syntax.get(*at).is_some_and(|word| {
                let head = word.head as usize;
                (head == *at || !self.tokens.contains(&head))
                    && !matches!(word.relation, Relation::Mark | Relation::Discourse)
            })
        })
    }

    /// Says whether it tells something or names what somebody told: a clause, "the report", "her claim".
    pub(super) fn is_claim(&self) -> bool {
        let Some(main) = self.main() else {
            return false;
        };
        // "Those who have criticised him" are people.
        if self
            .tokens
            .first()
            .is_some_and(|at| self.word(*at).is_of(&["those", "anyone"]))
        {
            return false;
        }
        let word = self.word(main);
        let has_subject = || {
            self.by(main, &[Relation::Nsubj, Relation::NsubjPassive])
                .next()
                .is_some()
        };
        let clause = matches!(self.tag(main), Tag::Verb | Tag::Auxiliary) || has_subject();
        let told = [
            "allegation",
            "accusation",
            "claim",
            "charge",
            "criticism",
            "report",
            "suggestion",
        ];
        // "The idea that she would go" is one, "the idea" a plan.
        let thought = ["idea", "notion", "suggestion"].contains(&word.lemma.as_str());
        let is_told = || self.tokens.iter().any(|at| self.word(*at).text == "that");
        clause
            || (word.is_of(CLAIMS) || told.contains(&word.lemma.as_str()))
                && (!thought || is_told())
    }

    /// Says whether it is somebody and a thing that he is not given: "her a vote".
    pub(super) fn is_withheld(&self) -> bool {
        const WHOM: &[&str] = &["him", "her", "them", "us", "me", "you"];
        let [whom, thing, ..] = self.tokens.as_slice() else {
            return false;
        };
        self.word(*whom).is_of(WHOM) && self.tag(*thing) == Tag::Determiner
    }

    /// Reads the stance off a content that judges what others have said.
    pub(super) fn verdict(&self, names: bool) -> Option<Stance> {
        let words: Vec<String> = self
            .tokens
            .iter()
            .take(JUDGED)
            .map(|at| self.word(*at).text)
            .collect();
        // "That the story was a myth": the first word only opens the clause.
        let opens = words.first().is_some_and(|word| word == "that")
            && !words.get(1).is_some_and(|word| BE.contains(&word.as_str()));
        verdict(words.get(usize::from(opens)..).unwrap_or(&[]), names)
    }

    /// Says whether the main clause denies that something is or was: "there was no second key", "no
    /// such dinner took place", "nobody rang her", "he had never met them".
    pub(super) fn denies(&self, draft: &Draft) -> bool {
        let Some(main) = self.main() else {
            return false;
        };
        let asks = self
            .tokens
            .last()
            .is_some_and(|at| self.word(*at).text == "?");
        let ought = self.by(main, &[Relation::Aux]).any(|at| {
            self.word(at).is_of(&[
                "should", "must", "can", "could", "would", "will", "may", "might", "shall", "'ll",
                "ca", "wo", "'d",
            ]) && !self.word(at).is_of(&["had", "have"])
        });
        // "Nobody had spoken until he did": that somebody did is told in the same breath.
        let until = self.by(main, &[Relation::Advcl, Relation::Obl]).any(|at| {
            self.language.dependents(at).any(|mark| {
                self.word(mark)
                    .is_of(&["until", "till", "because", "unless", "before", "if"])
            })
        });
        if asks || ought || until {
            return false;
        }
        let subject = self
            .by(main, &[Relation::Nsubj, Relation::NsubjPassive])
            .next();
        let is_negative = |at: usize| {
            let word = self.word(at);
            match word.text.as_str() {
                "nobody" | "nothing" | "none" | "naught" | "nought" => true,
                "one" => self.has_no(at),
                _ => self.has_no(at) && !word.is_of(IDIOMS),
            }
        };
        let tells_on = || self.tokens.iter().any(|at| self.word(*at).is_of(TELLS_ON));
        if let Some(subject) = subject
            && is_negative(subject)
            && !self.word(main).is_of(HARM)
            && !tells_on()
        {
            // "There is nothing we can do" only sighs.
            let sighs = self.word(subject).text == "nothing"
                && self
                    .by(subject, &[Relation::RelativeClause, Relation::Acl])
                    .next()
                    .is_some();
            return !sighs;
        }
        if self.is_said_to_be_missing() {
            return true;
        }
        let itself = subject.is_some_and(|at| self.is_source(at, draft));
        if !itself || self.word(main).is_of(EXPERIENCE) {
            return false;
        }
        let word = self.word(main);
        let past = self
            .by(main, &[Relation::Aux])
            .any(|at| self.word(at).is_of(&["have", "had", "has"]))
            || self.tag(main) == Tag::Verb
                && word.text != word.lemma
                && !word.text.ends_with('s')
                && !word.text.ends_with("ing");
        let never = self
            .by(main, &[Relation::Advmod])
            .any(|at| self.word(at).text == "never");
        let object = self
            .by(main, &[Relation::Obj, Relation::Obl])
            .any(|at| self.tag(at) != Tag::Adverb && is_negative(at));
        let has = self.word(main).is_of(&["have", "say"]);
        past && (never || object && !has)
    }

    /// Says whether a content begins with "there was no": parsers take what follows for this or
    /// that.
    fn is_said_to_be_missing(&self) -> bool {
        let words: Vec<Word> = self
            .tokens
            .iter()
            .take(7)
            .map(|at| self.word(*at))
            .collect();
        let there = words.iter().take(2).position(|word| word.text == "there");
        let no = words.iter().position(|word| word.text == "no");
        there.zip(no).is_some_and(|(there, no)| {
            let between = words.get(there + 1..no).unwrap_or(&[]);
            let thing = words.get(no + 1..).unwrap_or(&[]);
            !between.is_empty()
                && between
                    .iter()
                    .all(|word| word.is_of(&["be", "exist", "have", "had", "has"]))
                && thing.iter().take(2).all(|word| !word.is_of(IDIOMS))
        })
    }

    fn has_no(&self, noun: usize) -> bool {
        self.by(noun, &[Relation::Det, Relation::Advmod])
            .any(|at| self.word(at).text == "no")
    }

    /// Says whether a pronoun may mean the source itself.
    fn is_source(&self, at: usize, draft: &Draft) -> bool {
        if !self.word(at).is_of(OWN) {
            return false;
        }
        let entity = |from: usize, to: usize| {
            let span = self.language.bytes(crate::span::Span::new(from, to));
            self.language.entity_in(span)
        };
        let own = draft
            .source
            .first()
            .and_then(|run| entity(run.tokens.start(), run.tokens.end()));
        let meant = entity(at, at + 1);
        own.is_none() || meant.is_none() || own == meant
    }
}

/// Reads the stance off words, in small letters, that judge what others have said: "the report was
/// false", "there is no truth to it", "the idea that the pier was sold is a myth".
///
/// `names` says whether the cue gives another's claim a name: "called the report false".
pub(super) fn verdict(words: &[String], names: bool) -> Option<Stance> {
    let is = |at: usize, among: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| among.contains(&word.as_str()))
    };
    let find = |among: &[&str], from: usize| (from..words.len()).find(|at| is(*at, among));
    // "“Nonsense,” he said."
    if words.len() <= 3 && is(0, UNTRUE) {
        return Some(Stance::Denies);
    }
    let none = find(&["no"], 1)
        .is_some_and(|no| is(no - 1, BE) && is(no + 1, &["truth", "evidence", "basis"]));
    if none {
        return Some(Stance::Denies);
    }
    let claim = find(CLAIMS, 0)?;
    // "Called the report false", "described as false a report".
    if names {
        return find(UNTRUE, 0).map(|_| Stance::Denies);
    }
    // What the claim is may stand between: "the idea that …".
    let tells = is(claim + 1, &["that"]);
    let judged = |be: usize| {
        let not = is(be + 1, &["not", "n't", "never"]);
        let judged = (be + 1..=be + 3).find_map(|at| match () {
            () if is(at, UNTRUE) => Some(false),
            () if is(at, &["true", "accurate", "correct"]) => Some(true),
            () if not && is(at, &["so", "case"]) => Some(true),
            () => None,
        })?;
        Some(if judged == not {
            Stance::Denies
        } else {
            Stance::Confirms
        })
    };
    (claim + 1..words.len())
        .filter(|at| is(*at, BE))
        .take_while(|be| tells || *be <= claim + 2)
        .find_map(judged)
}
