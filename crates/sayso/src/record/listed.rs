//! Lists of reports as a reader leafs through them: what names a report, without its text and its
//! reading.

use rusqlite::Row;
use sayso_core::report::{About, ReportId};

use super::problem::Problem;
use super::{Record, stored};

/// A report in a list.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Listed {
    /// Its number in the order of adding.
    pub(crate) number: i64,
    /// Its id.
    pub(crate) id: ReportId,
    /// The path that it was added from.
    pub(crate) path: String,
    /// Its address, headline, outlet and date; nothing else of what is known about it.
    pub(crate) about: About,
}

impl Record {
    /// Returns reports from the newest backwards, those below the number `before` if there is one.
    pub(crate) fn newest(&self, before: Option<i64>, limit: usize) -> Result<Vec<Listed>, Problem> {
        let mut select = self.db.prepare_cached(
            "SELECT number, id, path, url, title, outlet, published FROM report WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
        )?;
        let rows = select.query_map(
            (
                before.unwrap_or(i64::MAX),
                i64::try_from(limit).unwrap_or(i64::MAX),
            ),
            listed,
        )?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Returns the id of the report that `id` is the beginning of, if there is exactly one.
    pub(crate) fn whole_id(&self, id: &str) -> Result<Option<ReportId>, Problem> {
        let id = id.to_lowercase();
        if !id.bytes().all(|digit| digit.is_ascii_hexdigit()) || id.is_empty() {
            return Ok(None);
        }
        // "~" stands behind every digit.
        let mut select = self
            .db
            .prepare_cached("SELECT id FROM report WHERE id >= ?1 AND id < ?1 || '~' LIMIT 2")?;
        let found = select
            .query_map([id], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(if let [one] = found.as_slice() {
            Some(ReportId::from_hex(one))
        } else {
            None
        })
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let id: String = row.get("id")?;
    let published: Option<String> = row.get("published")?;
    Ok(Listed {
        number: row.get("number")?,
        id: ReportId::from_hex(&id),
        path: row.get("path")?,
        about: About {
            url: row.get("url")?,
            title: row.get("title")?,
            outlet: row.get("outlet")?,
            published: published.as_deref().and_then(stored::moment),
            ..About::default()
        },
    })
}
