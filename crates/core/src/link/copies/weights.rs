//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py`; models/copies.md says from what.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how
/// much one pair leads another.
pub(super) const ALONE: (f32, Measures) = (
    -5.743,
    [
        -14.856, 4.798, 10.551, -26.115, -1.623, 5.820, -11.626, 16.758, 4.196, 4.296, 1.517,
        -3.595, -18.046,
    ],
);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) = (
    -5.035,
    [
        -10.284, 1.286, 5.333, -6.208, -0.364, 3.020, -5.194, 4.304, 5.231, -0.593, -1.621, -0.112,
        -7.761,
    ],
);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = (1.133, 0.721);
