//! The shape of the record: numbered steps, never changed once shipped, each applied in one
//! transaction with the note that it was.

use rusqlite::{Connection, TransactionBehavior};

use super::problem::Problem;

/// Marks a SQLite file as a record: "SAYS" in ASCII.
pub(super) const APPLICATION: i32 = 0x5341_5953;

/// Every step, in order. New ones are added at the end.
const STEPS: [(i64, &str, &str); 8] = [
    (1, "reports", include_str!("migrations/0001-reports.sql")),
    (2, "fetched", include_str!("migrations/0002-fetched.sql")),
    (3, "near", include_str!("migrations/0003-near.sql")),
    (
        4,
        "judgements",
        include_str!("migrations/0004-judgements.sql"),
    ),
    (
        5,
        "findings-judged",
        include_str!("migrations/0005-findings-judged.sql"),
    ),
    (6, "links", include_str!("migrations/0006-links.sql")),
    (
        7,
        "furniture-and-ranks",
        include_str!("migrations/0007-furniture-and-ranks.sql"),
    ),
    (8, "cast", include_str!("migrations/0008-cast.sql")),
];

/// Brings the record to the newest shape.
pub(super) fn apply(db: &mut Connection) -> Result<(), Problem> {
    if applied(db)? == newest() {
        return Ok(());
    }
    // Written at once, so that two programs that open a new record wait for each other.
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
        ) STRICT",
    )?;
    transaction.commit()?;
    for (number, name, sql) in STEPS {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = "SELECT EXISTS (SELECT 1 FROM migration WHERE number = ?1)";
        if !transaction.query_row(done, [number], |row| row.get::<_, bool>(0))? {
            transaction.execute_batch(sql)?;
            transaction.execute(
                "INSERT INTO migration (number, name) VALUES (?1, ?2)",
                (number, name),
            )?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// Refuses a file that is not a record or that a newer Sayso has made.
pub(super) fn check(db: &Connection) -> Result<(), Problem> {
    let application: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Err(Problem::Stranger);
    }
    if applied(db)? > newest() {
        return Err(Problem::Newer);
    }
    Ok(())
}

/// Refuses a record that is not in its newest shape: who reads cannot bring it there.
pub(super) fn check_is_newest(db: &Connection) -> Result<(), Problem> {
    match applied(db)? {
        0 => Err(Problem::Missing),
        number if number < newest() => Err(Problem::Older),
        _ => Ok(()),
    }
}

fn newest() -> i64 {
    STEPS.last().map_or(0, |(number, _, _)| *number)
}

/// Returns the number of the last step that was applied, 0 for an empty file.
fn applied(db: &Connection) -> Result<i64, Problem> {
    let exists = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'migration')";
    if !db.query_row(exists, [], |row| row.get::<_, bool>(0))? {
        return Ok(0);
    }
    Ok(db.query_row(
        "SELECT coalesce(max(number), 0) FROM migration",
        [],
        |row| row.get(0),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbered_without_gaps() {
        let numbers: Vec<i64> = STEPS.iter().map(|(number, _, _)| *number).collect();
        assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_judged_of_names_is_kept_with_what_is_judged_of_findings() {
        let mut db = Connection::open_in_memory().expect("a database in memory");
        apply(&mut db).expect("all steps");
        let before = "DROP TABLE judgement; ALTER TABLE reading DROP COLUMN furniture; DELETE FROM migration WHERE number >= 5; DROP TABLE near; DROP TABLE story_key; DROP TABLE linked; DROP TABLE story; DROP TABLE linker; DROP INDEX reading_version; DROP TABLE paragraph; DROP TABLE furniture; DROP TABLE refurnished; DROP TABLE ranked; DROP TABLE tally; DROP INDEX report_outlet; DROP INDEX report_published; DROP TABLE bearer_key; DROP TABLE bearer; DROP TABLE loose; DROP TABLE cast_of; DROP TABLE person; DROP TABLE contact; DROP TABLE tied; DROP TABLE tie";
        db.execute_batch(&format!(
            "{before}; {}",
            include_str!("migrations/0004-judgements.sql")
        ))
        .expect("as it was before");
        db.execute(
            "INSERT INTO judgement (number, one, other, same) VALUES (7, 'Velin', 'Amsel', 1)",
            [],
        )
        .expect("a judgement");
        apply(&mut db).expect("the last step");
        let kept = "SELECT number, kind, one, other, same FROM judgement";
        let kept = db.query_row(kept, [], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        });
        assert_eq!(
            kept,
            Ok((
                7,
                "names".to_owned(),
                "Velin".to_owned(),
                "Amsel".to_owned(),
                true
            ))
        );
    }

    #[test]
    fn applying_twice_changes_nothing() {
        let mut db = Connection::open_in_memory().expect("a database in memory");
        apply(&mut db).expect("the first time");
        apply(&mut db).expect("the second time");
        assert_eq!(applied(&db), Ok(newest()));
        assert_eq!(check(&db), Ok(()));
    }
}
