//! Speech: what stands in one long quotation is one voice's, whatever voices it names in turn.
//!
//! The network labels one layer, and inside a quotation it now and then takes the speaker's own "I
//! think" for the voice. Here such a voice gives way to the whole quotation; `find` reads that
//! again and finds the voice inside.

use super::join::Draft;
use super::labeller::{Role, Run};
use crate::language::{Language, QuoteState, TokenKind};
use crate::span::{Span, Tokens};

/// Replaces the attributions that stand wholly inside a long quotation by what the sentence holds
/// of it.
///
/// It goes to the attribution that has a part of it already, else to `loose`, to wait for its
/// speaker.
pub(super) fn gather(
    language: &Language,
    sentence: Span<Tokens>,
    drafts: &mut Vec<Draft>,
    loose: &mut Vec<Run>,
) {
    let mut at = 0;
    while at < drafts.len() {
        let Some(quotation) = inside(language, sentence, &drafts[at]) else {
            at += 1;
            continue;
        };
        let inner = drafts.remove(at);
        let sure = inner
            .content
            .iter()
            .chain(&inner.cue)
            .map(|run| run.sure)
            .fold(1.0, f32::min);
        let run = Run {
            role: Role::Content,
            tokens: quotation,
            sure,
        };
        let holds = |run: &Run| run.tokens.overlaps(quotation);
        let outer = drafts.iter_mut().find(|draft| {
            draft.content.iter().any(holds) && inside(language, sentence, draft).is_none()
        });
        let contents = outer.map_or(&mut *loose, |draft| &mut draft.content);
        let whole = contents
            .iter()
            .filter(|run| holds(run))
            .map(|run| run.tokens)
            .fold(quotation, Span::cover);
        contents.retain(|run| !holds(run));
        contents.push(Run {
            tokens: whole,
            ..run
        });
    }
}

/// Returns what a sentence holds of the long quotation that an attribution stands wholly inside of.
fn inside(language: &Language, sentence: Span<Tokens>, draft: &Draft) -> Option<Span<Tokens>> {
    let whole = draft
        .source
        .iter()
        .chain(&draft.cue)
        .chain(&draft.content)
        .map(|run| run.tokens)
        .reduce(Span::cover)?;
    let within = |at: usize| language.quotes.get(at) == Some(&QuoteState::InLong);
    let cue = draft.cue.first()?.tokens;
    // A colon gives a quoted transcript its voices.
    let is_colon = cue.range().all(|at| {
        language
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Mark)
    });
    if is_colon || !cue.range().all(within) {
        return None;
    }
    let back = (sentence.start()..cue.start())
        .rev()
        .take_while(|at| within(*at))
        .last()
        .unwrap_or(cue.start());
    let on = (cue.end()..sentence.end())
        .take_while(|at| within(*at))
        .last()
        .map_or(cue.end(), |at| at + 1);
    let mark = |at: usize, state: QuoteState| {
        sentence.holds(at) && language.quotes.get(at) == Some(&state)
    };
    let start = back
        .checked_sub(1)
        .filter(|at| mark(*at, QuoteState::Opening))
        .unwrap_or(back);
    let end = if mark(on, QuoteState::Closing) {
        on + 1
    } else {
        on
    };
    let quotation = Span::new(start, end);
    quotation.contains(whole).then_some(quotation)
}
