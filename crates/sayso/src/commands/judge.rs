//! `judge`: what people say of names, claims, attributions and blocks, whatever Sayso found.

use std::path::Path;

use sayso_core::span::Span;

use crate::args::RecordArgs;
use crate::error::{Error, Outcome};
use crate::judged::Judgement;
use crate::key::Key;
use crate::pile::{Item, Pile};
use crate::record::{About, Record};
use crate::show::{self, Screen, clean};
use crate::ui::Ui;
use crate::wire::{Asked, Judged, Shelf};

/// Correct what was found: names, claims, attributions, furniture
///
/// What is judged is kept in the record and wins over whatever Sayso finds, until it is taken
/// back. Without anything to judge, lists all judgements with their numbers.
///
/// A claim is the number that `claims` prints before it, or its key. 3:5f2a is what report 5f2a
/// tells of claim 3.
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

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let file = &args.record.record;
    let mut record = Record::open(file).map_err(|problem| problem.at(file))?;
    if let Some(number) = args.undo
        && !record.unjudge(number).map_err(|problem| problem.at(file))?
    {
        return Err(Error::usage(format!("There is no judgement {number}."))
            .hint("See their numbers with: sayso judge"));
    }
    for judgement in said(args, &mut record)? {
        record
            .judge(&judgement)
            .map_err(|problem| problem.at(file))?;
    }
    let all = record.judged().map_err(|problem| problem.at(file))?;
    if ui.json() {
        let list: Vec<Judged<'_>> = all.iter().map(Judged::of).collect();
        ui.value(&Asked {
            name: "judgements",
            list,
            reports: Vec::new(),
        })?;
    } else {
        let mut screen = Screen::new(ui.look());
        show::judged(&mut screen, &all);
        ui.answer(screen.into_text().as_bytes())?;
        if all.is_empty() {
            ui.note("Nothing was judged in this record.");
        }
    }
    ui.finish()?;
    Ok(Outcome::of(&[]))
}

/// Returns what was said.
fn said(args: &Args, record: &mut Record) -> Result<Vec<Judgement>, Error> {
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
        return Ok(vec![Judgement::Names {
            one: one.clone(),
            other: other.clone(),
            same,
        }]);
    }
    if let [one, other] = args.claims.as_slice() {
        let about = args.about.as_deref().map_or(About::MostRetold, About::Only);
        let chosen = record.about(about).map_err(|problem| problem.at(file))?;
        let pile = Pile::link(chosen.items, &chosen.judgements);
        let (one, other) = (tellings(&pile, one)?, tellings(&pile, other)?);
        let pairs = one
            .iter()
            .flat_map(|one| other.iter().map(move |other| (one.clone(), other.clone())));
        let judged: Vec<Judgement> = pairs
            .filter(|(one, other)| one != other)
            .map(|(one, other)| Judgement::Tellings { one, other, same })
            .collect();
        if judged.is_empty() {
            let hint = "Name another claim, or a telling that does not belong: its claim, a colon, its report. See them with: sayso trace CLAIM";
            return Err(Error::usage("Both are the very same words.").hint(hint));
        }
        return Ok(judged);
    }
    if let Some((report, words)) = named(&args.wrong) {
        return Ok(vec![wrong(record, file, report, words)?]);
    }
    if let Some((report, words)) = named(&args.furniture) {
        return Ok(vec![furniture(record, file, report, words)?]);
    }
    Ok(Vec::new())
}

/// Takes apart what names something in a report: the report and words, or a key alone.
fn named(given: &[String]) -> Option<(&str, Option<&str>)> {
    Some((
        given.first()?.trim_matches(['[', ']']),
        given.get(1).map(String::as_str),
    ))
}

/// Returns the words that stand for a claim: those that say it best, or what one report tells of
/// it.
fn tellings(pile: &Pile, handle: &str) -> Result<Vec<Key>, Error> {
    if let Some(key) = Key::read(handle) {
        return Ok(vec![key]);
    }
    let shelf = Shelf::new(pile);
    let (number, report) = handle
        .split_once(':')
        .map_or((handle, None), |(number, report)| (number, Some(report)));
    let position = number
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let missing = || {
        Error::usage(format!("No claim is called {}.", clean(handle)))
            .hint("See them with: sayso claims")
    };
    let claim = position
        .and_then(|at| pile.links().claims.get(at))
        .ok_or_else(missing)?;
    let Some(report) = report else {
        let clearest = claim.tellings.get(claim.clearest).ok_or_else(missing)?;
        return Ok(vec![shelf.key(clearest.report, clearest.span)]);
    };
    let reports = pile.with_handle(report.trim_matches(['[', ']']));
    let told: Vec<Key> = claim
        .tellings
        .iter()
        .filter(|telling| reports.contains(&telling.report))
        .map(|telling| shelf.key(telling.report, telling.span))
        .collect();
    if told.is_empty() {
        let error = Error::usage(format!(
            "No report {} tells claim {}.",
            clean(report),
            clean(number)
        ));
        return Err(error.hint(format!(
            "See who tells it with: sayso trace {}",
            clean(number)
        )));
    }
    Ok(told)
}

fn wrong(
    record: &mut Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
) -> Result<Judgement, Error> {
    let find = |item: &Item, stretch: Span| {
        let wholes = item
            .entry
            .reading
            .attributions
            .iter()
            .filter_map(sayso_core::attribution::Attribution::whole);
        // Of voices in voices the innermost that has the words.
        wholes
            .filter(|whole| whole.contains(stretch))
            .min_by_key(|whole| (whole.len(), whole.start()))
    };
    let key = pointed(record, file, report, words, "attribution", find)?;
    aimed(
        record,
        file,
        Judgement::Attribution(key),
        "No attribution stands there.",
    )
}

fn furniture(
    record: &mut Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
) -> Result<Judgement, Error> {
    let find = |item: &Item, stretch: Span| {
        item.entry
            .report
            .blocks()
            .iter()
            .map(|block| block.span)
            .find(|block| block.overlaps(stretch))
    };
    let key = pointed(record, file, report, words, "block", find)?;
    aimed(
        record,
        file,
        Judgement::Furniture(key),
        "No block stands there.",
    )
}

fn aimed(
    record: &mut Record,
    file: &Path,
    judgement: Judgement,
    nothing: &str,
) -> Result<Judgement, Error> {
    let aimed = record
        .aimed(&judgement)
        .map_err(|problem| problem.at(file))?;
    aimed.ok_or_else(|| {
        Error::usage(nothing).hint("See what was found in the report with: sayso trace REPORT")
    })
}

/// Returns the key of what somebody points at: by a key, or by a report and words that stand in it.
fn pointed(
    record: &mut Record,
    file: &Path,
    report: &str,
    words: Option<&str>,
    what: &str,
    find: impl Fn(&Item, Span) -> Option<Span>,
) -> Result<Key, Error> {
    let Some(words) = words else {
        let no_words = || {
            Error::usage(format!(
                "It was not said which {what} of the report is meant."
            ))
            .hint("Add some of its words.")
        };
        return Key::read(report).ok_or_else(no_words);
    };
    let id = record
        .whole_id(report)
        .map_err(|problem| problem.at(file))?;
    let item = match id {
        Some(id) => record.item(&id).map_err(|problem| problem.at(file))?,
        None => None,
    };
    let missing = || {
        Error::usage(format!(
            "No report, or more than one, begins with {}.",
            clean(report)
        ))
    };
    let item = item.ok_or_else(|| {
        missing().hint("The letters in brackets behind a report are its handle; type more of them.")
    })?;
    let mut found: Vec<Span> = places(item.entry.report.text(), words)
        .into_iter()
        .filter_map(|place| find(&item, place))
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Ok(Key::of(&item.entry.report, *one)),
        [] => Err(Error::usage(format!(
            "No {what} of this report has the words {}.",
            show::quoted(words)
        ))
        .hint(format!("Copy them from: sayso trace {}", clean(report)))),
        several => Err(Error::usage(format!(
            "{} of this report have the words {}.",
            show::count(several.len(), what),
            show::quoted(words)
        ))
        .hint("Type more of the words.")),
    }
}

/// Returns where words stand in a text, whatever the white space between them and the quotation
/// marks around them.
fn places(text: &str, words: &str) -> Vec<Span> {
    let is_seen = |letter: &(usize, char)| !letter.1.is_whitespace();
    let words =
        words.trim_matches(|letter: char| letter.is_whitespace() || "“”\"'".contains(letter));
    let wanted: Vec<char> = words
        .char_indices()
        .filter(is_seen)
        .map(|(_, letter)| letter)
        .collect();
    let text: Vec<(usize, char)> = text.char_indices().filter(is_seen).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let stands = |window: &&[(usize, char)]| {
        window
            .iter()
            .zip(&wanted)
            .all(|((_, letter), wanted)| letter == wanted)
    };
    let span = |window: &[(usize, char)]| {
        let (first, last) = (window.first()?, window.last()?);
        Some(Span::new(first.0, last.0 + last.1.len_utf8()))
    };
    text.windows(wanted.len())
        .filter(stands)
        .filter_map(span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_they_were_copied() {
        let text = "“The harbour\nis closed”, he said.";
        let found = |words: &str| {
            places(text, words)
                .into_iter()
                .map(|span| span.of(text))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("“The harbour is closed”"), ["The harbour\nis closed"]);
        assert_eq!(found("harbour is"), ["harbour\nis"]);
        assert_eq!(found("h").len(), 3);
        assert!(found("open").is_empty() && found(" ").is_empty());
    }
}
