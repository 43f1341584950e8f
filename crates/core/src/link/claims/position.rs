//! How a headline stands to a claim that it may tell: for it, against it, or only observing that it
//! is made.
//!
//! A headline is against a claim that it calls a hoax or reports as denied, and observes one that
//! it asks about or leaves to "reportedly" and to others' word. Owns the words that show this and
//! the signs made of them; what the signs weigh is `position_weights`'.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::alike::{Compared, covered};
use super::position_weights::{AGAINST, FOR, OBSERVING};
use crate::link::words::{Class, words};
use crate::span::Span;

/// How a headline stands to a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Position {
    /// It tells the claim as a fact.
    For,
    /// It denies the claim, or calls it false.
    Against,
    /// It reports that the claim is made, asks, or tells something beside it.
    Observing,
}

/// Words by what they do to a claim. A word of the claim itself does nothing to it.
const KINDS: [(&str, &str); 16] = [
    (
        "a hoax",
        "hoax hoaxes hoaxer fake faked fakes faking false falsely bogus untrue myth satire satirical parody lie lies lying lied prank \
         stunt fool fools fooled duped dupes fabricated photoshopped scam debunk debunks debunked debunking disprove disproves disproved \
         disproven discredited misleading doctored nonsense",
    ),
    (
        "denied",
        "deny denies denied denying denial refute refutes refuted reject rejects rejected dismiss dismisses dismissed dispute disputes \
         disputed dispel dispels contradict contradicts contradicted rebut rebuts rebutted quash quashes slams shoots downplay downplays",
    ),
    (
        "wrong",
        "wrong incorrect inaccurate mistaken mistake retract retracts retracted retraction correction corrects error never nope nor ridiculous",
    ),
    ("not", "no not n't cannot isnt didnt wont without unlikely"),
    (
        "doubted",
        "doubt doubts doubtful sceptic skeptic sceptical skeptical scepticism skepticism questionable dubious suspicious unclear controversy mystery mysterious",
    ),
    (
        "a rumour",
        "rumour rumours rumoured rumor rumors rumored speculation speculated speculate whispers buzz viral internet twitter gossip leak leaks leaked",
    ),
    (
        "reported",
        "reportedly report reports reported reporting unconfirmed unverified",
    ),
    (
        "alleged",
        "allegedly alleged alleges allege allegation allegations supposedly purported purportedly purports accused apparently apparent ostensibly",
    ),
    (
        "claimed",
        "claim claims claimed claiming insist insists insisted suggest suggests suggested suggesting hint hints hinted",
    ),
    (
        "said",
        "say says said saying tell tells told according cite cites cited quoted source sources official officials witness witnesses expert \
         experts analyst analysts",
    ),
    (
        "possible",
        "may might could would possible possibly probably likely perhaps maybe potential potentially",
    ),
    (
        "believed",
        "believed believe believes fear fears feared thought think thinks expected expect expects seem seems appear appears consider \
         considers considering",
    ),
    (
        "planned",
        "plan plans planned planning set will to soon prepare prepares preparing talks deal",
    ),
    (
        "examined",
        "investigate investigates investigating investigation probe probes examine examines verify verifies verifying whether if looking \
         seek seeks authenticity confirmation",
    ),
    (
        "confirmed",
        "confirm confirmed confirms confirming true real really indeed actually yes proof proven proves video photos watch reveal reveals revealed",
    ),
    ("alive", "alive survive survives survived"),
];

// The bits stand in the order of `KINDS`.
const HOAX: u16 = 1;
const DENIED: u16 = 1 << 1;
const WRONG: u16 = 1 << 2;
const NOT: u16 = 1 << 3;
const DOUBTED: u16 = 1 << 4;
const RUMOUR: u16 = 1 << 5;
const REPORTED: u16 = 1 << 6;
const ALLEGED: u16 = 1 << 7;
const CLAIMED: u16 = 1 << 8;
const SAID: u16 = 1 << 9;
const POSSIBLE: u16 = 1 << 10;
const BELIEVED: u16 = 1 << 11;
const EXAMINED: u16 = 1 << 13;
/// Kinds that speak against a claim.
const REFUTING: u16 = HOAX | DENIED | WRONG | NOT;
/// Kinds that pass a claim on.
const PASSING_ON: u16 = RUMOUR | REPORTED | CLAIMED;
/// Kinds that keep a claim at a distance.
const HEDGING: u16 = PASSING_ON | DOUBTED | ALLEGED | SAID | POSSIBLE | BELIEVED | EXAMINED;

/// Words that ask, where they open a headline.
const ASKING: &[&str] = &[
    "is", "did", "are", "was", "does", "do", "has", "have", "can", "could", "why", "what", "who",
    "how", "which",
];

/// What is seen besides the kinds of words.
const OTHERS: [&str; 24] = [
    "how far the headline covers the claim",
    "how far the claim covers the headline",
    "the headline meets nothing of the claim",
    "the headline covers most of the claim",
    "words that refute, up to two",
    "words that keep a distance, up to two",
    "both",
    "neither, and no question",
    "neither, and how far the claim is covered",
    "the claim itself is of something false or not done, and the headline refutes",
    "a question mark",
    "a question mark and no word that keeps a distance",
    "ends with a question mark",
    "quotation marks",
    "a colon",
    "a colon behind a few words",
    "a number of the claim",
    "each has a number that the other lacks",
    "the claim has a number and the headline has none",
    "length in tens of words",
    "one of the first words calls it a hoax or says no",
    "one of the last words calls it a hoax",
    "one of the first words passes it on",
    "opens with a word that asks",
];

/// How many signs there are: each kind of word in the headline and in the claim, and the others.
pub const SIGNS: usize = KINDS.len() * 2 + OTHERS.len();

/// From so much on, the headline tells most of the claim.
const MOST: f32 = 0.6;

/// Bytes before a colon that may be a label: "Hoax:", "Harbour fire:".
const LABEL: usize = 30;

static KIND_OF: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for (bit, (_, list)) in KINDS.iter().enumerate() {
        for word in list.split_whitespace() {
            *out.entry(word).or_insert(0) |= 1u16 << bit;
        }
    }
    out
});

/// Returns what the signs say, in their order.
pub fn names() -> Vec<String> {
    let kinds = |place: &'static str| {
        KINDS
            .iter()
            .map(move |(kind, _)| format!("{place} a word for: {kind}"))
    };
    kinds("headline has")
        .chain(kinds("claim has"))
        .chain(OTHERS.iter().map(|name| (*name).to_owned()))
        .collect()
}

/// Returns how a headline stands to a claim.
pub fn of(claim: &str, headline: &str) -> Position {
    let signs = signs(claim, headline);
    let score = |(weights, alone): &([f32; SIGNS], f32)| {
        alone
            + signs
                .iter()
                .zip(weights)
                .map(|(sign, weight)| sign * weight)
                .sum::<f32>()
    };
    let (is_for, against, observing) = (score(&FOR), score(&AGAINST), score(&OBSERVING));
    if against > is_for && against > observing {
        Position::Against
    } else if is_for > observing {
        Position::For
    } else {
        Position::Observing
    }
}

/// A word, the kinds that it is of, and what it is compared by.
struct Seen {
    kinds: u16,
    stem: u64,
    number: bool,
    lower: String,
}

fn seen(text: &str) -> Vec<Seen> {
    let one = |word: crate::link::words::Word| {
        let lower = word.span.of(text).to_lowercase().replace('’', "'");
        let kinds = KIND_OF.get(lower.as_str()).copied().unwrap_or(0);
        Seen {
            kinds,
            stem: word.stem,
            number: word.class == Class::Number || lower.starts_with(|c: char| c.is_ascii_digit()),
            lower,
        }
    };
    words(text, Span::new(0, text.len()))
        .into_iter()
        .map(one)
        .collect()
}

/// Returns what is seen of a claim and a headline, in the order of [`names`].
pub fn signs(claim: &str, headline: &str) -> Vec<f32> {
    let (of_claim, all) = (seen(claim), seen(headline));
    let told: HashSet<u64> = of_claim.iter().map(|word| word.stem).collect();
    let own: Vec<&Seen> = all
        .iter()
        .filter(|word| !told.contains(&word.stem))
        .collect();
    let kinds = own.iter().fold(0, |kinds, word| kinds | word.kinds);
    let claimed = of_claim.iter().fold(0, |kinds, word| kinds | word.kinds);
    let count = |of: u16| {
        own.iter()
            .filter(|word| word.kinds & of != 0)
            .count()
            .min(2) as f32
    };
    let among = |words: &[Seen], of: u16| words.iter().any(|word| word.kinds & of != 0);
    let first = all.get(..all.len().min(3)).unwrap_or_default();
    let last = all.get(all.len().saturating_sub(3)..).unwrap_or_default();
    let (refutes, hedges) = (kinds & REFUTING != 0, kinds & HEDGING != 0);
    let asks = headline.contains('?');
    let clean = !refutes && !hedges && !asks;
    let (a, b) = (Compared::of(claim), Compared::of(headline));
    let (covers, covered) = (covered(&a, &b), covered(&b, &a));
    let numbers = |words: &[Seen]| {
        words
            .iter()
            .filter(|word| word.number)
            .map(|word| word.stem)
            .collect::<HashSet<u64>>()
    };
    let (in_claim, in_headline) = (numbers(&of_claim), numbers(&all));
    let quoted = headline.contains(['"', '“', '”', '‘'])
        || headline.starts_with('\'')
        || headline.contains(" '");
    let yes = |is: bool| f32::from(u8::from(is));
    let bits = |of: u16| (0..KINDS.len()).map(move |bit| yes((of >> bit) & 1 == 1));
    let others: [f32; OTHERS.len()] = [
        covers,
        covered,
        yes(covers == 0.0),
        yes(covers > MOST),
        count(REFUTING),
        count(HEDGING),
        yes(refutes && hedges),
        yes(clean),
        if clean { covers } else { 0.0 },
        yes(refutes && claimed & (HOAX | NOT) != 0),
        yes(asks),
        yes(asks && !hedges),
        yes(headline.trim_end().ends_with('?')),
        yes(quoted),
        yes(headline.contains(':')),
        yes(headline
            .find(':')
            .is_some_and(|at| (1..=LABEL).contains(&at))),
        yes(!in_claim.is_disjoint(&in_headline)),
        yes(!in_claim.is_subset(&in_headline) && !in_headline.is_subset(&in_claim)),
        yes(!in_claim.is_empty() && in_headline.is_empty()),
        all.len() as f32 / 10.0,
        yes(among(first, HOAX | NOT)),
        yes(among(last, HOAX)),
        yes(among(first, PASSING_ON)),
        yes(all
            .first()
            .is_some_and(|word| ASKING.contains(&word.lower.as_str()))),
    ];
    bits(kinds).chain(bits(claimed)).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIM: &str = "A whale was seen in the harbour of Port Lund";

    #[test]
    fn a_plain_headline_is_for() {
        assert_eq!(of(CLAIM, "Whale seen in Port Lund harbour"), Position::For);
    }

    #[test]
    fn a_refuting_headline_is_against() {
        assert_eq!(
            of(CLAIM, "No, a whale was not seen in Port Lund harbour"),
            Position::Against
        );
        assert_eq!(
            of(
                CLAIM,
                "Port Lund whale video is a hoax, harbour master admits"
            ),
            Position::Against
        );
        assert_eq!(
            of(CLAIM, "Port Lund denies that a whale came to its harbour"),
            Position::Against
        );
    }

    #[test]
    fn a_headline_that_asks_or_keeps_its_distance_observes() {
        assert_eq!(
            of(CLAIM, "Is there a whale in Port Lund harbour?"),
            Position::Observing
        );
        assert_eq!(
            of(CLAIM, "Whale reportedly seen in Port Lund harbour"),
            Position::Observing
        );
        assert_eq!(
            of(
                CLAIM,
                "Fishermen claim to have seen a whale in the harbour of Port Lund"
            ),
            Position::Observing
        );
    }

    #[test]
    fn a_word_of_the_claim_does_nothing_to_it() {
        assert_eq!(
            of(
                "A fake doctor worked in Port Lund",
                "Fake doctor worked in Port Lund"
            ),
            Position::For
        );
    }

    #[test]
    fn nothing_is_seen_in_nothing() {
        assert_eq!(signs("", "").len(), SIGNS);
        assert_eq!(names().len(), SIGNS);
        of("", "?:'’");
    }
}
