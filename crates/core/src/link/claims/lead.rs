//! Lead claims: what a story is about, as its reports tell it in their headlines and first sentences.
//!
//! Reports of one affair say its main thing in words of their own, and pairs of sentences seldom
//! share enough to be joined. All of them together do: the words that headlines and first sentences
//! have in common say what they are about, and a sentence near these tells it. A story whose reports
//! lead with several things has a lead claim for each.
//!
//! Owns which reports lead with one thing and which statements tell it. What else tells the same is
//! the pair score's to say.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::statements::Statement;
use crate::attribution::AttributionId;
use crate::link::stories::{Print, linkage};
use crate::link::words::{Class, words};
use crate::link::{Entry, Pile, ReportIndex};
use crate::report::BlockKind;
use crate::span::Span;

/// Sentences of a report that may tell the lead claim. In 85 of a hundred reports it is told among
/// the first three; further down a report tells the rest.
const FIRST: usize = 12;

/// A first sentence of fewer weighty words says nothing of the story: a dateline, a cry.
const FEWEST_STEMS: usize = 4;

/// Reports lead with one thing if they are so near on average, half by what they lead with and half
/// by their whole texts. On rumours and independent reports the best between .12 and .2.
const TOGETHER: f32 = 0.15;

/// Two groups of reports that are much nearer among themselves than to each other lead with two things:
/// they are together if they are at least this share as near. On rumours the best up to .65, on
/// independent reports from .6 on.
const OF_OWN: f32 = 0.6;

/// What reports lead with is the news of a day: reports more than a day apart are less near, by half
/// with every [`HALVED`] days, and not below [`LEAST_IN_TIME`].
const HALVED: f32 = 4.0;
const LEAST_IN_TIME: f32 = 0.3;

/// A sentence tells the lead claim if it is at least this share as near to it as the nearest of its
/// report, and at least so near.
const OF_BEST: f32 = 0.55;
const LEAST: f32 = 0.08;

/// What somebody says in such a sentence tells the claim if it is by itself this share as near.
const SAID_OF_BEST: f32 = 0.25;

/// How much more the first sentence counts; the second half of that, and so on. The constants were
/// chosen on nineteen rumours of which every sentence that tells them was marked by hand.
const FIRST_COUNTS: f32 = 0.5;

/// A statement stands in a sentence if they share so many bytes.
const SHARED: usize = 10;

/// What reports lead with.
pub(super) struct Leads {
    /// The lead claims, each as the places of the statements that tell it.
    pub(super) claims: Vec<Vec<u32>>,
    /// For each report a number that those share that lead with one thing.
    group_of: BTreeMap<ReportIndex, usize>,
    /// How near each telling is to what its reports lead with.
    near: HashMap<Telling, f32>,
}

/// Where a telling stands.
type Telling = (ReportIndex, Span, Option<AttributionId>);

impl Leads {
    /// Returns how near a statement of a lead claim is to what its reports lead with, from 0 to
    /// 1.5.
    pub(super) fn near(&self, statement: &Statement) -> Option<f32> {
        self.near.get(&place(statement)).copied()
    }

    /// Says whether two reports, other than one with itself, lead with one thing.
    pub(super) fn share(&self, a: ReportIndex, b: ReportIndex) -> bool {
        let group = |report| self.group_of.get(&report);
        a != b && group(a).is_some() && group(a) == group(b)
    }
}

/// Finds the lead claims of a story, of statements in the order of their reports.
pub(super) fn find(pile: &Pile, all: &[&Statement]) -> Leads {
    let mut reports: Vec<Leading> = pile
        .reports()
        .filter_map(|report| Some(Leading::of(report, pile.entry(report)?)))
        .collect();
    let rarity = rarity(&reports);
    for report in &mut reports {
        report.lead = report.lead(&rarity);
    }
    let mut told: BTreeMap<ReportIndex, Vec<(u32, &Statement)>> = BTreeMap::new();
    for (at, statement) in (0u32..).zip(all) {
        let own = told.entry(statement.report).or_default();
        own.push((at, statement));
    }
    let groups = linkage(reports.iter().collect(), |a, b| a.near(b), TOGETHER, OF_OWN);
    let mut leads = Leads {
        claims: Vec::new(),
        group_of: BTreeMap::new(),
        near: HashMap::new(),
    };
    for (number, group) in groups.iter().enumerate() {
        let own = group.iter().map(|report| (report.report, number));
        leads.group_of.extend(own);
        if group.len() < 2 {
            continue;
        }
        let total = sum(group.iter().map(|report| &report.lead));
        let mut claim = Vec::new();
        for report in group {
            let centre = unit(less(&total, &report.lead));
            let statements = told.get(&report.report).map_or(&[][..], Vec::as_slice);
            let text = pile
                .entry(report.report)
                .map_or("", |entry| entry.report.text());
            for (at, near) in report.telling(statements, text, &centre, &rarity) {
                claim.push(at);
                leads
                    .near
                    .extend(all.get(at as usize).map(|s| (place(s), near)));
            }
        }
        leads.claims.push(claim);
    }
    leads
}

fn place(statement: &Statement) -> Telling {
    (statement.report, statement.span, statement.attribution)
}

/// A report as its lead is looked for.
struct Leading {
    report: ReportIndex,
    day: Option<Date>,
    whole: Print,
    /// What it leads with: the weights of its headline and of its first sentence.
    lead: Weights,
    /// The headline and the sentences, each with its stems.
    sentences: Vec<(Span, Vec<u64>)>,
    /// Which of them is the first that says something.
    opening: usize,
}

impl Leading {
    fn of(report: ReportIndex, entry: &Entry) -> Self {
        let text = entry.report.text();
        let blocks = entry.report.blocks();
        let headline = blocks
            .iter()
            .find(|block| block.kind == BlockKind::Headline)
            .map(|block| block.span);
        let title = entry.report.about.title.as_deref().unwrap_or("");
        let is_told = |span: &&Span| {
            let kind = entry.report.kind_at(span.start());
            kind.is_some_and(|kind| kind.is_told() && kind != BlockKind::Headline)
        };
        let headline = headline.map_or((Span::new(0, 0), title), |span| (span, span.of(text)));
        let told = entry.reading.sentences.iter().filter(is_told);
        let sentences: Vec<(Span, Vec<u64>)> = std::iter::once(headline)
            .chain(told.map(|span| (*span, span.of(text))))
            .map(|(span, words)| (span, stems(words)))
            .collect();
        let says = |(_, stems): &(Span, Vec<u64>)| stems.len() >= FEWEST_STEMS;
        let opening = sentences.iter().skip(1).take(FIRST).position(says);
        Leading {
            report,
            day: entry.report.about.published.map(|moment| moment.date),
            whole: Print::of(&entry.report),
            lead: Weights::new(),
            opening: opening.map_or(0, |at| at + 1),
            sentences,
        }
    }

    /// Returns the weights of what it leads with.
    fn lead(&self, rarity: &Rarities) -> Weights {
        let of = |at: usize| {
            self.sentences
                .get(at)
                .map(|(_, stems)| weigh(stems, rarity))
        };
        let both: Vec<Weights> = [0, self.opening].into_iter().filter_map(of).collect();
        unit(sum(both.iter()))
    }

    /// Returns how near two reports are in what they lead with.
    fn near(&self, other: &Leading) -> f32 {
        let days = self.day.zip(other.day).map_or(0, |(a, b)| {
            let span = a.until(b).map(|span| span.get_days());
            span.unwrap_or(i32::MAX).unsigned_abs()
        });
        let time = 0.5f32.powf(days.saturating_sub(1) as f32 / HALVED);
        let near = f32::midpoint(
            cosine(&self.lead, &other.lead),
            self.whole.near(&other.whole),
        );
        near * time.max(LEAST_IN_TIME)
    }

    /// Returns the places of its statements that tell what others lead with, and how near each is to
    /// that.
    fn telling(
        &self,
        statements: &[(u32, &Statement)],
        text: &str,
        centre: &Weights,
        rarity: &Rarities,
    ) -> Vec<(u32, f32)> {
        let near = |(at, (span, stems)): (usize, &(Span, Vec<u64>))| {
            let near = cosine(&weigh(stems, rarity), centre);
            (*span, near * (1.0 + FIRST_COUNTS / at.max(1) as f32))
        };
        let first = self.sentences.iter().take(FIRST + 1).enumerate();
        let measured: Vec<(Span, f32)> = first.map(near).collect();
        // The headline is the nearest in most reports, and says it in few words.
        let in_text = measured.iter().skip(1).map(|(_, near)| *near);
        let best = in_text.fold(0.0, f32::max);
        let tells = |(_, near): &&(Span, f32)| *near >= OF_BEST * best && *near >= LEAST;
        let sentences: Vec<(Span, f32)> = measured.iter().filter(tells).copied().collect();
        let near = |statement: &Statement| {
            let enough = SHARED.min(statement.span.end() - statement.span.start());
            let stands = |span: Span| shared(span, statement.span) >= enough;
            let near = sentences.iter().filter(|(span, _)| stands(*span));
            near.map(|(_, near)| *near).max_by(f32::total_cmp)
        };
        // What somebody says in such a sentence may be another thing; if no other words of the
        // report tell the claim, these do.
        let tells_it = |statement: &Statement| {
            let said = || weigh(&stems(statement.span.of(text)), rarity);
            statement.attribution.is_none() || cosine(&said(), centre) >= SAID_OF_BEST * best
        };
        let standing = statements
            .iter()
            .filter_map(|(at, statement)| Some((*at, *statement, near(statement)?)));
        let (tell, others): (Vec<_>, Vec<_>) = standing.partition(|(_, s, _)| tells_it(s));
        let told = if tell.is_empty() { others } else { tell };
        told.into_iter().map(|(at, _, near)| (at, near)).collect()
    }
}

/// Weights of stems in the order of their hashes; the sum of their squares is one but for sums.
type Weights = Vec<(u64, f32)>;

/// How rare each stem is among the sentences of a story.
type Rarities = HashMap<u64, f32>;

/// Counts how rare stems are: what every other sentence of a story holds says nothing of what one of
/// them tells.
fn rarity(reports: &[Leading]) -> Rarities {
    let (mut all, mut counts) = (0.0f32, Rarities::new());
    for (_, stems) in reports
        .iter()
        .flat_map(|report| report.sentences.iter().skip(1))
    {
        all += 1.0;
        for stem in stems {
            *counts.entry(*stem).or_default() += 1.0;
        }
    }
    let rare = |count: f32| ((1.0 + all) / (1.0 + count)).ln() + 0.1;
    counts.values_mut().for_each(|count| *count = rare(*count));
    counts
}

/// Weighs stems by their rarity; those that stand in no sentence of the story count nothing.
fn weigh(stems: &[u64], rarity: &Rarities) -> Weights {
    let weight = |stem: &u64| Some((*stem, rarity.get(stem).copied()?));
    unit(stems.iter().filter_map(weight).collect())
}

fn unit(mut weights: Weights) -> Weights {
    let squares = weights.iter().map(|(_, weight)| weight * weight);
    let length = squares.sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    weights.iter_mut().for_each(|(_, weight)| *weight /= length);
    weights
}

/// Adds weights up.
fn sum<'w>(all: impl Iterator<Item = &'w Weights>) -> Weights {
    let mut added: BTreeMap<u64, f32> = BTreeMap::new();
    for (stem, weight) in all.flatten() {
        *added.entry(*stem).or_default() += weight;
    }
    added.into_iter().collect()
}

/// Takes weights out of a sum that holds them; of what nobody else has nothing is left.
fn less(sum: &Weights, own: &Weights) -> Weights {
    /// What is less is left by rounding.
    const NOTHING: f32 = 1e-4;
    let mut own = own.iter().peekable();
    let rest = sum.iter().map(|(stem, weight)| {
        let taken = own.next_if(|(other, _)| other == stem);
        (*stem, weight - taken.map_or(0.0, |(_, weight)| *weight))
    });
    rest.filter(|(_, weight)| *weight > NOTHING).collect()
}

fn cosine(a: &Weights, b: &Weights) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

fn shared(a: Span, b: Span) -> usize {
    let (start, end) = (a.start().max(b.start()), a.end().min(b.end()));
    end.saturating_sub(start)
}

/// Returns the stems of some words, each once, in the order of their hashes.
fn stems(text: &str) -> Vec<u64> {
    let mut stems: Vec<u64> = words(text, Span::new(0, text.len()))
        .iter()
        .filter(|word| word.class != Class::Empty)
        .map(|word| word.stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
