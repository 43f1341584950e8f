//! What each number that describes a candidate weighs, for pronouns of one and of several, and the score that nobody has.
//!
//! Written by workshop/train_antecedents.py from GUM's training part.

use super::antecedents::FEATURES;

/// For "he" and "she".
pub(super) const SINGULAR: ([f32; FEATURES], f32) = (
    [
        0.79,  // last mentioned in the same sentence
        0.05,  // one sentence back
        -0.52, // two sentences back
        -0.73, // three or more sentences back
        0.46,  // in the same block
        -0.30, // in the block before
        0.16,  // the latest of those that fit
        -0.05, // the second latest
        -0.52, // the third latest or older
        0.14,  // last mention is a subject
        0.55,  // subject, as the pronoun is
        0.03,  // no subject, as the pronoun is none
        0.71,  // last mention opens its sentence
        -0.26, // last mention is a possessive
        0.44,  // last mention is a pronoun
        0.91,  // last mention is a description
        -0.38, // last mention stands beside a verb of saying
        0.28,  // both stand beside a verb of saying
        0.87,  // gender is known and agrees
        0.02,  // entity has no name
        0.72,  // mentions so far, as a logarithm
        0.15,  // mentioned most so far of those that fit
        -2.10, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        0.91,  // both stand in one quotation
        -0.50, // mentioned in a quotation, the pronoun is not
        -0.07, // subject of the verb whose object the pronoun is
        0.68,  // subject of the sentence, the pronoun is reflexive or possessive
        0.05,  // says in the same sentence what the pronoun is part of
        -1.40, // the only one that fits
        0.21,  // subject of the sentence before, the pronoun opens its own
        0.21,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.66,  // joined to the pronoun by and
        0.22,  // the first in the sentence in which the pronoun is a subject
    ],
    0.40, // nobody
);

/// For "they".
pub(super) const PLURAL: ([f32; FEATURES], f32) = (
    [
        1.21,  // last mentioned in the same sentence
        -0.41, // one sentence back
        -0.30, // two sentences back
        -1.19, // three or more sentences back
        0.26,  // in the same block
        -0.44, // in the block before
        0.24,  // the latest of those that fit
        -0.58, // the second latest
        -0.35, // the third latest or older
        -0.03, // last mention is a subject
        0.50,  // subject, as the pronoun is
        -0.02, // no subject, as the pronoun is none
        0.22,  // last mention opens its sentence
        0.28,  // last mention is a possessive
        0.38,  // last mention is a pronoun
        0.39,  // last mention is a description
        -0.08, // last mention stands beside a verb of saying
        -0.01, // both stand beside a verb of saying
        -0.05, // gender is known and agrees
        0.23,  // entity has no name
        -0.62, // mentions so far, as a logarithm
        0.21,  // mentioned most so far of those that fit
        -0.32, // speaks around the quotation, or the turn of a transcript, in which the pronoun stands
        0.23,  // both stand in one quotation
        -0.09, // mentioned in a quotation, the pronoun is not
        -0.06, // subject of the verb whose object the pronoun is
        0.19,  // subject of the sentence, the pronoun is reflexive or possessive
        0.00,  // says in the same sentence what the pronoun is part of
        -0.11, // the only one that fits
        -0.02, // subject of the sentence before, the pronoun opens its own
        0.48,  // the latest of those that fit, the pronoun is reflexive or possessive
        0.13,  // joined to the pronoun by and
        0.57,  // the first in the sentence in which the pronoun is a subject
    ],
    0.69, // nobody
);
