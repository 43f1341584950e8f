//! Being kept from knowing: "hid it from Mora", "in the dark", "without her knowledge", "behind her
//! back".

use super::{Draft, Finder};
use crate::knew::KnewState;
use crate::language::syntax::{Relation, Tag};
use crate::span::Span;
use crate::told::Status;

/// Nouns for what is kept from somebody, where "keep" alone may mean anything: "kept the news from
/// Mora", not "kept the wolf from the door".
const KEPT: &[&str] = &[
    "news",
    "information",
    "truth",
    "secret",
    "plan",
    "talk",
    "meeting",
    "letter",
    "detail",
    "fact",
    "deal",
    "intelligence",
    "document",
    "evidence",
    "existence",
    "report",
    "memo",
];

impl Finder<'_, '_> {
    /// "hid the plan from Mora", "kept it from Mora", "Mora was kept from it".
    pub(super) fn hides(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let verb = clauses.verb(at);
        let secret = clauses.by(at, &[Relation::Xcomp]).find(|other| {
            clauses
                .words
                .is_one_of(*other, &["secret", "hidden", "quiet"])
        });
        let from = std::iter::once(at)
            .chain(secret)
            .flat_map(|word| clauses.tied(word, &["from"]))
            .find(|noun| *noun > at)?;
        let who = clauses.parties(from);
        let object = if verb.passive {
            clauses.subject_words(at, 1)
        } else {
            clauses.objects(at).into_iter().next()
        };
        let known = |noun: usize| clauses.words.reads(noun, "it") || clauses.is_form_of(noun, KEPT);
        let kept =
            !clauses.is_form_of(at, &["keep"]) || secret.is_some() || object.is_some_and(known);
        if verb.status != Some(Status::Happened) || !kept {
            return None;
        }
        // The parser may tie "from Mora" to what was hidden.
        let whole = object.map(|object| clauses.subtree(object));
        let about = whole.map(|whole| {
            Span::new(
                whole.start(),
                whole
                    .end()
                    .min(clauses.subtree(from).start().max(whole.start() + 1)),
            )
        });
        Some(Draft {
            who,
            about: about.map(|about| clauses.language.bytes(about)),
            ..Draft::new(at, "hidden")
        })
    }

    /// "Mora was kept in the dark", "leaving Mora in the dark".
    pub(super) fn dark(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        if !clauses.is_behind(at, &["in"]) {
            return None;
        }
        let about = clauses.about(at);
        let kept = clauses
            .above(at)
            .take(3)
            .find(|head| clauses.is_form_of(*head, &["keep", "leave"]));
        let Some(kept) = kept else {
            // "Mora was in the dark", "remained in the dark".
            let verb = clauses
                .head(at)
                .filter(|head| clauses.tag(*head) == Tag::Verb)
                .unwrap_or(at);
            let state = if clauses.verb(verb).status? == Status::Denied {
                KnewState::Knew
            } else {
                KnewState::DidNotKnow
            };
            return Some(Draft {
                who: clauses.subjects(verb),
                state,
                about,
                verb,
                ..Draft::new(at, "in-the-dark")
            });
        };
        let verb = clauses.verb(kept);
        let about = about.or_else(|| clauses.about(kept));
        let object = clauses.objects(kept).into_iter().next();
        // A headline leaves "was" away: "Mora kept in dark".
        let who = match object.filter(|_| !verb.passive) {
            Some(object) => clauses.parties(object),
            None => clauses.subjects(kept),
        };
        let state = match verb.status? {
            Status::Happened => KnewState::DidNotKnow,
            Status::Denied => KnewState::Knew,
            Status::Planned | Status::Refused => return None,
        };
        Some(Draft {
            who,
            state,
            about,
            verb: kept,
            ..Draft::new(at, "in-the-dark")
        })
    }

    /// "without Mora’s knowledge", "without the knowledge of Mora", "had no knowledge of it", "had
    /// no idea that".
    pub(super) fn knowledge(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let words = &clauses.words;
        if words.reads(at, "knowledge") && clauses.is_behind(at, &["without"]) {
            let owner = clauses.owner(at).or_else(|| {
                clauses
                    .by(at, &[Relation::Nmod])
                    .find(|noun| clauses.is_behind(*noun, &["of"]))
            });
            let who = owner.map_or_else(Vec::new, |owner| clauses.parties(owner));
            return Some(Draft {
                who,
                ..Draft::new(at, "without-knowledge")
            });
        }
        let has = clauses.head(at).filter(|head| {
            clauses.relation(at) == Relation::Obj
                && clauses.is_form_of(*head, &["have", "receive", "get", "deny"])
        })?;
        let none = clauses
            .by(at, &[Relation::Det])
            .any(|det| words.reads(det, "no"));
        let denied = clauses.is_form_of(has, &["deny"]);
        // "They have no idea what they are talking about" is an opinion of now.
        let is_now = words.is_one_of(has, &["have", "has"])
            && !clauses
                .by(has, &[Relation::Aux])
                .any(|aux| words.is_one_of(aux, &["did", "had"]))
            && words.reads(at, "idea");
        if is_now {
            return None;
        }
        let status = clauses.verb(has).status?;
        let about = clauses.about(at);
        let state = match (status, none || denied) {
            (Status::Happened, true) | (Status::Denied, false) => KnewState::DidNotKnow,
            // "Had an idea", "got a warning": only knowledge itself says that somebody knew.
            (Status::Happened, false) if words.reads(at, "knowledge") => KnewState::Knew,
            _ => return None,
        };
        (about.is_some() || state == KnewState::DidNotKnow).then(|| Draft {
            who: clauses.subjects(has),
            state,
            about,
            verb: has,
            ..Draft::new(at, "knowledge")
        })
    }

    /// "behind Mora’s back".
    pub(super) fn behind_the_back(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let owner = clauses
            .owner(at)
            .filter(|_| clauses.is_behind(at, &["behind"]))?;
        Some(Draft {
            who: clauses.parties(owner),
            ..Draft::new(at, "behind-the-back")
        })
    }

    /// "unbeknownst to Mora".
    pub(super) fn unbeknownst(&self, at: usize) -> Option<Draft> {
        let clauses = self.clauses;
        let to = clauses.tied(at, &["to"]).into_iter().next()?;
        Some(Draft {
            who: clauses.parties(to),
            ..Draft::new(at, "unbeknownst")
        })
    }
}
