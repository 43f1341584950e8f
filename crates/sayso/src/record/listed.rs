//! Lists of reports as a reader leafs through them: what names a report, without its text and its
//! reading.

use rusqlite::Row;
use sayso_core::report::{About, ReportId};

use super::problem::Problem;
use super::{Record, stored};
use crate::key::ReportName;

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
    /// Returns reports from the newest backwards, those below the number `before` if there is one,
    /// without the first `skipped` of them.
    pub(crate) fn newest(
        &self,
        before: Option<i64>,
        skipped: usize,
        limit: usize,
    ) -> Result<Vec<Listed>, Problem> {
        let mut select = self.db.prepare_cached(
            "SELECT number, id, path, url, title, outlet, published FROM report WHERE number < ?1 ORDER BY number DESC LIMIT ?2 OFFSET ?3",
        )?;
        let rows = select.query_map(
            (
                before.unwrap_or(i64::MAX),
                i64::try_from(limit).unwrap_or(i64::MAX),
                i64::try_from(skipped).unwrap_or(i64::MAX),
            ),
            listed,
        )?;
        rows.collect::<Result<_, _>>().map_err(Problem::from)
    }

    /// Returns the reports that a name means, in the order of adding: a handle or an id means the
    /// reports whose id begins so; a path or an address those that were read or fetched from there.
    pub(crate) fn named(&self, name: &ReportName) -> Result<Vec<ReportId>, Problem> {
        let (select, name) = match name {
            // "~" stands behind every digit.
            ReportName::Handle(digits) => (
                "SELECT id FROM report WHERE id >= ?1 AND id < ?1 || '~' ORDER BY number",
                digits,
            ),
            ReportName::Place(place) => (
                "SELECT id FROM report WHERE path = ?1 OR url = ?1
                    OR fetched IN (SELECT number FROM fetched WHERE address = ?1 OR final_address = ?1)
                 ORDER BY number",
                place,
            ),
        };
        let mut select = self.db.prepare_cached(select)?;
        let ids = select.query_map([name], |row| row.get::<_, String>(0))?;
        let ids = ids.map(|id| id.map(|id| ReportId::from_hex(&id)));
        ids.collect::<Result<_, _>>().map_err(Problem::from)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_report_is_named_by_handle_id_path_and_address() {
        let mut record = Record::in_memory().expect("a record in memory");
        for item in fixture::items() {
            record.keep(&item).expect("kept");
        }
        let first = fixture::items().remove(0);
        let id = first.entry.report.id().clone();
        let url = first.entry.report.about.url.clone().expect("an address");
        for name in [&id.as_str()[..4], id.as_str(), &first.path, &url] {
            let name = ReportName::read(name);
            assert_eq!(record.named(&name), Ok(vec![id.clone()]), "{name:?}");
        }
        assert_eq!(record.named(&ReportName::read("elsewhere")), Ok(Vec::new()));
    }
}
