//! The pile: what is told most, where accounts differ, what was copied, what is new.

use maud::{Markup, html};

use super::{claims, conflicts, copies, reports};
use crate::lists::{List, Wanted};
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form, json};
use crate::wire::{Card, Claim, Conflict, Copy, Scope, Shelf};

// How much of everything stands on the first page; each section leads to the rest.
const CLAIMS: usize = 8;
const CONFLICTS: usize = 4;
const COPIES: usize = 6;
const NEWEST: usize = 8;

/// The parts of lists that the page shows.
const SHOWN: [Wanted; 3] = [
    Wanted::first(List::Claims, CLAIMS),
    Wanted::first(List::Conflicts, CONFLICTS),
    Wanted::first(List::Copies, COPIES),
];

/// The pile as JSON.
#[derive(serde::Serialize)]
struct Front<'a> {
    record: usize,
    claims: Vec<Claim<'a>>,
    conflicts: Vec<Conflict<'a>>,
    copies: Vec<Copy<'a>>,
    newest: Vec<Card<'a>>,
    scope: Scope<'a>,
    reports: Vec<Card<'a>>,
}

/// Answers with the pile.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let snapshot = match about {
        Some(_) => desk.pile(about)?,
        None => desk.parts(&SHOWN)?,
    };
    let newest = desk.ask(|record| record.newest(None, 0, NEWEST))?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let links = pile.links();
    let head = pile.head();
    let shown = |date: jiff::civil::Date| crate::show::date(&date.to_string());
    if ask.form == Form::Json {
        return json(&Front {
            record: snapshot.scope.of,
            claims: links
                .claims
                .iter()
                .take(CLAIMS)
                .enumerate()
                .map(|(at, claim)| Claim::of(at, claim, &shelf))
                .collect(),
            conflicts: links
                .conflicts
                .iter()
                .take(CONFLICTS)
                .map(|conflict| Conflict::of(conflict, &shelf))
                .collect(),
            copies: links
                .copies
                .iter()
                .take(COPIES)
                .map(|copy| Copy::of(copy, &shelf))
                .collect(),
            newest: newest
                .iter()
                .map(|listed| Card::new(listed.id.as_str(), &listed.path, &listed.about))
                .collect(),
            scope: snapshot.scope.wire(),
            reports: Card::all(&shelf),
        });
    }
    // What only one report tells is told most only where nothing is told twice.
    let often = links
        .claims
        .iter()
        .take(CLAIMS)
        .filter(|claim| claim.tellings.len() > 1)
        .count()
        .max(1);
    let body = html! {
        h1 { "The pile" }
        @if snapshot.scope.of == 0 {
            p class="lead" { "The record holds no report yet. " a href="/add" { "Add some" } ", and Sayso shows here who says what in them, and on whose word." }
        } @else {
            (frame::part(&snapshot))
            @if let Some((first, last)) = head.days.map(|(first, last)| (shown(first), shown(last))) {
                p class="lead" { (crate::show::count(head.outlets, "outlet")) ", " (first) @if first != last { " to " (last) } }
            }
            div class="front" {
            div {
            section {
                h2 { "Told most" }
                @if links.claims.is_empty() { p { "Nobody is held to say anything here, as far as Sayso can tell." } }
                (claims::rows(&shelf, links.claims.iter().take(often)))
                (more(pile.claims(), often, "/claims", "claims", about))
            }
            @if !links.conflicts.is_empty() {
                section {
                    h2 { "Where accounts differ" }
                    (conflicts::rows(&shelf, links.conflicts.iter().take(CONFLICTS), true))
                    (more(pile.total(List::Conflicts), CONFLICTS, "/conflicts", "conflicts", about))
                }
            }
            }
            div {
            @if !links.copies.is_empty() {
                section {
                    h2 { "Copies" }
                    (copies::rows(&shelf, links.copies.iter().take(COPIES)))
                    (more(pile.total(List::Copies), COPIES, "/copies", "copies", about))
                }
            }
            section {
                h2 { "Newest in the record" }
                (reports::rows(&newest))
                p class="more" { a href="/reports" { "All reports" } }
            }
            }
            }
            (frame::narrow("/", &ask.query))
        }
    };
    frame::kept(desk, ask, &snapshot, ("The pile", "/"), body)
}

fn more(all: usize, shown: usize, address: &str, what: &str, about: Option<&str>) -> Markup {
    let behind = about.map_or_else(String::new, |words| {
        format!("?about={}", frame::piece(words))
    });
    html! {
        @if all > shown { p class="more" { a href={ (address) (behind) } { "All " (all) " " (what) } } }
    }
}
