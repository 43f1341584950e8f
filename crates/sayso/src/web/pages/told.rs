//! Who told whom: from, to, by which way, when, in secret or in public, and in which words.

use maud::{Markup, html};
use sayso_core::attribution::{Channel, Party};
use sayso_core::link::{Communication, ReportIndex};

use super::{as_json, listed, turning};
use crate::lists::List;
use crate::questions::told::Wanted;
use crate::show::{self, Summary};
use crate::web::ask::{Ask, Asked};
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::reply::{Answer, Form, Wrong};
use crate::wire::{Shelf, Word};

/// Answers with the communications, those that are asked for by name, way and day.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let query = &ask.query;
    let names = [&query.name, &query.from, &query.to].map(String::as_str);
    let is_all = query.own().is_empty();
    let snapshot = match is_all {
        true => desk.listed(about, List::Told, ask)?,
        false => desk.worded(about, names.join(" ").trim())?,
    };
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let leaf = listed(pile, List::Told, wanted(query)?.chosen(pile), ask);
    if ask.form == Form::Json {
        let tellings = leaf.flat_map(|found| pile.tellings(found));
        return as_json(
            &tellings,
            "told",
            &snapshot.scope,
            &shelf,
            |(report, told)| shelf.told(*report, told),
        );
    }
    let body = html! {
        h1 { "Who told whom" }
        (frame::part(&snapshot))
        (narrowing(&ask.query))
        @if leaf.list.is_empty() { p { "No communication was found." } }
        (rows(&shelf, leaf.list.iter().copied()))
        (turning(&leaf, ask))
        (frame::narrow("/told", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Who told whom", "/told"), body)
}

/// Reads which communications are asked for.
fn wanted(query: &Asked) -> Result<Wanted, Wrong> {
    let channel = Some(query.channel.as_str()).filter(|word| !word.is_empty());
    let words: Vec<&str> = Channel::ALL.iter().map(|channel| channel.word()).collect();
    let channel = channel
        .map(|word| {
            Channel::of(word).ok_or_else(|| {
                Wrong::usage(
                    "There is no such way.",
                    format!("The ways are: {}.", words.join(", ")),
                )
            })
        })
        .transpose()?;
    let since = Some(query.since.as_str()).filter(|day| !day.is_empty());
    let since = since
        .map(|day| {
            day.parse()
                .map_err(|_| Wrong::usage("This is no day.", "Write it as 2014-10-01."))
        })
        .transpose()?;
    Ok(Wanted::new(
        &query.name,
        &query.from,
        &query.to,
        channel,
        since,
    ))
}

/// Writes the form that asks for some of the communications.
fn narrowing(query: &Asked) -> Markup {
    let is_narrow = [
        &query.name,
        &query.from,
        &query.to,
        &query.channel,
        &query.since,
    ]
    .iter()
    .any(|value| !value.is_empty());
    html! {
        form class="narrow" action="/told" {
            (frame::narrowed(query))
            label for="name" { "With a part of" } input id="name" name="name" value=(frame::line(&query.name));
            label for="from" { "from" } input id="from" name="from" value=(frame::line(&query.from));
            label for="to" { "to" } input id="to" name="to" value=(frame::line(&query.to));
            label for="channel" { "by" }
            select id="channel" name="channel" {
                option value="" { "any way" }
                @for channel in Channel::ALL { option value=(channel.word()) selected[channel.word() == query.channel] { (channel.word()) } }
            }
            label for="since" { "since" } input id="since" name="since" type="date" value=(frame::line(&query.since));
            button { "Show" }
            @if is_narrow { " " a href="/told" { "all" } }
        }
    }
}

/// Writes communications, each with the words of those who tell of it.
pub(super) fn rows<'a>(
    shelf: &Shelf<'a>,
    found: impl Iterator<Item = &'a Communication>,
) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="found" {
            @for (communication, summary) in found.filter_map(|found| Some((found, Summary::of(pile, found)?))) {
                @let facts = summary.facts(pile);
                li {
                    p {
                        (parties(shelf, summary.report, &summary.told.from, "somebody"))
                        span class="arrow" { " → " }
                        (parties(shelf, summary.report, &summary.told.to, "everybody"))
                        @if !facts.is_empty() { " · " (frame::line(&facts)) }
                    }
                    @for (report, told) in pile.tellings(communication).take(show::TELLINGS) {
                        p class="context" { (frame::words_link(shelf, report, told.evidence)) " " (frame::report_link(pile, report)) }
                    }
                    @if communication.tellings.len() > show::TELLINGS {
                        p class="faint" { "and " (communication.tellings.len() - show::TELLINGS) " more tell of it" }
                    }
                }
            }
        }
    }
}

/// Writes the names of those who have a part, or that nobody is said.
pub(super) fn parties(
    shelf: &Shelf<'_>,
    report: ReportIndex,
    parties: &[Party],
    nobody: &str,
) -> Markup {
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
