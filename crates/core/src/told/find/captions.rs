//! Pictures: who stands beside whom has met, if the caption names both and nothing else happens in
//! it.

use super::{Draft, Finder};
use crate::attribution::Channel;
use crate::language::syntax::Tag;
use crate::span::{Span, Tokens};

impl Finder<'_, '_> {
    /// "Lane with Mora in Oslo", "Lane, left, and Mora at the palace".
    pub(super) fn caption(&mut self, sentence: Span<Tokens>) {
        let clauses = self.clauses;
        let words = &clauses.words;
        // A verb of its own tells what the picture shows.
        let acts = sentence.range().any(|at| {
            clauses.tag(at) == Tag::Verb
                && !words.is_one_of(
                    at,
                    &[
                        "pictured", "seen", "shown", "left", "standing", "seated", "posing",
                    ],
                )
        });
        let joint = sentence
            .range()
            .find(|at| words.is_one_of(*at, &["with", "and"]));
        let (false, Some(joint)) = (acts, joint) else {
            return;
        };
        let (from, to) = (
            clauses.people(sentence.start()..joint),
            clauses.people(joint..sentence.end()),
        );
        if !from.is_empty() && !to.is_empty() {
            self.keep(Draft {
                from,
                to,
                ..Draft::new(joint, "caption", Some(Channel::Meeting))
            });
        }
    }
}
