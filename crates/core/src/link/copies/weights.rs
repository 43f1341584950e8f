//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py` from reports with machine-made rewrites and from reports of several outlets on one event.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how much one pair leads another.
pub(super) const ALONE: (f32, Measures) =
    (6.061, [-16.004, 7.644, 14.981, -17.429, -0.701, 5.419, -32.727, 41.349, 5.761, 6.194, -1.559, -3.617, -20.818]);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) =
    (10.484, [-13.713, 2.699, 6.913, -13.948, -0.268, 6.719, -25.925, 17.546, 4.333, 3.357, -4.570, -1.827, -15.745]);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = (0.547, 0.475);
