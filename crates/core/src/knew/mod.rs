//! States of knowledge: who knew, who was kept in the dark, who learned it from whom.
//!
//! Reads attributions, communications and language of one report. What a report says of somebody's
//! knowledge is found in `find`; what follows from a communication (who is told something knows it
//! from then on) is added here, and marked as derived. Who knew what of a claim, over several
//! reports, is `link`'s.

mod find;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::attribution::{Attribution, AttributionId, Channel, Party};
use crate::language::{EntityKind, Language, TimeId};
use crate::report::Report;
use crate::span::Span;
use crate::told::{Act, Secrecy, Status, Told};

/// A state of knowledge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum KnewState {
    /// Knew already.
    Knew,
    /// Did not know, or was not told.
    DidNotKnow,
    /// Came to know.
    Learned,
}

/// Who knew what, as one report tells it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Knew {
    /// Whose knowledge.
    pub who: Party,
    /// Which state.
    pub state: KnewState,
    /// What was or was not known.
    pub about: Option<Span>,
    /// Since when, or when not.
    pub when: Option<TimeId>,
    /// From whom or what it was learned.
    pub from: Option<Party>,
    /// Whether no words say so, and it only follows from somebody's being told.
    pub derived: bool,
    /// The verb, noun or adjective on which it hangs.
    pub cue: Span,
    /// The sentence or clause that says so.
    pub evidence: Span,
    /// The attribution inside which it stands: on whose word it is told.
    pub attribution: Option<AttributionId>,
    /// Which rule found it.
    pub basis: Cow<'static, str>,
}

/// Finds the states of knowledge that a report tells of, in the order of the text.
pub fn find(
    report: &Report,
    language: &Language,
    attributions: &[Attribution],
    told: &[Told],
) -> Vec<Knew> {
    let mut found = find::find(report, language, attributions);
    let derived: Vec<Knew> = told
        .iter()
        .flat_map(|told| derive(report, told, language))
        .filter(|knew| !found.iter().any(|other| is_said(other, knew)))
        .collect();
    found.extend(derived);
    found.sort_by_key(|knew| knew.cue.start());
    found
}

/// Says whether the words of a sentence already say what would be derived from it.
fn is_said(said: &Knew, derived: &Knew) -> bool {
    let same = said.who.span == derived.who.span
        || said.who.entity.is_some() && said.who.entity == derived.who.entity;
    said.evidence == derived.evidence && same && said.state != KnewState::DidNotKnow
}

/// Derives what those know who were told something. What is told to the press everybody may know;
/// that says nothing of anybody.
fn derive<'a>(
    report: &'a Report,
    told: &'a Told,
    language: &'a Language,
) -> impl Iterator<Item = Knew> + 'a {
    // "Told Mora to leave": an order is obeyed or not, and nothing is known by it.
    let to_do = told.about.is_some_and(|about| {
        let before = report.text().get(..about.start());
        before.is_some_and(|before| before.trim_end().ends_with(" to"))
    });
    let order = to_do || told.act == Some(Act::Orders);
    // Who is asked, promised or threatened learns nothing by it, nor who is lied to.
    let informs = matches!(
        told.act,
        None | Some(Act::Informs | Act::Warns | Act::Answers)
    ) && !matches!(told.basis.as_ref(), "interviews" | "deceives" | "lies");
    // Who meets or talks may hear whatever.
    let is_talk =
        told.act.is_none() && matches!(told.channel, Some(Channel::Meeting | Channel::Negotiation));
    let counts = informs
        && !is_talk
        && told.status == Status::Happened
        && told.secrecy != Some(Secrecy::Public)
        && (told.about.is_some() || told.when.is_some() && told.basis == "tells")
        && !told.from.is_empty()
        && !order;
    let knows = |party: &&Party| {
        let kind = party
            .entity
            .and_then(|id| language.entities.get(id.0 as usize))
            .map(|entity| entity.kind);
        matches!(
            kind,
            Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Place)
        )
    };
    told.to
        .iter()
        .filter(move |party| counts && knows(party))
        .map(|party| Knew {
            who: party.clone(),
            state: KnewState::Learned,
            about: told.about,
            when: told.when,
            from: told.from.first().cloned(),
            derived: true,
            cue: told.cue,
            evidence: told.evidence,
            attribution: told.attribution,
            basis: Cow::Borrowed("told"),
        })
}
