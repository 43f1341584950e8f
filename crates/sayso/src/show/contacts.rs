//! Who was in contact with whom: a line for two.

use super::screen::{Line, Screen};
use super::words::{clean, count};
use crate::pile::Pile;
use crate::ties::Tie;
use crate::wire::Word;

/// Writes who was in contact with whom.
pub(crate) fn contacts(screen: &mut Screen, pile: &Pile, ties: &[Tie]) {
    for tie in ties {
        let name = |end| clean(pile.linked_name(end).unwrap_or_default());
        let channels = ways(tie);
        let channels = if channels.is_empty() {
            channels
        } else {
            format!(" · {channels}")
        };
        let line = Line::default()
            .strong(&name(tie.ends.0))
            .plain(" → ")
            .strong(&name(tie.ends.1));
        screen.line(
            2,
            &line
                .plain(format!(
                    " · {}",
                    times(tie.communications.len(), tie.secret.len())
                ))
                .faint(channels),
        );
    }
}

/// Returns how often there was contact: "3 communications, 1 in secret".
pub(crate) fn times(communications: usize, secret: usize) -> String {
    let secret = if secret > 0 {
        format!(", {secret} in secret")
    } else {
        String::new()
    };
    format!("{}{secret}", count(communications, "communication"))
}

/// Returns by which ways the two were in contact: "letter, meeting".
pub(crate) fn ways(tie: &Tie) -> String {
    tie.channels
        .iter()
        .map(|channel| channel.word())
        .collect::<Vec<_>>()
        .join(", ")
}
