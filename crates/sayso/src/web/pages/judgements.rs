//! What people judged: listed, made, taken back.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use sayso_core::link::Judgement;
use serde::Deserialize;

use super::check::stale;
use super::entity::hidden;
use crate::error::Error;
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, onward, page};
use crate::web::route::{Ask, blocking};
use crate::wire::{Asked, Judged};

/// What the form brings.
#[derive(Deserialize)]
pub(in crate::web) struct Typed {
    secret: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    one: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    same: String,
}

/// Answers with all judgements.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let all = desk.ask(|record| {
        let all = record.judgements()?;
        all.into_iter().map(|(number, judgement)| Ok((number, judgement, record.judged_at(number)?))).collect::<Result<Vec<_>, _>>()
    })?;
    if ask.form == Form::Json {
        let list: Vec<Judged<'_>> = all.iter().map(|(number, judgement, _)| Judged::of(*number, judgement)).collect();
        return json(&Asked { name: "judgements", list, reports: Vec::new() });
    }
    let body = html! {
        h1 { "Judgements" }
        p class="lead" { "What you judged wins over what names look like. It is kept in the record beside the reports, and nothing but you takes it back." }
        @if all.is_empty() { p { "Nothing was judged in this record. A person’s page has the forms to join and to part names." } }
        ol class="judgements" {
            @for (number, judgement, at) in all.iter().rev() {
                li {
                    strong { (frame::line(&judgement.one)) }
                    @if judgement.same { " is the same as " } @else { " is not the same as " }
                    strong { (frame::line(&judgement.other)) }
                    @if let Some(at) = at { " " span class="faint" { (show::date(at)) } }
                    " " form class="inline" method="post" action={ "/judgements/" (number) "/undo" } {
                        (hidden(desk, "/judgements"))
                        button { "Take back" }
                    }
                }
            }
        }
    };
    Ok(page(frame::page(desk, &Head { title: "Judgements", here: "/judgements", json: Some(&ask.json()), ..Head::default() }, body)?))
}

/// Keeps a judgement.
pub(in crate::web) async fn judge(
    State(desk): State<Arc<Desk>>,
    Extension(form): Extension<Form>,
    typed: Result<axum::Form<Typed>, FormRejection>,
) -> Response {
    blocking(desk, form, move |desk| {
        let typed = ours(desk, typed)?;
        let (one, other) = (typed.one.trim(), typed.other.trim());
        let same = match typed.same.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::usage("It was not said whether the names are the same.").hint("Press one of the two buttons.").into()),
        };
        if one.is_empty() || other.is_empty() {
            return Err(Error::usage("A judgement is about two names.").hint("Name both.").into());
        }
        let judgement = Judgement { one: one.to_owned(), other: other.to_owned(), same };
        desk.write(|record| record.judge(&judgement))?;
        Ok(back(&typed))
    })
    .await
}

/// Takes a judgement back.
pub(in crate::web) async fn undo(
    State(desk): State<Arc<Desk>>,
    Extension(form): Extension<Form>,
    Path(number): Path<String>,
    typed: Result<axum::Form<Typed>, FormRejection>,
) -> Response {
    blocking(desk, form, move |desk| {
        let typed = ours(desk, typed)?;
        let missing = || Wrong::missing("There is no such judgement.", "It may have been taken back already; see /judgements.");
        let number: i64 = number.parse().map_err(|_| missing())?;
        if desk.write(|record| record.unjudge(number))? { Ok(back(&typed)) } else { Err(missing()) }
    })
    .await
}

fn ours(desk: &Desk, typed: Result<axum::Form<Typed>, FormRejection>) -> Result<Typed, Wrong> {
    let axum::Form(typed) = typed.map_err(|error| Wrong::from(Error::usage(format!("The form cannot be read: {}.", error.body_text()))))?;
    if desk.gate.is_own_form(&typed.secret) { Ok(typed) } else { Err(stale()) }
}

/// Goes on where the reader was; never to another site.
fn back(typed: &Typed) -> Response {
    let is_ours = typed.back.starts_with('/') && !typed.back.starts_with("//") && !typed.back.contains('\\');
    onward(if is_ours { &typed.back } else { "/judgements" })
}
