//! The reports of the record, the newest first.

use maud::{Markup, html};

use crate::record::Listed;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, json, page};
use crate::wire::Card;

/// A page of the list as JSON.
#[derive(serde::Serialize)]
struct Reports<'a> {
    reports: Vec<Card<'a>>,
    total: usize,
    /// What `before` takes for the next page; nothing on the last one.
    next: Option<i64>,
}

/// Answers with the reports.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let total = desk.reports()?;
    let (offset, limit) = (ask.query.offset().unwrap_or(0), ask.limit());
    let listed = desk.ask(|record| record.newest(ask.query.before(), offset, limit))?;
    let next = listed
        .last()
        .filter(|_| listed.len() == limit)
        .map(|last| last.number)
        .filter(|number| *number > 1);
    if ask.form == Form::Json {
        let reports = listed
            .iter()
            .map(|listed| Card::new(listed.id.as_str(), &listed.path, &listed.about))
            .collect();
        return json(&Reports {
            reports,
            total,
            next,
        });
    }
    let body = html! {
        h1 { "Reports" }
        p class="lead" { (show::count(total, "report")) " in the record, in the order of adding, the newest first." }
        (rows(&listed))
        @if let Some(next) = next { nav class="turning" aria-label="More" { a rel="next" href={ "/reports?before=" (next) } { "Further →" } } }
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "Reports",
            here: "/reports",
            json: Some(&ask.json()),
            ..Head::default()
        },
        body,
    )?))
}

/// Writes reports, one below the other.
pub(super) fn rows(listed: &[Listed]) -> Markup {
    html! {
        ul class="reports" {
            @for one in listed {
                li {
                    a href={ "/reports/" (one.id.as_str()) } { (frame::line(one.about.title.as_deref().unwrap_or(&one.path))) }
                    " " span class="faint" {
                        @if let Some(outlet) = &one.about.outlet { (frame::line(outlet)) " · " }
                        @match one.about.published { Some(moment) => (show::date(&moment.to_string())), None => "no date" }
                    }
                }
            }
        }
    }
}
