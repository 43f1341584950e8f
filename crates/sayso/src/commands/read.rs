//! `read`: what was found in single reports.

use std::path::PathBuf;

use rayon::prelude::*;
use sayso_core::link::{Links, ReportIndex};
use sayso_core::page::{Form, PageOptions};
use sayso_core::span::CodePoints;

use crate::error::{Error, Outcome};
use crate::ingest;
use crate::pile::{Item, Pile};
use crate::show::{self, Look, Screen};
use crate::ui::Ui;
use crate::wire::Read;

/// Reports that are read before their answers are written. Bounds the memory that a long list takes.
const AT_ONCE: usize = 256;

/// Read reports and print who says what in each
///
/// With --json prints one object a line for each report, in the order of the paths.
///
/// Example: sayso read article.html
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Read these files and folders; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Take the text as it stands: no clean-up, every line a paragraph
    #[arg(long)]
    plain: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let (places, mut failed) = ingest::places(&args.paths);
    let form = if args.plain { Form::Plain } else { Form::Page };
    let options = PageOptions { form, ..PageOptions::default() };
    let (json, look) = (ui.json(), ui.look());
    let progress = ui.progress("Reading", places.len());
    let mut first = true;
    for some in places.chunks(AT_ONCE) {
        let answers: Vec<_> = some
            .par_chunks(ingest::TOGETHER)
            .flat_map_iter(|some| {
                let items = ingest::items(some.iter().map(|place| (place, ingest::bytes(place))), &options);
                some.iter().for_each(|_| progress.step());
                items.into_iter().map(|item| item.and_then(|item| answer(item, json, look)))
            })
            .collect();
        for answer in answers {
            match answer {
                Err(error) => failed.push(error),
                Ok(answer) => {
                    if !json && !first {
                        ui.answer(b"\n")?;
                    }
                    first = false;
                    ui.answer(&answer)?;
                }
            }
        }
    }
    ui.end_progress();
    ui.finish()?;
    failed.iter().for_each(|error| ui.error(error));
    Ok(Outcome::of(&failed))
}

/// Lays the answer about one report out; here, so that this too happens in parallel.
fn answer(Item { path, entry, .. }: Item, json: bool, look: Look) -> Result<Vec<u8>, Error> {
    if json {
        let points = CodePoints::new(entry.report.text());
        let mut line = serde_json::to_vec(&Read::of(&path, &entry, &points))?;
        line.push(b'\n');
        return Ok(line);
    }
    let pile = Pile::new(vec![path], vec![entry], Links::default());
    let mut screen = Screen::new(look);
    show::reading(&mut screen, &pile, ReportIndex(0));
    Ok(screen.into_text().into_bytes())
}
