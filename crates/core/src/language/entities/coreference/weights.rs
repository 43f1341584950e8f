//! What each number that describes a candidate weighs, for pronouns of one and of several, and the score that nobody has.
//!
//! Written by workshop/train_antecedents.py.

use super::antecedents::FEATURES;

/// For "he" and "she".
pub(super) const SINGULAR: ([f32; FEATURES], f32) = (
    [
        0.00, // last mentioned in the same sentence
        -1.50, // one sentence back
        -3.00, // two sentences back
        -4.50, // three or more sentences back
        0.00, // in the same block
        0.00, // in the block before
        0.50, // the latest of those that fit
        0.25, // the second latest
        0.00, // the third latest or older
        1.50, // last mention is a subject
        0.00, // subject, as the pronoun is
        0.00, // no subject, as the pronoun is none
        0.00, // last mention opens its sentence
        0.00, // last mention is a possessive
        0.50, // last mention is a pronoun
        0.00, // last mention is a description
        1.00, // last mention stands beside a verb of saying
        0.00, // both stand beside a verb of saying
        0.00, // gender is known and agrees
        0.00, // entity has no name
        0.00, // mentions so far, as a logarithm
        0.00, // mentioned most so far of those that fit
        0.00, // speaks around the quotation in which the pronoun stands
        0.00, // both stand in one quotation
        0.00, // mentioned in a quotation, the pronoun is not
        -10.00, // subject of the verb whose object the pronoun is
        0.00, // subject of the sentence, the pronoun is reflexive or possessive
    ],
    -20.0, // nobody
);

/// For "they".
pub(super) const PLURAL: ([f32; FEATURES], f32) = (
    [
        0.00, // last mentioned in the same sentence
        -1.50, // one sentence back
        -3.00, // two sentences back
        -4.50, // three or more sentences back
        0.00, // in the same block
        0.00, // in the block before
        0.50, // the latest of those that fit
        0.25, // the second latest
        0.00, // the third latest or older
        1.50, // last mention is a subject
        0.00, // subject, as the pronoun is
        0.00, // no subject, as the pronoun is none
        0.00, // last mention opens its sentence
        0.00, // last mention is a possessive
        0.50, // last mention is a pronoun
        0.00, // last mention is a description
        1.00, // last mention stands beside a verb of saying
        0.00, // both stand beside a verb of saying
        0.00, // gender is known and agrees
        0.00, // entity has no name
        0.00, // mentions so far, as a logarithm
        0.00, // mentioned most so far of those that fit
        0.00, // speaks around the quotation in which the pronoun stands
        0.00, // both stand in one quotation
        0.00, // mentioned in a quotation, the pronoun is not
        -10.00, // subject of the verb whose object the pronoun is
        0.00, // subject of the sentence, the pronoun is reflexive or possessive
    ],
    -20.0, // nobody
);
