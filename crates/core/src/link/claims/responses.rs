//! Who confirmed, denied or would not comment among those who tell a claim, and what answers are.
//!
//! To which claim an answer goes that tells nothing itself is [`answers`](super::answers)'.

use std::collections::HashMap;

use super::statements::{Item, Statement};
use crate::attribution::{self, AttributionId, Stance};
use crate::link::voices::{self, outwards};
use crate::link::words::Class;
use crate::link::{Claim, Pile, ReportIndex, Response, Telling, Voice, VoiceKind, history};

/// An answer answers a claim that holds at least this share of the words by which it names what it
/// answers. With one half a third of the answers read one by one were to another matter of the topic.
pub(super) const NAMED: f32 = 0.65;

/// Half of what an answer that tells something names stands in one other telling.
const HALF: f32 = 0.5;

/// What denies by its own words ("no compromise is perfect") answers those who tell nearly all that it
/// names.
const NEARLY_ALL: f32 = 0.8;

/// Says whether a statement only answers: it takes a stand to something that it does not tell.
pub(super) fn is_response_only(statement: &Statement) -> bool {
    match statement.stance {
        Stance::Declines | Stance::DoesNotDeny => true,
        // "denied the report" tells nothing; "denied that he met her" does.
        Stance::Denies | Stance::Confirms | Stance::Doubts => !statement.says_something(),
        Stance::Asserts | Stance::Predicts => false,
    }
}

/// Returns the responses among a claim's own tellings.
pub(super) fn of_tellings(pile: &Pile, claim: &Claim, told: &[&Statement]) -> Vec<Response> {
    // Nobody answers a claim that nobody else makes.
    let is_told = claim
        .tellings
        .iter()
        .any(|telling| matches!(telling.stance, Stance::Asserts | Stance::Predicts));
    if !is_told && claim.tellings.len() < 2 {
        return Vec::new();
    }
    // Whom the same report has tell it does not deny it there: "they wrote that there was no ground"
    // is all theirs. In another report he may have changed his mind.
    let asserts = |response: &Response| {
        let here = claim
            .tellings
            .iter()
            .filter(|t| t.report == response.report);
        let mut told = here.filter(|telling| telling.stance == Stance::Asserts);
        told.any(|telling| {
            let vouching = telling.vouches().and_then(|at| telling.chain.get(at));
            vouching.is_some_and(|other| voices::same(other, &response.voice))
        })
    };
    // An answer names what others tell; what stands in a claim for some words answers another thing.
    let mut held: HashMap<u64, usize> = HashMap::new();
    for (item, _) in told.iter().flat_map(|statement| &statement.items) {
        *held.entry(*item).or_default() += 1;
    }
    // Once in the statement itself; half of it at least some other tells by itself.
    let names = |statement: &Statement| {
        let tells = |other: &&&Statement| {
            !std::ptr::eq(**other, statement) && is_named(statement, HALF, |item| other.holds(item))
        };
        is_named(statement, NAMED, |item| held.get(&item) > Some(&1))
            && told.iter().any(|other| tells(&other))
    };
    // "There was no second key" answers where somebody tells of a second key.
    let affirmed: Vec<&Statement> = told
        .iter()
        .filter(|statement| {
            let entry = pile.entry(statement.report);
            let words = entry.map_or("", |entry| statement.span.of(entry.report.text()));
            statement.stance == Stance::Asserts && !is_negative(words)
        })
        .copied()
        .collect();
    let is_affirmed = |statement: &Statement| {
        affirmed
            .iter()
            .any(|other| is_named(statement, NEARLY_ALL, |item| other.holds(item)))
    };
    let mut responses: Vec<Response> = Vec::new();
    for (statement, telling) in told.iter().zip(&claim.tellings) {
        let (Some(own), Some(entry)) = (telling.attribution, pile.entry(telling.report)) else {
            continue;
        };
        if telling.is_beside {
            continue;
        }
        let words = telling.span.of(entry.report.text());
        let says_no = is_negative(words);
        // Who denies or confirms that another said it answers too: "she confirmed that he had
        // called it settled".
        for (id, attribution) in outwards(entry, own) {
            if attribution.mode.is_told()
                && matches!(
                    attribution.stance,
                    Stance::Denies | Stance::Confirms | Stance::Doubts
                )
            {
                let cue = attribution
                    .cue
                    .iter()
                    .map(|span| span.of(entry.report.text()));
                let in_cue = cue.into_iter().any(is_negative_cue);
                // What is denied by its own words is denied in the sentence that has them.
                let called = id == own && attribution::calls_untrue(words);
                let is_denied = in_cue || called || id == own && says_no && is_affirmed(statement);
                let denies = attribution.stance == Stance::Denies;
                if denies && !is_denied || !names(statement) {
                    continue;
                }
                responses.extend(
                    response(pile, telling.report, id, attribution.stance)
                        .filter(|found| !responses.contains(found))
                        .filter(|found| {
                            history::takes_back(pile, found) || !tells_alone(claim, &found.voice)
                        })
                        .filter(|found| found.stance == Stance::Confirms || !asserts(found)),
                );
            }
        }
    }
    responses
}

/// Says whether a statement names a matter, and at least a share of the words by which it does are
/// among some items.
fn is_named(statement: &Statement, share: f32, holds: impl Fn(u64) -> bool) -> bool {
    let items = statement.items.iter();
    let named: Vec<&Item> = items
        .filter(|(_, class)| *class > Class::Everyday)
        .collect();
    let shared = named.iter().filter(|(item, _)| holds(*item)).count();
    shared > 0 && shared as f32 >= share * named.len() as f32
}

/// Says whether words deny something of themselves.
pub(in crate::link) fn is_negative(words: &str) -> bool {
    let lower = words.to_lowercase().replace('’', "'");
    // "On the 7th, and not on the 8th" tells of the 7th.
    let lower = lower.replace(" and not ", " ").replace(", not ", " ");
    let mut all = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    all.any(|word| {
        matches!(
            word,
            "no" | "not" | "never" | "nobody" | "none" | "nothing" | "without"
        ) || word.ends_with("n't")
    })
}

/// Says whether a cue denies by its own words, whatever is said.
fn is_negative_cue(words: &str) -> bool {
    attribution::denies(words) || is_negative(words)
}

/// Says whether what is told is that something is not so, or that somebody denies it.
pub(super) fn tells_of_denial(words: &str) -> bool {
    attribution::has_denying_verb(words) || is_negative(words)
}

pub(super) fn response(
    pile: &Pile,
    report: ReportIndex,
    id: AttributionId,
    stance: Stance,
) -> Option<Response> {
    let attribution = pile
        .entry(report)?
        .reading
        .attributions
        .get(id.0 as usize)?;
    Some(Response {
        voice: voices::of_source(pile, report, attribution)?,
        stance,
        report,
        attribution: id,
    })
}

/// Says whether a telling rests on the word of a voice: nobody answers himself, but whom a witness
/// names does.
pub(super) fn rests_on(telling: &Telling, voice: &Voice) -> bool {
    let Some(vouches) = telling.vouches() else {
        return false;
    };
    let before = telling.chain.iter().take(vouches + 1).enumerate();
    // An outlet may answer for what its report says on another's word.
    let own = before
        .filter(|(at, other)| *at == vouches || other.kind != VoiceKind::Outlet)
        .map(|(_, other)| other);
    own.into_iter().any(|other| {
        other.name == voice.name || (voice.entity.is_some() && other.entity == voice.entity)
    })
}

/// Says whether all that back a claim rest on one voice: by saying it, it answers nobody.
pub(super) fn tells_alone(claim: &Claim, voice: &Voice) -> bool {
    let mut backing = claim.tellings.iter().filter(|t| t.backs()).peekable();
    backing.peek().is_some() && backing.all(|telling| rests_on(telling, voice))
}
