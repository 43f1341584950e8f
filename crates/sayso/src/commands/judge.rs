//! `judge`: two names are one person or body, or are not, whatever the linker thinks.

use sayso_core::link::Judgement;

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::record::Record;
use crate::show::{Line, Screen, clean};
use crate::ui::Ui;
use crate::wire::{Asked, Judged};

/// Say that two names mean the same person or organisation, or that they do not
///
/// What is judged is kept in the record and wins over what the names look like, until it is taken back.
/// Without names, lists all judgements with their numbers.
///
/// Example: sayso judge "Lucan Adair" "Lucan Adare" --same
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Judge these two names
    #[arg(value_names = ["NAME", "OTHER"], num_args = 2)]
    names: Vec<String>,
    /// They are the same
    #[arg(long, requires = "names", conflicts_with = "apart")]
    same: bool,
    /// They are not the same
    #[arg(long, requires = "names")]
    apart: bool,
    /// Take back the judgement with this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "names")]
    undo: Option<i64>,
    #[command(flatten)]
    record: RecordArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let file = &args.record.record;
    let mut record = Record::open(file).map_err(|problem| problem.at(file))?;
    if let Some(number) = args.undo
        && !record.unjudge(number).map_err(|problem| problem.at(file))?
    {
        return Err(Error::usage(format!("There is no judgement {number}.")).hint("See their numbers with: sayso judge".to_owned()));
    }
    if let [one, other] = args.names.as_slice() {
        if args.same == args.apart {
            return Err(Error::usage("Two names were given, and not what they are.").hint("Add --same or --apart.".to_owned()));
        }
        let judgement = Judgement { one: one.clone(), other: other.clone(), same: args.same };
        record.judge(&judgement).map_err(|problem| problem.at(file))?;
    }
    let all = record.judgements().map_err(|problem| problem.at(file))?;
    if ui.json() {
        let list: Vec<Judged<'_>> = all.iter().map(|(number, judgement)| Judged::of(*number, judgement)).collect();
        ui.value(&Asked { name: "judgements", list, reports: Vec::new() })?;
    } else {
        let mut screen = Screen::new(ui.look());
        for (number, judgement) in &all {
            let verb = if judgement.same { "is the same as" } else { "is not the same as" };
            screen.line(0, &Line::default().plain(format!("{number:>3} {} {verb} {}", clean(&judgement.one), clean(&judgement.other))));
        }
        ui.answer(screen.into_text().as_bytes())?;
        if all.is_empty() {
            ui.note("Nothing was judged in this record.");
        }
    }
    ui.finish()?;
    Ok(Outcome::of(&[]))
}
