//! Claims: what is told, how often, on how many independent origins, and what those concerned said
//! to it.

use maud::{Markup, html};
use sayso_core::link::Claim;

use super::{as_json, listed, turning};
use crate::lists::List;
use crate::questions::claims;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form};
use crate::wire::{self, Shelf};

/// Answers with the claims, those that hold some words if any were given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let words = ask.query.q.as_str();
    let snapshot = match words.is_empty() {
        true => desk.listed(about, List::Claims, ask)?,
        false => desk.worded(about, words)?,
    };
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let leaf = listed(pile, List::Claims, claims::chosen(pile, words), ask);
    if ask.form == Form::Json {
        return as_json(
            &leaf,
            "claims",
            &snapshot.scope,
            &shelf,
            |(position, claim)| wire::Claim::of(*position, claim, &shelf),
        );
    }
    let body = html! {
        h1 { "Claims" }
        (frame::part(&snapshot))
        p class="lead" { (show::count(leaf.total, "claim")) ", the most told first. The number of independent origins is a range where the pile leaves it open." }
        form class="narrow" action="/claims" {
            (frame::narrowed(&ask.query))
            label for="words" { "Only claims with the words" }
            input id="words" name="q" value=(frame::line(&ask.query.q));
            button { "Show" }
            @if !ask.query.q.is_empty() { " " a href="/claims" { "all" } }
        }
        @if leaf.list.is_empty() { p { "No claim was found." } }
        (rows(&shelf, leaf.list.iter().map(|(_, claim)| *claim)))
        (turning(&leaf, ask))
        (frame::narrow("/claims", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Claims", "/claims"), body)
}

/// Writes claims, one below the other.
pub(super) fn rows<'a>(shelf: &Shelf<'a>, claims: impl Iterator<Item = &'a Claim>) -> Markup {
    let pile = shelf.pile();
    html! {
        ol class="claims" {
            @for claim in claims {
                @let answers = show::answers(pile, claim);
                @let (least, most) = claim.independent_origins;
                li {
                    p class="tally" aria-hidden="true" {
                        span { (claim.tellings.len()) }
                        span class="faint" { @if least == most { (show::count(most, "origin")) } @else { (least) "–" (most) " origins" } }
                    }
                    p class="claim" { a href=(frame::claim_address(shelf, claim)) { (frame::line(&show::summary(pile, claim))) } }
                    p class="faint" { (frame::line(&show::claim_standing(claim))) }
                    @if !answers.is_empty() { p class="answers" { (frame::line(&answers)) } }
                }
            }
        }
    }
}
