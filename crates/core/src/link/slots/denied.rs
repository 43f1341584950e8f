//! Noes: what one report says not to be, and another tells.
//!
//! "He never instructed anybody" stands against a clause with the same verb, its subject and what
//! else the no names; "there was no second batch" against a sentence that tells of the second batch.
//! A no must find nearly all of its own words there, and no other no among them.

use std::collections::{BTreeMap, HashMap};

use super::super::pile::Pile;
use super::super::{Conflict, ConflictKind, Disputed, ReportIndex, Side, voices};
use super::filled::{Content, Filled, stems};
use crate::attribution::{AttributionId, Stance};
use crate::span::{Span, hull};

/// How much these words must weigh: "no comment" denies nothing.
const WEIGHT: f32 = 5.0;

/// Passages with one word that are looked at.
const WIDEST: usize = 200;

/// Sides that say yes of one no.
const MOST: usize = 12;

/// A passage that tells something.
struct Stated {
    report: ReportIndex,
    span: Span,
    attribution: Option<AttributionId>,
    words: BTreeMap<u64, f32>,
}

/// Finds what is said not to be and told by others.
pub(super) fn find(pile: &Pile, filled: &[Filled]) -> Vec<Conflict> {
    let stated: Vec<Stated> = pile.reports().flat_map(|r| of_report(pile, r)).collect();
    let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, one) in stated.iter().enumerate() {
        for word in one.words.keys() {
            by_word.entry(*word).or_default().push(at);
        }
    }
    let noes: Vec<&Filled> = filled
        .iter()
        .filter(|one| one.content == Content::No)
        .collect();
    let mut done: HashMap<u64, Vec<&Filled>> = HashMap::new();
    for yes in filled.iter().filter(|one| one.content == Content::Yes) {
        if let Some(verb) = yes.verb {
            done.entry(verb).or_default().push(yes);
        }
    }
    let mut out: Vec<(u64, Conflict)> = Vec::new();
    for no in noes.iter().filter(|no| !says_nothing(pile, no)) {
        let (word, found) = match no.verb {
            Some(verb) => (verb, of_verb(no, done.get(&verb))),
            // "He did not do these things" denies nothing that has a name.
            None if !no.is_none => continue,
            None => {
                let rarest = no.core.iter().max_by(|a, b| a.1.total_cmp(b.1));
                let Some((word, with)) =
                    rarest.and_then(|(word, _)| Some((*word, by_word.get(word)?)))
                else {
                    continue;
                };
                let with = with.iter().filter_map(|at| stated.get(*at)).collect();
                (word, of_thing(pile, no, with, &noes))
            }
        };
        let mut told: BTreeMap<ReportIndex, Side> = BTreeMap::new();
        for side in found {
            told.entry(side.report).or_insert(side);
        }
        let mut sides: Vec<Side> = told.into_values().take(MOST).collect();
        if sides.is_empty() {
            continue;
        }
        // Several who say so of one thing stand on one side.
        let known = out
            .iter_mut()
            .find(|(of, found)| *of == word && found.tellings.starts_with(&sides));
        match known {
            Some((_, found)) => found.tellings.push(no.side.clone()),
            None => {
                sides.push(no.side.clone());
                let conflict = Conflict {
                    kind: ConflictKind::Polarity,
                    thing: no.thing_in_words(pile),
                    of: Disputed::Thing,
                    tellings: sides,
                };
                out.push((word, conflict));
            }
        }
    }
    out.into_iter().map(|(_, conflict)| conflict).collect()
}

/// Returns the clauses with the verb of a no that tell what it denies.
fn of_verb(no: &Filled, with: Option<&Vec<&Filled>>) -> Vec<Side> {
    let with = with.filter(|with| with.len() <= WIDEST);
    let tells = |yes: &&&Filled| {
        let same = no.thing.is_some() && no.thing == yes.thing;
        let unknown = no.thing.is_none() || yes.thing.is_none();
        (same || unknown)
            && no.core.len() > 2
            && !no.has_other_cast(yes)
            && no.core.keys().all(|word| yes.clause.contains_key(word))
            && shared(&no.core, &yes.clause) >= WEIGHT
    };
    let with = with.into_iter().flatten().filter(tells);
    with.filter(|yes| is_other_voice(no, &yes.side, yes.attribution))
        .map(|yes| yes.side.clone())
        .collect()
}

/// Returns the sentences that tell of a thing of which it is said that there was none; of each
/// report first what says so with fewest words.
fn of_thing(pile: &Pile, no: &Filled, mut with: Vec<&Stated>, noes: &[&Filled]) -> Vec<Side> {
    if with.len() > WIDEST {
        return Vec::new();
    }
    with.sort_by_key(|yes| yes.span.len());
    let is_denied = |yes: &Stated| {
        let mut others = noes.iter().filter(|other| yes.is_over(&other.side));
        others.any(|other| shared(&other.core, &no.core) >= 2.0)
    };
    with.retain(|yes| tells(no, yes) && !is_denied(yes));
    with.into_iter()
        .map(|yes| (yes.side(pile), yes.attribution))
        .filter(|(side, said)| is_other_voice(no, side, *said))
        .map(|(side, _)| side)
        .collect()
}

impl Stated {
    fn is_over(&self, side: &Side) -> bool {
        self.report == side.report && self.span.overlaps(side.span)
    }

    fn side(&self, pile: &Pile) -> Side {
        Side {
            report: self.report,
            span: self.span,
            voice: voices::vouching(pile, self.report, self.attribution),
            value: "yes".to_owned(),
        }
    }
}

/// Says whether a no is none to what was told: "did not answer", "no details".
fn says_nothing(pile: &Pile, no: &Filled) -> bool {
    /// Beginnings of words of asking and answering, of what is missing and of what is wished.
    const EMPTY: &[&str] = &[
        "answer",
        "comment",
        "respon",
        "repl",
        "return",
        "confirm",
        "den",
        "sa",
        "tell",
        "told",
        "specif",
        "elaborat",
        "nam",
        "identif",
        "disclos",
        "discuss",
        "releas",
        "provid",
        "mention",
        "explain",
        "clear",
        "immediate",
        "word",
        "detail",
        "evidence",
        "reason",
        "idea",
        "plan",
        "need",
        "report",
        "verif",
        "decision",
        "want",
        "expect",
        "believ",
        "think",
        "know",
        "sure",
        "seem",
    ];
    let thing = no.thing_in_words(pile).to_lowercase();
    let mut words = thing.split_whitespace();
    words.any(|word| {
        let stem = |begin: &&&str| {
            word.strip_prefix(**begin)
                .is_some_and(|rest| rest.len() < 5)
        };
        EMPTY.iter().any(|begin| stem(&begin))
    })
}

/// Returns the weight that some words share with others.
fn shared(words: &BTreeMap<u64, f32>, others: &BTreeMap<u64, f32>) -> f32 {
    let shared = words.iter().filter(|(word, _)| others.contains_key(word));
    shared.map(|(_, weight)| weight).sum()
}

/// Says whether a passage tells of all that is said not to be.
fn tells(no: &Filled, yes: &Stated) -> bool {
    no.core.len() > 1
        && no.core.keys().all(|word| yes.words.contains_key(word))
        && shared(&no.core, &yes.words) >= WEIGHT
}

/// Says whether two passages are on the word of two.
fn is_other_voice(no: &Filled, yes: &Side, said: Option<AttributionId>) -> bool {
    if no.side.report == yes.report && (no.attribution == said || said.is_none()) {
        return false;
    }
    let known = no.side.voice.as_ref().zip(yes.voice.as_ref());
    known.is_none_or(|(one, other)| !voices::same(one, other))
}

/// Returns what is said in a report, and what it tells in its own voice.
fn of_report(pile: &Pile, report: ReportIndex) -> Vec<Stated> {
    let Some(entry) = pile.entry(report) else {
        return Vec::new();
    };
    let text = entry.report.text();
    let attributions = &entry.reading.attributions;
    let stated = |sentence: &Span| {
        // Whoever says most of it, nearest to it.
        let covers = |at: &usize| {
            let content = attributions.get(*at).map(|found| found.content.iter());
            let covered = content.into_iter().flatten().filter_map(|piece| {
                let (start, end) = (
                    piece.start().max(sentence.start()),
                    piece.end().min(sentence.end()),
                );
                end.checked_sub(start)
            });
            2 * covered.sum::<usize>() > sentence.len()
        };
        let said = (0..attributions.len()).filter(covers).min_by_key(|at| {
            attributions
                .get(*at)
                .and_then(|found| hull(&found.content))
                .map_or(0, |content| content.len())
        });
        let attribution = said.and_then(|at| attributions.get(at));
        let is_told = attribution.is_none_or(|found| {
            found.mode.is_told() && matches!(found.stance, Stance::Asserts | Stance::Confirms)
        });
        is_told.then(|| {
            (
                *sentence,
                said.and_then(|at| u32::try_from(at).ok())
                    .map(AttributionId),
            )
        })
    };
    let found = entry.reading.sentences.iter().filter_map(stated);
    found
        .filter(|(span, _)| !is_open(span.of(text)))
        .map(|(span, attribution)| Stated {
            report,
            span,
            attribution,
            words: stems(pile, report, span),
        })
        .collect()
}

/// Says whether a sentence asks, supposes or denies.
fn is_open(sentence: &str) -> bool {
    /// Words that deny, in a sentence of which it is not read what they deny.
    const DENY: &[&str] = &[
        "not", "no", "never", "nothing", "nobody", "neither", "nor", "without", "if", "whether",
        "unless", "hardly", "false", "untrue", "fake", "deny", "denied", "denies", "denying",
        "denial", "failed", "reject", "rejected", "refused", "cannot", "would", "could", "may",
        "might", "planned", "possible", "possibly",
    ];
    let lower = sentence.to_lowercase().replace('’', "'");
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    sentence.trim_end_matches(['”', '"']).ends_with('?')
        || words
            .into_iter()
            .any(|word| DENY.contains(&word) || word.ends_with("n't"))
}
