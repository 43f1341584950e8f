//! Plain sayings that the labeller has missed: somebody, a verb of saying, a clause that hangs on
//! it; and somebody who would not speak.
//!
//! The labeller is surer of what is common in the news it learned from. Where it sees nothing in a
//! whole sentence, the tree is asked whether the main verb says something all the same.

use super::labeller::{Passage, Role, Run};
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

/// Tokens that help a verb: "would therefore not be".
const HELPERS: usize = 6;

/// Words that negate a verb.
const NOT: &[&str] = &["not", "n't", "n’t"];

/// With whom one shares what one tells.
const PRESS: &[&str] = &[
    "us",
    "reporters",
    "journalists",
    "press",
    "media",
    "newspaper",
    "paper",
];

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
    "talk",
    "share",
    "reveal",
    "speculate",
    "specify",
    "draw",
];

/// What one has not done who "did not" do it, or cannot do: to leave something out is no refusal.
const LEFT: &[&str] = &["comment", "elaborate", "discuss"];

/// What hangs on a verb of speaking and belongs to what is refused.
const REFUSED_PART: &[Relation] = &[
    Relation::Obj,
    Relation::Iobj,
    Relation::Obl,
    Relation::Xcomp,
    Relation::Ccomp,
    Relation::Advmod,
];

/// What one does not do who keeps silent: "did not wish to comment".
const WISHES: &[&str] = &["wish", "want", "care", "like"];

/// Adds what plainly is a saying to sentences in which the labeller saw nothing.
pub(super) fn mark(passage: &Passage<'_>, runs: &mut [Vec<Run>]) {
    let (text, language) = (passage.text, passage.language);
    for (sentence, runs) in passage.sentences.iter().zip(runs) {
        if !runs.is_empty() {
            continue;
        }
        let Some(verb) = main_verb(language, *sentence, passage.unquoted) else {
            continue;
        };
        if let Some(parts) = saying(text, language, *sentence, verb) {
            runs.extend(parts.map(|(role, tokens)| Run {
                role,
                tokens,
                sure: SURE,
            }));
            runs.sort_by_key(|run| run.tokens);
        }
    }
}

/// Returns the verb of the main clause, if it stands outside quotation marks, or inside of those
/// around a content.
fn main_verb(language: &Language, sentence: Span<Tokens>, quoted: bool) -> Option<usize> {
    sentence.range().find(|at| {
        language.syntax.get(*at).is_some_and(|word| {
            let head = word.head as usize;
            (head == *at || !sentence.holds(head)) && word.tag == Tag::Verb
        }) && language
            .quotes
            .get(*at)
            .is_some_and(|state| (*state != QuoteState::Out) == quoted)
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
    let subject = by(verb, &[Relation::Nsubj, Relation::NsubjPassive]).filter(|subject| {
        *subject < verb
            && ![
                "it", "this", "that", "there", "nobody", "who", "which", "what",
            ]
            .iter()
            .any(|none| word(*subject).eq_ignore_ascii_case(none))
    })?;
    let first = helped(language, verb).max(subject + 1);
    let not = (first..verb).any(|at| NOT.contains(&word(at)));
    let refused = refused(text, language, verb).filter(|silent| *silent > first);
    let clause = clause(language, verb);
    let told =
        clause.filter(|_| refused.is_some() || !not && mode::is_plain_saying(text, language, verb));
    let (cue, content) = match told {
        Some(clause) => {
            let content = subtree(language, clause);
            let content = Span::new(content.start().max(verb + 1), content.end());
            (Span::new(first, verb + 1), content)
        }
        // Without a clause it is the telling itself that is refused: "would not [discuss the tape]".
        None => {
            let silent = refused?;
            let end = language
                .dependents(verb)
                .filter(|at| *at > verb && REFUSED_PART.contains(&relation(*at)))
                .map(|at| subtree(language, at).end())
                .fold(verb + 1, usize::max);
            (Span::new(first, silent), Span::new(silent, end))
        }
    };
    let source = subtree(language, subject);
    let source = Span::new(source.start(), source.end().min(first));
    let fits = !source.is_empty()
        && !cue.is_empty()
        && source.len() <= SOURCE
        && source.end() == first
        && !content.is_empty()
        && sentence.contains(source)
        && sentence.contains(content);
    fits.then_some([
        (Role::Source, source),
        (Role::Cue, cue),
        (Role::Content, content),
    ])
}

/// Returns where the auxiliaries and adverbs right before a verb begin.
fn helped(language: &Language, verb: usize) -> usize {
    let helps = |at: &usize| {
        let tag = language.syntax.get(*at).map(|word| word.tag);
        matches!(tag, Some(Tag::Auxiliary | Tag::Adverb | Tag::Particle))
    };
    let before = (verb.saturating_sub(HELPERS)..verb).rev();
    before.take_while(helps).last().unwrap_or(verb)
}

/// Returns the clause that a verb holds, if it has a subject of its own.
fn clause(language: &Language, verb: usize) -> Option<usize> {
    let is = |at: usize, wanted: &[Relation]| {
        let word = language.syntax.get(at);
        word.is_some_and(|word| wanted.contains(&word.relation))
    };
    let subjects = [Relation::Nsubj, Relation::NsubjPassive];
    language.dependents(verb).find(|at| {
        *at > verb
            && is(*at, &[Relation::Ccomp])
            && language.dependents(*at).any(|own| is(own, &subjects))
    })
}

/// Returns where what is refused begins, if a verb with what helps it says that somebody would not
/// speak: "would not [discuss the tape]", "did not [wish to comment]", "would not [be drawn]".
pub(super) fn refused(text: &str, language: &Language, verb: usize) -> Option<usize> {
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let is = |at: usize, lemmas: &[&str]| mode::is_one_of(text, language, at, lemmas);
    let first = helped(language, verb);
    let helps = |words: &[&str]| (first..verb).any(|at| words.contains(&word(at)));
    if !helps(NOT) {
        return None;
    }
    let will = helps(&["would", "will", "wo"]);
    let does = helps(&["could", "can", "ca", "does", "do", "did"]);
    let behind = || language.dependents(verb).filter(|at| *at > verb);
    let with = |prepositions: &[&str], nouns: &[&str]| {
        behind().any(|at| {
            let cased = language
                .dependents(at)
                .any(|case| prepositions.contains(&word(case)));
            cased && (nouns.is_empty() || nouns.contains(&word(at)))
        })
    };
    let wishes = || {
        let to = |at: &usize| {
            let hangs = language.syntax.get(*at).map(|word| word.relation);
            hangs == Some(Relation::Xcomp) && is(*at, REFUSED) && !is(*at, &["talk", "share"])
        };
        is(verb, WISHES) && behind().any(|at| to(&at))
    };
    // Who will not talk to the union or share a cabin may talk to everybody else.
    let speaks = || match () {
        () if is(verb, &["talk"]) => with(&["about"], &[]),
        () if is(verb, &["share"]) => with(&["with"], PRESS),
        () if is(verb, &["draw"]) => word(verb - 1) == "be",
        // A price that one will not name is one's own.
        () if is(verb, &["name"]) => !behind().any(|at| word(at) == "price"),
        () => is(verb, REFUSED),
    };
    let refuses = will && speaks() || does && is(verb, LEFT) || (does || will) && wishes();
    refuses.then(|| verb - usize::from(word(verb - 1) == "be"))
}

/// Finds the cues that hold the telling that is refused, and gives it to the content: "would not
/// [discuss the tape]", as "refused [to discuss the tape]". A clause is a content by itself.
pub(super) fn refusals(text: &str, language: &Language, runs: &mut [Run]) {
    for i in 1..runs.len() {
        let (cue, content) = (runs[i - 1], runs[i]);
        let joined = cue.role == Role::Cue
            && content.role == Role::Content
            && cue.tokens.end() == content.tokens.start();
        if !joined {
            continue;
        }
        let tag = |at: usize| language.syntax.get(at).map(|word| word.tag);
        let verb = cue.tokens.range().find(|at| tag(*at) == Some(Tag::Verb));
        let Some(verb) = verb else {
            continue;
        };
        let telling = cue.tokens.range().any(|at| clause(language, at).is_some());
        let silent =
            refused(text, language, verb).filter(|silent| !telling && *silent > cue.tokens.start());
        if let Some(silent) = silent {
            runs[i - 1].tokens = Span::new(cue.tokens.start(), silent);
            runs[i].tokens = Span::new(silent, content.tokens.end());
        }
    }
}

/// Returns all that hangs on a word, with the word, from the first token to the last.
pub(super) fn subtree(language: &Language, at: usize) -> Span<Tokens> {
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
