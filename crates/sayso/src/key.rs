//! Names that people type and link: keys of claims and entities, handles of reports, numbers.
//!
//! A key names words of a report and lasts while readings come and go. A number counts in one
//! answer and is the short form there. What is typed is one or the other by its look alone, and
//! never by what there happens to be.

use std::fmt;

use sayso_core::report::{Report, ReportId};
use sayso_core::span::{CodePoints, Span};

/// Words of a report: `REPORT-FROM-TO`, its id and where they begin and end there, in code points.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Key {
    /// The report.
    pub(crate) report: ReportId,
    /// Where the words stand.
    pub(crate) points: [usize; 2],
}

impl Key {
    /// Names words of a report.
    pub(crate) fn of(report: &Report, span: Span) -> Self {
        Key {
            report: report.id().clone(),
            points: CodePoints::new(report.text()).pair(span),
        }
    }

    /// Reads a key as it is written; `None` if it is none.
    pub(crate) fn read(written: &str) -> Option<Self> {
        let mut parts = written.split('-');
        let key = Key {
            report: report_id(parts.next()?)?,
            points: [parts.next()?.parse().ok()?, parts.next()?.parse().ok()?],
        };
        parts.next().is_none().then_some(key)
    }

    /// Returns where the words stand in their report; `None` if the report is another, or has no
    /// such words.
    pub(crate) fn span(&self, report: &Report) -> Option<Span> {
        if *report.id() != self.report {
            return None;
        }
        CodePoints::new(report.text()).span(self.points)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [from, to] = self.points;
        write!(f, "{}-{from}-{to}", self.report)
    }
}

/// What somebody typed to name a claim, an entity or a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Name {
    /// A number of one answer, from 1: `3`, or `n3`.
    Number(usize),
    /// Words of a report: the key of a claim or an entity.
    Key(Key),
    /// A report.
    Report(ReportName),
}

/// What somebody typed to name a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ReportName {
    /// The digits that its id begins with.
    Handle(String),
    /// Where it was read or fetched from: a path or an address.
    Place(String),
}

/// A number of more digits is written with [`NUMBERED`] before it, so that it is no handle.
const PLAIN_DIGITS: usize = 3;

/// Stands before a number: no digit of an id, and nothing to a shell.
const NUMBERED: char = 'n';

/// Fewer digits of an id are no handle.
pub(crate) const SHORTEST_HANDLE: usize = 4;

impl Name {
    /// Reads what was typed. Brackets around a handle, and the address of a page of the desk before
    /// a key or an id, say nothing.
    pub(crate) fn read(typed: &str) -> Self {
        let typed = bare(typed);
        let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
        let number = typed
            .strip_prefix(NUMBERED)
            .or_else(|| Some(typed).filter(|typed| typed.len() <= PLAIN_DIGITS))
            .filter(|digits| is_number(digits));
        if let Some(number) = number.and_then(|digits| digits.parse().ok()) {
            return Name::Number(number);
        }
        Key::read(typed).map_or_else(|| Name::Report(ReportName::of(typed)), Name::Key)
    }
}

impl ReportName {
    /// Reads what was typed as the name of a report.
    pub(crate) fn read(typed: &str) -> Self {
        ReportName::of(bare(typed))
    }

    fn of(typed: &str) -> Self {
        let is_handle = (SHORTEST_HANDLE..=DIGITS).contains(&typed.len())
            && typed.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_handle {
            ReportName::Handle(typed.to_lowercase())
        } else {
            ReportName::Place(typed.to_owned())
        }
    }
}

/// Writes a number as it is typed: with a letter before it where it might be a handle.
pub(crate) fn numbered(number: usize) -> String {
    if number.to_string().len() > PLAIN_DIGITS {
        format!("{NUMBERED}{number}")
    } else {
        number.to_string()
    }
}

/// Takes off what stands around a name where it was copied.
fn bare(typed: &str) -> &str {
    let typed = typed.trim();
    let typed = typed
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(typed);
    let places = ["/claims/", "/entities/", "/reports/"];
    let of_desk = places.iter().find_map(|place| typed.split(place).nth(1));
    let last = of_desk.and_then(|rest| rest.split(['?', '#', '/']).next());
    // An address of somebody else's site is that report's address.
    let name = last.map(|last| last.strip_suffix(".json").unwrap_or(last));
    name.filter(|name| {
        name.split('-')
            .next()
            .is_some_and(|id| report_id(id).is_some())
    })
    .unwrap_or(typed)
}

/// The digits of a report's id; see [`ReportId`].
pub(crate) const DIGITS: usize = 32;

/// Reads the id of a report, if the words can be one.
pub(crate) fn report_id(words: &str) -> Option<ReportId> {
    let is_id = words.len() == DIGITS
        && words
            .bytes()
            .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    is_id.then(|| ReportId::from_hex(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_it_looks_like() {
        let handle = |digits: &str| Name::Report(ReportName::Handle(digits.to_owned()));
        let place = |place: &str| Name::Report(ReportName::Place(place.to_owned()));
        let id = "0123456789abcdef0123456789abcdef";
        let key = Name::Key(Key {
            report: ReportId::from_hex(id),
            points: [3, 9],
        });
        let desk = format!("http://127.0.0.1:7296/claims/{id}-3-9.json?about=x");
        for (typed, name) in [
            ("1", Name::Number(1)),
            ("999", Name::Number(999)),
            ("n3", Name::Number(3)),
            ("n1000", Name::Number(1000)),
            ("1000", handle("1000")),
            ("[3F2a]", handle("3f2a")),
            (id, handle(id)),
            ("pile/a.txt", place("pile/a.txt")),
            (
                "https://a.example/reports/9",
                place("https://a.example/reports/9"),
            ),
            ("3f2", place("3f2")),
            (&format!("{id}-3-9"), key.clone()),
            (&desk, key),
            (&format!("/reports/{id}?at=1-2"), handle(id)),
        ] {
            assert_eq!(Name::read(typed), name, "{typed}");
        }
        for number in [1, 999, 1000, 123_456] {
            assert_eq!(Name::read(&numbered(number)), Name::Number(number));
        }
    }

    #[test]
    fn a_key_leads_back_to_the_words() {
        let report = Report::plain("“Closed”, she said.");
        let key = Key::of(&report, Span::new(3, 9));
        assert_eq!(Key::read(&key.to_string()), Some(key.clone()));
        assert_eq!(
            (
                key.points,
                key.span(&report).map(|span| span.of(report.text()))
            ),
            ([1, 7], Some("Closed"))
        );
        assert_eq!(key.span(&Report::plain("Another.")), None);
        for written in [
            "",
            "3-1-2",
            "3f2a-1-2",
            &format!("{key}-3"),
            &key.to_string().to_uppercase(),
        ] {
            assert_eq!(Key::read(written), None, "{written}");
        }
    }
}
