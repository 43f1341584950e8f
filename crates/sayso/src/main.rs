//! The `sayso` program: reads a pile of news reports and says who says so.
//!
//! `args` is what was typed, `commands` does it, `questions` is what a question means, `ingest` is the
//! way in, `fetch` the way to the network, `record` the store, `show` and `wire` the ways out (for
//! people and for programs), `ui` the screen.

mod args;
mod chains;
mod commands;
mod dated;
mod dates;
mod error;
mod evidence;
mod fetch;
#[cfg(test)]
mod fixture;
mod gexf;
mod ingest;
mod judged;
mod key;
mod lists;
mod mcp;
mod pile;
mod questions;
mod record;
mod show;
mod ties;
mod ui;
mod web;
mod wire;
mod worth;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use error::{Error, Kind, Outcome};
use ui::Ui;

/// Threads that read take and return much memory at once; the system's allocator hands it to the
/// kernel and back each time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return ui::usage(&error).into(),
    };
    let mut ui = Ui::new(&cli.global);
    let done = dispatch(&cli.command, &mut ui).and_then(|outcome| ui.finish().map(|()| outcome));
    match done {
        Ok(outcome) => outcome.exit_code().into(),
        Err(error) => {
            ui.error(&error);
            // What was answered before it went wrong must not be lost without a word either.
            if error.kind() != Kind::Output
                && let Err(lost) = ui.finish()
            {
                ui.error(&lost);
            }
            error.exit_code().into()
        }
    }
}

fn dispatch(command: &Command, ui: &mut Ui) -> Result<Outcome, Error> {
    match command {
        Command::Brief(args) => commands::brief::run(args, ui),
        Command::Read(args) => commands::read::run(args, ui),
        Command::Add(args) => commands::add::run(args, ui),
        Command::Claims(args) => commands::claims::run(args, ui),
        Command::Trace(args) => commands::trace::run(args, ui),
        Command::Independence(args) => commands::independence::run(args, ui),
        Command::Who(args) => commands::who::run(args, ui),
        Command::Told(args) => commands::told::run(args, ui),
        Command::Knew(args) => commands::knew::run(args, ui),
        Command::Contacts(args) => commands::contacts::run(args, ui),
        Command::Conflicts(args) => commands::conflicts::run(args, ui),
        Command::Copies(args) => commands::copies::run(args, ui),
        Command::Timeline(args) => commands::timeline::run(args, ui),
        Command::Search(args) => commands::search::run(args, ui),
        Command::Judge(args) => commands::judge::run(args, ui),
        Command::Remove(args) => commands::remove::run(args, ui),
        Command::Serve(args) => commands::serve::run(args, ui),
        Command::Mcp(args) => commands::mcp::run(args, ui),
    }
}
