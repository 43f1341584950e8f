//! `copies`: which reports were taken from which.

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::show::{self, Line, Tone};
use crate::ui::Ui;
use crate::wire::Copy;

use super::{Question, about};

/// List which reports are copies of which, and how much of them
///
/// Shows the longest passage that the two share; --json gives all of them.
///
/// Example: sayso copies --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::of(args.asked.reports(), about(&args.asked, ""), ui)?;
    let pile = &question.pile;
    let copies = &pile.links().copies;
    question.answer(
        ui,
        "copies",
        |shelf| copies.iter().map(|copy| Copy::of(copy, shelf)).collect(),
        |screen| {
            for copy in copies {
                show::copies(screen, pile, std::iter::once(copy), 1);
                if let Some((original, taken)) =
                    show::passages(pile, copy).max_by_key(|(_, taken)| taken.len())
                {
                    screen.line(
                        4,
                        &Line::default().with(
                            Tone::Faint,
                            format!("original: {}", show::quoted(&original)),
                        ),
                    );
                    screen.line(
                        4,
                        &Line::default()
                            .with(Tone::Faint, format!("copy:     {}", show::quoted(&taken))),
                    );
                }
            }
        },
        "No copies were found.",
    )
}
