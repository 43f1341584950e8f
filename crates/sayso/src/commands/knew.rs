//! `knew`: who knew what.

use sayso_core::knew::Knew;
use sayso_core::link::ReportIndex;

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::pile::Pile;
use crate::show;
use crate::ui::Ui;

use super::{Question, about, holds_words, words_of};

/// List who knew, who was kept in the dark, who learned it from whom
///
/// WHAT is a name, or words of what was known: `sayso knew letter` lists who knew of a letter.
///
/// Example: sayso knew Duarte --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// List only what this person or organisation has a part in, or what was known in these words
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.what.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &words), ui)?;
    let pile = &question.pile;
    let chosen = chosen(pile, &words_of(&words));
    question.answer(
        ui,
        "knew",
        |shelf| {
            chosen
                .iter()
                .map(|(report, found)| shelf.knew(*report, found))
                .collect()
        },
        |screen| show::knew_lines(screen, pile, chosen.iter().copied()),
        "No state of knowledge was found.",
    )
}

/// Returns the states of knowledge in which somebody of a name has a part, or what was known is in
/// these words; all if no words are given.
pub(crate) fn chosen<'p>(pile: &'p Pile, wanted: &[String]) -> Vec<(ReportIndex, &'p Knew)> {
    let takes_part = |report: ReportIndex, knew: &Knew| {
        let mut parties = std::iter::once(&knew.who).chain(&knew.from);
        let mut named = || parties.any(|party| holds_words(pile.party_name(report, party), wanted));
        let text = pile.report(report).text();
        wanted.is_empty()
            || named()
            || holds_words(knew.about.unwrap_or(knew.evidence).of(text), wanted)
    };
    let all = pile
        .entries()
        .flat_map(|(report, entry)| entry.reading.knew.iter().map(move |found| (report, found)));
    all.filter(|(report, found)| takes_part(*report, found))
        .collect()
}
