//! `judge`: what people say of names, claims, attributions and blocks, whatever Sayso found.

use super::asked_again;
use crate::args::{RecordArgs, Reports};
use crate::error::{Error, Outcome};
use crate::judged::{self, Judgement};
use crate::questions::{judging, pointing};
use crate::record::{About, Problem, Record};
use crate::show::{self, Screen};
use crate::ui::Ui;
use crate::wire::{Asked, Judged};

/// Correct what was found: names, claims, attributions, furniture
///
/// What is judged is kept in the record and wins over whatever Sayso finds, until it is taken
/// back. Without anything to judge, lists all judgements with their numbers.
///
/// A claim is the number that `claims` prints before it, or its key. 3:5f2a is what report 5f2a
/// tells of claim 3. A judgement on names is about exactly these; a key of one works too.
///
/// Examples:
///   sayso judge "Lucan Adair" "Lucan Adare" --same
///   sayso judge --claims 3 7 --same
///   sayso judge --claims 3:5f2a 3 --apart
///   sayso judge --wrong 5f2a "the harbour would close"
///   sayso judge --furniture 5f2a "Sign up for our newsletter"
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Judge these two names
    #[arg(value_names = ["NAME", "OTHER"], num_args = 2, groups = ["pair", "judged"])]
    names: Vec<String>,
    /// Judge these two claims, or a telling of one and the other
    #[arg(long, value_names = ["CLAIM", "OTHER"], num_args = 2, groups = ["pair", "judged"])]
    claims: Vec<String>,
    /// Take the numbers of claims from what `claims --about WORDS` lists
    #[arg(long, value_name = "WORDS", requires = "claims")]
    about: Option<String>,
    /// They are the same
    #[arg(long, requires = "pair", conflicts_with = "apart")]
    same: bool,
    /// They are not the same
    #[arg(long, requires = "pair")]
    apart: bool,
    /// In this report, the attribution that holds somebody to say these words is wrong
    #[arg(long, value_names = ["REPORT", "WORDS"], num_args = 1..=2, group = "judged")]
    wrong: Vec<String>,
    /// In this report, the block with these words is furniture
    #[arg(long, value_names = ["REPORT", "WORDS"], num_args = 1..=2, group = "judged")]
    furniture: Vec<String>,
    /// Take back the judgement with this number
    #[arg(long, value_name = "NUMBER", group = "judged")]
    undo: Option<i64>,
    #[command(flatten)]
    record: RecordArgs,
}

impl Args {
    /// Says whether nothing is judged or taken back, and the list is all that is wanted.
    fn is_question(&self) -> bool {
        let judged = [&self.names, &self.claims, &self.wrong, &self.furniture];
        judged.iter().all(|words| words.is_empty()) && self.undo.is_none()
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let file = &args.record.record;
    let at = |problem: Problem| problem.at(file);
    if args.is_question() {
        let listed = Record::open_to_read(file)
            .and_then(|mut record| record.at_once(|record| record.judged()));
        return list(&listed.map_err(at)?, ui);
    }
    let mut record = Record::open(file).map_err(at)?;
    if let Some(number) = args.undo
        && !record.unjudge(number).map_err(at)?
    {
        let asked = asked_again(Reports::Record(file), None);
        return Err(Error::usage(format!("There is no judgement {number}."))
            .hint(format!("See their numbers with: sayso judge{asked}")));
    }
    for judgement in said(args, &record)? {
        record.judge(&judgement).map_err(at)?;
    }
    list(&record.judged().map_err(at)?, ui)
}

/// Lists judgements.
fn list(all: &[judged::Judged], ui: &mut Ui) -> Result<Outcome, Error> {
    if ui.json() {
        let list: Vec<Judged<'_>> = all.iter().map(Judged::of).collect();
        ui.value(&Asked::whole("judgements", list, Vec::new()))?;
    } else {
        let mut screen = Screen::new(ui.look());
        show::judged(&mut screen, all);
        ui.answer(screen.into_text().as_bytes())?;
        if all.is_empty() {
            ui.note("Nothing was judged in this record.");
        }
    }
    ui.finish()?;
    Ok(Outcome::of(&[]))
}

/// Returns what was said.
fn said(args: &Args, record: &Record) -> Result<Vec<Judgement>, Error> {
    let file = args.record.record.as_path();
    let is_pair = !args.names.is_empty() || !args.claims.is_empty();
    if is_pair && args.same == args.apart {
        return Err(
            Error::usage("Two were named, and not what they are to each other.")
                .hint("Add --same or --apart."),
        );
    }
    let same = args.same;
    if let [one, other] = args.names.as_slice() {
        return Ok(vec![judging::names(record, file, [one, other], same)?]);
    }
    if let [one, other] = args.claims.as_slice() {
        let only = args.about.as_deref();
        let numbers: Vec<usize> = [one, other]
            .into_iter()
            .filter_map(|claim| judging::numbered(claim))
            .collect();
        let of = only.map_or(About::Claims(&numbers), About::Only);
        let chosen = record.about(of).map_err(|problem| problem.at(file))?;
        let pile = crate::questions::linked(chosen);
        let asked = asked_again(Reports::Record(file), only);
        let judged = judging::claims(&pile, [one, other], same, &asked)?;
        return judging::told(record, file, judged);
    }
    if let Some((report, words)) = named(&args.wrong) {
        return Ok(vec![pointing::wrong(record, file, report, words)?]);
    }
    if let Some((report, words)) = named(&args.furniture) {
        return Ok(vec![pointing::furniture(record, file, report, words)?]);
    }
    Ok(Vec::new())
}

/// Takes apart what names something in a report: the report and words, or a key alone.
fn named(given: &[String]) -> Option<(&str, Option<&str>)> {
    Some((given.first()?, given.get(1).map(String::as_str)))
}
