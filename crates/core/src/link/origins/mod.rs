//! Origins: who vouches at the ends of a claim's chains, merged where they are one, and counted.
//!
//! Owns what a claim's origins are. Who only passes on what others tell is [`relays`]', which
//! sources are one [`one`]'s, who is likely nobody beside others [`sure`]'s, how many they come to
//! [`count`]'s.

mod count;
mod one;
mod relays;
mod sure;

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
use relays::Relays;
pub(super) use relays::{describes_press, is_called_outlet, names_page, names_press};

/// What makes two ends one source before anything else is known of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
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

/// A source of a claim.
#[derive(Clone, Debug)]
struct Source {
    origin: Origin,
    entity: Option<LinkedEntityId>,
    /// The reports that name it.
    reports: BTreeSet<ReportIndex>,
    /// The entities for which its words say that it speaks.
    speaks_for: BTreeSet<LinkedEntityId>,
    /// The outlets that it is said to have told.
    told: BTreeSet<String>,
    /// Whether no text names it but headlines.
    only_headlines: bool,
    /// How sure the reading is of the surest attribution to it.
    confidence: f32,
    /// Whether all that it tells stands beside the point of the claim.
    is_beside: bool,
    /// Whether it is nobody named, and all its descriptions are of one person.
    is_one: bool,
}

/// Merges the ends of a claim's chains and counts them.
///
/// A telling that denies is no origin of what it denies, unless nobody asserts it; nor is an outlet that
/// refutes it in its own voice, wherever else it repeats it.
pub(super) fn of(pile: &Pile, tellings: &[Telling], ends: &[End]) -> (Vec<Origin>, (usize, usize)) {
    let any_backs = tellings.iter().any(Telling::backs);
    let own_voice = || tellings.iter().filter(|t| t.attribution.is_none());
    let refuting: BTreeSet<ReportIndex> = own_voice()
        .filter(|telling| !telling.backs())
        .map(|telling| telling.report)
        .collect();
    let vouches = |telling: &Telling| {
        let repeats = telling.attribution.is_none() && refuting.contains(&telling.report);
        !any_backs || telling.backs() && !repeats
    };
    let alleged = Voices::of(
        tellings
            .iter()
            .filter_map(witness)
            .flat_map(|(_, heard)| heard),
    );
    let named = Voices::of(tellings.iter().filter_map(witness).map(|(voice, _)| voice));
    let mut ended = Vec::new();
    for (at, (telling, end)) in tellings.iter().zip(ends).enumerate() {
        if let Some((voice, heard)) = witness(telling).filter(|_| vouches(telling)) {
            let (key, counts) = key(pile, tellings, &named, voice, *end);
            ended.push((at, telling, *end, (voice, heard), (key, counts)));
        }
    }
    let mut relays = Relays::default();
    for (_, telling, .., (key, counts)) in &ended {
        if counts.is_of_its_own() {
            relays.note(pile, telling, key);
        }
    }
    let known: BTreeSet<Key> = ended.iter().map(|(.., (key, _))| key.clone()).collect();
    let is_own = |at: usize, end: End| end == End::At(at);
    for (at, telling, end, (voice, _), (_, counts)) in &ended {
        if *counts == Counts::Perhaps && is_own(*at, *end) {
            relays.note_cited(pile, telling, voice, &known);
        }
    }
    let mut found: BTreeMap<Key, Source> = BTreeMap::new();
    let mut passed: Vec<(usize, BTreeSet<Key>)> = Vec::new();
    for (at, telling, end, (voice, heard), (key, mut counts)) in ended {
        // Who is known to have it from others is no origin beside them.
        let behind = relays.behind(pile, voice, &key);
        if !behind.is_empty() {
            passed.push((at, behind));
            continue;
        }
        // Whom a witness names and another telling quotes may have spoken again, or not.
        if heard.is_empty() && counts == Counts::Own && alleged.hold(voice) {
            counts = Counts::Perhaps;
        }
        let new = || Source {
            origin: Origin {
                name: voice.name.clone(),
                kind: voice.kind,
                tellings: Vec::new(),
                is_loop: matches!(end, End::Loop(_)),
                counts,
                same_as: Vec::new(),
                relays: Vec::new(),
            },
            entity: named.entity(voice),
            reports: BTreeSet::new(),
            speaks_for: BTreeSet::new(),
            told: BTreeSet::new(),
            only_headlines: true,
            confidence: 0.0,
            is_beside: true,
            is_one: false,
        };
        let source = found.entry(key).or_insert_with(new);
        source.origin.tellings.push(at);
        // What one telling leaves open stays open. An outlet that is cited once is more than one
        // that tells it in its own voice.
        if counts == Counts::Perhaps {
            source.origin.counts = counts;
        }
        let report = match end {
            End::At(last) => tellings.get(last),
            End::Loop(_) => None,
        };
        source.is_beside &= report.is_some_and(|last| last.is_beside);
        source.only_headlines &= voices::is_headline(pile, telling);
        source.reports.extend(report.map(|last| last.report));
        source.confidence = source
            .confidence
            .max(report.map_or(1.0, |last| voices::confidence(pile, last)));
        if let Some(last) = report.filter(|last| voices::is_last_named(pile, last, voice)) {
            source.speaks_for.extend(voices::speaks_for(pile, last));
            source.told.extend(voices::told_outlets(pile, last));
        }
    }
    for (at, behind) in passed {
        for key in behind {
            if let Some(source) = found.get_mut(&key) {
                source.origin.tellings.push(at);
            }
        }
    }
    let mut sources = one::merge(pile, found.into_values().collect());
    let telling: BTreeSet<ReportIndex> = tellings.iter().map(|telling| telling.report).collect();
    sure::settle(pile, &mut sources, telling.len());
    let count = count::of(&sources);
    let mut origins: Vec<Origin> = sources.into_iter().map(|source| source.origin).collect();
    for origin in &mut origins {
        origin.tellings.sort_unstable();
        origin.tellings.dedup();
        origin.relays = relays::between(pile, tellings, origin);
    }
    origins.sort_by_key(|origin| {
        (
            // Those that count come first.
            !origin.counts.is_of_its_own(),
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

/// Says whether words are for whoever it may be: "everyone", "some", "many people".
fn is_anybody(words: &str) -> bool {
    const ANYBODY: &[&str] = &[
        "anybody",
        "anyone",
        "everybody",
        "everyone",
        "many",
        "most",
        "others",
        "people",
        "several",
        "some",
        "somebody",
        "someone",
    ];
    let mut words = words.split_whitespace();
    words.all(|word| ANYBODY.iter().any(|any| word.eq_ignore_ascii_case(any)))
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
        // A paper that nobody names: "media reports", "the article".
        VoiceKind::Outlet if relays::is_press(voice) => (Key::Report(report), Counts::Together),
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
        // "They say": somebody, and most likely one of the others.
        VoiceKind::Unnamed if voices::is_other(&voice.name) || is_anybody(&voice.name) => {
            (Key::Report(report), Counts::Together)
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
}
