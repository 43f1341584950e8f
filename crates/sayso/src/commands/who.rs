//! `who`: one person's or organisation's part in the story.

use std::cmp::Reverse;

use sayso_core::attribution::Party;
use sayso_core::language::EntityId;
use sayso_core::link::{LinkedEntity, ReportIndex};

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::pile::Pile;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{self, InReport, Said, Shelf};

use super::{Question, about, holds_words, words_of};

/// Show what somebody said, told, was told and knew
///
/// NAME matches whole words of any name that the reports use: "Duarte" finds Ana Duarte.
///
/// Example: sayso who "Ana Duarte" --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Show this person or organisation
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    #[command(flatten)]
    asked: Asked,
}

/// The findings in which an entity has a part.
pub(crate) struct Part<'a> {
    pub(crate) said: Vec<(ReportIndex, usize, &'a sayso_core::attribution::Attribution)>,
    pub(crate) told: Vec<(ReportIndex, &'a sayso_core::told::Told)>,
    pub(crate) was_told: Vec<(ReportIndex, &'a sayso_core::told::Told)>,
    pub(crate) knew: Vec<(ReportIndex, &'a sayso_core::knew::Knew)>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let name = args.name.join(" ");
    let question = Question::of(args.asked.reports(), about(&args.asked, &name), ui)?;
    let pile = &question.pile;
    let found = matching(pile, &name);
    question.answer(
        ui,
        "entities",
        |shelf| found.iter().map(|(position, entity)| json(shelf, *position, entity)).collect(),
        |screen| found.iter().for_each(|(_, entity)| text(screen, pile, entity)),
        &format!("Nobody in these reports is called {name}; names match by whole words."),
    )
}

/// Returns the entities of that name, those of exactly that name alone if there are any.
pub(crate) fn matching<'a>(pile: &'a Pile, name: &str) -> Vec<(usize, &'a LinkedEntity)> {
    let wanted = words_of(name);
    let names = |entity: &'a LinkedEntity| std::iter::once(&entity.name).chain(&entity.aliases);
    let all = || pile.links().entities.iter().enumerate();
    let exact: Vec<_> = all().filter(|(_, entity)| words_of(&entity.name) == wanted).collect();
    let mut found = match exact.is_empty() {
        true => all().filter(|(_, entity)| names(entity).any(|name| !wanted.is_empty() && holds_words(name, &wanted))).collect(),
        false => exact,
    };
    found.sort_by_key(|(_, entity)| Reverse(entity.mentions.len()));
    found
}

/// Collects the findings in which an entity has a part.
pub(crate) fn part<'a>(pile: &'a Pile, entity: &LinkedEntity) -> Part<'a> {
    let mut part = Part { said: Vec::new(), told: Vec::new(), was_told: Vec::new(), knew: Vec::new() };
    for (report, id) in &entity.mentions {
        let is = |party: &Party| party.entity == Some(*id);
        let reading = &pile.entry(*report).reading;
        let said = reading.attributions.iter().enumerate().filter(|(_, found)| speaks(found, *id));
        part.said.extend(said.map(|(at, found)| (*report, at, found)));
        part.told.extend(reading.told.iter().filter(|told| told.from.iter().any(is)).map(|told| (*report, told)));
        part.was_told.extend(reading.told.iter().filter(|told| told.to.iter().any(is)).map(|told| (*report, told)));
        part.knew.extend(reading.knew.iter().filter(|knew| is(&knew.who)).map(|knew| (*report, knew)));
    }
    part
}

fn speaks(found: &sayso_core::attribution::Attribution, entity: EntityId) -> bool {
    found.source.entity == Some(entity)
}

/// Makes the JSON of an entity and its part.
pub(crate) fn json<'a>(shelf: &Shelf<'a>, position: usize, entity: &'a LinkedEntity) -> wire::Who<'a> {
    let part = part(shelf.pile(), entity);
    let said = part.said.iter().map(|(report, at, found)| InReport {
        report: shelf.id(*report),
        finding: Said::of(*at, found, shelf.pile().entry(*report), shelf.points(*report)),
    });
    wire::Who {
        entity: wire::LinkedEntity::of(position, entity, shelf),
        said: said.collect(),
        told: part.told.iter().map(|(report, told)| shelf.told(*report, told)).collect(),
        was_told: part.was_told.iter().map(|(report, told)| shelf.told(*report, told)).collect(),
        knew: part.knew.iter().map(|(report, knew)| shelf.knew(*report, knew)).collect(),
    }
}

fn text(screen: &mut Screen, pile: &Pile, entity: &LinkedEntity) {
    let part = part(pile, entity);
    let others: Vec<String> = entity.aliases.iter().map(|name| show::clean(name)).collect();
    let others = if others.is_empty() { String::new() } else { format!(" · also {}", others.join(", ")) };
    screen.gap();
    screen.line(0, &Line::default().with(Tone::Heading, show::clean(&entity.name)).faint(others));
    if part.said.is_empty() && part.told.is_empty() && part.was_told.is_empty() && part.knew.is_empty() {
        screen.line(2, &Line::default().plain("is spoken of, but says, tells, is told and knows nothing here"));
    }
    if !part.said.is_empty() {
        screen.heading("Said");
        for (report, _, found) in &part.said {
            let words = wire::cut(pile.report(*report).text(), &found.content);
            let line = Line::default().with(Tone::Strong, show::stance(found.stance).unwrap_or("says"));
            screen.line(2, &line.tail(format!(" · {}", show::short_name(pile, *report))).handle(pile.handle(*report)));
            screen.paragraph(4, Tone::Plain, &show::quoted(&words));
        }
    }
    for (heading, list) in [("Told", part.told), ("Was told", part.was_told)] {
        if !list.is_empty() {
            screen.heading(heading);
            show::told_lines(screen, pile, list.into_iter());
        }
    }
    if !part.knew.is_empty() {
        screen.heading("Knew");
        show::knew_lines(screen, pile, part.knew.into_iter());
    }
}
