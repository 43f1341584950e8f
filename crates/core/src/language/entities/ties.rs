//! Ties: whom a noun phrase names beside the one that it means, and whether that one speaks for it.
//!
//! Of "the widow of Pavel Mora" and "Mora’s lawyer" the heads are `meant`'s; that both name Mora,
//! and that the lawyer speaks for him, is read here.

use super::lexicon::{Classes, lexicon, lower_into};
use super::{EntityId, EntityKind};
use crate::language::Language;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;

/// Words between a name and the noun that it is tied to: "a man close to the office of Lane".
const TIED: usize = 6;

/// Nouns for those who speak for whoever they belong to.
const SPEAKING: &[&str] = &[
    "spokesman",
    "spokesmen",
    "spokeswoman",
    "spokeswomen",
    "spokesperson",
    "spokespeople",
    "spokespersons",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "solicitor",
    "solicitors",
    "barrister",
    "barristers",
    "counsel",
    "representative",
    "representatives",
    "publicist",
    "publicists",
    "mouthpiece",
    "envoy",
    "envoys",
    "ambassador",
    "delegate",
    "delegates",
    "emissary",
    "emissaries",
    "negotiator",
    "negotiators",
];

/// Bodies that speak for a country or a people.
const OF_STATES: &[&str] = &[
    "ministry",
    "government",
    "embassy",
    "consulate",
    "mission",
    "administration",
    "cabinet",
    "delegation",
    "parliament",
    "presidency",
    "authorities",
    "secretariat",
];

/// Words for what is no longer so.
const PAST: &[&str] = &["former", "ex", "onetime", "one-time", "then", "late"];

/// Nouns that hand on whom they belong to: "two of Lane’s officials", "on behalf of Lane".
const PASSING: &[&str] = &[
    "behalf", "both", "couple", "dozens", "few", "five", "four", "group", "handful", "majority",
    "many", "members", "most", "none", "number", "office", "one", "pair", "several", "side",
    "some", "three", "two",
];

/// Prepositions by which a noun is tied to a name; "about" and "like" tie nobody.
const TYING: &[&str] = &[
    "of", "for", "to", "from", "by", "at", "in", "with", "inside", "within", "under", "near",
    "behind", "around", "on",
];

/// Somebody whom a phrase names beside the one that it means: Mora, of "the widow of Pavel Mora".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tie {
    /// The entity named.
    pub(crate) to: EntityId,
    /// Whether whoever the phrase means speaks for it, as its lawyer does and its rival does not.
    pub(crate) speaks_for: bool,
}

impl Language {
    /// Returns whom a noun phrase names as the one that its head belongs, is related or speaks to:
    /// the nearest to the head, other than `own`, the entity that the phrase means.
    pub(crate) fn tie_in(&self, text: &str, span: Span, own: Option<EntityId>) -> Option<Tie> {
        let phrase = self.tokens_in(span);
        let head = self.noun_of(phrase)?;
        let own_mention = |mention: Span| {
            own.and_then(|own| self.entities.get(own.0 as usize))
                .is_some_and(|own| own.kind != EntityKind::Unnamed && own.names.contains(&mention))
        };
        self.mentions_in(span)
            .filter(|(id, mention)| Some(*id) != own && !own_mention(*mention))
            .filter_map(|(id, mention)| {
                let name = self.head_of(self.tokens_in(mention))?;
                let path = self.path(name, head, phrase)?;
                let kind = self.entities.get(id.0 as usize)?.kind;
                let tree = Tree {
                    language: self,
                    text,
                };
                let (depth, speaks_for) = tree.tied(head, kind, &path)?;
                Some(((depth, mention.start()), Tie { to: id, speaks_for }))
            })
            .min_by_key(|(order, _)| *order)
            .map(|(_, tie)| tie)
    }
}

/// The tree of a report and its words.
struct Tree<'t> {
    language: &'t Language,
    text: &'t str,
}

impl Tree<'_> {
    fn relation(&self, at: usize) -> Relation {
        let word = self.language.syntax.get(at);
        word.map_or(Relation::Dep, |word| word.relation)
    }

    fn hangs(&self, at: usize, on: usize) -> bool {
        let word = self.language.syntax.get(at);
        word.is_some_and(|word| word.head as usize == on)
    }

    /// Returns a word in small letters.
    fn lower(&self, at: usize) -> String {
        let mut lower = String::new();
        let token = self.language.tokens.get(at);
        lower_into(token.map_or("", |token| token.of(self.text)), &mut lower);
        lower
    }

    fn is(&self, at: usize, classes: Classes) -> bool {
        lexicon().classes(&self.lower(at)).intersects(classes)
    }

    fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at).as_str())
    }

    /// Returns the preposition before a noun: "for" in "for Lane".
    fn case(&self, at: usize) -> Option<String> {
        (at.saturating_sub(TIED)..at)
            .rev()
            .find(|case| self.hangs(*case, at) && self.relation(*case) == Relation::Case)
            .map(|case| self.lower(case))
    }

    /// Says how far a name is tied to a noun and whether the noun speaks for it, from the words
    /// between them; `None` if the noun is not tied to the name itself, as in "the wife of the man
    /// who shot Mora".
    fn tied(&self, head: usize, kind: EntityKind, path: &[usize]) -> Option<(usize, bool)> {
        let (mut noun, mut path) = (head, path);
        // "Ann Lane, a former aide to Brenn": what stands beside the head is as good as the head.
        while let Some((next, before)) = path.split_last()
            && self.language.is_beside(*next, noun)
        {
            (noun, path) = (*next, before);
        }
        let first = *path.last()?;
        let some = self.is_one_of(noun, PASSING);
        let passes = |at: &usize| {
            matches!(self.language.tag_of(*at), Tag::Verb | Tag::Adjective)
                || self.is_one_of(*at, PASSING)
                || some && *at == first
                || self.is(*at, Classes::ORGANISATION_HEAD)
        };
        // Of "two of Lane’s friends" the friends are no others.
        let same = some && kind == EntityKind::Unnamed && path.len() == 1;
        // "A spokesman for the Tarn guard" does not speak for Tarn.
        let described =
            is_state(kind) && path.len() > 1 && self.relation(*path.first()?) != Relation::Nmod;
        if same || described || path.len() > TIED || !path.iter().skip(1).all(passes) {
            return None;
        }
        Some((path.len(), self.speaks_for(noun, kind, path)?))
    }

    /// Says whether a noun speaks for whoever a path leads to; `None` if the path ties nobody.
    fn speaks_for(&self, noun: usize, kind: EntityKind, path: &[usize]) -> Option<bool> {
        let first = *path.last()?;
        match self.relation(first) {
            Relation::Possessor => Some(self.speaks(noun, kind, true, true)),
            // "A Harbour Post report" is the outlet’s, a Harbour report only about it.
            Relation::Compound | Relation::Flat => {
                Some(self.speaks(noun, kind, true, kind == EntityKind::Outlet))
            }
            Relation::Amod => Some(path.len() == 1 && self.speaks(noun, kind, true, false)),
            Relation::Nmod | Relation::Obl => {
                let case = self.case(first);
                let case = case.as_deref().unwrap_or("of");
                let given = ["of", "from", "by"].contains(&case);
                let ties = TYING.contains(&case) && (given || !self.is(noun, Classes::DOCUMENT));
                ties.then(|| {
                    self.is_one_of(first, &["behalf"])
                        || (given || case == "for") && self.speaks(noun, kind, given, given)
                })
            }
            relation @ (Relation::Acl | Relation::RelativeClause) => {
                let object = path.len().checked_sub(2).and_then(|at| path.get(at));
                let is_for = object.and_then(|at| self.case(*at)).as_deref() == Some("for");
                let represents = self.lower(first).starts_with("represent");
                // Whom somebody met or accused is not one that he belongs to.
                let ties = relation == Relation::Acl || represents || is_for;
                let speaks = is_for && self.is_one_of(first, &["speaking", "speaks", "acting"]);
                ties.then_some(represents || speaks)
            }
            _ => None,
        }
    }

    /// Says whether a noun speaks for one to whom it belongs, if it is `owned` by it, or was
    /// `written` there.
    fn speaks(&self, noun: usize, kind: EntityKind, owned: bool, written: bool) -> bool {
        let past = (noun.saturating_sub(TIED)..noun)
            .any(|at| self.hangs(at, noun) && self.is_one_of(at, PAST));
        let body = match is_state(kind) {
            true => self.is_one_of(noun, OF_STATES),
            false => self.is(noun, Classes::ORGANISATION_HEAD),
        };
        let document = written && !is_state(kind) && self.is(noun, Classes::DOCUMENT);
        !past && (self.is_one_of(noun, SPEAKING) || owned && body || document)
    }
}

/// Says whether an entity is a country, a town or a people.
fn is_state(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Place | EntityKind::Group)
}
