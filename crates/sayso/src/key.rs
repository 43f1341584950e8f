//! Keys: names for words of a report that last while readings come and go.

use std::fmt;

use sayso_core::report::{Report, ReportId};
use sayso_core::span::{CodePoints, Span};

/// Words of a report: `REPORT-FROM-TO`, its id and where they begin and end there, in code points.
#[derive(Clone, PartialEq, Eq, Debug)]
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
