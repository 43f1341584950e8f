//! What a name means in a pile: the claim that a number or key leads to, the entity, the report.

use std::cmp::Reverse;

use sayso_core::language::Entity;
use sayso_core::link::{LinkedEntityId, ReportIndex, Telling};
use sayso_core::report::ReportId;
use sayso_core::span::Span;

use crate::error::Error;
use crate::key::{Key, Name, ReportName, numbered};
use crate::pile::Pile;
use crate::show::clean;

/// What a name leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Found {
    /// The claim at this place of the list.
    Claim(usize),
    /// A report.
    Report(ReportIndex),
}

/// Finds the claim or the report that a name means; `asked` is what to type after a command to ask
/// of the same reports again.
pub(crate) fn find(pile: &Pile, name: &Name, asked: &str) -> Result<Found, Error> {
    match name {
        Name::Report(name) => report(pile, name).map(Found::Report),
        _ => claim(pile, name, asked).map(Found::Claim),
    }
}

/// Finds the claim that a name means.
pub(crate) fn claim(pile: &Pile, name: &Name, asked: &str) -> Result<usize, Error> {
    let claims = pile.claims();
    let range = match claims {
        0 => "There are no claims here".to_owned(),
        1 => "The only claim is 1".to_owned(),
        _ => format!("Claims go from 1 to {}", numbered(claims)),
    };
    let hint = format!("{range}; see them with: sayso claims{asked}");
    match name {
        Name::Number(number) => pile.claim_numbered(*number).ok_or_else(|| {
            let number = numbered(*number);
            Error::usage(format!("No claim is called {number}.")).hint(hint)
        }),
        Name::Key(key) => claim_at(pile, key).ok_or_else(|| {
            Error::usage(format!("No claim is told in the words {key}.")).hint(hint)
        }),
        Name::Report(name) => Err(Error::usage(format!(
            "{} names a report, and not a claim.",
            written(name)
        ))
        .hint(hint)),
    }
}

/// Finds the one report of a pile that a name means.
pub(crate) fn report(pile: &Pile, name: &ReportName) -> Result<ReportIndex, Error> {
    let found = pile.named(name);
    let ids: Vec<&ReportId> = found
        .iter()
        .map(|report| pile.report(*report).id())
        .collect();
    only(name, &ids)?;
    found.first().copied().ok_or_else(|| missing(name))
}

/// Returns the only report of those that a name means.
pub(crate) fn only<'i>(name: &ReportName, ids: &[&'i ReportId]) -> Result<&'i ReportId, Error> {
    match ids {
        [] => Err(missing(name)),
        [one] => Ok(one),
        several => {
            let ids: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            Err(
                Error::usage(format!("More than one report is called {}.", written(name)))
                    .hint(format!("Name one by its id: {}.", ids.join(", "))),
            )
        }
    }
}

/// Says that no report is called so.
pub(crate) fn missing(name: &ReportName) -> Error {
    let hint = match name {
        ReportName::Handle(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("If the number of a claim is meant, type n{digits}; search finds reports.")
        }
        _ => "The letters in brackets behind a report are its handle; its path, address and id name it too. Search finds reports.".to_owned(),
    };
    Error::usage(format!("No report is called {}.", written(name))).hint(hint)
}

fn written(name: &ReportName) -> String {
    match name {
        ReportName::Handle(words) | ReportName::Place(words) => clean(words),
    }
}

/// Returns the claim whose telling shares most words with those that a key names; of tellings in
/// tellings the closest. Another version of Sayso may cut the words otherwise; the claim is still
/// the one that is told there.
pub(crate) fn claim_at(pile: &Pile, key: &Key) -> Option<usize> {
    let report = pile.place(&key.report)?;
    let span = key.span(pile.report(report))?;
    let fit = |telling: &Telling| fit(telling.span, span).filter(|_| telling.report == report);
    let claims = pile.links().claims.iter().enumerate();
    claims
        .filter_map(|(at, claim)| Some((claim.tellings.iter().filter_map(fit).max()?, at)))
        .max_by_key(|(fit, at)| (*fit, Reverse(*at)))
        .map(|(_, at)| at)
}

/// Returns the entity whose mention shares most words with those that a key names; of mentions in
/// mentions the closest.
pub(crate) fn entity_at(pile: &Pile, key: &Key) -> Option<LinkedEntityId> {
    let report = pile.place(&key.report)?;
    let entry = pile.entry(report);
    let span = key.span(&entry.report)?;
    let fit = |entity: &Entity| {
        let mentions = entity.mentions.iter().chain(std::iter::once(&entity.name));
        mentions.filter_map(|mention| fit(*mention, span)).max()
    };
    let (_, id) = entry
        .reading
        .entities
        .iter()
        .zip((0u32..).map(sayso_core::language::EntityId))
        .filter_map(|(entity, id)| Some((fit(entity)?, id)))
        .max_by_key(|(fit, id)| (*fit, Reverse(*id)))?;
    pile.linked(report, id)
}

/// Returns how well a stretch fits the one that is looked for: by what both share, and then by how
/// little it has besides; `None` if they share nothing.
fn fit(found: Span, wanted: Span) -> Option<(usize, Reverse<usize>)> {
    let end = found.end().min(wanted.end());
    let shared = end.saturating_sub(found.start().max(wanted.start()));
    (shared > 0).then(|| (shared, Reverse(found.len())))
}

#[cfg(test)]
mod tests {
    use sayso_core::link::Links;

    use super::*;
    use crate::fixture;
    use crate::wire::Shelf;

    #[test]
    fn the_key_of_everything_leads_back_to_it() {
        let pile = fixture::pile();
        let shelf = Shelf::new(&pile);
        let links = pile.links();
        for (at, claim) in links.claims.iter().enumerate() {
            let key = shelf.claim_key(claim).and_then(|key| Key::read(&key));
            assert_eq!(key.and_then(|key| claim_at(&pile, &key)), Some(at));
        }
        for (id, entity) in (0u32..).map(LinkedEntityId).zip(&links.entities) {
            let key = shelf.entity_key(entity).and_then(|key| Key::read(&key));
            assert_eq!(key.and_then(|key| entity_at(&pile, &key)), Some(id));
        }
    }

    #[test]
    fn of_a_telling_in_a_telling_the_key_leads_to_its_own() {
        let pile = fixture::pile();
        let claim = &pile.links().claims[0];
        let telling = &claim.tellings[0];
        let told = |span: Span| sayso_core::link::Claim {
            tellings: vec![Telling {
                span,
                ..telling.clone()
            }],
            ..claim.clone()
        };
        let whole = telling.span;
        let inner = Span::new(whole.start(), whole.end() - 4);
        let (paths, entries) = fixture::items()
            .into_iter()
            .map(|item| (item.path, item.entry))
            .unzip();
        let links = Links {
            claims: vec![told(whole), told(inner)],
            ..Links::default()
        };
        let pile = Pile::new(paths, entries, links);
        for (at, span) in [whole, inner].into_iter().enumerate() {
            let key = Key::of(pile.report(telling.report), span);
            assert_eq!(claim_at(&pile, &key), Some(at));
        }
    }

    #[test]
    fn what_is_not_there_is_told_with_a_remedy() {
        let pile = fixture::pile();
        let failed = |typed: &str| {
            let error = find(&pile, &Name::read(typed), "").expect_err("no such thing");
            (error.message().to_owned(), error.remedy().is_some())
        };
        assert_eq!(failed("99"), ("No claim is called 99.".to_owned(), true));
        assert_eq!(
            failed("n1000"),
            ("No claim is called n1000.".to_owned(), true)
        );
        // A handle may be all digits, and is never taken for a number.
        assert_eq!(
            failed("0001"),
            ("No report is called 0001.".to_owned(), true)
        );
    }
}
