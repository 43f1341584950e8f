//! Credits: whether a report says that it is another outlet's.
//!
//! An agency is credited under any of its names, by the byline, the dateline, or a line at the end.

use crate::link::Entry;
use crate::link::names::fold;
use crate::link::pile::fold_outlet;
use crate::outlets::agency;
use crate::report::BlockKind;

/// Phrases behind which stands where a report first appeared. Only these: that a text names an
/// outlet somewhere makes it no reprint.
const APPEARED: [&str; 6] = [
    "first appeared ",
    "originally appeared ",
    "originally published ",
    "first published ",
    "was published by ",
    "republished from ",
];

/// A phrase before which stands whose words a report uses.
const CONTRIBUTED: &str = " contributed to this ";

/// An agency's mark stands within so many characters of the beginning.
const HEAD: usize = 80;

/// Credits stand in one of so many last blocks.
const FOOT: usize = 3;

/// Says whether a report credits another's outlet, or says that it first appeared there.
pub(super) fn credits(copy: &Entry, original: &Entry) -> bool {
    let Some(printed) = original.report.about.outlet.as_deref() else {
        return false;
    };
    let outlet = fold(printed);
    if outlet.len() <= 1
        || copy
            .report
            .about
            .outlet
            .as_deref()
            .is_some_and(|own| is_same(own, printed))
    {
        return false;
    }
    let named = |words: &str| {
        is_same(words, printed)
            || format!(" {} ", fold(words)).contains(&format!(" {outlet} "))
            || holds_agency(words, printed)
    };
    let about = &copy.report.about;
    if about.credit.as_deref().is_some_and(named)
        || about.bylines.iter().any(|byline| named(byline))
    {
        return true;
    }
    let text = copy.report.text();
    let blocks: Vec<&str> = copy
        .report
        .blocks()
        .iter()
        .filter(|block| block.kind.is_told())
        .map(|block| block.span.of(text))
        .collect();
    let (head, foot) = (blocks.first(), blocks.iter().rev().take(FOOT));
    let marked = head
        .and_then(|block| mark(&block.chars().take(HEAD).collect::<String>(), false))
        .into_iter()
        .chain(foot.clone().filter_map(|b| mark(b, true)));
    if marked.into_iter().any(|mark| is_same(&mark, printed)) {
        return true;
    }
    foot.clone().any(|block| {
        block
            .split_once(CONTRIBUTED)
            .is_some_and(|(before, _)| named(before.rsplit(". ").next().unwrap_or(before)))
    }) || copy
        .report
        .blocks()
        .iter()
        .any(|block| block.kind != BlockKind::Comment && appeared(block.span.of(text), named))
}

/// Says whether two names are one outlet's.
fn is_same(a: &str, b: &str) -> bool {
    fold_outlet(a) == fold_outlet(b)
}

/// Says whether words hold the full name of the agency that an outlet is. Its letters alone may be
/// a state or a syllable ("Pa.", "ANI").
fn holds_agency(words: &str, outlet: &str) -> bool {
    agency(outlet).is_some_and(|known| {
        known.len() > 4 && format!(" {} ", fold(words)).contains(&format!(" {} ", fold(known)))
    })
}

/// Returns what stands in brackets, at the end or anywhere: "LONDON (Reuters) -", "… on Tuesday.
/// (AP)".
fn mark(text: &str, at_end: bool) -> Option<String> {
    let text = text.trim_end_matches(['.', ' ']);
    let (_, inside) = if at_end {
        text.strip_suffix(')')?.rsplit_once('(')?
    } else {
        text.split_once('(')?
    };
    Some(inside.split(')').next().unwrap_or(inside).trim().to_owned())
}

fn appeared(block: &str, named: impl Fn(&str) -> bool) -> bool {
    // The phrases are ASCII, so lower-casing ASCII keeps every offset.
    let lower = block.to_ascii_lowercase();
    APPEARED.iter().any(|phrase| {
        lower.find(phrase).is_some_and(|at| {
            let behind: String = block
                .get(at + phrase.len()..)
                .unwrap_or("")
                .chars()
                .take(80)
                .collect();
            named(&behind)
        })
    })
}
