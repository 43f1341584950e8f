//! Who knew: who knew, who was kept in the dark, who learned it from whom, and in which words.

use maud::{Markup, html};
use sayso_core::knew::{Knew, KnewState};
use sayso_core::link::ReportIndex;

use super::{Leaf, told};
use crate::commands::{holds_words, words_of};
use crate::pile::Pile;
use crate::show;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::reply::{Answer, Form, page};
use crate::web::route::Ask;
use crate::wire::Shelf;

/// Answers with the states of knowledge, those of one name if it was given.
pub(in crate::web) fn list(desk: &Desk, ask: &Ask) -> Answer {
    let about = ask.query.about();
    let snapshot = desk.pile(about)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let wanted = words_of(&ask.query.name);
    let takes_part = |(report, knew): &(ReportIndex, &Knew)| {
        let mut parties = std::iter::once(&knew.who).chain(&knew.from);
        wanted.is_empty() || parties.any(|party| holds_words(pile.party_name(*report, party), &wanted))
    };
    let leaf = Leaf::of(all(pile).filter(takes_part).collect(), ask);
    if ask.form == Form::Json {
        return leaf.json("knew", &shelf, |(report, knew)| shelf.knew(report, knew));
    }
    let body = html! {
        h1 { "Who knew" }
        (frame::part(&snapshot, about))
        (told::of_name("/knew", &ask.query.name))
        @if leaf.list.is_empty() { p { "No state of knowledge was found." } }
        (rows(&shelf, leaf.list.iter().copied()))
        (leaf.turning(ask))
        (frame::narrow("/knew", about))
    };
    Ok(page(frame::page(desk, &Head { title: "Who knew", here: "/knew", json: Some(&ask.json()), ..Head::default() }, body)?))
}

/// Returns every state of knowledge of a pile, in the order of its reports.
pub(super) fn all(pile: &Pile) -> impl Iterator<Item = (ReportIndex, &Knew)> {
    pile.entries().flat_map(|(report, entry)| entry.reading.knew.iter().map(move |knew| (report, knew)))
}

/// Writes states of knowledge, each with its words.
pub(super) fn rows<'a>(shelf: &Shelf<'_>, found: impl Iterator<Item = (ReportIndex, &'a Knew)>) -> Markup {
    let pile = shelf.pile();
    html! {
        ul class="found" {
            @for (report, knew) in found {
                @let entry = pile.entry(report);
                @let when = knew.when.and_then(|id| entry.reading.times.get(id.0 as usize));
                li {
                    p {
                        (told::party(shelf, report, &knew.who))
                        @match knew.state {
                            KnewState::Knew => " knew",
                            KnewState::DidNotKnow => { " " strong { "did not know" } },
                            KnewState::Learned => " learned",
                        }
                        @if let Some(from) = &knew.from { " from " (told::party(shelf, report, from)) }
                        @if let Some(time) = when { " · " (frame::line(&time.value.as_deref().map_or_else(|| time.span.of(entry.report.text()).to_owned(), show::date))) }
                    }
                    p class="context" { (frame::words_link(shelf, report, knew.evidence)) " " (frame::report_link(pile, report)) }
                }
            }
        }
    }
}
