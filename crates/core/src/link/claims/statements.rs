//! Statements: what a report tells at one place, as things that can be compared.

use crate::attribution::nobody::is_nobody;
use crate::attribution::{AttributionId, Stance, stance_of_outlet};
use crate::link::blocking::hash;
use crate::link::history::is_correction;
use crate::link::voices::outwards;
use crate::link::words::{Class, words};
use crate::link::{LinkedEntityId, Pile, ReportIndex};
use crate::report::BlockKind;
use crate::span::{Span, hull};

/// A word of a statement as it is compared: a stem, a number, or a person or body however it is
/// called.
pub(super) type Item = (u64, Class);

/// What a report tells at one place.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// The report.
    pub(super) report: ReportIndex,
    /// The attribution whose content it is; `None` for a sentence in the outlet's own voice.
    pub(super) attribution: Option<AttributionId>,
    /// The words.
    pub(super) span: Span,
    /// How the source stands to it.
    pub(super) stance: Stance,
    /// What it is compared by, each once, in order of the hash.
    pub(super) items: Vec<Item>,
    /// The people it names.
    pub(super) people: Vec<LinkedEntityId>,
}

/// Longer statements are compared by their first words: a content of pages is a mistake of the
/// reading.
const MOST_ITEMS: usize = 60;

/// A statement needs so many items to be a claim: "the report" and "his role" say nothing that
/// could be told twice.
pub(super) const FEWEST: usize = 3;

impl Statement {
    /// Says whether it says enough to be compared with others.
    pub(super) fn says_something(&self) -> bool {
        self.items.len() >= FEWEST
    }

    /// Says whether an item is among those that it is compared by.
    pub(super) fn holds(&self, item: u64) -> bool {
        let place = self.items.binary_search_by_key(&item, |(held, _)| *held);
        place.is_ok()
    }

    /// Says whether it may tell what a story leads with: "got martyred" does.
    pub(super) fn may_lead(&self) -> bool {
        self.items.len() + 1 >= FEWEST
    }
}

/// Collects the statements of a report: the contents of its attributions, and the sentences that
/// nothing attributes.
pub(super) fn of(pile: &Pile, report: ReportIndex) -> Vec<Statement> {
    let Some(entry) = pile.entry(report) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut attributed: Vec<Span> = Vec::new();
    for (id, attribution) in (0u32..).map(AttributionId).zip(&entry.reading.attributions) {
        // What somebody does or knows is told by the outlet.
        if !attribution.mode.is_told() {
            continue;
        }
        let spans: Vec<Span> = attribution
            .content
            .iter()
            .copied()
            .filter(|span| !span.of(entry.report.text()).is_empty())
            .collect();
        attributed.extend(spans.iter().chain(&attribution.cue));
        let source = hull(&attribution.source.spans);
        let by_nobody = source.is_some_and(|span| is_nobody(span.of(entry.report.text())));
        if by_nobody {
            continue;
        }
        // What is told inside a denial is denied.
        let doubted = outwards(entry, id)
            .skip(1)
            .map(|(_, outer)| outer.stance)
            .find(|stance| matches!(stance, Stance::Denies | Stance::Doubts));
        let stance = doubted
            .filter(|_| matches!(attribution.stance, Stance::Asserts | Stance::Predicts))
            .unwrap_or(attribution.stance);
        for spans in by_sentence(&spans, &entry.reading.sentences, entry.report.text()) {
            let Some(span) = hull(&spans) else { continue };
            if is_question(span.of(entry.report.text())) {
                continue;
            }
            let (items, people) = compared(pile, report, &spans);
            out.push(Statement {
                report,
                attribution: Some(id),
                span,
                stance,
                items,
                people,
            });
        }
    }
    attributed.sort_unstable();
    // The furthest end so far finds an overlap by one look, however the spans nest.
    let mut reach = Vec::with_capacity(attributed.len());
    let mut furthest = 0;
    for span in &attributed {
        furthest = furthest.max(span.end());
        reach.push(furthest);
    }
    for sentence in &entry.reading.sentences {
        let before = attributed.partition_point(|span| span.start() < sentence.end());
        let is_attributed = before
            .checked_sub(1)
            .and_then(|last| reach.get(last))
            .is_some_and(|end| *end > sentence.start());
        let is_told = entry
            .report
            .kind_at(sentence.start())
            .is_some_and(crate::report::BlockKind::is_told);
        let words = sentence.of(entry.report.text());
        let kind = entry.report.kind_at(sentence.start());
        let is_cut = kind != Some(BlockKind::Headline) && !ends(words);
        let tells_nothing = is_cut || is_question(words) || is_correction(words);
        if is_attributed || !is_told || words.is_empty() || tells_nothing {
            continue;
        }
        let (items, people) = compared(pile, report, std::slice::from_ref(sentence));
        out.push(Statement {
            report,
            attribution: None,
            span: *sentence,
            // Who repeats a claim to refute it is none of its tellers.
            stance: stance_of_outlet(words),
            items,
            people,
        });
    }
    out
}

/// Splits a content into its sentences, each of which may be told elsewhere without the others. One
/// that says little stays with its neighbour.
fn by_sentence(content: &[Span], sentences: &[Span], text: &str) -> Vec<Vec<Span>> {
    let mut parts: Vec<(usize, Vec<Span>)> = Vec::new();
    for span in content {
        let first = sentences.partition_point(|sentence| sentence.end() <= span.start());
        let own = sentences.iter().enumerate().skip(first);
        let mut rest = span.start();
        for (at, sentence) in own.take_while(|(_, sentence)| sentence.start() < span.end()) {
            let end = sentence.end().min(span.end());
            // Sentences that overlap or run backwards come of a reading that is wrong.
            if end <= rest {
                continue;
            }
            let part = Span::new(rest, end).trimmed(text);
            rest = end;
            match parts.last_mut() {
                Some((last, spans)) if *last == at => spans.push(part),
                _ => parts.push((at, vec![part])),
            }
        }
        // What no sentence holds is one by itself.
        if rest < span.end() {
            let part = Span::new(rest, span.end()).trimmed(text);
            parts.push((usize::MAX, vec![part]));
        }
    }
    let says_little = |part: &[Span]| {
        let words = part.iter().flat_map(|span| words(text, *span));
        words.filter(|word| word.class != Class::Empty).count() < FEWEST
    };
    let mut kept: Vec<Vec<Span>> = Vec::new();
    for (_, part) in parts {
        match kept.last_mut() {
            Some(before) if says_little(before) || says_little(&part) => before.extend(part),
            _ => kept.push(part),
        }
    }
    kept
}

/// Says whether a sentence of the text comes to an end, or is long: what does not is a link, a label,
/// a heading.
fn ends(words: &str) -> bool {
    const LONG: usize = 6;
    let is_long = words.split_whitespace().nth(LONG).is_some();
    is_long
        || words
            .trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')')
            })
            .ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// Says whether words only ask: a question tells nothing.
fn is_question(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\''))
        .ends_with('?')
}

/// Says whether what stands between two words with capitals leaves them one name: "Lund Harbour",
/// "Anglo-Tarsian".
fn is_inside_name(between: &str) -> bool {
    matches!(between, " " | "-" | "\u{a0}" | ". ")
}

/// Turns spans into items and the people among them.
pub(super) fn compared(
    pile: &Pile,
    report: ReportIndex,
    spans: &[Span],
) -> (Vec<Item>, Vec<LinkedEntityId>) {
    let Some(entry) = pile.entry(report) else {
        return Default::default();
    };
    let text = entry.report.text();
    let (mut items, mut people): (Vec<Item>, Vec<LinkedEntityId>) = Default::default();
    // Where a name of several words ends that the reading has not found; its last word stands for
    // it.
    let mut name_end = None;
    for word in spans.iter().flat_map(|span| words(text, *span)) {
        if items.len() >= MOST_ITEMS {
            break;
        }
        // Numbers inside names and mentions ("two officials") stay numbers.
        let meant = pile
            .meant(report, word.span)
            .filter(|_| word.class != Class::Number);
        let begun = name_end.take().filter(|_| word.class == Class::Name);
        let goes_on =
            begun.is_some_and(|end| text.get(end..word.span.start()).is_some_and(is_inside_name));
        name_end = (word.class == Class::Name && meant.is_none()).then(|| word.span.end());
        match meant {
            Some(id) => {
                // The name, not the number in the pile, so that the order of the pile changes
                // nothing.
                let name = pile.entity(id).map_or("", |entity| entity.name.as_str());
                items.push((hash(format!("entity {name}").as_bytes()), Class::Name));
                if pile
                    .entity(id)
                    .is_some_and(|entity| entity.kind == crate::language::EntityKind::Person)
                {
                    people.push(id);
                }
            }
            _ if goes_on => {
                items.pop();
                items.push((word.stem, word.class));
            }
            _ if word.class != Class::Empty => items.push((word.stem, word.class)),
            _ => {}
        }
    }
    items.sort_unstable();
    items.dedup_by_key(|(item, _)| *item);
    people.sort_unstable();
    people.dedup();
    (items, people)
}
