//! What goes where: answers, talk, colours, exit codes, help.

use std::io::Read;
use std::process::Stdio;

use crate::sandbox::{DENIAL, LETTER, Sandbox};

const COMMANDS: [&str; 18] = [
    "brief",
    "read",
    "add",
    "claims",
    "trace",
    "independence",
    "who",
    "told",
    "knew",
    "contacts",
    "conflicts",
    "copies",
    "timeline",
    "search",
    "judge",
    "remove",
    "serve",
    "mcp",
];
const DOCUMENT: &str = include_str!("../../../../docs/json.md");

#[test]
fn help_and_the_document_name_every_command() {
    let sandbox = Sandbox::new();
    let help = sandbox.run("--help").ends_with(0).stdout;
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(listed, COMMANDS);
    for command in COMMANDS {
        assert!(
            DOCUMENT.contains(&format!("\n| {command} | ")),
            "docs/json.md does not say what {command} prints"
        );
        let help = sandbox
            .run(&format!("{command} --help"))
            .ends_with(0)
            .stdout;
        assert!(
            help.contains(&format!("sayso {command} ")) && help.contains("Example"),
            "no example: {help}"
        );
        assert!(help.contains("--json"), "{help}");
    }
}

#[test]
fn read_prints_a_line_of_json_for_each_report_in_order() {
    let sandbox = Sandbox::with_pile();
    let ran = sandbox
        .run("read --plain --json pile/b.txt pile/a.txt pile/b.txt")
        .ends_with(0);
    let texts: Vec<_> = ran
        .json()
        .iter()
        .map(|read| read["report"]["text"].clone())
        .collect();
    assert_eq!(texts, [DENIAL, LETTER, DENIAL]);
    let of_folder = sandbox.run("read --json pile").ends_with(0).json();
    assert_eq!(of_folder[0]["report"]["path"], "pile/a.txt");
}

#[test]
fn standard_input_is_a_report() {
    let sandbox = Sandbox::new();
    let ran = sandbox
        .run_with("read --plain --json -", LETTER)
        .ends_with(0);
    assert_eq!(
        (
            &ran.json()[0]["report"]["path"],
            &ran.json()[0]["report"]["text"]
        ),
        (&"-".into(), &LETTER.into())
    );
}

#[test]
fn wrong_usage_ends_with_2() {
    let sandbox = Sandbox::with_pile();
    let _ = sandbox.run("read").ends_with(2);
    let _ = sandbox.run("claims --nonsense").ends_with(2);
    let _ = sandbox.run("claims --record a.db --pile pile").ends_with(2);
    sandbox
        .run("trace 999 --pile pile")
        .ends_with(2)
        .tells("No claim is called 999.")
        .with_remedy();
}

#[test]
fn a_search_without_result_ends_with_1() {
    let sandbox = Sandbox::with_pile();
    let ran = sandbox
        .run("search zeppelin --pile pile")
        .ends_with(1)
        .tells("No report holds all of: zeppelin");
    assert_eq!(ran.stdout, "");
    let _ = sandbox.run("search \"* --pile pile").ends_with(1);
}

#[test]
fn a_report_can_be_traced_by_its_handle() {
    let sandbox = Sandbox::with_pile();
    let id = sandbox.run("read --json pile/b.txt").ends_with(0).json()[0]["report"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let ran = sandbox
        .run(&format!("trace {} --pile pile", &id[..6]))
        .ends_with(0);
    assert!(ran.stdout.contains("pile/b.txt"), "{}", ran.stdout);
    let traced = sandbox
        .run(&format!("trace {} --pile pile --json", &id[..6]))
        .ends_with(0)
        .json()
        .remove(0);
    assert_eq!(traced["read"]["report"]["id"], id.as_str());
}

#[test]
fn quiet_silences_notes_and_not_errors() {
    let sandbox = Sandbox::with_pile();
    assert_eq!(sandbox.run("add pile --quiet").ends_with(0).stderr, "");
    sandbox
        .run("read nowhere.txt --quiet")
        .ends_with(3)
        .tells("Error: ")
        .with_remedy();
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let sandbox = Sandbox::with_pile();
    assert!(
        !sandbox
            .run("brief pile")
            .ends_with(0)
            .stdout
            .contains('\u{1b}')
    );
    assert!(
        sandbox
            .run("brief pile --color always")
            .ends_with(0)
            .stdout
            .contains('\u{1b}')
    );
    assert!(
        !sandbox
            .run("read nowhere.txt")
            .ends_with(3)
            .stderr
            .contains('\u{1b}')
    );
}

#[test]
fn no_line_is_wider_than_asked_for() {
    let sandbox = Sandbox::with_pile();
    let shown = sandbox.run("brief pile --width 60").ends_with(0).stdout;
    assert!(
        shown.lines().all(|line| line.chars().count() <= 60),
        "{shown}"
    );
}

#[test]
fn a_reader_who_stops_is_no_failure() {
    let sandbox = Sandbox::with_pile();
    let mut command = sandbox.command(["read", "--json", "pile"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut talk = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut talk)
        .expect("UTF-8");
    assert_eq!(
        (child.wait().expect("it ends").code(), talk.as_str()),
        (Some(0), "")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_told() {
    let sandbox = Sandbox::with_pile();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let output = sandbox
        .command(["brief", "pile"])
        .stdout(full)
        .output()
        .expect("the program runs");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{talk}");
    assert!(
        talk.contains("The answer could not be written: no space left on device."),
        "{talk}"
    );
}
