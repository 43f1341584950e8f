//! Questions from outside: how they are narrowed and paged, by which names things are called, and
//! that to ask changes nothing.

use serde_json::Value;

use crate::sandbox::{DENIAL, LETTER, Sandbox};

/// Every question with something to ask.
const QUESTIONS: [&str; 11] = [
    "brief",
    "claims",
    "trace 1",
    "who minister",
    "told",
    "knew",
    "contacts",
    "conflicts",
    "copies",
    "timeline",
    "search letter",
];

fn ask(sandbox: &Sandbox, line: &str) -> Value {
    sandbox
        .run(&format!("{line} --json"))
        .ends_with(0)
        .json()
        .remove(0)
}

fn added() -> Sandbox {
    let sandbox = Sandbox::with_pile();
    let _ = sandbox.run("add pile").ends_with(0);
    sandbox
}

#[test]
fn a_question_changes_no_byte_of_the_record() {
    let sandbox = added();
    let file = sandbox.path("sayso.db");
    // As another version would have left it: everything is to be read anew.
    let other = rusqlite::Connection::open(&file).expect("the record");
    other
        .execute_batch("UPDATE reading SET version = version + 1, found = x'00'; PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("aged");
    drop(other);
    let before = std::fs::read(&file).expect("the record");
    let first: Vec<String> = QUESTIONS
        .iter()
        .chain(&["judge"])
        .map(|question| sandbox.run(question).ends_with(0).stdout)
        .collect();
    assert!(std::fs::read(&file).expect("the record") == before);
    let beside = ["sayso.db-wal", "sayso.db-shm"];
    assert!(beside.iter().all(|name| !sandbox.path(name).exists()));
    // What another version has read is kept anew by who writes, and the answers stay.
    let _ = sandbox.run("add").ends_with(0).tells("2 reports read anew");
    assert!(std::fs::read(&file).expect("the record") != before);
    let again: Vec<String> = QUESTIONS
        .iter()
        .chain(&["judge"])
        .map(|question| sandbox.run(question).ends_with(0).stdout)
        .collect();
    assert_eq!(first, again);
}

#[test]
fn what_is_narrowed_is_narrowed_in_small_records_and_in_files() {
    let sandbox = added();
    for (question, name) in [
        ("claims", "claims"),
        ("told", "told"),
        ("knew", "knew"),
        ("contacts", "contacts"),
        ("conflicts", "conflicts"),
        ("copies", "copies"),
        ("timeline", "timeline"),
        ("who minister", "entities"),
    ] {
        let of_record = ask(&sandbox, &format!("{question} --about reporters"));
        let of_files = ask(
            &sandbox,
            &format!("{question} --about reporters --pile pile"),
        );
        assert_eq!(of_record, of_files, "{question}");
        let scope = &of_record["scope"];
        assert_eq!(
            (&scope["about"], &scope["reports"], &scope["of"]),
            (&"reporters".into(), &1.into(), &2.into()),
            "{question}"
        );
        assert_eq!(of_record["reports"].as_array().map(Vec::len), Some(1));
        assert!(of_record[name].is_array(), "{question}");
        let shown = sandbox
            .run(&format!("{question} --about reporters"))
            .ends_with(0)
            .stdout;
        assert_eq!(
            shown.lines().next(),
            Some("From 1 of 2 reports: those that hold “reporters”."),
            "{question}"
        );
    }
    for brief in ["brief --about reporters", "brief pile --about reporters"] {
        let shown = sandbox.run(brief).ends_with(0).stdout;
        assert!(shown.starts_with("From 1 of 2 reports"), "{shown}");
        assert_eq!(
            ask(&sandbox, brief)["reports"].as_array().map(Vec::len),
            Some(1)
        );
    }
    let whole = sandbox.run("claims").ends_with(0).stdout;
    assert!(!whole.starts_with("From "), "{whole}");
}

#[test]
fn what_cannot_be_narrowed_says_so() {
    let sandbox = added();
    let id = ask(&sandbox, "search letter")["results"][0]["report"]
        .as_str()
        .expect("an id")
        .to_owned();
    for line in [
        "search letter --about reporters".to_owned(),
        format!("trace {} --about reporters", &id[..8]),
    ] {
        let ran = sandbox
            .run(&line)
            .ends_with(2)
            .tells("not narrowed by --about");
        ran.with_remedy();
    }
}

#[test]
fn a_list_comes_in_parts_with_its_length() {
    let sandbox = Sandbox::new();
    for number in 0..5 {
        sandbox.write(
            &format!("pile/{number}.txt"),
            format!("Dara Velin said on Friday that ship number {number} would sail to Lund.\n"),
        );
    }
    let whole = ask(&sandbox, "timeline --pile pile");
    let all = whole["timeline"].as_array().expect("a list").clone();
    assert_eq!(
        (&whole["total"], &whole["limit"]),
        (&all.len().into(), &Value::Null)
    );
    let mut parts = Vec::new();
    for offset in (0..all.len()).step_by(2) {
        let part = ask(
            &sandbox,
            &format!("timeline --pile pile --limit 2 --offset {offset}"),
        );
        assert_eq!(
            (&part["total"], &part["offset"], &part["limit"]),
            (&all.len().into(), &offset.into(), &2.into())
        );
        parts.extend(part["timeline"].as_array().expect("a list").clone());
    }
    assert_eq!(parts, all);
    let _ = sandbox.run("add pile").ends_with(0);
    let shown = sandbox.run("search ship --limit 2").ends_with(0).stdout;
    assert!(
        shown.ends_with("1 to 2 of 5; those behind them with --offset 2.\n"),
        "{shown}"
    );
    let rest = ask(&sandbox, "search ship --limit 2 --offset 4");
    assert_eq!(
        (&rest["total"], rest["results"].as_array().map(Vec::len)),
        (&5.into(), Some(1))
    );
}

#[test]
fn keys_name_claims_and_people_wherever_a_number_or_a_name_does() {
    let sandbox = added();
    let claims = ask(&sandbox, "claims");
    let claim = &claims["claims"][0];
    let key = claim["key"].as_str().expect("a key").to_owned();
    let by_number = ask(&sandbox, "trace 1");
    assert_eq!(ask(&sandbox, &format!("trace {key}")), by_number);
    assert_eq!(ask(&sandbox, "trace n1"), by_number);
    // One number, whatever list it stands in.
    let with_words = ask(&sandbox, "claims letter");
    assert!(with_words["claims"].as_array().is_some_and(|list| {
        list.iter().all(|listed| {
            let all = claims["claims"].as_array().into_iter().flatten();
            all.into_iter().any(|claim| claim == listed)
        })
    }));
    let address = format!("trace http://127.0.0.1:7296/claims/{key}");
    assert_eq!(ask(&sandbox, &address), by_number);
    assert_eq!(
        ask(&sandbox, &format!("trace {key} --pile pile")),
        by_number
    );
    let who = ask(&sandbox, "who minister");
    let person = who["entities"][0]["entity"]["key"].as_str().expect("a key");
    let of_key = ask(&sandbox, &format!("who {person}"));
    assert_eq!(of_key["entities"][0], who["entities"][0]);
    // A report by all of its names; its handle may be digits only and is no number.
    let id = claim["tellings"][0]["report"].as_str().expect("an id");
    let path = claims["reports"]
        .as_array()
        .and_then(|cards| cards.iter().find(|card| card["id"] == id))
        .and_then(|card| card["path"].as_str())
        .expect("a path")
        .to_owned();
    for name in [&id[..4], id, &path, &format!("[{}]", &id[..4])] {
        let traced = ask(&sandbox, &format!("trace {name}"));
        assert_eq!(traced["read"]["report"]["id"], id, "{name}");
    }
    sandbox
        .run("trace 0001")
        .ends_with(2)
        .tells("No report is called 0001.")
        .with_remedy();
}

#[test]
fn a_judgement_is_about_the_names_that_it_names() {
    let sandbox = Sandbox::new();
    for (file, name) in [("a", "Dara Velin"), ("b", "Jon Velin"), ("c", "Rosa Amsel")] {
        sandbox.write(
            &format!("pile/{file}.txt"),
            format!("{name} said on Friday that the harbour of Lund would close.\n"),
        );
    }
    let _ = sandbox.run("add pile").ends_with(0);
    let empty = sandbox
        .command(["judge", "", "Rosa Amsel", "--same"])
        .output()
        .expect("the program runs");
    let talk = String::from_utf8_lossy(&empty.stderr).into_owned();
    assert!(
        empty.status.code() == Some(2)
            && talk.contains("A name has letters in it")
            && talk.contains("Hint: "),
        "{talk}"
    );
    sandbox
        .run("judge Velin Amsel --same")
        .ends_with(2)
        .tells("Velin may be several")
        .tells("'Dara Velin', 'Jon Velin'")
        .with_remedy();
    sandbox
        .run("judge Sorel Amsel --same")
        .ends_with(2)
        .tells("Nobody in the record is called Sorel.")
        .with_remedy();
    assert_eq!(
        ask(&sandbox, "judge")["judgements"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    let mut judge = sandbox.command(["judge", "Dara Velin", "Amsel", "--same"]);
    assert!(judge.output().expect("the program runs").status.success());
    let named = |name: &str| -> Vec<usize> {
        ask(&sandbox, &format!("who {name}"))["entities"]
            .as_array()
            .expect("entities")
            .iter()
            .map(|who| who["entity"]["mentions"].as_array().map_or(0, Vec::len))
            .collect()
    };
    assert_eq!((named("Amsel"), named("Jon Velin")), (vec![2], vec![1]));
    // Keys of people stand for their names.
    let key = |name: &str| {
        let who = ask(&sandbox, &format!("who {name}"));
        let key = who["entities"][0]["entity"]["key"].as_str();
        key.expect("a key").to_owned()
    };
    let keys = format!("judge {} {} --same", key("Amsel"), key("Jon Velin"));
    let _ = sandbox.run(&keys).ends_with(0);
    assert_eq!(named("Amsel"), [3]);
}

#[test]
fn a_date_is_compared_as_the_days_that_it_may_mean() {
    let sandbox = Sandbox::new();
    let page = |date: &str, words: &str| {
        format!(
            "<html><head><title>Letters</title><meta property=\"article:published_time\" content=\"{date}\"></head>\
             <body><article><p>{words}</p><p>The harbour office would not say more about it on that day.</p></article></body></html>"
        )
    };
    let told = "Dara Velin sent a letter to Rosa Amsel in December 2013.";
    sandbox.write("pile/a.html", page("2014-02-03", told));
    let told = "Dara Velin met Milo Brandt in November 2013.";
    sandbox.write("pile/b.html", page("2014-02-04", told));
    let since =
        |day: &str| ask(&sandbox, &format!("told --since {day} --pile pile"))["told"].to_string();
    for day in ["2013-12-01", "2013-12-20"] {
        assert!(since(day).contains("2013-12"), "it may be meant: {day}");
        assert!(!since(day).contains("2013-11"), "{day}");
    }
    assert_eq!(since("2014-01-01"), "[]");
    // A week stands among days, and not behind all of them.
    let told = "Dara Velin sent a letter to Rosa Amsel last week.";
    sandbox.write("weeks/a.html", page("2014-11-12", told));
    let timeline = ask(&sandbox, "timeline --pile weeks");
    let dates: Vec<&str> = timeline["timeline"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|moment| moment["date"].as_str())
        .collect();
    let place = |start: &str| dates.iter().position(|date| date.starts_with(start));
    assert!(place("2014-W45") < place("2014-11-12"), "{dates:?}");
    assert!(place("2014-W45").is_some(), "{dates:?}");
}

#[test]
fn a_hint_can_be_pasted_whatever_is_in_it() {
    let sandbox = Sandbox::new();
    sandbox.write("O'Brien's pile/a.txt", LETTER);
    sandbox.write("O'Brien's pile/b.txt", DENIAL);
    let brief = sandbox
        .command(["brief", "O'Brien's pile"])
        .output()
        .expect("the program runs");
    let shown = String::from_utf8_lossy(&brief.stdout).into_owned();
    assert!(
        shown.contains(r"sayso trace 1 --pile 'O'\''Brien'\''s pile'"),
        "{shown}"
    );
}

#[test]
fn a_surname_finds_whoever_has_it_though_somebody_is_known_by_it_alone() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        "Dara Velin said that the harbour dredging in Varn would cost 417 crowns.",
    );
    sandbox.write(
        "b.txt",
        "The orchard blight has reached Lund, Velin said on Monday. Growers feared a lost crop.",
    );
    sandbox.write(
        "c.txt",
        "Tom Velin told reporters that the ferry timetable at Orsa had been printed twice.",
    );
    let found = ask(&sandbox, "who Velin --pile a.txt b.txt c.txt");
    let names: Vec<&str> = found["entities"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|found| found["entity"]["name"].as_str())
        .collect();
    for name in ["Dara Velin", "Tom Velin", "Velin"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn conflicts_are_narrowed_by_their_kind_and_by_whose_word_a_side_is() {
    let sandbox = Sandbox::with_pile();
    sandbox.write(
        "one.txt",
        "Twelve lamps stolen from Port Lune harbour\n\n\
         Twelve lamps were stolen from the harbour of Port Lune on Monday night, the harbour master, Ines Marr, said. \
         The watchman had been asleep, and the gate was open until the morning.",
    );
    sandbox.write(
        "two.txt",
        "Port Lune harbour loses its lamps\n\n\
         Nineteen lamps were stolen from the harbour of Port Lune on Monday night, the mayor, Pavel Mora, said. \
         The watchman had been asleep in his hut, and nobody had closed the gate.",
    );
    let kinds = |line: &str| -> Vec<String> {
        let found = ask(
            &sandbox,
            &format!("conflicts {line} --pile one.txt two.txt"),
        );
        let all = found["conflicts"].as_array().expect("a list").clone();
        let kinds = all.iter().filter_map(|conflict| conflict["kind"].as_str());
        kinds.map(str::to_owned).collect()
    };
    assert_eq!(kinds(""), ["quantity"]);
    assert_eq!(kinds("--kind quantity"), ["quantity"]);
    assert!(kinds("--kind date").is_empty());
    assert_eq!(kinds("Marr"), ["quantity"]);
    assert!(kinds("Duarte").is_empty());
    let wrong = sandbox.run("conflicts --kind colour --pile one.txt");
    let _ = wrong.ends_with(2).tells("the kinds are");
}
