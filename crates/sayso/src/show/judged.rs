//! What people judged, for people.

use super::screen::{Screen, Tone};
use super::words::{clean, quoted};
use crate::judged::{Judged, Judgement};
use crate::key::Key;

/// So many digits of a report's id lead to it in any record.
const DIGITS: usize = 8;

/// What is longer than this is cut; with two stretches of words and two handles it comes to three
/// lines of eighty letters.
const MOST_LINES: usize = 4;

/// So many letters of what was judged are enough to know it again.
const LONGEST: usize = 60;

/// Writes judgements in the order of their numbers.
pub(crate) fn judged(screen: &mut Screen, all: &[Judged]) {
    for judged in all {
        let side = |at: usize| match judged.judgement.keys().get(at) {
            Some(key) => format!("{} [{}]", about(judged, at), handle(key)),
            None => about(judged, at),
        };
        let mut words = format!("{} {}", side(0), verb(&judged.judgement));
        if judged.judgement.same().is_some() {
            words += &format!(" {}", side(1));
        }
        if !judged.fits {
            words += &format!(" · {NOTHING}");
        }
        screen.hanging(
            &format!("{:>3} ", judged.number),
            Tone::Plain,
            &words,
            MOST_LINES,
        );
    }
}

/// What is said of a judgement that is about nothing any more.
pub(crate) const NOTHING: &str = "the record holds nothing that this is about";

/// Returns what was judged of the one, and of the other if there are two.
pub(crate) fn verb(judgement: &Judgement) -> &'static str {
    match judgement {
        Judgement::Names { same: true, .. } => "is the same as",
        Judgement::Names { same: false, .. } => "is not the same as",
        Judgement::Tellings { same: true, .. } => "tells the same as",
        Judgement::Tellings { same: false, .. } => "does not tell the same as",
        Judgement::Attribution(_) => "is wrongly attributed",
        Judgement::Furniture(_) => "is furniture",
    }
}

/// Returns the name or the words that a judgement is about.
pub(crate) fn about(judged: &Judged, at: usize) -> String {
    let (one, other) = judged.judgement.written();
    let written = if at == 0 {
        one
    } else {
        other.unwrap_or_default()
    };
    match judged.words.get(at) {
        None => clean(&written),
        Some(None) => written,
        Some(Some(words)) => {
            let words = clean(words);
            match words.char_indices().nth(LONGEST) {
                Some((end, _)) => quoted(&format!(
                    "{}…",
                    words.get(..end).unwrap_or(&words).trim_end()
                )),
                None => quoted(&words),
            }
        }
    }
}

fn handle(key: &Key) -> &str {
    let id = key.report.as_str();
    id.get(..DIGITS).unwrap_or(id)
}
