//! Who was in contact with whom: the network as a picture, as a list, and as a file for Gephi.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use maud::{Markup, html};

use super::{as_json, listed, turning};
use crate::gexf;
use crate::lists::List;
use crate::pile::Pile;
use crate::questions::contacts;
use crate::show;
use crate::ties::Tie;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::graph;
use crate::web::reply::{Answer, Form};
use crate::wire::{self, Shelf};

/// Ties from which the picture of a large record is drawn.
const DRAWN: usize = 120;

/// Answers with who was in contact with whom.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let snapshot = desk.listed_from(about, List::Contacts, DRAWN, ask)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let all = contacts::chosen(pile);
    let leaf = listed(pile, List::Contacts, all.iter().collect::<Vec<&Tie>>(), ask);
    if ask.form == Form::Json {
        return as_json(&leaf, "contacts", &snapshot.scope, &shelf, |tie| {
            wire::Tie::of(tie, &shelf)
        });
    }
    let file = about.map_or_else(
        || FILE.to_owned(),
        |words| format!("{FILE}?about={}", frame::piece(words)),
    );
    let body = html! {
        h1 { "Who was in contact with whom" }
        (frame::part(&snapshot))
        @if all.is_empty() {
            p { "No contact between two who are named was found." }
        } @else {
            p class="lead" { "Letters, meetings, calls and the like that took place, each once however many reports tell of it." }
            (graph::of_contacts(&shelf, &all))
            (rows(&shelf, &leaf.list, about))
            (turning(&leaf, ask))
            p class="more" { a href=(file) { "The network as a file for Gephi" } }
        }
        (frame::narrow("/contacts", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Contacts", "/contacts"), body)
}

/// The address of the network as a file.
pub(in crate::web) const FILE: &str = "/contacts.gexf";

/// Answers with the network as a file for Gephi.
pub(in crate::web) fn file(desk: &Desk, ask: &Ask) -> Answer {
    let snapshot = desk.all(ask.query.about(), List::Contacts)?;
    let network = gexf::network(&snapshot.pile, &contacts::chosen(&snapshot.pile))?;
    let head = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/gexf+xml"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"contacts.gexf\""),
        ),
    ];
    Ok((head, network).into_response())
}

/// Writes ties, each leading to the two and to what they told each other.
fn rows(shelf: &Shelf<'_>, ties: &[&Tie], about: Option<&str>) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="found" {
            @for tie in ties {
                @let ways = show::contact_ways(tie);
                li {
                    p {
                        (frame::name_link(shelf, Some(tie.ends.0), name(pile, tie.ends.0))) span class="arrow" { " → " }
                        (frame::name_link(shelf, Some(tie.ends.1), name(pile, tie.ends.1)))
                        " · " a href=(told(pile, tie, about)) { (show::contact_times(tie.communications.len(), tie.secret.len())) }
                        @if !ways.is_empty() { span class="faint" { " · " (ways) } }
                    }
                }
            }
        }
    }
}

fn name(pile: &Pile, end: sayso_core::link::LinkedEntityId) -> &str {
    pile.linked_name(end).unwrap_or_default()
}

/// Returns the address of what one told the other.
fn told(pile: &Pile, tie: &Tie, about: Option<&str>) -> String {
    let about = about.map_or_else(String::new, |words| {
        format!("&about={}", frame::piece(words))
    });
    format!(
        "/told?from={}&to={}{about}",
        frame::piece(name(pile, tie.ends.0)),
        frame::piece(name(pile, tie.ends.1))
    )
}
