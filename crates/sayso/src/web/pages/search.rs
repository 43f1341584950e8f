//! Search: reports by their words, with the sentences that hold them.

use maud::html;
use sayso_core::link::ReportIndex;

use super::turning;
use crate::questions::Page;
use crate::questions::search::{self, Found};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{self, Answer, Form, json};
use crate::wire::Shelf;

/// Reports that stand on one page: to find their passages is most of the work of a search.
const MOST: usize = 10;
/// Nobody looks further than this.
const FURTHEST: usize = 10_000;
/// Passages that are shown of one report; JSON gives all.
const PASSAGES: usize = 3;

/// Answers with the reports that hold all words, best first.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let words = ask.query.q.trim();
    let limit = if ask.has_limit() { ask.limit() } else { MOST };
    let offset = ask
        .query
        .offset()
        .unwrap_or_else(|| (ask.query.page() - 1).saturating_mul(limit));
    let page = Page {
        offset: offset.min(FURTHEST),
        limit: Some(limit),
    };
    let Found { pile, leaf } = desk.ask(|record| search::find(record, words, page))?;
    let leaf = leaf.zip((0..).map(ReportIndex));
    let shelf = Shelf::new(&pile);
    if ask.form == Form::Json {
        return json(&leaf.wire("results", None, &shelf, |(hit, report)| {
            search::json(&shelf, *report, hit)
        }));
    }
    let found = || {
        let hits = leaf.list.iter();
        hits.map(|(hit, report)| (*report, search::passages(&pile, *report, hit)))
    };
    let body = html! {
        h1 { "Search" }
        @if words.is_empty() {
            p { "Type words above: all of them must stand in a report, in any form. Words between quotation marks must stand together." }
        } @else if leaf.total == 0 {
            p { "No report holds all of: " (frame::line(words)) }
        } @else {
            p class="lead" { (show::count(leaf.total, "report")) " for “" (frame::line(words)) "”, the best first" }
            p { a href={ "/?about=" (frame::piece(words)) } { "What these reports tell, and on whose word" } }
        }
        ol class="results" {
            @for (report, spans) in found() {
                li {
                    p { a href={ "/reports/" (shelf.id(report)) } { (frame::line(pile.report(report).about.title.as_deref().unwrap_or_else(|| pile.path(report)))) }
                        " " span class="faint" { (frame::line(&show::report_name(&pile, report))) } }
                    @for span in spans.iter().take(PASSAGES) { p class="context" { (frame::words_link(&shelf, report, *span)) } }
                    @if spans.len() > PASSAGES { p class="faint" { "and " (show::count(spans.len() - PASSAGES, "passage")) " more" } }
                }
            }
        }
        (turning(&leaf, ask))
    };
    let here = ask.json();
    Ok(reply::page(frame::page(
        desk,
        &Head {
            title: "Search",
            json: Some(&here),
            words,
            ..Head::default()
        },
        body,
    )?))
}
