//! `conflicts`: where accounts differ.

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::show;
use crate::ui::Ui;
use crate::wire::Conflict;

use super::{Question, about};

/// List where accounts differ: numbers, dates, yes and no
///
/// Example: sayso conflicts --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::of(args.asked.reports(), about(&args.asked, ""), ui)?;
    let conflicts = &question.pile.links().conflicts;
    question.answer(
        ui,
        "conflicts",
        |shelf| {
            conflicts
                .iter()
                .map(|conflict| Conflict::of(conflict, shelf))
                .collect()
        },
        |screen| {
            show::conflicts(screen, &question.pile, conflicts.iter(), usize::MAX);
        },
        "No accounts were found that differ.",
    )
}
