//! What people judged: listed, made, taken back. The forms stand on the pages of what is judged.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::check::stale;
use super::entity::hidden;
use crate::error::Error;
use crate::judged::{self, Judgement};
use crate::key::{Key, Name};
use crate::questions::judging;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, onward, page};
use crate::web::route::blocking;
use crate::wire::{Asked, Judged};

/// What the form brings.
#[derive(Deserialize)]
pub(in crate::web) struct Typed {
    secret: String,
    #[serde(default)]
    back: String,
    /// What is judged, in the words of the contract; names if it is not said.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    one: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    same: String,
    /// The key of an attribution that is wrong.
    #[serde(default)]
    wrong: String,
    /// The key of a block that is furniture.
    #[serde(default)]
    furniture: String,
}

/// Answers with all judgements.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let all = desk.ask(|record| record.judged())?;
    if ask.form == Form::Json {
        let list: Vec<Judged<'_>> = all.iter().map(Judged::of).collect();
        return json(&Asked::whole("judgements", list, Vec::new()));
    }
    let body = html! {
        h1 { "Judgements" }
        p class="lead" { "What you judged wins over whatever Sayso finds. It is kept in the record beside the reports, and nothing but you takes it back." }
        @if all.is_empty() { p { "Nothing was judged in this record. The pages of people, claims and reports have the forms for it." } }
        ol class="judgements" {
            @for judged in all.iter().rev() {
                li {
                    (about(judged, 0)) " " (show::judged_verb(&judged.judgement)) " "
                    @if judged.judgement.same().is_some() { (about(judged, 1)) " " }
                    span class="faint" { (show::date(&judged.made)) @if !judged.fits { " · " (show::JUDGED_NOTHING) } }
                    " " form class="inline" method="post" action={ "/judgements/" (judged.number) "/undo" } {
                        (hidden(desk, "/judgements"))
                        button { "Take back" }
                    }
                }
            }
        }
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "Judgements",
            here: "/judgements",
            json: Some(&ask.json()),
            ..Head::default()
        },
        body,
    )?))
}

/// Writes a name, or words that lead to where they stand.
fn about(judged: &judged::Judged, at: usize) -> Markup {
    let words = frame::line(&show::judged_of(judged, at));
    let key = judged
        .judgement
        .keys()
        .get(at)
        .copied()
        .filter(|_| judged.words.get(at).is_some_and(Option::is_some));
    html! {
        @match key {
            Some(Key { report, points: [from, to] }) => a class="words" href={ "/reports/" (report) "?at=" (from) "-" (to) "#here" } { (words) },
            None => strong { (words) },
        }
    }
}

/// Writes the form that says of words of a report that they are no attribution, no telling of a
/// claim, or furniture; `buttons` say which.
pub(super) fn folded(desk: &Desk, back: &str, buttons: &Markup) -> Markup {
    html! {
        details class="judge" {
            summary { "Judge" }
            form method="post" action="/judgements" { (hidden(desk, back)) (buttons) }
        }
    }
}

/// Keeps a judgement.
pub(in crate::web) async fn judge(
    State(desk): State<Arc<Desk>>,
    Extension(form): Extension<Form>,
    typed: Result<axum::Form<Typed>, FormRejection>,
) -> Response {
    blocking(desk, form, move |desk| {
        let typed = ours(desk, typed)?;
        let said = match said(&typed)? {
            Judgement::Names { one, other, same } => {
                let names = [one.as_str(), other.as_str()];
                desk.ask(|record| Ok(judging::names(record, desk.file(), names, same)))??
            }
            said => said,
        };
        let is_about_words = !said.keys().is_empty();
        let aimed = if is_about_words {
            desk.ask(|record| record.aimed(&said))?
        } else {
            Some(said)
        };
        let judgement = aimed.ok_or_else(|| {
            Wrong::missing(
                "The record holds nothing that this is about.",
                "Load the page again: its report may have been read anew since.",
            )
        })?;
        desk.write(|record| record.judge(&judgement))?;
        Ok(back(&typed))
    })
    .await
}

/// Returns what a form says.
fn said(typed: &Typed) -> Result<Judgement, Error> {
    // What was pasted may be the address of a claim.
    let key = |written: &str| match Name::read(written) {
        Name::Key(key) => Ok(key),
        Name::Number(_) | Name::Report(_) => Err(Error::usage("This is not the key of anything.")
            .hint("Choose a claim from the list, or paste the address of its page.")),
    };
    if !typed.wrong.is_empty() {
        return Ok(Judgement::Attribution(key(&typed.wrong)?));
    }
    if !typed.furniture.is_empty() {
        return Ok(Judgement::Furniture(key(&typed.furniture)?));
    }
    let (one, other) = (typed.one.trim(), typed.other.trim());
    let same = match typed.same.as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            return Err(
                Error::usage("It was not said whether the two are the same.")
                    .hint("Press one of the two buttons."),
            );
        }
    };
    if one.is_empty() || other.is_empty() {
        return Err(Error::usage("Such a judgement is about two.").hint("Name both."));
    }
    Ok(match typed.kind.as_str() {
        "tellings" => Judgement::Tellings {
            one: key(one)?,
            other: key(other)?,
            same,
        },
        _ => Judgement::Names {
            one: one.to_owned(),
            other: other.to_owned(),
            same,
        },
    })
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
        let missing = || {
            Wrong::missing(
                "There is no such judgement.",
                "It may have been taken back already; see /judgements.",
            )
        };
        let number: i64 = number.parse().map_err(|_| missing())?;
        if desk.write(|record| record.unjudge(number))? {
            Ok(back(&typed))
        } else {
            Err(missing())
        }
    })
    .await
}

fn ours(desk: &Desk, typed: Result<axum::Form<Typed>, FormRejection>) -> Result<Typed, Wrong> {
    let axum::Form(typed) = typed.map_err(|error| {
        Wrong::from(Error::usage(format!(
            "The form cannot be read: {}.",
            error.body_text()
        )))
    })?;
    if desk.gate.is_own_form(&typed.secret) {
        Ok(typed)
    } else {
        Err(stale())
    }
}

/// Goes on where the reader was; never to another site.
fn back(typed: &Typed) -> Response {
    let is_ours =
        typed.back.starts_with('/') && !typed.back.starts_with("//") && !typed.back.contains('\\');
    onward(if is_ours { &typed.back } else { "/judgements" })
}
