//! What each measure of a pair weighs, and its leads over its rivals.
//!
//! Written by `workshop/train_copies.py` from reports with machine-made rewrites and from reports of several outlets on one event.

use super::measures::Measures;

/// The measures alone: which pairs are so surely copies that they are nobody's rivals, and by how much one pair leads another.
pub(super) const ALONE: (f32, Measures) = (9.161, [-26.019, 8.364, 21.059, -27.289, -1.021, 9.064, -45.011, 56.741, 7.115, 8.228, -3.282, -4.307, -24.918]);

/// The regression that decides: the measures again …
pub(super) const AGAINST_RIVALS: (f32, Measures) = (18.938, [-18.341, 2.153, 5.771, -18.904, -0.493, 9.801, -34.491, 21.869, 6.341, 4.174, -8.496, -1.222, -18.036]);

/// … with the smaller and the larger lead.
pub(super) const LEADS: (f32, f32) = (0.457, 0.655);
