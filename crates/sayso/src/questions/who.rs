//! `who`: which people and bodies are meant, and what part one of them has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sayso_core::attribution::{Attribution, Party};
use sayso_core::knew::Knew;
use sayso_core::language::{EntityId, EntityKind};
use sayso_core::link::{Communication, CommunicationId, LinkedEntity, LinkedEntityId, ReportIndex};
use sayso_core::told::Told;

use super::named;
use super::words::{holds_words, words_of};
use crate::key::Key;
use crate::pile::{Pile, narrow};
use crate::ties::ends;
use crate::wire::{self, InReport, Page, Said, Shelf};

/// The findings in which an entity has a part.
pub(crate) struct Part<'a> {
    pub(crate) said: Vec<(ReportIndex, usize, &'a Attribution)>,
    pub(crate) told: Vec<&'a Communication>,
    pub(crate) was_told: Vec<&'a Communication>,
    /// Whom it was in contact with, and in which communications; those most often first.
    pub(crate) contacts: Vec<(LinkedEntityId, Vec<CommunicationId>)>,
    /// Its roles, each with the first report that gives it.
    pub(crate) roles: Vec<(ReportIndex, &'a str)>,
    pub(crate) knew: Vec<(ReportIndex, &'a Knew)>,
}

impl Part<'_> {
    /// Counts what was said, told and known.
    pub(crate) fn lines(&self) -> usize {
        self.said.len() + self.told.len() + self.was_told.len() + self.knew.len()
    }
}

/// Cuts several parts down to a page of what was said, told and known in all of them, and leaves out
/// whoever has nothing on it.
pub(crate) fn lines<'a, Who>(parts: Vec<(Who, Part<'a>)>, page: Page) -> Vec<(Who, Part<'a>)> {
    fn cut<Line>(lines: &mut Vec<Line>, skip: &mut usize, left: &mut usize) {
        let gone = lines.len().min(*skip);
        lines.drain(..gone);
        *skip -= gone;
        lines.truncate(*left);
        *left -= lines.len();
    }
    let (mut skip, mut left) = (page.offset, page.limit.unwrap_or(usize::MAX));
    let mut kept = Vec::with_capacity(parts.len());
    for (who, mut part) in parts {
        let is_silent = part.lines() == 0;
        cut(&mut part.said, &mut skip, &mut left);
        cut(&mut part.told, &mut skip, &mut left);
        cut(&mut part.was_told, &mut skip, &mut left);
        cut(&mut part.knew, &mut skip, &mut left);
        if part.lines() > 0 || is_silent && skip == 0 && left > 0 {
            kept.push((who, part));
        }
    }
    kept
}

/// Returns everybody who has a name, those most often mentioned first, with their places in the
/// list.
pub(crate) fn all(pile: &Pile) -> Vec<(usize, &LinkedEntity)> {
    let mut all: Vec<_> = pile
        .links()
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| entity.kind != EntityKind::Unnamed)
        .collect();
    all.sort_by_key(|(_, entity)| (Reverse(entity.mentions.len()), &entity.name));
    all
}

/// Returns the entity that a key leads to, with its place in the list.
pub(crate) fn with_key<'a>(pile: &'a Pile, key: &Key) -> Vec<(usize, &'a LinkedEntity)> {
    let found = named::entity_at(pile, key).map(|id| id.0 as usize);
    found
        .and_then(|at| Some((at, pile.links().entities.get(at)?)))
        .into_iter()
        .collect()
}

/// Returns the entities of that name, those that reports speak of most first; of a whole name those
/// of exactly that name alone, if there are any. A single word may be a surname, and whoever has
/// it is meant.
pub(crate) fn matching<'a>(pile: &'a Pile, name: &str) -> Vec<(usize, &'a LinkedEntity)> {
    let wanted = words_of(name);
    let names = |entity: &'a LinkedEntity| std::iter::once(&entity.name).chain(&entity.aliases);
    let all = || pile.links().entities.iter().enumerate();
    let exact: Vec<_> = all()
        .filter(|(_, entity)| words_of(&entity.name) == wanted)
        .collect();
    let mut found = match exact.is_empty() || wanted.len() == 1 {
        true => all()
            .filter(|(_, entity)| {
                names(entity).any(|name| !wanted.is_empty() && holds_words(name, &wanted))
            })
            .collect(),
        false => exact,
    };
    found.sort_by_key(|(_, entity)| Reverse(entity.mentions.len()));
    found
}

/// Collects the findings in which an entity has a part.
pub(crate) fn part<'a>(pile: &'a Pile, position: usize, entity: &LinkedEntity) -> Part<'a> {
    let mut part = Part {
        said: Vec::new(),
        told: Vec::new(),
        was_told: Vec::new(),
        contacts: contacts(pile, position),
        roles: roles(pile, entity),
        knew: Vec::new(),
    };
    let own = |report: ReportIndex| {
        entity
            .mentions
            .iter()
            .filter(move |(other, _)| *other == report)
            .map(|(_, id)| *id)
    };
    let at = |communication: &Communication, end: fn(&Told) -> &[Party]| {
        pile.tellings(communication).any(|(report, told)| {
            end(told)
                .iter()
                .any(|party| own(report).any(|id| party.entity == Some(id)))
        })
    };
    for communication in &pile.links().communications {
        if at(communication, |told| &told.from) {
            part.told.push(communication);
        } else if at(communication, |told| &told.to) {
            part.was_told.push(communication);
        }
    }
    for (report, id) in &entity.mentions {
        let is = |party: &Party| party.entity == Some(*id);
        let entry = pile.entry(*report);
        let reading = &entry.reading;
        let said = reading
            .attributions
            .iter()
            .enumerate()
            .filter(|(_, found)| found.is_by(entry.report.text(), &reading.entities, *id));
        part.said
            .extend(said.map(|(at, found)| (*report, at, found)));
        part.knew.extend(
            reading
                .knew
                .iter()
                .filter(|knew| is(&knew.who))
                .map(|knew| (*report, knew)),
        );
    }
    part
}

/// Returns whom an entity was in contact with: in what took place, and however many reports tell of
/// it.
fn contacts(pile: &Pile, position: usize) -> Vec<(LinkedEntityId, Vec<CommunicationId>)> {
    let own = LinkedEntityId(narrow(position));
    let mut all: BTreeMap<LinkedEntityId, Vec<CommunicationId>> = BTreeMap::new();
    for (communication, id) in pile
        .links()
        .communications
        .iter()
        .zip((0u32..).map(CommunicationId))
    {
        let mut others: Vec<LinkedEntityId> = ends(pile, communication)
            .into_iter()
            .filter_map(|(from, to)| {
                if from == own {
                    Some(to)
                } else {
                    (to == own).then_some(from)
                }
            })
            .collect();
        others.sort_unstable();
        others.dedup();
        others
            .into_iter()
            .for_each(|other| all.entry(other).or_default().push(id));
    }
    let mut contacts: Vec<_> = all.into_iter().collect();
    contacts.sort_by_key(|(other, found)| (Reverse(found.len()), *other));
    contacts
}

/// Returns the roles that the reports give somebody, by the dates of the reports.
pub(super) fn roles<'a>(pile: &'a Pile, entity: &LinkedEntity) -> Vec<(ReportIndex, &'a str)> {
    let role = |(report, id): &(ReportIndex, EntityId)| {
        let entry = pile.entry(*report);
        let role = entry.reading.entities.get(id.0 as usize)?.role?;
        Some((*report, role.of(entry.report.text())))
    };
    let mut all: Vec<(ReportIndex, &str)> = entity.mentions.iter().filter_map(role).collect();
    all.sort_by_key(|(report, _)| {
        (
            pile.report(*report).about.published.is_none(),
            pile.report(*report).about.published,
            *report,
        )
    });
    let mut known: Vec<String> = Vec::new();
    all.retain(|(_, role)| {
        let role = words_of(role).join(" ");
        let new = !known.contains(&role);
        known.push(role);
        new
    });
    all
}

/// Makes the JSON of an entity and its part.
pub(crate) fn json<'a>(
    shelf: &Shelf<'a>,
    position: usize,
    entity: &'a LinkedEntity,
) -> wire::Who<'a> {
    let pile = shelf.pile();
    let part = part(pile, position, entity);
    let said = part.said.iter().map(|(report, at, found)| InReport {
        report: shelf.id(*report),
        finding: Said::of(
            *at,
            found,
            shelf.pile().entry(*report),
            shelf.points(*report),
        ),
    });
    let rows = |found: &[&'a Communication]| {
        found
            .iter()
            .flat_map(|found| pile.tellings(found))
            .map(|(report, told)| shelf.told(report, told))
            .collect()
    };
    let contact = |(other, found): &(LinkedEntityId, Vec<CommunicationId>)| wire::Contact {
        name: pile.linked_name(*other).unwrap_or_default(),
        entity: wire::entity_number(*other),
        key: shelf.linked_key(*other),
        communications: found
            .iter()
            .map(|id| pile.communication_number(*id))
            .collect(),
    };
    let role = |(report, role): &(ReportIndex, &'a str)| wire::Role {
        role,
        report: shelf.id(*report),
        published: pile
            .report(*report)
            .about
            .published
            .map(|moment| moment.to_string()),
    };
    wire::Who {
        entity: wire::LinkedEntity::of(position, entity, shelf),
        roles: part.roles.iter().map(role).collect(),
        contacts: part.contacts.iter().map(contact).collect(),
        said: said.collect(),
        told: rows(&part.told),
        was_told: rows(&part.was_told),
        knew: part
            .knew
            .iter()
            .map(|(report, knew)| shelf.knew(*report, knew))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_page_of_parts_counts_lines() {
        let pile = fixture::pile();
        let parts = || -> Vec<(usize, Part<'_>)> {
            let all = all(&pile).into_iter();
            all.map(|(at, entity)| (at, part(&pile, at, entity)))
                .collect()
        };
        let count = |parts: &[(usize, Part<'_>)]| parts.iter().map(|(_, part)| part.lines()).sum();
        let total: usize = count(&parts());
        assert!(total > 3);
        let page = |offset, limit| lines(parts(), Page { offset, limit });
        for offset in 0..total {
            let some: usize = count(&page(offset, Some(2)));
            assert_eq!(some, 2.min(total - offset));
        }
        let whole: usize = count(&page(0, None));
        assert_eq!((whole, page(0, None).len()), (total, parts().len()));
    }
}
