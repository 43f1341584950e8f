//! What an attribution is of: something said, thought or known, or an act that only shows where
//! somebody stands.
//!
//! The labeller learned from annotators who mark attitudes and acts as well ("backs the plan",
//! "refuses to go"). Here the cue's words and what hangs on them tell these apart; the words
//! themselves stand in `mode/words.rs`. How a source stands to what it says is `stance`'s.

mod senses;
mod words;

use self::words::{
    ACTS, CALLING, HEARING, KNOWING, SAYING, SAYING_WITH, SENSING, SHOWING, THINKING,
};
use super::join::Draft;
use super::labeller::Run;
use super::{Mode, describe};
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{Language, QuoteState, is_document};

/// What stands as the content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Frame {
    /// Somebody's own words.
    Quotation,
    /// A clause with a subject of its own: "that the pier was safe", ", Lane said, ".
    Clause,
    /// A thing and what it is called: "the plan as reckless", "it rubbish".
    Judgement,
    /// What is to be done: "to go".
    Infinitive,
    /// A thing, a person, an event.
    Thing,
}

/// Words in quotation marks from which on they are speech, and no title or name.
const SPEECH: usize = 5;

/// Says what an attribution is of.
pub(super) fn mode(text: &str, language: &Language, draft: &Draft) -> Mode {
    let cue = Cue::of(text, language, draft);
    if cue.words.is_empty() {
        return Mode::Says;
    }
    let frame = frame(text, language, draft);
    cue.mode(frame, draft)
}

/// Says whether a draft only tells what somebody did: "signed the lease". Nothing is said in it, and
/// nobody's words or thoughts are its content.
///
/// Of such the annotators had marked one in three where a bare thing is named by few words, or where
/// the labeller is none too sure; of the others one in two, and they stay.
pub(super) fn is_deed(text: &str, language: &Language, draft: &Draft) -> bool {
    let cue = Cue::of(text, language, draft);
    if !cue.has_verb() {
        return false;
    }
    let frame = frame(text, language, draft);
    if frame == Frame::Thing && cue.has_other_sense(draft) {
        return true;
    }
    let words = draft
        .content
        .iter()
        .flat_map(|run| run.tokens.range())
        .filter(|at| {
            let token = language.tokens.get(*at);
            token.is_some_and(|token| token.of(text).chars().any(char::is_alphanumeric))
        })
        .count();
    let is_bare = frame == Frame::Thing && words <= FEW;
    cue.mode(frame, draft) == Mode::Acts && (is_bare || describe::confidence(draft) < UNSURE)
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
    fn mode(&self, frame: Frame, draft: &Draft) -> Mode {
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
            _ if self.has(SAYING) || self.is_with_particle() => Mode::Says,
            // "Refuses to discuss it": the infinitive may be the content.
            Frame::Infinitive if self.speaks(draft) => Mode::Says,
            Frame::Judgement if !self.has(ACTS) => Mode::Says,
            // "Sees slower growth" expects it; who saw a car has seen one.
            _ if self.has(THINKING) || self.sees() => Mode::Thinks,
            // "Known as": what it is called nobody knows. An outlet that has learned something
            // tells it.
            _ if knows && !self.has("as") && !(clause && outlet()) => Mode::Knows,
            // "Would achieve that by", "will target how": a deed that is yet to be done.
            Frame::Clause if self.is_ahead() => Mode::Acts,
            _ if clause => Mode::Says,
            _ if self.has(SHOWING) && self.is_of(is_document, draft) => Mode::Says,
            // "According to", "in his words", "reportedly": no verb does anything.
            _ if !self.has_verb() && !self.has(ACTS) => Mode::Says,
            _ => Mode::Acts,
        }
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
                        with.iter().any(|with| other.eq_ignore_ascii_case(with))
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

/// Says what stands as the content of a draft.
fn frame(text: &str, language: &Language, draft: &Draft) -> Frame {
    let quoted = |run: &Run| {
        run.tokens
            .range()
            .filter(|at| {
                language
                    .quotes
                    .get(*at)
                    .is_some_and(|state| *state != QuoteState::Out)
            })
            .count()
    };
    let starts_quoted = draft.content.iter().any(|run| {
        language
            .quotes
            .get(run.tokens.start())
            .is_some_and(|state| *state != QuoteState::Out)
    });
    if starts_quoted && draft.content.iter().map(quoted).sum::<usize>() >= SPEECH {
        return Frame::Quotation;
    }
    let in_cue = |at: usize| draft.cue.iter().any(|run| run.tokens.holds(at));
    let hangs = |at: usize, relations: &[Relation]| {
        language
            .syntax
            .get(at)
            .is_some_and(|word| in_cue(word.head as usize) && relations.contains(&word.relation))
    };
    let within = || draft.content.iter().flat_map(|run| run.tokens.range());
    let cue_hangs = draft
        .cue
        .iter()
        .flat_map(|run| run.tokens.range())
        .any(|at| {
            language.syntax.get(at).is_some_and(|word| {
                word.relation == Relation::Parataxis
                    && within().any(|content| content == word.head as usize)
            })
        });
    if cue_hangs || within().any(|at| hangs(at, &[Relation::Ccomp, Relation::Parataxis])) {
        return Frame::Clause;
    }
    let opens = within().next().and_then(|at| language.tokens.get(at));
    if opens.is_some_and(|token| {
        ["that", "whether", "how", "why"]
            .iter()
            .any(|word| token.of(text).eq_ignore_ascii_case(word))
    }) {
        return Frame::Clause;
    }
    let Some(head) = draft
        .content
        .first()
        .and_then(|run| language.head_of(run.tokens))
    else {
        return Frame::Thing;
    };
    let has = |relations: &[Relation]| {
        language.dependents(head).any(|at| {
            language
                .syntax
                .get(at)
                .is_some_and(|word| relations.contains(&word.relation))
        })
    };
    let tag = |at: usize| language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
    let relation = language.syntax.get(head).map(|word| word.relation);
    if matches!(
        relation,
        Some(Relation::Root | Relation::Ccomp | Relation::Conj | Relation::Parataxis)
    ) && has(&[Relation::Nsubj, Relation::NsubjPassive])
    {
        return Frame::Clause;
    }
    let as_before = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| language.tokens.get(before))
            .is_some_and(|token| token.of(text).eq_ignore_ascii_case("as"))
    };
    let word_at = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let calls = draft
        .cue
        .iter()
        .flat_map(|run| run.tokens.range())
        .any(|at| word(text, language, at).is_some_and(|word| word.is_of(CALLING)));
    // "Called the plan a gift", "called them “wolves”", "called it rubbish": more than the thing.
    let named = |at: usize| {
        hangs(at, &[Relation::Xcomp])
            || at > 0
                && within().any(|other| other + 1 == at)
                && (matches!(word_at(at), "a" | "an")
                    && matches!(tag(at - 1), Tag::Noun | Tag::ProperNoun | Tag::Pronoun)
                    || language.quotes.get(at) == Some(&QuoteState::Opening)
                    || tag(at - 1) == Tag::Pronoun && word_at(at).starts_with(char::is_alphabetic))
    };
    // "The boat was called “Otter”": nobody judges.
    let named_by_nobody = draft.source.is_empty()
        && draft
            .cue
            .iter()
            .flat_map(|run| run.tokens.range())
            .any(|at| word(text, language, at).is_some_and(|word| word.lemma == "be"));
    // "The report false": what it is called stands last.
    let last = within().rfind(|at| word_at(*at).starts_with(char::is_alphabetic));
    let ends_judging = last.is_some_and(|at| tag(at) == Tag::Adjective);
    let called = calls && !named_by_nobody && (ends_judging || within().any(named));
    if called || within().any(|at| tag(at) == Tag::Adjective && as_before(at)) {
        return Frame::Judgement;
    }
    if tag(head) == Tag::Verb
        && language.dependents(head).any(|at| {
            tag(at) == Tag::Particle
                && language
                    .tokens
                    .get(at)
                    .is_some_and(|t| t.of(text).eq_ignore_ascii_case("to"))
        })
    {
        return Frame::Infinitive;
    }
    Frame::Thing
}
