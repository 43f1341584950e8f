//! What holds for kept links, whatever is added, removed, judged and taken back, and in which order:
//! they are those that linking what is left at once gives.

use proptest::prelude::*;
use sayso_core::link::Links;
use sayso_core::reading::Reading;
use sayso_core::report::{About as Head, Moment, Report, ReportId};

use super::tests::article;
use super::{About, Record};
use crate::judged::Judgement;
use crate::key::Key;
use crate::pile::{Item, Pile};
use crate::questions;

/// Something that happens to a record; numbers are counted over what there is.
#[derive(Clone, Debug)]
enum Step {
    Add(usize),
    Remove(usize),
    JudgeNames(usize, usize, bool),
    JudgeTellings(usize, usize, bool),
    JudgeFurniture(usize),
    TakeBack(usize),
    Join,
}

const NAMES: [&str; 4] = ["Dara Velin", "Tom Velin", "Rosa Amsel", "Velin"];

/// A report of one of a few affairs, in one of a few wordings.
fn report(number: usize) -> Item {
    let (affair, wording, who) = (number % 4, number / 4 % 3, NAMES[number / 12 % 4]);
    let thing = [
        "lantern contract",
        "harbour dredging",
        "orchard blight",
        "ferry timetable",
    ][affair];
    let place = ["Varn", "Orsa", "Tarsia", "Lund"][affair];
    let told = match wording {
        0 => format!("{who} said that the {thing} in {place} had cost 417 crowns."),
        1 => format!("The {thing} in {place} cost 512 crowns, {who} told reporters on Monday."),
        _ => format!("{who} denied that the {thing} in {place} had cost 417 crowns."),
    };
    let body = format!("{told} The council of {place} met over the {thing}. Case {number}.");
    let mut item = article(&body);
    let about = Head {
        outlet: Some(["Harbour Post", "Evening Sun"][number % 2].to_owned()),
        published: Some(Moment::day(jiff::civil::date(
            2021,
            3,
            1 + (number % 27) as i8,
        ))),
        ..Head::default()
    };
    let report = &item.entry.report;
    item.entry.report = Report::new(
        report.id().clone(),
        report.text(),
        report.blocks().to_vec(),
        about,
    );
    item
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0usize..48).prop_map(Step::Add),
        2 => any::<usize>().prop_map(Step::Remove),
        1 => (0usize..4, 0usize..4, any::<bool>()).prop_map(|(a, b, s)| Step::JudgeNames(a, b, s)),
        1 => (any::<usize>(), any::<usize>(), any::<bool>())
            .prop_map(|(a, b, same)| Step::JudgeTellings(a, b, same)),
        1 => any::<usize>().prop_map(Step::JudgeFurniture),
        1 => any::<usize>().prop_map(Step::TakeBack),
        2 => Just(Step::Join),
    ]
}

fn ids(record: &Record) -> Vec<ReportId> {
    let items = record.items().expect("items");
    items
        .iter()
        .map(|item| item.entry.report.id().clone())
        .collect()
}

/// The key of what a report tells first.
fn telling(record: &Record, at: usize) -> Option<Key> {
    let items = record.items().expect("items");
    let entry = &items.get(at % items.len().max(1))?.entry;
    let span = entry.reading.attributions.first()?.content.first()?;
    Some(Key::of(&entry.report, *span))
}

fn take(record: &mut Record, step: &Step) {
    let judge = |record: &mut Record, judgement: Judgement| {
        record.judge(&judgement).expect("kept");
    };
    match step {
        Step::Add(number) => drop(record.keep(&report(*number)).expect("kept")),
        Step::Remove(at) => {
            let ids = ids(record);
            if let Some(id) = ids.get(at % ids.len().max(1)) {
                record.remove(std::slice::from_ref(id)).expect("removed");
            }
        }
        Step::JudgeNames(one, other, same) => {
            let [one, other] = [one, other].map(|at| NAMES[*at].to_owned());
            let same = *same;
            judge(record, Judgement::Names { one, other, same });
        }
        Step::JudgeTellings(one, other, same) => {
            if let (Some(one), Some(other)) = (telling(record, *one), telling(record, *other)) {
                let same = *same;
                judge(record, Judgement::Tellings { one, other, same });
            }
        }
        Step::JudgeFurniture(at) => {
            if let Some(key) = telling(record, *at) {
                judge(record, Judgement::Furniture(key));
            }
        }
        Step::TakeBack(at) => {
            let judged = record.judged().expect("judgements");
            if let Some(judged) = judged.get(at % judged.len().max(1)) {
                record.unjudge(judged.number).expect("taken back");
            }
        }
        Step::Join => record.bring_links_up_to_date(|_| {}).expect("joined"),
    }
}

fn kept(record: &Record) -> Links {
    let chosen = record.about(About::Everything).expect("an answer");
    assert!(chosen.stories.is_some());
    questions::linked(chosen).links().clone()
}

fn at_once(record: &Record) -> Links {
    let (items, judgements) = (record.items(), record.judgements());
    let pile = Pile::link(items.expect("items"), &judgements.expect("judgements"));
    pile.links().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn kept_links_are_those_of_what_is_left(steps in prop::collection::vec(step(), 1..40)) {
        let mut record = Record::in_memory().expect("a record in memory");
        for step in &steps {
            take(&mut record, step);
        }
        prop_assert_eq!(&kept(&record), &at_once(&record), "not joined yet");
        record.bring_links_up_to_date(|_| {}).expect("joined");
        prop_assert_eq!(record.unlinked(), Ok(0));
        prop_assert_eq!(kept(&record), at_once(&record));
    }
}

/// Keys become too wide and no longer are: a name of all reports holds none together.
#[test]
fn a_key_that_too_many_carry_holds_nobody_whenever_it_became_so() {
    let item = |number: usize| {
        let (x, y) = (number / 2, number % 7);
        let text = format!("Quillon Zubrev Wexmoor saw Affair{x} Matter{x} Thing{x} of Orsa{y}.");
        let report = Report::plain(text + &format!(" Page {number}."));
        let reading = Reading::empty(&report);
        Item {
            path: String::new(),
            page_notes: Vec::new(),
            entry: sayso_core::link::Entry { report, reading },
        }
    };
    let mut record = Record::in_memory().expect("a record in memory");
    let count = sayso_core::link::WIDEST_KEY + 4;
    for number in 0..count {
        record.keep(&item(number)).expect("kept");
        if number == 100 {
            record.bring_links_up_to_date(|_| {}).expect("joined");
        }
    }
    record.bring_links_up_to_date(|_| {}).expect("joined");
    let stories = |links: Links| links.stories;
    assert_eq!(stories(kept(&record)), stories(at_once(&record)));
    assert!(
        stories(kept(&record)).len() > count / 3,
        "the common names hold nobody"
    );
    for number in 0..8 {
        let id = item(number).entry.report.id().clone();
        record.remove(&[id]).expect("removed");
    }
    record.bring_links_up_to_date(|_| {}).expect("joined");
    assert_eq!(stories(kept(&record)), stories(at_once(&record)));
}
