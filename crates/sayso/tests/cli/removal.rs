//! `remove` from outside: what somebody asks to be erased is gone from the file, byte by byte.

use crate::sandbox::{DENIAL, Sandbox};

/// Words that no other report has.
const RARE: [&str; 4] = ["Quillon", "Marvask", "ossuarial", "thirty-eight"];

fn erased() -> String {
    format!(
        "The envoy {} {} sent an {} letter of {} pages, two officials said on Monday.\n",
        RARE[0], RARE[1], RARE[2], RARE[3]
    )
}

fn added() -> Sandbox {
    let sandbox = Sandbox::with_pile();
    sandbox.write("pile/gone.txt", erased());
    // Enough others, so that the file has pages that stay.
    for i in 0..30 {
        sandbox.write(
            &format!("pile/more/{i}.txt"),
            format!(
                "The harbour office of Lund sent letter {i} to the mayor on Monday, he said.\n"
            ),
        );
    }
    let _ = sandbox.run("add pile").ends_with(0);
    sandbox
}

/// Says which of the words stand in the file or in what lies beside it, in any case, since the index
/// folds them.
fn left(sandbox: &Sandbox) -> Vec<String> {
    let mut bytes = Vec::new();
    for name in ["sayso.db", "sayso.db-wal", "sayso.db-shm"] {
        bytes.extend(std::fs::read(sandbox.path(name)).unwrap_or_default());
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let words = RARE.iter().map(|word| word.to_lowercase());
    // The index knows words by their stems and in pieces.
    words
        .map(|word| word.chars().take(6).collect::<String>())
        .filter(|word| text.contains(word))
        .collect()
}

fn id_of(sandbox: &Sandbox, words: &str) -> String {
    let found = sandbox
        .run(&format!("search --json {words}"))
        .ends_with(0)
        .json()
        .remove(0);
    found["results"][0]["report"]
        .as_str()
        .expect("an id")
        .to_owned()
}

#[test]
fn what_was_removed_is_gone_and_with_vacuum_no_byte_of_it_stays() {
    for vacuum in ["", " --vacuum"] {
        let sandbox = added();
        assert_eq!(left(&sandbox).len(), RARE.len(), "it is there before");
        let id = id_of(&sandbox, "Quillon");
        let judged = sandbox
            .run(&format!("judge --wrong {} ossuarial", &id[..8]))
            .ends_with(0);
        assert!(judged.stdout.contains("wrongly"), "{}", judged.stdout);
        let ran = sandbox
            .run(&format!("remove {}{vacuum}", &id[..8]))
            .ends_with(0)
            .tells("1 report removed, 1 judgement. The record ./sayso.db holds 32 reports.");
        assert_eq!(ran.stdout, format!("removed {id} pile/gone.txt\n"));
        if !vacuum.is_empty() {
            assert_eq!(left(&sandbox), Vec::<String>::new());
        }
        let _ = sandbox.run("search Quillon").ends_with(1);
        let _ = sandbox.run("search harbour").ends_with(0);
        // And it can be added again.
        let again = sandbox.run("add pile").ends_with(0);
        assert!(again.stdout.contains(&id), "{}", again.stdout);
    }
}

#[test]
fn a_report_is_removed_by_any_of_its_names_and_a_wrong_name_removes_nothing() {
    let sandbox = added();
    sandbox
        .run("remove pile/gone.txt pile/nowhere.txt")
        .ends_with(2)
        .tells("No report is called pile/nowhere.txt.")
        .with_remedy();
    let _ = sandbox.run("search Quillon").ends_with(0);
    let removed = sandbox
        .run("remove --json pile/gone.txt pile/b.txt")
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(
        (
            removed["removed"].as_array().map(Vec::len),
            &removed["reports"]
        ),
        (Some(2), &31.into())
    );
    let _ = sandbox.run("search Quillon").ends_with(1);
    let id = id_of(&sandbox, "\"two officials\"");
    let _ = sandbox.run(&format!("remove {id}")).ends_with(0);
    let _ = sandbox.run("remove").ends_with(2);
    let _ = sandbox.run("remove --vacuum").ends_with(0);
    // What is left answers as if the others had never been added.
    sandbox.write("rest/b.txt", DENIAL);
    let _ = sandbox.run("search Wire --pile rest").ends_with(0);
    let _ = sandbox.run("search Wire").ends_with(1);
}

#[test]
fn a_reader_who_keeps_the_record_open_is_told_of() {
    let sandbox = added();
    let reader = rusqlite::Connection::open(sandbox.path("sayso.db")).expect("a second program");
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM report")
        .expect("a snapshot");
    sandbox
        .run("remove pile/gone.txt")
        .ends_with(3)
        .tells("Another program reads the record")
        .tells("sayso remove --vacuum --record ./sayso.db")
        .with_remedy();
    drop(reader);
    let _ = sandbox.run("remove --vacuum").ends_with(0);
    assert_eq!(left(&sandbox), Vec::<String>::new());
}

#[test]
fn a_record_without_a_report_answers_as_one_that_never_had_it() {
    let reports = [
        "Dara Velin told Rosa Amsel in a letter on 3 May 2021 that the harbour of Lund would close.\n",
        "Dara Velin said that the harbour of Lund would close, the Northern Wire reported.\n",
        "The harbour of Lund would close, Dara Velin said. Rosa Amsel did not know about the letter.\n",
        "Rosa Amsel denied that the harbour of Lund would close. Velin met Milo Brandt in March 2021.\n",
    ];
    let sandbox = Sandbox::new();
    for (name, report) in ["a", "b", "c", "d"].iter().zip(reports) {
        sandbox.write(&format!("pile/{name}.txt"), report);
    }
    let ask = |record: &str| -> Vec<String> {
        [
            "brief",
            "claims",
            "told",
            "knew",
            "contacts",
            "conflicts",
            "copies",
            "timeline",
            "who Velin",
            "search harbour",
        ]
        .iter()
        .map(|question| {
            let line = format!("{question} --json --record {record}");
            sandbox.run(&line).ends_with(0).stdout
        })
        .collect()
    };
    for gone in ["a", "b", "c", "d"] {
        let stay: Vec<String> = ["a", "b", "c", "d"]
            .iter()
            .filter(|name| **name != gone)
            .map(|name| format!("pile/{name}.txt"))
            .collect();
        let [all, rest] = ["all", "rest"].map(|name| format!("{gone}-{name}.db"));
        let _ = sandbox
            .run(&format!("add pile --record {all}"))
            .ends_with(0);
        let _ = sandbox
            .run(&format!("remove pile/{gone}.txt --record {all}"))
            .ends_with(0);
        let _ = sandbox
            .run(&format!("add {} --record {rest}", stay.join(" ")))
            .ends_with(0);
        assert_eq!(ask(&all), ask(&rest), "without {gone}");
    }
}
