//! Which sources of a claim are one.
//!
//! Within a claim all that sources told is the same, so that little more has to agree: who they
//! are said to be, for whom they speak, whom they told.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Group, Source};
use crate::attribution::head;
use crate::language::EntityKind;
use crate::link::linker::Sets;
use crate::link::names::fold;
use crate::link::pile::Pile;
use crate::link::{Counts, LinkedEntityId, SameAs, VoiceKind};

/// A description of more words than this says no more.
const ENOUGH_WORDS: usize = 4;

/// Merges the sources that are one; the one that most tellings go back to gives the name.
pub(super) fn merge(pile: &Pile, sources: Vec<Source>) -> Vec<Source> {
    let mut sets = Sets::of(sources.len());
    let mut reasons: Vec<(usize, usize, SameAs)> = Vec::new();
    let mut join = |sets: &mut Sets, is_one: &dyn Fn(&Source, &Source) -> bool, why: SameAs| {
        for (a, one) in sources.iter().enumerate() {
            for (b, other) in sources.iter().enumerate().skip(a + 1) {
                if sets.set(a) != sets.set(b) && (is_one(one, other) || is_one(other, one)) {
                    sets.join(a, b);
                    reasons.push((a, b, why));
                }
            }
        }
    };
    join(&mut sets, &speaks_for, SameAs::SpeaksFor);
    join(&mut sets, &has_name_of, SameAs::Name);
    join(&mut sets, &|a, b| is_of(pile, a, b), SameAs::OfIt);
    // Whom one report only describes another may name, if there is one whom it fits.
    let fits = |sets: &Sets, unnamed: &Source, named: &Source| {
        if !is_described(pile, unnamed, named) {
            return false;
        }
        let fitting = (0..sources.len()).filter(|at| is_described(pile, unnamed, &sources[*at]));
        let found: BTreeSet<usize> = fitting.map(|at| sets.set(at)).collect();
        found.len() == 1
    };
    let before = sets.clone();
    join(&mut sets, &|a, b| fits(&before, a, b), SameAs::Described);
    join(&mut sets, &are_alike, SameAs::Alike);
    let mut merged = Vec::new();
    for mut list in sets.into_lists() {
        // "A senior source" says more than "sources".
        let rank = |at: &u32| {
            let origin = &sources[*at as usize].origin;
            let is_named = origin.kind == VoiceKind::Named;
            let words = origin.name.split_whitespace().count().min(ENOUGH_WORDS);
            (
                Reverse(is_named),
                Reverse(words),
                Reverse(origin.tellings.len()),
                *at,
            )
        };
        list.sort_by_key(rank);
        let names = list
            .iter()
            .map(|at| sources[*at as usize].origin.name.as_str());
        let is_one = are_of_one(&names.collect::<Vec<_>>());
        let mut all = list
            .iter()
            .map(|at| (*at as usize, sources[*at as usize].clone()));
        let Some((_, mut first)) = all.next() else {
            continue;
        };
        for (at, other) in all {
            let why = reasons.iter().find(|(a, b, _)| *a == at || *b == at);
            if let Some((.., why)) = why.filter(|_| other.origin.name != first.origin.name) {
                first.origin.same_as.push((other.origin.name, *why));
            }
            first.origin.tellings.extend(other.origin.tellings);
            first.origin.is_loop &= other.origin.is_loop;
            first.reports.extend(other.reports);
            first.told.extend(other.told);
            first.only_headlines &= other.only_headlines;
            first.confidence = first.confidence.max(other.confidence);
            first.is_beside &= other.is_beside;
        }
        first.is_one = is_one;
        merged.push(first);
    }
    merged
}

/// Says whether one speaks for the other: a spokesman and his ministry are one origin.
fn speaks_for(a: &Source, b: &Source) -> bool {
    b.entity
        .is_some_and(|entity| a.speaks_for.contains(&entity))
        || a.speaks_for.intersection(&b.speaks_for).next().is_some()
}

/// Says whether the one's name is part of the other's: "Dean" and "Casey Dean".
fn has_name_of(a: &Source, b: &Source) -> bool {
    let is_named = |source: &Source| {
        matches!(source.origin.kind, VoiceKind::Named | VoiceKind::Outlet)
            && source.origin.counts != Counts::Together
    };
    if !is_named(a) || !is_named(b) {
        return false;
    }
    let words = |source: &Source| -> BTreeSet<String> {
        fold(&source.origin.name)
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a.is_subset(&b)
}

/// Says whether a description fits somebody who is named: the noun is his role, or stands beside his
/// name in some report.
fn is_described(pile: &Pile, unnamed: &Source, named: &Source) -> bool {
    let Some(entity) = named
        .entity
        .filter(|_| named.origin.kind == VoiceKind::Named)
    else {
        return false;
    };
    let Some(group) = Group::of(&unnamed.origin.name) else {
        return false;
    };
    // Two who are both named are two, whatever stands beside their names.
    let has_name = unnamed
        .entity
        .and_then(|id| pile.entity(id))
        .is_some_and(|other| {
            matches!(
                other.kind,
                EntityKind::Person | EntityKind::Organisation | EntityKind::Place
            )
        });
    if has_name || is_several(&unnamed.origin.name) {
        return false;
    }
    let called = pile.called(entity);
    // "The energy minister" is the one who is called so, also where one report says both; "a
    // minister" of a report that names one is somebody else.
    let lower = unnamed.origin.name.to_lowercase().replace('’', "'");
    let own = lower
        .rsplit_once("'s ")
        .map_or(lower.as_str(), |(_, own)| own);
    let words: Vec<&str> = own
        .split_whitespace()
        .filter(|word| *word != "the")
        .collect();
    let is_any = ["a", "an", "another"]
        .iter()
        .any(|article| words.first() == Some(article));
    let is_all_said = words
        .iter()
        .all(|word| called.contains(word.strip_suffix('s').unwrap_or(word)));
    !is_any && is_all_said
        || unnamed.reports.is_disjoint(&named.reports)
            && called.contains(&group.noun)
            && pile.is_only_one_called(&group.noun)
}

/// Says whether reports take somebody for one of the body that is the other: "Moll of Reed Line".
fn is_of(pile: &Pile, person: &Source, body: &Source) -> bool {
    let is_body = |id: &LinkedEntityId| {
        pile.entity(*id).is_some_and(|entity| {
            matches!(entity.kind, EntityKind::Organisation | EntityKind::Outlet)
        })
    };
    let named = person
        .entity
        .filter(|_| person.origin.kind == VoiceKind::Named);
    named
        .zip(body.entity.filter(is_body))
        .is_some_and(|(person, body)| pile.belongs(person, body))
}

/// Says whether descriptions are so particular, and so alike, that they are of one person: "a retired
/// harbour pilot", "the retired harbour pilot". "A senior official" may be anybody.
fn are_of_one(names: &[&str]) -> bool {
    /// Words with which a description is somebody's own.
    const PARTICULAR: usize = 3;
    let words = |name: &&str| -> BTreeSet<String> {
        let lower = name.to_lowercase();
        let all = lower.split_whitespace().map(str::to_owned);
        all.filter(|word| !matches!(word.as_str(), "a" | "an" | "the"))
            .collect()
    };
    let all: Vec<BTreeSet<String>> = names.iter().map(words).collect();
    let shortest = all.iter().min_by_key(|words| words.len());
    shortest.is_some_and(|least| {
        least.len() >= PARTICULAR && all.iter().all(|words| least.is_subset(words))
    }) && !names.iter().any(|name| is_several(name))
}

/// Says whether a description is of several: "officials", "two clerks", "one of the clerks".
fn is_several(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let noun = head(&words).map_or("", |at| {
        words[at].trim_matches(|c: char| !c.is_alphanumeric())
    });
    let is_plural = noun.ends_with('s') && !noun.ends_with("ss");
    is_plural || words.get(1) == Some(&"of")
}

/// Says whether two unnamed sources of different reports are one as far as their words go: the same
/// noun, and not each told an outlet of its own.
fn are_alike(a: &Source, b: &Source) -> bool {
    let is_unnamed = |source: &Source| {
        source.origin.kind == VoiceKind::Unnamed && source.origin.counts == Counts::Unnamed
    };
    if !is_unnamed(a) || !is_unnamed(b) || !a.reports.is_disjoint(&b.reports) {
        return false;
    }
    // "CBS" and "CBS News" are one outlet.
    let same_outlet = |one: &String| {
        b.told
            .iter()
            .any(|other| one.starts_with(other.as_str()) || other.starts_with(one.as_str()))
    };
    let told_apart = !a.told.is_empty() && !b.told.is_empty() && !a.told.iter().any(same_outlet);
    let noun = |source: &Source| Group::of(&source.origin.name).map(|group| group.noun);
    !told_apart && noun(a).is_some() && noun(a) == noun(b)
}
