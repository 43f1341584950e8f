//! Holds the JSON and `docs/json.md` to each other: what is written there occurs, what occurs is
//! written there.

use std::collections::{BTreeMap, BTreeSet};

use sayso_core::link::{self, CommunicationId, Disputed, ReportIndex};
use sayso_core::report::{BlockKind, DatePlace, Event};
use serde::Serialize;
use serde_json::Value;

use super::words::LISTS;
use super::*;
use crate::error::Error;
use crate::judged::{self, Judgement};
use crate::ties::ties;
use crate::{evidence, fixture};

const DOCUMENT: &str = include_str!("../../../../docs/json.md");

/// The documented fields of each object: path to type.
fn documented() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut objects: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut object = String::new();
    for line in DOCUMENT.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            object = name.trim().to_owned();
        } else if line.starts_with("## ") {
            object.clear();
        } else if let Some(row) = line.strip_prefix("| `") {
            let mut cells = row.split('|');
            let (Some(path), Some(kind)) = (cells.next(), cells.next()) else {
                continue;
            };
            if !object.is_empty() {
                let path = path.trim().trim_end_matches('`').to_owned();
                objects
                    .entry(object.clone())
                    .or_default()
                    .insert(path, kind.trim().to_owned());
            }
        }
    }
    objects
}

/// Collects the path of every field; does not look into what `elsewhere` says is documented
/// elsewhere.
fn fields(
    value: &Value,
    path: &str,
    elsewhere: &dyn Fn(&str) -> bool,
    found: &mut BTreeMap<String, bool>,
) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                *found.entry(path.clone()).or_default() |= inner.is_null();
                if !elsewhere(&path) {
                    fields(inner, &path, elsewhere, found);
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| fields(item, &format!("{path}[]"), elsewhere, found)),
        _ => {}
    }
}

/// Compares what is written of an object with every one of its values.
#[track_caller]
fn check<Wire: Serialize>(object: &str, values: &[Wire]) {
    let written = documented()
        .remove(object)
        .unwrap_or_else(|| panic!("docs/json.md has no section on {object}"));
    let elsewhere = |path: &str| written.get(path).is_some_and(|kind| kind.contains("](#"));
    let mut found = BTreeMap::new();
    assert!(!values.is_empty(), "no {object} to look at");
    for value in values {
        fields(
            &serde_json::to_value(value).expect("JSON"),
            "",
            &elsewhere,
            &mut found,
        );
    }
    let (written_paths, found_paths): (BTreeSet<_>, BTreeSet<_>) =
        (written.keys().collect(), found.keys().collect());
    assert_eq!(
        found_paths, written_paths,
        "left: what the JSON of a {object} has; right: what docs/json.md says"
    );
    for (path, null) in found {
        assert!(
            !null || written[&path].contains("null"),
            "{object}.{path} is null, and docs/json.md does not say so"
        );
    }
}

#[test]
fn the_document_and_the_json_agree() {
    let pile = fixture::pile();
    let shelf = Shelf::new(&pile);
    let links = pile.links();
    let all = || pile.entries().map(|(report, _)| report);
    let notes = ["A note.".to_owned()];
    let failed = [
        Error::input("a.jpg", "a.jpg is not a text.").hint("Leave it out."),
        Error::usage("x"),
    ];
    check(
        "read",
        &all().map(|report| shelf.read(report)).collect::<Vec<_>>(),
    );
    let scope = |about| Scope {
        about,
        reports: 3,
        of: 14,
    };
    check("brief", &[Brief::of(&shelf, &failed, &notes, scope(None))]);
    check("scope", &[scope(None), scope(Some("x"))]);
    check(
        "copy",
        &links
            .copies
            .iter()
            .map(|copy| Copy::of(copy, &shelf))
            .collect::<Vec<_>>(),
    );
    check(
        "entity",
        &links
            .entities
            .iter()
            .map(|entity| LinkedEntity::of(0, entity, &shelf))
            .collect::<Vec<_>>(),
    );
    check(
        "claim",
        &links
            .claims
            .iter()
            .map(|claim| Claim::of(0, claim, &shelf))
            .collect::<Vec<_>>(),
    );
    // One of a claim, and the same of a communication.
    let of = Disputed::Communication(CommunicationId(0));
    let conflicts: Vec<_> = links
        .conflicts
        .iter()
        .cloned()
        .chain(links.conflicts.iter().map(|conflict| link::Conflict {
            of,
            ..conflict.clone()
        }))
        .collect();
    check(
        "conflict",
        &conflicts
            .iter()
            .map(|conflict| Conflict::of(conflict, &shelf))
            .collect::<Vec<_>>(),
    );
    let told = |report| {
        pile.entry(report)
            .reading
            .told
            .iter()
            .map(move |told| (report, told))
    };
    let knew = |report| {
        pile.entry(report)
            .reading
            .knew
            .iter()
            .map(move |knew| (report, knew))
    };
    check(
        "told",
        &all()
            .flat_map(told)
            .map(|(report, found)| shelf.told(report, found))
            .collect::<Vec<_>>(),
    );
    check(
        "knew",
        &all()
            .flat_map(knew)
            .map(|(report, found)| shelf.knew(report, found))
            .collect::<Vec<_>>(),
    );
    check("card", &Card::all(&shelf));
    check(
        "failure",
        &failed.iter().map(Failed::of).collect::<Vec<_>>(),
    );
    let said = |report: ReportIndex| {
        let entry = pile.entry(report);
        let shelf = &shelf;
        entry
            .reading
            .attributions
            .iter()
            .map(move |found| InReport {
                report: shelf.id(report),
                finding: Said::of(0, found, entry, shelf.points(report)),
            })
    };
    check("attribution", &all().flat_map(said).collect::<Vec<_>>());
}

#[test]
fn the_document_and_the_answers_to_questions_agree() {
    let pile = fixture::pile();
    let shelf = Shelf::new(&pile);
    let links = pile.links();
    let claim = &links.claims[0];
    let evidence = || -> Vec<_> {
        evidence::of_claim(&pile, claim)
            .iter()
            .map(|found| Evidence::of(found, &shelf))
            .collect()
    };
    check("evidence", &evidence());
    check(
        "trace CLAIM",
        &[Trace {
            claim: Claim::of(0, claim, &shelf),
            evidence: evidence(),
            conflicts: Vec::new(),
            knew: Vec::new(),
            reports: Card::all(&shelf),
        }],
    );
    check(
        "independence",
        &[Independence {
            claim: Some(Claim::of(0, claim, &shelf)),
            silent: vec!["x"],
            reports: Card::all(&shelf),
        }],
    );
    let report = ReportIndex(0);
    check(
        "trace REPORT",
        &[ReportTrace {
            read: shelf.read(report),
            copies: Vec::new(),
            claims: vec![1],
            claim_keys: vec!["x".to_owned()],
            reports: Card::all(&shelf),
        }],
    );
    let entity = LinkedEntity::of(0, &links.entities[0], &shelf);
    let roles = vec![Role {
        role: "x",
        report: "y",
        published: None,
    }];
    let contacts = vec![Contact {
        name: "x",
        entity: 1,
        key: None,
        communications: vec![1],
    }];
    check(
        "who",
        &[Who {
            entity,
            roles,
            contacts,
            said: Vec::new(),
            told: Vec::new(),
            was_told: Vec::new(),
            knew: Vec::new(),
        }],
    );
    let (span, text) = ([0, 1], "x");
    check(
        "contact",
        &ties(&pile)
            .iter()
            .map(|tie| Tie::of(tie, &shelf))
            .collect::<Vec<_>>(),
    );
    check(
        "moment",
        &[Moment {
            date: "2014",
            kind: "told",
            report: "x",
            span,
            text,
            claims: vec![1],
            claim_keys: vec!["x".to_owned()],
        }],
    );
    let passages = vec![Passage::of(
        report,
        sayso_core::span::Span::new(0, 1),
        &shelf,
    )];
    check(
        "result",
        &[Found {
            report: "x",
            passages,
        }],
    );
    let key = shelf.key(report, sayso_core::span::Span::new(0, 1));
    let judgements = [
        Judgement::Names {
            one: "x".to_owned(),
            other: "y".to_owned(),
            same: true,
        },
        Judgement::Tellings {
            one: key.clone(),
            other: key.clone(),
            same: false,
        },
        Judgement::Attribution(key.clone()),
        Judgement::Furniture(key),
    ];
    let judged = judgements.map(|judgement| {
        let words = vec![Some("x".to_owned()); judgement.keys().len()];
        judged::Judged {
            number: 1,
            judgement,
            made: String::new(),
            words,
            fits: true,
        }
    });
    check(
        "judgement",
        &judged.iter().map(Judged::of).collect::<Vec<_>>(),
    );
    let kept = [Kept {
        id: "x".to_owned(),
        path: "y".to_owned(),
    }];
    check(
        "remove",
        &[Removed {
            removed: &kept,
            judgements: 1,
            fetched: 1,
            without_page: 0,
            vacuumed: true,
            log_emptied: true,
            reports: 1,
        }],
    );
    check(
        "add",
        &[Added {
            added: &kept,
            already: &kept,
            failed: Vec::new(),
            reports: 1,
        }],
    );
}

#[test]
fn every_closed_list_is_written_down_whole() {
    let blocks = BlockKind::ALL.map(BlockKind::as_str);
    let events = Event::ALL.map(Event::as_str);
    let places = DatePlace::ALL.map(DatePlace::as_str);
    for (name, words) in LISTS.iter().copied().chain([
        ("BlockKind", &blocks[..]),
        ("Event", &events[..]),
        ("DatePlace", &places[..]),
        ("judgements", &judged::KINDS[..]),
    ]) {
        let row = words
            .iter()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        assert!(
            DOCUMENT.contains(&format!("| {row} |")),
            "docs/json.md lacks the list of {name}: {row}"
        );
    }
}

#[test]
fn offsets_count_code_points() {
    let pile = fixture::pile();
    let shelf = Shelf::new(&pile);
    let read = serde_json::to_value(shelf.read(ReportIndex(0))).expect("JSON");
    // The apostrophe of the headline has three bytes and is one code point.
    let text: Vec<char> = read["report"]["text"]
        .as_str()
        .expect("a text")
        .chars()
        .collect();
    for said in read["attributions"].as_array().expect("attributions") {
        let span = &said["content"]["spans"][0];
        let bound =
            |i: usize| usize::try_from(span[i].as_u64().expect("an offset")).expect("small");
        let words: String = text[bound(0)..bound(1)].iter().collect();
        assert_eq!(said["content"]["text"], Value::String(words));
    }
}

#[test]
fn every_list_says_what_the_document_says_of_lists() {
    let pile = fixture::pile();
    let shelf = Shelf::new(&pile);
    let list = Asked::part("list", vec![1], Page::default(), 5, None, Card::all(&shelf));
    let value = serde_json::to_value(list).expect("JSON");
    let fields = value.as_object().expect("an object").keys();
    for field in fields.filter(|field| *field != "list") {
        assert!(
            DOCUMENT.contains(&format!("`{field}`")),
            "docs/json.md does not say what {field} of a list is"
        );
    }
}
