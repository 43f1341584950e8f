//! Copies: which report was taken from which, and which passages.
//!
//! Owns the four steps and the direction; [`shingles`] scores words taken as they stand,
//! [`rewritten`] texts that tell what another tells in other words, [`body`] is what both compare,
//! [`credit`] whom a report names as its source.

mod align;
mod body;
mod credit;
mod measures;
mod rewritten;
mod shingles;
mod weights;

use std::cmp::Reverse;

use super::{Copy, CopyKind, Direction, Entry, ReportIndex};
use crate::outlets::family;
use crate::span::Span;
use body::Body;
use credit::credits;
use measures::Side;

/// Two reports that share passages, before it is decided which was taken from which.
struct Pair {
    a: u32,
    b: u32,
    kind: CopyKind,
    /// The passages, of `a` and of `b`.
    passages: Vec<(Span, Span)>,
    /// The share of each body that stands in the other.
    shares: (f32, f32),
}

/// Finds the copies of a pile.
pub(super) fn find(pile: &[&Entry]) -> Vec<Copy> {
    let bodies = bodies(pile);
    let mut pairs = shingles::find(&bodies);
    pairs.extend(rewritten::find(&bodies, &pairs));
    connect(
        &bodies,
        pairs
            .into_iter()
            .filter_map(|pair| directed(pile, &bodies, pair))
            .collect(),
    )
}

/// Returns what is measured of every pair of reports that is looked at, for whoever learns what the
/// measures weigh.
pub(super) fn measured(pile: &[&Entry]) -> Vec<(ReportIndex, ReportIndex, Vec<f32>)> {
    let bodies = bodies(pile);
    let known = shingles::find(&bodies);
    let sides: Vec<Side> = bodies.iter().map(Side::of).collect();
    let scored = rewritten::scored(&bodies, &sides, &known);
    scored
        .into_iter()
        .map(|pair| {
            (
                ReportIndex(pair.a),
                ReportIndex(pair.b),
                pair.measures.to_vec(),
            )
        })
        .collect()
}

/// Prepares the texts of a pile, each with its place in the order of appearance.
fn bodies(pile: &[&Entry]) -> Vec<Body> {
    let mut order: Vec<usize> = (0..pile.len()).collect();
    order.sort_by_key(|at| pile.get(*at).map(|entry| entry.appeared()));
    let mut bodies: Vec<Body> = pile.iter().map(|entry| Body::of(entry)).collect();
    for (place, at) in (0u32..).zip(order) {
        if let Some(body) = bodies.get_mut(at) {
            body.place = place;
        }
    }
    bodies
}

/// Decides which of two reports is the original.
fn directed(pile: &[&Entry], bodies: &[Body], pair: Pair) -> Option<Copy> {
    let (a, b) = (pile.get(pair.a as usize)?, pile.get(pair.b as usize)?);
    let credits = (credits(a, b), credits(b, a));
    let dates = (a.report.about.published, b.report.about.published);
    let lengths = (
        bodies.get(pair.a as usize)?.words.len(),
        bodies.get(pair.b as usize)?.words.len(),
    );
    let (a_first, direction) = match (credits, dates) {
        ((true, false), _) => (false, Direction::Credited),
        ((false, true), _) => (true, Direction::Credited),
        (_, (Some(a), Some(b))) if a.date != b.date => (a.date < b.date, Direction::Earlier),
        (_, (Some(a), Some(b))) if a.time.is_some() && b.time.is_some() && a.time != b.time => {
            (a.time < b.time, Direction::Earlier)
        }
        // A tenth more is fuller; less may be a caption or a line about the author.
        _ if lengths.0 * 10 > lengths.1 * 11 => (true, Direction::Fuller),
        _ if lengths.1 * 10 > lengths.0 * 11 => (false, Direction::Fuller),
        _ => (a.report.id() <= b.report.id(), Direction::Unknown),
    };
    let (from, to) = if a_first {
        (pair.a, pair.b)
    } else {
        (pair.b, pair.a)
    };
    let turned = |(a, b)| if a_first { (a, b) } else { (b, a) };
    let mut passages: Vec<(Span, Span)> = pair.passages.into_iter().map(turned).collect();
    passages.sort_by_key(|(from, to)| (*to, *from));
    let family = a
        .report
        .about
        .outlet
        .as_deref()
        .zip(b.report.about.outlet.as_deref())
        .and_then(|(a, b)| family(a, b))
        .map(str::to_owned);
    let share = if a_first {
        pair.shares.1
    } else {
        pair.shares.0
    };
    Some(Copy {
        from: ReportIndex(from),
        to: ReportIndex(to),
        kind: pair.kind,
        share,
        direction,
        family,
        passages,
    })
}

/// The **connect** step: keeps for each copy the originals that explain it.
///
/// Forty reprints of one wire story are pairwise alike; each is shown once, as taken from the one
/// that explains most of it, and a second original only where it explains what the first does not.
fn connect(bodies: &[Body], mut copies: Vec<Copy>) -> Vec<Copy> {
    /// A second original must explain this share of the passages anew.
    const NEWS: f32 = 0.5;
    let originals: std::collections::BTreeSet<ReportIndex> = {
        let taken: std::collections::BTreeSet<ReportIndex> =
            copies.iter().map(|copy| copy.to).collect();
        copies
            .iter()
            .map(|copy| copy.from)
            .filter(|from| !taken.contains(from))
            .collect()
    };
    let place = |report: ReportIndex| bodies.get(report.0 as usize).map(|body| body.place);
    let strength = |copy: &Copy| {
        // Shares within two hundredths are equal: then one that was itself taken from nobody comes
        // first.
        (
            copy.direction == Direction::Credited,
            (copy.share * 50.0).round() as i32,
            originals.contains(&copy.from),
        )
    };
    copies.sort_by_key(|copy| (copy.to, Reverse(strength(copy)), place(copy.from)));
    let mut kept: Vec<Copy> = Vec::new();
    for copy in copies {
        let explained: Vec<Span> = kept
            .iter()
            .rev()
            .take_while(|k| k.to == copy.to)
            .flat_map(|k| k.passages.iter().map(|p| p.1))
            .collect();
        let (mut all, mut new) = (0, 0);
        for (_, passage) in &copy.passages {
            all += passage.len();
            if !explained.iter().any(|known| known.overlaps(*passage)) {
                new += passage.len();
            }
        }
        if explained.is_empty() || new as f32 >= NEWS * all as f32 {
            kept.push(copy);
        }
    }
    kept
}
