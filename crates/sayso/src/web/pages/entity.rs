//! One person or organisation: what it said, told, was told and knew, its contacts, its roles and
//! names, and whether these are one.

use maud::{Markup, html};
use sayso_core::link::{LinkedEntity, ReportIndex};

use super::{knew, told};
use crate::key::Name;
use crate::questions::named;
use crate::questions::who::{self, Part};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, page};
use crate::wire::{self, Asked, Card, Shelf, Word};

/// Findings of each kind that stand on the page; the rest is folded.
const SHOWN: usize = 12;

/// Answers with the entity that is mentioned in the words that a key names.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let missing = || {
        Wrong::missing(
            "There is nobody at this address.",
            "Look for the name under /entities; its report may have been read anew since.",
        )
    };
    let Name::Key(key) = Name::read(ask.part(0)) else {
        return Err(missing());
    };
    let snapshot = desk.around(&key.report)?;
    let pile = &snapshot.pile;
    let linked = named::entity_at(pile, &key).ok_or_else(missing)?;
    let entity = pile
        .links()
        .entities
        .get(linked.0 as usize)
        .ok_or_else(missing)?;
    let shelf = Shelf::new(pile);
    if ask.form == Form::Json {
        let list = vec![who::json(&shelf, linked.0 as usize, entity)];
        return json(&Asked::whole("entities", list, Card::all(&shelf)));
    }
    let part = who::part(pile, linked.0 as usize, entity);
    let body = html! {
        p class="above" { a href="/entities" { "People and organisations" } }
        h1 { (frame::line(&entity.name)) }
        p class="lead" id="standing" {
            (entity.kind.word()) ", named in " (show::count(reports(entity), "report"))
            @if let [(_, role)] = part.roles.as_slice() { " · " (frame::line(role)) }
        }
        (roles(&shelf, &part))
        (said(&shelf, &part))
        @for (heading, list) in [("Told", &part.told), ("Was told", &part.was_told)] {
            @if !list.is_empty() {
                section { h2 { (heading) } (told::rows(&shelf, list.iter().take(SHOWN).copied())) (rest(list.len(), "/told", &entity.name)) }
            }
        }
        @if !part.knew.is_empty() {
            section { h2 { "Knew" } (knew::rows(&shelf, part.knew.iter().take(SHOWN).copied())) (rest(part.knew.len(), "/knew", &entity.name)) }
        }
        (contacts(&shelf, &part))
        (names(desk, &shelf, entity, &ask.address))
        (frame::part(&snapshot))
    };
    let here = ask.json();
    let head = Head {
        title: &entity.name,
        here: "/entities",
        json: Some(&here),
        ..Head::default()
    };
    Ok(page(frame::page(desk, &head, body)?))
}

fn reports(entity: &LinkedEntity) -> usize {
    let mut reports: Vec<ReportIndex> = entity.mentions.iter().map(|(report, _)| *report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}

/// Writes its titles and offices, each with the first report that gives it.
fn roles(shelf: &Shelf<'_>, part: &Part<'_>) -> Markup {
    html! {
        @if part.roles.len() > 1 {
            section {
                h2 { "Roles" }
                ul { @for (report, role) in &part.roles { li { (frame::line(role)) " " (frame::report_link(shelf.pile(), *report)) } } }
            }
        }
    }
}

fn said(shelf: &Shelf<'_>, part: &Part<'_>) -> Markup {
    let pile = shelf.pile();
    let rows = |from: usize, to: usize| {
        html! {
            ul class="found" {
                @for (report, _, found) in part.said.iter().skip(from).take(to - from) {
                    li {
                        p {
                            @if let Some(verb) = show::manner(found) { em { (verb) } " " }
                            @if let Some(first) = found.content.first() {
                                a class="words" href=(frame::words_address(shelf, *report, *first)) {
                                    (frame::quoted(&wire::cut(pile.report(*report).text(), &found.content)))
                                }
                            }
                            " " (frame::report_link(pile, *report))
                        }
                    }
                }
            }
        }
    };
    html! {
        @if !part.said.is_empty() {
            section {
                h2 { "Said" }
                (rows(0, SHOWN))
                @if part.said.len() > SHOWN {
                    details { summary { (part.said.len() - SHOWN) " more" } (rows(SHOWN, part.said.len())) }
                }
            }
        }
    }
}

fn rest(all: usize, address: &str, name: &str) -> Markup {
    html! {
        @if all > SHOWN { p class="more" { a href={ (address) "?name=" (frame::piece(name)) } { "All " (all) } } }
    }
}

/// Writes with whom it was in contact.
fn contacts(shelf: &Shelf<'_>, part: &Part<'_>) -> Markup {
    let pile = shelf.pile();
    html! {
        @if !part.contacts.is_empty() {
            section {
                h2 { "In contact with" }
                ul {
                    @for (other, found) in &part.contacts {
                        @if let Some(entity) = pile.links().entities.get(other.0 as usize) {
                            li { (frame::name_link(shelf, Some(*other), &entity.name)) " " span class="faint" { (show::count(found.len(), "time")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Writes the names, with the forms to part one from the others and to join with another.
fn names(desk: &Desk, shelf: &Shelf<'_>, entity: &LinkedEntity, back: &str) -> Markup {
    let pile = shelf.pile();
    let mut others: Vec<&str> = pile
        .links()
        .entities
        .iter()
        .filter(|other| other.kind == entity.kind && other.name != entity.name)
        .map(|other| other.name.as_str())
        .collect();
    others.sort_unstable();
    others.dedup();
    html! {
        section id="names" {
            h2 { "Names" }
            @if entity.aliases.is_empty() { p { "The reports use one name only." } }
            @if !entity.aliases.is_empty() {
                ul class="names" {
                    @for alias in &entity.aliases {
                        li {
                            span { (frame::line(alias)) } " "
                            form class="inline" method="post" action="/judgements" {
                                (hidden(desk, back))
                                input type="hidden" name="one" value=(entity.name);
                                input type="hidden" name="other" value=(alias);
                                button name="same" value="no" { "Not the same" }
                            }
                        }
                    }
                }
            }
            form class="narrow" method="post" action="/judgements" {
                (hidden(desk, back))
                input type="hidden" name="one" value=(entity.name);
                label for="other" { "Is the same as" }
                input id="other" name="other" list="others" required autocomplete="off";
                datalist id="others" { @for other in others.iter().take(400) { option value=(frame::line(other)) {} } }
                button name="same" value="yes" { "Join" }
            }
            p class="faint" { "What you judge is kept in the record and can be taken back under " a href="/judgements" { "Judgements" } "." }
        }
    }
}

/// Writes what every form brings along: that it is ours, and where its reader is to go on.
pub(super) fn hidden(desk: &Desk, back: &str) -> Markup {
    html! {
        input type="hidden" name="secret" value=(desk.gate.form_secret());
        input type="hidden" name="back" value=(back);
    }
}
