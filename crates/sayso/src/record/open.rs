//! The ways to open a record: to write, to read, for a moment in memory.
//!
//! Who writes brings the file to its newest shape. Who reads changes no byte of it, and sees it as
//! it stood at one moment.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::chosen::ANEW;
use super::problem::Problem;
use super::{Record, migrations};

/// How long to wait for another program that is writing; one report is written in milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// What of the file is held in memory: a report that is added touches pages all over it, and to read
/// and write each anew grows with the file.
const WRITER_KB: i64 = 64 << 10;
const READER_KB: i64 = 16 << 10;

/// Statements that are kept prepared: all that a report takes, which SQLite would read anew for each.
const STATEMENTS: usize = 160;

/// Pages that may lie in the log before they are brought home: a page that many reports touch is
/// brought home once for them.
const LOG_PAGES: i64 = 4000;

/// One thread at a time has a connection, so that SQLite need not lock it.
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

impl Record {
    /// Opens the record to write, and makes it if there is none.
    pub(crate) fn open_or_make(path: &Path) -> Result<Self, Problem> {
        Record::open_within(path, FLAGS | OpenFlags::SQLITE_OPEN_CREATE, PATIENCE)
    }

    /// Opens a record that is there, to write.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        if !path.exists() {
            return Err(Problem::Missing);
        }
        Record::open_within(path, FLAGS, PATIENCE)
    }

    /// Opens a record that is there and in its newest shape, to read it and nothing else.
    pub(crate) fn open_to_read(path: &Path) -> Result<Self, Problem> {
        if !path.exists() {
            return Err(Problem::Missing);
        }
        // SQLite opens a file that may not be written to be read. It is not opened so from the
        // start, since then the two files that it lays beside the record would stay there.
        let db = Connection::open_with_flags(path, FLAGS)?;
        db.busy_timeout(PATIENCE)?;
        db.pragma_update(None, "query_only", true)?;
        db.pragma_update(None, "cache_size", -READER_KB)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        // What lies in the log is for the next one that writes to bring home.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        migrations::check(&db)?;
        migrations::check_is_newest(&db)?;
        Ok(Record {
            db,
            log: Some(log_of(path)),
        })
    }

    /// Makes a record that is gone with the program.
    pub(super) fn in_memory() -> Result<Self, Problem> {
        Record::prepare(Connection::open_in_memory()?, PATIENCE)
    }

    /// Opens a record to write, waiting for others no longer than `patience`.
    pub(super) fn open_within(
        path: &Path,
        flags: OpenFlags,
        patience: Duration,
    ) -> Result<Self, Problem> {
        Record::prepare(Connection::open_with_flags(path, flags)?, patience)
    }

    fn prepare(mut db: Connection, patience: Duration) -> Result<Self, Problem> {
        db.busy_timeout(patience)?;
        // Nothing is written before it is clear whose file it is.
        migrations::check(&db)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // A report that was confirmed outlives even a power cut.
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "cache_size", -WRITER_KB)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        migrations::apply(&mut db)?;
        let mut record = Record { db, log: None };
        // A larger one is caught up by a command that can say how far it is.
        if record.behind()? <= ANEW {
            record.catch_up(|_| {})?;
        }
        Ok(record)
    }

    /// Asks several things of the record as it stands at one moment, whatever others write.
    pub(crate) fn at_once<Answer>(
        &mut self,
        questions: impl FnOnce(&mut Record) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        self.db.execute_batch("BEGIN")?;
        let answer = questions(self);
        // Some errors end it by themselves.
        if !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK")?;
        }
        answer
    }

    /// Returns a number that changes whenever somebody else has written to the record; it says
    /// nothing by itself.
    pub(crate) fn data_version(&self) -> Result<i64, Problem> {
        Ok(self
            .db
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

impl Drop for Record {
    /// Lets SQLite take the files away that it laid beside a record that was only read, unless
    /// something lies in them.
    fn drop(&mut self) {
        let is_empty = |log: &PathBuf| log.metadata().is_ok_and(|log| log.len() == 0);
        if self.log.as_ref().is_some_and(is_empty) {
            // If even this fails, two empty files stay.
            drop(
                self.db
                    .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false),
            );
        }
    }
}

/// Returns the file in which SQLite keeps what was written lately.
fn log_of(record: &Path) -> PathBuf {
    let mut name = record.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{article, problem};
    use super::*;

    #[test]
    fn who_reads_writes_nothing_and_sees_one_moment() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sayso.db");
        let mut writer = Record::open_or_make(&path).expect("a new record");
        writer.keep(&article("One.")).expect("kept");
        let mut reader = Record::open_to_read(&path).expect("a reader");
        assert!(reader.keep(&article("Two.")).is_err(), "it may not write");
        let counts = reader.at_once(|reader| {
            let before = reader.reports()?;
            writer.keep(&article("Three.")).expect("kept");
            Ok((before, reader.reports()?))
        });
        assert_eq!(counts, Ok((1, 1)));
        assert_eq!(reader.at_once(|reader| reader.reports()), Ok(2));
        drop(writer);
        drop(reader);
        let mut again = Record::open_to_read(&path).expect("a reader");
        assert_eq!(again.at_once(|reader| reader.reports()), Ok(2));
    }

    #[test]
    fn a_record_in_an_older_shape_is_told_to_who_only_reads() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sayso.db");
        let record = Record::open_or_make(&path).expect("a new record");
        record
            .db
            .execute("DELETE FROM migration WHERE number > 1", [])
            .expect("aged");
        drop(record);
        assert_eq!(problem(Record::open_to_read(&path)), Problem::Older);
        std::fs::write(&path, "").expect("an empty file");
        assert_eq!(problem(Record::open_to_read(&path)), Problem::Missing);
    }
}
