//! Contrasts: who tells the value that another names to say that it is none: "there were 40 goats,
//! and not 31" against everybody who tells of 31.
//!
//! That the very value is ruled out proves much; little of what it is said of needs to agree.

use std::collections::{BTreeMap, BTreeSet};

use super::super::pile::Pile;
use super::super::quantities::Unit;
use super::super::{Conflict, ConflictKind, Side, voices};
use super::filled::{Content, Filled, stems};
use super::said::Said;
use super::{Told, sentence};

/// How much what both are said of must weigh.
const WEIGHT: f32 = 2.0;

/// The same where a pronoun stands for the thing, and the sentence before says what it is.
const BEFORE: f32 = 8.0;

/// Sides of one contrast.
const MOST: usize = 12;

/// Finds the values that are ruled out, with those who tell them.
pub(super) fn find(
    pile: &Pile,
    said: &[Said],
    ruled_out: &[Filled],
    filled: &[Filled],
    told: &Told,
) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = Vec::new();
    for no in ruled_out.iter().filter(|no| no.is_told) {
        // The value that it is instead.
        let here = sentence(pile, &no.side);
        let instead = filled.iter().filter(|one| {
            sentence(pile, &one.side) == here
                && one.side.span.start() < no.side.span.start()
                && no.content.agrees(&one.content) == Some(false)
        });
        let Some(instead) = instead.max_by_key(|one| one.side.span.start()) else {
            continue;
        };
        let around = context(pile, said, no);
        let others = filled.iter().filter(|one| {
            let is_other = one.side.report != no.side.report
                || one.attribution.is_some() && !is_same_voice(&one.side, &no.side);
            is_other && one.is_told && is_of_one(no, instead, one, &around)
        });
        let (mut against, mut with): (Vec<Side>, Vec<Side>) = (Vec::new(), Vec::new());
        for one in others {
            if is_the_same(&one.content, &no.content) {
                against.push(one.side.clone());
            } else if is_the_same(&one.content, &instead.content) {
                with.push(one.side.clone());
            }
        }
        if against.is_empty() {
            continue;
        }
        let kind = match instead.content {
            Content::Amount(_) => ConflictKind::Quantity,
            Content::Days(..) => ConflictKind::Date,
            Content::Place(..) => ConflictKind::Place,
            Content::No | Content::Yes => continue,
        };
        let mut tellings = vec![instead.side.clone()];
        tellings.extend(with.into_iter().take(MOST));
        tellings.extend(against.into_iter().take(MOST));
        tellings.sort_by_key(|side| (pile.appeared(side.report), side.span));
        tellings.dedup_by_key(|side| (side.report, side.span));
        let named = filled
            .iter()
            .filter(|one| is_the_same(&one.content, &no.content));
        let mut named = named.filter(|one| is_of_one(no, instead, one, &around));
        let thing = match instead.named.is_empty() || no.core.is_empty() {
            true => named
                .next()
                .map_or(String::new(), |one| one.thing_in_words(pile)),
            false => instead.thing_in_words(pile),
        };
        // Two who rule out the same of the same stand in one conflict.
        if out
            .iter()
            .any(|known| tellings.iter().all(|side| known.tellings.contains(side)))
        {
            continue;
        }
        out.push(Conflict {
            kind,
            thing,
            of: told.most(pile, &tellings),
            tellings,
        });
    }
    out
}

fn is_same_voice(one: &Side, other: &Side) -> bool {
    let both = one.voice.as_ref().zip(other.voice.as_ref());
    both.is_none_or(|(one, other)| voices::same(one, other))
}

/// Returns the words of the sentence before, where the value's own name nothing.
fn context(pile: &Pile, said: &[Said], no: &Filled) -> BTreeMap<u64, f32> {
    let report = no.side.report;
    let (_, place) = sentence(pile, &no.side);
    let entry = said.get(report.0 as usize).map(|said| said.entry);
    let before = entry.and_then(|entry| entry.reading.sentences.get(place.checked_sub(1)?));
    match before {
        Some(before) if no.core.is_empty() => stems(pile, report, *before),
        _ => BTreeMap::new(),
    }
}

/// Says whether two values are of one thing.
fn is_of_one(no: &Filled, instead: &Filled, one: &Filled, around: &BTreeMap<u64, f32>) -> bool {
    let shared = |words: &BTreeMap<u64, f32>, others: &BTreeMap<u64, f32>| -> f32 {
        let both = words.iter().filter(|(word, _)| others.contains_key(word));
        both.map(|(_, weight)| weight).sum()
    };
    // "Five crates and not six": crates are crates.
    let is_measured = !units(instead).is_disjoint(&units(one));
    let is_small = matches!(&no.content, Content::Amount(amount) if amount.most < 10.0);
    let is_named =
        no.thing.is_some() && no.thing == one.thing || shared(&no.core, &one.core) >= WEIGHT;
    let is_around = shared(around, &one.clause) >= BEFORE;
    let is_bare = no.core.is_empty() && is_measured;
    !no.has_other_cast(one) && (is_named && (!is_small || is_measured) || is_bare || is_around)
}

/// Returns what a figure counts.
fn units(one: &Filled) -> BTreeSet<u64> {
    match &one.content {
        Content::Amount(amount) => match &amount.unit {
            Unit::Things(stems) => stems.iter().copied().collect(),
            _ => BTreeSet::new(),
        },
        _ => BTreeSet::new(),
    }
}

/// Says whether two values are the very same.
fn is_the_same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Amount(one), Content::Amount(other)) => {
            (one.least, one.most) == (other.least, other.most) && one.is_of_unit(other)
        }
        (Content::Days(a, b), Content::Days(c, d)) => (a, b) == (c, d),
        (Content::Place(..), Content::Place(..)) => one.agrees(other) == Some(true),
        _ => false,
    }
}
