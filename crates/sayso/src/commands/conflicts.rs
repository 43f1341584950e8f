//! `conflicts`: where accounts differ.

use sayso_core::link::ConflictKind;

use super::{Question, in_parts};
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::questions::conflicts;
use crate::show;
use crate::ui::Ui;
use crate::wire::Conflict;

/// List where accounts differ: numbers, dates, yes and no
///
/// Examples:
///   sayso conflicts --pile reports/
///   sayso conflicts Duarte --kind polarity
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// List only those of which a side is on this one's word or names them
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// List only those of this kind: quantity, date, place, polarity (yes and no)
    #[arg(long, value_name = "KIND", value_parser = conflicts::kind)]
    kind: Option<ConflictKind>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let name = args.name.join(" ");
    let is_all = name.is_empty() && args.kind.is_none();
    let question = match is_all {
        true => Question::listed(&args.asked, List::Conflicts, &args.paging, ui)?,
        false if name.is_empty() => Question::all(&args.asked, List::Conflicts, ui)?,
        false => Question::of(&args.asked, &name, ui)?,
    };
    let pile = &question.pile;
    let chosen = conflicts::chosen(pile, &name, args.kind);
    let leaf = match is_all {
        true => question.leaf(List::Conflicts, chosen, &args.paging, ui),
        false => in_parts(chosen, &args.paging, ui),
    };
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
