//! What stands as the content of an attribution: words, a clause, a judgement, what is to be done,
//! a thing.

use super::super::join::Draft;
use super::super::labeller::Run;
use super::word;
use super::words::CALLING;
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, QuoteState};

/// What stands as the content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Frame {
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
pub(super) const SPEECH: usize = 5;

/// Says what stands as the content of a draft; `unquoted` where all of it stands in quotation marks,
/// which then tell nothing.
pub(super) fn frame(text: &str, language: &Language, draft: &Draft, unquoted: bool) -> Frame {
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
    if !unquoted && starts_quoted && draft.content.iter().map(quoted).sum::<usize>() >= SPEECH {
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
