//! What all pages share: the frame around them, names and links, and words that are safe to show.
//!
//! The template escapes whatever stands in it; here is dropped what would steer the reader's eye
//! all the same, such as marks that turn the direction of writing.

use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sayso_core::attribution::{Attribution, Stance};
use sayso_core::link::{Claim, LinkedEntity, ReportIndex};
use sayso_core::report::Report;
use sayso_core::span::Span;

use super::ask::{Ask, Asked};
use super::desk::Desk;
use super::pages::ON_A_PAGE;
use super::piles::Snapshot;
use super::reply::{Answer, Wrong};
use crate::pile::Pile;
use crate::questions::{Leaf, Page};
use crate::show;
use crate::wire::Shelf;

/// A name or a headline longer than this is cut where it stands in a line of others.
const LONGEST_LINE: usize = 240;

/// What may stand in a part of an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The pages that every page leads to.
const PLACES: [(&str, &str); 10] = [
    ("/", "The pile"),
    ("/claims", "Claims"),
    ("/reports", "Reports"),
    ("/entities", "People"),
    ("/told", "Told"),
    ("/knew", "Knew"),
    ("/contacts", "Contacts"),
    ("/conflicts", "Conflicts"),
    ("/copies", "Copies"),
    ("/timeline", "Timeline"),
];

/// What stands around a page.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Head<'a> {
    /// What the page is called.
    pub(super) title: &'a str,
    /// Which of the places it is under.
    pub(super) here: &'a str,
    /// Where the same stands as JSON.
    pub(super) json: Option<&'a str>,
    /// What was searched for.
    pub(super) words: &'a str,
    /// Whether the page is to be loaded again in a moment, since it will say more then.
    pub(super) again: bool,
}

/// Answers with a page, by its title and its place, that is kept for the next reader as long as what it was
/// made of stands.
pub(super) fn kept(
    desk: &Desk,
    ask: &Ask,
    of: &Snapshot,
    (title, here): (&str, &str),
    body: Markup,
) -> Answer {
    let head = Head {
        title,
        here,
        json: Some(&ask.json()),
        ..Head::default()
    };
    Ok(desk.keep_page(ask, of, page(desk, &head, body)?))
}

/// Makes a page.
pub(super) fn page(desk: &Desk, head: &Head<'_>, body: Markup) -> Result<Markup, Wrong> {
    let reports = desk.reports()?;
    let file = desk.file().display().to_string();
    let rest = html! {
        header class="top" {
            p class="name" { a href="/" { "Sayso" } span class="faint" { " " (words(&file)) " · " (show::count(reports, "report")) } }
            form class="search" action="/search" role="search" {
                label class="hidden" for="q" { "Search the reports" }
                input type="search" id="q" name="q" value=(words(head.words)) placeholder="Search the reports";
                button { "Search" }
            }
            nav aria-label="Pages" {
                @for (place, name) in PLACES { (place_link(place, name, head.here)) }
                span class="acts" {
                    (place_link("/add", "Add", head.here))
                    (place_link("/check", "Check a text", head.here))
                    (place_link("/judgements", "Judgements", head.here))
                }
            }
        }
        main id="main" { (body) }
        footer {
            p {
                "Sayso shows who says so, and rules on the truth of nothing."
                @if let Some(json) = head.json { " " a href=(json) { "This page as JSON" } }
            }
        }
    };
    Ok(bare(head, rest))
}

fn place_link(place: &str, name: &str, here: &str) -> Markup {
    let current = (place == here).then_some("page");
    html! { a href=(place) aria-current=[current] { (name) } " " }
}

/// Makes a page without what leads elsewhere.
pub(super) fn bare(head: &Head<'_>, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if head.again { meta http-equiv="refresh" content="2"; }
                title { (line(head.title)) " · Sayso" }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/desk.svg" type="image/svg+xml";
                script src="/desk.js" defer {}
            }
            body { a class="skip" href="#main" { "To the text" } (body) }
        }
    }
}

/// Returns words that are safe to show in a line.
pub(super) fn words(words: &str) -> String {
    show::clean(words)
}

/// Returns words for a line of others: cut where they are longer than a line may be.
pub(super) fn line(text: &str) -> String {
    // Cleaning looks at the beginning only: a headline may have two million letters.
    let start: String = text.chars().take(4 * LONGEST_LINE).collect();
    let mut clean = show::clean(&start);
    if let Some((cut, _)) = clean.char_indices().nth(LONGEST_LINE) {
        clean.truncate(cut);
        clean.push('…');
    } else if start.len() < text.len() {
        clean.push('…');
    }
    clean
}

/// Returns words in quotation marks, cut where they are longer than a line may be.
pub(super) fn quoted(words: &str) -> String {
    show::quoted(&line(words))
}

/// Returns a piece of an address in which nothing has a meaning.
pub(super) fn piece(words: &str) -> String {
    utf8_percent_encode(words, PLAIN).to_string()
}

/// Says which words a link leads to: the address of a report with a stretch of it marked.
pub(super) fn words_address(shelf: &Shelf<'_>, report: ReportIndex, span: Span) -> String {
    let [start, end] = shelf.points(report).pair(span);
    format!("/reports/{}?at={start}-{end}#here", shelf.id(report))
}

/// Writes the name of a report, leading to it.
pub(super) fn report_link(pile: &Pile, report: ReportIndex) -> Markup {
    html! { a class="report" href={ "/reports/" (pile.report(report).id().as_str()) } { (line(&show::report_name(pile, report))) } }
}

/// Writes words of a report, leading to where they stand.
pub(super) fn words_link(shelf: &Shelf<'_>, report: ReportIndex, span: Span) -> Markup {
    let said = quoted(span.of(shelf.pile().report(report).text()));
    html! { a class="words" href=(words_address(shelf, report, span)) { (said) } }
}

/// Returns the address of a claim.
pub(super) fn claim_address(shelf: &Shelf<'_>, claim: &Claim) -> String {
    shelf
        .claim_key(claim)
        .map_or_else(|| "/claims".to_owned(), |key| format!("/claims/{key}"))
}

/// Returns the address of an entity.
pub(super) fn entity_address(shelf: &Shelf<'_>, entity: &LinkedEntity) -> String {
    shelf
        .entity_key(entity)
        .map_or_else(|| "/entities".to_owned(), |key| format!("/entities/{key}"))
}

/// Writes a name, leading to whom it means where that is known.
pub(super) fn name_link(
    shelf: &Shelf<'_>,
    entity: Option<sayso_core::link::LinkedEntityId>,
    name: &str,
) -> Markup {
    let found = entity.and_then(|entity| shelf.pile().links().entities.get(entity.0 as usize));
    html! {
        @match found {
            Some(entity) => a class="who" href=(entity_address(shelf, entity)) { (line(name)) },
            None => span class="who" { (line(name)) },
        }
    }
}

/// Writes how a source stands to its content, or what the attribution is of, as a small mark.
pub(super) fn manner(found: &Attribution) -> Markup {
    html! {
        @if let Some(verb) = show::manner(found) {
            " " span class={ "stance " (crate::wire::Word::word(found.stance)) } { (verb) }
        }
    }
}

/// Writes a stance as a small mark, in words, so that it needs no colour.
pub(super) fn stance(stance: Stance) -> Markup {
    html! {
        @if let Some(verb) = show::stance(stance) {
            " " span class={ "stance " (crate::wire::Word::word(stance)) } { (verb) }
        }
    }
}

/// Says of how much of the record a page is, if it is not of all.
pub(super) fn part(snapshot: &Snapshot) -> Markup {
    html! {
        @if let Some(sentence) = snapshot.scope.sentence() { p class="note" { (words(&sentence)) } }
    }
}

/// Writes the form that narrows a page to reports that hold some words; what else the page was
/// asked for stays.
pub(super) fn narrow(action: &str, query: &Asked) -> Markup {
    let about = query.about();
    html! {
        form class="narrow" action=(action) {
            @for (name, value) in query.own() { input type="hidden" name=(name) value=(line(value)); }
            label for="about" { "Only reports that hold" }
            input id="about" name="about" value=(about.map(line).unwrap_or_default());
            button { "Show" }
            @if about.is_some() { " " a href=(action) { "all" } }
        }
    }
}

/// Writes, for the other forms of a page, to which reports it was narrowed.
pub(super) fn narrowed(query: &Asked) -> Markup {
    html! {
        @if let Some(about) = query.about() { input type="hidden" name="about" value=(line(about)); }
    }
}

/// Returns a published date as people write it.
pub(super) fn published(report: &Report) -> Option<String> {
    report
        .about
        .published
        .map(|moment| show::date(&moment.to_string()))
}

/// Writes where a part of a list stands in the whole, and links to the parts before and behind;
/// `address` ends where what names a part begins.
pub(super) fn turning<Item>(address: &str, leaf: &Leaf<Item>) -> Markup {
    let Page { offset, limit } = leaf.page;
    let to = |offset: usize| match limit {
        Some(limit) if limit != ON_A_PAGE => format!("{address}offset={offset}&limit={limit}"),
        _ => format!("{address}offset={offset}"),
    };
    html! {
        @if leaf.is_part() {
            nav class="turning" aria-label="More" {
                @if offset > 0 { a rel="prev" href=(to(offset.saturating_sub(limit.unwrap_or(offset)))) { "← Before" } " " }
                span class="faint" {
                    @if leaf.list.is_empty() { "None of " } @else { (offset + 1) " to " (leaf.end()) " of " }
                    (leaf.total)
                }
                @if leaf.end() < leaf.total { " " a rel="next" href=(to(leaf.end())) { "Further →" } }
            }
        }
    }
}
