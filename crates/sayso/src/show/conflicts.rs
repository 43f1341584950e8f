//! Where accounts differ: the values side by side, each with the reports that give it.

use sayso_core::link::{Conflict, ConflictKind, Disputed, Side};

use super::claims::{number, summary};
use super::screen::{Line, Screen, Tone};
use super::told::parties;
use super::words::{clean, date, measure, quoted, short_name};
use crate::pile::Pile;
use crate::wire::Word;

/// Writes conflicts; returns how many were left out.
pub(crate) fn conflicts<'a>(
    screen: &mut Screen,
    pile: &Pile,
    conflicts: impl Iterator<Item = &'a Conflict>,
    limit: usize,
) -> usize {
    let mut left_out = 0;
    for (i, conflict) in conflicts.enumerate() {
        if i >= limit {
            left_out += 1;
            continue;
        }
        let of_thing = match conflict.of {
            Disputed::Claim(_) | Disputed::Communication(_) if !conflict.thing.is_empty() => {
                format!(" ({})", clean(&conflict.thing))
            }
            _ => String::new(),
        };
        let what = format!("{}{of_thing}", differing(conflict.kind));
        let (number, about) = disputed(pile, conflict);
        screen.line(
            2,
            &Line::default()
                .with(Tone::Handle, number)
                .plain(format!(" {what}: "))
                .faint(about),
        );
        for (value, sides) in values(&conflict.tellings) {
            let words = sides[0].span.of(pile.report(sides[0].report).text());
            let value = valued(conflict.kind, value);
            let others = if sides.len() > 1 {
                format!(" and {} more", sides.len() - 1)
            } else {
                String::new()
            };
            screen.line(
                4,
                &Line::default()
                    .strong(&value)
                    .plain(format!("  {}", quoted(words)))
                    .tail(format!(" · {}{others}", short_name(pile, sides[0].report)))
                    .handle(pile.handle(sides[0].report)),
            );
        }
    }
    left_out
}

/// Returns what is disputed: what to call it, and what it is.
pub(crate) fn disputed(pile: &Pile, conflict: &Conflict) -> (String, String) {
    match conflict.of {
        Disputed::Thing => (String::new(), clean(&conflict.thing)),
        Disputed::Claim(id) => {
            let claim = pile.links().claims.get(id.0 as usize);
            (
                format!("claim {}", number(pile, id.0 as usize)),
                claim.map_or_else(String::new, |claim| summary(pile, claim)),
            )
        }
        Disputed::Communication(id) => {
            let communication = pile.links().communications.get(id.0 as usize);
            let told = communication
                .and_then(|communication| pile.tellings(communication).nth(communication.clearest));
            let who = told.map_or_else(String::new, |(report, told)| {
                format!(
                    "{} → {}",
                    parties(pile, report, &told.from, "somebody"),
                    parties(pile, report, &told.to, "everybody")
                )
            });
            (
                told.and_then(|(_, told)| told.channel)
                    .map_or("communication", Word::word)
                    .to_owned(),
                who,
            )
        }
    }
}

/// Returns in what the tellings of a conflict differ, in words.
pub(crate) fn differing(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Quantity => "numbers differ",
        ConflictKind::Date => "dates differ",
        ConflictKind::Place => "places differ",
        ConflictKind::Polarity => "is told by some and denied by others",
    }
}

/// Returns what a side of a conflict comes to, as people write it.
pub(crate) fn valued(kind: ConflictKind, value: &str) -> String {
    match (kind, value) {
        (ConflictKind::Date, value) => date(value),
        (ConflictKind::Polarity, "yes") => "told".to_owned(),
        (ConflictKind::Polarity, _) => "denied".to_owned(),
        (ConflictKind::Quantity, value) => measure(value),
        (ConflictKind::Place, value) => clean(value),
    }
}

/// Groups the sides of a conflict by what they come to.
pub(crate) fn values(sides: &[Side]) -> Vec<(&str, Vec<&Side>)> {
    let mut values: Vec<(&str, Vec<&Side>)> = Vec::new();
    for side in sides {
        match values.iter_mut().find(|(value, _)| *value == side.value) {
            Some((_, all)) => all.push(side),
            None => values.push((&side.value, vec![side])),
        }
    }
    values
}
