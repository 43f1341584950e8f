//! Clauses: what hangs on a verb or a noun, read off the tree of its sentence.
//!
//! [`Clauses`] leads from a word to the parties that it names (`parties`), to who acts and whether
//! it happened at all (`verb`), to when, where, how often and about what (`circumstances`). `told`
//! and `knew` build their rules on it; which words tell of a communication is theirs to know.

mod circumstances;
mod parties;
mod verb;

use crate::attribution::{Attribution, AttributionId, Party};
use crate::language::syntax::{Relation, Tag, lemma};
use crate::language::{Entity, EntityId, EntityKind, Language, Words, author};
use crate::report::Report;
use crate::span::{Span, Tokens};

/// A party as tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Phrase {
    /// Its tokens.
    pub(crate) span: Span<Tokens>,
    /// The entity it means.
    pub(crate) entity: Option<EntityId>,
}

/// A mention that holds a token.
#[derive(Clone, Copy)]
struct Held {
    entity: EntityId,
    kind: EntityKind,
    span: Span<Tokens>,
}

/// The trees of a report, with the mentions that stand in them.
pub(crate) struct Clauses<'a> {
    /// The words.
    pub(crate) words: Words<'a>,
    /// What was found in the text.
    pub(crate) language: &'a Language,
    held: Vec<Option<Held>>,
    /// The report's outlet, where the text names it: who "we" are outside of quotations.
    outlet: Option<EntityId>,
    /// Whoever signs it: who "I" is there.
    author: Option<EntityId>,
    /// Where the dependents of each token begin among `dependents`; one more than there are tokens.
    starts: Vec<u32>,
    dependents: Vec<u32>,
}

/// Words on the way from a word to the root of its tree; the parser cuts longer sentences
/// (`language::syntax`).
const LONGEST: usize = 120;

impl<'a> Clauses<'a> {
    /// Makes the tables for a report.
    pub(crate) fn of(report: &'a Report, language: &'a Language) -> Self {
        let mut held: Vec<Option<Held>> = vec![None; language.tokens.len()];
        for (number, entity) in language.entities.iter().enumerate() {
            let id = EntityId(u32::try_from(number).unwrap_or(u32::MAX));
            for mention in &entity.mentions {
                let span = language.tokens_in(*mention);
                for slot in held.get_mut(span.range()).into_iter().flatten() {
                    // A longer mention holds the shorter: "White House spokesman Lane" the House.
                    if slot.is_none_or(|other| other.span.len() < span.len()) {
                        *slot = Some(Held {
                            entity: id,
                            kind: entity.kind,
                            span,
                        });
                    }
                }
            }
        }
        let (starts, dependents) = dependents(language);
        Clauses {
            words: Words::of(report, language),
            language,
            held,
            outlet: outlet(report, language),
            author: author(report, &language.entities),
            starts,
            dependents,
        }
    }

    fn held(&self, at: usize) -> Option<Held> {
        self.held.get(at).copied().flatten()
    }

    /// Returns the kind of the entity that a phrase means.
    pub(crate) fn kind(&self, phrase: &Phrase) -> Option<EntityKind> {
        self.entity(phrase.entity).map(|entity| entity.kind)
    }

    /// Returns an entity by its id.
    pub(crate) fn entity(&self, id: Option<EntityId>) -> Option<&Entity> {
        self.language.entities.get(id?.0 as usize)
    }

    /// Returns a word's part of speech.
    pub(crate) fn tag(&self, at: usize) -> Tag {
        self.language
            .syntax
            .get(at)
            .map_or(Tag::Other, |word| word.tag)
    }

    /// Returns what a word is to its head.
    pub(crate) fn relation(&self, at: usize) -> Relation {
        self.language
            .syntax
            .get(at)
            .map_or(Relation::Dep, |word| word.relation)
    }

    /// Returns the word that a word hangs on; none of the root of a sentence.
    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.language
            .syntax
            .get(at)
            .map(|word| word.head as usize)
            .filter(|head| *head != at)
    }

    /// Returns a word's lemma.
    pub(crate) fn lemma(&self, at: usize) -> String {
        lemma(self.words.word(at), self.tag(at))
    }

    /// Says whether a word's lemma is one of these.
    pub(crate) fn is_form_of(&self, at: usize, lemmas: &[&str]) -> bool {
        lemmas.contains(&self.lemma(at).as_str())
    }

    /// Returns the words that hang on a word, in the order of the text.
    pub(crate) fn dependents(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        let range = bounds.map_or(0..0, |(start, end)| *start as usize..*end as usize);
        self.dependents
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|at| *at as usize)
    }

    /// Returns the words that hang on a word by one of these relations.
    pub(crate) fn by(
        &self,
        at: usize,
        relations: &'static [Relation],
    ) -> impl Iterator<Item = usize> + '_ {
        self.dependents(at)
            .filter(move |other| relations.contains(&self.relation(*other)))
    }

    /// Returns a word's heads, from its own outwards.
    pub(crate) fn above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(at), |at| self.head(*at)).take(LONGEST)
    }

    /// Returns all that hangs on a word, with the word, from the first token to the last.
    pub(crate) fn subtree(&self, at: usize) -> Span<Tokens> {
        let (mut first, mut last) = (at, at);
        let mut open = vec![at];
        let mut left = 2 * LONGEST;
        while let Some(word) = open.pop().filter(|_| left > 0) {
            left -= 1;
            first = first.min(word);
            last = last.max(word);
            open.extend(self.dependents(word));
        }
        Span::new(first, last + 1)
    }

    /// Says whether a word follows one of these prepositions: "Mora" in "to Mora".
    pub(crate) fn is_behind(&self, at: usize, prepositions: &[&str]) -> bool {
        self.by(at, &[Relation::Case])
            .any(|case| self.words.is_one_of(case, prepositions))
    }

    /// Returns the nouns that one of these prepositions ties to a verb or a noun, the nearest ties
    /// first.
    ///
    /// Which noun a preposition ties its noun to is what parsers get wrong most: "handed the letter
    /// to Mora". So what is tied to an object or to another such noun counts as well, behind what
    /// is tied to the word itself.
    pub(crate) fn tied(&self, at: usize, prepositions: &[&str]) -> Vec<usize> {
        const NOUNS: &[Relation] = &[
            Relation::Obl,
            Relation::Agent,
            Relation::Nmod,
            Relation::Obj,
            Relation::Iobj,
            Relation::Appos,
        ];
        /// Nouns tied to nouns.
        const DEEPEST: usize = 4;
        /// Before nouns that have a time of their own: "raised questions during the debate with
        /// Mora" is no word to Mora.
        const ASIDE: &[&str] = &["during", "amid"];
        let mut found = Vec::new();
        let mut layer = vec![at];
        for _ in 0..DEEPEST {
            let next: Vec<usize> = layer
                .iter()
                .flat_map(|word| self.by(*word, NOUNS))
                .collect();
            found.extend(
                next.iter()
                    .copied()
                    .filter(|noun| self.is_behind(*noun, prepositions)),
            );
            layer = next
                .into_iter()
                .filter(|noun| self.is_time(*noun) || !self.is_behind(*noun, ASIDE))
                .collect();
        }
        found
    }

    /// Makes a party of a phrase.
    pub(crate) fn as_party(&self, phrase: Phrase) -> Party {
        Party {
            span: self.language.bytes(phrase.span),
            entity: phrase.entity,
        }
    }

    /// Makes a phrase of a party that was found before.
    pub(crate) fn as_phrase(&self, party: &Party) -> Phrase {
        Phrase {
            span: self.language.tokens_in(party.span),
            entity: party.entity,
        }
    }

    /// Makes a party of a phrase that somebody may be speaking: "I" in a quotation is its source.
    pub(crate) fn spoken(&self, phrase: Phrase, attributions: &[Attribution]) -> Party {
        /// Quotations inside quotations; a deeper reading is a mistake.
        const DEEPEST: usize = 8;
        let mut party = self.as_party(phrase);
        if party.entity.is_none()
            && self
                .words
                .is_one_of(phrase.span.start(), &["i", "we", "me", "us"])
        {
            let mut within = self.attribution(phrase.span.start(), attributions);
            let is_own_voice = within.is_none();
            let mut unnamed = None;
            for _ in 0..DEEPEST {
                let Some(attribution) = within.and_then(|id| attributions.get(id.0 as usize))
                else {
                    break;
                };
                party.entity = attribution.source.entity;
                if party.entity.is_some() {
                    break;
                }
                unnamed = unnamed.or(attribution.source.spans.first().copied());
                within = attribution.inside;
            }
            // "We learned it from you", one of the envoys said: it is he, whoever that is.
            if let (None, Some(span)) = (party.entity, unnamed) {
                party.span = span;
            }
            // "He told us": outside of what others say the paper speaks of itself, and "me" its
            // author.
            if party.entity.is_none() && is_own_voice {
                let is_paper = self.words.is_one_of(phrase.span.start(), &["we", "us"]);
                party.entity = if is_paper { self.outlet } else { self.author };
            }
        }
        party
    }

    /// Returns the innermost attribution whose content holds a token: on whose word it stands. What
    /// somebody only does or knows stands on nobody's.
    pub(crate) fn attribution(
        &self,
        at: usize,
        attributions: &[Attribution],
    ) -> Option<AttributionId> {
        let here = self.language.bytes(Span::new(at, at + 1));
        attributions
            .iter()
            .enumerate()
            .filter(|(_, a)| a.mode.is_told() && a.content.iter().any(|part| part.contains(here)))
            .min_by_key(|(_, a)| a.content.iter().map(|part| part.len()).sum::<usize>())
            .map(|(number, _)| AttributionId(u32::try_from(number).unwrap_or(u32::MAX)))
    }
}

/// Sorts the words of a report under their heads.
fn dependents(language: &Language) -> (Vec<u32>, Vec<u32>) {
    let count = language.syntax.len();
    let hangs = || {
        language
            .syntax
            .iter()
            .enumerate()
            .filter(|(at, word)| word.head as usize != *at && (word.head as usize) < count)
    };
    let mut starts = vec![0u32; count + 1];
    for (_, word) in hangs() {
        starts
            .iter_mut()
            .skip(word.head as usize + 1)
            .take(1)
            .for_each(|start| *start += 1);
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut filled = starts.clone();
    let mut dependents = vec![0u32; sum as usize];
    for (at, word) in hangs() {
        if let Some(place) = filled.get_mut(word.head as usize) {
            if let Some(slot) = dependents.get_mut(*place as usize) {
                *slot = u32::try_from(at).unwrap_or(u32::MAX);
            }
            *place += 1;
        }
    }
    (starts, dependents)
}

/// Returns the entity that is the report's outlet, by its name, a part of it ("the Courier") or its
/// letters.
fn outlet(report: &Report, language: &Language) -> Option<EntityId> {
    let words = |name: &str| -> Vec<String> {
        let words = name.split_whitespace().map(str::to_lowercase);
        words.filter(|word| word != "the").collect()
    };
    let own = words(report.about.outlet.as_deref()?);
    let letters: String = own.iter().filter_map(|word| word.chars().next()).collect();
    let is_body = |kind| matches!(kind, EntityKind::Outlet | EntityKind::Organisation);
    let is_own = |entity: &Entity| {
        if !is_body(entity.kind) {
            return false;
        }
        let name = words(entity.name.of(report.text()));
        let is_letters = name.len() == 1 && letters.len() > 1 && name.first() == Some(&letters);
        let is_part = !name.is_empty() && name.iter().all(|word| own.contains(word));
        is_part || is_letters
    };
    let at = language.entities.iter().position(is_own)?;
    u32::try_from(at).ok().map(EntityId)
}
