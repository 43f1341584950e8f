//! People, organisations and whoever else the reports name: the list, and the way to one of them by
//! name.

use maud::{Markup, html};
use sayso_core::link::LinkedEntity;

use super::{as_json, listed, turning};
use crate::lists::List;
use crate::questions::who;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form};
use crate::wire::{self, Shelf, Word};

/// Answers with the entities, those of a name if one was given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    // A page tells how often somebody is named, and its JSON where.
    let list = match ask.form {
        Form::Page => List::People,
        Form::Json => List::Mentioned,
    };
    let snapshot = match ask.query.name.is_empty() {
        true => desk.listed(about, list, ask)?,
        false => desk.worded(about, &ask.query.name)?,
    };
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let found = if ask.query.name.is_empty() {
        snapshot.people().collect()
    } else {
        who::matching(pile, &ask.query.name)
    };
    let leaf = listed(pile, list, found, ask);
    if ask.form == Form::Json {
        return as_json(
            &leaf,
            "entities",
            &snapshot.scope,
            &shelf,
            |(position, entity)| wire::LinkedEntity::of(*position, entity, &shelf),
        );
    }
    let body = html! {
        h1 { "People and organisations" }
        (frame::part(&snapshot))
        form class="narrow" action="/entities" {
            (frame::narrowed(&ask.query))
            label for="name" { "Called" }
            input id="name" name="name" value=(frame::line(&ask.query.name));
            button { "Show" }
            @if !ask.query.name.is_empty() { " " a href="/entities" { "all" } }
        }
        @if leaf.list.is_empty() { p { "Nobody in these reports is called so; names match by whole words." } }
        (rows(&shelf, leaf.list.iter().map(|(_, entity)| *entity)))
        (turning(&leaf, ask))
        (frame::narrow("/entities", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("People", "/entities"), body)
}

fn rows<'a>(shelf: &Shelf<'a>, entities: impl Iterator<Item = &'a LinkedEntity>) -> Markup {
    html! {
        ul class="entities" {
            @for entity in entities {
                li {
                    a class="who" href=(frame::entity_address(shelf, entity)) { (frame::line(&entity.name)) }
                    " " span class="faint" {
                        (entity.kind.word()) " · " (show::count(entity.mentions.len(), "report"))
                        @if !entity.aliases.is_empty() { " · also " (frame::line(&entity.aliases.join(", "))) }
                    }
                }
            }
        }
    }
}
