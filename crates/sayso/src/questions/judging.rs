//! `judge`: what is meant by what people say of names, claims, attributions and blocks.
//!
//! A judgement is kept on names that somebody bears and on words that stand in a report; what is
//! about nobody, or may be about several, is refused with what to type instead.

use std::collections::BTreeMap;
use std::path::Path;

use sayso_core::language::EntityKind;
use sayso_core::link::LinkedEntity;

use super::words::{holds_words, words_of};
use super::{named, who};
use crate::error::Error;
use crate::judged::{Judgement, is_name};
use crate::key::{Key, Name, ReportName};
use crate::pile::Pile;
use crate::record::{About, Record};
use crate::show::{clean, typed};
use crate::wire::Shelf;

/// Names that are listed where one may be several.
const LISTED: usize = 4;

/// Says of two names, or of two whose keys are given, whether they are one.
pub(crate) fn names(
    record: &Record,
    file: &Path,
    [one, other]: [&str; 2],
    same: bool,
) -> Result<Judgement, Error> {
    let bearer = |written: &str| bearer(record, file, written, same);
    let (one, other) = (bearer(one)?, bearer(other)?);
    if name_words(&one.name) == name_words(&other.name) {
        return Err(
            Error::usage(format!("Both are called {} already.", clean(&one.name))).hint(format!(
                "Name two that differ; see who is called what with: sayso who NAME{}",
                super::again(file)
            )),
        );
    }
    for (one, other) in [(&one, &other), (&other, &one)] {
        one.is_about(&other.name, same)?;
    }
    Ok(Judgement::Names {
        one: one.name,
        other: other.name,
        same,
    })
}

/// A name that somebody bears, and who else would be meant by it.
struct Bearer {
    name: String,
    others: Vec<String>,
}

impl Bearer {
    /// Refuses a name that brings along others than the one that it is joined with.
    fn is_about(&self, other: &str, same: bool) -> Result<(), Error> {
        let mut all: Vec<&str> = self.others.iter().map(String::as_str).collect();
        all.retain(|name| name_words(name) != name_words(other));
        if same && !all.is_empty() {
            return Err(ambiguous(&self.name, &all));
        }
        Ok(())
    }
}

fn ambiguous(name: &str, others: &[&str]) -> Error {
    let listed: Vec<String> = others
        .iter()
        .take(LISTED)
        .map(|name| typed(&clean(name)))
        .collect();
    Error::usage(format!(
        "{} may be several: a judgement is about one name.",
        clean(name)
    ))
    .hint(format!(
        "Type the full name: {}; or the key of the one that is meant, which sayso who shows.",
        listed.join(", ")
    ))
}

/// Finds the name that is meant: as it is written if somebody is called so, or else the only longer
/// one that ends so.
fn bearer(record: &Record, file: &Path, written: &str, same: bool) -> Result<Bearer, Error> {
    let at = |problem: crate::record::Problem| problem.at(file);
    let asked = super::again(file);
    let key = match Name::read(written) {
        Name::Key(key) => Some(key),
        Name::Number(_) | Name::Report(_) => None,
    };
    if !is_name(written) {
        return Err(Error::usage("A name has letters in it, and this has none.")
            .hint("Name two people or bodies, each by a name that reports use."));
    }
    let about = key
        .as_ref()
        .map_or(About::Words(written), |key| About::Report(&key.report));
    let chosen = record.about(about).map_err(at)?;
    let pile = super::linked(chosen);
    let entities = &pile.links().entities;
    let written = match &key {
        Some(key) => named::entity_at(&pile, key)
            .and_then(|id| entities.get(id.0 as usize))
            .map(|entity| entity.name.clone())
            .ok_or_else(|| nobody(written, &asked))?,
        None => without_title(&pile, &clean(written)),
    };
    let mut bearer = resolved(entities, &written, same, &asked)?;
    if key.is_some() && bearer.name == written {
        // It was said who is meant, however many others are called so too.
        bearer.others.clear();
    }
    Ok(bearer)
}

/// Returns the words of a name as it is compared: an article before it says nothing.
fn name_words(name: &str) -> Vec<String> {
    let mut words = words_of(name);
    if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    words
}

/// Returns a name without the title before it, where a report gives that title to the one who is
/// called so; as it is written otherwise.
fn without_title(pile: &Pile, written: &str) -> String {
    let wanted = name_words(written);
    for entity in &pile.links().entities {
        for form in forms(entity) {
            let words = name_words(form);
            if let Some(title) = wanted.strip_suffix(words.as_slice())
                && !words.is_empty()
                && !title.is_empty()
                && who::roles(pile, entity)
                    .iter()
                    .any(|(_, role)| holds_words(role, title))
            {
                return form.clone();
            }
        }
    }
    written.to_owned()
}

/// Returns every name that somebody is called by.
fn forms(entity: &LinkedEntity) -> impl Iterator<Item = &String> {
    std::iter::once(&entity.name).chain(&entity.aliases)
}

fn nobody(written: &str, asked: &str) -> Error {
    Error::usage(format!(
        "Nobody in the record is called {}.",
        clean(written)
    ))
    .hint(format!(
        "Names match by whole words; look for one with: sayso who NAME{asked}"
    ))
}

fn resolved(
    entities: &[LinkedEntity],
    written: &str,
    same: bool,
    asked: &str,
) -> Result<Bearer, Error> {
    let wanted = name_words(written);
    let named = entities
        .iter()
        .filter(|entity| entity.kind != EntityKind::Unnamed);
    // The names of those who are called so, each once, and whether somebody is called nothing else.
    let mut bearers: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut longer: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for entity in named {
        for form in forms(entity) {
            let words = name_words(form);
            if words == wanted {
                bearers.insert(name_words(&entity.name), entity.name.clone());
            } else if words.ends_with(&wanted) {
                longer.insert(words, form.clone());
            }
        }
    }
    // To part a name from another, it is enough that somebody is called so among others.
    let is_borne = !bearers.is_empty();
    let is_exact = bearers.remove(&wanted).is_some();
    let meant = if is_borne { bearers } else { longer };
    let mut others: Vec<String> = meant.into_values().collect();
    if is_exact || !same && is_borne {
        // A full name is one person's. A single one belongs to whoever is called by it.
        if wanted.len() > 1 {
            others.clear();
        }
        return Ok(Bearer {
            name: written.to_owned(),
            others,
        });
    }
    match others.as_slice() {
        [] => Err(nobody(written, asked)),
        [one] => Ok(Bearer {
            name: one.clone(),
            others: Vec::new(),
        }),
        several => Err(ambiguous(
            written,
            &several.iter().map(String::as_str).collect::<Vec<_>>(),
        )),
    }
}

/// Says of two claims, or of a telling and a claim, whether they tell the same.
pub(crate) fn claims(
    pile: &Pile,
    [one, other]: [&str; 2],
    same: bool,
    asked: &str,
) -> Result<Vec<Judgement>, Error> {
    let (one, other) = (tellings(pile, one, asked)?, tellings(pile, other, asked)?);
    let pairs = one
        .iter()
        .flat_map(|one| other.iter().map(move |other| (one.clone(), other.clone())));
    let judged: Vec<Judgement> = pairs
        .filter(|(one, other)| one != other)
        .map(|(one, other)| Judgement::Tellings { one, other, same })
        .collect();
    if judged.is_empty() {
        let hint = format!(
            "Name another claim, or a telling that does not belong: its claim, a colon, its report. See them with: sayso trace CLAIM{asked}"
        );
        return Err(Error::usage("Both are the very same words.").hint(hint));
    }
    Ok(judged)
}

/// Refuses judgements on words in which nothing is told.
pub(crate) fn told(
    record: &Record,
    file: &Path,
    judged: Vec<Judgement>,
) -> Result<Vec<Judgement>, Error> {
    for judgement in &judged {
        aimed(
            record,
            file,
            judgement.clone(),
            "Nothing is told in words that were named.",
        )?;
    }
    Ok(judged)
}

/// Returns the number of a claim, if that is what names it, with the report behind it or without.
pub(crate) fn numbered(handle: &str) -> Option<usize> {
    let number = handle.split_once(':').map_or(handle, |(number, _)| number);
    match Name::read(number) {
        Name::Number(number) => Some(number),
        Name::Key(_) | Name::Report(_) => None,
    }
}

/// Returns the words that stand for a claim: those that say it best, or what one report tells of
/// it. A key stands for the very words that it names.
fn tellings(pile: &Pile, handle: &str, asked: &str) -> Result<Vec<Key>, Error> {
    let shelf = Shelf::new(pile);
    let whole = Name::read(handle);
    // An address has a colon too, and leads to a claim as a whole.
    let (number, report) = match (&whole, handle.split_once(':')) {
        (Name::Report(_), Some((number, report))) => (Name::read(number), Some(report)),
        _ => (whole, None),
    };
    if let (Name::Key(key), None) = (&number, report) {
        return Ok(vec![key.clone()]);
    }
    let at = named::claim(pile, &number, asked)?;
    let claim = pile.links().claims.get(at);
    let told = claim.map_or(&[][..], |claim| &claim.tellings);
    let Some(report) = report else {
        let clearest = claim.and_then(|claim| told.get(claim.clearest));
        return Ok(clearest
            .map(|telling| shelf.key(telling.report, telling.span))
            .into_iter()
            .collect());
    };
    let reports = pile.named(&ReportName::read(report));
    let told: Vec<Key> = told
        .iter()
        .filter(|telling| reports.contains(&telling.report))
        .map(|telling| shelf.key(telling.report, telling.span))
        .collect();
    if told.is_empty() {
        let number = handle.split_once(':').map_or(handle, |(number, _)| number);
        return Err(Error::usage(format!(
            "No report {} tells claim {}.",
            clean(report),
            clean(number)
        ))
        .hint(format!(
            "See who tells it with: sayso trace {}{asked}",
            typed(number)
        )));
    }
    Ok(told)
}

/// Returns a judgement on the whole of what it is about; fails if that is nothing.
pub(super) fn aimed(
    record: &Record,
    file: &Path,
    judgement: Judgement,
    nothing: &str,
) -> Result<Judgement, Error> {
    let aimed = record
        .aimed(&judgement)
        .map_err(|problem| problem.at(file))?;
    aimed.ok_or_else(|| {
        Error::usage(nothing).hint(format!(
            "See what was found in the report with: sayso trace REPORT{}",
            super::again(file)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, aliases: &[&str]) -> LinkedEntity {
        LinkedEntity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            aliases: aliases.iter().map(|name| (*name).to_owned()).collect(),
            mentions: Vec::new(),
            joined: Vec::new(),
            forms: sayso_core::link::Forms::default(),
        }
    }

    fn said(entities: &[LinkedEntity], [one, other]: [&str; 2], same: bool) -> Option<[String; 2]> {
        let [one, other] = [one, other].map(|name| resolved(entities, name, same, "").ok());
        let (one, other) = (one?, other?);
        one.is_about(&other.name, same).ok()?;
        other.is_about(&one.name, same).ok()?;
        Some([one.name, other.name])
    }

    #[test]
    fn a_name_is_taken_for_exactly_one() {
        let entities = [
            entity("Dara Velin", &["Velin"]),
            entity("Velin", &[]),
            entity("Rosa Amsel", &["Amsel"]),
            entity("The Harbour Office", &[]),
        ];
        let same = |one, other| said(&entities, [one, other], true);
        let names = |one: &str, other: &str| Some([one.to_owned(), other.to_owned()]);
        // Whoever is called by the single name alone would bring Dara Velin along.
        assert_eq!(same("Velin", "Amsel"), None);
        assert_eq!(same("Velin", "Dara Velin"), names("Velin", "Dara Velin"));
        assert_eq!(
            same("Dara Velin", "Amsel"),
            names("Dara Velin", "Rosa Amsel")
        );
        assert_eq!(
            same("harbour office", "Amsel"),
            names("harbour office", "Rosa Amsel")
        );
        assert_eq!(same("Sorel", "Amsel"), None);
        // To part two, the name among others is meant as it is written.
        assert_eq!(
            said(&entities, ["Rosa Amsel", "Amsel"], false),
            names("Rosa Amsel", "Amsel")
        );
    }
}
