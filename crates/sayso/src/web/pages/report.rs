//! One report: its text with who says what in it, the voices beside it, what it took from others,
//! what it tells.

use maud::{Markup, html};
use sayso_core::attribution::Attribution;
use sayso_core::link::{Claim, Copy, Links, ReportIndex};
use sayso_core::report::Block;
use sayso_core::span::Span;

use super::{claims, copies, judgements, knew, told};
use crate::key::{ReportName, report_id};
use crate::pile::{Item, Pile};
use crate::questions::{named, reports};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, Wrong, json, onward, page};
use crate::web::text::{Beside, Marked};
use crate::wire::{self, Shelf, Word};

/// Claims that are listed beside the text.
const CLAIMS: usize = 10;
/// Copies that are named at the head.
const COPIES: usize = 8;

/// Answers with a report. What joins it with others is shown once it is there, and the text never
/// waits for it.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let missing = || {
        Wrong::missing(
            "The record holds no such report.",
            "Look for it under /reports, or search for its words.",
        )
    };
    let typed = report_id(ask.part(0));
    let is_whole = typed.is_some();
    let id = match typed {
        Some(id) => id,
        // The first digits of an id are enough, as they are for `trace`.
        None => {
            let name = ReportName::read(ask.part(0));
            let ids = desk.ask(|record| record.named(&name))?;
            if ids.is_empty() {
                return Err(missing());
            }
            named::only(&name, &ids.iter().collect::<Vec<_>>())?.clone()
        }
    };
    if ask.form == Form::Json {
        let snapshot = desk.around(&id)?;
        let report = snapshot.place(&id).ok_or_else(missing)?;
        return json(&reports::trace(&Shelf::new(&snapshot.pile), report));
    }
    if !is_whole {
        return Ok(onward(&format!("/reports/{id}")));
    }
    if let Some(snapshot) = desk.around_soon(&id)?
        && let Some(report) = snapshot.place(&id)
    {
        return as_page(desk, ask, &snapshot.pile, report, true);
    }
    let Item { path, entry, .. } = desk.ask(|record| record.item(&id))?.ok_or_else(missing)?;
    as_page(
        desk,
        ask,
        &Pile::new(vec![path], vec![entry], Links::default()),
        ReportIndex(0),
        false,
    )
}

fn as_page(desk: &Desk, ask: &Ask, pile: &Pile, report: ReportIndex, is_linked: bool) -> Answer {
    let shelf = Shelf::new(pile);
    let entry = pile.entry(report);
    let links = pile.links();
    let claims: Vec<&Claim> = reports::claims(pile, report)
        .map(|(_, claim)| claim)
        .collect();
    let tells_of = links
        .communications
        .iter()
        .filter(|found| found.tellings.iter().any(|(other, _)| *other == report));
    let marked = Marked::new(
        entry,
        report,
        &links.copies,
        here(&shelf, report, &ask.query.at),
    );
    // Which claim an attribution tells, by its position.
    let told_by = |at: usize| {
        let is = |telling: &sayso_core::link::Telling| {
            telling.report == report && telling.attribution.is_some_and(|id| id.0 as usize == at)
        };
        claims
            .iter()
            .find(|claim| claim.tellings.len() > 1 && claim.tellings.iter().any(is))
            .copied()
    };
    let voice = |at: usize, found: &Attribution| voice(&shelf, report, found, told_by(at));
    let original = |copy: &Copy| html! { "Stands in " (frame::report_link(pile, copy.from)) ": " a href=(copies::address(&shelf, copy)) { "side by side" } };
    let judge =
        |block: &Block, voices: &[usize]| judge(desk, &shelf, report, block, voices, &ask.address);
    let title = entry
        .report
        .about
        .title
        .as_deref()
        .unwrap_or_else(|| pile.path(report));
    let body = html! {
        p class="above" { a href="/reports" { "Reports" } }
        h1 { (frame::line(title)) }
        (about(pile, report))
        @if !is_linked { p class="note" role="status" { "Copies and claims are being looked for; this page loads itself again." } }
        (shared(&shelf, report))
        p class="key" aria-label="How the text is marked" {
            span class="said asserts direct" { "quoted" } " " span class="said asserts indirect" { "reported" } " " span class="said denies indirect" { "denied" } " "
            span class="source" { "who says so" } " " span class="copied" { "stands in an original" }
        }
        (marked.write(&Beside { voice: &voice, original: &original, judge: &judge }))
        @if !claims.is_empty() {
            section {
                h2 { "Claims it tells" }
                (claims::rows(&shelf, claims.iter().take(CLAIMS).copied()))
                @if claims.len() > CLAIMS { p class="faint" { "and " (claims.len() - CLAIMS) " that are told less" } }
            }
        }
        @if !entry.reading.told.is_empty() {
            section { h2 { "Who told whom" } (told::rows(&shelf, tells_of)) }
        }
        @if !entry.reading.knew.is_empty() {
            section { h2 { "Who knew" } (knew::rows(&shelf, entry.reading.knew.iter().map(|knew| (report, knew)))) }
        }
    };
    let json = ask.json();
    let head = Head {
        title,
        here: "/reports",
        json: Some(&json),
        again: !is_linked,
        ..Head::default()
    };
    Ok(page(frame::page(desk, &head, body)?))
}

/// Reads which stretch the reader was sent to, in code points.
fn here(shelf: &Shelf<'_>, report: ReportIndex, at: &str) -> Option<Span> {
    let (start, end) = at.split_once('-')?;
    shelf
        .points(report)
        .span([start.parse().ok()?, end.parse().ok()?])
}

/// Writes what is known about the report.
fn about(pile: &Pile, report: ReportIndex) -> Markup {
    let entry = pile.entry(report);
    let about = &entry.report.about;
    // Only an address of the web is a link; whatever else a page states is words.
    let url = about
        .url
        .as_deref()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        p class="lead" {
            (frame::line(pile.outlet(report)))
            @if !about.bylines.is_empty() { " · by " (frame::line(&about.bylines.join(", "))) }
            @if let Some(credit) = &about.credit { " · credited to " (frame::line(credit)) }
            " · " (frame::published(&entry.report).unwrap_or_else(|| "no date".to_owned()))
            @if let Some(modified) = about.modified { " · changed " (show::date(&modified.to_string())) }
        }
        p class="faint path" {
            (frame::line(pile.path(report)))
            @if let Some(url) = url { " · " a href=(url) rel="noopener noreferrer nofollow" { (frame::line(url)) } }
            " · " code { (pile.report(report).id().as_str()) }
        }
        @for note in &entry.reading.notes { p class="note" { (frame::words(note)) } }
    }
}

/// Writes what it shares with other reports.
fn shared(shelf: &Shelf<'_>, report: ReportIndex) -> Markup {
    let pile = shelf.pile();
    let copies: Vec<&Copy> = reports::copies(pile, report).collect();
    html! {
        @if !copies.is_empty() {
            ul class="copies" {
                @for copy in copies.iter().take(COPIES) {
                    li {
                        @if copy.to == report { "Taken from " (frame::report_link(pile, copy.from)) } @else { "Taken over by " (frame::report_link(pile, copy.to)) }
                        ": " (show::taken(copy)) " · " a href=(copies::address(shelf, copy)) { "side by side" }
                    }
                }
                @if copies.len() > COPIES { li class="faint" { "and " (copies.len() - COPIES) " more" } }
            }
        }
    }
}

/// Writes the form that says that a block is furniture, or that a voice in it is wrong.
fn judge(
    desk: &Desk,
    shelf: &Shelf<'_>,
    report: ReportIndex,
    block: &Block,
    voices: &[usize],
    back: &str,
) -> Markup {
    let attributions = &shelf.pile().entry(report).reading.attributions;
    let buttons = html! {
        button name="furniture" value=(shelf.key(report, block.span)) { "This is furniture" }
        @for at in voices {
            @if let Some(whole) = attributions.get(*at).and_then(Attribution::whole) {
                " " button name="wrong" value=(shelf.key(report, whole)) { "Voice " (at + 1) " is wrong" }
            }
        }
    };
    judgements::folded(desk, back, &buttons)
}

/// Writes a voice beside the text: who, in which words, how it stands to what is said, and what
/// claim that is.
fn voice(
    shelf: &Shelf<'_>,
    report: ReportIndex,
    found: &Attribution,
    claim: Option<&Claim>,
) -> Markup {
    let pile = shelf.pile();
    let text = pile.report(report).text();
    let linked = found
        .source
        .entity
        .and_then(|entity| pile.linked(report, entity));
    html! {
        (frame::name_link(shelf, linked, &show::source(pile, report, found)))
        @if !found.cue.is_empty() { " " em { (frame::line(&wire::cut(text, &found.cue))) } }
        span class="faint" { " · " (found.form.word()) }
        (frame::manner(found))
        @if let Some(outer) = found.inside { span class="faint" { " · within " a class="n" href={ "#v" (outer.0 + 1) } { (outer.0 + 1) } } }
        @if let Some(claim) = claim { " " a class="claim-link" href=(frame::claim_address(shelf, claim)) { "told " (claim.tellings.len()) " times" } }
    }
}
