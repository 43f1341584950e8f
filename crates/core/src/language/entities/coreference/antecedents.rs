//! Whom a pronoun means: the entities mentioned lately, each scored by what speaks for it.
//!
//! The one place where antecedents are scored. What is seen of a candidate is a row of numbers
//! (`row`), which a small network weighs (`model::choice`). Number and gender are not weighed but
//! asked for: a candidate that cannot be meant is none. What was mentioned is `recent`'s.

use std::sync::LazyLock;

use super::asked::{Asked, is_alike, is_object, log, steps, yes};
use super::beside::Beside;
use super::clauses::{self, Ways};
use super::recent::{How, Recent, Seen, place, place_in_sentence, relation, says};
use super::row::{BESIDE, FEATURES, Row, SEEN, SUBJECT};
use super::threads::Threads;
use crate::language::entities::EntityKind;
use crate::language::entities::gender::Gender;
use crate::language::entities::words::Words;
use crate::language::syntax::Relation;
use crate::model::choice::Scorer;
use crate::span::{Span, Tokens};

/// The network that is compiled in. Should the file be damaged, pronouns mean nobody; a test loads
/// it.
static SCORER: LazyLock<Option<Scorer>> = LazyLock::new(|| {
    Scorer::load(include_bytes!(
        "../../../../../../models/antecedents.safetensors"
    ))
    .ok()
    .filter(|scorer| scorer.width() == FEATURES)
});

/// What has to be known of an entity for a pronoun to mean it.
#[derive(Clone, Copy)]
pub(super) struct Traits {
    pub(super) gender: Gender,
    pub(super) kind: EntityKind,
    /// Whether the one pronoun that meant it so far was of the other gender.
    pub(super) against: bool,
}

/// A candidate for a pronoun: an entity and what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) who: usize,
    pub(super) row: Row,
    /// What speaks for it beside the numbers of the row (`threads`).
    pub(super) thread: f32,
}

/// Those whom a pronoun may mean.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    pub(super) candidates: Vec<Candidate>,
    /// What speaks for nobody: what is seen of the pronoun alone.
    pub(super) nobody: Row,
}

impl Choices {
    /// Returns the likeliest of the candidates, or nobody if that is likelier.
    pub(super) fn likeliest(&self) -> Option<usize> {
        let scorer = SCORER.as_ref()?;
        let best = self
            .candidates
            .iter()
            .map(|one| (scorer.score(&one.row) + one.thread, one.who))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (best.0 > scorer.score(&self.nobody)).then_some(best.1)
    }

    /// Leaves those that were the subject of the same sentence or of the one before.
    pub(super) fn taken_up(mut self) -> Self {
        self.candidates.retain(|Candidate { row, .. }| {
            row.iter().take(2).any(|value| *value > 0.0) && row[SUBJECT] > 0.0
        });
        self
    }
}

impl Recent {
    /// Returns whom a pronoun, or a description that points back like one, may mean; `fits` gives
    /// the traits of an entity that goes with its number and gender.
    pub(super) fn choices(
        &self,
        words: &Words,
        span: Span<Tokens>,
        fits: impl Fn(usize) -> Option<Traits>,
    ) -> Choices {
        let at = span.start();
        let asked = Asked::of(words, span);
        let barred = self.own_subject(words, &asked, span);
        let late: Vec<&Seen> = self.of_late(asked.sentence).collect();
        let mut found: Vec<(Seen, Traits, bool)> = Vec::new();
        let mut add = |seen: Seen, behind: bool| {
            if Some(seen.who) != barred
                && !found.iter().any(|(other, _, _)| other.who == seen.who)
                && let Some(traits) = fits(seen.who)
            {
                found.push((seen, traits, behind));
            }
        };
        for seen in &late {
            add(**seen, false);
        }
        // "When he came, Lane was late": only a name of the same sentence is waited for.
        if !asked.several() {
            for (name, who) in self.ahead(at) {
                let seen = Seen::of(words, *who, *name, How::Name);
                if seen.sentence == asked.sentence {
                    add(seen, true);
                }
            }
        }
        let times = |who: usize| self.times(who).max(1);
        let each = || found.iter().map(|(seen, _, _)| seen.who);
        let most = each().map(times).max().unwrap_or_default();
        let sum: u32 = each().map(times).sum();
        let most_named = each()
            .map(|who| self.names_of(who))
            .max()
            .unwrap_or_default();
        let first = each().min().unwrap_or_default();
        let alike = late
            .iter()
            .find(|seen| seen.how == How::Pronoun && is_alike(words, seen.span.start(), at))
            .copied();
        let here = |seen: &Seen| seen.sentence == asked.sentence;
        let before = |seen: &Seen| seen.sentence + 1 == asked.sentence;
        let depth = |at: usize| steps(clauses::above(words, at).count());
        let alone = asked.alone(found.len(), alike.is_some_and(here));
        let beside = Beside::of(words, self, &asked, &found);
        let threads = Threads::of(words, &asked, &late, &found);
        let row = |(rank, (last, traits, behind)): (usize, &(Seen, Traits, bool))| {
            let (who, behind) = (last.who, *behind);
            let own: Vec<&Seen> = late.iter().filter(|s| s.who == who).copied().collect();
            let back = asked.sentence.saturating_sub(last.sentence);
            let often = times(who);
            #[expect(clippy::cast_precision_loss, reason = "counts of mentions")]
            let share = often as f32 / sum.max(1) as f32;
            let subject = last.is_subject();
            let owns = last.relation == Relation::Possessor || words.is_possessive(last.span.end());
            let named = |holds: &dyn Fn(&Span<Tokens>) -> bool| {
                self.ahead(at)
                    .any(|(name, other)| *other == who && holds(name))
            };
            let ways = (back == 0)
                .then(|| clauses::between(words, at, last.head))
                .flatten();
            let same_clause = back == 0 && last.clause == asked.clause;
            let commands = ways.as_ref().is_some_and(|ways| ways.down == 1);
            let branch = ways
                .as_ref()
                .map(|ways: &Ways| relation(words, ways.branch));
            let seen: [f32; SEEN] = [
                yes(back == 0),
                yes(back == 1),
                yes(back == 2),
                yes(back > 2),
                yes(last.block == asked.block),
                yes(last.block + 1 == asked.block),
                yes(rank == 0),
                yes(rank == 1),
                yes(rank > 1),
                log(found.len()),
                log(at.abs_diff(last.head)) / 4.0,
                yes(behind),
                yes(last.relation == Relation::Nsubj),
                yes(last.relation == Relation::NsubjPassive),
                yes(is_object(last.relation)),
                yes(last.relation == Relation::Obl),
                yes(last.relation == Relation::Nmod),
                yes(owns),
                yes(last.relation == Relation::Appos),
                yes(last.relation == Relation::Conj),
                yes(subject && asked.subject),
                yes((is_object(last.relation) || last.relation == Relation::Obl) && asked.object),
                yes(owns && asked.owner),
                yes(last.relation == asked.relation),
                yes(place_in_sentence(words, last.span.start()) == 0),
                depth(last.head),
                yes(last.how == How::Pronoun),
                yes(last.how == How::Description),
                yes(last.speaks),
                yes(last.speaks && asked.speaks),
                yes(traits.gender != Gender::Unknown),
                yes(traits.kind == EntityKind::Unnamed),
                yes(matches!(
                    traits.kind,
                    EntityKind::Organisation | EntityKind::Outlet
                )),
                yes(traits.kind == EntityKind::Place),
                yes(traits.kind == EntityKind::Group),
                log(often as usize),
                yes(often == most),
                share,
                yes(who == first),
                yes((asked.quoted && !last.quoted && last.speaks && back <= 1) || last.leads),
                yes(asked.quoted && last.quoted && back <= 1),
                yes(!asked.quoted && last.quoted),
                yes(asked.quoted && !last.quoted),
                yes(found.len() == 1),
                yes(last.span.end() + 1 == at && words.reads(last.span.end(), "and")),
                yes(own.iter().any(|seen| here(seen) && seen.is_subject())),
                yes(own
                    .iter()
                    .any(|seen| here(seen) && seen.is_main_subject(words))),
                yes(own.iter().any(|seen| before(seen) && seen.is_subject())),
                yes(own
                    .iter()
                    .any(|seen| before(seen) && seen.is_main_subject(words))),
                yes(asked.subject
                    && asked.main
                    && own
                        .iter()
                        .any(|seen| before(seen) && seen.is_main_subject(words))),
                log(own.iter().filter(|seen| here(seen)).count()),
                log(own.iter().filter(|seen| before(seen)).count()),
                yes(own.iter().any(|seen| here(seen) && seen.how == How::Name)),
                yes(own.iter().any(|seen| before(seen) && seen.how == How::Name)),
                yes(alike.is_some_and(|seen| seen.who == who && here(seen))),
                yes(alike.is_some_and(|seen| seen.who == who && !here(seen))),
                yes(alike.is_some_and(|seen| seen.who != who && here(seen))),
                yes(alike.is_some_and(|seen| seen.who != who && !here(seen))),
                yes(own.iter().any(|seen| seen.sentence == 1)),
                yes(named(&|name: &Span<Tokens>| {
                    place(words, name.start()).0 == asked.sentence
                })),
                yes(named(&|name: &Span<Tokens>| {
                    clauses::clause(words, name.start()) == asked.clause
                })),
                yes(named(&|name: &Span<Tokens>| {
                    place(words, name.start()).0 == asked.sentence + 1
                })),
                yes(beside.waits_for(who)),
                log(self.names_of(who)),
                yes(self.names_of(who) == most_named),
                yes(same_clause),
                yes(ways
                    .as_ref()
                    .is_some_and(|ways| ways.up == 1 && ways.down == 1)),
                yes(ways.as_ref().is_some_and(|ways| ways.down == 0)),
                yes(commands),
                yes(commands && subject && !same_clause),
                yes(commands && !subject && !same_clause),
                yes(commands && subject && same_clause && asked.bound),
                yes(commands && subject && same_clause && !asked.bound),
                yes(commands && subject && branch == Some(Relation::Ccomp)),
                yes(commands && !subject && branch == Some(Relation::Ccomp)),
                yes(commands && branch == Some(Relation::Advcl)),
                yes(commands && branch == Some(Relation::Conj)),
                yes(commands && branch == Some(Relation::Parataxis)),
                yes(matches!(
                    branch,
                    Some(Relation::RelativeClause | Relation::Acl)
                )),
                yes(ways.as_ref().is_some_and(|ways| ways.down > ways.up)),
                ways.as_ref().map_or(0.0, |ways| steps(ways.up)),
                ways.as_ref().map_or(0.0, |ways| steps(ways.down)),
                yes(commands && subject && says(words, last.clause)),
            ];
            let mut row = alone;
            row[..SEEN].copy_from_slice(&seen);
            row[SEEN..SEEN + BESIDE].copy_from_slice(&beside.of_one(last));
            let thread = threads.of_one(words, &asked, last, traits, &own);
            Candidate { who, row, thread }
        };
        let candidates: Vec<Candidate> = found.iter().enumerate().map(row).collect();
        let mut nobody = alone;
        nobody[FEATURES - 1] = 1.0;
        Choices { candidates, nobody }
    }

    /// Returns whom an object pronoun cannot mean: the subject of its own verb. In "Lane said Mora
    /// had informed him", "him" is not Mora.
    fn own_subject(&self, words: &Words, asked: &Asked, pronoun: Span<Tokens>) -> Option<usize> {
        let syntax = &words.language.syntax;
        let at = pronoun.start();
        let word = syntax.get(at).filter(|_| pronoun.len() == 1)?;
        let to = at > 0 && words.reads(at - 1, "to");
        let object = is_object(word.relation) || word.relation == Relation::Obl && to;
        if !object || !words.is_one_of(at, &["him", "her", "them", "it", "me", "us"]) {
            return None;
        }
        let subject_of = |verb: u32| {
            let is = |seen: &&Seen| {
                seen.is_subject() && syntax.get(seen.head).is_some_and(|head| head.head == verb)
            };
            // Whom "who" means is often missed: "a friend of Lane, who spoke to him".
            let plain =
                |seen: &&Seen| seen.span.end() <= at && !words.reads(seen.span.start(), "who");
            self.of_late(asked.sentence)
                .take_while(|seen| seen.sentence == asked.sentence)
                .filter(plain)
                .find(is)
                .map(|seen| seen.who)
        };
        // "Lane met Mora and told him": the second verb shares the subject of the first.
        let shared = || {
            syntax
                .get(word.head as usize)
                .filter(|verb| verb.relation == Relation::Conj)
                .and_then(|verb| subject_of(verb.head))
        };
        subject_of(word.head).or_else(shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_that_is_compiled_in_loads() {
        assert!(SCORER.is_some());
    }
}
