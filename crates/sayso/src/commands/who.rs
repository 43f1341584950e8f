//! `who`: one person's or organisation's part in the story.

use sayso_core::link::{CommunicationId, LinkedEntity, LinkedEntityId};

use super::Question;
use crate::args::{Asked, Paging};
use crate::error::{Error, Outcome};
use crate::key::Name;
use crate::pile::Pile;
use crate::questions::{Leaf, about, who};
use crate::record::About;
use crate::show::{self, Line, Screen, Tone};
use crate::ui::Ui;
use crate::wire::{self, Shelf};

/// Show what somebody said, told, was told and knew
///
/// NAME matches whole words of any name that the reports use: "Duarte" finds Ana Duarte. The key
/// that this shows is a name for exactly that one, and lasts.
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
    let leaf = Leaf::of(found, args.paging.page(None));
    question.answer(
        ui,
        "entities",
        &leaf,
        |shelf, (position, entity)| who::json(shelf, *position, entity),
        |screen, found| {
            found
                .iter()
                .for_each(|(position, entity)| text(screen, pile, *position, entity));
        },
        &format!(
            "Nobody in these reports is called {}; names match by whole words.",
            show::clean(&name)
        ),
    )
}

fn text(screen: &mut Screen, pile: &Pile, position: usize, entity: &LinkedEntity) {
    let part = who::part(pile, position, entity);
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
    if part.said.is_empty()
        && part.told.is_empty()
        && part.was_told.is_empty()
        && part.knew.is_empty()
    {
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
