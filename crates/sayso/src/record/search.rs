//! Full-text search over the reports of a record.

use rusqlite::Connection;
use sayso_core::report::ReportId;
use sayso_core::span::Span;

use super::Record;
use super::problem::Problem;

// Marks around found words: characters of the private use area, which news texts do not use. Where
// a text does, its passages are not given rather than given wrong.
const OPEN: char = '\u{E0F0}';
const CLOSE: char = '\u{E0F1}';

/// In a longer text the words are not marked, and the report is found without passages: SQLite
/// copies the text anew for each mark, and a text of two million letters that holds a word fifty
/// thousand times took ten seconds. The longest honest texts have half of this.
const LONGEST_MARKED: i64 = 1 << 18;

/// A report that a search found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Hit {
    /// The report.
    pub(crate) report: ReportId,
    /// Where the searched words stand in its text.
    pub(crate) words: Vec<Span>,
}

impl Record {
    /// Finds the reports that hold all words of the query, best first. Words between quotation
    /// marks must stand together. The best of them may be skipped, for a further page of the list.
    pub(crate) fn search(
        &self,
        query: &str,
        skipped: usize,
        limit: usize,
    ) -> Result<Vec<Hit>, Problem> {
        let best = numbers(&self.db, query, skipped, limit)?;
        let Some(query) = every_word(query) else {
            return Ok(Vec::new());
        };
        // Only of the best are the words marked: to mark them in all takes twice the time of
        // finding them.
        let mut select = self.db.prepare_cached(
            "SELECT report.number, report.id, CASE WHEN octet_length(report.text) <= ?5 THEN highlight(report_text, 1, ?2, ?3) ELSE '' END
             FROM report_text JOIN report ON report.number = report_text.rowid
             WHERE report_text MATCH ?1 AND report_text.rowid IN (SELECT value FROM json_each(?4))",
        )?;
        let list = serde_json::to_string(&best).unwrap_or_default();
        let rows = select.query_map(
            (
                query,
                OPEN.to_string(),
                CLOSE.to_string(),
                list,
                LONGEST_MARKED,
            ),
            |row| {
                let id: String = row.get(1)?;
                let marked: String = row.get(2)?;
                Ok((
                    row.get::<_, i64>(0)?,
                    Hit {
                        report: ReportId::from_hex(&id),
                        words: marks(&marked),
                    },
                ))
            },
        )?;
        let mut hits = rows.collect::<Result<Vec<_>, _>>()?;
        hits.sort_by_key(|(number, _)| best.iter().position(|other| other == number));
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }
}

impl Record {
    /// Counts the reports that hold all words of the query.
    pub(crate) fn count(&self, query: &str) -> Result<usize, Problem> {
        let Some(query) = every_word(query) else {
            return Ok(0);
        };
        let select = "SELECT count(*) FROM report_text WHERE report_text MATCH ?1";
        let count: i64 = self
            .db
            .prepare_cached(select)?
            .query_row([query], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Returns which reports hold all words of the query.
    pub(crate) fn holding(&self, query: &str) -> Result<Vec<ReportId>, Problem> {
        let numbers = numbers(&self.db, query, 0, usize::MAX)?;
        let list = serde_json::to_string(&numbers).unwrap_or_default();
        let select = "SELECT id FROM report WHERE number IN (SELECT value FROM json_each(?1))";
        let mut select = self.db.prepare_cached(select)?;
        let ids = select.query_map([list], |row| row.get::<_, String>(0))?;
        ids.map(|id| Ok(ReportId::from_hex(&id?))).collect()
    }
}

/// Returns the numbers of the reports that hold all words of the query, best first, behind those
/// that are skipped.
pub(super) fn numbers(
    db: &Connection,
    query: &str,
    skipped: usize,
    limit: usize,
) -> Result<Vec<i64>, Problem> {
    let Some(query) = every_word(query) else {
        return Ok(Vec::new());
    };
    let mut select =
        db.prepare_cached("SELECT rowid FROM report_text WHERE report_text MATCH ?1 ORDER BY rank, rowid LIMIT ?2 OFFSET ?3")?;
    let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
    let rows = select.query_map((query, count(limit), count(skipped)), |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(Problem::from)
}

/// Turns what was typed into a query that cannot be malformed: every word and every quoted phrase
/// as a string of the query language. Returns `None` if there is no word in it.
fn every_word(query: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (i, stretch) in query.split(['"', '“', '”']).enumerate() {
        if i % 2 == 1 {
            parts.push(stretch.to_owned());
        } else {
            parts.extend(stretch.split_whitespace().map(str::to_owned));
        }
    }
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    (!parts.is_empty()).then(|| {
        parts
            .iter()
            .map(|part| format!("\"{part}\""))
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// Returns where the marked stretches stand in the text without marks.
fn marks(marked: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = None;
    let mut at = 0;
    for letter in marked.chars() {
        match (letter, open) {
            (OPEN, None) => open = Some(at),
            (CLOSE, Some(start)) => {
                spans.push(Span::new(start, at));
                open = None;
            }
            (OPEN | CLOSE, _) => return Vec::new(),
            _ => at += letter.len_utf8(),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_typed_breaks_the_query() {
        assert_eq!(
            every_word("secret letter").as_deref(),
            Some("\"secret\" \"letter\"")
        );
        assert_eq!(
            every_word("the \"secret letter\" AND").as_deref(),
            Some("\"the\" \"secret letter\" \"AND\"")
        );
        assert_eq!(every_word("\"unclosed").as_deref(), Some("\"unclosed\""));
        assert_eq!(every_word(" * ( ' "), None);
    }

    #[test]
    fn marks_give_the_places_of_the_words() {
        let text = "é one two one";
        let spans = marks(&format!("é {OPEN}one{CLOSE} two {OPEN}one{CLOSE}"));
        assert_eq!(
            spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(),
            ["one", "one"]
        );
        assert_eq!(marks(&format!("{CLOSE}x")), []);
    }
}
