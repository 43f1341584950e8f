//! Noes: what one report says not to be, and another tells.
//!
//! "He never instructed anybody" stands against a clause with the same verb, its subject and what
//! else the no names; "there was no second batch" against a sentence that tells of the second batch.
//! A no must find nearly all of its own words there, and no other no among them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::claims::is_negative;
use super::super::pile::Pile;
use super::super::{Conflict, ConflictKind, Disputed, ReportIndex, Side, Voice, voices};
use super::filled::{Content, Filled};
use super::said::{Said, Worded};
use super::{Told, sentence, sentence_of};
use crate::attribution::{self, AttributionId};
use crate::span::Span;

/// How much these words must weigh: "no comment" denies nothing.
const WEIGHT: f32 = 5.0;

/// Clauses with one verb, or sentences of a claim, that are looked at.
const WIDEST: usize = 200;

/// Sides that say yes of one no.
const MOST: usize = 12;

/// The noes of each sentence.
type Noes<'f> = HashMap<(ReportIndex, usize), Vec<&'f Filled>>;

/// Where a story speaks of what somebody says that there was none of, if the words say which: "no
/// second key".
struct Named(HashMap<u64, Vec<(ReportIndex, usize)>>);

impl Named {
    fn of(said: &[Said], noes: &[&Filled]) -> Self {
        let things = noes.iter().filter(|no| is_particular(no));
        let mut places: HashMap<u64, Vec<(ReportIndex, usize)>> = things
            .filter_map(|no| Some((no.thing?, Vec::new())))
            .collect();
        if places.is_empty() {
            return Named(places);
        }
        for said in said {
            for (place, sentence) in said.entry.reading.sentences.iter().enumerate() {
                for stem in said.words(*sentence).iter().filter_map(|word| word.stem) {
                    let here = places.get_mut(&stem);
                    if let Some(here) = here.filter(|here| here.len() < WIDEST) {
                        here.push((said.report, place));
                    }
                }
            }
        }
        Named(places)
    }

    /// Returns the sentences that speak of the thing.
    fn places(&self, no: &Filled) -> &[(ReportIndex, usize)] {
        let places = no
            .thing
            .filter(|_| is_particular(no))
            .and_then(|thing| self.0.get(&thing));
        places.map_or(&[], Vec::as_slice)
    }
}

/// Says whether a no says of which thing there was none: of "no criminal record" others may have one.
fn is_particular(no: &Filled) -> bool {
    no.is_none && no.thing.is_some() && no.is_counted_off
}

/// A passage that tells something.
struct Stated {
    /// Of which report it is a sentence, and the how manieth.
    place: (ReportIndex, usize),
    span: Span,
    attribution: Option<AttributionId>,
    voice: Option<Voice>,
    /// What its words are compared by, in order, each with its place among all words.
    words: Vec<(usize, u64, f32)>,
}

/// Finds what is said not to be and told by others.
pub(super) fn find(pile: &Pile, said: &[Said], filled: &[Filled], told: &Told) -> Vec<Conflict> {
    let noes: Vec<&Filled> = filled
        .iter()
        .filter(|one| one.content == Content::No && one.is_told)
        .collect();
    let mut by_place: Noes = HashMap::new();
    for no in &noes {
        by_place
            .entry(sentence(pile, &no.side))
            .or_default()
            .push(no);
    }
    let mut done: HashMap<u64, Vec<&Filled>> = HashMap::new();
    let tells = |one: &&Filled| one.content == Content::Yes && one.is_told;
    for yes in filled.iter().filter(tells) {
        if let Some(verb) = yes.verb {
            done.entry(verb).or_default().push(yes);
        }
    }
    let named = Named::of(said, &noes);
    let mut out: Vec<(u64, Conflict)> = Vec::new();
    for no in noes.iter().filter(|no| !says_nothing(pile, no)) {
        let (word, found) = match no.verb {
            Some(verb) => (verb, of_verb(pile, no, done.get(&verb))),
            // "He did not do these things" denies nothing that has a name.
            None if !no.is_none => continue,
            None => {
                let rarest = no.core.iter().max_by(|a, b| a.1.total_cmp(b.1));
                let Some((word, _)) = rarest else { continue };
                // "No offers", "no effect": of which the sentences must tell one claim; that there was
                // no second key, all of the story is asked.
                let mut places: Vec<_> = told.beside(pile, &no.side).take(WIDEST).collect();
                places.extend(named.places(no));
                places.sort_unstable();
                places.dedup();
                let with = places.into_iter().filter_map(|place| stated(said, place));
                (*word, of_thing(pile, no, with.collect(), &by_place))
            }
        };
        let mut by_report: BTreeMap<ReportIndex, Side> = BTreeMap::new();
        for side in found {
            by_report.entry(side.report).or_insert(side);
        }
        let mut sides: Vec<Side> = by_report.into_values().take(MOST).collect();
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
fn of_verb(pile: &Pile, no: &Filled, with: Option<&Vec<&Filled>>) -> Vec<Side> {
    let with = with.filter(|with| with.len() <= WIDEST);
    let tells = |yes: &&&Filled| {
        // "Brandt never told her" and "the skipper told her".
        let same = no.thing.is_some() && (no.thing == yes.thing || no.thing == yes.described)
            || no.described.is_some()
                && (no.described == yes.thing || no.described == yes.described);
        let unknown = no.thing.is_none() || yes.thing.is_none();
        (same || unknown)
            && no.core.len() > 2
            && !no.has_other_cast(yes)
            && no.core.keys().all(|word| {
                yes.clause.contains_key(word)
                    || Some(*word) == yes.described
                    || same && Some(*word) == no.thing
            })
            && shared(&no.core, &yes.clause) >= WEIGHT
    };
    let with = with.into_iter().flatten().filter(tells);
    // Whom the same sentence contradicts says no yes.
    let is_denied = |side: &Side| attribution::denies(sentence_of(pile, side.report, side.span));
    with.filter(|yes| is_other_voice(no, &yes.side, yes.attribution) && !is_denied(&yes.side))
        .map(|yes| yes.side.clone())
        .collect()
}

/// Returns the sentences that tell of a thing of which it is said that there was none; of each
/// report first what says so with fewest words.
fn of_thing(pile: &Pile, no: &Filled, mut with: Vec<Stated>, noes: &Noes) -> Vec<Side> {
    with.sort_by_key(|yes| yes.span.len());
    let is_denied = |yes: &Stated| {
        let mut others = noes.get(&yes.place).into_iter().flatten();
        others.any(|other| shared(&other.core, &no.core) >= 2.0)
    };
    let words = |yes: &Stated| {
        let entry = pile.entry(yes.place.0);
        entry.map_or("", |entry| yes.span.of(entry.report.text()))
    };
    with.retain(|yes| tells(no, yes) && !is_denied(yes) && !is_open(words(yes)));
    with.into_iter()
        .map(|yes| (yes.side(), yes.attribution))
        .filter(|(side, said)| is_other_voice(no, side, *said))
        .map(|(side, _)| side)
        .collect()
}

impl Stated {
    fn side(&self) -> Side {
        Side {
            report: self.place.0,
            span: self.span,
            voice: self.voice.clone(),
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

/// Says whether a passage tells of all that is said not to be, in words that stand together: those of
/// "no copies of the mails" may all be in a sentence that tells of other copies.
fn tells(no: &Filled, yes: &Stated) -> bool {
    let weight: f32 = no.core.values().sum();
    if no.core.len() < 2 || weight < WEIGHT {
        return false;
    }
    // Between any two of them as many other words may stand, and an article.
    let reach = 2 * no.core.len() + 1;
    let of_no = yes
        .words
        .iter()
        .filter(|(_, word, _)| no.core.contains_key(word));
    let of_no: Vec<(usize, u64)> = of_no.map(|(at, word, _)| (*at, *word)).collect();
    (0..of_no.len()).any(|first| {
        let from = of_no.get(first).map_or(0, |(at, _)| *at);
        let within = of_no
            .iter()
            .skip(first)
            .take_while(|(at, _)| *at < from + reach);
        within.map(|(_, word)| word).collect::<BTreeSet<_>>().len() == no.core.len()
    })
}

/// Says whether two passages are on the word of two.
fn is_other_voice(no: &Filled, yes: &Side, said: Option<AttributionId>) -> bool {
    if no.side.report == yes.report && (no.attribution == said || said.is_none()) {
        return false;
    }
    let known = no.side.voice.as_ref().zip(yes.voice.as_ref());
    known.is_none_or(|(one, other)| !voices::same(one, other))
}

/// Reads a sentence that is told as so.
fn stated(said: &[Said], place: (ReportIndex, usize)) -> Option<Stated> {
    let said = said.get(place.0.0 as usize)?;
    let span = *said.entry.reading.sentences.get(place.1)?;
    let attribution = said.most_of(place.1);
    let placed = |(at, word): (usize, &Worded)| Some((at, word.stem?, word.weight));
    said.is_told(attribution).then(|| Stated {
        place,
        span,
        attribution,
        voice: said.voice(attribution),
        words: said
            .words(span)
            .iter()
            .enumerate()
            .filter_map(placed)
            .collect(),
    })
}

/// Says whether a sentence asks, supposes or denies.
fn is_open(sentence: &str) -> bool {
    /// Words that leave open whether what a sentence tells is so.
    const OPEN: &[&str] = &[
        "neither", "nor", "if", "whether", "unless", "hardly", "failed", "refused", "cannot",
        "would", "could", "may", "might", "once", "instead", "planned", "possible", "possibly",
    ];
    let lower = sentence.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    sentence.trim_end_matches(['”', '"']).ends_with('?')
        || is_negative(sentence)
        || attribution::denies(sentence)
        || words.any(|word| OPEN.contains(&word))
}
