//! Lead claims: what a story is about, as its reports tell it in their headlines and first sentences.
//!
//! Reports of one affair say its main thing in words of their own, and pairs of sentences seldom
//! share enough to be joined. All of them together do: the words that the headlines and first
//! sentences of a story have in common say what it is about, and a sentence near these tells it.
//! A story whose headlines fall into groups has a lead claim for each.
//!
//! Owns which statements lead. What else tells the same is the pair score's to say.

use std::collections::{BTreeMap, HashMap};

use super::statements::Statement;
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

fn env(name: &str, or: f32) -> f32 {
    std::env::var(name)
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(or)
}

/// A statement stands in a sentence if they share so many bytes.
const SHARED: usize = 10;

/// A report as its lead is looked for.
struct Leading {
    report: ReportIndex,
    whole: Print,
    day: Option<jiff::civil::Date>,
    headline: Print,
    first: Print,
    /// The headline, the first sentences and all others, each with its stems.
    sentences: Vec<(Span, Vec<u64>)>,
    /// Which of them is the first that says something.
    opening: usize,
}

/// Weights of stems; the sum of their squares is one.
type Weights = BTreeMap<u64, f32>;

/// Returns the lead claims of a story, each as the places of the statements that tell it.
pub(super) fn find(pile: &Pile, all: &[&Statement]) -> Vec<Vec<u32>> {
    let reports: Vec<Leading> = pile
        .reports()
        .filter_map(|report| Some(leading(report, pile.entry(report)?)))
        .collect();
    let rarity = rarity(&reports);
    let leads: Vec<Weights> = reports
        .iter()
        .map(|report| unit(lead(report, &rarity)))
        .collect();
    let near = |a: &usize, b: &usize| {
        let (one, other) = (&reports[*a], &reports[*b]);
        let fixed = (one.headline.near(&other.headline)
            + one.headline.near(&other.first)
            + one.first.near(&other.headline)
            + one.first.near(&other.first))
            / 2.0;
        let own = cosine(&leads[*a], &leads[*b]);
        let mix = env("T_MIX", 1.0);
        let apart = one.day.zip(other.day).map_or(0.0, |(a, b)| {
            a.until(b).map_or(0, |s| s.get_days()).unsigned_abs() as f32
        });
        let time = 0.5f32
            .powf((apart - env("T_SAME", 1.0)).max(0.0) / env("T_HALF", 4.0))
            .max(env("T_FLOOR", 0.3));
        f32::midpoint(
            mix * own + (1.0 - mix) * fixed,
            one.whole.near(&other.whole),
        ) * time
    };
    let groups = linkage((0..reports.len()).collect(), near, env("T_TOG", 0.15));
    let mut claims = Vec::new();
    for group in groups.iter().filter(|group| group.len() > 1) {
        let group: Vec<&Leading> = group.iter().map(|at| &reports[*at]).collect();
        let leads: Vec<Weights> = group.iter().map(|report| lead(report, &rarity)).collect();
        let mut told = Vec::new();
        for (own, report) in group.iter().enumerate() {
            let mut centre = Weights::new();
            for (_, lead) in leads.iter().enumerate().filter(|(at, _)| *at != own) {
                for (stem, weight) in lead {
                    *centre.entry(*stem).or_default() += weight;
                }
            }
            let centre = unit(centre);
            let (sentences, best) = tells(report, &centre, &rarity);
            let text = pile
                .entry(report.report)
                .map_or("", |entry| entry.report.text());
            let stands = |at: &u32| {
                all.get(*at as usize).is_some_and(|s| {
                    let length = s.span.end() - s.span.start();
                    let stands = |span: &Span| shared(*span, s.span) >= SHARED.min(length);
                    s.report == report.report && sentences.iter().any(stands)
                })
            };
            // What somebody says in such a sentence may be another thing; if no other words of the
            // report tell the claim, these do.
            let tells_it = |at: &u32| {
                all.get(*at as usize).is_some_and(|s| {
                    s.attribution.is_none()
                        || cosine(&weigh(&stems(s.span.of(text)), &rarity), &centre)
                            >= env("T_CONT", 0.25) * best
                })
            };
            let (own, others): (Vec<u32>, Vec<u32>) =
                (0u32..).take(all.len()).filter(stands).partition(tells_it);
            told.extend(if own.is_empty() { others } else { own });
        }
        claims.push(told);
    }
    claims
}

fn shared(a: Span, b: Span) -> usize {
    a.end()
        .min(b.end())
        .saturating_sub(a.start().max(b.start()))
}

/// How rare each stem is among the sentences of a story.
fn rarity(reports: &[Leading]) -> HashMap<u64, f32> {
    let (mut all, mut counts) = (0.0f32, HashMap::<u64, f32>::new());
    for (_, stems) in reports
        .iter()
        .flat_map(|report| report.sentences.iter().skip(1))
    {
        all += 1.0;
        for stem in stems {
            *counts.entry(*stem).or_default() += 1.0;
        }
    }
    counts
        .into_iter()
        .map(|(stem, count)| (stem, ((1.0 + all) / (1.0 + count)).ln() + 0.1))
        .collect()
}

fn cosine(a: &Weights, b: &Weights) -> f32 {
    a.iter()
        .map(|(stem, weight)| weight * b.get(stem).copied().unwrap_or(0.0))
        .sum()
}

fn unit(mut weights: Weights) -> Weights {
    let length = weights
        .values()
        .map(|weight| weight * weight)
        .sum::<f32>()
        .sqrt();
    weights
        .values_mut()
        .for_each(|weight| *weight /= length.max(f32::MIN_POSITIVE));
    weights
}

fn weigh(stems: &[u64], rarity: &HashMap<u64, f32>) -> Weights {
    let weight = |stem: &u64| Some((*stem, rarity.get(stem).copied()?));
    unit(stems.iter().filter_map(weight).collect())
}

/// Returns what a report leads with: its headline and its first sentence.
fn lead(report: &Leading, rarity: &HashMap<u64, f32>) -> Weights {
    let of = |at: usize| {
        report
            .sentences
            .get(at)
            .map(|(_, stems)| weigh(stems, rarity))
            .unwrap_or_default()
    };
    let mut sum = of(0);
    for (stem, weight) in of(report.opening) {
        *sum.entry(stem).or_default() += weight;
    }
    sum
}

/// Returns the sentences of a report that tell what the others lead with.
fn tells(report: &Leading, centre: &Weights, rarity: &HashMap<u64, f32>) -> (Vec<Span>, f32) {
    let near = |stems: &[u64]| -> f32 { cosine(&weigh(stems, rarity), centre) };
    let measured: Vec<(Span, f32)> = report
        .sentences
        .iter()
        .take(FIRST + 1)
        .enumerate()
        .map(|(at, (span, stems))| {
            (
                *span,
                near(stems) * (1.0 + env("T_POS", 0.5) / at.max(1) as f32),
            )
        })
        .collect();
    // The headline is the nearest in most reports, and says it in few words.
    let best = measured
        .iter()
        .skip(1)
        .map(|(_, near)| *near)
        .fold(0.0, f32::max);
    let told = measured
        .into_iter()
        .filter(|(_, near)| *near >= env("T_BEST", 0.55) * best && *near >= env("T_LEAST", 0.08))
        .map(|(span, ..)| span)
        .collect();
    (told, best)
}

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

fn leading(report: ReportIndex, entry: &Entry) -> Leading {
    let text = entry.report.text();
    let headline = entry
        .report
        .blocks()
        .iter()
        .find(|block| block.kind == BlockKind::Headline)
        .map(|block| block.span);
    let title = entry.report.about.title.as_deref().unwrap_or("");
    let is_told = |span: &&Span| {
        let kind = entry.report.kind_at(span.start());
        kind.is_some_and(|kind| kind.is_told() && kind != BlockKind::Headline)
    };
    let (span, headline) = headline.map_or((Span::new(0, 0), title), |span| (span, span.of(text)));
    let mut sentences = vec![(span, stems(headline))];
    sentences.extend(
        entry
            .reading
            .sentences
            .iter()
            .filter(is_told)
            .map(|span| (*span, stems(span.of(text)))),
    );
    let says = |(_, stems): &(Span, Vec<u64>)| stems.len() >= FEWEST_STEMS;
    let opening = sentences
        .iter()
        .skip(1)
        .take(FIRST)
        .position(says)
        .map_or(0, |at| at + 1);
    let first = sentences.get(opening).map_or("", |(span, _)| span.of(text));
    Leading {
        report,
        whole: Print::of(&entry.report),
        day: entry.report.about.published.map(|moment| moment.date),
        headline: Print::of_words(headline),
        first: Print::of_words(first),
        sentences,
        opening,
    }
}
