//! `told`: who told whom.

use jiff::civil::Date;
use sayso_core::attribution::{Channel, Party};
use sayso_core::link::{Communication, ReportIndex};
use sayso_core::told::Told;

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::pile::Pile;
use crate::show;
use crate::ui::Ui;
use crate::wire::Word;

use super::{Question, about, holds_words, words_of};

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
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    channel: Option<Channel>,
    /// List only what is dated to this day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<Date>,
    #[command(flatten)]
    asked: Asked,
}

/// Reads a channel by its word.
fn channel(word: &str) -> Result<Channel, String> {
    Channel::of(&word.to_lowercase()).ok_or_else(|| {
        let words: Vec<&str> = Channel::ALL.iter().map(|channel| channel.word()).collect();
        format!(
            "there is no such channel; the channels are {}",
            words.join(", ")
        )
    })
}

/// Reads a day.
fn day(word: &str) -> Result<Date, String> {
    word.parse()
        .map_err(|_| "this is no day; write it as 2014-10-01".to_owned())
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let named: Vec<&str> = args
        .name
        .iter()
        .map(String::as_str)
        .chain(args.from.as_deref())
        .chain(args.to.as_deref())
        .collect();
    let words = named.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &words), ui)?;
    let pile = &question.pile;
    let [from, to] = [&args.from, &args.to].map(|name| name.as_deref().unwrap_or_default());
    let wanted = Wanted::new(&args.name.join(" "), from, to, args.channel, args.since);
    let chosen = wanted.chosen(pile);
    question.answer(
        ui,
        "told",
        |shelf| {
            chosen
                .iter()
                .flat_map(|found| pile.tellings(found))
                .map(|(report, told)| shelf.told(report, told))
                .collect()
        },
        |screen| show::told_lines(screen, pile, chosen.iter().copied()),
        "No communication was found.",
    )
}

/// Which communications are asked for.
pub(crate) struct Wanted {
    part: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    channel: Option<Channel>,
    since: Option<Date>,
}

impl Wanted {
    /// Asks for those in which somebody has a part, tells, is told, that went one way and not
    /// before a day; an empty name is anybody.
    pub(crate) fn new(
        part: &str,
        from: &str,
        to: &str,
        channel: Option<Channel>,
        since: Option<Date>,
    ) -> Self {
        Wanted {
            part: words_of(part),
            from: words_of(from),
            to: words_of(to),
            channel,
            since,
        }
    }

    /// Returns the communications of a pile that are asked for.
    pub(crate) fn chosen<'p>(&self, pile: &'p Pile) -> Vec<&'p Communication> {
        pile.links()
            .communications
            .iter()
            .filter(|found| self.fits(pile, found))
            .collect()
    }

    /// Says whether any telling of a communication is what is asked for.
    fn fits(&self, pile: &Pile, found: &Communication) -> bool {
        pile.tellings(found)
            .any(|(report, told)| self.fits_telling(pile, report, told))
    }

    fn fits_telling(&self, pile: &Pile, report: ReportIndex, told: &Told) -> bool {
        let is = |parties: &[Party], wanted: &[String]| {
            wanted.is_empty()
                || parties
                    .iter()
                    .any(|party| holds_words(pile.party_name(report, party), wanted))
        };
        let takes_part = is(&told.from, &self.part) || is(&told.to, &self.part);
        let mutual = told.channel.is_some_and(Channel::is_mutual);
        let straight = is(&told.from, &self.from) && is(&told.to, &self.to);
        let ends = straight || mutual && is(&told.to, &self.from) && is(&told.from, &self.to);
        let dated = self.since.is_none_or(|since| {
            value(pile, report, told).is_some_and(|value| value >= since.to_string().as_str())
        });
        ends && takes_part && dated && (self.channel.is_none() || told.channel == self.channel)
    }
}

/// Returns the date of a telling as ISO 8601, which sorts as text.
fn value<'p>(pile: &'p Pile, report: ReportIndex, told: &Told) -> Option<&'p str> {
    pile.entry(report)
        .reading
        .times
        .get(told.when?.0 as usize)?
        .value
        .as_deref()
}
