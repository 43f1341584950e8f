//! `trace`: the evidence behind a line of the brief.

use sayso_core::link::{Claim, ClaimId, Disputed, ReportIndex};

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::evidence::{self, Evidence};
use crate::pile::narrow;
use crate::record::About;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{self, Card, Shelf};

use super::{Question, about};

/// Show the exact words behind a claim or a report
///
/// CLAIM is the number that `brief` and `claims` print before a claim. The letters in brackets at
/// the end of a line are a report: `sayso trace 3f2a` shows all that was found in it.
///
/// Examples:
///   sayso trace 1 --pile reports/
///   sayso trace 3f2a
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Show this claim (its number) or this report (the first letters of its id)
    #[arg(value_name = "CLAIM")]
    handle: String,
    #[command(flatten)]
    asked: Asked,
}

/// What a handle means.
enum Traced {
    Claim(usize),
    Report(ReportIndex),
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let handle = args.handle.trim_matches(['[', ']']);
    // A number counts in a list of claims; a report is looked for by its id.
    let about = if handle.parse::<usize>().is_ok() {
        about(&args.asked, "")
    } else {
        About::Report(handle)
    };
    let question = Question::of(args.asked.reports(), about, ui)?;
    match traced(&question, &args.handle)? {
        Traced::Claim(position) => claim(&question, position, ui)?,
        Traced::Report(report) => one_report(&question, report, ui)?,
    }
    question.end(ui)
}

/// Finds out what a handle means: a claim if it is the number of one, or else a report.
fn traced(question: &Question, handle: &str) -> Result<Traced, Error> {
    let pile = &question.pile;
    let handle = handle.trim_matches(['[', ']']);
    let claims = pile.links().claims.len();
    if let Some(position) = handle
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1))
        && position < claims
    {
        return Ok(Traced::Claim(position));
    }
    match pile.with_handle(handle).as_slice() {
        [report] => Ok(Traced::Report(*report)),
        [] => {
            let range = match claims {
                0 => "There are no claims here".to_owned(),
                1 => "The only claim is 1".to_owned(),
                _ => format!("Claims go from 1 to {claims}"),
            };
            Err(
                Error::usage(format!("No claim and no report is called {handle}.")).hint(format!(
                    "{range}; see them with: sayso claims{}",
                    question.asked
                )),
            )
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|report| pile.report(*report).id().to_string())
                .collect();
            Err(
                Error::usage(format!("More than one report begins with {handle}."))
                    .hint(format!("Type more of it: {}.", names.join(", "))),
            )
        }
    }
}

fn claim(question: &Question, position: usize, ui: &mut Ui) -> Result<(), Error> {
    let pile = &question.pile;
    let claim = &pile.links().claims[position];
    let id = ClaimId(narrow(position));
    let evidence = evidence::of_claim(pile, claim);
    let conflicts = || {
        pile.links()
            .conflicts
            .iter()
            .filter(|conflict| conflict.of == Disputed::Claim(id))
    };
    if ui.json() {
        let shelf = Shelf::new(pile);
        return ui.value(&wire::Trace {
            claim: wire::Claim::of(position, claim, &shelf),
            evidence: evidence
                .iter()
                .map(|evidence| wire::Evidence::of(evidence, &shelf))
                .collect(),
            conflicts: conflicts()
                .map(|conflict| wire::Conflict::of(conflict, &shelf))
                .collect(),
            knew: pile
                .ledger(id)
                .map(|(report, knew)| shelf.knew(report, knew))
                .collect(),
            reports: Card::all(&shelf),
        });
    }
    let mut screen = Screen::new(ui.look());
    show::claim_head(&mut screen, pile, position, claim);
    if !claim.origins.is_empty() {
        screen.heading("How it travelled");
        screen.trees(2, &show::chains(pile, claim), usize::MAX);
    }
    if claim.origins.len() > 1 {
        screen.heading("How the origins count");
        show::origins(&mut screen, claim);
    }
    if claim.history.len() > 1 {
        screen.heading("Over time");
        show::history(&mut screen, pile, claim);
    }
    let (tellings, responses): (Vec<_>, Vec<_>) = evidence
        .iter()
        .partition(|evidence| evidence.telling.is_some());
    for (heading, list) in [
        ("Told", tellings),
        ("Confirmed, denied, not denied, no comment", responses),
    ] {
        if !list.is_empty() {
            screen.heading(heading);
            list.into_iter()
                .for_each(|evidence| one_evidence(&mut screen, question, claim, evidence));
        }
    }
    if pile.ledger(id).next().is_some() {
        screen.heading("Who knew");
        show::knew_lines(&mut screen, pile, pile.ledger(id));
    }
    if conflicts().next().is_some() {
        screen.heading("Where accounts differ");
        show::conflicts(&mut screen, pile, conflicts(), usize::MAX);
    }
    ui.answer(screen.into_text().as_bytes())
}

/// Writes one piece of evidence: outlet and date, the voices inwards, the exact words, their
/// sentence.
fn one_evidence(screen: &mut Screen, question: &Question, claim: &Claim, evidence: &Evidence) {
    let pile = &question.pile;
    let report = evidence.report;
    let text = pile.report(report).text();
    let found = evidence
        .attribution
        .and_then(|id| pile.entry(report).reading.attributions.get(id.0 as usize));
    let voices = match evidence.telling.and_then(|at| claim.tellings.get(at)) {
        Some(telling) => telling
            .chain
            .iter()
            .map(|voice| show::clean(pile.voice_name(voice)))
            .collect::<Vec<_>>()
            .join(" → "),
        None => found.map_or_else(String::new, |found| show::source(pile, report, found)),
    };
    let name = show::report_name(pile, report);
    screen.line(
        2,
        &Line::default()
            .with(Tone::Strong, name)
            .handle(pile.handle(report)),
    );
    screen.line(
        4,
        &show::standing(Line::default().plain(voices), evidence.stance),
    );
    let words = wire::cut(text, &evidence.spans);
    screen.paragraph(4, Tone::Plain, &show::quoted(&words));
    let context = evidence.context.of(text);
    if show::clean(context) != show::clean(&words) {
        screen.paragraph(6, Tone::Faint, &format!("in: {context}"));
    }
}

fn one_report(question: &Question, report: ReportIndex, ui: &mut Ui) -> Result<(), Error> {
    let pile = &question.pile;
    let links = pile.links();
    let copies = || {
        links
            .copies
            .iter()
            .filter(|copy| copy.from == report || copy.to == report)
    };
    let tells = |claim: &Claim| {
        claim
            .tellings
            .iter()
            .any(|telling| telling.report == report)
    };
    if ui.json() {
        let shelf = Shelf::new(pile);
        let told = || {
            links
                .claims
                .iter()
                .zip(1..)
                .filter(|(claim, _)| tells(claim))
        };
        return ui.value(&wire::ReportTrace {
            read: shelf.read(report),
            copies: copies().map(|copy| wire::Copy::of(copy, &shelf)).collect(),
            claims: told().map(|(_, number)| number).collect(),
            claim_keys: told()
                .filter_map(|(claim, _)| shelf.claim_key(claim))
                .collect(),
            reports: Card::all(&shelf),
        });
    }
    let mut screen = Screen::new(ui.look());
    show::reading(&mut screen, pile, report);
    if copies().next().is_some() {
        screen.heading("Copies");
        show::copies(&mut screen, pile, copies(), usize::MAX);
    }
    if links.claims.iter().any(tells) {
        screen.heading("Claims");
        show::claims(
            &mut screen,
            pile,
            links
                .claims
                .iter()
                .enumerate()
                .filter(|(_, claim)| tells(claim)),
        );
    }
    ui.answer(screen.into_text().as_bytes())
}
