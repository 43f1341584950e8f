//! What holds for kept links, whatever is added, removed, judged and taken back, and in which order:
//! they are those that linking what is left at once gives.

use proptest::prelude::*;
use sayso_core::link::Links;
use sayso_core::page::repeated::repeated;
use sayso_core::reading::Reading;
use sayso_core::report::{BlockKind, Report, ReportId};
use serde_json::Value;

use super::ranks_laws::entries;
use super::{About, Record, made};
use crate::judged::{self, Judgement};
use crate::key::Key;
use crate::lists::{List, Wanted};
use crate::pile::{Item, Pile};
use crate::questions::{self, Page};

/// Reports that there may be.
const MOST: usize = 48;

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

/// What the reports of an outlet may end with: furniture once unrelated ones do.
const NOTES: [&str; 2] = [
    "Editor's note: this paper said on Monday that the harbour office owns it.",
    "Rosa Amsel said that readers of this paper should subscribe to her letter.",
];

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
    // Words of its own, so that reports of two affairs are unrelated.
    let own = [
        "Brass lenses, glass chimneys, copper burners and paraffin barrels filled every warehouse.",
        "Barges hauled gravel, boulders, sludge and driftwood beyond the breakwater channel.",
        "Apples withered, fungus spotted cherries, growers sprayed sulphur between terraced slopes.",
        "Passengers missed connections, captains blamed engines, platforms overflowed with luggage.",
    ][affair];
    let body = format!("{told} The council of {place} met over the {thing}. Case {number}.\n{own}");
    let outlet = number / 5 % 2;
    let body = match number % 3 {
        0 => body,
        _ => format!("{body}\n{}", NOTES[outlet]),
    };
    let day = jiff::civil::date(2021, 3, 1 + (number % 27) as i8);
    made::item(&body, ["Harbour Post", "Evening Sun"][outlet], day)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..MOST).prop_map(Step::Add),
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

fn all() -> Vec<Item> {
    (0..MOST).map(report).collect()
}

fn take(record: &mut Record, step: &Step, all: &[Item]) {
    let judge = |record: &mut Record, judgement: Judgement| {
        record.judge(&judgement).expect("kept");
    };
    match step {
        Step::Add(number) => drop(record.keep(&all[number % all.len()]).expect("kept")),
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

/// What a record holds, as if all of it had come at once: as it was handed in, then furnished, judged
/// and read.
fn held(record: &Record, mut all: Vec<Item>) -> Vec<Item> {
    let judgements = record.judgements().expect("judgements");
    let ids = ids(record);
    all.retain(|item| ids.contains(item.entry.report.id()));
    all.sort_by_key(|item| ids.iter().position(|id| id == item.entry.report.id()));
    let repeated = repeated(
        &all.iter()
            .map(|item| &item.entry.report)
            .collect::<Vec<_>>(),
    );
    let furnished = |(item, repeated): (Item, Vec<usize>)| {
        let report = item.entry.report;
        let judged = judged::furniture(&judgements, &report);
        let report = report.with_furniture(&repeated).with_furniture(&judged);
        let entry = made::read(report);
        Item { entry, ..item }
    };
    all.into_iter().zip(repeated).map(furnished).collect()
}

fn pile_of(record: &Record, all: &[Item]) -> Pile {
    let (items, judgements) = (held(record, all.to_vec()), record.judgements());
    Pile::link(items, &judgements.expect("judgements"))
}

fn at_once(record: &Record, all: &[Item]) -> Links {
    pile_of(record, all).links().clone()
}

/// Who is who over the stories, who was in contact with whom, and what is dated, each list whole.
fn lists(pile: &Pile) -> Vec<Vec<Value>> {
    let whole = |list| entries(pile, list, Page::default()).0;
    OVER_STORIES.map(whole).to_vec()
}

/// Lists that a record keeps over stories.
const OVER_STORIES: [List; 3] = [List::Mentioned, List::Contacts, List::Timeline];

/// The same as a record keeps them that is too large to be held.
fn kept_lists(record: &Record) -> Vec<Vec<Value>> {
    let whole = |list| {
        let wanted = [Wanted::first(list, usize::MAX)];
        let chosen = record.about_within(About::Lists(&wanted), 0);
        let pile = questions::linked(chosen.expect("an answer"));
        entries(&pile, list, Page::default()).0
    };
    OVER_STORIES.map(whole).to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn kept_links_are_those_of_what_is_left(steps in prop::collection::vec(step(), 1..40)) {
        let mut record = Record::in_memory().expect("a record in memory");
        let all = all();
        for step in &steps {
            take(&mut record, step, &all);
        }
        prop_assert_eq!(&kept(&record), &at_once(&record, &all), "not joined yet");
        record.bring_links_up_to_date(|_| {}).expect("joined");
        prop_assert_eq!(record.unlinked(), Ok(0));
        prop_assert_eq!(kept(&record), at_once(&record, &all));
        prop_assert_eq!(kept_lists(&record), lists(&pile_of(&record, &all)));
        prop_assert_eq!(record.items(), Ok(held(&record, all)));
    }
}

/// The case that learning from the latest reports got wrong.
#[test]
fn what_an_outlet_repeats_is_the_same_whichever_report_came_first_or_went() {
    let furniture = |record: &Record| -> Vec<bool> {
        let items = record.items().expect("items");
        let is_some = |item: &Item| {
            let blocks = item.entry.report.blocks();
            blocks
                .iter()
                .any(|block| block.kind == BlockKind::Furniture)
        };
        items.iter().map(is_some).collect()
    };
    // Of one outlet and three affairs, each with its note.
    let numbers = [1, 2, 4];
    let mut record = Record::in_memory().expect("a record in memory");
    for number in numbers {
        record.keep(&report(number)).expect("kept");
    }
    assert_eq!(furniture(&record), [true; 3]);
    record.bring_links_up_to_date(|_| {}).expect("joined");
    let id = report(numbers[0]).entry.report.id().clone();
    record.remove(&[id]).expect("removed");
    assert_eq!(furniture(&record), [false; 2], "two pages show nothing");
    assert_eq!(kept(&record), at_once(&record, &all()));
    record.keep(&report(numbers[0])).expect("kept");
    assert_eq!(furniture(&record), [true; 3]);
    assert_eq!(record.items(), Ok(held(&record, all())));
}

/// A pile as large as the bounds: keys that more reports carry than may, and no longer do when some
/// have gone; copies, letters, who knew, judgements of every kind.
#[test]
fn kept_links_of_a_large_pile_are_those_of_what_is_left() {
    let all: Vec<Item> = (0..made::MOST).map(made::report).collect();
    let mut record = Record::in_memory().expect("a record in memory");
    let mut chance = made::Chance(7);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_cached_key(|_| chance.below(1 << 20));
    for (done, number) in order.iter().enumerate() {
        take(&mut record, &Step::Add(*number), &all);
        let other = |chance: &mut made::Chance| chance.below(1 << 20);
        let (one, two, same) = (other(&mut chance), other(&mut chance), done % 2 == 0);
        match done % 23 {
            3 => take(&mut record, &Step::Remove(one), &all),
            7 => take(&mut record, &Step::JudgeTellings(one, two, same), &all),
            11 => take(&mut record, &Step::JudgeNames(one % 4, two % 4, same), &all),
            13 => take(&mut record, &Step::JudgeFurniture(one), &all),
            17 => take(&mut record, &Step::TakeBack(one), &all),
            19 => take(&mut record, &Step::Join, &all),
            _ => {}
        }
    }
    let same = |record: &Record| {
        let (kept, at_once) = (kept(record), at_once(record, &all));
        assert!(kept.stories == at_once.stories, "stories");
        assert!(kept.copies == at_once.copies, "copies");
        assert!(kept.claims == at_once.claims, "claims");
        assert!(kept == at_once, "everything else");
        kept
    };
    let links = same(&record);
    let found = [
        links.copies.len(),
        links.communications.len(),
        links.ledgers.len(),
        links.conflicts.len(),
        links.stories.iter().filter(|story| story.len() > 2).count(),
    ];
    assert!(
        found.iter().all(|count| *count > 5),
        "it has everything: {found:?}"
    );
    record.bring_links_up_to_date(|_| {}).expect("joined");
    let _ = same(&record);
    // Below the bound again.
    for _ in 0..made::MOST / 2 {
        take(&mut record, &Step::Remove(chance.below(1 << 20)), &all);
    }
    let _ = same(&record);
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
    let at_once = |record: &Record| {
        let items = record.items().expect("items");
        Pile::link(items, &[]).links().clone()
    };
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
