//! Tokens to sentences, within one block.

use super::tokens::{Token, TokenKind};
use crate::span::{Span, Tokens};

/// Splits the tokens from `first` on, which are one block, into sentences.
///
/// A sentence ends at ".", "!", "?" or "…" with any closing marks behind it, if what follows can open
/// one: a capital, a digit, a quotation mark. An abbreviation carries its own stop and ends nothing
/// ("Mr. Lane"), unless a word follows that opens sentences far more often than names ("U.S. The").
pub fn sentences(text: &str, tokens: &[Token], first: usize) -> Vec<Span<Tokens>> {
    let mut out = Vec::new();
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let word = tokens[at].of(text);
        let stop = matches!(word.as_bytes().first(), Some(b'.' | b'!' | b'?')) && tokens[at].kind == TokenKind::Mark || word == "…";
        let abbreviation = tokens[at].kind == TokenKind::Word && word.ends_with('.');
        let mut next = at + 1;
        if stop || abbreviation {
            while next < tokens.len() && closes(text, tokens, next) {
                next += 1;
            }
            let opens = next < tokens.len() && can_open(text, tokens, next, stop, word);
            if opens {
                out.push(Span::new(start, next));
                start = next;
            }
        }
        at = next;
    }
    if start < tokens.len() {
        out.push(Span::new(start, tokens.len()));
    }
    out
}

/// Says whether the token closes what stands before it: a bracket or quotation mark without a space.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    let touches = tokens[at - 1].span.end() == token.span.start();
    let word = token.of(text);
    let spaced_behind = tokens.get(at + 1).is_none_or(|next| next.span.start() > token.span.end());
    match word {
        ")" | "]" | "”" | "»" => touches || word == "”",
        "\"" | "''" | "'" | "’" => touches && (spaced_behind || tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::QuotationMark)),
        _ => false,
    }
}

/// Words that open a sentence far more often than they go on after an abbreviation.
const OPENERS: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "But", "And", "His", "Her", "Their", "This", "That", "These",
    "Those", "There", "When", "While", "After", "Before", "For", "As", "If", "However", "Since", "Some", "Many", "Both", "With", "By",
];

fn can_open(text: &str, tokens: &[Token], next: usize, stop: bool, before: &str) -> bool {
    let token = tokens[next];
    let spaced = token.span.start() > tokens[next - 1].span.end();
    let word = token.of(text);
    let capital = word.starts_with(char::is_uppercase);
    if !stop {
        // "U.S. The" opens; "Mr. The" does not occur, "Dr. A" is a name.
        let inner_stop = before.trim_end_matches('.').contains('.')
            || before.len() > 5
            || matches!(before, "Inc." | "Corp." | "Ltd." | "Co." | "Jr." | "Sr.");
        return inner_stop && spaced && capital && OPENERS.contains(&word);
    }
    let opening = token.kind == TokenKind::QuotationMark || matches!(word, "(" | "[" | "—" | "–" | "•" | "*" | "-" | "--");
    let digit = token.kind == TokenKind::Number;
    (capital && (spaced || before != "...")) || (spaced && (opening || digit))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        sentences(text, &found, 0).iter().map(|s| found[s.start()].span.cover(found[s.end() - 1].span).of(text)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(split("Mr. Lane left the U.S. on Nov. 3. He returned."), ["Mr. Lane left the U.S. on Nov. 3.", "He returned."]);
        assert_eq!(split("It left the U.S. The crew stayed."), ["It left the U.S.", "The crew stayed."]);
        assert_eq!(split("“We will.” She left."), ["“We will.”", "She left."]);
        assert_eq!(split("\"We will.\" She left. \"No.\""), ["\"We will.\"", "She left.", "\"No.\""]);
        assert_eq!(split("It broke.Then it rained."), ["It broke.", "Then it rained."]);
        assert_eq!(split("“Why?” he asked."), ["“Why?” he asked."]);
        assert_eq!(split("A headline without a stop"), ["A headline without a stop"]);
    }
}
