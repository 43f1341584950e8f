//! Who knew: who knew, who was kept in the dark, who learned it from whom, and in which words.

use maud::{Markup, html};
use sayso_core::knew::Knew;
use sayso_core::link::ReportIndex;

use super::{as_json, listed, told, turning};
use crate::lists::List;
use crate::questions::knew;
use crate::show;
use crate::web::ask::{Ask, Asked};
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form};
use crate::wire::Shelf;

/// Answers with the states of knowledge, those of one name if it was given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let words = ask.query.name.as_str();
    let snapshot = match words.is_empty() {
        true => desk.listed(about, List::Knew, ask)?,
        false => desk.worded(about, words)?,
    };
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let leaf = listed(pile, List::Knew, knew::chosen(pile, words), ask);
    if ask.form == Form::Json {
        return as_json(&leaf, "knew", &snapshot.scope, &shelf, |(report, knew)| {
            shelf.knew(*report, knew)
        });
    }
    let body = html! {
        h1 { "Who knew" }
        (frame::part(&snapshot))
        (narrowing(&ask.query))
        @if leaf.list.is_empty() { p { "No state of knowledge was found." } }
        (rows(&shelf, leaf.list.iter().copied()))
        (turning(&leaf, ask))
        (frame::narrow("/knew", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Who knew", "/knew"), body)
}

/// Writes the form that asks for what one person knew, or who knew of one thing.
fn narrowing(query: &Asked) -> Markup {
    let name = &query.name;
    html! {
        form class="narrow" action="/knew" {
            (frame::narrowed(query))
            label for="name" { "Only of this name, or known in these words" }
            input id="name" name="name" value=(frame::line(name));
            button { "Show" }
            @if !name.is_empty() { " " a href="/knew" { "all" } }
        }
    }
}

/// Writes states of knowledge, each with its words.
pub(super) fn rows<'a>(
    shelf: &Shelf<'_>,
    found: impl Iterator<Item = (ReportIndex, &'a Knew)>,
) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="found" {
            @for (report, knew) in found {
                li {
                    p {
                        (told::party(shelf, report, &knew.who)) " " (frame::line(&show::knowing(pile, report, knew)))
                        @if let Some(about) = knew.about { ": " q { (frame::line(about.of(pile.report(report).text()))) } }
                    }
                    p class="context" { (frame::words_link(shelf, report, knew.evidence)) " " (frame::report_link(pile, report)) }
                }
            }
        }
    }
}
