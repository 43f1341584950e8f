//! Links over a pile of readings: copies, entities, claims, chains to their origins, conflicts.
//!
//! Every linker has one shape: **block** (keys that put likely pairs together), **pair**, **score**
//! (with the reasons), **connect**. A linker computes keys and scores; whoever holds the data
//! groups by key ([`Candidates`]), so the same code serves memory and a database.

pub mod blocking;
mod chains;
mod claims;
mod communications;
mod conflicts;
mod copies;
mod entities;
mod heard;
mod history;
mod judged;
mod ledgers;
mod linker;
mod lists;
pub mod names;
mod numbers;
mod origins;
mod pile;
mod quantities;
pub mod rarity;
mod slots;
mod stories;
mod voices;
mod whole;
mod words;

pub use blocking::{Candidates, Index, Key};
pub use claims::{SAME_SIGNS, same, same_signs};
pub use entities::{
    Bearer, Called, Forms, Join, Joined, One, called, join_bearers, judged_endings,
};
pub use judged::{Judgement, Passage};
pub use linker::settled;
use pile::Pile;
pub use stories::{
    Nearest, Print, SHARED_KEYS, WIDEST_KEY, connect as stories_of, held, near, nearest,
};

use serde::{Deserialize, Serialize};

use crate::attribution::{AttributionId, Stance};
use crate::language::{EntityId, EntityKind};
use crate::reading::Reading;
use crate::report::{Moment, Report, ReportId};
use crate::span::Span;

/// Changes when reports would be linked otherwise, so that whoever keeps links makes them anew.
pub const VERSION: u32 = 7;

/// A report and what was found in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The report.
    pub report: Report,
    /// Its reading.
    pub reading: Reading,
}

impl Entry {
    /// Returns what orders reports as they appeared: by date, the undated last, and of one date by
    /// their ids, which the pile has no part in.
    pub fn appeared(&self) -> (bool, Option<Moment>, &ReportId) {
        let published = self.report.about.published;
        (published.is_none(), published, self.report.id())
    }
}

/// A report of a pile, counted from 0 in the order in which the pile was handed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ReportIndex(pub u32);

/// An entity of a pile, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct LinkedEntityId(pub u32);

/// A claim of a pile, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ClaimId(pub u32);

/// How a copy was taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum CopyKind {
    /// Word by word.
    Verbatim,
    /// With small changes.
    NearDuplicate,
    /// Sentence by sentence in other words.
    Rewritten,
}

/// What decided which of two reports is the original.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Direction {
    /// The copy credits the original.
    Credited,
    /// The original was published first.
    Earlier,
    /// The original is the fuller text.
    Fuller,
    /// Nothing decides; `from` merely has the smaller id.
    Unknown,
}

/// A report that was taken from another, or shares passages with it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Copy {
    /// The original.
    pub from: ReportIndex,
    /// The copy.
    pub to: ReportIndex,
    /// How it was taken.
    pub kind: CopyKind,
    /// The share of the copy's body that stands in the original, 0 to 1.
    pub share: f32,
    /// What decided the direction.
    pub direction: Direction,
    /// The publisher, where one owns both outlets: such a copy says less than one that another
    /// paper thought worth taking.
    pub family: Option<String>,
    /// The passages, original first, in the order of the copy.
    pub passages: Vec<(Span, Span)>,
}

/// One person, organisation or other entity across the pile.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LinkedEntity {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its fullest common name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The entities of single reports that are this one.
    pub mentions: Vec<(ReportIndex, EntityId)>,
    /// Why those of them are this one that do not bear its name.
    pub joined: Vec<Join>,
    /// What the reports call it and take it for, each with how often.
    pub forms: Forms,
}

impl LinkedEntity {
    /// Returns why a report's entity was taken in, where its name does not tell.
    pub fn why(&self, mention: (ReportIndex, EntityId)) -> Option<Joined> {
        let at = self
            .joined
            .binary_search_by_key(&mention, |join| join.mention);
        self.joined.get(at.ok()?).map(|join| join.why)
    }
}

/// What kind of voice stands in a chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum VoiceKind {
    /// The outlet of a report.
    Outlet,
    /// A person, organisation or place with a name.
    Named,
    /// Somebody described but not named.
    Unnamed,
    /// A document or recording.
    Document,
    /// Nobody is said.
    Unknown,
}

/// How a step of a chain is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Known {
    /// The report says so.
    Read,
    /// The report names another report that the pile holds, and the chain goes on there.
    Followed,
    /// The passage stands in an original that the pile holds.
    Copied,
}

/// One voice of a chain.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Voice {
    /// The name or the description, cut from a report.
    pub name: String,
    /// The entity of the pile, where it has one.
    pub entity: Option<LinkedEntityId>,
    /// What kind of voice it is.
    pub kind: VoiceKind,
    /// How this step is known.
    pub known: Known,
}

/// One report's statement of a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Telling {
    /// The report.
    pub report: ReportIndex,
    /// The attribution, or `None` if it is told in the outlet's own voice.
    pub attribution: Option<AttributionId>,
    /// The words.
    pub span: Span,
    /// How the last voice stands to it.
    pub stance: Stance,
    /// The voices from the report inwards.
    pub chain: Vec<Voice>,
    /// Whether it stands beside the point of the claim: it shares little of what other reports tell.
    pub is_beside: bool,
}

impl Telling {
    /// Says whether it bears the claim out: whoever denies a thing or doubts it is no origin of it.
    pub fn backs(&self) -> bool {
        !matches!(
            self.stance,
            Stance::Denies | Stance::Doubts | Stance::Declines
        )
    }

    /// Returns the place in the chain of the voice that vouches for the claim; `None` if the chain
    /// is empty.
    ///
    /// That is the first behind all outlets: "Moll said that Velin called it settled" rests on
    /// Moll's word, and the voices behind hers are those that she says she heard. If she names what
    /// she heard, saw or read, that stands in her place. A hidden voice ("reportedly") only passes
    /// on.
    pub fn vouches(&self) -> Option<usize> {
        let passes_on =
            |voice: &Voice| matches!(voice.kind, VoiceKind::Outlet | VoiceKind::Unknown);
        let first = self
            .chain
            .iter()
            .position(|voice| !passes_on(voice))
            .or_else(|| self.chain.len().checked_sub(1))?;
        let is_document = self
            .chain
            .get(first + 1)
            .is_some_and(|voice| voice.kind == VoiceKind::Document);
        Some(first + usize::from(is_document))
    }
}

/// How an origin counts towards the independent ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Counts {
    /// As one of its own: somebody with a name, a document, a recording.
    Own,
    /// As one within its report, and perhaps as the same as another report's: somebody without a
    /// name.
    Unnamed,
    /// As one at most, and perhaps as one of the others: an outlet that is cited and not in the
    /// pile, a speaker whom a witness repeats.
    Perhaps,
    /// As none beside others: it names no source, or the reading is not sure of it. Where no telling
    /// names one, all together as one, and perhaps two.
    Together,
    /// As none: reports that only cite each other.
    Never,
}

impl Counts {
    /// Says whether it counts beside others, or may.
    pub fn is_of_its_own(self) -> bool {
        !matches!(self, Counts::Together | Counts::Never)
    }
}

/// Who vouches at the end of chains.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// The name or description of the last voice.
    pub name: String,
    /// What kind of voice it is.
    pub kind: VoiceKind,
    /// The tellings that go back to it, as positions in the claim's list.
    pub tellings: Vec<usize>,
    /// Whether its chains only lead to each other: reports that cite each other, and nobody else.
    pub is_loop: bool,
    /// How it counts.
    pub counts: Counts,
    /// What else tellings call it, and why that is it.
    pub same_as: Vec<(String, SameAs)>,
    /// The outlets that only passed it on.
    pub relays: Vec<String>,
}

/// Why two sources of a claim are taken for one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum SameAs {
    /// One speaks for the other: a spokesman and his ministry.
    SpeaksFor,
    /// The name of one is part of the other's.
    Name,
    /// One is somebody of the body that is the other.
    OfIt,
    /// One is described as what the other is called elsewhere.
    Described,
    /// Both are unnamed, in different reports, and called by one noun.
    Alike,
}

/// Somebody who confirmed, denied or would not comment, and where.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Response {
    /// Who.
    pub voice: Voice,
    /// How the voice stands to the claim.
    pub stance: Stance,
    /// The report that says so.
    pub report: ReportIndex,
    /// The attribution that says so.
    pub attribution: AttributionId,
}

/// What happened to a claim at one point of its history.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum TurnKind {
    /// A report told it first.
    FirstTold,
    /// A report told it on the word of another origin.
    NewOrigin,
    /// Somebody bore it out.
    Confirmed,
    /// Somebody denied it.
    Denied,
    /// Somebody was asked and did not deny it.
    NotDenied,
    /// Somebody would not comment.
    Declined,
    /// Somebody took it back.
    Withdrawn,
    /// An outlet corrected what it told.
    Corrected,
}

/// One point of a claim's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Turn {
    /// What happened.
    pub kind: TurnKind,
    /// The report in which it stands; its date is the turn's.
    pub report: ReportIndex,
    /// The attribution that says so, if one does.
    pub attribution: Option<AttributionId>,
    /// The words.
    pub span: Span,
    /// Who told, confirmed or denied it, if that is said.
    pub voice: Option<Voice>,
}

/// What several tellings tell.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// The clearest telling, as a position in `tellings`; its words are the summary.
    pub clearest: usize,
    /// Every telling, earliest report first.
    pub tellings: Vec<Telling>,
    /// How near each telling is to the nearest of another report on average, in thousandths.
    pub agreement: u16,
    /// Where the chains end.
    pub origins: Vec<Origin>,
    /// The least and the most independent origins that the pile allows.
    pub independent_origins: (usize, usize),
    /// Confirmations, denials, non-denials, no-comments.
    pub responses: Vec<Response>,
    /// What became of it over time, earliest first.
    pub history: Vec<Turn>,
}

impl Claim {
    /// Returns how many reports tell it.
    pub fn reports(&self) -> usize {
        distinct(self.tellings.iter())
    }

    /// Returns by what claims are ranked, the most told last: reports that tell it, each once more if
    /// it says on whose word; how much they agree.
    pub fn told(&self) -> (usize, u16) {
        let said = self.tellings.iter().filter(|t| t.attribution.is_some());
        (self.reports() + distinct(said), self.agreement)
    }
}

/// Returns of how many reports tellings are.
fn distinct<'t>(tellings: impl Iterator<Item = &'t Telling>) -> usize {
    let mut reports: Vec<ReportIndex> = tellings.map(|telling| telling.report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}

/// A communication of the pile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct CommunicationId(pub u32);

/// One communication, as one report or several tell of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Communication {
    /// The tellings: the report, and the place in its reading's `told`; earliest report first.
    pub tellings: Vec<(ReportIndex, usize)>,
    /// The telling that says most, as a position in `tellings`.
    pub clearest: usize,
}

/// In what two tellings differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum ConflictKind {
    /// Numbers that cannot both hold.
    Quantity,
    /// Dates that cannot both hold.
    Date,
    /// Places that cannot both be where it was.
    Place,
    /// One says yes, the other no.
    Polarity,
}

/// One side of a conflict.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Side {
    /// The report.
    pub report: ReportIndex,
    /// The words.
    pub span: Span,
    /// Whose word it is; `None` where the report is of no outlet that is known and names nobody.
    pub voice: Option<Voice>,
    /// What they come to: "7 hour", "2021-03".
    pub value: String,
}

/// Who knew of a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ledger {
    /// The claim.
    pub claim: ClaimId,
    /// States of knowledge: the report, and the place in its reading's `knew`; those with a date
    /// first, by their dates.
    pub entries: Vec<(ReportIndex, usize)>,
}

/// What the tellings of a conflict tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Disputed {
    /// A claim.
    Claim(ClaimId),
    /// A communication.
    Communication(CommunicationId),
    /// A thing, in sentences that tell no claim of the pile.
    Thing,
}

/// Tellings of one claim, communication or thing that cannot all hold.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Conflict {
    /// In what they differ.
    pub kind: ConflictKind,
    /// What they are said of, in the words of the first: "patients infected"; empty where that is what
    /// is told.
    pub thing: String,
    /// What they tell.
    pub of: Disputed,
    /// The sides, at least two.
    pub tellings: Vec<Side>,
}

/// Everything that joins the reports of a pile.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Links {
    /// Copies, by the copy's place in the pile.
    pub copies: Vec<Copy>,
    /// Entities; a [`LinkedEntityId`] counts into this list.
    pub entities: Vec<LinkedEntity>,
    /// Claims, the most told first; a [`ClaimId`] counts into this list.
    pub claims: Vec<Claim>,
    /// Communications, those that most reports tell of first; a [`CommunicationId`] counts into
    /// this list.
    pub communications: Vec<Communication>,
    /// Who knew of which claim; claims of which nobody's knowledge is told have none.
    pub ledgers: Vec<Ledger>,
    /// Conflicts.
    pub conflicts: Vec<Conflict>,
    /// The reports of each story, those of most reports first.
    pub stories: Vec<Vec<ReportIndex>>,
}

/// Links a pile. The order of the pile changes nothing but the numbering.
pub fn link(pile: &[Entry]) -> Links {
    link_judged(pile, &[])
}

/// Links a pile of whose names and tellings people judged some; what they judged wins.
pub fn link_judged(pile: &[Entry], judgements: &[Judgement]) -> Links {
    let pile: Vec<&Entry> = pile.iter().collect();
    let story = |reports: Vec<ReportIndex>| {
        let links = link_story(&taken(&pile, &reports), judgements);
        (reports, links)
    };
    let stories = grouped(&pile, judgements).into_iter().map(story).collect();
    whole::of(&pile, stories, judgements)
}

/// Groups the reports of a pile into stories, the reports of each in the order of their ids.
fn grouped(pile: &[&Entry], judgements: &[Judgement]) -> Vec<Vec<ReportIndex>> {
    // By their ids, which the order of the pile has no part in.
    let mut order: Vec<ReportIndex> = (0u32..).take(pile.len()).map(ReportIndex).collect();
    order.sort_by_key(|at| pile.get(at.0 as usize).map(|entry| entry.report.id()));
    let ordered = taken(pile, &order);
    let prints: Vec<Print> = ordered
        .iter()
        .map(|entry| Print::of(&entry.report))
        .collect();
    let together = together(&ordered, judgements);
    let mut stories = Vec::new();
    for component in stories::components(&prints, &together) {
        let own = |at: u32| component.binary_search(&at).ok();
        let forced: Vec<(usize, usize)> = together
            .iter()
            .filter_map(|(a, b)| own(*a).zip(own(*b)))
            .collect();
        let reports = component.iter().filter_map(|at| prints.get(*at as usize));
        for story in stories::connect(&reports.collect::<Vec<_>>(), &forced) {
            let place = |at: usize| order.get(*component.get(at)? as usize).copied();
            stories.push(story.into_iter().filter_map(place).collect());
        }
    }
    stories
}

/// Returns the reports of a pile that stand at these places.
fn taken<'p>(pile: &[&'p Entry], places: &[ReportIndex]) -> Vec<&'p Entry> {
    let at = |report: &ReportIndex| pile.get(report.0 as usize).copied();
    places.iter().filter_map(at).collect()
}

/// Returns what is measured of every pair of reports of one story that is looked at, for whoever
/// learns what the measures weigh.
pub fn copy_measures(pile: &[Entry]) -> Vec<(ReportIndex, ReportIndex, Vec<f32>)> {
    let pile: Vec<&Entry> = pile.iter().collect();
    let mut found = Vec::new();
    for story in grouped(&pile, &[]) {
        let place = |at: ReportIndex| story.get(at.0 as usize).copied();
        for (a, b, measures) in copies::measured(&taken(&pile, &story)) {
            found.extend(place(a).zip(place(b)).map(|(a, b)| (a, b, measures)));
        }
    }
    found
}

/// Links a pile of whose stories the links are known: each with the places of its reports.
pub fn link_known(
    pile: &[Entry],
    stories: Vec<(Vec<ReportIndex>, Links)>,
    judgements: &[Judgement],
) -> Links {
    whole::of(&pile.iter().collect::<Vec<_>>(), stories, judgements)
}

/// The same where it is known too who is one over the stories: for each the stories and the places in
/// their casts, and the forms that all reports use of him, of which these stories may be a part.
pub fn link_cast(
    pile: &[Entry],
    stories: Vec<(Vec<ReportIndex>, Links)>,
    cast: Vec<(Vec<(usize, usize)>, Forms)>,
) -> Links {
    whole::of_known(&pile.iter().collect::<Vec<_>>(), stories, cast)
}

/// Links the reports of one story, ordered by their ids. Knows nothing but these.
pub fn link_story(story: &[&Entry], judgements: &[Judgement]) -> Links {
    let copies = copies::find(story);
    let entities = entities::of_reports(story, &copies, judgements);
    let pile = Pile::new(story, &copies, &entities);
    let claims = claims::find(&pile, judgements);
    let communications = communications::find(&pile);
    let conflicts = conflicts::find(&pile, &claims, &communications);
    let ledgers = ledgers::find(&pile, &claims);
    drop(pile);
    Links {
        copies,
        entities,
        claims,
        communications,
        ledgers,
        conflicts,
        stories: Vec::new(),
    }
}

/// Returns the pairs of reports in which people judged two tellings to tell the same: they are of
/// one story.
fn together(pile: &[&Entry], judgements: &[Judgement]) -> Vec<(u32, u32)> {
    let judged = judgements
        .iter()
        .rev()
        .filter_map(|judgement| match judgement {
            Judgement::Tellings { one, other, same } => Some((one.clone(), other.clone(), *same)),
            Judgement::Names { .. } => None,
        });
    let place = |passage: &Passage| {
        let at = pile
            .iter()
            .position(|entry| *entry.report.id() == passage.report)?;
        u32::try_from(at).ok()
    };
    linker::settled(judged)
        .into_iter()
        .filter(|(.., same)| *same)
        .filter_map(|(one, other, _)| Some((place(&one)?, place(&other)?)))
        .collect()
}
