use std::time::Duration;

use rusqlite::OpenFlags;
use sayso_core::link::Entry;
use sayso_core::reading::Reading;
use sayso_core::report::{BlockKind, Report};
use sayso_core::span::Span;

use super::*;
use crate::fixture;
use crate::ingest;
use crate::judged::Judgement;
use crate::key::Key;

pub(super) fn article(words: &str) -> Item {
    let entry = ingest::read(vec![(Report::plain(words), &[])]).remove(0);
    Item {
        path: "a.txt".to_owned(),
        page_notes: Vec::new(),
        entry,
    }
}

pub(super) fn problem<T>(result: Result<T, Problem>) -> Problem {
    result.err().expect("this must fail")
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let mut record = Record::in_memory().expect("a record in memory");
    for item in fixture::items() {
        assert_eq!(record.keep(&item), Ok(Kept::Added));
    }
    assert_eq!(record.items(), Ok(fixture::items()));
}

#[test]
fn keeping_twice_changes_nothing() {
    let mut record = Record::in_memory().expect("a record in memory");
    let first = article("One. Two.");
    assert_eq!(record.keep(&first), Ok(Kept::Added));
    let again = Item {
        path: "b.txt".to_owned(),
        ..first.clone()
    };
    assert_eq!(record.keep(&again), Ok(Kept::Already("a.txt".to_owned())));
    assert_eq!(record.items(), Ok(vec![first]));
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sayso.db");
    let mut record = Record::open_or_make(&path).expect("a new record");
    record.keep(&article("One.")).expect("kept");
    let pages: i64 = record
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("a count");
    record
        .db
        .pragma_update(None, "max_page_count", pages)
        .expect("no more room");
    // Reading so much text would only take time; what counts is that it has to be kept.
    let small = article("Two.");
    let report = Report::plain("All work and no play. ".repeat(9000));
    let large = Item {
        entry: Entry {
            report,
            ..small.entry
        },
        ..small
    };
    assert_eq!(problem(record.keep(&large)), Problem::Full);
    assert_eq!(record.reports(), Ok(1));
}

#[test]
fn a_locked_record_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sayso.db");
    let writer = Record::open_or_make(&path).expect("a new record");
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let mut second =
        Record::open_within(&path, flags, Duration::from_millis(20)).expect("a second look");
    writer.db.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    assert_eq!(problem(second.keep(&article("One."))), Problem::Locked);
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .and_then(|db| db.execute_batch("CREATE TABLE t (x)"))
        .expect("a database");
    let before = std::fs::read(&path).expect("bytes");
    assert_eq!(problem(Record::open_or_make(&path)), Problem::Stranger);
    assert_eq!(std::fs::read(&path).expect("bytes"), before);
}

#[test]
fn a_record_of_a_newer_sayso_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sayso.db");
    let record = Record::open_or_make(&path).expect("a new record");
    record
        .db
        .execute(
            "INSERT INTO migration (number, name) VALUES (999, 'later')",
            [],
        )
        .expect("a later step");
    drop(record);
    assert_eq!(problem(Record::open(&path)), Problem::Newer);
}

#[test]
fn a_search_finds_words_in_any_form_and_phrases() {
    let mut record = Record::in_memory().expect("a record in memory");
    let letters = article("The letters were sent in secret.");
    let secret = article("A secret letter was sent.");
    for item in [&letters, &secret] {
        record.keep(item).expect("kept");
    }
    let found = |query: &str| -> Vec<ReportId> {
        record
            .search(query, 0, 10)
            .expect("a search")
            .into_iter()
            .map(|hit| hit.report)
            .collect()
    };
    assert_eq!(found("letter sent").len(), 2);
    assert_eq!(
        found("\"secret letter\""),
        [secret.entry.report.id().clone()]
    );
    assert_eq!(found("nowhere"), []);
    let hits = record.search("secret", 0, 10).expect("a search");
    let hit = hits
        .iter()
        .find(|hit| &hit.report == letters.entry.report.id())
        .expect("a hit");
    assert_eq!(
        hit.words
            .iter()
            .map(|span| span.of(letters.entry.report.text()))
            .collect::<Vec<_>>(),
        ["secret"]
    );
}

/// A record of many unrelated reports, and three of one affair among them.
fn large(others: usize) -> (Record, Vec<ReportId>) {
    let mut record = Record::in_memory().expect("a record in memory");
    let mut affair = Vec::new();
    for i in 0..others {
        if i % (others / 3) == 1 {
            let item = article(&format!(
                "The Orsa lantern company of Varn sold 417 lamps to Tarsia, Velin said on day {i}."
            ));
            affair.push(item.entry.report.id().clone());
            record.keep(&item).expect("kept");
        }
        // Words that no two of them share.
        let name = |k: usize| {
            format!(
                "Q{}z{}",
                "abcdefghij".chars().nth(i % 10).expect("a letter"),
                i * 7 + k
            )
        };
        let report = Report::plain(format!(
            "In {} the people of {} met {}.",
            name(1),
            name(2),
            name(3)
        ));
        let reading = Reading::empty(&report);
        record
            .keep(&Item {
                path: String::new(),
                page_notes: Vec::new(),
                entry: Entry { report, reading },
            })
            .expect("kept");
    }
    // As undated reports are ordered.
    affair.sort();
    (record, affair)
}

fn ids(chosen: &Chosen) -> Vec<ReportId> {
    chosen
        .items
        .iter()
        .map(|item| item.entry.report.id().clone())
        .collect()
}

#[test]
fn a_record_too_large_to_be_held_is_asked_by_whole_stories() {
    let (mut record, affair) = large(60);
    record.bring_links_up_to_date(|_| {}).expect("joined");
    let asked = |about| record.about_within(about, 20).expect("an answer");
    let by_id = asked(About::Report(&affair[1]));
    assert_eq!((ids(&by_id), by_id.of), (affair.clone(), 63));
    assert_eq!(ids(&asked(About::Words("lantern company"))), affair);
    let most = ids(&asked(About::Everything));
    assert!(affair.iter().all(|id| most.contains(id)) && most.len() <= 20);
    assert_eq!(ids(&asked(About::Words("no such words"))), []);
    assert_eq!(
        ids(&record.about(About::Everything).expect("an answer")).len(),
        63
    );
}

#[test]
fn links_are_made_anew_when_the_linkers_change() {
    let (mut record, affair) = large(60);
    record.bring_links_up_to_date(|_| {}).expect("joined");
    record
        .db
        .execute_batch("UPDATE linker SET version = 0; DELETE FROM near")
        .expect("aged");
    let whole = record.about(About::Everything).expect("an answer");
    assert_eq!(
        (whole.items.len(), whole.stories),
        (63, None),
        "linked by who asks"
    );
    assert_eq!(
        record.about_within(About::Everything, 20),
        Err(Problem::Older),
        "to link it anew would take too long"
    );
    let mut told = 0;
    assert_eq!(record.behind(), Ok(63));
    record.catch_up(|some| told += some).expect("caught up");
    assert_eq!((told, record.behind()), (63, Ok(0)));
    let story = record.about(About::Story(&affair[0])).expect("an answer");
    assert_eq!(ids(&story), affair);
}

/// Makes every reading look as if another version had made it.
fn age(record: &Record) {
    record
        .db
        .execute(
            "UPDATE reading SET version = version + 1, found = x'00'",
            [],
        )
        .expect("aged");
}

pub(super) fn read(words: &str) -> (Record, Item) {
    let mut record = Record::in_memory().expect("a record in memory");
    let item = article(words);
    record.keep(&item).expect("kept");
    (record, item)
}

fn the_only(record: &mut Record) -> Entry {
    record.items().expect("items").remove(0).entry
}

#[test]
fn a_wrong_attribution_stays_out_until_that_is_taken_back_whatever_version_reads() {
    let (mut record, item) = read(
        "Dara Velin said that the harbour would close.\nThe mayor said that the bridge was safe.",
    );
    let found = &item.entry.reading.attributions;
    assert_eq!(found.len(), 2);
    let key = Key::of(&item.entry.report, found[0].whole().expect("words"));
    let number = record.judge(&Judgement::Attribution(key)).expect("kept");
    assert_eq!(the_only(&mut record).reading.attributions, found[1..]);
    age(&record);
    assert_eq!(
        the_only(&mut record).reading.attributions,
        found[1..],
        "it survives reading anew"
    );
    let listed = record.judged().expect("a list").remove(0);
    assert_eq!(
        (listed.fits, listed.words),
        (
            true,
            vec![Some(
                "Dara Velin said that the harbour would close".to_owned()
            )]
        )
    );
    assert_eq!(record.unjudge(number), Ok(true));
    assert_eq!(the_only(&mut record), item.entry);
}

#[test]
fn a_block_judged_to_be_furniture_is_read_no_more_until_that_is_taken_back() {
    let (mut record, item) = read(
        "Dara Velin said that the harbour would close.\nOur editor said that readers should subscribe.",
    );
    let blocks = item.entry.report.blocks();
    let key = Key::of(&item.entry.report, blocks[1].span);
    let number = record.judge(&Judgement::Furniture(key)).expect("kept");
    for _ in 0..2 {
        let judged = the_only(&mut record);
        let kinds: Vec<BlockKind> = judged
            .report
            .blocks()
            .iter()
            .map(|block| block.kind)
            .collect();
        assert_eq!(
            (kinds.as_slice(), judged.report.id()),
            (
                &[BlockKind::Paragraph, BlockKind::Furniture][..],
                item.entry.report.id()
            )
        );
        assert_eq!(judged.reading.attributions.len(), 1);
        age(&record);
    }
    assert_eq!(record.unjudge(number), Ok(true));
    assert_eq!(
        the_only(&mut record),
        item.entry,
        "what the block was for is not forgotten"
    );
}

#[test]
fn the_reading_that_a_judgement_asks_for_is_kept() {
    let (mut record, item) =
        read("Dara Velin said that the harbour would close.\nSubscribe to our letter today.");
    let kept = |record: &Record| -> String {
        record
            .db
            .query_row("SELECT furniture FROM reading", [], |row| row.get(0))
            .expect("a reading")
    };
    let key = Key::of(&item.entry.report, item.entry.report.blocks()[1].span);
    let number = record.judge(&Judgement::Furniture(key)).expect("kept");
    assert_eq!(kept(&record), "[1]");
    assert_eq!(record.unjudge(number), Ok(true));
    assert_eq!(kept(&record), "[]");
}

#[test]
fn a_judgement_that_fits_nothing_is_listed_so_and_changes_nothing() {
    let (mut record, item) = read("Dara Velin said that the harbour would close.");
    let report = item.entry.report.id().clone();
    let (here, beyond) = (
        Key::of(&item.entry.report, Span::new(0, 4)),
        Key {
            report,
            points: [900, 950],
        },
    );
    let elsewhere = Key {
        report: ReportId::of(b"elsewhere"),
        points: [0, 4],
    };
    let judgements = [
        Judgement::Names {
            one: "Velin".to_owned(),
            other: "Amsel".to_owned(),
            same: true,
        },
        Judgement::Tellings {
            one: here.clone(),
            other: elsewhere.clone(),
            same: true,
        },
        Judgement::Attribution(here),
        Judgement::Furniture(beyond),
        Judgement::Attribution(elsewhere),
    ];
    for judgement in &judgements {
        record.judge(judgement).expect("kept");
    }
    let listed = record.judged().expect("a list");
    assert_eq!(
        listed
            .iter()
            .map(|judged| judged.judgement.clone())
            .collect::<Vec<_>>(),
        judgements
    );
    assert!(listed.iter().all(|judged| !judged.fits));
    assert_eq!(the_only(&mut record), item.entry);
}

#[test]
fn what_was_said_twice_is_kept_once() {
    let (mut record, _) = read("Dara Velin said that the harbour would close.");
    let names = |same| Judgement::Names {
        one: "Velin".to_owned(),
        other: "Dara".to_owned(),
        same,
    };
    for same in [true, false, true] {
        record.judge(&names(same)).expect("kept");
    }
    assert_eq!(
        record.judgements(),
        Ok(vec![names(false), names(true)]),
        "the later counts"
    );
}

#[test]
fn a_report_whose_telling_was_joined_with_another_brings_that_one_along() {
    let (mut record, affair) = large(60);
    let far =
        article("Envoys said a sealed message from the palace reached the old minister in spring.");
    record.keep(&far).expect("kept");
    let id = far.entry.report.id().clone();
    let about = About::Story(&affair[0]);
    assert!(!ids(&record.about(about).expect("an answer")).contains(&id));
    let near = Key {
        report: affair[1].clone(),
        points: [0, 10],
    };
    let judgement = Judgement::Tellings {
        one: near,
        other: Key {
            report: id.clone(),
            points: [0, 10],
        },
        same: true,
    };
    record.judge(&judgement).expect("kept");
    assert!(ids(&record.about(about).expect("an answer")).contains(&id));
}
