//! One claim: how it travelled, every telling in its words, what became of it, who answered, where
//! accounts differ.

use maud::{Markup, html};
use sayso_core::link::{Claim, ClaimId, VoiceKind};
use sayso_core::span::Span;

use super::{conflicts, entity, judgements, knew};
use crate::evidence::{self, Evidence};
use crate::key::Name;
use crate::pile::narrow;
use crate::questions::{claims, named};
use crate::show;
use crate::web::ask::Ask;
use crate::web::desk::Desk;
use crate::web::frame::{self, Head};
use crate::web::graph;
use crate::web::reply::{Answer, Form, Wrong, json, page};
use crate::wire::{self, Shelf};

/// Other claims that are offered to join with; the address of any further one can be pasted.
const OTHERS: usize = 200;

/// Answers with the claim that a telling belongs to: its key names a report, and where the words
/// stand there.
pub(in crate::web) fn answer(desk: &Desk, ask: &Ask) -> Answer {
    let missing = || {
        Wrong::missing(
            "There is no such claim.",
            "Look for it under /claims; its reports may have been read anew since.",
        )
    };
    let Name::Key(key) = Name::read(ask.part(0)) else {
        return Err(missing());
    };
    let snapshot = desk.around(&key.report)?;
    let pile = &snapshot.pile;
    let shelf = Shelf::new(pile);
    let position = named::claim_at(pile, &key).ok_or_else(missing)?;
    let claim = pile.links().claims.get(position).ok_or_else(missing)?;
    if ask.form == Form::Json {
        return json(&claims::trace(&shelf, position, claim));
    }
    let id = ClaimId(narrow(position));
    let evidence = evidence::of_claim(pile, claim);
    let conflicts = || claims::conflicts(pile, position);
    let summary = show::summary(pile, claim);
    let body = html! {
        p class="above" { a href="/claims" { "Claims" } }
        h1 class="claim" { (frame::line(&summary)) }
        p class="lead" { (frame::line(&show::claim_standing(claim))) }
        (travelled(&shelf, claim))
        (history(&shelf, claim))
        (tellings(desk, &shelf, claim, &evidence, &ask.address))
        @if conflicts().next().is_some() {
            section {
                h2 { "Where accounts differ" }
                (conflicts::rows(&shelf, conflicts(), false))
            }
        }
        (known(&shelf, id))
        (same_as(desk, &shelf, claim, &ask.address))
        (frame::part(&snapshot))
    };
    let here = ask.json();
    let head = Head {
        title: &summary,
        here: "/claims",
        json: Some(&here),
        ..Head::default()
    };
    Ok(page(frame::page(desk, &head, body)?))
}

/// Draws how the claim travelled, and writes the same as a list.
fn travelled(shelf: &Shelf<'_>, claim: &Claim) -> Markup {
    html! {
        @if !claim.origins.is_empty() {
            section {
                h2 { "How it travelled" }
                (graph::of_claim(shelf, claim))
                h3 { "How the origins count" }
                ul {
                    @for origin in &claim.origins {
                        li {
                            (frame::line(&show::origin_name(&origin.name, origin.kind, origin.is_loop)))
                            ": " (frame::line(&show::why(origin)))
                        }
                    }
                }
                p { (show::range(claim)) }
            }
        }
    }
}

fn history(shelf: &Shelf<'_>, claim: &Claim) -> Markup {
    let pile = shelf.pile();
    html! {
        @if claim.history.len() > 1 {
            section {
                h2 { "Over time" }
                ol class="history" {
                    @for turn in &claim.history {
                        li {
                            span class="when" { (frame::published(pile.report(turn.report)).unwrap_or_else(|| "no date".to_owned())) } " "
                            a href=(frame::words_address(shelf, turn.report, turn.span)) { (frame::line(&show::turned(pile, turn))) }
                            " " span class="faint" { (frame::report_link(pile, turn.report)) }
                        }
                    }
                }
            }
        }
    }
}

fn tellings(
    desk: &Desk,
    shelf: &Shelf<'_>,
    claim: &Claim,
    evidence: &[Evidence],
    back: &str,
) -> Markup {
    let (told, answered): (Vec<_>, Vec<_>) = evidence
        .iter()
        .partition(|evidence| evidence.telling.is_some());
    html! {
        @for (heading, list) in [("Told", told), ("Confirmed, denied, not denied, no comment", answered)] {
            @if !list.is_empty() {
                section {
                    h2 { (heading) }
                    ol class="tellings" { @for evidence in list { li { (one(shelf, claim, evidence)) (judge(desk, shelf, claim, evidence, back)) } } }
                }
            }
        }
    }
}

/// Writes one telling or answer: outlet and date, the voices inwards, the exact words, their
/// sentence.
fn one(shelf: &Shelf<'_>, claim: &Claim, evidence: &Evidence) -> Markup {
    let pile = shelf.pile();
    let text = pile.report(evidence.report).text();
    let words = wire::cut(text, &evidence.spans);
    let context = evidence.context.of(text);
    let telling = evidence.telling.and_then(|at| claim.tellings.get(at));
    let found = evidence.attribution.and_then(|id| {
        pile.entry(evidence.report)
            .reading
            .attributions
            .get(id.0 as usize)
    });
    let first = evidence.spans.first().copied().unwrap_or(Span::new(0, 0));
    html! {
        p class="where" { (frame::report_link(pile, evidence.report)) (frame::stance(evidence.stance)) }
        p class="chain" {
            @match telling {
                Some(telling) => @for (at, voice) in telling.chain.iter().enumerate() {
                    @if at > 0 { span class="arrow" { " ← " } }
                    (frame::name_link(shelf, voice.entity, &show::voice(pile.voice_name(voice))))
                    @if voice.kind == VoiceKind::Unnamed { span class="faint" { " (unnamed)" } }
                },
                None => @if let Some(found) = found { (frame::line(&show::source(pile, evidence.report, found))) },
            }
        }
        blockquote { a class="words" href=(frame::words_address(shelf, evidence.report, first)) { (frame::words(&show::quoted(&words))) } }
        @if show::clean(context) != show::clean(&words) { p class="context" { "in: " (frame::words(context)) } }
    }
}

/// Writes the forms that say that a telling is of something else, or that nobody is held to say it.
fn judge(desk: &Desk, shelf: &Shelf<'_>, claim: &Claim, evidence: &Evidence, back: &str) -> Markup {
    let attributions = &shelf.pile().entry(evidence.report).reading.attributions;
    let whole = evidence
        .attribution
        .and_then(|id| attributions.get(id.0 as usize)?.whole());
    let tells = |at: usize| {
        claim
            .tellings
            .get(at)
            .map(|telling| shelf.key(telling.report, telling.span))
    };
    // What says the claim best is the claim: others may tell something else.
    let telling = evidence
        .telling
        .filter(|at| *at != claim.clearest)
        .and_then(tells);
    let buttons = html! {
        @if let (Some(telling), Some(clearest)) = (telling, tells(claim.clearest)) {
            input type="hidden" name="kind" value="tellings";
            input type="hidden" name="one" value=(telling);
            input type="hidden" name="other" value=(clearest);
            button name="same" value="no" { "Not this claim" } " "
        }
        @if let Some(whole) = whole {
            button name="wrong" value=(shelf.key(evidence.report, whole)) { "This attribution is wrong" }
        }
    };
    html! { @if !buttons.0.is_empty() { (judgements::folded(desk, back, &buttons)) } }
}

/// Writes the form that joins the claim with another.
fn same_as(desk: &Desk, shelf: &Shelf<'_>, claim: &Claim, back: &str) -> Markup {
    let pile = shelf.pile();
    let clearest = claim
        .tellings
        .get(claim.clearest)
        .map(|telling| shelf.key(telling.report, telling.span));
    let others = pile
        .links()
        .claims
        .iter()
        .filter(|other| *other != claim)
        .take(OTHERS);
    html! {
        @if let Some(clearest) = clearest {
            section id="same" {
                h2 { "The same as another claim" }
                form class="narrow" method="post" action="/judgements" {
                    (entity::hidden(desk, back))
                    input type="hidden" name="kind" value="tellings";
                    input type="hidden" name="one" value=(clearest);
                    label for="other" { "Tells the same as" }
                    input id="other" name="other" list="others" required autocomplete="off" placeholder="Choose one, or paste its address";
                    datalist id="others" {
                        @for other in others {
                            @if let Some(key) = shelf.claim_key(other) { option value=(key) { (frame::line(&show::summary(pile, other))) } }
                        }
                    }
                    button name="same" value="yes" { "Join" }
                }
                p class="faint" { "What you judge is kept in the record and can be taken back under " a href="/judgements" { "Judgements" } "." }
            }
        }
    }
}

/// Writes the ledger: who knew of it, since when, on whose word.
fn known(shelf: &Shelf<'_>, claim: ClaimId) -> Markup {
    let pile = shelf.pile();
    html! {
        @if pile.ledger(claim).next().is_some() {
            section { h2 { "Who knew" } (knew::rows(shelf, pile.ledger(claim))) }
        }
    }
}
