//! What each number that describes a candidate weighs, for pronouns of one and of several, and the
//! score that nobody has.
//!
//! Written by `workshop/train_antecedents.py` from GUM's training part.

use super::antecedents::FEATURES;

/// For "he" and "she".
pub(super) const SINGULAR: ([f32; FEATURES], f32) = (
    [
        0.67,  // last mentioned in the same sentence
        0.28,  // one sentence back
        -0.48, // two sentences back
        -0.48, // three or more sentences back
        0.47,  // in the same block
        -0.40, // in the block before
        0.33,  // the latest of those that fit
        0.13,  // the second latest
        -0.46, // the third latest or older
        0.59,  // last mention is a subject
        0.36,  // subject, as the pronoun is
        -0.19, // no subject, as the pronoun is none
        0.44,  // last mention opens its sentence
        -0.25, // last mention is a possessive
        0.59,  // last mention is a pronoun
        0.82,  // last mention is a description
        -0.37, // last mention stands beside a verb of saying
        0.37,  // both stand beside a verb of saying
        0.51,  // gender is known and agrees
        -0.19, // entity has no name
        0.48,  // mentions so far, as a logarithm
        0.43,  // mentioned most so far of those that fit
        -2.04, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        0.82,  // both stand in one quotation
        -0.48, // mentioned in a quotation, the pronoun is not
        -0.20, // subject of the verb whose object the pronoun is
        0.86,  // subject of the sentence, the pronoun is reflexive or possessive
        0.25,  // says in the same sentence what the pronoun is part of
        -0.68, // the only one that fits
        0.34,  // subject of the sentence before, the pronoun opens its own
        0.12,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.25,  // joined to the pronoun by and
    ],
    -0.00, // nobody
);

/// For "they".
pub(super) const PLURAL: ([f32; FEATURES], f32) = (
    [
        1.36,  // last mentioned in the same sentence
        -0.22, // one sentence back
        -0.57, // two sentences back
        -0.96, // three or more sentences back
        0.19,  // in the same block
        -0.58, // in the block before
        0.57,  // the latest of those that fit
        -0.29, // the second latest
        -0.68, // the third latest or older
        0.07,  // last mention is a subject
        0.50,  // subject, as the pronoun is
        -0.21, // no subject, as the pronoun is none
        0.08,  // last mention opens its sentence
        0.31,  // last mention is a possessive
        0.34,  // last mention is a pronoun
        0.20,  // last mention is a description
        -0.08, // last mention stands beside a verb of saying
        -0.01, // both stand beside a verb of saying
        -0.07, // gender is known and agrees
        0.21,  // entity has no name
        -0.62, // mentions so far, as a logarithm
        0.24,  // mentioned most so far of those that fit
        -0.37, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        0.22,  // both stand in one quotation
        0.83,  // mentioned in a quotation, the pronoun is not
        -0.03, // subject of the verb whose object the pronoun is
        0.18,  // subject of the sentence, the pronoun is reflexive or possessive
        0.00,  // says in the same sentence what the pronoun is part of
        -0.08, // the only one that fits
        0.00,  // subject of the sentence before, the pronoun opens its own
        0.21,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.11,  // joined to the pronoun by and
    ],
    0.40, // nobody
);
