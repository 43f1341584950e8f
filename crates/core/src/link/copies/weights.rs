//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py`; models/copies.md says from what.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how
/// much one pair leads another.
pub(super) const ALONE: (f32, Measures) = (
    -1.441,
    [
        -16.307, 2.837, 10.604, -26.185, -2.136, 6.167, -11.988, 18.499, 2.125, 3.079, 1.383,
        -3.575, -18.622,
    ],
);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) = (
    -0.898,
    [
        -13.173, 3.333, 6.181, -8.265, -1.054, 3.164, -8.960, 8.711, 1.561, -2.504, -0.520, -0.920,
        -18.314,
    ],
);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = (0.875, 0.645);
