//! Who was in contact with whom: names below each other, and an arc between two who were, the
//! thicker the more often.
//!
//! A hundred names still read: those in contact most are drawn, and the rest is counted. Names that
//! are tied stand near each other. Which way it went is not drawn; the list says it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};
use sayso_core::link::{CommunicationId, LinkedEntityId};

use super::fitting;
use crate::lists::List;
use crate::show;
use crate::ties::Tie;
use crate::web::frame;
use crate::wire::Shelf;

/// Names that are drawn: what one looks through without scrolling.
const MOST_NAMES: usize = 24;
/// Rounds of exchanging names. Each makes the arcs shorter; a few rounds end it, and this bounds
/// the time where they would not.
const ROUNDS: usize = 12;

// Sizes in pixels: a row, the column of the names, the way from there to the dots, how far arcs
// reach at least and at most, and what stands behind the furthest. Together they fit a phone.
const ROW: usize = 28;
const NAMES: usize = 150;
const GAP: usize = 10;
const NEAREST: f64 = 28.0;
const FURTHEST: f64 = 128.0;
const TAIL: usize = 28;
/// Letters that fit into the column, at the size of the style.
const LETTERS: usize = 22;
const BEFORE_NUMBER: f64 = 3.0;
/// An arc grows with the number of communications, between these, and with each one by no more than
/// the step.
const THINNEST: f64 = 1.5;
const THICKEST: f64 = 7.0;
const STEP: f64 = 1.0;

/// Two who were in contact, whichever told whom.
struct Arc {
    ends: (LinkedEntityId, LinkedEntityId),
    communications: usize,
    secret: usize,
}

/// An arc in its place.
struct Curve<'a> {
    arc: &'a Arc,
    top: usize,
    bottom: usize,
    reach: f64,
    thick: f64,
}

/// Draws the ties between those in contact most; nothing if there are none.
pub(in crate::web) fn of_contacts(shelf: &Shelf<'_>, ties: &[Tie]) -> Markup {
    let all = arcs(ties);
    let often = often(&all);
    let drawn: Vec<&Arc> = all
        .iter()
        .filter(|arc| often.contains(&arc.ends.0) && often.contains(&arc.ends.1))
        .collect();
    let names = in_order(&drawn);
    if names.is_empty() {
        return html! {};
    }
    let curves = curves(&drawn, &names);
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
                @for curve in &curves {
                    path class={ "tie" @if curve.arc.secret == curve.arc.communications { " secret" } } stroke-width=(format!("{:.1}", curve.thick))
                        d={ "M" (dots) " " (curve.top) " A" (format!("{:.0}", curve.reach)) " " ((curve.bottom - curve.top) / 2) " 0 0 1 " (dots) " " (curve.bottom) } {
                        title {
                            (frame::line(name(curve.arc.ends.0))) " and " (frame::line(name(curve.arc.ends.1))) ": "
                            (show::contact_times(curve.arc.communications, curve.arc.secret))
                        }
                    }
                }
                // Numbers stand over all arcs, so that each can be read.
                @for curve in curves.iter().filter(|curve| curve.arc.communications > 1) {
                    @let x = dots as f64 + curve.reach + curve.thick / 2.0 + BEFORE_NUMBER;
                    text class="often" x=(format!("{x:.0}")) y=((curve.top + curve.bottom) / 2 + 4) { (curve.arc.communications) }
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
            p class="faint" {
                "The picture shows the " (names.len()) " who were in contact most"
                @if shelf.pile().places(List::Contacts).is_none() { "; the list has " (everybody - names.len()) " more" }
                "."
            }
        }
    }
}

/// Joins both directions between two.
fn arcs(ties: &[Tie]) -> Vec<Arc> {
    let mut all: BTreeMap<
        (LinkedEntityId, LinkedEntityId),
        (Vec<CommunicationId>, Vec<CommunicationId>),
    > = BTreeMap::new();
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
        .map(|(ends, (communications, secret))| Arc {
            ends,
            communications: once(communications),
            secret: once(secret),
        })
        .collect()
}

fn names_of<'a>(arcs: impl IntoIterator<Item = &'a Arc>) -> Vec<LinkedEntityId> {
    let mut names: Vec<LinkedEntityId> = arcs
        .into_iter()
        .flat_map(|arc| [arc.ends.0, arc.ends.1])
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns those who were in contact most.
fn often(arcs: &[Arc]) -> Vec<LinkedEntityId> {
    let times = |name: LinkedEntityId| -> usize {
        arcs.iter()
            .filter(|arc| arc.ends.0 == name || arc.ends.1 == name)
            .map(|arc| arc.communications)
            .sum()
    };
    let mut names = names_of(arcs);
    names.sort_by_cached_key(|name| (Reverse(times(*name)), *name));
    names.truncate(MOST_NAMES);
    names
}

/// Puts names into an order in which those who are tied stand near each other: two are exchanged as
/// long as that makes the arcs shorter.
fn in_order(arcs: &[&Arc]) -> Vec<LinkedEntityId> {
    let names = names_of(arcs.iter().copied());
    let position = |end: LinkedEntityId| names.iter().position(|name| *name == end).unwrap_or(0);
    let ends: Vec<(usize, usize, usize)> = arcs
        .iter()
        .map(|arc| {
            (
                position(arc.ends.0),
                position(arc.ends.1),
                arc.communications,
            )
        })
        .collect();
    // At which row each name stands.
    let mut rows: Vec<usize> = (0..names.len()).collect();
    let length = |rows: &[usize]| -> usize {
        ends.iter()
            .map(|(one, other, times)| rows[*one].abs_diff(rows[*other]) * times)
            .sum()
    };
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

/// Puts each arc between the rows of its two names.
fn curves<'a>(arcs: &[&'a Arc], names: &[LinkedEntityId]) -> Vec<Curve<'a>> {
    let row = |end: LinkedEntityId| names.iter().position(|name| *name == end).unwrap_or(0);
    let rows = |arc: &Arc| row(arc.ends.0).abs_diff(row(arc.ends.1));
    // From the shortest arc, 0, to the longest, 1.
    let share = |value: usize, most: usize| {
        value.saturating_sub(1) as f64 / most.saturating_sub(1).max(1) as f64
    };
    let longest = arcs.iter().map(|arc| rows(arc)).max().unwrap_or(1);
    let most = arcs.iter().map(|arc| arc.communications).max().unwrap_or(1);
    let thickest = THICKEST.min(THINNEST + STEP * most.saturating_sub(1) as f64);
    let curve = |arc: &&'a Arc| Curve {
        arc,
        top: middle(row(arc.ends.0).min(row(arc.ends.1))),
        bottom: middle(row(arc.ends.0).max(row(arc.ends.1))),
        // The root keeps short arcs, of which there are most, from lying upon each other.
        reach: NEAREST + (FURTHEST - NEAREST) * share(rows(arc), longest).sqrt(),
        thick: THINNEST + (thickest - THINNEST) * share(arc.communications, most),
    };
    arcs.iter().map(curve).collect()
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
        let [arc] = arcs.as_slice() else {
            panic!("{} arcs", arcs.len())
        };
        assert_eq!((arc.communications, arc.secret), (3, 1));
    }

    #[test]
    fn those_in_contact_most_are_drawn_and_nobody_stands_alone() {
        // Number 40 was in contact with everybody, and the first ones most often.
        let ties: Vec<Tie> = (0..40u32)
            .map(|name| {
                tie(
                    name,
                    40,
                    &(0..=(40 - name))
                        .map(|at| name * 100 + at)
                        .collect::<Vec<_>>(),
                    &[],
                )
            })
            .collect();
        let arcs = arcs(&ties);
        let often = often(&arcs);
        assert_eq!(often.len(), MOST_NAMES);
        assert!(
            often.contains(&LinkedEntityId(40))
                && often.contains(&LinkedEntityId(0))
                && !often.contains(&LinkedEntityId(39))
        );
    }

    #[test]
    fn two_circles_of_people_are_not_mixed() {
        // Even numbers know each other, and odd ones do; whoever knew no better would put them side
        // by side.
        let ties = [
            tie(0, 2, &[1], &[]),
            tie(2, 4, &[2], &[]),
            tie(0, 4, &[3], &[]),
            tie(1, 3, &[4], &[]),
            tie(3, 5, &[5], &[]),
            tie(1, 5, &[6], &[]),
        ];
        let arcs = arcs(&ties);
        let order: Vec<u32> = in_order(&arcs.iter().collect::<Vec<_>>())
            .iter()
            .map(|name| name.0 % 2)
            .collect();
        assert!(
            order == [0, 0, 0, 1, 1, 1] || order == [1, 1, 1, 0, 0, 0],
            "{order:?}"
        );
    }

    #[test]
    fn an_arc_is_dashed_only_where_all_was_in_secret() {
        let pile = fixture::pile();
        let shelf = Shelf::new(&pile);
        let drawn =
            |secret: &[u32]| of_contacts(&shelf, &[tie(0, 1, &[0, 1], secret)]).into_string();
        assert!(
            drawn(&[0, 1]).contains("class=\"tie secret\"")
                && drawn(&[0, 1]).contains("2 communications, 2 in secret")
        );
        assert!(
            drawn(&[0]).contains("class=\"tie\"")
                && drawn(&[0]).contains("2 communications, 1 in secret")
        );
        assert_eq!(of_contacts(&shelf, &[]).into_string(), "");
    }
}
