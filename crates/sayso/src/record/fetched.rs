//! What was fetched, as it came: rows of the record that reports were made of.
//!
//! The body lies there plain, so that any program that reads SQLite can take it out.

use rusqlite::Connection;

use super::problem::Problem;
use crate::fetch::Fetched;

/// Writes what was fetched, unless it is there, and says that the report with this number came from
/// it.
pub(super) fn put(db: &Connection, report: i64, fetched: &Fetched) -> Result<(), Problem> {
    let headers = serde_json::to_string(&fetched.headers)
        .map_err(|error| Problem::Other(error.to_string()))?;
    let key = (&fetched.address, fetched.at.to_string());
    let mut insert = db.prepare_cached(
        "INSERT INTO fetched (address, at, final_address, status, headers, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (address, at) DO NOTHING",
    )?;
    insert.execute((
        key.0,
        &key.1,
        &fetched.final_address,
        fetched.status,
        headers,
        &fetched.bytes,
    ))?;
    let mut point =
        db.prepare_cached("UPDATE report SET fetched = (SELECT number FROM fetched WHERE address = ?1 AND at = ?2) WHERE number = ?3")?;
    point.execute((key.0, &key.1, report))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rusqlite::OptionalExtension;
    use sayso_core::report::ReportId;

    use super::super::{Kept, Record};
    use super::*;
    use crate::fixture;

    /// Returns what was fetched for a report, all but the charset, which stands in the headers.
    fn of(record: &Record, id: &ReportId) -> Option<Fetched> {
        let select = "SELECT address, final_address, at, status, headers, body FROM fetched
            JOIN report ON report.fetched = fetched.number WHERE report.id = ?1";
        let row = record.db.query_row(select, [id.as_str()], |row| {
            let (at, headers): (String, String) = (row.get(2)?, row.get(4)?);
            Ok(Fetched {
                address: row.get(0)?,
                final_address: row.get(1)?,
                at: at.parse().expect("a time"),
                status: row.get(3)?,
                headers: serde_json::from_str(&headers).expect("headers"),
                charset: None,
                bytes: row.get(5)?,
            })
        });
        row.optional().expect("a row or none")
    }

    fn page() -> Fetched {
        Fetched {
            address: "https://a.example/x".to_owned(),
            final_address: "https://a.example/y".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            status: 200,
            headers: vec![
                ("set".to_owned(), "1".to_owned()),
                ("set".to_owned(), "2".to_owned()),
            ],
            charset: None,
            bytes: b"any \xff bytes \0".to_vec(),
        }
    }

    fn count(record: &Record) -> i64 {
        record
            .db
            .query_row("SELECT count(*) FROM fetched", [], |row| row.get(0))
            .expect("a count")
    }

    #[test]
    fn what_was_fetched_comes_back_as_it_came() {
        let mut record = Record::in_memory().expect("a record in memory");
        let items = fixture::items();
        assert_eq!(record.keep_fetched(&items[0], &page()), Ok(Kept::Added));
        assert_eq!(record.keep(&items[1]), Ok(Kept::Added));
        assert_eq!(of(&record, items[0].entry.report.id()), Some(page()));
        assert_eq!(of(&record, items[1].entry.report.id()), None);
        // A second time changes nothing.
        let later = Fetched {
            at: Timestamp::MAX,
            ..page()
        };
        assert!(matches!(
            record.keep_fetched(&items[0], &later),
            Ok(Kept::Already(_))
        ));
        assert_eq!(
            (count(&record), of(&record, items[0].entry.report.id())),
            (1, Some(page()))
        );
    }

    #[test]
    fn several_reports_share_it_and_it_goes_with_the_last() {
        let mut record = Record::in_memory().expect("a record in memory");
        let items = fixture::items();
        for item in &items[..2] {
            record.keep_fetched(item, &page()).expect("kept");
        }
        assert_eq!(count(&record), 1);
        let remove = |record: &Record, item: usize| {
            record
                .db
                .execute(
                    "DELETE FROM report WHERE id = ?1",
                    [items[item].entry.report.id().as_str()],
                )
                .expect("removed");
        };
        remove(&record, 0);
        assert_eq!(of(&record, items[1].entry.report.id()), Some(page()));
        remove(&record, 1);
        assert_eq!(count(&record), 0);
    }
}
