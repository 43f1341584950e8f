//! `sayso-workshop`: a developer's tool that prepares training data and predicts for the scorers.
//!
//! Never shipped, so it may stop at the first error with a plain message.

mod attributions;
mod copies;
mod corpus;
mod entities;
mod features;
mod pairs;
mod syntax;

use std::process::ExitCode;

use sayso_core::language::Asks;

const USAGE: &str = "\
usage: sayso-workshop features FILE              one JSON line per text: its tokens as the network sees them
       sayso-workshop features FILE.conllu       the same of a treebank: its own words and sentences
       sayso-workshop predict syntax FILE        CoNLL-U: the same words with tags, heads and relations
       sayso-workshop predict attributions FILE  one JSON line per text: its attributions
       sayso-workshop choices FILE [--regardless]   CoNLL-U: entities, and what was seen of each candidate for each pronoun (of any gender)
       sayso-workshop choice-names               the names of those numbers, in order
       sayso-workshop gold-links FILE            the same from the file's own labels: what the linker makes of right ones
       sayso-workshop copy-measures PAIRS INDEPENDENT TOPICS   what is measured of reports, their rewrites, and others on one event
       sayso-workshop predict entities FILE      CoNLL-U: one JSON line per document: its text, words and entities
       sayso-workshop predict names FILE         CSV with schema, name1, name2: whether linking takes both for one name
       sayso-workshop predict same-fact FILE     JSON Lines of {a, b}: how surely both tell the same fact
       sayso-workshop same-signs FILE            the same: one JSON list per row of what was seen of the two
       sayso-workshop same-sign-names            what those numbers say, in order
       sayso-workshop rarity FILE...             writes the table of how rare words are in the texts of the files
       sayso-workshop predict times FILE         TSV of expression, type, value: the value of each expression
FILE is JSON Lines, plain or .gz, of {id, text, attributions} where nothing else is said.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["features", file] if file.contains(".conllu") => features::treebank(file),
        ["features", file] => features::run(file),
        ["predict", "attributions", file] => attributions::run(file, false),
        ["predict", "entities", file] => entities::run(file, None),
        ["choice-names"] => entities::choice_names(),
        ["choices", file, "--regardless"] => entities::run(file, Some(Asks::Nothing)),
        ["choices", file] => entities::run(file, Some(Asks::Gender)),
        ["copy-measures", pairs, independent, topics] => {
            copies::measures(pairs, independent, topics)
        }
        ["predict", "syntax", file] => syntax::predict(file),
        ["predict", "names", file] => pairs::names(file),
        ["predict", "same-fact", file] => pairs::same_fact(file),
        ["same-signs", file] => pairs::same_signs(file),
        ["same-sign-names"] => pairs::sign_names(&sayso_core::link::SAME_SIGNS),
        ["rarity", files @ ..] if !files.is_empty() => pairs::rarity(files),
        ["predict", "times", file] => pairs::times(file),
        ["gold-links", file] => attributions::run(file, true),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            #[expect(clippy::print_stderr, reason = "the workshop's only word to its user")]
            {
                eprintln!("{message}");
            }
            ExitCode::from(2)
        }
    }
}
