//! The README as a user takes it: every command that it shows over the Kestrel pile works, and it
//! names every command.

use std::path::Path;

use crate::sandbox::Sandbox;

const README: &str = include_str!("../../../../README.md");
const PILE: &str = "examples/kestrel";

/// Makes a sandbox that holds the pile where the README has it.
fn checkout() -> Sandbox {
    let sandbox = Sandbox::new();
    let pile = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(PILE);
    for file in std::fs::read_dir(pile).expect("the pile ships with the project") {
        let file = file.expect("an entry").path();
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a plain name");
        sandbox.write(
            &format!("{PILE}/{name}"),
            std::fs::read(&file).expect("a report"),
        );
    }
    sandbox
}

/// Returns what follows the program's name in each command that the README shows, in its order.
fn commands() -> Vec<&'static str> {
    let shown = |line: &'static str| {
        line.strip_prefix("$ sayso ")
            .or_else(|| line.strip_prefix("    cargo run --release -- "))
    };
    README.lines().filter_map(shown).collect()
}

#[test]
fn every_command_that_the_readme_shows_works() {
    let sandbox = checkout();
    let commands = commands();
    assert!(
        commands.contains(&"brief examples/kestrel") && commands.len() >= 6,
        "{commands:?}"
    );
    for command in commands {
        // One that asks the record needs an `add` further up; `add` itself talks and answers.
        let ran = sandbox.run(command).ends_with(0);
        ran.with_no_error();
        assert!(!ran.stdout.is_empty(), "`sayso {command}` answers nothing");
    }
}

#[test]
fn the_table_of_the_readme_names_every_command_once() {
    let help = Sandbox::new().run("--help").ends_with(0).stdout;
    let listed = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    let names: Vec<&str> = listed
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() >= 12, "{help}");
    for name in names {
        let rows = README
            .lines()
            .filter(|line| line.starts_with(&format!("| `sayso {name}` |")))
            .count();
        assert_eq!(rows, 1, "rows on `sayso {name}` in README.md");
    }
}
