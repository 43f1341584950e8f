//! Whom a report keeps speaking of: what speaks for a candidate because of earlier pronouns and
//! earlier speakers.
//!
//! The network of `antecedents` learns while every pronoun means nobody, lest a mistake be carried
//! on to the end of a report, and so knows nothing of either. What they are worth is set here by
//! hand, in units of its scores, and is small: it decides between those who are about as likely.

use super::antecedents::Traits;
use super::asked::{Asked, is_alike, is_object};
use super::recent::{How, Seen};
use crate::language::entities::EntityKind;
use crate::language::entities::gender::Gender;
use crate::language::entities::phrases;
use crate::language::entities::words::Words;

/// What it is worth that the last pronoun of the kind, in the same sentence, meant a candidate.
const STILL: f32 = 2.0;

/// What it is worth that the one in the sentence before did, for a pronoun that says who speaks.
const GOES_ON: f32 = 0.7;

/// What it is worth that the last one, a few sentences back at most, meant somebody without a name:
/// the network holds it against them that they have none.
const TAKEN_UP: f32 = 2.0;

/// Sentences back that the last pronoun keeps somebody without a name in mind.
const MIND: usize = 2;

/// What it is worth to have spoken last, for a pronoun that says who speaks.
const VOICE: f32 = 2.5;

/// What is lost by who is mentioned in quotations alone, for a pronoun outside.
const QUOTED: f32 = 1.0;

/// What it is worth to a body to be the subject of the sentence before, where "it said" and "they
/// said" ask for one that speaks.
const FOREGOING: f32 = 2.5;

/// What is lost by whose gender nobody knows, to somebody of the same sentence who is known to be a
/// woman where "she" speaks.
const UNKNOWN: f32 = 2.0;

/// What is lost by whom one pronoun of the other gender meant.
const AGAINST: f32 = 1.5;

/// What holds for all candidates of a pronoun.
pub(super) struct Threads {
    /// Whether the pronoun is who says what stands outside quotations.
    speaks: bool,
    /// Who spoke last outside quotations, of those that fit.
    voice: Option<Seen>,
    /// Who was last called by a name or description as subject or object, of those that fit: what
    /// was said of others before is over.
    turn: Option<Seen>,
    /// The last pronoun of its kind, of those that stand in quotations as it does.
    alike: Option<Seen>,
    /// The sentences in which those that fit and whose gender is known stand last.
    known: Vec<usize>,
}

impl Threads {
    pub(super) fn of(
        words: &Words,
        asked: &Asked,
        late: &[&Seen],
        found: &[(Seen, Traits, bool)],
    ) -> Self {
        let fits = |seen: &&&Seen| found.iter().any(|(other, _, _)| other.who == seen.who);
        // Whoever spoke two paragraphs before does not go on.
        let heard = |seen: &&&Seen| seen.block + 1 >= asked.block;
        Threads {
            speaks: asked.subject && !asked.quoted && phrases::is_saying(words, asked.clause),
            voice: late
                .iter()
                .take_while(heard)
                .filter(|seen| speaks(words, seen))
                .find(fits)
                .map(|seen| **seen),
            turn: late
                .iter()
                .filter(|seen| seen.how != How::Pronoun && !seen.quoted)
                .filter(|seen| seen.is_subject() || is_object(seen.relation))
                .find(fits)
                .map(|seen| **seen),
            alike: late
                .iter()
                .find(|seen| {
                    seen.how == How::Pronoun
                        && seen.quoted == asked.quoted
                        && is_alike(words, seen.span.start(), asked.at)
                })
                .map(|seen| **seen),
            known: found
                .iter()
                .filter(|(_, traits, behind)| traits.gender != Gender::Unknown && !behind)
                .map(|(seen, _, _)| seen.sentence)
                .collect(),
        }
    }

    /// Returns what speaks for one candidate: `last` is its last mention, `own` are all of late.
    pub(super) fn of_one(
        &self,
        words: &Words,
        asked: &Asked,
        last: &Seen,
        traits: &Traits,
        own: &[&Seen],
    ) -> f32 {
        let mut sum = 0.0;
        let holds = |seen: &Seen| {
            let over = |turn: &Seen| turn.who != seen.who && turn.span.start() > seen.span.start();
            seen.who == last.who && !self.turn.as_ref().is_some_and(over)
        };
        if let Some(alike) = self.alike.filter(holds) {
            let back = asked.sentence.saturating_sub(alike.sentence);
            sum += match back {
                0 => STILL,
                1 if self.speaks => GOES_ON,
                _ => 0.0,
            };
            if traits.kind == EntityKind::Unnamed && back <= MIND {
                sum += TAKEN_UP;
            }
        }
        if self.speaks && self.voice.as_ref().is_some_and(holds) {
            sum += VOICE;
        }
        let inside = |seen: &&&Seen| seen.quoted;
        if !asked.quoted && !own.is_empty() && own.iter().filter(inside).count() == own.len() {
            sum -= QUOTED;
        }
        let before =
            |seen: &&Seen| seen.sentence + 1 == asked.sentence && seen.is_main_subject(words);
        if self.speaks && asked.several() && own.iter().any(before) {
            sum += FOREGOING;
        }
        if asked.gender != Gender::Unknown && traits.gender == Gender::Unknown {
            let beside = self.speaks && self.known.contains(&last.sentence);
            sum -= if beside { UNKNOWN } else { 0.0 };
            sum -= if traits.against { AGAINST } else { 0.0 };
        }
        sum
    }
}

/// Says whether a mention is who says something outside quotations: "Lane said", "according to a
/// porter".
fn speaks(words: &Words, seen: &Seen) -> bool {
    let according = || {
        let start = seen.span.start();
        start > 1 && words.reads(start - 1, "to") && words.reads(start - 2, "according")
    };
    !seen.quoted && (seen.is_subject() && phrases::is_saying(words, seen.clause) || according())
}
