//! "What of this is already told here, and by whom?": a text that is held against the record and
//! not kept.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use maud::{Markup, html};
use sayso_core::link::Claim;
use sayso_core::report::ReportId;
use serde::Deserialize;

use crate::error::Error;
use crate::ingest;
use crate::pile::{Item, Pile};
use crate::questions::{claims, reports};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, page};
use crate::web::route::blocking;
use crate::wire::{ReportTrace, Shelf};

/// What the form brings.
#[derive(Deserialize)]
pub(in crate::web) struct Typed {
    secret: String,
    #[serde(default)]
    text: String,
}

/// Answers with the form.
pub(in crate::web) fn form(desk: &Desk, _: &Ask) -> Answer {
    let body = html! {
        h1 { "Check a text" }
        p class="lead" { "What of it is already told here, and by whom? The text is read and held against the record; it is not kept." }
        (text_form(desk))
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "Check a text",
            here: "/check",
            ..Head::default()
        },
        body,
    )?))
}

fn text_form(desk: &Desk) -> Markup {
    html! {
        form method="post" action="/check" class="paste" {
            input type="hidden" name="secret" value=(desk.gate.form_secret());
            label for="text" { "The text, as text or as HTML" }
            textarea id="text" name="text" rows="14" required {}
            button { "Check" }
        }
    }
}

/// Answers with what the record tells of a text that was pasted.
pub(in crate::web) async fn answer(
    State(desk): State<Arc<Desk>>,
    Extension(form): Extension<Form>,
    typed: Result<axum::Form<Typed>, FormRejection>,
) -> Response {
    blocking(desk, form, move |desk| {
        let axum::Form(typed) = typed.map_err(|error| {
            Wrong::from(Error::usage(format!(
                "The form cannot be read: {}.",
                error.body_text()
            )))
        })?;
        if !desk.gate.is_own_form(&typed.secret) {
            return Err(stale());
        }
        checked(desk, form, typed.text.as_bytes())
    })
    .await
}

/// Says that a form is from before the desk was opened anew, or from elsewhere.
pub(in crate::web) fn stale() -> Wrong {
    Wrong::forbidden(
        "This form was not made by the desk as it runs now; nothing was done.",
        "Load the page with the form again, and send it from there.",
    )
}

/// Holds texts against each other and answers, as JSON, with the claim that they share.
pub(in crate::web) fn compared(texts: &[String]) -> Answer {
    let mut read: Vec<Item> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let name = format!("text {}", at + 1);
        let mut take = |item: Result<Item, Error>| {
            read.extend(item);
            Ok(())
        };
        ingest::in_memory(&name, text.as_bytes(), &mut take)?;
    }
    let pile = Pile::link(read, &[]);
    json(&claims::independence(
        &Shelf::new(&pile),
        claims::shared(&pile),
    ))
}

/// Answers with what the record tells of a text, which is not kept.
pub(in crate::web) fn checked(desk: &Desk, form: Form, text: &[u8]) -> Answer {
    let mut read: Vec<Item> = Vec::new();
    let mut failed = None;
    ingest::in_memory("the text", text, &mut |item: Result<Item, Error>| {
        match item {
            Ok(item) => read.push(item),
            Err(error) => failed = Some(error),
        }
        Ok(())
    })?;
    let item = read.into_iter().next().ok_or_else(|| {
        Wrong::from(failed.unwrap_or_else(|| Error::usage("There is no text to check.")))
    })?;
    let id: ReportId = item.entry.report.id().clone();
    let held = desk.ask(|record| record.path_of(&id))?;
    let snapshot = desk.with(item)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let Some(report) = snapshot.place(&id) else {
        return Err(Error::usage("The text could not be read.").into());
    };
    let (known, new): (Vec<&Claim>, Vec<&Claim>) = reports::claims(pile, report)
        .map(|(_, claim)| claim)
        .partition(|claim| {
            claim
                .tellings
                .iter()
                .any(|telling| telling.report != report)
        });
    if form == Form::Json {
        return json(&ReportTrace {
            claim_keys: known
                .iter()
                .filter_map(|claim| shelf.claim_key(claim))
                .collect(),
            ..reports::trace(&shelf, report)
        });
    }
    let copies: Vec<_> = reports::copies(pile, report).collect();
    let body = html! {
        h1 { "What of it is told here" }
        p class="lead" {
            (known.len()) " of " (show::count(known.len() + new.len(), "claim")) " in the text " @if known.len() == 1 { "is" } @else { "are" } " told by reports of the record."
        }
        @if held.is_some() { p class="note" { "The record holds this very text: " a href={ "/reports/" (id.as_str()) } { "see the report" } "." } }
        @if !copies.is_empty() {
            section {
                h2 { "Shared with reports" }
                ul class="copies" {
                    @for copy in &copies {
                        @let other = if copy.to == report { copy.from } else { copy.to };
                        li { (frame::report_link(pile, other)) ": " (show::taken(copy)) }
                    }
                }
            }
        }
        @if !known.is_empty() {
            section {
                h2 { "Already told" }
                ol class="tellings" {
                    @for claim in &known {
                        li {
                            @for telling in claim.tellings.iter().filter(|telling| telling.report == report).take(1) {
                                blockquote { (frame::quoted(telling.span.of(pile.report(report).text()))) }
                            }
                            ul class="found" {
                                @for telling in claim.tellings.iter().filter(|telling| telling.report != report) {
                                    li {
                                        (frame::words_link(&shelf, telling.report, telling.span)) " " (frame::report_link(pile, telling.report))
                                        p class="chain" {
                                            @for (at, voice) in telling.chain.iter().enumerate() {
                                                @if at > 0 { span class="arrow" { " ← " } }
                                                (frame::line(&show::voice(pile.voice_name(voice))))
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if !new.is_empty() {
            section {
                h2 { "Not told here as far as Sayso sees" }
                ul { @for claim in &new { li { (frame::line(&show::summary(pile, claim))) } } }
            }
        }
        section { h2 { "Another text" } (text_form(desk)) }
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "What of it is told here",
            here: "/check",
            ..Head::default()
        },
        body,
    )?))
}
