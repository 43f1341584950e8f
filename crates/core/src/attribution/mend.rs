//! Runs mended before they are joined: off the marks and the tree, which know where a quotation
//! resumes, whom a verb of telling takes, and where "according to" ends.

use super::labeller::{Role, Run};
use super::plain;
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{Language, QuoteState};
use crate::span::{Span, Tokens};

/// Mends the runs of one sentence.
pub(super) fn runs(
    text: &str,
    language: &Language,
    sentence: Span<Tokens>,
    runs: &[Run],
) -> Vec<Run> {
    let mut mended = two_sources(text, language, &according_to(text, language, runs));
    plain::refusals(text, language, &mut mended);
    resumed(
        text,
        language,
        sentence,
        &resumed_apart(text, language, &mended),
    )
}

/// Cuts a source where another clause begins inside of it: "“We stayed,” said [Lane of the union,
/// while Mora, who owns the boat,] said “nobody came”".
fn two_sources(text: &str, language: &Language, runs: &[Run]) -> Vec<Run> {
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let tokens = run.tokens;
        let cut = (tokens.start() + 1..tokens.end().saturating_sub(1)).find(|at| {
            run.role == Role::Source
                && word(*at - 1) == ","
                && matches!(word(*at), "while" | "whereas" | "but")
                && word(*at + 1).starts_with(char::is_uppercase)
        });
        match cut {
            Some(cut) => out.extend([(tokens.start(), cut - 1), (cut + 1, tokens.end())].map(
                |(start, end)| Run {
                    tokens: Span::new(start, end),
                    ..*run
                },
            )),
            None => out.push(*run),
        }
    }
    out
}

/// Takes whoever is told off the head of a content: of "told [reporters that the pier was safe]"
/// the clause is what was said.
///
/// The parser knows both as what hangs on the verb, the one as its object, the other as its clause.
pub(super) fn behind_addressee(
    text: &str,
    language: &Language,
    cue: Span<Tokens>,
    content: Span<Tokens>,
) -> Span<Tokens> {
    let hangs = |at: usize, relations: &[Relation]| {
        language
            .syntax
            .get(at)
            .is_some_and(|word| cue.holds(word.head as usize) && relations.contains(&word.relation))
    };
    let tells = cue.range().any(|at| {
        let tag = language.syntax.get(at).map_or(Tag::Other, |word| word.tag);
        language
            .tokens
            .get(at)
            .is_some_and(|token| TELLING.contains(&lemma(token.of(text), tag).as_str()))
    });
    if !tells {
        return content;
    }
    let Some(clause) = content.range().find(|at| hangs(*at, &[Relation::Ccomp])) else {
        return content;
    };
    if cue.end() > content.start()
        || !(content.start()..clause).any(|at| hangs(at, &[Relation::Obj, Relation::Iobj]))
    {
        return content;
    }
    let belongs = |at: usize| {
        let mut up = at;
        (0..DEEPEST).any(|_| {
            let found = up == clause;
            up = language
                .syntax
                .get(up)
                .map_or(up, |word| word.head as usize);
            found
        })
    };
    let start = (content.start()..=clause)
        .find(|at| belongs(*at))
        .unwrap_or(clause);
    Span::new(start, content.end())
}

/// Ends a content behind its cue where something begins that hangs on the cue’s verb by itself:
/// "said [the pier was safe], but the board was not told".
pub(super) fn before_what_follows(
    text: &str,
    language: &Language,
    cue: Span<Tokens>,
    content: Span<Tokens>,
) -> Span<Tokens> {
    let relation = |at: usize| language.syntax.get(at).map(|word| word.relation);
    let hangs = |at: &usize| {
        let word = language.syntax.get(*at);
        word.is_some_and(|word| cue.holds(word.head as usize) && word.relation != Relation::Punct)
    };
    let quoted = language
        .quotes
        .get(content.start())
        .is_some_and(|state| *state != QuoteState::Out);
    if quoted || cue.end() > content.start() || content.start() - cue.end() > 2 {
        return content;
    }
    let Some(first) = content.range().find(|at| {
        hangs(at)
            && !matches!(
                relation(*at),
                Some(Relation::Cc | Relation::Mark | Relation::Advmod | Relation::Iobj)
            )
    }) else {
        return content;
    };
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let has_subject = |at: usize| {
        language.dependents(at).any(|own| {
            matches!(
                relation(own),
                Some(Relation::Nsubj | Relation::NsubjPassive)
            )
        })
    };
    // "… and that it was sold" is said as well.
    let is_said = |at: usize| {
        let first = language
            .dependents(at)
            .find(|own| relation(*own) == Some(Relation::Mark));
        first.is_some_and(|mark| word(mark) == "that")
    };
    let cut = (first + 1..content.end())
        .filter(hangs)
        .find(|at| relation(*at) == Some(Relation::Conj) && has_subject(*at) && !is_said(*at));
    let Some(cut) = cut else {
        return content;
    };
    let mut start = plain::subtree(language, cut).start().max(first + 1);
    while start > first + 1
        && (matches!(relation(start - 1), Some(Relation::Cc | Relation::Punct))
            || word(start - 1) == ",")
    {
        start -= 1;
    }
    // Without a comma both may be said.
    if word(start) != "," {
        return content;
    }
    Span::new(content.start(), start)
}

/// Verbs that say whom they tell.
const TELLING: &[&str] = &[
    "tell", "inform", "assure", "remind", "warn", "notify", "advise", "convince", "persuade",
    "promise",
];

/// Words between a word and the head of its clause.
const DEEPEST: usize = 24;

/// Cuts contents where an interrupted quotation resumes inside of them: "“We knew,” Lane said,
/// citing [two letters, “that it would come”]".
fn resumed_apart(text: &str, language: &Language, runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let before = out
            .iter()
            .rev()
            .find(|before| before.role == Role::Content)
            .map(|before| before.tokens.end());
        let tokens = run.tokens;
        let cut = before
            .filter(|_| run.role == Role::Content)
            .and_then(|before| {
                (tokens.start() + 2..tokens.end())
                    .find(|at| resumes(text, language, before, Span::new(*at, tokens.end())))
            });
        let comma = |cut: usize| {
            language
                .tokens
                .get(cut - 1)
                .is_some_and(|token| token.of(text) == ",")
        };
        match cut {
            Some(cut) => {
                out.push(Run {
                    tokens: Span::new(tokens.start(), cut - usize::from(comma(cut))),
                    ..*run
                });
                out.push(Run {
                    tokens: Span::new(cut, tokens.end()),
                    ..*run
                });
            }
            None => out.push(*run),
        }
    }
    out
}

/// Gives the second half of an interrupted quotation to its content, where the network took it for
/// part of the source or for nothing: "‘We knew,’ said Lane, [‘and so did you.’]"
fn resumed(text: &str, language: &Language, sentence: Span<Tokens>, runs: &[Run]) -> Vec<Run> {
    let mut out = runs.to_vec();
    let state = |at: usize| language.quotes.get(at).copied().unwrap_or_default();
    let mut stopped: Option<usize> = None;
    for at in sentence.range() {
        match state(at) {
            QuoteState::Closing => stopped = Some(at + 1),
            QuoteState::Opening => {
                let half = (at + 1..sentence.end())
                    .find(|end| state(*end) == QuoteState::Closing)
                    .map_or(sentence.end(), |end| end + 1);
                let half = Span::new(at, half);
                let first = stopped.filter(|end| resumes(text, language, *end, half));
                let sure = first.and_then(|end| {
                    out.iter()
                        .find(|run| run.role == Role::Content && run.tokens.holds(end - 1))
                        .map(|run| run.sure)
                });
                let spans = |run: &Run| run.role == Role::Content && run.tokens.overlaps(half);
                if let Some(sure) = sure.filter(|_| !out.iter().any(spans)) {
                    let comma = language.tokens.get(at - 1);
                    let before = at - usize::from(comma.is_some_and(|t| t.of(text) == ","));
                    out.retain(|run| {
                        run.tokens.start() < before || run.tokens.start() >= half.end()
                    });
                    for run in &mut out {
                        if run.tokens.start() < before && run.tokens.end() > before {
                            run.tokens = Span::new(run.tokens.start(), before);
                        }
                    }
                    out.push(Run {
                        role: Role::Content,
                        tokens: half,
                        sure,
                    });
                    out.sort_by_key(|run| run.tokens);
                }
            }
            _ => {}
        }
    }
    out
}

/// Says whether a quotation goes on in small letters where one stopped at a comma: "“We knew,” Lane
/// said, smiling, “that it would come.”"
pub(super) fn resumes(text: &str, language: &Language, end: usize, content: Span<Tokens>) -> bool {
    let state = |at: usize| language.quotes.get(at).copied().unwrap_or_default();
    let word = |at: usize| language.tokens.get(at).map_or("", |t| t.of(text));
    let stopped = end >= 2
        && state(end - 1) == QuoteState::Closing
        && matches!(word(end - 2), "," | "—" | "–" | "-");
    stopped
        && state(content.start()) == QuoteState::Opening
        && (word(content.start() + 1).starts_with(char::is_lowercase)
            || word(content.start() + 1) == "I")
}

/// Ends the source of "According to sources in the capital, the agency …" at its comma and gives
/// the rest to the content.
///
/// A second comma would close an apposition ("according to Jane Roe, a clerk, …"), and then the
/// source is left as it is.
fn according_to(text: &str, language: &Language, runs: &[Run]) -> Vec<Run> {
    let mut out = runs.to_vec();
    let word = |at: usize| language.tokens.get(at).map_or("", |t| t.of(text));
    for i in 1..out.len() {
        let (cue, source) = (out[i - 1], out[i]);
        let leads = cue.role == Role::Cue
            && word(cue.tokens.start()) == "According"
            && source.role == Role::Source;
        if !leads || cue.tokens.end() != source.tokens.start() || word(source.tokens.end()) == "," {
            continue;
        }
        let mut commas = source.tokens.range().filter(|at| word(*at) == ",");
        let (Some(comma), None) = (commas.next(), commas.next()) else {
            continue;
        };
        let Some(content) = out
            .get(i + 1)
            .copied()
            .filter(|next| next.role == Role::Content && comma + 1 < source.tokens.end())
        else {
            continue;
        };
        out[i].tokens = Span::new(source.tokens.start(), comma);
        out[i + 1].tokens = Span::new(comma + 1, content.tokens.end());
    }
    out
}
