//! Words that turn a saying into a denial, a confirmation, a refusal to speak.

use super::Stance;

/// Stems of words that carry a stance other than asserting. A word belongs to the first stem that
/// it starts with.
pub(super) const CARRIERS: &[(&str, Stance)] = &[
    ("deny", Stance::Denies),
    ("deni", Stance::Denies),
    ("reject", Stance::Denies),
    ("refut", Stance::Denies),
    ("rebut", Stance::Denies),
    ("disput", Stance::Denies),
    ("dismiss", Stance::Denies),
    ("repudiat", Stance::Denies),
    ("contradict", Stance::Denies),
    ("debunk", Stance::Denies),
    ("rebuff", Stance::Denies),
    ("contest", Stance::Denies),
    ("disagree", Stance::Denies),
    ("disclaim", Stance::Denies),
    ("confirm", Stance::Confirms),
    ("corroborat", Stance::Confirms),
    ("verif", Stance::Confirms),
    ("acknowledg", Stance::Confirms),
    ("admit", Stance::Confirms),
    ("admission", Stance::Confirms),
    ("conced", Stance::Confirms),
    ("doubt", Stance::Doubts),
    ("question", Stance::Doubts),
    ("sceptic", Stance::Doubts),
    ("skeptic", Stance::Doubts),
    ("suspicio", Stance::Doubts),
    ("unsure", Stance::Doubts),
    ("predict", Stance::Predicts),
    ("forecast", Stance::Predicts),
    ("expect", Stance::Predicts),
    ("anticipat", Stance::Predicts),
    ("foresee", Stance::Predicts),
];

/// Forms by which a voice takes back what it told. That is a denial, of its own word; "withdrawal"
/// is not among them, since troops withdraw too.
pub(super) const TAKING_BACK: &[&str] = &[
    "withdrew",
    "withdraw",
    "withdraws",
    "withdrawn",
    "withdrawing",
    "retract",
    "retracts",
    "retracted",
    "retracting",
    "recant",
    "recants",
    "recanted",
    "recanting",
    "disown",
    "disowns",
    "disowned",
    "disowning",
    "disavow",
    "disavows",
    "disavowed",
    "disavowing",
];

/// Phrases of a cue that carry a stance, where no word of theirs does by itself.
pub(super) const PHRASES: &[(&[&str], Stance)] = &[
    (&["cast", "doubt"], Stance::Doubts),
    (&["not", "sure"], Stance::Doubts),
    (&["not", "certain"], Stance::Doubts),
    (&["not", "convinced"], Stance::Doubts),
    (&["push", "back"], Stance::Denies),
    (&["rule", "out"], Stance::Denies),
    (&["brush", "aside"], Stance::Denies),
    (&["brush", "off"], Stance::Denies),
    (&["wave", "away"], Stance::Denies),
    (&["scoff", "at"], Stance::Denies),
    (&["take", "issue"], Stance::Denies),
    (&["bear", "out"], Stance::Confirms),
    (&["vouch", "for"], Stance::Confirms),
    (&["back", "up"], Stance::Confirms),
    (&["own", "up"], Stance::Confirms),
    (&["short", "of", "deny"], Stance::DoesNotDeny),
    (&["shy", "of", "deny"], Stance::DoesNotDeny),
    (&["short", "of", "confirm"], Stance::Declines),
    (&["shy", "of", "confirm"], Stance::Declines),
    (&["not", "dispute"], Stance::DoesNotDeny),
    (&["not", "respond"], Stance::Declines),
    (&["not", "reply"], Stance::Declines),
    (&["not", "return"], Stance::Declines),
    (&["not", "answer"], Stance::Declines),
];

/// Words by which a content says of another's claim that it does not hold: "called the report
/// false".
pub(super) const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "baseless",
    "unfounded",
    "groundless",
    "fabricated",
    "fabrication",
    "fake",
    "nonsense",
    "lie",
    "lies",
    "fiction",
    "bogus",
    "inaccurate",
    "wrong",
    "slander",
    "hoax",
    "fantasy",
    "invented",
    "unsubstantiated",
    "myth",
    "rubbish",
    "garbage",
    "untruth",
    "invention",
    "inventions",
    "fabrications",
    "hogwash",
    "bunk",
];

/// Nouns for what is asked for or put forward: who rejects it denies nothing.
pub(super) const ASKED: &[&str] = &[
    "call",
    "calls",
    "bid",
    "bids",
    "bill",
    "proposal",
    "proposals",
    "offer",
    "offers",
    "plan",
    "plans",
    "request",
    "requests",
    "demand",
    "demands",
    "plea",
    "pleas",
    "motion",
    "appeal",
    "appeals",
    "petition",
    "application",
    "amendment",
    "deal",
    "advice",
    "invitation",
];

/// Verbs that give another's claim a name: "called the report false".
pub(super) const NAMING: &[&str] = &[
    "call",
    "brand",
    "label",
    "describe",
    "denounce",
    "decry",
    "characterize",
    "characterise",
];

/// Nouns for what others have said.
pub(super) const CLAIMS: &[&str] = &[
    "report",
    "reports",
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "story",
    "stories",
    "account",
    "accounts",
    "suggestion",
    "suggestions",
    "statement",
    "statements",
    "assertion",
    "assertions",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "article",
    "charge",
    "charges",
    "idea",
    "notion",
    "it",
    "this",
    "that",
    "them",
    "they",
];

/// Words that turn a cue round.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "n't", "never", "neither", "nor", "without", "no", "hardly", "rarely", "seldom",
    "cannot",
];

/// Words that say that somebody will not speak.
pub(super) const REFUSALS: &[&str] = &["decline", "refuse"];

/// What one will not do when one will not speak.
pub(super) const SPEAKING: &[&str] = &[
    "comment",
    "discuss",
    "confirm",
    "say",
    "speak",
    "talk",
    "answer",
    "elaborate",
    "respond",
    "reply",
    "address",
    "disclose",
    "deny",
    "reveal",
    "repeat",
    "specify",
    "explain",
    "identify",
    "name",
    "share",
    "speculate",
];

/// Pronouns by which a source speaks of itself.
pub(super) const OWN: &[&str] = &["i", "we", "he", "she", "it", "they"];
