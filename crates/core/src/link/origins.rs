//! Origins: who vouches at the ends of a claim's chains, merged where they are one, and counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::blocking::hash;
use super::chains::End;
use super::names::fold;
use super::pile::{Pile, fold_outlet};
use super::voices;
use super::words::words;
use super::{Counts, LinkedEntityId, Origin, ReportIndex, Telling, Voice, VoiceKind};
use crate::attribution::head;
use crate::span::Span;

/// What makes two ends one origin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(LinkedEntityId),
    Outlet(String),
    Name(String),
    /// An unnamed source is one within one report, and within those that speak of that report's
    /// sources.
    Unnamed(ReportIndex, String),
    /// A document by the noun that names it: within one claim two outlets that cite "the recording"
    /// and "a tape" cite one.
    Document(u64),
    /// "Reportedly", and reports of which nobody knows the outlet.
    Report(ReportIndex),
    Loop(usize),
}

/// Merges the ends of a claim's chains and counts them.
///
/// A telling that denies is no origin of what it denies, unless nobody asserts it.
pub(super) fn of(pile: &Pile, tellings: &[Telling], ends: &[End]) -> (Vec<Origin>, (usize, usize)) {
    let any_backs = tellings.iter().any(Telling::backs);
    let alleged = Voices::of(
        tellings
            .iter()
            .filter_map(witness)
            .flat_map(|(_, heard)| heard),
    );
    let named = Voices::of(tellings.iter().filter_map(witness).map(|(voice, _)| voice));
    let mut found: BTreeMap<Key, Origin> = BTreeMap::new();
    for (at, (telling, end)) in tellings.iter().zip(ends).enumerate() {
        if any_backs && !telling.backs() {
            continue;
        }
        let Some((voice, heard)) = witness(telling) else {
            continue;
        };
        let (key, mut counts) = key(pile, tellings, &named, voice, *end);
        // Whom a witness names and another telling quotes may have spoken again, or not.
        if heard.is_empty() && counts == Counts::Own && alleged.hold(voice) {
            counts = Counts::Perhaps;
        }
        let new = || Origin {
            name: voice.name.clone(),
            kind: voice.kind,
            tellings: Vec::new(),
            is_loop: matches!(end, End::Loop(_)),
            counts,
        };
        let origin = found.entry(key).or_insert_with(new);
        origin.tellings.push(at);
        // What one telling leaves open stays open. An outlet that is cited once is more than one
        // that tells it in its own voice.
        if counts == Counts::Perhaps {
            origin.counts = counts;
        }
    }
    let report_of = |key: &Key| {
        if let Key::Unnamed(report, _) = key {
            Some(*report)
        } else {
            None
        }
    };
    let count = count(
        found
            .iter()
            .map(|(key, origin)| (origin.counts, report_of(key))),
    );
    let mut origins: Vec<Origin> = found.into_values().collect();
    origins.sort_by_key(|origin| {
        (
            Reverse(origin.tellings.len()),
            origin.tellings.first().copied(),
        )
    });
    (origins, count)
}

/// Returns the voice that vouches for a telling, and the voices that it says it heard.
fn witness(telling: &Telling) -> Option<(&Voice, &[Voice])> {
    let at = telling.vouches()?;
    Some((
        telling.chain.get(at)?,
        telling.chain.get(at + 1..).unwrap_or(&[]),
    ))
}

/// Voices of a claim, to be asked whether one is among them, as `voices::same` would find it.
#[derive(Default)]
struct Voices {
    entities: BTreeSet<LinkedEntityId>,
    /// By kind and folded name, with the entity of those that have one.
    names: BTreeMap<(VoiceKind, String), Option<LinkedEntityId>>,
    /// Those among the names that some voice without an entity bears.
    bare: BTreeSet<(VoiceKind, String)>,
}

impl Voices {
    /// Collects voices.
    fn of<'v>(all: impl Iterator<Item = &'v Voice>) -> Self {
        let mut voices = Voices::default();
        for voice in all {
            let name = (voice.kind, fold(&voice.name));
            match voice.entity {
                Some(id) => voices.entities.extend([id]),
                None => voices.bare.extend([name.clone()]),
            }
            let entity = voices.names.entry(name).or_default();
            *entity = entity.or(voice.entity);
        }
        voices
    }

    /// Says whether a voice is one of these.
    fn hold(&self, voice: &Voice) -> bool {
        let name = (voice.kind, fold(&voice.name));
        let by_name = || match voice.entity {
            Some(_) => self.bare.contains(&name),
            None => self.names.contains_key(&name),
        };
        voice.entity.is_some_and(|id| self.entities.contains(&id))
            || voice.kind != VoiceKind::Unnamed && by_name()
    }

    /// Returns the entity that a voice of this kind and name has in some telling.
    fn entity(&self, voice: &Voice) -> Option<LinkedEntityId> {
        voice.entity.or_else(|| {
            self.names
                .get(&(voice.kind, fold(&voice.name)))
                .copied()
                .flatten()
        })
    }
}

/// Returns what a voice is merged by with others, and how it counts.
fn key(
    pile: &Pile,
    tellings: &[Telling],
    named: &Voices,
    voice: &Voice,
    end: End,
) -> (Key, Counts) {
    let at = match end {
        End::Loop(first) => return (Key::Loop(first), Counts::Never),
        End::At(at) => at,
    };
    let Some(last) = tellings.get(at) else {
        return (Key::Loop(at), Counts::Never);
    };
    let report = last.report;
    match voice.kind {
        VoiceKind::Named => (
            named
                .entity(voice)
                .map_or_else(|| Key::Name(fold(&voice.name)), Key::Entity),
            Counts::Own,
        ),
        VoiceKind::Outlet => {
            let name = voices::outlet_name(pile, voice).unwrap_or_else(|| fold_outlet(&voice.name));
            let own = pile.outlet(report).is_some_and(|own| own == name);
            let unknown = pile.outlet(report).is_none() && last.attribution.is_none();
            let key = if unknown {
                Key::Report(report)
            } else {
                Key::Outlet(name)
            };
            (
                key,
                if own || unknown {
                    Counts::Together
                } else {
                    Counts::Perhaps
                },
            )
        }
        VoiceKind::Unnamed => {
            let group = Group::of(&voice.name);
            // "Two officials", "both officials" and "the second official" of one report speak for
            // one circle.
            if let Some(group) = group.filter(|group| group.points) {
                let report = first_told_by(pile, tellings, report, &group.noun).unwrap_or(report);
                return (Key::Unnamed(report, group.noun), Counts::Unnamed);
            }
            // Whom the report itself takes for one is one, however it describes him.
            let who = voice
                .entity
                .map_or_else(|| fold(&voice.name), |id| format!("#{}", id.0));
            (Key::Unnamed(report, who), Counts::Unnamed)
        }
        VoiceKind::Document => {
            let all = words(&voice.name, Span::new(0, voice.name.len()));
            let forms: Vec<&str> = all.iter().map(|word| word.span.of(&voice.name)).collect();
            let noun = head(&forms)
                .and_then(|at| all.get(at))
                .map_or_else(|| hash(voice.name.as_bytes()), |word| word.stem);
            (Key::Document(noun), Counts::Own)
        }
        VoiceKind::Unknown => (Key::Report(report), Counts::Together),
    }
}

/// Unnamed people as a report words them.
struct Group {
    /// The noun for them, in the singular.
    noun: String,
    /// Whether the words speak of several or point to those spoken of before: "two officials", "the
    /// second official".
    points: bool,
}

impl Group {
    /// Reads a description; `None` if it holds no noun.
    fn of(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
            .filter(|word| !word.is_empty())
            .collect();
        // "One of the officials" is about the officials.
        let is_part = words.get(1) == Some(&"of")
            && matches!(
                words.first(),
                Some(
                    &("one"
                        | "two"
                        | "three"
                        | "both"
                        | "some"
                        | "several"
                        | "many"
                        | "most"
                        | "each")
                )
            );
        let words = if is_part {
            words.get(2..)?
        } else {
            words.as_slice()
        };
        let noun = words.get(head(words)?)?;
        let points = is_part || !matches!(words.first(), Some(&("a" | "an" | "another")));
        Some(Group {
            noun: noun.strip_suffix('s').unwrap_or(noun).to_owned(),
            points,
        })
    }
}

/// Returns the earlier report of whose unnamed sources a report speaks: it names that report's
/// outlet, and both have the claim from people of one noun.
fn first_told_by(
    pile: &Pile,
    tellings: &[Telling],
    report: ReportIndex,
    noun: &str,
) -> Option<ReportIndex> {
    let is_theirs = |telling: &&Telling| {
        telling.report != report
            && pile.appeared(telling.report) < pile.appeared(report)
            && pile
                .outlet(telling.report)
                .is_some_and(|outlet| pile.names_outlet(report, outlet))
            && witness(telling).is_some_and(|(voice, _)| {
                voice.kind == VoiceKind::Unnamed
                    && Group::of(&voice.name)
                        .is_some_and(|group| group.points && group.noun == noun)
            })
    };
    tellings
        .iter()
        .filter(is_theirs)
        .map(|telling| telling.report)
        .min_by_key(|report| pile.appeared(*report))
}

/// Counts the least and the most independent origins.
///
/// * A named origin counts once. So does a document.
/// * Unnamed sources of one report are several; those of different reports may be the same people.
/// * An outlet that is cited, but of which the pile holds nothing, may have its own origin or one
///   of the others.
/// * Telling it without any source is no sign of another origin. All who do so together may hide
///   one more. Where nobody names a source, each outlet may have its own.
/// * A circle has none.
fn count(origins: impl Iterator<Item = (Counts, Option<ReportIndex>)>) -> (usize, usize) {
    let (mut known, mut cited, mut bare) = (0, 0, 0);
    let mut unnamed: BTreeMap<Option<ReportIndex>, usize> = BTreeMap::new();
    for (counts, report) in origins {
        match counts {
            Counts::Own => known += 1,
            Counts::Unnamed => *unnamed.entry(report).or_insert(0) += 1,
            Counts::Perhaps => cited += 1,
            Counts::Together => bare += 1,
            Counts::Never => {}
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
        for name in [
            "Two officials who heard the tape",
            "one of the officials",
            "The second official",
            "both officials",
        ] {
            let group = Group::of(name).map(|group| (group.noun, group.points));
            assert_eq!(group, Some(("official".to_owned(), true)), "{name}");
        }
        assert!(Group::of("an official of the council").is_some_and(|group| !group.points));
        assert!(Group::of("").is_none());
    }

    #[test]
    fn counts_follow_the_rules() {
        let (own, cited, bare, never) = (
            (Counts::Own, None),
            (Counts::Perhaps, None),
            (Counts::Together, None),
            (Counts::Never, None),
        );
        let unnamed = |report| (Counts::Unnamed, Some(ReportIndex(report)));
        assert_eq!(count([own].into_iter()), (1, 1));
        assert_eq!(count([unnamed(0), unnamed(1)].into_iter()), (1, 2));
        assert_eq!(count([unnamed(0), unnamed(0)].into_iter()), (2, 2));
        assert_eq!(count([own, bare, bare].into_iter()), (1, 2));
        assert_eq!(count([bare, bare].into_iter()), (1, 2));
        assert_eq!(count([never].into_iter()), (0, 0));
        assert_eq!(count([cited, own].into_iter()), (1, 2));
    }
}
