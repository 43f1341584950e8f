//! Origins: who vouches at the ends of a claim's chains, merged where they are one, and counted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::blocking::hash;
use super::chains::End;
use super::names::fold;
use super::pile::{Pile, fold_outlet};
use super::voices;
use super::words::words;
use super::{Counts, LinkedEntityId, Origin, ReportIndex, Telling, Voice, VoiceKind};
use crate::attribution::Stance;
use crate::span::Span;

/// What makes two ends one origin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(LinkedEntityId),
    Outlet(String),
    Name(String),
    /// An unnamed source is one within one report only.
    Unnamed(ReportIndex, String),
    /// A document by the noun that names it: within one claim two outlets that cite "the recording" and "a tape" cite one.
    Document(u64),
    /// "Reportedly", and reports of which nobody knows the outlet.
    Report(ReportIndex),
    Loop(usize),
}

/// How an origin counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Weight {
    /// Somebody with a name, or a document: one origin.
    Known,
    /// Somebody without a name, in this report.
    Unnamed(ReportIndex),
    /// An outlet that another names as its source.
    Cited,
    /// An outlet that tells it in its own voice, or "reportedly".
    Bare,
    /// A circle.
    None,
}

impl Weight {
    fn counts(self) -> Counts {
        match self {
            Weight::Known => Counts::Own,
            Weight::Unnamed(_) => Counts::Unnamed,
            Weight::Cited => Counts::Perhaps,
            Weight::Bare => Counts::Together,
            Weight::None => Counts::Never,
        }
    }
}

/// Merges the ends of a claim's chains and counts them.
///
/// A telling that denies is no origin of what it denies, unless nobody asserts it.
pub(super) fn of(pile: &Pile, tellings: &[Telling], ends: &[End]) -> (Vec<Origin>, (usize, usize)) {
    let backs = |telling: &Telling| !matches!(telling.stance, Stance::Denies | Stance::Doubts | Stance::Declines);
    let any_backs = tellings.iter().any(backs);
    let mut found: BTreeMap<Key, (Origin, Weight)> = BTreeMap::new();
    for (at, (telling, end)) in tellings.iter().zip(ends).enumerate() {
        if any_backs && !backs(telling) {
            continue;
        }
        let Some((voice, alleged)) = witness(telling) else { continue };
        let (key, mut weight) = key(pile, tellings, voice, *end);
        // Whom a witness names and another telling quotes may have spoken again, or not.
        if alleged.is_empty() && weight == Weight::Known && is_alleged(tellings, voice) {
            weight = Weight::Cited;
        }
        let new = || Origin {
            name: voice.name.clone(),
            kind: voice.kind,
            tellings: Vec::new(),
            is_loop: matches!(end, End::Loop(_)),
            counts: Counts::Never,
        };
        let (origin, known) = found.entry(key).or_insert_with(|| (new(), weight));
        origin.tellings.push(at);
        // Cited once is more than told in its own voice.
        if *known == Weight::Bare {
            *known = weight;
        }
    }
    let count = count(found.values().map(|(_, weight)| *weight));
    let counted = |(origin, weight): (Origin, Weight)| Origin { counts: weight.counts(), ..origin };
    let mut origins: Vec<Origin> = found.into_values().map(counted).collect();
    origins.sort_by_key(|origin| (Reverse(origin.tellings.len()), origin.tellings.first().copied()));
    (origins, count)
}

/// Returns the voice that vouches for a telling, and the voices that it says it heard.
fn witness(telling: &Telling) -> Option<(&Voice, &[Voice])> {
    let at = telling.vouches()?;
    Some((telling.chain.get(at)?, telling.chain.get(at + 1..).unwrap_or(&[])))
}

/// Says whether some witness says that this voice said it.
fn is_alleged(tellings: &[Telling], voice: &Voice) -> bool {
    let heard = tellings.iter().filter_map(|telling| witness(telling)).flat_map(|(_, heard)| heard);
    heard.into_iter().any(|other| voices::same(other, voice))
}

fn key(pile: &Pile, tellings: &[Telling], voice: &Voice, end: End) -> (Key, Weight) {
    let at = match end {
        End::Loop(first) => return (Key::Loop(first), Weight::None),
        End::At(at) => at,
    };
    let Some(last) = tellings.get(at) else { return (Key::Loop(at), Weight::None) };
    let report = last.report;
    match voice.kind {
        VoiceKind::Named => (voice.entity.map_or_else(|| Key::Name(fold(&voice.name)), Key::Entity), Weight::Known),
        VoiceKind::Outlet => {
            let own = pile.outlet(report).is_some_and(|own| own == fold_outlet(&voice.name));
            let unknown = pile.outlet(report).is_none() && last.attribution.is_none();
            let key = if unknown { Key::Report(report) } else { Key::Outlet(fold_outlet(&voice.name)) };
            (key, if own || unknown { Weight::Bare } else { Weight::Cited })
        }
        VoiceKind::Unnamed => {
            let group = Group::of(&voice.name);
            // "Two officials", "both officials" and "the second official" of one report speak for one circle.
            if let Some(group) = group.filter(|group| group.points) {
                let report = first_told_by(pile, tellings, report, &group.noun).unwrap_or(report);
                return (Key::Unnamed(report, group.noun), Weight::Unnamed(report));
            }
            // Whom the report itself takes for one is one, however it describes him.
            let who = voice.entity.map_or_else(|| fold(&voice.name), |id| format!("#{}", id.0));
            (Key::Unnamed(report, who), Weight::Unnamed(report))
        }
        VoiceKind::Document => {
            let noun =
                words(&voice.name, Span::new(0, voice.name.len())).last().map_or_else(|| hash(voice.name.as_bytes()), |word| word.stem);
            (Key::Document(noun), Weight::Known)
        }
        VoiceKind::Unknown => (Key::Report(report), Weight::Bare),
    }
}

/// Unnamed people as a report words them.
struct Group {
    /// The noun for them, in the singular.
    noun: String,
    /// Whether the words speak of several or point to those spoken of before: "two officials", "the second official".
    points: bool,
}

impl Group {
    /// Reads a description; `None` if it holds no noun.
    fn of(name: &str) -> Option<Self> {
        const ENDS: &[&str] =
            &["who", "of", "for", "from", "at", "in", "with", "inside", "within", "familiar", "close", "briefed", "that", "whose", "on"];
        let lower = name.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|word| !word.is_empty()).collect();
        // "One of the officials" is about the officials.
        let is_part = words.get(1) == Some(&"of")
            && matches!(words.first(), Some(&("one" | "two" | "three" | "both" | "some" | "several" | "many" | "most" | "each")));
        let words = if is_part { words.get(2..)? } else { words.as_slice() };
        let noun = words.iter().take_while(|word| !ENDS.contains(word)).last()?;
        let points = is_part || !matches!(words.first(), Some(&("a" | "an" | "another")));
        Some(Group { noun: noun.strip_suffix('s').unwrap_or(noun).to_owned(), points })
    }
}

/// Returns the earlier report of whose unnamed sources a report speaks: it names that report's outlet, and both
/// have the claim from people of one noun.
fn first_told_by(pile: &Pile, tellings: &[Telling], report: ReportIndex, noun: &str) -> Option<ReportIndex> {
    let text = pile.entry(report)?.report.text();
    let named: Vec<String> = pile.mentions_in(report, Span::new(0, text.len())).filter_map(|(_, id)| pile.outlet_of_entity(id)).collect();
    let is_theirs = |telling: &&Telling| {
        telling.report != report
            && pile.appeared(telling.report) < pile.appeared(report)
            && pile
                .outlet(telling.report)
                .is_some_and(|outlet| pile.outlet(report) != Some(outlet) && named.iter().any(|name| name == outlet))
            && witness(telling).is_some_and(|(voice, _)| {
                voice.kind == VoiceKind::Unnamed && Group::of(&voice.name).is_some_and(|group| group.points && group.noun == noun)
            })
    };
    tellings.iter().filter(is_theirs).map(|telling| telling.report).min_by_key(|report| pile.appeared(*report))
}

/// Counts the least and the most independent origins.
///
/// * A named origin counts once. So does a document.
/// * Unnamed sources of one report are several; those of different reports may be the same people.
/// * An outlet that is cited, but of which the pile holds nothing, may have its own origin or one of the others.
/// * Telling it without any source is no sign of another origin. All who do so together may hide one more.
/// * A circle has none.
fn count(weights: impl Iterator<Item = Weight>) -> (usize, usize) {
    let (mut known, mut cited, mut bare) = (0, 0, 0);
    let mut unnamed: BTreeMap<ReportIndex, usize> = BTreeMap::new();
    for weight in weights {
        match weight {
            Weight::Known => known += 1,
            Weight::Unnamed(report) => *unnamed.entry(report).or_insert(0) += 1,
            Weight::Cited => cited += 1,
            Weight::Bare => bare += 1,
            Weight::None => {}
        }
    }
    let fewest_unnamed = unnamed.values().copied().max().unwrap_or(0);
    let all_unnamed: usize = unnamed.values().sum();
    let sure = known + fewest_unnamed;
    match (sure, cited, bare) {
        (0, 0, bare) => (bare.min(1), bare),
        (0, cited, bare) => (1, cited + bare.min(1)),
        (sure, cited, bare) => (sure, known + all_unnamed + cited + bare.min(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_that_point_to_one_circle_share_its_noun() {
        for name in ["Two officials who heard the tape", "one of the officials", "The second official", "both officials"] {
            let group = Group::of(name).map(|group| (group.noun, group.points));
            assert_eq!(group, Some(("official".to_owned(), true)), "{name}");
        }
        assert!(Group::of("an official of the council").is_some_and(|group| !group.points));
        assert!(Group::of("").is_none());
    }

    #[test]
    fn counts_follow_the_rules() {
        use Weight::{Bare, Cited, Known, None, Unnamed};
        let one = ReportIndex(0);
        let two = ReportIndex(1);
        assert_eq!(count([Known].into_iter()), (1, 1));
        assert_eq!(count([Unnamed(one), Unnamed(two)].into_iter()), (1, 2));
        assert_eq!(count([Unnamed(one), Unnamed(one)].into_iter()), (2, 2));
        assert_eq!(count([Known, Bare, Bare].into_iter()), (1, 2));
        assert_eq!(count([Bare, Bare].into_iter()), (1, 2));
        assert_eq!(count([None].into_iter()), (0, 0));
        assert_eq!(count([Cited, Known].into_iter()), (1, 2));
    }
}
