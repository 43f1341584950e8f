//! People, organisations and whoever else the reports name: the list, and the way to one of them by
//! name.

use std::cmp::Reverse;

use maud::{Markup, html};
use sayso_core::language::EntityKind;
use sayso_core::link::LinkedEntity;

use super::Leaf;
use crate::commands::who;
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, page};
use crate::web::route::Ask;
use crate::wire::{self, Shelf, Word};

/// Answers with the entities, those of a name if one was given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let about = ask.query.about();
    let snapshot = desk.pile(about)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let found = if ask.query.name.is_empty() {
        let mut all: Vec<_> = pile
            .links()
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.kind != EntityKind::Unnamed)
            .collect();
        all.sort_by_key(|(_, entity)| (Reverse(entity.mentions.len()), &entity.name));
        all
    } else {
        who::matching(pile, &ask.query.name)
    };
    let leaf = Leaf::of(found, ask);
    if ask.form == Form::Json {
        return leaf.json("entities", &shelf, |(position, entity)| {
            wire::LinkedEntity::of(position, entity, &shelf)
        });
    }
    let body = html! {
        h1 { "People and organisations" }
        (frame::part(&snapshot, about))
        form class="narrow" action="/entities" {
            label for="name" { "Called" }
            input id="name" name="name" value=(frame::line(&ask.query.name));
            button { "Show" }
            @if !ask.query.name.is_empty() { " " a href="/entities" { "all" } }
        }
        @if leaf.list.is_empty() { p { "Nobody in these reports is called so; names match by whole words." } }
        (rows(&shelf, leaf.list.iter().map(|(_, entity)| *entity)))
        (leaf.turning(ask))
        (frame::narrow("/entities", about))
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "People",
            here: "/entities",
            json: Some(&ask.json()),
            ..Head::default()
        },
        body,
    )?))
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
