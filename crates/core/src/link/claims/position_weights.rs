//! What each sign of a claim and a headline weighs in how the headline stands to the claim.
//!
//! Written by `workshop/train_position.py`; models/claims.md says from what.

use super::position::SIGNS;

/// For "for".
pub(super) const FOR: ([f32; SIGNS], f32) = (
    [
        -0.939, // headline has a word for: a hoax
        -0.349, // headline has a word for: denied
        0.668,  // headline has a word for: wrong
        0.016,  // headline has a word for: not
        0.027,  // headline has a word for: doubted
        -0.667, // headline has a word for: a rumour
        -0.815, // headline has a word for: reported
        -0.115, // headline has a word for: alleged
        -0.479, // headline has a word for: claimed
        0.126,  // headline has a word for: said
        0.117,  // headline has a word for: possible
        0.494,  // headline has a word for: believed
        -0.061, // headline has a word for: planned
        0.793,  // headline has a word for: examined
        0.060,  // headline has a word for: confirmed
        -0.072, // headline has a word for: alive
        0.000,  // claim has a word for: a hoax
        0.000,  // claim has a word for: denied
        0.000,  // claim has a word for: wrong
        0.365,  // claim has a word for: not
        0.000,  // claim has a word for: doubted
        0.309,  // claim has a word for: a rumour
        0.000,  // claim has a word for: reported
        0.000,  // claim has a word for: alleged
        0.648,  // claim has a word for: claimed
        0.861,  // claim has a word for: said
        -0.449, // claim has a word for: possible
        0.554,  // claim has a word for: believed
        -0.504, // claim has a word for: planned
        0.182,  // claim has a word for: examined
        -0.124, // claim has a word for: confirmed
        0.000,  // claim has a word for: alive
        -0.773, // how far the headline covers the claim
        0.517,  // how far the claim covers the headline
        -0.175, // the headline meets nothing of the claim
        -0.086, // the headline covers most of the claim
        -1.274, // words that refute, up to two
        -0.836, // words that keep a distance, up to two
        -0.041, // both
        0.734,  // neither, and no question
        1.158,  // neither, and how far the claim is covered
        0.038,  // the claim itself is of something false or not done, and the headline refutes
        -0.521, // a question mark
        -0.186, // a question mark and no word that keeps a distance
        -0.649, // ends with a question mark
        0.000,  // quotation marks
        -0.229, // a colon
        -0.210, // a colon behind a few words
        0.546,  // a number of the claim
        0.168,  // each has a number that the other lacks
        -0.112, // the claim has a number and the headline has none
        0.605,  // length in tens of words
        -0.333, // one of the first words calls it a hoax or says no
        -0.196, // one of the last words calls it a hoax
        -0.647, // one of the first words passes it on
        -0.146, // opens with a word that asks
    ],
    -0.907, // whatever is seen
);

/// For "against".
pub(super) const AGAINST: ([f32; SIGNS], f32) = (
    [
        1.103,  // headline has a word for: a hoax
        0.462,  // headline has a word for: denied
        0.191,  // headline has a word for: wrong
        0.385,  // headline has a word for: not
        1.184,  // headline has a word for: doubted
        1.259,  // headline has a word for: a rumour
        0.090,  // headline has a word for: reported
        -0.743, // headline has a word for: alleged
        0.324,  // headline has a word for: claimed
        -0.020, // headline has a word for: said
        -0.644, // headline has a word for: possible
        -0.139, // headline has a word for: believed
        -0.162, // headline has a word for: planned
        -0.589, // headline has a word for: examined
        0.193,  // headline has a word for: confirmed
        0.374,  // headline has a word for: alive
        0.000,  // claim has a word for: a hoax
        0.000,  // claim has a word for: denied
        0.000,  // claim has a word for: wrong
        0.746,  // claim has a word for: not
        0.000,  // claim has a word for: doubted
        -0.326, // claim has a word for: a rumour
        0.000,  // claim has a word for: reported
        0.000,  // claim has a word for: alleged
        -0.523, // claim has a word for: claimed
        -0.238, // claim has a word for: said
        -0.399, // claim has a word for: possible
        0.068,  // claim has a word for: believed
        0.453,  // claim has a word for: planned
        -0.166, // claim has a word for: examined
        -0.726, // claim has a word for: confirmed
        0.000,  // claim has a word for: alive
        -0.033, // how far the headline covers the claim
        -0.537, // how far the claim covers the headline
        -0.167, // the headline meets nothing of the claim
        -0.100, // the headline covers most of the claim
        2.369,  // words that refute, up to two
        -0.296, // words that keep a distance, up to two
        0.450,  // both
        -0.553, // neither, and no question
        -0.974, // neither, and how far the claim is covered
        -0.340, // the claim itself is of something false or not done, and the headline refutes
        -0.124, // a question mark
        -0.014, // a question mark and no word that keeps a distance
        -0.556, // ends with a question mark
        0.000,  // quotation marks
        -0.051, // a colon
        -0.026, // a colon behind a few words
        -1.071, // a number of the claim
        -0.565, // each has a number that the other lacks
        -0.365, // the claim has a number and the headline has none
        -0.906, // length in tens of words
        0.356,  // one of the first words calls it a hoax or says no
        0.706,  // one of the last words calls it a hoax
        -0.299, // one of the first words passes it on
        -0.206, // opens with a word that asks
    ],
    -0.011, // whatever is seen
);

/// For "observing".
pub(super) const OBSERVING: ([f32; SIGNS], f32) = (
    [
        -0.502, // headline has a word for: a hoax
        -0.296, // headline has a word for: denied
        -0.711, // headline has a word for: wrong
        -0.351, // headline has a word for: not
        -1.060, // headline has a word for: doubted
        -0.695, // headline has a word for: a rumour
        0.322,  // headline has a word for: reported
        0.720,  // headline has a word for: alleged
        0.141,  // headline has a word for: claimed
        -0.001, // headline has a word for: said
        0.445,  // headline has a word for: possible
        -0.226, // headline has a word for: believed
        0.143,  // headline has a word for: planned
        -0.173, // headline has a word for: examined
        -0.210, // headline has a word for: confirmed
        -0.258, // headline has a word for: alive
        0.000,  // claim has a word for: a hoax
        0.000,  // claim has a word for: denied
        0.000,  // claim has a word for: wrong
        -0.919, // claim has a word for: not
        0.000,  // claim has a word for: doubted
        -0.052, // claim has a word for: a rumour
        0.000,  // claim has a word for: reported
        0.000,  // claim has a word for: alleged
        -0.239, // claim has a word for: claimed
        -0.559, // claim has a word for: said
        0.691,  // claim has a word for: possible
        -0.735, // claim has a word for: believed
        0.151,  // claim has a word for: planned
        -0.023, // claim has a word for: examined
        0.472,  // claim has a word for: confirmed
        0.000,  // claim has a word for: alive
        0.576,  // how far the headline covers the claim
        -0.086, // how far the claim covers the headline
        0.348,  // the headline meets nothing of the claim
        0.104,  // the headline covers most of the claim
        -1.808, // words that refute, up to two
        0.760,  // words that keep a distance, up to two
        -0.555, // both
        -0.536, // neither, and no question
        -0.618, // neither, and how far the claim is covered
        0.337,  // the claim itself is of something false or not done, and the headline refutes
        0.439,  // a question mark
        0.253,  // a question mark and no word that keeps a distance
        0.884,  // ends with a question mark
        0.000,  // quotation marks
        0.290,  // a colon
        0.135,  // a colon behind a few words
        0.152,  // a number of the claim
        0.207,  // each has a number that the other lacks
        0.306,  // the claim has a number and the headline has none
        -0.033, // length in tens of words
        -0.497, // one of the first words calls it a hoax or says no
        -0.750, // one of the last words calls it a hoax
        0.543,  // one of the first words passes it on
        0.197,  // opens with a word that asks
    ],
    -0.774, // whatever is seen
);
