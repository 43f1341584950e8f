//! Sources that stand near a cue and are not the ones who say it: an object that is to do it, a noun
//! that its participle describes, a name in another clause than a passive.
//!
//! "Pressed \[the board\] to admit it", "\[people\] described by Lane as slow", "is seen as a success,
//! which \[Mora\] built". The labeller takes the nearest name; the tree knows whose verb it is.

use super::super::join::Draft;
use super::Cue;
use crate::language::syntax::{Relation, Tag};

/// Verbs whose object does what follows: "prompted the board to admit it".
const CAUSING: &str = "cause compel drive force inspire lead move prompt provoke push spur trigger";

/// Words on the way from a word up to what it hangs on.
const HIGHEST: usize = 12;

const SUBJECTS: &[Relation] = &[Relation::Nsubj, Relation::NsubjPassive];

impl Cue<'_> {
    /// Says whether a bare participle describes the source: "a plan \[described\] as slow".
    pub(super) fn describes_source(&self, last: usize, draft: &Draft) -> bool {
        let Some(word) = self.language.syntax.get(last) else {
            return false;
        };
        let token = self
            .language
            .tokens
            .get(last)
            .map_or("", |t| t.of(self.text));
        let head = word.head as usize;
        word.tag == Tag::Verb
            && word.relation == Relation::Acl
            && !token.ends_with("ing")
            && head < last
            && !self.reads(last + 1, &[",", "—", "–", "-", ")", "."])
            && !self.helped(last)
            && self.by(last, SUBJECTS).next().is_none()
            && draft.source.iter().any(|run| run.tokens.holds(head))
    }

    /// Says whether the source is somebody in the sentence by whom a passive is not done: "was seen
    /// as a success".
    pub(super) fn is_beside_passive(&self, last: usize, draft: &Draft) -> bool {
        let Some(source) = draft.source.first().map(|run| run.tokens) else {
            return false;
        };
        let by = self.language.tokens.get(source.start().wrapping_sub(1));
        let by = by.is_some_and(|token| {
            ["by", "to"]
                .iter()
                .any(|word| token.of(self.text).eq_ignore_ascii_case(word))
        });
        let subject = self.by(last, SUBJECTS).next();
        !by && self.is_passive(last)
            && subject.is_some_and(|own| !source.holds(own))
            && !source.range().any(|at| self.hangs_under(at, last))
    }

    /// Says whether the source is to say it, and has not: the object of a verb that asks for it
    /// ("pressed the board to admit it"), or the subject of an infinitive ("for the board to admit
    /// it").
    pub(super) fn is_to_speak(&self, lead: usize, draft: &Draft) -> bool {
        let Some((own, source)) = self
            .language
            .syntax
            .get(lead)
            .zip(draft.source.first().map(|run| run.tokens))
        else {
            return false;
        };
        let above = own.head as usize;
        let Some(head) = self.language.head_of(source) else {
            return false;
        };
        let relation = |at: usize| self.language.syntax.get(at).map(|word| word.relation);
        let hangs_on = |at: usize| self.language.syntax.get(at).map(|word| word.head as usize);
        let to = lead
            .checked_sub(1)
            .is_some_and(|at| self.reads(at, &["to"]));
        if !to || source.start() > lead {
            return false;
        }
        let object = matches!(relation(head), Some(Relation::Obj | Relation::Iobj))
            && hangs_on(head) == Some(above)
            && matches!(
                own.relation,
                Relation::Xcomp | Relation::Advcl | Relation::Ccomp
            );
        let described = own.relation == Relation::Acl && source.holds(above);
        let subject = hangs_on(head) == Some(lead) && relation(head) == Some(Relation::Nsubj);
        (object || described || subject) && !self.is(above, CAUSING)
    }

    fn helped(&self, at: usize) -> bool {
        self.by(at, &[Relation::Aux, Relation::AuxPassive, Relation::Cop])
            .next()
            .is_some()
    }

    fn hangs_under(&self, at: usize, above: usize) -> bool {
        let mut up = at;
        for _ in 0..HIGHEST {
            let Some(word) = self.language.syntax.get(up) else {
                return false;
            };
            // What stands in a clause of its own is not the verb's.
            if matches!(
                word.relation,
                Relation::Conj
                    | Relation::Advcl
                    | Relation::Parataxis
                    | Relation::RelativeClause
                    | Relation::Acl
            ) {
                return false;
            }
            let head = word.head as usize;
            if head == above {
                return true;
            }
            if head == up {
                return false;
            }
            up = head;
        }
        false
    }
}
