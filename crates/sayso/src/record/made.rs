//! Made reports for the laws: affairs that have everything which links are made of.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use sayso_core::link::Entry;
use sayso_core::report::{About, Block, BlockKind, Moment, Report, ReportId};

use crate::ingest;
use crate::pile::Item;

/// Reports that there are.
pub(super) const MOST: usize = 240;

/// Affairs that they are of.
const AFFAIRS: usize = 36;

/// Numbers that are the same in every run.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

thread_local! {
    static READ: RefCell<HashMap<(ReportId, Vec<BlockKind>), Entry>> = RefCell::default();
}

/// Reads a report; one that was read so before is not read again.
pub(super) fn read(report: Report) -> Entry {
    let kinds = report.blocks().iter().map(|block: &Block| block.kind);
    let key = (report.id().clone(), kinds.collect());
    let make = || ingest::read(vec![(report, &[])]).remove(0);
    READ.with_borrow_mut(|read| read.entry(key).or_insert_with(make).clone())
}

/// Makes an item of a text.
pub(super) fn item(text: &str, outlet: &str, day: Date) -> Item {
    let plain = Report::plain(text);
    let about = About {
        outlet: Some(outlet.to_owned()),
        published: Some(Moment::day(day)),
        ..About::default()
    };
    let (id, blocks) = (plain.id().clone(), plain.blocks().to_vec());
    Item {
        path: "a.txt".to_owned(),
        page_notes: Vec::new(),
        entry: read(Report::new(id, plain.text(), blocks, about)),
    }
}

/// A word that no other number below a thousand makes, nor one that sounds alike.
fn word(number: usize) -> String {
    let consonant = |digit: usize| ["b", "d", "g", "k", "l", "m", "n", "r", "t", "v"][digit % 10];
    let digits = [number / 100, number / 10, number].map(consonant);
    format!(
        "Q{}",
        digits.map(|consonant| consonant.to_owned() + "a").concat()
    )
}

/// A report of one of the affairs.
pub(super) fn report(number: usize) -> Item {
    let (affair, telling) = (number % AFFAIRS, number / AFFAIRS);
    // Reports that come near each other only through these names come near nobody: more carry them
    // than may.
    let common = match number {
        0..160 => "Zubrev Wexmoor of Quillon",
        _ => "a clerk",
    };
    let named = |at: usize| format!("{} {}", word(affair * 7 + at), word(affair * 7 + at + 400));
    let (who, other, place, thing) = (
        named(0),
        named(1),
        word(affair * 7 + 2),
        word(affair * 7 + 3),
    );
    let sum = 400 + affair;
    let told = [
        format!("{who} said that the {thing} bridge in {place} had cost {sum} crowns."),
        format!(
            "The {thing} bridge in {place} cost {} crowns, {other} said on Monday.",
            sum + 90
        ),
        format!("{who} denied that the {thing} bridge in {place} had cost {sum} crowns."),
        format!("{who} confirmed that the {thing} bridge in {place} had cost {sum} crowns."),
    ];
    let letters = [
        format!("{who} wrote a secret letter to {other} on Monday about the {thing} bridge."),
        format!("{who} met {other} in {place} on Tuesday."),
        format!("{other} did not know that the {thing} bridge in {place} had cost {sum} crowns."),
        format!("{other} knew of the {thing} bridge before Friday."),
    ];
    let body = format!(
        "{} {} {common} visited {place}. The {thing} engineers of {place} watched.",
        told[telling % 4],
        letters[(telling + affair) % 4]
    );
    // Every third telling takes the first one's words.
    let first = format!(
        "{} {} The {thing} engineers measured {place} twice.",
        told[0], letters[0]
    );
    let body = match telling % 3 {
        0 => format!("{first}\n{body}"),
        2 => format!("{first}\nReport {number} of {place}."),
        _ => format!("{body}\nReport {number} of {place}."),
    };
    let note = match number % 4 {
        0 => "\nThis paper of the harbour office may not be copied without its leave.",
        _ => "",
    };
    let day = date(2021, 1, 1).saturating_add(((affair * 9 + telling) as i64).days());
    let outlet = ["Harbour Post", "Evening Sun", "Orsa Mail"][number / 4 % 3];
    item(&format!("{body}{note}"), outlet, day)
}
