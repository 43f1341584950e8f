//! `knew`: who knew what.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::questions::knew;
use crate::show;
use crate::ui::Ui;

/// List who knew, who was kept in the dark, who learned it from whom
///
/// WHAT is a name, or words of what was known: `sayso knew letter` lists who knew of a letter.
///
/// Example: sayso knew Duarte --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// List only what this person or organisation has a part in, or what was known in these words
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.what.join(" ");
    let question = match words.is_empty() {
        true => Question::listed(&args.asked, List::Knew, &args.paging, ui)?,
        false => Question::of(&args.asked, &words, ui)?,
    };
    let pile = &question.pile;
    let leaf = question.leaf(List::Knew, knew::chosen(pile, &words), &args.paging, ui);
    question.answer(
        ui,
        "knew",
        &leaf,
        |shelf, (report, found)| shelf.knew(*report, found),
        |screen, found| show::knew_lines(screen, pile, found.iter().copied()),
        "No state of knowledge was found.",
    )
}
