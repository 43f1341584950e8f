//! `conflicts`: where accounts differ.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
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
    let question = Question::listed(&args.asked, List::Conflicts, &args.paging, ui)?;
    let pile = &question.pile;
    let conflicts = pile.links().conflicts.iter().collect();
    let leaf = question.leaf(List::Conflicts, conflicts, &args.paging, ui);
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
