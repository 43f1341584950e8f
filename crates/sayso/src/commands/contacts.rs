//! `contacts`: who was in contact with whom, as a list or as a network for Gephi.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::questions::contacts;
use crate::ui::Ui;
use crate::wire::Tie;
use crate::{gexf, show};

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
    #[arg(long, conflicts_with_all = ["json", "limit", "offset"])]
    gexf: bool,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = match args.gexf {
        true => Question::all(&args.asked, List::Contacts, ui)?,
        false => Question::listed(&args.asked, List::Contacts, &args.paging, ui)?,
    };
    let pile = &question.pile;
    let ties = contacts::chosen(pile);
    if args.gexf {
        ui.answer(&gexf::network(pile, &ties)?)?;
        return question.end(ui);
    }
    let leaf = question.leaf(List::Contacts, ties, &args.paging, ui);
    question.answer(
        ui,
        "contacts",
        &leaf,
        |shelf, tie| Tie::of(tie, shelf),
        |screen, found| show::contacts(screen, pile, found),
        "No contact between two who are named was found.",
    )
}
