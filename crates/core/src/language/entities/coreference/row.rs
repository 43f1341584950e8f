//! The row of numbers that describes a candidate for a pronoun: what the numbers are called, and
//! where they stand.
//!
//! First comes what is seen of the candidate (`antecedents`), then how it stands beside the others
//! (`beside`), then what is seen of the pronoun alone (`asked`), last that nobody is meant.

/// What speaks for one candidate.
pub(super) type Row = [f32; FEATURES];

/// How many numbers describe a candidate.
pub(super) const FEATURES: usize = SEEN + BESIDE + ALONE + 1;

/// How many are seen of the candidate.
pub(super) const SEEN: usize = OF_SEEN.len();

/// How many say how it stands beside the others.
pub(super) const BESIDE: usize = OF_BESIDE.len();

/// How many are seen of the pronoun alone.
pub(super) const ALONE: usize = OF_ALONE.len();

/// Where [`OF_SEEN`] has "last mention is a subject".
pub(super) const SUBJECT: usize = 12;

/// What the numbers say, in their order; the trainer and its card call them so.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let parts = OF_SEEN.iter().chain(&OF_BESIDE).chain(&OF_ALONE);
    parts.copied().chain(["nobody is meant"])
}

const OF_SEEN: [&str; 83] = [
    "last mentioned in the same sentence",
    "one sentence back",
    "two sentences back",
    "three or more sentences back",
    "in the same block",
    "in the block before",
    "the latest of those that fit",
    "the second latest",
    "the third latest or older",
    "those that fit, as a logarithm",
    "tokens between, as a logarithm",
    "named behind the pronoun only",
    "last mention is a subject",
    "the subject of a passive",
    "an object",
    "behind a preposition",
    "part of a noun phrase",
    "a possessor",
    "in apposition",
    "joined to another",
    "subject, as the pronoun is",
    "object, as the pronoun is",
    "possessor, as the pronoun is",
    "to its head what the pronoun is",
    "last mention opens its sentence",
    "steps from the root to the last mention",
    "last mention is a pronoun",
    "last mention is a description",
    "last mention stands beside a verb of saying",
    "both stand beside a verb of saying",
    "gender is known and agrees",
    "entity has no name",
    "entity is an organisation",
    "entity is a place",
    "entity is a group",
    "mentions so far, as a logarithm",
    "mentioned most so far of those that fit",
    "share in the mentions of those that fit",
    "introduced before all others that fit",
    "speaks around the quotation, or the turn of a transcript, in which the pronoun stands",
    "both stand in one quotation",
    "mentioned in a quotation, the pronoun is not",
    "the pronoun stands in a quotation, the mention does not",
    "the only one that fits",
    "joined to the pronoun by and",
    "a subject in the same sentence",
    "subject of the same sentence",
    "a subject in the sentence before",
    "subject of the sentence before",
    "subject of the sentence before, the pronoun is subject of its own",
    "mentions in the same sentence",
    "mentions in the sentence before",
    "called by name in the same sentence",
    "called by name in the sentence before",
    "the last pronoun of the kind meant it, in the same sentence",
    "the last pronoun of the kind meant it, before",
    "the last pronoun of the kind meant another, in the same sentence",
    "the last pronoun of the kind meant another, before",
    "mentioned in the first sentence",
    "called by name behind, in the same sentence",
    "called by name behind, in the same clause",
    "called by name in the next sentence",
    "called by name behind, as subject of a clause above the pronoun",
    "names in the whole text, as a logarithm",
    "called by name most of those that fit",
    "in the same clause",
    "hangs on the same word",
    "the pronoun stands inside its phrase",
    "it hangs on a word above the pronoun",
    "subject of a clause above the pronoun",
    "object of a clause above the pronoun",
    "subject of its own clause, the pronoun is a possessor or reflexive",
    "subject of its own clause, the pronoun is not",
    "the pronoun in what it says",
    "the pronoun in what it is told",
    "the pronoun in an adverbial clause",
    "the pronoun in a second clause",
    "the pronoun in a loose clause",
    "the pronoun in a clause that describes a noun",
    "the mention stands deeper",
    "steps up from the pronoun",
    "steps down to the mention",
    "subject of a verb of saying above the pronoun",
];

const OF_BESIDE: [&str; 9] = [
    "waited for as the subject behind, nobody else stands before in the sentence",
    "waited for from a phrase or clause that opens the sentence",
    "another is waited for as the subject behind",
    "another is waited for, nobody stands before in the sentence",
    "waited for behind a comma",
    "joined to the phrase that the pronoun owns",
    "another is joined to the phrase that the pronoun owns",
    "the subject beside the pronoun",
    "another is the subject beside the pronoun",
];

const OF_ALONE: [&str; 20] = [
    "the pronoun is a subject",
    "an object or behind a preposition",
    "the pronoun is a possessor",
    "the pronoun is reflexive",
    "a possessor in a subject",
    "a possessor in an object",
    "the pronoun opens its sentence",
    "the pronoun opens its block",
    "the pronoun stands in a quotation",
    "the pronoun stands in a main clause",
    "the pronoun stands in a clause before its main clause",
    "the pronoun stands beside a verb of saying",
    "hangs on a verb of saying",
    "a form of be behind it",
    "that or to soon behind it",
    "asks for several",
    "asks for a thing or body",
    "is she",
    "one of its kind stands before it in the sentence",
    "nobody or one fits",
];
