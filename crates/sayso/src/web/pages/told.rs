//! Who told whom: from, to, by which way, when, in secret or in public, and in which words.

use maud::{Markup, html};
use sayso_core::attribution::Party;
use sayso_core::link::ReportIndex;
use sayso_core::told::{Secrecy, Told};

use super::Leaf;
use crate::commands::{holds_words, words_of};
use crate::pile::Pile;
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, page};
use crate::web::route::Ask;
use crate::wire::{Shelf, Word};

/// Answers with the communications, those of one name if it was given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let about = ask.query.about();
    let snapshot = desk.pile(about)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let wanted = words_of(&ask.query.name);
    let takes_part = |(report, told): &(ReportIndex, &Told)| {
        let mut parties = told.from.iter().chain(&told.to);
        wanted.is_empty() || parties.any(|party| holds_words(pile.party_name(*report, party), &wanted))
    };
    let leaf = Leaf::of(all(pile).filter(takes_part).collect(), ask);
    if ask.form == Form::Json {
        return leaf.json("told", &shelf, |(report, told)| shelf.told(report, told));
    }
    let body = html! {
        h1 { "Who told whom" }
        (frame::part(&snapshot, about))
        (of_name("/told", &ask.query.name))
        @if leaf.list.is_empty() { p { "No communication was found." } }
        (rows(&shelf, leaf.list.iter().copied()))
        (leaf.turning(ask))
        (frame::narrow("/told", about))
    };
    Ok(page(frame::page(desk, &Head { title: "Who told whom", here: "/told", json: Some(&ask.json()), ..Head::default() }, body)?))
}

/// Writes the form that asks for one name's part.
pub(super) fn of_name(address: &str, name: &str) -> Markup {
    html! {
        form class="narrow" action=(address) {
            label for="name" { "Only with a part of" }
            input id="name" name="name" value=(frame::line(name));
            button { "Show" }
            @if !name.is_empty() { " " a href=(address) { "all" } }
        }
    }
}

/// Returns every communication of a pile, in the order of its reports.
fn all(pile: &Pile) -> impl Iterator<Item = (ReportIndex, &Told)> {
    pile.entries().flat_map(|(report, entry)| entry.reading.told.iter().map(move |told| (report, told)))
}

/// Writes communications, each with its words.
pub(super) fn rows<'a>(shelf: &Shelf<'_>, found: impl Iterator<Item = (ReportIndex, &'a Told)>) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="found" {
            @for (report, told) in found {
                @let entry = pile.entry(report);
                @let when = told.when.and_then(|id| entry.reading.times.get(id.0 as usize));
                li {
                    p {
                        (parties(shelf, report, &told.from, "somebody"))
                        span class="arrow" { " → " }
                        (parties(shelf, report, &told.to, "not said whom"))
                        @if let Some(channel) = told.channel { " · " (channel.word()) }
                        @if let Some(time) = when { " · " (frame::line(&time.value.as_deref().map_or_else(|| time.span.of(entry.report.text()).to_owned(), show::date))) }
                        @match told.secrecy {
                            Some(Secrecy::Secret) => { " · " strong { "in secret" } },
                            Some(Secrecy::Public) => { " · in public" },
                            None => {},
                        }
                    }
                    p class="context" { (frame::words_link(shelf, report, told.evidence)) " " (frame::report_link(pile, report)) }
                }
            }
        }
    }
}

/// Writes the names of those who have a part, or that nobody is said.
pub(super) fn parties(shelf: &Shelf<'_>, report: ReportIndex, parties: &[Party], nobody: &str) -> Markup {
    html! {
        @if parties.is_empty() { span class="faint" { (nobody) } }
        @for (at, one) in parties.iter().enumerate() { @if at > 0 { ", " } (party(shelf, report, one)) }
    }
}

/// Writes the name of somebody who has a part.
pub(super) fn party(shelf: &Shelf<'_>, report: ReportIndex, party: &Party) -> Markup {
    let pile = shelf.pile();
    let linked = party.entity.and_then(|entity| pile.linked(report, entity));
    frame::name_link(shelf, linked, pile.party_name(report, party))
}
