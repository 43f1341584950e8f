//! `claims`: what is told, how often, and on how many independent origins.

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::show;
use crate::ui::Ui;
use crate::wire::Claim;

use super::{Question, about, holds_words, words_of};

/// List claims by how often they are told, with their independent origins
///
/// The number before a claim is what `sayso trace` takes. Numbers follow the ranking: they change
/// when reports are added.
///
/// Example: sayso claims letter --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// List only claims that some telling puts into all of these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.words.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &words), ui)?;
    let pile = &question.pile;
    let wanted = words_of(&words);
    let told = |claim: &&sayso_core::link::Claim| {
        let text = |telling: &sayso_core::link::Telling| {
            telling.span.of(pile.report(telling.report).text())
        };
        wanted.is_empty()
            || claim
                .tellings
                .iter()
                .any(|telling| holds_words(text(telling), &wanted))
    };
    let chosen: Vec<_> = pile
        .links()
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| told(claim))
        .collect();
    question.answer(
        ui,
        "claims",
        |shelf| {
            chosen
                .iter()
                .map(|(position, claim)| Claim::of(*position, claim, shelf))
                .collect()
        },
        |screen| show::claims(screen, pile, chosen.iter().copied()),
        "No claim was found.",
    )
}
