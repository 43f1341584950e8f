//! Sources off the tree: whose a cue is that stands without one, and whom "who" and "which" mean.
//!
//! Labels give a source where it stands beside its cue. "The board met in May and called for a
//! vote" names it once, for two verbs.

use super::join::Draft;
use super::labeller::{Role, Run};
use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, Language, lexicon};
use crate::span::{Span, Tokens};

/// Verbs between a cue and the one whose subject it shares.
const HIGHEST: usize = 4;

/// Tokens of a source.
const LONGEST: usize = 14;

/// Subjects that are nobody: "it is worth noting", "there was".
const EMPTY: &[&str] = &["it", "there", "this", "that", "what", "which"];

const RELATIVE: &[&str] = &["who", "which", "that", "whom"];

/// Gives a cue without a source the subject of its verb, or of the one that it is coordinated with.
pub(super) fn subject(text: &str, language: &Language, sentence: Span<Tokens>, draft: &mut Draft) {
    if !draft.source.is_empty() || draft.content.is_empty() {
        return;
    }
    let verb = draft
        .cue
        .iter()
        .flat_map(|run| run.tokens.range())
        .find(|at| is(language, *at, &[Tag::Verb]));
    let Some((verb, sure)) = verb.zip(draft.cue.first().map(|run| run.sure)) else {
        return;
    };
    let source = match shared(text, language, verb) {
        Some(subject) => phrase(text, language, subject, verb),
        None => match opening(text, language, sentence, draft) {
            Some(name) => name,
            None => return,
        },
    };
    let fits = sentence.contains(source)
        && !source.is_empty()
        && source.len() <= LONGEST
        && draft
            .cue
            .iter()
            .chain(&draft.content)
            .all(|run| !run.tokens.overlaps(source));
    if fits {
        draft.source.push(Run {
            role: Role::Source,
            tokens: source,
            sure,
        });
    }
}

/// Returns the name that opens a sentence right before a cue, or before what commas set off between
/// them: "Lane declined to comment", "Lane, who was there, said". A lone name the parser may take
/// for any word.
fn opening(
    text: &str,
    language: &Language,
    sentence: Span<Tokens>,
    draft: &Draft,
) -> Option<Span<Tokens>> {
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let cue = draft.cue.first()?.tokens;
    let first = language.bytes(Span::new(sentence.start(), sentence.start() + 1));
    let name = language.entities.iter().find_map(|entity| {
        let speaks = matches!(
            entity.kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Outlet
        );
        let at = entity
            .names
            .binary_search_by_key(&first.start(), |name| name.start());
        speaks
            .then(|| at.ok().and_then(|at| entity.names.get(at)))
            .flatten()
    });
    // "Okafor declined": no list knows the word, and it stands alone.
    let unknown = || {
        let (at, token) = (sentence.start(), word(sentence.start()));
        let capital = token.starts_with(char::is_uppercase) && token.len() > 2;
        let alone = at + 1 == cue.start();
        (capital && alone && lexicon().classes(&token.to_lowercase()).is_empty())
            .then(|| Span::new(at, at + 1))
    };
    let name = match name {
        Some(name) => language.tokens_in(*name),
        None => unknown()?,
    };
    let passive = cue.range().any(|at| {
        has(language, at, &[Relation::AuxPassive])
            || language
                .dependents(at)
                .any(|other| has(language, other, &[Relation::AuxPassive]))
    });
    let set_off = || {
        word(name.end()) == ","
            && cue
                .start()
                .checked_sub(1)
                .is_some_and(|at| at > name.end() && word(at) == ",")
            && word(name.end() + 1).eq_ignore_ascii_case("who")
    };
    (!passive && (name.end() == cue.start() || set_off())).then_some(name)
}

/// Says whether what stands as a content only says when: "shouted [as Lane left]".
pub(super) fn is_circumstance(
    text: &str,
    language: &Language,
    cue: Span<Tokens>,
    content: Span<Tokens>,
) -> bool {
    let word = language
        .tokens
        .get(content.start())
        .map(|token| token.of(text));
    let when = word.is_some_and(|word| matches!(word, "as" | "before" | "after"));
    let marks = language
        .syntax
        .get(content.start())
        .map(|word| word.head as usize);
    when && marks.is_some_and(|clause| {
        content.holds(clause)
            && has(language, clause, &[Relation::Advcl])
            && language
                .syntax
                .get(clause)
                .is_some_and(|word| cue.holds(word.head as usize))
    })
}

/// Returns the subject that a verb shares with the one it is coordinated with, or that a participle
/// shares with its clause. A passive has somebody else for its voice.
fn shared(text: &str, language: &Language, verb: usize) -> Option<usize> {
    let own = |at: usize, relations: &[Relation]| {
        language
            .dependents(at)
            .find(|other| has(language, *other, relations))
    };
    let subjects = [Relation::Nsubj, Relation::NsubjPassive];
    let somebody = |subject: usize| {
        let word = language.tokens.get(subject)?.of(text);
        let empty = EMPTY.iter().any(|empty| word.eq_ignore_ascii_case(empty));
        (!empty && subject < verb).then_some(subject)
    };
    if own(verb, &[Relation::NsubjPassive, Relation::AuxPassive]).is_some() {
        return None;
    }
    if let Some(subject) = own(verb, &subjects) {
        return somebody(subject);
    }
    let mut at = verb;
    for _ in 0..HIGHEST {
        let word = language.syntax.get(at)?;
        let participle = language
            .tokens
            .get(at)
            .is_some_and(|token| token.of(text).ends_with("ing"));
        let above = word.head as usize;
        let shares = match word.relation {
            Relation::Conj => is(language, above, &[Tag::Verb, Tag::Adjective, Tag::Noun]),
            Relation::Advcl => participle,
            Relation::Xcomp => true,
            _ => false,
        };
        if !shares || above == at {
            return None;
        }
        at = above;
        if let Some(subject) = own(at, &subjects) {
            return somebody(subject);
        }
    }
    None
}

/// Returns the phrase that "who" or "which" goes back to, if a source is only that word.
pub(super) fn antecedent(
    text: &str,
    language: &Language,
    source: Span<Tokens>,
) -> Option<Span<Tokens>> {
    let at = source.start();
    let word = language.tokens.get(at)?.of(text);
    if source.len() != 1 || !RELATIVE.iter().any(|who| word.eq_ignore_ascii_case(who)) {
        return None;
    }
    let mut verb = language.syntax.get(at)?.head as usize;
    for _ in 0..HIGHEST {
        let word = language.syntax.get(verb)?;
        let noun = word.head as usize;
        match word.relation {
            Relation::RelativeClause | Relation::Acl if noun < at => {
                let named = is(language, noun, &[Tag::Noun, Tag::ProperNoun]);
                let found = phrase(text, language, noun, at);
                return (named && found.len() <= LONGEST).then_some(found);
            }
            Relation::Conj | Relation::Xcomp | Relation::Ccomp => verb = noun,
            _ => return None,
        }
    }
    None
}

/// Returns all that hangs on a noun, up to where something else begins.
fn phrase(text: &str, language: &Language, noun: usize, end: usize) -> Span<Tokens> {
    let mut first = noun;
    let mut open = vec![noun];
    let mut last = noun;
    while let Some(at) = open.pop() {
        first = first.min(at);
        last = last.max(at);
        if last - first > LONGEST {
            break;
        }
        let outside: &[Relation] = if at == noun {
            &[
                Relation::Punct,
                Relation::Case,
                Relation::Cc,
                Relation::Mark,
            ]
        } else {
            &[Relation::Punct]
        };
        let inside = language
            .dependents(at)
            .filter(|other| *other < end && !has(language, *other, outside));
        open.extend(inside);
    }
    // What only a bracket or a quotation mark behind it would close is left out.
    let opens = (noun + 1..=last).find(|at| {
        let token = language.tokens.get(*at).map_or("", |token| token.of(text));
        matches!(token, "(" | "[" | "“" | "\"")
    });
    Span::new(first, opens.unwrap_or(last + 1))
}

fn has(language: &Language, at: usize, relations: &[Relation]) -> bool {
    let word = language.syntax.get(at);
    word.is_some_and(|word| relations.contains(&word.relation))
}

fn is(language: &Language, at: usize, tags: &[Tag]) -> bool {
    let word = language.syntax.get(at);
    word.is_some_and(|word| tags.contains(&word.tag))
}
