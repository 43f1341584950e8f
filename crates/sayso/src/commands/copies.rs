//! `copies`: which reports were taken from which.

use sayso_core::link;

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::pile::Pile;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::Copy;

/// List which reports are copies of which, and how much of them
///
/// Shows the longest passage that the two share; --json gives all of them.
///
/// Example: sayso copies --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::listed(&args.asked, List::Copies, &args.paging, ui)?;
    let pile = &question.pile;
    let copies = pile.links().copies.iter().collect();
    let leaf = question.leaf(List::Copies, copies, &args.paging, ui);
    question.answer(
        ui,
        "copies",
        &leaf,
        |shelf, copy| Copy::of(copy, shelf),
        |screen, found| found.iter().for_each(|copy| text(screen, pile, copy)),
        "No copies were found.",
    )
}

fn text(screen: &mut Screen, pile: &Pile, copy: &link::Copy) {
    show::copies(screen, pile, std::iter::once(copy), 1);
    let longest = show::passages(pile, copy).max_by_key(|(_, taken)| taken.len());
    if let Some((original, taken)) = longest {
        let sides = [("original:", original), ("copy:    ", taken)];
        for (side, words) in sides {
            let line = format!("{side} {}", show::quoted(&words));
            screen.line(4, &Line::default().with(Tone::Faint, line));
        }
    }
}
