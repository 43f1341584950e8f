//! The record from outside: what is added stays, once, whatever happens.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::sandbox::Sandbox;

#[test]
fn adding_twice_changes_nothing() {
    let sandbox = Sandbox::with_pile();
    let first = sandbox.run("add --json pile").ends_with(0).json().remove(0);
    assert_eq!(
        (first["added"].as_array().map(Vec::len), &first["reports"]),
        (Some(2), &Value::from(2))
    );
    let before = sandbox.run("brief --json").ends_with(0).stdout;
    let second = sandbox.run("add --json pile").ends_with(0).json().remove(0);
    assert_eq!(
        (
            second["added"].as_array().map(Vec::len),
            second["already"].as_array().map(Vec::len)
        ),
        (Some(0), Some(2))
    );
    assert_eq!(sandbox.run("brief --json").ends_with(0).stdout, before);
}

#[test]
fn the_record_answers_as_the_pile_does() {
    let sandbox = Sandbox::with_pile();
    sandbox
        .run("add pile --record affair.db")
        .ends_with(0)
        .tells("2 reports added. The record affair.db holds 2 reports.")
        .with_no_error();
    for question in [
        "claims",
        "told",
        "knew",
        "contacts",
        "conflicts",
        "copies",
        "timeline",
        "who minister",
        "search letter",
    ] {
        let of_record = sandbox
            .run(&format!("{question} --json --record affair.db"))
            .ends_with(0)
            .stdout;
        let of_pile = sandbox
            .run(&format!("{question} --json --pile pile"))
            .ends_with(0)
            .stdout;
        assert_eq!(of_record, of_pile, "{question}");
    }
}

#[test]
fn what_people_judge_of_names_wins_until_it_is_taken_back() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pile/a.txt",
        b"Dara Velin said on Friday that the harbour would close.",
    );
    sandbox.write(
        "pile/b.txt",
        b"Rosa Amsel said on Friday that the harbour would close.",
    );
    let _ = sandbox.run("add pile").ends_with(0);
    let reports = |name: &str| {
        let entities = sandbox
            .run(&format!("who --json {name}"))
            .ends_with(0)
            .json()
            .remove(0);
        let list = entities["entities"].as_array().expect("entities");
        (
            list.len(),
            list[0]["entity"]["mentions"].as_array().map(Vec::len),
        )
    };
    assert_eq!(reports("Velin"), (1, Some(1)));
    let judged = sandbox
        .run("judge --json Velin Amsel --same")
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(
        (
            &judged["judgements"][0]["number"],
            &judged["judgements"][0]["same"]
        ),
        (&Value::from(1), &Value::from(true))
    );
    let _ = sandbox.run("judge").ends_with(0);
    assert_eq!(reports("Velin"), (1, Some(2)));
    assert_eq!(reports("Amsel"), (1, Some(2)));
    let _ = sandbox.run("judge Amsel Velin --apart").ends_with(0);
    assert_eq!(reports("Velin"), (1, Some(1)));
    let _ = sandbox.run("judge --undo 2").ends_with(0);
    assert_eq!(reports("Velin"), (1, Some(2)));
    let _ = sandbox
        .run("judge --undo 7")
        .ends_with(2)
        .tells("There is no judgement 7.");
    let _ = sandbox
        .run("judge Velin Amsel")
        .ends_with(2)
        .tells("--apart");
}

/// Three reports: two tell the same, the third something else.
fn judged_pile() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "pile/a.txt",
        b"Dara Velin said on Friday that the harbour of Lund would close.",
    );
    sandbox.write(
        "pile/b.txt",
        b"Rosa Amsel said on Friday that the harbour of Lund would close.",
    );
    sandbox.write("pile/c.txt", b"The envoys said that a sealed message reached the old minister.\nOur editor said that readers should subscribe to the weekly harbour letter.");
    let _ = sandbox.run("add pile").ends_with(0);
    sandbox
}

/// The tellings of each claim, the most told first.
fn told(sandbox: &Sandbox) -> Vec<usize> {
    let claims = sandbox.run("claims --json").ends_with(0).json().remove(0);
    claims["claims"]
        .as_array()
        .expect("claims")
        .iter()
        .map(|claim| claim["tellings"].as_array().map_or(0, Vec::len))
        .collect()
}

/// The first letters of the id of the report with these words.
fn report(sandbox: &Sandbox, words: &str) -> String {
    let found = sandbox
        .run(&format!("search --json {words}"))
        .ends_with(0)
        .json()
        .remove(0);
    found["results"][0]["report"].as_str().expect("an id")[..8].to_owned()
}

#[test]
fn what_people_judge_of_claims_wins_until_it_is_taken_back() {
    let sandbox = judged_pile();
    assert_eq!(told(&sandbox), [2, 1, 1]);
    let key = |words: &str| {
        let claims = sandbox
            .run(&format!("claims --json {words}"))
            .ends_with(0)
            .json()
            .remove(0);
        claims["claims"][0]["key"]
            .as_str()
            .expect("a key")
            .to_owned()
    };
    let message = key("message");
    let judged = sandbox
        .run(&format!("judge --json --claims 1 {message} --same"))
        .ends_with(0)
        .json()
        .remove(0);
    let first = &judged["judgements"][0];
    assert_eq!(
        (&first["kind"], &first["same"], &first["fits"]),
        (
            &Value::from("tellings"),
            &Value::from(true),
            &Value::from(true)
        )
    );
    assert!(
        first["other_text"]
            .as_str()
            .is_some_and(|words| words.contains("sealed message")),
        "{first}"
    );
    assert_eq!(told(&sandbox), [3, 1]);
    let _ = sandbox.run("judge --undo 1").ends_with(0);
    assert_eq!(told(&sandbox), [2, 1, 1]);

    let claims = sandbox
        .run("claims --json harbour")
        .ends_with(0)
        .json()
        .remove(0);
    // Both are in the same words, and so the earlier is what the claim is called by.
    let telling = |at: usize| {
        claims["claims"][0]["tellings"][at]["report"]
            .as_str()
            .expect("an id")[..8]
            .to_owned()
    };
    let _ = sandbox
        .run(&format!("judge --claims 1:{} 1 --apart", telling(0)))
        .ends_with(2)
        .tells("the very same words");
    let _ = sandbox
        .run(&format!("judge --claims 1:{} 1 --apart", telling(1)))
        .ends_with(0);
    assert_eq!(told(&sandbox), [1, 1, 1, 1]);
    let _ = sandbox
        .run("judge --claims 1 99 --same")
        .ends_with(2)
        .tells("No claim is called 99.");
    let _ = sandbox
        .run("judge --claims 1 2")
        .ends_with(2)
        .tells("--apart");
}

#[test]
fn a_wrong_attribution_and_furniture_count_no_more_until_that_is_taken_back() {
    let sandbox = judged_pile();
    let minister = report(&sandbox, "minister");
    let said = || {
        let trace = sandbox
            .run(&format!("trace --json {minister}"))
            .ends_with(0)
            .json()
            .remove(0);
        let kinds: Vec<String> = trace["read"]["report"]["blocks"]
            .as_array()
            .expect("blocks")
            .iter()
            .map(|block| block["kind"].as_str().unwrap_or("").to_owned())
            .collect();
        (
            trace["read"]["attributions"].as_array().map_or(0, Vec::len),
            kinds.last().cloned().unwrap_or_default(),
        )
    };
    let paragraph = || "paragraph".to_owned();
    assert_eq!((said(), told(&sandbox).len()), ((2, paragraph()), 3));
    let listed = sandbox
        .run(&format!("judge --wrong {minister} message"))
        .ends_with(0)
        .stdout;
    assert!(
        listed.contains("“The envoys said that a sealed message")
            && listed.contains("] is wrongly"),
        "{listed}"
    );
    assert_eq!((said(), told(&sandbox).len()), ((1, paragraph()), 2));
    let _ = sandbox
        .run(&format!("judge --furniture {minister} subscribe"))
        .ends_with(0);
    assert_eq!(
        (said(), told(&sandbox).len()),
        ((0, "furniture".to_owned()), 1)
    );
    let _ = sandbox.run("judge --undo 1").ends_with(0);
    let _ = sandbox.run("judge --undo 2").ends_with(0);
    assert_eq!((said(), told(&sandbox).len()), ((2, paragraph()), 3));
    let _ = sandbox
        .run(&format!("judge --wrong {minister} nowhere"))
        .ends_with(2)
        .tells("has the words “nowhere”");
    let _ = sandbox
        .run(&format!("judge --wrong {minister} said"))
        .ends_with(2)
        .tells("2 attributions of this report have the words");
    let _ = sandbox
        .run(&format!("judge --furniture {minister}"))
        .ends_with(2)
        .tells("Add some of its words.");
}

#[test]
fn what_an_outlet_repeats_on_every_page_is_furniture_to_pile_and_record() {
    let sandbox = Sandbox::new();
    let note =
        "Editor's note: the owner of this paper said on Monday that the harbour had paid for it.";
    let stories = [
        "The council raised parking charges around the market square, the mayor said on Friday.",
        "Twelve swimmers finished yesterday's winter relay despite freezing weather, organisers said.",
        "Scientists discovered another species of jellyfish beneath volcanic islands, a museum said.",
    ];
    for (i, story) in stories.iter().enumerate() {
        let site = "<meta property=\"og:site_name\" content=\"Dockside Daily\">";
        let page = format!(
            "<html><head><title>Story {i}</title>{site}</head><body><article><p>{story}</p><p>{note}</p></article></body></html>"
        );
        sandbox.write(&format!("pages/{i}.html"), page.as_bytes());
    }
    let _ = sandbox.run("add pages").ends_with(0);
    let (pile, record) = (
        sandbox.run("brief --json pages").ends_with(0),
        sandbox.run("brief --json").ends_with(0),
    );
    for (ran, how) in [
        (&pile, "pile"),
        (&record, "record"),
        (&sandbox.run("brief --json").ends_with(0), "record again"),
    ] {
        for report in ran.json()[0]["reports"].as_array().expect("reports") {
            let kinds: Vec<&Value> = report["report"]["blocks"]
                .as_array()
                .expect("blocks")
                .iter()
                .map(|block| &block["kind"])
                .collect();
            assert_eq!(kinds, ["headline", "paragraph", "furniture"], "{how}");
        }
        assert!(
            !ran.json()[0]["claims"].to_string().contains("paid for"),
            "{how}"
        );
    }
    let record = rusqlite::Connection::open(sandbox.path("sayso.db")).expect("the record");
    let learned = "SELECT count(*) FROM reading WHERE furniture = '[2]'";
    let learned: i64 = record
        .query_row(learned, [], |row| row.get(0))
        .expect("a count");
    assert_eq!(learned, 3, "it is learned when reports are added");
    let single = sandbox.run("read --json pages/0.html").ends_with(0);
    assert_eq!(
        single.json()[0]["report"]["blocks"][2]["kind"],
        "paragraph",
        "one page alone does not show it"
    );
}

#[test]
fn a_bad_report_in_a_batch_stops_nothing() {
    let sandbox = Sandbox::with_pile();
    sandbox.write("pile/a0.txt", "");
    let ran = sandbox
        .run("add pile")
        .ends_with(3)
        .tells("pile/a0.txt holds no text.");
    ran.with_remedy();
    assert_eq!(
        ran.stdout
            .lines()
            .filter(|line| line.starts_with("added "))
            .count(),
        2,
        "{}",
        ran.stdout
    );
    assert_eq!(
        sandbox.run("search letter --json").ends_with(0).json()[0]["results"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_killed_add_keeps_what_it_confirmed_and_is_finished_by_running_again() {
    const REPORTS: usize = 500;
    const BEFORE_THE_KILL: usize = 40;
    let sandbox = Sandbox::new();
    for i in 0..REPORTS {
        sandbox.write(
            &format!("pile/{i:03}.txt"),
            format!(
                "The harbour office sent letter {i} to the envoy, two officials said on Monday.\n"
            ),
        );
    }
    let mut child = sandbox
        .command(["add", "pile"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut confirmed = BTreeSet::new();
    let id = |line: &str| line.split(' ').nth(1).map(str::to_owned).expect("an id");
    for line in lines.by_ref().take(BEFORE_THE_KILL) {
        confirmed.insert(id(&line.expect("a line")));
    }
    child.kill().expect("it is running");
    child.wait().expect("it ends");
    // The last line may be cut off in the middle; then it confirmed nothing.
    confirmed.extend(
        lines
            .map_while(Result::ok)
            .filter(|line| line.ends_with(".txt"))
            .map(|line| id(&line)),
    );
    assert!(
        (BEFORE_THE_KILL..REPORTS).contains(&confirmed.len()),
        "{} were confirmed",
        confirmed.len()
    );

    sandbox.run("search envoy").ends_with(0).with_no_error();
    let again = sandbox.run("add pile --json").ends_with(0).json().remove(0);
    let ids = |list: &Value| -> BTreeSet<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(|kept| kept["id"].as_str().map(str::to_owned))
            .collect()
    };
    let already = ids(&again["already"]);
    assert!(
        confirmed.is_subset(&already),
        "lost: {:?}",
        confirmed.difference(&already).collect::<Vec<_>>()
    );
    assert_eq!(already.len() + ids(&again["added"]).len(), REPORTS);
    assert_eq!(again["reports"], Value::from(REPORTS));
}

#[test]
fn a_record_that_is_not_there_is_told() {
    let sandbox = Sandbox::new();
    sandbox
        .run("claims")
        .ends_with(3)
        .tells("There is no record at ./sayso.db.")
        .with_remedy();
    assert!(
        !sandbox.path("sayso.db").exists(),
        "a question makes no record"
    );
}

#[test]
fn a_damaged_record_is_told() {
    let sandbox = Sandbox::with_pile();
    sandbox.write(
        "sayso.db",
        "This was never a database, but it is long enough to look like one to a hasty reader."
            .repeat(90),
    );
    sandbox
        .run("claims")
        .ends_with(3)
        .tells("The record ./sayso.db is damaged")
        .with_remedy();
    sandbox
        .run("add pile")
        .ends_with(3)
        .tells("The record ./sayso.db is damaged")
        .with_remedy();
}

#[test]
fn a_record_in_a_folder_that_is_not_there_is_told() {
    let sandbox = Sandbox::with_pile();
    sandbox
        .run("add pile --record nowhere/sayso.db")
        .ends_with(3)
        .tells("nowhere/sayso.db could not be opened")
        .with_remedy();
}

#[test]
fn a_locked_record_is_told_after_some_patience() {
    let sandbox = Sandbox::with_pile();
    sandbox.run("add pile/a.txt").ends_with(0).with_no_error();
    let other = rusqlite::Connection::open(sandbox.path("sayso.db")).expect("a second program");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    sandbox
        .run("add pile/b.txt")
        .ends_with(3)
        .tells("is in use")
        .with_remedy();
    sandbox.run("search letter").ends_with(0).with_no_error();
}
