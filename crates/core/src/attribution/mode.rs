//! What an attribution is of: something said, thought or known, or an act that only shows where
//! somebody stands.
//!
//! The labeller learned from annotators who mark attitudes and acts as well ("backs the plan",
//! "refuses to go"). Here the cue's words and what hangs on them tell these apart; the words
//! themselves stand in `mode/words.rs`. How a source stands to what it says is `stance`'s.

mod frame;
mod senses;
mod stray;
mod unsaid;
mod words;

use self::frame::{Frame, SPEECH, frame};
use self::unsaid::Unsaid;
use self::words::{
    ACTS, ANSWERING, HEARING, KNOWING, PLANNING, SAYING, SAYING_WITH, SENSING, SHOWING, THINKING,
};
use super::join::Draft;
use super::{Mode, describe};
use crate::language::syntax::{Tag, lemma};
use crate::language::{Language, is_document};

/// What a draft is of, worked out once for whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sense {
    pub(super) mode: Mode,
    /// Whether it only tells what somebody did: "signed the lease". Nothing is said in it, and
    /// nobody's words or thoughts are its content.
    pub(super) deed: bool,
    /// Whether what stands as the source is whom it is done to: "was asked".
    pub(super) patient: bool,
    /// Whether tree or marks bear out that it says something: a verb of saying holds a clause, or
    /// somebody's own words; or it answers what others say.
    pub(super) told: bool,
}

/// Says what a draft is of; `unquoted` where it stands inside a quotation, whose marks tell nothing.
///
/// Of deeds the annotators had marked one in three where a bare thing is named by few words, or
/// where the labeller is none too sure; of the others one in two, and they stay.
pub(super) fn sense(text: &str, language: &Language, draft: &Draft, unquoted: bool) -> Sense {
    let cue = Cue::of(text, language, draft);
    if cue.words.is_empty() {
        return Sense {
            mode: Mode::Says,
            deed: false,
            patient: false,
            told: draft.cue.is_empty(),
        };
    }
    let frame = frame(text, language, draft, unquoted);
    let unsaid = cue.unsaid(frame, draft, unquoted);
    let mode = cue.mode(frame, unsaid, draft);
    // What is not said would else be a statement, and annotators mark it as one.
    let is_act = || cue.mode(frame, None, draft) == Mode::Acts;
    let words = || {
        let tokens = draft.content.iter().flat_map(|run| run.tokens.range());
        let tokens = tokens.filter_map(|at| language.tokens.get(at));
        tokens
            .filter(|token| token.of(text).chars().any(char::is_alphanumeric))
            .count()
    };
    let is_bare = || frame == Frame::Thing && words() <= FEW;
    let acts = || is_act() && (is_bare() || describe::confidence(draft) < UNSURE);
    let other_sense = || frame == Frame::Thing && cue.has_other_sense(draft);
    Sense {
        mode,
        deed: cue.has_verb() && (other_sense() || acts()) || unsaid == Some(Unsaid::Name),
        patient: matches!(unsaid, Some(Unsaid::Of | Unsaid::Beside)),
        told: mode == Mode::Says
            && match frame {
                Frame::Clause | Frame::Quotation => cue.has(SAYING) || cue.is_with_particle(),
                // "Declined to say more".
                Frame::Infinitive if cue.speaks(draft) => true,
                _ => cue.has(ANSWERING) || cue.is_said_to_be() || cue.is_adverb(),
            },
    }
}

/// Says whether a verb is one of saying and nothing else.
pub(super) fn is_plain_saying(text: &str, language: &Language, at: usize) -> bool {
    word(text, language, at).is_some_and(|word| word.is_of(SAYING))
}

/// Says whether a verb says what a clause holds: "said", "found", "believes".
pub(super) fn is_saying(text: &str, language: &Language, at: usize) -> bool {
    word(text, language, at)
        .is_some_and(|word| word.is_of(SAYING) || word.is_of(THINKING) || word.is_of(SHOWING))
}

/// Says whether a word is a form of one of these.
pub(super) fn is_one_of(text: &str, language: &Language, at: usize, lemmas: &[&str]) -> bool {
    word(text, language, at).is_some_and(|word| lemmas.contains(&word.lemma.as_str()))
}

/// Words that name a bare thing.
const FEW: usize = 5;

/// Confidence below which a deed is none that annotators mark.
const UNSURE: f32 = 0.6;

/// A word of a cue.
struct Word {
    at: usize,
    lemma: String,
    /// What the word would be a regular form of, whatever the parser takes it for.
    stems: [String; 3],
    tag: Tag,
}

impl Word {
    /// Says whether a list has the word.
    fn is_of(&self, list: &str) -> bool {
        list.split_whitespace()
            .any(|listed| listed == self.lemma || self.stems.iter().any(|stem| stem == listed))
    }
}

/// The words of a cue, and where they stand.
struct Cue<'t> {
    text: &'t str,
    language: &'t Language,
    words: Vec<Word>,
}

impl<'t> Cue<'t> {
    fn of(text: &'t str, language: &'t Language, draft: &Draft) -> Self {
        let words = draft
            .cue
            .iter()
            .flat_map(|run| run.tokens.range())
            .filter_map(|at| word(text, language, at))
            .filter(|word| word.lemma.chars().any(char::is_alphabetic))
            .collect();
        Cue {
            text,
            language,
            words,
        }
    }

    fn has(&self, lemmas: &str) -> bool {
        self.words.iter().any(|word| word.is_of(lemmas))
    }

    /// Says whether something is done by it. What an auxiliary helps is a verb whatever the parser
    /// takes it for: "had not shown".
    fn has_verb(&self) -> bool {
        self.words
            .iter()
            .any(|word| word.tag == Tag::Verb || word.tag == Tag::Auxiliary && word.lemma == "have")
    }

    /// Decides by what the words mean whatever they stand with, then by what they stand with.
    fn mode(&self, frame: Frame, unsaid: Option<Unsaid>, draft: &Draft) -> Mode {
        let outlet = || {
            draft.source.iter().any(|run| {
                let span = self.language.bytes(run.tokens);
                describe::is_outlet(self.language, span)
            })
        };
        let clause = matches!(frame, Frame::Clause | Frame::Quotation);
        // "The court heard that …": somebody told it.
        let hears = || self.is_of(|word| HEARING.split(' ').any(|body| body == word), draft);
        let knows = self.has(KNOWING) || clause && self.has(SENSING) && !hears();
        match frame {
            // Who is told something comes to know it.
            _ if unsaid == Some(Unsaid::Told) => Mode::Knows,
            _ if unsaid.is_some_and(|unsaid| unsaid != Unsaid::Beside) => Mode::Acts,
            _ if self.has(SAYING) || self.is_with_particle() => Mode::Says,
            // "Refuses to discuss it": the infinitive may be the content.
            Frame::Infinitive if self.speaks(draft) => Mode::Says,
            Frame::Judgement if !self.has(ACTS) => Mode::Says,
            // "Sees slower growth" expects it; who saw a car has seen one.
            Frame::Infinitive | Frame::Thing if self.has(PLANNING) => Mode::Acts,
            _ if self.has(THINKING) || self.sees() => Mode::Thinks,
            // "Known as": what it is called nobody knows. An outlet that has learned something
            // tells it.
            _ if knows && !self.has("as") && !(clause && outlet()) => Mode::Knows,
            // "Would achieve that by", "will target how": a deed that is yet to be done.
            Frame::Clause if self.is_ahead() => Mode::Acts,
            _ if clause => Mode::Says,
            _ if self.has(SHOWING) && self.is_of(is_document, draft) => Mode::Says,
            // "Did not [discuss the tape]": what helps a verb that stands in the content.
            _ if self.helps_only() => Mode::Says,
            _ => Mode::Acts,
        }
    }

    fn helps_only(&self) -> bool {
        self.words
            .iter()
            .all(|word| matches!(word.tag, Tag::Auxiliary | Tag::Particle | Tag::Adverb))
    }

    /// "Reportedly", "allegedly".
    fn is_adverb(&self) -> bool {
        self.words
            .iter()
            .any(|word| word.tag == Tag::Adverb && word.is_of(SAYING))
    }

    fn sees(&self) -> bool {
        self.words.iter().any(|word| {
            let token = self.language.tokens.get(word.at);
            token.is_some_and(|token| token.of(self.text).eq_ignore_ascii_case("sees"))
        })
    }

    /// Says whether it speaks of what is to come or might be.
    fn is_ahead(&self) -> bool {
        self.words.iter().any(|word| {
            word.tag == Tag::Auxiliary
                && [
                    "will", "would", "could", "can", "might", "may", "should", "wo",
                ]
                .contains(&word.lemma.as_str())
        })
    }

    /// Says whether the content names an act of speaking that the source does or will not do.
    fn speaks(&self, draft: &Draft) -> bool {
        let first = draft.content.first().map(|run| run.tokens);
        first.is_some_and(|tokens| {
            tokens.range().take(SPEECH).any(|at| {
                word(self.text, self.language, at)
                    .is_some_and(|word| word.tag == Tag::Verb && word.is_of(SAYING))
            })
        })
    }

    /// Says whether a verb stands with the particle, preposition or noun that makes it speech:
    /// "called for".
    fn is_with_particle(&self) -> bool {
        SAYING_WITH.iter().any(|(verb, with)| {
            self.words.iter().any(|word| {
                word.lemma == *verb
                    && (word.at + 1..word.at + 4).any(|at| {
                        let other = self.language.tokens.get(at).map_or("", |t| t.of(self.text));
                        // "Is set to vote it out": the other verb's.
                        let another = (word.at + 1..at).any(|between| {
                            self.language.syntax.get(between).map(|word| word.tag)
                                == Some(Tag::Verb)
                        });
                        !another && with.iter().any(|with| other.eq_ignore_ascii_case(with))
                    })
            })
        })
    }

    /// Says whether the source holds a word for which this holds, in small letters.
    fn is_of(&self, fits: impl Fn(&str) -> bool, draft: &Draft) -> bool {
        let mut words = draft.source.iter().flat_map(|run| run.tokens.range());
        words.any(|at| {
            let token = self.language.tokens.get(at);
            token.is_some_and(|token| fits(&token.of(self.text).to_lowercase()))
        })
    }
}

fn word(text: &str, language: &Language, at: usize) -> Option<Word> {
    let tag = language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
    let token = language.tokens.get(at)?.of(text);
    let lower = token.to_lowercase();
    let inflected = lower
        .strip_suffix("ing")
        .or_else(|| lower.strip_suffix("ed"));
    let stem = inflected
        .or_else(|| lower.strip_suffix('s'))
        .unwrap_or(&lower);
    let single = match stem.char_indices().next_back() {
        Some((last, letter)) if stem.get(..last).is_some_and(|rest| rest.ends_with(letter)) => {
            stem.get(..last).unwrap_or(stem)
        }
        _ => stem,
    };
    let mute = inflected.map_or_else(|| stem.to_owned(), |stem| format!("{stem}e"));
    Some(Word {
        at,
        lemma: lemma(token, tag),
        stems: [mute, single.to_owned(), stem.to_owned()],
        tag,
    })
}
