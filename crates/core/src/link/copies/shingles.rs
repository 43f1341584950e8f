//! Words taken as they stand: verbatim and near-duplicate copies, by runs of five words.

use std::collections::HashMap;
use std::ops::Range;

use super::Pair;
use super::body::Body;
use crate::link::CopyKind;
use crate::link::blocking::{Candidates, Index, Key};
use crate::link::words::{Class, Word};
use crate::span::Span;

/// Five words in a row: the length with which plagiarism search and news-copy studies work; four
/// meet by chance, six miss light edits.
const SHINGLE: usize = 5;

/// A report is compared with at most so many carriers of one shingle, those that appeared first.
///
/// A boilerplate line in a thousand reports then costs a thousand times this, not a million; the
/// oldest carriers are the likely originals.
const CARRIERS: usize = 24;

/// Places of one shingle in one report that are tried: more are only found in text that repeats
/// itself.
const PLACES: usize = 4;

/// So many words outside quotation marks, about two sentences, make a passage that two writers do
/// not hit upon alone.
const PASSAGE: usize = 50;

/// A run counts towards a copy from this many words on; shorter ones are names and set phrases.
const RUN: usize = 7;

/// From this share of a short report on, fewer words than [`PASSAGE`] do.
pub(super) const HALF: f32 = 0.5;

/// Words that may differ between two runs of one passage: a swapped name or an added clause.
const GAP: usize = 6;

/// A copy is verbatim if at least this share of the words in its passages is the original's.
const VERBATIM: f32 = 0.97;

/// A run of words that stands in both bodies, as word positions.
#[derive(Clone, Copy)]
struct Run {
    a: usize,
    b: usize,
    length: usize,
}

/// Finds the pairs of reports of which one repeats the other's words.
pub(super) fn find(bodies: &[Body]) -> Vec<Pair> {
    let keys: Vec<Vec<Key>> = bodies.iter().map(keys).collect();
    let mut index = Index::default();
    let mut order: Vec<(u32, &Body, &Vec<Key>)> = (0u32..)
        .zip(bodies)
        .zip(&keys)
        .map(|((report, body), keys)| (report, body, keys))
        .collect();
    order.sort_by_key(|(_, body, _)| body.place);
    let mut out = Vec::new();
    for (b, body_b, keys) in order {
        let mut carriers: Vec<u32> = Vec::new();
        for key in keys {
            carriers.extend(index.candidates(*key));
            if index.frequency(*key) < CARRIERS {
                index.insert(*key, b);
            }
        }
        carriers.sort_unstable();
        for same in carriers.chunk_by(|x, y| x == y) {
            // Fewer shared shingles than one run has cannot make a copy.
            if same.len() + SHINGLE > RUN
                && let Some((a, body_a)) = same
                    .first()
                    .and_then(|a| Some((*a, bodies.get(*a as usize)?)))
            {
                out.extend(score((a, body_a), (b, body_b)));
            }
        }
    }
    out
}

fn shingle(body: &Body, at: usize) -> Option<Key> {
    let words = body.words.get(at..at + SHINGLE)?;
    let mut forms = [0; SHINGLE];
    for (form, word) in forms.iter_mut().zip(words) {
        *form = word.form;
    }
    Some(Key::of("shingle", &forms))
}

fn keys(body: &Body) -> Vec<Key> {
    let mut keys: Vec<Key> = (0..body.words.len())
        .filter_map(|at| shingle(body, at))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Scores a pair, the report that appeared first as `a`: the runs that both hold, and whether they
/// make a copy.
fn score((a, body_a): (u32, &Body), (b, body_b): (u32, &Body)) -> Option<Pair> {
    let runs: Vec<Run> = runs(body_a, body_b)
        .into_iter()
        .filter(|run| run.length >= RUN)
        .collect();
    let shared: usize = runs.iter().map(|run| run.length).sum();
    let own: usize = runs.iter().map(|run| unquoted(body_a, body_b, run)).sum();
    let longest = runs
        .iter()
        .map(|run| unquoted(body_a, body_b, run))
        .max()
        .unwrap_or(0);
    let share = |body: &Body| shared as f32 / body.words.len().max(1) as f32;
    let shares = (share(body_a), share(body_b));
    let most = shares.0.max(shares.1);
    let passage = own >= PASSAGE && longest >= PASSAGE / 2;
    if !(passage || most >= HALF && own >= 2 * RUN) {
        return None;
    }
    if is_form(body_a, body_b, &runs) {
        return None;
    }
    let joined = join(&runs);
    let words: usize = joined
        .iter()
        .map(|passage| passage.a.len().max(passage.b.len()))
        .sum();
    let kind = if shared as f32 >= VERBATIM * words as f32 {
        CopyKind::Verbatim
    } else {
        CopyKind::NearDuplicate
    };
    let passages = joined
        .into_iter()
        .filter_map(|passage| Some((cut(body_a, passage.a)?, cut(body_b, passage.b)?)))
        .collect();
    Some(Pair {
        a,
        b,
        kind,
        passages,
        shares,
    })
}

/// Finds the maximal runs of words that both bodies hold, in the order of `b`, without overlap in
/// either.
fn runs(a: &Body, b: &Body) -> Vec<Run> {
    let mut places: HashMap<Key, Vec<usize>> = HashMap::new();
    for at in 0..a.words.len() {
        if let Some(key) = shingle(a, at) {
            let places = places.entry(key).or_default();
            if places.len() < PLACES {
                places.push(at);
            }
        }
    }
    let same = |i: usize, j: usize| {
        a.words
            .get(i)
            .zip(b.words.get(j))
            .is_some_and(|(x, y)| x.form == y.form)
    };
    // Words of `a` that stand in a run already: a paragraph that `b` repeats was taken once.
    let mut taken = vec![false; a.words.len()];
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(key) = shingle(b, at) {
        let places = places.get(&key).map_or(&[][..], Vec::as_slice);
        let longest = places
            .iter()
            .map(|place| {
                (0..)
                    .take_while(|i| same(place + i, at + i) && taken.get(place + i) == Some(&false))
                    .count()
            })
            .zip(places);
        // Of equally long runs the first; the comparison of lengths alone would take the last.
        match longest.max_by_key(|(length, place)| (*length, std::cmp::Reverse(**place))) {
            Some((length, place)) if length >= SHINGLE => {
                out.push(Run {
                    a: *place,
                    b: at,
                    length,
                });
                taken
                    .iter_mut()
                    .skip(*place)
                    .take(length)
                    .for_each(|taken| *taken = true);
                at += length;
            }
            _ => at += 1,
        }
    }
    out
}

fn is_quoted(body: &Body, at: usize) -> bool {
    body.quoted.get(at).copied().unwrap_or(false)
}

/// Returns how many words of a run stand outside quotation marks in both reports.
///
/// Of a speaker's words one report may have lost a mark, or tell where they were said and let them
/// stand as a statement.
fn unquoted(a: &Body, b: &Body, run: &Run) -> usize {
    (0..run.length)
        .filter(|at| !is_quoted(a, run.a + at) && !is_quoted(b, run.b + at))
        .count()
}

/// A passage, as word positions in both bodies.
struct Passage {
    a: Range<usize>,
    b: Range<usize>,
}

/// Joins runs that follow each other in both bodies with little between.
fn join(runs: &[Run]) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    for run in runs {
        let (a, b) = (run.a..run.a + run.length, run.b..run.b + run.length);
        match out.last_mut() {
            Some(last)
                if a.start >= last.a.end
                    && a.start - last.a.end <= GAP
                    && b.start - last.b.end <= GAP =>
            {
                last.a.end = a.end;
                last.b.end = b.end;
            }
            _ => out.push(Passage { a, b }),
        }
    }
    out
}

/// Says whether two reports fill one form with other names and numbers, as reports of quakes, results
/// and crashes do: that is no copy. Whoever changes a fact of what he copies changes few.
fn is_form(a: &Body, b: &Body, runs: &[Run]) -> bool {
    /// A form has a place to fill among so many words.
    const WORDS_A_PLACE: usize = 20;
    let specifics = |words: Option<&[Word]>| -> Vec<u64> {
        let words = words.unwrap_or_default().iter();
        let specific = words.filter(|word| matches!(word.class, Class::Name | Class::Number));
        specific.map(|word| word.stem).collect()
    };
    let (mut filled, mut edited, mut words) = (0, 0, 0);
    for pair in runs.windows(2) {
        let [before, behind] = pair else { continue };
        let (from_a, from_b) = (before.a + before.length, before.b + before.length);
        words += before.length;
        let is_near = |from, to| to >= from && to - from <= GAP;
        if !is_near(from_a, behind.a) || !is_near(from_b, behind.b) {
            continue;
        }
        let own = specifics(a.words.get(from_a..behind.a));
        let other = specifics(b.words.get(from_b..behind.b));
        let is_filled = !own.is_empty() && own.len() == other.len();
        if is_filled && own.iter().all(|word| !other.contains(word)) {
            filled += own.len();
        } else {
            edited += 1;
        }
    }
    filled >= 2 && filled > 2 * edited && words < WORDS_A_PLACE * filled
}

/// Returns the bytes that some words cover.
fn cut(body: &Body, words: Range<usize>) -> Option<Span> {
    let words = body.words.get(words)?;
    Some(words.first()?.span.cover(words.last()?.span))
}
