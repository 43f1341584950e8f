//! Announced quotations: a line that ends in a colon above a block that is quoted.
//!
//! "From Chair Mara Lane:", "The harbour master’s response:", "Lane was blunt:". Where the network
//! finds a word in the line that says, the joiner goes by that; here are the lines without one.

use super::{LONGEST_ROLE, Page, Voice};
use crate::attribution::actors::Actors;
use crate::attribution::labeller::{Role, Run};
use crate::language::syntax::Relation;
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// How sure such a line is.
const SURE: f32 = 0.9;

/// Tokens that may stand behind a word that says, for it to announce what follows.
const BEHIND: usize = 5;

/// Tokens between "from" and the name: "from the desk of Mara Lane".
const BEFORE_NAME: usize = 5;

/// Finds the lines that announce a quotation and say whose.
pub(super) fn voices(page: &Page<'_>, actors: &Actors, runs: &[Vec<Run>]) -> Vec<Voice> {
    let mut until = 0;
    (1..page.blocks.len())
        .filter_map(|block| announced(page, actors, runs, block))
        .filter(|voice| {
            let free = voice.sentences.start >= until;
            until = until.max(voice.sentences.end);
            free
        })
        .collect()
}

fn announced(page: &Page<'_>, actors: &Actors, runs: &[Vec<Run>], block: usize) -> Option<Voice> {
    let is_quote = page.sentences(block).first()?.kind == BlockKind::Quote;
    let above = page.sentences(block - 1).last()?.tokens;
    let colon = above.end().checked_sub(1)?;
    if !is_quote && !page.opens(block) || page.word(colon) != ":" {
        return None;
    }
    let line = page.blocks.get(block - 1)?.end - 1;
    let says = runs.get(line)?.iter().any(|run| {
        run.role == Role::Cue
            && run.tokens.end() + BEHIND >= above.end()
            && run
                .tokens
                .range()
                .any(|at| page.word(at).chars().any(char::is_alphabetic))
    });
    let own = page.blocks.get(block)?;
    let whole = is_quote || page.is_quotation(block);
    let runs = runs.get(line)?;
    let part = |role| runs.iter().rev().find(|run| run.role == role);
    let (source, cue) = match actors.owning(page.text, page.language, above) {
        Some((source, _)) => (source, Span::new(colon, colon + 1)),
        // A quotation without marks is known by the page alone, and not to the joiner.
        None if says => part(Role::Source)
            .filter(|_| is_quote && !page.opens(block) && part(Role::Content).is_none())
            .map(|source| source.tokens)
            .zip(part(Role::Cue).map(|cue| cue.tokens))?,
        None => (speaker(page, actors, above)?, Span::new(colon, colon + 1)),
    };
    let content = if whole {
        Span::new(page.head(block), page.tokens(block).end())
    } else {
        Span::new(colon + 1, colon + 1)
    };
    Some(Voice {
        draft: page.draft(source, cue, content, SURE),
        sentences: line..if whole { own.end } else { line + 1 },
        goes_on: true,
    })
}

/// Returns the words for whoever a line announces.
fn speaker(page: &Page<'_>, actors: &Actors, line: Span<Tokens>) -> Option<Span<Tokens>> {
    let colon = line.end() - 1;
    let subject = line.range().any(|at| {
        page.language
            .syntax
            .get(at)
            .is_some_and(|word| word.relation == Relation::Nsubj)
    });
    let from = || {
        let word = line
            .range()
            .find(|at| matches!(page.word(*at), "by" | "from" | "From" | "By"))?;
        actors
            .within(page.language, line)
            .find(|(tokens, _)| tokens.start() > word && tokens.start() <= word + BEFORE_NAME)
            .map(|(tokens, _)| tokens)
    };
    let named = || {
        let name = page.name(Span::new(line.start(), colon));
        let role: Span<Tokens> = Span::new(name.end(), colon);
        let whole = role.is_empty() || page.word(role.start()) == "," && role.len() <= LONGEST_ROLE;
        (whole && name.len() > 1).then(|| Span::new(line.start(), colon))
    };
    // "Responding to the news, Mara Lane of the crew:"
    let alone = || {
        let mut people = actors.within(page.language, line);
        let (tokens, _) = people.next()?;
        let apart = tokens.start() > line.start() && page.word(tokens.start() - 1) == ",";
        (apart && people.next().is_none()).then_some(tokens)
    };
    let acts = || Some(actors.acting(page.text, page.language, line)?.0);
    if subject {
        acts()
    } else {
        from().or_else(named).or_else(alone)
    }
}
