//! Where accounts differ: the values side by side, each with the reports that give it.

use maud::{Markup, html};
use sayso_core::link::{Conflict, Disputed};

use super::{as_json, listed, turning};
use crate::lists::List;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form};
use crate::wire::{self, Shelf};

/// Sides of one value that are shown; the rest is counted.
const SIDES: usize = 6;

/// Answers with the conflicts.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let snapshot = desk.listed(about, List::Conflicts, ask)?;
    let shelf = Shelf::new(&snapshot.pile);
    let all = snapshot.pile.links().conflicts.iter().collect();
    let leaf = listed(&snapshot.pile, List::Conflicts, all, ask);
    if ask.form == Form::Json {
        return as_json(&leaf, "conflicts", &snapshot.scope, &shelf, |conflict| {
            wire::Conflict::of(conflict, &shelf)
        });
    }
    let body = html! {
        h1 { "Where accounts differ" }
        (frame::part(&snapshot))
        @if leaf.list.is_empty() { p { "No accounts were found that differ." } }
        (rows(&shelf, leaf.list.iter().copied(), true))
        (turning(&leaf, ask))
        (frame::narrow("/conflicts", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Conflicts", "/conflicts"), body)
}

/// Writes conflicts; with what is told differently, where that is not plain from the page.
pub(super) fn rows<'a>(
    shelf: &Shelf<'a>,
    conflicts: impl Iterator<Item = &'a Conflict>,
    with_disputed: bool,
) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="conflicts" {
            @for conflict in conflicts {
                li {
                    p {
                        span class="kind" { (show::differing(conflict.kind)) }
                        @if with_disputed { ": " (disputed(shelf, conflict)) }
                    }
                    dl {
                        @for (value, sides) in show::values(&conflict.tellings) {
                            dt { (frame::line(&show::valued(conflict.kind, value))) }
                            @for side in sides.iter().take(SIDES) {
                                dd { (frame::words_link(shelf, side.report, side.span)) " " (frame::report_link(pile, side.report)) }
                            }
                            @if sides.len() > SIDES { dd class="faint" { "and " (sides.len() - SIDES) " more" } }
                        }
                    }
                }
            }
        }
    }
}

fn disputed(shelf: &Shelf<'_>, conflict: &Conflict) -> Markup {
    let pile = shelf.pile();
    let (called, what) = show::disputed(pile, conflict);
    let claim = match conflict.of {
        Disputed::Claim(id) => pile.links().claims.get(id.0 as usize),
        Disputed::Communication(_) | Disputed::Thing => None,
    };
    html! {
        @match claim {
            Some(claim) => a href=(frame::claim_address(shelf, claim)) { (frame::line(&what)) },
            None => { (called) " " (frame::line(&what)) },
        }
    }
}
