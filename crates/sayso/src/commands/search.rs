//! `search`: reports by the words they hold.

use sayso_core::link::ReportIndex;

use crate::args::{Asked, Reports};
use crate::error::{Error, Outcome};
use crate::found::{find, passages};
use crate::ingest;
use crate::pile::Pile;
use crate::record::{Hit, Record};
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{Found, Passage, Shelf};

use super::Question;

/// Passages that are shown of one report; `--json` gives all.
const PASSAGES: usize = 3;

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
    /// Show at most this many reports
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let query = args.words.join(" ");
    let mut question = Question {
        pile: Pile::link(Vec::new(), &[]),
        failed: Vec::new(),
        notes: Vec::new(),
        asked: String::new(),
    };
    let found = match args.asked.reports() {
        Reports::Record(path) => Record::open(path)
            .and_then(|mut record| find(&mut record, &query, 0, args.limit))
            .map_err(|problem| problem.at(path))?,
        Reports::Paths(paths) => {
            let gathered = ingest::gather(paths, ui);
            (question.failed, question.notes) = (gathered.failed, gathered.notes);
            let search = |mut record: Record| {
                gathered
                    .items
                    .iter()
                    .try_for_each(|item| record.keep(item).map(drop))?;
                find(&mut record, &query, 0, args.limit)
            };
            Record::in_memory()
                .and_then(search)
                .map_err(|problem| problem.at("in memory".as_ref()))?
        }
    };
    let (pile, hits) = found;
    question.pile = pile;
    let outcome = question.answer(
        ui,
        "results",
        |shelf| {
            hits.iter()
                .zip(0..)
                .map(|(hit, at)| result(shelf, ReportIndex(at), hit))
                .collect()
        },
        |screen| {
            hits.iter()
                .zip(0..)
                .for_each(|(hit, at)| text(screen, &question.pile, ReportIndex(at), hit));
        },
        &format!("No report holds all of: {query}"),
    )?;
    Ok(if outcome == Outcome::Done && hits.is_empty() {
        Outcome::NothingFound
    } else {
        outcome
    })
}

fn result<'a>(shelf: &Shelf<'a>, report: ReportIndex, hit: &Hit) -> Found<'a> {
    let spans = passages(shelf.pile(), report, hit);
    Found {
        report: shelf.id(report),
        passages: spans
            .into_iter()
            .map(|span| Passage::of(report, span, shelf))
            .collect(),
    }
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
