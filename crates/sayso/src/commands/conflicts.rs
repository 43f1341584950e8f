//! `conflicts`: where accounts differ.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::questions::Leaf;
use crate::show;
use crate::ui::Ui;
use crate::wire::Conflict;

/// List where accounts differ: numbers, dates, yes and no
///
/// Example: sayso conflicts --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::of(&args.asked, "", ui)?;
    let pile = &question.pile;
    let conflicts = pile.links().conflicts.iter().collect();
    let leaf = Leaf::of(conflicts, args.paging.page(None));
    question.answer(
        ui,
        "conflicts",
        &leaf,
        |shelf, conflict| Conflict::of(conflict, shelf),
        |screen, found| {
            show::conflicts(screen, pile, found.iter().copied(), usize::MAX);
        },
        "No accounts were found that differ.",
    )
}
