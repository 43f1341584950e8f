//! Who confirmed, denied or would not comment, and to which claim that is the answer.

use std::collections::HashMap;

use super::statements::Item;
use super::statements::Statement;
use crate::attribution::{self, AttributionId, Stance};
use crate::link::blocking::hash;
use crate::link::voices::{self, outwards};
use crate::link::words::Class;
use crate::link::{Claim, Pile, ReportIndex, Response, Telling, Voice, VoiceKind, history};
use crate::span::Span;

/// Tellings before and behind an answer that it may answer. News answers within a page, and
/// a report of ten thousand attributions must not cost their square.
const BEFORE: usize = 60;
const BEHIND: usize = 20;

/// An answer answers a claim that holds at least this share of the words by which it names what it
/// answers. With one half a third of the answers read one by one were to another matter of the topic.
const NAMED: f32 = 0.65;

/// One word in common names nothing.
const LEAST: usize = 2;

/// Half of what an answer that tells something names stands in one other telling.
const HALF: f32 = 0.5;

/// What denies by its own words ("no compromise is perfect") answers those who tell nearly all that it
/// names.
const NEARLY_ALL: f32 = 0.8;

/// What an answer names is at least this share of what is told.
const OF_TOLD: f32 = 0.2;

/// An answer that only points ("denied the report") means what was told so many bytes before it, a
/// paragraph or two.
const POINTS: usize = 400;

/// What somebody refuses who would not comment. Who "did not specify the day" withholds a detail, and
/// answers nothing.
const REFUSED: [&str; 12] = [
    "comment",
    "comments",
    "commenting",
    "respond",
    "responded",
    "response",
    "reply",
    "replied",
    "answer",
    "discuss",
    "confirm",
    "deny",
];

/// What each telling is compared by.
type Told<'s> = HashMap<(ReportIndex, Option<AttributionId>, Span), &'s [Item]>;

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
        let says_no = is_negative(telling.span.of(entry.report.text()));
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
                let is_denied = in_cue || id == own && says_no && is_affirmed(statement);
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
    shared >= LEAST && shared as f32 >= share * named.len() as f32
}

/// Says whether words deny something of themselves.
fn is_negative(words: &str) -> bool {
    let lower = words.to_lowercase().replace('’', "'");
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

fn response(
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

/// Gives every answer that tells nothing itself to the claim that it most plausibly answers.
pub(super) fn attach(pile: &Pile, all: &[Statement], claims: &mut [Claim]) {
    // Which claims a report tells, with where: answers look at their own report only.
    let mut told: Vec<Vec<(usize, usize)>> = vec![Vec::new(); pile.entries.len()];
    for (at, claim) in claims.iter().enumerate() {
        for (place, telling) in claim.tellings.iter().enumerate() {
            if let Some(told) = told.get_mut(telling.report.0 as usize) {
                told.push((at, place));
            }
        }
    }
    for places in &mut told {
        places.sort_by_key(|(at, place)| (start(claims, *at, *place), *at));
    }
    let answers = all.iter().filter(|statement| is_response_only(statement));
    let items: Told = all
        .iter()
        .map(|s| ((s.report, s.attribution, s.span), s.items.as_slice()))
        .collect();
    let mut found: Vec<(usize, Response)> = Vec::new();
    for answer in answers {
        let Some(id) = answer.attribution else {
            continue;
        };
        if is_about_leave(pile, answer.report, id) || !is_refusal(pile, answer, id) {
            continue;
        }
        let own = pile.entry(answer.report).and_then(|entry| {
            let attributions = &entry.reading.attributions;
            attributions.get(id.0 as usize)
        });
        // What stands inside a denial is denied, and answers nobody else.
        if own.is_none_or(|own| own.stance != answer.stance) {
            continue;
        }
        let Some(response) = response(pile, answer.report, id, answer.stance) else {
            continue;
        };
        let takes_back = history::takes_back(pile, &response);
        let places = told
            .get(answer.report.0 as usize)
            .map_or(&[][..], Vec::as_slice);
        let behind =
            places.partition_point(|(at, place)| start(claims, *at, *place) <= answer.span.start());
        let near = places
            .get(behind.saturating_sub(BEFORE)..places.len().min(behind + BEHIND))
            .unwrap_or(&[]);
        let best = near
            .iter()
            .filter_map(|(at, place)| {
                Some((
                    plausible(
                        pile,
                        &items,
                        answer,
                        &response,
                        takes_back,
                        claims.get(*at)?,
                        *place,
                    )?,
                    *at,
                ))
            })
            // Of equally plausible claims the first, which is told most.
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        if let Some((_, at)) = best {
            found.push((at, response));
        }
    }
    for (at, response) in found {
        if let Some(claim) = claims.get_mut(at)
            && !claim.responses.contains(&response)
        {
            claim.responses.push(response);
        }
    }
    for claim in claims {
        claim
            .responses
            .sort_by_key(|response| (pile.appeared(response.report), response.attribution));
    }
}

/// Says whether an answer is only about why somebody is not named: "not authorised to discuss it"
/// declines nothing.
fn is_about_leave(pile: &Pile, report: ReportIndex, id: AttributionId) -> bool {
    let Some(entry) = pile.entry(report) else {
        return false;
    };
    let Some(attribution) = entry.reading.attributions.get(id.0 as usize) else {
        return false;
    };
    let mut words = attribution
        .cue
        .iter()
        .flat_map(|span| span.of(entry.report.text()).split_whitespace());
    words.any(|word| {
        [
            "authorized",
            "authorised",
            "permitted",
            "allowed",
            "anonymity",
        ]
        .iter()
        .any(|leave| word.eq_ignore_ascii_case(leave))
    })
}

/// Says whether an answer that would not comment says so in words: all others do.
fn is_refusal(pile: &Pile, answer: &Statement, id: AttributionId) -> bool {
    if answer.stance != Stance::Declines {
        return true;
    }
    let Some(entry) = pile.entry(answer.report) else {
        return false;
    };
    let Some(attribution) = entry.reading.attributions.get(id.0 as usize) else {
        return false;
    };
    let mut spans = attribution.cue.iter().chain(&attribution.content);
    spans.any(|span| is_refused(span.of(entry.report.text())))
}

/// Says whether words are about a comment, an answer, a reply.
fn is_refused(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        REFUSED
            .iter()
            .any(|refused| word.eq_ignore_ascii_case(refused))
    })
}

fn start(claims: &[Claim], at: usize, place: usize) -> usize {
    claims
        .get(at)
        .and_then(|claim| claim.tellings.get(place))
        .map_or(0, |telling| telling.span.start())
}

/// Says whether a telling rests on the word of a voice: nobody answers himself, but whom a witness
/// names does.
fn rests_on(telling: &Telling, voice: &Voice) -> bool {
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
fn tells_alone(claim: &Claim, voice: &Voice) -> bool {
    let mut backing = claim.tellings.iter().filter(|t| t.backs()).peekable();
    backing.peek().is_some() && backing.all(|telling| rests_on(telling, voice))
}

/// Returns how plausibly an answer answers the claim that its report tells at `place`; `None` if it
/// cannot.
fn plausible(
    pile: &Pile,
    told: &Told<'_>,
    answer: &Statement,
    response: &Response,
    takes_back: bool,
    claim: &Claim,
    place: usize,
) -> Option<f32> {
    let telling = claim.tellings.get(place)?;
    // Who takes something back answers himself, and nobody else does.
    if !takes_back && (tells_alone(claim, &response.voice) || rests_on(telling, &response.voice))
        || telling.attribution == answer.attribution
    {
        return None;
    }
    // "“She confirmed her name to us,” Moll said": what Moll says is not what she confirmed. What stands
    // beside the point may be answered, and the claim is not.
    if telling.is_beside || telling.span.contains(answer.span) {
        return None;
    }
    // Who denies a report does not deny what is told of the denial: "her office called it false".
    let words = || {
        let entry = pile.entry(telling.report);
        entry.map_or("", |entry| telling.span.of(entry.report.text()))
    };
    if answer.stance == Stance::Denies && tells_of_denial(words())
        || answer.stance == Stance::Confirms && attribution::denies(words())
        || answer.stance == Stance::Declines && is_refused(words())
    {
        return None;
    }
    let items = told
        .get(&(telling.report, telling.attribution, telling.span))
        .copied()
        .unwrap_or(&[]);
    let tells = |(item, class): &&Item| {
        *class > Class::Everyday && items.binary_search_by_key(item, |(held, _)| *held).is_ok()
    };
    let named = answer
        .items
        .iter()
        .filter(|(_, class)| *class > Class::Everyday)
        .count();
    let shared = answer.items.iter().filter(tells).count();
    let before = telling.span.end() <= answer.span.start();
    let away = if before {
        answer.span.start() - telling.span.end()
    } else {
        telling.span.start().saturating_sub(answer.span.end())
    };
    // What names nothing of the claim answers what was told just before it, if it points there at
    // all: a bare "declined to comment" does so where the claim is about who declines.
    let concerns = || {
        let own = hash(format!("entity {}", response.voice.name).as_bytes());
        let is_told_of = items.binary_search_by_key(&own, |(held, _)| *held).is_ok();
        is_told_of
            || telling
                .chain
                .iter()
                .any(|voice| voices::same(voice, &response.voice))
    };
    // What outlets tell in their own words is background more often than a charge.
    let is_said = claim.tellings.iter().any(|t| t.attribution.is_some());
    let is_near = is_said && before && away <= POINTS;
    let points = is_near && (answer.stance != Stance::Declines || concerns());
    // One word in common, or some in a long sentence, is not what is told there.
    let told = items.iter().filter(|(_, class)| *class > Class::Everyday);
    let is_much = shared as f32 >= OF_TOLD * told.count() as f32;
    let misses = (shared as f32) < NAMED * named as f32 || !is_much;
    let is_vague = match named {
        0 => !points,
        1 => !is_near,
        _ => false,
    };
    // Who takes back what he said need not say again what that was.
    if !takes_back && (named > 0 && misses || is_vague) {
        return None;
    }
    let words = shared as f32 / named.max(1) as f32;
    let near = 1.0 / (1.0 + away as f32 / 1000.0);
    let near = if before { near } else { near / 2.0 };
    let weight = (1.0 + claim.reports() as f32).ln() / 10.0;
    Some(2.0 * words + near + weight)
}
