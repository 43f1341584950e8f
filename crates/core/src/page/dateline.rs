//! Datelines: the place and date at the head of a report, and the agency that sent it.

use super::byline::{PARTICLES, starts_upper};
use super::dates;
use crate::outlets::agency;
use crate::report::{About, DatePlace, Event, Moment};

/// A dateline at the head of a paragraph: "GENEVA, March 3 (Agency) —".
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Dateline {
    /// The bytes up to the dash and what follows it.
    pub(super) len: usize,
    /// The agency in parentheses.
    pub(super) credit: Option<String>,
    /// The day, where it names the year.
    pub(super) date: Option<Moment>,
}

impl Dateline {
    /// Says what it tells of a report that has not said it before.
    pub(super) fn tell(self, about: &mut About) {
        about.credit = about.credit.take().or(self.credit);
        if let Some(day) = self.date.filter(|_| about.published.is_none()) {
            about.state(Event::Published, day, DatePlace::Text);
        }
    }
}

/// Recognises a dateline at the beginning of a paragraph.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let head_end = paragraph
        .char_indices()
        .nth(90)
        .map_or(paragraph.len(), |(i, _)| i);
    let head = paragraph.get(..head_end)?;
    if let Some(found) = slashed(head) {
        return Some(found);
    }
    let dash = ["—", "–", " -- ", "--", " - ", " ― "]
        .iter()
        .filter_map(|d| head.find(d).map(|i| (i, d.len())))
        .min();
    let (before, len) = match dash {
        Some((i, width)) => (head.get(..i)?, i + width),
        // Alone on its line, a dateline needs no dash.
        None if head.len() == paragraph.len() => (head, paragraph.len()),
        None => return None,
    };
    let before = before.trim();
    let credit = before
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside.trim());
    let place = before
        .split('(')
        .next()
        .unwrap_or(before)
        .trim()
        .trim_end_matches(',');
    let first = place.split(',').next().unwrap_or(place).trim();
    let capitals = first.chars().any(char::is_alphabetic) && !first.chars().any(char::is_lowercase);
    let few = first.split_whitespace().count() <= 4 && place.split_whitespace().count() <= 8;
    let dated = place
        .split([' ', ',', '.'])
        .any(|w| w.len() >= 3 && is_month(w))
        && place.chars().any(|c| c.is_ascii_digit());
    let rest_fits = place.split([' ', ',']).filter(|w| !w.is_empty()).all(|w| {
        starts_upper(w) || w.starts_with(|c: char| c.is_ascii_digit()) || PARTICLES.contains(&w)
    });
    let credited = credit
        .is_some_and(|c| !c.is_empty() && c.split_whitespace().count() <= 4 && starts_upper(c));
    if !few
        || !rest_fits
        || !first
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
    {
        return None;
    }
    // Capitals alone open many lines; with a date or an agency, or before a dash, they are a
    // dateline.
    let is_dateline = if dash.is_some() {
        capitals || credited || dated
    } else {
        (capitals || starts_upper(first)) && (dated || credited)
    };
    (is_dateline && (capitals || credited || dated)).then(|| Dateline {
        len,
        date: dates::find(before).map(|found| found.moment),
        credit: credit
            .filter(|_| credited)
            .map(|c| agency(c).map_or_else(|| c.to_owned(), str::to_owned)),
    })
}

/// Recognises the dateline of a wire that carries releases: "LUND, ORSA / LINEWIRE / May 7, 2024 /".
fn slashed(head: &str) -> Option<Dateline> {
    let (before, _) = head.rsplit_once('/')?;
    let parts: Vec<&str> = before.split('/').map(str::trim).collect();
    let place = *parts.first()?;
    let is_place = place.chars().any(char::is_alphabetic)
        && !place.chars().any(char::is_lowercase)
        && place.split_whitespace().count() <= 6;
    let date = parts.iter().find_map(|part| dates::find(part))?.moment;
    (is_place && parts.len() >= 2).then_some(Dateline {
        len: before.len() + 1,
        credit: None,
        date: Some(date),
    })
}

fn is_month(word: &str) -> bool {
    dates::find(&format!("1 {word} 2000")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_name_their_agency() {
        let of = |text: &str| dateline(text).map(|d| (text[..d.len].to_owned(), d.credit));
        assert_eq!(
            of("GENEVA, March 3 (Kestrel Wire) — The talks"),
            Some((
                "GENEVA, March 3 (Kestrel Wire) —".to_owned(),
                Some("Kestrel Wire".to_owned())
            ))
        );
        assert_eq!(
            of("SPRINGFIELD, Ohio (AP) -- The talks")
                .and_then(|d| d.1)
                .as_deref(),
            Some("Associated Press")
        );
        assert_eq!(of("PORT LUNE — The talks").map(|d| d.1), Some(None));
        assert_eq!(
            of("GENEVA, March 3"),
            Some(("GENEVA, March 3".to_owned(), None))
        );
        let dated =
            dateline("LUND, ORSA / LINEWIRE / May 7, 2024 / The talks").expect("a dateline");
        assert_eq!(
            (dated.len, dated.date.map(|day| day.to_string())),
            (37, Some("2024-05-07".to_owned()))
        );
        assert_eq!(of("The talks — the third — failed."), None);
        assert_eq!(of("Geneva is a city"), None);
        assert_eq!(of("WHO KNEW"), None);
    }
}
