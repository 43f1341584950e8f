//! Copies: which report was taken from which, and the two side by side.

use maud::{Markup, html};
use sayso_core::link::{Copy, ReportIndex};
use sayso_core::span::Span;

use super::{as_json, listed, turning};
use crate::key::report_id;
use crate::lists::List;
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, page};
use crate::wire::{self, Asked, Card, Shelf};

/// Answers with the copies.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    if let Some(kept) = desk.kept_page(ask)? {
        return Ok(kept);
    }
    let about = ask.query.about();
    let snapshot = desk.listed(about, List::Copies, ask)?;
    let shelf = Shelf::new(&snapshot.pile);
    let all = snapshot.pile.links().copies.iter().collect();
    let leaf = listed(&snapshot.pile, List::Copies, all, ask);
    if ask.form == Form::Json {
        return as_json(&leaf, "copies", &snapshot.scope, &shelf, |copy| {
            wire::Copy::of(copy, &shelf)
        });
    }
    let body = html! {
        h1 { "Copies" }
        (frame::part(&snapshot))
        @if leaf.list.is_empty() { p { "No copies were found." } }
        (rows(&shelf, leaf.list.iter().copied()))
        (turning(&leaf, ask))
        (frame::narrow("/copies", &ask.query))
    };
    frame::kept(desk, ask, &snapshot, ("Copies", "/copies"), body)
}

/// Writes copies, one below the other.
pub(super) fn rows<'a>(shelf: &Shelf<'a>, copies: impl Iterator<Item = &'a Copy>) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="copies" {
            @for copy in copies {
                li {
                    (frame::report_link(pile, copy.to)) span class="arrow" { " ← " } (frame::report_link(pile, copy.from))
                    p class="faint" {
                        (show::taken(copy)) " · " a href=(address(shelf, copy)) { "side by side" }
                    }
                }
            }
        }
    }
}

/// Returns the address under which the two reports of a copy stand side by side.
pub(super) fn address(shelf: &Shelf<'_>, copy: &Copy) -> String {
    format!("/copies/{}/{}", shelf.id(copy.from), shelf.id(copy.to))
}

/// Answers with an original and its copy side by side, their shared passages aligned.
pub(in crate::web) fn side_by_side(desk: &Desk, ask: &Ask) -> Answer {
    let missing = || {
        Wrong::missing(
            "These two reports are not known to share anything.",
            "See which are copies of which under /copies.",
        )
    };
    let (from, to) = report_id(ask.part(0))
        .zip(report_id(ask.part(1)))
        .ok_or_else(missing)?;
    let snapshot = desk.around(&to)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let (original, taken) = snapshot
        .place(&from)
        .zip(snapshot.place(&to))
        .ok_or_else(missing)?;
    // Which is the original may be judged otherwise by now; both orders lead here.
    let is_meant = |copy: &&Copy| {
        (copy.from, copy.to) == (original, taken) || (copy.from, copy.to) == (taken, original)
    };
    let copy = pile
        .links()
        .copies
        .iter()
        .find(is_meant)
        .ok_or_else(missing)?;
    if ask.form == Form::Json {
        let list = vec![wire::Copy::of(copy, &shelf)];
        return json(&Asked::whole("copies", list, Card::all(&shelf)));
    }
    let title = format!(
        "{} and {}",
        show::report_name(pile, copy.to),
        show::report_name(pile, copy.from)
    );
    let body = html! {
        p class="above" { a href="/copies" { "Copies" } }
        h1 { "Side by side" }
        p class="lead" { (frame::report_link(pile, copy.to)) " was taken from " (frame::report_link(pile, copy.from)) ": " (show::taken(copy)) "." }
        table class="aligned" {
            caption class="hidden" { "What the two share, in the order of the copy, and what stands in the copy alone" }
            thead { tr { th scope="col" { "Original: " (frame::line(&show::report_name(pile, copy.from))) } th scope="col" { "Copy: " (frame::line(&show::report_name(pile, copy.to))) } } }
            tbody {
                @for row in aligned(&shelf, copy) {
                    tr class=(if row.0.is_some() { "shared" } else { "own" }) {
                        td { @if let Some(span) = row.0 { (words(&shelf, copy.from, span)) } }
                        td { (words(&shelf, copy.to, row.1)) }
                    }
                }
            }
        }
    };
    let here = ask.json();
    let head = Head {
        title: &title,
        here: "/copies",
        json: Some(&here),
        ..Head::default()
    };
    Ok(page(frame::page(desk, &head, body)?))
}

/// Returns the shared passages in the order of the copy, and between them what stands in the copy
/// alone.
fn aligned(shelf: &Shelf<'_>, copy: &Copy) -> Vec<(Option<Span>, Span)> {
    let report = shelf.pile().report(copy.to);
    let mut rows = Vec::new();
    let mut end = report
        .blocks()
        .iter()
        .find(|block| block.kind.is_told())
        .map_or(0, |block| block.span.start());
    let own = |from: usize, to: usize, rows: &mut Vec<(Option<Span>, Span)>| {
        for block in report.blocks().iter().filter(|block| block.kind.is_told()) {
            let between = Span::new(
                block.span.start().max(from),
                block.span.end().min(to).max(block.span.start().max(from)),
            );
            let between = between.trimmed(report.text());
            if between.of(report.text()).chars().any(char::is_alphanumeric) {
                rows.push((None, between));
            }
        }
    };
    let mut passages = copy.passages.clone();
    passages.sort_by_key(|(_, taken)| taken.start());
    for (original, taken) in passages {
        if taken.start() > end {
            own(end, taken.start(), &mut rows);
        }
        rows.push((Some(original), taken));
        end = end.max(taken.end());
    }
    own(end, report.text().len(), &mut rows);
    rows
}

fn words(shelf: &Shelf<'_>, report: ReportIndex, span: Span) -> Markup {
    let text = show::running(span.of(shelf.pile().report(report).text()));
    html! { a class="words" href=(frame::words_address(shelf, report, span)) { (text) } }
}
