//! What each sign of two sentences weighs in whether they tell the same.
//!
//! Written by `workshop/train_same.py`; models/claims.md says from what.

use super::alike::SIGNS;

/// The weights, and what stands without any sign.
pub(super) const SAME: ([f32; SIGNS], f32) = (
    [
        13.209, // how far the words of each meet a near one in the other, mean of both ways
        -3.807, // the same of the way that meets more, squared
        -2.201, // cosine of the words by rarity, squared
        0.250,  // the rarest word that meets nothing
        0.367,  // weight of shared words without capital
        -1.463, // share of words with a capital that the other has, the less of both
        1.971,  // nearness of the sums of all words
        -0.051, // the rarest shared word
    ],
    -4.967, // whatever is seen
);
