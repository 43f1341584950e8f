//! Tokens to sentences, within one block.

use super::tokens::{Token, TokenKind};
use crate::span::{Span, Tokens};

/// Tokens that one sentence may have. Of the 29,526 sentences of PolNeAR's training articles the
/// longest has 220: what is longer than this is a text without stops. What reads a sentence pairs
/// its parts, so its work grows faster than the sentence.
pub(super) const LONGEST: usize = 400;

/// Splits the tokens from `first` on, which are one block, into sentences.
///
/// A sentence ends at ".", "!", "?" or "…" with any closing marks behind it, if what follows can
/// open one: a capital, a digit, a quotation mark. An abbreviation carries its own stop and ends
/// nothing ("Mr. Lane"), unless a word follows that opens sentences far more often than names
/// ("U.S. The") and the block is no headline. A dateline at the head of a report is a sentence of
/// its own: it is no part of what the first one says. None has more than `LONGEST` tokens.
pub fn sentences(text: &str, tokens: &[Token], first: usize) -> Vec<Span<Tokens>> {
    let mut out = Vec::new();
    let mut start = dateline(text, tokens, first);
    push(text, tokens, Span::new(first, start), &mut out);
    let mut at = start;
    // A headline capitalises every word, and none of them opens a sentence behind "U.S.".
    let is_headline = tokens.last().is_none_or(|last| {
        !matches!(last.kind, TokenKind::Mark | TokenKind::QuotationMark)
            && !last.of(text).ends_with('.')
    });
    while at < tokens.len() {
        let word = tokens[at].of(text);
        let stop = matches!(word.as_bytes().first(), Some(b'.' | b'!' | b'?'))
            && tokens[at].kind == TokenKind::Mark
            || word == "…";
        let abbreviation =
            !is_headline && tokens[at].kind == TokenKind::Word && word.ends_with('.');
        let mut next = at + 1;
        if stop || abbreviation {
            while next < tokens.len() && closes(text, tokens, next) {
                next += 1;
            }
            next += footnote(text, tokens, next);
            let opens = next < tokens.len() && can_open(text, tokens, next, stop, word);
            if opens {
                push(text, tokens, Span::new(start, next), &mut out);
                start = next;
            }
        }
        at = next;
    }
    push(text, tokens, Span::new(start, tokens.len()), &mut out);
    out
}

/// Returns where the dateline ends with which a block near the head of a report opens: behind the
/// dash of "PORT BRENN, Oster, May 3 (OPA) —"; `first` where there is none.
fn dateline(text: &str, tokens: &[Token], first: usize) -> usize {
    /// Tokens of a report within which one is looked for.
    const HEAD: usize = 200;
    /// Tokens of the longest, and letters of the shortest place in capitals.
    const MOST: usize = 10;
    const PLACE: usize = 3;
    /// Tokens that a sentence behind it has at least: "LANE — No." is an answer.
    const LEAST: usize = 6;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.of(text));
    let place = word(first);
    let capitals = place.chars().count() >= PLACE && place.chars().all(char::is_uppercase);
    if first >= HEAD || !capitals {
        return first;
    }
    let marks = |most: usize| {
        (first + 1..tokens.len().min(first + most))
            .take_while(|at| !word(*at).starts_with(char::is_lowercase))
    };
    // Wires that carry releases name themselves as well, and part all by strokes:
    // "PORT BRENN / WIRE / May 3, 2024 /".
    let strokes: Vec<usize> = marks(MOST + 4).filter(|at| word(*at) == "/").collect();
    marks(MOST)
        .find(|at| matches!(word(*at), "—" | "–" | "--" | "-"))
        .or(strokes.last().copied().filter(|_| strokes.len() > 1))
        .filter(|dash| {
            let gap = |at: usize| {
                tokens
                    .get(at)
                    .zip(tokens.get(at + 1))
                    .is_some_and(|(a, b)| a.span.end() < b.span.start())
            };
            dash + LEAST < tokens.len() && gap(dash - 1) && gap(*dash)
        })
        .map_or(first, |dash| dash + 1)
}

/// Adds a sentence, in pieces if it is longer than [`LONGEST`].
fn push(text: &str, tokens: &[Token], sentence: Span<Tokens>, out: &mut Vec<Span<Tokens>>) {
    let mut start = sentence.start();
    while sentence.end() - start > LONGEST {
        // A piece has at least half the length, so that no piece is a scrap.
        let end = (start + LONGEST / 2..=start + LONGEST)
            .max_by_key(|at| (parts(text, tokens, *at), *at))
            .unwrap_or(start + LONGEST);
        out.push(Span::new(start, end));
        start = end;
    }
    if start < sentence.end() {
        out.push(Span::new(start, sentence.end()));
    }
}

/// Says how well a sentence that is too long may be cut before a token: best between lines, worst
/// inside a phrase.
fn parts(text: &str, tokens: &[Token], at: usize) -> u8 {
    let (Some(before), Some(behind)) = (
        at.checked_sub(1).and_then(|last| tokens.get(last)),
        tokens.get(at),
    ) else {
        return 0;
    };
    if Span::new(before.span.end(), behind.span.start())
        .of(text)
        .contains('\n')
    {
        return 4;
    }
    match (before.of(text), behind.of(text)) {
        (";", _) | (_, "•" | "·" | "▪" | "●") => 3,
        (",", _) => 2,
        (_, "and" | "or" | "but") => 1,
        _ => 0,
    }
}

/// Says whether the token closes what stands before it: a bracket or quotation mark without a
/// space.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    let touches = tokens[at - 1].span.end() == token.span.start();
    let word = token.of(text);
    let spaced_behind = tokens
        .get(at + 1)
        .is_none_or(|next| next.span.start() > token.span.end());
    match word {
        ")" | "]" | "”" | "»" => touches || word == "”",
        "\"" | "''" | "'" | "’" => {
            touches
                && (spaced_behind
                    || tokens
                        .get(at + 1)
                        .is_some_and(|t| t.kind == TokenKind::QuotationMark))
        }
        _ => false,
    }
}

/// Abbreviations that lead to a name, a number or an example, without their last stop: no sentence
/// ends with one.
const LEADING: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gov", "lt", "sen", "rep", "reps", "sens",
    "pres", "gen", "col", "maj", "capt", "cmdr", "cpl", "sgt", "adm", "brig", "supt", "det",
    "insp", "st", "ste", "mt", "ft", "messrs", "vs", "v", "no", "nos", "fig", "vol", "e.g", "i.e",
    "approx", "est",
];

/// Returns the tokens of a footnote's number behind a sentence: "`[12]`".
fn footnote(text: &str, tokens: &[Token], at: usize) -> usize {
    let is = |at: usize, mark: &str| tokens.get(at).is_some_and(|t| t.of(text) == mark);
    let number = tokens
        .get(at + 1)
        .is_some_and(|t| t.kind == TokenKind::Number);
    if is(at, "[") && number && is(at + 2, "]") {
        3
    } else {
        0
    }
}

/// Words that open a sentence far more often than they go on after an abbreviation.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "He",
    "She",
    "It",
    "They",
    "We",
    "But",
    "And",
    "His",
    "Her",
    "Their",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "When",
    "While",
    "After",
    "Before",
    "For",
    "As",
    "If",
    "However",
    "Since",
    "Some",
    "Many",
    "Both",
    "With",
    "By",
    "So",
    "Its",
    "Our",
    "You",
    "What",
    "Who",
    "Why",
    "How",
    "Yet",
    "Then",
    "Meanwhile",
    "Although",
    "Though",
    "Because",
    "Asked",
    "According",
    "During",
    "Later",
    "Earlier",
    "Officials",
    "Sources",
    "Neither",
    "Another",
    "Several",
];

fn can_open(text: &str, tokens: &[Token], next: usize, stop: bool, before: &str) -> bool {
    let token = tokens[next];
    let spaced = token.span.start() > tokens[next - 1].span.end();
    let word = token.of(text);
    let capital = word.starts_with(char::is_uppercase);
    if !stop {
        // "U.S. The" opens; "Dr. A" is a name. "Malcolm X. So he left" opens; "J. A" may be two
        // initials.
        let ends = !LEADING.contains(&before.trim_end_matches('.').to_lowercase().as_str())
            && (before.len() > 2 || word.len() > 1);
        return ends && spaced && capital && OPENERS.contains(&word);
    }
    // "(c. 1818 – 1880)": one small letter and its stop are an abbreviation of what the number is.
    let letter = next
        .checked_sub(2)
        .and_then(|at| tokens.get(at))
        .map_or("", |t| t.of(text));
    if token.kind == TokenKind::Number
        && letter.len() == 1
        && letter.starts_with(char::is_lowercase)
    {
        return false;
    }
    let opening = token.kind == TokenKind::QuotationMark
        || matches!(word, "(" | "[" | "—" | "–" | "•" | "*" | "-" | "--");
    let digit = token.kind == TokenKind::Number;
    // Dots that only pause are followed by any mark.
    let pauses = matches!(before, "..." | "…");
    (capital && (spaced || !pauses)) || (spaced && (opening && !pauses || digit))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tokens::tokens;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        sentences(text, &found, 0)
            .iter()
            .map(|s| {
                found[s.start()]
                    .span
                    .cover(found[s.end() - 1].span)
                    .of(text)
            })
            .collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            split("Mr. Lane left the U.S. on Nov. 3. He returned."),
            ["Mr. Lane left the U.S. on Nov. 3.", "He returned."]
        );
        assert_eq!(
            split("It left the U.S. The crew stayed."),
            ["It left the U.S.", "The crew stayed."]
        );
        assert_eq!(split("“We will.” She left."), ["“We will.”", "She left."]);
        assert_eq!(
            split("\"We will.\" She left. \"No.\""),
            ["\"We will.\"", "She left.", "\"No.\""]
        );
        assert_eq!(
            split("It broke.Then it rained."),
            ["It broke.", "Then it rained."]
        );
        assert_eq!(split("“Why?” he asked."), ["“Why?” he asked."]);
        assert_eq!(
            split("A headline without a stop"),
            ["A headline without a stop"]
        );
    }

    /// Returns the words that open a piece, having seen that the pieces are short and leave nothing
    /// out.
    fn bounded(text: &str) -> BTreeSet<&str> {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let cut = sentences(text, &found, 0);
        assert!(
            cut.iter()
                .all(|sentence| !sentence.is_empty() && sentence.range().len() <= LONGEST)
        );
        assert!(cut.windows(2).all(|pair| pair[0].end() == pair[1].start()));
        assert_eq!((cut[0].start(), cut[cut.len() - 1].end()), (0, found.len()));
        cut.iter()
            .skip(1)
            .map(|sentence| found[sentence.start()].of(text))
            .collect()
    }

    #[test]
    fn a_text_without_stops_is_cut_where_it_parts() {
        assert_eq!(
            bounded(&"and Lane said it was over ".repeat(400)),
            ["and"].into()
        );
        assert_eq!(
            bounded(&"Mora denied it, and Lane knew it ".repeat(400)),
            ["and"].into()
        );
        assert_eq!(
            bounded(&"one, two; three and four ".repeat(400)),
            ["three"].into()
        );
        assert_eq!(bounded(&"one; two\nthree ".repeat(400)), ["three"].into());
        assert_eq!(bounded(&"over ".repeat(4000)), ["over"].into());
    }
}
