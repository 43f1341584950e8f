//! What points back: "the two men met", "the meeting took place on Friday". Who had a part in it
//! stands in an earlier sentence.

use super::{Draft, Finder};
use crate::attribution::{Channel, Party};
use crate::language::syntax::{Relation, Tag};
use crate::language::{EntityKind, Gender};
use crate::span::Span;
use crate::told::clause::Phrase;
use crate::told::{Secrecy, Told};

/// Sentences back in which the two may be named; further back others have come in between.
const BACK: usize = 2;

/// Communications back among which one may be meant.
const RECENT: usize = 48;

/// Verbs between a verb and its subject: "went on to tell".
const DEEPEST: usize = 4;

/// Nouns for two people of whom something was told: "the two leaders".
const PAIRED: &[&str] = &[
    "man",
    "woman",
    "leader",
    "president",
    "minister",
    "official",
    "diplomat",
    "politician",
    "executive",
    "head",
    "chief",
    "rival",
    "ally",
];

/// Verbs by which something that is known takes place.
const OCCURS: &[&str] = &[
    "take", "occur", "happen", "hold", "make", "send", "deliver", "write", "conduct", "arrange",
    "convene", "date", "begin", "place",
];

impl Finder<'_, '_> {
    /// Returns who acts; of "the two", "both leaders" or "the pair" the two people themselves.
    pub(super) fn sides(&self, verb: usize) -> Vec<Phrase> {
        let clauses = self.clauses;
        let known = clauses.subjects(verb);
        let pair = |subject: usize| self.is_pair(subject) || clauses.words.reads(subject, "they");
        let subject = clauses
            .subject_words(verb, DEEPEST)
            .filter(|subject| known.len() < 2 && pair(*subject));
        subject
            .and_then(|subject| self.pair(subject))
            .map_or(known, Vec::from)
    }

    /// Says whether a word stands for two people who were named before.
    fn is_pair(&self, at: usize) -> bool {
        let clauses = self.clauses;
        let words = &clauses.words;
        let two = |at: usize| words.is_one_of(at, &["two", "both"]);
        let counted = clauses
            .by(at, &[Relation::Nummod, Relation::Det, Relation::Amod])
            .any(two);
        let definite = clauses
            .by(at, &[Relation::Det])
            .any(|det| words.is_one_of(det, &["the", "both", "these", "those"]));
        // "Two men met" are any two.
        definite
            && (words.is_one_of(at, &["two", "pair", "duo"])
                || counted && clauses.is_form_of(at, PAIRED))
            || words.reads(at, "both") && clauses.dependents(at).next().is_none()
    }

    /// Returns the two people whom a word means: those whom the sentences before it name, if they
    /// name two; else the two who told each other most before. "They" may be many more, so it means
    /// two only right behind a sentence that names two.
    fn pair(&self, at: usize) -> Option<[Phrase; 2]> {
        let clauses = self.clauses;
        let sentences = &clauses.language.sentences;
        let own = sentences.partition_point(|sentence| sentence.tokens.end() <= at);
        let span = clauses
            .party(at)
            .map_or(Span::new(at, at + 1), |party| party.span);
        let two = |people: &[Phrase]| match people {
            [one, other] => {
                let (first, second) = if one.span.start() < other.span.start() {
                    (one, other)
                } else {
                    (other, one)
                };
                Some([*first, *second].map(|person| Phrase {
                    span,
                    entity: person.entity,
                }))
            }
            _ => None,
        };
        let gender = Gender::of_person(clauses.lemma(at).as_str());
        let people_in = |range: std::ops::Range<usize>| {
            let mut people = clauses.people(range);
            people.retain(|person| {
                clauses.is_introduced(person) && clauses.gender(person).agrees(gender)
            });
            people
        };
        // In its own sentence a single name before it is that of who says so.
        if let Some(pair) = sentences
            .get(own)
            .and_then(|sentence| two(&people_in(sentence.tokens.start()..at)))
        {
            return Some(pair);
        }
        let they = clauses.words.reads(at, "they");
        let mut people: Vec<Phrase> = Vec::new();
        for sentence in sentences
            .iter()
            .take(own)
            .rev()
            .take(if they { 1 } else { BACK })
        {
            for person in people_in(sentence.tokens.range()) {
                if !people.iter().any(|known| known.entity == person.entity) {
                    people.push(person);
                }
            }
            if let Some(pair) = two(&people) {
                return Some(pair);
            }
            if people.len() > 2 {
                break;
            }
        }
        if they {
            return None;
        }
        let fits = |phrase: &Phrase| {
            clauses.kind(phrase) == Some(EntityKind::Person)
                && clauses.gender(phrase).agrees(gender)
        };
        let single = |parties: &[Party]| match parties {
            [one] => Some(Phrase {
                span,
                entity: one.entity,
            })
            .filter(fits),
            _ => None,
        };
        let mut pairs: Vec<([Phrase; 2], usize)> = Vec::new();
        for told in self.found.iter().rev().take(RECENT) {
            let Some((from, to)) = single(&told.from).zip(single(&told.to)) else {
                continue;
            };
            match pairs.iter_mut().find(|([one, other], _)| {
                [*one, *other] == [from, to] || [*one, *other] == [to, from]
            }) {
                Some((_, times)) => *times += 1,
                None => pairs.push(([from, to], 1)),
            }
        }
        // Of two pairs with as much to say to each other the later one.
        pairs
            .into_iter()
            .rev()
            .max_by_key(|(_, times)| *times)
            .map(|(pair, _)| pair)
    }

    /// "The meeting took place on Friday": of a communication that was told before, when and where
    /// it was.
    pub(super) fn occurrence(
        &mut self,
        at: usize,
        channel: Channel,
        governor: Option<usize>,
        draft: Draft,
    ) {
        let clauses = self.clauses;
        let subject = matches!(
            clauses.relation(at),
            Relation::Nsubj | Relation::NsubjPassive
        );
        let definite = clauses
            .by(at, &[Relation::Det])
            .any(|det| clauses.words.is_one_of(det, &["the", "that", "this"]));
        let occurs = governor
            .is_some_and(|verb| clauses.tag(verb) == Tag::Verb && clauses.is_form_of(verb, OCCURS));
        if !(subject && definite && occurs)
            || clauses.when(draft.cue, draft.verb).is_none()
                && clauses.place(draft.cue, draft.verb).is_none()
        {
            return;
        }
        let same = |told: &&Told| told.channel.is_some_and(|other| other.agrees(channel));
        // "Lane told Mora that … The meeting took place": what was said had no channel yet.
        let open = |told: &&Told| {
            let person = |party: &Party| {
                clauses
                    .entity(party.entity)
                    .is_some_and(|entity| entity.kind == EntityKind::Person)
            };
            told.channel.is_none()
                && told.secrecy != Some(Secrecy::Public)
                && told.from.iter().chain(&told.to).all(person)
        };
        let recent = || {
            self.found
                .iter()
                .rev()
                .take(RECENT)
                .filter(|told| !told.from.is_empty() && !told.to.is_empty())
        };
        let Some(told) = recent().find(same).or_else(|| recent().find(open)) else {
            return;
        };
        let phrases = |parties: &[Party]| {
            parties
                .iter()
                .map(|party| clauses.as_phrase(party))
                .collect()
        };
        let (from, to) = (phrases(&told.from), phrases(&told.to));
        self.keep(Draft {
            from,
            to,
            name: "occurred",
            ..draft
        });
    }
}
