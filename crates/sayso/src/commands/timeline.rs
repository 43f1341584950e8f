//! `timeline`: what is dated, in the order of its dates.

use sayso_core::language::TimeId;
use sayso_core::link::{Entry, ReportIndex};
use sayso_core::report::BlockKind;
use sayso_core::span::{Span, hull};
use sayso_core::told::Status;

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::pile::{Pile, narrow};
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::Moment;

use super::{Question, about, holds_words, words_of};

/// List by date when reports appeared and when things were said, told and learned
///
/// Only what is dated to a day, month or year stands here; a report without date is left out.
///
/// Examples:
///   sayso timeline --pile reports/
///   sayso timeline letter
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// List only what holds all of these words
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    #[command(flatten)]
    asked: Asked,
}

/// Something dated.
pub(crate) struct Dated {
    /// ISO 8601; sorts as text.
    pub(crate) date: String,
    /// What is dated: the word of the contract.
    pub(crate) kind: &'static str,
    /// What a line of it begins with.
    pub(crate) lead: String,
    /// The report.
    pub(crate) report: ReportIndex,
    /// Where it stands.
    pub(crate) span: Span,
    /// The numbers of the claims that are told there.
    pub(crate) claims: Vec<u32>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let words = args.what.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &words), ui)?;
    let pile = &question.pile;
    let mut dated = dated(pile);
    let wanted = words_of(&words);
    dated.retain(|dated| {
        holds_words(
            &format!(
                "{} {}",
                dated.lead,
                dated.span.of(pile.report(dated.report).text())
            ),
            &wanted,
        )
    });
    question.answer(
        ui,
        "timeline",
        |shelf| {
            let moment = |dated| moment(dated, shelf);
            dated.iter().map(moment).collect()
        },
        |screen| text(screen, pile, &dated),
        "Nothing in these reports is dated.",
    )
}

/// Makes the JSON of something dated.
pub(crate) fn moment<'a>(dated: &'a Dated, shelf: &crate::wire::Shelf<'a>) -> Moment<'a> {
    Moment {
        date: &dated.date,
        kind: dated.kind,
        report: shelf.id(dated.report),
        span: shelf.points(dated.report).pair(dated.span),
        text: dated.span.of(shelf.pile().report(dated.report).text()),
        claims: &dated.claims,
    }
}

/// Collects everything dated, earliest first.
pub(crate) fn dated(pile: &Pile) -> Vec<Dated> {
    let mut all = Vec::new();
    for (report, entry) in pile.entries() {
        if let Some(published) = entry.report.about.published {
            let (lead, claims) = ("appears: ".to_owned(), told_in(pile, report, None));
            all.push(Dated {
                date: published.to_string(),
                kind: "report",
                lead,
                report,
                span: head(entry),
                claims,
            });
        }
        let mut add = |kind, lead: String, when: Option<TimeId>, span: Span| {
            if let Some(date) = when.and_then(|when| day(entry, when)) {
                all.push(Dated {
                    date,
                    kind,
                    lead,
                    report,
                    span,
                    claims: told_in(pile, report, Some(span)),
                });
            }
        };
        for told in &entry.reading.told {
            let lead = match told.status {
                Status::Happened => "told: ",
                Status::Planned => "planned: ",
                Status::Refused => "refused: ",
                Status::Denied => "denied: ",
            };
            add("told", lead.to_owned(), told.when, told.evidence);
        }
        entry
            .reading
            .knew
            .iter()
            .for_each(|knew| add("knew", "knew: ".to_owned(), knew.when, knew.evidence));
        for found in &entry.reading.attributions {
            let source = show::source(pile, report, found);
            let lead = show::manner(found).map_or_else(
                || format!("{source}: "),
                |stance| format!("{source} {stance}: "),
            );
            add(
                "attribution",
                lead,
                found.when,
                hull(&found.content).unwrap_or(Span::new(0, 0)),
            );
        }
    }
    all.sort_by(|a, b| (&a.date, a.report).cmp(&(&b.date, b.report)));
    all
}

/// Returns the value of a time if it is a date and no duration or unknown year.
fn day(entry: &Entry, when: TimeId) -> Option<String> {
    let value = entry.reading.times.get(when.0 as usize)?.value.clone()?;
    value
        .as_bytes()
        .get(..4)
        .is_some_and(|year| year.iter().all(u8::is_ascii_digit))
        .then_some(value)
}

/// Returns the headline of a report, or else its first sentence.
fn head(entry: &Entry) -> Span {
    let headline = entry
        .report
        .blocks()
        .iter()
        .find(|block| block.kind == BlockKind::Headline)
        .map(|block| block.span);
    headline
        .or_else(|| entry.reading.sentences.first().copied())
        .unwrap_or(Span::new(0, 0))
}

/// Returns the numbers of the claims that a report tells, there if a place is given.
fn told_in(pile: &Pile, report: ReportIndex, place: Option<Span>) -> Vec<u32> {
    let here = |span: Span| place.is_none_or(|place| place.overlaps(span));
    let claims = pile.links().claims.iter().enumerate();
    let told = claims.filter(|(_, claim)| {
        claim
            .tellings
            .iter()
            .any(|telling| telling.report == report && here(telling.span))
    });
    told.map(|(position, _)| narrow(position) + 1).collect()
}

fn text(screen: &mut Screen, pile: &Pile, dated: &[Dated]) {
    let mut last = String::new();
    for dated in dated {
        let date = show::date(&dated.date);
        if date != last {
            screen.line(0, &Line::default().with(Tone::Heading, date.clone()));
            last = date;
        }
        let words = dated.span.of(pile.report(dated.report).text());
        let line = Line::default()
            .with(Tone::Faint, dated.lead.clone())
            .plain(show::quoted(words));
        screen.line(
            2,
            &line
                .tail(format!(" · {}", show::short_name(pile, dated.report)))
                .handle(pile.handle(dated.report)),
        );
    }
}
