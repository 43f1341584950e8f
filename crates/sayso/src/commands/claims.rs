//! `claims`: what is told, how often, and on how many independent origins.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::questions::claims;
use crate::show;
use crate::ui::Ui;
use crate::wire::Claim;

/// List claims by how often they are told, with their independent origins
///
/// The number before a claim is what `sayso trace` takes. Numbers follow the ranking: they change
/// when reports are added. A claim's key lasts, and `trace` shows it and takes it too.
///
/// Example: sayso claims letter --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// List only claims that some telling puts into all of these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.words.join(" ");
    let question = match words.is_empty() {
        true => Question::listed(&args.asked, List::Claims, &args.paging, ui)?,
        false => Question::of(&args.asked, &words, ui)?,
    };
    let pile = &question.pile;
    let leaf = question.leaf(List::Claims, claims::chosen(pile, &words), &args.paging, ui);
    question.answer(
        ui,
        "claims",
        &leaf,
        |shelf, (position, claim)| Claim::of(*position, claim, shelf),
        |screen, found| show::claims(screen, pile, found.iter().copied()),
        "No claim was found.",
    )
}
