//! Those whom reports only describe: who of the story they are.
//!
//! Alike words alone join nobody, since two unnamed sources may well be two. It takes an office that
//! one person of the story holds, a passage that one report took from another, the outlet that
//! somebody spoke to, or a description that points to another report's. In doubt they stay apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::offices::Office;
use super::{Joined, Node};
use crate::language::{Entity, EntityId};
use crate::link::linker::Sets;
use crate::link::pile::fold_outlet;
use crate::link::{Copy, Entry, ReportIndex, names};
use crate::span::Span;

/// Descriptions of one noun that are compared; of more nobody knows which is meant.
const WIDEST: usize = 100;

/// Words that say little of who somebody is.
const SLIGHT: &[&str] = &[
    "senior",
    "former",
    "unnamed",
    "anonymous",
    "top",
    "same",
    "local",
    "other",
    "first",
    "second",
    "third",
    "government",
    "unidentified",
    "current",
    "retired",
    "high",
    "ranking",
    "level",
    "young",
    "old",
    "new",
    "chief",
    "main",
    "key",
];

/// Somebody described in one report.
struct Described {
    report: ReportIndex,
    /// Where the words that open it stand.
    name: Span,
    /// These words, folded.
    words: String,
    office: Option<Office>,
    /// The outlet that it is said to have told, or whose it is.
    told: Option<String>,
}

/// Joins those whom reports describe with those whom others name, and with each other.
///
/// `people` are the clusters that a description may join. Returned are those that joined none.
pub(super) fn join(
    people: &mut [Vec<Node>],
    unnamed: Vec<Node>,
    pile: &[&Entry],
    copies: &[Copy],
) -> Vec<Vec<Node>> {
    let outlets = Outlets::of(pile);
    let known: Vec<Option<Described>> = unnamed
        .iter()
        .map(|node| described(node, pile, &outlets))
        .collect();
    let mut sets = Sets::of(unnamed.len());
    let mut reasons: BTreeMap<usize, Joined> = BTreeMap::new();
    let mut unite = |sets: &mut Sets, a: usize, b: usize, why: Joined| {
        if sets.set(a) != sets.set(b) {
            // The reason is the later one's: the earlier stands by itself.
            reasons.entry(a.max(b)).or_insert(why);
            sets.join(a, b);
        }
    };
    for (a, b) in copied(&known, copies) {
        unite(&mut sets, a, b, Joined::Copied);
    }
    let holders = holders(&sets, &known, people);
    let mut by_noun: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in known.iter().enumerate() {
        if let Some(office) = one.as_ref().and_then(|one| one.office.as_ref()) {
            by_noun.entry(&office.noun).or_default().push(at);
        }
    }
    let mut pairs: Vec<(usize, usize, Joined)> = Vec::new();
    for alike in by_noun.values().filter(|alike| alike.len() <= WIDEST) {
        for at in alike {
            let open = |other: &usize| !holders.contains_key(&sets.set(*other));
            if open(at)
                && let Some((other, why)) = pointed(*at, alike, &known, &sets, &outlets)
                && open(&other)
            {
                pairs.push((*at, other, why));
            }
        }
    }
    for (a, b, why) in pairs {
        let reports = |sets: &Sets, at: usize| -> BTreeSet<ReportIndex> {
            let members = sets.with(at).iter();
            members
                .filter_map(|at| Some(known.get(*at as usize)?.as_ref()?.report))
                .collect()
        };
        // A report that opens both knows two.
        if reports(&sets, a).is_disjoint(&reports(&sets, b)) {
            unite(&mut sets, a, b, why);
        }
    }
    let mut unnamed: Vec<Option<Node>> = unnamed.into_iter().map(Some).collect();
    let mut rest = Vec::new();
    let places: Vec<(usize, Vec<u32>)> = sets
        .clone()
        .into_lists()
        .map(|list| (list.first().map_or(0, |at| sets.set(*at as usize)), list))
        .collect();
    for (set, mut list) in places {
        list.sort_unstable();
        let holder = holders.get(&set).and_then(|at| people.get_mut(*at));
        let of_holder = holder.is_some();
        let take = |at: &u32| {
            let mut node = unnamed.get_mut(*at as usize)?.take()?;
            let why = match of_holder {
                true => Some(Joined::Role),
                false => reasons.get(&(*at as usize)).copied(),
            };
            node.why = node.why.or(why);
            if of_holder {
                node.forms = node.forms.into_descriptions();
            }
            Some(node)
        };
        let nodes: Vec<Node> = list.iter().filter_map(take).collect();
        match holder {
            Some(holder) => holder.extend(nodes),
            None => rest.push(nodes),
        }
    }
    rest
}

/// The outlets that published the reports.
struct Outlets {
    /// The folded words of each outlet's name, with its reports.
    all: Vec<(Vec<String>, Vec<ReportIndex>)>,
}

impl Outlets {
    fn of(pile: &[&Entry]) -> Self {
        let mut all: BTreeMap<String, Vec<ReportIndex>> = BTreeMap::new();
        for (report, entry) in (0u32..).map(ReportIndex).zip(pile) {
            if let Some(outlet) = entry.report.about.outlet.as_deref() {
                all.entry(fold_outlet(outlet)).or_default().push(report);
            }
        }
        let words = |(name, reports): (String, Vec<ReportIndex>)| {
            (name.split(' ').map(str::to_owned).collect(), reports)
        };
        let mut all: Vec<(Vec<String>, Vec<ReportIndex>)> = all.into_iter().map(words).collect();
        // "The Post" and the Harbour Post are one where no other post publishes.
        all.sort_by_key(|(name, _)| Reverse(name.len()));
        let mut whole: Vec<(Vec<String>, Vec<ReportIndex>)> = Vec::new();
        for (name, reports) in all {
            let mut longer = whole.iter_mut().filter(|(long, _)| long.ends_with(&name));
            match (longer.next(), longer.next()) {
                (Some((_, own)), None) => own.extend(reports),
                _ => whole.push((name, reports)),
            }
        }
        Outlets { all: whole }
    }

    /// Returns the name of the only outlet that ends in some words: "Post" is the Harbour Post.
    fn named(&self, words: &[String]) -> Option<String> {
        let mut found = self.all.iter().filter(|(name, _)| name.ends_with(words));
        let (name, _) = found.next().filter(|_| !words.is_empty())?;
        found.next().is_none().then(|| name.join(" "))
    }

    fn published(&self, outlet: &str, report: ReportIndex) -> bool {
        let mut all = self.all.iter();
        all.any(|(name, reports)| name.join(" ") == outlet && reports.contains(&report))
    }
}

/// Reads what a report says of somebody whom it only describes.
fn described(node: &Node, pile: &[&Entry], outlets: &Outlets) -> Option<Described> {
    let (report, own): (ReportIndex, EntityId) = *node.mentions.first()?;
    let entry = pile.get(report.0 as usize)?;
    let entity: &Entity = entry.reading.entities.get(own.0 as usize)?;
    let text = entry.report.text();
    let phrase = entity.name.of(text);
    let office = Office::of(phrase).filter(|_| entity.count.is_none_or(|count| count == 1));
    let owner = office
        .as_ref()
        .and_then(|office| outlets.named(&office.owner));
    Some(Described {
        report,
        name: entity.name,
        words: names::fold(phrase),
        told: owner.or_else(|| told(text, entity, outlets)),
        office,
    })
}

/// Returns the outlet that somebody is said to have told, right behind a description: "the diplomat
/// who spoke to the Harbour Post".
fn told(text: &str, entity: &Entity, outlets: &Outlets) -> Option<String> {
    /// Words behind a description in which an outlet may be named.
    const REACH: usize = 8;
    let behind = |span: &Span| {
        let line = text
            .get(span.end()..)?
            .split(['.', ',', '\n', '"', '”', ';'])
            .next()?;
        let mut words = line.split_whitespace();
        let opens = words.next()?;
        let verb = match opens {
            "who" | "that" => words.next()?,
            "quoted" | "cited" | "interviewed" => opens,
            _ => return None,
        };
        let tells = [
            "told",
            "spoke",
            "talked",
            "quoted",
            "cited",
            "briefed",
            "interviewed",
        ];
        if !tells.contains(&verb) {
            return None;
        }
        let behind: Vec<&str> = words.take(REACH).collect();
        let first = behind
            .iter()
            .position(|word| word.starts_with(char::is_uppercase))?;
        let name = behind
            .get(first..)?
            .iter()
            .take_while(|word| word.starts_with(char::is_uppercase));
        outlets.named(&names::words(&name.copied().collect::<Vec<_>>().join(" ")))
    };
    entity.mentions.iter().find_map(behind)
}

/// Pairs descriptions that stand in passages which one report took from another.
fn copied(known: &[Option<Described>], copies: &[Copy]) -> Vec<(usize, usize)> {
    let mut by_report: BTreeMap<ReportIndex, Vec<usize>> = BTreeMap::new();
    for (at, one) in known.iter().enumerate() {
        if let Some(one) = one {
            by_report.entry(one.report).or_default().push(at);
        }
    }
    let within = |report: ReportIndex, passage: Span| -> Vec<(usize, &str)> {
        let own = by_report.get(&report).map_or(&[][..], Vec::as_slice);
        let inside = own
            .iter()
            .filter_map(|at| Some((*at, known.get(*at)?.as_ref()?)));
        let inside = inside.filter(|(_, one)| passage.contains(one.name));
        inside.map(|(at, one)| (at, one.words.as_str())).collect()
    };
    let mut out = Vec::new();
    for copy in copies {
        for (from, to) in &copy.passages {
            let (mut left, right) = (within(copy.from, *from), within(copy.to, *to));
            for (at, words) in right {
                if let Some(place) = left.iter().position(|(_, other)| *other == words) {
                    out.push((left.remove(place).0, at));
                }
            }
        }
    }
    out
}

/// Finds for each set of descriptions the only person who holds the office that they say.
fn holders(
    sets: &Sets,
    known: &[Option<Described>],
    people: &[Vec<Node>],
) -> BTreeMap<usize, usize> {
    let mut by_noun: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, nodes) in people.iter().enumerate() {
        for office in nodes.iter().flat_map(|node| &node.offices) {
            by_noun
                .entry(noun_key(&office.noun))
                .or_default()
                .insert(at);
        }
    }
    let mut found: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for (at, one) in known.iter().enumerate() {
        let Some((one, office)) = one
            .as_ref()
            .and_then(|one| Some((one, one.office.as_ref()?)))
        else {
            continue;
        };
        let is_own = office.is_office() && !(office.of_person && office.own.is_empty());
        if !office.is_definite() || !is_own && !office.is_somebodys() {
            continue;
        }
        let held: Vec<(usize, bool, bool)> = by_noun
            .get(noun_key(&office.noun))
            .into_iter()
            .flatten()
            .filter_map(|at| {
                let nodes = people.get(*at)?;
                let calls = nodes.iter().flat_map(|node| &node.offices);
                let fits = calls.filter(|held| is_own || held.has_owner_of(office));
                let is_all = fits.filter_map(|held| held.is_called(office)).max()?;
                let mut mentions = nodes.iter().flat_map(|node| &node.mentions);
                let is_here = mentions.any(|(report, _)| *report == one.report);
                Some((*at, is_here, is_all))
            })
            .collect();
        // Who stands in the same report is meant before others; half an office means nobody else.
        // "Lane's secretary" is no secretary general who stands there too.
        let is_here =
            |(_, here, all): &&(usize, bool, bool)| *here && (*all || office.owner.is_empty());
        let here: Vec<usize> = held.iter().filter(is_here).map(|(at, ..)| *at).collect();
        let only = match (here.as_slice(), held.as_slice()) {
            ([only], _) => Some(*only),
            ([], [(only, _, true)]) => Some(*only),
            _ => None,
        };
        if let Some(only) = only {
            let place = found.entry(sets.set(at)).or_insert(Some(only));
            if *place != Some(only) {
                *place = None;
            }
        }
    }
    found
        .into_iter()
        .filter_map(|(set, holder)| Some((set, holder?)))
        .collect()
}

/// Returns what spellings of a noun share.
fn noun_key(noun: &str) -> &str {
    noun.get(..4).unwrap_or(noun)
}

/// Returns the description in another report that one points to, and by what.
fn pointed(
    at: usize,
    alike: &[usize],
    known: &[Option<Described>],
    sets: &Sets,
    outlets: &Outlets,
) -> Option<(usize, Joined)> {
    let one = known.get(at)?.as_ref()?;
    let office = one.office.as_ref()?;
    let only = |fits: &dyn Fn(&Described, &Office) -> bool| {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        let is_other = |other: &&usize| sets.set(**other) != sets.set(at);
        for other in alike.iter().filter(is_other) {
            if let Some(Some(described)) = known.get(*other)
                && let Some(theirs) = &described.office
                && described.report != one.report
                && fits(described, theirs)
            {
                found.entry(sets.set(*other)).or_insert(*other);
            }
        }
        match (found.len(), found.first_key_value()) {
            (1, Some((_, other))) => Some(*other),
            _ => None,
        }
    };
    let agree = |theirs: &Office| {
        let words = |office: &Office| -> BTreeSet<String> {
            office
                .own
                .iter()
                .filter(|word| !SLIGHT.contains(&word.as_str()))
                .cloned()
                .collect()
        };
        let (ours, theirs) = (words(office), words(theirs));
        ours.is_subset(&theirs) || theirs.is_subset(&ours)
    };
    // "The Post's official" is whom the Post's own report leaves without a name.
    if let Some(outlet) = &one.told {
        let told = |described: &Described, theirs: &Office| {
            outlets.published(outlet, described.report) && described.told.is_none() && agree(theirs)
        };
        return only(&told).map(|other| (other, Joined::Told));
    }
    // "The harbour office man" points to the one whom another report opens so.
    let is_said = |word: &String| !SLIGHT.contains(&word.as_str());
    let said = |office: &Office| {
        let said = office
            .own
            .iter()
            .chain(&office.owner)
            .filter(|word| is_said(word));
        said.cloned().collect::<BTreeSet<String>>()
    };
    let ours = said(office);
    if !office.is_definite() || office.of_person || ours.is_empty() || office.is_office() {
        return None;
    }
    let same = |_: &Described, theirs: &Office| !theirs.of_person && said(theirs) == ours;
    only(&same).map(|other| (other, Joined::Alike))
}
