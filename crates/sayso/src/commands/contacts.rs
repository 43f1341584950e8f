//! `contacts`: who was in contact with whom, as a list or as a network for Gephi.

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::ties::ties;
use crate::ui::Ui;
use crate::wire::Tie;
use crate::{gexf, show};

use super::{Question, about};

/// List who was in contact with whom, or write the network for Gephi
///
/// Counts letters, meetings, calls and the like that took place, each once however many reports
/// tell of it.
///
/// Examples:
///   sayso contacts --pile reports/
///   sayso contacts --gexf --pile reports/ > contacts.gexf
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Write the network as GEXF 1.3, which Gephi opens
    #[arg(long, conflicts_with = "json")]
    gexf: bool,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::of(args.asked.reports(), about(&args.asked, ""), ui)?;
    let pile = &question.pile;
    let ties = ties(pile);
    if args.gexf {
        ui.answer(&gexf::network(pile, &ties)?)?;
        return question.end(ui);
    }
    question.answer(
        ui,
        "contacts",
        |shelf| ties.iter().map(|tie| Tie::of(tie, shelf)).collect(),
        |screen| show::contacts(screen, pile, &ties),
        "No contact between two who are named was found.",
    )
}
