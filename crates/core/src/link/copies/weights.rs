//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py`; models/copies.md says from what.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how
/// much one pair leads another.
pub(super) const ALONE: (f32, Measures) = (
    1.386,
    [
        -15.848, 5.268, 11.616, -24.579, -1.369, 6.785, -15.677, 17.113, 4.601, 5.060, 0.038,
        -4.165, -19.228,
    ],
);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) = (
    10.523,
    [
        -15.829, 4.714, 9.407, -13.123, -0.156, 6.918, -17.313, 8.407, 1.494, 2.512, -3.434,
        -3.039, -19.950,
    ],
);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = (0.579, 0.839);
