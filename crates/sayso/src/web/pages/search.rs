//! Search: reports by their words, with the sentences that hold them.

use maud::html;
use sayso_core::link::{Links, ReportIndex};

use crate::found::{find, passages};
use crate::pile::Pile;
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, json, page};
use crate::web::route::Ask;
use crate::wire::{Asked, Card, Found, Passage, Shelf};

/// Reports that stand on one page: to find their passages is most of the work of a search.
const MOST: usize = 10;
/// Nobody turns more pages than this.
const FURTHEST: usize = 1000;
/// Passages that are shown of one report; JSON gives all.
const PASSAGES: usize = 3;

/// Answers with the reports that hold all words, best first.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let words = ask.query.q.trim();
    let at = ask.query.page().min(FURTHEST);
    let (pile, hits) = if words.is_empty() {
        (
            Pile::new(Vec::new(), Vec::new(), Links::default()),
            Vec::new(),
        )
    } else {
        desk.ask(|record| find(record, words, (at - 1) * MOST, MOST))?
    };
    let shelf = Shelf::new(&pile);
    let found = || {
        hits.iter()
            .zip(0..)
            .map(|(hit, at)| (ReportIndex(at), passages(&pile, ReportIndex(at), hit)))
    };
    if ask.form == Form::Json {
        let list: Vec<Found<'_>> = found()
            .map(|(report, spans)| Found {
                report: shelf.id(report),
                passages: spans
                    .into_iter()
                    .map(|span| Passage::of(report, span, &shelf))
                    .collect(),
            })
            .collect();
        return json(&Asked {
            name: "results",
            list,
            reports: Card::all(&shelf),
        });
    }
    let body = html! {
        h1 { "Search" }
        @if words.is_empty() {
            p { "Type words above: all of them must stand in a report, in any form. Words between quotation marks must stand together." }
        } @else if hits.is_empty() {
            p { "No report holds all of: " (frame::line(words)) }
        } @else {
            p class="lead" { @if at > 1 { "Further " } @else if hits.len() == MOST { "The best " } (show::count(hits.len(), "report")) " for “" (frame::line(words)) "”" }
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
        @if hits.len() == MOST {
            nav class="turning" aria-label="More" { a rel="next" href={ "/search?q=" (frame::piece(words)) "&page=" (at + 1) } { "Further →" } }
        }
    };
    let here = ask.json();
    Ok(page(frame::page(
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
