//! The timeline: what is dated, in the order of its dates, as a picture and as a list.

use maud::html;

use super::Leaf;
use crate::commands::timeline::{Dated, dated, moment};
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::graph;
use crate::web::reply::{Answer, Form, page};
use crate::web::route::Ask;
use crate::wire::Shelf;

/// Answers with what is dated.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let about = ask.query.about();
    let snapshot = desk.pile(about)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let all = dated(pile);
    let leaf = Leaf::of(all.iter().collect::<Vec<&Dated>>(), ask);
    if ask.form == Form::Json {
        return leaf.json("timeline", &shelf, |dated| moment(dated, &shelf));
    }
    let days = leaf
        .list
        .chunk_by(|a, b| show::date(&a.date) == show::date(&b.date));
    let body = html! {
        h1 { "Timeline" }
        (frame::part(&snapshot, about))
        @if all.is_empty() { p { "Nothing in these reports is dated." } }
        (graph::of_dates(&all))
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
        (leaf.turning(ask))
        (frame::narrow("/timeline", about))
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
