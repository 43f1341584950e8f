//! `independence`: on how many words a few texts rest that tell the same.

use std::path::PathBuf;

use super::Question;
use crate::args::{Narrowed, Reports};
use crate::error::{Error, Outcome};
use crate::questions::{about, claims};
use crate::show::{self, Line, Tone};
use crate::ui::Ui;
use crate::wire::Shelf;

/// Say on how many independent words a few texts rest
///
/// Finds the claim that most of the texts share, who vouches for it, who only passes it on, and
/// which texts do not tell it. Keeps nothing.
///
/// Example: sayso independence first.txt second.html third.txt
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Read these files and folders, two texts at least
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    narrowed: Narrowed,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let about = about(args.narrowed.words(), "");
    let question = Question::about(Reports::Paths(&args.paths), &args.narrowed, about, ui)?;
    let pile = &question.pile;
    let texts = pile.entries().count();
    if texts < 2 && question.failed.is_empty() {
        let what = format!(
            "There {} to compare.",
            match texts {
                0 => "is no text",
                _ => "is only one text",
            }
        );
        return Err(Error::usage(what).hint("Name two texts or more that tell the same."));
    }
    let shared = claims::shared(pile);
    if ui.json() {
        ui.value(&claims::independence(&Shelf::new(pile), shared))?;
        return question.end(ui);
    }
    let mut screen = question.screen(ui);
    let Some((position, claim)) = shared else {
        let none = "These texts share no claim that Sayso finds.";
        screen.line(2, &Line::default().plain(none));
        ui.answer(screen.into_text().as_bytes())?;
        return question.end(ui);
    };
    show::claim_head(&mut screen, pile, position, claim);
    screen.heading("On whose word");
    show::origins(&mut screen, claim);
    screen.heading("How it travelled");
    screen.trees(2, &show::chains(pile, claim), usize::MAX);
    let silent = claims::silent(pile, claim);
    if !silent.is_empty() {
        screen.heading("Texts that do not tell it");
        for report in silent {
            let line = Line::default().plain(show::report_name(pile, report));
            screen.line(2, &line.handle(pile.handle(report)));
        }
    }
    let answers = show::answers(pile, claim);
    if !answers.is_empty() {
        screen.heading("What those concerned said");
        screen.paragraph(2, Tone::Plain, &answers);
    }
    ui.answer(screen.into_text().as_bytes())?;
    question.end(ui)
}
