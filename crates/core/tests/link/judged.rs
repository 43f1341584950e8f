//! What people judge of tellings wins over what their words look like.

use sayso_core::link::{Entry, Judgement, Links, Passage, link, link_judged};
use sayso_core::report::About;
use sayso_core::span::Span;

use crate::marked::entry;

const LETTER: &str = "{s1:unnamed Diplomats} {q1 said} {c1 that President Orman sent a secret letter to Halim Roshani}.";
const OTHER_WORDS: &str = "{s1:unnamed Envoys} {q1 said} {c1 a sealed message from the palace reached the old minister in spring}.";
const SAME_WORDS: &str = "{s1 {e:m Inga Moll}} {q1 said} {c1 that President Orman sent a secret letter to Halim Roshani}.";
const LONGER: &str = "{s1 {e:k Tomas Kell}} {q1 said} {c1 that President Orman sent a secret letter to Halim Roshani in March about the closed harbour}.";
const LIKE_LONGER: &str = "{s1 {e:b Rosa Brask}} {q1 said} {c1 that President Orman sent a letter to Halim Roshani in March about the closed harbour}.";

/// Makes a pile in which every text is one report: A, B, C.
fn pile(texts: &[&str]) -> Vec<Entry> {
    texts
        .iter()
        .zip('A'..)
        .map(|(text, letter)| entry(&letter.to_string(), text, About::default()))
        .collect()
}

/// The passage that the first attribution of a report holds somebody to say.
fn said(pile: &[Entry], report: usize) -> Passage {
    let Entry { report, reading } = &pile[report];
    Passage {
        report: report.id().clone(),
        span: reading.attributions[0].content[0],
    }
}

fn judged(pile: &[Entry], one: usize, other: usize, same: bool) -> Judgement {
    Judgement::Tellings {
        one: said(pile, one),
        other: said(pile, other),
        same,
    }
}

/// The reports of each claim as letters, in the order of the letters.
fn claims(links: &Links) -> Vec<String> {
    let letters = |claim: &sayso_core::link::Claim| {
        let mut letters: Vec<char> = claim
            .tellings
            .iter()
            .map(|telling| ('A'..).nth(telling.report.0 as usize).unwrap())
            .collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    let mut claims: Vec<String> = links.claims.iter().map(letters).collect();
    claims.sort_unstable();
    claims
}

#[test]
fn two_claims_that_somebody_judges_the_same_are_one() {
    let pile = pile(&[LETTER, OTHER_WORDS, SAME_WORDS]);
    assert_eq!(claims(&link(&pile)), ["AC", "B"]);
    let links = link_judged(&pile, &[judged(&pile, 1, 0, true)]);
    assert_eq!(
        claims(&links),
        ["ABC"],
        "what was told with either comes along"
    );
    assert_eq!(links.claims[0].origins.len(), 3);
}

#[test]
fn two_tellings_that_somebody_judges_apart_are_in_two_claims() {
    let pile = pile(&[LETTER, LONGER, LIKE_LONGER]);
    assert_eq!(claims(&link(&pile)), ["ABC"]);
    assert_eq!(
        claims(&link_judged(&pile, &[judged(&pile, 0, 1, false)])),
        ["A", "BC"],
        "the third stays with the one it is more like"
    );
    assert_eq!(
        claims(&link_judged(&pile, &[judged(&pile, 2, 0, false)])),
        ["A", "BC"]
    );
}

#[test]
fn other_claims_stay_as_they_are() {
    let others = [
        "{s1 {e:m Inga Moll}} {q1 said} {c1 that the ferry company hid three inspections from the harbour board}.",
        "{s1 {e:k Tomas Kell}} {q1 said} {c1 that the ferry company had hidden three inspections from the harbour board}.",
    ];
    let pile = pile(&[
        LETTER,
        LONGER,
        LIKE_LONGER,
        others[0],
        others[1],
        OTHER_WORDS,
    ]);
    assert_eq!(claims(&link(&pile)), ["ABC", "DE", "F"]);
    assert_eq!(
        claims(&link_judged(&pile, &[judged(&pile, 0, 1, false)])),
        ["A", "BC", "DE", "F"]
    );
    assert_eq!(
        claims(&link_judged(
            &pile,
            &[judged(&pile, 0, 1, false), judged(&pile, 5, 0, true)]
        )),
        ["AF", "BC", "DE"]
    );
}

#[test]
fn tellings_in_the_same_words_can_be_parted() {
    let pile = pile(&[LETTER, SAME_WORDS]);
    assert_eq!(claims(&link(&pile)), ["AB"]);
    assert_eq!(
        claims(&link_judged(&pile, &[judged(&pile, 0, 1, false)])),
        ["A", "B"]
    );
}

#[test]
fn what_is_parted_does_not_come_back_by_way_of_a_third() {
    let pile = pile(&[LETTER, SAME_WORDS, OTHER_WORDS]);
    let judgements = [judged(&pile, 0, 2, true), judged(&pile, 1, 2, false)];
    assert_eq!(claims(&link_judged(&pile, &judgements)), ["AC", "B"]);
}

#[test]
fn of_judgements_that_cannot_all_hold_the_later_count() {
    let pile = pile(&[LETTER, OTHER_WORDS, LIKE_LONGER]);
    let (same, apart) = (judged(&pile, 0, 1, true), judged(&pile, 1, 0, false));
    assert_eq!(
        claims(&link_judged(&pile, &[same.clone(), apart.clone()])),
        ["AC", "B"]
    );
    assert_eq!(claims(&link_judged(&pile, &[apart, same])), ["ABC"]);
    let around = [
        judged(&pile, 0, 2, false),
        judged(&pile, 0, 1, true),
        judged(&pile, 1, 2, true),
    ];
    assert_eq!(claims(&link_judged(&pile, &around)), ["ABC"]);
}

#[test]
fn a_judgement_holds_for_words_that_are_cut_otherwise_and_binds_nothing_where_there_are_none() {
    let pile = pile(&[LETTER, OTHER_WORDS]);
    let Passage { report, span } = said(&pile, 0);
    let moved = |start: usize, end: usize| {
        let one = Passage {
            report: report.clone(),
            span: Span::new(start, end),
        };
        Judgement::Tellings {
            one,
            other: said(&pile, 1),
            same: true,
        }
    };
    assert_eq!(
        claims(&link_judged(
            &pile,
            &[moved(span.start() + 5, span.end() + 1)]
        )),
        ["AB"]
    );
    assert_eq!(claims(&link_judged(&pile, &[moved(0, 4)])), ["A", "B"]);
    assert_eq!(
        claims(&link_judged(&pile, &[moved(9000, 9001)])),
        ["A", "B"]
    );
}
