//! What holds for ranks: a page of a list of a record that is too large to be held whole is that page
//! of the list of all.

use serde::Serialize;
use serde_json::Value;

use super::{About, Record, made};
use crate::lists::{List, Wanted};
use crate::pile::{Item, Pile};
use crate::questions::{self, Leaf, Page, contacts, knew, timeline, who};
use crate::show;
use crate::wire::{Claim, Conflict, Copy, LinkedEntity, Shelf, Tie};

/// A record that could be held whole has so many reports here.
const WHOLE: usize = 12;

/// Entries of a page.
const PAGE: usize = 7;

/// Makes a record of made reports, joined.
fn record(count: usize) -> Record {
    let mut record = Record::in_memory().expect("a record in memory");
    let all: Vec<Item> = (0..count).map(made::report).collect();
    for item in &all {
        record.keep(item).expect("kept");
    }
    record.bring_links_up_to_date(|_| {}).expect("joined");
    record
}

fn asked(record: &Record, about: About<'_>, most: usize) -> Pile {
    questions::linked(record.about_within(about, most).expect("an answer"))
}

/// As JSON, without what belongs to one answer: the numbers of people.
pub(super) fn json(value: impl Serialize) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| {
                    !matches!(name.as_str(), "entity" | "from_entity" | "to_entity")
                });
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(value).expect("JSON");
    strip(&mut value);
    value
}

/// What a list of a pile has, each entry as JSON.
pub(super) fn entries(pile: &Pile, list: List, page: Page) -> (Vec<Value>, usize) {
    let shelf = Shelf::new(pile);
    let links = pile.links();
    let all: Vec<Value> = match list {
        List::Claims => {
            let claims = links.claims.iter().enumerate();
            claims
                .map(|(at, claim)| json(Claim::of(at, claim, &shelf)))
                .collect()
        }
        List::Told => {
            let told = |found| {
                let tellings = pile.tellings(found);
                json(
                    tellings
                        .map(|(report, told)| shelf.told(report, told))
                        .collect::<Vec<_>>(),
                )
            };
            links.communications.iter().map(told).collect()
        }
        List::Conflicts => {
            let conflicts = links.conflicts.iter();
            conflicts
                .map(|conflict| json(Conflict::of(conflict, &shelf)))
                .collect()
        }
        List::Copies => links
            .copies
            .iter()
            .map(|copy| json(Copy::of(copy, &shelf)))
            .collect(),
        List::Mentioned => {
            let all = who::all(pile).into_iter();
            let entity = |(at, entity)| {
                let mut entity = json(LinkedEntity::of(at, entity, &shelf));
                entity.as_object_mut().and_then(|all| all.remove("id"));
                entity
            };
            all.map(entity).collect()
        }
        List::Contacts => {
            let all = contacts::chosen(pile);
            all.iter().map(|tie| json(Tie::of(tie, &shelf))).collect()
        }
        List::Timeline => {
            let all = timeline::chosen(pile, "");
            let moment = |dated| json((timeline::moment(dated, &shelf), &dated.lead));
            all.iter().map(moment).collect()
        }
        _ => {
            let found = knew::chosen(pile, "").into_iter();
            found
                .map(|(report, knew)| json(shelf.knew(report, knew)))
                .collect()
        }
    };
    let leaf = Leaf::listed(pile, list, all, page);
    (leaf.list, leaf.total)
}

#[test]
fn a_page_of_a_large_record_is_that_page_of_all() {
    let record = record(made::MOST);
    let whole = asked(&record, About::Everything, usize::MAX);
    let lists = [
        List::Claims,
        List::Told,
        List::Conflicts,
        List::Copies,
        List::Knew,
        List::Mentioned,
        List::Contacts,
        List::Timeline,
    ];
    for list in lists {
        let (all, total) = entries(&whole, list, Page::default());
        assert!(total > 2 * PAGE, "{list:?} has several pages: {total}");
        for offset in (0..total + PAGE).step_by(PAGE) {
            let limit = PAGE;
            let wanted = [Wanted {
                list,
                offset,
                limit,
            }];
            let part = asked(&record, About::Lists(&wanted), WHOLE);
            assert!(
                part.entries().count() < made::MOST,
                "it does not take everything"
            );
            let page = Page {
                offset,
                limit: Some(PAGE),
            };
            let of_all: Vec<Value> = all.iter().skip(offset).take(PAGE).cloned().collect();
            let (of_part, length) = entries(&part, list, page);
            assert_eq!((of_part.len(), length), (of_all.len(), total));
            for (one, other) in of_part.iter().zip(&of_all) {
                assert_eq!(one, other, "{list:?} from {offset}");
            }
        }
    }
}

#[test]
fn a_claim_has_one_number_wherever_it_is_found() {
    let record = record(120);
    let whole = asked(&record, About::Everything, usize::MAX);
    let keys = |pile: &Pile| -> Vec<(usize, Option<String>)> {
        let shelf = Shelf::new(pile);
        let claims = pile
            .links()
            .claims
            .iter()
            .zip((0..).map(sayso_core::link::ClaimId));
        let key = |(claim, id)| (pile.claim_number(id) as usize, shelf.claim_key(claim));
        claims.map(key).collect()
    };
    let all = keys(&whole);
    for number in [1, 5, all.len()] {
        let part = asked(&record, About::Claims(&[number]), WHOLE);
        let found = keys(&part);
        assert!(found.contains(&all[number - 1]), "{number}");
        assert!(
            found.iter().all(|claim| all.contains(claim)),
            "and those of its story"
        );
    }
    let part = asked(&record, About::Words("Zubrev"), WHOLE);
    assert!(keys(&part).iter().all(|claim| all.contains(claim)));
    let none = asked(&record, About::Claims(&[all.len() + 1]), WHOLE);
    assert_eq!((none.entries().count(), none.claims()), (0, all.len()));
}

#[test]
fn the_brief_of_a_large_record_is_that_of_all() {
    let record = record(made::MOST);
    let shown = |pile: &Pile| {
        let look = show::Look {
            width: 100,
            colour: false,
        };
        let mut screen = show::Screen::new(look);
        show::brief(&mut screen, pile, "");
        screen.into_text()
    };
    let whole = asked(&record, About::Everything, usize::MAX);
    let part = asked(&record, About::Lists(&show::BRIEFLY), WHOLE);
    assert!(part.entries().count() < made::MOST);
    // Who knew is put together by persons there, and comes without these here.
    let before = |text: String| text.split("\nWho knew").next().map(str::to_owned);
    let (part, whole) = (before(shown(&part)), before(shown(&whole)));
    assert_eq!(
        part,
        whole,
        "{}\n{}",
        part.as_deref().unwrap_or(""),
        whole.as_deref().unwrap_or("")
    );
}
