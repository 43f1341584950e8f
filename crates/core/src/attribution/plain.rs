//! Plain sayings that the labeller has missed: somebody, a verb of saying, a clause that hangs on
//! it; and somebody who would not speak.
//!
//! The labeller is surer of what is common in the news it learned from. Where it sees nothing in a
//! whole sentence, the tree is asked whether the main verb says something all the same.

use super::labeller::{Role, Run};
use super::mode;
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, QuoteState};
use crate::span::{Span, Tokens};

/// How sure a plain saying is.
const SURE: f32 = 0.75;

/// Tokens of a source.
const SOURCE: usize = 14;

/// Tokens that a subtree is followed over.
const DEEPEST: usize = 60;

/// What one will not do when one will not speak.
const REFUSED: &[&str] = &[
    "name",
    "discuss",
    "say",
    "comment",
    "identify",
    "disclose",
    "elaborate",
    "confirm",
    "answer",
];

/// Adds what plainly is a saying to sentences in which the labeller saw nothing.
pub(super) fn mark(text: &str, language: &Language, runs: &mut [Vec<Run>]) {
    for (sentence, runs) in language.sentences.iter().zip(runs) {
        if !runs.is_empty() {
            continue;
        }
        let Some(verb) = main_verb(language, sentence.tokens) else {
            continue;
        };
        if let Some(parts) = saying(text, language, sentence.tokens, verb) {
            runs.extend(parts.map(|(role, tokens)| Run {
                role,
                tokens,
                sure: SURE,
            }));
            runs.sort_by_key(|run| run.tokens);
        }
    }
}

/// Returns the verb of the main clause, if it stands outside quotation marks.
fn main_verb(language: &Language, sentence: Span<Tokens>) -> Option<usize> {
    sentence.range().find(|at| {
        language
            .syntax
            .get(*at)
            .is_some_and(|word| word.head as usize == *at && word.tag == Tag::Verb)
            && language.quotes.get(*at) == Some(&QuoteState::Out)
    })
}

/// Returns source, cue and content of a main clause that says something.
fn saying(
    text: &str,
    language: &Language,
    sentence: Span<Tokens>,
    verb: usize,
) -> Option<[(Role, Span<Tokens>); 3]> {
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let tag = |at: usize| language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
    let relation = |at: usize| {
        language
            .syntax
            .get(at)
            .map_or(Relation::Dep, |word| word.relation)
    };
    let by = |at: usize, wanted: &'static [Relation]| {
        language
            .dependents(at)
            .find(|other| wanted.contains(&relation(*other)))
    };
    let subject = by(verb, &[Relation::Nsubj]).filter(|subject| {
        *subject < verb
            && ![
                "it", "this", "that", "there", "nobody", "who", "which", "what",
            ]
            .iter()
            .any(|none| word(*subject).eq_ignore_ascii_case(none))
    })?;
    let mut first = verb;
    while first > subject + 1
        && matches!(tag(first - 1), Tag::Auxiliary | Tag::Adverb | Tag::Particle)
    {
        first -= 1;
    }
    let helpers = || first..verb;
    let not = helpers().any(|at| ["not", "n't", "n’t"].contains(&word(at)));
    let will = helpers().any(|at| ["would", "will", "wo"].contains(&word(at)));
    let refuses = not && will && mode::is_one_of(text, language, verb, REFUSED);
    let clause = by(verb, &[Relation::Ccomp]).filter(|clause| {
        *clause > verb && by(*clause, &[Relation::Nsubj, Relation::NsubjPassive]).is_some()
    });
    let what = if refuses {
        clause.or_else(|| by(verb, &[Relation::Obj, Relation::Obl]).filter(|at| *at > verb))
    } else {
        clause.filter(|_| !not && mode::is_plain_saying(text, language, verb))
    }?;
    let source = subtree(language, subject);
    let content = subtree(language, what);
    let source = Span::new(source.start(), source.end().min(first));
    let content = Span::new(content.start().max(verb + 1), content.end());
    let fits = !source.is_empty()
        && source.len() <= SOURCE
        && source.end() == first
        && !content.is_empty()
        && sentence.contains(source)
        && sentence.contains(content);
    fits.then_some([
        (Role::Source, source),
        (Role::Cue, Span::new(first, verb + 1)),
        (Role::Content, content),
    ])
}

/// Returns all that hangs on a word, with the word, from the first token to the last.
fn subtree(language: &Language, at: usize) -> Span<Tokens> {
    let (mut first, mut last) = (at, at);
    let mut open = vec![at];
    let mut left = DEEPEST;
    while let Some(word) = open.pop().filter(|_| left > 0) {
        left -= 1;
        first = first.min(word);
        last = last.max(word);
        open.extend(language.dependents(word));
    }
    Span::new(first, last + 1)
}
