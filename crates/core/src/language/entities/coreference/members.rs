//! One member of a group: "the Ohio Republican", "the panel’s top Democrat, Ann Lane".
//!
//! The word is the group's name, and the group is not meant: it is somebody whom the report names
//! beside, or has just spoken of. What stands in the plural is the group's as before.

use rustc_hash::FxHashMap;

use super::recent::{Recent, relation};
use super::{Draft, Joiner};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::described::Description;
use crate::language::entities::gender::Gender;
use crate::language::entities::lexicon::Classes;
use crate::language::syntax::{Relation, Tag};
use crate::span::{Span, Tokens};

/// How the words end that name a group by one of its members; "the French" are all of them.
const ONE: &[&str] = &["crat", "an", "i", "er"];

/// Tokens before the word that belong to its phrase at most: "the top Senate Democrat".
const REACH: usize = 6;

impl Joiner<'_, '_> {
    /// Returns the description that the name of a group heads, if it means one of its members.
    pub(super) fn member(&self, group: usize, name: Span<Tokens>) -> Option<Description> {
        let words = self.words;
        let head = name.end().checked_sub(1)?;
        let lower = words.word(head).to_lowercase();
        let is_one = ONE.iter().any(|end| lower.ends_with(end))
            && !words.is(head, Classes::ORGANISATION | Classes::PLACE);
        let noun = words.language.syntax.get(head).is_some_and(|word| {
            matches!(word.tag, Tag::Noun | Tag::ProperNoun | Tag::Adjective)
                && matches!(
                    word.relation,
                    Relation::Nsubj
                        | Relation::NsubjPassive
                        | Relation::Obj
                        | Relation::Iobj
                        | Relation::Obl
                        | Relation::Nmod
                        | Relation::Appos
                        | Relation::Conj
                        | Relation::Root
                )
        });
        let group = self.drafts.get(group).map(|draft| draft.kind) == Some(EntityKind::Group);
        // "The Democrat Ann Lane" stands before her name, as a title does.
        if !group || !is_one || !noun || words.is_capital(head + 1) {
            return None;
        }
        let describes = |at: usize| {
            words.is_capital(at)
                || matches!(
                    words.language.syntax.get(at).map(|word| word.tag),
                    Some(Tag::Adjective | Tag::Noun | Tag::Number)
                )
        };
        let start = (name.start().saturating_sub(REACH)..name.start())
            .rev()
            .take_while(|at| words.shape(*at) != Shape::Mark || words.is_possessive(*at))
            .find(|at| !describes(*at))?;
        let owner = words.is_possessive(start)
            || relation(words, start) == Relation::Possessor && words.is(start, Classes::FUNCTION);
        if !owner && !words.reads(start, "the") {
            return None;
        }
        let start = start + usize::from(words.is_possessive(start));
        Some(Description {
            owned: owner,
            beside: true,
            ..Description::office(Span::new(start, head + 1), head)
        })
    }

    /// Returns which member is meant: who is named beside, else who was just spoken of.
    pub(super) fn which(
        &self,
        member: Description,
        recent: &Recent,
        named: &FxHashMap<usize, (usize, usize)>,
        before: Option<(usize, usize)>,
    ) -> Option<usize> {
        let person = |who: usize| -> Option<&Draft> {
            self.drafts
                .get(who)
                .filter(|draft| draft.kind == EntityKind::Person)
        };
        let beside = self.named_beside(member, named, before);
        beside.or_else(|| {
            if member.owned {
                return None;
            }
            let choices = recent.choices(self.words, member.span, |who| {
                Some(person(who)?.traits(Gender::Unknown))
            });
            choices.taken_up().likeliest()
        })
    }
}
