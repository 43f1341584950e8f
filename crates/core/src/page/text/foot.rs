//! What stands below the running text: dates, blurbs about the author, links, rights.

use std::ops::Range;

use super::Lines;
use super::head::{is_date_line, note_dates};
use crate::page::{blurb, furniture};
use crate::report::{About, BlockKind};

/// Reads the foot within `range`; returns the unit at which the running text ends.
pub(super) fn read(
    lines: &Lines<'_>,
    range: Range<usize>,
    kinds: &mut [BlockKind],
    about: &mut About,
) -> usize {
    let mut last = range.end;
    // From the end: blurbs are whole sentences too, so each is looked at before it ends the text.
    while let Some(i) = (range.start..last).rev().find(|i| lines.is_running(*i)) {
        if !is_blurb(lines, i, about) {
            last = i + 1;
            break;
        }
        set(kinds, i, BlockKind::Furniture);
        last = i;
    }
    for i in last..range.end {
        let line = lines.of(i);
        let blurb = furniture::ends_sentence(line) && is_blurb(lines, i, about);
        if is_date_line(line) {
            note_dates(line, about);
        }
        let kind = match () {
            () if furniture::is_furniture(line) || is_date_line(line) || blurb => {
                BlockKind::Furniture
            }
            () if furniture::is_caption(line) => BlockKind::Caption,
            () if furniture::is_label(line) && !signs(lines, i) => BlockKind::Furniture,
            () => BlockKind::Paragraph,
        };
        set(kinds, i, kind);
    }
    outlet(lines, range, about);
    last
}

/// Says whether a line stands right below a quotation, as the name of whoever said it does, or below
/// that name, as an office does.
fn signs(lines: &Lines<'_>, i: usize) -> bool {
    let quotation = |i: usize| {
        let line = lines.of(i);
        line.starts_with(['"', '“']) && line.ends_with(['"', '”'])
    };
    let above = |back: usize| i.checked_sub(back).is_some_and(quotation);
    let joined = lines.gap(i) == 0 || lines.of(i).starts_with(['—', '–', '―']);
    above(1) || joined && above(2)
}

fn is_blurb(lines: &Lines<'_>, i: usize, about: &About) -> bool {
    blurb::is_blurb(
        lines.of(i),
        &about.bylines,
        i > 0 && furniture::is_furniture(lines.of(i - 1)),
    )
}

fn set(kinds: &mut [BlockKind], i: usize, kind: BlockKind) {
    if let Some(slot) = kinds.get_mut(i) {
        *slot = kind;
    }
}

/// Reads the outlet out of a line that claims rights: "© 2003-2020, The Example. All rights
/// reserved."
pub(super) fn outlet(lines: &Lines<'_>, range: Range<usize>, about: &mut About) {
    for i in range {
        if about.outlet.is_none() && furniture::is_rights(lines.of(i)) {
            about.outlet = holder(lines.of(i)).map(|holder| without_form(&holder));
        }
    }
}

/// Words by which a company's name ends and no paper's does.
const FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "plc",
    "company",
    "co",
    "corp",
    "corporation",
    "llc",
    "gmbh",
];

/// Returns the name without the form of the company: "The Example Company" publishes The Example.
fn without_form(holder: &str) -> String {
    let mut name = holder.trim();
    while let Some((rest, last)) = name.rsplit_once(' ')
        && (FORMS.contains(&last.trim_matches(['.', ',']).to_lowercase().as_str())
            || last.ends_with(')') && name.contains('('))
    {
        name = if last.ends_with(')') {
            name.split('(').next().unwrap_or(rest)
        } else {
            rest
        }
        .trim_end_matches([' ', ',']);
    }
    if name.is_empty() {
        holder.to_owned()
    } else {
        name.to_owned()
    }
}

/// Returns who holds the rights.
fn holder(line: &str) -> Option<String> {
    let after = ["©", "(c)", "(C)", "Copyright", "COPYRIGHT", "copyright"]
        .iter()
        .filter_map(|sign| line.rfind(sign).map(|i| i + sign.len()))
        .max()?;
    let rest = line
        .get(after..)?
        .trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = [" and/or", ". ", ", ", " All ", " - ", " | ", " – "]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let name = rest.get(..end)?.trim().trim_end_matches(['.', ',', '|']);
    // "(c) Harbour News Service 2022": the year is no part of the name.
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|c| c.is_ascii_digit());
    let name = match name.rsplit_once(' ') {
        Some((holder, last)) if is_year(last) => holder.trim_end_matches([',', ' ']),
        _ => name,
    };
    let words = name.split_whitespace().count();
    (1..=6)
        .contains(&words)
        .then(|| name.to_owned())
        .filter(|n| {
            n.starts_with(char::is_uppercase) && !n.to_lowercase().starts_with("all rights")
        })
}
