//! What happened when: a row for each kind of thing, a column for each day, or for each month or
//! year where the days are many.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::dated::KINDS;
use crate::dates::Days;
use crate::show;

/// More columns than this are drawn as months, and then as years.
const MOST_COLUMNS: usize = 48;

/// The rows: the word of the contract, and what it is called; in the order of the kinds.
const ROWS: [(&str, &str); 4] = [
    (KINDS[0], "appears"),
    (KINDS[1], "told"),
    (KINDS[2], "knew"),
    (KINDS[3], "said"),
];

// Sizes in pixels.
const LEAD: usize = 76;
const COLUMN: usize = 30;
const ROW: usize = 34;
const FOOT: usize = 70;
const TAIL: usize = 64;
/// A dot grows with the root of what it counts, between these.
const SMALLEST: f64 = 4.0;
const LARGEST: f64 = 14.0;
/// Dots of at least this size hold their number.
const WITH_NUMBER: f64 = 8.0;

/// Draws what is dated; nothing if there are no two dates.
///
/// Each is counted: the days that it may mean, the place of its kind, and how many are so.
pub(in crate::web) fn of_dates(
    dated: impl Iterator<Item = (Days, usize, usize)> + Clone,
) -> Markup {
    let columns = columns(dated);
    if columns.len() < 2 {
        return html! {};
    }
    let (width, height) = (
        LEAD + columns.len() * COLUMN + TAIL,
        ROWS.len() * ROW + FOOT,
    );
    let most = columns
        .iter()
        .flat_map(|(_, counts)| counts)
        .copied()
        .max()
        .unwrap_or(1);
    html! {
        div class="picture" tabindex="0" role="region" aria-label="What happened when, as a picture" {
            svg class="dates" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby="dates-title dates-described" {
                title id="dates-title" { "What happened when" }
                desc id="dates-described" {
                    "A row for reports that appear, for what was told, known and said; a dot for each day or longer, the larger the more. The list below says the same."
                }
                @for (at, (_, name)) in ROWS.iter().enumerate() {
                    @let y = at * ROW + ROW / 2;
                    text class="lane" x="0" y=(y + 4) { (name) }
                    line class="lane" x1=(LEAD - 14) y1=(y) x2=(width - TAIL) y2=(y) {}
                }
                @for (at, (date, counts)) in columns.iter().enumerate() {
                    @let x = LEAD + at * COLUMN;
                    @for (row, count) in counts.iter().enumerate() {
                        @if *count > 0 {
                            @let y = row * ROW + ROW / 2;
                            @let radius = radius(*count, most);
                            circle class=(ROWS[row].0) cx=(x) cy=(y) r=(format!("{radius:.1}")) {
                                title { (show::date(date)) ": " (count) " " (ROWS[row].1) }
                            }
                            @if *count > 1 && radius >= WITH_NUMBER { text class="number" x=(x) y=(y + 4) { (count) } }
                        }
                    }
                    @let foot = ROWS.len() * ROW + 6;
                    text class="when" x=(x) y=(foot) transform={ "rotate(40 " (x) " " (foot) ")" } { (show::date(date)) }
                }
            }
        }
    }
}

/// Counts what is dated by day, or by month or year if there are too many days.
fn columns(
    dated: impl Iterator<Item = (Days, usize, usize)> + Clone,
) -> Vec<(String, [usize; ROWS.len()])> {
    // The lengths of a day, a month and a year in ISO 8601.
    for length in [10, 7, 4] {
        let mut columns: BTreeMap<String, [usize; ROWS.len()]> = BTreeMap::new();
        for (days, kind, count) in dated.clone() {
            let mut key = days.first.to_string();
            key.truncate(length.min(known(days)));
            if let Some(row) = columns.entry(key).or_default().get_mut(kind) {
                *row += count;
            }
        }
        if columns.len() <= MOST_COLUMNS || length == 4 {
            return columns.into_iter().rev().take(MOST_COLUMNS).rev().collect();
        }
    }
    Vec::new()
}

/// Returns how much of an ISO day says when it was: all of it, the month, or the year.
fn known(days: Days) -> usize {
    match days.first.until(days.last).map(|span| span.get_days()) {
        Ok(..7) => 10,
        Ok(..31) => 7,
        _ => 4,
    }
}

fn radius(count: usize, most: usize) -> f64 {
    SMALLEST
        + (LARGEST - SMALLEST) * ((count as f64).sqrt() - 1.0)
            / ((most as f64).sqrt() - 1.0).max(1.0)
}
