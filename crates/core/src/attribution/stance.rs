//! How a source stands to a content: the cue with what negates and governs it, then what the
//! content itself denies or refuses.

mod content;
mod refusal;
mod words;

use self::content::Content;
use self::words::{CARRIERS, NEGATIONS, PHRASES, REFUSALS, SPEAKING, TAKING_BACK};
use super::join::Draft;
use super::{Mode, Stance};
use crate::language::Language;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::span::Span;

/// Tokens before a cue that still negate it: "did not immediately deny".
const REACH: usize = 4;

/// Decides how the source stands to the content.
pub(super) fn stance(text: &str, language: &Language, draft: &Draft, mode: Mode) -> Stance {
    if draft.cue.is_empty() {
        return Stance::Asserts;
    }
    let cue = Cue::of(text, language, draft);
    let content = Content::of(text, language, draft);
    let negated = cue.has(NEGATIONS);
    let refuses = cue.has(REFUSALS);
    // A vote to confirm somebody says nothing of what is true.
    let votes = cue.has(&["vote"]);
    let speaks = cue.has(SPEAKING) && !votes;
    let carried = cue.words.iter().rev().find_map(|word| {
        let stem = |(stem, _): &&(&str, Stance)| word.text.starts_with(stem);
        CARRIERS.iter().find(stem).map(|(_, stance)| *stance)
    });
    let carried = carried.filter(|stance| *stance != Stance::Confirms || !votes);
    let turned = negated || refuses;
    match carried {
        // "Would not rule out".
        _ if cue.phrase() == Some(Stance::Denies) && turned => Stance::DoesNotDeny,
        _ if cue.phrase().is_some() => cue.phrase().unwrap_or(Stance::Asserts),
        // Who will not take a thing back stands by it.
        _ if cue.has(TAKING_BACK) && turned => Stance::Asserts,
        _ if cue.has(TAKING_BACK) => Stance::Denies,
        // "Refused to comment", "declined to say who"; to refuse money says nothing.
        _ if refuses && (speaks || content.speaks()) => Stance::Declines,
        // "Would not [discuss the tape]": the cue is a refusal and nothing else.
        None if negated && helps_only(language, draft) && content.speaks() => Stance::Declines,
        Some(Stance::Confirms) if refuses => Stance::Declines,
        // "Would neither confirm nor deny": nothing is said either way.
        Some(_) if negated && cue.carries(Stance::Denies) && cue.carries(Stance::Confirms) => {
            Stance::Declines
        }
        Some(Stance::Denies) if negated => Stance::DoesNotDeny,
        // Who rejects a request, a plan, a candidate denies nothing.
        Some(Stance::Denies) if cue.turns_down() && !content.is_claim() => Stance::Asserts,
        // Who denies her a vote says nothing of what others said.
        Some(Stance::Denies) if content.is_withheld() => Stance::Asserts,
        Some(Stance::Confirms) if negated => Stance::Declines,
        Some(Stance::Doubts) if negated => Stance::Asserts,
        Some(stance) => stance,
        // Who will not talk to the union may talk to everybody else.
        None if negated && speaks => {
            if cue.has(&["talk", "speak"]) && cue.has(&["to", "with"]) && !content.names_press() {
                Stance::Asserts
            } else {
                Stance::Declines
            }
        }
        None if mode != Mode::Says => Stance::Asserts,
        None => content
            .refusal()
            .or_else(|| content.verdict(cue.has(words::NAMING)))
            .or_else(|| content.denies(draft).then_some(Stance::Denies))
            .unwrap_or(Stance::Asserts),
    }
}

/// Says whether a cue holds no verb but auxiliaries.
fn helps_only(language: &Language, draft: &Draft) -> bool {
    let mut words = draft.cue.iter().flat_map(|run| run.tokens.range());
    words.all(|at| {
        language
            .syntax
            .get(at)
            .is_some_and(|word| word.tag != Tag::Verb)
    })
}

/// Says whether a cue answers what others say, by a denial or a refusal to speak. What its voice says
/// further is no part of what it denies.
pub(super) fn is_answer(text: &str, language: &Language, draft: &Draft) -> bool {
    let cue = Cue::of(text, language, draft);
    cue.has(REFUSALS) || cue.carries(Stance::Denies)
}

/// Says whether the words of a cue take back what was told.
pub(crate) fn takes_back(text: &str, cue: &[Span]) -> bool {
    let mut words = cue.iter().flat_map(|span| span.of(text).split_whitespace());
    words.any(|word| TAKING_BACK.contains(&word.to_lowercase().as_str()))
}

/// Says whether the words of a cue deny by themselves: "disputed", "called it false", "took it back".
pub(crate) fn denies(cue: &str) -> bool {
    has_denying_verb(cue)
        || calls_untrue(cue)
        || small_words(cue).any(|word| TAKING_BACK.contains(&word.as_str()))
}

/// Says whether a word by which others' claims are called untrue is among some words: "rubbish".
pub(crate) fn calls_untrue(words: &str) -> bool {
    small_words(words).any(|word| words::UNTRUE.contains(&word.as_str()))
}

/// Says whether a verb of denying is among some words: "disputed", "has denied".
pub(crate) fn has_denying_verb(words: &str) -> bool {
    let denying = |(_, stance): &&(&str, Stance)| *stance == Stance::Denies;
    small_words(words).any(|word| {
        let mut verbs = CARRIERS.iter().filter(denying);
        verbs.any(|(stem, _)| word.starts_with(stem))
    })
}

/// Says whether what is rejected is something asked for and nothing told: "rejected calls to"; or is
/// an opinion: "disagrees".
pub(crate) fn turns_down(words: &str) -> bool {
    /// So many words stand between the verb and what is turned down at most.
    const REACH: usize = 4;
    /// Beginnings of verbs by which somebody holds another opinion.
    const OPINION: &[&str] = &["disagree", "contest"];
    const TURNED: &[&str] = &["reject", "dismiss", "rebuff"];
    let words: Vec<String> = small_words(words).filter(|word| !word.is_empty()).collect();
    let begins = |word: &str, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    words.iter().enumerate().any(|(at, word)| {
        let mut behind = words.iter().skip(at + 1).take(REACH);
        begins(word, OPINION)
            || begins(word, TURNED) && behind.any(|word| words::ASKED.contains(&word.as_str()))
    })
}

/// Says whether two words that deny together stand side by side: "rules out".
pub(crate) fn has_denying_phrase(words: &str) -> bool {
    let words: Vec<String> = small_words(words).filter(|word| !word.is_empty()).collect();
    let denying = |(_, stance): &&(&[&str], Stance)| *stance == Stance::Denies;
    let is_phrase = |verb: &str, particle: &str| {
        let mut phrases = PHRASES.iter().filter(denying);
        phrases.any(|(phrase, _)| {
            matches!(*phrase, [one, other] if verb.starts_with(one) && particle == *other)
        })
    };
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .into_iter()
        .any(|(verb, particle)| is_phrase(verb, particle))
}

fn small_words(words: &str) -> impl Iterator<Item = String> {
    words
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
}

/// Says how an outlet stands to what it tells in a sentence of its own: "it is not true that the
/// pier was sold" repeats a claim to refute it, "Claim: the pier was sold" to judge it.
pub(crate) fn own(sentence: &str) -> Stance {
    let words: Vec<String> = sentence
        .replace('’', "'")
        .replace("n't", " n't")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .take(content::JUDGED)
        .map(str::to_lowercase)
        .collect();
    let opens = |head: &str| sentence.trim_start().starts_with(head);
    if opens("No, ") || content::verdict(&words, false) == Some(Stance::Denies) {
        Stance::Denies
    } else if opens("Claim:") || opens("CLAIM:") {
        Stance::Doubts
    } else {
        Stance::Asserts
    }
}

/// A word as it is looked up.
struct Word {
    text: String,
    lemma: String,
}

impl Word {
    fn of(text: &str, language: &Language, at: usize) -> Self {
        let tag = language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
        let token = language.tokens.get(at).map_or("", |token| token.of(text));
        Word {
            text: token.replace('’', "'").to_lowercase(),
            lemma: lemma(token, tag),
        }
    }

    fn is_of(&self, list: &[&str]) -> bool {
        list.contains(&self.text.as_str()) || list.contains(&self.lemma.as_str())
    }
}

/// The words of a cue, and those outside it that negate or govern it, in the order of the text.
struct Cue {
    words: Vec<Word>,
}

impl Cue {
    fn of(text: &str, language: &Language, draft: &Draft) -> Self {
        let cue: Vec<usize> = draft
            .cue
            .iter()
            .flat_map(|run| run.tokens.range())
            .collect();
        let taken = |at: usize| {
            draft
                .source
                .iter()
                .chain(&draft.content)
                .any(|run| run.tokens.holds(at))
        };
        let mut all = cue.clone();
        // "Did not immediately [deny]": what stands right before.
        let first = cue.first().copied().unwrap_or(0);
        let sentence = language.sentence_of(first);
        let floor = sentence
            .map_or(0, |sentence| sentence.tokens.start())
            .max(first.saturating_sub(REACH));
        let tag = |at: usize| language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
        let helps = |at: &usize| {
            matches!(tag(*at), Tag::Auxiliary | Tag::Particle | Tag::Adverb)
                || Word::of(text, language, *at).is_of(NEGATIONS)
        };
        all.extend((floor..first).rev().take_while(helps));
        // "Refused to [say]", "neither confirmed nor [denied]": what governs it.
        for at in &cue {
            let Some(word) = language.syntax.get(*at) else {
                continue;
            };
            let above = word.head as usize;
            let shares = word.relation == Relation::Xcomp
                || word.relation == Relation::Conj
                    && language.dependents(*at).any(|other| {
                        matches!(Word::of(text, language, other).text.as_str(), "nor" | "or")
                    });
            let governs = shares && !taken(above) && above != *at;
            all.extend(governs.then_some(above));
            let helpers = [Some(*at), governs.then_some(above)];
            for helped in helpers.into_iter().flatten() {
                all.extend(language.dependents(helped).filter(|other| {
                    !taken(*other)
                        && language.syntax.get(*other).is_some_and(|word| {
                            matches!(
                                word.relation,
                                Relation::Advmod
                                    | Relation::Aux
                                    | Relation::AuxPassive
                                    | Relation::Cc
                                    | Relation::Mark
                            )
                        })
                }));
            }
        }
        all.sort_unstable();
        all.dedup();
        Cue {
            words: all
                .into_iter()
                .map(|at| Word::of(text, language, at))
                .collect(),
        }
    }

    fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| word.is_of(list))
    }

    /// Says whether it denies by a word that is used of requests and offers too.
    fn turns_down(&self) -> bool {
        let denies = |word: &&Word| {
            let stem = |(stem, stance): &&(&str, Stance)| {
                *stance == Stance::Denies && word.text.starts_with(stem)
            };
            CARRIERS.iter().any(|carrier| stem(&carrier))
        };
        let turns = |word: &Word| {
            ["reject", "rebuff", "dismiss"]
                .iter()
                .any(|stem| word.text.starts_with(stem))
        };
        let mut denying = self.words.iter().filter(denies).peekable();
        denying.peek().is_some() && denying.all(turns)
    }

    /// Says whether one of its words carries a stance.
    fn carries(&self, stance: Stance) -> bool {
        self.words.iter().any(|word| {
            CARRIERS
                .iter()
                .any(|(stem, carried)| *carried == stance && word.text.starts_with(stem))
        })
    }

    /// Returns the stance of a phrase whose words stand in the cue in this order, at most one word
    /// apart; "not" is any negation.
    fn phrase(&self) -> Option<Stance> {
        let is =
            |word: &Word, part: &str| word.lemma == part || part == "not" && word.is_of(NEGATIONS);
        let stands = |phrase: &[&str]| {
            let Some((head, rest)) = phrase.split_first() else {
                return false;
            };
            let starts = self.words.iter().position(|word| is(word, head));
            starts.is_some_and(|start| {
                let mut next = start + 1;
                rest.iter().all(|part| {
                    let near = self.words.iter().skip(next).take(NEAR);
                    let found = near.into_iter().position(|word| is(word, part));
                    next += found.map_or(0, |at| at + 1);
                    found.is_some()
                })
            })
        };
        PHRASES
            .iter()
            .find(|(phrase, _)| stands(phrase))
            .map(|(_, stance)| *stance)
    }
}

/// Words within which the next word of a phrase stands: itself, or one between; auxiliaries that
/// were gathered count too.
const NEAR: usize = 3;
