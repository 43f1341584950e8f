//! `told`: who told whom.

use jiff::civil::Date;
use sayso_core::attribution::Channel;

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::lists::List;
use crate::questions::told;
use crate::show;
use crate::ui::Ui;

/// List who told whom, by which way, when, in secret or in public
///
/// What is planned, was refused or is denied is marked so. Who met is listed whichever of the two
/// is named first.
///
/// Examples:
///   sayso told Duarte --pile reports/
///   sayso told --from Duarte --channel letter --since 2014-10-01
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// List only what this person or organisation has a part in
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// List only what this person or organisation told
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// List only what this person or organisation was told
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// List only what went this way: letter, call, meeting, leak …
    #[arg(long, value_name = "CHANNEL", value_parser = told::channel)]
    channel: Option<Channel>,
    /// List only what is dated to this day or later, or may be
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = told::day)]
    since: Option<Date>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let part = args.name.join(" ");
    let [from, to] = [&args.from, &args.to].map(|name| name.as_deref().unwrap_or_default());
    let named = [part.as_str(), from, to].map(str::trim);
    let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
    let is_all = named.is_empty() && args.channel.is_none() && args.since.is_none();
    let question = match is_all {
        true => Question::listed(&args.asked, List::Told, &args.paging, ui)?,
        false => Question::of(&args.asked, &named.join(" "), ui)?,
    };
    let pile = &question.pile;
    let wanted = told::Wanted::new(&part, from, to, args.channel, args.since);
    let leaf = question.leaf(List::Told, wanted.chosen(pile), &args.paging, ui);
    if ui.json() {
        let tellings = leaf.flat_map(|found| pile.tellings(found));
        return question.answer(
            ui,
            "told",
            &tellings,
            |shelf, (report, told)| shelf.told(*report, told),
            |_, _| {},
            "",
        );
    }
    question.answer(
        ui,
        "told",
        &leaf,
        |_, _| (),
        |screen, found| show::told_lines(screen, pile, found.iter().copied()),
        "No communication was found.",
    )
}
