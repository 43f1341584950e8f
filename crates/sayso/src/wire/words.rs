//! The closed lists of the contract: one word for every value that core knows.

use sayso_core::attribution::{Channel, Form, Mode, SourceKind, Stance};
use sayso_core::knew::KnewState;
use sayso_core::language::{EntityKind, TimeKind, Unknown};
use sayso_core::link::{
    ConflictKind, CopyKind, Counts, Direction, Joined, Known, SameAs, TurnKind, VoiceKind,
};
use sayso_core::told::{Act, Secrecy, Status};

/// A value that has a word in the contract.
pub(crate) trait Word: Copy + 'static {
    /// Every value, in the order of the document.
    const ALL: &'static [Self];

    /// Returns the word.
    fn word(self) -> &'static str;

    /// Returns the value that has this word.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }

    /// Returns the value with a word that somebody typed, in whatever case; else a sentence that names
    /// those that there are of what is called so.
    fn typed(word: &str, called: &str) -> Result<Self, String> {
        Self::of(&word.to_lowercase()).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|value| value.word()).collect();
            let words = words.join(", ");
            format!("there is no such {called}; the {called}s are {words}")
        })
    }
}

/// Gives every value of an enum its word, and a list of the words for the test of the documents.
macro_rules! words {
    ($($kind:ident: $($value:ident $word:literal),+;)+) => {
        $(impl Word for $kind {
            const ALL: &'static [Self] = &[$($kind::$value),+];

            fn word(self) -> &'static str {
                match self {
                    $($kind::$value => $word,)+
                }
            }
        })+

        /// Every closed list under its type's name.
        #[cfg(test)]
        pub(crate) const LISTS: &[(&str, &[&str])] = &[$((stringify!($kind), &[$($word),+])),+];
    };
}

words! {
    Mode: Says "says", Thinks "thinks", Knows "knows", Acts "acts";
    Form: Direct "direct", Indirect "indirect", Mixed "mixed";
    Stance: Asserts "asserts", Denies "denies", DoesNotDeny "does-not-deny", Confirms "confirms",
        Declines "declines", Doubts "doubts", Predicts "predicts";
    SourceKind: Named "named", Unnamed "unnamed", Pronoun "pronoun", Document "document", None "none";
    Channel: Letter "letter", Memo "memo", Email "email", Message "message", Call "call",
        Meeting "meeting", Negotiation "negotiation", Interview "interview",
        PressConference "press-conference", Briefing "briefing", Speech "speech",
        Statement "statement", Testimony "testimony", Report "report", Tweet "tweet",
        Recording "recording", Leak "leak", Intercept "intercept";
    Act: Informs "informs", Asks "asks", Orders "orders", Warns "warns", Offers "offers",
        Threatens "threatens", Promises "promises", Answers "answers", Thanks "thanks";
    Secrecy: Secret "secret", Public "public";
    Status: Happened "happened", Planned "planned", Refused "refused", Denied "denied";
    KnewState: Knew "knew", DidNotKnow "did-not-know", Learned "learned";
    EntityKind: Person "person", Organisation "organisation", Place "place", Group "group",
        Outlet "outlet", Work "work", Unnamed "unnamed";
    TimeKind: Date "date", Time "time", Duration "duration", Set "set";
    Unknown: NoDate "no-date", OtherMoment "other-moment", Vague "vague", NoSuchDay "no-such-day";
    CopyKind: Verbatim "verbatim", NearDuplicate "near-duplicate", Rewritten "rewritten";
    Direction: Credited "credited", Earlier "earlier", Fuller "fuller", Unknown "unknown";
    ConflictKind: Quantity "quantity", Date "date", Place "place", Polarity "polarity";
    VoiceKind: Outlet "outlet", Named "named", Unnamed "unnamed", Document "document",
        Unknown "unknown";
    Counts: Own "own", Unnamed "unnamed", Perhaps "perhaps", Together "together", Never "never";
    Joined: Spelling "spelling", Initials "initials", Part "part", Letters "letters", Called "called", Role "role", Copied "copied",
        Told "told", Alike "alike", Judged "judged";
    SameAs: SpeaksFor "speaks-for", Name "name", OfIt "of-it", Described "described", Alike "alike";
    TurnKind: FirstTold "first-told", NewOrigin "new-origin", Confirmed "confirmed", Denied "denied",
        NotDenied "not-denied", Declined "declined", Withdrawn "withdrawn", Corrected "corrected";
    Known: Read "read", Followed "followed", Copied "copied";
}

/// Returns how an origin counts, in words for people.
pub(crate) fn counting(counts: Counts) -> &'static str {
    match counts {
        Counts::Own => "one origin of its own",
        Counts::Unnamed => "one, or the same as another report's",
        Counts::Perhaps => "perhaps one more, perhaps a repeat",
        Counts::Together => "not counted: it names no source, or the reading of it is not sure",
        Counts::Never => "no origin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_has_a_case_and_a_line_in_the_manual() {
        let cases = include_str!("../../../core/tests/cases/told.txt");
        let manual = include_str!("../../../../docs/told.md");
        for channel in Channel::ALL {
            assert!(
                cases.contains(&format!("| {channel:?} |").to_lowercase()),
                "no case tells of a {}",
                channel.word()
            );
            assert!(
                manual.contains(&format!("| `{}` |", channel.word())),
                "docs/told.md lacks {}",
                channel.word()
            );
        }
    }
}
