//! Communications across reports: which reports tell of one letter, one meeting, one call, and in
//! what they differ.
//!
//! Two tellings are of one communication if the same people stand at its ends, the channel agrees,
//! and date or topic do too. Blocked by the ends, joined greedily, the surest pairs first; two
//! groups with members that stand against each other stay apart.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::conflicts::days;
use super::linker::Sets;
use super::pile::Pile;
use super::quantities::quantities;
use super::voices;
use super::words::{Class, words};
use super::{
    Communication, CommunicationId, Conflict, ConflictKind, Disputed, LinkedEntityId, ReportIndex,
    Side,
};
use crate::attribution::{Channel, Party};
use crate::language::EntityKind;
use crate::span::Span;
use crate::told::{Secrecy, Status, Told};

/// Tellings with the same two at their ends that are compared with each other; two who meet daily
/// need not be sorted out further.
const COMPARED: usize = 120;

/// Two dates that differ by at most so many days may be two accounts of one meeting; further apart
/// they are two meetings.
const NEAR: i32 = 7;

/// The share of topic words that two tellings without further likeness must have in common: one in
/// three, as for claims' weakest pairs.
const TOPIC: f64 = 1.0 / 3.0;

/// A telling as it is compared.
struct Node<'p> {
    report: ReportIndex,
    at: usize,
    told: &'p Told,
    from: BTreeSet<LinkedEntityId>,
    to: BTreeSet<LinkedEntityId>,
    /// The first and the last day on which it can have been.
    days: Option<(Date, Date)>,
    /// What it was about, as stems of words that are neither small nor everyday.
    topic: BTreeSet<u64>,
}

/// Joins the communications of a pile.
pub(super) fn find(pile: &Pile) -> Vec<Communication> {
    let nodes = nodes(pile);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for block in blocks(&nodes).values() {
        for (place, a) in block.iter().enumerate() {
            for b in block.iter().skip(place + 1) {
                let (Some(one), Some(other)) = (nodes.get(*a), nodes.get(*b)) else {
                    continue;
                };
                if let Some(score) = score(one, other, &nodes, block) {
                    pairs.push((score, *a, *b));
                }
            }
        }
    }
    // The surest first; of those as sure the order of reports decides, which is that of their ids
    // where they have no dates.
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    pairs.dedup();
    let mut groups = Sets::of(nodes.len());
    for (_, a, b) in pairs {
        let against = |x: &u32, y: &u32| match (nodes.get(*x as usize), nodes.get(*y as usize)) {
            (Some(x), Some(y)) => is_against(x, y),
            _ => true,
        };
        let is_apart = |x: &u32| groups.with(b).iter().any(|y| against(x, y));
        if groups.set(a) != groups.set(b) && !groups.with(a).iter().any(is_apart) {
            groups.join(a, b);
        }
    }
    let mut found: Vec<Communication> = groups
        .into_lists()
        .map(|group| {
            let group = group.into_iter().map(|at| at as usize).collect();
            communication(pile, &nodes, group)
        })
        .collect();
    found.sort_by_cached_key(|found| {
        let reports: BTreeSet<ReportIndex> =
            found.tellings.iter().map(|(report, _)| *report).collect();
        (
            std::cmp::Reverse(reports.len()),
            found
                .tellings
                .first()
                .map(|(report, at)| (pile.appeared(*report), *at)),
        )
    });
    found
}

fn nodes<'p>(pile: &Pile<'p>) -> Vec<Node<'p>> {
    let mut order: Vec<ReportIndex> = pile.reports().collect();
    order.sort_by_key(|report| pile.appeared(*report));
    let of_report = |report: ReportIndex| {
        pile.entry(report)
            .map_or(&[][..], |entry| entry.reading.told.as_slice())
            .iter()
            .enumerate()
    };
    order
        .into_iter()
        .flat_map(|report| of_report(report).map(move |(at, told)| (report, at, told)))
        .map(|(report, at, told)| node(pile, report, at, told))
        .collect()
}

fn node<'p>(pile: &Pile<'p>, report: ReportIndex, at: usize, told: &'p Told) -> Node<'p> {
    // Who has no name is nobody in particular across reports.
    let named = |id: &LinkedEntityId| {
        pile.entity(*id)
            .is_some_and(|entity| entity.kind != EntityKind::Unnamed)
    };
    let linked = |parties: &[Party]| {
        parties
            .iter()
            .filter_map(|party| pile.linked(report, party.entity?))
            .filter(named)
            .collect()
    };
    let text = pile.entry(report).map_or("", |entry| entry.report.text());
    let topic = words(text, told.about.unwrap_or(told.evidence))
        .into_iter()
        .filter(|word| word.class > Class::Everyday)
        .map(|word| word.stem);
    let days = value(pile, report, told).and_then(days);
    Node {
        report,
        at,
        told,
        from: linked(&told.from),
        to: linked(&told.to),
        days,
        topic: topic.collect(),
    }
}

/// Returns the value of the time that a telling gives.
fn value<'p>(pile: &Pile<'p>, report: ReportIndex, told: &Told) -> Option<&'p str> {
    pile.entry(report)?
        .reading
        .times
        .get(told.when?.0 as usize)?
        .value
        .as_deref()
}

/// Puts tellings together that have one at each end in common, whichever way round.
fn blocks(nodes: &[Node]) -> BTreeMap<(LinkedEntityId, LinkedEntityId), Vec<usize>> {
    let mut blocks: BTreeMap<(LinkedEntityId, LinkedEntityId), Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let ends = node
            .from
            .iter()
            .flat_map(|a| node.to.iter().map(|b| (*a.min(b), *a.max(b))));
        for key in ends.collect::<BTreeSet<_>>() {
            let block = blocks.entry(key).or_default();
            if block.len() < COMPARED {
                block.push(at);
            }
        }
    }
    blocks
}

/// Says whether a channel has no direction: who met whom is one.
fn is_mutual(channel: Option<Channel>) -> bool {
    channel.is_some_and(|channel| channel.is_mutual() || channel == Channel::Interview)
}

/// Says whether two channels may be one: talks are a meeting, and what is told without a channel
/// may have any.
fn channels_agree(a: Option<Channel>, b: Option<Channel>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.agrees(b))
}

/// How the times of two tellings stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Agree,
    /// They differ by a few days.
    Near,
    Differ,
    /// At least one gives none.
    Open,
}

fn times(a: &Node, b: &Node) -> Times {
    let Some((a, b)) = a.days.zip(b.days) else {
        return Times::Open;
    };
    if a.0 <= b.1 && b.0 <= a.1 {
        return Times::Agree;
    }
    let (earlier, later) = if a.1 < b.0 { (a.1, b.0) } else { (b.1, a.0) };
    let apart = earlier
        .until(later)
        .map_or(i32::MAX, |span| span.get_days());
    if apart <= NEAR {
        Times::Near
    } else {
        Times::Differ
    }
}

/// Says whether two tellings cannot be of one communication.
fn is_against(a: &Node, b: &Node) -> bool {
    let planned = |node: &Node| node.told.status == Status::Planned;
    // One report that gives two dates tells of two.
    let two_dates = a.report == b.report && times(a, b) == Times::Near;
    times(a, b) == Times::Differ
        || two_dates
        || !channels_agree(a.told.channel, b.told.channel)
        || planned(a) != planned(b)
}

/// Returns how surely two tellings are of one communication, or none if nothing speaks for it.
fn score(a: &Node, b: &Node, nodes: &[Node], block: &[usize]) -> Option<f64> {
    let meets = |x: &BTreeSet<LinkedEntityId>, y: &BTreeSet<LinkedEntityId>| !x.is_disjoint(y);
    let straight = meets(&a.from, &b.from) && meets(&a.to, &b.to);
    let crossed = meets(&a.from, &b.to) && meets(&a.to, &b.from);
    let mutual = is_mutual(a.told.channel.or(b.told.channel));
    if !(straight || crossed && mutual) || is_against(a, b) {
        return None;
    }
    let shared = a.topic.intersection(&b.topic).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let topic = shared as f64 / a.topic.len().min(b.topic.len()).max(1) as f64;
    let same_channel = a.told.channel.is_some() && a.told.channel == b.told.channel;
    let secret = a.told.secrecy == Some(Secrecy::Secret) && b.told.secrecy == Some(Secrecy::Secret);
    let sure = match times(a, b) {
        Times::Agree => same_channel || topic >= TOPIC,
        Times::Open => {
            topic >= TOPIC && (shared > 1 || same_channel)
                || same_channel && (secret || is_only(a, nodes, block) && is_only(b, nodes, block))
        }
        // Two accounts of one meeting that give two dates: only if neither report knows of a second
        // meeting.
        Times::Near => {
            same_channel && mutual && is_only(a, nodes, block) && is_only(b, nodes, block)
        }
        Times::Differ => false,
    };
    let dated = f64::from(u8::from(times(a, b) == Times::Agree));
    sure.then(|| topic + dated + f64::from(u8::from(same_channel)))
}

/// Says whether a report tells of one communication of this kind between the two, and of no second
/// at another time.
fn is_only(node: &Node, nodes: &[Node], block: &[usize]) -> bool {
    let others = block
        .iter()
        .filter_map(|at| nodes.get(*at))
        .filter(|other| other.report == node.report && other.told.channel == node.told.channel);
    others
        .into_iter()
        .all(|other| other.days == node.days || other.days.is_none() || node.days.is_none())
}

fn communication(pile: &Pile, nodes: &[Node], mut group: Vec<usize>) -> Communication {
    // Nodes stand in the order in which their reports appeared.
    group.sort_unstable();
    let members: Vec<&Node> = group.iter().filter_map(|at| nodes.get(*at)).collect();
    let says = |node: &Node| {
        let told = node.told;
        let known = [
            told.channel.is_some(),
            value(pile, node.report, told).is_some(),
            told.about.is_some(),
            told.place.is_some(),
            told.secrecy.is_some(),
        ];
        (
            !node.from.is_empty(),
            !node.to.is_empty(),
            known.into_iter().filter(|known| *known).count(),
        )
    };
    let clearest = (0..members.len())
        .rev()
        .max_by_key(|at| members.get(*at).map(|node| says(node)))
        .unwrap_or_default();
    Communication {
        tellings: members.iter().map(|node| (node.report, node.at)).collect(),
        clearest,
    }
}

/// Finds in what the tellings of each communication differ: dates, places, how often, and whether
/// it took place at all.
pub(super) fn conflicts(pile: &Pile, communications: &[Communication]) -> Vec<Conflict> {
    let mut out = Vec::new();
    for (id, communication) in (0u32..).map(CommunicationId).zip(communications) {
        let reports: BTreeSet<ReportIndex> = communication
            .tellings
            .iter()
            .map(|(report, _)| *report)
            .collect();
        if reports.len() < 2 {
            continue;
        }
        let told = |(report, at): &(ReportIndex, usize)| {
            pile.entry(*report)?
                .reading
                .told
                .get(*at)
                .map(|told| (*report, told))
        };
        let tellings: Vec<(ReportIndex, &Told)> = communication
            .tellings
            .iter()
            .take(COMPARED)
            .filter_map(told)
            .collect();
        let found = [
            (
                ConflictKind::Date,
                at_odds(
                    &tellings,
                    |(report, told)| dated(pile, *report, told),
                    |a, b| a.0 <= b.1 && b.0 <= a.1,
                ),
            ),
            (
                ConflictKind::Place,
                at_odds(
                    &tellings,
                    |(report, told)| placed(pile, *report, told),
                    |a, b| !are_apart(pile, *a, *b),
                ),
            ),
            (
                ConflictKind::Quantity,
                at_odds(
                    &tellings,
                    |(report, told)| counted(pile, *report, told),
                    |a, b| !a.comparable(b) || a.agrees(b),
                ),
            ),
            (
                ConflictKind::Polarity,
                at_odds(
                    &tellings,
                    |(report, told)| affirmed(pile, *report, told),
                    |a, b| a == b,
                ),
            ),
        ];
        let sided = found.into_iter().filter(|(_, sides)| sides.len() > 1);
        out.extend(sided.map(|(kind, tellings)| Conflict {
            kind,
            thing: String::new(),
            of: Disputed::Communication(id),
            tellings,
        }));
    }
    out
}

/// Returns the sides whose values stand against that of another report.
fn at_odds<'t, T>(
    tellings: &[(ReportIndex, &'t Told)],
    given: impl Fn(&(ReportIndex, &'t Told)) -> Option<(Side, T)>,
    agrees: impl Fn(&T, &T) -> bool,
) -> Vec<Side> {
    let given: Vec<(Side, T)> = tellings.iter().filter_map(given).collect();
    let against = |(side, value): &&(Side, T)| {
        given
            .iter()
            .any(|(other, theirs)| other.report != side.report && !agrees(value, theirs))
    };
    let mut sides: Vec<Side> = given
        .iter()
        .filter(against)
        .map(|(side, _)| side.clone())
        .collect();
    sides.dedup();
    sides
}

fn dated(pile: &Pile, report: ReportIndex, told: &Told) -> Option<(Side, (Date, Date))> {
    let time = pile
        .entry(report)?
        .reading
        .times
        .get(told.when?.0 as usize)?;
    let value = time.value.as_deref()?;
    Some((
        Side {
            report,
            span: time.span,
            voice: voices::vouching(pile, report, told.attribution),
            value: value.to_owned(),
        },
        days(value)?,
    ))
}

fn placed(
    pile: &Pile,
    report: ReportIndex,
    told: &Told,
) -> Option<(Side, (ReportIndex, LinkedEntityId))> {
    let place = told.place.as_ref()?;
    let id = pile.linked(report, place.entity?)?;
    let entity = pile
        .entity(id)
        .filter(|entity| entity.kind == EntityKind::Place)?;
    Some((
        Side {
            report,
            span: place.span,
            voice: voices::vouching(pile, report, told.attribution),
            value: entity.name.clone(),
        },
        (report, id),
    ))
}

/// Says whether two places are two: a report that names both may speak of a town and its country.
fn are_apart(
    pile: &Pile,
    a: (ReportIndex, LinkedEntityId),
    b: (ReportIndex, LinkedEntityId),
) -> bool {
    let names = |report: ReportIndex, place: LinkedEntityId| {
        pile.entity(place)
            .is_some_and(|entity| entity.mentions.iter().any(|(other, _)| *other == report))
    };
    a.1 != b.1 && !names(a.0, b.1) && !names(b.0, a.1)
}

fn counted(
    pile: &Pile,
    report: ReportIndex,
    told: &Told,
) -> Option<(Side, super::quantities::Quantity)> {
    let count = told.count?;
    let text = pile.entry(report)?.report.text();
    let found = quantities(text, count.cover(told.cue)).into_iter().next()?;
    Some((
        Side {
            report,
            span: found.span,
            voice: voices::vouching(pile, report, told.attribution),
            value: found.value.clone(),
        },
        found,
    ))
}

fn affirmed(pile: &Pile, report: ReportIndex, told: &Told) -> Option<(Side, bool)> {
    let yes = match told.status {
        Status::Happened => true,
        Status::Denied => false,
        Status::Planned | Status::Refused => return None,
    };
    let span: Span = told.evidence;
    Some((
        Side {
            report,
            span,
            voice: voices::vouching(pile, report, told.attribution),
            value: if yes { "yes" } else { "no" }.to_owned(),
        },
        yes,
    ))
}
