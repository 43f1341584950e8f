//! Who was in contact with whom: names below each other, and an arc between two who were, the thicker the more often.
//!
//! A hundred names still read: those in contact most are drawn, and the rest is counted. Names that are tied stand near each other. Which way it
//! went is not drawn; the list says it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};
use sayso_core::link::{CommunicationId, LinkedEntityId};

use super::fitting;
use crate::show;
use crate::ties::Tie;
use crate::web::frame;
use crate::wire::Shelf;

/// Names that are drawn: what one looks through without scrolling.
const MOST_NAMES: usize = 24;
/// Rounds of exchanging names. Each makes the arcs shorter; a few rounds end it, and this bounds the time where they would not.
const ROUNDS: usize = 12;

// Sizes in pixels: a row, the column of the names, the way from there to the dots, how far arcs reach at least and at most, and what stands
// behind the furthest. Together they fit a phone.
const ROW: usize = 28;
const NAMES: usize = 150;
const GAP: usize = 10;
const NEAREST: f64 = 28.0;
const FURTHEST: f64 = 128.0;
const TAIL: usize = 28;
/// Letters that fit into the column, at the size of the style.
const LETTERS: usize = 22;
/// An arc grows with the number of communications, between these.
const THINNEST: f64 = 1.5;
const THICKEST: f64 = 7.0;

/// Two who were in contact, whichever told whom.
struct Arc {
    ends: (LinkedEntityId, LinkedEntityId),
    communications: usize,
    secret: usize,
}

/// Draws the ties between those in contact most; nothing if there are none.
pub(in crate::web) fn of_contacts(shelf: &Shelf<'_>, ties: &[Tie]) -> Markup {
    let all = arcs(ties);
    let often = often(&all);
    let drawn: Vec<&Arc> = all.iter().filter(|arc| often.contains(&arc.ends.0) && often.contains(&arc.ends.1)).collect();
    let names = in_order(&drawn);
    if names.is_empty() {
        return html! {};
    }
    let place = |end: LinkedEntityId| names.iter().position(|name| *name == end).unwrap_or(0);
    let longest = drawn.iter().map(|arc| place(arc.ends.0).abs_diff(place(arc.ends.1))).max().unwrap_or(1);
    let most = drawn.iter().map(|arc| arc.communications).max().unwrap_or(1);
    let (dots, height) = (NAMES + GAP, names.len() * ROW);
    let width = dots + FURTHEST as usize + TAIL;
    let name = |end: LinkedEntityId| shelf.pile().linked_name(end).unwrap_or_default();
    let everybody = names_of(&all).len();
    html! {
        div class="picture fitted" tabindex="0" role="region" aria-label="Who was in contact with whom, as a picture" {
            svg class="contacts" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="group" aria-labelledby="contacts-title contacts-described" {
                title id="contacts-title" { "Who was in contact with whom" }
                desc id="contacts-described" {
                    (names.len()) " names below each other, and an arc between each two who were in contact: the thicker the more often, with the number \
                    where there were several communications, and dashed where all were in secret. The list below says the same."
                }
                @for arc in &drawn {
                    @let (from, to) = (place(arc.ends.0).min(place(arc.ends.1)), place(arc.ends.0).max(place(arc.ends.1)));
                    @let (top, bottom) = (middle(from), middle(to));
                    @let reach = reach(to - from, longest);
                    @let thick = thickness(arc.communications, most);
                    path class={ "tie" @if arc.secret == arc.communications { " secret" } } stroke-width=(format!("{thick:.1}"))
                        d={ "M" (dots) " " (top) " A" (format!("{reach:.0}")) " " ((bottom - top) / 2) " 0 0 1 " (dots) " " (bottom) } {
                        title { (frame::line(name(arc.ends.0))) " and " (frame::line(name(arc.ends.1))) ": " (show::contact_times(arc.communications, arc.secret)) }
                    }
                    @if arc.communications > 1 {
                        text class="often" x=(format!("{:.0}", dots as f64 + reach + thick / 2.0 + 3.0)) y=((top + bottom) / 2 + 4) { (arc.communications) }
                    }
                }
                @for (row, end) in names.iter().enumerate() {
                    @if let Some(entity) = shelf.pile().links().entities.get(end.0 as usize) {
                        a href=(frame::entity_address(shelf, entity)) {
                            text class="name" x=(NAMES) y=(middle(row) + 4) { (fitting(&entity.name, LETTERS)) }
                            circle cx=(dots) cy=(middle(row)) r="4" {}
                        }
                    }
                }
            }
        }
        @if everybody > names.len() {
            p class="faint" { "The picture shows the " (names.len()) " who were in contact most; the list has " (everybody - names.len()) " more." }
        }
    }
}

/// Joins both directions between two.
fn arcs(ties: &[Tie]) -> Vec<Arc> {
    let mut all: BTreeMap<(LinkedEntityId, LinkedEntityId), (Vec<CommunicationId>, Vec<CommunicationId>)> = BTreeMap::new();
    for tie in ties {
        let ends = (tie.ends.0.min(tie.ends.1), tie.ends.0.max(tie.ends.1));
        let (communications, secret) = all.entry(ends).or_default();
        communications.extend(&tie.communications);
        secret.extend(&tie.secret);
    }
    // One communication may be told in both directions.
    let once = |mut ids: Vec<CommunicationId>| {
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    };
    all.into_iter()
        .map(|(ends, (communications, secret))| Arc { ends, communications: once(communications), secret: once(secret) })
        .collect()
}

fn names_of<'a>(arcs: impl IntoIterator<Item = &'a Arc>) -> Vec<LinkedEntityId> {
    let mut names: Vec<LinkedEntityId> = arcs.into_iter().flat_map(|arc| [arc.ends.0, arc.ends.1]).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns those who were in contact most.
fn often(arcs: &[Arc]) -> Vec<LinkedEntityId> {
    let times = |name: LinkedEntityId| -> usize {
        arcs.iter().filter(|arc| arc.ends.0 == name || arc.ends.1 == name).map(|arc| arc.communications).sum()
    };
    let mut names = names_of(arcs);
    names.sort_by_cached_key(|name| (Reverse(times(*name)), *name));
    names.truncate(MOST_NAMES);
    names
}

/// Puts names into an order in which those who are tied stand near each other: two are exchanged as long as that makes the arcs shorter.
fn in_order(arcs: &[&Arc]) -> Vec<LinkedEntityId> {
    let names = names_of(arcs.iter().copied());
    let position = |end: LinkedEntityId| names.iter().position(|name| *name == end).unwrap_or(0);
    let ends: Vec<(usize, usize, usize)> =
        arcs.iter().map(|arc| (position(arc.ends.0), position(arc.ends.1), arc.communications)).collect();
    // At which row each name stands.
    let mut rows: Vec<usize> = (0..names.len()).collect();
    let length = |rows: &[usize]| -> usize { ends.iter().map(|(one, other, times)| rows[*one].abs_diff(rows[*other]) * times).sum() };
    let mut shortest = length(&rows);
    for _ in 0..ROUNDS {
        let before = shortest;
        for one in 0..rows.len() {
            for other in one + 1..rows.len() {
                rows.swap(one, other);
                let now = length(&rows);
                if now < shortest {
                    shortest = now;
                } else {
                    rows.swap(one, other);
                }
            }
        }
        if shortest == before {
            break;
        }
    }
    let mut order: Vec<(usize, LinkedEntityId)> = rows.into_iter().zip(names).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, name)| name).collect()
}

/// Returns the middle of a row.
fn middle(row: usize) -> usize {
    row * ROW + ROW / 2
}

/// Says how far an arc over so many rows reaches.
fn reach(rows: usize, longest: usize) -> f64 {
    NEAREST + (FURTHEST - NEAREST) * rows.saturating_sub(1) as f64 / longest.saturating_sub(1).max(1) as f64
}

fn thickness(communications: usize, most: usize) -> f64 {
    THINNEST + (THICKEST - THINNEST) * (communications - 1) as f64 / most.saturating_sub(1).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn tie(from: u32, to: u32, communications: &[u32], secret: &[u32]) -> Tie {
        let ids = |numbers: &[u32]| numbers.iter().copied().map(CommunicationId).collect();
        Tie {
            ends: (LinkedEntityId(from), LinkedEntityId(to)),
            communications: ids(communications),
            secret: ids(secret),
            channels: Vec::new(),
        }
    }

    #[test]
    fn both_directions_are_one_arc_and_one_communication_counts_once() {
        let arcs = arcs(&[tie(0, 1, &[5, 6], &[6]), tie(1, 0, &[6, 7], &[6])]);
        let [arc] = arcs.as_slice() else { panic!("{} arcs", arcs.len()) };
        assert_eq!((arc.communications, arc.secret), (3, 1));
    }

    #[test]
    fn those_in_contact_most_are_drawn_and_nobody_stands_alone() {
        // Number 40 was in contact with everybody, and the first ones most often.
        let ties: Vec<Tie> =
            (0..40u32).map(|name| tie(name, 40, &(0..=(40 - name)).map(|at| name * 100 + at).collect::<Vec<_>>(), &[])).collect();
        let arcs = arcs(&ties);
        let often = often(&arcs);
        assert_eq!(often.len(), MOST_NAMES);
        assert!(often.contains(&LinkedEntityId(40)) && often.contains(&LinkedEntityId(0)) && !often.contains(&LinkedEntityId(39)));
    }

    #[test]
    fn two_circles_of_people_are_not_mixed() {
        // Even numbers know each other, and odd ones do; whoever knew no better would put them side by side.
        let ties = [
            tie(0, 2, &[1], &[]),
            tie(2, 4, &[2], &[]),
            tie(0, 4, &[3], &[]),
            tie(1, 3, &[4], &[]),
            tie(3, 5, &[5], &[]),
            tie(1, 5, &[6], &[]),
        ];
        let arcs = arcs(&ties);
        let order: Vec<u32> = in_order(&arcs.iter().collect::<Vec<_>>()).iter().map(|name| name.0 % 2).collect();
        assert!(order == [0, 0, 0, 1, 1, 1] || order == [1, 1, 1, 0, 0, 0], "{order:?}");
    }

    #[test]
    fn an_arc_is_dashed_only_where_all_was_in_secret() {
        let pile = fixture::pile();
        let shelf = Shelf::new(&pile);
        let drawn = |secret: &[u32]| of_contacts(&shelf, &[tie(0, 1, &[0, 1], secret)]).into_string();
        assert!(drawn(&[0, 1]).contains("class=\"tie secret\"") && drawn(&[0, 1]).contains("2 communications, 2 in secret"));
        assert!(drawn(&[0]).contains("class=\"tie\"") && drawn(&[0]).contains("2 communications, 1 in secret"));
        assert_eq!(of_contacts(&shelf, &[]).into_string(), "");
    }
}
