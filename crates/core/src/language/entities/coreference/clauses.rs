//! Where a word stands among the clauses of its sentence, as far as the choice of an antecedent
//! needs it.
//!
//! Every walk up the tree is bounded: on hostile text a sentence may be one long chain.

use crate::language::entities::words::Words;
use crate::language::syntax::{Relation, Tag};

/// Steps up the tree that are taken at most.
const DEEPEST: usize = 16;

/// Returns the word that a word hangs on.
pub(super) fn head(words: &Words, at: usize) -> usize {
    let word = words.language.syntax.get(at);
    word.map_or(at, |word| word.head as usize)
}

/// Returns the words above a word, itself first and the root of its sentence last.
pub(super) fn above(words: &Words, at: usize) -> impl Iterator<Item = usize> {
    let head = |at: &usize| {
        let head = words.language.syntax.get(*at)?.head as usize;
        (head != *at).then_some(head)
    };
    std::iter::successors(Some(at), head).take(DEEPEST)
}

/// Returns the word that the clause of a word hangs from, most often its verb.
pub(super) fn clause(words: &Words, at: usize) -> usize {
    let heads = |at: &usize| {
        words.language.syntax.get(*at).is_none_or(|word| {
            let verb = || matches!(word.tag, Tag::Verb | Tag::Auxiliary);
            word.head as usize == *at
                || is_clause(word.relation)
                || word.relation == Relation::Conj && verb()
        })
    };
    above(words, at).find(heads).unwrap_or(at)
}

/// Says whether what hangs on its head so is a clause with a subject of its own.
fn is_clause(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Root
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::Acl
            | Relation::RelativeClause
            | Relation::Parataxis
            | Relation::Csubj
    )
}

/// How two words of one sentence stand to each other.
pub(super) struct Ways {
    /// Steps from the first word up to the word that both hang from.
    pub(super) up: usize,
    /// Steps from the second word up to it.
    pub(super) down: usize,
    /// The last word on the first one's way, below the word that both hang from.
    pub(super) branch: usize,
}

/// Returns the way from one word to another.
pub(super) fn between(words: &Words, from: usize, to: usize) -> Option<Ways> {
    let mut branch = from;
    for (up, one) in above(words, from).enumerate() {
        if let Some(down) = above(words, to).position(|other| other == one) {
            return Some(Ways { up, down, branch });
        }
        branch = one;
    }
    None
}
