//! `mcp`: the questions as tools for a language model.

use std::io::{IsTerminal, stdin};

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::mcp::serve;
use crate::ui::Ui;
use crate::web::{Desk, Gate};

/// Let a language model ask the record, over the Model Context Protocol
///
/// A client, such as an assistant or an editor, starts this and speaks with it on standard input
/// and output. Its tools ask what the other commands ask, answer with the same JSON, and change
/// nothing. docs/mcp.md says what to paste into a client.
///
/// Example: sayso mcp --record affair.db
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    record: RecordArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let desk = Desk::open(&args.record.record, Gate::new(None, None)?)?;
    if stdin().is_terminal() {
        ui.note("This speaks with a program, not with you: a client starts it, as docs/mcp.md says. End it with Ctrl-C.");
    }
    serve(desk)?;
    Ok(Outcome::Done)
}
