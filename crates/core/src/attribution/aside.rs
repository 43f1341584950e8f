//! Asides: a saying that stands inside what is said, set off by commas, dashes or brackets, or
//! behind a relative pronoun.
//!
//! "The tower, the survey found, had leaned", "a guard who Lane says had slept". The labeller
//! learned from few of these: it misses them, or lets the content run on past the relative clause.
//! Which words such a saying takes is told by the marks around it and by the tree.

use super::labeller::{Role, Run};
use super::mode;
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, QuoteState};
use crate::span::{Span, Tokens};

/// How sure an aside is.
const SURE: f32 = 0.8;

/// Tokens between a verb and the mark behind it: "Lane told the inquest on Monday".
const BEHIND: usize = 7;

/// Tokens of the source.
const SOURCE: usize = 14;

/// A saying inside what is said.
struct Aside {
    source: Span<Tokens>,
    cue: Span<Tokens>,
    content: Vec<Span<Tokens>>,
}

/// Adds the asides of every sentence that the labeller has missed, and bounds the contents of those
/// in relative clauses.
pub(super) fn mark(text: &str, language: &Language, runs: &mut [Vec<Run>]) {
    for (sentence, runs) in language.sentences.iter().zip(runs) {
        let words = Words {
            text,
            language,
            sentence: sentence.tokens,
        };
        let mut verbs = sentence
            .tokens
            .range()
            .filter(|at| words.tag(*at) == Tag::Verb);
        if runs.is_empty() {
            runs.extend(words.in_words_of());
            if !runs.is_empty() {
                continue;
            }
        }
        // One aside a sentence: two would each be the other's content.
        let Some((aside, is_relative)) = verbs.find_map(|verb| words.aside(verb)) else {
            continue;
        };
        let overlaps =
            |run: &Run, spans: &[Span<Tokens>]| spans.iter().any(|span| span.overlaps(run.tokens));
        let own = [aside.source, aside.cue];
        // What the labeller has seen it joins itself, except where a relative clause ends.
        let is_seen = runs
            .iter()
            .any(|run| run.role == Role::Cue && overlaps(run, &own));
        let is_other = runs
            .iter()
            .any(|run| run.role != Role::Content && !overlaps(run, &own));
        // "The trade, she concedes, [is dying]": it has seen the first half alone.
        let is_half = aside.content.last().is_some_and(|rest| {
            let said = |run: &Run| run.role == Role::Content;
            aside.content.len() == 2
                && runs.iter().any(said)
                && !runs
                    .iter()
                    .any(|run| said(run) && run.tokens.end() > rest.start())
        });
        if !is_relative && (is_seen && !is_half || is_other) {
            continue;
        }
        let all: Vec<Span<Tokens>> = own.iter().chain(&aside.content).copied().collect();
        runs.retain(|run| is_relative && !overlaps(run, &all));
        // What is left without a cue or without a content was part of the same mistake.
        let left = |role| runs.iter().any(|run| run.role == role);
        if !left(Role::Cue) || !left(Role::Content) {
            runs.clear();
        }
        let run = |role, tokens| Run {
            role,
            tokens,
            sure: SURE,
        };
        runs.extend([run(Role::Source, aside.source), run(Role::Cue, aside.cue)]);
        runs.extend(
            aside
                .content
                .iter()
                .map(|tokens| run(Role::Content, *tokens)),
        );
        runs.sort_by_key(|run| run.tokens);
    }
}

/// The words of a sentence.
struct Words<'t> {
    text: &'t str,
    language: &'t Language,
    sentence: Span<Tokens>,
}

impl Words<'_> {
    fn text(&self, at: usize) -> &str {
        self.language
            .tokens
            .get(at)
            .filter(|_| self.sentence.holds(at))
            .map_or("", |token| token.of(self.text))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text(at).eq_ignore_ascii_case(word))
    }

    fn tag(&self, at: usize) -> Tag {
        self.language
            .syntax
            .get(at)
            .map_or(Tag::Other, |word| word.tag)
    }

    fn relation(&self, at: usize) -> Relation {
        self.language
            .syntax
            .get(at)
            .map_or(Relation::Dep, |word| word.relation)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.is(at, &[",", "—", "–", "-", "--", "(", ")"])
    }

    fn is_relative(&self, at: usize) -> bool {
        self.is(at, &["who", "which", "that", "whom"])
            && matches!(
                self.tag(at),
                Tag::Pronoun | Tag::Determiner | Tag::Subordinator
            )
    }

    /// Returns all that hangs on a word, with the word, from the first token to the last.
    fn subtree(&self, at: usize) -> Span<Tokens> {
        let (mut first, mut last) = (at, at);
        let mut open = vec![at];
        let mut left = 2 * SOURCE;
        while let Some(word) = open.pop() {
            first = first.min(word);
            last = last.max(word);
            left = left.saturating_sub(1);
            if left > 0 && open.len() < SOURCE {
                open.extend(self.language.dependents(word));
            }
        }
        Span::new(first, last + 1)
    }

    /// Returns the parts of "in the words of Lane, “a wet cellar”": nobody says it by a verb.
    fn in_words_of(&self) -> Vec<Run> {
        let state = |at: usize| self.language.quotes.get(at).copied().unwrap_or_default();
        let is_out = |at: &usize| state(*at) == QuoteState::Out;
        let cue = self.sentence.range().find(|at| {
            self.is(*at, &["in"])
                && self.is(*at + 1, &["the"])
                && self.is(*at + 2, &["words"])
                && self.is(*at + 3, &["of"])
                && is_out(at)
        });
        let Some(cue) = cue.map(|at| Span::<Tokens>::new(at, at + 4)) else {
            return Vec::new();
        };
        let end = (cue.end()..self.sentence.end().min(cue.end() + SOURCE))
            .find(|at| self.is_mark(*at) || !is_out(at));
        let open = (cue.end()..self.sentence.end()).find(|at| state(*at) == QuoteState::Opening);
        let Some((end, open)) = end
            .zip(open)
            .filter(|(end, open)| cue.end() < *end && end <= open)
        else {
            return Vec::new();
        };
        let close = (open..self.sentence.end()).find(|at| state(*at) == QuoteState::Closing);
        let close = close.map_or(self.sentence.end(), |at| at + 1);
        let run = |role, start, end| Run {
            role,
            tokens: Span::new(start, end),
            sure: SURE,
        };
        vec![
            run(Role::Cue, cue.start(), cue.end()),
            run(Role::Source, cue.end(), end),
            run(Role::Content, open, close),
        ]
    }

    /// Returns the aside whose verb this is, and whether it stands in a relative clause.
    fn aside(&self, verb: usize) -> Option<(Aside, bool)> {
        if !mode::is_saying(self.text, self.language, verb)
            || self.language.quotes.get(verb) != Some(&QuoteState::Out)
        {
            return None;
        }
        // The noun right before the verb will do: "the report found" parsers take for a report that
        // was found, and "a guard who Lane says" for many things.
        let helps = |at: &usize| matches!(self.tag(*at), Tag::Auxiliary | Tag::Adverb);
        let noun = (self.sentence.start()..verb)
            .rev()
            .find(|at| !helps(at))
            .filter(|at| matches!(self.tag(*at), Tag::Noun | Tag::ProperNoun | Tag::Pronoun));
        let subject = self
            .language
            .dependents(verb)
            .find(|at| {
                self.relation(*at) == Relation::Nsubj && *at < verb && !self.is_relative(*at)
            })
            .or(noun)?;
        if self.is_relative(subject) {
            return None;
        }
        // What helps the verb stands between: "Lane has said".
        let mut first = verb;
        while first > subject + 1 && matches!(self.tag(first - 1), Tag::Auxiliary | Tag::Adverb) {
            first -= 1;
        }
        // What opens the aside ends the source, whatever the parser ties to it.
        let start = (self.subtree(subject).start()..=subject)
            .rev()
            .take_while(|at| !self.is_mark(*at) && !self.is(*at, &["as"]) && !self.is_relative(*at))
            .last()?;
        let source = Span::new(start, first);
        let before = start.checked_sub(1).filter(|at| self.sentence.holds(*at))?;
        if source.len() > SOURCE || source.range().any(|at| self.is_mark(at)) {
            return None;
        }
        let cue = Span::new(first, verb + 1);
        let end = self.behind(verb);
        let found = |content: Vec<Span<Tokens>>| {
            content
                .iter()
                .all(|span| !span.is_empty())
                .then_some(Aside {
                    source,
                    cue,
                    content,
                })
        };
        if self.is_relative(before) && self.is_finite(verb + 1) {
            let end = self.clause_end(verb + 1)?;
            let pronoun = Span::new(before, before + 1);
            return Some((found(vec![pronoun, Span::new(verb + 1, end)])?, true));
        }
        // "(Lane denies this)".
        if let Some(object) = self.bracketed(before, verb) {
            return Some((found(vec![object])?, false));
        }
        let end = end?;
        // "As Lane put it" opens with its first word.
        let as_put = self.is(before, &["as"]);
        let (before, cue) = match before.checked_sub(1) {
            Some(mark) if as_put => (mark, Span::new(first, end)),
            _ => (before, cue),
        };
        if !self.is_mark(before) {
            return None;
        }
        let found = |content: Vec<Span<Tokens>>| found(content).map(|aside| Aside { cue, ..aside });
        let pronoun = before.checked_sub(1).filter(|at| self.is_relative(*at));
        if let Some(pronoun) = pronoun.filter(|_| self.is_finite(end + 1)) {
            let own = Span::new(pronoun, pronoun + 1);
            let rest = Span::new(end + 1, self.clause_end(end + 1)?);
            return Some((found(vec![own, rest])?, true));
        }
        let last = (end + 1..self.sentence.end())
            .rev()
            .find(|at| self.text(*at).chars().any(char::is_alphanumeric))?;
        let content = vec![
            Span::new(self.sentence.start(), before),
            Span::new(end + 1, last + 1),
        ];
        // The sentence goes on as it began: "the tower, …, had leaned".
        let goes_on = (as_put || self.is_finite(end + 1))
            && content
                .first()
                .is_some_and(|head| head.range().all(|at| !self.is_mark(at)));
        goes_on
            .then(|| found(content))
            .flatten()
            .map(|aside| (aside, false))
    }

    /// Returns the pronoun that a saying in brackets is about.
    fn bracketed(&self, before: usize, verb: usize) -> Option<Span<Tokens>> {
        let object = verb + 1;
        (self.is(before, &["("])
            && self.is(object, &["this", "that", "it"])
            && self.is(object + 1, &[")"]))
        .then(|| Span::new(object, object + 1))
    }

    /// Returns the mark that ends an aside, if nothing that is said stands before it.
    fn behind(&self, verb: usize) -> Option<usize> {
        let end =
            (verb + 1..self.sentence.end().min(verb + BEHIND)).find(|at| self.is_mark(*at))?;
        let only = (verb + 1..end).all(|at| {
            let head = self
                .language
                .syntax
                .get(at)
                .map_or(at, |word| word.head as usize);
            let relation = self.relation(at);
            head != verb
                || matches!(
                    relation,
                    Relation::Obl | Relation::Advmod | Relation::Obj | Relation::Iobj
                ) && (relation != Relation::Obj
                    || self.is(verb, &["told"])
                    || self.is(at, &["it"]))
        });
        only.then_some(end)
    }

    /// Says whether a finite verb begins here: "had slept", "never existed", "was".
    fn is_finite(&self, at: usize) -> bool {
        let verb = if self.tag(at) == Tag::Adverb || self.is(at, &["not"]) {
            at + 1
        } else {
            at
        };
        self.sentence.holds(verb)
            && (self.tag(verb) == Tag::Auxiliary
                || self.tag(verb) == Tag::Verb && !self.text(verb).ends_with("ing"))
    }

    /// Returns where the clause ends whose verb group begins here: at a mark, or before the next
    /// finite verb that does not hang on it.
    fn clause_end(&self, start: usize) -> Option<usize> {
        let helps =
            |at: &usize| matches!(self.tag(*at), Tag::Auxiliary | Tag::Adverb | Tag::Particle);
        let first = (start..self.sentence.end()).find(|at| !helps(at))?;
        // "Was the oldest in the valley": what it was stands further on.
        let helped = self
            .language
            .syntax
            .get(start)
            .map(|word| word.head as usize);
        let head = helped
            .filter(|head| helps(&start) && *head > first && self.sentence.holds(*head))
            .unwrap_or(first);
        let holds = |at: usize| {
            let mut up = at;
            (0..SOURCE).any(|_| {
                let found = up == head;
                up = self
                    .language
                    .syntax
                    .get(up)
                    .map_or(up, |word| word.head as usize);
                found
            })
        };
        (head + 1..self.sentence.end())
            .find(|at| {
                self.is_mark(*at)
                    || !self.text(*at).chars().any(char::is_alphanumeric)
                    || self.is_finite(*at) && !holds(*at)
                    || self.tag(*at) == Tag::Auxiliary
                        && self.is(*at, &["was", "were", "is", "are", "has", "had"])
                        && self
                            .language
                            .dependents(head)
                            .any(|other| other < head && self.tag(other) == Tag::Auxiliary)
            })
            .or(Some(self.sentence.end()))
    }
}
