//! Who "I" and "you" are: whoever is speaking where the word stands, and whoever is spoken to.
//!
//! Only attribution knows the speaker of a quotation, so the names stage leaves these pronouns
//! alone and they are added to the entities here. "I" outside quotations and transcripts is the
//! reporter, who is no entity.

use super::layout::{self, Speakers, Turn};
use super::{Attribution, SourceKind};
use crate::language::{EntityId, Language, QuoteState};
use crate::report::Report;
use crate::span::Span;

/// Forms of "I".
const FIRST: &[&str] = &[
    "I", "me", "my", "mine", "myself", "Me", "My", "Mine", "Myself",
];

/// Forms of "you".
const SECOND: &[&str] = &[
    "you", "your", "yours", "yourself", "You", "Your", "Yours", "Yourself",
];

/// Gives every "I" to the entity that speaks, as a mention and as a source.
pub(crate) fn first_person(
    report: &Report,
    language: &mut Language,
    attributions: &mut [Attribution],
) {
    let speech = Speech::of(report, language, attributions);
    let mut found = speech.pronouns(FIRST, |said| match said {
        Said::Quoted(attribution) => attributions.get(attribution)?.source.entity,
        Said::Turn(turn) => speech.speakers.get(turn).copied().flatten(),
    });
    let labels = speech.labels();
    found.extend(&labels);
    found.sort_unstable();
    for attribution in attributions {
        if let Some(first) = attribution.source.spans.first()
            && speech.nobodys.binary_search(first).is_ok()
        {
            attribution.source.entity = None;
            attribution.source.kind = SourceKind::Unnamed;
        }
        let source = attribution
            .source
            .spans
            .first()
            .and_then(|source| found.binary_search_by_key(source, |(span, _)| *span).ok());
        if let Some((_, entity)) = source.and_then(|at| found.get(at)) {
            attribution.source.entity = Some(*entity);
            // "A" and "ML" are nobody's names, and yet they say who it is.
            if attribution.source.kind == SourceKind::Unnamed
                && attribution.source.spans.first().is_some_and(|source| {
                    labels
                        .binary_search_by_key(source, |(label, _)| *label)
                        .is_ok()
                })
            {
                attribution.source.kind = SourceKind::Named;
            }
        }
    }
    language.mention(&found);
}

/// Gives every "you" to the entity that is spoken to, as a mention; addressees must be known.
pub(crate) fn second_person(
    report: &Report,
    language: &mut Language,
    attributions: &[Attribution],
) {
    let speech = Speech::of(report, language, attributions);
    let found = speech.pronouns(SECOND, |said| match said {
        Said::Quoted(attribution) => match attributions.get(attribution)?.addressees.as_slice() {
            [one] => one.entity,
            _ => None,
        },
        Said::Turn(turn) => speech.listener(turn),
    });
    language.mention(&found);
}

/// In what a word is said.
#[derive(Clone, Copy)]
enum Said {
    /// The content of an attribution, counted from 0.
    Quoted(usize),
    /// A turn of a transcript, counted from 0.
    Turn(usize),
}

/// What of a report somebody says in their own words.
struct Speech<'l> {
    text: &'l str,
    language: &'l Language,
    turns: Vec<Turn>,
    /// Who speaks each turn.
    speakers: Vec<Option<EntityId>>,
    /// Labels that are letters and name nobody, though they may look like a name.
    nobodys: Vec<Span>,
    /// For each token in what it is said.
    said: Vec<Option<Said>>,
}

impl<'l> Speech<'l> {
    fn of(report: &'l Report, language: &'l Language, attributions: &[Attribution]) -> Self {
        let text = report.text();
        let turns = layout::turns(text, language);
        let mut known = Speakers::of(text, language, &turns);
        let speakers = turns.iter().map(|turn| known.speaker(turn)).collect();
        let nobodys = turns
            .iter()
            .filter(|turn| turn.is_letter())
            .map(|turn| language.bytes(turn.speaker))
            .collect();
        let mut said = vec![None; language.tokens.len()];
        for (number, turn) in turns.iter().enumerate() {
            if let Some(said) = said.get_mut(turn.words.range()) {
                said.fill(Some(Said::Turn(number)));
            }
        }
        let told = attributions
            .iter()
            .enumerate()
            .filter(|(_, attribution)| is_told(language, attribution));
        let mut contents: Vec<(Span, usize)> = told
            .flat_map(|(number, a)| a.content.iter().map(move |span| (*span, number)))
            .collect();
        // The voice further in is written over the one around it.
        contents.sort_unstable_by_key(|(span, number)| {
            (span.start(), std::cmp::Reverse(span.end()), *number)
        });
        for (span, number) in contents {
            for at in language.tokens_in(span).range() {
                if language
                    .quotes
                    .get(at)
                    .is_some_and(|state| *state != QuoteState::Out)
                    && let Some(said) = said.get_mut(at)
                {
                    *said = Some(Said::Quoted(number));
                }
            }
        }
        Speech {
            text,
            language,
            turns,
            speakers,
            nobodys,
            said,
        }
    }

    /// Finds the pronouns that somebody says, each with the entity that `who` gives for it.
    fn pronouns(
        &self,
        forms: &[&str],
        who: impl Fn(Said) -> Option<EntityId>,
    ) -> Vec<(Span, EntityId)> {
        let words = self.language.tokens.iter().zip(&self.said);
        words
            .filter(|(token, _)| forms.contains(&token.of(self.text)))
            .filter_map(|(token, said)| Some((token.span, who((*said)?)?)))
            .collect()
    }

    /// Returns the labels of the turns with whom they mean, in order.
    fn labels(&self) -> Vec<(Span, EntityId)> {
        let turns = self.turns.iter().zip(&self.speakers);
        turns
            .filter_map(|(turn, speaker)| Some((self.language.bytes(turn.speaker), (*speaker)?)))
            .collect()
    }

    /// Returns who is spoken to: the next to speak where the turn ends in a question, else the last
    /// who spoke before.
    fn listener(&self, turn: usize) -> Option<EntityId> {
        let own = self.turns.get(turn)?;
        let name = |turn: usize| {
            self.turns
                .get(turn)
                .map(|turn| self.language.bytes(turn.speaker).of(self.text))
        };
        let other = |at: &usize| name(*at).is_some_and(|heard| Some(heard) != name(turn));
        let asks = own.words.range().rev().take(2).any(|at| {
            self.language
                .tokens
                .get(at)
                .is_some_and(|token| token.of(self.text) == "?")
        });
        let next = Some(turn + 1).filter(other);
        let last = (turn.saturating_sub(NEAR)..turn).rev().find(other);
        let heard = if asks { next.or(last) } else { last.or(next) }?;
        self.speakers.get(heard).copied().flatten()
    }
}

/// Turns back within which somebody else must have spoken to be spoken to.
const NEAR: usize = 3;

/// Says whether the words that attribute stand outside of quotation marks: of the voices in a
/// quotation only the outermost says "I".
fn is_told(language: &Language, attribution: &Attribution) -> bool {
    let around = attribution.source.spans.first().or(attribution.cue.first());
    around.is_some_and(|span| {
        language
            .quotes
            .get(language.tokens_in(*span).start())
            .is_none_or(|state| *state == QuoteState::Out)
    })
}
