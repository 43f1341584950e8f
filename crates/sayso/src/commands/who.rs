//! `who`: one person's or organisation's part in the story.

use sayso_core::link::{CommunicationId, LinkedEntity, LinkedEntityId};

use super::{AT_ONCE, LONG, Question};
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::key::Name;
use crate::pile::Pile;
use crate::questions::who::Part;
use crate::questions::{Leaf, about, who};
use crate::record::About;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{self, Shelf};

/// Show what somebody said, told, was told and knew
///
/// NAME matches whole words of any name that the reports use: "Duarte" finds Ana Duarte. The key
/// that this shows is a name for exactly that one, and lasts. --limit and --offset count lines of
/// what was said, told and known, and with --json people.
///
/// Example: sayso who "Ana Duarte" --pile reports/
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Show this person or organisation
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    asked: Asked,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let name = args.name.join(" ");
    let narrowed = &args.asked.narrowed;
    let key = match Name::read(&name) {
        Name::Key(key) => Some(key),
        Name::Number(_) | Name::Report(_) => None,
    };
    let of = match (&key, narrowed.words()) {
        (Some(key), None) => About::Report(&key.report),
        (_, only) => about(only, &name),
    };
    let question = Question::about(args.asked.reports(), narrowed, of, ui)?;
    let pile = &question.pile;
    let found = match &key {
        Some(key) => who::with_key(pile, key),
        None => who::matching(pile, &name),
    };
    let nothing = format!(
        "Nobody in these reports is called {}; names match by whole words.",
        show::clean(&name)
    );
    if ui.json() || found.is_empty() {
        let leaf = Leaf::of(found, args.paging.page(None));
        return question.answer(
            ui,
            "entities",
            &leaf,
            |shelf, (position, entity)| who::json(shelf, *position, entity),
            |_, _| {},
            &nothing,
        );
    }
    let part = |(position, entity)| (entity, who::part(pile, position, entity));
    let parts: Vec<(&LinkedEntity, Part<'_>)> = found.into_iter().map(part).collect();
    let total: usize = parts.iter().map(|(_, part)| part.lines()).sum();
    let page = args.paging.page((total > LONG).then_some(AT_ONCE));
    let leaf = Leaf {
        list: who::lines(parts, page),
        page,
        total,
    };
    question.answer(
        ui,
        "entities",
        &leaf,
        |_, _| (),
        |screen, found| {
            found
                .iter()
                .for_each(|(entity, part)| text(screen, pile, entity, part));
        },
        "",
    )
}

fn text<'a>(screen: &mut Screen, pile: &'a Pile, entity: &LinkedEntity, part: &Part<'a>) {
    let others: Vec<String> = entity
        .aliases
        .iter()
        .map(|name| show::clean(name))
        .collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(" · also {}", others.join(", "))
    };
    screen.gap();
    screen.line(
        0,
        &Line::default()
            .with(Tone::Heading, show::clean(&entity.name))
            .faint(others),
    );
    if let Some(key) = Shelf::new(pile).entity_key(entity) {
        screen.line(2, &Line::default().faint(format!("key {key}")));
    }
    if part.lines() == 0 {
        screen.line(
            2,
            &Line::default().plain("is spoken of, but says, tells, is told and knows nothing here"),
        );
    }
    if part.roles.len() > 1 {
        screen.heading("Roles");
        for (report, role) in &part.roles {
            screen.line(
                2,
                &Line::default()
                    .plain(show::clean(role))
                    .tail(format!(" · {}", show::short_name(pile, *report)))
                    .handle(pile.handle(*report)),
            );
        }
    }
    if !part.contacts.is_empty() {
        screen.heading("In contact with");
        let name = |(other, found): &(LinkedEntityId, Vec<CommunicationId>)| {
            let name = show::clean(pile.linked_name(*other).unwrap_or_default());
            if found.len() > 1 {
                format!("{name} ({} times)", found.len())
            } else {
                name
            }
        };
        screen.paragraph(
            2,
            Tone::Plain,
            &part
                .contacts
                .iter()
                .map(name)
                .collect::<Vec<_>>()
                .join(", "),
        );
    }
    if !part.said.is_empty() {
        screen.heading("Said");
        for (report, _, found) in &part.said {
            let words = wire::cut(pile.report(*report).text(), &found.content);
            let line = Line::default().with(Tone::Strong, show::manner(found).unwrap_or("says"));
            screen.line(
                2,
                &line
                    .tail(format!(" · {}", show::short_name(pile, *report)))
                    .handle(pile.handle(*report)),
            );
            screen.paragraph(4, Tone::Plain, &show::quoted(&words));
        }
    }
    for (heading, list) in [("Told", &part.told), ("Was told", &part.was_told)] {
        if !list.is_empty() {
            screen.heading(heading);
            show::told_lines(screen, pile, list.iter().copied());
        }
    }
    if !part.knew.is_empty() {
        screen.heading("Knew");
        show::knew_lines(screen, pile, part.knew.iter().copied());
    }
}
