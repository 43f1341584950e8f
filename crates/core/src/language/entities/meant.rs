//! What a noun phrase means: the entity of its head.
//!
//! "The widow of Pavel Mora" is the widow, which is read off the tree. Which descriptions are
//! entities is decided before (`phrases`, `unnamed`); whose widow she is, is `ties`'.

use super::{EntityId, EntityKind};
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, TokenKind};
use crate::span::{Span, Tokens};

/// Words between a word and the head of its phrase.
const DEEPEST: usize = 24;

/// How well a mention is what a phrase means, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Whether the mention is or holds the whole phrase.
    covers: bool,
    /// A name that holds the head, a name beside the head, a description.
    way: u8,
    /// People before bodies before places.
    rank: u8,
    /// The smallest of those that cover, the longest of those inside.
    size: usize,
}

impl Language {
    /// Returns the entity that a noun phrase means: of "Foreign Minister Lane" the person, of "a
    /// spokesman for the ministry" the spokesman; nobody where the phrase only holds a name, as in
    /// "Lane’s decision".
    ///
    /// Every entity is looked at; whoever asks for many phrases pays for each.
    pub fn entity_in(&self, span: Span) -> Option<EntityId> {
        let phrase = self.tokens_in(span);
        let head = self.noun_of(phrase)?;
        let fit = |(id, mention): (EntityId, Span)| {
            Some((self.fit(span, phrase, head, id, mention)?, id))
        };
        self.mentions_in(span)
            .filter_map(fit)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, id)| id)
    }

    /// Returns every mention that overlaps a stretch, with its entity.
    pub(super) fn mentions_in(&self, span: Span) -> impl Iterator<Item = (EntityId, Span)> + '_ {
        self.entities
            .iter()
            .enumerate()
            .flat_map(move |(number, entity)| {
                let id = EntityId(u32::try_from(number).unwrap_or(u32::MAX));
                let first = entity.mentions.partition_point(|m| m.end() <= span.start());
                let behind = entity.mentions.iter().skip(first);
                behind
                    .take_while(move |m| m.start() < span.end())
                    .map(move |m| (id, *m))
            })
    }

    /// Returns the noun that a phrase hangs by.
    pub(crate) fn noun_of(&self, phrase: Span<Tokens>) -> Option<usize> {
        let nominal = |at: &usize| {
            self.syntax.get(*at).is_some_and(|word| {
                matches!(
                    word.tag,
                    Tag::Noun | Tag::ProperNoun | Tag::Pronoun | Tag::Number | Tag::Symbol
                ) && !matches!(word.relation, Relation::Punct | Relation::Case)
            })
        };
        let outermost = |at: &usize| {
            self.syntax
                .get(*at)
                .is_some_and(|word| word.head as usize == *at || !phrase.holds(word.head as usize))
        };
        // "Who is a deputy of Lane" is said of whoever "who" means.
        let subject = |at: &usize| {
            self.syntax
                .get(*at)
                .is_some_and(|word| word.tag == Tag::Pronoun && word.relation == Relation::Nsubj)
        };
        let first = phrase.range().next().filter(subject);
        first
            .or_else(|| phrase.range().filter(nominal).find(outermost))
            .or_else(|| self.head_of(phrase))
            .or_else(|| phrase.range().next())
    }

    /// Says how well a mention is what a phrase means; `None` if it is not.
    fn fit(
        &self,
        span: Span,
        phrase: Span<Tokens>,
        head: usize,
        id: EntityId,
        mention: Span,
    ) -> Option<Fit> {
        let entity = self.entities.get(id.0 as usize)?;
        let kind = entity.kind;
        let tokens = self.tokens_in(mention);
        // "A young Democrat" is one of them, and not the party.
        if kind == EntityKind::Group && self.is_one_of_many(phrase) {
            return None;
        }
        if self.only_opens(phrase, tokens) {
            return None;
        }
        let described = kind == EntityKind::Unnamed;
        let rank = match kind {
            EntityKind::Person | EntityKind::Unnamed => 2,
            EntityKind::Organisation | EntityKind::Outlet | EntityKind::Work => 1,
            EntityKind::Group | EntityKind::Place => 0,
        };
        if mention.contains(span) {
            // "Lane" inside "Lane’s lawyer" is not the lawyer.
            let relation = |at: usize| self.syntax.get(at).map(|word| word.relation);
            let own = !described
                || self.head_of(tokens).is_none_or(|own| phrase.holds(own))
                || mention.start() == span.start() && relation(head) != Some(Relation::Possessor);
            return own.then_some(Fit {
                covers: true,
                way: 0,
                rank,
                size: usize::MAX - mention.len(),
            });
        }
        let way = if tokens.holds(head) {
            // Of "Tarn officials" the parser may make a name as a whole.
            let only_opens = matches!(kind, EntityKind::Group | EntityKind::Place)
                && (tokens.end()..phrase.end()).any(|at| self.continues(at, head));
            if only_opens {
                return None;
            }
            if described { 1 } else { 3 }
        } else {
            let name = self.head_of(tokens)?;
            let path = self.path(name, head, phrase);
            let beside = match &path {
                Some(path) => path
                    .iter()
                    .all(|at| self.is_beside(*at, head) || !described && self.is_counted(*at)),
                // Two roots: only a name can be cut off from what belongs to it, or a title from
                // its name.
                None => {
                    let behind = tokens.start().checked_sub(1);
                    let tied = behind.is_some_and(|at| self.tag_of(at) == Tag::Adposition);
                    let title = behind == Some(head);
                    !described && !tied && (title || self.tag_of(head) != Tag::Noun)
                }
            };
            if !beside {
                return None;
            }
            // Of "the widow of Pavel Mora, the captain" the captain is Mora, whatever it hangs on.
            let name = !described && entity.names.contains(&mention);
            if name { 2 } else { 0 }
        };
        // "’s" touches its word: what follows is the head.
        let behind = self.tokens.get(tokens.end());
        // Of "Lane’s" alone Lane is meant: the cue is what is Lane’s.
        let possessive = mention.end() < span.end()
            && tokens.end() + 1 < phrase.end()
            && behind.is_some_and(|t| t.kind == TokenKind::Word && t.span.start() == mention.end());
        (!possessive).then_some(Fit {
            covers: false,
            way,
            rank,
            size: mention.len(),
        })
    }

    /// Says whether a phrase speaks of one of several, or of none: it begins with "a", "an", "no",
    /// the articles of two letters at most.
    fn is_one_of_many(&self, phrase: Span<Tokens>) -> bool {
        let first = phrase.start();
        let short = self.tokens.get(first).is_some_and(|t| t.span.len() <= 2);
        short && self.tag_of(first) == Tag::Determiner
    }

    /// Says whether a name only says of what or of where the one is who is named behind it:
    /// "\[Port Ellis\] Mayor Dana Holt", "\[Marsh Lines\] founder Ann Lane".
    fn only_opens(&self, phrase: Span<Tokens>, name: Span<Tokens>) -> bool {
        let nouns = |to: usize| {
            (name.end()..to).all(|at| matches!(self.tag_of(at), Tag::Noun | Tag::Adjective))
        };
        let rest = self.bytes(Span::new(name.end(), phrase.end()));
        let closes = |(id, mention): (EntityId, Span)| {
            let entity = self.entities.get(id.0 as usize)?;
            let speaks = matches!(
                entity.kind,
                EntityKind::Person | EntityKind::Organisation | EntityKind::Outlet
            );
            let first = entity
                .names
                .partition_point(|own| own.start() < mention.start());
            let own = entity
                .names
                .get(first)
                .filter(|own| mention.contains(**own))?;
            let (own, whole) = (self.tokens_in(*own), self.tokens_in(mention));
            let role = whole.start().min(own.start());
            Some(speaks && role >= name.end() && nouns(role))
        };
        !rest.is_empty()
            && self
                .mentions_in(rest)
                .any(|found| closes(found) == Some(true))
    }

    /// Says whether a word behind a name is the noun that the name only describes.
    fn continues(&self, at: usize, head: usize) -> bool {
        self.tag_of(at) == Tag::Noun
            && at == head + 1
            && self
                .syntax
                .get(at)
                .is_some_and(|word| matches!(word.relation, Relation::Flat | Relation::Compound))
    }

    /// Says whether a word names what the word it hangs on does: by apposition, as the further word
    /// of a name, as the name behind a title.
    pub(super) fn is_beside(&self, at: usize, head: usize) -> bool {
        self.syntax.get(at).is_some_and(|word| match word.relation {
            Relation::Appos | Relation::Flat | Relation::List => true,
            Relation::Compound | Relation::Amod => at > head,
            _ => false,
        })
    }

    /// Says whether a word tells of whom a number before it counts one or several: "one of the
    /// \[men\], Dan Lee" is Lee.
    fn is_counted(&self, at: usize) -> bool {
        self.syntax.get(at).is_some_and(|word| {
            word.relation == Relation::Nmod && self.tag_of(word.head as usize) == Tag::Number
        })
    }

    pub(super) fn tag_of(&self, at: usize) -> Tag {
        self.syntax.get(at).map_or(Tag::Other, |word| word.tag)
    }

    /// Returns the words from one word of a phrase up to its head, without the head; `None` if the
    /// one does not hang on the other.
    pub(super) fn path(
        &self,
        from: usize,
        head: usize,
        phrase: Span<Tokens>,
    ) -> Option<Vec<usize>> {
        let mut path = Vec::new();
        let mut at = from;
        while at != head {
            let word = self.syntax.get(at)?;
            if word.head as usize == at || !phrase.holds(word.head as usize) || path.len() > DEEPEST
            {
                return None;
            }
            path.push(at);
            at = word.head as usize;
        }
        Some(path)
    }
}
