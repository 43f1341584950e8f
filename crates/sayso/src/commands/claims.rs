//! `claims`: what is told, how often, and on how many independent origins.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::questions::{Leaf, claims};
use crate::show::{self, typed};
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
    let question = Question::of(&args.asked, &words, ui)?;
    let pile = &question.pile;
    let leaf = Leaf::of(claims::chosen(pile, &words), args.paging.page(None));
    let done = question.answer(
        ui,
        "claims",
        &leaf,
        |shelf, (position, claim)| Claim::of(*position, claim, shelf),
        |screen, found| show::claims(screen, pile, found.iter().copied()),
        "No claim was found.",
    )?;
    // Of a large record these are numbers of another part than those of the brief.
    if !ui.json() && question.scope.is_part_for_words() {
        let words = typed(&words);
        ui.note(&format!(
            "Trace one of these with: sayso trace N {words}{}",
            question.asked
        ));
    }
    Ok(done)
}
