//! `read`: what was found in single reports.

use std::path::PathBuf;

use sayso_core::link::{Links, ReportIndex};
use sayso_core::span::CodePoints;

use crate::args::KnownArgs;
use crate::error::{Error, Outcome};
use crate::ingest::{self, How};
use crate::pile::{Item, Pile};
use crate::show::{self, Look, Screen};
use crate::ui::Ui;
use crate::wire::Read;

/// Read reports and print who says what in each
///
/// With --json prints one object a line for each report, in the order of the paths. Opens texts and
/// web pages, feeds, mails, exports of Nexis, Factiva and the like, tables (CSV), web archives
/// (WARC), JSON and JSON Lines, PDF, DOCX, RTF, ZIP and gzip.
///
/// Example: sayso read article.html
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Read these files and folders; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Take each file as one text as it stands: no clean-up, every line a paragraph
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    known: KnownArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let (places, mut failed) = ingest::places(&args.paths);
    let how = if args.plain { How::Plain } else { How::Opened };
    let known = args.known.about()?;
    let (json, look) = (ui.json(), ui.look());
    let progress = ui.progress("Reading", places.len());
    let mut first = true;
    let mut take = |answer: Result<Vec<u8>, Error>| {
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
        Ok(())
    };
    ingest::each(
        &places,
        how,
        &known,
        &progress,
        |item| answer(item, json, look),
        &mut take,
    )?;
    ui.end_progress();
    ui.finish()?;
    failed.iter().for_each(|error| ui.error(error));
    Ok(Outcome::of(&failed))
}

/// Lays the answer about one report out.
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
