//! To which claim an answer goes that tells nothing itself: "denied the report", "declined to comment
//! on the inspections". Who answers a claim by telling it otherwise is [`responses`](super::responses)'.

use std::collections::HashMap;

use super::responses::{NAMED, is_response_only, response, rests_on, tells_alone, tells_of_denial};
use super::statements::{Item, Statement};
use crate::attribution::{self, Attribution, AttributionId, Stance};
use crate::link::blocking::hash;
use crate::link::words::Class;
use crate::link::{Claim, Pile, ReportIndex, Response, history, voices};
use crate::span::Span;

/// Tellings before and behind an answer that it may answer. News answers within a page, and
/// a report of ten thousand attributions must not cost their square.
const BEFORE: usize = 60;
const BEHIND: usize = 20;

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
        let Some((id, entry)) = answer.attribution.zip(pile.entry(answer.report)) else {
            continue;
        };
        let Some(own) = entry.reading.attributions.get(id.0 as usize) else {
            continue;
        };
        let text = entry.report.text();
        // What stands inside a denial is denied, and answers nobody else.
        let is_own = own.stance == answer.stance;
        if !is_own || is_about_leave(text, own) || !is_refusal(text, own) {
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
        let ends = near.iter().map(|(at, place)| end(claims, *at, *place));
        let given = Answer {
            pile,
            told: &items,
            statement: answer,
            response: &response,
            takes_back,
            last: ends.filter(|end| *end <= answer.span.start()).max(),
        };
        let best = near
            .iter()
            .filter_map(|(at, place)| Some((given.plausible(claims.get(*at)?, *place)?, *at)))
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
fn is_about_leave(text: &str, answer: &Attribution) -> bool {
    let cue = answer.cue.iter();
    let mut words = cue.flat_map(|span| span.of(text).split_whitespace());
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
fn is_refusal(text: &str, answer: &Attribution) -> bool {
    let mut spans = answer.cue.iter().chain(&answer.content);
    answer.stance != Stance::Declines || spans.any(|span| is_refused(span.of(text)))
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
    span(claims, at, place).map_or(0, Span::start)
}

fn end(claims: &[Claim], at: usize, place: usize) -> usize {
    span(claims, at, place).map_or(0, Span::end)
}

fn span(claims: &[Claim], at: usize, place: usize) -> Option<Span> {
    Some(claims.get(at)?.tellings.get(place)?.span)
}

/// An answer whose claim is looked for.
struct Answer<'a, 's> {
    pile: &'a Pile<'a>,
    told: &'a Told<'s>,
    statement: &'a Statement,
    response: &'a Response,
    takes_back: bool,
    /// Where what its report tells last before it ends.
    last: Option<usize>,
}

impl Answer<'_, '_> {
    /// Returns how plausibly it answers the claim that its report tells at `place`; `None` if it cannot.
    fn plausible(&self, claim: &Claim, place: usize) -> Option<f32> {
        let (pile, told, answer) = (self.pile, self.told, self.statement);
        let (response, takes_back) = (self.response, self.takes_back);
        let telling = claim.tellings.get(place)?;
        // Who takes something back answers himself, and nobody else does.
        if !takes_back
            && (tells_alone(claim, &response.voice) || rests_on(telling, &response.voice))
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
        let is_near = is_said && away <= POINTS;
        let mut marks = answer.items.iter().map(|(_, class)| *class);
        let is_mark = named == 1 && marks.any(|class| matches!(class, Class::Name | Class::Number));
        let is_last = self.last == Some(telling.span.end());
        let points =
            is_near && before && is_last && (answer.stance != Stance::Declines || concerns());
        // Some words of a long sentence are not what is told there; one name or number is, if it is
        // near.
        let told = items.iter().filter(|(_, class)| *class > Class::Everyday);
        let is_much = is_mark || shared as f32 >= OF_TOLD * told.count() as f32;
        let misses = (shared as f32) < NAMED * named as f32 || !is_much;
        let is_vague = match named {
            0 => !points,
            1 => !(is_near && (before || is_mark)),
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
}
