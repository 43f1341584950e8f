//! The timeline: what is dated, in the order of its dates, as a picture and as a list.

use maud::html;

use super::{as_json, leaf, turning};
use crate::questions::timeline::{self, Dated};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::graph;
use crate::web::reply::{Answer, Form, page};
use crate::wire::Shelf;

/// Answers with what is dated.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let about = ask.query.about();
    let snapshot = desk.worded(about, &ask.query.q)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let chosen;
    let is_all = ask.query.q.is_empty();
    let all = if is_all {
        snapshot.dated()
    } else {
        chosen = timeline::chosen(pile, &ask.query.q);
        &chosen
    };
    let leaf = leaf(all.iter().collect::<Vec<&Dated>>(), ask);
    if ask.form == Form::Json {
        return as_json(&leaf, "timeline", &snapshot.scope, &shelf, |dated| {
            timeline::moment(dated, &shelf)
        });
    }
    let days = leaf
        .list
        .chunk_by(|a, b| show::date(&a.date) == show::date(&b.date));
    let body = html! {
        h1 { "Timeline" }
        (frame::part(&snapshot))
        form class="narrow" action="/timeline" {
            (frame::narrowed(&ask.query))
            label for="words" { "Only what holds the words" }
            input id="words" name="q" value=(frame::line(&ask.query.q));
            button { "Show" }
            @if !ask.query.q.is_empty() { " " a href="/timeline" { "all" } }
        }
        @if all.is_empty() { p { "Nothing in these reports is dated." } }
        @if is_all { (snapshot.picture(graph::of_dates)) } @else { (graph::of_dates(all)) }
        ol class="days" {
            @for day in days {
                li {
                    h2 { (day.first().map(|first| show::date(&first.date)).unwrap_or_default()) }
                    ul {
                        @for dated in day {
                            li {
                                span class="faint" { (frame::line(&dated.lead)) " " }
                                (frame::words_link(&shelf, dated.report, dated.span)) " " (frame::report_link(pile, dated.report))
                            }
                        }
                    }
                }
            }
        }
        (turning(&leaf, ask))
        (frame::narrow("/timeline", &ask.query))
    };
    Ok(page(frame::page(
        desk,
        &Head {
            title: "Timeline",
            here: "/timeline",
            json: Some(&ask.json()),
            ..Head::default()
        },
        body,
    )?))
}
