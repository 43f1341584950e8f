//! The screen: owns stdout (the answer) and stderr (the talk), colours, widths and the progress
//! bar.
//!
//! The only file that prints. What the words are is decided in `show` and `wire`.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::args::{Colour, Global};
use crate::error::{Error, Kind};
use crate::show::{Look, clean};

/// The width of a page that no terminal bounds.
const PAPER: usize = 100;
/// Narrower than this nothing can be laid out; the lines are then longer than the screen.
const NARROWEST: usize = 40;
/// A pile smaller than this is read before a bar could be seen.
const WORTH_A_BAR: usize = 20;

/// Where the answer and the talk go.
pub(crate) struct Ui {
    out: BufWriter<io::Stdout>,
    /// Whether notes and the progress bar are left out.
    quiet: bool,
    /// Whether a program reads the answer; it gets the talk as JSON lines, too.
    json: bool,
    look: Look,
    talk_in_colour: bool,
    bar: Option<ProgressBar>,
}

/// A line of talk for a program.
#[derive(Serialize)]
struct Talk<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
}

impl Ui {
    /// Makes the screen that was asked for.
    pub(crate) fn new(global: &Global) -> Self {
        let width = global
            .width
            .or_else(columns)
            .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
        let look = Look {
            width: width.unwrap_or(PAPER).max(NARROWEST),
            colour: in_colour(global.color, &io::stdout()),
        };
        Ui {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            quiet: global.quiet,
            json: global.json,
            look,
            talk_in_colour: in_colour(global.color, &io::stderr()),
            bar: None,
        }
    }

    /// Returns the width and the colours that an answer may use.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Says whether the answer is to be JSON.
    pub(crate) fn json(&self) -> bool {
        self.json
    }

    /// Writes a part of the answer as it stands.
    pub(crate) fn answer(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Ok(self.out.write_all(bytes)?)
    }

    /// Writes a line of the answer at once, above a progress bar if there is one.
    pub(crate) fn line(&mut self, line: &str) -> Result<(), Error> {
        let out = &mut self.out;
        let mut write = || writeln!(out, "{line}").and_then(|()| out.flush());
        match &self.bar {
            Some(bar) => bar.suspend(write)?,
            None => write()?,
        }
        Ok(())
    }

    /// Writes one JSON value as a line of the answer.
    pub(crate) fn value(&mut self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, value)?;
        self.answer(b"\n")
    }

    /// Makes sure that the answer has left the house.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    /// Tells something that is not the answer; `--quiet` silences it.
    pub(crate) fn note(&mut self, sentence: &str) {
        if !self.quiet {
            self.talk(&Talk {
                note: Some(sentence),
                error: None,
                hint: None,
                input: None,
            });
        }
    }

    /// Tells of a failure and its remedy. A broken pipe is nobody's failure and stays quiet.
    pub(crate) fn error(&mut self, error: &Error) {
        if error.kind() == Kind::BrokenPipe {
            return;
        }
        self.talk(&Talk {
            note: None,
            error: Some(error.message()),
            hint: error.remedy(),
            input: error.input_name(),
        });
    }

    fn talk(&mut self, talk: &Talk<'_>) {
        let text = if self.json {
            serde_json::to_string(talk).unwrap_or_default()
        } else {
            let mark = |colour: AnsiColor, word: &str| {
                let style = Style::new().fg_color(Some(colour.into())).bold();
                if self.talk_in_colour {
                    format!("{style}{word}{style:#}")
                } else {
                    word.to_owned()
                }
            };
            let parts = [
                talk.note.map(clean),
                talk.error
                    .map(|words| format!("{} {}", mark(AnsiColor::Red, "Error:"), clean(words))),
                talk.hint
                    .map(|words| format!("{} {}", mark(AnsiColor::Cyan, "Hint:"), clean(words))),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        // Whoever closed stderr does not want to hear of it.
        let write = || drop(writeln!(io::stderr(), "{text}"));
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Starts a progress bar over `total` steps; hidden unless stderr is a terminal that may talk.
    pub(crate) fn progress(&mut self, what: &'static str, total: usize) -> Progress {
        let seen = total >= WORTH_A_BAR && !self.quiet && io::stderr().is_terminal();
        let target = if seen {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total as u64), target)
            .with_style(style)
            .with_message(what);
        self.bar = seen.then(|| bar.clone());
        Progress(bar)
    }

    /// Takes the progress bar away.
    pub(crate) fn end_progress(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// A progress bar that any thread may push on.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Takes a step.
    pub(crate) fn step(&self) {
        self.steps(1);
    }

    /// Takes some steps.
    pub(crate) fn steps(&self, some: usize) {
        self.0.inc(some as u64);
    }
}

/// Returns the width that the shell states, if it states a number.
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// Decides on colours: what was typed, then `NO_COLOR` and `CLICOLOR`, then whether a terminal
/// listens.
fn in_colour(colour: Colour, stream: &impl anstream::stream::RawStream) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// Prints what clap has to say: help and version on stdout, wrong usage on stderr. Returns the exit
/// code.
pub(crate) fn usage(error: &clap::Error) -> u8 {
    // Nothing is left to tell if even this cannot be written.
    drop(error.print());
    u8::try_from(error.exit_code()).unwrap_or(crate::error::Outcome::WRONG_USAGE)
}
