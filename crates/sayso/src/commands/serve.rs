//! `serve`: the record as pages in a browser.

use super::bring_up_to_date;
use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::record::Record;
use crate::ui::Ui;
use crate::web::{Desk, Gate, Open, app, is_loopback, listen};

/// Show the record as pages in a browser, on this machine
///
/// The pages are at port 7296 of localhost, and nobody but this machine can reach them. Each has a
/// twin for programs: the same address with .json behind it. docs/desk.md describes them. End it
/// with Ctrl-C. What another version of Sayso has read is read anew before they open.
///
/// Example: sayso serve --record affair.db
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    record: RecordArgs,
    /// Listen at this port; 0 takes any that is free
    #[arg(long, value_name = "P", default_value_t = 7296)]
    port: u16,
    /// Listen at this address of the machine, so that others reach it too; needs --token
    #[arg(long, value_name = "H", default_value = "127.0.0.1")]
    host: String,
    /// Let in only who knows this: it is added once to the address, as ?token=T
    #[arg(long, value_name = "T")]
    token: Option<String>,
}

/// A shorter token could be guessed by trying.
const SHORTEST_TOKEN: usize = 12;

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    if let Some(token) = &args.token
        && token.len() < SHORTEST_TOKEN
    {
        return Err(Error::usage(format!(
            "The token is too short: it needs at least {SHORTEST_TOKEN} characters."
        ))
        .hint("Make one with: openssl rand -hex 16"));
    }
    let open = Open::at(&args.host, args.port)?;
    let at = open.at_address();
    if !is_loopback(at) && args.token.is_none() {
        return Err(Error::usage(format!(
            "Whoever reaches {at} could read the record: --host needs --token."
        ))
        .hint("Add --token with a long word that only you and your readers know."));
    }
    let file = &args.record.record;
    let mut record = Record::open_or_make(file).map_err(|problem| problem.at(file))?;
    bring_up_to_date(&mut record, file, ui)?;
    drop(record);
    let desk = Desk::open(file, Gate::new(Some(&args.host), args.token.as_deref())?)?;
    let behind = if args.token.is_some() {
        "/?token=…"
    } else {
        "/"
    };
    let host = if is_loopback(at) {
        at.to_string()
    } else {
        format!("{}:{}", args.host, at.port())
    };
    if ui.json() {
        ui.value(&crate::wire::Serving {
            address: format!("http://{host}/"),
        })?;
        ui.finish()?;
    } else {
        ui.line(&format!(
            "The desk is open at http://{host}{behind} until you press Ctrl-C."
        ))?;
    }
    listen(open, app(desk))?;
    Ok(Outcome::Done)
}
