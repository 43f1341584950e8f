//! What each number that describes a candidate weighs, for pronouns of one and of several, and the score that nobody has.
//!
//! Written by workshop/train_antecedents.py from GUM's training part.

use super::antecedents::FEATURES;

/// For "he" and "she".
pub(super) const SINGULAR: ([f32; FEATURES], f32) = (
    [
        0.88,  // last mentioned in the same sentence
        -0.13, // one sentence back
        -0.61, // two sentences back
        -0.51, // three or more sentences back
        0.87,  // in the same block
        -0.11, // in the block before
        0.02,  // the latest of those that fit
        0.04,  // the second latest
        -0.43, // the third latest or older
        -0.35, // last mention is a subject
        0.49,  // subject, as the pronoun is
        0.05,  // no subject, as the pronoun is none
        0.50,  // last mention opens its sentence
        -0.50, // last mention is a possessive
        0.58,  // last mention is a pronoun
        0.60,  // last mention is a description
        -0.47, // last mention stands beside a verb of saying
        0.20,  // both stand beside a verb of saying
        1.18,  // gender is known and agrees
        0.05,  // entity has no name
        0.55,  // mentions so far, as a logarithm
        0.61,  // mentioned most so far of those that fit
        -2.34, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        0.74,  // both stand in one quotation
        -0.21, // mentioned in a quotation, the pronoun is not
        -0.23, // subject of the verb whose object the pronoun is
        0.79,  // subject of the sentence, the pronoun is reflexive or possessive
        0.31,  // says in the same sentence what the pronoun is part of
        -0.73, // the only one that fits
        0.22,  // subject of the sentence before, the pronoun opens its own
        0.35,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.62,  // joined to the pronoun by and
    ],
    0.36, // nobody
);

/// For "they".
pub(super) const PLURAL: ([f32; FEATURES], f32) = (
    [
        1.20,  // last mentioned in the same sentence
        -0.16, // one sentence back
        -0.27, // two sentences back
        -1.34, // three or more sentences back
        0.21,  // in the same block
        -0.19, // in the block before
        0.33,  // the latest of those that fit
        -0.57, // the second latest
        -0.32, // the third latest or older
        -0.10, // last mention is a subject
        0.46,  // subject, as the pronoun is
        -0.16, // no subject, as the pronoun is none
        0.18,  // last mention opens its sentence
        0.80,  // last mention is a possessive
        0.39,  // last mention is a pronoun
        0.39,  // last mention is a description
        -0.10, // last mention stands beside a verb of saying
        -0.01, // both stand beside a verb of saying
        -0.04, // gender is known and agrees
        0.31,  // entity has no name
        -0.62, // mentions so far, as a logarithm
        0.38,  // mentioned most so far of those that fit
        -0.34, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        -0.01, // both stand in one quotation
        -0.10, // mentioned in a quotation, the pronoun is not
        -0.06, // subject of the verb whose object the pronoun is
        0.07,  // subject of the sentence, the pronoun is reflexive or possessive
        0.00,  // says in the same sentence what the pronoun is part of
        -0.19, // the only one that fits
        0.00,  // subject of the sentence before, the pronoun opens its own
        0.44,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.00,  // joined to the pronoun by and
    ],
    0.56, // nobody
);
