//! The floor: whose a quotation is that no word gives to anybody.
//!
//! It is the actor's beside whom it stands, or the one's who was asked. Where the text does not show
//! that somebody else has the floor, [`join`](super::join) leaves it to the voice that spoke last.

use super::actors::Actors;
use super::join::Draft;
use super::labeller::{Role, Run};
use super::mode;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{EntityId, Language, QuoteState, Sentence};
use crate::span::{Span, Tokens};

/// Words of a sentence that only says what somebody does as they speak: "Mora shook his head."
const GESTURE: usize = 14;

/// Attributions back within which somebody must have spoken to be answered.
const NEAR: usize = 3;

/// Blocks back within which two people who talk have both spoken.
const TALKING: u32 = 2;

/// Who has the floor while the sentences of a passage are joined.
pub(super) struct Floor<'p> {
    text: &'p str,
    language: &'p Language,
    sentences: &'p [Span<Tokens>],
    runs: &'p [Vec<Run>],
    /// Nobody acts inside a content, which has one voice.
    actors: Option<&'p Actors>,
    /// How many attributions there were when a question was answered last, and who asked it.
    dialogue: Option<(usize, Vec<Run>)>,
}

impl<'p> Floor<'p> {
    pub(super) fn new(
        text: &'p str,
        language: &'p Language,
        sentences: &'p [Span<Tokens>],
        runs: &'p [Vec<Run>],
        actors: Option<&'p Actors>,
    ) -> Self {
        Floor {
            text,
            language,
            sentences,
            runs,
            actors,
            dialogue: None,
        }
    }

    /// Returns the source of a quotation without a cue, if somebody else than the voice that
    /// `spoke` has taken the floor; the source is empty if nobody says who.
    pub(super) fn take(
        &mut self,
        waiting: &[Run],
        drafts: &[Draft],
        spoke: Option<usize>,
    ) -> Option<Vec<Run>> {
        let actors = self.actors?;
        let whole = waiting
            .iter()
            .map(|run| run.tokens)
            .reduce(Span::cover)
            .filter(|whole| self.is_quotation(*whole))?;
        self.answer(actors, whole, drafts)
            .or_else(|| self.actor(actors, whole, drafts, spoke))
    }

    /// Says whether a run is one or more whole sentences in quotation marks.
    fn is_quotation(&self, whole: Span<Tokens>) -> bool {
        let (Some(first), Some(last)) =
            (self.sentence(whole.start()), self.sentence(whole.end() - 1))
        else {
            return false;
        };
        let state = |at: usize| self.language.quotes.get(at);
        first.tokens.start() == whole.start()
            && last.tokens.end() == whole.end()
            && state(whole.start()) == Some(&QuoteState::Opening)
            && state(whole.end() - 1) == Some(&QuoteState::Closing)
    }

    fn sentence(&self, at: usize) -> Option<&'p Sentence> {
        self.language.sentence_of(at)
    }

    /// Returns the source of an answer: the quotation right behind one by which somebody asks.
    fn answer(
        &mut self,
        actors: &Actors,
        whole: Span<Tokens>,
        drafts: &[Draft],
    ) -> Option<Vec<Run>> {
        let last = drafts.last()?;
        let here = self.sentence(whole.start())?;
        let before = self.sentence(whole.start().checked_sub(1)?)?;
        let follows = last
            .content
            .iter()
            .chain(&last.cue)
            .any(|run| before.tokens.overlaps(run.tokens));
        if !follows {
            return None;
        }
        if let Some((count, asker)) = self.dialogue.take()
            && count == drafts.len()
            && here.opens_block
        {
            self.dialogue = Some((count + 1, last.source.clone()));
            return Some(asker);
        }
        let question = last
            .content
            .iter()
            .max_by_key(|run| run.tokens)
            .is_some_and(|run| {
                let end = run.tokens.end();
                let word = |at: usize| self.language.tokens.get(at).map_or("", |t| t.of(self.text));
                end >= 2 && (word(end - 1) == "?" || word(end - 2) == "?")
            });
        let asking = last.cue.iter().find(|run| self.asks(run.tokens))?.tokens;
        if !question || asking.end() > whole.start() {
            return None;
        }
        let asker = self.entity(&last.source);
        let addressee = before.tokens.range().find_map(|at| {
            let word = self.language.syntax.get(at)?;
            let asked = asking.holds(word.head as usize)
                && matches!(word.relation, Relation::Obj | Relation::Iobj);
            let found = actors
                .within(self.language, before.tokens)
                .find(|(tokens, id)| asked && tokens.holds(at) && Some(*id) != asker);
            found.map(|(tokens, _)| source(tokens))
        });
        // Two who talk have both spoken: in this paragraph, or one before and behind the other.
        let other = || {
            let block = |draft: &Draft| {
                let last = draft.content.last()?.tokens;
                self.sentence(last.start()).map(|said| said.block)
            };
            let earlier = || drafts.iter().rev().skip(1).take(NEAR);
            let at = earlier().position(|draft| {
                let id = self.entity(&draft.source);
                id.is_some() && id != asker
            })?;
            let found = earlier().nth(at)?;
            let near = block(found).is_some_and(|said| said + TALKING >= here.block);
            let again = earlier()
                .skip(at)
                .any(|draft| asker.is_some() && self.entity(&draft.source) == asker);
            (block(found) == Some(here.block) || near && again).then(|| found.source.clone())
        };
        // In one paragraph a question is followed by more of the same voice, unless two talk.
        let found = addressee.or_else(other);
        if found.is_none() && !here.opens_block {
            return None;
        }
        self.dialogue = Some((drafts.len() + 1, last.source.clone()));
        Some(found.unwrap_or_default())
    }

    fn asks(&self, cue: Span<Tokens>) -> bool {
        cue.range().any(|at| {
            self.language.tokens.get(at).is_some_and(|token| {
                matches!(
                    lemma(token.of(self.text), Tag::Verb).as_str(),
                    "ask" | "demand" | "inquire" | "enquire"
                )
            })
        })
    }

    /// Returns whoever acts in the sentence before a quotation, or behind one that opens its
    /// paragraph.
    fn actor(
        &self,
        actors: &Actors,
        whole: Span<Tokens>,
        drafts: &[Draft],
        spoke: Option<usize>,
    ) -> Option<Vec<Run>> {
        let first = self
            .sentences
            .partition_point(|s| s.start() < whole.start());
        let last = self.sentences.partition_point(|s| s.start() < whole.end());
        let block = self.sentence(whole.start())?.block;
        let acting = |at: usize| {
            let sentence = *self.sentences.get(at)?;
            let own = self.sentence(sentence.start())?.block == block;
            // Who nods has said nothing yet, whatever the labeller takes it for.
            let says = self.runs.get(at)?.iter().any(|run| {
                run.role == Role::Cue
                    && run.tokens.start() > sentence.start()
                    && run
                        .tokens
                        .range()
                        .any(|at| mode::is_saying(self.text, self.language, at))
            });
            let told = self
                .language
                .quotes
                .get(sentence.range())
                .is_some_and(|states| states.iter().all(|state| *state == QuoteState::Out));
            if !own || says || !told {
                return None;
            }
            // "Mora’s verdict? “Never.”"
            let owns = || {
                actors
                    .owning(self.text, self.language, sentence)
                    .filter(|_| sentence.len() <= GESTURE)
            };
            let (tokens, id) = actors
                .acting(self.text, self.language, sentence)
                .map(|(tokens, id)| (tokens, Some(id)))
                .or_else(owns)?;
            Some((sentence, tokens, id))
        };
        let opens = self.sentence(whole.start())?.opens_block;
        // A quotation and what somebody does as they speak, which are a paragraph of their own, are
        // one person's, whoever spoke before.
        let closes = |at: usize| {
            let block_of = |at: usize| {
                let sentence = self.sentences.get(at)?;
                Some(self.sentence(sentence.start())?.block)
            };
            block_of(at) == Some(block) && block_of(at + 1) != Some(block)
        };
        let (sentence, tokens, id) = first
            .checked_sub(1)
            .and_then(acting)
            .or_else(|| acting(last).filter(|_| opens && (spoke.is_none() || closes(last))))?;
        if let Some(spoke) = spoke.and_then(|spoke| drafts.get(spoke)) {
            // "Asked whether she would go, Lane smiled": nobody spoke yet.
            let here = !spoke.source.is_empty()
                && spoke
                    .content
                    .iter()
                    .any(|run| self.sentence(run.tokens.start()).map(|s| s.block) == Some(block));
            let same = id.is_some() && self.entity(&spoke.source) == id;
            if here || same || sentence.len() > GESTURE {
                return None;
            }
        }
        Some(source(tokens))
    }

    fn entity(&self, source: &[Run]) -> Option<EntityId> {
        let first = source.first()?.tokens;
        self.language.entity_in(self.language.bytes(first))
    }
}

/// How sure it is whose such a quotation is.
const SURE: f32 = 0.7;

fn source(tokens: Span<Tokens>) -> Vec<Run> {
    vec![Run {
        role: Role::Source,
        tokens,
        sure: SURE,
    }]
}
