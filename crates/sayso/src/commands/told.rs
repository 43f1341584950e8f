//! `told`: who told whom.

use sayso_core::link::ReportIndex;

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::show;
use crate::ui::Ui;

use super::{Question, about, holds_words, words_of};

/// List who told whom, by which way, when, in secret or in public
///
/// Example: sayso told Duarte --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// List only what this person or organisation has a part in
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.name.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &words), ui)?;
    let pile = &question.pile;
    let wanted = words_of(&words);
    let takes_part = |report: ReportIndex, told: &sayso_core::told::Told| {
        let mut parties = told.from.iter().chain(&told.to);
        wanted.is_empty() || parties.any(|party| holds_words(pile.party_name(report, party), &wanted))
    };
    let all = pile.entries().flat_map(|(report, entry)| entry.reading.told.iter().map(move |found| (report, found)));
    let chosen: Vec<_> = all.filter(|(report, found)| takes_part(*report, found)).collect();
    question.answer(
        ui,
        "told",
        |shelf| chosen.iter().map(|(report, found)| shelf.told(*report, found)).collect(),
        |screen| show::told_lines(screen, pile, chosen.iter().copied()),
        "No communication was found.",
    )
}
