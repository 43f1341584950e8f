//! What was typed, and nothing more: no file is opened and nothing is looked up here.
//!
//! Each command keeps its own arguments on top of its file under `commands`; here stands what they
//! share.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use sayso_core::page;
use sayso_core::report::{About, DatePlace, Event};

use crate::commands::{
    add, brief, claims, conflicts, contacts, copies, independence, judge, knew, mcp, read, remove,
    search, serve, timeline, told, trace, who,
};
use crate::error::Error;
use crate::questions::Page;

/// The record that is used when none is named.
pub(crate) const RECORD: &str = "./sayso.db";

/// Read a pile of news reports and show who says so
///
/// Sayso reads news reports (text or HTML) and shows who says what, through whom it came, how many
/// independent origins stand behind it, who told whom, who knew, and where the accounts differ. It
/// shows the words for everything and rules on the truth of nothing.
#[derive(Parser, Debug)]
#[command(version, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sayso brief reports/              Read a folder, keep nothing, print one screen
  sayso trace 1 --pile reports/     Show the evidence for claim 1 of that screen
  sayso add reports/                Keep the reports in ./sayso.db
  sayso who \"Ana Duarte\"            Show what she said, told, was told and knew
  sayso serve                       Open the record as pages in a browser

Exit codes: 0 done, 1 a search found nothing, 2 wrong usage, 3 some inputs failed.";

/// What every command takes.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// Print JSON, as docs/json.md describes it
    #[arg(long, global = true, help_heading = "Output")]
    pub(crate) json: bool,
    /// Leave out notes and the progress bar; errors are still told
    #[arg(long, short, global = true, help_heading = "Output")]
    pub(crate) quiet: bool,
    /// Use colours always, never, or on a terminal that wants them
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Output"
    )]
    pub(crate) color: Colour,
    /// Lay the answer out for this many columns [default: the terminal's]
    #[arg(long, global = true, value_name = "COLUMNS", help_heading = "Output")]
    pub(crate) width: Option<usize>,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands, in the order in which help lists them.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Brief(brief::Args),
    Read(read::Args),
    Add(add::Args),
    Claims(claims::Args),
    Trace(trace::Args),
    Independence(independence::Args),
    Who(who::Args),
    Told(told::Args),
    Knew(knew::Args),
    Contacts(contacts::Args),
    Conflicts(conflicts::Args),
    Copies(copies::Args),
    Timeline(timeline::Args),
    Search(search::Args),
    Judge(judge::Args),
    Remove(remove::Args),
    Serve(serve::Args),
    Mcp(mcp::Args),
}

/// Which record to use.
#[derive(Args, Debug)]
pub(crate) struct RecordArgs {
    /// Use this record
    #[arg(long, value_name = "FILE", default_value = RECORD)]
    pub(crate) record: PathBuf,
}

/// What is known of reports whose files do not say it.
#[derive(Args, Debug)]
pub(crate) struct KnownArgs {
    /// Take this as the outlet of reports in files that name none
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Take this as the day of publication of reports in files that give none, as in 2014-11-07
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
}

impl KnownArgs {
    /// Returns what is known; fails on a day that is none.
    pub(crate) fn about(&self) -> Result<About, Error> {
        let mut about = About {
            outlet: self.outlet.clone().filter(|name| !name.trim().is_empty()),
            ..About::default()
        };
        if let Some(words) = &self.date {
            let moment = page::date(words).ok_or_else(|| {
                Error::usage(format!("{words} is no day that Sayso can read."))
                    .hint("Write the day as in 2014-11-07.")
            })?;
            about.state(Event::Published, moment, DatePlace::Carrier);
        }
        Ok(about)
    }
}

/// Which reports a question is asked of.
#[derive(Args, Debug)]
pub(crate) struct Asked {
    #[command(flatten)]
    record: RecordArgs,
    /// Ask these files and folders instead of the record
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "record")]
    pile: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) narrowed: Narrowed,
}

/// To which reports a question is narrowed.
#[derive(Args, Debug)]
pub(crate) struct Narrowed {
    /// Ask only the reports that hold all of these words
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
}

impl Narrowed {
    /// Returns the words that the reports are to hold, if any were given.
    pub(crate) fn words(&self) -> Option<&str> {
        let words = self.about.as_deref().map(str::trim);
        words.filter(|words| !words.is_empty())
    }
}

/// Which part of a list is wanted.
#[derive(Args, Debug)]
pub(crate) struct Paging {
    /// List at most this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out this many before them
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    offset: usize,
}

impl Paging {
    /// Returns which part it is; of a list without a limit the whole, or so many if it is to have
    /// one.
    pub(crate) fn page(&self, usual: Option<usize>) -> Page {
        Page {
            offset: self.offset,
            limit: self.limit.or(usual),
        }
    }
}

/// What [`Asked`] means: a record, or paths to read and forget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reports<'a> {
    /// The reports in a record.
    Record(&'a Path),
    /// The reports at these paths.
    Paths(&'a [PathBuf]),
}

impl Asked {
    /// Returns which reports are meant.
    pub(crate) fn reports(&self) -> Reports<'_> {
        if self.pile.is_empty() {
            Reports::Record(&self.record.record)
        } else {
            Reports::Paths(&self.pile)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_in_one_line_what_it_does() {
        for command in Cli::command().get_subcommands() {
            let about = command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                !about.is_empty() && !about.ends_with('.'),
                "{}: {about:?}",
                command.get_name()
            );
        }
    }

    #[test]
    fn a_question_goes_to_the_record_unless_paths_are_named() {
        let asked = |line: &str| match Cli::try_parse_from(line.split(' ')).map(|cli| cli.command) {
            Ok(Command::Claims(args)) => args.asked,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            asked("sayso claims").reports(),
            Reports::Record(Path::new("./sayso.db"))
        );
        let paths = asked("sayso claims --pile a b");
        assert_eq!(paths.reports(), Reports::Paths(&["a".into(), "b".into()]));
    }
}
