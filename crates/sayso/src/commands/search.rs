//! `search`: reports by the words they hold.

use sayso_core::link::ReportIndex;

use super::answer;
use crate::args::{Asked, Paging, Reports};
use crate::error::{Error, Outcome};
use crate::ingest;
use crate::pile::Pile;
use crate::questions::search::{find, in_memory, json, passages};
use crate::record::{Hit, Record};
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;

/// Passages that are shown of one report; `--json` gives all.
const PASSAGES: usize = 3;

/// Reports that are shown unless another number is asked for.
const REPORTS: usize = 20;

/// Find reports by their words
///
/// All words must stand in a report, in any form ("letter" finds "letters"); words between
/// quotation marks must stand together. Exits with 1 if nothing is found.
///
/// Example: sayso search '"secret letter" Duarte'
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Find these words
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    if args.asked.narrowed.words().is_some() {
        return Err(Error::usage("A search is not narrowed by --about.")
            .hint("Add these words to those that are searched for."));
    }
    let query = args.words.join(" ");
    let page = args.paging.page(Some(REPORTS));
    let mut failed = Vec::new();
    let mut notes = Vec::new();
    let found = match args.asked.reports() {
        Reports::Record(path) => Record::open_to_read(path)
            .and_then(|mut record| record.at_once(|record| find(record, &query, page)))
            .map_err(|problem| problem.at(path))?,
        Reports::Paths(paths) => {
            let gathered = ingest::gather(paths, ui);
            (failed, notes) = (gathered.failed, gathered.notes);
            in_memory(&gathered.items, |record| find(record, &query, page))?
        }
    };
    let pile = &found.pile;
    let leaf = found.leaf.zip((0..).map(ReportIndex));
    answer(
        ui,
        "results",
        pile,
        None,
        &leaf,
        |shelf, (hit, report)| json(shelf, *report, hit),
        |screen, hits| {
            hits.iter()
                .for_each(|(hit, report)| text(screen, pile, *report, hit));
        },
    )?;
    ui.finish()?;
    let is_nothing = leaf.total == 0 && failed.is_empty();
    if is_nothing && !ui.json() {
        ui.note(&format!("No report holds all of: {query}"));
    }
    notes.iter().for_each(|note| ui.note(note));
    failed.iter().for_each(|error| ui.error(error));
    Ok(if is_nothing {
        Outcome::NothingFound
    } else {
        Outcome::of(&failed)
    })
}

fn text(screen: &mut Screen, pile: &Pile, report: ReportIndex, hit: &Hit) {
    let about = &pile.report(report).about;
    let title = about
        .title
        .as_deref()
        .map_or_else(String::new, |title| format!(" {}", show::clean(title)));
    let name = show::report_name(pile, report);
    screen.line(
        0,
        &Line::default()
            .with(Tone::Strong, name)
            .plain(title)
            .handle(pile.handle(report)),
    );
    let spans = passages(pile, report, hit);
    for span in spans.iter().take(PASSAGES) {
        screen.paragraph(4, Tone::Plain, span.of(pile.report(report).text()));
    }
    if spans.len() > PASSAGES {
        screen.line(
            4,
            &Line::default().faint(format!(
                "… and {} more",
                show::count(spans.len() - PASSAGES, "passage")
            )),
        );
    }
}
