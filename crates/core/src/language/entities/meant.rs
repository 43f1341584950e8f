//! What a noun phrase means: the entity of its head, and whom the words around the head only name.
//!
//! "The widow of Pavel Mora" is the widow, and Mora is whose widow she is. Both are read off the
//! tree. Which descriptions are entities is decided before (`phrases`, `unnamed`).

use super::lexicon::{Classes, lexicon, lower_into};
use super::{EntityId, EntityKind};
use crate::language::syntax::{Relation, Tag};
use crate::language::{Language, TokenKind};
use crate::span::{Span, Tokens};

/// Words between a word and the head of its phrase.
const DEEPEST: usize = 24;

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
                let (depth, speaks_for) = self.tied(text, head, kind, &path)?;
                Some(((depth, mention.start()), Tie { to: id, speaks_for }))
            })
            .min_by_key(|(order, _)| *order)
            .map(|(_, tie)| tie)
    }

    /// Returns every mention that overlaps a stretch, with its entity.
    fn mentions_in(&self, span: Span) -> impl Iterator<Item = (EntityId, Span)> + '_ {
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
    fn noun_of(&self, phrase: Span<Tokens>) -> Option<usize> {
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
        let kind = self.entities.get(id.0 as usize)?.kind;
        let tokens = self.tokens_in(mention);
        let described = kind == EntityKind::Unnamed;
        let rank = match kind {
            EntityKind::Person | EntityKind::Unnamed => 2,
            EntityKind::Organisation | EntityKind::Outlet | EntityKind::Work => 1,
            EntityKind::Group | EntityKind::Place => 0,
        };
        if mention.contains(span) {
            // "Lane" inside "Lane’s lawyer" is not the lawyer.
            let own = !described || self.head_of(tokens).is_none_or(|own| phrase.holds(own));
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
                Some(path) => path.iter().all(|at| self.is_beside(*at, head)),
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
            if described { 0 } else { 2 }
        };
        // "’s" touches its word: what follows is the head.
        let behind = self.tokens.get(tokens.end());
        let possessive = mention.end() < span.end()
            && behind.is_some_and(|t| t.kind == TokenKind::Word && t.span.start() == mention.end());
        (!possessive).then_some(Fit {
            covers: false,
            way,
            rank,
            size: mention.len(),
        })
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
    fn is_beside(&self, at: usize, head: usize) -> bool {
        self.syntax.get(at).is_some_and(|word| match word.relation {
            Relation::Appos | Relation::Flat | Relation::List => true,
            Relation::Compound | Relation::Amod => at > head,
            _ => false,
        })
    }

    fn tag_of(&self, at: usize) -> Tag {
        self.syntax.get(at).map_or(Tag::Other, |word| word.tag)
    }

    /// Returns the words from one word of a phrase up to its head, without the head; `None` if the
    /// one does not hang on the other.
    fn path(&self, from: usize, head: usize, phrase: Span<Tokens>) -> Option<Vec<usize>> {
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

    /// Says how far a name is tied to a noun and whether the noun speaks for it, from the words
    /// between them; `None` if the noun is not tied to the name itself, as in "the wife of the man
    /// who shot Mora".
    fn tied(
        &self,
        text: &str,
        head: usize,
        kind: EntityKind,
        path: &[usize],
    ) -> Option<(usize, bool)> {
        let (mut noun, mut path) = (head, path);
        // "Ann Lane, a former aide to Brenn": what stands beside the head is as good as the head.
        while let Some((next, before)) = path.split_last()
            && self.is_beside(*next, noun)
        {
            (noun, path) = (*next, before);
        }
        let first = *path.last()?;
        let relation = |at: usize| {
            self.syntax
                .get(at)
                .map_or(Relation::Dep, |word| word.relation)
        };
        let lower = |at: usize| {
            let mut lower = String::new();
            lower_into(
                self.tokens.get(at).map_or("", |token| token.of(text)),
                &mut lower,
            );
            lower
        };
        let hangs = |at: usize, on: usize| {
            self.syntax
                .get(at)
                .is_some_and(|word| word.head as usize == on)
        };
        let is_case =
            |before: usize, at: usize| hangs(before, at) && relation(before) == Relation::Case;
        let case = |at: usize| {
            let before = at.saturating_sub(TIED)..at;
            before.rev().find(|case| is_case(*case, at)).map(lower)
        };
        let passing = |at: usize| PASSING.contains(&lower(at).as_str());
        let passes = |at: &usize| {
            matches!(self.tag_of(*at), Tag::Verb | Tag::Adjective)
                || passing(*at)
                || passing(noun) && *at == first
                || lexicon()
                    .classes(&lower(*at))
                    .contains(Classes::ORGANISATION_HEAD)
        };
        // Of "two of Lane’s friends" the friends are no others.
        let same = kind == EntityKind::Unnamed && passing(noun) && path.len() == 1;
        // "The Tarn guard" is no place.
        let place = matches!(kind, EntityKind::Place | EntityKind::Group) && path.len() > 1;
        let of_place = place && relation(*path.first()?) != Relation::Nmod;
        if same || of_place || path.len() > TIED || !path.iter().skip(1).all(passes) {
            return None;
        }
        let word = lower(noun);
        let document = lexicon().classes(&word).contains(Classes::DOCUMENT);
        let past = (noun.saturating_sub(TIED)..noun)
            .any(|at| hangs(at, noun) && PAST.contains(&lower(at).as_str()));
        let state = matches!(kind, EntityKind::Place | EntityKind::Group);
        let speaks = |owned: bool, written: bool| {
            let body = match state {
                true => OF_STATES.contains(&word.as_str()),
                false => lexicon()
                    .classes(&word)
                    .contains(Classes::ORGANISATION_HEAD),
            };
            !past
                && (SPEAKING.contains(&word.as_str())
                    || owned && body
                    || document && written && !state)
        };
        let speaks_for = match relation(first) {
            Relation::Possessor => speaks(true, true),
            // "A Harbour Post report" is the outlet’s, a Harbour report only about it.
            Relation::Compound | Relation::Flat => speaks(true, kind == EntityKind::Outlet),
            Relation::Amod => path.len() == 1 && speaks(true, false),
            Relation::Nmod | Relation::Obl => {
                let case = case(first);
                let case = case.as_deref().unwrap_or("of");
                let given = ["of", "from", "by"].contains(&case);
                if !TYING.contains(&case) || document && !given {
                    return None;
                }
                lower(first) == "behalf" || (given || case == "for") && speaks(given, given)
            }
            Relation::Acl | Relation::RelativeClause => {
                let verb = lower(first);
                let case = path
                    .len()
                    .checked_sub(2)
                    .and_then(|at| case(*path.get(at)?));
                let case = case.as_deref();
                let represents = verb.starts_with("represent");
                // Whom somebody met or accused is not one that he belongs to.
                if relation(first) == Relation::RelativeClause && !represents && case != Some("for")
                {
                    return None;
                }
                represents || case == Some("for") && ["speaking", "speaks"].contains(&verb.as_str())
            }
            _ => return None,
        };
        Some((path.len(), speaks_for))
    }
}
