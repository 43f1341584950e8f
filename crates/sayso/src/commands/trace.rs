//! `trace`: the evidence behind a line of the brief.

use sayso_core::link::{Claim, ClaimId, ReportIndex};

use super::Question;
use crate::args::{Asked, Reports};
use crate::error::{Error, Outcome};
use crate::evidence::{self, Evidence};
use crate::key::{Name, ReportName};
use crate::pile::narrow;
use crate::questions::named::{self, Found};
use crate::questions::{about, claims, reports};
use crate::record::About;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{self, Shelf};

/// Show the exact words behind a claim or a report
///
/// CLAIM is the number that `brief` and `claims` print before a claim, or its key, which this and
/// --json show. The number belongs to one answer, the key lasts. The letters in brackets at the end
/// of a line are a report: `sayso trace 3f2a` shows all that was found in it. Its path and address
/// name it too.
///
/// Up to three digits are a number, and so is what has an n before it: n1000. Four letters or more
/// out of 0-9 and a-f are a report.
///
/// Examples:
///   sayso trace 1 --pile reports/
///   sayso trace 1 --why --pile reports/
///   sayso trace 3f2a
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Show this claim (its number or key) or this report (the first letters of its id)
    #[arg(value_name = "CLAIM")]
    name: String,
    /// Show only on whose word a claim rests, and why it counts as so many origins
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let (of, narrowed) = (args.asked.reports(), &args.asked.narrowed);
    let name = Name::read(&args.name);
    let only = narrowed.words();
    if matches!(name, Name::Report(_)) && only.is_some() {
        return Err(
            Error::usage("A report is shown whole: it is not narrowed by --about.")
                .hint("Leave --about out, or name a claim."),
        );
    }
    let (question, name) = match (&name, of) {
        (Name::Report(report), Reports::Record(file)) => {
            let (question, id) = Question::of_report(file, report)?;
            (question, Name::Report(ReportName::read(id.as_str())))
        }
        _ => {
            let part = match &name {
                Name::Key(key) if only.is_none() => About::Report(&key.report),
                Name::Number(number) if only.is_none() => {
                    About::Claims(std::slice::from_ref(number))
                }
                _ => about(only, ""),
            };
            (Question::about(of, narrowed, part, ui)?, name)
        }
    };
    match named::find(&question.pile, &name, &question.asked)? {
        Found::Claim(position) => claim(&question, position, args.why, ui)?,
        Found::Report(report) => one_report(&question, report, ui)?,
    }
    question.end(ui)
}

fn claim(question: &Question, position: usize, why: bool, ui: &mut Ui) -> Result<(), Error> {
    let pile = &question.pile;
    let claim = &pile.links().claims[position];
    let id = ClaimId(narrow(position));
    if ui.json() {
        return ui.value(&claims::trace(&Shelf::new(pile), position, claim));
    }
    let evidence = evidence::of_claim(pile, claim);
    let mut screen = question.screen(ui);
    show::claim_head(&mut screen, pile, position, claim);
    if let Some(key) = Shelf::new(pile).claim_key(claim) {
        screen.line(4, &Line::default().faint(format!("key {key}")));
    }
    if !claim.origins.is_empty() {
        screen.heading("How it travelled");
        screen.trees(2, &show::chains(pile, claim), usize::MAX);
    }
    if !claim.origins.is_empty() {
        screen.heading("How the origins count");
        show::origins(&mut screen, claim);
    }
    if why {
        return ui.answer(screen.into_text().as_bytes());
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
    let conflicts = || claims::conflicts(pile, position);
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
    if ui.json() {
        return ui.value(&reports::trace(&Shelf::new(pile), report));
    }
    let mut screen = question.screen(ui);
    show::reading(&mut screen, pile, report);
    let (copies, claims) = (
        || reports::copies(pile, report),
        || reports::claims(pile, report),
    );
    if copies().next().is_some() {
        screen.heading("Copies");
        show::copies(&mut screen, pile, copies(), usize::MAX);
    }
    if claims().next().is_some() {
        screen.heading("Claims");
        show::claims(&mut screen, pile, claims());
    }
    ui.answer(screen.into_text().as_bytes())
}
