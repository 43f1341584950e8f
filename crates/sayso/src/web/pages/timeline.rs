//! The timeline: what is dated, in the order of its dates, as a picture and as a list.

use maud::{Markup, html};

use super::{as_json, listed, turning};
use crate::dated::KINDS;
use crate::lists::List;
use crate::pile::Pile;
use crate::questions::timeline::{self, Dated};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame;
use crate::web::graph;
use crate::web::reply::{Answer, Form};
use crate::wire::Shelf;

/// Draws what is dated, among all where the pile has a part of that.
fn picture(pile: &Pile, dated: &[Dated]) -> Markup {
    match pile.dated() {
        Some(all) => graph::of_dates(all.iter().copied()),
        None => {
            let kind = |word| KINDS.iter().position(|kind| *kind == word);
            graph::of_dates(
                dated
                    .iter()
                    .filter_map(|one| Some((one.days, kind(one.kind)?, 1))),
            )
        }
    }
}

/// Answers with what is dated.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let snapshot = match ask.query.q.is_empty() {
        true => desk.listed(about, List::Timeline, ask)?,
        false => desk.worded(about, &ask.query.q)?,
    };
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
    let leaf = listed(
        pile,
        List::Timeline,
        all.iter().collect::<Vec<&Dated>>(),
        ask,
    );
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
        @if is_all { (snapshot.picture(|dated| picture(pile, dated))) } @else { (picture(pile, all)) }
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
    frame::kept(desk, ask, &snapshot, ("Timeline", "/timeline"), body)
}
