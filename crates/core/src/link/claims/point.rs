//! The point of a claim: what its reports have in common, and how near each telling stands to it.
//!
//! A report tells beside its news what led to it, what else was said, what it may mean; where such a
//! sentence shares the names of the affair it may come into a claim. Of 286 tellings of independent
//! reports that a reader judged, one half told the claim among those that stand less near than
//! [`AT_POINT`], 95 in a hundred from .7 on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::statements::Statement;
use crate::link::{ReportIndex, rarity};

/// What stands less near is beside the point: who tells nothing else is no origin of the claim where
/// others are, and who answers it does not answer the claim.
pub(super) const AT_POINT: f32 = 0.4;

/// Returns how near each of some statements stands to what other reports tell, as a share of the
/// nearest: 0 to 1.
pub(super) fn nearness(statements: &[&Statement]) -> Vec<f32> {
    let mut held: BTreeMap<ReportIndex, BTreeSet<u64>> = BTreeMap::new();
    for statement in statements {
        let own = held.entry(statement.report).or_default();
        own.extend(statement.items.iter().map(|(item, _)| *item));
    }
    let mut counts: HashMap<u64, f32> = HashMap::new();
    for item in held.values().flatten() {
        *counts.entry(*item).or_default() += 1.0;
    }
    let near = |statement: &&Statement| {
        let (mut shared, mut squares) = (0.0, 0.0);
        for (item, class) in &statement.items {
            let weight = rarity::of(*item) * class.weight().powi(2);
            // What nobody else tells is left with nothing.
            let others = counts.get(item).copied().unwrap_or(1.0) - 1.0;
            shared += weight * others;
            squares += weight;
        }
        if squares > 0.0 {
            shared / f32::sqrt(squares)
        } else {
            0.0
        }
    };
    let near: Vec<f32> = statements.iter().map(near).collect();
    let nearest = near.iter().copied().fold(0.0, f32::max);
    // Where only one report tells, all that it tells is the point.
    let relative = |near: f32| if nearest > 0.0 { near / nearest } else { 1.0 };
    near.into_iter().map(relative).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Stance;
    use crate::link::words::Class;
    use crate::span::Span;

    fn statement(report: u32, items: &[u64]) -> Statement {
        Statement {
            report: ReportIndex(report),
            attribution: None,
            span: Span::new(0, 1),
            stance: Stance::Asserts,
            items: items.iter().map(|item| (*item, Class::Plain)).collect(),
            people: Vec::new(),
        }
    }

    #[test]
    fn what_shares_little_with_other_reports_stands_beside() {
        let all = [
            statement(0, &[1, 2, 3, 4]),
            statement(0, &[4, 8, 9, 10, 11, 12]),
            statement(1, &[1, 2, 3, 5]),
            statement(2, &[1, 2, 3, 4, 6]),
        ];
        let near = nearness(&all.iter().collect::<Vec<_>>());
        assert!(near[1] < AT_POINT, "{near:?}");
        assert!([0, 2, 3].iter().all(|at| near[*at] > 0.7), "{near:?}");
        // What one report alone tells has no other point.
        assert_eq!(nearness(&[&all[1]]), [1.0]);
    }
}
