//! `timeline`: what is dated, in the order of its dates.

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::pile::Pile;
use crate::questions::timeline;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;

/// List by date when reports appeared and when things were said, told and learned
///
/// Only what is dated to a day, month or year stands here; a report without date is left out.
///
/// Examples:
///   sayso timeline --pile reports/
///   sayso timeline letter
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// List only what holds all of these words
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
        true => Question::listed(&args.asked, List::Timeline, &args.paging, ui)?,
        false => Question::of(&args.asked, &words, ui)?,
    };
    let pile = &question.pile;
    let dated = timeline::chosen(pile, &words);
    let leaf = question.leaf(List::Timeline, dated, &args.paging, ui);
    question.answer(
        ui,
        "timeline",
        &leaf,
        |shelf, dated| timeline::moment(dated, shelf),
        |screen, found| text(screen, pile, found),
        "Nothing in these reports is dated.",
    )
}

fn text(screen: &mut Screen, pile: &Pile, dated: &[timeline::Dated]) {
    let mut last = String::new();
    for dated in dated {
        let date = show::date(&dated.date);
        if date != last {
            screen.line(0, &Line::default().with(Tone::Heading, date.clone()));
            last = date;
        }
        let words = dated.span.of(pile.report(dated.report).text());
        let line = Line::default()
            .with(Tone::Faint, dated.lead.clone())
            .plain(show::quoted(words));
        screen.line(
            2,
            &line
                .tail(format!(" · {}", show::short_name(pile, dated.report)))
                .handle(pile.handle(dated.report)),
        );
    }
}
